//! The guide for people tells of every destination, quotes what the program says, and its pictures stay small. What
//! its links, pictures and labels are held to stands beside it in the page's own tests. Both languages are held to it:
//! the German pages quote the program's German.

use rollcall_tests::checkout::{Tracked, root, tracked};

use crate::none;

/// Where the pages stand, one Markdown file each.
const PAGES: &str = "ui/src/guide";
/// Where those in German stand.
const GERMAN: &str = "ui/src/guide/de";
/// Where the program's German stands: what is said for each of its sentences.
const CATALOGUE: &str = "src-tauri/crates/words/src/de";
/// Where all pictures stand.
const PICTURES: &str = "ui/pictures";
/// What all pictures may take together, in bytes.
const LARGEST: u64 = 6_500_000;
/// Pages there are at the least.
const FEWEST: usize = 10;

#[test]
fn the_guide_tells_how_to_upload_to_every_destination() {
    let missing = without_a_part(PAGES, |name| Some(name.to_owned()));
    none("uploads.md has a part for every destination:", &missing);
}

#[test]
fn the_german_guide_tells_how_to_upload_to_every_destination() {
    let files = tracked();
    let missing = without_a_part(GERMAN, |name| german(&files, name));
    none(
        "The German uploads.md has a part for every destination, under its German name:",
        &missing,
    );
}

/// The destinations of which the page of uploads in a folder has no part, by what they are called there.
fn without_a_part(folder: &str, called: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let uploads =
        std::fs::read_to_string(root().join(folder).join("uploads.md")).unwrap_or_default();
    let recipes: Vec<Tracked> = tracked()
        .into_iter()
        .filter(|file| file.is_below("src-tauri/crates/delivery/data/destinations"))
        .collect();
    assert!(recipes.len() >= FEWEST, "the recipes were not found");
    recipes
        .iter()
        .filter_map(name)
        .filter(|name| {
            let heading = called(name);
            heading.is_none()
                || !uploads
                    .lines()
                    .any(|line| line.strip_prefix("## ") == heading.as_deref())
        })
        .collect()
}

/// What the catalogue says in German for a text of the program.
fn german(files: &[Tracked], text: &str) -> Option<String> {
    let key = format!("\"{text}\": \"");
    files
        .iter()
        .filter(|file| file.is_below(CATALOGUE))
        .flat_map(Tracked::lines)
        .find_map(|(_, line)| line.trim_start().strip_prefix(&key)?.rsplit_once('"'))
        .map(|(said, _)| said.to_owned())
}

/// What a recipe calls its destination.
fn name(recipe: &Tracked) -> Option<String> {
    let (_, line) = recipe
        .lines()
        .find(|(_, line)| line.starts_with("name = \""))?;
    line.split('"').nth(1).map(str::to_owned)
}

#[test]
fn what_the_guide_quotes_stands_in_the_program() {
    let strange = strange(
        |page| !page.is_below(GERMAN),
        |file| {
            (file.is_below("src-tauri/crates") && file.ends_with(&["rs", "toml"]))
                || file.is_below("ui/src/text")
        },
        ['“', '”'],
    );
    none("The program says none of these:", &strange);
}

#[test]
fn what_the_german_guide_quotes_is_the_german_of_the_program() {
    let strange = strange(
        |page| page.is_below(GERMAN),
        |file| {
            file.is_below(CATALOGUE)
                || file.is_below("ui/src/text/de")
                || file.path == "ui/src/text/language.ts"
        },
        ['„', '“'],
    );
    none("The program says none of these in German:", &strange);
}

/// What some pages quote and no file of the program says, each with its place.
fn strange(
    is_page: impl Fn(&Tracked) -> bool,
    is_program: impl Fn(&Tracked) -> bool,
    marks: [char; 2],
) -> Vec<String> {
    let files = tracked();
    let program: Vec<&Tracked> = files.iter().filter(|file| is_program(file)).collect();
    let pages: Vec<&Tracked> = files
        .iter()
        .filter(|file| file.is_below(PAGES) && file.ends_with(&["md"]) && is_page(file))
        .collect();
    assert!(pages.len() >= FEWEST, "the pages were not found");
    let quotes: Vec<(String, String)> = pages.iter().flat_map(|page| quotes(page, marks)).collect();
    assert!(quotes.len() >= FEWEST, "the quotations were not found");
    quotes
        .into_iter()
        .filter(|(_, quote)| !program.iter().any(|file| says(file, quote)))
        .map(|(place, quote)| format!("{place} {quote}"))
        .collect()
}

fn says(file: &Tracked, quote: &str) -> bool {
    file.text
        .as_deref()
        .is_some_and(|text| text.contains(quote))
}

/// What a page quotes, each with its place.
fn quotes(page: &Tracked, marks: [char; 2]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (line, text) in page.lines() {
        for quote in quoted(text, marks) {
            found.push((format!("{}:{line}", page.path), quote.to_owned()));
        }
    }
    found
}

/// What stands between quotation marks in a line.
fn quoted(line: &str, [opening, closing]: [char; 2]) -> Vec<&str> {
    line.split(opening)
        .skip(1)
        .filter_map(|rest| rest.split_once(closing).map(|(quote, _)| quote))
        .collect()
}

#[test]
fn the_pictures_stay_small() {
    let all: u64 = tracked()
        .iter()
        .filter(|file| file.is_below(PICTURES))
        .filter_map(|file| std::fs::metadata(root().join(&file.path)).ok())
        .map(|told| told.len())
        .sum();
    assert!(
        all <= LARGEST,
        "{PICTURES} holds {all} bytes: at most {LARGEST} are kept in the checkout"
    );
}

#[test]
fn quotations_are_found() {
    assert_eq!(
        quoted("choose “Wide” or “Strict”, not “this", ['“', '”']),
        ["Wide", "Strict"]
    );
    assert_eq!(
        quoted("„Weit“ oder „Streng“, nicht „dies", ['„', '“']),
        ["Weit", "Streng"]
    );
}

#[test]
fn german_is_looked_up_by_the_english_of_the_program() {
    let catalogue = Tracked {
        path: format!("{CATALOGUE}/lists.json"),
        text: Some("{\n  \"Wide\": \"Weit\",\n  \"Strict\": \"Streng\"\n}\n".to_owned()),
    };
    let files = [catalogue];
    assert_eq!(german(&files, "Wide").as_deref(), Some("Weit"));
    assert_eq!(german(&files, "Strict").as_deref(), Some("Streng"));
    assert_eq!(german(&files, "Balanced"), None);
}

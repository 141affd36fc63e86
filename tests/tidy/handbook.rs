//! The guide for people tells of every destination, quotes what the program says, and its pictures stay small. What
//! its links, pictures and labels are held to stands beside it in the page's own tests.

use rollcall_tests::checkout::{Tracked, root, tracked};

use crate::none;

/// Where the pages stand, one Markdown file each.
const PAGES: &str = "ui/src/guide";
/// Where all pictures stand.
const PICTURES: &str = "ui/pictures";
/// What all pictures may take together, in bytes.
const LARGEST: u64 = 6_500_000;
/// Pages there are at the least.
const FEWEST: usize = 10;

#[test]
fn the_guide_tells_how_to_upload_to_every_destination() {
    let uploads =
        std::fs::read_to_string(root().join(PAGES).join("uploads.md")).unwrap_or_default();
    let recipes: Vec<Tracked> = tracked()
        .into_iter()
        .filter(|file| file.is_below("src-tauri/crates/delivery/data/destinations"))
        .collect();
    assert!(recipes.len() >= FEWEST, "the recipes were not found");
    let missing: Vec<String> = recipes
        .iter()
        .filter_map(name)
        .filter(|name| {
            !uploads
                .lines()
                .any(|line| line.strip_prefix("## ") == Some(name.as_str()))
        })
        .collect();
    none("uploads.md has a part for every destination:", &missing);
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
    let files = tracked();
    let program: Vec<&Tracked> = files
        .iter()
        .filter(|file| {
            (file.is_below("src-tauri/crates") && file.ends_with(&["rs", "toml"]))
                || file.is_below("ui/src/text")
        })
        .collect();
    let pages: Vec<&Tracked> = files
        .iter()
        .filter(|file| file.is_below(PAGES) && file.ends_with(&["md"]))
        .collect();
    assert!(pages.len() >= FEWEST, "the pages were not found");
    let strange: Vec<String> = pages
        .iter()
        .flat_map(|page| quotes(page))
        .filter(|(_, quote)| !program.iter().any(|file| says(file, quote)))
        .map(|(place, quote)| format!("{place} {quote}"))
        .collect();
    none("The program says none of these:", &strange);
}

fn says(file: &Tracked, quote: &str) -> bool {
    file.text
        .as_deref()
        .is_some_and(|text| text.contains(quote))
}

/// What a page quotes, each with its place.
fn quotes(page: &Tracked) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (line, text) in page.lines() {
        for quote in quoted(text) {
            found.push((format!("{}:{line}", page.path), quote.to_owned()));
        }
    }
    found
}

/// What stands between quotation marks in a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split('“')
        .skip(1)
        .filter_map(|rest| rest.split_once('”').map(|(quote, _)| quote))
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
        quoted("choose “Wide” or “Strict”, not “this"),
        ["Wide", "Strict"]
    );
}

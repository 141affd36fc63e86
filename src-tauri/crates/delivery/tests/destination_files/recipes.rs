//! Recipes that could not be obeyed are refused, with file, line and what is wrong.

use rollcall_delivery::{Destination, Tier};

use crate::cast::built_in;

const GOOD: &str = r#"code = "mine"
name = "Mine"
read_on = "2026-11-29"
tier = "own"
confidence = "our own"
blank_cells = "Nothing happens."
hashing = "on"
identifiers = [["E-mail"]]

[file]
mode = "for_upload"

[[columns]]
header = "E-mail"
from = "email"
hashed = true

[[columns]]
header = "Town"
from = "city"
"#;

fn refusal(text: &str) -> String {
    Destination::read("mine.toml", text)
        .expect_err("not usable")
        .to_string()
}

#[test]
fn a_short_recipe_is_enough() {
    Destination::read("mine.toml", GOOD).expect("usable");
}

/// What stands in the good recipe, what in the wrong one, the line and words that are told.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    ("hashed = true", "hushed = true", 16, "hushed"),
    ("from = \"city\"", "from = \"town\"", 20, "town"),
    ("[[\"E-mail\"]]", "[[\"Fax\"]]", 8, "no column \"Fax\""),
    (
        "hashing = \"on\"",
        "forbidden = [\"city\"]\nhashing = \"on\"",
        19,
        "\"Town\" holds city",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\nforbidden = [\"national id\"]",
        8,
        "no attribute \"national id\"",
    ),
    ("hashing = \"on\"", "hashing = \"never\"", 13, "never is"),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\nrows_per_file = 0",
        8,
        "no rows",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\nbytes_per_file = 10",
        8,
        "1024",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\npurposes = []",
        8,
        "no list",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\none_file_per = \"city\"",
        8,
        "consent",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\nlead_rows = [[\"a\"]]",
        8,
        "1 cells does not fit 2",
    ),
    (
        "hashing = \"on\"",
        "hashing = \"on\"\none_row_per = \"Phone\"",
        8,
        "no column \"Phone\"",
    ),
    (
        "[[columns]]\nheader = \"E-mail\"",
        "[regions]\nown_file = [\"eea\", \"atlantis\"]\n\n[[columns]]\nheader = \"E-mail\"",
        14,
        "there is no region \"atlantis\"; there are eea, united_kingdom, switzerland, united_states",
    ),
    (
        "[[columns]]\nheader = \"E-mail\"",
        "[regions]\nown_file = [\"unknown\"]\n\n[[columns]]\nheader = \"E-mail\"",
        14,
        "\"unknown\" follows from",
    ),
    (
        "[[columns]]\nheader = \"E-mail\"",
        "[regions]\nelsewhere = \"Nothing to set.\"\n\n[[columns]]\nheader = \"E-mail\"",
        14,
        "name some in own_file",
    ),
    (
        "[[columns]]\nheader = \"E-mail\"",
        "[regions]\nown_file = [\"eea\"]\nconsent_given = \"Granted.\"\n\n[[columns]]\nheader = \"E-mail\"",
        15,
        "no consent has to be given",
    ),
    ("2026-11-29", "29 November", 3, "like 2026-11-23"),
    (
        "from = \"city\"",
        "from = \"city\"\nfixed = \"x\"",
        18,
        "only one",
    ),
    ("from = \"city\"", "from = []", 18, "joins no"),
    (
        "from = \"city\"",
        "from = \"city\"\nheader_hashed = \"x\"",
        18,
        "hashes and none",
    ),
    (
        "from = \"city\"",
        "from = \"city\"\nat_most = { length = 0, of = \"bytes\" }",
        18,
        "hold nothing",
    ),
    (
        "mode = \"for_upload\"",
        "mode = \"for_upload\"\nencoding = \"klingon\"",
        12,
        "klingon",
    ),
    (
        "mode = \"for_upload\"",
        "mode = \"for_upload\"\nseparator = \";\"",
        12,
        ";",
    ),
    ("tier = \"own\"", "tier = \"sure\"", 4, "sure"),
];

#[test]
fn each_mistake_is_told_with_its_line() {
    for (good, bad, line, what) in MISTAKES {
        let message = refusal(&GOOD.replacen(good, bad, 1));
        assert!(message.contains("\"mine.toml\""), "{message}");
        assert!(
            message.contains(&format!("line {line}: ")),
            "line {line}: {message}"
        );
        assert!(message.contains(what), "{what}: {message}");
    }
}

#[test]
fn a_recipe_without_columns_is_refused() {
    let (head, _) = GOOD.split_once("[file]").expect("a file");
    let text = format!("{head}columns = []\n[file]\nmode = \"for_upload\"\n");
    assert!(refusal(&text).contains("no columns"));
}

#[test]
fn every_recipe_tells_where_it_comes_from_and_what_blank_cells_do() {
    let mut codes: Vec<String> = Vec::new();
    for one in built_in() {
        assert!(
            one.confidence.len() > 4 && one.blank_cells.ends_with('.'),
            "{}",
            one.code
        );
        assert!(
            one.notes.iter().all(|note| note.ends_with('.')),
            "{}",
            one.code
        );
        assert!(
            one.page.is_empty() == (one.tier == Tier::Own),
            "{}",
            one.code
        );
        assert!(!codes.contains(&one.code));
        codes.push(one.code);
    }
    assert_eq!(codes.len(), 22);
}

#[test]
fn a_recipe_reads_back_from_what_it_is_written_as() {
    for one in built_in() {
        let text = toml::to_string(&one).expect("text");
        assert_eq!(Destination::read(&one.code, &text).expect("usable"), one);
    }
}

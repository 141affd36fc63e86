//! What header rows mean, written by people, against what the crate makes of them.
//!
//! A table of `tables/*_meanings.txt` has a block a file: "== file", then "header => meaning". A
//! meaning is the code of an attribute, several of them where more than one is right, or "none".
//! `ROLLCALL_PRINT_MEANINGS=1` prints every miss.

use std::io::Write as _;

use rollcall_mapping::{RecipeBook, TableSketch, suggest_with};
use rollcall_model::{Attribute, ColumnMapping, MappingState};

/// One header row and what a person says about each of its columns.
struct Block {
    file: String,
    headers: Vec<String>,
    meanings: Vec<Vec<String>>,
}

/// How well a table was read.
#[derive(Debug, Default)]
struct Score {
    /// Columns that surely have an attribute.
    with_attribute: usize,
    /// Of those, how many got it.
    right: usize,
    /// Of those, how many are asked about with a wrong or no attribute.
    asked: usize,
    /// Columns told without a question and wrong.
    wrong_and_certain: Vec<String>,
    /// Columns with an attribute that got none, or a wrong one with a question.
    missed: Vec<String>,
}

impl Score {
    fn share(&self) -> f64 {
        self.right as f64 / self.with_attribute as f64
    }
}

fn read(table: &str) -> Vec<Block> {
    table
        .split("\n== ")
        .filter(|block| !block.starts_with('#'))
        .map(|block| {
            let mut lines = block.lines();
            let file = lines.next().unwrap_or_default().to_owned();
            let (headers, meanings) = lines
                .filter_map(|line| line.rsplit_once(" => "))
                .map(|(header, meaning)| {
                    let meanings = meaning.split(" or ").map(str::to_owned).collect();
                    (header.to_owned(), meanings)
                })
                .unzip();
            Block {
                file,
                headers,
                meanings,
            }
        })
        .collect()
}

fn score(table: &str, book: &RecipeBook) -> Score {
    let mut score = Score::default();
    for block in read(table) {
        let suggestion = suggest_with(
            book,
            &TableSketch {
                file: &block.file,
                sheet: None,
                headers: &block.headers,
                rows: &[],
            },
        );
        for (column, meanings) in suggestion.mapping.columns.iter().zip(&block.meanings) {
            judge(&block.file, column, meanings, &mut score);
        }
    }
    score
}

fn judge(file: &str, column: &ColumnMapping, meanings: &[String], score: &mut Score) {
    let found = match column.target.as_ref().map(|target| &target.attribute) {
        None | Some(Attribute::Custom(_)) => "none".to_owned(),
        Some(attribute) => attribute.code(),
    };
    let is_right = meanings.contains(&found);
    let asks = column.state == MappingState::Unsure;
    let told = format!(
        "{file}: \"{}\" is {}, told {found}{}",
        column.header,
        meanings.join(" or "),
        if asks { " ?" } else { "" }
    );
    if !meanings.iter().any(|meaning| meaning == "none") {
        score.with_attribute += 1;
        if is_right {
            score.right += 1;
        } else {
            score.asked += usize::from(asks);
            score.missed.push(told.clone());
        }
    }
    if !is_right && !asks && found != "none" {
        score.wrong_and_certain.push(told);
    }
}

/// Tells the figures, and with `ROLLCALL_PRINT_MEANINGS` every miss.
fn report(name: &str, score: &Score) {
    let mut text = format!(
        "{name}: {} of {} right ({:.1} %), {} of the rest asked, {} wrong and certain\n",
        score.right,
        score.with_attribute,
        100.0 * score.share(),
        score.asked,
        score.wrong_and_certain.len()
    );
    if std::env::var_os("ROLLCALL_PRINT_MEANINGS").is_some() {
        for told in &score.missed {
            text.push_str(&["  missed ", told, "\n"].concat());
        }
        for told in &score.wrong_and_certain {
            text.push_str(&["  WRONG ", told, "\n"].concat());
        }
    }
    std::io::stderr()
        .write_all(text.as_bytes())
        .expect("the figures can be told");
}

fn check(name: &str, table: &str, book: &RecipeBook, least: f64) {
    let score = score(table, book);
    report(name, &score);
    assert!(
        score.wrong_and_certain.is_empty(),
        "{name}: wrong without a question: {:#?}",
        score.wrong_and_certain
    );
    assert!(
        score.share() >= least,
        "{name}: {:.1} % right; missed: {:#?}",
        100.0 * score.share(),
        score.missed
    );
}

#[test]
fn known_exports_are_read_right() {
    let table = include_str!("tables/known_meanings.txt");
    check("known", table, RecipeBook::builtin(), 0.97);
}

#[test]
fn known_exports_are_read_right_without_their_recipes() {
    let table = include_str!("tables/known_meanings.txt");
    check("known, no recipes", table, &RecipeBook::default(), 0.97);
}

#[test]
fn other_platforms_are_read_right() {
    let table = include_str!("tables/second_meanings.txt");
    check("second", table, RecipeBook::builtin(), 0.97);
}

#[test]
fn a_fresh_set_is_read_right() {
    let table = include_str!("tables/third_meanings.txt");
    check("third", table, RecipeBook::builtin(), 0.97);
}

#[test]
fn platforms_in_seven_languages_are_read_right() {
    let table = include_str!("tables/fourth_meanings.txt");
    check("fourth", table, RecipeBook::builtin(), 0.97);
}

#[test]
fn values_make_nobody_elses_address_the_persons_own() {
    let headers: Vec<String> = [
        "Primary Email",
        "Owner email",
        "Referrer email",
        "Parent email",
        "Created by email",
        "Store email",
        "Company phone",
        "Emergency contact phone",
        "Sales rep name",
        "Email domain",
        "Email opt-out reason",
        "Last email opened",
    ]
    .map(str::to_owned)
    .to_vec();
    let people = [
        "Anna Berg",
        "John Mills",
        "Clara Stein",
        "Hugo Martin",
        "Maria Silva",
    ];
    let rows: Vec<Vec<String>> = people
        .iter()
        .enumerate()
        .map(|(row, name)| {
            let email = |who: &str| format!("{who}{row}@example.com");
            vec![
                email("anna"),
                email("rep"),
                email("friend"),
                email("mother"),
                email("admin"),
                email("store"),
                format!("+44 20 7946 00{row:02}"),
                format!("+44 20 7946 01{row:02}"),
                (*name).to_owned(),
                "example.com".to_owned(),
                ["too many", "moved", "other", "too many", "privacy"][row].to_owned(),
                format!("2025-03-{:02}", row + 1),
            ]
        })
        .collect();
    let sketch = TableSketch {
        file: "contacts.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    };
    let suggestion = suggest_with(RecipeBook::builtin(), &sketch);
    for column in suggestion.mapping.columns.iter().skip(1) {
        let is_own = column
            .target
            .as_ref()
            .is_some_and(|target| !matches!(target.attribute, Attribute::Custom(_)));
        let asks = column.state == MappingState::Unsure;
        assert!(!is_own || asks, "{}: {}", column.header, column.reason);
    }
    let own = &suggestion.mapping.columns[0];
    assert_eq!(own.state, MappingState::Suggested, "{}", own.reason);
}

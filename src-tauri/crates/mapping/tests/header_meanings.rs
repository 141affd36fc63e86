//! What header rows mean, written by people, against what the crate makes of them.
//!
//! A table of `tables/*_meanings.txt` has a block a file: "== file", then "header => meaning". A
//! meaning is the code of an attribute, several of them where more than one is right, or "none".
//! `ROLLCALL_PRINT_MEANINGS=1` prints every miss.

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

fn report(name: &str, score: &Score) {
    println!(
        "{name}: {} of {} right ({:.1} %), {} of the rest asked, {} wrong and certain",
        score.right,
        score.with_attribute,
        100.0 * score.share(),
        score.asked,
        score.wrong_and_certain.len()
    );
    if std::env::var_os("ROLLCALL_PRINT_MEANINGS").is_some() {
        for told in &score.missed {
            println!("  missed {told}");
        }
        for told in &score.wrong_and_certain {
            println!("  WRONG {told}");
        }
    }
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

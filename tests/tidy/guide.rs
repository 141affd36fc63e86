//! The guide has 76 sentences that the product must make real. A test that shows one carries its
//! number in its name: `g07_support_meets_shop`. This lists which have one.

use std::collections::BTreeMap;

use rollcall_tests::checkout::tracked;

use crate::none;

const SENTENCES: u32 = 76;

#[test]
fn every_numbered_test_belongs_to_a_sentence() {
    let shown = shown();
    let strangers: Vec<String> = shown
        .iter()
        .filter(|(number, _)| !(1..=SENTENCES).contains(*number))
        .map(|(number, names)| format!("g{number:02}: {}", names.join(", ")))
        .collect();

    let open: Vec<String> = (1..=SENTENCES)
        .filter(|number| !shown.contains_key(number))
        .map(|number| format!("G{number}"))
        .collect();
    println!(
        "{} of {SENTENCES} sentences have a test:",
        SENTENCES as usize - open.len()
    );
    for (number, names) in &shown {
        println!("  G{number}: {}", names.join(", "));
    }
    println!("without one: {}", open.join(" "));
    none("There are only 76 sentences:", &strangers);
}

/// The names of the tests of each sentence.
fn shown() -> BTreeMap<u32, Vec<String>> {
    let mut shown: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for file in tracked()
        .iter()
        .filter(|file| file.ends_with(&["rs", "mjs", "ts"]))
    {
        for (_, line) in file.lines() {
            let line = line.trim_start();
            let starts = ["fn g", "test('g", "test(\"g", "it('g"];
            let Some(rest) = starts.iter().find_map(|start| line.strip_prefix(start)) else {
                continue;
            };
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if digits.len() < 2 || !rest[digits.len()..].starts_with(['_', ' ']) {
                continue;
            }
            if let Ok(number) = digits.parse() {
                let name: String = rest
                    .chars()
                    .take_while(|letter| !"('\"".contains(*letter))
                    .collect();
                shown.entry(number).or_default().push(format!("g{name}"));
            }
        }
    }
    shown
}

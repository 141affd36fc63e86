//! The product makes 76 sentences of its guide real, and each has a test that shows it and carries its number in
//! its name: `g07_support_meets_shop`; of two sentences both: `g16_g43_a_list_grows_stale`. A sentence that loses
//! its last test is told.

mod sentences;

use std::collections::BTreeMap;

use rollcall_tests::checkout::{Tracked, tracked};

use crate::none;
use sentences::{SENTENCES, Sentence};

/// Sentences that have no test, and why; each is told once it has one.
const WITHOUT_TEST: &[(u32, &str)] = &[];

#[test]
fn every_sentence_has_a_test_and_every_numbered_test_a_sentence() {
    let shown = shown(&tracked());
    for (number, names) in &shown {
        println!("G{number}: {}", names.join(", "));
    }
    none(
        "The guide and its tests go together:",
        &complaints(SENTENCES, WITHOUT_TEST, &shown),
    );
}

#[test]
fn the_list_has_each_number_once() {
    let numbers: Vec<u32> = SENTENCES.iter().map(|one| one.number).collect();
    assert_eq!(numbers, (1..=76).collect::<Vec<u32>>());
}

/// What is wrong between sentences and the names of their tests.
fn complaints(
    sentences: &[Sentence],
    without_test: &[(u32, &str)],
    shown: &BTreeMap<u32, Vec<String>>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for Sentence { number, home, says } in sentences {
        let is_excused = without_test.iter().any(|(one, _)| one == number);
        match (shown.contains_key(number), is_excused) {
            (false, false) => wrong.push(format!("G{number} ({home:?}) has no test: {says}")),
            (true, true) => wrong.push(format!("G{number} has a test and needs no excuse")),
            _ => {}
        }
    }
    for (number, names) in shown {
        if !sentences.iter().any(|one| one.number == *number) {
            wrong.push(format!(
                "there is no sentence G{number}: {}",
                names.join(", ")
            ));
        }
    }
    for (number, why) in without_test {
        if why.trim().is_empty() {
            wrong.push(format!("G{number} has no test and no reason"));
        }
    }
    wrong
}

/// The names of the tests of each sentence.
fn shown(files: &[Tracked]) -> BTreeMap<u32, Vec<String>> {
    let mut shown: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for file in files
        .iter()
        .filter(|file| file.ends_with(&["rs", "mjs", "ts"]))
    {
        let mut attributes: Vec<&str> = Vec::new();
        for (_, line) in file.lines() {
            let line = line.trim();
            if line.starts_with("#[") {
                attributes.push(line);
                continue;
            }
            if line.starts_with("//") {
                continue;
            }
            let name = name_of(line, &attributes).unwrap_or_default();
            for number in numbers_of(name) {
                shown.entry(number).or_default().push(name.to_owned());
            }
            attributes.clear();
        }
    }
    shown
}

/// The name of the test that begins on a line; a function that nothing runs is none.
fn name_of<'a>(line: &'a str, attributes: &[&str]) -> Option<&'a str> {
    let is_run = attributes.contains(&"#[test]")
        && !attributes.iter().any(|one| one.starts_with("#[ignore"));
    let starts: &[&str] = if is_run {
        &["fn "]
    } else {
        &["test('", "test(\"", "it('", "it(\""]
    };
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
    rest.split(['(', '\'', '"']).next()
}

/// The numbers a name begins with: 16 and 43 of `g16_g43_a_list_grows_stale`.
fn numbers_of(name: &str) -> Vec<u32> {
    let parts = name.split(['_', ' ']);
    let number = |part: &str| {
        let digits = part.strip_prefix('g')?;
        (digits.len() >= 2).then(|| digits.parse().ok())?
    };
    parts.map_while(number).collect()
}

#[cfg(test)]
mod tests {
    use super::sentences::{Home, Sentence};
    use super::{Tracked, complaints, shown};

    const TWO: &[Sentence] = &[
        Sentence {
            number: 7,
            home: Home::Checks,
            says: "support requests meet purchases",
        },
        Sentence {
            number: 43,
            home: Home::Checks,
            says: "a list grows old",
        },
    ];

    /// What is told of two sentences when this is all there is.
    fn told(path: &str, text: &str, without_test: &[(u32, &str)]) -> String {
        let files = [Tracked {
            path: path.into(),
            text: Some(text.into()),
        }];
        complaints(TWO, without_test, &shown(&files)).join("; ")
    }

    #[test]
    fn a_sentence_that_loses_its_last_test_is_told() {
        let both = "#[test]\nfn g07_g43_support_meets_shop() {\n";
        assert_eq!(told("one.rs", both, &[]), "");
        for (text, expected) in [
            (
                "#[test]\nfn g07_support_meets_shop() {\n",
                "G43 (Checks) has no test: a list grows old",
            ),
            (
                "",
                "G7 (Checks) has no test: support requests meet purchases; G43 (Checks) has no test: a list grows old",
            ),
        ] {
            assert_eq!(told("one.rs", text, &[]), expected);
        }
        // What nothing runs shows nothing.
        for text in [
            "fn g07_g43_support_meets_shop() {\n",
            "#[test]\n#[ignore]\nfn g07_g43_support_meets_shop() {\n",
            "#[test]\nfn helper() {}\nfn g07_g43_support_meets_shop() {\n",
        ] {
            assert!(told("one.rs", text, &[]).contains("G7 "), "{text}");
        }
    }

    #[test]
    fn the_page_and_the_window_are_tests_too() {
        let text = "test('g07 support meets shop', async () => {\n  it('g43_a_list', () => {\n";
        assert_eq!(told("one.mjs", text, &[]), "");
    }

    #[test]
    fn an_excuse_holds_until_there_is_a_test_and_only_with_a_reason() {
        let text = "#[test]\nfn g07_support_meets_shop() {\n";
        assert_eq!(told("one.rs", text, &[(43, "nothing grows old yet")]), "");
        assert_eq!(
            told("one.rs", text, &[(43, " ")]),
            "G43 has no test and no reason"
        );
        let both = "#[test]\nfn g07_g43_support_meets_shop() {\n";
        let excused = told("one.rs", both, &[(43, "nothing grows old yet")]);
        assert_eq!(excused, "G43 has a test and needs no excuse");
    }

    #[test]
    fn a_number_of_no_sentence_is_told() {
        let text = "#[test]\nfn g07_g43_both() {\n#[test]\nfn g77_more() {\n";
        assert_eq!(
            told("one.rs", text, &[]),
            "there is no sentence G77: g77_more"
        );
    }
}

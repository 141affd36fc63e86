//! A name nobody knows is answered with those that are known, the nearest by spelling first.

use rollcall_model::Attribute;
use strsim::osa_distance;

use crate::EngineError;

/// A longer name is no slip of the keyboard, and is not worth comparing.
const LONGEST: usize = 60;
/// Fewer letters are spelled like too much.
const SHORTEST_PART: usize = 3;
/// So many letters of a name may hold one slip.
const LETTERS_A_SLIP: usize = 3;
/// So many near names are asked after.
const ASKED_AFTER: usize = 3;

/// The names that are spelled nearly like one or hold it, the nearest first; in their own order where they are
/// as near. Capitals, blanks and dashes count for nothing.
pub fn near_names<'k, S: AsRef<str>>(name: &str, known: &'k [S]) -> Vec<&'k str> {
    let wanted = letters_of(name);
    let letters = wanted.chars().count();
    if letters == 0 || letters > LONGEST {
        return Vec::new();
    }
    let slips = (letters / LETTERS_A_SLIP).max(1);
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(S::as_ref)
        .filter_map(|one| {
            let other = letters_of(one);
            let apart = osa_distance(&wanted, &other);
            if apart <= slips && apart < letters {
                return Some((apart, one));
            }
            (letters >= SHORTEST_PART && other.contains(&wanted)).then_some((slips + 1, one))
        })
        .collect();
    near.sort_by_key(|(apart, _)| *apart);
    near.into_iter().map(|(_, one)| one).collect()
}

/// Asks whether one of the near names was meant; nothing where none is near.
pub fn asked_after(near: &[&str]) -> Option<String> {
    let (last, before) = near.get(..near.len().min(ASKED_AFTER))?.split_last()?;
    Some(if before.is_empty() {
        format!("Did you mean {last}?")
    } else {
        format!("Did you mean {} or {last}?", before.join(", "))
    })
}

/// Tells the names that are known, the nearest to one first.
pub fn told_known<S: AsRef<str>>(name: &str, known: &[S]) -> String {
    if known.is_empty() {
        return "There are none yet.".to_owned();
    }
    let near = near_names(name, known);
    let others = known
        .iter()
        .map(S::as_ref)
        .filter(|one| !near.contains(one));
    let all: Vec<&str> = near.iter().copied().chain(others).collect();
    let all = format!("There are: {}.", all.join(", "));
    match asked_after(&near) {
        Some(question) => format!("{question} {all}"),
        None => all,
    }
}

/// An attribute that is not in the schema, with those that are.
pub(crate) fn unknown_attribute(code: &str) -> EngineError {
    let known: Vec<String> = Attribute::ALL.iter().map(Attribute::code).collect();
    EngineError::unknown("attribute", code, &known)
}

/// A verdict nobody can give, with those one can.
pub(crate) fn unknown_verdict(code: &str, known: &[&str]) -> EngineError {
    EngineError::unknown("verdict", code, known)
}

/// The letters and digits of a name, small.
fn letters_of(name: &str) -> String {
    name.chars()
        .filter(|one| one.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{asked_after, near_names, told_known, unknown_attribute};

    const KNOWN: [&str; 6] = [
        "plain_csv",
        "klaviyo_profiles",
        "klaviyo_suppression",
        "x_emails",
        "Just bought",
        "meta_customer_list",
    ];

    #[test]
    fn the_nearest_by_spelling_come_first_and_what_is_far_is_not_asked_after() {
        let cases: [(&str, &[&str]); 10] = [
            ("plain_cvs", &["plain_csv"]),
            ("PLAIN-CSV", &["plain_csv"]),
            ("klaviyo", &["klaviyo_profiles", "klaviyo_suppression"]),
            ("klaviyo_supression", &["klaviyo_suppression"]),
            ("just baught", &["Just bought"]),
            ("meta", &["meta_customer_list"]),
            ("xyz", &[]),
            ("x", &[]),
            ("", &[]),
            ("__", &[]),
        ];
        for (name, near) in cases {
            assert_eq!(near_names(name, &KNOWN), near, "{name}");
        }
        assert!(near_names(&"plain".repeat(1_000), &KNOWN).is_empty());
    }

    #[test]
    fn all_that_are_known_are_told_once() {
        assert_eq!(
            told_known("klaviyo_suppresion", &KNOWN),
            "Did you mean klaviyo_suppression? There are: klaviyo_suppression, plain_csv, klaviyo_profiles, x_emails, Just bought, meta_customer_list."
        );
        assert!(told_known("xyz", &KNOWN).starts_with("There are: plain_csv, "));
        assert_eq!(told_known("xyz", &[] as &[&str]), "There are none yet.");
        assert_eq!(
            asked_after(&["a", "b", "c", "d"]).as_deref(),
            Some("Did you mean a, b or c?")
        );
        assert_eq!(asked_after(&[]), None);
    }

    #[test]
    fn an_attribute_mistyped_is_told_with_the_one_meant() {
        let error = unknown_attribute("givn_name");
        assert_eq!(
            error.to_string(),
            "There is no attribute called “givn_name”."
        );
        let hint = error.hint().unwrap_or_default();
        assert!(hint.starts_with("Did you mean given_name"), "{hint}");
        assert!(hint.contains("postcode"), "{hint}");
    }
}

//! Whole values go, parts of other words stay.

use proptest::prelude::*;
use serde_json::json;

use super::{Blot, GONE, WordKind};

fn bo() -> Blot {
    Blot::new([
        (WordKind::Name, "Bo Li"),
        (WordKind::Mail, "bo.li@example.com"),
        (WordKind::Phone, "+447700900375"),
        (WordKind::Id, "C-20417"),
        (WordKind::Home, "8 Granary Road"),
    ])
}

#[test]
fn a_family_name_alone_goes_as_it_is_written() {
    let blot = Blot::new([(WordKind::FamilyName, "Rose"), (WordKind::Name, "Bo Rose")]);
    for (from, to) in [
        ("Mr Rose asked", Some("Mr [erased] asked")),
        ("Rose's letter", Some("[erased]'s letter")),
        ("BO ROSE", Some("[erased]")),
        ("prices rose, ROSE too", None),
        ("Rosemary and Rose-Ann", None),
        ("mail to Rose@example.com", None),
    ] {
        assert_eq!(blot.text(from).as_deref(), to, "{from:?}");
    }
    let told_by_program = blot.without_family_names();
    assert_eq!(told_by_program.text("Rose by a tenth"), None);
    let full = told_by_program.text("Bo Rose");
    assert_eq!(full.as_deref(), Some(GONE));
}

#[test]
fn whole_values_go() {
    for (from, to) in [
        ("Bo Li asked", "[erased] asked"),
        ("BO  LI asked", "[erased] asked"),
        ("asked by Bo Li.", "asked by [erased]."),
        ("Bo Li's letter", "[erased]'s letter"),
        ("Bo Li.vcf", "[erased].vcf"),
        ("see <bo.li@example.com>.", "see <[erased]>."),
        ("BO.LI@EXAMPLE.COM", "[erased]"),
        ("call 07700 900375 now", "call [erased] now"),
        ("call +44 (7700) 900-375", "call +[erased]"),
        ("00447700900375", "[erased]"),
        ("2026-05-01 07700 900375", "2026-05-01 [erased]"),
        ("2026-05-01 +44 7700 900375", "2026-05-01 +[erased]"),
        ("07700 900375 020 7946 0018", "[erased] 020 7946 0018"),
        ("07700 900375 07700 900375", "[erased] [erased]"),
        ("12 31 07700 900375 14 05", "12 31 [erased] 14 05"),
        ("row C-20417, twice", "row [erased], twice"),
        ("lives at 8 Granary Road", "lives at [erased]"),
    ] {
        assert_eq!(bo().text(from).as_deref(), Some(to), "{from:?}");
    }
}

#[test]
fn a_whole_name_goes_from_names_of_files() {
    for (from, to) in [
        ("bo_li.csv", "[erased].csv"),
        ("export_Bo_Li_2.csv", "export_[erased]_2.csv"),
        ("export-bo-li-2026.csv", "export-[erased]-2026.csv"),
        ("bo.li.csv", "[erased].csv"),
        ("Bo Li_private.csv", "[erased]_private.csv"),
    ] {
        assert_eq!(bo().text(from).as_deref(), Some(to), "{from:?}");
    }
    for text in ["bobo_li.csv", "bo_lindqvist.csv", "Jean-Bo Li.csv"] {
        assert_eq!(bo().text(text), None, "{text:?}");
    }
}

#[test]
fn parts_of_other_words_stay() {
    for text in [
        "Bo Lindqvist asked",
        "Bo Li-Smith asked",
        "Jean-Bo Li",
        "Bobo Li asked, Limbo Lido too",
        "mary.bo.li@example.com",
        "bo.li@example.com.au",
        "bo.li@example.community",
        "li@example.com",
        "order 107700900375123",
        "7700900",
        "2026-05-01 7700 900 376",
        "900375 07700",
        "C-204175 and XC-20417 and C-20417-9",
        "18 Granary Road",
        "8 Granary Roads",
    ] {
        assert_eq!(bo().text(text), None, "{text:?}");
    }
}

#[test]
fn json_is_blotted_cell_by_cell() {
    let mut value = json!({ "Bo Li": ["Bo Li", "Bo Lind", 7, null, { "note": "by Bo Li" }] });
    assert!(bo().json(&mut value));
    assert_eq!(
        value,
        json!({ "Bo Li": [GONE, "Bo Lind", 7, null, { "note": "by [erased]" }] })
    );
    assert!(!bo().json(&mut value));
}

/// Words of a text, in lower case: what the blot must not change beside the person's.
fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

proptest! {
    /// A word that is not the person's is never touched, whatever stands around it.
    #[test]
    fn other_words_are_never_harmed(
        name in "[A-Z][a-z]{0,3} [A-Z][a-z]{1,4}",
        others in proptest::collection::vec("[A-Za-z]{1,9}", 1..8),
        behind in "[a-z]{1,4}",
    ) {
        let first = name.split(' ').next().unwrap_or_default();
        prop_assume!(others.iter().all(|word| !word.eq_ignore_ascii_case(first)));
        let blot = Blot::new([(WordKind::Name, name.as_str())]);
        let longer = format!("{name}{behind}");
        prop_assert_eq!(blot.text(&longer), None);
        let before = format!("{behind}{name}");
        prop_assert_eq!(blot.text(&before), None);
        let text = format!("{} {longer} {name} {}", others.join(" "), others.join(", "));
        let left = blot.text(&text).unwrap_or_else(|| text.clone());
        let expected = words(&text).len() - left.matches(GONE).count();
        prop_assert_eq!(words(&left.replace(GONE, "")).len() + left.matches(GONE).count(), expected);
        prop_assert!(left.contains(&longer));
        // Once gone it is gone.
        prop_assert_eq!(blot.text(&left), None);
    }

    /// Texts of any kind are taken without harm: nothing panics, and what is found goes for good.
    #[test]
    fn any_text_can_be_blotted(text in ".{0,60}", name in ".{1,12}", mail in "[a-z.]{1,6}@[a-z]{1,5}\\.[a-z]{2}") {
        let blot = Blot::new([
            (WordKind::Name, name.as_str()),
            (WordKind::Mail, mail.as_str()),
            (WordKind::Phone, text.as_str()),
        ]);
        let around = format!("{text} {mail} {name}");
        if let Some(left) = blot.text(&around) {
            let address = format!(" {mail} ");
            prop_assert!(!left.contains(&address));
        }
    }
}

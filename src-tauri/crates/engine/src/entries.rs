//! Entries that are of nobody: the tests of a shop, and what somebody typed to learn or to try a system.

use rollcall_model::{Attribute, AttributeFamily, RecordId, StandardValue, ValueState};
use rollcall_store::{StandardRecord, Store};

use crate::EngineError;

/// Words by which a shop marks its own tests.
const TEST_WORDS: [&str; 4] = ["test", "tests", "tester", "testing"];
/// Words by which an entry of a list of people says, besides, that somebody was trained on it.
const TRAINING_WORDS: [&str; 14] = [
    "training",
    "trainee",
    "demo",
    "dummy",
    "schulung",
    "schulungskasse",
    "testkunde",
    "formation",
    "essai",
    "formacion",
    "prueba",
    "prova",
    "opleiding",
    "szkolenie",
];
/// So many details at least are fillers.
const LEAST_FILLERS: usize = 2;

/// Whether a name or an address of a row says that it is a test.
pub(crate) fn is_test(values: &[StandardValue]) -> bool {
    values.iter().any(|value| {
        // What stood in a cell is not always read; what it means says as much, unless it is a filler.
        let text = if value.raw.is_empty() {
            &value.value
        } else {
            &value.raw
        };
        let text = text.split('@').next().unwrap_or_default();
        names_somebody(&value.target.attribute) && holds_word(text, &[&TEST_WORDS])
    })
}

/// Reads what stood in the cells of those rows, read without it, of which nothing else could tell that they are tests: rows
/// of what was bought that have a filler for a name or an address.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read_what_tells_tests(
    store: &Store,
    records: &mut [StandardRecord],
) -> Result<(), EngineError> {
    let is_hidden = |record: &StandardRecord| {
        let values = || record.values.iter();
        let is_filler = |value: &StandardValue| {
            value.state == ValueState::Placeholder && names_somebody(&value.target.attribute)
        };
        values().any(is_filler)
            && values().any(|value| value.target.attribute.family() == AttributeFamily::Event)
    };
    let (mut places, mut wanted): (Vec<usize>, Vec<RecordId>) = (Vec::new(), Vec::new());
    for (place, record) in records.iter().enumerate() {
        if is_hidden(record) {
            places.push(place);
            wanted.push(record.record);
        }
    }
    for (place, whole) in places.into_iter().zip(store.standard_records(&wanted)?) {
        records[place] = whole;
    }
    Ok(())
}

/// Whether an attribute is a name or an address to write to.
fn names_somebody(attribute: &Attribute) -> bool {
    *attribute == Attribute::Email || is_name(attribute)
}

/// Whether a row of a list of people is an entry somebody was trained on. Its name says so, and whatever else would tell
/// who it is was filled with what says nothing. Fillers alone make nobody a nobody: real people have them as well.
pub(crate) fn is_training(values: &[StandardValue]) -> bool {
    let mut fillers = 0;
    for value in values {
        match value.state {
            ValueState::Valid | ValueState::Invalid if is_detail(&value.target.attribute) => {
                return false;
            }
            ValueState::Placeholder if is_detail(&value.target.attribute) => fillers += 1,
            _ => {}
        }
    }
    let mut names = values
        .iter()
        .filter(|value| is_name(&value.target.attribute));
    fillers >= LEAST_FILLERS
        && names.any(|name| holds_word(&name.raw, &[&TEST_WORDS, &TRAINING_WORDS]))
}

fn is_name(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName | Attribute::GivenName | Attribute::FamilyName
    )
}

/// Whether an attribute tells who somebody is beside the name and the numbers that a list itself gives out.
fn is_detail(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email
            | Attribute::HashedEmail
            | Attribute::Phone
            | Attribute::BirthDate
            | Attribute::FullAddress
            | Attribute::Street
            | Attribute::NationalId
            | Attribute::PaymentCard
            | Attribute::SocialHandle
    )
}

/// Whether any word of a name is one of these, in any case.
fn holds_word(name: &str, wanted: &[&[&str]]) -> bool {
    let is_between = |one: char| !one.is_alphanumeric();
    let is_wanted = |word: &str| {
        let mut all = wanted.iter().flat_map(|words| words.iter());
        all.any(|one| word.eq_ignore_ascii_case(one))
    };
    if name.is_ascii() {
        return name.split(is_between).any(is_wanted);
    }
    name.to_lowercase().split(is_between).any(is_wanted)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use rollcall_model::{Attribute, StandardValue, Target, ValueState};

    use super::{is_test, is_training};

    const VALID: ValueState = ValueState::Valid;
    const FILLER: ValueState = ValueState::Placeholder;

    fn values(told: &[(Attribute, &str, ValueState)]) -> Vec<StandardValue> {
        let told = told.iter();
        told.map(|(attribute, text, state)| StandardValue {
            target: Target::from(attribute.clone()),
            column: None,
            raw: (*text).to_owned(),
            value: (*text).to_owned(),
            state: *state,
            rule: Cow::Borrowed("as it stands"),
        })
        .collect()
    }

    #[test]
    fn an_entry_somebody_was_trained_on_says_so_and_holds_nothing_but_fillers() {
        let (phone, born) = ("0000000000", "1900-01-01");
        let fillers = [
            (Attribute::Phone, phone, FILLER),
            (Attribute::BirthDate, born, FILLER),
        ];
        let named = |given, family| {
            [
                (Attribute::GivenName, given, VALID),
                (Attribute::FamilyName, family, VALID),
                (Attribute::LoyaltyCard, "00099999", VALID),
            ]
        };
        for (given, family, is_one) in [
            ("Kasse", "Schulung", true),
            ("TRAINING", "Till 2", true),
            ("Test", "Kunde", true),
            // Somebody whose details nobody asked for.
            ("Amelia", "Selbourne", false),
        ] {
            let told = [named(given, family).as_slice(), fillers.as_slice()].concat();
            assert_eq!(is_training(&values(&told)), is_one, "{given} {family}");
        }
        let one_filler = [named("Kasse", "Schulung").as_slice(), &fillers[..1]].concat();
        assert!(!is_training(&values(&one_filler)));
        let email = (Attribute::Email, "schulung@example.org", VALID);
        let reachable = [
            named("Kasse", "Schulung").as_slice(),
            fillers.as_slice(),
            [email].as_slice(),
        ]
        .concat();
        assert!(!is_training(&values(&reachable)));
    }

    #[test]
    fn a_test_is_told_by_a_name_or_an_address() {
        for (attribute, text, is_one) in [
            (Attribute::FamilyName, "Test Bestellung", true),
            (Attribute::Email, "shop-test@example.org", true),
            (Attribute::Email, "ann@test.example.org", false),
            (Attribute::FullName, "Ann Testa", false),
            (Attribute::Product, "Test", false),
        ] {
            let told = values(&[(attribute, text, VALID)]);
            assert_eq!(is_test(&told), is_one, "{text}");
            let mut without_raw = told;
            for value in &mut without_raw {
                value.raw.clear();
            }
            assert_eq!(is_test(&without_raw), is_one, "{text} as it is read");
        }
    }
}

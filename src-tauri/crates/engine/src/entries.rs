//! Entries that are of nobody: the tests of a shop, and what somebody typed to learn or to try a system.

use rollcall_model::{Attribute, AttributeFamily, RecordId, StandardValue, ValueState};
use rollcall_store::{StandardRecord, Store};

use crate::{EngineError, records};

/// Words by which a shop marks its own tests.
const TEST_WORDS: [&str; 4] = ["test", "tests", "tester", "testing"];
/// Words of what somebody tries with a test: nobody who is called Test has one for another name.
const TRIED_WORDS: [&str; 34] = [
    "account",
    "bestelling",
    "bestellung",
    "buyer",
    "checkout",
    "client",
    "cliente",
    "commande",
    "compra",
    "customer",
    "einkauf",
    "kasse",
    "kauf",
    "kaufer",
    "klant",
    "klient",
    "konto",
    "kunde",
    "kundin",
    "käufer",
    "nutzer",
    "order",
    "ordine",
    "orders",
    "payment",
    "pedido",
    "purchase",
    "shop",
    "store",
    "user",
    "webshop",
    "zahlung",
    "zamowienie",
    "zamówienie",
];
/// Endings of domains that belong to nobody.
const RESERVED_ENDINGS: [&str; 4] = ["test", "example", "invalid", "localhost"];
/// Domains that belong to nobody.
const RESERVED_DOMAINS: [&str; 3] = ["example.com", "example.net", "example.org"];
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
/// Less than this is no money.
const LEAST_MONEY: f64 = 0.005;
/// So many details at least are fillers.
const LEAST_FILLERS: usize = 2;

/// Whether a row says that it is a test of the shop. A name or an address that says so is not enough, as people are called
/// Test: something else has to say so as well.
pub(crate) fn is_test(values: &[StandardValue]) -> bool {
    let says_test = |value: &StandardValue| {
        let bytes = before_at(told(value)).as_bytes();
        names_somebody(&value.target.attribute)
            && bytes
                .windows(TEST_WORDS[0].len())
                .any(|some| some.eq_ignore_ascii_case(TEST_WORDS[0].as_bytes()))
    };
    // Of most rows nothing else has to be looked at.
    values.iter().any(says_test) && is_told_by_more(values)
}

/// Whether something beside a name or an address that says so tells that a row is a test.
fn is_told_by_more(values: &[StandardValue]) -> bool {
    let names = values
        .iter()
        .filter(|value| is_name(&value.target.attribute));
    let (mut by_name, mut tried) = (false, is_test_twice(values));
    for word in names.flat_map(|value| words(told(value))) {
        let (says_test, is_tried) = meaning(&word);
        by_name |= says_test;
        tried |= is_tried;
    }
    let addresses = values
        .iter()
        .filter(|value| value.target.attribute == Attribute::Email)
        .map(|value| AddressSays::of(told(value)));
    let (mut by_address, mut is_nobodys) = (false, false);
    for address in addresses {
        by_address |= address.test;
        // People do order from the shop's mailbox of a company.
        tried |= address.test && address.tried;
        is_nobodys |= address.is_nobodys;
    }
    // An address alone may be a filler of somebody who would not tell theirs.
    (by_name || by_address) && (tried || is_free(values)) || by_name && is_nobodys
}

/// What an address says of being a test.
#[derive(Debug)]
struct AddressSays {
    /// Before the @, that it is one.
    test: bool,
    /// Before the @, what was tried.
    tried: bool,
    /// That it reaches nobody.
    is_nobodys: bool,
}

impl AddressSays {
    fn of(address: &str) -> Self {
        let said: Vec<(bool, bool)> = words(before_at(address))
            .map(|word| meaning(&word))
            .collect();
        // A word of another kind is somebody's name, whose family may have that domain.
        let names_nobody = said.iter().all(|(test, tried)| *test || *tried);
        let domain = address.split_once('@').map_or("", |(_, domain)| domain);
        Self {
            test: said.iter().any(|(test, _)| *test),
            tried: said.iter().any(|(_, tried)| *tried),
            is_nobodys: names_nobody && is_for_tests(domain),
        }
    }
}

/// What a word says: that something is a test, and what was tried, or both in one, as "Testbestellung".
fn meaning(word: &str) -> (bool, bool) {
    if TEST_WORDS.contains(&word) {
        return (true, false);
    }
    if TRIED_WORDS.contains(&word) {
        return (false, true);
    }
    let test = TEST_WORDS[0];
    let rest = word
        .strip_prefix(test)
        .or_else(|| word.strip_suffix(test))
        .unwrap_or_default();
    let is_both = TRIED_WORDS.contains(&rest);
    (is_both, is_both)
}

/// The words of a text in lower case, without the numbers behind them.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|one: char| !one.is_alphanumeric());
    words
        .map(str::to_lowercase)
        .map(|word| {
            word.trim_end_matches(|one: char| one.is_ascii_digit())
                .to_owned()
        })
        .filter(|word| !word.is_empty())
}

/// Whether first and family name say the same, that it is a test: nobody is called that twice.
fn is_test_twice(values: &[StandardValue]) -> bool {
    let tests_in = |value: &StandardValue| {
        let mut count = 0;
        let is_all = words(told(value)).all(|word| {
            count += 1;
            TEST_WORDS.contains(&word.as_str())
        });
        if is_all { count } else { 0 }
    };
    let column_of = |attribute: &Attribute| {
        let mut of_it = values
            .iter()
            .filter(|one| one.target.attribute == *attribute);
        of_it.find(|one| tests_in(one) > 0).map(|one| one.column)
    };
    let given = column_of(&Attribute::GivenName);
    let family = column_of(&Attribute::FamilyName);
    let in_one_cell = values
        .iter()
        .any(|one| is_name(&one.target.attribute) && tests_in(one) > 1);
    in_one_cell || given.is_some() && family.is_some() && given != family
}

/// Whether a row tells of an order that cost nothing. A line may, of an order that did not.
fn is_free(values: &[StandardValue]) -> bool {
    let is_told = |attribute: &Attribute| records::first(values, attribute).is_some();
    let amount = records::first(values, &Attribute::Amount);
    let is_nothing = |text: &str| {
        text.parse()
            .is_ok_and(|amount: f64| amount.abs() < LEAST_MONEY)
    };
    amount.is_some_and(is_nothing) && !is_told(&Attribute::Product) && !is_told(&Attribute::Sku)
}

/// Whether addresses of a domain reach nobody: it is kept for tests and examples, or called one.
fn is_for_tests(domain: &str) -> bool {
    let domain = domain.trim().to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let Some((last, before)) = labels.split_last() else {
        return false;
    };
    RESERVED_ENDINGS.contains(last)
        || RESERVED_DOMAINS.iter().any(|one| {
            domain == *one
                || domain
                    .strip_suffix(*one)
                    .is_some_and(|rest| rest.ends_with('.'))
        })
        || before.iter().any(|label| TEST_WORDS.contains(label))
}

/// What stood in a cell; where that is not read, what it means, which says as much unless it is a filler.
fn told(value: &StandardValue) -> &str {
    if value.raw.is_empty() {
        &value.value
    } else {
        &value.raw
    }
}

/// What stands before the @ of an address; all of any other text.
fn before_at(text: &str) -> &str {
    text.split_once('@').map_or(text, |(before, _)| before)
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

    /// What a row tells, and whether it is a test; as it stood in the cells, and as it is read.
    #[track_caller]
    fn is(told: &[(Attribute, &str)], is_one: bool) {
        let valid: Vec<_> = told
            .iter()
            .map(|(attribute, text)| (attribute.clone(), *text, VALID))
            .collect();
        let told = values(&valid);
        assert_eq!(is_test(&told), is_one, "{valid:?}");
        let mut without_raw = told;
        for value in &mut without_raw {
            value.raw.clear();
        }
        assert_eq!(is_test(&without_raw), is_one, "{valid:?} as it is read");
    }

    #[test]
    fn a_test_is_told_by_a_name_or_an_address_and_what_was_tried() {
        for (attribute, text, is_one) in [
            (Attribute::FamilyName, "Test Bestellung", true),
            (Attribute::FullName, "TESTKUNDE 2", true),
            (Attribute::FullName, "Test Test", true),
            (Attribute::Email, "shop-test@example.org", true),
            (Attribute::Email, "testorder1@example.org", true),
            (Attribute::Email, "ann@test.example.org", false),
            // A filler of somebody who would not tell theirs.
            (Attribute::Email, "test@test.com", false),
            (Attribute::FullName, "Ann Testa", false),
            (Attribute::FullName, "Konrad Kunde", false),
            (Attribute::Product, "Test", false),
        ] {
            is(&[(attribute, text)], is_one);
        }
    }

    #[test]
    fn people_called_test_buy_like_everybody() {
        let anna = (Attribute::GivenName, "Anna");
        let test = (Attribute::FamilyName, "Test");
        for (email, amount, is_one) in [
            ("anna.test@web.de", "54.90", false),
            ("anni.test@web.de", "54.90", false),
            ("test1980@firma.de", "54.90", false),
            ("a@test.de", "54.90", false),
            ("bestellung@firma.de", "54.90", false),
            ("test@test.com", "54.90", true),
            ("kasse@shop.test", "54.90", true),
            ("test.order@firma.de", "54.90", true),
            ("anna.test@web.de", "0.00", true),
        ] {
            let told = [
                anna.clone(),
                test.clone(),
                (Attribute::Email, email),
                (Attribute::Amount, amount),
            ];
            is(&told, is_one);
        }
        // A line that is a gift is none of a free order.
        let gift = [
            anna,
            test,
            (Attribute::Amount, "0"),
            (Attribute::Product, "Sticker"),
        ];
        is(&gift, false);
        is(
            &[
                (Attribute::GivenName, "Tester"),
                (Attribute::FamilyName, "Marsh"),
            ],
            false,
        );
    }

    #[test]
    fn two_cells_that_both_say_test_are_no_name() {
        let mut told = values(&[
            (Attribute::GivenName, "Test", FILLER),
            (Attribute::FamilyName, "Tester", FILLER),
        ]);
        for (place, value) in told.iter_mut().enumerate() {
            value.column = Some(place);
        }
        assert!(is_test(&told));
        told.pop();
        assert!(!is_test(&told));
    }
}

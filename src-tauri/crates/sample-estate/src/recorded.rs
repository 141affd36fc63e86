//! What a system has on a person: the person seen through old addresses, typing errors, nicknames
//! and the habits of whoever keyed it in.

use chrono::{Days, NaiveDate};

use crate::chance::Seed;
use crate::homes::Address;
use crate::mistakes;
use crate::people::{Person, Population};
use crate::systems::{self, Table};
use crate::vocabulary::Country;

/// One of the two months of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Month {
    First,
    Next,
}

impl Month {
    /// The day the exports were made.
    pub(crate) fn day(self) -> NaiveDate {
        let day = match self {
            Self::First => NaiveDate::from_ymd_opt(2026, 3, 31),
            Self::Next => NaiveDate::from_ymd_opt(2026, 4, 30),
        };
        day.unwrap_or_default()
    }
}

/// What a customer table holds on a person, before it takes the shape of the system.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorded {
    /// Tells this record from every other of its table, in both months.
    pub(crate) key: u64,
    /// The person in the truth.
    pub(crate) person: String,
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) unit: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: Option<Country>,
    pub(crate) birth: Option<NaiveDate>,
    pub(crate) company: String,
    pub(crate) card: String,
    pub(crate) created: NaiveDate,
    pub(crate) consent: bool,
    pub(crate) note: String,
    /// Made by the till from a payment card, without anybody being asked.
    pub(crate) instant: bool,
}

/// How completely and how carefully a system is filled; all numbers are shares of its records.
struct Habits {
    present: f64,
    twice: f64,
    email: f64,
    phone: f64,
    address: f64,
    postcode: f64,
    birth: f64,
    short_form: f64,
    typo: f64,
    upper: f64,
    lower: f64,
}

/// The seven systems that keep customers, in the order of [`habits`].
const KEEPERS: [&str; 7] = [
    "shop",
    "newsletter",
    "crm",
    "payers",
    "till",
    "cards",
    "app",
];

fn keeper(table: Table) -> &'static str {
    match table {
        systems::SHOP_CUSTOMERS => "shop",
        systems::SUBSCRIBED | systems::UNSUBSCRIBED | systems::CLEANED => "newsletter",
        systems::CRM_CONTACTS => "crm",
        systems::PAYERS => "payers",
        systems::TILL_CUSTOMERS => "till",
        systems::CARDS => "cards",
        _ => "app",
    }
}

#[rustfmt::skip]
fn habits(keeper: &str) -> Habits {
    let [present, twice, email, phone, address, postcode, birth, short_form, typo, upper, lower] = match keeper {
        "shop"       => [0.62, 0.050, 0.96, 0.45, 0.84, 0.00, 0.00, 0.06, 0.015, 0.01, 0.04],
        "newsletter" => [0.56, 0.035, 1.00, 0.14, 0.00, 0.65, 0.30, 0.12, 0.012, 0.00, 0.06],
        "crm"        => [0.34, 0.030, 0.90, 0.74, 0.66, 0.00, 0.40, 0.07, 0.022, 0.02, 0.01],
        "payers"     => [0.28, 0.060, 0.99, 0.00, 0.00, 0.00, 0.00, 0.05, 0.010, 0.12, 0.05],
        "till"       => [0.34, 0.040, 0.52, 0.72, 0.32, 0.45, 0.45, 0.12, 0.030, 0.05, 0.03],
        "cards"      => [0.42, 0.030, 0.58, 0.58, 0.00, 0.97, 0.92, 0.05, 0.028, 0.01, 0.01],
        _            => [0.26, 0.030, 0.97, 0.42, 0.00, 0.60, 0.55, 0.16, 0.010, 0.00, 0.05],
    };
    Habits { present, twice, email, phone, address, postcode, birth, short_form, typo, upper, lower }
}

/// Whether a system keeps a person at all. Everybody is kept somewhere, if only by the shop.
pub(crate) fn keeps(seed: Seed, table: Table, number: u64) -> bool {
    let held = |keeper: &str| seed.happens(keeper, number, habits(keeper).present);
    let wanted = keeper(table);
    held(wanted) || (wanted == "shop" && !KEEPERS.iter().any(|one| held(one)))
}

/// Whether a record of the newsletter is in this list of it: subscribed, unsubscribed or cleaned.
fn in_this_part(seed: Seed, table: Table, key: u64, month: Month) -> bool {
    match table {
        systems::SUBSCRIBED | systems::UNSUBSCRIBED | systems::CLEANED => {
            let left = month == Month::Next && seed.happens("unsubscribes", key, 0.025);
            let status = match seed.share("newsletter status", key) {
                share if share < 0.80 && !left => systems::SUBSCRIBED,
                share if share < 0.95 => systems::UNSUBSCRIBED,
                _ => systems::CLEANED,
            };
            status == table
        }
        _ => true,
    }
}

/// The record a table has on a person; `slot` 1 is the second record of those who are in it twice.
pub(crate) fn recorded(
    people: &Population,
    table: Table,
    number: u64,
    slot: u64,
    month: Month,
) -> Option<Recorded> {
    let seed = people.seed;
    let keeper = keeper(table);
    let key = number * 2 + slot;
    if !keeps(seed, table, number)
        || (slot == 1 && !seed.happens(&format!("{keeper} twice"), number, habits(keeper).twice))
        || !in_this_part(seed, table, key, month)
        || (month == Month::Next && seed.happens(&format!("{keeper} vanishes"), key, 0.004))
    {
        return None;
    }
    Some(seen_by(people, keeper, &people.person(number), key, month))
}

/// The number under which a person's record in a system was made.
fn created(seed: Seed, purpose: &str, key: u64, old: bool, newcomer: bool) -> NaiveDate {
    let share = seed.share(purpose, key);
    let (from, days) = match (newcomer, old) {
        (true, _) => (Month::First.day(), 29.0),
        (_, true) => (
            NaiveDate::from_ymd_opt(2016, 2, 1).unwrap_or_default(),
            2200.0,
        ),
        _ => (
            NaiveDate::from_ymd_opt(2022, 3, 1).unwrap_or_default(),
            1480.0,
        ),
    };
    from + Days::new((share * days) as u64)
}

fn seen_by(people: &Population, keeper: &str, person: &Person, key: u64, month: Month) -> Recorded {
    let habits = habits(keeper);
    let mut rng = people.seed.stream(keeper, key);
    let changed =
        month == Month::Next && people.seed.happens(&format!("{keeper} changes"), key, 0.03);
    let old = rng.f64() < 0.3;
    let newcomer = person.number >= people.size;
    let mut record = Recorded {
        key,
        person: format!("p{:07}", person.number),
        given: person.given.clone(),
        family: person.family.clone(),
        country: Some(person.country),
        created: created(people.seed, keeper, key, old, newcomer),
        consent: rng.f64() < 0.6,
        company: person
            .company
            .clone()
            .filter(|_| rng.f64() < 0.7)
            .unwrap_or_default(),
        ..Recorded::default()
    };
    if keeper == "cards" || (keeper == "till" && keeps(people.seed, systems::CARDS, person.number))
    {
        // The card of the store's own file, but for those who were given a second one.
        record.card = card_number(
            people.seed,
            if keeper == "cards" {
                key
            } else {
                person.number * 2
            },
        );
        if keeper == "till" && rng.f64() < 0.35 {
            record.card.clear();
        }
    }
    if old && let Some(former) = &person.former_family {
        record.family.clone_from(former);
    }
    let filled =
        [habits.email, habits.phone, habits.address, habits.birth].map(|share| rng.f64() < share);
    if filled[0] {
        record.email = email_of(people, person, &mut rng);
    }
    if filled[1] {
        record.phone = phone_of(people, person, keeper, &mut rng);
    }
    let home = person
        .old_home
        .as_ref()
        .filter(|_| old || rng.f64() < 0.15)
        .unwrap_or(&person.home);
    if filled[2] {
        fill_address(&mut record, home);
    } else if rng.f64() < habits.postcode || (!filled[0] && !filled[1]) {
        record.postcode.clone_from(&home.postcode);
        record.city.clone_from(&home.city);
    }
    if filled[3] || (!filled[0] && !filled[1] && habits.birth > 0.0) {
        record.birth = Some(person.birth);
    }
    spell_names(people, &mut record, person, &habits, &mut rng);
    if changed {
        change(&mut record, person, keeper, &mut rng);
    }
    if keeper == "till" && !filled[0] && rng.f64() < 0.05 {
        make_instant(&mut record, person);
    }
    record
}

/// A card number as printed: ten digits, two noughts first at least.
pub(crate) fn card_number(seed: Seed, key: u64) -> String {
    let shuffle = crate::chance::Shuffle::new(seed, "loyalty cards", 100_000_000);
    format!("{:010}", shuffle.at(key % 100_000_000))
}

fn email_of(people: &Population, person: &Person, rng: &mut fastrand::Rng) -> String {
    let shared = people
        .shared_mailbox(person.number)
        .filter(|_| rng.f64() < 0.7);
    let other = person.other_email.clone().filter(|_| rng.f64() < 0.13);
    let mut email = shared.or(other).unwrap_or_else(|| person.email.clone());
    match rng.f64() {
        share if share < 0.010 => email = mistakes::in_mailbox(&email, rng),
        share if share < 0.030 => email = mistakes::upper_first(&email),
        share if share < 0.036 => email = format!("{email} "),
        share if share < 0.044 => "n/a".clone_into(&mut email),
        _ => {}
    }
    email
}

fn phone_of(people: &Population, person: &Person, keeper: &str, rng: &mut fastrand::Rng) -> String {
    let alone = people.household(person.number).size == 1;
    let at_home = rng.f64() < if alone { 0.04 } else { 0.22 };
    let phone = if at_home {
        &person.landline
    } else {
        &person.phone
    };
    let mut text = match (keeper, rng.u8(0..4)) {
        ("cards", 0..3) | ("till", 0) => phone.national(),
        ("crm", 0) | ("app", _) => phone.international(),
        ("crm" | "till", 1) => phone.bare(),
        ("shop" | "newsletter", _) | (_, 2) => phone.e164(),
        _ => phone.national(),
    };
    match rng.f64() {
        share if share < 0.008 => text = mistakes::in_digits(&text, rng),
        share if share < 0.014 => "0000000000".clone_into(&mut text),
        _ => {}
    }
    text
}

/// Puts a home into a record.
pub(crate) fn fill_address(record: &mut Recorded, home: &Address) {
    record.street = home.line();
    record.unit.clone_from(&home.unit);
    record.city.clone_from(&home.city);
    record.region.clone_from(&home.region);
    record.postcode.clone_from(&home.postcode);
}

fn spell_names(
    people: &Population,
    record: &mut Recorded,
    person: &Person,
    habits: &Habits,
    rng: &mut fastrand::Rng,
) {
    let short_forms = people.words.short_forms(&record.given);
    if !short_forms.is_empty() && rng.f64() < habits.short_form {
        short_forms[rng.usize(0..short_forms.len())].clone_into(&mut record.given);
    } else if let Some(initial) = person.middle_initial.filter(|_| rng.f64() < 0.15) {
        record.given = format!("{} {initial}.", record.given);
    }
    if !person.suffix.is_empty() && rng.f64() < 0.8 {
        record.family = format!("{} {}", record.family, person.suffix);
    }
    if rng.f64() < habits.typo {
        record.given = mistakes::in_word(&record.given, rng);
    }
    if rng.f64() < habits.typo {
        record.family = mistakes::in_word(&record.family, rng);
    }
    if rng.f64() < habits.typo {
        record.street = mistakes::in_word(&record.street, rng);
    }
    if rng.f64() < 0.25 {
        record.street = mistakes::shorten_street(&record.street);
    }
    if rng.f64() < 0.006 {
        std::mem::swap(&mut record.given, &mut record.family);
    }
    let style = rng.f64();
    for name in [&mut record.given, &mut record.family] {
        if style < habits.upper {
            *name = name.to_uppercase();
        } else if style < habits.upper + habits.lower {
            *name = name.to_lowercase();
        } else if style > 0.985 {
            *name = format!(" {name}");
        } else if style > 0.96 {
            *name = mistakes::without_accents(name);
        } else if style > 0.955 {
            *name = mistakes::mojibake(name);
        }
    }
    match rng.f64() {
        share if share < 0.012 && !record.email.is_empty() => record.given.clear(),
        share if share < 0.020 && !record.email.is_empty() => record.family.clear(),
        _ => {}
    }
}

/// What may have happened to a record by the second month.
fn change(record: &mut Recorded, person: &Person, keeper: &str, rng: &mut fastrand::Rng) {
    match rng.u8(0..3) {
        0 if keeper != "newsletter" && keeper != "payers" => record.phone = person.phone.e164(),
        1 if !record.street.is_empty() => fill_address(record, &person.home),
        2 if record.email.is_empty() => record.email.clone_from(&person.email),
        _ => record.consent = !record.consent,
    }
}

fn make_instant(record: &mut Recorded, person: &Person) {
    *record = Recorded {
        key: record.key,
        person: std::mem::take(&mut record.person),
        given: person.given.to_uppercase(),
        family: person.family.to_uppercase(),
        created: record.created,
        country: record.country,
        postcode: person.home.postcode.clone(),
        instant: true,
        ..Recorded::default()
    };
}

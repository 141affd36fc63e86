//! One consent setting covers a whole upload and is obligatory for people of the European Economic Area, so no
//! file may mix them with others, nor people who consented with those who did not.
//!
//! Each file is read as the platform reads it and every row is judged by what is known of the cast, written down
//! here once more and not taken from the recipe.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rollcall_delivery::{Destination, Person, Purpose, RegionRule, deliver, prepare, sha256_hex};
use rollcall_model::{Attribute, ConsentState, PrivacyRegion};

use crate::cast::{KEPT_HASH, destination, person};
use crate::golden::written;
use crate::rules::{COMMAS, Table, read, tables};

/// Where somebody is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    Eea,
    Other,
    NobodyKnows,
}

/// Who of the cast reads which address or number: where they live and whether they consented.
const KNOWN: &[(&str, Where, bool)] = &[
    ("zoe.mueller+news@googlemail.com", Where::Eea, true),
    ("jane.doe@gmail.com", Where::Other, true),
    ("lone@example.fr", Where::NobodyKnows, true),
    ("formula@example.fr", Where::Eea, true),
    ("juergen@example.de", Where::Eea, true),
    ("jürgen@example.de", Where::Eea, true),
    ("+442079460001", Where::Other, true),
    ("refused@example.no", Where::NobodyKnows, false),
    ("never.asked@example.com", Where::NobodyKnows, false),
    ("bounces@example.com", Where::NobodyKnows, false),
    ("spam@example.com", Where::NobodyKnows, false),
];

/// The same by what stands in a file with hashes.
fn known() -> BTreeMap<String, (Where, bool)> {
    let plain = KNOWN
        .iter()
        .map(|(value, home, yes)| ((*value).to_owned(), (*home, *yes)));
    let hashed = KNOWN
        .iter()
        .map(|(value, home, yes)| (sha256_hex(value), (*home, *yes)));
    let kept = (KEPT_HASH.to_lowercase(), (Where::NobodyKnows, true));
    plain.chain(hashed).chain([kept]).collect()
}

/// Whom each row of a file is about. A row nobody knows fails.
fn judged(name: &str, table: &Table) -> Vec<(Where, bool)> {
    let known = known();
    table
        .rows
        .iter()
        .map(|row| {
            let found = row.iter().find_map(|cell| known.get(cell)).copied();
            found.unwrap_or_else(|| panic!("{name}: whose is {row:?}?"))
        })
        .collect()
}

/// What a file mixes that one upload must not hold together.
fn mixed(name: &str, table: &Table) -> Option<String> {
    let judged = judged(name, table);
    let homes: BTreeSet<Where> = judged.iter().map(|one| one.0).collect();
    let consents: BTreeSet<bool> = judged.iter().map(|one| one.1).collect();
    if homes.len() > 1 {
        return Some(format!("{name} mixes {homes:?}"));
    }
    let is_bound = !homes.contains(&Where::Other);
    (is_bound && consents.len() > 1).then(|| format!("{name} mixes consent"))
}

#[test]
fn google_gets_no_file_that_mixes_regions_or_consent() {
    let mut seen = BTreeSet::new();
    for (name, table) in tables("google_customer_match", &COMMAS) {
        assert_eq!(mixed(&name, &table), None);
        seen.extend(judged(&name, &table));
    }
    let homes: BTreeSet<Where> = seen.iter().map(|one| one.0).collect();
    let consents: BTreeSet<bool> = seen.iter().map(|one| one.1).collect();
    assert_eq!((homes.len(), consents.len()), (3, 2), "{seen:?}");
}

#[test]
fn without_the_rule_of_the_recipe_files_do_mix() {
    let mut google = destination("google_customer_match");
    google.regions = RegionRule::default();
    for (name, bytes) in written(&google) {
        let found = mixed(&name, &read(&name, &bytes, &COMMAS)).expect("mixed");
        assert!(found.contains("NobodyKnows"), "{found}");
    }
}

/// Two of each region, one who consented and one who did not.
fn two_of_each() -> Vec<Person> {
    let mut people = Vec::new();
    for (country, answer) in [
        ("DE", Some(ConsentState::OptedIn)),
        ("RE", None),
        ("GB", Some(ConsentState::OptedIn)),
        ("US", Some(ConsentState::OptedOut)),
        ("", Some(ConsentState::OptedIn)),
        ("Atlantis", Some(ConsentState::Undeliverable)),
    ] {
        let number = people.len() as i64 + 1;
        let mail = format!("person{number}@example.com");
        people.push(person(
            number,
            answer,
            &[
                (Attribute::Email, &[mail.as_str()]),
                (Attribute::Country, &[country]),
            ],
        ));
    }
    people
}

/// Names of the files with the addresses in each.
fn files(
    people: Vec<Person>,
    destination: &Destination,
    purpose: Purpose,
) -> Vec<(String, Vec<String>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = prepare(people.into_iter(), destination, purpose);
    let manifest = deliver(&prepared, &folder.path().join("list.csv")).expect("written");
    manifest
        .files
        .iter()
        .map(|file| {
            let path = &file.written.path;
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let bytes = fs::read(path).expect("the file");
            let table = read(&name, &bytes, &COMMAS);
            assert_eq!(file.people, table.rows.len() as u64, "{name}");
            let mails = table.column(&table.header[0]);
            (name.clone(), mails.into_iter().map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn every_part_is_a_file_told_by_its_name() {
    let google = destination("google_customer_match").with_hashes(false);
    let told = files(two_of_each(), &google, Purpose::Suppress);
    let expected: [(&str, &[&str]); 5] = [
        ("list-eea-consent_given.csv", &["person1@example.com"]),
        ("list-eea-consent_not_given.csv", &["person2@example.com"]),
        (
            "list-unknown_region-consent_given.csv",
            &["person5@example.com"],
        ),
        (
            "list-unknown_region-consent_not_given.csv",
            &["person6@example.com"],
        ),
        (
            "list-elsewhere.csv",
            &["person3@example.com", "person4@example.com"],
        ),
    ];
    let told: Vec<(&str, Vec<&str>)> = told
        .iter()
        .map(|(name, mails)| (name.as_str(), mails.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> = expected
        .iter()
        .map(|(name, mails)| (*name, mails.to_vec()))
        .collect();
    assert_eq!(told, expected);

    // A list of one part is one plain file, and yet it is told what to set.
    let only_german: Vec<_> = two_of_each().into_iter().take(1).collect();
    let one = files(only_german.clone(), &google, Purpose::Contact);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].0, "list.csv");
    let warnings = prepare(only_german.into_iter(), &google, Purpose::Contact).warnings;
    assert!(
        warnings[0].starts_with(
            "1 person in the file: European Economic Area, consent given. Set consent"
        ),
        "{warnings:?}"
    );
}

#[test]
fn who_asks_to_be_deleted_has_taken_consent_back() {
    let google = destination("google_customer_match").with_hashes(false);
    let mut asked: Vec<_> = two_of_each().into_iter().take(1).collect();
    asked[0]
        .consents
        .insert(Attribute::DeletionRequest, ConsentState::OptedOut);
    let prepared = prepare(asked.into_iter(), &google, Purpose::Suppress);
    assert_eq!(prepared.parts[0].suffix(), "eea-consent_not_given");
}

#[test]
fn a_recipe_of_ones_own_names_other_regions_beside_a_file_a_consent() {
    let mut own = destination("mailchimp_contacts");
    own.regions.own_file = vec![PrivacyRegion::UnitedKingdom];
    let names: Vec<String> = files(two_of_each(), &own, Purpose::Suppress)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "list-united_kingdom-consent_given-opted_in.csv",
            "list-unknown_region-consent_given-opted_in.csv",
            "list-unknown_region-consent_not_given-undeliverable.csv",
            "list-elsewhere-opted_in.csv",
            "list-elsewhere-never.csv",
            "list-elsewhere-opted_out.csv",
        ]
    );
}

#[test]
fn caps_hold_within_each_part() {
    let mut google = destination("google_customer_match").with_hashes(false);
    google.rows_per_file = Some(1);
    let names: Vec<String> = files(two_of_each(), &google, Purpose::Suppress)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names.len(), 6);
    assert_eq!(names[4..], ["list-elsewhere-1.csv", "list-elsewhere-2.csv"]);
}

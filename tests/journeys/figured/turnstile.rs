//! A turnstile beside a list of members, and a list of hashes of addresses: who passes again is no second customer, and
//! whom a list holds is no event.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{MappingView, Nothing, TableNumber};
use sha2::{Digest as _, Sha256};

use super::{check, shop, somebody};

const MEMBERS: usize = 40;
const PASSAGES: usize = 300;

fn number(member: usize) -> usize {
    10_000 + member * 371
}

fn members() -> String {
    let mut text = "Mitgliedsnummer;Vorname;Nachname;E-Mail\n".to_owned();
    for member in 0..MEMBERS {
        let one = somebody(member);
        let _ = writeln!(
            text,
            "{};{};{};{}",
            number(member),
            one.given,
            one.family,
            one.email
        );
    }
    text
}

fn passages(header: &str) -> String {
    let mut text = format!("{header}\n");
    for row in 0..PASSAGES {
        let _ = writeln!(
            text,
            "{};{:02}.03.2026 {:02}:{:02};{}",
            number(row % 30),
            row % 28 + 1,
            row % 12 + 8,
            row % 60,
            ["Nord", "Ost"][row % 2]
        );
    }
    text
}

fn mapping(engine: &Engine, name: &str) -> MappingView {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let found = tables.iter().find(|one| {
        let called = format!("{} {}", one.source.name, one.name);
        called.to_lowercase().contains(name)
    });
    let table = found.unwrap_or_else(|| panic!("no {name}")).table;
    let view = engine.get_mapping(TableNumber { table });
    view.expect("the mapping")
}

#[test]
fn passages_are_visits_and_no_records_of_customers() {
    for header in [
        "Mitglieds-Nr;Zeitpunkt;Anlage",
        "member_no;timestamp;gate",
        "Mitgliedsnummer;Check-in;Studio",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [
            ("mitglieder.csv", members()),
            ("drehkreuz.csv", passages(header)),
        ];
        let engine = shop(folder.path(), &files);
        let turnstile = mapping(&engine, "drehkreuz");
        assert_eq!(turnstile.role, "events", "{header}");
        let said: Vec<(&str, &str)> = turnstile
            .constants
            .iter()
            .map(|one| (one.attribute.code.as_str(), one.value.as_str()))
            .collect();
        assert_eq!(said, [("event_kind", "visit")], "{header}");
        assert!(
            turnstile.columns.iter().all(|one| one.state != "unsure"),
            "{header}"
        );
        let figures = engine.scorecard(Nothing {}).expect("a page").figures;
        let repeated = figures.iter().find(|one| one.code == "repeated_records");
        let repeated = repeated.expect("the records beyond the first");
        assert_eq!(
            (repeated.found, repeated.among),
            (Some(0), Some(MEMBERS as u64)),
            "{header}"
        );
        // They count as visits where somebody's are asked for.
        let gave = check(&engine, "retention").inputs;
        let gave: Vec<&str> = gave.iter().map(|one| one.gave.as_str()).collect();
        assert_eq!(gave, ["300 visits"], "{header}");
    }
}

#[test]
fn a_list_of_hashes_holds_people() {
    let mut list = "email_sha256;segment;country\n".to_owned();
    for member in 0..MEMBERS {
        let hash = Sha256::digest(somebody(member).email.as_bytes());
        for byte in hash {
            let _ = write!(list, "{byte:02x}");
        }
        let _ = writeln!(list, ";{};DE", ["gold", "silver"][member % 2]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("mitglieder.csv", members()),
        ("bought_addresses.csv", list),
    ];
    let engine = shop(folder.path(), &files);
    let bought = mapping(&engine, "bought");
    assert_eq!(bought.role, "customers");
    let codes: Vec<Option<&str>> = bought
        .columns
        .iter()
        .map(|one| one.attribute.as_ref().map(|one| one.code.as_str()))
        .collect();
    assert_eq!(codes, [Some("hashed_email"), None, Some("country")]);
    let sources = engine.inventory(Nothing {}).expect("the sources").sources;
    let source = sources
        .iter()
        .find(|one| one.mark.source == bought.source.source)
        .expect("its source");
    assert_eq!(
        (source.kind.as_str(), source.party.as_str()),
        ("bought_data", "third")
    );
}

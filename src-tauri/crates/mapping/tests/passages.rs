//! Tables of passages are something that happened, and lists of hashes are lists of people.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, MappingState, TableRole};

/// A table of 120 rows whose cells a function makes.
fn table(file: &str, headers: &str, cells: impl Fn(usize) -> String) -> Suggestion {
    let split = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = (0..120).map(|row| split(&cells(row))).collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &split(headers),
        rows: &rows,
    })
}

fn attributes(found: &Suggestion) -> Vec<Option<Attribute>> {
    let columns = found.mapping.columns.iter();
    columns
        .map(|one| one.target.as_ref().map(|target| target.attribute.clone()))
        .collect()
}

fn said_of_every_row(found: &Suggestion) -> Option<&str> {
    let mut constants = found.mapping.constants.iter();
    constants
        .find(|(target, _)| target.attribute == Attribute::EventKind)
        .map(|(_, value)| value.as_str())
}

/// Forty members, three times each.
fn member(row: usize) -> usize {
    10_000 + row % 40 * 37
}

fn time(row: usize) -> String {
    format!(
        "{:02}.11.2026 {:02}:{:02}",
        row % 27 + 1,
        row % 12 + 8,
        row % 60
    )
}

fn gate(row: usize) -> &'static str {
    ["Nord", "Ost"][row % 2]
}

#[test]
fn somebody_who_passes_again_is_no_second_customer() {
    for (file, headers) in [
        ("export.csv", "member_no;timestamp;gate"),
        ("export.csv", "Mitgliedsnummer;Check-in;Studio"),
        ("export.csv", "member_no;check_in_at;gate"),
        ("export.csv", "Karte;Einlass am;Tor"),
        ("drehkreuz.csv", "Mitglieds-Nr;Zeitpunkt;Anlage"),
    ] {
        let found = table(file, headers, |row| {
            format!("{};{};{}", member(row), time(row), gate(row))
        });
        assert_eq!(found.mapping.role, TableRole::Events, "{headers}");
        assert_eq!(
            attributes(&found),
            [Some(Attribute::AccountId), Some(Attribute::EventTime), None],
            "{headers}"
        );
        assert_eq!(said_of_every_row(&found), Some("visit"), "{headers}");
        let mut columns = found.mapping.columns.iter();
        let is_asked = columns.any(|one| one.state == MappingState::Unsure);
        assert!(!is_asked, "{headers}");
    }
}

#[test]
fn what_happened_to_members_is_no_visit_unless_a_word_says_so() {
    let found = table("export.csv", "member_no;timestamp;tariff", |row| {
        format!("{};{};T{}", member(row), time(row), row % 3)
    });
    assert_eq!(found.mapping.role, TableRole::Events);
    assert_eq!(said_of_every_row(&found), None);
}

#[test]
fn a_list_of_members_stays_one() {
    type Cells = fn(usize) -> String;
    let lists: [(&str, &str, Cells); 3] = [
        ("each once", "member_no;timestamp;gate", |row| {
            format!("{};{};{}", 10_000 + row * 37, time(row), gate(row))
        }),
        ("a day without its time", "member_no;joined;tariff", |row| {
            format!("{};{:02}.11.2026;T{}", member(row), row % 27 + 1, row % 3)
        }),
        (
            "names",
            "member_no;first name;last name;updated at",
            |row| {
                let name = ["Anna;Huber", "Peter;Maier", "Sabine;Vogl"][row % 3];
                format!("{};{name};{}", member(row), time(row))
            },
        ),
    ];
    for (what, headers, cells) in lists {
        let found = table("members.csv", headers, cells);
        assert_eq!(found.mapping.role, TableRole::Customers, "{what}");
    }
}

#[test]
fn a_list_of_hashes_without_a_time_is_a_list_of_people() {
    let hash = |row: usize| format!("{:064x}", row * 7919 + 11);
    let found = table("partner.csv", "email_sha256;segment;country", |row| {
        format!("{};{};DE", hash(row), ["gold", "silver"][row % 2])
    });
    assert_eq!(found.mapping.role, TableRole::Customers);
    assert_eq!(
        attributes(&found),
        [Some(Attribute::HashedEmail), None, Some(Attribute::Country)]
    );
    // With a day, each row puts somebody on a list.
    let found = table("partner.csv", "email_sha256;segment;added on", |row| {
        format!("{};gold;2026-01-{:02}", hash(row), row % 28 + 1)
    });
    assert_eq!(found.mapping.role, TableRole::Events);
}

//! Columns by which nobody is known: handles, kinds of devices, and the few values that many rows share.

use rollcall_mapping::{Suggestion, TableSketch, is_unread, suggest};
use rollcall_model::{ColumnMapping, MappingState};

const ROWS: usize = 60;

fn of(file: &str, columns: &[(&str, &[&str])]) -> Suggestion {
    let headers: Vec<String> = columns
        .iter()
        .map(|(header, _)| (*header).to_owned())
        .collect();
    let rows: Vec<Vec<String>> = (0..ROWS)
        .map(|row| {
            let cells = columns.iter().map(|(_, cells)| cells[row % cells.len()]);
            cells
                .map(|cell| cell.replace("{n}", &format!("{row:04}")))
                .collect()
        })
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn told(column: &ColumnMapping) -> (String, MappingState) {
    let code = column
        .target
        .as_ref()
        .map_or_else(String::new, |target| target.attribute.code());
    (code, column.state)
}

/// The last column of a list of people.
fn beside_people(header: &str, cells: &[&str]) -> ColumnMapping {
    let found = of(
        "x.csv",
        &[
            ("Name", &["Anna Schmidt", "Jonas Weber", "Maria Huber"]),
            ("E-Mail", &["someone{n}@example.com"]),
            (header, cells),
        ],
    );
    found.mapping.columns[2].clone()
}

#[test]
fn names_people_gave_themselves_are_no_given_names() {
    let handles = [
        "Löwe592",
        "Mausi704",
        "dark_lord",
        "Sonne11",
        "runner_7",
        "Tiger88",
        "Kicker10",
        "Fee23",
    ];
    let wordy = [
        "Sonnenkind",
        "Nachteule",
        "darklord",
        "Moonwalker",
        "Kaffeebohne",
        "Wirbelwind",
        "Schneeflocke",
        "Kichererbse",
        "Bergfex",
        "Wattwurm",
        "Pechvogel",
        "Laufmaus",
    ];
    for cells in [&handles[..], &wordy[..]] {
        for header in [
            "nickname",
            "Spitzname",
            "Surnom",
            "Display name",
            "Anzeigename",
        ] {
            let found = beside_people(header, cells);
            assert_eq!(
                told(&found),
                ("social_handle".to_owned(), MappingState::Suggested),
                "{header}: {found:?}"
            );
        }
    }
    let given = ["Max", "Lisa", "Tom", "Anna", "Paul", "Maria"];
    assert_eq!(told(&beside_people("Spitzname", &given)).0, "nickname");
    let whole = of(
        "app.csv",
        &[
            ("user id", &["u{n}"]),
            (
                "display name",
                &["Anna Schmidt", "Jonas Weber", "Maria Huber"],
            ),
        ],
    );
    assert_eq!(told(&whole.mapping.columns[1]).0, "full_name");
}

#[test]
fn kinds_of_devices_are_no_ids() {
    let kinds: [(&str, &[&str]); 3] = [
        ("device", &["iOS", "Android"]),
        ("Device ID", &["Desktop", "Mobile", "Tablet"]),
        ("device", &["iPhone", "Galaxy S21", "Windows PC"]),
    ];
    for (header, cells) in kinds {
        let found = beside_people(header, cells);
        assert_eq!(
            told(&found),
            (String::new(), MappingState::Unused),
            "{header}: {found:?}"
        );
    }
    let ids = beside_people("device", &["75e7e93c-afa0-4aea-ae4b-e1efa9aa{n}"]);
    assert_eq!(told(&ids).0, "device_id");
    // What was sent stays a log of messages where the kind of device stands beside.
    let log = of(
        "send_log.csv",
        &[
            ("sent_at", &["2026-03-03 10:00:00"]),
            ("campaign", &["Spring tables", "Autumn chairs"]),
            ("email", &["someone{n}@example.com"]),
            ("opened_at", &["2026-03-04 22:25:00", ""]),
            ("device", &["Desktop", "Mobile"]),
        ],
    );
    assert_eq!(told(&log.mapping.columns[3]).0, "opened");
}

#[test]
fn few_values_that_many_share_need_no_question() {
    let kinds: [(&str, &[&str]); 4] = [
        ("Tarif", &["Basis", "Gold", "Familie", "Student"]),
        ("Kostenstelle", &["KST Vertrieb", "KST Lager"]),
        ("Kurs", &["Rückenfit", "Zumba", "Aquajogging", "Pilates"]),
        ("Beitragsart", &["Vollzahler", "ermäßigt", "Gönner"]),
    ];
    for (header, cells) in kinds {
        let found = beside_people(header, cells);
        assert_eq!(
            told(&found),
            (format!("custom:{header}"), MappingState::Suggested),
            "{header}: {found:?}"
        );
        // Another table may still tell more of it.
        assert!(is_unread(&found), "{header}");
    }
    let many = [
        "Apfel",
        "Birne",
        "Kirsche",
        "Pflaume",
        "Quitte",
        "Traube",
        "Melone",
        "Mango",
        "Feige",
        "Dattel",
        "Orange",
        "Zitrone",
        "Limette",
        "Ananas",
        "Banane",
        "Papaya",
        "Kiwi",
        "Himbeere",
        "Erdbeere",
        "Brombeere",
        "Stachelbeere",
        "Heidelbeere",
        "Aprikose",
        "Nektarine",
    ];
    assert_eq!(
        told(&beside_people("Feld 7", &many)),
        ("custom:Feld 7".to_owned(), MappingState::Unsure)
    );
    // Among them somebody refuses: that is never passed over.
    let refusing = ["Gold", "nicht mehr anschreiben", "Silber"];
    assert_eq!(
        told(&beside_people("Feld 7", &refusing)).1,
        MappingState::Unsure
    );
}

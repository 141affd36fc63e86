//! Postcode and town in one column, told by its header or by what stands in it.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{ColumnMapping, MappingState};

const TOWNS: [&str; 6] = [
    "80331 München",
    "20095 Hamburg",
    "94032 Passau",
    "10115 Berlin",
    "86150 Augsburg",
    "99084 Erfurt",
];

fn of(headers: &[&str], columns: &[&[&str]]) -> Suggestion {
    let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
    let length = columns.first().map_or(0, |column| column.len());
    let rows: Vec<Vec<String>> = (0..length * 5)
        .map(|row| {
            let cells = columns.iter().map(|column| column[row % column.len()]);
            cells.map(str::to_owned).collect()
        })
        .collect();
    suggest(&TableSketch {
        file: "x.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn told(column: &ColumnMapping) -> (String, MappingState) {
    let code = column.target.as_ref().map_or_else(String::new, |target| {
        assert_eq!(target.group, 0, "{column:?}");
        target.attribute.code()
    });
    (code, column.state)
}

const NAMES: [&str; 6] = [
    "Anna Schmidt",
    "Jonas Weber",
    "Maria Huber",
    "Paul Maier",
    "Lena Vogt",
    "Karl Beck",
];
const STREETS: [&str; 6] = [
    "Hauptstr. 1",
    "Ringstr. 12",
    "Bergweg 7",
    "Lindenallee 3",
    "Marktplatz 9",
    "Schulstr. 22",
];

#[test]
fn headers_name_both_in_six_languages() {
    for header in [
        "PLZ Ort",
        "PLZ/Ort",
        "PLZ, Ort",
        "Postleitzahl und Ort",
        "ZIP City",
        "Postcode and town",
        "CP Ville",
        "CAP Città",
        "CP Localidad",
        "Postcode Plaats",
    ] {
        let columns: [&[&str]; 3] = [&NAMES, &STREETS, &TOWNS];
        for columns in [&[][..], &columns[..]] {
            let found = of(&["Name", "Straße", header], columns);
            let codes: Vec<String> = found
                .mapping
                .columns
                .iter()
                .map(|one| told(one).0)
                .collect();
            assert_eq!(codes, ["full_name", "street", "postcode_city"], "{header}");
            assert_eq!(
                found.mapping.columns[2].state,
                MappingState::Suggested,
                "{header}"
            );
        }
    }
}

#[test]
fn cells_tell_where_the_header_does_not() {
    for header in ["Ort", "PLZ", "Feld 7", "Adresszusatz"] {
        let found = of(&["Name", "Straße", header], &[&NAMES, &STREETS, &TOWNS]);
        let column = &found.mapping.columns[2];
        assert_eq!(
            told(column),
            ("postcode_city".to_owned(), MappingState::Suggested),
            "{header}: {column:?}"
        );
    }
    // Numbers of articles stand before words as well, and some columns hold one of the two alone.
    let others: [(&str, &[&str], &str); 3] = [
        ("PLZ Ort", &["80331", "20095", "94032", "10115"], "postcode"),
        ("PLZ Ort", &["München", "Hamburg", "Passau"], "city"),
        (
            "Straße",
            &["12345 Oak Street", "20010 Elm Street"],
            "street",
        ),
    ];
    for (header, cells, expected) in others {
        let found = of(&["Name", header], &[&NAMES, cells]);
        assert_eq!(told(&found.mapping.columns[1]).0, expected, "{header}");
    }
    let articles = ["10045 Hose blau", "10046 Hemd rot", "20077 Schal grau"];
    let found = of(&["Name", "Feld 7"], &[&NAMES, &articles]);
    assert_ne!(told(&found.mapping.columns[1]).0, "postcode_city");
}

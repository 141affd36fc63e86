//! What stands around the rows: headers of any width above them, rows that count them below.

use std::ops::ControlFlow;

use rollcall_intake::{InputFile, Limits, RawRow, RowSink, SetAside, TablePlan, plan, read_table};
use rollcall_model::ProblemCode;

#[derive(Default)]
struct Collected {
    loaded: Vec<u64>,
    aside: Vec<(u64, ProblemCode)>,
}

impl RowSink for Collected {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        self.loaded.push(row.row);
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, row: SetAside) -> ControlFlow<()> {
        self.aside.push((row.row, row.code));
        ControlFlow::Continue(())
    }
}

fn planned(text: &str) -> (tempfile::TempDir, TablePlan) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("members.csv");
    std::fs::write(&path, text).expect("a file");
    let file = InputFile {
        path,
        label: "members.csv".to_owned(),
        bytes: text.len() as u64,
        modified: None,
    };
    let (mut tables, _) = plan(&file, &Limits::default());
    (folder, tables.remove(0))
}

fn read(text: &str) -> Collected {
    let (_folder, table) = planned(text);
    let mut sink = Collected::default();
    read_table(&table, &Limits::default(), &mut sink).expect("it reads");
    sink
}

const PEOPLE: &str = "\
Member,Name,Email,Town
1,Anna Marsh,anna@example.com,Leeds
2,Tom Okafor,tom@example.com,York
3,Ines Braun,ines@example.com,Hull
";

#[test]
fn a_row_that_counts_the_others_is_set_aside() {
    for last in [
        "Anzahl Mitglieder: 120",
        "Total members 120",
        "Number of records: 5",
        "Number of members 1,204",
        "Total: 120",
        "Gesamt 120",
        "Nombre d'adhérents : 120",
        "Número de socios: 120",
        "Numero di iscritti: 120",
        "Aantal leden: 120",
        "(3 rows)",
        "3 Datensätze",
    ] {
        for end in ["", ",,,"] {
            let quoted = format!("\"{last}\"");
            let found = read(&format!("{PEOPLE}{quoted}{end}\n"));
            assert_eq!(found.loaded, [2, 3, 4], "{last}{end}");
            assert_eq!(found.aside.len(), 1, "{last}{end}");
        }
    }
}

#[test]
fn a_row_that_merely_begins_like_a_count_is_a_row() {
    // Its other cells are filled, or rows come behind it.
    let found = read(&format!(
        "{PEOPLE}Total Wine 365,Greta Holt,greta@example.com,Bath\n"
    ));
    assert_eq!(found.loaded, [2, 3, 4, 5]);
    let found = read(&format!(
        "{PEOPLE}Total Wine 365,,,\n4,Hugo Duval,hugo@example.com,Bath\n"
    ));
    assert_eq!(found.loaded, [2, 3, 4, 5, 6]);
    // No count at all.
    for last in ["House 5", "Villa Rosa 12", "Building 120"] {
        let found = read(&format!("{PEOPLE}{last},,,\n"));
        assert_eq!(found.loaded, [2, 3, 4, 5], "{last}");
    }
}

#[test]
fn a_header_of_two_thousand_columns_is_one() {
    type Name = fn(usize) -> String;
    let names: [(&str, Name); 4] = [
        ("numbered", |column| format!("col{column:04}")),
        ("numbered from", |column| {
            format!("field_{}", column + 100_000)
        }),
        ("one holds its own name", |column| match column {
            7 => "No".to_owned(),
            other => format!("Answer to {}", word(other)),
        }),
        ("with an id and an address", |column| match column {
            0 => "customer_id".to_owned(),
            1 => "email".to_owned(),
            other => format!("q{other}"),
        }),
    ];
    for (what, name) in names {
        let header: Vec<String> = (0..2000).map(name).collect();
        let mut text = header.join(",") + "\n";
        for row in 0..30 {
            let cells: Vec<String> = (0..2000)
                .map(|column| match (column + row) % 4 {
                    _ if column == 7 => "No".to_owned(),
                    0 => format!("v{row}{column}"),
                    1 => String::new(),
                    2 => format!("{}", row * 31 + column),
                    _ => word(row + column),
                })
                .collect();
            text.push_str(&(cells.join(",") + "\n"));
        }
        let (_folder, table) = planned(&text);
        assert_eq!(table.header.len(), 2000, "{what}");
        assert_eq!(table.header[1999], header[1999], "{what}");
        let mut sink = Collected::default();
        let summary = read_table(&table, &Limits::default(), &mut sink).expect("it reads");
        assert_eq!(summary.rows_loaded, 30, "{what}");
    }
}

/// A word of its own for a number.
fn word(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + (digit % 26) as u8);
    [number / 676, number / 26, number]
        .map(letter)
        .iter()
        .collect()
}

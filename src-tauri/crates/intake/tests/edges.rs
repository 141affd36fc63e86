//! What stands around the rows: headers of any width above them, rows that count them and other tables below.

use std::ops::ControlFlow;

use rollcall_intake::{
    InputFile, Limits, RawRow, Reading, RowSink, SetAside, TablePlan, plan, read_table, replan,
};
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

/// Members with five hundred rows, so that what stands below is behind everything a look at the file sees.
fn many_people() -> String {
    let line = |row: u32| format!("{row},Anna Marsh,anna{row}@example.com,Leeds\n");
    let rows: String = (2..=500).map(line).collect();
    format!("Member,Name,Email,Town\n{rows}")
}

#[test]
fn another_table_far_below_is_set_aside_from_its_title_to_its_last_row() {
    let below = "\nProducts\n\nProduct,Price,Stock\nLamp,12.00,4\n\nChair,40.00,2\nTotal,,6\n";
    let found = read(&format!("{}{below}", many_people()));
    assert_eq!(found.loaded, (2..=500).collect::<Vec<u64>>());
    let told: Vec<u64> = found.aside.iter().map(|(row, _)| *row).collect();
    assert_eq!(told, [502, 504, 505, 507, 508]);
    let is_other = |(_, code): &(u64, ProblemCode)| *code == ProblemCode::AnotherTable;
    assert!(found.aside.iter().all(is_other), "{:?}", found.aside);
    // A header that comes again leads back, and so do rows behind a gap that only the first table has.
    for again in ["Member,Name,Email,Town\n", ""] {
        let people = "7,Tom Okafor,tom@example.com,York\n8,Ines Braun,ines@example.com,Hull\n";
        let found = read(&format!("{}{below}\n{again}{people}", many_people()));
        let (row, aside) = if again.is_empty() { (510, 5) } else { (511, 6) };
        assert_eq!(found.loaded[499..], [row, row + 1]);
        assert_eq!(found.aside.len(), aside);
    }
}

#[test]
fn rows_that_wait_behind_a_gap_come_in_their_order() {
    // Words only, then a row as any other; a line that cannot be split; the end.
    for below in [
        "\nx,Cid Holt,unknown,Bath\n5,Dee Holt,dee@example.com,Bath\n",
        "\nCid\nDee\n\n6,Eve Holt,eve@example.com,Bath\n",
        "\nx,Cid Holt,unknown,Bath\n6,\"Eve Holt,eve@example.com,Bath\n",
        "\nx,Cid Holt,unknown,Bath\n",
        "\nPage two\nx,Cid Holt,unknown,Bath\ny,Dee Holt,,\n",
    ] {
        let text = format!("{PEOPLE}{below}");
        let found = read(&text);
        let lines = (1..).zip(text.lines()).skip(1);
        let filled: Vec<u64> = lines
            .filter(|(_, line)| !line.is_empty())
            .map(|(row, _)| row)
            .collect();
        let mut rows = found.loaded.clone();
        rows.extend(found.aside.iter().map(|(row, _)| *row));
        rows.sort_unstable();
        assert_eq!(rows, filled, "{below}");
        assert!(found.loaded.is_sorted(), "{below}");
        let is_other = |(_, code): &(u64, ProblemCode)| *code == ProblemCode::AnotherTable;
        assert!(!found.aside.iter().any(is_other), "{below}");
    }
}

#[test]
fn somebody_can_say_that_all_is_one_table() {
    let text = format!("{PEOPLE}\nProduct,Price,Stock\nLamp,12.00,4\nChair,40.00,2\n");
    assert_eq!(read(&text).loaded, [2, 3, 4]);
    let (_folder, table) = planned(&text);
    let reading = Reading {
        one_table: true,
        ..table.reading.clone()
    };
    let (again, _) = replan(&table, &reading, &Limits::default());
    let mut sink = Collected::default();
    read_table(&again.expect("a table"), &Limits::default(), &mut sink).expect("it reads");
    assert_eq!(sink.loaded, [2, 3, 4, 6, 7, 8]);
}

#[test]
fn a_header_that_names_a_way_of_hashing_is_no_row() {
    for name in ["email_sha256", "sha256", "user_hash", "email_sha_256"] {
        let rows = ["A", "B", "C", "A", "C", "B"]
            .iter()
            .enumerate()
            .map(|(row, segment)| format!("{:064x},{segment}\n", (row + 1) * 7919))
            .collect::<Vec<String>>()
            .concat();
        let (_folder, plan) = planned(&format!("{name},segment\n{rows}"));
        assert_eq!(plan.reading.header_row, Some(1), "{name}");
        assert_eq!(plan.header, [name, "segment"]);
        // Without it the rows begin with the first.
        let (_folder, plan) = planned(&rows);
        assert_eq!(plan.reading.header_row, None);
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

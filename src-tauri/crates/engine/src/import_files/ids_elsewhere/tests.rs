//! Policies and cars tie the rows of their people together; products, row numbers and orders do not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_model::{Attribute, Mapping, MappingState, TableRole};
use rollcall_store::Store;

use crate::audit::LoadsAgain;
use crate::breaks_off::BreaksOff;
use crate::destinations::Naming;
use crate::import_files::{ImportContext, import};

const NOW: &str = "2026-11-23T12:00:00Z";
const ROWS: usize = 60;

/// A number nobody counts up.
fn number(row: usize) -> usize {
    (row + 1) * 7_368_787 % 9_999_991
}

/// A table of so many rows.
struct File {
    name: &'static str,
    header: &'static str,
    rows: std::ops::Range<usize>,
    row: fn(usize) -> String,
}

const POLICIES: File = File {
    name: "policies.csv",
    header: "policy,first_name,last_name,birth_date",
    rows: 0..ROWS,
    row: |row| {
        let policy = number(row);
        let family = ["Achterberg", "Brinkhoff", "Castellan"][row % 3];
        format!(
            "POL-{policy:07},Ann,{family},19{}-0{}-11",
            50 + row % 40,
            1 + row % 9
        )
    },
};

const PORTAL: File = File {
    name: "portal.csv",
    header: "policy,email,last_login",
    rows: 10..ROWS,
    row: |row| {
        format!(
            "POL-{:07},ann{row}@example.com,2026-03-{:02}",
            number(row),
            1 + row % 28
        )
    },
};

/// Twice for each of some policies, and nothing else about their people.
const INSPECTIONS: File = File {
    name: "inspections.csv",
    header: "policy,mileage,date",
    rows: 40..ROWS + 40,
    row: |row| {
        format!(
            "POL-{:07},{},2026-05-{:02}",
            number(row % 40),
            10_000 + row * 37,
            1 + row % 28
        )
    },
};

const TARIFFS: File = File {
    name: "tariffs.csv",
    header: "policy,tariff",
    rows: 0..ROWS,
    row: |row| format!("POL-{:07},{}", number(row), ["basic", "full"][row % 2]),
};

const CLAIMS: File = File {
    name: "claims.csv",
    header: "policy,amount,date",
    rows: 0..ROWS,
    row: |row| {
        format!(
            "POL-{:07},{}.50,2026-06-{:02}",
            number(row % 50),
            20 + row * 3,
            1 + row % 28
        )
    },
};

/// Each with a number of its own, but no list of people.
const CATALOGUE: File = File {
    name: "catalogue.csv",
    header: "thing,words",
    rows: 0..ROWS,
    row: |row| format!("ART-{:07},{}", number(row), ["red", "blue"][row % 2]),
};

const WISHES: File = File {
    name: "wishes.csv",
    header: "email,first_name,thing",
    rows: 0..ROWS * 3,
    row: |row| {
        format!(
            "ann{row}@example.com,Ann,ART-{:07}",
            number(row % (ROWS / 2))
        )
    },
};

const COUNTED: File = File {
    name: "members.csv",
    header: "kk,first_name,last_name,email",
    rows: 0..ROWS,
    row: |row| format!("{},Ann,Achterberg,ann{row}@example.com", 1001 + row),
};

const COUNTED_TOO: File = File {
    name: "guests.csv",
    header: "nn,first_name,last_name,email",
    rows: 0..ROWS,
    row: |row| format!("{},Bea,Brinkhoff,bea{row}@example.com", 1001 + row),
};

fn write(folder: &Path, file: &File) -> PathBuf {
    let path = folder.join(file.name);
    let rows: Vec<String> = file.rows.clone().map(file.row).collect();
    let text = format!("{}\n{}\n", file.header, rows.join("\n"));
    std::fs::write(&path, text).expect("a file");
    path
}

/// How the tables are read once the files are loaded, all those of one batch together, by what they are called.
fn read(batches: &[&[File]]) -> BTreeMap<String, (Mapping, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(&folder.path().join("a.rollcall"), "A", NOW).expect("a project");
    let context = ImportContext {
        store: &store,
        now: NOW,
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    for files in batches {
        let paths: Vec<PathBuf> = files
            .iter()
            .map(|file| write(folder.path(), file))
            .collect();
        import(&context, &paths, &[], &BreaksOff::never()).expect("they load");
    }
    let loads = store.current_loads().expect("loads");
    let stored = loads.iter().filter_map(|load| {
        let stored = store.mapping(load.table).expect("a mapping")?;
        Some((
            load.table_name.clone(),
            (stored.mapping, stored.role_reason),
        ))
    });
    stored.collect()
}

/// Whether the first column that is called so is read as ids, and asked about.
fn is_asked(tables: &BTreeMap<String, (Mapping, String)>, table: &str, header: &str) -> bool {
    let (mapping, _) = &tables[table];
    let mut columns = mapping.columns.iter();
    let column = columns
        .find(|column| column.header == header)
        .expect("such a column");
    let is_id = column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute == Attribute::ExternalId);
    is_id && column.state == MappingState::Unsure
}

#[test]
fn a_number_that_stands_once_in_each_of_two_lists_of_people_is_an_id() {
    for (what, tables) in [
        ("loaded together", read(&[&[POLICIES, PORTAL]])),
        ("one after the other", read(&[&[POLICIES], &[PORTAL]])),
        ("the other way round", read(&[&[PORTAL], &[POLICIES]])),
    ] {
        for table in ["policies", "portal"] {
            assert!(is_asked(&tables, table, "policy"), "{what}: {tables:#?}");
        }
    }
}

#[test]
fn a_table_whose_ids_alone_point_to_people_is_about_what_belongs_to_them() {
    let tables = read(&[&[POLICIES, INSPECTIONS, TARIFFS, CLAIMS]]);
    for table in ["policies", "inspections", "tariffs", "claims"] {
        assert!(is_asked(&tables, table, "policy"), "{table}: {tables:#?}");
    }
    let (inspections, reason) = &tables["inspections"];
    assert_eq!(inspections.role, TableRole::Events, "{reason}");
    assert!(reason.contains("policies"), "{reason}");
    let has_time = inspections.columns.iter().any(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == Attribute::EventTime)
    });
    assert!(has_time, "{inspections:#?}");
    let (claims, reason) = &tables["claims"];
    assert_eq!(claims.role, TableRole::Events, "{reason}");
    assert!(reason.contains("policies"), "{reason}");
    // Nothing says when it was: no event, and the rows belong to the people all the same.
    let (tariffs, reason) = &tables["tariffs"];
    assert_eq!(tariffs.role, TableRole::Unclear, "{reason}");
    assert!(reason.contains("belong"), "{reason}");
}

#[test]
fn products_and_numbers_counted_up_are_no_ids_of_people() {
    let tables = read(&[&[CATALOGUE, WISHES]]);
    assert!(!is_asked(&tables, "catalogue", "thing"), "{tables:#?}");
    assert!(!is_asked(&tables, "wishes", "thing"), "{tables:#?}");
    let tables = read(&[&[COUNTED, COUNTED_TOO]]);
    assert!(!is_asked(&tables, "members", "kk"), "{tables:#?}");
    assert!(!is_asked(&tables, "guests", "nn"), "{tables:#?}");
}

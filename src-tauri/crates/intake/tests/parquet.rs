//! Parquet: types in their plain form, groups as columns, damage and locks told.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rollcall_intake::{
    Format, InputFile, Limits, RawRow, ReadSummary, RowSink, SetAside, TablePlan, plan, read_table,
};
use rollcall_model::{Problem, ProblemCode, TypedCell};

#[derive(Default)]
struct Collected(Vec<RawRow>);

impl RowSink for Collected {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        self.0.push(row.clone());
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, _: SetAside) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// A file of the corpus of hostile files.
fn fixture(name: &str) -> PathBuf {
    let corpus = "../../../tests/fixtures/hostile";
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(corpus)
        .join(name)
}

fn input(path: &Path) -> InputFile {
    InputFile {
        path: path.to_owned(),
        label: "a.parquet".to_owned(),
        bytes: fs::metadata(path).expect("the file").len(),
        modified: None,
    }
}

fn planned(path: &Path) -> (Vec<TablePlan>, Vec<Problem>) {
    plan(&input(path), &Limits::default())
}

fn rows(plan: &TablePlan) -> (Vec<RawRow>, ReadSummary) {
    let mut sink = Collected::default();
    let summary = read_table(plan, &Limits::default(), &mut sink).expect("it is read");
    (sink.0, summary)
}

#[test]
fn types_are_shown_plainly_and_groups_are_columns() {
    let (plans, problems) = planned(&fixture("parquet_types.parquet"));
    assert_eq!(problems, []);
    let [plan] = plans.as_slice() else {
        panic!("one table");
    };
    assert_eq!(plan.reading.format, Format::Parquet);
    let (found, summary) = rows(plan);
    let texts = |row: usize| -> Vec<(&str, &str)> {
        let cells = found[row].cells.iter().map(|cell| cell.text.as_str());
        plan.header.iter().map(String::as_str).zip(cells).collect()
    };
    let expected = [
        ("id", "1"),
        ("name", "Zoë Müller"),
        ("born", "1980-02-29"),
        ("seen", "2024-02-01T00:00:00.123456789"),
        ("paid_at", "2024-01-31T12:00:00Z"),
        ("opens", "09:30:00"),
        ("spent", "1234.50"),
        ("score", "1"),
        ("vip", "true"),
        ("address.city", "Leeds"),
        ("address.geo.lat", "53.8"),
        ("tags", "a; b"),
        ("items", r#"[{"sku":"S1","n":2}]"#),
        ("traits", r#"{"colour":"red"}"#),
        ("blob", "ff00"),
    ];
    assert_eq!(texts(0), expected);
    // What is not there, and a number that is none, are blank.
    let blank = texts(1);
    assert_eq!(blank[0], ("id", "2"));
    assert!(
        blank[1..].iter().all(|(_, text)| text.is_empty()),
        "{blank:?}"
    );
    assert_eq!(
        texts(2)[2..5].iter().map(|one| one.1).collect::<Vec<_>>(),
        [
            "1899-12-31",
            "1970-01-01T00:00:00",
            "2024-01-31T00:00:00.500Z"
        ]
    );
    assert_eq!(found[0].cells[6].typed, Some(TypedCell::Number(1234.5)));
    assert_eq!(
        found[0].cells[2].typed,
        Some(TypedCell::Date("1980-02-29".into()))
    );
    assert_eq!(
        found.iter().map(|row| row.row).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!((summary.rows_read, summary.rows_loaded), (3, 3));
}

#[test]
fn a_file_that_is_cut_off_or_locked_says_so() {
    for (name, code, words) in [
        (
            "parquet_cut_off.parquet",
            ProblemCode::Truncated,
            "table of contents",
        ),
        (
            "parquet_encrypted.parquet",
            ProblemCode::Encrypted,
            "password",
        ),
        (
            "parquet_encrypted_column.parquet",
            ProblemCode::Encrypted,
            "password",
        ),
    ] {
        let (plans, problems) = planned(&fixture(name));
        assert!(plans.is_empty(), "{name}");
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert_eq!(problems[0].code, code, "{name}: {problems:?}");
        assert!(problems[0].message.contains(words), "{name}: {problems:?}");
    }
}

#[test]
fn groups_larger_than_memory_are_refused() {
    let limits = Limits {
        held_bytes: 64,
        ..Limits::default()
    };
    let (plans, problems) = plan(&input(&fixture("parquet_types.parquet")), &limits);
    assert!(plans.is_empty());
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].code, ProblemCode::TooLarge);
    assert!(
        problems[0].message.contains("row groups"),
        "{}",
        problems[0].message
    );
}

#[test]
fn no_damage_ends_more_than_the_file() {
    let whole = fs::read(fixture("parquet_types.parquet")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let mut chance = fastrand::Rng::with_seed(4);
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..chance.usize(1..6) {
            let at = chance.usize(4..bytes.len());
            bytes[at] = chance.u8(..);
        }
        fs::write(&path, bytes).unwrap();
        let (plans, problems) = planned(&path);
        assert!(!plans.is_empty() || !problems.is_empty());
        for plan in &plans {
            let mut sink = Collected::default();
            if let Ok(summary) = read_table(plan, &Limits::default(), &mut sink) {
                let accounted = summary.rows_loaded + summary.rows_set_aside;
                assert_eq!(summary.rows_read, accounted);
            }
        }
    }
}

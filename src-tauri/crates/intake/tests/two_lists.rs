//! A JSON document with two lists, of which the one not wanted is larger than a row may be.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use rollcall_intake::{InputFile, Limits, RawRow, RowSink, SetAside, TablePlan, plan, read_table};
use rollcall_model::{Cell, ProblemCode};

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

/// Limits under which a row may have less than the long list.
fn limits() -> Limits {
    Limits {
        cell_bytes: 2_000,
        ..Limits::default()
    }
}

fn people(number: usize) -> String {
    let mut list = String::from("[");
    for person in 0..number {
        let comma = if person == 0 { "" } else { "," };
        let _ = write!(
            list,
            "{comma}{{\"id\":{person},\"mail\":\"p{person}@example.com\"}}"
        );
    }
    list + "]"
}

fn planned(path: &Path) -> Vec<TablePlan> {
    let input = InputFile {
        path: path.to_owned(),
        label: "a.json".to_owned(),
        bytes: std::fs::metadata(path).expect("the file").len(),
        modified: None,
    };
    plan(&input, &limits()).0
}

#[test]
fn a_long_list_beside_the_wanted_one_takes_nothing_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.json");
    let orders = "[{\"number\":\"A-1\",\"total\":1e999},{\"number\":\"A-2\",\"total\":7}]";
    for text in [
        format!("{{\"customers\":{},\"orders\":{orders}}}", people(5000)),
        format!("{{\"orders\":{orders},\"customers\":{}}}", people(5000)),
    ] {
        std::fs::write(&path, &text).expect("a file");
        let plans = planned(&path);
        assert_eq!(plans.len(), 2);
        for plan in &plans {
            let mut rows = Collected::default();
            let summary = read_table(plan, &limits(), &mut rows).expect("it is read");
            let is_cut = |problem: &rollcall_model::Problem| problem.code == ProblemCode::Truncated;
            assert!(!summary.problems.iter().any(is_cut), "{summary:?}");
            let wanted = if plan.header.iter().any(|header| header == "number") {
                2
            } else {
                5000
            };
            assert_eq!(rows.0.len(), wanted);
            if wanted == 2 {
                assert_eq!(rows.0[0].cells[1], Cell::text("1e999"));
            }
        }
    }
}

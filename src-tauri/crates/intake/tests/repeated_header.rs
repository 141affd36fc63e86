//! A header that is printed again at a page break is no row.

use std::ops::ControlFlow;

use rollcall_intake::{InputFile, Limits, RawRow, RowSink, SetAside, plan, read_table};
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

#[test]
fn both_rows_of_a_header_of_two_are_known_again() {
    let header = "Card no,Member,,Contact,\n,First name,Surname,E-mail,Mobile\n";
    let people = |from: u32| {
        let lines = (from..from + 6)
            .map(|one| format!("{one},Anna{one},Marsh,anna{one}@example.com,+44 7700 9001{one}\n"));
        lines.collect::<Vec<_>>().concat()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("members.csv");
    let text = format!("{header}{}{header}{}", people(10), people(20));
    std::fs::write(&path, &text).expect("a file");
    let file = InputFile {
        path,
        label: "members.csv".to_owned(),
        bytes: text.len() as u64,
        modified: None,
    };
    let (tables, problems) = plan(&file, &Limits::default());
    assert!(problems.is_empty(), "{problems:?}");
    let table = tables.first().expect("a table");
    assert_eq!(table.header[1], "Member · First name");

    let mut sink = Collected::default();
    let summary = read_table(table, &Limits::default(), &mut sink).expect("it reads");
    assert_eq!(summary.rows_loaded, 12);
    assert_eq!(
        sink.aside,
        [
            (9, ProblemCode::RepeatedHeader),
            (10, ProblemCode::RepeatedHeader)
        ]
    );
    assert_eq!(sink.loaded.len(), 12);
}

//! What holds for every text, however odd.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::ops::ControlFlow;

use proptest::prelude::*;
use rollcall_intake::{
    InputFile, Limits, RawRow, Reading, RowSink, SetAside, plan, read_table, replan,
};

#[derive(Default)]
struct Collected {
    rows: Vec<RawRow>,
    set_aside: Vec<SetAside>,
}

impl RowSink for Collected {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        self.rows.push(row.clone());
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, row: SetAside) -> ControlFlow<()> {
        self.set_aside.push(row);
        ControlFlow::Continue(())
    }
}

fn file(folder: &tempfile::TempDir, bytes: &[u8]) -> InputFile {
    let path = folder.path().join("a.csv");
    fs::write(&path, bytes).unwrap();
    InputFile {
        path,
        label: "a.csv".to_owned(),
        bytes: bytes.len() as u64,
        modified: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// What a writer of CSV writes comes back cell by cell, with the row number a spreadsheet shows.
    #[test]
    fn written_rows_come_back(
        rows in prop::collection::vec((any::<bool>(), "[a-z\",;\n\r é]{0,12}", "[A-Z\" ,\n]{0,8}"), 1..40)
    ) {
        let mut text = String::from("name,note,kind\n");
        let mut expected = Vec::new();
        let mut number = 1;
        for (blank_line_before, note, kind) in &rows {
            if *blank_line_before {
                text.push('\n');
                number += 1;
            }
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(["Anna", note, kind]).unwrap();
            text.push_str(&String::from_utf8(writer.into_inner().unwrap()).unwrap());
            number += 1;
            expected.push((number, note.clone(), kind.clone()));
        }
        let folder = tempfile::tempdir().unwrap();
        let (plans, _) = plan(&file(&folder, text.as_bytes()), &Limits::default());
        let reading = Reading { delimiter: Some(','), quote: Some('"'), header_row: Some(1), ..plans[0].reading.clone() };
        let (plan, _) = replan(&plans[0], &reading, &Limits::default());
        let plan = plan.unwrap();
        let mut sink = Collected::default();
        read_table(&plan, &Limits::default(), &mut sink).unwrap();
        prop_assert_eq!(&sink.set_aside, &[]);
        let found: Vec<(u64, String, String)> = sink
            .rows
            .into_iter()
            .map(|row| (row.row, row.cells[1].text.clone(), row.cells[2].text.clone()))
            .collect();
        prop_assert_eq!(found, expected);
    }

    /// Whatever the bytes, nothing panics and every row is accounted for, in order.
    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(
        prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b';'), Just(b'a'), Just(b'7'), Just(b'#'), any::<u8>()], 0..400)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (plans, problems) = plan(&file(&folder, &bytes), &Limits::default());
        prop_assert!(!plans.is_empty() || !problems.is_empty());
        for plan in plans {
            let mut sink = Collected::default();
            let summary = read_table(&plan, &Limits::default(), &mut sink).unwrap();
            prop_assert_eq!(summary.rows_read, (sink.rows.len() + sink.set_aside.len()) as u64);
            prop_assert!(sink.rows.iter().all(|row| row.cells.len() == plan.header.len()));
            prop_assert!(sink.rows.windows(2).all(|pair| pair[0].row < pair[1].row));
        }
    }
}

//! Folders, archives and workbooks, honest and hostile.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use rollcall_intake::{
    InputFile, Limits, RawRow, RowSink, SetAside, TablePlan, discover, plan, read_table, replan,
};
use rollcall_model::{Problem, ProblemCode, TypedCell};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

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

const PEOPLE: &[u8] = b"name,city\nAnna,Bonn\nBob,York\n";

fn write(folder: &Path, name: &str, bytes: &[u8]) -> InputFile {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    InputFile {
        path,
        label: name.to_owned(),
        bytes: bytes.len() as u64,
        modified: None,
    }
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn planned(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> (Vec<TablePlan>, Vec<Problem>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (plans, problems) = plan(&write(folder.path(), name, bytes), limits);
    (plans, problems, folder)
}

fn codes(problems: &[Problem]) -> Vec<ProblemCode> {
    problems.iter().map(|problem| problem.code).collect()
}

fn rows(plan: &TablePlan) -> Collected {
    let mut sink = Collected::default();
    let summary = read_table(plan, &Limits::default(), &mut sink).unwrap();
    assert_eq!(
        summary.rows_read,
        summary.rows_loaded + summary.rows_set_aside
    );
    sink
}

#[test]
fn folders_are_walked_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("exports");
    fs::create_dir_all(root.join("b")).unwrap();
    write(&root, "z.csv", PEOPLE);
    write(&root, "A.XLSX", b"x");
    write(&root, ".hidden.csv", PEOPLE);
    write(&root, "~$A.XLSX", b"x");
    write(&root, "photo.png", b"x");
    write(&root.join("b"), "c.tsv", PEOPLE);
    write(folder.path(), "outside.csv", PEOPLE);
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("outside.csv"), root.join("link.csv")).unwrap();
    let (files, problems) = discover(std::slice::from_ref(&root), &Limits::default());
    let labels: Vec<&str> = files.iter().map(|file| file.label.as_str()).collect();
    assert_eq!(
        labels,
        ["exports/A.XLSX", "exports/b/c.tsv", "exports/z.csv"]
    );
    assert_eq!(codes(&problems), [ProblemCode::UnknownFormat]);

    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let missing = folder.path().join("missing.csv");
    let (files, problems) = discover(&[empty, missing], &Limits::default());
    assert!(files.is_empty());
    assert_eq!(
        codes(&problems),
        [ProblemCode::Unreadable, ProblemCode::NothingToRead]
    );
}

/// A workbook as Excel 2003 saves it, with the ending of any XML.
const SPREADSHEET_2003: &str = r#"<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Members"><Table>
<Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell><Data ss:Type="String">E-mail</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Anne Marsh</Data></Cell><Cell><Data ss:Type="String">anne@example.com</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;

#[test]
fn a_table_in_tags_is_taken_from_a_folder_or_an_archive_and_other_pages_are_left() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("exports");
    fs::create_dir_all(&root).unwrap();
    write(&root, "members.xml", SPREADSHEET_2003.as_bytes());
    write(&root, "settings.XML", b"<?xml version='1.0'?><settings/>");
    let page = b"<html><body><table><tr><td>Name</td></tr></table></body></html>";
    write(&root, "orders.html", page);
    write(&root, "help.htm", b"<html><body>Read me</body></html>");
    write(&root, "audit.rollcall", b"SQLite format 3\0");
    write(&root, "audit.rollcall-wal", b"x");
    let (files, problems) = discover(std::slice::from_ref(&root), &Limits::default());
    let labels: Vec<&str> = files.iter().map(|file| file.label.as_str()).collect();
    assert_eq!(labels, ["exports/members.xml", "exports/orders.html"]);
    // The project beside them is no export that could not be read.
    assert_eq!(codes(&problems), [ProblemCode::UnknownFormat; 2]);
    let (plans, problems) = plan(&files[0], &Limits::default());
    assert_eq!(codes(&problems), []);
    assert_eq!(rows(&plans[0]).rows.len(), 1);

    let bytes = zipped(&[
        ("members.xml", SPREADSHEET_2003.as_bytes()),
        ("settings.xml", b"<?xml version='1.0'?><a/>"),
    ]);
    let (plans, problems, _folder) = planned("exports.zip", &bytes, &Limits::default());
    assert_eq!(plans.len(), 1, "{problems:?}");
    assert_eq!(codes(&problems), [ProblemCode::UnknownFormat]);
}

#[test]
fn a_file_that_went_away_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.csv", PEOPLE);
    let (plans, _) = plan(&file, &Limits::default());
    fs::remove_file(&file.path).unwrap();
    let (none, problems) = plan(&file, &Limits::default());
    assert!(none.is_empty());
    assert_eq!(codes(&problems), [ProblemCode::Unreadable]);
    assert!(read_table(&plans[0], &Limits::default(), &mut Collected::default()).is_err());
}

#[test]
fn members_of_an_archive_are_tables() {
    let inner = zipped(&[("x.csv", PEOPLE)]);
    let bytes = zipped(&[
        ("unsubscribed_audience.csv", PEOPLE),
        ("lists/subscribed_audience.csv", PEOPLE),
        ("inner.zip", &inner),
        ("__MACOSX/._a.csv", b"x"),
        ("readme.pdf", b"%PDF-1.7"),
    ]);
    let (plans, problems, _folder) = planned("export.zip", &bytes, &Limits::default());
    let places: Vec<String> = plans.iter().map(|plan| plan.place().file).collect();
    assert_eq!(
        places,
        [
            "export.zip/lists/subscribed_audience.csv",
            "export.zip/unsubscribed_audience.csv"
        ]
    );
    assert_eq!(plans[0].table_name(), "subscribed_audience");
    assert_eq!(
        codes(&problems),
        [ProblemCode::UnknownFormat, ProblemCode::UnknownFormat]
    );
    assert_eq!(rows(&plans[0]).rows.len(), 2);
}

/// A spreadsheet of one cell that says it stands in every place there is.
fn endless_sheet() -> String {
    let cell = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>"#;
    format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    )
}

#[test]
fn hostile_archives_are_stopped() {
    let limits = Limits {
        unpacked_bytes: 3 * 1024 * 1024,
        members: 3,
        ..Limits::default()
    };
    let zeros = vec![b'0'; 20 * 1024 * 1024];
    let mixed: Vec<u8> = (0..2 * 1024 * 1024_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 25) as u8)
        .collect();
    let table = [
        (
            "ratio.zip",
            zipped(&[("a.csv", &zeros)]),
            ProblemCode::TooLarge,
        ),
        (
            "cells.ods",
            zipped(&[
                (
                    "mimetype",
                    b"application/vnd.oasis.opendocument.spreadsheet",
                ),
                ("META-INF/manifest.xml", b"<manifest:manifest/>"),
                ("content.xml", endless_sheet().as_bytes()),
            ]),
            ProblemCode::TooLarge,
        ),
        (
            "total.zip",
            zipped(&[("a.csv", &mixed), ("b.csv", &mixed)]),
            ProblemCode::TooLarge,
        ),
        (
            "many.zip",
            zipped(&[
                ("a.csv", PEOPLE),
                ("b.csv", PEOPLE),
                ("c.csv", PEOPLE),
                ("d.csv", PEOPLE),
            ]),
            ProblemCode::TooLarge,
        ),
        (
            "slip.zip",
            zipped(&[("../../evil.csv", PEOPLE)]),
            ProblemCode::UnsafePath,
        ),
    ];
    for (name, bytes, code) in table {
        let (plans, problems, _folder) = planned(name, &bytes, &limits);
        assert!(plans.is_empty(), "{name}");
        assert_eq!(problems[0].code, code, "{name}: {problems:?}");
    }
}

#[test]
fn a_workbook_made_to_fill_the_memory_ends_with_a_sentence() {
    let book = |texts: &[u8]| {
        zipped(&[
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/sharedStrings.xml", texts),
        ])
    };
    let announced = book(b"<sst uniqueCount=\"90000000000\"><si><t>a</t></si></sst>");
    let many = book(&b"<si><t>a</t></si>".repeat(100_000));
    let limits = Limits {
        held_bytes: 4 * 1024 * 1024,
        ..Limits::default()
    };
    let cells = b"<table:table-cell/>".repeat(400_000);
    let whole = zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", &cells),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ]);
    for (bytes, words) in [
        (announced, "announces 90000000000 texts and holds 1"),
        (many, "share 100000 texts"),
        (whole, "held in memory whole"),
    ] {
        let (plans, problems, _folder) = planned("bomb.xlsx", &bytes, &limits);
        assert!(plans.is_empty());
        assert_eq!(codes(&problems), [ProblemCode::TooLarge], "{problems:?}");
        assert!(problems[0].message.contains(words), "{problems:?}");
    }
}

#[test]
fn an_archive_that_lies_about_its_sizes_is_stopped() {
    let zeros = vec![b'0'; 20 * 1024 * 1024];
    let mut bytes = zipped(&[("a.csv", &zeros)]);
    // Both headers say that the member is a hundred bytes long.
    let told = (zeros.len() as u32).to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == told)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let (plans, problems, _folder) = planned("liar.zip", &bytes, &Limits::default());
    let loaded: usize = plans.iter().map(|plan| plan.sample.len()).sum();
    assert!(loaded == 0 && !problems.is_empty(), "{problems:?}");
}

#[test]
fn a_truncated_workbook_or_archive_says_so() {
    let workbook = workbook();
    for (name, bytes) in [
        ("cut.xlsx", workbook),
        ("cut.zip", zipped(&[("a.csv", PEOPLE)])),
    ] {
        let (plans, problems, _folder) =
            planned(name, &bytes[..bytes.len() / 2], &Limits::default());
        assert!(plans.is_empty());
        assert_eq!(codes(&problems), [ProblemCode::Truncated], "{name}");
    }
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Kunden").unwrap();
    sheet.write(0, 0, "Report of May").unwrap();
    for (column, header) in [
        "Id", "Postcode", "Joined", "Seen", "At", "Active", "Sum", "Note",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(2, column as u16, *header).unwrap();
    }
    let zeros = Format::new().set_num_format("00000");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let clock = Format::new().set_num_format("hh:mm");
    sheet
        .write(3, 0, 1_234_567_890_123_456_789_u64 as f64)
        .unwrap();
    sheet.write_with_format(3, 1, 1234, &zeros).unwrap();
    sheet
        .write_with_format(3, 2, ExcelDateTime::from_ymd(2024, 1, 31).unwrap(), &day)
        .unwrap();
    let seen = ExcelDateTime::from_ymd(2024, 1, 31)
        .unwrap()
        .and_hms(10, 20, 30)
        .unwrap();
    sheet.write_with_format(3, 3, &seen, &moment).unwrap();
    sheet
        .write_with_format(3, 4, ExcelDateTime::from_hms(18, 0, 0).unwrap(), &clock)
        .unwrap();
    sheet.write(3, 5, true).unwrap();
    sheet.write(3, 6, 12.5).unwrap();
    sheet
        .write(3, 7, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write(5, 0, 42).unwrap();
    sheet.write(5, 7, " kept ").unwrap();
    sheet.write(6, 0, "Total").unwrap();
    sheet.write(6, 6, 12.5).unwrap();
    let hidden = workbook.add_worksheet();
    hidden.set_name("Alt").unwrap().set_hidden(true);
    hidden.write(0, 0, "Name").unwrap();
    hidden.write(1, 0, "Anna").unwrap();
    workbook.add_worksheet();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_keeps_types_and_what_is_shown() {
    let (plans, problems, _folder) = planned("book.xlsx", &workbook(), &Limits::default());
    assert_eq!(plans.len(), 2, "{problems:?}");
    assert_eq!(
        codes(&problems),
        [ProblemCode::Preamble, ProblemCode::HiddenSheet]
    );
    assert!(!plans[0].hidden && plans[1].hidden);
    assert_eq!(plans[0].table_name(), "Kunden");
    assert_eq!(plans[0].reading.header_row, Some(3));
    let read = rows(&plans[0]);
    let numbers: Vec<u64> = read.rows.iter().map(|row| row.row).collect();
    assert_eq!(numbers, [4, 6]);
    let texts: Vec<&str> = read.rows[0]
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "1234567890123456800",
            "01234",
            "2024-01-31",
            "2024-01-31T10:20:30",
            "18:00:00",
            "TRUE",
            "12.5",
            "#DIV/0!"
        ]
    );
    let typed = |column: usize| read.rows[0].cells[column].typed.clone();
    assert_eq!(typed(1), Some(TypedCell::Number(1234.0)));
    assert_eq!(typed(2), Some(TypedCell::Date("2024-01-31".to_owned())));
    assert_eq!(
        typed(3),
        Some(TypedCell::DateTime("2024-01-31T10:20:30".to_owned()))
    );
    assert_eq!(typed(4), Some(TypedCell::Time("18:00:00".to_owned())));
    assert_eq!(typed(5), Some(TypedCell::Boolean(true)));
    assert_eq!(read.rows[1].cells[0].text, "42");
    assert_eq!(read.rows[1].cells[7].text, " kept ");
    assert_eq!(read.set_aside[0].code, ProblemCode::TotalsRow);
    let summary = read_table(&plans[0], &Limits::default(), &mut Collected::default()).unwrap();
    assert_eq!(codes(&summary.problems), [ProblemCode::RoundedNumber]);
}

#[test]
fn blank_cells_at_the_end_of_a_workbook_row_are_no_loss() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in ["Name", "Town", "Note"].iter().enumerate() {
        sheet.write(0, column as u16, *header).unwrap();
    }
    sheet.write(1, 0, "Anna").unwrap();
    sheet.write(2, 0, "Omar").unwrap();
    sheet.write(2, 2, "late").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (plans, _, _folder) = planned("book.xlsx", &bytes, &Limits::default());
    let mut collected = Collected::default();
    let summary = read_table(&plans[0], &Limits::default(), &mut collected).unwrap();
    assert_eq!(summary.rows_loaded, 2);
    assert_eq!(codes(&summary.problems), []);
}

#[test]
fn a_workbook_in_an_archive_is_read() {
    let bytes = zipped(&[("may.xlsx", &workbook())]);
    let (plans, _, _folder) = planned("export.zip", &bytes, &Limits::default());
    assert_eq!(plans.len(), 2);
    assert_eq!(plans[0].place().file, "export.zip/may.xlsx");
    assert_eq!(rows(&plans[0]).rows.len(), 2);
}

#[test]
fn a_sheet_that_claims_to_be_endless_is_read_at_once() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Name").unwrap();
    sheet.write(0, 1, "City").unwrap();
    sheet.write(1, 0, "Anna").unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (plans, _, _folder) = planned("far.xlsx", &bytes, &Limits::default());
    let read = rows(&plans[0]);
    assert_eq!(read.rows.len(), 1);
    assert_eq!(
        (read.set_aside[0].row, read.set_aside[0].code),
        (1_048_576, ProblemCode::ExtraCells)
    );
}

#[test]
fn switches_can_be_flipped() {
    let (plans, _, _folder) = planned(
        "a.csv",
        b"Anna;Bonn,x\nBob;York,y\nCid;Bath,z\n",
        &Limits::default(),
    );
    let mut reading = plans[0].reading.clone();
    reading.delimiter = Some(',');
    reading.header_row = None;
    let (plan, problems) = replan(&plans[0], &reading, &Limits::default());
    let plan = plan.unwrap();
    assert_eq!(problems, []);
    assert_eq!(plan.header, ["Column 1", "Column 2"]);
    assert_eq!(rows(&plan).rows[0].cells[0].text, "Anna;Bonn");
    reading.header_row = Some(2);
    let (plan, _) = replan(&plan, &reading, &Limits::default());
    let plan = plan.unwrap();
    assert_eq!(plan.header, ["Bob;York", "y"]);
    assert_eq!(rows(&plan).rows[0].row, 3);
    reading.header_row = Some(99);
    assert!(replan(&plan, &reading, &Limits::default()).0.is_none());
    reading.encoding = "klingon".to_owned();
    assert!(replan(&plan, &reading, &Limits::default()).0.is_none());

    let (plans, _, _folder) = planned("book.xlsx", &workbook(), &Limits::default());
    let mut reading = plans[0].reading.clone();
    reading.header_row = Some(1);
    let (plan, _) = replan(&plans[0], &reading, &Limits::default());
    assert_eq!(plan.unwrap().header[0], "Report of May");
}

#[test]
fn a_header_of_two_rows_with_merged_titles_is_one_header() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 1, "Customer", &format).unwrap();
    sheet.merge_range(0, 2, 0, 4, "Contact", &format).unwrap();
    let names = ["First name", "Surname", "Mobile", "E-mail", "Postcode"];
    for (column, name) in names.iter().enumerate() {
        sheet.write(1, column as u16, *name).unwrap();
    }
    for row in 2..8_u32 {
        sheet.write(row, 0, "Bob").unwrap();
        sheet.write(row, 1, "Hill").unwrap();
        sheet.write(row, 2, format!("07700 90000{row}")).unwrap();
        sheet
            .write(row, 3, format!("bob.hill{row}@mail.example.com"))
            .unwrap();
        sheet.write(row, 4, "LS1 4AB").unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let (plans, _, _folder) = planned("store.xlsx", &bytes, &Limits::default());
    assert_eq!(
        plans[0].header,
        [
            "Customer · First name",
            "Customer · Surname",
            "Contact · Mobile",
            "Contact · E-mail",
            "Contact · Postcode"
        ]
    );
    assert_eq!(plans[0].reading.header_row, Some(2));
    assert!(plans[0].skipped_preamble.is_empty());
    let mut sink = Collected::default();
    read_table(&plans[0], &Limits::default(), &mut sink).unwrap();
    assert_eq!((sink.rows.len(), sink.rows[0].row), (6, 3));
    assert!(sink.set_aside.is_empty());
}

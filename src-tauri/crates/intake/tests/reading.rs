//! Whole files through `plan` and `read_table`, as the engine does.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;

use rollcall_intake::{
    InputFile, Limits, RawRow, ReadSummary, RowSink, SetAside, TablePlan, plan, read_table,
};
use rollcall_model::{DecimalMark, Problem, ProblemCode};

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

struct Read {
    plan: TablePlan,
    problems: Vec<Problem>,
    rows: Vec<RawRow>,
    set_aside: Vec<SetAside>,
    summary: ReadSummary,
}

impl Read {
    fn texts(&self) -> Vec<Vec<&str>> {
        self.rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    fn numbers(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row.row).collect()
    }

    fn aside(&self) -> Vec<(u64, ProblemCode)> {
        self.set_aside
            .iter()
            .map(|row| (row.row, row.code))
            .collect()
    }

    fn codes(&self) -> Vec<ProblemCode> {
        self.problems
            .iter()
            .chain(&self.summary.problems)
            .map(|problem| problem.code)
            .collect()
    }
}

fn file(directory: &tempfile::TempDir, name: &str, bytes: &[u8]) -> InputFile {
    let path = directory.path().join(name);
    fs::write(&path, bytes).unwrap();
    InputFile {
        path,
        label: name.to_owned(),
        bytes: bytes.len() as u64,
        modified: None,
    }
}

fn read_named(name: &str, bytes: &[u8]) -> Read {
    let directory = tempfile::tempdir().unwrap();
    let (mut plans, problems) = plan(&file(&directory, name, bytes), &Limits::default());
    assert_eq!(plans.len(), 1, "{problems:?}");
    let plan = plans.remove(0);
    let mut sink = Collected::default();
    let summary = read_table(&plan, &Limits::default(), &mut sink).unwrap();
    assert_eq!(
        summary.rows_read,
        summary.rows_loaded + summary.rows_set_aside
    );
    assert_eq!(summary.rows_loaded, sink.rows.len() as u64);
    assert_eq!(summary.rows_set_aside, sink.set_aside.len() as u64);
    assert!(
        sink.rows
            .iter()
            .all(|row| row.cells.len() == plan.header.len())
    );
    Read {
        plan,
        problems,
        rows: sink.rows,
        set_aside: sink.set_aside,
        summary,
    }
}

fn read(text: &str) -> Read {
    read_named("contacts.csv", text.as_bytes())
}

fn refused(name: &str, bytes: &[u8]) -> Vec<Problem> {
    let directory = tempfile::tempdir().unwrap();
    let (plans, problems) = plan(&file(&directory, name, bytes), &Limits::default());
    assert!(plans.is_empty(), "{name} gave {plans:?}");
    problems
}

const PEOPLE: &str = "name,email,city\nAnna,anna@example.com,Bonn\nBob,bob@example.org,York\n";

#[test]
fn a_plain_table() {
    let read = read(PEOPLE);
    assert_eq!(read.plan.header, ["name", "email", "city"]);
    assert_eq!(read.plan.reading.header_row, Some(1));
    assert_eq!(read.plan.sample, read.rows);
    assert_eq!(read.numbers(), [2, 3]);
    assert_eq!(read.texts()[1], ["Bob", "bob@example.org", "York"]);
    assert_eq!(read.codes(), []);
    assert_eq!(read.plan.table_name(), "contacts");
}

#[test]
fn cells_are_verbatim() {
    let read = read(
        "id,name,phone\n007, Anna\u{a0},+44 20 7946 0000 \n1234567890123456789,\"O\"\"Hara\",0\n",
    );
    assert_eq!(read.texts()[0], ["007", " Anna\u{a0}", "+44 20 7946 0000 "]);
    assert_eq!(read.texts()[1], ["1234567890123456789", "O\"Hara", "0"]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let read = read(
        "name,note,city\r\n\r\nAnna,\"one\r\ntwo\r\n\r\nthree\",Bonn\r\n\r\n\r\nBob,x,York\r\n",
    );
    assert_eq!(read.numbers(), [3, 6]);
    assert_eq!(read.texts()[0][1], "one\r\ntwo\r\n\r\nthree");
}

#[test]
fn delimiters_and_quotes_are_found() {
    let table = [
        (
            "name;amount;city\nAnna;1,50;Bonn\nBob;2,75;York\n",
            Some(';'),
            Some('"'),
            3,
        ),
        (
            "name\tcity\tnote\nDoe, Anna\tBonn\ta, b\nRoe, Bob\tYork\tc, d\n",
            Some('\t'),
            Some('"'),
            3,
        ),
        ("name|city\nAnna|Bonn\nBob|York\n", Some('|'), Some('"'), 2),
        (
            "'name','city'\n'Anna','Bonn, north'\n'Bob','York'\n",
            Some(','),
            Some('\''),
            2,
        ),
        (
            "email\nanna@example.com\nbob@example.org\n",
            None,
            Some('"'),
            1,
        ),
        (
            "note\nHello, how are you\nfine\nwell, thanks, and you, my friend\nok\n",
            None,
            Some('"'),
            1,
        ),
        ("sep=;\nname;city\nAnna;Bonn\n", Some(';'), Some('"'), 2),
        (
            "name,surname\nO'Neil,D'Arcy\nd'Or,l'Est\n",
            Some(','),
            Some('"'),
            2,
        ),
    ];
    for (text, delimiter, quote, columns) in table {
        let read = read(text);
        let reading = &read.plan.reading;
        assert_eq!(
            (reading.delimiter, reading.quote),
            (delimiter, quote),
            "{text}"
        );
        assert_eq!(read.plan.header.len(), columns, "{text}");
    }
}

#[test]
fn the_decimal_mark_is_noticed_or_left_open() {
    for (text, mark) in [
        (
            "name;amount\nAnna;1,50\nBob;2.000,75\n",
            Some(DecimalMark::Comma),
        ),
        (
            "name;amount\nAnna;1.50\nBob;2,000.75\n",
            Some(DecimalMark::Point),
        ),
        ("name;amount\nAnna;1.500\nBob;2\n", None),
    ] {
        assert_eq!(read(text).plan.reading.decimal_mark, mark, "{text}");
    }
}

#[test]
fn headers_are_found_below_a_preamble() {
    let table = [
        (
            "Campaign report\n1 January 2024 - 31 January 2024\nCampaign,Cost,Clicks\nSpring,1.50,3\nMay,2.00,4\n",
            Some(3),
            "Campaign",
        ),
        (
            "# ----\n# All Users, all days\n# Start date: 20240101\n\nSource,Sessions,Users\nmail,12,3\nads,15,4\n",
            Some(5),
            "Source",
        ),
        (
            "Title,,\n,,\nName,City,E-mail\nAnna,Bonn,a@example.com\n",
            Some(3),
            "Name",
        ),
        ("sep=;\nName;City\nAnna;Bonn\nBob;York\n", Some(2), "Name"),
        ("\n\nName,City\nAnna,Bonn\nBob,York\n", Some(3), "Name"),
        (
            "anna@example.com,Anna,Bonn\nbob@example.org,Bob,York\n",
            None,
            "Column 1",
        ),
        ("Anna,Bonn,42\nBob,York,43\n", None, "Column 1"),
        ("Anna,2024-01-31\nBob,2023-12-01\n", None, "Column 1"),
        (
            "Month,2023,2024\nJanuary,12,13\nMarch,14,15\n",
            Some(1),
            "Month",
        ),
        ("#,Name,City\n1,Anna,Bonn\n2,Bob,York\n", Some(1), "#"),
        (
            "What is your name?,How did you hear about us?,Submit Date (UTC)\nAnna,friends,2024-01-01 10:00\n",
            Some(1),
            "What is your name?",
        ),
    ];
    for (text, header_row, first) in table {
        let read = read(text);
        assert_eq!(read.plan.reading.header_row, header_row, "{text}");
        assert_eq!(read.plan.header[0], first, "{text}");
        assert!(!read.rows.is_empty(), "{text}");
    }
}

#[test]
fn rows_that_are_none_are_set_aside() {
    let read = read(
        "Name,Clicks,Cost\nTotal: Account,9,9.00\nAnna,1,1.00\nName,Clicks,Cost\n,,\nBob,2,2.00\nCid,1,2,surplus\nDan,1,2,\nEve\nTotal Wine,3,4.00\nTotal,10,--\nGenerated by the shop on 3 May 2024\n",
    );
    assert_eq!(
        read.aside(),
        [
            (2, ProblemCode::TotalsRow),
            (4, ProblemCode::RepeatedHeader),
            (5, ProblemCode::BlankRow),
            (7, ProblemCode::ExtraCells),
            (11, ProblemCode::TotalsRow),
            (12, ProblemCode::Footer),
        ]
    );
    assert_eq!(read.numbers(), [3, 6, 8, 9, 10]);
    assert_eq!(read.set_aside[3].text, "Cid,1,2,surplus");
    assert_eq!(read.summary.problems.len(), 1);
    assert_eq!(read.summary.problems[0].code, ProblemCode::MissingCells);
    assert_eq!(read.summary.problems[0].place.row, Some(9));
}

#[test]
fn a_row_that_breaks_off_among_whole_rows_is_set_aside() {
    const HEADER: &str = "id,first,last,email,phone,city,zip\n";
    let whole = |text: &mut String, id: u32| {
        writeln!(
            text,
            "{id},Ann,Lee,ann{id}@example.com,03012{id},Bonn,53111"
        )
        .unwrap();
    };
    let mut text = HEADER.to_owned();
    for id in 1..=120 {
        whole(&mut text, id);
        if id == 60 {
            text.push_str("#9999,x@example.org\n");
        }
    }
    text.push_str("Broken;line\n");
    let cut = read(&text);
    let cut_off = ProblemCode::CutOffRow;
    assert_eq!(cut.aside(), [(62, cut_off), (123, cut_off)]);
    assert_eq!(cut.set_aside[0].text, "#9999,x@example.org");
    assert_eq!(
        cut.set_aside[0].reason,
        "This row breaks off: it has 2 of the 7 cells of the table."
    );
    assert_eq!(cut.rows.len(), 120);
    assert!(cut.numbers().is_sorted());

    // Where many rows are short the file is written so.
    let mut text = HEADER.to_owned();
    for id in 1..=60 {
        whole(&mut text, id);
        writeln!(text, "{id},Ann").unwrap();
    }
    let usual = read(&text);
    assert_eq!(usual.aside(), []);
    assert_eq!(usual.rows.len(), 120);
    assert!(usual.numbers().is_sorted());
}

#[test]
fn a_customer_called_total_stays() {
    let read = read("name,email\nTotal,total@example.com\nSumme GmbH,s@example.org\n");
    assert_eq!(read.numbers(), [2, 3]);
}

#[test]
fn an_open_quote_costs_one_row() {
    let mut text = "id,name,city\n1,\"Anna,Bonn\n".to_owned();
    for id in 2..3000 {
        writeln!(text, "{id},Bob,York").unwrap();
    }
    let read = read(&text);
    assert_eq!(read.aside(), [(2, ProblemCode::OpenQuote)]);
    assert_eq!(read.set_aside[0].text, "1,\"Anna,Bonn");
    assert_eq!(read.rows.len(), 2998);
    assert_eq!(read.rows[0].row, 3);

    let quoted = self::read("id,name\n1,\"open\n2,\"fine\"\n3,\"good\"\n");
    assert_eq!(quoted.aside(), [(2, ProblemCode::OpenQuote)]);
    assert_eq!(quoted.numbers(), [3, 4]);

    let at_end = self::read("id,name\n1,a\n2,\"open");
    assert_eq!(at_end.aside(), [(3, ProblemCode::OpenQuote)]);
}

#[test]
fn a_huge_cell_costs_one_row_and_no_memory() {
    for quote in ["", "\""] {
        let huge = "x".repeat(10 * 1024 * 1024);
        let read = read(&format!(
            "id,name,city\n1,Anna,Bonn\n2,{quote}{huge}{quote},York\n3,Bob,Bath\n"
        ));
        assert_eq!(read.aside(), [(3, ProblemCode::CellTooLarge)]);
        assert!(read.set_aside[0].text.len() <= 4096 && read.set_aside[0].text.ends_with('…'));
        assert_eq!(read.numbers(), [2, 4]);
    }
}

#[test]
fn encodings_are_found() {
    let text = "name,city,note\nJürgen Müller,Köln,schön\nRenée,Besançon,déjà\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let marked = if mark {
            format!("\u{feff}{text}")
        } else {
            text.to_owned()
        };
        marked.encode_utf16().flat_map(bytes).collect()
    };
    let table = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16LE", wide(u16::to_le_bytes, true)),
        ("UTF-16LE", wide(u16::to_le_bytes, false)),
        ("UTF-16BE", wide(u16::to_be_bytes, true)),
        ("UTF-16BE", wide(u16::to_be_bytes, false)),
        (
            "windows-1252",
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        ),
        ("macintosh", mac(text)),
    ];
    for (name, bytes) in table {
        let read = read_named("people.csv", &bytes);
        assert_eq!(read.plan.reading.encoding, name);
        assert_eq!(read.plan.header, ["name", "city", "note"], "{name}");
        assert_eq!(
            read.texts()[0],
            ["Jürgen Müller", "Köln", "schön"],
            "{name}"
        );
        assert_eq!(read.texts()[1], ["Renée", "Besançon", "déjà"], "{name}");
        assert_eq!(read.codes(), [], "{name}");
    }
}

fn mac(text: &str) -> Vec<u8> {
    let high = |wanted: char| {
        (0x80..=0xFF_u8).find(|byte| {
            encoding_rs::MACINTOSH
                .decode(&[*byte])
                .0
                .chars()
                .eq([wanted])
        })
    };
    text.chars()
        .map(|one| {
            if one.is_ascii() {
                one as u8
            } else {
                high(one).unwrap()
            }
        })
        .collect()
}

#[test]
fn lost_characters_are_counted() {
    let nul = read_named("a.csv", b"name,city\nAn\0na,Bonn\nBob,Y\0\0ork\n");
    assert_eq!(nul.texts(), [["Anna", "Bonn"], ["Bob", "York"]]);
    assert_eq!(
        (nul.summary.problems[0].code, nul.summary.problems[0].count),
        (ProblemCode::NulCharacters, 3)
    );

    let invalid = read_named(
        "a.csv",
        "name,city\nJürgen,Köln\nB\u{1}b,York\n"
            .replace('\u{1}', "X")
            .as_bytes(),
    );
    assert_eq!(invalid.codes(), []);
    let mut bytes = "name,city\nJürgen,Köln\nBXb,York\n".as_bytes().to_vec();
    let at = bytes.iter().position(|byte| *byte == b'X').unwrap();
    bytes[at] = 0xFF;
    let invalid = read_named("a.csv", &bytes);
    assert_eq!(invalid.plan.reading.encoding, "UTF-8");
    assert_eq!(invalid.texts()[1][0], "B\u{fffd}b");
    assert_eq!(
        (
            invalid.summary.problems[0].code,
            invalid.summary.problems[0].count
        ),
        (ProblemCode::InvalidCharacters, 1)
    );
}

#[test]
fn a_header_of_two_columns_stays_one_above_ragged_rows() {
    let read = read(
        "name,email\nAnne Marsh,anne@example.com\nTom Okafor,tom@example.org,York\nPriya Nair,priya@example.net,Bath,5\nJo Lee,jo@example.net\n",
    );
    assert_eq!(read.plan.reading.header_row, Some(1));
    assert_eq!(read.plan.header, ["name", "email"]);
    assert!(read.plan.skipped_preamble.is_empty());
    assert_eq!(read.numbers(), [2, 5]);
    let extra = ProblemCode::ExtraCells;
    assert_eq!(read.aside(), [(3, extra), (4, extra)]);
    // Where nearly every row has more cells, the column is there and its name is not.
    let read =
        self::read("name,city\nAnne,Leeds,a\nTom,York,b,5\nPriya,Bath,c,6\nJo,York,d\nAl,Hull,e\n");
    assert_eq!(read.plan.header, ["name", "city", ""]);
    assert_eq!(read.numbers(), [2, 5, 6]);
    // What stands above a table and its header stays there.
    let read = self::read(
        "name,city\nSpring,York\nCampaign,Cost,Clicks,Views\nSpring,1.50,3,4\nMay,2.00,4,5\n",
    );
    assert_eq!(read.plan.reading.header_row, Some(3));
}

#[test]
fn headers_of_all_sorts() {
    let read = read("name,Email,Email,,city\nAnna,a@example.com,b@example.com,x,Bonn\n");
    assert_eq!(read.plan.header, ["name", "Email", "Email", "", "city"]);
    assert_eq!(
        read.codes(),
        [ProblemCode::DuplicateHeader, ProblemCode::EmptyHeader]
    );
    let only = self::read("name,email,city\n");
    assert_eq!(only.codes(), [ProblemCode::HeaderOnly]);
    let wide: Vec<String> = (0..2000).map(|column| format!("field {column}")).collect();
    let wide = self::read(&format!(
        "{}\n{}\n",
        wide.join(","),
        vec!["x"; 2000].join(",")
    ));
    assert_eq!(wide.plan.header.len(), 2000);
    assert_eq!(wide.codes(), [ProblemCode::ManyColumns]);
}

#[test]
fn what_is_no_table_is_refused() {
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 100]].concat();
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let encrypted: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain([0; 600])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .chain([0; 600])
        .collect();
    let table = [
        ("empty.csv", Vec::new(), ProblemCode::EmptyFile),
        ("blank.csv", b"\n \n\n".to_vec(), ProblemCode::EmptyFile),
        ("picture.csv", png, ProblemCode::NotThisFormat),
        (
            "paper.csv",
            b"%PDF-1.7\n1 0 obj\n".to_vec(),
            ProblemCode::NotThisFormat,
        ),
        (
            "base.csv",
            b"SQLite format 3\0rest".to_vec(),
            ProblemCode::NotThisFormat,
        ),
        (
            "page.xls",
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
            ProblemCode::NotThisFormat,
        ),
        ("noise.csv", noise, ProblemCode::NotThisFormat),
        ("secret.xlsx", encrypted, ProblemCode::Encrypted),
        (
            "cut.zip",
            b"PK\x03\x04\x14\0\0\0\x08\0abcdef".to_vec(),
            ProblemCode::Truncated,
        ),
    ];
    for (name, bytes, code) in table {
        let problems = refused(name, &bytes);
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert_eq!(problems[0].code, code, "{name}");
        assert!(!problems[0].hint.is_empty() && problems[0].place.file == name);
    }
}

#[test]
fn a_text_in_disguise_is_read() {
    let read = read_named("export.xls", b"name\tcity\nAnna\tBonn\nBob\tYork\n");
    assert_eq!(read.texts(), [["Anna", "Bonn"], ["Bob", "York"]]);
}

#[test]
fn reading_can_be_cancelled() {
    struct Few(u64);
    impl RowSink for Few {
        fn row(&mut self, _: &RawRow) -> ControlFlow<()> {
            self.0 += 1;
            if self.0 == 5 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
        fn set_aside(&mut self, _: SetAside) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }
    }
    let directory = tempfile::tempdir().unwrap();
    let text = format!("name,city\n{}", "Anna,Bonn\n".repeat(100));
    let (plans, _) = plan(
        &file(&directory, "a.csv", text.as_bytes()),
        &Limits::default(),
    );
    let summary = read_table(&plans[0], &Limits::default(), &mut Few(0)).unwrap();
    assert_eq!(
        (summary.cancelled, summary.rows_read, summary.rows_loaded),
        (true, 5, 5)
    );
}

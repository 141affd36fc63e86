//! Tables in tags, as programs write them and as they go wrong.

use super::{Fault, MarkedBook};
use crate::Format;

fn of(text: &str, format: Format) -> Result<MarkedBook, Fault> {
    MarkedBook::of(text, format, 100_000)
}

/// The sheets and their rows, cells between bars.
fn read(text: &str, format: Format) -> String {
    let book = of(text, format).expect("no more cells than a program takes");
    let mut told = Vec::new();
    for sheet in book.sheets() {
        told.push(sheet.name.clone());
        for row in book.rows(&sheet.name) {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            told.push(format!("{}: {}", row.row, cells.join("|")));
        }
    }
    told.join("\n")
}

#[test]
fn a_page_gives_the_tables_a_person_sees() {
    let page = "<html><style>td{x:'<'}</style><body><table border=0><tr><td>
        <TABLE><tr><th colspan=2>Name</th><th>Town</th></tr>
        <tr><td>Anna<td>M&uuml;ller<td>  K&ouml;ln<br>S&uuml;d </tr>
        <tr><td rowspan='2'>Bob</td><td>&nbsp;</td><td>Bath</td></tr><tr><td>x</td></tr>
        </TABLE></td></tr></table>
        <table><tr><td>User</td></tr><tr><td><input name=u></td></tr></table></body></html>";
    assert_eq!(
        read(page, Format::Html),
        "Sheet\n1: Name||Town\n2: Anna|Müller|Köln\nSüd\n3: Bob||Bath\n4: |x"
    );
    assert_eq!(
        read("<html><body>Please sign in</body></html>", Format::Html),
        ""
    );
    let open = "<table><tr><td>Name</td></tr><tr><td>Anna</td></tr>";
    assert_eq!(read(open, Format::Html), "Sheet\n1: Name\n2: Anna");
    let cut = format!("{open}<tr><td>Bo");
    assert_eq!(of(&cut, Format::Html).err(), Some(Fault::CutOff));
}

#[test]
fn a_spreadsheet_in_xml_keeps_its_places_and_types() {
    let book = r#"<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <ss:Worksheet ss:Name="Kunden"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">Name</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="String">Born &amp; bred</Data><Comment><Data>no</Data></Comment></Cell></Row>
        <Row><Cell ss:MergeAcross="1"><ss:Data ss:Type="String"><B>An</B>na</ss:Data></Cell>
        <Cell><Data ss:Type="DateTime">1984-03-02T00:00:00.000</Data></Cell>
        <Cell><Data ss:Type="Number">491512345678</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
        </Table></ss:Worksheet><Worksheet ss:Name="Alt"><WorksheetOptions><Visible>SheetHidden</Visible>
        </WorksheetOptions></Worksheet></Workbook>"#;
    assert_eq!(
        read(book, Format::SpreadsheetXml),
        "Kunden\n2: Name||Born & bred\n3: Anna||1984-03-02|491512345678|TRUE\nAlt"
    );
    let cut = book.get(..book.len() - 20).expect("more than its end");
    let fault = of(cut, Format::SpreadsheetXml).err();
    assert_eq!(fault, Some(Fault::CutOff));
}

#[test]
fn lines_of_a_cell_do_not_run_together() {
    let page = "<table><tr><td>Address</td></tr>
        <tr><td><p>Weg 1</p>80331 Ulm</td></tr><tr><td><div>Bad</div><div>Ems</div></td></tr></table>";
    assert_eq!(
        read(page, Format::Html),
        "Sheet\n1: Address\n2: Weg 1 80331 Ulm\n3: Bad Ems"
    );
}

#[test]
fn a_spreadsheet_of_prefixed_tags_is_read_and_no_two_rows_or_sheets_are_one() {
    let sheet = |name: &str, rows: &[&str]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| {
                let (index, text) = row.split_once('=').unwrap_or(("", row));
                format!("<ss:Row ss:Index='{index}'><ss:Cell><ss:Data ss:Type='String'>{text}</ss:Data></ss:Cell></ss:Row>")
            })
            .collect();
        format!(
            "<ss:Worksheet ss:Name='{name}'><ss:Table>{}</ss:Table></ss:Worksheet>",
            rows.concat()
        )
    };
    let book = format!(
        "<ss:Workbook><ss:Styles><ss:Style ss:ID='Default'><ss:Font/></ss:Style></ss:Styles>{}{}{}</ss:Workbook>",
        sheet("List", &["Name", "7=Anna", "2=Bob", "99999999999=Cid"]),
        sheet("List", &["Town", "Ulm"]),
        sheet("", &["Other"])
    );
    assert_eq!(
        read(&book, Format::SpreadsheetXml),
        "List\n1: Name\n7: Anna\n8: Bob\n9: Cid\nList (2)\n1: Town\n2: Ulm\nTable 3\n1: Other"
    );
}

#[test]
fn few_letters_cannot_ask_for_much_memory_or_time() {
    let wide = "<Row><Cell ss:Index='16384'><Data>x</Data></Cell></Row>".repeat(10);
    let book = format!("<Workbook><Worksheet><Table>{wide}</Table></Worksheet></Workbook>");
    let fault = of(&book, Format::SpreadsheetXml).err();
    assert_eq!(fault, Some(Fault::TooLarge));
    // A cell that reaches far down and across makes every row below it a wide one.
    let cell = "<td colspan=1000 rowspan=1000>x</td>".repeat(16);
    let page = format!("<table><tr>{cell}</tr>{}</table>", "<tr>".repeat(900));
    assert_eq!(of(&page, Format::Html).err(), Some(Fault::TooLarge));
    // With few rows below it, it is read.
    let page = format!("<table><tr>{cell}</tr>{}</table>", "<tr>".repeat(2));
    assert!(of(&page, Format::Html).is_ok());
}

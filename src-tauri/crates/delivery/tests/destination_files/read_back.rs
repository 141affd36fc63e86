//! Every file of separated text, read by the reader made from the RFC: those kept in the folder and those
//! written now, which hold exactly the cells that were to be written.

use std::fs;
use std::path::Path;

use rollcall_delivery::{
    Destination, FileFormat, Hashing, Mode, Prepared, Separator, deliver, prepare,
};

use crate::cast::{built_in, cast, destination};
use crate::rfc4180;

const MARK: &str = "\u{feff}";

fn separator(one: &Destination) -> char {
    match one.file.separator {
        Separator::Comma => ',',
        Separator::Semicolon => ';',
        Separator::Tab => '\t',
        Separator::Pipe => '|',
    }
}

/// The rows of a file; it has a mark if and only if people open it in a spreadsheet.
fn read(name: &str, bytes: &[u8], one: &Destination) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let is_for_people = one.file.mode == Mode::ForPeople;
    assert_eq!(text.starts_with(MARK), is_for_people, "{name}: its mark");
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let rows =
        rfc4180::rows(text, separator(one)).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    let width = rows.first().map_or(0, Vec::len);
    assert!(
        width > 0 && rows.iter().all(|row| row.len() == width),
        "{name}: rows of several lengths"
    );
    rows
}

#[test]
fn every_kept_file_is_separated_text_by_the_rfc() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut of_people = 0;
    for entry in fs::read_dir(folder).expect("the folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().extension().is_none_or(|end| end != "csv") {
            continue;
        }
        let one = destination(name.split('.').next().expect("a code"));
        let rows = read(&name, &fs::read(entry.path()).expect("the file"), &one);
        assert!(
            rows.len() > usize::from(one.file.has_header),
            "{name} is empty"
        );
        if one.file.mode == Mode::ForPeople {
            of_people += 1;
            for cell in rows.iter().flatten() {
                assert!(!is_live(cell), "{name}: {cell:?} would be run");
            }
        }
    }
    // plain_csv for both purposes and personalisation for one.
    assert_eq!(of_people, 3);
}

/// What a spreadsheet takes for a formula, by the list of the OWASP page on injection.
fn is_live(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// What stands in a file for a cell: a value for people that looks like a formula is behind an apostrophe.
fn expected(cell: &str, one: &Destination) -> String {
    if one.file.mode == Mode::ForPeople && is_live(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// What the files of a prepared list have to hold one after the other: the rows of a part stay together.
fn wanted(prepared: &Prepared) -> Vec<Vec<String>> {
    let mut order: Vec<usize> = (0..prepared.rows.len()).collect();
    order.sort_by_key(|row| prepared.parts[*row]);
    let row = |row: usize| -> Vec<String> {
        let cells = prepared.rows.get(row).expect("the row").into_iter();
        cells
            .map(|cell| expected(cell, &prepared.destination))
            .collect()
    };
    order.into_iter().map(row).collect()
}

#[test]
fn g35_every_file_reads_back_cell_for_cell() {
    for one in built_in() {
        if one.file.format != FileFormat::Csv {
            continue;
        }
        let kinds: &[bool] = match one.hashing {
            Hashing::On | Hashing::Off => &[true, false],
            Hashing::Always => &[true],
            Hashing::Never => &[false],
        };
        for with_hashes in kinds {
            for purpose in &one.purposes {
                let one = one.clone().with_hashes(*with_hashes);
                let prepared = prepare(cast().into_iter(), &one, *purpose);
                let folder = tempfile::tempdir().expect("a folder");
                let manifest = deliver(&prepared, &folder.path().join("list.csv")).expect("files");
                let mut people = Vec::new();
                for path in manifest.paths() {
                    let bytes = fs::read(path).expect("the file");
                    let mut rows = read(&one.code, &bytes, &one).into_iter();
                    if one.file.has_header {
                        assert_eq!(rows.next().as_ref(), Some(&prepared.header), "{}", one.code);
                    }
                    let lead = rows.by_ref().take(prepared.lead_rows.len()).count();
                    assert_eq!(lead, prepared.lead_rows.len(), "{}", one.code);
                    people.extend(rows);
                }
                assert_eq!(people, wanted(&prepared), "{}", one.code);
            }
        }
    }
}

/// The cast's own values, and not what was prepared of them.
#[test]
fn files_for_people_hold_what_people_gave() {
    let kept = |name: &str, code: &str| {
        let place = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(name);
        read(
            name,
            &fs::read(place).expect("the file"),
            &destination(code),
        )
    };
    let cell = |rows: &[Vec<String>], row: usize, header: &str| {
        let place = rows[0].iter().position(|one| one == header);
        rows[row][place.unwrap_or_else(|| panic!("no {header}"))].clone()
    };
    let plain = kept("plain_csv.suppress.plain.csv", "plain_csv");
    assert_eq!(plain.len(), 13);
    for (row, header, value) in [
        (1, "Customer", "C000001"),
        (1, "Last name", "Müller-Łukasiewicz"),
        (1, "Postcode", "01067"),
        (1, "Phone", "'+49 1512 3456789"),
        (1, "Last purchase", "2026-10-03"),
        (2, "First name", "Jane \"JJ\""),
        (2, "Street", "1 Main St\nRear building"),
        (2, "E-mail 3", "Jane.Doe+news@Example.com"),
        (4, "First name", "'=cmd|' /C calc'!A0"),
        (8, "E-mail consent", "opted_out"),
    ] {
        assert_eq!(cell(&plain, row, header), value, "{header}");
    }
    let personal = kept("personalisation.contact.plain.csv", "personalisation");
    for (header, value) in [
        ("Last product", "Oak table"),
        ("Products of the last order", "Oak table; Bench"),
        ("Goes with it", "'=Table oil"),
        ("Best weekday", "Tuesday"),
        ("Best hour", "19"),
    ] {
        assert_eq!(cell(&personal, 1, header), value, "{header}");
    }
}

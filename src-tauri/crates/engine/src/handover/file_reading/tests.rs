//! The statements, as `DuckDB` 2.0.1 was seen to take them and to give the rows that were loaded.

use rollcall_intake::{Format, Reading};

use super::{Given, Seen, There, letters, there};

fn reading(
    format: Format,
    encoding: &str,
    delimiter: Option<char>,
    quote: Option<char>,
) -> Reading {
    Reading {
        format,
        encoding: encoding.into(),
        delimiter,
        quote,
        header_row: Some(1),
        decimal_mark: None,
        totals_are_rows: false,
        one_table: false,
    }
}

fn seen(loaded: &[u64], aside: &[u64]) -> Seen {
    Seen {
        loaded: loaded.to_vec(),
        aside: aside.to_vec(),
        is_whole: true,
        ..Seen::default()
    }
}

fn of(file: &str, sheet: Option<&str>, reading: &Reading, columns: &[&str], seen: &Seen) -> There {
    let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let given = Given {
        table: "raw_till",
        file,
        sheet,
        reading,
        columns: &columns,
    };
    there(&given, seen)
}

fn file(there: There) -> (String, Option<String>) {
    match there {
        There::File {
            statement, command, ..
        } => (statement, command),
        There::Rows(why) => panic!("{why}"),
    }
}

/// Four rows above, an empty line at 6, a header once more at 8 and a total at 11.
#[test]
fn a_text_is_read_by_its_delimiter_quote_and_encoding_from_its_first_row() {
    let reading = reading(Format::Text, "windows-1252", Some(';'), Some('"'));
    let seen = seen(&[5, 7, 9, 10], &[8, 11]);
    let (statement, command) = file(of("in/it's.csv", None, &reading, &["id", "na;me"], &seen));
    assert_eq!(
        statement,
        "CREATE TABLE raw_till AS SELECT * EXCLUDE (file_row) FROM (
SELECT row_number() OVER () AS file_row, * FROM read_csv('in/it''s.csv', delim = ';', quote = '\"', escape = '\"', skip = 4, header = false,
    encoding = 'latin-1', auto_detect = false, strict_mode = false, null_padding = true, parallel = false,
    columns = {'id': 'VARCHAR', 'na;me': 'VARCHAR'}))
WHERE file_row NOT IN (3, 6);\n"
    );
    assert_eq!(command, None);
}

#[test]
fn a_text_without_rows_to_leave_out_is_read_as_it_is() {
    let reading = reading(Format::Text, "UTF-16LE", Some('\t'), None);
    let (statement, _) = file(of(
        "a[1].tsv",
        None,
        &reading,
        &["file_row", "b"],
        &seen(&[2, 3], &[]),
    ));
    assert_eq!(
        statement,
        "CREATE TABLE raw_till AS SELECT * FROM read_csv('a[[]1].tsv', delim = '\\t', quote = '', escape = '', skip = 1, header = false,
    encoding = 'utf-16', auto_detect = false, strict_mode = false, null_padding = true, parallel = false,
    columns = {'file_row': 'VARCHAR', 'b': 'VARCHAR'});\n"
    );
}

/// Where a line is one cell, an empty line is a row there.
#[test]
fn empty_lines_of_a_table_of_one_column_are_left_out_by_their_places() {
    let reading = reading(Format::Text, "UTF-8", None, Some('"'));
    let (statement, _) = file(of(
        "a.txt",
        None,
        &reading,
        &["File_row"],
        &seen(&[2, 4], &[5]),
    ));
    assert!(statement.contains("delim = chr(31)"), "{statement}");
    assert!(
        statement.ends_with("WHERE file_row_ NOT IN (2) AND file_row_ <= 3;\n"),
        "{statement}"
    );
}

#[test]
fn other_encodings_and_members_of_archives_are_made_a_file_first() {
    let plain = seen(&[2], &[]);
    let euro = Seen {
        beyond_latin: true,
        ..plain.clone()
    };
    let lost = Seen {
        lost: true,
        ..plain.clone()
    };
    for (name, encoding, seen, path, command) in [
        ("a.csv", "ISO-8859-15", &plain, "a.csv", None),
        (
            "a.csv",
            "windows-1252",
            &euro,
            "a.csv.utf8",
            Some("iconv -c -f WINDOWS-1252 -t UTF-8 'a.csv' > 'a.csv.utf8'"),
        ),
        (
            "it's.csv",
            "x-mac-cyrillic",
            &plain,
            "it''s.csv.utf8",
            Some(r"iconv -c -f MAC-CYRILLIC -t UTF-8 'it'\''s.csv' > 'it'\''s.csv.utf8'"),
        ),
        (
            "a.csv",
            "UTF-8",
            &lost,
            "a.csv.utf8",
            Some("iconv -c -f UTF-8 -t UTF-8 'a.csv' > 'a.csv.utf8'"),
        ),
        (
            "in/All.ZIP/x/b.csv",
            "UTF-8",
            &plain,
            "in/All.ZIP.x_b.csv.unpacked",
            Some("unzip -p 'in/All.ZIP' 'x/b.csv' > 'in/All.ZIP.x_b.csv.unpacked'"),
        ),
        (
            "all.zip/b.csv",
            "UTF-16BE",
            &plain,
            "all.zip.b.csv.utf8",
            Some(
                "unzip -p 'all.zip' 'b.csv' | iconv -c -f UTF-16BE -t UTF-8 > 'all.zip.b.csv.utf8'",
            ),
        ),
    ] {
        let reading = reading(Format::Text, encoding, Some(','), Some('"'));
        let (statement, told) = file(of(name, None, &reading, &["a", "b"], seen));
        let read = format!("read_csv('{path}', ");
        assert!(statement.contains(&read), "{statement}");
        assert_eq!(told.as_deref(), command, "{name} {encoding}");
    }
}

/// A row of a sheet that holds nothing is a row there all the same.
#[test]
fn a_sheet_is_read_by_its_name_and_range() {
    let reading = reading(Format::Xlsx, "UTF-8", None, None);
    let seen = seen(&[4, 7, 9], &[8, 10]);
    let (statement, _) = file(of(
        "b.xlsx",
        Some("Cust'omers"),
        &reading,
        &["a", "b \"c\""],
        &seen,
    ));
    assert_eq!(
        statement,
        "CREATE TABLE raw_till AS SELECT * EXCLUDE (file_row) FROM (
SELECT row_number() OVER () AS file_row, * FROM read_xlsx('b.xlsx', sheet = 'Cust''omers', range = 'A4:B9', header = false, all_varchar = true)
    AS sheet(\"a\", \"b \"\"c\"\"\"))
WHERE file_row NOT IN (2, 3, 5);\n"
    );
}

#[test]
fn a_table_without_rows_is_made_without_its_file() {
    let reading = reading(Format::Text, "UTF-8", Some(','), Some('"'));
    let (statement, _) = file(of("a.csv", None, &reading, &["a", "b"], &seen(&[], &[2])));
    assert_eq!(
        statement,
        "CREATE TABLE raw_till (\"a\" VARCHAR, \"b\" VARCHAR);\n"
    );
}

#[test]
fn what_would_be_read_otherwise_comes_from_its_rows() {
    let text = reading(Format::Text, "UTF-8", Some(','), Some('"'));
    let whole = seen(&[2, 3], &[]);
    let open = Seen {
        not_split: 1,
        ..whole.clone()
    };
    let unknown = Seen {
        is_whole: false,
        ..whole.clone()
    };
    let large = Seen {
        largest: 3_000_000,
        ..whole.clone()
    };
    let far = seen(&[2, 900_000], &[]);
    for (reading, seen, why) in [
        (
            &reading(Format::Ods, "UTF-8", None, None),
            &whole,
            "OpenDocument",
        ),
        (&text, &open, "never closes"),
        (&text, &unknown, "not every row"),
        (&text, &large, "larger than DuckDB"),
        (
            &reading(Format::Xlsx, "UTF-8", None, None),
            &far,
            "so many rows",
        ),
    ] {
        match of("a", None, reading, &["a", "b"], seen) {
            There::Rows(told) => assert!(told.contains(why), "{told}"),
            There::File { statement, .. } => panic!("{statement}"),
        }
    }
}

#[test]
fn characters_beyond_latin_1_and_lost_ones_are_noticed() {
    for (text, beyond, lost) in [
        ("Muller", false, false),
        ("Müller", false, false),
        ("€ 3", true, false),
        ("a\u{92}b", true, false),
        ("M\u{FFFD}ller", true, true),
    ] {
        let mut seen = Seen::default();
        seen.text(text);
        assert_eq!((seen.beyond_latin, seen.lost), (beyond, lost), "{text}");
    }
}

#[test]
fn columns_are_called_as_a_spreadsheet_calls_them() {
    for (place, name) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")] {
        assert_eq!(letters(place), name);
    }
}

//! A reader of separated text written from RFC 4180, which shares nothing with what writes the files. It is
//! as strict as the RFC: a quote stands around a whole cell or nowhere, quotes within are doubled, lines end
//! alike. Two things are wider, as platforms ask for them: another separator, and a line feed alone.

/// The rows of a text.
///
/// # Errors
/// What is not as the RFC has it, with the number of its row.
pub(crate) fn rows(text: &str, separator: char) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut rest = text;
    let mut line_end = None;
    while !rest.is_empty() {
        let number = rows.len() + 1;
        let (row, ended_by, after) =
            row(rest, separator).map_err(|wrong| format!("row {number}: {wrong}"))?;
        rows.push(row);
        if let Some(ended_by) = ended_by
            && *line_end.get_or_insert(ended_by) != ended_by
        {
            return Err(format!("row {number} ends otherwise than those before"));
        }
        rest = after;
    }
    Ok(rows)
}

/// A row, what ended it, and what follows.
type Row<'t> = (Vec<String>, Option<&'static str>, &'t str);

fn row(text: &str, separator: char) -> Result<Row<'_>, String> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => plain_cell(rest, separator)?,
        };
        cells.push(cell);
        if let Some(next) = after.strip_prefix(separator) {
            rest = next;
        } else if let Some(next) = after.strip_prefix("\r\n") {
            return Ok((cells, Some("\r\n"), next));
        } else if let Some(next) = after.strip_prefix('\n') {
            return Ok((cells, Some("\n"), next));
        } else if after.is_empty() {
            return Ok((cells, None, after));
        } else {
            return Err("something stands behind the quotes of a cell".to_owned());
        }
    }
}

/// A cell whose first quote has been read, and what follows its last.
fn quoted_cell(text: &str) -> Result<(String, &str), String> {
    let mut cell = String::new();
    let mut rest = text;
    while let Some((within, after)) = rest.split_once('"') {
        cell.push_str(within);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Ok((cell, after)),
        }
    }
    Err("a quote is never closed".to_owned())
}

fn plain_cell(text: &str, separator: char) -> Result<(String, &str), String> {
    let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    let (cell, rest) = text.split_at(end);
    if cell.contains('"') {
        return Err("a quote stands in a cell without quotes".to_owned());
    }
    if rest.starts_with('\r') && !rest.starts_with("\r\n") {
        return Err("a carriage return stands alone".to_owned());
    }
    Ok((cell.to_owned(), rest))
}

/// The examples of the RFC's second chapter, and what follows from them.
#[test]
fn the_examples_of_the_rfc_are_read() {
    let cases: &[(&str, &[&[&str]])] = &[
        (
            "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
            &[&["aaa", "bbb", "ccc"], &["zzz", "yyy", "xxx"]],
        ),
        (
            "aaa,bbb,ccc\r\nzzz,yyy,xxx",
            &[&["aaa", "bbb", "ccc"], &["zzz", "yyy", "xxx"]],
        ),
        (
            "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
            &[&["aaa", "b\r\nbb", "ccc"], &["zzz", "yyy", "xxx"]],
        ),
        ("\"aaa\",\"b\"\"bb\",\"ccc\"", &[&["aaa", "b\"bb", "ccc"]]),
        (" a ,\"\",\r\n", &[&[" a ", "", ""]]),
        ("a\n\"b\r\n\"\n", &[&["a"], &["b\r\n"]]),
    ];
    for (text, expected) in cases {
        assert_eq!(rows(text, ',').expect("separated text"), *expected);
    }
    assert_eq!(
        rows("a;b,c\r\n", ';'),
        Ok(vec![vec!["a".into(), "b,c".into()]])
    );
}

#[test]
fn what_is_not_as_the_rfc_has_it_is_refused() {
    for text in [
        "a,\"b",
        "a,\"b\"c\r\n",
        "a,b\"c\r\n",
        "a\rb\r\n",
        "a\r\nb\n",
    ] {
        assert!(rows(text, ',').is_err(), "{text:?}");
    }
}

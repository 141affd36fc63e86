//! Headers of two rows: titles that span several columns, and under them what each column holds.

use crate::cell_kind::kind_of;
use crate::header::SampleRow;
use crate::word_list::names_a_column;

/// Titles are short.
const LONGEST_TITLE: usize = 60;

/// The names of the columns where `titles` stands above `names`, each made of both; nothing where the second row is
/// none of a header.
pub(crate) fn stacked(titles: &SampleRow, names: &SampleRow) -> Option<Vec<String>> {
    let reads_like_words = |row: &SampleRow| {
        row.cells
            .iter()
            .all(|cell| !kind_of(cell).is_value() && cell.chars().count() <= LONGEST_TITLE)
    };
    if titles.row + 1 != names.row || !reads_like_words(titles) || !reads_like_words(names) {
        return None;
    }
    let filled = |row: &SampleRow| row.cells.iter().filter(|cell| !is_blank(cell)).count();
    // A row of data holds words, too, but hardly such as name columns.
    let known = names
        .cells
        .iter()
        .filter(|cell| names_a_column(cell))
        .count();
    if filled(titles) < 2 || known < 2 || known * 2 < filled(names) {
        return None;
    }
    let width = titles.cells.len().max(names.cells.len());
    let at = |row: &SampleRow, column: usize| {
        row.cells
            .get(column)
            .map_or("", |cell| cell.trim())
            .to_owned()
    };
    let mut header = Vec::with_capacity(width);
    let mut title = String::new();
    let mut spans = false;
    for column in 0..width {
        let (above, below) = (at(titles, column), at(names, column));
        if !above.is_empty() {
            title.clone_from(&above);
        } else if below.is_empty() {
            title.clear();
        }
        spans |= above.is_empty() && !title.is_empty();
        header.push(match (title.is_empty(), below.is_empty()) {
            (false, false) if title != below => format!("{title} · {below}"),
            (_, false) => below,
            (_, true) => above,
        });
    }
    spans.then_some(header)
}

fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::{SampleRow, stacked};

    fn row(row: u64, cells: &[&str]) -> SampleRow {
        SampleRow {
            row,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            text: cells.join(","),
        }
    }

    #[test]
    fn titles_over_several_columns_are_put_before_their_names() {
        let titles = row(4, &["Card no", "Member", "", "Contact", "", "Joined"]);
        let names = row(5, &["", "First name", "Surname", "Mobile", "E-mail", ""]);
        assert_eq!(
            stacked(&titles, &names).expect("two rows"),
            [
                "Card no",
                "Member · First name",
                "Member · Surname",
                "Contact · Mobile",
                "Contact · E-mail",
                "Joined"
            ]
        );
    }

    #[test]
    fn rows_under_a_header_are_rows() {
        let header = row(1, &["Name", "", "City"]);
        assert_eq!(stacked(&header, &row(2, &["Anna", "x", "Bonn"])), None);
        let header = row(1, &["First name", "Surname", "E-mail"]);
        let again = row(2, &["First name", "Surname", "E-mail"]);
        assert_eq!(stacked(&header, &again), None, "nothing spans");
        let title = row(1, &["Members of the club", "", ""]);
        assert_eq!(stacked(&title, &again), None, "a title of the whole");
    }
}

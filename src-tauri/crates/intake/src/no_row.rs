//! What stands among the rows of a table and is none of them, by its cells alone.

use rollcall_model::Cell;

use crate::cell_kind::{CellKind, is_number, kind_of};
use crate::word_list::{begins_like_footer, begins_like_totals, names_totals};

/// Why a row that is not blank still says nothing: a line drawn under the header, or what is left
/// of the end of a file (the end mark of old systems, half a character).
pub(crate) fn holds_nothing_to_read(cells: &[Cell], filled: usize) -> Option<&'static str> {
    let mut told = cells.iter().filter(|cell| !cell.is_blank());
    let unseen = |character: char| {
        character.is_control() || character.is_whitespace() || character == '\u{FFFD}'
    };
    if told.all(|cell| cell.text.chars().all(unseen)) {
        return Some("No cell of this row holds a character that can be read.");
    }
    let drawn = |cell: &Cell| {
        let text = cell.text.trim();
        text.len() >= 2 && text.chars().all(|one| matches!(one, '-' | '=' | '_' | '+'))
    };
    (cells.len() > 1 && filled == cells.len() && cells.iter().all(drawn))
        .then_some("This row only draws a line between others.")
}

/// A row that calls itself a total and has little else, or numbers only.
pub(crate) fn is_totals(first: &str, cells: &[Cell]) -> bool {
    let named = names_totals(first);
    if !named && !begins_like_totals(first) {
        return false;
    }
    let others: Vec<&str> = cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .skip(1)
        .collect();
    let figures = others
        .iter()
        .filter(|text| {
            is_number(text)
                || text
                    .chars()
                    .all(|character| matches!(character, '-' | '–' | '—'))
        })
        .count();
    let words = others.len() - figures;
    let addresses = others.iter().any(|text| kind_of(text) == CellKind::Address);
    // One word among the figures is their currency.
    let most = if named { figures.max(1) } else { 1 };
    !addresses && (words == 0 || (words * 4 <= cells.len() && words <= most))
}

/// A remark: it says so, or it is a sentence where rows have cells.
pub(crate) fn is_prose(cells: &[Cell], width: usize, gap: bool) -> bool {
    let Some(first) = cells.first() else {
        return false;
    };
    let words = first.text.split_whitespace().count();
    begins_like_footer(&first.text) || (words >= 3 && (gap || (width >= 3 && cells.len() == 1)))
}

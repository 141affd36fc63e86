//! Rows of a report that sum up the others, told by their arithmetic: no word says so in an export
//! whose summary row merely leaves its dimension blank.

/// Columns of numbers that must add up before a row is taken for a total.
const FEWEST_SUMS: usize = 2;
/// Figures are rounded before they are exported, so a sum may be off by so much of itself.
const SLACK: f64 = 0.005;

/// A cell of a report, as far as sums go.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReportCell {
    /// Whether nothing stands in it.
    pub is_blank: bool,
    /// The number in it, when it is one, however the report writes its numbers.
    pub figure: Option<f64>,
}

/// The positions of rows that sum up the other rows: some column of words that every other row fills
/// is blank there, and at least two columns of numbers hold the sum of the others. Rows are cells
/// in file order; a report of fewer than three rows has no total that could be told.
pub fn total_rows(rows: &[Vec<ReportCell>]) -> Vec<usize> {
    if rows.len() < 3 {
        return Vec::new();
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..rows.len())
        .filter(|candidate| {
            lacks_its_name(rows, *candidate, width) && adds_up(rows, *candidate, width)
        })
        .collect()
}

fn cell(row: &[ReportCell], column: usize) -> ReportCell {
    row.get(column).copied().unwrap_or(ReportCell {
        is_blank: true,
        figure: None,
    })
}

/// Whether a column of words that all others fill is blank in this row.
fn lacks_its_name(rows: &[Vec<ReportCell>], candidate: usize, width: usize) -> bool {
    (0..width).any(|column| {
        cell(&rows[candidate], column).is_blank
            && others(rows, candidate).all(|row| {
                let cell = cell(row, column);
                !cell.is_blank && cell.figure.is_none()
            })
    })
}

/// Whether at least two columns hold the sum of all others, and those that do are not outnumbered
/// by plain counts that do not.
fn adds_up(rows: &[Vec<ReportCell>], candidate: usize, width: usize) -> bool {
    let sums = (0..width)
        .filter(|column| {
            let Some(total) = cell(&rows[candidate], *column).figure else {
                return false;
            };
            let parts: Option<Vec<f64>> = others(rows, candidate)
                .map(|row| cell(row, *column).figure)
                .collect();
            parts.is_some_and(|parts| {
                let sum: f64 = parts.iter().sum();
                sum > 0.0
                    && parts.iter().filter(|part| **part > 0.0).count() > 1
                    && (sum - total).abs() <= (sum * SLACK).max(0.5)
            })
        })
        .count();
    sums >= FEWEST_SUMS
}

fn others(rows: &[Vec<ReportCell>], candidate: usize) -> impl Iterator<Item = &Vec<ReportCell>> {
    rows.iter()
        .enumerate()
        .filter(move |(position, _)| *position != candidate)
        .map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::{ReportCell, total_rows};

    fn report(rows: &[&[&str]]) -> Vec<Vec<ReportCell>> {
        let cell = |text: &&str| ReportCell {
            is_blank: text.is_empty(),
            figure: text.parse().ok(),
        };
        rows.iter()
            .map(|row| row.iter().map(cell).collect())
            .collect()
    }

    #[test]
    fn a_row_without_a_name_that_adds_up_is_a_total() {
        let rows = report(&[
            &["2026-03", "", "30", "1300"],
            &["2026-03", "Search", "10", "1000"],
            &["2026-03", "Display", "20", "300"],
        ]);
        assert_eq!(total_rows(&rows), [0]);
    }

    #[test]
    fn a_row_that_lacks_a_name_but_does_not_add_up_is_none() {
        let rows = report(&[
            &["Search", "10", "1000"],
            &["Display", "20", "300"],
            &["", "5", "7"],
        ]);
        assert!(total_rows(&rows).is_empty());
    }

    #[test]
    fn a_named_row_is_never_one() {
        let rows = report(&[
            &["Search", "10", "100"],
            &["Display", "20", "300"],
            &["Social", "30", "400"],
        ]);
        assert!(total_rows(&rows).is_empty());
    }
}

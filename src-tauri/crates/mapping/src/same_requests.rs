//! Two columns of requests side by side: what is asked for in words, and the article of the law by which.

use rollcall_model::{Attribute, ColumnMapping, ConsentState, MappingState};
use rollcall_standardise::consent;

use crate::beside::is_permission;
use crate::decide::View;
use crate::role::asks;

/// How sure a column is that says what another says.
const SURE: f64 = 0.75;
/// Fewer rows say nothing about whether two columns agree.
const FEWEST: usize = 3;

/// What a cell asks for, as far as two columns can be compared by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Deletion,
    Right,
    NoMore,
}

/// A column of requests that is in doubt needs no answer where a sure one beside it says the same in every row: nothing
/// nobody can read in it is left without being said there.
pub(crate) fn settle_same_requests(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    fixed: &[bool],
    rows: &[Vec<String>],
) {
    let sure = requests(views, columns, MappingState::Suggested);
    let doubtful = requests(views, columns, MappingState::Unsure);
    for place in doubtful {
        let same = sure.iter().find(|other| say_the_same(rows, place, **other));
        let header = same
            .and_then(|other| columns.get(*other))
            .map(|one| one.header.clone());
        let is_fixed = fixed.get(place).copied().unwrap_or(false);
        if let (Some(header), Some(column), false) = (header, columns.get_mut(place), is_fixed) {
            column.state = MappingState::Suggested;
            column.confidence = SURE;
            column.reason = format!(
                "The values are requests, and \"{header}\" beside them says the same of each row; what cannot be read here is said there."
            );
        }
    }
}

/// The columns of requests in a state.
fn requests(views: &[View<'_>], columns: &[ColumnMapping], state: MappingState) -> Vec<usize> {
    let both = views.iter().zip(columns);
    both.filter(|(view, column)| {
        let target = column.target.as_ref();
        column.state == state
            && target.is_some_and(|target| is_permission(&target.attribute))
            && asks(view)
    })
    .map(|(view, _)| view.column)
    .collect()
}

fn say_the_same(rows: &[Vec<String>], doubtful: usize, sure: usize) -> bool {
    let mut same = 0;
    for row in rows {
        let cell = |column: usize| row.get(column).map_or("", |cell| cell.trim());
        if cell(doubtful).is_empty() {
            continue;
        }
        match (asked(cell(doubtful)), asked(cell(sure))) {
            (None, Some(_)) => {}
            (Some(one), Some(other)) if one == other => same += 1,
            _ => return false,
        }
    }
    same >= FEWEST
}

fn asked(cell: &str) -> Option<Asked> {
    if consent::asks_for_deletion(cell) {
        Some(Asked::Deletion)
    } else if consent::asks_for_right(cell) {
        Some(Asked::Right)
    } else {
        let read = consent::standardise(cell, &Attribute::EmailConsent);
        (ConsentState::parse(&read.value) == Some(ConsentState::OptedOut)).then_some(Asked::NoMore)
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, Mapping, MappingState};

    use crate::{TableSketch, suggest};

    fn mapped(requests: &[(&str, &str)]) -> Mapping {
        let headers = ["Eingang", "Name", "E-Mail", "Anliegen", "Artikel"];
        let headers = headers.map(str::to_owned).to_vec();
        let rows: Vec<Vec<String>> = (0..40)
            .map(|row| {
                let (words, article) = requests[row % requests.len()];
                vec![
                    format!("0{}.10.2026", row % 9 + 1),
                    format!("Anna Berg{row}"),
                    format!("anna{row}@example.com"),
                    words.to_owned(),
                    article.to_owned(),
                ]
            })
            .collect();
        suggest(&TableSketch {
            file: "anfragen.csv",
            sheet: None,
            headers: &headers,
            rows: &rows,
        })
        .mapping
    }

    #[test]
    fn an_article_beside_the_words_needs_no_answer_where_they_agree() {
        let agree = [
            ("Widerspruch gegen Werbung", "Art. 21 DSGVO"),
            ("Löschung", "Art. 17 DSGVO"),
            ("Auskunft", "Art. 15 DSGVO"),
            ("Auskunft", "Art. 12 DSGVO"),
        ];
        let mapping = mapped(&agree);
        for column in &mapping.columns[3..] {
            let target = column
                .target
                .as_ref()
                .map(|target| target.attribute.clone());
            assert_eq!(target, Some(Attribute::EmailConsent), "{column:?}");
            assert_eq!(column.state, MappingState::Suggested, "{column:?}");
        }
        // Where one says something else, somebody has to look.
        let differ = [
            ("Widerspruch gegen Werbung", "Art. 17 DSGVO"),
            ("Löschung", "Art. 17 DSGVO"),
            ("Auskunft", "Art. 15 DSGVO"),
            ("Auskunft", "Art. 12 DSGVO"),
        ];
        let mapping = mapped(&differ);
        assert_eq!(mapping.columns[4].state, MappingState::Unsure);
    }
}

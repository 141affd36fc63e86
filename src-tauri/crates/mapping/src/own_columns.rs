//! Columns this program adds to a file of a source: read again they say nothing about anybody.

use rollcall_model::ColumnMapping;

use crate::decide::{View, unused};

/// What they are called, in their order: the customer of the row, its stable key, the columns that were changed.
pub const OWN_COLUMNS: [&str; 3] = [
    "rollcall_customer_id",
    "rollcall_record_key",
    "rollcall_changed",
];

/// A column this program added, left out: who is who would follow from what was found before.
pub(crate) fn decide(view: &View<'_>) -> Option<ColumnMapping> {
    let is_own = OWN_COLUMNS
        .iter()
        .any(|own| view.header.trim().eq_ignore_ascii_case(own));
    is_own.then(|| {
        unused(
            view.column,
            view.header,
            "Rollcall added this column itself: who is who is found without it.",
        )
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, MappingState};

    use super::OWN_COLUMNS;
    use crate::{TableSketch, suggest};

    #[test]
    fn what_was_added_to_a_file_is_not_read_again() {
        let mut headers: Vec<String> = OWN_COLUMNS.map(str::to_owned).to_vec();
        headers.extend(["Contact ID", "First Name", "Email"].map(str::to_owned));
        let rows: Vec<Vec<String>> = (1..9)
            .map(|row| {
                vec![
                    format!("C{:06}", row % 3),
                    format!("C-{row}"),
                    String::new(),
                    format!("C-{row}"),
                    "Ann".to_owned(),
                    format!("ann{row}@example.com"),
                ]
            })
            .collect();
        let mapping = suggest(&TableSketch {
            file: "crm_contacts.csv",
            sheet: None,
            headers: &headers,
            rows: &rows,
        })
        .mapping;
        for column in &mapping.columns[..3] {
            assert_eq!(column.target, None, "{}", column.header);
            assert_eq!(column.state, MappingState::Unused, "{}", column.header);
        }
        let key = mapping.columns[3].target.as_ref();
        assert_eq!(
            key.map(|target| &target.attribute),
            Some(&Attribute::RecordKey)
        );
    }
}

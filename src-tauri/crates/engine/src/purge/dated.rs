//! By which columns the rows are dated that a purge takes out for their own date.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, grouped};
use rollcall_store::{DatedBy, StoredLoad, StoredMapping};

/// Rows by the column they are dated by.
#[derive(Default)]
pub(super) struct Dated {
    columns: BTreeMap<DateColumn, u64>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct DateColumn {
    table: String,
    /// Nothing where the column was not noted.
    header: Option<String>,
    /// Whether it tells when somebody was first known, such as the day of sign-up.
    is_beginning: bool,
}

impl Dated {
    /// Adds the rows of a load.
    pub(super) fn add(
        &mut self,
        load: &StoredLoad,
        mapping: Option<&StoredMapping>,
        dates: &[DatedBy],
    ) {
        for dated in dates {
            let header = dated.column.and_then(|column| load.header.get(column));
            let column = DateColumn {
                table: load.table_name.clone(),
                header: header.cloned(),
                is_beginning: header.is_some_and(|header| is_beginning(mapping, header)),
            };
            *self.columns.entry(column).or_default() += dated.rows;
        }
    }

    /// One sentence a column.
    pub(super) fn sentences(&self) -> Vec<String> {
        let columns = self.columns.iter();
        columns.map(|(column, rows)| told(column, *rows)).collect()
    }
}

fn is_beginning(mapping: Option<&StoredMapping>, header: &str) -> bool {
    let columns = mapping.map_or(&[][..], |stored| &stored.mapping.columns);
    columns.iter().any(|column| {
        let target = column.target.as_ref();
        column.header == header
            && target.is_some_and(|target| target.attribute == Attribute::CreatedAt)
    })
}

fn told(column: &DateColumn, rows: u64) -> String {
    let (some, are, their) = if rows == 1 {
        ("row", "is", "its")
    } else {
        ("rows", "are", "their")
    };
    let begins = format!(
        "{} {some} of {} {are} dated by",
        grouped(rows),
        column.table
    );
    match &column.header {
        None => format!("{begins} a column that was not noted."),
        Some(header) if column.is_beginning => format!(
            "{begins} {their} column \"{header}\", which tells when a row came to be, not when it last changed: somebody who has been active since may be among them."
        ),
        Some(header) => format!("{begins} {their} column \"{header}\"."),
    }
}

#[cfg(test)]
mod tests {
    use super::{DateColumn, told};

    #[test]
    fn a_day_of_sign_up_is_told_to_be_one() {
        for (header, is_beginning, rows, expected) in [
            (
                Some("Changed"),
                false,
                1_200,
                "1,200 rows of members are dated by their column \"Changed\".",
            ),
            (
                Some("Joined"),
                true,
                1,
                "1 row of members is dated by its column \"Joined\", which tells when a row came to be, not when it last changed: somebody who has been active since may be among them.",
            ),
            (
                None,
                false,
                3,
                "3 rows of members are dated by a column that was not noted.",
            ),
        ] {
            let column = DateColumn {
                table: "members".into(),
                header: header.map(str::to_owned),
                is_beginning,
            };
            assert_eq!(told(&column, rows), expected);
        }
    }
}

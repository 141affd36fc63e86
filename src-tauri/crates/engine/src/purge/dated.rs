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
    let (table, rows) = (&column.table, grouped(rows));
    let Some(header) = &column.header else {
        return format!("Rows of {table} dated by a column that was not noted: {rows}.");
    };
    let told = format!("Rows of {table} dated by their column \"{header}\": {rows}.");
    if column.is_beginning {
        format!(
            "{told} It tells when a row came to be, not when it last changed: somebody who has been active since may be among them."
        )
    } else {
        told
    }
}

#[cfg(test)]
mod tests {
    use super::{DateColumn, told};

    #[test]
    fn a_day_of_sign_up_is_told_to_be_one() {
        let column = |header: Option<&str>, is_beginning| DateColumn {
            table: "members".into(),
            header: header.map(str::to_owned),
            is_beginning,
        };
        for (column, rows, begins, ends) in [
            (
                column(Some("Changed"), false),
                1_200,
                "Rows of members dated by their column \"Changed\": 1,200.",
                ": 1,200.",
            ),
            (
                column(Some("Joined"), true),
                2,
                "Rows of members dated by their column \"Joined\": 2. It tells when a row came to be",
                "may be among them.",
            ),
            (
                column(None, false),
                3,
                "Rows of members dated by a column that was not noted: 3.",
                "noted: 3.",
            ),
        ] {
            let told = told(&column, rows);
            assert!(told.starts_with(begins) && told.ends_with(ends), "{told}");
        }
    }
}

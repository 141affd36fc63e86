//! Columns of a workbook that `DuckDB` gives as numbers, made what they were shown as: days, moments, yes and no.

use rollcall_model::{Cell, TypedCell};

use super::mapping_sql::quoted;

/// How many cells of a column are of which kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kinds {
    days: u64,
    moments: u64,
    flags: u64,
    /// Numbers and whatever else could be taken for one of the kinds before.
    others: u64,
}

impl Kinds {
    /// Takes notice of a cell.
    pub(super) fn add(&mut self, cell: &Cell) {
        match &cell.typed {
            None => self.others += u64::from(cell.text.trim().parse::<f64>().is_ok()),
            Some(TypedCell::Date(_)) => self.days += 1,
            Some(TypedCell::DateTime(_)) => self.moments += 1,
            Some(TypedCell::Boolean(_)) => self.flags += 1,
            Some(TypedCell::Number(_) | TypedCell::Time(_) | TypedCell::Error(_)) => {
                self.others += 1;
            }
        }
    }

    /// What makes the column what it was shown as, where all its cells of a type are of one kind; texts among them
    /// stay.
    pub(super) fn shown(self, name: &str) -> Option<String> {
        let name = quoted(name);
        let moment = |format: &str| {
            format!(
                "coalesce(strftime(TIMESTAMP '1899-12-30' + to_seconds(round(try_cast({name} AS DOUBLE) * 86400)), '{format}'), {name}) AS {name}"
            )
        };
        match (self.days, self.moments, self.flags, self.others) {
            (1.., 0, 0, 0) => Some(moment("%Y-%m-%d")),
            (0, 1.., 0, 0) => Some(moment("%Y-%m-%dT%H:%M:%S")),
            (0, 0, 1.., 0) => Some(format!(
                "CASE {name} WHEN '1' THEN 'TRUE' WHEN '0' THEN 'FALSE' ELSE {name} END AS {name}"
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Cell, TypedCell};

    use super::Kinds;

    fn shown(cells: &[(&str, Option<TypedCell>)]) -> Option<String> {
        let mut kinds = Kinds::default();
        for (text, typed) in cells {
            kinds.add(&Cell {
                text: (*text).to_owned(),
                typed: typed.clone(),
            });
        }
        kinds.shown("born")
    }

    #[test]
    fn a_column_of_one_kind_becomes_what_it_was_shown_as() {
        let day = ("1980-01-02", Some(TypedCell::Date("1980-01-02".into())));
        let yes = ("TRUE", Some(TypedCell::Boolean(true)));
        let days = shown(&[day.clone(), ("unknown", None)]).expect("a day");
        assert!(
            days.ends_with("'%Y-%m-%d'), \"born\") AS \"born\""),
            "{days}"
        );
        let flags = shown(std::slice::from_ref(&yes)).expect("a flag");
        assert!(
            flags.starts_with("CASE \"born\" WHEN '1' THEN 'TRUE'"),
            "{flags}"
        );
        // Which of its numbers are days cannot be told there.
        assert_eq!(shown(&[day.clone(), ("45180", None)]), None);
        assert_eq!(shown(&[day, yes]), None);
        assert_eq!(shown(&[("a", None)]), None);
    }
}

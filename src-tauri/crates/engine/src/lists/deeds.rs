//! What customers did with messages and advertisements, which the cells of a row tell that no attribute holds; and
//! when they signed up.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::{Datelike as _, NaiveDate};
use rollcall_checks::{MessageSign, TouchColumn, names_sign_up};
use rollcall_lists::{EventSort, Happened, Named};
use rollcall_model::{
    Attribute, Cell, ColumnIndex, Mapping, RecordId, StandardValue, TableRole, ValueState,
};
use rollcall_store::{Store, StoredLoad};

use super::happened::blank;
use crate::event_rows::tables;
use crate::message_rows::MessageRow;
use crate::records::{day_of, first};
use crate::told_columns::{says_done, touch_columns};
use crate::told_day::told_day;
use crate::{EngineError, row_reader};

/// What the cells of such columns say in a row, where they say more than no.
pub(crate) fn said<'a>(
    columns: &'a [(usize, TouchColumn)],
    cells: &'a [Cell],
) -> impl Iterator<Item = (TouchColumn, &'a str)> {
    columns.iter().filter_map(|(place, column)| {
        let text = cells.get(*place)?.text.trim();
        says_done(text).then_some((*column, text))
    })
}

/// When something was done, where its cell tells the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct On(Option<NaiveDate>);

/// What the cells of one row say was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Done {
    opened: Option<On>,
    clicked: Option<On>,
    is_ad_click: bool,
}

impl Done {
    /// With what the status of the message says, which tells no day of its own.
    fn with_status(self, row: MessageRow<'_>) -> Self {
        let untimed = |is_done: bool| is_done.then_some(On(None));
        Self {
            opened: self.opened.or(untimed(row.is_opened())),
            clicked: self.clicked.or(untimed(row.is_clicked())),
            ..self
        }
    }
}

/// What the rows of a table say, in the order of their records.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    rows: Vec<(RecordId, Done)>,
    at: usize,
    /// What its columns could tell, of which no row has shown yet that they do.
    waiting: Vec<EventSort>,
}

impl Deeds {
    /// Reads the cells of a table; of one without such columns nothing is read.
    pub(super) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let mut columns = touch_columns(store, load)?;
        columns.retain(|(_, column)| {
            matches!(
                column,
                TouchColumn::Opened | TouchColumn::Clicked | TouchColumn::ClickId
            )
        });
        let mut deeds = Self::default();
        if columns.is_empty() {
            return Ok(deeds);
        }
        deeds.waiting = columns.iter().map(|(_, column)| deed_of(*column)).collect();
        let loaded_on = row_reader::day_of(&load.loaded_at);
        let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
        store.visit_cells::<EngineError>(load, &places, |raw| {
            let mut done = Done::default();
            for (column, text) in said(&columns, &raw.cells) {
                match column {
                    TouchColumn::Opened => done.opened = Some(On(told_day(text, loaded_on))),
                    TouchColumn::Clicked => done.clicked = Some(On(told_day(text, loaded_on))),
                    _ => done.is_ad_click = true,
                }
            }
            if done != Done::default() {
                deeds.rows.push((raw.record, done));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(deeds)
    }

    /// What a row says. Rows are asked for in the order of their records.
    pub(super) fn of(&mut self, record: RecordId) -> Done {
        while self.rows.get(self.at).is_some_and(|(one, _)| *one < record) {
            self.at += 1;
        }
        let mine = self.rows.get(self.at).filter(|(one, _)| *one == record);
        mine.map(|(_, done)| *done).unwrap_or_default()
    }

    /// Notes what the table tells of, whoever did it and whether anybody did. A column tells of messages only
    /// where a row is one: a ticket is opened too. A row can tell by itself that a message was opened.
    pub(super) fn note(
        &mut self,
        values: &[StandardValue],
        message: Option<MessageRow<'_>>,
        told: &mut BTreeSet<EventSort>,
    ) {
        match message.map(|row| row.sign) {
            Some(MessageSign::Opened) => told.extend([EventSort::Message, EventSort::Opened]),
            Some(MessageSign::Clicked) => told.extend([EventSort::Message, EventSort::Clicked]),
            _ => {}
        }
        if message.is_some_and(MessageRow::is_opened) {
            told.extend([EventSort::Message, EventSort::Opened]);
        }
        if message.is_some_and(MessageRow::is_clicked) {
            told.extend([EventSort::Message, EventSort::Clicked]);
        }
        self.waiting.retain(|deed| {
            let is_told = match deed {
                EventSort::AdClick => first(values, &Attribute::EventTime).is_some(),
                _ => message.is_some(),
            };
            if is_told {
                told.insert(*deed);
            }
            !is_told
        });
    }
}

/// What a column of deeds tells of.
fn deed_of(column: TouchColumn) -> EventSort {
    match column {
        TouchColumn::Opened => EventSort::Opened,
        TouchColumn::Clicked => EventSort::Clicked,
        _ => EventSort::AdClick,
    }
}

/// What a row tells was done. A message is opened and clicked on the day its cell tells, else on its own.
pub(super) fn told(
    values: &[StandardValue],
    message: Option<MessageRow<'_>>,
    done: Done,
    names: &mut Named,
) -> Vec<Happened> {
    let mut told = Vec::new();
    let done = message.map_or(done, |row| done.with_status(row));
    if done == Done::default() {
        return told;
    }
    if let Some(row) = message {
        let name = names.number(row.campaign);
        for (sort, on) in [
            (EventSort::Opened, done.opened),
            (EventSort::Clicked, done.clicked),
        ] {
            told.extend(on.map(|On(day)| Happened {
                name,
                ..blank(sort, day.unwrap_or(row.day).num_days_from_ce())
            }));
        }
    }
    let day = first(values, &Attribute::EventTime).and_then(day_of);
    if let Some(day) = day.filter(|_| done.is_ad_click) {
        told.push(Happened {
            name: first(values, &Attribute::Campaign).map_or(0, |name| names.number(name)),
            ..blank(EventSort::AdClick, day.num_days_from_ce())
        });
    }
    told
}

/// When people signed up, from every table that says it is of sign-ups or since when somebody has an account.
/// Notes whether there is any.
pub(super) fn sign_ups(
    store: &Store,
    place_of: &dyn Fn(RecordId) -> Option<u32>,
    told: &mut BTreeSet<EventSort>,
) -> Result<Vec<Happened>, EngineError> {
    let mut found = Vec::new();
    for role in [TableRole::Customers, TableRole::Events] {
        for load in tables(store, role)? {
            let stored = store.mapping(load.table)?;
            let mapping = stored.as_ref().map(|stored| &stored.mapping);
            let Some(sign_ups) = mapping.and_then(|mapping| SignUps::of(&load, mapping)) else {
                continue;
            };
            told.insert(EventSort::SignUp);
            store.visit_standard::<EngineError>(&load, |record| {
                let day = sign_ups.time(&record.values).and_then(day_of);
                if let (Some(customer), Some(day)) = (place_of(record.record), day) {
                    found.push(Happened {
                        customer,
                        source: load.source.0,
                        ..blank(EventSort::SignUp, day.num_days_from_ce())
                    });
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
    }
    Ok(found)
}

/// When people of a table signed up.
pub(crate) struct SignUps {
    /// Whether the table is called one of sign-ups.
    is_named: bool,
    /// Else the columns since when somebody has an account.
    of_accounts: Vec<ColumnIndex>,
}

impl SignUps {
    /// Nothing where a table does not tell.
    pub(crate) fn of(load: &StoredLoad, mapping: &Mapping) -> Option<Self> {
        let is_named = names_sign_up(&format!("{} {}", load.table_name, load.file));
        let of_accounts = match mapping.role {
            TableRole::Customers => sign_up_columns(mapping),
            TableRole::Events => Vec::new(),
            _ => return None,
        };
        (is_named || !of_accounts.is_empty()).then_some(Self {
            is_named,
            of_accounts,
        })
    }

    /// When the person of a row signed up.
    pub(crate) fn time<'a>(&self, values: &'a [StandardValue]) -> Option<&'a str> {
        if self.is_named {
            first(values, &Attribute::CreatedAt).or_else(|| first(values, &Attribute::EventTime))
        } else {
            time_in(values, &self.of_accounts)
        }
    }
}

/// The columns that tell since when somebody has an account: of times, and called so. The number of a
/// company's registration is called so too.
pub(crate) fn sign_up_columns(mapping: &Mapping) -> Vec<ColumnIndex> {
    let columns = mapping.columns.iter().filter(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| is_time(&target.attribute)) && names_sign_up(&column.header)
    });
    columns.map(|column| column.column).collect()
}

/// The time that stands in one of these columns.
fn time_in<'a>(values: &'a [StandardValue], columns: &[ColumnIndex]) -> Option<&'a str> {
    let told = values.iter().find(|value| {
        let is_of_them = value.column.is_some_and(|column| columns.contains(&column));
        value.state == ValueState::Valid && is_time(&value.target.attribute) && is_of_them
    });
    told.map(|value| value.value.as_str())
}

fn is_time(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::CreatedAt | Attribute::EventTime)
}

#[cfg(test)]
mod tests {
    use super::sign_up_columns;
    use rollcall_model::{
        Attribute, ColumnMapping, Mapping, MappingState, TableRole, Transformation,
    };

    fn column(column: usize, header: &str, attribute: Option<Attribute>) -> ColumnMapping {
        ColumnMapping {
            column,
            header: header.into(),
            target: attribute.map(Into::into),
            transformation: Transformation::default(),
            confidence: 1.0,
            reason: String::new(),
            state: MappingState::Suggested,
            date_order: None,
        }
    }

    #[test]
    fn a_sign_up_is_a_time_that_is_called_so() {
        for (header, attribute, is_one) in [
            ("signed_up_at", Some(Attribute::CreatedAt), true),
            ("Registration date", Some(Attribute::EventTime), true),
            ("Company Registration Number", None, false),
            ("Vehicle registration", Some(Attribute::AccountId), false),
            ("ID de registro", Some(Attribute::AccountId), false),
            ("Registered address", Some(Attribute::Street), false),
        ] {
            let mapping = Mapping {
                role: TableRole::Customers,
                columns: vec![
                    column(0, "Created", Some(Attribute::CreatedAt)),
                    column(1, header, attribute),
                ],
                default_country: None,
                constants: Vec::new(),
                recipe: None,
            };
            assert_eq!(!sign_up_columns(&mapping).is_empty(), is_one, "{header}");
        }
    }
}

//! One row: every assigned cell → its standardised values.

mod dated;
mod heard;
mod joined;
mod names;
mod remark;
mod statement;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::{
    Assignment, Attribute, AttributeFamily, ColumnIndex, DateOrder, DatedAnswer, DecimalMark,
    StandardValue, Target, ValueState,
};

use crate::date::DateReading;
use crate::time_zone::Zone;
use crate::{Standardised, country, postcode};

pub use heard::Heard;

/// What is known about a table before its rows are standardised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableContext {
    /// Country of rows that do not say, ISO 3166 alpha-2.
    pub default_country: Option<String>,
    /// The order of day and month, for the columns it is decided for.
    pub date_orders: BTreeMap<ColumnIndex, DateOrder>,
    /// The columns whose dates contradict each other about it: what could be read both ways is not known there.
    pub contradicted: BTreeSet<ColumnIndex>,
    /// The columns of births whose people were born longer ago than anybody lives.
    pub long_ago: BTreeSet<ColumnIndex>,
    /// The columns of days that say by themselves who may be written to.
    pub dated_answers: Vec<DatedAnswer>,
    /// The columns whose cells say more, or less, than a plain answer to their attribute.
    pub heard: BTreeMap<ColumnIndex, Heard>,
    /// The zones that columns of times say they are written in.
    pub zones: BTreeMap<ColumnIndex, Zone>,
    /// How the table writes its numbers; nothing where the country of a row has to tell.
    pub decimal_mark: Option<DecimalMark>,
    /// The day the table is read: births lie before it.
    pub today: NaiveDate,
}

/// Standardises the assigned cells of one row.
///
/// One value comes back for each attribute that was made; a cell may make several (a whole name its
/// parts, a cell with two phones both, the second in the next free group), and several cells one (a
/// birth date from day, month and year). A cell that makes none comes back blank, invalid or as a
/// filler, with an empty value and what stood in it.
pub fn standardise_record(
    context: &TableContext,
    assignments: &[Assignment],
) -> Vec<StandardValue> {
    let mut record = Record::new(context, assignments);
    for (place, assignment) in assignments.iter().enumerate() {
        record.take(place, assignment);
    }
    dated::answer(&mut record);
    record.values
}

/// A row while it is standardised.
struct Record<'a> {
    context: &'a TableContext,
    assignments: &'a [Assignment],
    /// The countries the row itself tells, by group.
    countries: Vec<(u8, &'static str)>,
    /// The countries that alone write the row's postcodes, by group.
    by_postcode: Vec<(u8, &'static str)>,
    /// The zone of its times that have none, as the row or its table tells.
    zone: Option<Zone>,
    values: Vec<StandardValue>,
}

impl<'a> Record<'a> {
    fn new(context: &'a TableContext, assignments: &'a [Assignment]) -> Self {
        let countries = assignments
            .iter()
            .filter(|assignment| assignment.target.attribute == Attribute::Country)
            .filter_map(|assignment| {
                Some((
                    assignment.target.group,
                    country::country_of(&assignment.raw)?,
                ))
            })
            .collect();
        let by_postcode = assignments
            .iter()
            .filter_map(|assignment| {
                let country = match assignment.target.attribute {
                    Attribute::Postcode => postcode::country_by_form(&assignment.raw),
                    Attribute::PostcodeCity => joined::country_of_town(&assignment.raw),
                    _ => None,
                };
                Some((assignment.target.group, country?))
            })
            .collect();
        // The row's own cell stands before what holds for every row.
        let zone = assignments
            .iter()
            .filter(|assignment| assignment.target.attribute == Attribute::TimeZone)
            .find_map(|assignment| Zone::read(&assignment.raw));
        Self {
            context,
            assignments,
            countries,
            by_postcode,
            zone,
            values: Vec::with_capacity(assignments.len() + 2),
        }
    }

    /// How the column of a cell is heard, where that is not by its attribute alone.
    fn heard(&self, assignment: &Assignment) -> Option<Heard> {
        self.context.heard.get(&assignment.column?).copied()
    }

    /// Whether a cell says whether somebody may be reached, under a header that names no channel.
    fn names_no_channel(&self, assignment: &Assignment) -> bool {
        matches!(
            self.heard(assignment),
            Some(Heard::Request | Heard::Advertising)
        )
    }

    /// Cells that make one value together are taken at the first of them.
    fn take(&mut self, place: usize, assignment: &'a Assignment) {
        let group = assignment.target.group;
        match &assignment.target.attribute {
            attribute if names::is_name_part(attribute) => {
                if self.is_first(place, group, names::is_name_part) {
                    names::take(self, group);
                }
            }
            attribute if joined::is_birth_part(attribute) => {
                if self.is_first(place, group, joined::is_birth_part) {
                    joined::take_birth(self, group);
                }
            }
            attribute if joined::is_street_part(attribute) => {
                if self.is_first(place, group, joined::is_street_part) {
                    joined::take_street(self, group);
                }
            }
            Attribute::FullAddress => joined::take_full_address(self, assignment),
            Attribute::PostcodeCity => joined::take_postcode_city(self, assignment),
            _ => values::take(self, assignment),
        }
    }

    fn is_first(&self, place: usize, group: u8, belongs: fn(&Attribute) -> bool) -> bool {
        let before = self.assignments.get(..place).unwrap_or_default();
        !before
            .iter()
            .any(|one| one.target.group == group && belongs(&one.target.attribute))
    }

    /// The cell assigned to an attribute, if it holds something; the last one where there are two.
    fn filled(&self, attribute: &Attribute, group: u8) -> Option<&'a Assignment> {
        self.assigned(attribute, group)
            .filter(|assignment| !is_blank(&assignment.raw))
    }

    /// The cell assigned to an attribute, a filled one before a blank one.
    fn assigned(&self, attribute: &Attribute, group: u8) -> Option<&'a Assignment> {
        let mut cells = self
            .assignments
            .iter()
            .filter(|one| one.target.group == group && one.target.attribute == *attribute);
        let first = cells.next()?;
        if is_blank(&first.raw) {
            Some(cells.find(|one| !is_blank(&one.raw)).unwrap_or(first))
        } else {
            Some(first)
        }
    }

    /// The row's country for a group: its own, the main one, the one its postcode tells, the
    /// table's.
    fn country(&self, group: u8) -> Option<&'a str> {
        let of = |wanted: u8| self.by_postcode.iter().find(|(group, _)| *group == wanted);
        self.own_country(group)
            .or_else(|| of(group).or_else(|| of(0)).map(|(_, code)| *code))
            .or(self.context.default_country.as_deref())
    }

    /// The country the row itself tells.
    fn own_country(&self, group: u8) -> Option<&'static str> {
        let of = |wanted: u8| self.countries.iter().find(|(group, _)| *group == wanted);
        of(group).or_else(|| of(0)).map(|(_, code)| *code)
    }

    fn reading(&self, assignment: &Assignment) -> DateReading {
        let column = assignment.column;
        let order = column.and_then(|column| self.context.date_orders.get(&column).copied());
        let zone = column.and_then(|column| self.context.zones.get(&column).copied());
        DateReading {
            zone: zone.or(self.zone),
            contradicted: column.is_some_and(|column| self.context.contradicted.contains(&column)),
            long_ago: column.is_some_and(|column| self.context.long_ago.contains(&column)),
            ..DateReading::new(
                order,
                self.country(assignment.target.group),
                self.context.today,
            )
        }
    }

    /// Adds what became of a cell, under its own target.
    fn add(&mut self, assignment: &Assignment, outcome: Standardised) {
        self.add_as(assignment.target.clone(), assignment, outcome);
    }

    /// Adds a value under another attribute of the cell's group.
    fn add_part(&mut self, attribute: Attribute, assignment: &Assignment, outcome: Standardised) {
        let target = Target {
            attribute,
            group: assignment.target.group,
        };
        self.add_as(target, assignment, outcome);
    }

    fn add_as(&mut self, target: Target, assignment: &Assignment, outcome: Standardised) {
        self.add_raw(target, assignment.column, assignment.raw.clone(), outcome);
    }

    fn add_raw(
        &mut self,
        mut target: Target,
        column: Option<ColumnIndex>,
        raw: String,
        outcome: Standardised,
    ) {
        // Two cells for one target: a second phone or id is kept beside the first.
        if let Some(place) = self.values.iter().position(|known| known.target == target) {
            let Some(known) = self.values.get(place) else {
                return;
            };
            if outcome.state == ValueState::Blank
                || known.value == outcome.value && known.state == outcome.state
            {
                return;
            }
            if known.state == ValueState::Blank {
                self.values.remove(place);
            } else if may_stand_beside(&target.attribute) {
                target.group = self.free_group(&target.attribute);
            }
        }
        let Standardised { value, state, rule } = outcome;
        self.values.push(StandardValue {
            target,
            column,
            raw,
            value,
            state,
            rule: rule.into(),
        });
    }

    /// The first group behind all that the row uses for an attribute.
    fn free_group(&self, attribute: &Attribute) -> u8 {
        let assigned = self.assignments.iter().map(|one| &one.target);
        let made = self.values.iter().map(|one| &one.target);
        let highest = assigned
            .chain(made)
            .filter(|target| target.attribute == *attribute)
            .map(|target| target.group)
            .max();
        highest.map_or(0, |group| group.saturating_add(1))
    }
}

fn may_stand_beside(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Contact | AttributeFamily::Identifier
    )
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

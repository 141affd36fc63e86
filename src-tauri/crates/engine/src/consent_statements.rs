//! What each row of a customer says about each channel, and which sources say nothing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rollcall_golden::GoldenValue;
use rollcall_mapping::is_in_doubt;
use rollcall_model::{
    Attribute, ConsentState, Mapping, RESTRICTED, RecordId, SourceId, StandardValue, TableId,
    ValueState, in_time, is_asked_right, said_at,
};
use rollcall_standardise::consent;
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad};

use crate::coverage::asked_about;
use crate::doubtful_answers::said;
use crate::linkage_records::mapped_attributes;
use crate::said_no::is_request;
use crate::stood::{read_as, stood};
use crate::table_rows::Shelf;
use crate::view::{ConsentStatement, SilentSource};
use crate::{EngineError, records};

/// The channels people permit or refuse, and requests to be deleted, in the order of the schema.
pub(crate) const CHANNELS: [Attribute; 5] = [
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
    Attribute::DeletionRequest,
];
/// Something in a column of permissions that nobody can read as an answer.
const UNREADABLE: &str = "unreadable";
/// A yes in a column nobody has confirmed as a permission.
const DOUBTFUL_YES: &str = "doubtful_yes";
/// A statement of a log that is about the channel, but about no purpose lists of people are made for.
const OTHER_PURPOSE: &str = "other_purpose";
/// A purpose nobody can read.
const UNKNOWN_PURPOSE: &str = "unknown";

/// Everything needed to tell what rows say, read once.
pub(crate) struct Statements<'a> {
    store: &'a Store,
    pub(crate) shelf: Shelf,
    mappings: BTreeMap<TableId, Mapping>,
    loaded: BTreeSet<SourceId>,
    asked: BTreeSet<SourceId>,
}

/// The rows of one customer.
pub(crate) struct CustomerRows {
    records: Vec<StandardRecord>,
    rows: BTreeMap<RecordId, RawRecord>,
}

impl<'a> Statements<'a> {
    pub(crate) fn read(store: &'a Store) -> Result<Self, EngineError> {
        let mut mappings = BTreeMap::new();
        let mut loaded = BTreeSet::new();
        for load in store.current_loads()? {
            loaded.insert(load.source);
            if let Some(stored) = store.mapping(load.table)? {
                mappings.insert(load.table, stored.mapping);
            }
        }
        Ok(Self {
            store,
            shelf: Shelf::read(store)?,
            mappings,
            loaded,
            asked: asked_about(store)?,
        })
    }

    /// Reads the rows of a customer.
    pub(crate) fn rows(&self, members: &[RecordId]) -> Result<CustomerRows, EngineError> {
        let raw = self.store.raw_records(members)?.into_iter();
        Ok(CustomerRows {
            records: self.store.standard_records(members)?,
            rows: raw.map(|raw| (raw.record, raw)).collect(),
        })
    }

    /// What the rows say about a channel, the strictest first, of the same the latest first. `value`
    /// is what holds.
    pub(crate) fn about(
        &self,
        channel: &Attribute,
        rows: &CustomerRows,
        value: Option<&GoldenValue>,
    ) -> Vec<ConsentStatement> {
        let mut statements = Vec::new();
        for record in &rows.records {
            let Some(load) = self.shelf.load_of(record.record) else {
                continue;
            };
            for said in &record.values {
                if let Some(state) = self.state(channel, load, &record.values, said) {
                    statements.push(ConsentStatement {
                        holds: value.is_some_and(|value| {
                            value.value == state && value.supporters.contains(&record.record)
                        }),
                        replaced: ConsentState::parse(&state).is_some()
                            && value.is_some_and(|value| !counts(value, &state, record.record)),
                        ..self.statement(channel, (load, rows), record, said, state)
                    });
                }
            }
        }
        statements.sort_by(|one, other| {
            let order = |it: &ConsentStatement| std::cmp::Reverse(strictness(&it.state));
            order(one)
                .cmp(&order(other))
                .then_with(|| latest_first(one, other))
                .then_with(|| one.record.cmp(&other.record))
        });
        statements
    }

    fn state(
        &self,
        channel: &Attribute,
        load: &StoredLoad,
        row: &[StandardValue],
        value: &StandardValue,
    ) -> Option<String> {
        if value.target.attribute == *channel {
            return match value.state {
                ValueState::Valid => Some(value.value.clone()),
                _ => is_unreadable(value).then(|| UNREADABLE.to_owned()),
            };
        }
        if value.target.attribute == Attribute::ConsentState {
            return told_of_channel(channel, row, value);
        }
        let mapping = self.mappings.get(&load.table)?;
        let column = mapping
            .columns
            .get(value.column?)
            .filter(|column| is_in_doubt(mapping, column))?;
        let is_of_channel = column.target.as_ref().is_some_and(|target| {
            target.attribute == *channel
                || target.attribute == Attribute::ConsentState && names(row, channel)
        });
        // What else follows from the cell, such as a request to be deleted, is no yes.
        let is_yes = value.state == ValueState::Valid
            && matches!(value.target.attribute, Attribute::Custom(_));
        (is_of_channel && is_yes).then(|| DOUBTFUL_YES.to_owned())
    }

    fn statement(
        &self,
        channel: &Attribute,
        (load, rows): (&StoredLoad, &CustomerRows),
        record: &StandardRecord,
        value: &StandardValue,
        state: String,
    ) -> ConsentStatement {
        let row = rows.rows.get(&record.record);
        let cells = row.map_or(&[][..], |row| row.cells.as_slice());
        let raw = stood(self.mappings.get(&load.table), cells, value)
            .unwrap_or_else(|| name_of_file(&load.file).to_owned());
        let said_at = said_at(&record.values, &state);
        let header = value.column.and_then(|column| load.header.get(column));
        ConsentStatement {
            record: record.record.0,
            source: self.shelf.marks.of(load.source),
            table: load.table_name.clone(),
            file: load.file.clone(),
            row: row.map_or(0, |row| row.row),
            evidence: evidence(channel, value, &state).into(),
            state,
            read_as: read_as(&raw, value),
            raw,
            column: header.cloned(),
            time_of: if said_at.is_some() { "consent" } else { "row" }.into(),
            time: said_at.map(str::to_owned).or_else(|| record.as_of.clone()),
            origin: records::first(&record.values, &Attribute::ConsentSource)
                .unwrap_or_default()
                .to_owned(),
            purpose: purpose(&record.values),
            holds: false,
            replaced: false,
        }
    }

    /// Sources that say nothing about a channel: those that know the customer, and those no file is
    /// loaded of. `statements` are what the others say.
    pub(crate) fn silent(
        &self,
        channel: &Attribute,
        rows: &CustomerRows,
        statements: &[ConsentStatement],
    ) -> Vec<SilentSource> {
        let mut reasons: BTreeMap<SourceId, &'static str> = BTreeMap::new();
        for record in &rows.records {
            let Some(load) = self.shelf.load_of(record.record) else {
                continue;
            };
            if statements
                .iter()
                .any(|one| one.source.source == load.source.0)
            {
                continue;
            }
            let has_column = self
                .mappings
                .get(&load.table)
                .is_some_and(|mapping| mapped_attributes(mapping).contains(channel));
            let reason = reasons.entry(load.source).or_insert("no_column");
            if has_column {
                *reason = "blank";
            }
        }
        for mark in self.shelf.marks.all() {
            let source = SourceId(mark.source);
            if !self.loaded.contains(&source) {
                let reason = if self.asked.contains(&source) {
                    "no_file"
                } else {
                    "not_asked"
                };
                reasons.insert(source, reason);
            }
        }
        reasons
            .into_iter()
            .map(|(source, unknown)| SilentSource {
                source: self.shelf.marks.of(source),
                unknown: unknown.into(),
            })
            .collect()
    }

    /// Why nothing usable is known of an attribute: `invalid` where something stands there, `blank` where
    /// there is a column, `no_column` where there is none.
    pub(crate) fn unknown(&self, attribute: &Attribute, rows: &CustomerRows) -> &'static str {
        let mut reason = "no_column";
        for record in &rows.records {
            let load = self.shelf.load_of(record.record);
            let mapping = load.and_then(|load| self.mappings.get(&load.table));
            if mapping.is_some_and(|mapping| mapped_attributes(mapping).contains(attribute)) {
                reason = "blank";
            }
            let is_unusable = |value: &StandardValue| {
                value.target.attribute == *attribute && is_unreadable(value)
            };
            if record.values.iter().any(is_unusable) {
                return "invalid";
            }
        }
        reason
    }
}

/// Whether a state of a record is among what was agreed on, be it as what lost: what is not was replaced by a later word.
fn counts(value: &GoldenValue, state: &str, record: RecordId) -> bool {
    said(value).any(|(text, records)| text == state && records.contains(&record))
}

/// What the state of a log says of a channel its row names, where it is no answer of the channel by itself: something
/// nobody can read, or an answer about another purpose.
fn told_of_channel(
    channel: &Attribute,
    row: &[StandardValue],
    value: &StandardValue,
) -> Option<String> {
    if !names(row, channel) {
        return None;
    }
    let answers = row
        .iter()
        .any(|one| one.target.attribute == *channel && one.column == value.column);
    match value.state {
        ValueState::Valid if !answers => Some(OTHER_PURPOSE.to_owned()),
        _ => is_unreadable(value).then(|| UNREADABLE.to_owned()),
    }
}

/// Whether something stands in a cell that nobody can read as an answer. Who asks there for a right was understood, and
/// says nothing of permissions.
fn is_unreadable(value: &StandardValue) -> bool {
    let is_unusable = matches!(value.state, ValueState::Invalid | ValueState::Placeholder);
    is_unusable && !is_asked_right(&value.rule)
}

/// Whether a row of a log names a channel.
fn names(row: &[StandardValue], channel: &Attribute) -> bool {
    records::first(row, &Attribute::ConsentChannel).is_some_and(|named| {
        let channels = consent::channels(named);
        channels.tell(ConsentState::OptedIn, channel)
    })
}

/// What a row of a log is for, in codes; blank where it has no column of that.
fn purpose(row: &[StandardValue]) -> String {
    let told = row
        .iter()
        .find(|value| value.target.attribute == Attribute::ConsentPurpose);
    match told {
        Some(value) if value.state == ValueState::Valid => value.value.clone(),
        Some(_) => UNKNOWN_PURPOSE.to_owned(),
        None => String::new(),
    }
}

/// A file's own name, by which it says of all its rows what it does, without the archive it came in.
fn name_of_file(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// What proves a statement.
fn evidence(channel: &Attribute, value: &StandardValue, state: &str) -> &'static str {
    if *channel == Attribute::DeletionRequest
        || matches!(&*value.rule, "consent.deletion" | RESTRICTED)
    {
        return "request";
    }
    if value.column.is_none() {
        return "file";
    }
    match ConsentState::parse(state) {
        Some(ConsentState::Undeliverable) => "bounce",
        Some(ConsentState::Complained) => "complaint",
        _ => "column",
    }
}

/// The later statement first, by the instant; those that tell no time last.
fn latest_first(one: &ConsentStatement, other: &ConsentStatement) -> Ordering {
    match (&one.time, &other.time) {
        (Some(one), Some(other)) => in_time(other, one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// How strict a statement is; what nobody can read comes last.
fn strictness(state: &str) -> u8 {
    match state {
        UNREADABLE | OTHER_PURPOSE => 0,
        DOUBTFUL_YES => 1,
        // Any request to be deleted is the strictest there is, and none asks for nothing.
        other => match ConsentState::parse(other) {
            Some(state) => 2 + state.strictness(),
            None if is_request(other) => u8::MAX,
            None => 2,
        },
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{AskedRight, Attribute, StandardValue, ValueState};

    use super::{UNREADABLE, told_of_channel};

    fn value(attribute: Attribute, text: &str, state: ValueState, rule: &str) -> StandardValue {
        StandardValue {
            target: attribute.into(),
            column: Some(0),
            raw: text.to_owned(),
            value: text.to_owned(),
            state,
            rule: rule.to_owned().into(),
        }
    }

    #[test]
    fn a_request_for_what_is_kept_is_no_answer_that_nobody_can_read() {
        let channel = value(
            Attribute::ConsentChannel,
            "email",
            ValueState::Valid,
            "consent.channel",
        );
        for (state, rule, expected) in [
            (ValueState::Placeholder, AskedRight::Access.rule(), None),
            (
                ValueState::Placeholder,
                AskedRight::Restriction.rule(),
                None,
            ),
            (
                ValueState::Placeholder,
                "consent.placeholder",
                Some(UNREADABLE),
            ),
            (ValueState::Invalid, "consent.unknown", Some(UNREADABLE)),
        ] {
            let said = value(Attribute::ConsentState, "", state, rule);
            let row = [channel.clone(), said.clone()];
            let told = told_of_channel(&Attribute::EmailConsent, &row, &said);
            assert_eq!(told.as_deref(), expected, "{rule}");
        }
    }
}

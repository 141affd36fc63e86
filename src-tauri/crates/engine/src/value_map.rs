//! The words of a coded column: how many rows hold each, what it is read as, and what people say it means.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_mapping::{
    Mapper, SaidMeaning, columns_heard, dated_answers, is_coded, is_understood, meaning_choices,
    meaning_label, request_meaning, said_meaning, with_meanings,
};
use rollcall_model::{
    Attribute, Cell, ColumnMapping, DateOrder, LoadId, Mapping, MappingState, RecordId,
    StandardValue, SystemKind, TableRole, Transformation, ValueState, grouped,
};
use rollcall_standardise::TableContext;
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{ColumnWords, RawRecord, Store, StoredLoad};

use crate::event_rows::kind_of;
use crate::inventory::attribute_view;
use crate::mappings::table;
use crate::message_rows::{MessageTable, may_log_messages};
use crate::profiles;
use crate::view::{
    MeaningCount, SaidWord, SetMeanings, ValueMap, ValueMapAsked, WordChoice, WordMeaning,
    WordReading,
};
use crate::{Engine, EngineError, standardise_load};

/// So many different words are told; a column of more is no coded one.
const MOST_WORDS: usize = 300;
/// So many words nobody understands are told in a question.
const TOLD: usize = 4;

impl Engine {
    /// The different words of a column, what each is read as, and what would come of other meanings.
    ///
    /// # Errors
    /// When there is no such table or column, its cells are no words, or a meaning is none.
    pub fn value_map(&self, request: ValueMapAsked) -> Result<ValueMap, EngineError> {
        let store = self.store()?;
        let (load, stored) = table(&store, request.table)?;
        let asked = Asked::new(&store, &load, &stored.mapping, request.column)?;
        asked.told(&said(request.meanings))
    }

    /// Says what words of a column mean. It is kept with the mapping, written with it, and holds for the
    /// next load too.
    ///
    /// # Errors
    /// When there is no such table or column, its cells are no words, a meaning is none, or personal data
    /// is masked: a stand-in is no word of the column.
    pub fn set_value_map(&self, request: SetMeanings) -> Result<ValueMap, EngineError> {
        self.not_while_presenting()?;
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let asked = Asked::new(&store, &load, &stored.mapping, request.column)?;
        let said = said(request.meanings);
        asked.told(&said)?;
        let mapping = asked.changed(&said)?;
        let sentence = format!(
            "Said what {} of \"{}\" of {} mean",
            match said.len() {
                1 => "one word".to_owned(),
                words => format!("{words} words"),
            },
            asked.column.header,
            load.table_name
        );
        self.put_mapping(&store, &load, &stored, &mapping, "set_value_map", sentence)?;
        Asked::new(&store, &load, &mapping, request.column)?.told(&[])
    }
}

fn said(words: Vec<SaidWord>) -> Vec<SaidMeaning> {
    let words = words.into_iter();
    words.map(|one| (one.word, one.meaning)).collect()
}

/// A column whose words are asked about.
struct Asked<'a> {
    table: i64,
    mapping: &'a Mapping,
    column: &'a ColumnMapping,
    attribute: &'a Attribute,
    /// What the rows of the table tell that happened.
    happened: Option<EventKind>,
    words: ColumnWords,
    context: TableContext,
}

impl<'a> Asked<'a> {
    fn new(
        store: &Store,
        load: &StoredLoad,
        mapping: &'a Mapping,
        column: usize,
    ) -> Result<Self, EngineError> {
        let known = mapping.columns.iter().find(|one| one.column == column);
        let column = known.ok_or_else(|| EngineError::NotFound {
            what: "column",
            name: format!("{column} of {}", load.table_name),
        })?;
        let attribute = column.target.as_ref().map(|target| &target.attribute);
        let attribute = attribute.ok_or_else(|| {
            EngineError::invalid(format!(
                "\"{}\" is not used, so its words mean nothing yet. Say what the column is first.",
                column.header
            ))
        })?;
        if !is_coded(attribute) {
            return Err(EngineError::invalid(format!(
                "\"{}\" is {}: its values are no words with a meaning each.",
                column.header,
                attribute.label().to_lowercase()
            )));
        }
        Ok(Self {
            table: load.table.0,
            mapping,
            column,
            attribute,
            happened: happened(store, load, mapping)?,
            words: store.column_words(load, column.column, MOST_WORDS)?,
            context: context(load, mapping)?,
        })
    }

    /// The mapping with what is said of the words.
    fn changed(&self, said: &[SaidMeaning]) -> Result<Mapping, EngineError> {
        let mut mapping = self.mapping.clone();
        let changed = with_meanings(&self.column.transformation, said).ok_or_else(|| {
            EngineError::invalid(format!(
                "The cells of \"{}\" are taken apart or joined before they are read, so that single words have no meaning of their own.",
                self.column.header
            ))
        })?;
        let place = self.column.column;
        if let Some(column) = mapping.columns.iter_mut().find(|one| one.column == place) {
            column.transformation = changed;
        }
        Ok(mapping)
    }

    fn told(&self, said: &[SaidMeaning]) -> Result<ValueMap, EngineError> {
        let changed = self.changed(said)?;
        let now = Reader::new(
            self.mapping,
            self.column.column,
            self.happened,
            &self.context,
        );
        let then = Reader::new(&changed, self.column.column, self.happened, &self.context);
        for (word, meaning) in said {
            let Some(meaning) = meaning
                .as_deref()
                .map(str::trim)
                .filter(|one| !one.is_empty())
            else {
                continue;
            };
            if then.read(word).state != "valid" {
                return Err(self.no_meaning(word, meaning));
            }
        }
        let changed_column = changed
            .columns
            .iter()
            .find(|one| one.column == self.column.column)
            .unwrap_or(self.column);
        let words: Vec<WordMeaning> = self
            .words
            .words
            .iter()
            .map(|(word, rows)| WordMeaning {
                word: word.clone(),
                rows: *rows,
                said: said_meaning(changed_column, word).map(str::to_owned),
                before: now.read(word),
                after: then.read(word),
            })
            .collect();
        let unknown = words.iter().filter(|word| word.after.state == "unknown");
        Ok(ValueMap {
            table: self.table,
            column: self.column.column,
            header: self.column.header.clone(),
            attribute: attribute_view(self.attribute),
            choices: meaning_choices(self.attribute, self.happened)
                .iter()
                .map(|(code, label)| WordChoice {
                    meaning: (*code).to_owned(),
                    label: (*label).to_owned(),
                })
                .collect(),
            before: counts(&words, |word| &word.before),
            after: counts(&words, |word| &word.after),
            unknown_words: unknown.clone().count() as u64,
            unknown_rows: unknown.map(|word| word.rows).sum(),
            blank_rows: self.words.blank,
            other_rows: self.words.others,
            words,
        })
    }

    fn no_meaning(&self, word: &str, meaning: &str) -> EngineError {
        let choices = meaning_choices(self.attribute, self.happened);
        let known = if choices.is_empty() {
            format!(
                "Write it so that it is read as {}.",
                self.attribute.label().to_lowercase()
            )
        } else {
            let codes: Vec<&str> = choices.iter().map(|(code, _)| *code).collect();
            format!(
                "Say one of {}, or leave it blank where the word tells nothing.",
                codes.join(", ")
            )
        };
        EngineError::invalid(format!(
            "\"{word}\" cannot mean \"{meaning}\" in a column of {}. {known}",
            self.attribute.label().to_lowercase()
        ))
    }
}

/// What all rows of a table tell that happened; nothing where each tells it, or the table tells of people. What has a
/// status of messages was sent.
pub(crate) fn happened(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Option<EventKind>, EngineError> {
    if let Some(said) = said_to_happen(mapping) {
        return Ok(Some(said));
    }
    if kind_of(store, load)? == Some(SystemKind::Support) {
        return Ok(Some(EventKind::Ticket));
    }
    let is_of_messages = MessageTable::read(store, load)?.has_status_of_messages();
    Ok(is_of_messages.then_some(EventKind::Sent))
}

/// The same where the mapping says it of the table.
pub(crate) fn said_to_happen(mapping: &Mapping) -> Option<EventKind> {
    let mut constants = mapping.constants.iter();
    let said = constants.find(|(target, _)| target.attribute == Attribute::EventKind)?;
    event_kind::read(&said.1)
}

/// Whether the mapping says of every row that it is a ticket.
pub(crate) fn says_tickets(mapping: &Mapping) -> bool {
    said_to_happen(mapping) == Some(EventKind::Ticket)
}

/// No word of a coded column is read by the day it is, nor by a time zone. A request to be deleted may be told by its
/// day: that it is one is all that counts here, in whatever order it is written.
fn context(load: &StoredLoad, mapping: &Mapping) -> Result<TableContext, EngineError> {
    let orders = mapping
        .columns
        .iter()
        .filter(|column| asks_deletion(column));
    let order_of = |column: &ColumnMapping| {
        (
            column.column,
            column.date_order.unwrap_or(DateOrder::DayFirst),
        )
    };
    Ok(TableContext {
        default_country: mapping.default_country.clone(),
        date_orders: orders.map(order_of).collect(),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: columns_heard(mapping),
        dated_answers: dated_answers(mapping),
        zones: BTreeMap::new(),
        decimal_mark: standardise_load::decimal_mark(load)?,
        today: NaiveDate::default(),
    })
}

/// Reads single words of a column as the rows of the table are read.
struct Reader<'a> {
    mapper: Mapper,
    role: TableRole,
    width: usize,
    column: usize,
    happened: Option<EventKind>,
    context: &'a TableContext,
}

impl<'a> Reader<'a> {
    fn new(
        mapping: &Mapping,
        column: usize,
        happened: Option<EventKind>,
        context: &'a TableContext,
    ) -> Self {
        Self {
            mapper: Mapper::new(mapping),
            role: mapping.role,
            width: mapping.columns.len(),
            column,
            happened,
            context,
        }
    }

    fn read(&self, word: &str) -> WordReading {
        let mut cells = vec![Cell::default(); self.width];
        if let Some(cell) = cells.get_mut(self.column) {
            word.clone_into(&mut cell.text);
        }
        let raw = RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: 0,
            cells,
        };
        let record = standardise_load::standardise(&raw, &self.mapper, self.context, self.role);
        let own = record
            .values
            .iter()
            .filter(|value| value.column == Some(self.column));
        match own.min_by_key(|value| value.state != ValueState::Valid) {
            Some(value) => reading(value, self.happened),
            None => WordReading {
                value: String::new(),
                label: String::new(),
                state: "blank".into(),
            },
        }
    }
}

fn reading(value: &StandardValue, happened: Option<EventKind>) -> WordReading {
    if let Some((value, label)) = request_meaning(value) {
        return WordReading {
            value,
            label,
            state: "valid".into(),
        };
    }
    let state = match value.state {
        _ if !is_understood(value, happened) => "unknown",
        ValueState::Valid => "valid",
        ValueState::Placeholder => "placeholder",
        ValueState::Blank | ValueState::Invalid => "blank",
    };
    let is_valid = state == "valid";
    let label = is_valid.then(|| meaning_label(&value.target.attribute, &value.value, happened));
    WordReading {
        value: if is_valid {
            value.value.clone()
        } else {
            String::new()
        },
        label: label.unwrap_or_default(),
        state: state.to_owned(),
    }
}

/// How many rows are read as what, most rows first.
fn counts(words: &[WordMeaning], of: impl Fn(&WordMeaning) -> &WordReading) -> Vec<MeaningCount> {
    let mut sums: BTreeMap<(String, String), u64> = BTreeMap::new();
    for word in words {
        let reading = of(word);
        let key = (reading.state.clone(), reading.label.clone());
        *sums.entry(key).or_default() += word.rows;
    }
    let mut counts: Vec<MeaningCount> = sums
        .into_iter()
        .map(|((state, label), rows)| MeaningCount { state, label, rows })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.rows));
    counts
}

/// Whether the words of a column are asked about: its attribute is a coded one, and its cells are read whole.
pub(crate) fn has_words(column: &ColumnMapping) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| is_coded(&target.attribute))
        && with_meanings(&column.transformation, &[]).is_some()
}

fn asks_deletion(column: &ColumnMapping) -> bool {
    let target = column.target.as_ref();
    target.is_some_and(|target| target.attribute == Attribute::DeletionRequest)
}

/// Whether a word may be a day that is written in another order, which another question asks about.
fn may_be_a_day(column: &ColumnMapping, word: &str) -> bool {
    asks_deletion(column) && word.bytes().any(|byte| byte.is_ascii_digit())
}

fn tells_what_happened(column: &ColumnMapping) -> bool {
    let target = column.target.as_ref();
    target.is_some_and(|target| target.attribute == Attribute::EventKind)
}

/// Whether somebody said what words of a column mean.
pub(crate) fn holds_meanings(column: &ColumnMapping) -> bool {
    matches!(column.transformation, Transformation::ValueMap { .. })
}

/// The words nobody understands in each coded column, with their rows, among the commonest values the
/// columns were counted to hold. A column nobody is sure about is asked about itself; what happened is asked
/// about only where it may have happened to messages, since elsewhere most of it says nothing of a customer.
pub(crate) fn unknown_words(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<BTreeMap<usize, Vec<(String, u64)>>, EngineError> {
    let logs_messages = may_log_messages(kind_of(store, load)?, mapping);
    let is_asked = |column: &&ColumnMapping| {
        has_words(column)
            && column.state != MappingState::Unsure
            && (logs_messages || !tells_what_happened(column))
    };
    let mut found = BTreeMap::new();
    if !mapping.columns.iter().any(|column| is_asked(&column)) {
        return Ok(found);
    }
    let profiles = profiles::read(store, load.load)?;
    let context = context(load, mapping)?;
    let happened = happened(store, load, mapping)?;
    for column in mapping.columns.iter().filter(is_asked) {
        let Some(profile) = profiles.get(column.column) else {
            continue;
        };
        let reader = Reader::new(mapping, column.column, happened, &context);
        // In what case a word is written does not tell it apart.
        let mut unknown: Vec<(String, u64)> = Vec::new();
        for one in &profile.top {
            if may_be_a_day(column, &one.value) || reader.read(&one.value).state != "unknown" {
                continue;
            }
            let key = one.value.to_lowercase();
            match unknown
                .iter_mut()
                .find(|(word, _)| word.to_lowercase() == key)
            {
                Some((_, rows)) => *rows += one.rows,
                None => unknown.push((one.value.clone(), one.rows)),
            }
        }
        if !unknown.is_empty() {
            found.insert(column.column, unknown);
        }
    }
    Ok(found)
}

/// The same as questions, one sentence a column.
pub(crate) fn open_words(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Vec<String>, EngineError> {
    let unknown = unknown_words(store, load, mapping)?;
    let questions = unknown.into_iter().map(|(column, words)| {
        let header = load.header.get(column).map_or("", String::as_str);
        let rows: u64 = words.iter().map(|(_, rows)| rows).sum();
        let mut told: Vec<String> = words
            .iter()
            .take(TOLD)
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        if words.len() > TOLD {
            told.push(format!("{} more", words.len() - TOLD));
        }
        format!(
            "{}: nobody knows what these words of \"{header}\" mean: {} ({} rows). Say it on the Mapping screen.",
            load.table_name,
            told.join(", "),
            grouped(rows),
        )
    });
    Ok(questions.collect())
}

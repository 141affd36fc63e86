//! Mappings: how columns become attributes, corrected by people.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_mapping::{
    Mapper, TableSketch, columns_heard, dated_answers, header_fingerprint, read_as,
};
use rollcall_model::{
    Attribute, ColumnMapping, DateOrder, Mapping, MappingState, TableId, TableRole, Target,
    Transformation,
};
use rollcall_standardise::{DateOrderVerdict, DateOrderVote, LongAgoVote, TableContext, time_zone};
use rollcall_store::{RawRecord, Store, StoredLoad, StoredMapping};
use serde_json::json;

use crate::inspect_files::{COUNTRY_IS_READ, texts};
use crate::inventory::Marks;
use crate::records::is_date;
use crate::stood::stood;
use crate::view::{
    MappingPreview, MappingSummary, MappingView, Nothing, PreviewMapping, PreviewRow, SetColumn,
    SetTable, TableNumber,
};
use crate::{Engine, EngineError, mapping_view, schema, standardise_load, table_rows, value_map};

/// Why something is so that a person decided.
pub(crate) const YOU_SAID_SO: &str = "You said so.";
/// Samples are taken from so many rows.
pub(crate) const SAMPLED_ROWS: u64 = 400;

impl Engine {
    /// The tables and how sure their mappings are.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_mappings(&self, _: Nothing) -> Result<Vec<MappingSummary>, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let mut summaries = Vec::new();
        for load in store.current_loads()? {
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            let mapping = &stored.mapping;
            summaries.push(MappingSummary {
                table: load.table.0,
                source: marks.of(load.source),
                name: load.table_name.clone(),
                role: mapping.role.code().to_owned(),
                columns: mapping.columns.len() as u64,
                used: mapping
                    .columns
                    .iter()
                    .filter(|column| column.target.is_some())
                    .count() as u64,
                unsure: waiting(&store, &load, mapping)?,
            });
        }
        Ok(summaries)
    }

    /// How one table is read, column by column.
    ///
    /// # Errors
    /// When there is no such table.
    pub fn get_mapping(&self, request: TableNumber) -> Result<MappingView, EngineError> {
        let store = self.store()?;
        let (load, stored) = table(&store, request.table)?;
        mapping_view::show(&store, &load, &stored)
    }

    /// Says what a column is.
    ///
    /// # Errors
    /// When there is no such table, column or attribute.
    pub fn set_column(&self, request: SetColumn) -> Result<MappingView, EngineError> {
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let mut mapping = stored.mapping.clone();
        let attribute = request
            .attribute
            .as_deref()
            .map(|code| schema::said(&store, &mapping, Some(request.column), code))
            .transpose()?;
        let order = request.date_order.as_deref().map(date_order).transpose()?;
        let column = mapping
            .columns
            .iter_mut()
            .find(|column| column.column == request.column)
            .ok_or_else(|| EngineError::NotFound {
                what: "column",
                name: format!("{} of {}", request.column, load.table_name),
            })?;
        let sentence = match &attribute {
            Some(attribute) => format!(
                "\"{}\" of {} is {}",
                column.header,
                load.table_name,
                attribute.label()
            ),
            None => format!("\"{}\" of {} is not used", column.header, load.table_name),
        };
        column.state = if attribute.is_some() {
            MappingState::Confirmed
        } else {
            MappingState::Unused
        };
        let before = column.target.as_ref().map(|target| &target.attribute);
        if before != attribute.as_ref() && value_map::holds_meanings(column) {
            // They were meanings of what the column was before.
            column.transformation = Transformation::Keep;
        }
        column.target = attribute.map(|attribute| Target {
            attribute,
            group: request.group,
        });
        column.date_order = order;
        column.confidence = 1.0;
        column.reason = YOU_SAID_SO.into();
        let header = column.target.is_none().then(|| column.header.clone());
        if let Some(header) = header {
            part_from(&mut mapping, &header);
        }
        self.put_mapping(&store, &load, &stored, &mapping, "set_column", sentence)
    }

    /// Says what a table is about. Columns nobody decided about are suggested anew for it.
    ///
    /// # Errors
    /// When there is no such table, role or country.
    pub fn set_table(&self, request: SetTable) -> Result<MappingView, EngineError> {
        let store = self.store_for_change()?;
        let (load, mut stored) = table(&store, request.table)?;
        let mut mapping = stored.mapping.clone();
        let mut said = Vec::new();
        if let Some(code) = &request.role {
            let role = TableRole::parse(code).ok_or_else(|| EngineError::NotFound {
                what: "role",
                name: code.clone(),
            })?;
            if role != mapping.role {
                mapping = read_anew(&store, &load, &mapping, role)?;
                stored.role_reason = said_reason(&stored.role_reason);
            }
            said.push(format!("is about {}", mapping.role.label().to_lowercase()));
        }
        if let Some(text) = &request.default_country {
            let text = text.trim();
            mapping.default_country = if text.is_empty() {
                None
            } else {
                let code = rollcall_standardise::country_of(text).ok_or_else(|| {
                    EngineError::NotFound {
                        what: "country",
                        name: text.to_owned(),
                    }
                })?;
                Some(code.to_owned())
            };
            said.push(match &mapping.default_country {
                Some(code) => format!("is from {code} where rows do not say"),
                None => "has no country where rows do not say".into(),
            });
        }
        let sentence = format!("{} {}", load.table_name, said.join(" and "));
        self.put_mapping(&store, &load, &stored, &mapping, "set_table", sentence)
    }

    /// Confirms every column nobody was sure about.
    ///
    /// # Errors
    /// When there is no such table.
    pub fn confirm_mapping(&self, request: TableNumber) -> Result<MappingView, EngineError> {
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let mut mapping = stored.mapping.clone();
        let mut unsure = 0_u64;
        for column in &mut mapping.columns {
            if column.state == MappingState::Unsure {
                column.state = MappingState::Confirmed;
                unsure += 1;
            }
        }
        let sentence = format!("Confirmed {unsure} unsure columns of {}", load.table_name);
        self.put_mapping(
            &store,
            &load,
            &stored,
            &mapping,
            "confirm_mapping",
            sentence,
        )
    }

    /// Real rows before and after.
    ///
    /// # Errors
    /// When there is no such table.
    pub fn preview_mapping(&self, request: PreviewMapping) -> Result<MappingPreview, EngineError> {
        let store = self.store()?;
        let (load, stored) = table(&store, request.table)?;
        let limit = request.limit.unwrap_or(20).min(200);
        let (rows, _) = store.rows_page(&load, "", 0, SAMPLED_ROWS.max(limit))?;
        let mapper = Mapper::new(&stored.mapping);
        let context = TableContext {
            default_country: stored.mapping.default_country.clone(),
            date_orders: sampled_orders(&stored.mapping, &rows),
            contradicted: sampled_contradicted(&stored.mapping, &rows),
            long_ago: sampled_long_ago(&stored.mapping, &rows),
            heard: columns_heard(&stored.mapping),
            dated_answers: dated_answers(&stored.mapping),
            zones: time_zone::of_columns(&stored.mapping),
            decimal_mark: standardise_load::decimal_mark(&load)?,
            today: self.today(),
        };
        let shown = rows.iter().take(limit as usize).map(|raw| {
            let record = standardise_load::standardise(raw, &mapper, &context, stored.mapping.role);
            PreviewRow {
                row: raw.row,
                cells: raw.cells.iter().map(|cell| cell.text.clone()).collect(),
                values: record
                    .values
                    .iter()
                    .map(|value| {
                        let text = stood(Some(&stored.mapping), &raw.cells, value)
                            .unwrap_or_else(|| value.raw.clone());
                        table_rows::value_view(value, text, &load.header)
                    })
                    .collect(),
            }
        });
        Ok(MappingPreview {
            rows: shown.collect(),
        })
    }

    pub(crate) fn put_mapping(
        &self,
        store: &Store,
        load: &StoredLoad,
        stored: &StoredMapping,
        mapping: &Mapping,
        kind: &str,
        sentence: String,
    ) -> Result<MappingView, EngineError> {
        if *mapping != stored.mapping {
            let now = self.now();
            let fingerprint = header_fingerprint(&load.header);
            let request = json!({ "table": load.table.0, "mapping": mapping });
            self.commit(store, kind, sentence, request, |edits| {
                edits.use_mapping(load.table, &fingerprint, &stored.role_reason, mapping, &now)
            })?;
            self.tell_changed(&["project", "sources", "mappings", "people", "history"]);
        }
        self.get_mapping(TableNumber {
            table: load.table.0,
        })
    }
}

/// How a table is read whose role a person says, by the rows it holds.
fn read_anew(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
    role: TableRole,
) -> Result<Mapping, EngineError> {
    let (rows, _) = store.rows_page(load, "", 0, SAMPLED_ROWS)?;
    let rows: Vec<Vec<String>> = rows.iter().map(|raw| texts(&raw.cells)).collect();
    let sketch = TableSketch {
        file: &load.file,
        sheet: load.sheet.as_deref(),
        headers: &load.header,
        rows: &rows,
    };
    Ok(read_as(role, mapping, &sketch))
}

/// Why a table has its role once a person said so; what was told of its country stays true.
fn said_reason(before: &str) -> String {
    match before.find(COUNTRY_IS_READ) {
        Some(at) => format!(
            "{YOU_SAID_SO} {}",
            before.get(at..).unwrap_or_default().trim_start()
        ),
        None => YOU_SAID_SO.into(),
    }
}

/// A column somebody left out is no longer read with another one, where only the program joined them.
fn part_from(mapping: &mut Mapping, left_out: &str) {
    for column in mapping.columns.iter_mut().filter(|one| !one.is_decided()) {
        let is_joined =
            matches!(&column.transformation, Transformation::Join { header } if header == left_out);
        if is_joined {
            column.transformation = Transformation::Keep;
            column.reason = format!("{} \"{left_out}\" is left out.", column.reason);
        }
    }
}

/// The questions that wait in the mappings of the tables in use, one sentence a column.
pub(crate) fn open_questions(store: &Store) -> Result<Vec<String>, EngineError> {
    let mut questions = Vec::new();
    for load in store.current_loads()? {
        if let Some(stored) = store.mapping(load.table)? {
            questions.extend(questions_of(store, &load, &stored.mapping)?);
        }
    }
    Ok(questions)
}

/// The questions of one table: what a column nobody is sure about is, and what words nobody understands mean.
fn questions_of(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Vec<String>, EngineError> {
    let mut questions: Vec<String> = rollcall_mapping::open_questions(mapping)
        .into_iter()
        .map(|(_, question)| format!("{}: {question}", load.table_name))
        .collect();
    questions.extend(value_map::open_words(store, load, mapping)?);
    Ok(questions)
}

/// How many columns of a table wait for an answer. Whoever tells a number of them counts here, so that all tell the
/// same: as many as there are questions.
pub(crate) fn waiting(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<u64, EngineError> {
    Ok(questions_of(store, load, mapping)?.len() as u64)
}

/// The same in all tables in use.
pub(crate) fn waiting_in_all(store: &Store) -> Result<u64, EngineError> {
    Ok(open_questions(store)?.len() as u64)
}

/// A table in use and how it is read.
pub(crate) fn table(
    store: &Store,
    number: i64,
) -> Result<(StoredLoad, StoredMapping), EngineError> {
    let not_found = || EngineError::NotFound {
        what: "table",
        name: number.to_string(),
    };
    let load = store
        .current_loads()?
        .into_iter()
        .find(|load| load.table == TableId(number))
        .ok_or_else(not_found)?;
    let stored = store.mapping(load.table)?.ok_or_else(not_found)?;
    Ok((load, stored))
}

fn date_order(code: &str) -> Result<DateOrder, EngineError> {
    match code {
        "day_first" => Ok(DateOrder::DayFirst),
        "month_first" => Ok(DateOrder::MonthFirst),
        "year_first" => Ok(DateOrder::YearFirst),
        other => Err(EngineError::NotFound {
            what: "order of dates",
            name: other.to_owned(),
        }),
    }
}

pub(crate) fn vote(column: usize, rows: &[RawRecord]) -> DateOrderVerdict {
    let mut vote = DateOrderVote::new();
    for cell in rows.iter().filter_map(|raw| raw.cells.get(column)) {
        vote.add(&cell.text);
    }
    vote.verdict()
}

/// The columns of dates whose order nobody chose.
fn unordered(mapping: &Mapping) -> impl Iterator<Item = usize> {
    let columns = mapping.columns.iter();
    columns
        .filter(|column| column.date_order.is_none() && holds_dates(column))
        .map(|column| column.column)
}

fn holds_dates(column: &ColumnMapping) -> bool {
    let target = column.target.as_ref();
    target.is_some_and(|target| is_date(&target.attribute))
}

/// Which of day and month comes first in columns of dates, as far as some rows tell.
pub(crate) fn sampled_orders(mapping: &Mapping, rows: &[RawRecord]) -> BTreeMap<usize, DateOrder> {
    let chosen = mapping.columns.iter().filter(|column| holds_dates(column));
    let chosen = chosen.filter_map(|column| Some((column.column, column.date_order?)));
    let told = unordered(mapping).filter_map(|column| match vote(column, rows) {
        DateOrderVerdict::Decided(order, _) => Some((column, order)),
        _ => None,
    });
    chosen.chain(told).collect()
}

/// The columns of births whose people are of the past, as far as some rows tell.
fn sampled_long_ago(mapping: &Mapping, rows: &[RawRecord]) -> BTreeSet<usize> {
    let columns = mapping.columns.iter().filter(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| {
            matches!(
                target.attribute,
                Attribute::BirthDate | Attribute::BirthYear
            )
        })
    });
    let is_of_the_past = |column: &usize| {
        let mut vote = LongAgoVote::new();
        for cell in rows.iter().filter_map(|raw| raw.cells.get(*column)) {
            vote.add(&cell.text);
        }
        vote.is_of_the_past()
    };
    columns
        .map(|column| column.column)
        .filter(is_of_the_past)
        .collect()
}

/// The columns of dates that contradict each other about it within some rows.
fn sampled_contradicted(mapping: &Mapping, rows: &[RawRecord]) -> BTreeSet<usize> {
    let is_contradicted =
        |column: &usize| matches!(vote(*column, rows), DateOrderVerdict::Contradictory { .. });
    unordered(mapping).filter(is_contradicted).collect()
}

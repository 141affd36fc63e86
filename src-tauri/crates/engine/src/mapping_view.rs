//! A mapping as the screen shows it: column by column, with samples, reasons and what changed.

use rollcall_mapping::attribute_choices;
use rollcall_model::{ColumnMapping, DateOrder, MappingState, Transformation};
use rollcall_standardise::DateOrderVerdict;
use rollcall_store::{LoadState, RawRecord, Store, StoredLoad, StoredMapping};

use crate::inventory::{Marks, attribute_view};
use crate::mappings::{SAMPLED_ROWS, vote};
use crate::records::is_date;
use crate::view::{AttributeView, ColumnView, ConstantView, MappingView};
use crate::{EngineError, schema, value_map};

/// So many samples are shown.
const SAMPLES: usize = 3;

pub(crate) fn show(
    store: &Store,
    load: &StoredLoad,
    stored: &StoredMapping,
) -> Result<MappingView, EngineError> {
    let marks = Marks::read(store)?;
    let (rows, _) = store.rows_page(load, "", 0, SAMPLED_ROWS)?;
    let mapping = &stored.mapping;
    let unknown = value_map::unknown_words(store, load, mapping)?;
    let previous = store
        .loads()?
        .into_iter()
        .filter(|other| {
            other.table == load.table && other.load < load.load && other.state != LoadState::Undone
        })
        .max_by_key(|other| other.load);
    let (added, gone) = match &previous {
        Some(previous) => (
            missing_in(&load.header, &previous.header),
            missing_in(&previous.header, &load.header),
        ),
        None => (Vec::new(), Vec::new()),
    };
    Ok(MappingView {
        table: load.table.0,
        source: marks.of(load.source),
        name: load.table_name.clone(),
        role: mapping.role.code().to_owned(),
        role_reason: stored.role_reason.clone(),
        recipe: mapping.recipe.clone(),
        default_country: mapping.default_country.clone(),
        constants: mapping
            .constants
            .iter()
            .map(|(target, value)| ConstantView {
                attribute: attribute_view(&target.attribute),
                group: target.group,
                value: value.clone(),
            })
            .collect(),
        columns: mapping
            .columns
            .iter()
            .map(|column| {
                let unknown = unknown.get(&column.column);
                show_column(column, &rows, unknown.map_or(0, |words| words.len() as u64))
            })
            .collect(),
        choices: choices(store)?,
        header_added: added,
        header_gone: gone,
    })
}

/// What the schema has, and behind it what is one's own in this project.
fn choices(store: &Store) -> Result<Vec<AttributeView>, EngineError> {
    let mut choices: Vec<AttributeView> = attribute_choices()
        .iter()
        .map(|choice| attribute_view(&choice.attribute))
        .collect();
    choices.extend(schema::own_attributes(store)?.iter().map(attribute_view));
    Ok(choices)
}

fn missing_in(headers: &[String], others: &[String]) -> Vec<String> {
    headers
        .iter()
        .filter(|header| !others.contains(header))
        .cloned()
        .collect()
}

fn show_column(column: &ColumnMapping, rows: &[RawRecord], unknown_words: u64) -> ColumnView {
    let mut samples: Vec<String> = Vec::new();
    for cell in rows.iter().filter_map(|raw| raw.cells.get(column.column)) {
        if !cell.is_blank() && !samples.contains(&cell.text) {
            samples.push(cell.text.clone());
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    ColumnView {
        column: column.column,
        header: column.header.clone(),
        samples,
        attribute: column
            .target
            .as_ref()
            .map(|target| attribute_view(&target.attribute)),
        group: column.target.as_ref().map_or(0, |target| target.group),
        transformation: transformation(&column.transformation),
        change: change_code(&column.transformation).to_owned(),
        has_words: value_map::has_words(column),
        unknown_words,
        confidence: column.confidence,
        reason: column.reason.clone(),
        state: state(column.state).to_owned(),
        date_order: column.date_order.map(|order| order_code(order).to_owned()),
        date_note: date_note(column, rows),
    }
}

fn state(state: MappingState) -> &'static str {
    match state {
        MappingState::Suggested => "suggested",
        MappingState::Unsure => "unsure",
        MappingState::Confirmed => "confirmed",
        MappingState::Unused => "unused",
    }
}

fn transformation(transformation: &Transformation) -> String {
    match transformation {
        Transformation::Keep => String::new(),
        Transformation::StripPrefix { prefix } => format!("\"{prefix}\" taken from the front"),
        Transformation::Split { separator } => format!("split at \"{}\"", separator.trim()),
        Transformation::ValueMap {
            values,
            others_negated,
        } => {
            let mut shown: Vec<String> = values
                .iter()
                .take(4)
                .map(|(from, to)| format!("{from} → {to}"))
                .collect();
            if values.len() > shown.len() {
                shown.push(format!("{} more", values.len() - shown.len()));
            }
            if *others_negated {
                shown.push("else yes means no".into());
            }
            shown.join(", ")
        }
        Transformation::Negate => "yes means no".into(),
        Transformation::Join { header } => format!("joined with \"{header}\""),
    }
}

fn change_code(transformation: &Transformation) -> &'static str {
    match transformation {
        Transformation::Keep => "keep",
        Transformation::StripPrefix { .. } => "strip_prefix",
        Transformation::Split { .. } => "split",
        Transformation::ValueMap { .. } => "value_map",
        Transformation::Negate => "negate",
        Transformation::Join { .. } => "join",
    }
}

pub(crate) fn order_code(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "day_first",
        DateOrder::MonthFirst => "month_first",
        DateOrder::YearFirst => "year_first",
    }
}

/// What the first rows tell about the order of day and month; the whole column decides when loaded.
fn date_note(column: &ColumnMapping, rows: &[RawRecord]) -> String {
    if !column
        .target
        .as_ref()
        .is_some_and(|target| is_date(&target.attribute))
    {
        return String::new();
    }
    match vote(column.column, rows) {
        DateOrderVerdict::Decided(order, count) => {
            format!(
                "{} values can only be {}.",
                count,
                order_code(order).replace('_', " ")
            )
        }
        DateOrderVerdict::Ambiguous { .. } => {
            "Nothing in the first rows tells day from month. Please choose.".into()
        }
        DateOrderVerdict::Contradictory {
            day_first,
            month_first,
            either,
        } => format!(
            "{day_first} values can only be day first, {month_first} only month first, and {either} could be either{}",
            match column.date_order {
                Some(_) => ": those are read as you chose.",
                None => ": those are not guessed. Please choose.",
            }
        ),
        DateOrderVerdict::NoDates => "No dates in the first rows.".into(),
    }
}

//! What to merge in a system: the records of each person it holds several times, one a line.

use std::path::Path;

use rollcall_delivery::{Mode, TableFile, write_text};
use rollcall_golden::GoldenRecord;
use rollcall_model::{Attribute, AttributeFamily, CustomerId, RunId, SourceId, TableId};
use rollcall_store::{RecordIdentity, StandardRecord, Store, StoredGroups, StoredLoad};
use rollcall_words::Language;

use super::merge_advice::{TableOfMerges, page, page_in, reasons};
use super::merge_groups::Known;
use super::merge_order::{created, filled, numbers, own_id};
use super::{Files, Outcome, free_place, tables_in_use};
use crate::in_language::Sayer;
use crate::own_files::{CUSTOMER_ATTRIBUTES, MERGES};
use crate::pair_reasons::PairReasons;
use crate::table_rows::Shelf;
use crate::targets::keep_off_project;
use crate::view::{ListPreview, ListStamp};
use crate::{EngineError, records};

/// Below this two records are not one person by themselves, but by others.
const EVEN: f64 = 0.5;
/// So many lines are shown before the file is written.
const SHOWN: usize = 20;

/// What the lines of a file of merges are made from.
struct Lines<'a> {
    store: &'a Store,
    run: RunId,
    shelf: &'a Shelf,
    reasons: Option<PairReasons<'a>>,
    grouped_by_hand: StoredGroups,
    sayer: Sayer,
    group: u64,
}

/// Writes what to merge in a source, or in all, and beside it how to go about it, their sentences in a language.
pub(crate) fn write_merge(
    store: &Store,
    run: RunId,
    source: Option<SourceId>,
    path: &Path,
    language: Language,
    files: &mut Files,
) -> Result<Outcome, EngineError> {
    let advice = free_place(path, "how-to-merge", "txt", &[]);
    keep_off_project(store, &advice)?;
    let shelf = Shelf::read(store)?;
    let known = Known::read(store, run)?;
    let mut lines = Lines::read(store, run, &shelf, language)?;
    let mut file = TableFile::create(path, Mode::ForPeople, &MERGES)?;
    let mut tables = Vec::new();
    for load in wanted(store, source)? {
        let groups = known.groups(store, &load)?;
        for (customer, mine) in &groups.of_customers {
            for line in lines.of(&load, *customer, mine)? {
                file.push(&line)?;
            }
        }
        let records = groups.of_customers.iter();
        tables.push(TableOfMerges {
            name: name_of(&shelf, &load),
            recipe: recipe_of(store, load.table)?,
            people: groups.of_customers.len() as u64,
            records: records
                .map(|(_, mine)| (mine.len() as u64).saturating_sub(1))
                .sum(),
            unsettled: groups.unsettled,
            waiting: groups.waiting,
        });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    write_text(&advice, &page_in(language, &page(&name, &tables)))?;
    files.push(file.finish()?);
    let mut told: Vec<String> = tables.iter().flat_map(TableOfMerges::left_out).collect();
    told.push(format!(
        "Which record stays and how to merge stands beside it, in {}.",
        advice.file_name().unwrap_or_default().to_string_lossy()
    ));
    Ok(Outcome {
        told,
        left_out: reasons(&tables),
    })
}

/// The first lines, as they would be written.
pub(crate) fn preview_merge(
    store: &Store,
    run: RunId,
    source: Option<SourceId>,
    stamp: ListStamp,
    language: Language,
) -> Result<ListPreview, EngineError> {
    let shelf = Shelf::read(store)?;
    let known = Known::read(store, run)?;
    let mut lines = Lines::read(store, run, &shelf, language)?;
    let mut preview = ListPreview {
        chosen: 0,
        rows: 0,
        left_out: Vec::new(),
        columns: MERGES.map(str::to_owned).to_vec(),
        sample: Vec::new(),
        warnings: Vec::new(),
        window: String::new(),
        checked_against: Vec::new(),
        stamp,
    };
    for load in wanted(store, source)? {
        let groups = known.groups(store, &load)?;
        for (customer, mine) in &groups.of_customers {
            preview.rows += mine.len() as u64;
            if preview.sample.len() < SHOWN {
                let line = lines.of(&load, *customer, mine)?.into_iter();
                preview.sample.extend(line.map(Vec::from));
            }
        }
        let table = TableOfMerges {
            name: name_of(&shelf, &load),
            recipe: None,
            people: 0,
            records: 0,
            unsettled: groups.unsettled,
            waiting: groups.waiting,
        };
        preview.warnings.extend(table.left_out());
    }
    preview.sample.truncate(SHOWN);
    preview.chosen = preview.rows;
    preview.warnings.push(super::merge_order::RULE.to_owned());
    Ok(preview)
}

/// The tables of people of a source, or of all.
fn wanted(store: &Store, source: Option<SourceId>) -> Result<Vec<StoredLoad>, EngineError> {
    let loads: Vec<StoredLoad> = tables_in_use(store)?
        .into_iter()
        .filter(|(load, is_of_people)| {
            *is_of_people && source.is_none_or(|source| load.source == source)
        })
        .map(|(load, _)| load)
        .collect();
    if loads.is_empty() {
        return Err(match source {
            Some(source) => EngineError::NotFound {
                what: "source with a table of people",
                name: source.0.to_string(),
            },
            None => EngineError::NothingLoaded {
                message: "No table of people is loaded.".into(),
            },
        });
    }
    Ok(loads)
}

fn name_of(shelf: &Shelf, load: &StoredLoad) -> String {
    format!("{} · {}", shelf.marks.of(load.source).name, load.table_name)
}

fn recipe_of(store: &Store, table: TableId) -> Result<Option<String>, EngineError> {
    let mapping = store.mapping(table)?;
    Ok(mapping.and_then(|stored| stored.mapping.recipe))
}

impl<'a> Lines<'a> {
    fn read(
        store: &'a Store,
        run: RunId,
        shelf: &'a Shelf,
        language: Language,
    ) -> Result<Self, EngineError> {
        Ok(Self {
            store,
            run,
            shelf,
            reasons: PairReasons::read(store, run, shelf)?,
            grouped_by_hand: store.groups()?,
            sayer: Sayer::of(language),
            group: 0,
        })
    }

    /// The lines of one person, the record to be kept first.
    fn of(
        &mut self,
        load: &StoredLoad,
        customer: CustomerId,
        mine: &[StandardRecord],
    ) -> Result<Vec<[String; MERGES.len()]>, EngineError> {
        let Some(kept) = mine.first() else {
            return Ok(Vec::new());
        };
        self.group += 1;
        let golden: GoldenRecord = match self.store.customer(self.run, customer)? {
            Some(known) => serde_json::from_str(&known.golden)?,
            None => GoldenRecord::default(),
        };
        let rows = self.store.raw_records(&numbers(mine))?;
        let mut lines = Vec::with_capacity(mine.len());
        for record in mine {
            let is_kept = record.record == kept.record;
            let (why, probability) = if is_kept {
                (String::new(), String::new())
            } else {
                let (why, probability) = self.why(record, kept)?;
                (self.sayer.say(why), probability)
            };
            let row = rows.iter().find(|row| row.record == record.record);
            let first = |attribute: &Attribute| {
                records::first(&record.values, attribute)
                    .unwrap_or_default()
                    .to_owned()
            };
            lines.push([
                self.group.to_string(),
                customer.label(),
                self.shelf.marks.of(load.source).name,
                load.table_name.clone(),
                if is_kept { "keep" } else { "merge into" }.to_owned(),
                if is_kept {
                    String::new()
                } else {
                    called(kept).to_owned()
                },
                own_id(&record.values).to_owned(),
                record.key.clone(),
                row.map(|row| row.row.to_string()).unwrap_or_default(),
                records::title(&record.values),
                first(&Attribute::Email),
                first(&Attribute::Phone),
                created(&record.values).unwrap_or_default().to_owned(),
                filled(&record.values).to_string(),
                differs(record, &golden),
                why,
                probability,
                self.decided(load.table, record, mine)?,
            ]);
        }
        Ok(lines)
    }

    /// Why a record is of one person with the one that stays, and how probable that is: by the two alone, or where they
    /// have too little in common by the record that ties it in.
    fn why(
        &mut self,
        record: &StandardRecord,
        kept: &StandardRecord,
    ) -> Result<(String, String), EngineError> {
        let Some(reasons) = &mut self.reasons else {
            return Ok((
                "Not known any more: find people again.".to_owned(),
                String::new(),
            ));
        };
        let told = |sentence: String, probability: f64| (sentence, format!("{probability:.4}"));
        let direct = reasons.of(record.record, kept.record)?;
        let tie = self
            .store
            .membership(self.run, record.record)?
            .and_then(|member| member.tied_to)
            .filter(|tie| *tie != kept.record && direct.probability < EVEN);
        let Some(tie) = tie else {
            return Ok(told(direct.sentence, direct.probability));
        };
        let through = reasons.of(record.record, tie)?;
        let load = self.shelf.load_of(tie);
        let place = load.map(|load| name_of(self.shelf, load));
        let row = self.store.raw_records(&[tie])?;
        Ok(told(
            format!(
                "By another record, {}, row {}: {}",
                place.unwrap_or_default(),
                row.first().map_or(0, |row| row.row),
                through.sentence
            ),
            through.probability,
        ))
    }

    /// Who said that a record is of this person, where somebody did.
    fn decided(
        &self,
        table: TableId,
        record: &StandardRecord,
        mine: &[StandardRecord],
    ) -> Result<String, EngineError> {
        let identity = |record: &StandardRecord| RecordIdentity {
            table,
            key: record.key.clone(),
        };
        let this = identity(record);
        let group = |identity: &RecordIdentity| {
            let known = self.grouped_by_hand.of_record.get(identity);
            known.map(|grouping| grouping.group)
        };
        for other in mine.iter().filter(|other| other.record != record.record) {
            let other = identity(other);
            let verdict = self.store.verdict(&this, &other)?;
            if let Some(verdict) = verdict.filter(|verdict| verdict.verdict == "same") {
                return Ok(if verdict.who.is_empty() {
                    "Judged the same".to_owned()
                } else {
                    format!("Judged the same by {}", verdict.who)
                });
            }
            if group(&this).is_some() && group(&this) == group(&other) {
                return Ok("Put together by hand".to_owned());
            }
        }
        Ok(String::new())
    }
}

/// What a record is called where another goes into it.
fn called(record: &StandardRecord) -> &str {
    match own_id(&record.values) {
        "" => &record.key,
        id => id,
    }
}

/// Where a record says something else than was agreed on, or nothing.
fn differs(record: &StandardRecord, golden: &GoldenRecord) -> String {
    let told: Vec<String> = CUSTOMER_ATTRIBUTES
        .iter()
        .filter(|attribute| attribute.family() != AttributeFamily::Lifecycle)
        .filter_map(|attribute| {
            let agreed = golden.value_of(attribute)?;
            let mut said = records::valid(&record.values, attribute);
            if said.any(|value| value == agreed) {
                return None;
            }
            let said = records::first(&record.values, attribute).unwrap_or("(blank)");
            Some(format!("{}: {said} → {agreed}", attribute.label()))
        })
        .collect();
    told.join("; ")
}

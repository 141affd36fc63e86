//! Problems: collected while standardising, shown worst first.

mod fix;
mod remarks;
mod statuses;
mod two_totals;
mod unreadable;
mod unwon;

use std::collections::BTreeMap;

use rollcall_model::{
    Attribute, Cell, Mapping, Place, Problem, ProblemCode, RecordId, Severity, SourceId,
    StandardValue, ValueState, column_letters, grouped, is_asked_right,
};
use rollcall_standardise::email;
use rollcall_store::{ProblemFilter, StandardRecord, StoredLoad};

use crate::inventory::Marks;
use crate::mistyped::{Slips, slip_in};
use crate::trend::Trends;
use crate::view::{ListProblems, ProblemPage, ProblemView, SourceMark};
use crate::{Engine, EngineError};
use fix::Fixes;
use remarks::is_told_apart;
use unreadable::unreadable;

/// So many rows of a problem are kept, so that the number can be opened.
pub(crate) const KEPT_ROWS: usize = 500;
/// A page never holds more.
pub(crate) const PAGE: u64 = 500;

impl Engine {
    /// What is wrong with the data, worst first.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_problems(&self, request: ListProblems) -> Result<ProblemPage, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let filter = ProblemFilter {
            severity: request.severity,
            source: request.source.map(SourceId),
            code: request.code,
        };
        let limit = request.limit.unwrap_or(100).min(PAGE);
        let (found, total) = store.problems(&filter, request.offset, limit)?;
        let (by_severity, by_code) = store.problem_counts()?;
        let mut trends = Trends::read(&store)?;
        let fixes = Fixes::read(&store)?;
        let problems = found
            .iter()
            .map(|one| {
                Ok(ProblemView {
                    trend: trends.of(&store, one)?,
                    fix: fixes.of(one),
                    ..show(
                        &one.finding,
                        one.problem,
                        one.source.map(|source| marks.of(source)),
                    )
                })
            })
            .collect::<Result<_, EngineError>>()?;
        Ok(ProblemPage {
            problems,
            total,
            by_severity,
            by_code,
        })
    }
}

pub(crate) fn show(problem: &Problem, number: i64, source: Option<SourceMark>) -> ProblemView {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    ProblemView {
        problem: number,
        code: problem.code.code().to_owned(),
        severity: severity.to_owned(),
        source,
        file: problem.place.file.clone(),
        sheet: problem.place.sheet.clone(),
        row: problem.place.row,
        column: problem.place.column.clone(),
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        count: problem.count,
        trend: None,
        fix: None,
    }
}

/// The columns of a load nobody is sure about, by the mapping in use.
pub(crate) fn open_columns(load: &StoredLoad, mapping: &Mapping) -> Vec<(Problem, Vec<RecordId>)> {
    rollcall_mapping::open_questions(mapping)
        .into_iter()
        .map(|(header, question)| {
            let problem = Problem {
                code: ProblemCode::UnmappedColumn,
                severity: Severity::Note,
                place: Place {
                    column: Some(header.to_owned()),
                    ..place(load)
                },
                message: question,
                hint: "Confirm or change it in the mapping.".into(),
                count: 0,
            };
            (problem, Vec::new())
        })
        .collect()
}

/// Rows that came in again after the source was purged of them.
pub(crate) fn past_retention(load: &StoredLoad, rows: u64, first_kept: &str) -> Problem {
    Problem {
        code: ProblemCode::PastRetention,
        severity: Severity::Warning,
        place: place(load),
        message: format!(
            "Rows of {} that last changed before {first_kept} and were not taken in again, because what is older was purged: {}.",
            load.file,
            grouped(rows)
        ),
        hint: "Delete them in that system too, so that its next export no longer holds them."
            .into(),
        count: rows,
    }
}

pub(crate) fn place(load: &StoredLoad) -> Place {
    Place {
        file: load.file.clone(),
        sheet: load.sheet.clone(),
        row: None,
        column: None,
    }
}

/// Whether a rule found something of another kind where a name or a number belongs.
fn is_misplaced(rule: &str) -> bool {
    matches!(rule, "name.email" | "phone.email")
}

/// Whether a value is an answer to whether somebody may be written to or called.
fn is_permission(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::EmailConsent
            | Attribute::SmsConsent
            | Attribute::PhoneConsent
            | Attribute::PostConsent
            | Attribute::ConsentState
    )
}

/// Whether a blank cell is one that should say what the state of its row is about.
fn lacks_its_statement(value: &StandardValue, row: &[StandardValue]) -> bool {
    matches!(
        value.target.attribute,
        Attribute::ConsentChannel | Attribute::ConsentPurpose
    ) && row.iter().any(|one| {
        one.target.attribute == Attribute::ConsentState && one.state == ValueState::Valid
    })
}

/// What the cells of a column of permissions say.
#[derive(Default)]
struct Answers {
    yes: u64,
    other: u64,
    unreadable: u64,
}

/// Counts what is wrong in the records of a load.
pub(crate) struct Tally<'a> {
    load: &'a StoredLoad,
    mapping: &'a Mapping,
    rows: u64,
    counts: BTreeMap<(ProblemCode, Attribute, Option<usize>), (u64, Vec<RecordId>)>,
    consent: BTreeMap<(Attribute, Option<usize>), Answers>,
    statuses: BTreeMap<Option<usize>, statuses::UnknownWords>,
    slips: BTreeMap<Option<usize>, Slips>,
    totals: two_totals::Totals,
    deals: unwon::Deals,
    remarks: remarks::Remarks,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(load: &'a StoredLoad, mapping: &'a Mapping) -> Self {
        Self {
            load,
            mapping,
            rows: 0,
            counts: BTreeMap::new(),
            consent: BTreeMap::new(),
            statuses: BTreeMap::new(),
            slips: BTreeMap::new(),
            totals: two_totals::Totals::of(mapping),
            deals: unwon::Deals::default(),
            remarks: remarks::Remarks::of(mapping),
        }
    }

    pub(crate) fn add(&mut self, record: &StandardRecord, cells: &[Cell]) {
        self.rows += 1;
        self.remarks.add(record, cells);
        self.totals.add(record);
        self.deals.add(record);
        if let Some((column, word)) = statuses::unknown(&record.values) {
            let words = self.statuses.entry(column).or_default();
            words.add(word, record.record);
        }
        for value in &record.values {
            let attribute = &value.target.attribute;
            let slip = slip_in(value);
            let is_slip = slip.is_some();
            if let Some(slip) = slip {
                let slips = self.slips.entry(value.column).or_default();
                slips.add(slip, record.record);
            }
            let code = match value.state {
                ValueState::Invalid if is_misplaced(&value.rule) => {
                    Some(ProblemCode::MisplacedValue)
                }
                ValueState::Invalid if is_told_apart(&value.rule) => None,
                ValueState::Invalid if *attribute == Attribute::BirthDate => {
                    Some(ProblemCode::ImpossibleDate)
                }
                ValueState::Invalid if value.rule == "date.future" => Some(ProblemCode::FutureDate),
                ValueState::Invalid if value.rule == "number.no_age" => {
                    Some(ProblemCode::ImpossibleAge)
                }
                ValueState::Invalid => Some(ProblemCode::InvalidValue),
                // It is no filler: it is offered as a request.
                ValueState::Placeholder if is_asked_right(&value.rule) => None,
                ValueState::Placeholder => Some(ProblemCode::PlaceholderValue),
                ValueState::Valid
                    if *attribute == Attribute::Email && email::is_role(&value.value) =>
                {
                    Some(ProblemCode::RoleAddress)
                }
                ValueState::Valid
                    if *attribute == Attribute::Email
                        && !is_slip
                        && email::is_disposable(&value.value) =>
                {
                    Some(ProblemCode::DisposableAddress)
                }
                ValueState::Blank if lacks_its_statement(value, &record.values) => {
                    Some(ProblemCode::InvalidValue)
                }
                ValueState::Valid if value.rule.ends_with(".mojibake") => {
                    Some(ProblemCode::Mojibake)
                }
                ValueState::Valid if value.rule.ends_with(".zero_restored") => {
                    Some(ProblemCode::LostZero)
                }
                ValueState::Valid if value.rule == "date.zone_of_several" => {
                    Some(ProblemCode::ZoneOfSeveral)
                }
                ValueState::Valid | ValueState::Blank => None,
            };
            if let Some(code) = code {
                let (count, records) = self
                    .counts
                    .entry((code, attribute.clone(), value.column))
                    .or_default();
                *count += 1;
                if records.len() < KEPT_ROWS {
                    records.push(record.record);
                }
            }
            // What follows from the state of a statement is counted with the state.
            let is_told_twice = value.rule == "consent.by_channel";
            if is_permission(attribute) && value.column.is_some() && !is_told_twice {
                let answers = self
                    .consent
                    .entry((attribute.clone(), value.column))
                    .or_default();
                match value.state {
                    ValueState::Valid if value.value == "opted_in" => answers.yes += 1,
                    ValueState::Valid => answers.other += 1,
                    ValueState::Invalid => answers.unreadable += 1,
                    ValueState::Blank | ValueState::Placeholder => {}
                }
            }
        }
    }

    pub(crate) fn finish(mut self, repeated_keys: u64) -> Vec<(Problem, Vec<RecordId>)> {
        let mut found = Vec::new();
        for (column, slips) in std::mem::take(&mut self.slips) {
            let header = self.header(column);
            let place = Place {
                column: header.clone(),
                ..place(self.load)
            };
            let name = Self::name(header.as_deref(), column, &Attribute::Email);
            found.push(slips.told(self.rows, &name, place));
        }
        found.extend(std::mem::take(&mut self.totals).told(self.load));
        found.extend(std::mem::take(&mut self.deals).told(self.load, self.mapping));
        found.extend(std::mem::take(&mut self.remarks).told(self.load, self.mapping));
        for ((code, attribute, column), (count, records)) in &self.counts {
            found.push((
                self.describe(*code, attribute, *column, *count),
                records.clone(),
            ));
        }
        for ((attribute, column), answers) in &self.consent {
            // A whole file of yes without a single no has mostly been edited before it came here,
            // unless the no is among what nobody could read.
            let is_read = answers.unreadable * 20 < answers.yes;
            if answers.other == 0 && answers.yes >= 20 && is_read {
                found.push((
                    self.describe(
                        ProblemCode::DoubtfulConsent,
                        attribute,
                        *column,
                        answers.yes,
                    ),
                    Vec::new(),
                ));
            }
        }
        for (column, words) in &self.statuses {
            found.push((self.unknown_statuses(*column, words), words.records.clone()));
        }
        if repeated_keys > 0 {
            found.push((
                Problem {
                    code: ProblemCode::RepeatedRecordKey,
                    severity: Severity::Warning,
                    place: place(self.load),
                    message: format!(
                        "{} of {} rows have a record id that an earlier row of {} has already.",
                        grouped(repeated_keys),
                        grouped(self.rows),
                        self.load.file
                    ),
                    hint: "Each was kept as a record of its own. If the column is not the row's own id, change it on the Mapping screen.".into(),
                    count: repeated_keys,
                },
                Vec::new(),
            ));
        }
        found
    }

    /// The header of a column, and what it is called in a sentence.
    fn column(&self, attribute: &Attribute, column: Option<usize>) -> (Option<String>, String) {
        let header = self.header(column);
        let name = Self::name(header.as_deref(), column, attribute);
        (header, name)
    }

    fn header(&self, column: Option<usize>) -> Option<String> {
        let column = self.mapping.columns.get(column?)?;
        Some(column.header.clone())
    }

    fn name(header: Option<&str>, column: Option<usize>, attribute: &Attribute) -> String {
        match (header, column) {
            (Some(header), Some(column)) => named_column(header, column),
            _ => format!("\"{}\"", attribute.label()),
        }
    }

    fn unknown_statuses(&self, column: Option<usize>, words: &statuses::UnknownWords) -> Problem {
        let (header, name) = self.column(&Attribute::EventStatus, column);
        Problem {
            code: ProblemCode::UnknownStatus,
            severity: Severity::Note,
            place: Place {
                column: header,
                ..place(self.load)
            },
            message: format!(
                "{} of {} rows hold a status in {name} whose meaning is not known{}.",
                grouped(words.rows),
                grouped(self.rows),
                words.told()
            ),
            hint: "Their orders count as bought. If some were cancelled or given back, have the export say so in a usual word, such as cancelled or refunded.".into(),
            count: words.rows,
        }
    }

    fn describe(
        &self,
        code: ProblemCode,
        attribute: &Attribute,
        column: Option<usize>,
        count: u64,
    ) -> Problem {
        let (header, name) = self.column(attribute, column);
        let of = format!("{} of {} rows", grouped(count), grouped(self.rows));
        let label = attribute.label();
        let (severity, message, hint) = match code {
            ProblemCode::MisplacedValue => (
                Severity::Warning,
                format!(
                    "{of} hold something else than {label} in {name}, such as an e-mail address among names."
                ),
                "Look at the rows; correct them in their system, or choose another attribute on the Mapping screen.",
            ),
            ProblemCode::ImpossibleDate => (
                Severity::Warning,
                format!(
                    "{of} have a birth date in {name} that cannot be: not a day of the calendar, in the future, or over 120 years ago."
                ),
                "They are not used. Check the order of day and month on the Mapping screen.",
            ),
            ProblemCode::FutureDate => (
                Severity::Warning,
                format!("{of} have a day in {name} that has not come yet."),
                "They are not used. Check the order of day and month on the Mapping screen, or the clock of the system they come from.",
            ),
            ProblemCode::ImpossibleAge => (
                Severity::Warning,
                format!(
                    "{of} have an age in {name} that cannot be: not whole years from 0 to 120."
                ),
                "They are not used. Look at the rows; a year of birth may stand in the wrong column.",
            ),
            ProblemCode::PlaceholderValue => (
                Severity::Warning,
                format!("{of} hold a filler in {name} instead of a real value ({label})."),
                "They are not used to find people. Stop them where the data is typed in.",
            ),
            ProblemCode::RoleAddress => (
                Severity::Note,
                format!(
                    "{of} have an address in {name} that belongs to a role, such as info@, not to a person."
                ),
                "They do not make two people one.",
            ),
            ProblemCode::DisposableAddress => (
                Severity::Note,
                format!("{of} have an address in {name} from a service for throw-away mail."),
                "Mail to them is lost soon. Leave them out of campaigns.",
            ),
            ProblemCode::Mojibake => (
                Severity::Note,
                format!(
                    "{of} have letters in {name} that were decoded wrongly before they came here (such as MÃ¼ller); they were repaired."
                ),
                "The file keeps what it had; the standardised value is repaired. Export again as UTF-8 if you can.",
            ),
            ProblemCode::LostZero => (
                Severity::Note,
                format!(
                    "{of} hold something in {name} that lost its leading zero; it was put back ({label})."
                ),
                "Spreadsheets drop the zero where a column is formatted as numbers. Format it as text before exporting.",
            ),
            ProblemCode::ZoneOfSeveral => (
                Severity::Note,
                format!(
                    "{of} name a time zone in {name} that is one of several of that name, such as IST or CST."
                ),
                "Their clocks are read, of a zone nobody knows. Say the time zone of the table on the Mapping screen.",
            ),
            ProblemCode::DoubtfulConsent => (
                Severity::Warning,
                format!(
                    "{name} says yes in all {} rows that say anything.",
                    grouped(count)
                ),
                crate::consent_ledger::NEVER_A_NO,
            ),
            _ => unreadable(attribute, &of, &name),
        };
        Problem {
            code,
            severity,
            place: Place {
                column: header,
                ..place(self.load)
            },
            message,
            hint: hint.into(),
            count,
        }
    }
}

/// A column in a sentence: by its header, else by the letter a spreadsheet shows above it.
pub(crate) fn named_column(header: &str, column: usize) -> String {
    if header.trim().is_empty() {
        format!("column {}", column_letters(column))
    } else {
        format!("\"{header}\"")
    }
}

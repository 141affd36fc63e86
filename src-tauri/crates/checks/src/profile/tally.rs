//! The accumulator of one column.

use chrono::{Datelike, NaiveDate};
use rollcall_model::{Attribute, DateOrder, DecimalMark, RecordId};

use super::days::{Days, is_day};
use super::kind::{ColumnKind, kind_of, number};
use super::lengths::LengthTally;
use super::shape::Shapes;
use super::values::Values;
use super::{ColumnFinding, ColumnProfile, FigureRange, Marked, PersonalClass, Words, anomaly};

/// Different values told apart exactly in all columns of a table together.
const VALUES_OF_TABLE: usize = 2_000_000;
/// Bounds of what one column gets of them.
const FEWEST_VALUES: usize = 4_096;
const MOST_VALUES: usize = 100_000;
/// So many common values and shapes are told.
const TOLD: usize = 8;
/// Families of codes told apart in a column of ids.
const CODE_FAMILIES: usize = 16;

/// What is known of a column before its first cell.
#[derive(Debug, Clone)]
pub struct About {
    /// Where it stands in the file, from 0.
    pub column: usize,
    /// Its header as in the file.
    pub header: String,
    /// What it is mapped to.
    pub attribute: Option<Attribute>,
    /// The order of day and month decided for it.
    pub order: Option<DateOrder>,
    /// The decimal mark of its file.
    pub mark: Option<DecimalMark>,
    /// The day the file is read.
    pub today: NaiveDate,
    /// How words are understood.
    pub words: Words,
}

/// What a text without blanks around it looks like by itself.
pub fn look(text: &str, mark: Option<DecimalMark>, today: NaiveDate, words: &Words) -> ColumnKind {
    if text.is_empty() {
        ColumnKind::Empty
    } else if is_day(text, today, words) {
        ColumnKind::Date
    } else {
        kind_of(text, number(text, mark).is_some())
    }
}

/// Counts what one column holds, one cell a row.
#[derive(Debug, Clone)]
pub struct ColumnTally {
    pub(super) about: About,
    pub(super) rows: u64,
    pub(super) filled: u64,
    pub(super) values: Values,
    shapes: Shapes,
    pub(super) code_families: Shapes,
    pub(super) lengths: LengthTally,
    pub(super) days: Days,
    figures: Option<FigureRange>,
    pub(super) looks: [u64; ColumnKind::ALL.len()],
    pub(super) rounded: Marked,
    pub(super) decimal_commas: Marked,
    pub(super) decimal_points: Marked,
    pub(super) ages_too_high: u64,
}

impl ColumnTally {
    /// Begins a column of a table with so many columns.
    pub fn new(about: About, columns: usize) -> Self {
        let bound = (VALUES_OF_TABLE / columns.max(1)).clamp(FEWEST_VALUES, MOST_VALUES);
        Self {
            days: Days::new(about.today, about.words, about.order),
            about,
            rows: 0,
            filled: 0,
            values: Values::new(bound),
            shapes: Shapes::new(),
            code_families: Shapes::few(CODE_FAMILIES),
            lengths: LengthTally::default(),
            figures: None,
            looks: [0; ColumnKind::ALL.len()],
            rounded: Marked::default(),
            decimal_commas: Marked::default(),
            decimal_points: Marked::default(),
            ages_too_high: 0,
        }
    }

    /// Takes the cell of a row into account.
    pub fn add(&mut self, record: RecordId, text: &str) {
        self.rows += 1;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        let hash = self.values.hash(text);
        self.values.add(hash, text);
        self.shapes.add(text);
        self.lengths.add(record, hash, text);
        let kind = if self.days.add(record, text) {
            ColumnKind::Date
        } else {
            let is_number = self.add_number(record, text);
            kind_of(text, is_number)
        };
        if matches!(kind, ColumnKind::Code | ColumnKind::Number) {
            self.code_families.add_runs(text);
        }
        self.looks[kind as usize] += 1;
    }

    /// Takes a number into account; whether the text is one.
    fn add_number(&mut self, record: RecordId, text: &str) -> bool {
        let Some(read) = number(text, self.about.mark) else {
            return false;
        };
        let range = self.figures.get_or_insert(FigureRange {
            smallest: read.value,
            largest: read.value,
        });
        range.smallest = range.smallest.min(read.value);
        range.largest = range.largest.max(read.value);
        if read.is_rounded {
            self.rounded.add(record);
        }
        match read.mark {
            Some(DecimalMark::Comma) => self.decimal_commas.add(record),
            Some(DecimalMark::Point) => self.decimal_points.add(record),
            None => {}
        }
        self.ages_too_high += u64::from(read.value > 120.0);
        true
    }

    /// What the column holds, and what of it people should be told among the findings.
    pub fn finish(self) -> (ColumnProfile, Vec<ColumnFinding>) {
        let distinct = self.values.distinct();
        let kind = self.kind(distinct.values);
        let days = (kind == ColumnKind::Date)
            .then(|| self.days.range())
            .flatten();
        let mut profile = ColumnProfile {
            column: self.about.column,
            header: self.about.header.clone(),
            attribute: self.about.attribute.as_ref().map(Attribute::code),
            rows: self.rows,
            filled: self.filled,
            valid: None,
            // An estimate is never more than there can be.
            distinct: distinct.values.min(self.filled),
            once: distinct.once.min(self.filled),
            is_exact: distinct.is_exact,
            top: self.values.commonest(TOLD),
            shapes: self.shapes.commonest(TOLD),
            lengths: self.lengths.lengths(),
            figures: self.figures.filter(|_| kind == ColumnKind::Number),
            class: self.class(kind, days.map(|days| (days.oldest, days.newest))),
            days,
            kind,
            looks: ColumnKind::ALL
                .into_iter()
                .zip(self.looks)
                .filter(|(_, rows)| *rows > 0)
                .collect(),
            anomalies: Vec::new(),
        };
        let (anomalies, findings) = anomaly::find(&self, &profile);
        profile.anomalies = anomalies;
        (profile, findings)
    }

    pub(super) fn looking_like(&self, kind: ColumnKind) -> u64 {
        self.looks[kind as usize]
    }

    /// What nine in ten filled cells are.
    fn kind(&self, distinct: u64) -> ColumnKind {
        use ColumnKind::{Choice, Code, Date, Email, Number, Phone, Text, Web, Words};
        if self.filled == 0 {
            return ColumnKind::Empty;
        }
        let is_most = |kinds: &[ColumnKind]| {
            let rows: u64 = kinds.iter().map(|kind| self.looking_like(*kind)).sum();
            rows * 10 >= self.filled * 9
        };
        let alone = [Date, Email, Web, Phone]
            .into_iter()
            .find(|kind| is_most(&[*kind]));
        if let Some(kind) = alone {
            return kind;
        }
        let is_phone = self.about.attribute == Some(Attribute::Phone)
            || self.looking_like(Phone) * 2 >= self.filled;
        if is_phone && is_most(&[Phone, Number, Code]) {
            return Phone;
        }
        if distinct == 2 && self.filled > 4 {
            return Choice;
        }
        if is_most(&[Number]) {
            return Number;
        }
        if is_most(&[Words]) {
            return Words;
        }
        if is_most(&[Code, Number]) {
            return Code;
        }
        Text
    }

    /// What the column tells about a person: by what it is mapped to, else by what stands in it.
    fn class(&self, kind: ColumnKind, days: Option<(NaiveDate, NaiveDate)>) -> PersonalClass {
        let mapped = self.about.attribute.as_ref().and_then(PersonalClass::of);
        if let Some(class) = mapped {
            return class;
        }
        let is_birth = |(oldest, newest): (NaiveDate, NaiveDate)| {
            let year = self.about.today.year();
            oldest.year() < year - 40 && newest.year() < year - 12
        };
        match kind {
            ColumnKind::Email | ColumnKind::Phone => PersonalClass::Contact,
            ColumnKind::Date if days.is_some_and(is_birth) => PersonalClass::BirthDate,
            _ => PersonalClass::None,
        }
    }
}

//! The accumulator of one column.

use chrono::NaiveDate;
use rollcall_model::{Attribute, DateOrder, DecimalMark, RecordId};

use super::count::ColumnCount;
use super::days::{Days, is_day};
use super::glance::Glance;
use super::kind::{ColumnKind, kind_of, number};
use super::lengths::LengthTally;
use super::seen::{Seen, SeenBefore};
use super::shape::Shapes;
use super::values::Values;
use super::{ColumnFinding, ColumnProfile, FigureRange, Marked, Words};

/// Different values told apart exactly in all columns of a table together.
const VALUES_OF_TABLE: usize = 2_000_000;
/// Bounds of what one column gets of them.
const FEWEST_VALUES: usize = 4_096;
const MOST_VALUES: usize = 100_000;
/// So many common values and shapes are told.
const TOLD: usize = 8;
/// Families of codes told apart in a column of ids.
const CODE_FAMILIES: usize = 16;
/// So many of them decide whether ids are written in two ways.
const FAMILIES_TOLD: usize = 4;

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
        kind_of(text, &Glance::at(text), number(text, mark).is_some())
    }
}

/// Counts what one column holds, one cell a row.
#[derive(Debug, Clone)]
pub struct ColumnTally {
    about: About,
    rows: u64,
    filled: u64,
    values: Values,
    shapes: Shapes,
    code_families: Shapes,
    lengths: LengthTally,
    days: Days,
    figures: Option<FigureRange>,
    looks: [u64; ColumnKind::ALL.len()],
    rounded: Marked,
    decimal_commas: Marked,
    decimal_points: Marked,
    ages_too_high: u64,
    seen: SeenBefore,
}

impl ColumnTally {
    /// Begins a column of a table with so many columns.
    pub fn new(about: About, columns: usize) -> Self {
        let bound = (VALUES_OF_TABLE / columns.max(1)).clamp(FEWEST_VALUES, MOST_VALUES);
        Self {
            days: Days::new(about.today, about.words),
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
            seen: SeenBefore::default(),
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
        if let Some(seen) = self.seen.get(hash) {
            self.shapes.add_at(seen.shape);
            self.lengths.add(record, hash, text, seen.length as usize);
            if seen.kind == ColumnKind::Code {
                self.code_families.add_at(seen.family);
            }
            self.looks[seen.kind as usize] += 1;
            return;
        }
        let glance = Glance::at(text);
        let shape = self.shapes.add(text, &glance);
        let length = glance.characters;
        self.lengths.add(record, hash, text, length);
        let tried = self.days.words_tried();
        let (kind, is_plain) = if self.days.add(record, text) {
            (ColumnKind::Date, false)
        } else {
            let is_number = self.add_number(record, text);
            // The first texts with a word are all read closely, each time they stand there.
            let is_plain = !is_number && self.days.words_tried() == tried;
            (kind_of(text, &glance, is_number), is_plain)
        };
        let family = if matches!(kind, ColumnKind::Code | ColumnKind::Number) {
            self.code_families.add_runs(text)
        } else {
            None
        };
        self.looks[kind as usize] += 1;
        if is_plain && let Ok(length) = u32::try_from(length) {
            self.seen.keep(Seen {
                hash,
                shape,
                family,
                length,
                kind,
            });
        }
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

    /// All that was counted, whatever the column is mapped to.
    pub fn count(mut self) -> ColumnCount {
        let distinct = self.values.distinct();
        ColumnCount {
            today: self.about.today,
            rows: self.rows,
            filled: self.filled,
            distinct,
            top: self.values.commonest(TOLD),
            shapes: self.shapes.commonest(TOLD),
            code_families: self.code_families.commonest(FAMILIES_TOLD),
            lengths: self.lengths.lengths(),
            cut_off: self.lengths.cut_off(),
            days: self.days.count(),
            figures: self.figures,
            looks: self.looks,
            rounded: self.rounded,
            decimal_commas: self.decimal_commas,
            decimal_points: self.decimal_points,
            ages_too_high: self.ages_too_high,
        }
    }

    /// What the column holds, and what of it people should be told among the findings.
    pub fn finish(self) -> (ColumnProfile, Vec<ColumnFinding>) {
        let about = self.about.clone();
        self.count().profile(&about)
    }
}

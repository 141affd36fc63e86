//! Reads rows that were not standardised, or could not even be loaded, as far as people can be
//! recognised in them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_intake::{RawRow, Reading};
use rollcall_mapping::{Mapper, carry_over, columns_heard, dated_answers};
use rollcall_model::{
    Cell, ColumnIndex, ColumnMapping, DateOrder, LoadId, Mapping, MappingState, RecordId, SourceId,
    TableId, TableRole, Transformation,
};
use rollcall_standardise::TableContext;
use rollcall_store::{GONE, RawRecord, StandardRecord, Store, StoredLoad};

use crate::tombstones::{Known, clues, mail_clues};
use crate::{EngineError, standardise_load};

/// A text with more cells than this times those of its table is several rows in one.
const WIDEST: usize = 2;

/// How the rows of one table are read.
pub(crate) struct RowReader {
    mapper: Mapper,
    context: TableContext,
    role: TableRole,
    source: SourceId,
    table: TableId,
    width: usize,
    delimiter: Option<char>,
    quote: Option<char>,
}

impl RowReader {
    pub(crate) fn new(
        source: SourceId,
        table: TableId,
        mapping: &Mapping,
        reading: &Reading,
        today: NaiveDate,
    ) -> Self {
        Self {
            mapper: Mapper::new(mapping),
            context: TableContext {
                default_country: mapping.default_country.clone(),
                // A birth date whose order is not known yet is looked at again while standardising.
                date_orders: BTreeMap::new(),
                contradicted: BTreeSet::new(),
                long_ago: BTreeSet::new(),
                heard: columns_heard(mapping),
                dated_answers: dated_answers(mapping),
                // Nobody is known again by a time.
                zones: BTreeMap::new(),
                // Nor by a number.
                decimal_mark: None,
                today,
            },
            role: mapping.role,
            source,
            table,
            width: mapping.columns.len(),
            delimiter: reading.delimiter,
            quote: reading.quote,
        }
    }

    /// A reader for the rows of a load, whatever its header was: the mapping in use is carried over
    /// to it by the names of the columns.
    pub(crate) fn of_load(
        store: &Store,
        load: &StoredLoad,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        let reading: Reading = serde_json::from_str(&load.reading)?;
        let blank = unmapped(&load.header);
        let mapping = match store.mapping(load.table)? {
            Some(stored) => carry_over(&stored.mapping, &load.header, &blank).0,
            None => blank,
        };
        Ok(Self::new(
            load.source,
            load.table,
            &mapping,
            &reading,
            today,
        ))
    }

    /// The same, knowing which of day and month comes first in columns of dates.
    pub(crate) fn with_date_orders(mut self, orders: BTreeMap<ColumnIndex, DateOrder>) -> Self {
        self.context.date_orders = orders;
        self
    }

    /// What a row of a file would be once standardised; its key is not made unique.
    pub(crate) fn record_of_row(&self, row: &RawRow) -> StandardRecord {
        self.record(&RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: row.row,
            cells: row.cells.clone(),
        })
    }

    /// What a row would be once standardised; its key is not made unique.
    pub(crate) fn record(&self, raw: &RawRecord) -> StandardRecord {
        standardise_load::standardise(raw, &self.mapper, &self.context, self.role)
    }

    /// A record of this table as far as a person can be recognised in it.
    pub(crate) fn known<'a>(&self, record: &'a StandardRecord) -> Known<'a> {
        Known {
            source: self.source,
            table: self.table,
            role: self.role,
            key: &record.key,
            values: &record.values,
        }
    }

    /// A row that was set aside, read as well as it can be: by the places of its cells.
    pub(crate) fn record_of_text(&self, text: &str) -> StandardRecord {
        let cells = self.cells(text).into_iter().map(Cell::text).collect();
        self.record(&RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: 0,
            cells,
        })
    }

    /// Everything a row that was set aside may be recognised by.
    pub(crate) fn clues_of_text(&self, text: &str) -> BTreeSet<String> {
        let record = self.record_of_text(text);
        let mut found = clues(&self.known(&record));
        found.extend(mail_clues(text));
        found
    }

    /// Cuts what is somebody's out of a text that was set aside. Nothing when nothing of it is;
    /// else what is left, which may be nothing too. A text that swallowed several rows is cut line
    /// by line.
    #[expect(clippy::option_option, reason = "whether it is cut, and what is left")]
    pub(crate) fn cut(
        &self,
        text: &str,
        mut is_theirs: impl FnMut(&str) -> bool,
    ) -> Option<Option<String>> {
        if !self.is_several_rows(text) {
            return is_theirs(text).then_some(None);
        }
        let mut is_cut = false;
        let mut is_left = false;
        let lines: Vec<&str> = text
            .split('\n')
            .map(|line| {
                if is_theirs(line) {
                    is_cut = true;
                    GONE
                } else {
                    is_left |= !line.trim().is_empty();
                    line
                }
            })
            .collect();
        is_cut.then(|| is_left.then(|| lines.join("\n")))
    }

    /// Whether a text that was set aside swallowed several rows.
    pub(crate) fn is_several_rows(&self, text: &str) -> bool {
        if self.delimiter.is_none() || !text.trim_end().contains('\n') {
            return false;
        }
        let quotes = self.quote.map_or(0, |quote| text.matches(quote).count());
        quotes % 2 == 1 || self.cells(text).len() > self.width.max(1) * WIDEST
    }

    /// The cells of a row as it stood in its file; formats without lines are kept with tabs.
    fn cells(&self, text: &str) -> Vec<String> {
        let delimiter = self.delimiter.unwrap_or('\t');
        let mut cells = vec![String::new()];
        let mut is_quoted = false;
        for character in text.trim_end_matches(['\r', '\n']).chars() {
            if Some(character) == self.quote {
                is_quoted = !is_quoted;
            } else if character == delimiter && !is_quoted {
                cells.push(String::new());
            } else if let Some(cell) = cells.last_mut() {
                cell.push(character);
            }
        }
        cells
    }
}

/// The day of a time such as 2026-11-23T12:00:00Z.
pub(crate) fn day_of(now: &str) -> NaiveDate {
    now.get(..10)
        .and_then(|day| day.parse().ok())
        .unwrap_or_default()
}

/// A mapping of which no column means anything.
pub(crate) fn unmapped(header: &[String]) -> Mapping {
    Mapping {
        role: TableRole::Unclear,
        columns: header
            .iter()
            .enumerate()
            .map(|(column, header)| ColumnMapping {
                column,
                header: header.clone(),
                target: None,
                transformation: Transformation::Keep,
                confidence: 0.0,
                reason: String::new(),
                state: MappingState::Unused,
                date_order: None,
            })
            .collect(),
        default_country: None,
        constants: Vec::new(),
        recipe: None,
    }
}

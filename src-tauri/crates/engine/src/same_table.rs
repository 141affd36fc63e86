//! Whether a file is a newer export of a table in use.
//!
//! A file is recognised by the header it shares with the load in use, by its name without dates, months and counters,
//! and by the keys of its rows. What is sure becomes a new load of that table; what is only likely stays apart and is
//! told. What source and table are called decides nothing: two shops on one platform are called alike.

use std::collections::HashSet;
use std::rc::Rc;

use rollcall_intake::OpenBook;
use rollcall_mapping::{HeaderChange, carry_over, series_of};
use rollcall_model::{SourceId, TableId, TableRole};
use rollcall_store::{Store, StoredLoad};

use crate::EngineError;
use crate::inspect_files::{PlannedTable, label};
use crate::inventory::Marks;
use crate::row_reader::{RowReader, day_of};
use happened::{Standing, dated};
use same_rows::{FileKeys, Overlap, known_keys};

#[cfg(test)]
pub(crate) use again::Facts;
pub(crate) use again::Side;
pub(crate) use by_hand::{Said, chosen_for, is_among, table_named};
pub(crate) use happened::EventKin;
pub(crate) use read_once::ReadOnce;
pub(crate) use tell::{Rows, note_joined, tell, tell_joined};

/// Share of the columns that must be the same for a file of the same name to be the same table.
pub(crate) const MOST_COLUMNS: f64 = 0.6;
/// What speaks against a file whose rows are others.
const HARDLY_ANY: &str = "hardly any of its rows stand there";
/// Share of the columns that must be the same where the name does not tell.
const NEARLY_ALL_COLUMNS: f64 = 0.8;

/// A table a file is a newer export of, and what tells so.
#[derive(Debug, Clone)]
pub(crate) struct Renewed {
    pub(crate) table: TableId,
    pub(crate) source: SourceId,
    /// `Source · table`.
    pub(crate) name: String,
    /// Why, as the end of a sentence.
    pub(crate) reason: String,
    pub(crate) change: HeaderChange,
    /// Whether source and table are called alike, so that nothing needs to be told.
    pub(crate) by_name: bool,
    /// What speaks against it, where nothing speaks for another place, as a part of a sentence.
    pub(crate) unclear: Option<String>,
}

/// A table a file may be a newer export of, without its being sure.
#[derive(Debug, Clone)]
pub(crate) struct Likely {
    pub(crate) of: Renewed,
    /// What speaks against it, as the end of a sentence.
    pub(crate) doubt: &'static str,
}

pub(crate) enum Kinship {
    Sure(i64, Renewed),
    Likely(Likely),
    /// Both are of what happened, and called and built alike.
    Happened(Box<EventKin>),
    None,
}

/// What is needed to tell a file and a table apart.
pub(crate) struct View<'a> {
    pub(crate) store: &'a Store,
    pub(crate) marks: &'a Marks,
    pub(crate) now: &'a str,
    /// What was read already of the loads in use.
    pub(crate) read: ReadOnce,
}

impl View<'_> {
    fn keys_of(&self, load: &StoredLoad) -> Result<Rc<HashSet<String>>, EngineError> {
        self.read
            .keys(load.load, || known_keys(self.store, load, self.now))
    }

    /// How near a file is to a load in use. Where the names agree and the first rows are all unknown, the file is read
    /// until enough of its rows are known or it ends.
    pub(crate) fn kinship(
        &self,
        table: &PlannedTable,
        load: &StoredLoad,
        is_chosen: bool,
        book: &mut OpenBook,
    ) -> Result<Kinship, EngineError> {
        let Some(saved) = self.store.mapping(load.table)? else {
            return Ok(Kinship::None);
        };
        let header = &table.plan.header;
        let (mapping, change) = carry_over(&saved.mapping, header, &table.suggestion.mapping);
        let columns = Columns::of(load.header.len(), header.len(), &change);
        let source = self.marks.of(load.source).name;
        let by_name = source == table.suggestion.source_name
            && load.table_name == table.suggestion.table_name;
        let file = label(&table.plan);
        let series = series_of(&file, table.plan.sheet.as_deref());
        let same_series = series == series_of(&load.file, load.sheet.as_deref());
        let renewed = |reason: String| Renewed {
            table: load.table,
            source: load.source,
            name: name_of(self.marks, load),
            reason,
            change: change.clone(),
            by_name,
            unclear: None,
        };
        let mut score = columns.score();
        if last_part(&file) == last_part(&load.file) && table.plan.sheet == load.sheet {
            score += 40;
        }
        if is_chosen {
            let of = renewed("somebody said so".into());
            return Ok(Kinship::Sure(score + 1000, of));
        }
        if table.by_hand.named && !by_name {
            return Ok(Kinship::None);
        }
        // What is called and read alike may be the same list under renamed headers: that is told.
        let is_called_alike = by_name || same_series && !series.is_empty();
        let is_read_alike = saved.mapping.role == table.suggestion.mapping.role
            && saved.mapping.role != TableRole::Unclear;
        let under_other_headers = |of: Renewed| {
            if is_called_alike && is_read_alike {
                Kinship::Likely(Likely {
                    of,
                    doubt: "most of its columns are called otherwise",
                })
            } else {
                Kinship::None
            }
        };
        if !columns.most_by_name {
            return Ok(under_other_headers(renewed("it is called like it".into())));
        }
        let reader = RowReader::new(
            load.source,
            load.table,
            &mapping,
            &table.plan.reading,
            day_of(self.now),
        );
        let keys = FileKeys {
            reader: &reader,
            plan: &table.plan,
        };
        if same_series && !series.is_empty() && columns.agreement >= MOST_COLUMNS {
            score += if by_name { 50 } else { 20 };
            if is_read_alike && saved.mapping.role == TableRole::Events {
                let standing = self
                    .read
                    .happened(load.load, || Standing::of(self.store, load, self.now))?;
                let reader = dated(reader, &mapping, &table.plan);
                let facts = standing.against(&reader, &table.plan, book);
                let kin = EventKin::new(score, renewed(columns.reason()), load, source, facts);
                return Ok(Kinship::Happened(Box::new(kin)));
            }
            let known = self.keys_of(load)?;
            if keys.overlap(&known, book) == Overlap::Hardly {
                return Ok(Kinship::Likely(Likely {
                    of: renewed(format!(
                        "its name without dates and {}",
                        columns.told_alike()
                    )),
                    doubt: HARDLY_ANY,
                }));
            }
            return Ok(Kinship::Sure(score, renewed(columns.reason())));
        }
        if columns.agreement < NEARLY_ALL_COLUMNS {
            return Ok(under_other_headers(renewed("it is called like it".into())));
        }
        let known = self.keys_of(load)?;
        let Some((shared, looked_at)) = keys.first_shared(&known) else {
            return Ok(Kinship::None);
        };
        let of = renewed(format!(
            "{} and {shared} of the first {looked_at} record keys are the same",
            columns.told
        ));
        let doubt = "its name is another";
        Ok(if series.is_empty() && same_series {
            Kinship::Sure(score, of)
        } else {
            Kinship::Likely(Likely { of, doubt })
        })
    }
}

/// Whether two files found together are exports of one list: by their names, their columns and the keys of their rows.
/// The rows of the earlier one are looked for in the later one.
pub(crate) fn is_one_list(
    later: &PlannedTable,
    earlier: &PlannedTable,
    now: &str,
    book: &mut OpenBook,
) -> bool {
    let series = |table: &PlannedTable| series_of(&label(&table.plan), table.plan.sheet.as_deref());
    if series(later) != series(earlier) || series(later).is_empty() {
        return false;
    }
    let (mapping, change) = carry_over(
        &earlier.suggestion.mapping,
        &later.plan.header,
        &later.suggestion.mapping,
    );
    let columns = Columns::of(earlier.plan.header.len(), later.plan.header.len(), &change);
    if columns.agreement < MOST_COLUMNS || !columns.most_by_name {
        return false;
    }
    let reader = |table: &PlannedTable, mapping| {
        RowReader::new(
            SourceId(0),
            TableId(0),
            mapping,
            &table.plan.reading,
            day_of(now),
        )
    };
    let (of_earlier, of_later) = (
        reader(earlier, &earlier.suggestion.mapping),
        reader(later, &mapping),
    );
    let known = FileKeys {
        reader: &of_earlier,
        plan: &earlier.plan,
    }
    .first();
    let keys = FileKeys {
        reader: &of_later,
        plan: &later.plan,
    };
    keys.hold_most(&known, book)
}

/// How far two headers agree.
struct Columns {
    agreement: f64,
    /// Whether more than half are the same by their very names.
    most_by_name: bool,
    told: String,
}

impl Columns {
    fn of(before: usize, now: usize, change: &HeaderChange) -> Self {
        let wider = before.max(now).max(1);
        let found = now.saturating_sub(change.added.len());
        let same = found.saturating_sub(change.renamed.len());
        Self {
            agreement: found as f64 / wider as f64,
            most_by_name: same * 2 > wider,
            told: format!("{found} of {wider} columns"),
        }
    }

    /// Hundredths of agreement, for choosing among several tables.
    fn score(&self) -> i64 {
        (self.agreement * 100.0) as i64
    }

    /// What tells a file of the name of a load to be an export of its table.
    fn reason(&self) -> String {
        format!(
            "its name is the same without dates and counters, and so are {}",
            self.told
        )
    }

    fn told_alike(&self) -> String {
        format!("{} are the same", self.told)
    }
}

fn last_part(label: &str) -> &str {
    label.rsplit('/').next().unwrap_or(label)
}

/// `Source · table`.
pub(crate) fn name_of(marks: &Marks, load: &StoredLoad) -> String {
    format!("{} · {}", marks.of(load.source).name, load.table_name)
}

mod again;
mod by_hand;
mod happened;
mod read_once;
mod same_rows;
mod tell;

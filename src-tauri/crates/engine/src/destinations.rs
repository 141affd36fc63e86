//! Which of the tables found are loaded, and where the rows of each go. The preview and the loading ask here, and
//! nowhere else.
//!
//! No file comes in twice, no two files of one loading renew the same table, and of several exports of one list only
//! the latest is used. Whatever is left out is told.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rollcall_intake::{OpenBook, Reading};
use rollcall_mapping::{Edition, series_of};
use rollcall_model::{LoadId, Problem, TableId, TableRole};
use rollcall_store::{LoadState, Store, StoredLoad};

use crate::EngineError;
use crate::audit::LoadsAgain;
use crate::inspect_files::{PlannedTable, label};
use crate::inventory::Marks;
use crate::same_table::{Kinship, Likely, ReadOnce, Renewed, Said, View, chosen_for, is_one_list};
pub(crate) use again::Joined;
use contents::Contents;
use left_out::{note_loaded, note_older, note_replaced, note_same};
use own_name::OwnNames;
use slot::Slot;

pub(crate) use contents::hash_of;

/// What the source of a table is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As the recipe or the file name suggests.
    AsSuggested,
    /// After its file, so that every file is a source of its own.
    ByFile,
}

/// What decides where tables go, beside the tables themselves.
pub(crate) struct Given<'a> {
    pub(crate) store: &'a Store,
    pub(crate) now: &'a str,
    pub(crate) naming: Naming,
    /// Files somebody said to be newer exports of a table.
    pub(crate) said: &'a [Said],
    /// What becomes of files of what happened that are called and built like tables in use.
    pub(crate) loads_again: LoadsAgain,
}

/// What becomes of a table that was found.
#[derive(Debug, Clone)]
pub(crate) struct Sorted {
    /// Hash of its file's content.
    pub(crate) content: String,
    pub(crate) fate: Fate,
    /// Loads of the same file that somebody moves to another table.
    pub(crate) moved: Vec<LoadId>,
    /// Loads of other tables whose rows it holds again.
    pub(crate) ends: Vec<LoadId>,
}

/// Whether a table is loaded, and where.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    /// It is not loaded; with the table in use that holds its rows or later ones.
    LeftOut(Option<TableId>, Problem),
    /// It is loaded.
    Goes(Destination),
}

/// Where the rows of a file go.
#[derive(Debug, Clone)]
pub(crate) enum Destination {
    /// Into an earlier table, as its newer export.
    Renews(Renewed),
    /// Into a table of this name beside those of other days.
    Joins { table: String, joined: Box<Joined> },
    /// Into a table of its own.
    Own {
        source: String,
        table: String,
        /// A table it may be a newer export of, without its being sure.
        likely: Option<Likely>,
    },
}

/// Decides for every planned table whether it is loaded and where it goes.
///
/// # Errors
/// When a file cannot be read, or a table somebody chose is not in use.
pub(crate) fn sort_tables(
    given: &Given<'_>,
    planned: &[&PlannedTable],
    book: &mut OpenBook,
) -> Result<Vec<Sorted>, EngineError> {
    let loads = given.store.loads()?;
    let known = given.store.current_loads()?;
    let mut desk = Desk {
        given,
        slots: Vec::new(),
        standing: Vec::new(),
        loads: &loads,
        known: &known,
    };
    desk.leave_out_known(planned)?;
    match given.naming {
        Naming::AsSuggested => {
            desk.turn_round();
            desk.renew(book)?;
            desk.keep_latest(book);
        }
        Naming::ByFile => desk.renew_by_file()?,
    }
    let mut names = OwnNames::of(given.store, &loads, given.naming)?;
    let slots = desk.slots.into_iter();
    Ok(slots.map(|slot| slot.settle(&mut names)).collect())
}

struct Desk<'a> {
    given: &'a Given<'a>,
    slots: Vec<Slot<'a>>,
    /// Tables whose file is among those found and has not changed.
    standing: Vec<TableId>,
    loads: &'a [StoredLoad],
    known: &'a [StoredLoad],
}

impl<'a> Desk<'a> {
    /// Leaves out what is loaded already or was before, under whatever name, and what stands among the files twice.
    fn leave_out_known(&mut self, planned: &[&'a PlannedTable]) -> Result<(), EngineError> {
        let mut contents = Contents::default();
        for table in planned {
            let content = contents.of(&table.plan.file.path)?;
            let chosen = chosen_for(table, self.given.said);
            let is_known = |chosen: &TableId| self.known.iter().any(|load| load.table == *chosen);
            if let Some(chosen) = chosen.filter(|chosen| !is_known(chosen)) {
                return Err(EngineError::NotFound {
                    what: "table in use",
                    name: chosen.0.to_string(),
                });
            }
            let mut slot = Slot {
                table,
                content,
                chosen,
                edition: Edition::of(&label(&table.plan), table.plan.sheet.as_deref()),
                moved: Vec::new(),
                ends: Vec::new(),
                stands: None,
                replaced: None,
                fate: None,
                joins: None,
                likely: None,
            };
            self.compare_contents(&mut slot);
            self.slots.push(slot);
        }
        Ok(())
    }

    fn compare_contents(&mut self, slot: &mut Slot<'_>) {
        let (naming, place) = (self.given.naming, slot.table.plan.place());
        let same = |load: &&StoredLoad| is_same_content(naming, slot.table, &slot.content, load);
        if let Some(load) = self
            .known
            .iter()
            .filter(same)
            .find(|load| is_same_reading(slot.table, load))
        {
            if slot.chosen.is_none_or(|chosen| chosen == load.table) {
                self.standing.push(load.table);
                slot.stands = Some(load.load);
                slot.leave_out(Some(load.table), note_loaded(place, &load.file));
            } else {
                slot.moved.push(load.load);
            }
            return;
        }
        if naming == Naming::ByFile {
            return;
        }
        let is_free =
            slot.chosen.is_none() && !slot.table.by_hand.own_table && !slot.table.by_hand.read;
        let replaced = self
            .loads
            .iter()
            .filter(|load| is_free && load.state == LoadState::Superseded)
            .filter(same)
            .find_map(|load| successor(load, self.known));
        if let Some(now) = replaced.filter(|now| now.fingerprint != slot.content) {
            let note = note_replaced(place.clone(), &now.file);
            // Where rows are to be added, those of other days may come back.
            if self.given.loads_again != LoadsAgain::Add {
                slot.leave_out(Some(now.table), note);
                return;
            }
            slot.replaced = Some((now.table, note));
        }
        let twin = self.slots.iter().find(|other| {
            other.is_open()
                && other.content == slot.content
                && other.table.plan.member == slot.table.plan.member
                && other.table.plan.sheet == slot.table.plan.sheet
        });
        if let Some(twin) = twin {
            let note = note_same(place, &label(&twin.table.plan));
            slot.leave_out(None, note);
        }
    }

    /// A file that was added to others before takes the place of the last of them where somebody says so now; not of
    /// one whose file lies beside it.
    fn turn_round(&mut self) {
        if self.given.loads_again != LoadsAgain::Replace {
            return;
        }
        for slot in &mut self.slots {
            let own = self
                .known
                .iter()
                .find(|load| Some(load.load) == slot.stands);
            let Some(own) = own.filter(|_| slot.table.suggestion.mapping.role == TableRole::Events)
            else {
                continue;
            };
            let others = self.known.iter().filter(|load| {
                load.table < own.table
                    && is_of_one_series(load, own)
                    && !self.standing.contains(&load.table)
            });
            if let Some(before) = others.max_by_key(|load| load.table) {
                slot.fate = None;
                slot.chosen = Some(before.table);
                slot.moved.push(own.load);
            }
        }
    }

    /// Finds the table in use each file renews, or those it joins. An earlier export than the one in use is left out.
    fn renew(&mut self, book: &mut OpenBook) -> Result<(), EngineError> {
        let marks = Marks::read(self.given.store)?;
        let view = View {
            store: self.given.store,
            marks: &marks,
            now: self.given.now,
            read: ReadOnce::default(),
        };
        let mut offers: Vec<(i64, usize, Renewed)> = Vec::new();
        for (position, slot) in self.slots.iter_mut().enumerate() {
            let mut happened = Vec::new();
            for load in self.known {
                let is_other = slot.chosen.is_some_and(|table| table != load.table);
                if !slot.is_open() || slot.table.by_hand.own_table || is_other {
                    continue;
                }
                let found = match view.kinship(slot.table, load, slot.chosen.is_some(), book)? {
                    Kinship::Happened(kin) => {
                        happened.push(*kin);
                        continue;
                    }
                    other => slot.weigh(load, other, &self.standing),
                };
                offers.extend(found.map(|(score, renewed)| (score, position, renewed)));
            }
            if slot.is_open() {
                let desk = (self.known, &*self.standing, self.given.loads_again);
                let found = slot.settle_happened(happened, desk).into_iter();
                offers.extend(found.map(|(score, renewed)| (score, position, renewed)));
            }
        }
        self.give_tables(offers);
        Ok(())
    }

    /// Gives each table to one file: the one somebody chose, else the latest, else the most alike.
    fn give_tables(&mut self, mut offers: Vec<(i64, usize, Renewed)>) {
        offers.sort_by(|left, right| {
            (right.0, left.1, left.2.table).cmp(&(left.0, right.1, right.2.table))
        });
        let mut taken: BTreeMap<TableId, usize> = BTreeMap::new();
        for (_, position, renewed) in offers {
            if !self.slots.get(position).is_some_and(Slot::is_open) {
                continue;
            }
            let table = renewed.table;
            if let Some(holder) = taken.get(&table).copied() {
                match self.age(position, holder) {
                    Some(Ordering::Less) => {
                        self.leave_out_older(position, holder, Some(table));
                        continue;
                    }
                    Some(Ordering::Greater) if !self.is_chosen(holder) => {
                        self.leave_out_older(holder, position, Some(table));
                    }
                    _ => continue,
                }
            }
            taken.insert(table, position);
            if let Some(slot) = self.slots.get_mut(position) {
                slot.fate = Some(Fate::Goes(Destination::Renews(renewed)));
            }
        }
    }

    /// Of several exports of one list that nobody knows yet, the latest is used.
    fn keep_latest(&mut self, book: &mut OpenBook) {
        for one in 0..self.slots.len() {
            for other in 0..self.slots.len() {
                if self.age(one, other) == Some(Ordering::Less)
                    && self.is_free(one)
                    && self.is_free(other)
                    && let (Some(earlier), Some(later)) =
                        (self.slots.get(one), self.slots.get(other))
                    && is_one_list(later.table, earlier.table, self.given.now, book)
                {
                    self.leave_out_older(one, other, None);
                }
            }
        }
    }

    /// Every file is a source of its own, and renews what was loaded from a file of its name.
    fn renew_by_file(&mut self) -> Result<(), EngineError> {
        let marks = Marks::read(self.given.store)?;
        for slot in &mut self.slots {
            let plan = &slot.table.plan;
            let earlier = self
                .known
                .iter()
                .find(|load| load.file == label(plan) && load.sheet == plan.sheet);
            if let (Some(load), true) = (earlier, slot.is_open()) {
                slot.fate = Some(Fate::Goes(Destination::Renews(Renewed {
                    table: load.table,
                    source: load.source,
                    name: crate::same_table::name_of(&marks, load),
                    reason: "its file is called so".into(),
                    change: rollcall_mapping::HeaderChange::default(),
                    by_name: true,
                    unclear: None,
                })));
            }
        }
        Ok(())
    }

    fn age(&self, one: usize, other: usize) -> Option<Ordering> {
        let (one, other) = (self.slots.get(one)?, self.slots.get(other)?);
        one.edition.compare(&other.edition)
    }

    fn is_chosen(&self, position: usize) -> bool {
        let slot = self.slots.get(position);
        slot.is_some_and(|slot| slot.chosen.is_some())
    }

    fn is_free(&self, position: usize) -> bool {
        let slot = self.slots.get(position);
        slot.is_some_and(|slot| {
            slot.is_open() && !slot.table.by_hand.own_table && !slot.table.by_hand.named
        })
    }

    fn leave_out_older(&mut self, earlier: usize, later: usize, holder: Option<TableId>) {
        let Some(file) = self.slots.get(later).map(|slot| label(&slot.table.plan)) else {
            return;
        };
        if let Some(slot) = self.slots.get_mut(earlier) {
            let note = note_older(slot.table.plan.place(), &file);
            slot.leave_out(holder, note);
        }
    }
}

/// What stands in the place of a load that was replaced: a later load of its table, or where there is none one of another
/// table of its kind that holds its rows as well.
fn successor<'a>(load: &StoredLoad, known: &'a [StoredLoad]) -> Option<&'a StoredLoad> {
    let of_table = known.iter().find(|now| now.table == load.table);
    of_table.or_else(|| {
        let mut later = known.iter().filter(|now| now.load > load.load);
        later.find(|now| is_of_one_series(now, load))
    })
}

/// Whether two loads are of one source and of files of one name.
fn is_of_one_series(one: &StoredLoad, other: &StoredLoad) -> bool {
    let series = |load: &StoredLoad| series_of(&load.file, load.sheet.as_deref());
    one.source == other.source && series(one) == series(other) && !series(one).is_empty()
}

/// Whether a load holds this very table.
fn is_same_content(naming: Naming, table: &PlannedTable, content: &str, load: &StoredLoad) -> bool {
    let plan = &table.plan;
    let is_same_place = match (naming, &plan.member) {
        (Naming::ByFile, _) => load.file == label(plan),
        // The same bytes hold the same members.
        (Naming::AsSuggested, Some(member)) => load.file.ends_with(&format!("/{member}")),
        (Naming::AsSuggested, None) => true,
    };
    load.fingerprint == content && is_same_place && load.sheet == plan.sheet
}

/// Read in another way, the same file gives other rows.
fn is_same_reading(table: &PlannedTable, load: &StoredLoad) -> bool {
    serde_json::from_str(&load.reading).is_ok_and(|reading: Reading| reading == table.plan.reading)
}

mod again;
mod contents;
mod left_out;
mod own_name;
mod slot;

//! One table while it is not yet decided where it goes.

use std::cmp::Ordering;

use rollcall_mapping::Edition;
use rollcall_model::{LoadId, Problem, TableId};
use rollcall_store::StoredLoad;

use super::again::{Decided, Joined, decide};
use super::left_out::note_older;
use super::own_name::OwnNames;
use super::{Destination, Fate, Sorted};
use crate::audit::LoadsAgain;
use crate::inspect_files::PlannedTable;
use crate::same_table::{EventKin, Kinship, Likely, Renewed};

/// A table and what is known of it so far.
pub(super) struct Slot<'a> {
    pub(super) table: &'a PlannedTable,
    pub(super) content: String,
    pub(super) chosen: Option<TableId>,
    pub(super) edition: Edition,
    pub(super) moved: Vec<LoadId>,
    pub(super) ends: Vec<LoadId>,
    /// The load in use that holds its very content.
    pub(super) stands: Option<LoadId>,
    /// It was loaded before: the table whose rows took the place of its own, and how that is told.
    pub(super) replaced: Option<(TableId, Problem)>,
    pub(super) fate: Option<Fate>,
    pub(super) joins: Option<Box<Joined>>,
    pub(super) likely: Option<Likely>,
}

impl Slot<'_> {
    pub(super) fn is_open(&self) -> bool {
        self.fate.is_none() && self.joins.is_none()
    }

    pub(super) fn leave_out(&mut self, holder: Option<TableId>, why: Problem) {
        self.fate = Some(Fate::LeftOut(holder, why));
    }

    pub(super) fn settle(self, names: &mut OwnNames) -> Sorted {
        let fate = match (self.fate, self.joins) {
            (Some(fate), _) => fate,
            (None, Some(joined)) => {
                let table = names.give_beside(self.table, &joined.called);
                Fate::Goes(Destination::Joins { table, joined })
            }
            (None, None) => {
                let (source, table) = names.give(self.table);
                Fate::Goes(Destination::Own {
                    source,
                    table,
                    likely: self.likely,
                })
            }
        };
        let renews = matches!(fate, Fate::Goes(Destination::Renews(_)));
        Sorted {
            content: self.content,
            fate,
            moved: self.moved,
            ends: if renews { self.ends } else { Vec::new() },
        }
    }

    /// Takes in how near the file is to a load in use. What it may renew is given back; an earlier export than the one
    /// in use is left out.
    pub(super) fn weigh(
        &mut self,
        load: &StoredLoad,
        kinship: Kinship,
        standing: &[TableId],
    ) -> Option<(i64, Renewed)> {
        let (score, renewed) = match kinship {
            Kinship::Sure(score, renewed) => (score, renewed),
            Kinship::Likely(likely) => {
                self.likely.get_or_insert(likely);
                return None;
            }
            Kinship::Happened(_) | Kinship::None => return None,
        };
        let edition = Edition::of(&load.file, load.sheet.as_deref());
        match self.edition.compare(&edition) {
            _ if self.chosen.is_some() => Some((score, renewed)),
            Some(Ordering::Less) => {
                let note = note_older(self.table.plan.place(), &load.file);
                self.leave_out(Some(load.table), note);
                None
            }
            // Neither of two files that lie side by side is known to be the later one.
            None | Some(Ordering::Equal) if standing.contains(&load.table) => {
                self.likely.get_or_insert(Likely {
                    of: renewed,
                    doubt: "the file in use lies beside it, and their names do not tell which is the later one",
                });
                None
            }
            _ => Some((score, renewed)),
        }
    }

    /// Decides for a file of what happened whether it joins the tables that are called and built like it. What it may
    /// renew instead is given back.
    pub(super) fn settle_happened(
        &mut self,
        kin: Vec<EventKin>,
        desk: (&[StoredLoad], &[TableId], LoadsAgain),
    ) -> Vec<(i64, Renewed)> {
        let (known, standing, loads_again) = desk;
        let is_of_other_days =
            !kin.is_empty() && kin.iter().all(|one| one.facts.is_of_other_days());
        if let Some((holder, note)) = self.replaced.take().filter(|_| !is_of_other_days) {
            self.leave_out(Some(holder), note);
            return Vec::new();
        }
        match decide(kin, loads_again) {
            Decided::Joins(joined) => {
                self.joins = Some(joined);
                Vec::new()
            }
            Decided::TakesPlace(kin, ends) => {
                self.ends = ends;
                let Some(load) = load_of(&kin, known) else {
                    return Vec::new();
                };
                let sure = Kinship::Sure(kin.score, kin.of);
                self.weigh(load, sure, standing).into_iter().collect()
            }
            Decided::AsAny(kin) => kin
                .into_iter()
                .filter_map(|one| self.weigh(load_of(&one, known)?, one.otherwise, standing))
                .collect(),
        }
    }
}

/// The load in use of the table that is kin.
fn load_of<'a>(kin: &EventKin, known: &'a [StoredLoad]) -> Option<&'a StoredLoad> {
    known.iter().find(|load| load.load == kin.load)
}

//! Who is in how many of the lists people made, and which lists have whom in common.

use rollcall_checks::Groups;
use rollcall_lists::choose;
use rollcall_store::{StoredList, StoredListVersion};

use super::named::Named;
use super::{run_in_use, saved};
use crate::view::{ListOverlap, ListPair, ListTogether, Nothing};
use crate::{Engine, EngineError};

/// So many of the largest lists are compared with each other …
const MOST_COMPARED: usize = 20;
/// … and so many pairs and combinations told.
const MOST_TOLD: usize = 20;

impl Engine {
    /// What the lists people made have in common. Nothing while nobody was found or fewer than two lists
    /// are there.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_overlap(&self, _: Nothing) -> Result<ListOverlap, EngineError> {
        let store = self.store()?;
        let all: Vec<StoredList> = store.agreed()?;
        let lists: Vec<StoredList> = all
            .into_iter()
            .filter(|one| one.removed_at.is_none())
            .collect();
        if lists.len() < 2 || store.current_run()?.is_none() {
            return Ok(ListOverlap::default());
        }
        let run = run_in_use(&store)?;
        let versions: Vec<StoredListVersion> = store.agreed()?;
        let window = self.window(&store, run.run, None, None)?;
        let named = Named::read(&store)?;
        let mut groups = Groups::default();
        for list in &lists {
            let Some(version) = saved::version_in_force(&versions, list.list_id) else {
                continue;
            };
            let condition = named.put_in(&saved::condition_of(version)?)?.condition;
            self.ask_book(&store, &run, &condition, |book| {
                let chosen = choose(&condition, book, window.window.until);
                for (customer, is_chosen) in book.customers.iter().zip(chosen) {
                    if is_chosen {
                        groups.add(&list.name, *customer);
                    }
                }
            })?;
        }
        let shared = groups.shared(MOST_COMPARED, MOST_TOLD);
        Ok(ListOverlap {
            in_how_many: shared.in_how_many,
            pairs: shared
                .pairs
                .into_iter()
                .map(|one| ListPair {
                    one: one.one,
                    other: one.other,
                    both: one.both,
                    in_one: one.in_one,
                    in_other: one.in_other,
                })
                .collect(),
            together: shared
                .combinations
                .into_iter()
                .map(|one| ListTogether {
                    lists: one.groups,
                    people: one.people,
                })
                .collect(),
        })
    }
}

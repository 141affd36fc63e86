//! Lists that name other lists, and findings of checks: what stands behind a name, and that no list names
//! itself.

use std::collections::BTreeMap;

use rollcall_lists::{Book, Condition, Joined};
use rollcall_model::CustomerId;
use rollcall_store::{Store, StoredList, StoredListVersion, StoredRun};

use super::saved::{self, condition_of, version_in_force};
use crate::{Engine, EngineError, check_book};

/// Who is behind the findings a condition asks about, by check; nothing where a check cannot tell.
pub(super) type Findings = BTreeMap<String, Option<Vec<CustomerId>>>;

/// The lists of a project, to look up those that are named.
pub(crate) struct Named {
    lists: Vec<StoredList>,
    versions: Vec<StoredListVersion>,
}

/// A condition with nothing but what can be decided, and the lists it was made of.
pub(crate) struct Whole {
    /// In place of each list that is named stand its conditions.
    pub(crate) condition: Condition,
    /// Each list that is named, here or by one that is, and its version.
    pub(crate) lists: BTreeMap<i64, u32>,
}

impl Named {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            lists: store.agreed()?,
            versions: store.agreed()?,
        })
    }

    /// Puts the conditions of each list that is named in its place, in no more groups than they need: what
    /// is named must not make a list deeper. Those that name none stay where they stand.
    ///
    /// # Errors
    /// When a list that is named is not there, or names itself.
    pub(crate) fn put_in(&self, condition: &Condition) -> Result<Whole, EngineError> {
        let mut lists = BTreeMap::new();
        let condition = self.whole(condition, &mut Vec::new(), &mut lists)?;
        Ok(Whole { condition, lists })
    }

    fn whole(
        &self,
        condition: &Condition,
        within: &mut Vec<i64>,
        lists: &mut BTreeMap<i64, u32>,
    ) -> Result<Condition, EngineError> {
        Ok(match condition {
            Condition::List { list, holds } => {
                let known = saved::find(&self.lists, *list)?;
                if within.contains(list) {
                    return Err(names_itself(&known.name));
                }
                let version = version_in_force(&self.versions, *list)
                    .ok_or_else(|| names_itself(&known.name))?;
                lists.insert(*list, version.version);
                within.push(*list);
                let its = self.whole(&condition_of(version)?, within, lists)?;
                within.pop();
                let its = its.plain();
                if *holds {
                    its
                } else {
                    Condition::Group {
                        joined: Joined::None,
                        conditions: vec![its],
                    }
                }
            }
            Condition::Group { joined, conditions } => Condition::Group {
                joined: *joined,
                conditions: conditions
                    .iter()
                    .map(|one| self.whole(one, within, lists))
                    .collect::<Result<_, _>>()?,
            },
            simple => simple.clone(),
        })
    }

    /// Refuses conditions by which a list would be asked about itself.
    ///
    /// # Errors
    /// When it would, or a list that is named is not there.
    pub(super) fn refuse_itself(
        &self,
        list: Option<i64>,
        name: &str,
        condition: &Condition,
    ) -> Result<(), EngineError> {
        let whole = self.put_in(condition)?;
        match list {
            Some(list) if whole.lists.contains_key(&list) => Err(names_itself(name)),
            _ => Ok(()),
        }
    }

    /// The list in force that names this one, if any.
    pub(super) fn naming(&self, list: i64) -> Result<Option<&StoredList>, EngineError> {
        for one in self.lists.iter().filter(|one| one.removed_at.is_none()) {
            let Some(version) = version_in_force(&self.versions, one.list_id) else {
                continue;
            };
            let mut is_named = false;
            condition_of(version)?.visit(&mut |condition| {
                is_named |=
                    matches!(condition, Condition::List { list: named, .. } if *named == list);
            });
            if is_named {
                return Ok(Some(one));
            }
        }
        Ok(None)
    }
}

fn names_itself(name: &str) -> EngineError {
    EngineError::invalid(format!(
        "The list “{name}” would name itself, by its own conditions or through another list. Take that condition out."
    ))
}

impl Engine {
    /// Asks the book something about a condition of which no list is named any more.
    pub(super) fn ask_book<T>(
        &self,
        store: &Store,
        run: &StoredRun,
        condition: &Condition,
        answer: impl FnOnce(&Book) -> T,
    ) -> Result<T, EngineError> {
        let mut findings = Findings::new();
        for check in checks_named(condition) {
            let behind = check_book::who_is_behind(&self.checks, store, run.run, &check)?;
            findings.insert(check, behind);
        }
        self.facts.ask(store, run, condition, &findings, answer)
    }
}

/// The checks whose findings a condition asks about.
fn checks_named(condition: &Condition) -> Vec<String> {
    let mut checks = Vec::new();
    condition.visit(&mut |one| {
        if let Condition::Finding { check, .. } = one
            && !checks.contains(check)
        {
            checks.push(check.clone());
        }
    });
    checks
}

#[cfg(test)]
mod tests {
    use rollcall_lists::{Condition, Joined, State};
    use rollcall_store::{StoredList, StoredListVersion};

    use super::Named;

    fn group(joined: Joined, one: Condition) -> Condition {
        Condition::Group {
            joined,
            conditions: vec![one],
        }
    }

    fn list(list: i64, holds: bool) -> Condition {
        Condition::List { list, holds }
    }

    /// Nine lists, each of the one before, the first of those who wait for a word.
    #[test]
    fn a_list_gets_no_deeper_by_those_it_names() {
        let in_review = || Condition::State {
            state: State::InReview,
            holds: true,
        };
        let version = |number: i64| {
            let its = match number {
                1 => in_review(),
                other => list(other - 1, true),
            };
            StoredListVersion {
                list_id: number,
                version: 1,
                conditions: serde_json::to_string(&group(Joined::All, its)).expect("written"),
                ..StoredListVersion::default()
            }
        };
        let named = Named {
            lists: (1..=9)
                .map(|number| StoredList {
                    list_id: number,
                    name: format!("List {number}"),
                    removed_at: None,
                })
                .collect(),
            versions: (1..=9).map(version).collect(),
        };
        for (condition, put_in) in [
            (list(9, true), in_review()),
            (list(9, false), group(Joined::None, in_review())),
            // What somebody made stands where it stood.
            (
                group(Joined::All, list(9, true)),
                group(Joined::All, in_review()),
            ),
        ] {
            let whole = named.put_in(&condition).expect("a condition");
            assert_eq!(whole.condition, put_in, "{condition:?}");
            assert_eq!(whole.lists.len(), 9, "{condition:?}");
        }
    }
}

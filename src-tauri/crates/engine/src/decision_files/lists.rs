//! Lists people made, as a file of decisions holds them: the version in force, sources by their names.

use rollcall_lists::{Condition, fault_of_whole};
use rollcall_store::{Edits, Store, StoreError, StoredList, StoredListVersion};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::content::Names;
use super::fit_agreed::KnownHere;
use crate::EngineError;
use crate::lists::{Named, is_people_purpose, version_in_force};

/// A list as it is in force.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ListOf {
    pub(super) name: String,
    pub(super) purpose: String,
    /// Its conditions; a source by its name.
    pub(super) conditions: Value,
    pub(super) reason: String,
}

/// A list that fits, ready to be put in.
pub(super) struct ListHere {
    /// The list of the same name that is here; nothing for a new one.
    known: Option<i64>,
    name: String,
    version: StoredListVersion,
}

/// Every list that was not taken away.
pub(super) fn read(store: &Store, names: &Names) -> Result<Vec<ListOf>, EngineError> {
    let versions: Vec<StoredListVersion> = store.agreed()?;
    let named = Named::read(store)?;
    let mut lists = Vec::new();
    for list in store.agreed::<StoredList>()? {
        let Some(version) = version_in_force(&versions, list.list_id) else {
            continue;
        };
        // Another project has other numbers: in place of a list that is named stand its conditions.
        let Ok(whole) = named.put_in(&serde_json::from_str(&version.conditions)?) else {
            continue;
        };
        let mut conditions = serde_json::to_value(&whole.condition)?;
        let name = |source: &Value| {
            let name = names.sources.get(&source.as_i64()?)?;
            Some(Value::String(name.clone()))
        };
        if list.removed_at.is_none() && with_sources(&mut conditions, &name) {
            lists.push(ListOf {
                name: list.name,
                purpose: version.purpose.clone(),
                conditions,
                reason: version.reason.clone(),
            });
        }
    }
    Ok(lists)
}

/// What of them fits a project, and the names of those that do not. A list that is here as it is there
/// is not taken twice.
pub(super) fn fitting(
    store: &Store,
    here: &dyn KnownHere,
    lists: Vec<ListOf>,
) -> Result<(Vec<ListHere>, Vec<String>), EngineError> {
    let known: Vec<StoredList> = store.agreed()?;
    let versions: Vec<StoredListVersion> = store.agreed()?;
    let named = Named::read(store)?;
    let (mut fits, mut left) = (Vec::new(), Vec::new());
    for mut one in lists {
        let number = |source: &Value| here.source(source.as_str()?).map(Value::from);
        let condition = with_sources(&mut one.conditions, &number)
            .then(|| serde_json::from_value::<Condition>(one.conditions).ok())
            .flatten()
            .filter(|condition| fault_of_whole(condition).is_none() && !names_a_list(condition));
        let name = one.name.trim().to_owned();
        let (Some(condition), true, false) =
            (condition, is_people_purpose(&one.purpose), name.is_empty())
        else {
            left.push(format!("List {}", one.name));
            continue;
        };
        let same = known.iter().find(|here| {
            here.removed_at.is_none() && here.name.to_lowercase() == name.to_lowercase()
        });
        let version = StoredListVersion {
            purpose: one.purpose,
            conditions: serde_json::to_string(&condition)?,
            reason: one.reason,
            ..StoredListVersion::default()
        };
        let in_force = same.and_then(|same| version_in_force(&versions, same.list_id));
        let is_known = match in_force {
            Some(here) if here.purpose == version.purpose => is_of(&named, here, condition)?,
            _ => false,
        };
        if !is_known {
            fits.push(ListHere {
                known: same.map(|same| same.list_id),
                name,
                version,
            });
        }
    }
    Ok((fits, left))
}

impl ListHere {
    /// Puts it in, as part of one operation: as a new version of the list that is called so here.
    pub(super) fn put(
        &self,
        edits: &mut Edits<'_>,
        who: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        let list_id = match self.known {
            Some(number) => number,
            None => {
                let list_id = edits.next_number::<StoredList>()?;
                edits.agree(&StoredList {
                    list_id,
                    name: self.name.clone(),
                    removed_at: None,
                })?;
                list_id
            }
        };
        edits.agree(&StoredListVersion {
            list_id,
            version: edits.next_list_version(list_id)?,
            who: who.to_owned(),
            at: now.to_owned(),
            ..self.version.clone()
        })
    }
}

/// Whether a list that is here comes to these conditions. A file holds those of the lists it names in their
/// place, so they are put there before the two are compared.
fn is_of(
    named: &Named,
    here: &StoredListVersion,
    conditions: Condition,
) -> Result<bool, EngineError> {
    let kept: Condition = serde_json::from_str(&here.conditions)?;
    let whole = match named.put_in(&kept) {
        Ok(whole) => whole.condition,
        Err(_) => kept,
    };
    Ok(whole.plain() == conditions.plain())
}

/// Whether a list of elsewhere is named, by a number that is another one's here.
fn names_a_list(condition: &Condition) -> bool {
    let mut is_named = false;
    condition.visit(&mut |one| is_named |= matches!(one, Condition::List { .. }));
    is_named
}

/// Puts another word in place of each source a condition is about; false where one has none.
fn with_sources(condition: &mut Value, other: &dyn Fn(&Value) -> Option<Value>) -> bool {
    match condition {
        Value::Object(members) => {
            if members.get("kind").and_then(Value::as_str) == Some("source")
                && let Some(source) = members.get_mut("source")
            {
                return match other(source) {
                    Some(word) => {
                        *source = word;
                        true
                    }
                    None => false,
                };
            }
            members
                .values_mut()
                .all(|member| with_sources(member, other))
        }
        Value::Array(items) => items.iter_mut().all(|item| with_sources(item, other)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::with_sources;
    use serde_json::{Value, json};

    #[test]
    fn sources_within_groups_are_called_by_name() {
        let numbered = json!({ "kind": "group", "joined": "all", "conditions": [
            { "kind": "source", "source": 3, "test": "in" },
            { "kind": "state", "state": "in_review", "holds": true },
        ]});
        let mut condition = numbered.clone();
        let name = |one: &Value| (one == 3).then(|| json!("Shop"));
        assert!(with_sources(&mut condition, &name));
        assert_eq!(condition["conditions"][0]["source"], "Shop");
        let number = |one: &Value| (one == "Shop").then(|| json!(3));
        assert!(with_sources(&mut condition, &number));
        assert_eq!(condition, numbered);
        assert!(
            !with_sources(&mut condition, &|_| None),
            "a source nobody knows"
        );
    }
}

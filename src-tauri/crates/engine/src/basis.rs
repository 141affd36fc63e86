//! What a run follows from, as a fingerprint and part by part: by it an audit knows what it has to do
//! again, and the comparison of two runs why something is otherwise.

use std::collections::BTreeMap;

use rollcall_linkage::MODEL_VERSION;
use rollcall_model::Attribute;
use rollcall_store::{Store, StoredRun};
use serde::{Deserialize, Serialize};

use crate::run_audit::RunReport;
use crate::survivorship::{RULE, SOURCE_ORDER};
use crate::{EngineError, groups, run_linkage, stated_standing, survivorship};

/// What a run follows from, part by part; codes and numbers only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FollowsFrom {
    /// Fingerprint of everything but the rules about which value wins: of all that decides who is who.
    pub(crate) people: String,
    /// What was said about which value wins, by the name of the setting.
    pub(crate) rules: BTreeMap<String, String>,
    /// How careful linking was.
    pub(crate) tier: String,
    /// Version of the way records are compared.
    pub(crate) model: u32,
    /// The loads in use.
    pub(crate) tables: Vec<TableBasis>,
    /// Fingerprint of what was said of values; blank while nothing was.
    #[serde(default)]
    pub(crate) said_of_values: String,
}

/// One load in use and how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableBasis {
    pub(crate) table: i64,
    pub(crate) load: i64,
    pub(crate) mapping: i64,
    /// The recipe its values were made by.
    pub(crate) made: String,
    /// Whether it holds each person once, as somebody said.
    #[serde(default)]
    pub(crate) once: bool,
}

/// What was said otherwise about which value wins since a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ChangedRules {
    /// Attributes under which a changed rule is kept.
    pub(crate) attributes: Vec<Attribute>,
    /// Whether the order in which sources are believed is another.
    pub(crate) source_order: bool,
}

/// Fingerprint of everything the people found, and the values agreed on, follow from.
pub(crate) fn basis(store: &Store) -> Result<String, EngineError> {
    fingerprint(store, MODEL_VERSION, &survivorship::said(store)?)
}

/// What a run that begins now follows from.
pub(crate) fn follows_from(store: &Store) -> Result<FollowsFrom, EngineError> {
    let mut tables = Vec::new();
    let held_once = store.held_once()?;
    for load in store.current_loads()? {
        let mapping = store.mapping(load.table)?;
        tables.push(TableBasis {
            table: load.table.0,
            load: load.load.0,
            mapping: mapping.map_or(0, |mapping| mapping.mapping_id),
            made: load.standardised_with.unwrap_or_default(),
            once: held_once.contains(&load.table),
        });
    }
    Ok(FollowsFrom {
        people: fingerprint(store, MODEL_VERSION, &[])?,
        rules: survivorship::said(store)?.into_iter().collect(),
        tier: run_linkage::tier(store)?.code().to_owned(),
        model: MODEL_VERSION,
        tables,
        said_of_values: stated_standing::fingerprint(store)?,
    })
}

/// Where nothing but rules about which value wins changed since a run: which. Nothing where people have
/// to be found anew, or the run does not say what it followed from.
pub(crate) fn only_rules_changed(
    store: &Store,
    run: &StoredRun,
) -> Result<Option<ChangedRules>, EngineError> {
    let report: RunReport = serde_json::from_str(&run.report)?;
    let Some(before) = report.follows_from else {
        return Ok(None);
    };
    if store.are_people_due()? || before.people != fingerprint(store, MODEL_VERSION, &[])? {
        return Ok(None);
    }
    let now = survivorship::said(store)?.into_iter().collect();
    Ok(Some(changed(&before.rules, &now)).filter(|changed| *changed != ChangedRules::default()))
}

fn changed(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> ChangedRules {
    let mut changed = ChangedRules::default();
    let names = before.keys().chain(now.keys());
    for name in names.filter(|name| before.get(*name) != now.get(*name)) {
        if name == SOURCE_ORDER {
            changed.source_order = true;
        } else if let Some(attribute) = name.strip_prefix(RULE).and_then(Attribute::parse)
            && !changed.attributes.contains(&attribute)
        {
            changed.attributes.push(attribute);
        }
    }
    changed
}

/// Fingerprint of what the values of customers follow from within a run: of everything but the answers
/// about pairs, which only the next run obeys.
pub(crate) fn basis_of_values(store: &Store) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    add_loads(&mut hasher, store, MODEL_VERSION)?;
    add_values(&mut hasher, store, &survivorship::said(store)?)?;
    finished(&hasher, store)
}

/// Fingerprint of what the rows of a run tell: of the loads in use and of whose records people said belong together. No
/// value that was set by hand and no rule changes it.
pub(crate) fn basis_of_rows(store: &Store) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    add_loads(&mut hasher, store, MODEL_VERSION)?;
    finished(&hasher, store)
}

/// Fingerprint of what decides which pairs wait: the answers about pairs, "not sure" among them, and the tables in which
/// each person stands once.
pub(crate) fn basis_of_answers(store: &Store) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    for one in store.verdicts()? {
        hasher.update(format!("{:?} {:?} {}\n", one.left, one.right, one.verdict).as_bytes());
    }
    for table in store.held_once()? {
        hasher.update(format!("once {table}\n").as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// The fingerprint under a version of the model: what an older one told no longer holds.
fn fingerprint(
    store: &Store,
    model: u32,
    rules: &[(String, String)],
) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    add_loads(&mut hasher, store, model)?;
    for verdict in store
        .verdicts()?
        .iter()
        .filter(|verdict| verdict.verdict != "unsure")
    {
        // Who said it decides nothing; the form is the one that older runs followed from.
        let (left, right) = (&verdict.left, &verdict.right);
        let (said, note) = (&verdict.verdict, &verdict.note);
        hasher.update(
            format!(
                "StoredVerdict {{ left: {left:?}, right: {right:?}, verdict: {said:?}, note: {note:?} }}\n"
            )
            .as_bytes(),
        );
    }
    for table in store.held_once()? {
        hasher.update(format!("once {table}\n").as_bytes());
    }
    let said = stated_standing::fingerprint(store)?;
    if !said.is_empty() {
        hasher.update(format!("values {said}\n").as_bytes());
    }
    add_values(&mut hasher, store, rules)?;
    finished(&hasher, store)
}

fn add_loads(hasher: &mut blake3::Hasher, store: &Store, model: u32) -> Result<(), EngineError> {
    hasher.update(format!("model {model}\n").as_bytes());
    for load in store.current_loads()? {
        let mapping = store
            .mapping(load.table)?
            .map_or(0, |mapping| mapping.mapping_id);
        let rows = load.rows_loaded;
        let made = load.standardised_with.as_deref().unwrap_or_default();
        hasher.update(
            format!(
                "load {} rows {rows} mapping {mapping} as {made}\n",
                load.load
            )
            .as_bytes(),
        );
    }
    Ok(())
}

fn add_values(
    hasher: &mut blake3::Hasher,
    store: &Store,
    rules: &[(String, String)],
) -> Result<(), EngineError> {
    for one in store.overrides()? {
        let (table, key) = (one.anchor.table, &one.anchor.key);
        hasher.update(format!("{table} {key} {} {}\n", one.attribute, one.value).as_bytes());
    }
    for (name, value) in rules {
        hasher.update(format!("{name} {value}\n").as_bytes());
    }
    hasher.update(format!("tier {}\n", run_linkage::tier(store)?.code()).as_bytes());
    Ok(())
}

fn finished(hasher: &blake3::Hasher, store: &Store) -> Result<String, EngineError> {
    let mut basis = hasher.finalize().to_hex()[..32].to_owned();
    // Told apart from the rest: what people group by hand is shown before a run knows of it.
    let groups = groups::fingerprint(&store.groups()?);
    if !groups.is_empty() {
        basis.push('+');
        basis.push_str(&groups);
    }
    Ok(basis)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ChangedRules, MODEL_VERSION, basis, changed, fingerprint};
    use rollcall_model::Attribute;
    use rollcall_store::Store;

    #[test]
    fn people_found_by_an_older_model_are_out_of_date() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = Store::create(
            &folder.path().join("basis.rollcall"),
            "Basis",
            "2026-11-23T10:00:00Z",
        )?;
        let now = basis(&store)?;
        assert_eq!(fingerprint(&store, MODEL_VERSION, &[])?, now);
        assert_ne!(fingerprint(&store, MODEL_VERSION - 1, &[])?, now);
        Ok(())
    }

    #[test]
    fn rules_said_anew_taken_back_or_otherwise_are_told() {
        let said = |lines: &[(&str, &str)]| -> BTreeMap<String, String> {
            let lines = lines.iter();
            lines
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let before = said(&[
            ("survivorship.email", "oldest"),
            ("survivorship.phone", "oldest"),
            ("source_order", "[1]"),
        ]);
        let now = said(&[
            ("survivorship.phone", "most_frequent"),
            ("survivorship.street", "oldest"),
            ("source_order", "[1]"),
        ]);
        let told = changed(&before, &now);
        assert_eq!(
            told.attributes,
            [Attribute::Email, Attribute::Phone, Attribute::Street]
        );
        assert!(!told.source_order);
        assert!(changed(&before, &said(&[])).source_order);
        assert_eq!(changed(&now, &now), ChangedRules::default());
    }
}

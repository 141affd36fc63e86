//! Decisions of another project, as far as they fit this one: made ready before anything is changed.

use std::collections::BTreeMap;

use rollcall_golden::{Rules, Survivorship};
use rollcall_linkage::Tier;
use rollcall_mapping::{carry_over, header_fingerprint};
use rollcall_model::{Attribute, Duty, Mapping, PrivacyRegion, TableId};
use rollcall_store::{
    DecisionTable, Edits, RecordIdentity, Store, StoreError, StoredOverride, StoredVerdict, Subject,
};
use serde_json::json;

use super::agreed::rule_here;
use super::content::{About, Decisions, Names, OfSource, RowName, TableName, is_carried};
use super::fit_agreed::{AgreedHere, KnownHere};
use super::lists::{self, ListHere};
use super::order_here::order_here;
use crate::EngineError;
use crate::override_value;
use crate::survivorship::{RULE, SOURCE_ORDER};
use crate::view::{DecisionCount, DecisionLeft};

/// A mapping that fits a table.
struct FittingMapping {
    table: TableId,
    fingerprint: String,
    role_reason: String,
    mapping: Mapping,
}

/// What fits, and what does not.
#[derive(Default)]
pub(super) struct Fitting {
    mappings: Vec<FittingMapping>,
    verdicts: Vec<StoredVerdict>,
    /// Values set by hand, each with what is known here about the same of its customer.
    values: Vec<(StoredOverride, Vec<StoredOverride>)>,
    duties: Vec<(Subject, String, String)>,
    notes: Vec<(Subject, String)>,
    settings: Vec<(String, String)>,
    agreed: AgreedHere,
    lists: Vec<ListHere>,
    held_once: Vec<TableId>,
    pub(super) left: Vec<DecisionLeft>,
}

/// What this project calls its sources and tables, and what is in use.
struct Here<'a> {
    store: &'a Store,
    sources: BTreeMap<String, i64>,
    tables: BTreeMap<(String, String), TableId>,
    use_cases: BTreeMap<i64, String>,
}

impl Here<'_> {
    fn table(&self, name: &TableName) -> Option<TableId> {
        let key = (name.source.to_lowercase(), name.table.to_lowercase());
        self.tables.get(&key).copied()
    }

    /// The row of this name, where it is in the load in use.
    fn row(&self, name: &RowName) -> Result<Option<RecordIdentity>, EngineError> {
        let Some(table) = self.table(&name.table) else {
            return Ok(None);
        };
        let is_there = self.store.record_by_key(table, &name.key)?.is_some();
        Ok(is_there.then(|| RecordIdentity {
            table,
            key: name.key.clone(),
        }))
    }
}

impl KnownHere for Here<'_> {
    fn source(&self, name: &str) -> Option<i64> {
        self.sources.get(&name.to_lowercase()).copied()
    }

    fn subject(&self, about: &About) -> Option<Subject> {
        let number = |named: &OfSource| named.source.as_deref().and_then(|name| self.source(name));
        match about {
            About::Source(name) => self.source(name).map(Subject::Source),
            About::Attribute(code) => {
                Attribute::parse(code).map(|attribute| Subject::Attribute(attribute.code()))
            }
            About::Rule(named) => {
                rule_here(named, number(named)).map(|rule| Subject::Rule(rule.code()))
            }
            About::Question(named) => match &named.source {
                None => Some(Subject::Question(named.code.clone())),
                Some(_) => number(named)
                    .map(|number| Subject::Question(format!("{}:{number}", named.code))),
            },
            About::UseCase(name) => self
                .use_cases
                .iter()
                .find(|(_, known)| *known == name)
                .map(|(number, _)| Subject::UseCase(*number)),
            About::Region(code) => PrivacyRegion::parse(code).map(Subject::Region),
        }
    }
}

impl Fitting {
    /// Tells what of some decisions fits a project.
    pub(super) fn of(store: &Store, decisions: Decisions) -> Result<Self, EngineError> {
        let names = Names::read(store)?;
        let here = Here {
            store,
            use_cases: names.use_cases,
            sources: names
                .sources
                .iter()
                .map(|(number, name)| (name.to_lowercase(), *number))
                .collect(),
            tables: names
                .tables
                .into_iter()
                .map(|(table, name)| {
                    (
                        (name.source.to_lowercase(), name.table.to_lowercase()),
                        table,
                    )
                })
                .collect(),
        };
        let mut fitting = Self::default();
        fitting.add_mappings(&here, &decisions)?;
        fitting.add_rows(&here, &decisions)?;
        for one in &decisions.duties {
            match here
                .subject(&one.about)
                .filter(|_| Duty::parse(&one.duty).is_some())
            {
                Some(subject) => {
                    fitting
                        .duties
                        .push((subject, one.duty.clone(), one.person.clone()));
                }
                None => fitting.leave(
                    format!("Who is {} of {}", one.duty, told(&one.about)),
                    UNKNOWN,
                ),
            }
        }
        for one in &decisions.notes {
            match here.subject(&one.about) {
                Some(subject) => fitting.notes.push((subject, one.text.clone())),
                None => fitting.leave(format!("Note on {}", told(&one.about)), UNKNOWN),
            }
        }
        for (name, value) in decisions.settings {
            if is_carried(&name) && is_meaningful(&name, &value) {
                fitting.settings.push((name, value));
            } else {
                fitting.leave(
                    format!("Setting {name}"),
                    "It means nothing to this version.",
                );
            }
        }
        fitting.add_order(&here, &decisions.source_order)?;
        for one in &decisions.held_once {
            match here.table(one) {
                Some(table) => fitting.held_once.push(table),
                None => fitting.leave(
                    format!("{} · {} holds each person once", one.source, one.table),
                    UNKNOWN,
                ),
            }
        }
        fitting.agreed = AgreedHere::of(store, &here, decisions.agreed)?;
        let (fits, left) = lists::fitting(store, &here, decisions.lists)?;
        fitting.lists = fits;
        for what in std::mem::take(&mut fitting.agreed.left)
            .into_iter()
            .chain(left)
        {
            fitting.leave(what, UNKNOWN);
        }
        Ok(fitting)
    }

    fn add_mappings(&mut self, here: &Here<'_>, decisions: &Decisions) -> Result<(), EngineError> {
        let loads = here.store.current_loads()?;
        for one in &decisions.mappings {
            let name = format!("Columns of {} · {}", one.table.source, one.table.table);
            let table = here.table(&one.table);
            let Some(load) = loads.iter().find(|load| Some(load.table) == table) else {
                self.leave(name, "There is no such table in use here.");
                continue;
            };
            let Some(stored) = here.store.mapping(load.table)? else {
                self.leave(name, "The table has no columns to read here.");
                continue;
            };
            let (mapping, change) = carry_over(&one.mapping, &load.header, &stored.mapping);
            if change.added.len() >= load.header.len() {
                self.leave(name, "None of its columns is there.");
                continue;
            }
            if mapping != stored.mapping {
                self.mappings.push(FittingMapping {
                    table: load.table,
                    fingerprint: header_fingerprint(&load.header),
                    role_reason: stored.role_reason,
                    mapping,
                });
            }
        }
        Ok(())
    }

    fn add_rows(&mut self, here: &Here<'_>, decisions: &Decisions) -> Result<(), EngineError> {
        for one in &decisions.verdicts {
            let is_verdict = matches!(one.verdict.as_str(), "same" | "different" | "unsure");
            match (here.row(&one.left)?, here.row(&one.right)?) {
                (Some(left), Some(right)) if is_verdict && left != right => {
                    self.verdicts.push(StoredVerdict {
                        left,
                        right,
                        verdict: one.verdict.clone(),
                        note: one.note.clone(),
                        who: one.who.clone(),
                    });
                }
                _ => self.leave(
                    format!(
                        "Verdict on {} and {}",
                        row_told(&one.left),
                        row_told(&one.right)
                    ),
                    NO_ROW,
                ),
            }
        }
        let run = here.store.current_run()?;
        let known = here.store.overrides()?;
        for one in &decisions.values {
            let what = format!("{} set by hand for {}", one.attribute, row_told(&one.row));
            let (Some(attribute), Some(anchor)) =
                (Attribute::parse(&one.attribute), here.row(&one.row)?)
            else {
                self.leave(what, NO_ROW);
                continue;
            };
            let record = here.store.record_by_key(anchor.table, &anchor.key)?;
            let member = match (&run, record) {
                (Some(run), Some(record)) => here.store.membership(run.run, record)?,
                _ => None,
            };
            match member {
                Some(member) => {
                    let (customer, attribute) = (member.customer, attribute.code());
                    // Rows that are two customers there and one here: the last word holds.
                    self.values.retain(|(known, _)| {
                        (known.customer, &known.attribute) != (customer, &attribute)
                    });
                    let earlier = known
                        .iter()
                        .filter(|known| known.customer == customer && known.attribute == attribute);
                    let earlier = earlier.cloned().collect();
                    let value = StoredOverride {
                        customer,
                        record,
                        attribute,
                        value: one.value.clone(),
                        reason: one.reason.clone(),
                        anchor,
                    };
                    self.values.push((value, earlier));
                }
                None => self.leave(what, "Who is who has not been worked out here yet."),
            }
        }
        Ok(())
    }

    fn add_order(&mut self, here: &Here<'_>, names: &[String]) -> Result<(), EngineError> {
        if names.is_empty() {
            return Ok(());
        }
        match order_here(here.store, here, names)? {
            Some(order) => {
                let order = json!(order).to_string();
                self.settings.push((SOURCE_ORDER.to_owned(), order));
            }
            None => self.leave("The order of sources".to_owned(), NOT_ALL),
        }
        Ok(())
    }

    fn leave(&mut self, what: String, why: &str) {
        self.left.push(DecisionLeft {
            what,
            why: why.to_owned(),
        });
    }

    /// How much fits, by what it is about.
    pub(super) fn counts(&self) -> Vec<DecisionCount> {
        let (rules, others) = self.agreed.counts();
        super::counted([
            ("tables read as there", self.mappings.len()),
            ("verdicts", self.verdicts.len()),
            ("values set by hand", self.values.len()),
            ("people who answer", self.duties.len()),
            ("notes", self.notes.len()),
            ("rules and settings", self.settings.len()),
            ("versions of rules", rules),
            ("lists", self.lists.len()),
            ("tables that hold each person once", self.held_once.len()),
            ("other agreements", others),
        ])
    }

    /// Puts all of it in, as part of one operation.
    pub(super) fn put(
        &self,
        edits: &mut Edits<'_>,
        who: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        for one in &self.mappings {
            edits.use_mapping(
                one.table,
                &one.fingerprint,
                &one.role_reason,
                &one.mapping,
                now,
            )?;
        }
        for one in &self.verdicts {
            edits.set_verdict(
                &one.left,
                &one.right,
                Some(&one.verdict),
                &one.note,
                &one.who,
            )?;
        }
        for (value, earlier) in &self.values {
            override_value::put(edits, Some(value), earlier)?;
        }
        for (subject, duty, person) in &self.duties {
            edits.set_duty(subject, duty, person)?;
        }
        for (subject, text) in &self.notes {
            edits.set_note(subject, text)?;
        }
        for (name, value) in &self.settings {
            let row = json!({ "name": name, "value": value });
            edits.set(
                DecisionTable::Setting,
                &[json!(name)],
                row.as_object().cloned(),
            )?;
        }
        for table in &self.held_once {
            edits.set_held_once(*table, true, who)?;
        }
        for one in &self.lists {
            one.put(edits, who, now)?;
        }
        self.agreed.put(edits, who, now)
    }
}

const UNKNOWN: &str = "Nothing of this name is here.";
const NOT_ALL: &str = "Not all of its sources are here.";
const NO_ROW: &str = "Its row is not loaded here.";

fn told(about: &About) -> &str {
    match about {
        About::Source(name)
        | About::Attribute(name)
        | About::UseCase(name)
        | About::Region(name) => name,
        About::Rule(named) | About::Question(named) => &named.code,
    }
}

fn row_told(row: &RowName) -> String {
    format!("{} · {} {}", row.table.source, row.table.table, row.key)
}

/// Whether a setting can be obeyed here.
fn is_meaningful(name: &str, value: &str) -> bool {
    if let Some(code) = name.strip_prefix(RULE) {
        let attribute = Attribute::parse(code).filter(Rules::is_unified);
        return match (attribute, Survivorship::parse(value)) {
            (Some(attribute), Some(rule)) => rule.fits(&attribute),
            _ => false,
        };
    }
    if name == crate::run_linkage::TIER {
        return Tier::parse(value).is_some();
    }
    match name {
        crate::approach::ASSESSMENT => crate::approach::is_assessment(value),
        crate::cost_sheet::RATES => crate::cost_sheet::is_rates(value),
        crate::personalisation::COMPLEMENTS => crate::personalisation::is_complements(value),
        crate::check_book::CHECKS => crate::check_book::is_plan(value),
        crate::check_book::CAMPAIGNS => crate::check_book::is_purposes(value),
        _ => crate::measures::is_plan(value),
    }
}

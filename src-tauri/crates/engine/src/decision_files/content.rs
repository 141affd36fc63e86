//! What stands in a file of decisions: everything by names and keys that mean the same in another project.

use std::collections::BTreeMap;

use rollcall_governance::Rule;
use rollcall_model::{Mapping, TableId};
use rollcall_store::{RecordIdentity, Store, StoredUseCase, Subject};
use serde::{Deserialize, Serialize};

use super::agreed::Agreed;
use super::lists::{self, ListOf};
use crate::EngineError;
use crate::inventory::Marks;
use crate::survivorship::{RULE, SOURCE_ORDER};

/// What a file of decisions says it is.
pub(super) const FORMAT: &str = "rollcall decisions 1";

/// Everything people decided in a project.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Decisions {
    pub(super) format: String,
    pub(super) mappings: Vec<MappingOf>,
    pub(super) verdicts: Vec<VerdictOn>,
    pub(super) values: Vec<ValueOf>,
    pub(super) duties: Vec<DutyOf>,
    pub(super) notes: Vec<NoteOn>,
    /// By name: which value wins, how careful to be, when to audit.
    pub(super) settings: BTreeMap<String, String>,
    /// Names of sources, the most believed first.
    pub(super) source_order: Vec<String>,
    /// Rules, use cases, the log and what else was agreed on around the data.
    #[serde(default)]
    pub(super) agreed: Agreed,
    /// Lists people made.
    #[serde(default)]
    pub(super) lists: Vec<ListOf>,
    /// Tables that hold each person once.
    #[serde(default)]
    pub(super) held_once: Vec<TableName>,
}

/// A table by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct TableName {
    pub(super) source: String,
    pub(super) table: String,
}

/// How a table is read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MappingOf {
    #[serde(flatten)]
    pub(super) table: TableName,
    pub(super) mapping: Mapping,
}

/// A row by its table and stable key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RowName {
    #[serde(flatten)]
    pub(super) table: TableName,
    pub(super) key: String,
}

/// A verdict on two rows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct VerdictOn {
    pub(super) left: RowName,
    pub(super) right: RowName,
    pub(super) verdict: String,
    pub(super) note: String,
    /// Who said so; blank in files that were written before that was kept.
    #[serde(default)]
    pub(super) who: String,
}

/// A value set by hand for the customer a row belongs to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ValueOf {
    pub(super) row: RowName,
    pub(super) attribute: String,
    pub(super) value: String,
    pub(super) reason: String,
}

/// What a duty, note or entry of the log is about: a source by its name, an attribute by its code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum About {
    Source(String),
    Attribute(String),
    Rule(OfSource),
    Question(OfSource),
    UseCase(String),
    Region(String),
}

/// A code, and the name of the source it is about, where it is about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfSource {
    pub(super) code: String,
    pub(super) source: Option<String>,
}

/// Who answers for something.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DutyOf {
    pub(super) about: About,
    pub(super) duty: String,
    pub(super) person: String,
}

/// A note.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NoteOn {
    pub(super) about: About,
    pub(super) text: String,
}

/// Settings that mean the same in another project; the order of sources goes by names.
pub(super) fn is_carried(name: &str) -> bool {
    let whole = [
        crate::run_linkage::TIER,
        crate::measures::PLAN,
        crate::check_book::CHECKS,
        crate::check_book::CAMPAIGNS,
        crate::approach::ASSESSMENT,
        crate::cost_sheet::RATES,
        crate::personalisation::COMPLEMENTS,
    ];
    name.starts_with(RULE) || whole.contains(&name)
}

impl Decisions {
    /// Everything decided in a project.
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let names = Names::read(store)?;
        let row = |identity: &RecordIdentity| {
            Some(RowName {
                table: names.table(identity.table)?,
                key: identity.key.clone(),
            })
        };
        let mut decisions = Self {
            format: FORMAT.to_owned(),
            ..Self::default()
        };
        for load in store.current_loads()? {
            if let (Some(table), Some(stored)) =
                (names.table(load.table), store.mapping(load.table)?)
            {
                decisions.mappings.push(MappingOf {
                    table,
                    mapping: stored.mapping,
                });
            }
        }
        for one in store.verdicts()? {
            if let (Some(left), Some(right)) = (row(&one.left), row(&one.right)) {
                decisions.verdicts.push(VerdictOn {
                    left,
                    right,
                    verdict: one.verdict,
                    note: one.note,
                    who: one.who,
                });
            }
        }
        for one in store.overrides()? {
            if let Some(row) = row(&one.anchor) {
                decisions.values.push(ValueOf {
                    row,
                    attribute: one.attribute,
                    value: one.value,
                    reason: one.reason,
                });
            }
        }
        for one in store.duties()? {
            if let Some(about) = names.about(&one.subject) {
                decisions.duties.push(DutyOf {
                    about,
                    duty: one.duty,
                    person: one.person,
                });
            }
        }
        for (subject, text) in store.notes()? {
            if let Some(about) = names.about(&subject) {
                decisions.notes.push(NoteOn { about, text });
            }
        }
        decisions.settings = store
            .settings("")?
            .into_iter()
            .filter(|(name, _)| is_carried(name))
            .collect();
        if let Some(order) = store.setting(SOURCE_ORDER)? {
            let numbers: Vec<i64> = serde_json::from_str(&order)?;
            let known = numbers
                .iter()
                .filter_map(|number| names.sources.get(number));
            decisions.source_order = known.cloned().collect();
        }
        decisions.agreed = Agreed::read(store, &names)?;
        decisions.lists = lists::read(store, &names)?;
        let held_once = store.held_once()?.into_iter();
        decisions.held_once = held_once.filter_map(|table| names.table(table)).collect();
        Ok(decisions)
    }
}

/// What sources and tables of a project are called.
pub(super) struct Names {
    pub(super) sources: BTreeMap<i64, String>,
    pub(super) tables: BTreeMap<TableId, TableName>,
    pub(super) use_cases: BTreeMap<i64, String>,
}

impl Names {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let marks = Marks::read(store)?;
        let sources: BTreeMap<i64, String> = marks
            .all()
            .iter()
            .map(|mark| (mark.source, mark.name.clone()))
            .collect();
        let mut tables = BTreeMap::new();
        for load in store.loads()? {
            let source = marks.of(load.source).name;
            let table = load.table_name;
            tables.insert(load.table, TableName { source, table });
        }
        let use_cases = store.agreed::<StoredUseCase>()?.into_iter();
        Ok(Self {
            sources,
            tables,
            use_cases: use_cases.map(|one| (one.use_case_id, one.name)).collect(),
        })
    }

    fn table(&self, table: TableId) -> Option<TableName> {
        self.tables.get(&table).cloned()
    }

    pub(super) fn about(&self, subject: &str) -> Option<About> {
        match Subject::parse(subject)? {
            Subject::Source(number) => self.sources.get(&number).cloned().map(About::Source),
            Subject::Attribute(code) => Some(About::Attribute(code)),
            Subject::Rule(code) => Some(About::Rule(self.rule(&Rule::parse(&code)?)?)),
            Subject::Question(code) => self.question(&code).map(About::Question),
            Subject::UseCase(number) => self.use_cases.get(&number).cloned().map(About::UseCase),
            Subject::Region(region) => Some(About::Region(region.code().to_owned())),
        }
    }

    /// A rule by its kind and the name of its source.
    pub(super) fn rule(&self, rule: &Rule) -> Option<OfSource> {
        Some(match rule.source() {
            Some(source) => OfSource {
                code: rule.kind().code().to_owned(),
                source: Some(self.sources.get(&source.0)?.clone()),
            },
            None => OfSource {
                code: rule.code(),
                source: None,
            },
        })
    }

    /// A question of the agenda; one about a source ends in its number.
    fn question(&self, code: &str) -> Option<OfSource> {
        let number = code
            .rsplit_once(':')
            .and_then(|(takes, number)| Some((takes, number.parse::<i64>().ok()?)));
        Some(match number {
            Some((takes, number)) => OfSource {
                code: takes.to_owned(),
                source: Some(self.sources.get(&number)?.clone()),
            },
            None => OfSource {
                code: code.to_owned(),
                source: None,
            },
        })
    }
}

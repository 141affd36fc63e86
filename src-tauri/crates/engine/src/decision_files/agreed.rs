//! What was agreed on around the data, as a file of decisions holds it. What was frozen and signed stays
//! behind: it was signed about that project, at that time.

use rollcall_governance::Rule;
use rollcall_model::SourceId;
use rollcall_store::{
    Store, StoredChangeRequest, StoredConnection, StoredCost, StoredLogged, StoredRaci,
    StoredRuleVersion, StoredUseCase,
};
use serde::{Deserialize, Serialize};

use super::content::{About, Names, OfSource};
use crate::EngineError;

/// Everything of it, sources by their names.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Agreed {
    pub(super) rules: Vec<RuleOf>,
    pub(super) parts: Vec<PartOf>,
    pub(super) use_cases: Vec<StoredUseCase>,
    pub(super) log: Vec<EntryOf>,
    pub(super) requests: Vec<RequestOf>,
    pub(super) connections: Vec<ConnectionOf>,
    pub(super) costs: Vec<CostOf>,
}

/// The version of a rule that is in force.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RuleOf {
    #[serde(flatten)]
    pub(super) rule: OfSource,
    /// For the order of sources, their names.
    pub(super) order: Vec<String>,
    pub(super) choice: String,
    pub(super) sentence: String,
    pub(super) reason: String,
}

/// What a team has to do with something.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PartOf {
    pub(super) about: About,
    pub(super) team: String,
    pub(super) part: String,
}

/// An entry of the log; its number is told by those that replace it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EntryOf {
    pub(super) named: Option<About>,
    #[serde(flatten)]
    pub(super) entry: StoredLogged,
}

/// A request to change the scope.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RequestOf {
    pub(super) source: Option<String>,
    #[serde(flatten)]
    pub(super) request: StoredChangeRequest,
}

/// A connection.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ConnectionOf {
    pub(super) from: String,
    pub(super) to: String,
    #[serde(flatten)]
    pub(super) connection: StoredConnection,
}

/// A cost.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CostOf {
    pub(super) left: Option<String>,
    pub(super) right: Option<String>,
    #[serde(flatten)]
    pub(super) cost: StoredCost,
}

impl Agreed {
    /// Everything agreed in a project.
    pub(super) fn read(store: &Store, names: &Names) -> Result<Self, EngineError> {
        let name = |number: i64| names.sources.get(&number).cloned();
        let mut agreed = Self {
            use_cases: use_cases(store)?,
            rules: rules(store, names)?,
            ..Self::default()
        };
        for one in store.agreed::<StoredRaci>()? {
            if let Some(about) = names.about(&one.subject) {
                agreed.parts.push(PartOf {
                    about,
                    team: one.team,
                    part: one.part,
                });
            }
        }
        for entry in store.agreed::<StoredLogged>()? {
            agreed.log.push(EntryOf {
                named: names.about(&entry.about),
                entry: StoredLogged {
                    about: String::new(),
                    ..entry
                },
            });
        }
        for request in store.agreed::<StoredChangeRequest>()? {
            agreed.requests.push(RequestOf {
                source: request.source_id.and_then(name),
                request: StoredChangeRequest {
                    change_request_id: 0,
                    source_id: None,
                    ..request
                },
            });
        }
        for connection in store.agreed::<StoredConnection>()? {
            if let (Some(from), Some(to)) =
                (name(connection.from_source), name(connection.to_source))
            {
                agreed.connections.push(ConnectionOf {
                    from,
                    to,
                    connection: StoredConnection {
                        connection_id: 0,
                        from_source: 0,
                        to_source: 0,
                        ..connection
                    },
                });
            }
        }
        for cost in store.agreed::<StoredCost>()? {
            agreed.costs.push(CostOf {
                left: cost.left_.and_then(name),
                right: cost.right_.and_then(name),
                cost: StoredCost {
                    cost_id: 0,
                    left_: None,
                    right_: None,
                    ..cost
                },
            });
        }
        Ok(agreed)
    }
}

fn use_cases(store: &Store) -> Result<Vec<StoredUseCase>, EngineError> {
    let all = store.agreed::<StoredUseCase>()?.into_iter();
    Ok(all
        .map(|one| StoredUseCase {
            use_case_id: 0,
            ..one
        })
        .collect())
}

/// The last version of every rule that was decided on.
fn rules(store: &Store, names: &Names) -> Result<Vec<RuleOf>, EngineError> {
    let mut rules: Vec<RuleOf> = Vec::new();
    let versions = store.agreed::<StoredRuleVersion>()?;
    for (index, one) in versions.iter().enumerate() {
        let is_last = versions
            .get(index + 1)
            .is_none_or(|next| next.rule != one.rule);
        let Some(rule) = Rule::parse(&one.rule).filter(|_| is_last) else {
            continue;
        };
        let Some(named) = names.rule(&rule) else {
            continue;
        };
        let numbers: Vec<i64> = match rule {
            Rule::SourceOrder => serde_json::from_str(&one.choice)?,
            _ => Vec::new(),
        };
        rules.push(RuleOf {
            rule: named,
            order: numbers
                .iter()
                .filter_map(|number| names.sources.get(number).cloned())
                .collect(),
            choice: match rule {
                Rule::SourceOrder => String::new(),
                _ => one.choice.clone(),
            },
            sentence: one.sentence.clone(),
            reason: one.reason.clone(),
        });
    }
    Ok(rules)
}

/// A rule of this project: its kind and the source that is called so here.
pub(super) fn rule_here(named: &OfSource, number: Option<i64>) -> Option<Rule> {
    match (&named.source, number) {
        (None, _) => Rule::parse(&named.code),
        (Some(_), Some(number)) => {
            Rule::parse(&format!("{}:0", named.code)).map(|rule| rule.about(SourceId(number)))
        }
        (Some(_), None) => None,
    }
}

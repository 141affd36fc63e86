//! What was agreed in another project, as far as it fits this one.

use std::collections::BTreeSet;

use rollcall_governance::Rule;
use rollcall_model::{Team, TeamPart};
use rollcall_store::{
    DecisionTable, Edits, Store, StoreError, StoredChangeRequest, StoredConnection, StoredCost,
    StoredLogged, StoredRaci, StoredRuleVersion, StoredUseCase, Subject,
};
use serde_json::json;

use super::agreed::{Agreed, ConnectionOf, CostOf, EntryOf, PartOf, RequestOf, RuleOf, rule_here};
use super::content::About;
use super::order_here::order_here;
use crate::rules::{RuleBook, settings_of};
use crate::use_cases::{ACTIVE, PARKED};
use crate::{EngineError, decision_log, scope, use_cases};

/// What fits, ready to be put in.
#[derive(Default)]
pub(super) struct AgreedHere {
    rules: Vec<StoredRuleVersion>,
    parts: Vec<StoredRaci>,
    use_cases: Vec<StoredUseCase>,
    log: Vec<StoredLogged>,
    /// Entries of here that were settled there, as they are settled.
    settled: Vec<StoredLogged>,
    /// Entries that stand in both: their number there and here.
    known_log: Vec<(i64, i64)>,
    requests: Vec<StoredChangeRequest>,
    connections: Vec<StoredConnection>,
    costs: Vec<StoredCost>,
    /// What does not fit.
    pub(super) left: Vec<String>,
}

/// What this project knows by name.
pub(super) trait KnownHere {
    /// The number of a source, by its name.
    fn source(&self, name: &str) -> Option<i64>;
    /// What something is called here.
    fn subject(&self, about: &About) -> Option<Subject>;
}

impl AgreedHere {
    /// Tells what of it fits. What stands here already is not taken twice.
    pub(super) fn of(
        store: &Store,
        here: &dyn KnownHere,
        agreed: Agreed,
    ) -> Result<Self, EngineError> {
        let mut fitting = Self::default();
        let book = RuleBook::read(store)?;
        for one in agreed.rules {
            fitting.add_rule(store, here, &book, one)?;
        }
        for one in agreed.parts {
            fitting.add_part(here, one);
        }
        fitting.add_use_cases(store, agreed.use_cases)?;
        fitting.add_log(store, here, agreed.log)?;
        fitting.add_requests(store, here, agreed.requests)?;
        fitting.add_connections(store, here, agreed.connections)?;
        fitting.add_costs(store, here, agreed.costs)?;
        Ok(fitting)
    }

    fn add_part(&mut self, here: &dyn KnownHere, one: PartOf) {
        let is_known = Team::parse(&one.team).is_some() && TeamPart::parse(&one.part).is_some();
        match here.subject(&one.about).filter(|_| is_known) {
            Some(subject) => self.parts.push(StoredRaci {
                subject: subject.code(),
                team: one.team,
                part: one.part,
            }),
            None => self
                .left
                .push(format!("What {} has to do with it", one.team)),
        }
    }

    fn add_log(
        &mut self,
        store: &Store,
        here: &dyn KnownHere,
        log: Vec<EntryOf>,
    ) -> Result<(), EngineError> {
        let known = store.agreed::<StoredLogged>()?;
        for one in log {
            let EntryOf { named, entry } = one;
            if !decision_log::can_be_kept(&entry) {
                self.left.push(format!("Log: {}", entry.text));
                continue;
            }
            let same = known
                .iter()
                .find(|here| here.at == entry.at && here.text == entry.text);
            let Some(same) = same else {
                let subject = named.and_then(|about| here.subject(&about));
                self.log.push(StoredLogged {
                    about: subject.map(|subject| subject.code()).unwrap_or_default(),
                    ..entry
                });
                continue;
            };
            self.known_log.push((entry.logged_id, same.logged_id));
            let is_otherwise = same.state != entry.state || same.outcome != entry.outcome;
            if is_otherwise && same.settled_at.is_none() {
                self.settled.push(StoredLogged {
                    owner: entry.owner,
                    due: entry.due,
                    state: entry.state,
                    outcome: entry.outcome,
                    settled_at: entry.settled_at,
                    ..same.clone()
                });
            } else if is_otherwise && entry.settled_at.is_some() {
                self.left
                    .push(format!("Log, settled otherwise here: {}", entry.text));
            }
        }
        Ok(())
    }

    fn add_requests(
        &mut self,
        store: &Store,
        here: &dyn KnownHere,
        requests: Vec<RequestOf>,
    ) -> Result<(), EngineError> {
        let known = store.agreed::<StoredChangeRequest>()?;
        for one in requests {
            let request = StoredChangeRequest {
                source_id: one.source.as_deref().and_then(|name| here.source(name)),
                ..one.request
            };
            if !scope::is_verdict(&request.verdict) {
                self.left.push(format!("Request: {}", request.what));
                continue;
            }
            let same = known
                .iter()
                .find(|here| here.at == request.at && here.what == request.what);
            match same {
                None => self.requests.push(StoredChangeRequest {
                    change_request_id: 0,
                    ..request
                }),
                Some(here) if here.verdict.is_empty() && !request.verdict.is_empty() => {
                    self.requests.push(StoredChangeRequest {
                        change_request_id: here.change_request_id,
                        ..request
                    });
                }
                Some(here) if here.verdict != request.verdict && !request.verdict.is_empty() => {
                    self.left
                        .push(format!("Request, settled otherwise here: {}", request.what));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn add_connections(
        &mut self,
        store: &Store,
        here: &dyn KnownHere,
        connections: Vec<ConnectionOf>,
    ) -> Result<(), EngineError> {
        let known = store.agreed::<StoredConnection>()?;
        let mut taken = BTreeSet::new();
        for one in connections {
            let (Some(from), Some(to)) = (here.source(&one.from), here.source(&one.to)) else {
                self.left
                    .push(format!("Connection {} → {}", one.from, one.to));
                continue;
            };
            // Two connections may be alike: each there is one here.
            let same = known.iter().find(|here| {
                here.from_source == from
                    && here.to_source == to
                    && here.how == one.connection.how
                    && taken.insert(here.connection_id)
            });
            self.connections.push(StoredConnection {
                connection_id: same.map_or(0, |same| same.connection_id),
                from_source: from,
                to_source: to,
                ..one.connection
            });
        }
        Ok(())
    }

    fn add_costs(
        &mut self,
        store: &Store,
        here: &dyn KnownHere,
        costs: Vec<CostOf>,
    ) -> Result<(), EngineError> {
        let known = store.agreed::<StoredCost>()?;
        let number = |name: &Option<String>| name.as_deref().and_then(|name| here.source(name));
        let mut taken = BTreeSet::new();
        for one in costs {
            if !crate::cost_sheet::can_be_counted(&one.cost) {
                self.left.push(format!("Cost: {}", one.cost.what));
                continue;
            }
            let (left, right) = (number(&one.left), number(&one.right));
            if one.cost.kind == "incident" && (left.is_none() || right.is_none()) {
                self.left.push(format!("Cost: {}", one.cost.what));
                continue;
            }
            // The same work may be done by two people: each there is one here.
            let alike = |here: &&StoredCost| {
                here.kind == one.cost.kind
                    && here.what == one.cost.what
                    && here.who == one.cost.who
                    && !taken.contains(&here.cost_id)
            };
            let same = known.iter().find(alike);
            taken.extend(same.map(|same| same.cost_id));
            self.costs.push(StoredCost {
                cost_id: same.map_or(0, |same| same.cost_id),
                left_: left,
                right_: right,
                ..one.cost
            });
        }
        Ok(())
    }

    fn add_rule(
        &mut self,
        store: &Store,
        here: &dyn KnownHere,
        book: &RuleBook,
        one: RuleOf,
    ) -> Result<(), EngineError> {
        let number = one
            .rule
            .source
            .as_deref()
            .and_then(|name| here.source(name));
        let rule = rule_here(&one.rule, number);
        let choice = match &rule {
            Some(Rule::SourceOrder) => {
                order_here(store, here, &one.order)?.map(|order| json!(order).to_string())
            }
            Some(rule) => book.checked(store, rule, &one.choice).ok(),
            None => None,
        };
        let (Some(rule), Some(choice)) = (rule, choice) else {
            let about = one
                .rule
                .source
                .map(|name| format!(" of {name}"))
                .unwrap_or_default();
            self.left.push(format!("Rule {}{about}", one.rule.code));
            return Ok(());
        };
        let acting = book.acting(&rule);
        if acting.version == 0 || acting.choice != choice || acting.wording != one.sentence {
            self.rules.push(StoredRuleVersion {
                rule: rule.code(),
                choice,
                sentence: one.sentence,
                reason: one.reason,
                ..StoredRuleVersion::default()
            });
        }
        Ok(())
    }

    /// A use case of the same name is described as there; a second active one is parked.
    fn add_use_cases(
        &mut self,
        store: &Store,
        use_cases: Vec<StoredUseCase>,
    ) -> Result<(), EngineError> {
        let here = store.agreed::<StoredUseCase>()?;
        let mut active = here
            .iter()
            .find(|one| one.state == ACTIVE)
            .map(|one| one.name.clone());
        for one in use_cases {
            if !use_cases::is_state(&one.state) {
                self.left.push(format!("Use case {}", one.name));
                continue;
            }
            let known = here.iter().find(|known| known.name == one.name);
            let has_active = active.as_ref().is_some_and(|name| *name != one.name);
            let state = if one.state == ACTIVE && has_active {
                PARKED.to_owned()
            } else {
                one.state.clone()
            };
            if state == ACTIVE {
                active = Some(one.name.clone());
            }
            self.use_cases.push(StoredUseCase {
                use_case_id: known.map_or(0, |known| known.use_case_id),
                state,
                ..one
            });
        }
        Ok(())
    }

    /// How much of it there is: rules, and all else.
    pub(super) fn counts(&self) -> (usize, usize) {
        let others = self.parts.len()
            + self.use_cases.len()
            + self.log.len()
            + self.settled.len()
            + self.requests.len()
            + self.connections.len()
            + self.costs.len();
        (self.rules.len(), others)
    }

    /// Puts all of it in, as part of one operation.
    pub(super) fn put(
        &self,
        edits: &mut Edits<'_>,
        who: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        for one in &self.rules {
            if let Some(rule) = Rule::parse(&one.rule) {
                for (name, value) in settings_of(&rule, &one.choice) {
                    let row = value.and_then(|value| {
                        json!({ "name": name, "value": value }).as_object().cloned()
                    });
                    edits.set(DecisionTable::Setting, &[json!(name)], row)?;
                }
            }
            edits.agree(&StoredRuleVersion {
                version: edits.next_version(&one.rule)?,
                who: who.to_owned(),
                at: now.to_owned(),
                ..one.clone()
            })?;
        }
        for one in &self.parts {
            edits.agree(one)?;
        }
        for one in &self.use_cases {
            let mut row = one.clone();
            if row.use_case_id == 0 {
                row.use_case_id = edits.next_number::<StoredUseCase>()?;
            }
            edits.agree(&row)?;
        }
        self.put_log(edits)?;
        for one in &self.requests {
            let mut row = one.clone();
            if row.change_request_id == 0 {
                row.change_request_id = edits.next_number::<StoredChangeRequest>()?;
            }
            edits.agree(&row)?;
        }
        for one in &self.connections {
            let mut row = one.clone();
            if row.connection_id == 0 {
                row.connection_id = edits.next_number::<StoredConnection>()?;
            }
            edits.agree(&row)?;
        }
        for one in &self.costs {
            let mut row = one.clone();
            if row.cost_id == 0 {
                row.cost_id = edits.next_number::<StoredCost>()?;
            }
            edits.agree(&row)?;
        }
        Ok(())
    }

    /// Entries get numbers of this project; what replaces one that came with it follows.
    fn put_log(&self, edits: &mut Edits<'_>) -> Result<(), StoreError> {
        for one in &self.settled {
            edits.agree(one)?;
        }
        let mut numbers = self.known_log.clone();
        for one in &self.log {
            let number = edits.next_number::<StoredLogged>()?;
            let replaces = one.replaces.and_then(|there| {
                let known = numbers.iter().find(|(before, _)| *before == there);
                known.map(|(_, here)| *here)
            });
            edits.agree(&StoredLogged {
                logged_id: number,
                replaces,
                ..one.clone()
            })?;
            numbers.push((one.logged_id, number));
        }
        Ok(())
    }
}

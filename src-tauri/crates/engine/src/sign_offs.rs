//! Signatures of teams on a frozen set of rules, and what changed since.

use rollcall_governance::{RuleAsRead, RuleChange, Standing, since_signed, standing};
use rollcall_model::Team;
use rollcall_store::{FrozenRule, Store, StoredRuleSet, StoredSignOff};
use serde_json::json;

use crate::raci::team;
use crate::rules::RuleBook;
use crate::view::{
    FreezeRules, FrozenRules, Nothing, RuleSince, SignOffRow, SignOffs, SignRules, TeamSignOff,
};
use crate::{Engine, EngineError};

const TOUCHED: &[&str] = &["project", "governance", "history"];

impl Engine {
    /// Which team signed which version of the rules, and what changed since.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn sign_offs(&self, _: Nothing) -> Result<SignOffs, EngineError> {
        Ok(Signed::read(&*self.store()?)?.show())
    }

    /// Freezes the rules as they are, to be signed.
    ///
    /// # Errors
    /// When nothing changed since they were frozen last.
    pub fn freeze_rules(&self, request: FreezeRules) -> Result<SignOffs, EngineError> {
        let store = self.store_for_change()?;
        let signed = Signed::read(&store)?;
        if signed
            .sets
            .last()
            .is_some_and(|last| since_signed(&read_of(last), &signed.now).is_empty())
        {
            return Err(EngineError::invalid(
                "No rule changed since the rules were frozen. They can be signed as they are.",
            ));
        }
        let (who, at) = (self.options.who.clone(), self.now());
        let note = request.note.trim().to_owned();
        let rules = signed.now.iter().map(frozen).collect::<Vec<_>>();
        let sentence = format!("Froze {} rules to be signed", rules.len());
        let asked = json!({ "reason": note });
        self.commit(&store, "freeze_rules", sentence, asked, |edits| {
            edits.agree(&StoredRuleSet {
                rule_set_id: edits.next_number::<StoredRuleSet>()?,
                at,
                who,
                note,
                rules,
            })
        })?;
        self.tell_changed(TOUCHED);
        Ok(Signed::read(&store)?.show())
    }

    /// Signs the last frozen rules for a team, or takes the signature away.
    ///
    /// # Errors
    /// When nothing is frozen, or the rules changed since.
    pub fn sign_rules(&self, request: SignRules) -> Result<SignOffs, EngineError> {
        let store = self.store_for_change()?;
        let team = team(&request.team)?;
        let signed = Signed::read(&store)?;
        let Some(last) = signed.sets.last() else {
            return Err(EngineError::invalid(
                "Nothing is frozen yet. Freeze the rules, so that everybody signs the same ones.",
            ));
        };
        let person = request.person.trim().to_owned();
        if !person.is_empty()
            && since_signed(&read_of(last), &signed.now)
                .iter()
                .any(RuleChange::outdates)
        {
            return Err(EngineError::invalid(
                "Rules changed since they were frozen. Freeze them again, then sign.",
            ));
        }
        // A signature under an earlier set would stand again where only the last were taken away.
        let mine: Vec<StoredSignOff> = signed
            .signatures
            .iter()
            .filter(|one| one.team == team.code())
            .cloned()
            .collect();
        if person.is_empty() && mine.is_empty() {
            return Err(EngineError::invalid(format!(
                "{} has not signed: there is no signature to take away.",
                team.label()
            )));
        }
        let row = StoredSignOff {
            rule_set_id: last.rule_set_id,
            team: team.code().to_owned(),
            at: self.now(),
            note: request.note.trim().to_owned(),
            person,
        };
        let sentence = if row.person.is_empty() {
            format!("{} no longer signs the rules", team.label())
        } else {
            format!(
                "{} signed the rules for {}",
                row.person,
                team.label().to_lowercase()
            )
        };
        let asked = json!({ "team": row.team, "person": row.person, "reason": row.note });
        self.commit(&store, "sign_rules", sentence, asked, |edits| {
            if row.person.is_empty() {
                mine.iter().try_for_each(|one| edits.withdraw(one))
            } else {
                edits.agree(&row)
            }
        })?;
        self.tell_changed(TOUCHED);
        Ok(Signed::read(&store)?.show())
    }
}

/// Whose signature the rules have left behind, in a sentence; blank teams are told where people sign.
pub(crate) fn gap(store: &Store) -> Result<Option<String>, EngineError> {
    let teams = Signed::read(store)?.teams();
    let outdated: Vec<&str> = teams
        .iter()
        .filter(|team| team.state == Standing::Outdated.code())
        .map(|team| team.label.as_str())
        .collect();
    Ok((!outdated.is_empty()).then(|| {
        format!(
            "Rules changed since these teams signed them: {}.",
            outdated.join(", ")
        )
    }))
}

/// How each team stands.
pub(crate) fn teams(store: &Store) -> Result<Vec<TeamSignOff>, EngineError> {
    Ok(Signed::read(store)?.teams())
}

/// Signatures that what was signed has left behind.
pub(crate) fn outdated(store: &Store) -> Result<u64, EngineError> {
    if store.agreed::<StoredSignOff>()?.is_empty() {
        return Ok(0);
    }
    let teams = Signed::read(store)?.teams();
    let is_outdated = |team: &&TeamSignOff| team.state == Standing::Outdated.code();
    Ok(teams.iter().filter(is_outdated).count() as u64)
}

/// What was frozen and signed, and what holds now.
struct Signed {
    /// The oldest first.
    sets: Vec<StoredRuleSet>,
    signatures: Vec<StoredSignOff>,
    now: Vec<RuleAsRead>,
}

impl Signed {
    fn read(store: &Store) -> Result<Self, EngineError> {
        let book = RuleBook::read(store)?;
        let all = book.all(store)?;
        Ok(Self {
            sets: store.agreed()?,
            signatures: store.agreed()?,
            now: all
                .iter()
                .filter(|acting| !acting.choice.is_empty())
                .map(crate::rules::Acting::as_read)
                .collect(),
        })
    }

    /// What a team signed last.
    fn last_of(&self, team: Team) -> Option<(&StoredSignOff, &StoredRuleSet)> {
        let mine = self.signatures.iter().filter(|one| one.team == team.code());
        let last = mine.max_by_key(|one| one.rule_set_id)?;
        let set = self
            .sets
            .iter()
            .find(|set| set.rule_set_id == last.rule_set_id)?;
        Some((last, set))
    }

    fn teams(&self) -> Vec<TeamSignOff> {
        Team::ALL.iter().map(|team| self.team(*team)).collect()
    }

    fn team(&self, team: Team) -> TeamSignOff {
        let last = self.last_of(team);
        let changes = last.map_or_else(Vec::new, |(_, set)| since_signed(&read_of(set), &self.now));
        let state = match last {
            None => Standing::Blank,
            Some(_) if changes.iter().any(RuleChange::outdates) => Standing::Outdated,
            Some(_) => Standing::Signed,
        };
        let sign_off = last
            .map(|(sign_off, _)| sign_off.clone())
            .unwrap_or_default();
        TeamSignOff {
            team: team.code().to_owned(),
            label: team.label().to_owned(),
            state: state.code().to_owned(),
            person: sign_off.person,
            at: sign_off.at,
            note: sign_off.note,
            set: last.map(|(_, set)| set.rule_set_id),
            changed: changes
                .iter()
                .filter(|change| change.outdates())
                .map(|change| match change {
                    RuleChange::Changed { now, .. } | RuleChange::New { now } => {
                        now.sentence.clone()
                    }
                    RuleChange::Gone { signed } => signed.sentence.clone(),
                })
                .collect(),
        }
    }

    fn show(&self) -> SignOffs {
        let teams = self.teams();
        let last = self.sets.last();
        let changes = last.map_or_else(Vec::new, |set| since_signed(&read_of(set), &self.now));
        let signed: Vec<Option<Vec<RuleAsRead>>> = Team::ALL
            .iter()
            .map(|team| self.last_of(*team).map(|(_, set)| read_of(set)))
            .collect();
        let of_state = |state: Standing| {
            teams
                .iter()
                .filter(|team| team.state == state.code())
                .count()
        };
        SignOffs {
            sentence: sentence(
                last.is_some(),
                of_state(Standing::Signed),
                of_state(Standing::Outdated),
            ),
            frozen: last.map(|set| FrozenRules {
                set: set.rule_set_id,
                at: set.at.clone(),
                who: set.who.clone(),
                note: set.note.clone(),
                sentences: set.rules.iter().map(|rule| rule.sentence.clone()).collect(),
            }),
            is_outdated: changes.iter().any(RuleChange::outdates),
            changes: changes.iter().map(since).collect(),
            grid: self
                .now
                .iter()
                .map(|rule| SignOffRow {
                    rule: rule.rule.clone(),
                    sentence: rule.sentence.clone(),
                    cells: signed
                        .iter()
                        .map(|signed| standing(rule, signed.as_deref()).code().to_owned())
                        .collect(),
                })
                .collect(),
            teams,
        }
    }
}

fn sentence(is_frozen: bool, signed: usize, outdated: usize) -> String {
    let of = Team::ALL.len();
    if !is_frozen {
        return "Nothing is frozen yet, so nobody could sign.".into();
    }
    let outdated = match outdated {
        0 => String::new(),
        1 => " The signature of 1 team is outdated.".into(),
        many => format!(" The signatures of {many} teams are outdated."),
    };
    format!("{signed} of {of} teams have signed the rules as they are.{outdated}")
}

fn since(change: &RuleChange) -> RuleSince {
    let (code, before, now) = match change {
        RuleChange::Changed { signed, now } => {
            ("changed", signed.sentence.clone(), now.sentence.clone())
        }
        RuleChange::Gone { signed } => ("gone", signed.sentence.clone(), String::new()),
        RuleChange::New { now } => ("new", String::new(), now.sentence.clone()),
    };
    RuleSince {
        rule: change.rule().to_owned(),
        change: code.to_owned(),
        before,
        now,
        outdates: change.outdates(),
    }
}

fn frozen(rule: &RuleAsRead) -> FrozenRule {
    FrozenRule {
        rule: rule.rule.clone(),
        choice: rule.choice.clone(),
        wording: rule.wording.clone(),
        sentence: rule.sentence.clone(),
        is_default: rule.is_default,
    }
}

fn read_of(set: &StoredRuleSet) -> Vec<RuleAsRead> {
    set.rules
        .iter()
        .map(|rule| RuleAsRead {
            rule: rule.rule.clone(),
            choice: rule.choice.clone(),
            wording: rule.wording.clone(),
            sentence: rule.sentence.clone(),
            is_default: rule.is_default,
        })
        .collect()
}

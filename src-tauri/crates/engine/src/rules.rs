//! Rules as one object: the sentence people agree on and the choice that acts, version by version.
//!
//! Which value wins, the order of sources and how consents hold act through the settings that unifying
//! obeys; they are written in the same step as the version that says so. Of every other rule the last
//! version is what acts.

mod acting;
mod obeyed;
mod options;
mod overdue;
mod preview;

use rollcall_governance::Rule;
use rollcall_store::{DecisionTable, Store, StoredRaci, StoredRuleVersion, Subject};
use serde_json::{Value, json};

use crate::inventory::{Marks, attribute_view};
use crate::survivorship::{lower_first, with_reason};
use crate::view::{DecideRule, GovernedRule, GovernedRules, Nothing, RuleVersionView, WordRule};
use crate::{Engine, EngineError, governance, raci};

pub(crate) use acting::{Acting, RuleBook, settings_of};
pub(crate) use obeyed::obeyed;
pub(crate) use overdue::{
    Past, day_before_which, findings as overdue_findings, of_source, past, told_of_staying,
};

const TOUCHED: &[&str] = &["project", "people", "governance", "history"];

/// A decision on a rule, before it is written.
pub(crate) struct Decided {
    /// The command, for the history.
    pub(crate) command: &'static str,
    /// On which rule.
    pub(crate) rule: Rule,
    /// The choice, checked.
    pub(crate) choice: String,
    /// The words of people; blank lets the choice tell the sentence.
    pub(crate) wording: String,
    /// Why.
    pub(crate) reason: String,
    /// What the history tells.
    pub(crate) told: String,
    /// What was asked, for the history.
    pub(crate) asked: Value,
}

impl Engine {
    /// Every rule: its sentence, the choice that acts, its versions, and what it concerns.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn governed_rules(&self, _: Nothing) -> Result<GovernedRules, EngineError> {
        self.read_rules(&*self.store()?)
    }

    /// Decides on a rule; earlier versions are kept. Which value wins, the order of sources and
    /// consents hold from the next audit on.
    ///
    /// # Errors
    /// When there is no such rule or the choice is none of it.
    pub fn decide_rule(&self, request: DecideRule) -> Result<GovernedRules, EngineError> {
        let store = self.store_for_change()?;
        let book = RuleBook::read(&store)?;
        let rule = book.rule(&request.rule)?;
        let choice = book.checked(&store, &rule, &request.choice)?;
        let (wording, told) = worded(&book, &rule, &choice, &request.sentence);
        let decided = Decided {
            command: "decide_rule",
            told: with_reason(format!("Agreed: {}", lower_first(&told)), &request.reason),
            asked: json!({ "rule": rule.code(), "choice": choice, "sentence": wording, "reason": request.reason.trim() }),
            reason: request.reason.trim().to_owned(),
            rule,
            choice,
            wording,
        };
        self.put_rule(&store, &book, decided)?;
        self.read_rules(&store)
    }

    /// Words a rule otherwise; what it does stays.
    ///
    /// # Errors
    /// When there is no such rule or nobody has decided on it yet.
    pub fn word_rule(&self, request: WordRule) -> Result<GovernedRules, EngineError> {
        let store = self.store_for_change()?;
        let book = RuleBook::read(&store)?;
        let rule = book.rule(&request.rule)?;
        let acting = book.acting(&rule);
        if acting.choice.is_empty() || acting.is_mixed() {
            return Err(EngineError::invalid(
                "Nobody has decided on this rule yet. Choose what it does, then word it.",
            ));
        }
        let (wording, sentence) = worded(&book, &rule, &acting.choice, &request.sentence);
        let decided = Decided {
            command: "word_rule",
            told: with_reason(format!("Worded a rule: {sentence}"), &request.reason),
            asked: json!({ "rule": rule.code(), "sentence": wording, "reason": request.reason.trim() }),
            reason: request.reason.trim().to_owned(),
            choice: acting.choice,
            rule,
            wording,
        };
        self.put_rule(&store, &book, decided)?;
        self.read_rules(&store)
    }

    /// Writes a version of a rule and what makes it act, in one step. What is said already leaves no
    /// trace.
    pub(crate) fn put_rule(
        &self,
        store: &Store,
        book: &RuleBook,
        decided: Decided,
    ) -> Result<(), EngineError> {
        let acting = book.acting(&decided.rule);
        if acting.version > 0
            && acting.choice == decided.choice
            && acting.wording == decided.wording
        {
            return Ok(());
        }
        let code = decided.rule.code();
        let settings = settings_of(&decided.rule, &decided.choice);
        let (who, at) = (self.options.who.clone(), self.now());
        self.commit(
            store,
            decided.command,
            decided.told,
            decided.asked,
            |edits| {
                for (name, value) in &settings {
                    let row = value.as_ref().and_then(|value| {
                        json!({ "name": name, "value": value }).as_object().cloned()
                    });
                    edits.set(DecisionTable::Setting, &[json!(name)], row)?;
                }
                let version = edits.next_version(&code)?;
                edits.agree(&StoredRuleVersion {
                    rule: code,
                    version,
                    choice: decided.choice,
                    sentence: decided.wording,
                    reason: decided.reason,
                    who,
                    at,
                })
            },
        )?;
        self.tell_changed(TOUCHED);
        Ok(())
    }

    fn read_rules(&self, store: &Store) -> Result<GovernedRules, EngineError> {
        let book = RuleBook::read(store)?;
        let facts = Facts::read(store, &book, self.today())?;
        let rules: Vec<GovernedRule> = book
            .all(store)?
            .into_iter()
            .map(|acting| facts.show(&book, acting))
            .collect();
        Ok(GovernedRules {
            undecided: count(&rules, |rule| rule.choice.is_empty()),
            unaccountable: count(&rules, |rule| rule.accountable.is_empty()),
            rules,
        })
    }
}

fn count(rules: &[GovernedRule], is_meant: impl Fn(&GovernedRule) -> bool) -> u64 {
    rules.iter().filter(|rule| is_meant(rule)).count() as u64
}

/// What is told beside the rules.
struct Facts {
    duties: Vec<rollcall_store::StoredDuty>,
    parts: Vec<StoredRaci>,
    notes: Vec<(String, String)>,
    concerns: overdue::Concerns,
    marks: Marks,
}

impl Facts {
    fn read(store: &Store, book: &RuleBook, today: chrono::NaiveDate) -> Result<Self, EngineError> {
        Ok(Self {
            duties: store.duties()?,
            parts: store.agreed()?,
            notes: store.notes()?,
            concerns: overdue::Concerns::read(store, book, today)?,
            marks: Marks::read(store)?,
        })
    }

    fn show(&self, book: &RuleBook, acting: Acting) -> GovernedRule {
        let Acting { rule, .. } = &acting;
        let code = rule.code();
        let subject = Subject::Rule(code.clone()).code();
        let last = book.versions(rule).last();
        GovernedRule {
            kind: rule.kind().code().to_owned(),
            kind_label: rule.kind().label().to_owned(),
            question: book.question(rule),
            attribute: match rule {
                Rule::Conflict(attribute) => Some(crate::view::AttributeView {
                    label: crate::survivorship::label(attribute),
                    ..attribute_view(attribute)
                }),
                _ => None,
            },
            source: rule.source().map(|source| self.marks.of(source)),
            is_worded: !acting.wording.is_empty(),
            is_default: acting.is_default,
            version: acting.version,
            decided_at: last.map(|last| last.at.clone()).unwrap_or_default(),
            decided_by: last.map(|last| last.who.clone()).unwrap_or_default(),
            reason: last.map(|last| last.reason.clone()).unwrap_or_default(),
            choices: options::of(book, rule),
            concerns: self.concerns.told(rule),
            accountable: raci::accountable(&self.parts, rule),
            decider: match (rule, rule.source()) {
                (Rule::Conflict(attribute), _) => governance::decider_of(&self.duties, attribute),
                (_, Some(source)) => governance::owner_of(&self.duties, source),
                _ => String::new(),
            },
            note: self
                .notes
                .iter()
                .find(|(about, _)| *about == subject)
                .map(|(_, text)| text.clone())
                .unwrap_or_default(),
            versions: book
                .versions(rule)
                .iter()
                .rev()
                .map(|one| version(book, rule, one))
                .collect(),
            choice: if acting.is_mixed() {
                String::new()
            } else {
                acting.choice.clone()
            },
            sentence: acting.sentence,
            rule: code,
        }
    }
}

/// What people worded, blank where it is what the choice tells by itself; and the sentence that holds.
fn worded(book: &RuleBook, rule: &Rule, choice: &str, written: &str) -> (String, String) {
    let of_choice = book.told(rule, choice).unwrap_or_default();
    match written.trim() {
        "" => (String::new(), of_choice),
        words if words == of_choice => (String::new(), of_choice),
        words => (words.to_owned(), words.to_owned()),
    }
}

fn version(book: &RuleBook, rule: &Rule, one: &StoredRuleVersion) -> RuleVersionView {
    RuleVersionView {
        version: one.version,
        choice: one.choice.clone(),
        sentence: if one.sentence.is_empty() {
            book.told(rule, &one.choice).unwrap_or_default()
        } else {
            one.sentence.clone()
        },
        reason: one.reason.clone(),
        who: one.who.clone(),
        at: one.at.clone(),
    }
}

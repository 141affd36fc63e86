//! The log of decisions, questions and actions. Decisions are only replaced; what is put off stays in
//! sight with its age.

use chrono::NaiveDate;
use rollcall_governance::Rule;
use rollcall_model::{Attribute, SourceId};
use rollcall_store::{Store, StoredLogged, StoredUseCase, Subject};
use serde_json::json;

use crate::inventory::Marks;
use crate::records::day_of;
use crate::rules::RuleBook;
use crate::view::{AddToLog, DecisionLog, LogEntry, Nothing, SettleInLog};
use crate::{Engine, EngineError, governance, workshop};

const DECISION: &str = "decision";
const KINDS: &[&str] = &[DECISION, "question", "action"];
const HOLDS: &str = "holds";
const OPEN: &str = "open";
const DEFERRED: &str = "deferred";
const STATES: &[(&str, &str)] = &[
    (OPEN, "Took up again"),
    (DEFERRED, "Put off"),
    ("done", "Settled"),
    ("dropped", "Dropped"),
];
const TOUCHED: &[&str] = &["project", "governance", "history"];

impl Engine {
    /// The log of decisions, questions and actions, newest first.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn decision_log(&self, _: Nothing) -> Result<DecisionLog, EngineError> {
        read(&*self.store()?, self.today())
    }

    /// Writes a decision, a question or an action into the log.
    ///
    /// # Errors
    /// When it says nothing, is about something unknown, or replaces what is no decision that holds.
    pub fn add_to_log(&self, request: AddToLog) -> Result<DecisionLog, EngineError> {
        let store = self.store_for_change()?;
        if !KINDS.contains(&request.kind.as_str()) {
            return Err(EngineError::NotFound {
                what: "kind of entry",
                name: request.kind,
            });
        }
        let text = request.text.trim().to_owned();
        if text.is_empty() {
            return Err(EngineError::invalid("An entry of the log needs a text."));
        }
        let labels = Labels::read(&store)?;
        let about = labels.checked(request.about.trim())?;
        if let Some(number) = request.replaces {
            replaceable(&store, &request.kind, number)?;
        }
        let is_decision = request.kind == DECISION;
        let told = match request.kind.as_str() {
            DECISION if request.replaces.is_some() => format!("Decided anew: {text}"),
            DECISION => format!("Decided: {text}"),
            "question" => format!("Asked: {text}"),
            _ => format!("To do: {text}"),
        };
        let row = StoredLogged {
            at: self.now(),
            kind: request.kind,
            about,
            text,
            owner: request.owner.trim().to_owned(),
            due: request.due.as_deref().map(due).transpose()?.flatten(),
            state: if is_decision { HOLDS } else { OPEN }.into(),
            replaces: request.replaces,
            ..StoredLogged::default()
        };
        let asked =
            json!({ "kind": row.kind, "text": row.text, "owner": row.owner, "due": row.due });
        self.commit(&store, "add_to_log", told, asked, |edits| {
            edits.agree(&StoredLogged {
                logged_id: edits.next_number::<StoredLogged>()?,
                ..row
            })
        })?;
        self.tell_changed(TOUCHED);
        read(&store, self.today())
    }

    /// Settles, puts off or hands on a question or an action. A decision is never edited.
    ///
    /// # Errors
    /// When there is no such entry, it is a decision, or a state or day is not known.
    pub fn settle_in_log(&self, request: SettleInLog) -> Result<DecisionLog, EngineError> {
        let store = self.store_for_change()?;
        let all = store.agreed::<StoredLogged>()?;
        let mut row = find(&all, request.entry)?.clone();
        if row.kind == DECISION {
            return Err(EngineError::invalid(
                "A decision is never edited. Write a new one that replaces it.",
            ));
        }
        let verb = if request.owner.is_some() {
            "Handed on"
        } else if request.due.is_some() {
            "Due on another day"
        } else {
            "Answered"
        };
        let mut told = format!("{verb}: {}", row.text);
        if let Some(state) = &request.state {
            let (_, verb) = STATES
                .iter()
                .find(|(code, _)| code == state)
                .ok_or_else(|| EngineError::NotFound {
                    what: "state",
                    name: state.clone(),
                })?;
            told = format!("{verb}: {}", row.text);
            let is_settled = state != OPEN && state != DEFERRED;
            row.settled_at = is_settled.then(|| self.now());
            row.state.clone_from(state);
        }
        if let Some(outcome) = &request.outcome {
            outcome.trim().clone_into(&mut row.outcome);
        }
        if let Some(owner) = &request.owner {
            owner.trim().clone_into(&mut row.owner);
        }
        if let Some(day) = &request.due {
            row.due = due(day)?;
        }
        let asked = json!({ "entry": row.logged_id, "state": row.state, "reason": row.outcome, "owner": row.owner, "due": row.due });
        self.commit(&store, "settle_in_log", told, asked, |edits| {
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store, self.today())
    }
}

/// Whether an entry that comes from elsewhere is one that could have been written here.
pub(crate) fn can_be_kept(one: &StoredLogged) -> bool {
    let is_state = if one.kind == DECISION {
        one.state == HOLDS
    } else {
        STATES.iter().any(|(code, _)| *code == one.state)
    };
    KINDS.contains(&one.kind.as_str())
        && is_state
        && !one.text.trim().is_empty()
        && day_of(&one.at).is_some()
        && one
            .due
            .as_deref()
            .is_none_or(|day| day.parse::<NaiveDate>().is_ok())
}

/// Questions and actions that wait for somebody.
pub(crate) fn open(store: &Store) -> Result<u64, EngineError> {
    let all = store.agreed::<StoredLogged>()?;
    Ok(all.iter().filter(|one| is_open(one)).count() as u64)
}

/// What waits in the log, one sentence each.
pub(crate) fn gaps(store: &Store, today: NaiveDate) -> Result<Vec<String>, EngineError> {
    let log = read(store, today)?;
    let waiting = log.open_questions + log.open_actions;
    if waiting == 0 {
        return Ok(Vec::new());
    }
    let mut told = vec![log.sentence];
    let oldest = log
        .entries
        .iter()
        .filter(|one| one.state == DEFERRED)
        .map(|one| one.days)
        .max();
    if let Some(days) = oldest {
        told.push(format!(
            "What was put off longest has waited for {days} days."
        ));
    }
    Ok(told)
}

fn is_open(one: &StoredLogged) -> bool {
    one.kind != DECISION && (one.state == OPEN || one.state == DEFERRED)
}

fn find(all: &[StoredLogged], number: i64) -> Result<&StoredLogged, EngineError> {
    all.iter()
        .find(|one| one.logged_id == number)
        .ok_or_else(|| EngineError::NotFound {
            what: "entry of the log",
            name: number.to_string(),
        })
}

/// A decision takes the place of one that holds, and of that only once.
fn replaceable(store: &Store, kind: &str, number: i64) -> Result<(), EngineError> {
    let all = store.agreed::<StoredLogged>()?;
    let before = find(&all, number)?;
    if kind != DECISION || before.kind != DECISION {
        return Err(EngineError::invalid(
            "Only a decision can take the place of a decision.",
        ));
    }
    if all.iter().any(|one| one.replaces == Some(number)) {
        return Err(EngineError::invalid(
            "That decision was replaced already. Replace the one that took its place.",
        ));
    }
    Ok(())
}

/// A day as it is kept; nothing where it is blank.
fn due(text: &str) -> Result<Option<String>, EngineError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<NaiveDate>() {
        Ok(day) => Ok(Some(day.to_string())),
        Err(_) => Err(EngineError::invalid(format!(
            "“{text}” is no day. Write it as 2026-12-31."
        ))),
    }
}

fn read(store: &Store, today: NaiveDate) -> Result<DecisionLog, EngineError> {
    let labels = Labels::read(store)?;
    let all = store.agreed::<StoredLogged>()?;
    let mut entries: Vec<LogEntry> = all
        .iter()
        .map(|one| show(one, &all, &labels, today))
        .collect();
    entries.reverse();
    let of = |is_meant: &dyn Fn(&StoredLogged) -> bool| {
        all.iter()
            .filter(|one| is_open(one) && is_meant(one))
            .count() as u64
    };
    let open_questions = of(&|one| one.kind == "question");
    let open_actions = of(&|one| one.kind == "action");
    let overdue = entries.iter().filter(|one| one.is_overdue).count() as u64;
    Ok(DecisionLog {
        sentence: sentence(open_questions, open_actions, overdue),
        entries,
        open_questions,
        open_actions,
        overdue,
        ownerless: of(&|one| one.owner.is_empty()),
    })
}

fn sentence(questions: u64, actions: u64, overdue: u64) -> String {
    let many = |count: u64, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    if questions + actions == 0 {
        return "No question and no action is open.".into();
    }
    let late = match overdue {
        0 => String::new(),
        count => format!(", {count} past the date"),
    };
    let told = match (questions, actions) {
        (questions, 0) => many(questions, "question"),
        (0, actions) => many(actions, "action"),
        (questions, actions) => {
            format!(
                "{} and {}",
                many(questions, "question"),
                many(actions, "action")
            )
        }
    };
    if questions + actions == 1 {
        format!("{told} is open{late}.")
    } else {
        format!("{told} are open{late}.")
    }
}

fn show(
    one: &StoredLogged,
    all: &[StoredLogged],
    labels: &Labels<'_>,
    today: NaiveDate,
) -> LogEntry {
    let replaced_by = all
        .iter()
        .find(|other| other.replaces == Some(one.logged_id))
        .map(|other| other.logged_id);
    let until = one.settled_at.as_deref().and_then(day_of).unwrap_or(today);
    let is_late = |day: &String| day.parse::<NaiveDate>().is_ok_and(|day| day < today);
    LogEntry {
        entry: one.logged_id,
        at: one.at.clone(),
        kind: one.kind.clone(),
        about: one.about.clone(),
        about_label: labels.of(&one.about).unwrap_or_default(),
        text: one.text.clone(),
        owner: one.owner.clone(),
        due: one.due.clone(),
        state: match replaced_by {
            Some(_) => "replaced".into(),
            None => one.state.clone(),
        },
        outcome: one.outcome.clone(),
        settled_at: one.settled_at.clone(),
        days: day_of(&one.at).map_or(0, |day| (until - day).num_days().max(0)),
        is_overdue: is_open(one) && one.due.as_ref().is_some_and(is_late),
        replaces: one.replaces,
        replaced_by,
    }
}

/// What things are called that an entry can be about.
struct Labels<'a> {
    store: &'a Store,
    marks: Marks,
    book: RuleBook,
    use_cases: Vec<StoredUseCase>,
}

impl<'a> Labels<'a> {
    fn read(store: &'a Store) -> Result<Self, EngineError> {
        Ok(Self {
            store,
            marks: Marks::read(store)?,
            book: RuleBook::read(store)?,
            use_cases: store.agreed()?,
        })
    }

    fn of(&self, about: &str) -> Option<String> {
        match Subject::parse(about)? {
            Subject::Source(number) => {
                Some(self.marks.of(SourceId(number)).name).filter(|name| !name.is_empty())
            }
            Subject::Attribute(code) => Attribute::parse(&code).map(|one| one.label()),
            Subject::Rule(code) => Rule::parse(&code).map(|rule| self.book.question(&rule)),
            Subject::UseCase(number) => {
                let mine = self.use_cases.iter().find(|one| one.use_case_id == number);
                mine.map(|one| one.name.clone())
            }
            Subject::Question(code) => workshop::question_of(self.store, &code).ok().flatten(),
            Subject::Region(region) => Some(governance::rules_of(region)),
        }
    }

    fn checked(&self, about: &str) -> Result<String, EngineError> {
        if about.is_empty() || self.of(about).is_some() {
            return Ok(about.to_owned());
        }
        Err(EngineError::NotFound {
            what: "thing called",
            name: about.to_owned(),
        })
    }
}

//! The agenda of a workshop: the audit's questions one after the other, each with what was answered so
//! far. An answer is given by the command that keeps it; the agenda keeps only what was put off and who
//! answered.

mod questions;

use chrono::NaiveDate;
use rollcall_store::{Store, StoredAgenda, Subject};
use serde_json::json;

use crate::records::day_of;
use crate::view::{AgendaQuestion, AgendaTopic, MarkQuestion, Nothing, WorkshopAgenda};
use crate::{Engine, EngineError};
use questions::{Asked, Topic};

const OPEN: &str = "open";
const ANSWERED: &str = "answered";
const DEFERRED: &str = "deferred";

impl Engine {
    /// The agenda of a workshop, and how far it is.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn workshop(&self, _: Nothing) -> Result<WorkshopAgenda, EngineError> {
        self.agenda(&*self.store()?)
    }

    /// Puts a question off, takes it up again, or notes who answered it.
    ///
    /// # Errors
    /// When there is no such question or state.
    pub fn mark_question(&self, request: MarkQuestion) -> Result<WorkshopAgenda, EngineError> {
        let store = self.store_for_change()?;
        let told = match request.state.as_str() {
            OPEN => "Took up again",
            ANSWERED => "Answered",
            DEFERRED => "Put off",
            other => {
                return Err(EngineError::NotFound {
                    what: "state",
                    name: other.to_owned(),
                });
            }
        };
        let topics = questions::all(&store)?;
        let question = topics
            .iter()
            .flat_map(|topic| &topic.asked)
            .find(|asked| asked.question == request.question)
            .ok_or_else(|| EngineError::NotFound {
                what: "question",
                name: request.question.clone(),
            })?;
        let row = StoredAgenda {
            question: request.question.clone(),
            state: request.state.clone(),
            answered_by: request.answered_by.trim().to_owned(),
            at: self.now(),
        };
        let is_blank = row.state == OPEN && row.answered_by.is_empty();
        let sentence = format!("{told}: {}", question.text);
        let asked =
            json!({ "question": row.question, "state": row.state, "answered_by": row.answered_by });
        self.commit(&store, "mark_question", sentence, asked, |edits| {
            if is_blank {
                edits.withdraw(&row)
            } else {
                edits.agree(&row)
            }
        })?;
        self.tell_changed(&["project", "governance", "history"]);
        self.agenda(&store)
    }

    fn agenda(&self, store: &Store) -> Result<WorkshopAgenda, EngineError> {
        let marked: Vec<StoredAgenda> = store.agreed()?;
        let notes = store.notes()?;
        let today = self.today();
        let topics: Vec<AgendaTopic> = questions::all(store)?
            .into_iter()
            .map(|topic| show_topic(topic, &marked, &notes, today))
            .collect();
        let all = || topics.iter().flat_map(|topic| &topic.questions);
        let of_state = |state: &str| all().filter(|one| one.state == state).count() as u64;
        let (answered, deferred, total) =
            (of_state(ANSWERED), of_state(DEFERRED), all().count() as u64);
        Ok(WorkshopAgenda {
            sentence: sentence(answered, deferred, total),
            next: all()
                .find(|one| one.state == OPEN)
                .map(|one| one.question.clone()),
            answered,
            deferred,
            total,
            topics,
        })
    }
}

fn sentence(answered: u64, deferred: u64, total: u64) -> String {
    let off = match deferred {
        0 => String::new(),
        count => format!(", {count} put off"),
    };
    format!("{answered} of {total} questions are answered{off}.")
}

fn show_topic(
    topic: Topic,
    marked: &[StoredAgenda],
    notes: &[(String, String)],
    today: NaiveDate,
) -> AgendaTopic {
    let questions: Vec<AgendaQuestion> = topic
        .asked
        .into_iter()
        .map(|asked| show(asked, marked, notes, today))
        .collect();
    AgendaTopic {
        topic: topic.code.to_owned(),
        label: topic.label.to_owned(),
        answered: questions.iter().filter(|one| one.state == ANSWERED).count() as u64,
        questions,
    }
}

/// What has an answer is answered, whatever was marked; what has none is as it was marked.
fn show(
    asked: Asked,
    marked: &[StoredAgenda],
    notes: &[(String, String)],
    today: NaiveDate,
) -> AgendaQuestion {
    let mark = marked.iter().find(|one| one.question == asked.question);
    let state = if asked.answer.is_empty() {
        mark.map_or(OPEN, |mark| mark.state.as_str())
    } else {
        ANSWERED
    };
    let subject = Subject::Question(asked.question.clone()).code();
    AgendaQuestion {
        state: state.to_owned(),
        answered_by: mark
            .map(|mark| mark.answered_by.clone())
            .unwrap_or_default(),
        deferred_days: mark
            .filter(|_| state == DEFERRED)
            .and_then(|mark| Some((today - day_of(&mark.at)?).num_days().max(0))),
        note: notes
            .iter()
            .find(|(about, _)| *about == subject)
            .map(|(_, text)| text.clone())
            .unwrap_or_default(),
        question: asked.question,
        takes: asked.takes.to_owned(),
        subject: asked.subject,
        source: asked.source,
        text: asked.text,
        answer: asked.answer,
    }
}

/// What a question of the agenda asks; nothing where it is not on the agenda.
pub(crate) fn question_of(store: &Store, code: &str) -> Result<Option<String>, EngineError> {
    let mut asked = questions::all(store)?
        .into_iter()
        .flat_map(|topic| topic.asked);
    Ok(asked
        .find(|asked| asked.question == code)
        .map(|asked| asked.text))
}

//! What listeners are told while presenting.

use rollcall_engine::{Engine, Event, personal_words};

use super::{GivenOut, Mask, UNTOLD, counts};

const RUNNING: &str = "running";

/// What a listener is told while presenting. While work holds the project no word can be looked up, so that
/// until it has ended only what a word looks like tells that it is personal; what an error quotes is left out
/// altogether.
pub(crate) fn masked_event(engine: &Engine, given_out: &GivenOut, event: &Event) -> Event {
    let mut event = event.clone();
    if let Event::Job { job } = &mut event {
        if job.error.is_some() {
            job.error = Some(UNTOLD.into());
        }
        if job.state == RUNNING {
            job.title = unless_personal(&job.title, engine.this_year());
        } else {
            let mut mask = Mask::new(engine, given_out);
            if mask.learn_names(None).is_ok() {
                job.title = mask.sentence(&job.title);
                job.outcome = job.outcome.as_deref().map(|told| mask.sentence(told));
            } else {
                job.title = unless_personal(&job.title, engine.this_year());
                job.outcome = None;
            }
        }
        job.title = counts::in_sentence(&job.title);
        job.outcome = job.outcome.as_deref().map(counts::in_sentence);
    }
    event
}

fn unless_personal(title: &str, this_year: i32) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    if personal_words(&words, this_year).contains(&true) || title.contains(['/', '\\']) {
        "Work on the project".to_owned()
    } else {
        title.to_owned()
    }
}

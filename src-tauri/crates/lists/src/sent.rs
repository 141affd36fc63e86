//! What people can do only with what they were sent: whoever was sent nothing neither opened it nor left it unopened.

use chrono::NaiveDate;
use rollcall_model::grouped;

use crate::{
    Book, Condition, EventSort, choose::names_holding, sentence::within, span::Span,
    untold::why_untold,
};

/// For each customer of the book whether they were sent what a condition asks about, within its days; nothing for a
/// condition that does not ask what was done with messages. Whoever did it within those days was sent something, though
/// it may have been sent before them.
pub(crate) fn was_sent(condition: &Condition, book: &Book, until: NaiveDate) -> Option<Vec<bool>> {
    let Condition::Event {
        event: deed @ (EventSort::Opened | EventSort::Clicked),
        days,
        named,
        ..
    } = condition
    else {
        return None;
    };
    let window = Span::back(until, *days);
    let names = names_holding(book, named);
    let is_meant = |name: u32| {
        let names = names.as_ref();
        names.is_none_or(|names| names.get(name as usize).copied().unwrap_or(false))
    };
    let told = (0..book.customers.len()).map(|place| {
        book.events.of(place).iter().any(|one| {
            (one.sort == EventSort::Message || one.sort == *deed)
                && window.holds(one.day)
                && is_meant(one.name)
        })
    });
    Some(told.collect())
}

/// How many customers were sent nothing of which a condition asks what they did with it, in a sentence; nothing where
/// it asks no such thing, or everybody was sent something.
pub(crate) fn of_whom_nothing(
    condition: &Condition,
    book: &Book,
    until: NaiveDate,
) -> Option<String> {
    let was_sent = was_sent(condition, book, until)?;
    let Condition::Event {
        event, days, named, ..
    } = condition
    else {
        return None;
    };
    let without = was_sent.iter().filter(|was_sent| !**was_sent).count() as u64;
    if without == 0 {
        return None;
    }
    let named = if named.trim().is_empty() {
        ""
    } else {
        " of that name"
    };
    let did = if *event == EventSort::Clicked {
        "clicked in one"
    } else {
        "opened one"
    };
    Some(format!(
        "Was sent nothing: {} of {} customers got no message{named}{}. They count neither as having {did} nor as not having {did}.",
        grouped(without),
        grouped(was_sent.len() as u64),
        within(*days)
    ))
}

/// Of all that a condition asks about messages, how many customers were sent none; a sentence each, each once.
pub fn sent_nothing(condition: &Condition, book: &Book, until: NaiveDate) -> Vec<String> {
    let mut told = Vec::new();
    condition.visit(&mut |one| {
        if why_untold(one, book).is_none()
            && let Some(sentence) = of_whom_nothing(one, book, until)
            && !told.contains(&sentence)
        {
            told.push(sentence);
        }
    });
    told
}

//! What the data tells of nobody, and why: it must not turn into yes, neither as it stands nor by being negated.

use crate::{Book, Condition, EventSort, Joined, PurposeAnswer};

/// Said of a check that found something and cannot say of whom.
const OF_CHECK: &str = "The check cannot say who is behind what it found, so nobody is chosen by it, negated or not. Checks tell what would have to be loaded.";

/// Said of a purpose that no statement names.
const OF_PURPOSE: &str = "No table in use has a statement of consent for this purpose, so who said yes to it and who said no is not known, and nobody is chosen by it, negated or not. Load a log of consents that names its purposes.";

/// Why the data tells of nobody whether they meet a condition: the check cannot say who is behind what it found, or
/// no table in use tells of such events of customers at all. Nothing where it tells.
pub(crate) fn why_untold(condition: &Condition, book: &Book) -> Option<&'static str> {
    let of = |event: EventSort| (!book.events.tells_of(event)).then(|| of_event(event));
    match condition {
        Condition::Finding { check, .. } => {
            (!book.findings.contains_key(check)).then_some(OF_CHECK)
        }
        Condition::Event { event, .. } => of(*event),
        Condition::Spent { .. } => of(EventSort::Purchase),
        // That nothing is known of anybody is what the third answer asks for.
        Condition::ConsentFor {
            channel,
            purpose,
            answer: PurposeAnswer::Yes | PurposeAnswer::No,
        } => {
            let asked = (channel.clone(), purpose.clone());
            let told = book.permissions.get(&asked);
            told.is_none_or(|told| !told.is_told).then_some(OF_PURPOSE)
        }
        _ => None,
    }
}

/// The same of a group of which none must hold: one condition within that cannot be told is enough.
pub(crate) fn why_negated_untold(
    joined: Joined,
    conditions: &[Condition],
    book: &Book,
) -> Option<&'static str> {
    if joined != Joined::None {
        return None;
    }
    let mut why = None;
    for condition in conditions {
        condition.visit(&mut |one| why = why.or_else(|| why_untold(one, book)));
    }
    why
}

/// Of all that a condition asks what the data tells of nobody, a sentence each, each once.
pub fn untold(condition: &Condition, book: &Book) -> Vec<&'static str> {
    let mut told = Vec::new();
    condition.visit(&mut |one| {
        if let Some(why) = why_untold(one, book)
            && !told.contains(&why)
        {
            told.push(why);
        }
    });
    told
}

fn of_event(event: EventSort) -> &'static str {
    match event {
        EventSort::Purchase => {
            "No table in use tells what customers bought, so who bought and who did not is not known, and nobody is chosen by it, negated or not. Load one of orders."
        }
        EventSort::Message => {
            "No table in use tells which messages customers were sent, so who got one and who did not is not known, and nobody is chosen by it, negated or not. Load a log of what was sent."
        }
        EventSort::Visit => {
            "No table in use tells of visits of customers, so who visited and who did not is not known, and nobody is chosen by it, negated or not. Load one of visits."
        }
        EventSort::Ticket => {
            "No table in use tells of tickets of customers, so who opened one and who did not is not known, and nobody is chosen by it, negated or not. Load one of tickets."
        }
        EventSort::Product => {
            "No table in use tells which products customers bought, so who bought one and who did not is not known, and nobody is chosen by it, negated or not. Load one of orders that names products."
        }
        EventSort::CampaignProduct => {
            "No tables in use tell both which products customers bought and of which campaigns they got messages, so who bought what a campaign is about is not known, and nobody is chosen by it, negated or not. Load those of orders and of what was sent."
        }
        EventSort::Opened => {
            "No table in use tells which messages customers opened, so who opened one and who did not is not known, and nobody is chosen by it, negated or not. Load a log of what was sent that has such a column."
        }
        EventSort::Clicked => {
            "No table in use tells in which messages customers clicked, so who clicked and who did not is not known, and nobody is chosen by it, negated or not. Load a log of what was sent that has such a column."
        }
        EventSort::SignUp => {
            "No table in use tells when customers signed up, so who did and who did not is not known, and nobody is chosen by it, negated or not. Load one of sign-ups."
        }
        EventSort::AdClick => {
            "No table in use tells of clicks on advertisements, so who clicked one and who did not is not known, and nobody is chosen by it, negated or not. Load one of visits that has the ids of such clicks."
        }
    }
}

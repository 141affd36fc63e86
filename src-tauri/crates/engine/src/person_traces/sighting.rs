//! Whether a row is about the person.

use std::collections::BTreeSet;

use rollcall_model::Attribute;
use rollcall_store::WordKind;

use super::facts::{Facts, Names};
use crate::records;
use crate::tombstones::{Known, clues, mail_clues};

/// A row as far as it can be read.
pub(super) struct Sighting<'a> {
    pub(super) known: &'a Known<'a>,
    /// Everything that stands in it.
    pub(super) text: &'a str,
    /// Whether its cells were standardised; else any cell may hold any value.
    pub(super) is_read: bool,
    /// Whether it belongs to another customer now.
    pub(super) is_anothers: bool,
    /// Whether it may be a further line of an order.
    pub(super) is_line_allowed: bool,
}

/// What a row is to the person.
pub(super) enum Judgement {
    /// It is about the person.
    Theirs,
    /// A human has to look.
    Doubtful(Doubt),
}

/// Why a row only may be about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It holds an identifier of the person, and another name.
    OtherName,
    /// It is another customer's, and holds an identifier the two share.
    Shared,
    /// It mentions the person.
    Mention,
}

impl Doubt {
    /// In a sentence, without values.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::OtherName => "It has an id or address of this person, but another name.",
            Self::Shared => {
                "It belongs to another customer, who has an id or address of this person too."
            }
            Self::Mention => "It mentions this person: a name, an address, a telephone or an id.",
        }
    }
}

impl<'a> Sighting<'a> {
    /// A row that was set aside, or a line of one.
    pub(super) fn of_aside(known: &'a Known<'a>, text: &'a str) -> Self {
        Self {
            known,
            text,
            is_read: false,
            is_anothers: false,
            is_line_allowed: true,
        }
    }

    pub(super) fn judge(&self, facts: &Facts) -> Option<Judgement> {
        let mut clues = clues(self.known);
        if !self.is_read {
            clues.extend(mail_clues(self.text));
        }
        let mut own: BTreeSet<&str> = clues
            .intersection(facts.clues())
            .map(|clue| kind_of(clue))
            .collect();
        let is_line = self.is_line_allowed
            && records::valid(self.known.values, &Attribute::OrderId)
                .any(|order| facts.has_order(self.known.table, order));
        if is_line {
            own.insert("order");
        }
        if own.len() > 1 {
            return Some(Judgement::Theirs);
        }
        let mentioned = facts.blot().kinds(self.text);
        if !own.is_empty() {
            let names = Names::of(self.known.values);
            let is_named = mentioned.contains(&WordKind::Name);
            return Some(if is_named || !facts.names().speak_against(&names) {
                Judgement::Theirs
            } else {
                Judgement::Doubtful(Doubt::OtherName)
            });
        }
        if !self.is_read && mentioned.iter().filter(|kind| is_telling(**kind)).count() > 1 {
            return Some(Judgement::Theirs);
        }
        if self.is_anothers && !clues.is_disjoint(facts.shared()) {
            return Some(Judgement::Doubtful(Doubt::Shared));
        }
        mentioned
            .iter()
            .any(|kind| is_telling(*kind))
            .then_some(Judgement::Doubtful(Doubt::Mention))
    }
}

/// A family name alone may be anybody's.
fn is_telling(kind: WordKind) -> bool {
    kind != WordKind::FamilyName
}

/// The first word of a clue. A row's key and the account it stands for are one thing, and so are an address and
/// its mailbox.
fn kind_of(clue: &str) -> &str {
    match clue.split(' ').next().unwrap_or_default() {
        "account" => "row",
        "mailbox" => "mail",
        kind => kind,
    }
}

//! From people to rows: who is in, and who is out and why.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ConsentState, CustomerId, grouped};

use crate::column::Cell;
use crate::{
    Column, ColumnSource, Destination, InDoubt, Part, Person, Prepared, Purpose, Reason, Rows,
};

/// What our own tables say of a blank cell, which is not true where nobody has decided which value holds.
const NO_VALUE: &str = "A blank cell means that no source holds a usable value.";
/// What is true of the blank cells that are left.
const ANY_OTHER: &str = "Any other blank cell means that no source holds a usable value.";

/// Makes the rows of a list. Everybody is either a row or left out for one reason.
pub fn prepare(
    people: impl Iterator<Item = Person>,
    destination: &Destination,
    purpose: Purpose,
) -> Prepared {
    let columns = &destination.columns;
    let mut kept = Kept::new(columns.len());
    let mut left_out: BTreeMap<Reason, Vec<_>> = BTreeMap::new();
    for person in people {
        let customer = person.customer;
        let reason = match purpose {
            _ if person.only_bought && destination.own_data_only => Some(Reason::OnlyBought),
            Purpose::Suppress => kept.take_unless_unfindable(&person, destination, purpose),
            Purpose::Contact => {
                refusal(&person, destination).or_else(|| kept.take_to_contact(person, destination))
            }
        };
        if let Some(reason) = reason {
            left_out.entry(reason).or_default().push(customer);
        }
    }
    let shown: Vec<usize> = (0..columns.len())
        .filter(|position| columns[*position].is_always_there() || kept.is_used[*position])
        .collect();
    let rows = if shown.len() < columns.len() {
        kept.rows.keep_columns(&shown)
    } else {
        kept.rows
    };
    let with_hashes = destination.has_hashes();
    let no_yes = no_yes(destination, kept.without_yes, kept.people);
    let mut prepared = Prepared {
        warnings: warnings(destination, kept.people, &kept.undecided),
        destination: destination.clone(),
        purpose,
        header: shown
            .iter()
            .map(|position| columns[*position].header_in(with_hashes).to_owned())
            .collect(),
        lead_rows: destination
            .lead_rows
            .iter()
            .map(|row| {
                shown
                    .iter()
                    .filter_map(|position| row.get(*position).cloned())
                    .collect()
            })
            .collect(),
        rows,
        people: kept.people,
        customers: kept.customers,
        parts: kept.parts,
        left_out,
        unusable_values: kept.unusable_values,
    };
    let told = prepared.parts_told();
    prepared
        .warnings
        .splice(0..0, no_yes.into_iter().chain(told));
    prepared
}

/// The rows so far.
struct Kept {
    rows: Rows,
    customers: Vec<CustomerId>,
    people: u64,
    /// How many of them are not known to have said yes, in a list to contact people.
    without_yes: u64,
    /// In which part of the list each row is.
    parts: Vec<Part>,
    unusable_values: BTreeMap<String, u64>,
    /// How many people have a blank cell because nobody has decided which value holds, by what it is a value of.
    undecided: BTreeMap<Attribute, u64>,
    /// For each column whether any row has a value in it.
    is_used: Vec<bool>,
    /// The e-mail addresses in the rows so far, in lower case.
    addresses: BTreeSet<String>,
}

impl Kept {
    fn new(columns: usize) -> Self {
        Self {
            rows: Rows::new(columns),
            customers: Vec::new(),
            people: 0,
            without_yes: 0,
            parts: Vec::new(),
            unusable_values: BTreeMap::new(),
            undecided: BTreeMap::new(),
            is_used: vec![false; columns],
            addresses: BTreeSet::new(),
        }
    }

    /// Takes the person with the addresses that may be written to and that no row has yet, or tells
    /// why nobody could be reached.
    fn take_to_contact(&mut self, mut person: Person, destination: &Destination) -> Option<Reason> {
        if let Some(reason) = leave_out_barred(&mut person) {
            return Some(reason);
        }
        let mut is_repeated = false;
        if let Some(addresses) = person.values.get_mut(&Attribute::Email) {
            addresses.retain(|address| {
                let is_new = !self.addresses.contains(&folded(address));
                is_repeated |= !is_new;
                is_new
            });
        }
        let reason = self.take_unless_unfindable(&person, destination, Purpose::Contact);
        if reason.is_none() {
            let taken = person.values.get(&Attribute::Email).into_iter().flatten();
            self.addresses.extend(taken.map(|address| folded(address)));
            self.without_yes += u64::from(!has_said_yes(&person, destination));
        }
        reason.map(|reason| {
            if is_repeated {
                Reason::Repeated
            } else {
                reason
            }
        })
    }

    /// Takes the person as a row, or as one a value, or tells why the destination could not find
    /// them.
    fn take_unless_unfindable(
        &mut self,
        person: &Person,
        destination: &Destination,
        purpose: Purpose,
    ) -> Option<Reason> {
        let first = cells(person, destination, 0);
        for (column, cell) in destination.columns.iter().zip(&first) {
            if matches!(cell, Cell::Unusable) {
                *self
                    .unusable_values
                    .entry(column.header.clone())
                    .or_default() += 1;
            }
        }
        let reason = unfindable(person, &first, destination, purpose);
        if reason.is_none() {
            self.people += 1;
            for attribute in left_open(person, destination, &first) {
                *self.undecided.entry(attribute.clone()).or_default() += 1;
            }
            self.add_row(person, destination, &first);
            for further in 1..rows_of(person, destination) {
                self.add_row(person, destination, &cells(person, destination, further));
            }
        }
        reason
    }

    fn add_row(&mut self, person: &Person, destination: &Destination, cells: &[Cell]) {
        for (used, cell) in self.is_used.iter_mut().zip(cells) {
            *used |= matches!(cell, Cell::Value(_));
        }
        self.rows.push(cells.iter().map(text));
        self.customers.push(person.customer);
        self.parts.push(Part::of(person, destination));
    }
}

/// Takes barred addresses and numbers away from the person; tells why, where no e-mail address is
/// left of those there were: who could be written to only at an address that said no is not to be
/// found by other details instead.
fn leave_out_barred(person: &mut Person) -> Option<Reason> {
    let barred = std::mem::take(&mut person.barred);
    let mut why: Option<Reason> = None;
    for (attribute, values) in &mut person.values {
        values.retain(|value| {
            let reason = barred.get(&(attribute.clone(), value.clone())).copied();
            if is_mailbox(attribute)
                && let Some(reason) = reason
            {
                why = Some(why.map_or(reason, |before| before.min(reason)));
            }
            reason.is_none()
        });
    }
    let is_left = person
        .values
        .iter()
        .any(|(attribute, values)| is_mailbox(attribute) && !values.is_empty());
    why.filter(|_| !is_left)
}

fn is_mailbox(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Email | Attribute::HashedEmail)
}

/// Addresses are compared without regard to capitals.
fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Why the person may not be in a list to contact people, whatever identifies them.
fn refusal(person: &Person, destination: &Destination) -> Option<Reason> {
    if person.has_asked_to_be_deleted() {
        return Some(Reason::DeletionRequested);
    }
    let state = |channel: &Attribute| person.consents.get(channel).copied();
    let rule = &destination.consent;
    let has_refused = rule.given.iter().chain(&rule.not_refused).any(|channel| {
        matches!(
            state(channel),
            Some(ConsentState::OptedOut | ConsentState::Complained)
        )
    });
    if has_refused {
        return Some(Reason::Refused);
    }
    if person.in_doubt == Some(InDoubt::No) {
        return Some(Reason::RefusedInDoubt);
    }
    let bounces = rule
        .given
        .iter()
        .chain(&rule.not_refused)
        .any(|channel| state(channel) == Some(ConsentState::Undeliverable));
    if bounces {
        return Some(Reason::Undeliverable);
    }
    let has_given = rule
        .given
        .iter()
        .all(|channel| state(channel) == Some(ConsentState::OptedIn));
    let missing = if person.in_doubt == Some(InDoubt::Yes) {
        Reason::YesInDoubt
    } else {
        Reason::NoConsent
    };
    (!has_given).then_some(missing)
}

/// Whether the person is known to have said yes to any channel the destination asks about, to e-mail where it asks
/// about none.
fn has_said_yes(person: &Person, destination: &Destination) -> bool {
    let rule = &destination.consent;
    let mut asked = rule.given.iter().chain(&rule.not_refused).peekable();
    let is_yes = |channel: &Attribute| person.consents.get(channel) == Some(&ConsentState::OptedIn);
    if asked.peek().is_none() {
        return is_yes(&Attribute::EmailConsent);
    }
    asked.any(is_yes)
}

/// How many people a destination takes although no yes of theirs is known; nothing where it wants one of everybody.
fn no_yes(destination: &Destination, without_yes: u64, people: u64) -> Option<String> {
    let is_told = destination.consent.given.is_empty() && without_yes > 0;
    is_told.then(|| {
        let (count, all) = (grouped(without_yes), grouped(people));
        format!(
            "People in this list who are not known to have said yes: {count} of {all}. This destination leaves out only who said no: where the law wants a yes first, take these people out before anybody is written to."
        )
    })
}

/// The person's cells in the row with this number among theirs, from 0.
fn cells(person: &Person, destination: &Destination, row: usize) -> Vec<Cell> {
    let (country, with_hashes) = (person.country(), destination.has_hashes());
    destination
        .columns
        .iter()
        .map(|column| {
            let nth = if is_one_row_per(destination, column) {
                row
            } else {
                column.nth
            };
            match column.cell(person, nth, country, with_hashes) {
                Cell::Value(value) if !destination.file.encoding.can_write(&value) => {
                    Cell::Unusable
                }
                cell => cell,
            }
        })
        .collect()
}

/// How many rows a person has: one, or as many as values where each value is a row.
fn rows_of(person: &Person, destination: &Destination) -> usize {
    destination
        .columns
        .iter()
        .find(|column| is_one_row_per(destination, column))
        .map_or(1, |column| {
            column.count(person, person.country(), destination.has_hashes())
        })
        .max(1)
}

fn is_one_row_per(destination: &Destination, column: &Column) -> bool {
    destination.one_row_per.as_ref() == Some(&column.header)
}

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Value(value) => value,
        Cell::Blank | Cell::Unusable => "",
    }
}

/// What the person has a blank cell of because nobody has decided which value holds.
fn left_open<'a>(
    person: &'a Person,
    destination: &'a Destination,
    cells: &'a [Cell],
) -> impl Iterator<Item = &'a Attribute> {
    let is_blank = move |attribute: &Attribute| {
        let mut columns = destination.columns.iter().zip(cells);
        columns.any(|(column, cell)| {
            matches!(cell, Cell::Blank) && column.from.attributes().contains(attribute)
        })
    };
    person
        .undecided
        .iter()
        .filter(move |attribute| is_blank(attribute))
}

/// Why the destination could not find the person, if it could not.
fn unfindable(
    person: &Person,
    cells: &[Cell],
    destination: &Destination,
    purpose: Purpose,
) -> Option<Reason> {
    let columns = &destination.columns;
    let holds = |header: &String, wanted: fn(&Cell) -> bool| {
        columns
            .iter()
            .zip(cells)
            .any(|(column, cell)| column.header == *header && wanted(cell))
    };
    let contact = &destination.contact_identifiers;
    let sets = if purpose == Purpose::Contact && !contact.is_empty() {
        contact
    } else {
        &destination.identifiers
    };
    let is_findable = sets.is_empty()
        || sets.iter().any(|set| {
            set.iter()
                .all(|header| holds(header, |cell| matches!(cell, Cell::Value(_))))
        });
    if is_findable {
        return None;
    }
    let waits = |column: &Column| {
        let mut made_from = column.from.attributes().iter();
        made_from.any(|one| is_mailbox(one) && person.undecided.contains(one))
    };
    let is_undecided = columns
        .iter()
        .any(|column| sets.iter().flatten().any(|one| *one == column.header) && waits(column));
    if is_undecided {
        return Some(Reason::AddressUndecided);
    }
    let has_unusable = sets
        .iter()
        .flatten()
        .any(|header| holds(header, |cell| matches!(cell, Cell::Unusable)));
    Some(if has_unusable {
        Reason::InvalidIdentifier
    } else {
        Reason::NoIdentifier
    })
}

/// How many people of the list wait for somebody to say which value holds: "Job title of 2 of 30 people".
fn waiting(undecided: &BTreeMap<Attribute, u64>, people: u64) -> String {
    let told: Vec<String> = undecided
        .iter()
        .map(|(attribute, waiting)| {
            let (label, waiting) = (attribute.label(), grouped(*waiting));
            format!("{label} of {waiting} of {} people", grouped(people))
        })
        .collect();
    told.join(", ")
}

fn warnings(
    destination: &Destination,
    people: u64,
    undecided: &BTreeMap<Attribute, u64>,
) -> Vec<String> {
    let mut warnings = destination.warnings();
    if !undecided.is_empty() {
        for told in warnings.iter_mut().filter(|told| told.as_str() == NO_VALUE) {
            ANY_OTHER.clone_into(told);
        }
        let waiting = waiting(undecided, people);
        let told = format!(
            "Nobody has decided which value holds: {waiting}. Their cells are blank until somebody does, although sources hold values."
        );
        warnings.insert(0, told);
    }
    if destination
        .minimum_rows
        .is_some_and(|minimum| people < minimum)
    {
        warnings.insert(
            0,
            format!("This list has {people} people; the destination may not use so few."),
        );
    }
    let holds_customer_ids = destination
        .columns
        .iter()
        .any(|column| column.from == ColumnSource::Customer);
    if holds_customer_ids && !destination.page.is_empty() {
        warnings.push("The file holds our own customer ids.".to_owned());
    }
    warnings
}

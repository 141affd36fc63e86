//! From people to rows: who is in, and who is out and why.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use rollcall_model::{Attribute, ConsentState, CustomerId, grouped};
use sha2::{Digest as _, Sha256};

use crate::column::Cell;
use crate::left_out::{identifiers, leave_out_barred, refusal, unfindable};
use crate::{
    Column, ColumnSource, DeliveryError, Destination, Part, Person, Prepared, Purpose, Reason, Rows,
};

/// What our own tables say of a blank cell, which is not true where nobody has decided which value holds.
const NO_VALUE: &str = "A blank cell means that no source holds a usable value.";
/// What is true of the blank cells that are left.
const ANY_OTHER: &str = "Any other blank cell means that no source holds a usable value.";

/// So many bytes of rows stay in memory before they are put aside.
const MOST_HERE: usize = 8 << 20;

/// How much of a list is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every row, to be written.
    Rows,
    /// So many rows, to be looked at; everything else is told of all of them.
    FirstRows(usize),
    /// Who is left out and why, without a row.
    Reasons,
}

/// Makes the rows of a list. Everybody is either a row or left out for one reason.
pub fn prepare(
    people: impl Iterator<Item = Person>,
    destination: &Destination,
    purpose: Purpose,
) -> Prepared {
    let mut preparing = Preparing::new(destination, purpose, Extent::Rows);
    for person in people {
        let weighed = preparing.weigh(person);
        preparing.take(weighed);
    }
    preparing.finish()
}

/// A list on its way. People are [weighed](Self::weigh) each on their own, as many at a time as there are cores, and
/// [taken](Self::take) one after the other in the order of the list.
pub struct Preparing<'d> {
    destination: &'d Destination,
    purpose: Purpose,
    extent: Extent,
    /// For each column whether its cells are asked for.
    is_asked: Vec<bool>,
    /// For each column whether any row has a value in it.
    is_used: Vec<bool>,
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
    /// The e-mail addresses in the rows so far, by their marks.
    addresses: HashSet<AddressMark>,
    left_out: BTreeMap<Reason, Vec<CustomerId>>,
}

/// A person as a destination sees them, whoever else is in the list.
pub struct Weighed {
    person: Person,
    /// Why they are left out, where nobody else matters for that.
    refused: Option<Reason>,
    /// The cells of their first row; none where they are refused.
    first: Vec<Cell>,
    /// In a list to contact people, the e-mail addresses they may be written to at, by their marks.
    addresses: Vec<AddressMark>,
}

/// By this addresses are compared, without regard to capitals: half of their hash, which takes less room than they do, and
/// no two have the same.
type AddressMark = [u8; 16];

impl<'d> Preparing<'d> {
    /// A list of nobody yet.
    pub fn new(destination: &'d Destination, purpose: Purpose, extent: Extent) -> Self {
        let columns = &destination.columns;
        let sets = identifiers(destination, purpose);
        let decides = |column: &Column| sets.iter().flatten().any(|one| *one == column.header);
        Self {
            destination,
            purpose,
            extent,
            is_asked: columns
                .iter()
                .map(|column| extent != Extent::Reasons || decides(column))
                .collect(),
            is_used: vec![false; columns.len()],
            rows: Rows::new(columns.len()),
            customers: Vec::new(),
            people: 0,
            without_yes: 0,
            parts: Vec::new(),
            unusable_values: BTreeMap::new(),
            undecided: BTreeMap::new(),
            addresses: HashSet::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// The attributes of which values are looked at, besides every consent.
    pub fn looks_at(&self) -> BTreeSet<Attribute> {
        let columns = self.destination.columns.iter().zip(&self.is_asked);
        let asked = columns
            .filter(|(_, is_asked)| **is_asked)
            .flat_map(|(column, _)| column.from.attributes().iter().chain(&column.needs));
        // By these people are reached, told apart or kept out, whatever the columns hold.
        let always = [
            Attribute::Email,
            Attribute::HashedEmail,
            Attribute::Phone,
            Attribute::Country,
            Attribute::DeletionRequest,
        ];
        asked.cloned().chain(always).collect()
    }

    /// Why a person is left out whatever their addresses and numbers are; what is barred of these need not be known
    /// then.
    pub fn refuses(&self, person: &Person) -> Option<Reason> {
        if person.only_bought && self.destination.own_data_only {
            return Some(Reason::OnlyBought);
        }
        match self.purpose {
            Purpose::Contact => refusal(person, self.destination),
            Purpose::Suppress => None,
        }
    }

    /// Looks at a person on their own.
    pub fn weigh(&self, mut person: Person) -> Weighed {
        let is_contact = self.purpose == Purpose::Contact;
        let refused = self.refuses(&person).or_else(|| {
            let bars = is_contact.then(|| leave_out_barred(&mut person));
            bars.flatten()
        });
        let mut weighed = Weighed {
            person,
            refused,
            first: Vec::new(),
            addresses: Vec::new(),
        };
        if refused.is_none() {
            weighed.first = self.cells(&weighed.person, 0);
            if is_contact {
                let addresses = weighed.person.values.get(&Attribute::Email);
                let addresses = addresses.into_iter().flatten();
                weighed.addresses = addresses.map(|address| address_mark(address)).collect();
            }
        }
        weighed
    }

    /// Takes the next person of the list as a row, or as one a value, with the addresses that no row has yet; else
    /// notes why they are left out.
    pub fn take(&mut self, weighed: Weighed) {
        let Weighed {
            mut person,
            refused,
            mut first,
            addresses,
        } = weighed;
        let reason = refused.or_else(|| {
            let is_repeated = self.leave_out_repeated(&mut person, &addresses);
            if is_repeated {
                first = self.cells(&person, 0);
            }
            let reason = self.take_unless_unfindable(&person, &first)?;
            Some(if is_repeated {
                Reason::Repeated
            } else {
                reason
            })
        });
        match reason {
            Some(reason) => {
                let left_out = self.left_out.entry(reason).or_default();
                left_out.push(person.customer);
            }
            None => self.addresses.extend(addresses),
        }
    }

    /// Puts the rows so far, where they are many, into a file without a name in the folder they will be written to, until
    /// they are: no list fills the memory then.
    ///
    /// # Errors
    /// What the disk says; nothing is left of it.
    pub fn put_aside(&mut self, path: &Path) -> Result<(), DeliveryError> {
        self.rows
            .put_aside(path, MOST_HERE)
            .map_err(|error| DeliveryError::from_io(path, error))
    }

    /// Everybody taken, ready to be written, or as much of them as was asked for.
    pub fn finish(self) -> Prepared {
        let destination = self.destination;
        let columns = &destination.columns;
        let shown: Vec<usize> = (0..columns.len())
            .filter(|position| columns[*position].is_always_there() || self.is_used[*position])
            .collect();
        let rows = if shown.len() < columns.len() {
            self.rows.keep_columns(&shown)
        } else {
            self.rows
        };
        let with_hashes = destination.has_hashes();
        let no_yes = no_yes(destination, self.without_yes, self.people);
        let mut prepared = Prepared {
            warnings: warnings(destination, self.people, &self.undecided),
            destination: destination.clone(),
            purpose: self.purpose,
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
            people: self.people,
            customers: self.customers,
            parts: self.parts,
            left_out: self.left_out,
            unusable_values: self.unusable_values,
        };
        let told = prepared.parts_told();
        prepared
            .warnings
            .splice(0..0, no_yes.into_iter().chain(told));
        prepared
    }

    /// Takes addresses away from the person that a row has already; says whether there were any.
    fn leave_out_repeated(&self, person: &mut Person, addresses: &[AddressMark]) -> bool {
        let Some(values) = person.values.get_mut(&Attribute::Email) else {
            return false;
        };
        let before = values.len();
        let mut addresses = addresses.iter();
        values.retain(|_| {
            let address = addresses.next();
            address.is_none_or(|one| !self.addresses.contains(one))
        });
        values.len() < before
    }

    /// Takes the person, or tells why the destination could not find them.
    fn take_unless_unfindable(&mut self, person: &Person, first: &[Cell]) -> Option<Reason> {
        let destination = self.destination;
        for (column, cell) in destination.columns.iter().zip(first) {
            if matches!(cell, Cell::Unusable) {
                *self
                    .unusable_values
                    .entry(column.header.clone())
                    .or_default() += 1;
            }
        }
        let reason = unfindable(person, first, destination, self.purpose);
        if reason.is_some() {
            return reason;
        }
        self.people += 1;
        if self.purpose == Purpose::Contact {
            self.without_yes += u64::from(!has_said_yes(person, destination));
        }
        if self.extent != Extent::Reasons {
            for attribute in left_open(person, destination, first) {
                *self.undecided.entry(attribute.clone()).or_default() += 1;
            }
            self.add_row(person, first);
            for further in 1..rows_of(person, destination) {
                let cells = self.cells(person, further);
                self.add_row(person, &cells);
            }
        }
        None
    }

    fn add_row(&mut self, person: &Person, cells: &[Cell]) {
        for (used, cell) in self.is_used.iter_mut().zip(cells) {
            *used |= matches!(cell, Cell::Value(_));
        }
        let is_kept = match self.extent {
            Extent::Rows => true,
            Extent::FirstRows(most) => self.rows.len() < most,
            Extent::Reasons => false,
        };
        if is_kept {
            self.rows.push(cells.iter().map(text));
        }
        self.customers.push(person.customer);
        self.parts.push(Part::of(person, self.destination));
    }

    /// The person's cells in the row with this number among theirs, from 0; blank where nobody asks for them.
    fn cells(&self, person: &Person, row: usize) -> Vec<Cell> {
        let destination = self.destination;
        let (country, with_hashes) = (person.country(), destination.has_hashes());
        let columns = destination.columns.iter().zip(&self.is_asked);
        columns
            .map(|(column, is_asked)| {
                if !is_asked {
                    return Cell::Blank;
                }
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
}

fn address_mark(address: &str) -> AddressMark {
    let hash: [u8; 32] = Sha256::digest(address.trim().to_lowercase()).into();
    let mut mark = AddressMark::default();
    mark.copy_from_slice(&hash[..16]);
    mark
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

//! From people to files: who is in, who is out and why, and what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rollcall_model::{Attribute, ConsentState, CustomerId};
use serde::{Deserialize, Serialize};

use crate::atomic_file::{AtomicFile, CompleteFile};
use crate::column::Cell;
use crate::{
    Column, ColumnSource, DeliveryError, Destination, Hashing, InDoubt, Person, Prepared, Purpose,
    Reason, Rows, SafeCsv, WrittenFile,
};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Code of the destination.
    pub destination: String,
    /// What the list is for.
    pub purpose: Purpose,
    /// Whether values are hashed.
    pub hashed: bool,
    /// Rows in all files.
    pub rows: u64,
    /// The files, in order.
    pub files: Vec<WrittenFile>,
    /// How many are left out, by reason.
    pub left_out: BTreeMap<Reason, u64>,
}

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
        .filter(|position| columns[*position].nth == 0 || kept.is_used[*position])
        .collect();
    let rows = if shown.len() < columns.len() {
        kept.rows.keep_columns(&shown)
    } else {
        kept.rows
    };
    Prepared {
        warnings: warnings(destination, rows.len() as u64),
        destination: destination.clone(),
        purpose,
        header: shown
            .iter()
            .map(|position| columns[*position].header.clone())
            .collect(),
        rows,
        customers: kept.customers,
        left_out,
        unusable_values: kept.unusable_values,
    }
}

/// Writes a prepared list to `path`, or to several numbered files beside it where the destination
/// caps the rows of one (`list-1.csv`, `list-2.csv` …). No file appears before all are complete.
///
/// # Errors
/// [`DeliveryError::NobodyLeft`] when there is no row, otherwise what the disk says; in both cases
/// no half file is left.
pub fn deliver(prepared: &Prepared, path: &Path) -> Result<Manifest, DeliveryError> {
    let total = prepared.rows.len();
    if total == 0 {
        return Err(DeliveryError::NobodyLeft {
            path: path.to_path_buf(),
        });
    }
    let cap = prepared
        .destination
        .rows_per_file
        .and_then(|rows| usize::try_from(rows).ok())
        .unwrap_or(total)
        .max(1);
    let mut complete = Vec::new();
    for (number, first) in (0..total).step_by(cap).enumerate() {
        let last = total.min(first.saturating_add(cap));
        let place = if total <= cap {
            path.to_path_buf()
        } else {
            numbered(path, number + 1)
        };
        complete.push((write_part(prepared, &place, first, last)?, last - first));
    }
    let files = complete
        .into_iter()
        .map(|(file, rows)| file.publish(rows as u64))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Manifest {
        destination: prepared.destination.code.clone(),
        purpose: prepared.purpose,
        hashed: prepared.destination.hashing == Hashing::On,
        rows: total as u64,
        files,
        left_out: prepared
            .left_out
            .iter()
            .map(|(reason, customers)| (*reason, customers.len() as u64))
            .collect(),
    })
}

/// The rows so far.
struct Kept {
    rows: Rows,
    customers: Vec<CustomerId>,
    unusable_values: BTreeMap<String, u64>,
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
            unusable_values: BTreeMap::new(),
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
        }
        reason.map(|reason| {
            if is_repeated {
                Reason::Repeated
            } else {
                reason
            }
        })
    }

    /// Takes the person as a row, or tells why the destination could not find them.
    fn take_unless_unfindable(
        &mut self,
        person: &Person,
        destination: &Destination,
        purpose: Purpose,
    ) -> Option<Reason> {
        let columns = &destination.columns;
        let cells = cells(person, columns, destination.hashing == Hashing::On);
        for (column, cell) in columns.iter().zip(&cells) {
            if matches!(cell, Cell::Unusable) {
                *self
                    .unusable_values
                    .entry(column.header.clone())
                    .or_default() += 1;
            }
        }
        let reason = unfindable(&cells, destination, purpose);
        if reason.is_none() {
            for (used, cell) in self.is_used.iter_mut().zip(&cells) {
                *used |= matches!(cell, Cell::Value(_));
            }
            self.rows.push(cells.iter().map(text));
            self.customers.push(person.customer);
        }
        reason
    }
}

fn write_part(
    prepared: &Prepared,
    place: &Path,
    first: usize,
    last: usize,
) -> Result<CompleteFile, DeliveryError> {
    let failed = |error| DeliveryError::from_io(place, error);
    let rules = prepared.destination.file;
    let file = AtomicFile::create(place)?;
    let mut csv = SafeCsv::new(file, rules.mode, rules.line_end).map_err(failed)?;
    csv.write_row(prepared.header.iter().map(String::as_str))
        .map_err(failed)?;
    for row in (first..last).filter_map(|row| prepared.rows.get(row)) {
        csv.write_row(row).map_err(failed)?;
    }
    csv.finish().map_err(failed)?.complete()
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
    if has_asked_to_be_deleted(person) {
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

fn has_asked_to_be_deleted(person: &Person) -> bool {
    let as_state = person
        .consents
        .get(&Attribute::DeletionRequest)
        .is_some_and(|state| !matches!(state, ConsentState::OptedIn | ConsentState::Never));
    let as_text = person
        .values
        .get(&Attribute::DeletionRequest)
        .into_iter()
        .flatten()
        .any(|value| {
            !matches!(
                value.trim().to_lowercase().as_str(),
                "" | "no" | "false" | "0" | "never" | "opted_in"
            )
        });
    as_state || as_text
}

fn cells(person: &Person, columns: &[Column], with_hashes: bool) -> Vec<Cell> {
    let country = person
        .values
        .get(&Attribute::Country)
        .and_then(|countries| countries.first())
        .map_or("", |country| country.trim());
    columns
        .iter()
        .map(|column| column.cell(person, country, with_hashes))
        .collect()
}

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Value(value) => value,
        Cell::Blank | Cell::Unusable => "",
    }
}

/// Why the destination could not find the person, if it could not.
fn unfindable(cells: &[Cell], destination: &Destination, purpose: Purpose) -> Option<Reason> {
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

fn warnings(destination: &Destination, rows: u64) -> Vec<String> {
    let mut warnings = destination.warnings();
    if destination
        .minimum_rows
        .is_some_and(|minimum| rows < minimum)
    {
        warnings.insert(
            0,
            format!("This list has {rows} people; the destination may not use so few."),
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

fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = path.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

//! Requests of people who are not in the data.
//!
//! Of their address or number nothing readable is kept, not even while the request is open: a keyed hash, by which the
//! same asker is known again and what arrives later is kept out, and whatever number the user calls the request by.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rollcall_model::{Attribute, CustomerId, RecordId, SourceId, TableId, grouped};
use rollcall_standardise::{email, phone};
use rollcall_store::{AskedFor, RecordIdentity, Store, StoredDataRequest, StoredKeptOut};
use serde_json::json;

use super::asked::row_mark;
use super::checklist::systems_of;
use super::same::same_again;
use super::{ACCESS, DELETION, OBJECTION, OPEN, TOUCHED, of_kind, read, received};
use crate::erase_person::place_row;
use crate::lives_in::phone_country;
use crate::person_traces::Place;
use crate::table_rows::Shelf;
use crate::tombstones::{
    Memory, arriving_clues, held_clues, mails_in, mark_of, objecting_clues, project_key,
    refused_clues,
};
use crate::view::{AskerFound, DataRequests, DoubtfulRow, OpenRequest, SearchAsker};
use crate::{Engine, EngineError};

/// So many rows are told.
const MOST_TOLD: usize = 20;

/// Who asks, by what a row would say of them.
struct Asker {
    values: Vec<(Attribute, String)>,
}

impl Asker {
    /// Nothing that was typed is said again: a mistyped address is one as well.
    fn read(address: Option<&str>, number: Option<&str>) -> Result<Self, EngineError> {
        let typed = |text: Option<&str>| {
            let text = text.unwrap_or_default().trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let mut values = Vec::new();
        if let Some(text) = typed(address) {
            let read = email::standardise(&text);
            if !read.is_valid() {
                return Err(EngineError::invalid(
                    "What was given is no e-mail address. Write it as name@example.org.",
                ));
            }
            values.push((Attribute::Email, read.value));
        }
        if let Some(text) = typed(number) {
            let read = phone::standardise(&text, None);
            if !read.is_valid() || !read.value.starts_with('+') {
                return Err(EngineError::invalid(
                    "What was given is no telephone with its country. Write it as +44 20 7946 0000.",
                ));
            }
            values.push((Attribute::Phone, read.value));
        }
        if values.is_empty() {
            return Err(EngineError::invalid(
                "Give an e-mail address or a telephone by which to look for the person.",
            ));
        }
        Ok(Self { values })
    }

    /// The marks of their addresses, or of their numbers.
    fn marks_of(&self, memory: &Memory, attribute: &Attribute) -> Vec<String> {
        let values = self.values.iter();
        let clues = values
            .filter(|(of, _)| of == attribute)
            .flat_map(|(of, value)| refused_clues(of, value));
        memory.marks(&clues.collect())
    }

    /// The open request of a kind by the same: by their mailbox, or by their telephone alone. Whoever has a telephone
    /// in common and another mailbox is somebody else.
    fn same<'r>(
        &self,
        memory: &Memory,
        kind: &str,
        requests: &'r [StoredDataRequest],
    ) -> Option<&'r StoredDataRequest> {
        let mails = self.marks_of(memory, &Attribute::Email);
        let phones = self.marks_of(memory, &Attribute::Phone);
        requests.iter().find(|one| {
            let has = |marks: &[String]| one.asker.iter().any(|mark| marks.contains(mark));
            let is_phone_alone = mails.is_empty() || one.asker.len() == phones.len();
            let is_by_same = has(&mails) || has(&phones) && is_phone_alone;
            one.kind == kind && one.state == OPEN && is_by_same
        })
    }

    /// The country of their telephone; blank where they gave none.
    fn country(&self) -> String {
        let is_phone = |(attribute, _): &&(Attribute, String)| *attribute == Attribute::Phone;
        let phone = self.values.iter().find(is_phone);
        phone
            .and_then(|(_, number)| phone_country(number))
            .unwrap_or_default()
    }

    fn clues(&self, of: fn(&Attribute, &str) -> Vec<String>) -> BTreeSet<String> {
        let values = self.values.iter();
        values
            .flat_map(|(attribute, value)| of(attribute, value))
            .collect()
    }

    /// Looks through every row of every load, and those set aside.
    fn look(&self, store: &Store) -> Result<Sightings, EngineError> {
        let held = self.clues(refused_clues);
        sightings(store, |clue| held.contains(clue), |_| false)
    }

    /// What has to be said of how a telephone was looked for; nothing where none was.
    fn caveat(&self) -> Option<String> {
        let is_phone = |(attribute, _): &(Attribute, String)| *attribute == Attribute::Phone;
        self.values.iter().any(is_phone).then(|| {
            "The telephone was looked for in columns of telephones only, not in other columns or rows set aside."
                .to_owned()
        })
    }
}

/// Every row of every load, and of those set aside, that holds one of the clues or is one of the rows.
fn sightings(
    store: &Store,
    is_clue: impl Fn(&str) -> bool,
    is_row: impl Fn(&RecordIdentity) -> bool,
) -> Result<Sightings, EngineError> {
    let is_held = |attribute: &Attribute, value: &str| {
        let clues = refused_clues(attribute, value);
        clues.iter().any(|clue| is_clue(clue))
    };
    let is_written = |text: &str| {
        text.contains('@') && mails_in(text).any(|mail| is_held(&Attribute::Email, &mail.value))
    };
    let mut found = Sightings::default();
    let run = store.current_run()?.map(|run| run.run);
    for load in store.loads()? {
        found.tables.insert(load.table);
        found.rows += load.rows_loaded;
        let mut records: BTreeSet<RecordId> = BTreeSet::new();
        store.visit_standard::<EngineError>(&load, |record| {
            let mut values = record.values.iter();
            let holds = values.any(|value| is_held(&value.target.attribute, &value.value));
            let row = RecordIdentity {
                table: load.table,
                key: record.key,
            };
            if holds || is_row(&row) {
                records.insert(record.record);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // It may stand in a column nobody has placed, or in a text.
        store.visit_rows::<EngineError>(&load, |raw| {
            if raw.cells.iter().any(|cell| is_written(&cell.text)) {
                records.insert(raw.record);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for record in records {
            let membership = match run {
                Some(run) => store.membership(run, record)?,
                None => None,
            };
            let customer = membership.map(|one| one.customer);
            found.add(Place::Record(record), customer, load.source);
        }
        for aside in store.aside_texts(load.load)? {
            if is_written(&aside.text) {
                found.add(Place::Aside(aside), None, load.source);
            }
        }
    }
    Ok(found)
}

/// Why a request to be deleted is not done while rows stand by which it was asked, or that hold the address or number
/// of whoever asked; nothing where none does.
pub(super) fn standing(
    store: &Store,
    request: &StoredDataRequest,
) -> Result<Option<String>, EngineError> {
    let (asker, asked_in) = (&request.asker, &request.asked_in);
    if asker.is_empty() && asked_in.is_empty() {
        return Ok(None);
    }
    let key = project_key(&store.secret()?);
    let found = sightings(
        store,
        |clue| !asker.is_empty() && asker.contains(&mark_of(&key, clue)),
        |row| !asked_in.is_empty() && asked_in.contains(&row_mark(&key, AskedFor::Deletion, row)),
    )?;
    let Some((place, _)) = found.first.first() else {
        return Ok(None);
    };
    let at = place_row(store, &Shelf::read(store)?, place)?.map_or_else(String::new, |row| {
        format!(", such as row {} of {}", row.row, row.file)
    });
    Ok(Some(format!(
        "Rows of whoever asked still stand in this project: {}{at}. Erase whoever is known by them or purge their source, or refuse the request with a reason.",
        grouped(found.total)
    )))
}

/// Where an address or number stands.
#[derive(Default)]
struct Sightings {
    tables: BTreeSet<TableId>,
    /// Rows looked at.
    rows: u64,
    total: u64,
    first: Vec<(Place, Option<CustomerId>)>,
    customers: BTreeSet<CustomerId>,
    sources: BTreeSet<SourceId>,
}

impl Sightings {
    fn add(&mut self, place: Place, customer: Option<CustomerId>, source: SourceId) {
        self.total += 1;
        self.customers.extend(customer);
        self.sources.insert(source);
        if self.first.len() < MOST_TOLD {
            self.first.push((place, customer));
        }
    }

    fn sentence(&self) -> String {
        let searched = match self.tables.len() {
            1 => format!("1 table with {} rows", grouped(self.rows)),
            count => format!("{count} tables with {} rows", grouped(self.rows)),
        };
        match (self.total, self.customers.len()) {
            (0, _) => format!("Nothing is found in {searched}."),
            (1, 0) => format!("1 row in {searched} holds it, and nobody is known by that row."),
            (rows, 0) => format!(
                "{} rows in {searched} hold it, and nobody is known by them.",
                grouped(rows)
            ),
            (rows, 1) => format!(
                "{} of the rows in {searched} hold it; 1 customer is known by them.",
                grouped(rows)
            ),
            (rows, customers) => format!(
                "{} of the rows in {searched} hold it; {customers} customers are known by them.",
                grouped(rows)
            ),
        }
    }
}

impl Engine {
    /// Looks for somebody by their address or number in every row there is, and among those who were erased or asked
    /// before.
    ///
    /// # Errors
    /// When neither is given, or what is given is none.
    pub fn search_asker(&self, request: SearchAsker) -> Result<AskerFound, EngineError> {
        let store = self.store()?;
        let asker = Asker::read(request.email.as_deref(), request.phone.as_deref())?;
        let found = asker.look(&store)?;
        let memory = Memory::read(&store)?;
        let mut sentences = vec![found.sentence()];
        sentences.extend(asker.caveat());
        let known = [refused_clues, arriving_clues, objecting_clues, held_clues];
        let barred = known
            .into_iter()
            .find_map(|of| memory.erased_by(&asker.clues(of)));
        sentences.extend(barred.map(|barred| format!("Somebody known by it {}.", barred.told())));
        let marks = memory.marks(&asker.clues(refused_clues));
        let requests = store.agreed::<StoredDataRequest>()?;
        let earlier = requests
            .iter()
            .find(|one| one.asker.iter().any(|mark| marks.contains(mark)));
        let earlier = earlier.map(|one| one.data_request_id);
        sentences.extend(earlier.map(|number| format!("Request {number} is by the same.")));
        let shelf = Shelf::read(&store)?;
        let mut rows = Vec::with_capacity(found.first.len());
        for (place, customer) in &found.first {
            if let Some(trace) = place_row(&store, &shelf, place)? {
                rows.push(DoubtfulRow {
                    trace,
                    reason: "It holds the address or the number.".into(),
                    customer: customer.map(CustomerId::label),
                });
            }
        }
        Ok(AskerFound {
            tables: found.tables.len() as u64,
            rows: found.rows,
            total: found.total,
            found: rows,
            request: earlier,
            sentence: sentences.join(" "),
        })
    }

    /// Enters a request of somebody by whose address or number no customer is known.
    pub(super) fn open_of_asker(
        &self,
        store: &Store,
        request: &OpenRequest,
    ) -> Result<DataRequests, EngineError> {
        let kind = request.kind.as_str();
        if ![ACCESS, DELETION, OBJECTION].contains(&kind) {
            return Err(EngineError::NotFound {
                what: "kind of request",
                name: kind.to_owned(),
            });
        }
        if kind == ACCESS && request.keep_out {
            return Err(EngineError::invalid(
                "Whoever wants to know what is kept is not kept out. Enter a request to be deleted or an objection for that.",
            ));
        }
        let note = request.note.trim();
        if note.is_empty() {
            return Err(EngineError::invalid(
                "Say by what you know this request again, such as the number of the letter: neither address nor number is kept.",
            ));
        }
        let asker = Asker::read(request.email.as_deref(), request.phone.as_deref())?;
        let found = asker.look(store)?;
        if let Some(customer) = found.customers.first() {
            return Err(EngineError::invalid(format!(
                "Customers known by rows that hold this: {}, such as {}. Enter the request on the page of the customer it is of.",
                found.customers.len(),
                customer.label()
            )));
        }
        let memory = Memory::read(store)?;
        let requests = store.agreed::<StoredDataRequest>()?;
        if let Some(same) = asker.same(&memory, kind, &requests) {
            return Err(EngineError::invalid(again(store, same, request.keep_out)?));
        }
        let received = received(request.received_on.as_deref(), self.today())?;
        let row = StoredDataRequest {
            kind: kind.to_owned(),
            country: asker.country(),
            received_on: received.to_string(),
            note: note.to_owned(),
            who: self.options.who.clone(),
            systems: systems_of(store, &Shelf::read(store)?, found.sources)?,
            state: OPEN.into(),
            asker: memory.marks(&asker.clues(refused_clues)),
            searched: found.tables.len() as i64,
            ..StoredDataRequest::default()
        };
        let barred = barred_by(&asker, kind, request.keep_out);
        let since = self.now();
        let told = format!(
            "Entered a request {} of somebody who is not in the data",
            of_kind(kind)
        );
        let asked = json!({
            "kind": kind, "received_on": row.received_on, "kept_out": !barred.is_empty(),
        });
        self.commit(store, "open_request", told, asked, |edits| {
            let data_request_id = edits.next_number::<StoredDataRequest>()?;
            for mark in memory.marks(&barred) {
                edits.agree(&StoredKeptOut {
                    mark,
                    data_request_id,
                    since: since.clone(),
                })?;
            }
            edits.agree(&StoredDataRequest {
                data_request_id,
                ..row
            })
        })?;
        self.tell_changed(TOUCHED);
        read(store, &self.done_in_files, self.today())
    }
}

/// Why a request is not entered by whose address or number another is open.
fn again(store: &Store, same: &StoredDataRequest, keep_out: bool) -> Result<String, EngineError> {
    let mut told = same_again(same, "by the same address or number");
    let kept_out = store.kept_out()?;
    let is_kept_out = kept_out
        .iter()
        .any(|one| one.data_request_id == same.data_request_id);
    if keep_out && !is_kept_out {
        told.push_str(
            " It keeps nothing out that arrives later: if that is wanted, refuse it with that as the reason and enter it anew.",
        );
    }
    Ok(told)
}

/// By what whatever arrives later is kept out: a row by its address alone, a list by every way there is. Somebody who
/// objects comes in, and is written to by no list.
fn barred_by(asker: &Asker, kind: &str, keep_out: bool) -> BTreeSet<String> {
    let mut barred = match kind {
        OBJECTION => asker.clues(objecting_clues),
        DELETION if keep_out => asker.clues(arriving_clues),
        _ => return BTreeSet::new(),
    };
    barred.extend(asker.clues(refused_clues));
    barred
}

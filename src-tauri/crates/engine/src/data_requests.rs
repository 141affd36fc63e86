//! Requests of people about their data: by when each is to be answered, where somebody has to look by hand,
//! and what came of it.

mod asked;
mod asker;
mod checklist;
mod done_in_file;
mod same;
mod take_up;
mod terms;
mod under;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_governance::{RequestRegion, Rule};
use rollcall_model::{RecordId, RunId};
use rollcall_store::{Store, StoredDataRequest};
use serde_json::json;

use crate::erase_person::record_rows;
use crate::inventory::Marks;
use crate::lives_in::LivesIn;
use crate::table_rows::Shelf;
use crate::view::{
    DataRequestView, DataRequests, Nothing, OpenRequest, RequestSystem, SettleRequest, TickRequest,
};
use crate::{Engine, EngineError, customers};
pub(crate) use asked::in_files;
use asked::{AskedRows, AskedTold};
use checklist::{label_of, system_views, systems};
use done_in_file::DoneTold;
pub(crate) use done_in_file::LastDone;
use same::{open_of, same_again};
use terms::{Terms, known_from};
pub(crate) use under::told_under;

const ACCESS: &str = "access";
const DELETION: &str = "deletion";
/// Somebody who is not in the data wants to be reached by nobody.
const OBJECTION: &str = "objection";
/// Somebody wants what is kept to be corrected.
const RECTIFICATION: &str = "rectification";
/// Somebody wants what is kept to be used no further.
const RESTRICTION: &str = "restriction";
/// Somebody wants to be given what is kept in a form another system reads.
const PORTABILITY: &str = "portability";
const OPEN: &str = "open";
const DONE: &str = "done";
const REFUSED: &str = "refused";
const TOUCHED: &[&str] = &["project", "governance", "history"];
/// So many rows of files are told of each request.
const MOST_ROWS: usize = 3;

impl Engine {
    /// The requests, open ones first, the most urgent on top.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_requests(&self, _: Nothing) -> Result<DataRequests, EngineError> {
        read(&*self.store()?, &self.done_in_files, self.today())
    }

    /// Enters a request, with every system in which somebody has to look for the person: those whose rows
    /// are about them, and those no file was loaded of. Of somebody who is not found it is known again by what was
    /// noted with it.
    ///
    /// # Errors
    /// When there is no such customer or kind, the day is none or in the future, an objection is of somebody who is
    /// known, a customer is known by the address or number of somebody who should not be found, or the same is asked
    /// by an open request.
    pub fn open_request(&self, request: OpenRequest) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let label = request.customer.as_deref().unwrap_or_default().trim();
        if label.is_empty() {
            return self.open_of_asker(&store, &request);
        }
        if request.kind == OBJECTION {
            return Err(EngineError::invalid(
                "This person is known here: set what they permit to no on their page.",
            ));
        }
        let kinds = [ACCESS, RECTIFICATION, RESTRICTION, PORTABILITY, DELETION];
        if !kinds.contains(&request.kind.as_str()) {
            return Err(EngineError::NotFound {
                what: "kind of request",
                name: request.kind,
            });
        }
        let (run, customer) = customers::find(&store, label)?;
        if let Some(same) = open_of(&store, run, customer.customer, &request.kind)? {
            return Err(EngineError::invalid(same_again(&same, "of this person")));
        }
        let anchor = store.anchor_of(run, customer.customer)?;
        let received = received(request.received_on.as_deref(), self.today())?;
        let asked_in = asked::marks_of(&store, run, customer.customer, &request.kind)?;
        let shelf = Shelf::read(&store)?;
        let row = StoredDataRequest {
            kind: request.kind.clone(),
            customer_id: Some(customer.customer.0),
            anchor_table: anchor.as_ref().map(|record| record.table.0),
            anchor_key: anchor.map(|record| record.key),
            country: LivesIn::of(&customer.country, &customer.phone_countries)
                .country
                .to_owned(),
            received_on: received.to_string(),
            note: request.note.trim().to_owned(),
            who: self.options.who.clone(),
            systems: systems(&store, &shelf, customer.customer, self.today())?,
            state: OPEN.into(),
            asked_in,
            ..StoredDataRequest::default()
        };
        let told = format!("Entered a request {} of {label}", of_kind(&row.kind));
        let asked = json!({ "customer": label, "kind": row.kind, "received_on": row.received_on });
        self.commit(&store, "open_request", told, asked, |edits| {
            edits.agree(&StoredDataRequest {
                data_request_id: edits.next_number::<StoredDataRequest>()?,
                ..row
            })
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, self.today())
    }

    /// Says that a system was looked into for a request, or that it was not.
    ///
    /// # Errors
    /// When there is no such request or system, or it is settled.
    pub fn tick_request(&self, request: TickRequest) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let mut row = find(&store, request.request)?;
        if row.state != OPEN {
            return Err(EngineError::invalid(
                "This request is settled. Take it up again before you change what was done.",
            ));
        }
        let label = label_of(&Marks::read(&store)?, request.source);
        let system = row
            .systems
            .iter_mut()
            .find(|one| one.source == request.source)
            .ok_or_else(|| EngineError::NotFound {
                what: "system of the request",
                name: label.clone(),
            })?;
        system.done_on = request.done.then(|| self.today().to_string());
        system.who = if request.done {
            self.options.who.clone()
        } else {
            String::new()
        };
        let told = format!(
            "{} for request {}: {label}",
            if request.done { "Done" } else { "Not done" },
            request.request
        );
        let asked =
            json!({ "request": request.request, "source": request.source, "done": request.done });
        self.commit(&store, "tick_request", told, asked, |edits| {
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, self.today())
    }

    /// Settles a request, or takes it up again.
    ///
    /// # Errors
    /// When there is no such request or state, a system is left, the person or a row of them is still here, or it is
    /// refused without a reason.
    pub fn settle_request(&self, request: SettleRequest) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let mut row = find(&store, request.request)?;
        let outcome = request.outcome.trim();
        let verb = match request.state.as_str() {
            DONE => {
                if let Some(missing) = missing(&store, &row)? {
                    return Err(EngineError::invalid(missing));
                }
                "Answered"
            }
            REFUSED if outcome.is_empty() => {
                return Err(EngineError::invalid(
                    "Say why the request is refused: the person has to be told.",
                ));
            }
            REFUSED => "Refused",
            OPEN => "Took up again",
            other => {
                return Err(EngineError::NotFound {
                    what: "state of a request",
                    name: other.to_owned(),
                });
            }
        };
        row.settled_on = (request.state != OPEN).then(|| self.today().to_string());
        row.state.clone_from(&request.state);
        outcome.clone_into(&mut row.outcome);
        let told = format!(
            "{verb} the request {} ({})",
            request.request,
            of_kind(&row.kind)
        );
        let asked =
            json!({ "request": request.request, "state": row.state, "reason": row.outcome });
        self.commit(&store, "settle_request", told, asked, |edits| {
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, self.today())
    }
}

/// How many requests wait for an answer.
pub(crate) fn open(store: &Store) -> Result<u64, EngineError> {
    let all = store.agreed::<StoredDataRequest>()?;
    Ok(all.iter().filter(|one| one.state == OPEN).count() as u64)
}

/// What of requests is overdue, one sentence; nothing where none is open, and nobody is here whose is done.
pub(crate) fn gaps(
    store: &Store,
    last: &LastDone,
    today: NaiveDate,
) -> Result<Option<String>, EngineError> {
    let requests = read(store, last, today)?;
    let waiting = requests.open + requests.asked_total + requests.done_standing;
    Ok((waiting > 0).then_some(requests.sentence))
}

/// What of requests is past its day, one sentence; nothing where nothing is.
pub(crate) fn overdue(
    store: &Store,
    last: &LastDone,
    today: NaiveDate,
) -> Result<Option<String>, EngineError> {
    let requests = read(store, last, today)?;
    Ok((requests.overdue + requests.asked_overdue > 0).then_some(requests.sentence))
}

/// The systems of the request that an erasure answered, with what is still to be done; blank where there
/// was no request.
pub(crate) fn of_erasure(
    store: &Store,
    erasure: i64,
) -> Result<Option<Vec<RequestSystem>>, EngineError> {
    let marks = Marks::read(store)?;
    let all = store.agreed::<StoredDataRequest>()?;
    // What a request for access asked of the systems is no list of what is to be deleted there.
    let request = all
        .iter()
        .find(|one| one.erasure_id == Some(erasure) && one.kind == DELETION);
    Ok(request.map(|request| system_views(request, &marks)))
}

/// The rule by which a kind of request is due; nothing where people agree on none and the law alone says by when.
fn rule_of(kind: &str) -> Option<Rule> {
    match kind {
        ACCESS => Some(Rule::Access),
        RECTIFICATION | RESTRICTION | PORTABILITY => None,
        _ => Some(Rule::Deletion),
    }
}

fn of_kind(kind: &str) -> &'static str {
    match kind {
        ACCESS => "for access",
        OBJECTION => "to be reached by nobody",
        RECTIFICATION => "for rectification",
        RESTRICTION => "for restriction",
        PORTABILITY => "for portability",
        _ => "to be deleted",
    }
}

fn find(store: &Store, number: i64) -> Result<StoredDataRequest, EngineError> {
    let all = store.agreed::<StoredDataRequest>()?;
    all.into_iter()
        .find(|one| one.data_request_id == number)
        .ok_or_else(|| EngineError::NotFound {
            what: "request",
            name: number.to_string(),
        })
}

/// The day a request came; today where nobody says.
fn received(told: Option<&str>, today: NaiveDate) -> Result<NaiveDate, EngineError> {
    let Some(text) = told.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(today);
    };
    let day: NaiveDate = text.parse().map_err(|_| {
        EngineError::invalid(format!("“{text}” is no day. Write it as 2026-12-31."))
    })?;
    if day > today {
        return Err(EngineError::invalid(format!(
            "A request cannot have come on {day}: that day has not been yet."
        )));
    }
    Ok(day)
}

/// Why a request is not done yet; nothing where it is.
fn missing(store: &Store, row: &StoredDataRequest) -> Result<Option<String>, EngineError> {
    let marks = Marks::read(store)?;
    let left: Vec<String> = row
        .systems
        .iter()
        .filter(|one| one.done_on.is_none())
        .map(|one| label_of(&marks, one.source))
        .collect();
    if !left.is_empty() {
        return Ok(Some(format!(
            "Not everything is done yet. Still to look into: {}.",
            left.join(", ")
        )));
    }
    if row.kind != DELETION {
        return Ok(None);
    }
    let run = store.current_run()?.map(|run| run.run);
    let rows = AskedRows::read(store, run, std::slice::from_ref(row))?;
    let is_here = match (run, rows.subject(store, run, row)?) {
        (Some(run), Some(customer)) => store.customer(run, customer)?.is_some(),
        _ => false,
    };
    if is_here {
        return Ok(Some(
            "The person is still in this project. Erase them here first, or refuse the request with a reason."
                .into(),
        ));
    }
    let is_kept = match row.anchor() {
        Some(record) => store.is_record_kept(&record)?,
        None => false,
    };
    if is_kept {
        return Ok(Some(
            "The person is in no export that is in use, but rows of them still stand in one that was. Take the newer load back, erase them and load it again, or refuse the request with a reason."
                .into(),
        ));
    }
    asker::standing(store, row)
}

fn read(store: &Store, last: &LastDone, today: NaiveDate) -> Result<DataRequests, EngineError> {
    let rows = store.agreed::<StoredDataRequest>()?;
    let desk = Desk::read(store, &rows, today)?;
    let mut requests = rows
        .iter()
        .map(|row| desk.show(row))
        .collect::<Result<Vec<_>, _>>()?;
    requests.sort_by(|one, other| {
        let is_settled = |request: &DataRequestView| request.state != OPEN;
        is_settled(one)
            .cmp(&is_settled(other))
            .then_with(|| one.due_on.cmp(&other.due_on))
            .then_with(|| one.request.cmp(&other.request))
    });
    let open = requests.iter().filter(|one| one.state == OPEN).count() as u64;
    let overdue = requests.iter().filter(|one| one.overdue).count() as u64;
    let next = requests.first().filter(|one| one.state == OPEN);
    let is_done = desk.asked.done(store, last)?;
    let waiting = desk.asked.untaken(store, desk.run, &rows, &is_done)?;
    let asked = AskedTold::read(
        store,
        &desk.shelf,
        &desk.terms,
        desk.run,
        waiting.open,
        today,
    )?;
    let done = DoneTold::read(store, &desk.shelf, desk.run, waiting.done, &is_done)?;
    let mut told = Vec::new();
    if open > 0 || asked.total == 0 {
        told.push(sentence(open, overdue, next));
    }
    told.extend(asked.sentence());
    told.extend(done.sentence());
    Ok(DataRequests {
        sentence: told.join(" "),
        terms: desk.terms.views(),
        requests,
        asked: asked.first,
        asked_total: asked.total,
        asked_overdue: asked.overdue,
        done: done.first,
        done_total: done.total,
        done_standing: done.standing,
        open,
        overdue,
    })
}

/// Everything needed to show requests, read once.
struct Desk<'a> {
    store: &'a Store,
    shelf: Shelf,
    terms: Terms,
    run: Option<RunId>,
    asked: AskedRows,
    /// The requests by which something is kept out.
    keeping_out: BTreeSet<i64>,
    today: NaiveDate,
}

impl<'a> Desk<'a> {
    fn read(
        store: &'a Store,
        requests: &[StoredDataRequest],
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        let run = store.current_run()?.map(|run| run.run);
        let kept_out = store.kept_out()?.into_iter();
        Ok(Self {
            shelf: Shelf::read(store)?,
            terms: Terms::read(store)?,
            asked: AskedRows::read(store, run, requests)?,
            keeping_out: kept_out.map(|one| one.data_request_id).collect(),
            store,
            run,
            today,
        })
    }

    fn show(&self, row: &StoredDataRequest) -> Result<DataRequestView, EngineError> {
        let customer = match (self.run, self.asked.subject(self.store, self.run, row)?) {
            (Some(run), Some(customer)) => self.store.customer(run, customer)?,
            _ => None,
        };
        let rule = rule_of(&row.kind);
        let region = RequestRegion::of(&row.country);
        let received = row.received_on.parse().unwrap_or(self.today);
        let (due, mut because) = self.terms.due(region, rule.as_ref(), received);
        because.push_str(&known_from(row, customer.as_ref()));
        let days_left = (due - self.today).num_days();
        let asked_in = self.asked.of(row).take(MOST_ROWS);
        let asked_in: Vec<RecordId> = asked_in.map(|one| one.record).collect();
        Ok(DataRequestView {
            request: row.data_request_id,
            kind: row.kind.clone(),
            customer: customer.as_ref().map(|one| one.customer.label()),
            name: customer.map(|one| one.name).unwrap_or_default(),
            country: row.country.clone(),
            region: region.code().into(),
            received_on: row.received_on.clone(),
            due_on: due.to_string(),
            because,
            days_left,
            overdue: row.state == OPEN && days_left < 0,
            note: row.note.clone(),
            who: row.who.clone(),
            systems: system_views(row, &self.shelf.marks),
            state: row.state.clone(),
            outcome: row.outcome.clone(),
            settled_on: row.settled_on.clone(),
            erasure: row.erasure_id,
            asked_in: record_rows(self.store, &self.shelf, &asked_in)?,
            searched: (!row.asker.is_empty()).then_some(row.searched as u64),
            kept_out: self.keeping_out.contains(&row.data_request_id),
        })
    }
}

fn sentence(open: u64, overdue: u64, next: Option<&DataRequestView>) -> String {
    let requests = |count: u64| match count {
        1 => "1 request of a person".to_owned(),
        count => format!("{count} requests of people"),
    };
    match (next, overdue) {
        (None, _) => "No request of a person is open.".into(),
        (Some(next), 0) => format!(
            "{} {} open; the next is due on {}.",
            requests(open),
            if open == 1 { "is" } else { "are" },
            next.due_on
        ),
        (Some(next), _) => format!(
            "{} {} overdue, the oldest since {}.",
            requests(overdue),
            if overdue == 1 { "is" } else { "are" },
            next.due_on
        ),
    }
}

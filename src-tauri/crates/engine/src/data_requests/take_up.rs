//! Taking up what people ask in loaded files: of each a request is made.

use std::collections::BTreeSet;

use rollcall_model::{CustomerId, RecordId, RunId, SourceId, grouped};
use rollcall_store::{AskedRow, Store, StoredDataRequest};
use serde_json::json;

use super::asked::{
    AskedRows, Places, Untaken, Waiting, add, dated, kind_of, requests_in_words, row_mark,
};
use super::checklist::{systems, systems_of};
use super::{OPEN, TOUCHED, read};
use crate::table_rows::Shelf;
use crate::tombstones::project_key;
use crate::view::{DataRequests, TakeUpRequests};
use crate::{Engine, EngineError};

/// So many are taken up at once.
const MOST_TAKEN: usize = 1_000;
/// Of so few every trace is looked for at once. Of more only the rows they are known by are: each search reads every
/// row there is, and the erasure does it anyway.
const MOST_SEARCHED: usize = 10;

impl Engine {
    /// Makes requests of what stands in files: of the rows named, or of all that wait. Named, one of which its file says
    /// that it is done is taken up as well: the file, or how it was read, may be wrong.
    ///
    /// # Errors
    /// When who is who is not worked out, no such row stands in a file, or there are not as many as was said.
    pub fn take_up_requests(&self, request: TakeUpRequests) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let today = self.today();
        let Some(run) = store.current_run()?.map(|run| run.run) else {
            return Err(EngineError::invalid(
                "Whose the requests are is not known yet. Audit first, then take them up.",
            ));
        };
        let requests = store.agreed::<StoredDataRequest>()?;
        let rows = AskedRows::read(&store, Some(run), &requests)?;
        let done = rows.done(&store, &self.done_in_files)?;
        let waiting = rows.untaken(&store, Some(run), &requests, &done)?;
        let shelf = Shelf::read(&store)?;
        let chosen = dated(&store, &shelf, chosen(waiting, &request)?, today)?;
        let is_searched = chosen.len() <= MOST_SEARCHED;
        let key = project_key(&store.secret()?);
        let mut made = Vec::with_capacity(chosen.len());
        for one in chosen {
            let systems = match one.one.customer {
                Some(customer) if is_searched => systems(&store, &shelf, customer, today)?,
                customer => {
                    let sources = sources_of(&store, &shelf, run, customer, &one.one.rows)?;
                    systems_of(&store, &shelf, sources)?
                }
            };
            let anchor = match one.one.customer {
                Some(customer) => store.anchor_of(run, customer)?,
                None => None,
            };
            made.push(StoredDataRequest {
                kind: kind_of(one.one.asks).into(),
                customer_id: one.one.customer.map(|customer| customer.0),
                anchor_table: anchor.as_ref().map(|record| record.table.0),
                anchor_key: anchor.map(|record| record.key),
                country: one.one.lives_in().country.to_owned(),
                received_on: one.counted_from.to_string(),
                who: self.options.who.clone(),
                systems,
                state: OPEN.into(),
                asked_in: one
                    .one
                    .rows
                    .iter()
                    .map(|row| row_mark(&key, row.asks, &row.row))
                    .collect(),
                ..StoredDataRequest::default()
            });
        }
        let which = requests_in_words(made.iter().map(|one| one.kind.as_str()));
        let which = which.unwrap_or_default();
        let told = if made.len() == 1 {
            format!("Took up {which} that stands in a file")
        } else {
            format!("Took up {which} that stand in files")
        };
        let asked = json!({ "requests": made.len() });
        self.commit(&store, "take_up_requests", told, asked, |edits| {
            for row in made {
                let data_request_id = edits.next_number::<StoredDataRequest>()?;
                edits.agree(&StoredDataRequest {
                    data_request_id,
                    ..row
                })?;
            }
            Ok(())
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, today)
    }
}

/// Those that are taken up: all are those that wait, and what is done is taken up where it is named.
fn chosen(waiting: Waiting, request: &TakeUpRequests) -> Result<Vec<Untaken>, EngineError> {
    let chosen = if let Some(expected) = request.all {
        let mut chosen = waiting.open;
        let count = chosen.len() as u64;
        if count != expected {
            return Err(EngineError::invalid(format!(
                "Requests that stand in files: {} now, not {}. Look at them again before you take all of them up.",
                grouped(count),
                grouped(expected)
            )));
        }
        chosen.truncate(MOST_TAKEN);
        chosen
    } else if request.records.is_empty() && !waiting.open.is_empty() {
        return Err(EngineError::invalid(format!(
            "No request is named, and so many wait in files: {}. Say that number in `all` to take up all of them, or name a row of each in `records`.",
            grouped(waiting.open.len() as u64)
        )));
    } else {
        named(&waiting, &request.records.iter().copied().collect())
    };
    if chosen.is_empty() {
        return Err(EngineError::invalid(
            "No such request stands in a file: it was taken up already, or its file is not in use any more.",
        ));
    }
    Ok(chosen)
}

/// Those of which a row is named, one a customer and what they ask for: somebody may have asked twice, and one of it is
/// done. Of a row that asks for two things both are.
fn named(waiting: &Waiting, records: &BTreeSet<i64>) -> Vec<Untaken> {
    let mut chosen = Vec::new();
    let mut places = Places::new();
    for one in waiting.open.iter().chain(&waiting.done) {
        if one.rows.iter().any(|row| records.contains(&row.record.0)) {
            for row in &one.rows {
                add(&mut chosen, &mut places, row);
            }
        }
    }
    chosen
}

/// The systems of the rows a customer is known by, and of those that ask.
fn sources_of(
    store: &Store,
    shelf: &Shelf,
    run: RunId,
    customer: Option<CustomerId>,
    rows: &[AskedRow],
) -> Result<BTreeSet<SourceId>, EngineError> {
    let mut records: BTreeSet<RecordId> = rows.iter().map(|row| row.record).collect();
    if let Some(customer) = customer {
        let members = store.members(run, customer)?;
        records.extend(members.iter().map(|member| member.record));
    }
    let sources = records.iter().filter_map(|record| shelf.load_of(*record));
    Ok(sources.map(|load| load.source).collect())
}

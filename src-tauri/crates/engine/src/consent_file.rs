//! The consent ledger of everybody as a table for people.

use std::path::Path;

use rollcall_delivery::{Mode, TableFile, WrittenFile};
use rollcall_golden::GoldenRecord;
use rollcall_model::RunId;
use rollcall_store::{CustomerFilter, Store, StoredCustomer};

use crate::EngineError;
use crate::consent_ledger::Ledgers;
use crate::consent_statements::CHANNELS;
use crate::in_language::Sayer;
use crate::own_files::CONSENTS;
use crate::view::{ChannelLedger, ConsentStatement};

/// How many columns it has.
const COLUMNS: usize = CONSENTS.len();
/// So many customers are shown before the table is written.
const SHOWN: u64 = 20;

/// The beginning of the table.
pub(crate) struct First {
    pub(crate) rows: Vec<[String; COLUMNS]>,
    /// Customers in all; how many rows they have is known only once the table is written.
    pub(crate) customers: u64,
}

/// Writes one row a statement, and one where something holds that no row says.
pub(crate) fn write(
    store: &Store,
    run: RunId,
    path: &Path,
    sayer: &mut Sayer,
) -> Result<WrittenFile, EngineError> {
    let mut table = TableFile::create(path, Mode::ForPeople, &CONSENTS)?;
    let reading = Ledgers::read(store)?;
    store.visit_customers::<EngineError>(run, &CustomerFilter::default(), |customer| {
        for row in rows(&reading, run, &customer, sayer)? {
            table.push(&row)?;
        }
        Ok(())
    })?;
    Ok(table.finish()?)
}

pub(crate) fn first(store: &Store, run: RunId, sayer: &mut Sayer) -> Result<First, EngineError> {
    let reading = Ledgers::read(store)?;
    let (customers, total) = store.customers(run, &CustomerFilter::default(), 0, SHOWN)?;
    let mut first = First {
        rows: Vec::new(),
        customers: total,
    };
    for customer in &customers {
        first.rows.extend(rows(&reading, run, customer, sayer)?);
    }
    Ok(first)
}

fn rows(
    reading: &Ledgers<'_>,
    run: RunId,
    customer: &StoredCustomer,
    sayer: &mut Sayer,
) -> Result<Vec<[String; COLUMNS]>, EngineError> {
    let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
    let mine = reading.rows(run, customer.customer)?;
    Ok(CHANNELS
        .iter()
        .flat_map(|channel| {
            let mut ledger = reading.channel(channel, customer, &golden, &mine);
            ledger.why = sayer.say(ledger.why);
            lines(customer, &ledger)
        })
        .collect())
}

/// One line of the ledger as a table: a statement, or that nothing was said.
fn lines(customer: &StoredCustomer, ledger: &ChannelLedger) -> Vec<[String; COLUMNS]> {
    let head = |statement: Option<&ConsentStatement>| -> [String; COLUMNS] {
        let text = |of: fn(&ConsentStatement) -> String| statement.map(of).unwrap_or_default();
        [
            customer.customer.label(),
            customer.name.clone(),
            customer.country.clone(),
            ledger.regime.clone(),
            ledger.channel.code.clone(),
            ledger
                .state
                .clone()
                .or_else(|| ledger.unknown.clone())
                .unwrap_or_default(),
            ledger.why.clone(),
            text(|one| one.source.name.clone()),
            text(|one| one.table.clone()),
            text(|one| one.file.clone()),
            text(|one| one.row.to_string()),
            text(|one| one.time.clone().unwrap_or_default()),
            text(|one| one.state.clone()),
            text(|one| one.raw.clone()),
            text(|one| one.evidence.clone()),
            text(|one| one.purpose.clone()),
            text(|one| one.column.clone().unwrap_or_default()),
            text(|one| one.read_as.clone().unwrap_or_default()),
        ]
    };
    if ledger.statements.is_empty() {
        return if ledger.state.is_some() {
            vec![head(None)]
        } else {
            Vec::new()
        };
    }
    ledger
        .statements
        .iter()
        .map(|one| head(Some(one)))
        .collect()
}

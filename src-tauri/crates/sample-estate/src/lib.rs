//! The generator of the sample estate, Harbour & Pine. Development only.
//!
//! Harbour & Pine is a made-up retailer with a shop on the web, an app, a newsletter and stores in
//! Britain, Germany and America. The generator writes the exports of its systems for two months,
//! with the truth about who is who, and the traps planted in them. The same number of customers and
//! the same seed give the same bytes.

mod chance;
mod contact;
mod estate;
mod explain;
mod exports;
mod files;
mod homes;
mod mistakes;
mod people;
mod planted;
mod recorded;
mod systems;
mod trade;
mod traps;
mod traps_of_conduct;
mod traps_of_likeness;
mod vocabulary;

use std::path::PathBuf;

use chance::Seed;
use estate::Estate;
use files::Truth;
use people::Population;
use planted::Planted;
use recorded::Month;

pub use files::EstateError;

/// What to write, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that gets `exports/`, `next-month/`, the truth and the explanations.
    pub out: PathBuf,
    /// How many people there are beside those of the traps; each leaves about three customer rows.
    pub customers: u64,
    /// Another seed, other people.
    pub seed: u64,
}

impl Options {
    /// The number of customers of the committed estate.
    pub const CUSTOMERS: u64 = 4000;
    /// The seed of the committed estate.
    pub const SEED: u64 = 2026;
}

/// How many rows of one table were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRows {
    /// The source, as Rollcall names it.
    pub source: &'static str,
    /// The table, as Rollcall names it.
    pub table: &'static str,
    /// Rows with a person behind them.
    pub rows: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The tables of `exports/`.
    pub first_month: Vec<TableRows>,
    /// The tables of `next-month/`.
    pub next_month: Vec<TableRows>,
}

/// Writes the estate.
///
/// # Errors
/// When a folder or file cannot be made or written.
pub fn generate(options: &Options) -> Result<Summary, EstateError> {
    let mut planted = Planted::default();
    traps::plant(&mut planted);
    traps_of_conduct::plant(&mut planted);
    let mut estate = Estate {
        people: Population::new(Seed(options.seed), options.customers),
        planted,
        month: Month::First,
    };
    let out = &options.out;
    let folder = out.join("exports");
    let mut truth = Truth::create(&out.join("truth.csv"))?;
    exports::shop_customers::write(&estate, &mut truth, &folder)?;
    let march = exports::shop_orders::write(&estate, &mut truth, &folder)?;
    exports::newsletter::write(&estate, &mut truth, &folder)?;
    exports::crm::write(&estate, &mut truth, &folder)?;
    exports::tickets::write(&estate, &mut truth, &folder)?;
    exports::stripe::write(&estate, &mut truth, &folder)?;
    exports::till::write(&estate, &mut truth, &folder)?;
    exports::loyalty_cards::write(&estate, &mut truth, &folder)?;
    exports::app::write(&estate, &mut truth, &folder)?;
    exports::eventbrite::write(&estate, &mut truth, &folder)?;
    exports::visits::write(&estate, &mut truth, &folder)?;
    exports::marketing::write(&estate, &mut truth, &folder)?;
    let numbers = exports::figures::write(march, &folder)?;
    estate.planted.traps.push(numbers);
    let first_month = rows(truth)?;

    estate.month = Month::Next;
    let folder = out.join("next-month");
    let mut truth = Truth::create(&out.join("truth-next-month.csv"))?;
    exports::shop_customers::write(&estate, &mut truth, &folder)?;
    exports::newsletter::write(&estate, &mut truth, &folder)?;
    exports::crm::write(&estate, &mut truth, &folder)?;
    let next_month = rows(truth)?;
    explain::write(&estate.planted.traps, options, out)?;
    Ok(Summary {
        first_month,
        next_month,
    })
}

fn rows(truth: Truth) -> Result<Vec<TableRows>, EstateError> {
    let counts = truth.finish()?;
    Ok(counts
        .into_iter()
        .map(|(table, rows)| TableRows {
            source: table.source,
            table: table.name,
            rows,
        })
        .collect())
}

//! Who each list went to, so that a later load tells whether the upload took.

use rollcall_model::{CustomerId, DeliveryId, RunId, SourceId};
use rusqlite::{OptionalExtension, params};

use crate::customer::decode_sources;
use crate::project::touch;
use crate::{Store, StoreError};

/// Whom a delivery is about.
#[derive(Debug, Clone)]
pub struct Delivered<'a> {
    /// The delivery.
    pub delivery: DeliveryId,
    /// What the destination's system calls itself; blank where it has none.
    pub system: &'a str,
    /// `contact` or `suppress`.
    pub purpose: &'a str,
    /// The run the customers are of.
    pub run: RunId,
    /// The sources that are that system.
    pub sources: &'a [SourceId],
    /// The customers; one that stands there again counts once.
    pub customers: &'a [CustomerId],
}

/// What can be told of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDelivered {
    /// The delivery.
    pub delivery: DeliveryId,
    /// What the destination's system calls itself.
    pub system: String,
    /// `contact` or `suppress`.
    pub purpose: String,
    /// The newest load there was when the list was written.
    pub load_before: i64,
}

/// How many of the people of a delivery a system has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeliveredCount {
    /// People in the delivery, without those erased since.
    pub delivered: u64,
    /// Of them those who are no customer of their own any more.
    pub gone: u64,
    /// Of the others those the system had already.
    pub were_there: u64,
    /// Of the others those it has now.
    pub are_there: u64,
    /// Those it has now and did not have.
    pub came: u64,
    /// Those it had and has no more.
    pub went: u64,
}

impl Store {
    /// Keeps whom a delivery is about: numbers only.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_delivered(&self, delivered: &Delivered<'_>) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "INSERT INTO delivered (delivery_id, system, purpose, load_before)
                 VALUES (?1, ?2, ?3, (SELECT coalesce(max(load_id), 0) FROM load))",
                params![delivered.delivery.0, delivered.system, delivered.purpose],
            )?;
            let mut sources = transaction.prepare_cached(
                "SELECT sources FROM customer WHERE run_id = ?1 AND customer_id = ?2",
            )?;
            let mut insert = transaction
                .prepare_cached("INSERT OR IGNORE INTO delivered_customer VALUES (?1, ?2, ?3)")?;
            for customer in delivered.customers {
                let known: String =
                    sources.query_row([delivered.run.0, customer.0], |row| row.get(0))?;
                let was_there = is_among(&known, delivered.sources);
                insert.execute(params![delivered.delivery.0, customer.0, was_there])?;
            }
            touch(transaction)?;
            Ok(())
        })
    }

    /// Every delivery of which it is known whom it is about, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn delivered(&self) -> Result<Vec<StoredDelivered>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM delivered ORDER BY delivery_id DESC")?;
            let all = statement
                .query_map([], |row| {
                    Ok(StoredDelivered {
                        delivery: DeliveryId(row.get("delivery_id")?),
                        system: row.get("system")?,
                        purpose: row.get("purpose")?,
                        load_before: row.get("load_before")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(all)
        })
    }

    /// Whether a delivery went to a customer; nothing where it is not known to whom it went.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn was_delivered_to(
        &self,
        delivery: DeliveryId,
        customer: CustomerId,
    ) -> Result<Option<bool>, StoreError> {
        self.connections.read(|connection| {
            let told = connection
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM delivered_customer WHERE delivery_id = ?1 AND customer_id = ?2)
                     FROM delivered WHERE delivery_id = ?1",
                )?
                .query_row([delivery.0, customer.0], |row| row.get(0))
                .optional()?;
            Ok(told)
        })
    }

    /// How many of the people of a delivery these sources have, as a run found them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn delivered_count(
        &self,
        delivery: DeliveryId,
        run: RunId,
        sources: &[SourceId],
    ) -> Result<DeliveredCount, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT d.was_there, c.sources FROM delivered_customer d
                 LEFT JOIN customer c ON c.run_id = ?2 AND c.customer_id = d.customer_id
                 WHERE d.delivery_id = ?1",
            )?;
            let mut count = DeliveredCount::default();
            let mut rows = statement.query([delivery.0, run.0])?;
            while let Some(row) = rows.next()? {
                let was_there: bool = row.get(0)?;
                count.delivered += 1;
                let Some(known) = row.get::<_, Option<String>>(1)? else {
                    count.gone += 1;
                    continue;
                };
                let is_there = is_among(&known, sources);
                count.were_there += u64::from(was_there);
                count.are_there += u64::from(is_there);
                count.came += u64::from(is_there && !was_there);
                count.went += u64::from(was_there && !is_there);
            }
            Ok(count)
        })
    }
}

fn is_among(known: &str, sources: &[SourceId]) -> bool {
    decode_sources(known)
        .iter()
        .any(|source| sources.contains(source))
}

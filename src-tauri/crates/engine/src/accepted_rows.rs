//! How many rows of a delivery its platform took, in the words of whoever saw it there: of platforms that send no
//! exports nothing else ever tells.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::grouped;
use rollcall_store::{DecisionTable, Store};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::view::{DeliveryOutcome, Nothing, SetAccepted};
use crate::{Engine, EngineError};

/// Under this name the project keeps what people said.
const ACCEPTED: &str = "accepted rows";

/// By the number of the delivery.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Accepted(BTreeMap<i64, Said>);

/// What somebody said of one delivery.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    rows: u64,
    on: NaiveDate,
}

impl Engine {
    /// Says how many rows of a delivery its platform took, or takes that back.
    ///
    /// # Errors
    /// When there is no such delivery, or it has not so many rows.
    pub fn set_accepted(&self, request: SetAccepted) -> Result<Vec<DeliveryOutcome>, EngineError> {
        let store = self.store_for_change()?;
        let number = request.delivery;
        let mut written = store.deliveries()?.into_iter();
        let delivery = written
            .find(|one| one.delivery.0 == number)
            .ok_or_else(|| EngineError::NotFound {
                what: "delivery",
                name: number.to_string(),
            })?;
        let mut all = Accepted::read(&store)?;
        let of = grouped(delivery.rows);
        let told = match request.accepted {
            None => {
                all.0.remove(&number);
                format!("Delivery {number}: nobody says any more how many of {of} rows were taken")
            }
            Some(rows) if rows > delivery.rows => {
                return Err(EngineError::invalid(format!(
                    "The platform cannot have taken {} rows of a delivery of {of}. Say how many of its rows were taken.",
                    grouped(rows)
                )));
            }
            Some(rows) => {
                let on = self.today();
                all.0.insert(number, Said { rows, on });
                format!(
                    "Delivery {number}: {} of {of} rows were taken",
                    grouped(rows)
                )
            }
        };
        let text = serde_json::to_string(&all)?;
        let row = (!all.0.is_empty()).then(|| json!({ "name": ACCEPTED, "value": text }));
        let asked = json!({ "delivery": number, "accepted": request.accepted });
        self.commit(&store, "set_accepted", told, asked, |edits| {
            let row = row.as_ref().and_then(|row| row.as_object().cloned());
            edits.set(DecisionTable::Setting, &[json!(ACCEPTED)], row)
        })?;
        self.tell_changed(&["deliveries", "history"]);
        drop(store);
        self.delivery_outcomes(Nothing {})
    }
}

impl Accepted {
    /// What is kept in the project.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        Ok(match store.setting(ACCEPTED)? {
            Some(kept) => serde_json::from_str(&kept)?,
            None => Self::default(),
        })
    }

    /// Puts what was said of a delivery of so many rows before what a later load tells.
    pub(crate) fn tell(&self, outcome: &mut DeliveryOutcome, rows: u64) {
        let Some(said) = self.0.get(&outcome.delivery) else {
            return;
        };
        outcome.accepted = Some(said.rows);
        let what_then = if said.rows.saturating_mul(2) < rows {
            " Less than half: look at what the platform says of the others before the next upload."
        } else {
            ""
        };
        outcome.sentence = format!(
            "The platform took {} of {} rows, as was said on {}.{what_then} {}",
            grouped(said.rows),
            grouped(rows),
            said.on,
            outcome.sentence
        );
    }
}

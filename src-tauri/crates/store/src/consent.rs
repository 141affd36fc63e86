//! What the customers of the run in use permit, counted.

use rollcall_model::RunId;

use crate::{KnownBy, Store, StoreError};

/// People of one country who permit the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredConsents {
    /// The agreed permissions, as in [`StoredCustomer::consents`](crate::StoredCustomer::consents).
    pub consents: String,
    /// The agreed country; blank where none is known.
    pub country: String,
    /// The countries telephones point to where that is blank, as in
    /// [`StoredCustomer::phone_countries`](crate::StoredCustomer::phone_countries).
    pub phone_countries: String,
    /// How many people.
    pub people: u64,
}

impl Store {
    /// How many people permit what, by country.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn consent_counts(&self, run: RunId) -> Result<Vec<StoredConsents>, StoreError> {
        self.figure("consents", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT consents, country, phone_countries, count(*) FROM customer WHERE run_id = ?1 AND known_by < ?2
                 GROUP BY consents, country, phone_countries ORDER BY 1, 2, 3",
            )?;
            let counts = statement
                .query_map([run.0, KnownBy::Id as i64], |row| {
                    Ok(StoredConsents {
                        consents: row.get(0)?,
                        country: row.get(1)?,
                        phone_countries: row.get(2)?,
                        people: row.get::<_, i64>(3)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }
}

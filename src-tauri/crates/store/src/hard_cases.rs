//! Counts that tell how hard a project is to get right.

use rollcall_model::RunId;

use crate::{Store, StoreError};

impl Store {
    /// How many values of each attribute are shared or junk, by standing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standing_counts(&self, run: RunId) -> Result<Vec<(String, String, u64)>, StoreError> {
        self.figure("standings", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT attribute, standing, count(*) FROM standing WHERE run_id = ?1 GROUP BY 1, 2 ORDER BY 1, 2",
            )?;
            let counts = statement
                .query_map([run.0], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }
}

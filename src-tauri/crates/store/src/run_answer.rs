//! Answers for which everything of a run has to be read, kept with it beside what they were made from.

use rollcall_model::RunId;
use rusqlite::{OptionalExtension, params};

use crate::{Moment, Store, StoreError};

impl Store {
    /// What a run keeps under a name, if it was made from the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn run_answer(
        &self,
        run: RunId,
        name: &str,
        made_from: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.connections.read(|connection| {
            let kept = connection
                .prepare_cached(
                    "SELECT content FROM run_answer WHERE run_id = ?1 AND name = ?2 AND made_from = ?3",
                )?
                .query_row(params![run.0, name, made_from], |row| row.get(0))
                .optional()?;
            Ok(kept)
        })
    }

    /// Keeps an answer, where nothing was written since it was begun to be worked out. The first one under a name stays
    /// beside the last one, so that a change that is taken back finds it again. Gives the moment after it; nothing
    /// where somebody wrote, and nothing is kept then.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_run_answer(
        &self,
        run: RunId,
        name: &str,
        made_from: &str,
        content: &[u8],
        since: Moment,
    ) -> Result<Option<Moment>, StoreError> {
        self.connections.write_if_still(since, |transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO run_answer (run_id, name, is_first, made_from, content)
                 SELECT ?1, ?2, NOT EXISTS (
                     SELECT 1 FROM run_answer WHERE run_id = ?1 AND name = ?2 AND is_first = 1 AND made_from <> ?3
                 ), ?3, ?4",
                params![run.0, name, made_from, content],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::RunId;

    use crate::{Store, StoreError};

    #[test]
    fn an_answer_is_given_for_what_it_was_made_from() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("answers.rollcall");
        let store = Store::create(&path, "Answers", "2026-11-23T10:00:00Z")?;
        let run = RunId(1);
        let keep = |made_from: &str, content: &[u8], since| {
            store.keep_run_answer(run, "buyers", made_from, content, since)
        };
        let before = store.moment().expect("nobody writes");
        assert!(keep("a", &[1], before)?.is_some());
        assert_eq!(store.run_answer(run, "buyers", "a")?, Some(vec![1]));
        assert_eq!(store.run_answer(run, "buyers", "b")?, None);
        assert_eq!(store.run_answer(run, "known", "a")?, None);
        assert_eq!(store.run_answer(RunId(2), "buyers", "a")?, None);
        // Somebody wrote since: this very program.
        assert_eq!(keep("b", &[2], before)?, None);
        let now = store.moment().expect("nobody writes");
        assert!(keep("b", &[2], now)?.is_some());
        assert_eq!(store.run_answer(run, "buyers", "b")?, Some(vec![2]));
        // The first one stays beside it, the one between goes.
        let now = store.moment().expect("nobody writes");
        assert!(keep("c", &[3], now)?.is_some());
        assert_eq!(store.run_answer(run, "buyers", "a")?, Some(vec![1]));
        assert_eq!(store.run_answer(run, "buyers", "b")?, None);
        assert_eq!(store.run_answer(run, "buyers", "c")?, Some(vec![3]));
        let now = store.moment().expect("nobody writes");
        assert!(keep("a", &[4], now)?.is_some());
        assert_eq!(store.run_answer(run, "buyers", "a")?, Some(vec![4]));
        assert_eq!(store.run_answer(run, "buyers", "c")?, Some(vec![3]));
        // Whoever looks beside is told of no writes and keeps nothing.
        assert_eq!(Store::open_to_look(&path)?.moment(), None);
        Ok(())
    }
}

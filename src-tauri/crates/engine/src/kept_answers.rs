//! Answers for which everything of a run has to be read: kept with it, so that the first who asks after opening a
//! project waits for none of that.
//!
//! Each is kept beside a fingerprint of what it was made from and given only for the same. What nothing is kept of is
//! worked out and kept then, unless somebody wrote meanwhile: what was read before might hold what that took out.

use rollcall_model::RunId;
use rollcall_store::{Store, StoredRun};

use crate::{EngineError, basis, check_book, consent_ledger, lists, personalisation};

/// Counts up with every change of what rows are read to or how answers are written, so that nothing kept by an older
/// version is used.
const VERSION: u32 = 6;

/// An answer that can be kept.
pub(crate) trait Kept: Sized {
    /// As it is kept.
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError>;
    /// As it was kept; nothing where anything else stands there.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

/// What a run keeps under a name if it was made from the same, else worked out and kept.
pub(crate) fn kept<T: Kept>(
    store: &Store,
    run: RunId,
    name: &str,
    made_from: &str,
    work_out: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    kept_while(store, run, (name, made_from), || Ok(true), work_out)
}

/// The same of an answer for which something was read before it was asked for. It is kept only where it is still made
/// from the same: somebody may have written in between, and whoever takes that back would be told what is true of neither.
pub(crate) fn kept_while<T: Kept>(
    store: &Store,
    run: RunId,
    (name, made_from): (&str, &str),
    is_the_same: impl FnOnce() -> Result<bool, EngineError>,
    work_out: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    let bytes = store.run_answer(run, name, made_from)?;
    if let Some(known) = bytes.and_then(|bytes| T::from_bytes(&bytes)) {
        return Ok(known);
    }
    // Told before anything else is read.
    let since = store.moment();
    let is_the_same = is_the_same()?;
    let answer = work_out()?;
    if let Some(since) = since.filter(|_| is_the_same) {
        let kept = answer.to_bytes().and_then(|bytes| {
            let after = store.keep_run_answer(run, name, made_from, &bytes, since)?;
            Ok(after)
        });
        if let Err(error) = kept {
            // It only saves time.
            tracing::debug!(%error, name, "an answer could not be kept");
        }
    }
    Ok(answer)
}

/// Fingerprint of everything that the rows of a run tell, whatever values are agreed on: the run, the loads in use,
/// whose records people said belong together, and of what kind sources are.
pub(crate) fn made_from_rows(store: &Store, run: &StoredRun) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let rows = basis::basis_of_rows(store)?;
    hasher.update(format!("rows {VERSION} run {}\n{rows}\n", run.run.0).as_bytes());
    for source in store.sources()? {
        hasher.update(format!("source {} {:?}\n", source.source.0, source.kind).as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Keeps with the run in use whatever is not kept with it yet, or no longer holds.
pub(crate) fn keep_with_run(store: &Store) {
    // They only save time: without them the first who asks reads everything anew.
    if let Err(error) = keep(store) {
        tracing::warn!(%error, "what is asked first could not be kept");
    }
}

fn keep(store: &Store) -> Result<(), EngineError> {
    let Some(run) = store.current_run()? else {
        return Ok(());
    };
    lists::keep_with_run(store, &run)?;
    check_book::known(store, &run)?;
    personalisation::summary(store, &run)?;
    consent_ledger::refused_alone(store, &run)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rollcall_model::RunId;
    use rollcall_store::Store;

    use super::{Kept, kept, kept_while};
    use crate::EngineError;

    /// An answer that nobody can write down.
    #[derive(Debug, PartialEq, Eq)]
    struct Unwritable;

    impl Kept for Unwritable {
        fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
            Err(EngineError::invalid("unwritable"))
        }

        fn from_bytes(_: &[u8]) -> Option<Self> {
            None
        }
    }

    #[test]
    fn what_cannot_be_kept_is_an_answer_all_the_same() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z")?;
        let answer = kept(&store, RunId(1), "answer", "all", || Ok(Unwritable))?;
        assert_eq!(answer, Unwritable);
        assert_eq!(store.run_answer(RunId(1), "answer", "all")?, None);
        Ok(())
    }

    #[derive(Debug, PartialEq, Eq)]
    struct Number(u8);

    impl Kept for Number {
        fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
            Ok(vec![self.0])
        }

        fn from_bytes(bytes: &[u8]) -> Option<Self> {
            bytes.first().copied().map(Self)
        }
    }

    /// Two people were joined after they had been read, and are parted again.
    #[test]
    fn what_is_made_from_another_by_then_is_not_kept() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("kept.rollcall");
        let store = Store::create(&path, "Kept", "2026-11-23T10:00:00Z")?;
        for (is_the_same, number, told) in [(false, 1, 1), (true, 2, 2), (true, 3, 2)] {
            let of = ("answer", "all");
            let work_out = || Ok(Number(number));
            let answer = kept_while(&store, RunId(1), of, || Ok(is_the_same), work_out)?;
            assert_eq!(answer, Number(told));
        }
        Ok(())
    }
}

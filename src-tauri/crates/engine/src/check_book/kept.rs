//! What the checks found, worked out once for everything it was made from: by the run, or when first
//! asked after something else changed.

use std::sync::Arc;

use rollcall_model::RunId;
use rollcall_store::{Store, StoredCheckResult};

use super::windows::Windows;
use super::{Counted, count, plan, purposes};
use crate::kept_answers::{self, Kept};
use crate::remembered::Remembered;
use crate::{EngineError, groups};

/// Counts up with every change of what the checks count or say, so that nothing kept by an older
/// version is shown.
const VERSION: u32 = 18;

/// Under this name a run keeps what the checks found of it later.
const CHECKS: &str = "checks";

/// What was found last.
#[derive(Default)]
pub(crate) struct LastChecks(Remembered<Vec<Counted>>);

impl LastChecks {
    /// What the checks find now: what was found last or kept with the run where nothing changed that
    /// they are made from, else counted anew. What campaigns are for is said of what was counted.
    pub(super) fn of(
        &self,
        store: &Store,
        run: Option<RunId>,
    ) -> Result<Arc<Vec<Counted>>, EngineError> {
        let said = purposes::purposes(store)?;
        let counted_from = made_from(store, run)?;
        let judged_from = format!("{counted_from}\n{}", purposes::fingerprint(&said));
        self.0.of(store, judged_from, |_| {
            let mut checks = match kept_with(store, run, &counted_from)? {
                Some(kept) => kept,
                None => since_then(store, run, &counted_from)?,
            };
            purposes::judge(&mut checks, &said);
            Ok(checks)
        })
    }

    /// Forgets it: it is of a project that is not open any more.
    pub(crate) fn forget(&self) {
        self.0.forget();
    }
}

/// What the checks find where a run does not keep it as it found it: as it was kept since, else counted anew.
fn since_then(
    store: &Store,
    run: Option<RunId>,
    made_from: &str,
) -> Result<Vec<Counted>, EngineError> {
    match run {
        Some(number) => kept_answers::kept(store, number, CHECKS, made_from, || count(store, run)),
        None => count(store, run),
    }
}

impl Kept for Vec<Counted> {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(serde_json::to_vec(self)?)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// What a run keeps, as it is written.
pub(super) fn to_keep(
    store: &Store,
    run: RunId,
    checks: &[Counted],
) -> Result<StoredCheckResult, EngineError> {
    Ok(StoredCheckResult {
        made_from: made_from(store, Some(run))?,
        content: serde_json::to_string(checks)?,
    })
}

fn kept_with(
    store: &Store,
    run: Option<RunId>,
    made_from: &str,
) -> Result<Option<Vec<Counted>>, EngineError> {
    let Some(run) = run else { return Ok(None) };
    let Some(kept) = store.check_result(run)? else {
        return Ok(None);
    };
    if kept.made_from != made_from {
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&kept.content)?))
}

/// Fingerprint of everything the checks are made from: whose records are whose, the loads in use with
/// their mappings and values, what sources are called, and the windows and the month somebody chose.
/// What people answered about pairs or values shows with the next run, which has a number of its own;
/// what they grouped by hand shows at once. No check counts from today: windows end with what is loaded.
fn made_from(store: &Store, run: Option<RunId>) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |line: String| {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    };
    add(format!(
        "checks {VERSION} run {}",
        run.map_or(0, |run| run.0)
    ));
    for load in store.current_loads()? {
        let mapping = store.mapping(load.table)?.map_or(0, |one| one.mapping_id);
        add(format!(
            "load {} source {} table {:?} rows {} mapping {mapping} as {}",
            load.load,
            load.source.0,
            load.table_name,
            load.rows_loaded,
            load.standardised_with.as_deref().unwrap_or_default()
        ));
    }
    for source in store.sources()? {
        add(format!(
            "source {} {:?} {:?}",
            source.source.0, source.name, source.kind
        ));
    }
    add(groups::fingerprint(&store.groups()?));
    add(Windows::of(&plan(store)?).fingerprint());
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

//! The whole way from records to persons: everything anew, or what changed since a run before.

mod apart;
mod elsewhere;
mod finish;
mod incremental;
mod order;
mod settled;
mod summary;
mod touched;
mod whole;
mod workbench;

use crate::canonical::Canonical;
use crate::memory::Before;
use crate::outcome::Linkage;
use crate::record_set::RecordSet;
use crate::settings::{LinkageError, Settings, Stated, Watch};
use crate::since::since;
use crate::standing::with_stated;
use order::{as_given, in_order};
pub(crate) use workbench::Workbench;

/// Links the records of one person.
///
/// # Errors
/// If a setting or a stated pair is out of range, or the watcher stopped the work.
pub fn link(
    records: &RecordSet,
    stated: &Stated,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Linkage, LinkageError> {
    link_since(records, stated, settings, None, watch)
}

/// Links the records of one person, starting from what an earlier run left.
///
/// Where few records are new, changed or gone and everything else is as it was, what that run learnt
/// stays, and only those records are compared and only the pieces they touch are clustered anew;
/// else everything is. [`Report::course`](crate::Report::course) tells which it was and why.
///
/// What is not done anew is what depends on all records a little: the chances the model learnt, and
/// the odds of pairs that nothing touched, whose values may have become more or less common since.
///
/// # Errors
/// If a setting or a stated pair is out of range, or the watcher stopped the work.
pub fn link_since(
    records: &RecordSet,
    stated: &Stated,
    settings: &Settings,
    before: Option<Before>,
    watch: &dyn Watch,
) -> Result<Linkage, LinkageError> {
    settings.check()?;
    check_stated(records, stated)?;
    watch.stage("Reading the values");
    let without_junk = records.without_junk(&stated.standings);
    let canonical = Canonical::of(without_junk.as_ref().unwrap_or(records));
    drop(without_junk);
    let given = stated;
    let stated = in_order(given, &canonical);
    let bench = Workbench::prepare(&canonical.records, &stated, settings, watch)?;
    let linkage = match since(&canonical.contents, &bench, before) {
        Ok(since) => incremental::link(bench, since, canonical.contents.clone())?,
        Err(whole) => whole::link(bench, whole, canonical.contents.clone())?,
    };
    let linkage = as_given(linkage, &canonical);
    Ok(Linkage {
        standing: with_stated(
            linkage.standing,
            records,
            &linkage.clusters,
            &linkage.households,
            &given.standings,
        ),
        ..linkage
    })
}

fn check_stated(records: &RecordSet, stated: &Stated) -> Result<(), LinkageError> {
    let most = u32::MAX as usize - 1;
    if records.len() > most {
        return Err(LinkageError::TooManyRecords {
            records: records.len(),
            most,
        });
    }
    for &(left, right) in stated.same.iter().chain(&stated.different) {
        let record = left.max(right);
        if record as usize >= records.len() {
            return Err(LinkageError::UnknownRecord {
                record,
                records: records.len(),
            });
        }
    }
    Ok(())
}

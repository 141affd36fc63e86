//! Which files of lists a human has to look into once a person is erased. Of a list it is known whom it went to, so that
//! nobody is sent to a file the person was kept out of; where that is not sure the file is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rollcall_model::{CustomerId, RecordId, RunId};
use rollcall_store::{HistoryFilter, Store, StoredDelivery};

use crate::EngineError;
use crate::lists::LEFT_OUT;

/// Commands that move rows from one customer to another, or take them away, within a run: whose rows they were when a
/// list was written is not sure after any of them.
const MOVING: &[&str] = &["mend_row", "purge", "regroup"];

/// What is known of a person when it comes to lists.
struct Known<'a> {
    store: &'a Store,
    customer: CustomerId,
    records: &'a BTreeSet<RecordId>,
    /// Nothing where rows were moved since.
    is_settled: bool,
    /// Runs in which all rows of the person there were belonged to the customer they belong to now.
    same_in: BTreeMap<i64, bool>,
}

/// What to do about each list that was written, newest first, and about the files beside them that name whoever was
/// left out.
pub(super) fn told(
    store: &Store,
    customer: CustomerId,
    records: &BTreeSet<RecordId>,
) -> Result<Vec<String>, EngineError> {
    let mut known = Known {
        store,
        customer,
        records,
        is_settled: !was_moved(store)?,
        same_in: BTreeMap::new(),
    };
    let (mut told, mut beside) = (Vec::new(), BTreeMap::new());
    for delivery in store.deliveries()? {
        let day = delivery.written_at.get(..10);
        let day = day.unwrap_or(&delivery.written_at);
        let is_left_out = known.is_left_out(&delivery)?;
        for path in delivery.paths.iter().filter(|_| !is_left_out) {
            told.push(format!(
                "Look into {path}, written on {day}, and take the person out of it and of wherever it was uploaded."
            ));
        }
        let is_sure = known.was_this_customer(&delivery)?;
        for path in delivery.paths.iter().flat_map(|path| naming_left_out(path)) {
            *beside.entry(path).or_insert(true) &= is_sure;
        }
    }
    for (path, is_sure) in beside {
        // By another number than now the person is named there as well.
        if !is_sure || known.may_be_named_in(&path) {
            let path = path.display();
            told.push(format!(
                "Look into {path}, which names whoever was left out of a list, and take the person out of it."
            ));
        }
    }
    Ok(told)
}

impl Known<'_> {
    /// Whether it is sure that a list does not hold the person.
    fn is_left_out(&mut self, delivery: &StoredDelivery) -> Result<bool, EngineError> {
        let went_to = self
            .store
            .was_delivered_to(delivery.delivery, self.customer)?;
        Ok(went_to == Some(false) && self.was_this_customer(delivery)?)
    }

    /// Whether it is sure that the person had the number they have now, and no other, when a list was written.
    fn was_this_customer(&mut self, delivery: &StoredDelivery) -> Result<bool, EngineError> {
        match delivery.run.filter(|_| self.is_settled) {
            Some(run) => self.was_the_same(run),
            None => Ok(false),
        }
    }

    /// Whether all rows of the person there were in a run belonged to this customer alone.
    fn was_the_same(&mut self, run: i64) -> Result<bool, EngineError> {
        if let Some(same) = self.same_in.get(&run) {
            return Ok(*same);
        }
        let members = self.store.assignment(RunId(run))?;
        let same = members.is_some_and(|members| {
            let mut theirs = members
                .iter()
                .filter(|(record, _)| self.records.contains(record));
            theirs.all(|(_, customer)| *customer == self.customer)
        });
        self.same_in.insert(run, same);
        Ok(same)
    }

    /// Whether a file of those left out has a row of the customer, or cannot be read.
    fn may_be_named_in(&self, path: &Path) -> bool {
        let begins = format!("{},", self.customer.label());
        match std::fs::read_to_string(path) {
            Ok(text) => text
                .lines()
                .any(|line| line.replace('"', "").starts_with(&begins)),
            Err(_) => true,
        }
    }
}

fn was_moved(store: &Store) -> Result<bool, EngineError> {
    for kind in MOVING {
        let filter = HistoryFilter {
            kind: Some((*kind).to_owned()),
            ..HistoryFilter::default()
        };
        if store.history(&filter, 0, 1)?.1 > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files beside one of a list that name whoever was left out of it: of a list in parts they are called after the
/// list, and its files after the list and the part.
fn naming_left_out(path: &str) -> Vec<PathBuf> {
    let path = Path::new(path);
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem()) else {
        return Vec::new();
    };
    let stem = stem.to_string_lossy();
    let is_of = |list: &str| {
        stem.strip_prefix(list)
            .is_some_and(|part| part.is_empty() || part.starts_with('-'))
    };
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter(|file| {
            let name = file.file_name();
            name.to_string_lossy()
                .strip_suffix(LEFT_OUT)
                .is_some_and(is_of)
        })
        .map(|file| file.path())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::naming_left_out;

    #[test]
    fn the_file_of_those_left_out_is_found_beside_each_part_of_its_list() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["november-left-out.csv", "nov-left-out.csv", "other.csv"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        for (name, expected) in [
            ("november.csv", Some("november-left-out.csv")),
            ("november-eea.csv", Some("november-left-out.csv")),
            ("nov.csv", Some("nov-left-out.csv")),
            ("no.csv", None),
        ] {
            let path = folder.path().join(name).display().to_string();
            let expected = expected.map(|name| folder.path().join(name));
            assert_eq!(naming_left_out(&path), Vec::from_iter(expected), "{name}");
        }
        assert!(naming_left_out("").is_empty());
    }
}

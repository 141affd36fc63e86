//! Who still holds an old e-mail address, phone number or postal address.

use rollcall_checks::Measure;
use rollcall_model::grouped;

use crate::view::{Nothing, StaleDetails};
use crate::{Engine, EngineError, measures};

impl Engine {
    /// Records that still hold an older detail than another record of the same person, by source.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn stale_details(&self, _: Nothing) -> Result<StaleDetails, EngineError> {
        let store = self.store()?;
        let run = store.current_run()?.map(|run| run.run);
        let measured: Vec<_> = store
            .measured()?
            .into_iter()
            .filter(|one| Some(one.run) == run && one.measure == Measure::StaleDetails.code())
            .collect();
        let all = measured.iter().find(|one| one.source.is_none());
        let undated = all.map_or(0, |all| all.unknown);
        let records = all.filter(|all| all.among > 0).map(|all| all.found);
        let people = all.map_or(0, |all| all.people);
        Ok(StaleDetails {
            sentence: sentence(records, people, undated),
            records,
            people,
            undated,
            by_source: measures::parts(&store, Measure::StaleDetails, &measured)?,
        })
    }
}

fn sentence(records: Option<u64>, people: u64, undated: u64) -> String {
    let undated = match undated {
        0 => String::new(),
        1 => " 1 more tells another one, and nothing says which is newer.".into(),
        many => format!(
            " {} more tell another one, and nothing says which is newer.",
            grouped(many)
        ),
    };
    match records {
        None => format!("{}{undated}", Measure::StaleDetails.unknown()),
        Some(0) => format!("No record holds an older detail than another.{undated}"),
        Some(1) => format!(
            "1 record still holds an old detail though a newer one is known elsewhere.{undated}"
        ),
        Some(records) => format!(
            "{} records of {} people still hold an old detail though a newer one is known elsewhere.{undated}",
            grouped(records),
            grouped(people)
        ),
    }
}

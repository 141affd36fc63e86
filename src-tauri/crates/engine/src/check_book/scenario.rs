//! What it would be worth if more customers came back, with every input beside it.

use rollcall_checks::{Cohorts, Ratio, WhatIf};
use rollcall_model::grouped;
use serde::{Deserialize, Serialize};

use super::{Counted, FEW};
use crate::EngineError;
use crate::view::{CheckLine, CheckPicture, SetWhatIf, WhatIfView};

/// Unless somebody says otherwise: five points of a hundred more …
const MORE: f64 = 0.05;
/// … over three years.
const YEARS: u32 = 3;
/// No further than this can be looked ahead.
const MOST_YEARS: u32 = 10;

/// What the purchases tell for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Measured {
    /// Customers who bought in the last year.
    active: u64,
    /// Of those who bought in the year before, who bought in the last; nothing without two years.
    kept: Option<Ratio>,
    until: String,
}

/// What somebody said instead of it, or besides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    kept: Option<f64>,
    #[serde(default)]
    more: Option<f64>,
    #[serde(default)]
    years: Option<u32>,
    #[serde(default)]
    worth: Option<f64>,
}

pub(super) fn measure(cohorts: &Cohorts) -> Option<Measured> {
    let until = cohorts.last_day()?;
    Some(Measured {
        active: cohorts.active(until),
        kept: cohorts.kept_over_a_year(until),
        until: until.to_string(),
    })
}

/// The inputs, with a picture of what follows from them.
pub(super) fn show(one: &mut Counted, said: &Said) -> Option<WhatIfView> {
    let measured = one.scenario.clone()?;
    let (more, years) = (said.more.unwrap_or(MORE), said.years.unwrap_or(YEARS));
    let told_kept = measured.kept.filter(|kept| kept.among >= FEW);
    let kept = said.kept.or_else(|| told_kept?.share());
    match kept {
        Some(kept) => one.pictures.push(picture(&measured, said, kept)),
        None => one.unknown.push(match measured.kept {
            Some(few) => format!(
                "What more returning customers would be worth is not known: of {} alone who bought in the year before the last a share says nothing. Say the share that comes back, or load more.",
                grouped(few.among)
            ),
            None => "What more returning customers would be worth is not known: purchases do not go back two years. Say the share that comes back in a year, or load older orders.".into(),
        }),
    }
    Some(WhatIfView {
        customers: measured.active,
        kept,
        kept_is_said: said.kept.is_some(),
        more,
        years,
        worth: said.worth,
    })
}

fn picture(measured: &Measured, said: &Said, kept: f64) -> CheckPicture {
    let inputs = WhatIf {
        customers: measured.active as f64,
        kept,
        more: said.more.unwrap_or(MORE),
        years: said.years.unwrap_or(YEARS),
        worth: said.worth,
    };
    let by_year = inputs.by_year();
    let percent = |share: f64| (share * 1_000.0).round() / 10.0;
    let from = match (said.kept, measured.kept) {
        (None, Some(kept)) => format!(
            "{} of the {} who had bought in the year before",
            grouped(kept.found),
            grouped(kept.among)
        ),
        _ => "as somebody said".into(),
    };
    let money = match said.worth {
        Some(worth) => {
            let gain: f64 = by_year.iter().filter_map(|one| one.gain).sum();
            format!("a customer brings {worth} a year, as somebody said: {gain:.2} more in all")
        }
        None => "what a customer brings a year nobody has said, so that no money is told".into(),
    };
    CheckPicture {
        kind: "table".into(),
        title: "If more came back".into(),
        sentence: format!(
            "Arithmetic, no forecast. It starts from {} customers who bought in the year until {}; {} % come back in a year ({from}), {} points more would; {money}. New customers are left out.",
            grouped(measured.active),
            measured.until,
            percent(kept),
            percent(inputs.more)
        ),
        columns: ["As it is", "If more came back", "Worth of the difference"]
            .map(str::to_owned)
            .to_vec(),
        lines: by_year
            .into_iter()
            .map(|one| CheckLine {
                label: match one.year {
                    1 => "After a year".into(),
                    many => format!("After {many} years"),
                },
                named: false,
                values: vec![Some(one.as_it_is), Some(one.with_more), one.gain],
                note: String::new(),
                verdict: String::new(),
                unexplained: false,
                figure: None,
            })
            .collect(),
    }
}

/// Notes what somebody says; tells it for the history.
pub(super) fn set(said: &mut Said, request: &SetWhatIf) -> Result<String, EngineError> {
    let share = |given: f64, what: &str| {
        if given > 1.0 || !given.is_finite() {
            return Err(EngineError::invalid(format!(
                "{what} is a share between 0 and 1, such as 0.6 for 60 %."
            )));
        }
        Ok(Some(given).filter(|one| *one >= 0.0))
    };
    if let Some(kept) = request.kept {
        said.kept = share(kept, "What comes back in a year")?;
    }
    if let Some(more) = request.more {
        said.more = share(more, "How much more comes back")?;
    }
    if let Some(years) = request.years {
        if years > MOST_YEARS {
            return Err(EngineError::invalid(format!(
                "Look at most {MOST_YEARS} years ahead."
            )));
        }
        said.years = Some(years).filter(|years| *years > 0);
    }
    if let Some(worth) = request.worth {
        said.worth = Some(worth).filter(|one| *one >= 0.0 && one.is_finite());
    }
    Ok("the inputs of what more returning customers would be worth".into())
}

//! The scorecard and the use case as the printed report tells them.

use rollcall_delivery::ReportScore;
use rollcall_model::grouped_or_few;

use crate::view::Nothing;
use crate::{Engine, EngineError};

/// The figures, each with what it is of; small counts are hidden or not.
pub(crate) fn lines(engine: &Engine, hides_few: bool) -> Result<Vec<ReportScore>, EngineError> {
    let told = |count: u64| grouped_or_few(count, hides_few);
    let figures = engine.scorecard(Nothing {})?.figures;
    Ok(figures
        .into_iter()
        .map(|one| ReportScore {
            figure: match (one.found, one.among) {
                (None, _) => one.unknown,
                (Some(found), None) => told(found),
                (Some(found), Some(among)) => {
                    let few = if one.few {
                        " (too few to go by the share)"
                    } else {
                        ""
                    };
                    let figure = format!("{} of {} {}", told(found), told(among), one.of);
                    format!("{}{few}", figure.trim_end())
                }
            },
            is_known: one.found.is_some(),
            is_beyond: one.beyond,
            owner: Some(one.owner).filter(|name| !name.is_empty()),
            label: one.label,
            definition: one.definition,
        })
        .collect())
}

/// How complete customers are for the use case that is worked on; nothing where none is.
pub(crate) fn completeness(engine: &Engine) -> Result<Option<String>, EngineError> {
    let Some(active) = engine.use_cases(Nothing {})?.active else {
        return Ok(None);
    };
    let all = engine.use_case_completeness(Nothing {})?;
    let mine = all.into_iter().find(|one| one.use_case == Some(active));
    Ok(mine.map(|one| format!("“{}”: {}", one.name, one.sentence)))
}

/// The checks that can say nothing of these files, one sentence each.
pub(crate) fn checks_without_a_figure(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let checks = engine.check_book(Nothing {})?.checks.into_iter();
    Ok(checks
        .filter(|one| one.figure.is_none())
        .map(|one| format!("{}: {}", one.title, one.sentence))
        .collect())
}

//! Where people live and which privacy rules hold there, as the printed report tells it.

use rollcall_delivery::{ReportRegion, ReportRegions};
use rollcall_model::{ConsentState, PrivacyRegion, grouped};

use crate::view::{Nothing, RegionConsents};
use crate::{Engine, EngineError};

/// The regions, and of how many people none is known.
pub(crate) fn regions(engine: &Engine) -> Result<ReportRegions, EngineError> {
    let summary = engine.consent_summary(Nothing {})?;
    if summary.people == 0 {
        return Ok(ReportRegions::default());
    }
    let unknown = PrivacyRegion::Unknown.code();
    let not_known = summary.regions.iter().find(|one| one.region == unknown);
    Ok(ReportRegions {
        sentence: sentence(
            not_known.map_or(0, |one| one.people),
            summary.regions.iter().map(|one| one.by_phone).sum(),
            summary.people,
        ),
        lines: summary.regions.into_iter().map(line).collect(),
    })
}

fn sentence(unknown: u64, by_phone: u64, all: u64) -> String {
    let told = known(unknown, all);
    if by_phone == 0 {
        return told;
    }
    format!(
        "{told} That of {} of the {} is told by their telephones alone.",
        grouped(by_phone),
        grouped(all.saturating_sub(unknown))
    )
}

fn known(unknown: u64, all: u64) -> String {
    if unknown == 0 {
        return format!("The country of all {} people is known.", grouped(all));
    }
    format!(
        "The country of {} of {} people ({}) is not known, so nobody can tell which privacy rules hold for them.",
        grouped(unknown),
        grouped(all),
        match unknown.saturating_mul(100) / all {
            0 => "under 1 %".to_owned(),
            share => format!("{share} %"),
        }
    )
}

fn line(region: RegionConsents) -> ReportRegion {
    let of = |wanted: &[ConsentState]| {
        let states = region.states.iter().filter(|one| {
            ConsentState::parse(&one.state).is_some_and(|state| wanted.contains(&state))
        });
        states.map(|one| one.people).sum::<u64>()
    };
    let given = of(&[ConsentState::OptedIn]);
    let refused = of(&[ConsentState::OptedOut, ConsentState::Complained]);
    ReportRegion {
        given,
        refused,
        other: region
            .people
            .saturating_sub(given + refused + region.not_said),
        people: region.people,
        not_said: region.not_said,
        label: region.label,
        note: region.note,
    }
}

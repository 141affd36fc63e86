//! Standing tests whether kinds of systems talk to each other.

use rollcall_checks::{LINK_TESTS, LinkOutcome, LinkTest, Ratio};
use rollcall_model::{CustomerId, SystemKind, TableRole, grouped};

use super::super::span::Span;
use super::super::{Counted, FAILED, NO_FILE, PASSED, line};
use super::{Systems, Table};
use crate::view::{CheckLine, CheckPicture};

pub(super) fn count(systems: &Systems<'_>) -> Counted {
    let limits: Vec<String> = LINK_TESTS
        .iter()
        .map(|test| format!("{} (at least {} %)", test.label, test.least_percent))
        .collect();
    let mut told = Counted {
        code: "link_tests".into(),
        definition: format!(
            "Links between kinds of systems that failed, of those that could be tested. A link passes with so many of the people known to the other system: {}. Most visitors of a page never say who they are, so fewer are asked for there.",
            limits.join("; ")
        ),
        window: format!(
            "Everything that is loaded, taken in {}.",
            Span::of_loads(systems.tables.iter().map(|one| &one.load)).told()
        ),
        ..Counted::default()
    };
    let tested: Vec<_> = LINK_TESTS
        .iter()
        .map(|test| {
            let unknown = unknown(systems, test);
            (test, unknown, test.outcome(unknown))
        })
        .collect();
    let of = |outcome: LinkOutcome| {
        let all = tested.iter().filter(|(_, _, one)| *one == outcome);
        all.count() as u64
    };
    let (passed, failed) = (of(LinkOutcome::Passed), of(LinkOutcome::Failed));
    for (test, _, _) in tested.iter().filter(|one| one.2 == LinkOutcome::NoFile) {
        told.unknown.push(format!(
            "“{}” could not be tested: {}.",
            test.label,
            missing(systems, test)
        ));
    }
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "Who is known to the other system".into(),
        sentence: "For each link, the people known to the other system and the people looked at."
            .into(),
        columns: vec!["Known".into(), "People".into()],
        lines: tested
            .iter()
            .map(|(test, unknown, outcome)| bar(test, *unknown, *outcome))
            .collect(),
    });
    let among = passed + failed;
    if among == 0 {
        told.sentence =
            "Cannot be known from these files: none of the links has both of its files.".into();
        return told;
    }
    told.sentence = format!(
        "Of {} links between systems, {} passed, {} failed and {} had no file.",
        grouped(tested.len() as u64),
        grouped(passed),
        grouped(failed),
        grouped(of(LinkOutcome::NoFile))
    );
    told.passed = Some(failed == 0);
    told.ratio = Some((
        Ratio {
            found: failed,
            among,
        },
        "links that could be tested".into(),
    ));
    told
}

fn bar(test: &LinkTest, unknown: Option<Ratio>, outcome: LinkOutcome) -> CheckLine {
    let values = unknown.map_or([None, None], |one| {
        [one.among - one.found, one.among].map(|count| Some(count as f64))
    });
    CheckLine {
        values: values.to_vec(),
        verdict: match outcome {
            LinkOutcome::Passed => PASSED,
            LinkOutcome::Failed => FAILED,
            LinkOutcome::NoFile => NO_FILE,
        }
        .into(),
        ..line(test.label, [])
    }
}

/// How many of how many the other system does not know; nothing where a file of either is missing.
fn unknown(systems: &Systems<'_>, test: &LinkTest) -> Option<Ratio> {
    let from = systems.known_to(from(systems, test));
    let is_known: Box<dyn Fn(CustomerId) -> bool> = match test.to {
        Some(to) => {
            systems.tables_of(to).next()?;
            let known = systems.known_to(systems.tables_of(to));
            Box::new(move |one| known.binary_search(&one).is_ok())
        }
        None => {
            let is_profile = |table: &&Table| !is_from(systems, test, table);
            let known = systems.known_to(systems.tables.iter().filter(is_profile));
            Box::new(move |one| known.binary_search(&one).is_ok() && systems.people.counts(one))
        }
    };
    let among = from.len() as u64;
    let found = from.into_iter().filter(|one| !is_known(*one)).count() as u64;
    Some(Ratio { found, among }).filter(|one| one.among > 0)
}

fn from<'a>(systems: &'a Systems<'_>, test: &'a LinkTest) -> impl Iterator<Item = &'a Table> {
    let tables = systems.tables.iter();
    tables.filter(|table| is_from(systems, test, table))
}

/// Whether the people of a table are looked at: those of a source of the kind. An audience may be a file of
/// its own, of no platform's source, and visits may be told by a website or an app.
fn is_from(systems: &Systems<'_>, test: &LinkTest, table: &Table) -> bool {
    if table.role == TableRole::Figures {
        return false;
    }
    let is_of_kind = table.kind == Some(test.from);
    match test.from {
        SystemKind::AdPlatform => {
            let mut audiences = systems.events.audiences.iter();
            is_of_kind
                || audiences.any(|one| {
                    one.source.source == table.load.source.0 && one.table == table.load.table_name
                })
        }
        SystemKind::Analytics => {
            let tells_visits = table.role == TableRole::Events
                && matches!(table.kind, Some(SystemKind::Website | SystemKind::App));
            is_of_kind || tells_visits
        }
        _ => is_of_kind,
    }
}

/// Which file is missing, in words.
fn missing(systems: &Systems<'_>, test: &LinkTest) -> String {
    let mut lacking = Vec::new();
    if systems.known_to(from(systems, test)).is_empty() {
        lacking.push(test.from.label());
    }
    if let Some(to) = test.to
        && systems.known_to(systems.tables_of(to)).is_empty()
    {
        lacking.push(to.label());
    }
    format!(
        "no people of a source of the kind {} are loaded",
        lacking.join(" and ")
    )
}

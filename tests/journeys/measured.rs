//! What an audit measures each time: who still holds old details, what decayed since the load
//! before, how it moved, and what is too much.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CreateProject, Figure, ImportFiles, MeasureLimit, MeasureView, Nothing, OpenProject, RowPage,
    RowsBehind, SetAuditPlan,
};

use crate::erased::wait;
use crate::estate::{engine, engine_on};

pub(crate) const CRM: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Updated at
C1,Grietje,Dekker,grietje@example.com,+31 6 53917426,1984-03-02,2026-01-10
C2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,1971-11-30,2026-01-11
C3,Mina,Kovac,mina.kovac@example.net,+44 7911 864209,1990-01-17,2026-01-12
";
/// The same a month later: Grietje has another address, and Jonas has signed up twice.
const CRM_LATER: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Updated at
C1,Grietje,Dekker,g.dekker@example.net,+31 6 53917426,1984-03-02,2026-11-02
C2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,1971-11-30,2026-01-11
C3,Mina,Kovac,mina.kovac@example.net,+44 7911 864209,1990-01-17,2026-01-12
C4,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,1971-11-30,2026-11-03
";
pub(crate) const SHOP: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Updated at
S1,Grietje,Dekker,grietje@example.com,+31 6 53917426,1984-03-02,2026-03-01
S2,Mina,Kovac,mina.kovac@example.net,+44 7911 864209,1990-01-17,2026-03-02
";
const SUPPORT: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Updated at
H1,Grietje,Dekker,grietje@example.com,+31 6 53917426,1984-03-02,2026-05-01
H2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,1971-11-30,2026-05-02
";
/// Nothing dates these rows.
const LOYALTY: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth
L1,Grietje,Dekker,grietje@example.com,+31 6 53917426,1984-03-02
L2,Mina,Kovac,mina.kovac@example.net,+44 7911 864209,1990-01-17
";
/// A newsletter of which one address was cleaned away.
const NEWSLETTER: &str = "\
Customer ID,First name,Last name,Email,Email consent
N1,Grietje,Dekker,grietje@example.com,subscribed
N2,Jonas,Winkler,jonas.winkler@example.org,cleaned
N3,Mina,Kovac,mina.kovac@example.net,subscribed
";

pub(crate) fn project(folder: &Path) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("shop.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    engine
}

/// Loads a table and works out who is who; tells what came of it.
pub(crate) fn load(engine: &Engine, folder: &Path, name: &str, text: &str) -> String {
    load_only(engine, folder, name, text, true)
}

pub(crate) fn load_only(
    engine: &Engine,
    folder: &Path,
    name: &str,
    text: &str,
    then_audit: bool,
) -> String {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit,
        })
        .expect("a job")
        .job;
    wait(engine, job);
    let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
    let outcome = jobs.into_iter().find(|one| one.job == job);
    outcome.and_then(|one| one.outcome).unwrap_or_default()
}

pub(crate) fn rows(engine: &Engine, figure: Figure) -> RowPage {
    engine
        .rows_behind(RowsBehind {
            figure,
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: None,
        })
        .expect("the rows")
}

fn measure(engine: &Engine, code: &str) -> MeasureView {
    engine
        .measures(Nothing {})
        .expect("the measures")
        .measures
        .into_iter()
        .find(|one| one.measure == code)
        .expect("the measure")
}

fn found(view: &MeasureView) -> Option<(u64, u64)> {
    view.latest.map(|latest| (latest.found, latest.among))
}

#[test]
fn g09_a_newer_address_in_one_system_haunts_three_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("crm.csv", CRM),
        ("shop.csv", SHOP),
        ("support.csv", SUPPORT),
        ("loyalty.csv", LOYALTY),
    ] {
        load(&engine, folder.path(), name, text);
    }
    let before = engine.stale_details(Nothing {}).expect("an answer");
    assert_eq!(before.records, Some(0), "all agree: {}", before.sentence);

    load(&engine, folder.path(), "crm.csv", CRM_LATER);
    let stale = engine.stale_details(Nothing {}).expect("an answer");
    assert_eq!((stale.records, stale.people), (Some(3), 1), "{stale:?}");
    let holders: Vec<(String, u64)> = stale
        .by_source
        .iter()
        .filter(|part| part.found > 0)
        .map(|part| (part.source.name.to_lowercase(), part.found))
        .collect();
    for system in ["shop", "support", "loyalty"] {
        assert!(
            holders
                .iter()
                .any(|(name, rows)| name.contains(system) && *rows == 1),
            "{system} still holds the old one: {holders:?}"
        );
    }
    assert_eq!(holders.len(), 3, "not the system that has the new one");
    for part in stale.by_source.iter().filter(|part| part.found > 0) {
        let page = rows(&engine, part.figure.clone());
        assert_eq!(page.total, 1);
        let cells = &page.rows[0].cells;
        assert!(
            cells.contains(&"grietje@example.com".to_owned()),
            "{cells:?}"
        );
        assert!(
            cells.contains(&"g.dekker@example.net".to_owned()),
            "{cells:?}"
        );
    }
}

#[test]
fn g33_each_run_measures_changed_details_dead_addresses_and_new_duplicates() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    for code in ["changed_details", "new_duplicates", "dead_addresses"] {
        let view = measure(&engine, code);
        assert_eq!(
            found(&view),
            None,
            "{code} is not known yet, and not nought"
        );
        assert!(view.unknown.starts_with("Not known"), "{}", view.unknown);
    }

    load(&engine, folder.path(), "newsletter.csv", NEWSLETTER);
    load(&engine, folder.path(), "crm.csv", CRM_LATER);
    let changed = measure(&engine, "changed_details");
    assert_eq!(found(&changed), Some((1, 3)), "of the three in both loads");
    let page = rows(&engine, changed.figure.expect("its rows"));
    assert_eq!(page.total, 1);
    assert!(
        page.rows[0]
            .cells
            .contains(&"g.dekker@example.net".to_owned())
    );
    assert!(
        page.rows[0]
            .cells
            .contains(&"grietje@example.com".to_owned()),
        "and what stood there"
    );

    let doubled = measure(&engine, "new_duplicates");
    assert_eq!(
        found(&doubled),
        Some((1, 1)),
        "Jonas, the only one with a new record"
    );
    assert_eq!(rows(&engine, doubled.figure.expect("its rows")).total, 1);

    let dead = measure(&engine, "dead_addresses");
    assert_eq!(found(&dead), Some((1, 4)), "of four different addresses");
    let page = rows(&engine, dead.figure.expect("its rows"));
    assert!(
        page.rows[0]
            .cells
            .contains(&"jonas.winkler@example.org".to_owned())
    );
}

#[test]
fn g13_two_runs_tell_how_each_measure_moved_and_when_the_next_is_due() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    load(&engine, folder.path(), "shop.csv", SHOP);
    assert_eq!(
        measure(&engine, "changed_details").change,
        None,
        "a first time moves nothing"
    );
    load(&engine, folder.path(), "crm.csv", CRM_LATER);

    let all = engine.measures(Nothing {}).expect("the measures");
    assert_eq!(all.runs.len(), 3);
    let repeated = measure(&engine, "repeated_records");
    assert_eq!(found(&repeated), Some((1, 6)));
    assert_eq!(repeated.history.len(), 3);
    assert_eq!(repeated.change_found, Some(1));
    let change = repeated.change.expect("a change");
    assert!((change - 1.0 / 6.0).abs() < 1e-9, "{change}");
    let stale = measure(&engine, "stale_details");
    assert_eq!(stale.change_found, Some(1), "the shop has not heard of it");

    assert_eq!(all.next_audit.due, None, "nobody said how often");
    let plan = SetAuditPlan {
        every_days: Some(30),
        limits: Vec::new(),
    };
    let next = engine.set_audit_plan(plan).expect("agreed").next_audit;
    assert_eq!(next.last.as_deref(), Some("2026-11-23"));
    assert_eq!(next.due.as_deref(), Some("2026-12-23"));
    assert!(!next.overdue);
    drop(engine);

    let later = engine_on("2027-01-04");
    let path = folder.path().join("shop.rollcall").display().to_string();
    later.open_project(OpenProject { path }).expect("it opens");
    assert!(
        later
            .measures(Nothing {})
            .expect("the measures")
            .next_audit
            .overdue
    );
    let findings = later.overview(Nothing {}).expect("the overview").findings;
    assert!(
        findings
            .iter()
            .any(|one| one.sentence.contains("due on 2026-12-23"))
    );
}

/// An asset that compounds over time: with each month the line of a measure grows by a point, and earlier
/// points stay as they were told.
#[test]
fn g67_each_month_adds_a_point_to_the_line_of_a_measure_and_changes_none_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let points = |engine: &Engine| {
        let history = measure(engine, "repeated_records").history;
        let told = history.iter().map(|point| (point.found, point.among));
        told.collect::<Vec<_>>()
    };
    let mut before = Vec::new();
    for (name, rows) in [
        ("crm.csv", CRM),
        ("shop.csv", SHOP),
        ("newsletter.csv", NEWSLETTER),
        ("crm.csv", CRM_LATER),
    ] {
        load(&engine, folder.path(), name, rows);
        let now = points(&engine);
        assert_eq!(now.len(), before.len() + 1, "{name} adds one point");
        assert_eq!(now[..before.len()], before, "{name} changes none before");
        before = now;
    }
    let first = before.first().expect("a point");
    let last = before.last().expect("a point");
    assert_ne!(first, last, "and the line moves: {before:?}");
}

#[test]
fn g34_a_limit_is_checked_on_every_import_and_a_breach_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    let limit = |limit: Option<f64>| SetAuditPlan {
        every_days: None,
        limits: vec![MeasureLimit {
            measure: "dead_addresses".into(),
            limit,
        }],
    };
    assert!(
        engine.set_audit_plan(limit(Some(5.0))).is_err(),
        "5 is no share"
    );
    let agreed = engine.set_audit_plan(limit(Some(0.05))).expect("agreed");
    assert!(
        agreed.breaches.is_empty(),
        "what is not known is not beyond a limit"
    );

    let outcome = load(&engine, folder.path(), "newsletter.csv", NEWSLETTER);
    let told = "Dead addresses: 1 of 3 (33 %), more than the 5 % agreed.";
    assert!(outcome.contains(told), "{outcome}");
    assert!(measure(&engine, "dead_addresses").beyond);
    let findings = engine.overview(Nothing {}).expect("the overview").findings;
    let breach = findings.iter().find(|one| one.sentence == told);
    assert!(
        breach.is_some_and(|one| one.figure.is_some()),
        "{findings:?}"
    );

    engine.undo(Nothing {}).expect("the load is taken back");
    engine.undo(Nothing {}).expect("and what was agreed");
    assert!(
        engine
            .measures(Nothing {})
            .expect("the measures")
            .breaches
            .is_empty()
    );
}

#[test]
fn the_rows_behind_a_measure_can_be_looked_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    load(&engine, folder.path(), "crm.csv", CRM_LATER);
    let look = |filter: &str| {
        let request = RowsBehind {
            figure: measure(&engine, "changed_details")
                .figure
                .expect("its rows"),
            filter: filter.into(),
            sort: None,
            offset: 0,
            limit: Some(10),
        };
        let page = engine.rows_behind(request).expect("a page");
        (page.rows.len() as u64, page.total)
    };
    assert_eq!(look("g.dekker"), (1, 1));
    assert_eq!(look("winkler"), (0, 0));
}

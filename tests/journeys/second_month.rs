//! The second month: the sample's newer exports over the first, and what every check, list and the report
//! says of it.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CompareRuns, DeliverList, ImportFiles, ListCondition, MeasureView, Nothing, SaveList,
    ShowReport,
};
use rollcall_tests::checkout::root;

use crate::erased::{copy_for, wait};
use crate::estate::engine_on;

/// A day in the month after the exports.
fn engine_of_may() -> Engine {
    engine_on("2026-05-02")
}

fn save(engine: &Engine, name: &str, subject: &str, days: Option<u32>) {
    let condition = ListCondition {
        kind: "event".into(),
        subject: subject.into(),
        test: "did".into(),
        values: Vec::new(),
        days,
        named: String::new(),
        conditions: Vec::new(),
    };
    engine
        .save_list(SaveList {
            list: None,
            name: name.into(),
            purpose: "suppress".into(),
            condition,
            reason: String::new(),
        })
        .expect("saved");
}

fn deliver(engine: &Engine, list: &str, path: &std::path::Path) {
    engine
        .deliver_list(DeliverList {
            list: list.into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: path.display().to_string(),
            left_out_file: false,
        })
        .expect("delivered");
}

#[test]
fn the_second_month_tells_trend_what_changed_and_which_list_is_stale() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy_for(folder.path(), engine_of_may());
    let before = engine.check_book(Nothing {}).expect("the checks");
    save(&engine, "Buyers", "purchase", None);
    save(&engine, "Never used", "message", None);
    deliver(&engine, "saved:1", &folder.path().join("buyers.csv"));
    let fresh = engine.list_saved(Nothing {}).expect("the lists");
    assert!(fresh.lists.iter().all(|one| one.stale_because.is_empty()));

    let job = engine
        .import_files(ImportFiles {
            paths: vec![root().join("sample-data/next-month").display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);

    // Every check shows this time beside last time.
    let now = engine.check_book(Nothing {}).expect("the checks");
    for (then, check) in before.checks.iter().zip(&now.checks) {
        let told = &check.check;
        if crate::checked::NOT_KNOWN.contains(&told.as_str()) {
            let figures = [&then.figure, &check.figure];
            assert!(figures.iter().all(|one| one.is_none()) && check.history.is_empty());
            continue;
        }
        let [last, this] = check.history.as_slice() else {
            panic!("{told} has {} points", check.history.len());
        };
        let (then, figure) = (then.figure.as_ref(), check.figure.as_ref());
        let pair = |one: Option<&rollcall_engine::view::CheckFigure>| {
            one.map(|figure| (figure.found, figure.among))
        };
        assert_eq!(pair(then), Some((last.found, last.among)), "{told}");
        assert_eq!(pair(figure), Some((this.found, this.among)), "{told}");
        assert!(check.change.is_some(), "{told} tells no change");
        assert!(last.run < this.run);
    }
    // So do measures, and the report in words.
    let measures = engine.measures(Nothing {}).expect("the measures").measures;
    let moved = |one: &MeasureView| one.history.len() == 2;
    assert!(measures.iter().filter(|one| moved(one)).count() >= 4);
    let page = engine.report_page(ShowReport::default()).expect("a page");
    assert!(page.html.contains("points since the run before"));

    // What changed is told customer by customer.
    let changed = engine
        .compare_runs(CompareRuns::default())
        .expect("a comparison");
    assert!(changed.before.is_some() && !changed.sentence.is_empty());
    let appeared = changed.counts.iter().find(|one| one.change == "appeared");
    assert!(
        appeared.is_some_and(|one| one.count > 0),
        "{:?}",
        changed.counts
    );
    assert!(changed.unchanged > 3_000, "{}", changed.unchanged);

    // The list that was delivered is stale and says why; one that was never used is not.
    let lists = engine.list_saved(Nothing {}).expect("the lists").lists;
    let stale: Vec<_> = lists
        .iter()
        .filter(|one| !one.stale_because.is_empty())
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(stale, ["Buyers"]);
    let why = &lists[0].stale_because;
    assert!(
        why.contains(&"Shopify · customers has another load since.".to_owned()),
        "{why:?}"
    );
    let delivery = &engine.list_deliveries(Nothing {}).expect("the log")[0];
    assert!(delivery.stale && delivery.stale_because == *why);
    deliver(&engine, "saved:1", &folder.path().join("buyers-may.csv"));
    let lists = engine.list_saved(Nothing {}).expect("the lists").lists;
    assert!(lists[0].stale_because.is_empty(), "written again");
}

//! Two runs compared: who joined, parted, came and went, and why; and the trail of it all.

use std::path::Path;

use rollcall_engine::view::{
    CompareRuns, JudgePair, ListHistory, ListPairs, Nothing, OpenProject, RunComparison, SetTier,
    WriteTrail,
};
use rollcall_engine::{AuditRequest, AuditSummary, Engine, Silent, verify_project};

use crate::erased::wait;
use crate::estate::engine;

const FIRST: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Ada;Marsh;ada.marsh@example.com;+44 7700 900101;Leeds
2;Ben;Okafor;ben.okafor@example.com;+44 7700 900102;Derby
3;Cleo;Winter;cleo.winter@example.com;+44 7700 900103;York
";
/// Ben is gone, Dora is new, Cleo has another telephone.
const SECOND: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Ada;Marsh;ada.marsh@example.com;+44 7700 900101;Leeds
3;Cleo;Winter;cleo.winter@example.com;+44 7700 900199;York
4;Dora;Quill;dora.quill@example.com;+44 7700 900104;Bath
";
const SHOP: &str = "\
Customer;First name;Last name;E-mail;Phone;City
S9;Ada;Marsh;ada.marsh@example.com;+44 7700 900101;Leeds
";

fn audit(folder: &Path, name: &str, content: &str) -> AuditSummary {
    let file = folder.join(name);
    std::fs::write(&file, content).expect("a file");
    let request = AuditRequest {
        paths: vec![file],
        project: Some(folder.join("shop.rollcall")),
        out: None,
    };
    engine().audit(&request, &Silent).expect("an audit")
}

fn open(folder: &Path) -> Engine {
    let engine = engine();
    let path = folder.join("shop.rollcall").display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    engine
}

fn compare(engine: &Engine, change: Option<&str>) -> RunComparison {
    engine
        .compare_runs(CompareRuns {
            change: change.map(str::to_owned),
            ..CompareRuns::default()
        })
        .expect("a comparison")
}

fn count(comparison: &RunComparison, change: &str) -> u64 {
    comparison
        .counts
        .iter()
        .find(|one| one.change == change)
        .map_or(0, |one| one.count)
}

#[test]
fn a_second_audit_tells_who_came_and_went() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = audit(folder.path(), "people.csv", FIRST);
    assert!(first.since_last.is_none(), "there is nothing before it");
    let second = audit(folder.path(), "people.csv", SECOND);
    let since = second.since_last.expect("what changed");
    assert_eq!((since.appeared, since.went, since.joined), (1, 1, 0));
    assert_eq!(
        since.sentence,
        "Of the customers, 1 new, 1 gone; 2 as they were."
    );
    let third = audit(folder.path(), "shop.csv", SHOP);
    let since = third.since_last.expect("what changed");
    assert_eq!(since.rows_changed, 1, "{}", since.sentence);

    let engine = open(folder.path());
    let comparison = compare(&engine, None);
    assert_eq!(comparison.runs.len(), 3);
    assert_eq!(comparison.total, 1);
    let change = &comparison.changes[0];
    assert_eq!(change.change, "rows_changed");
    assert_eq!(change.after[0].name, "Ada Marsh");
    assert!(change.after[0].is_there);
    assert!(
        change.why[0].ends_with("was brought in."),
        "{:?}",
        change.why
    );

    // From the first run to the last, over the load that took the place of another.
    let whole = engine
        .compare_runs(CompareRuns {
            before: Some(comparison.runs[0].run),
            ..CompareRuns::default()
        })
        .expect("a comparison");
    assert_eq!((count(&whole, "appeared"), count(&whole, "went")), (1, 1));
    let gone = whole
        .changes
        .iter()
        .find(|one| one.change == "went")
        .expect("one who went");
    assert_eq!(gone.before[0].name, "Ben Okafor", "told by the older load");
    assert!(!gone.before[0].is_there);
    assert_eq!(gone.why, ["Rows are not there any more."]);
    let backwards = engine.compare_runs(CompareRuns {
        before: Some(comparison.runs[2].run),
        after: Some(comparison.runs[0].run),
        ..CompareRuns::default()
    });
    assert!(backwards.is_err());
    assert!(
        engine
            .compare_runs(CompareRuns {
                change: Some("married".into()),
                ..CompareRuns::default()
            })
            .is_err()
    );
}

/// Newer exports come with mappings of their own numbers: only one that says something else reads otherwise.
#[test]
fn a_second_month_nobody_answered_in_is_read_as_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let audit_both = |people: &str, shop: &str| {
        let paths = [("people.csv", people), ("shop.csv", shop)].map(|(name, content)| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).expect("a file");
            path
        });
        let request = AuditRequest {
            paths: paths.to_vec(),
            project: Some(folder.path().join("shop.rollcall")),
            out: None,
        };
        engine().audit(&request, &Silent).expect("an audit")
    };
    let of_ada = || {
        let engine = open(folder.path());
        let changes = compare(&engine, Some("rows_changed")).changes;
        engine.close_project(Nothing {}).expect("it closes");
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert_eq!(changes[0].after[0].name, "Ada Marsh");
        changes[0].why.clone()
    };
    audit(folder.path(), "people.csv", FIRST);
    // Two who stay make it the same list each time.
    let in_shop = "First name;Last name;Id;E-mail;City;Phone\n\
                   Fay;Lund;S1;fay.lund@example.com;Hull;+44 7700 900111\n\
                   Gus;Pell;S2;gus.pell@example.com;Bury;+44 7700 900112\n";
    let ada = format!("{in_shop}Ada;Marsh;S9;ada.marsh@example.com;Leeds;+44 7700 900101\n");
    let second = audit_both(SECOND, &ada);
    assert_eq!(
        second.course.as_deref(),
        Some(
            "Everything was compared: tables came in, went or changed in size since the run before."
        )
    );
    let why = of_ada();
    assert!(
        why.len() == 1 && why[0].ends_with("was brought in."),
        "{why:?}"
    );

    // The telephone is gone from one, and Ada from the other.
    let mut without_phone = String::new();
    for line in SECOND.lines() {
        let mut cells: Vec<&str> = line.split(';').collect();
        cells.remove(4);
        without_phone += &cells.join(";");
        without_phone.push('\n');
    }
    let eve = format!("{in_shop}Eve;Hollis;S10;eve.hollis@example.com;Ely;+44 7700 900110\n");
    audit_both(&without_phone, &eve);
    let why = of_ada();
    assert!(why.contains(&"Rows are not there any more.".to_owned()));
    assert!(
        why.iter()
            .any(|one| one.ends_with("came with other columns than before.")),
        "{why:?}"
    );
    assert!(!why.iter().any(|one| one.contains("read otherwise")));
}

/// The sample, a verdict, how careful to be: each is told as the reason of what it changed.
#[test]
fn a_verdict_and_how_careful_to_be_are_told_as_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = crate::erased::copy(folder.path());
    assert_eq!(
        compare(&engine, None).sentence,
        "There are no two runs to compare yet."
    );
    let pairs = engine.list_pairs(ListPairs::default()).expect("pairs");
    // Some of them stand in one customer already, and a verdict changes nothing there.
    for pair in pairs.pairs.iter().take(12) {
        engine
            .judge_pair(JudgePair {
                pair: pair.pair,
                verdict: Some("same".into()),
                note: "I know her".into(),
            })
            .expect("a verdict");
    }
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    let comparison = compare(&engine, Some("joined"));
    assert_eq!(comparison.total, count(&comparison, "joined"));
    let verdict = "A verdict says that rows are the same person.";
    assert!(comparison.total > 0, "{}", comparison.sentence);
    assert_eq!(comparison.causes[0].sentence, verdict);
    let of_identity = ["joined", "parted", "moved"].map(|change| count(&comparison, change));
    assert_eq!(comparison.causes[0].count, of_identity.iter().sum::<u64>());
    assert!(comparison.changes.iter().all(|one| one.why == [verdict]));

    engine
        .set_tier(SetTier {
            tier: "wide".into(),
        })
        .expect("it is set");
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    let comparison = compare(&engine, Some("joined"));
    assert!(comparison.total > 0, "{}", comparison.sentence);
    let told = "How careful to be went from balanced to wide.".to_owned();
    assert!(comparison.changes.iter().all(|one| one.why.contains(&told)));
    assert_eq!(comparison.causes[0].sentence, told);
    assert!(comparison.changes.iter().all(|one| one.before.len() > 1));
}

#[test]
fn the_trail_is_asked_written_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    audit(folder.path(), "people.csv", FIRST);
    let engine = open(folder.path());
    engine
        .set_rule(rollcall_engine::view::SetRule {
            attribute: "email".into(),
            rule: "oldest".into(),
            reason: "agreed with sales".into(),
        })
        .expect("it is set");
    engine.undo(Nothing {}).expect("undo");
    let find = |query: &str, kind: Option<&str>, who: Option<&str>| {
        engine
            .history(ListHistory {
                query: query.into(),
                kind: kind.map(str::to_owned),
                who: who.map(str::to_owned),
                ..ListHistory::default()
            })
            .expect("the history")
    };
    let rules = find("", Some("set_rule"), None);
    assert_eq!(rules.total, 1);
    assert_eq!(rules.steps[0].why, "agreed with sales");
    assert!(rules.kinds.contains(&"set_rule".to_owned()));
    assert_eq!(rules.people, ["test"]);
    assert_eq!(find("e-mail", None, None).total, 1);
    assert_eq!(find("agreed with sales", None, Some("test")).total, 1);
    assert_eq!(find("", None, Some("nobody")).total, 0);
    assert_eq!(find("100%", None, None).total, 0, "a word like any other");

    let trail = engine.check_trail(Nothing {}).expect("the trail");
    assert!(trail.broken.is_none(), "{:?}", trail.broken);
    let path = folder.path().join("trail.csv");
    let written = engine
        .write_trail(WriteTrail {
            path: path.display().to_string(),
        })
        .expect("a file");
    assert_eq!(written.rows, trail.entries);
    let text = std::fs::read_to_string(&path).expect("text");
    let last = text.lines().last().expect("a line");
    assert!(
        last.contains("took back") && last.ends_with(&format!("\"{}\"", trail.head)),
        "{last}"
    );
    assert!(text.contains("agreed with sales"));
    engine.close_project(Nothing {}).expect("it closes");

    let project = folder.path().join("shop.rollcall");
    assert!(verify_project(&project).expect("a look").sound);
    rusqlite::Connection::open(&project)
        .expect("the project")
        .execute(
            "UPDATE operation SET sentence = replace(sentence, 'earliest', 'latest') WHERE kind = 'set_rule'",
            [],
        )
        .expect("it is changed");
    let verified = verify_project(&project).expect("a look");
    assert!(!verified.sound);
    let engine = open(folder.path());
    let broken = engine.check_trail(Nothing {}).expect("the trail").broken;
    let sentence = broken.expect("a broken entry").sentence;
    assert!(
        verified
            .findings
            .iter()
            .any(|finding| finding.contains("The trail is broken")),
        "{:?}",
        verified.findings
    );
    assert!(
        sentence.contains("what it says was done was changed"),
        "{sentence}"
    );
}

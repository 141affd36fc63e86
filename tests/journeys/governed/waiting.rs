//! What nobody answers for waits wherever it matters, and is gone as soon as somebody is named; a source that should
//! have been loaded again says so, from the day on that people agreed to.

use rollcall_engine::Engine;
use rollcall_engine::view::{LoadNumber, Nothing, OpenProject, SetDuty};

use super::{audit, decide, rule, two_sources};
use crate::estate::engine_on;
use crate::measured::load;

const GAP: &str = "Nobody decides about E-mail when sources disagree; 12 customers are waiting.";

/// Two systems with the same twelve people by telephone, of whom each has another address in either.
fn exports() -> (String, String) {
    let rows = |domain: &str| {
        let people = [
            ("Grietje", "Dekker"),
            ("Jonas", "Winkler"),
            ("Mina", "Kovac"),
            ("Amelia", "Thornbury"),
            ("Bertram", "Quillfeather"),
            ("Clementine", "Oakshott"),
            ("Desmond", "Hargrave"),
            ("Eleanor", "Wexcombe"),
            ("Ferdinand", "Ashdown"),
            ("Gwendolyn", "Marchbanks"),
            ("Horatio", "Lockyer"),
            ("Isolde", "Fairfax"),
        ];
        let row = |(place, (given, family)): (usize, &(&str, &str))| {
            format!(
                "{place},{given},{family},{}@{domain},+44 7700 9001{place:02},19{}-03-02,2026-05-01\n",
                given.to_lowercase(),
                60 + place
            )
        };
        let rows: String = people.iter().enumerate().map(row).collect();
        format!("Customer ID,First name,Last name,Email,Phone,Date of birth,Updated at\n{rows}")
    };
    (rows("example.com"), rows("example.net"))
}

fn name_decider(engine: &Engine, person: &str) {
    engine
        .set_duty(SetDuty {
            source: None,
            attribute: Some("email".into()),
            duty: "decider".into(),
            person: person.into(),
        })
        .expect("a duty");
}

#[test]
fn twelve_conflicts_wait_for_a_decider_until_there_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = crate::measured::project(folder.path());
    let (crm, shop) = exports();
    load(&engine, folder.path(), "crm.csv", &crm);
    load(&engine, folder.path(), "shop.csv", &shop);
    let gaps = || engine.governance(Nothing {}).expect("governance").gaps;
    let waiting = || {
        let summary = engine.project_summary(Nothing {}).expect("a summary");
        summary.waiting.governance
    };
    let decider = || {
        let summary = engine.conflict_summary(Nothing {}).expect("the conflicts");
        let mut of_email = summary.attributes.into_iter();
        let of_email = of_email.find(|one| one.attribute.code == "email");
        let of_email = of_email.expect("a conflict");
        (of_email.customers, of_email.decider)
    };
    let without = waiting();
    assert!(gaps().contains(&GAP.to_owned()), "{:?}", gaps());
    assert_eq!(decider(), (12, String::new()));

    name_decider(&engine, "Priya");
    assert!(
        !gaps().iter().any(|gap| gap.contains("E-mail")),
        "{:?}",
        gaps()
    );
    assert_eq!(waiting(), without - 1, "and it is counted no more");
    assert_eq!(
        decider(),
        (12, "Priya".into()),
        "the conflicts are there as before"
    );

    name_decider(&engine, "");
    assert!(gaps().contains(&GAP.to_owned()), "{:?}", gaps());
    assert_eq!(waiting(), without);
}

#[test]
fn a_source_that_should_have_been_loaded_again_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = two_sources(folder.path());
    let source = before.inventory(Nothing {}).expect("sources").sources[0]
        .mark
        .clone();
    let code = format!("refresh:{}", source.source);
    let path = before.project_summary(Nothing {}).expect("a project").path;
    // Loaded on 23 November; nobody has agreed on anything.
    assert!(rule(&before, &code).choice.is_empty());
    before.close_project(Nothing {}).expect("closed");
    let on = |day: &str| {
        let engine = engine_on(day);
        let path = path.clone();
        engine
            .open_project(OpenProject { path })
            .expect("the project");
        engine
    };
    let due = |engine: &Engine| engine.overdue(Nothing {}).expect("an answer").refresh;
    let told = |engine: &Engine| {
        let findings = engine.overview(Nothing {}).expect("the overview").findings;
        let sentences = findings.into_iter().map(|one| one.sentence);
        sentences
            .filter(|one| one.contains("should be loaded"))
            .count()
    };
    let later = on("2027-01-04");
    assert!(due(&later).is_empty(), "nothing is agreed");
    decide(&later, &code, "days:30");
    let found = due(&later);
    assert_eq!(found.len(), 1, "{found:?}");
    let one = &found[0];
    assert_eq!(
        (one.source.source, one.days, one.agreed),
        (source.source, 42, 30)
    );
    assert_eq!(
        one.sentence,
        format!(
            "{} should be loaded every 30 days; its newest export came 42 days ago.",
            source.name
        )
    );
    assert_eq!(told(&later), 1);
    assert!(
        rule(&later, &code).concerns.contains("42 days ago"),
        "{:?}",
        rule(&later, &code)
    );
    later.close_project(Nothing {}).expect("closed");

    // The thirtieth day is in time, the one after is not.
    for (day, count) in [("2026-12-23", 0), ("2026-12-24", 1)] {
        let engine = on(day);
        assert_eq!(due(&engine).len(), count, "{day}");
        engine.close_project(Nothing {}).expect("closed");
    }
    // A newer export is what was asked for; taken back, it never came.
    let engine = on("2027-01-04");
    let again = super::NEWSLETTER.replace("2026-05-01", "2027-01-02");
    load(&engine, folder.path(), "newsletter.csv", &again);
    audit(&engine);
    assert!(due(&engine).is_empty(), "{:?}", due(&engine));
    assert_eq!(told(&engine), 0);
    let newest = engine.list_loads(Nothing {}).expect("loads")[0].load;
    engine
        .undo_load(LoadNumber { load: newest })
        .expect("taken back");
    assert_eq!(due(&engine).len(), 1);
    // Another choice acts at once.
    decide(&engine, &code, "days:90");
    assert!(due(&engine).is_empty());
}

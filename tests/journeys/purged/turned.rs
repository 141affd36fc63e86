//! A no stays for good and a yes does not: where the yes goes that replaced a no, the person turns from yes to no, and
//! that is told before anything goes.

use std::fmt::Write as _;

use rollcall_engine::view::{
    CreateProject, DecideRule, ListHistory, Nothing, PurgeOf, PurgeSource,
};

use super::load;
use crate::erased::wait;
use crate::estate::engine;

const CRM: &str = "\
Customer no,First name,Surname,E-mail
1,Amelia,Thornbury,amelia@example.com
2,Bertram,Quillfeather,bertram@example.com
3,Clementine,Oakshott,clementine@example.com
4,Desmond,Hargrave,desmond@example.com
";

/// Bertram said no and yes since, Amelia no and Clementine yes; all of it long ago. Desmond said yes again of late.
fn log() -> String {
    let mut rows = String::from(
        "email,channel,purpose,state,timestamp,source,Updated at\n\
         amelia@example.com,email,marketing,withdrawn,2022-02-01T09:00:00Z,Till,2022-02-01\n\
         bertram@example.com,email,marketing,withdrawn,2022-01-01T08:00:00Z,Till,2022-01-01\n\
         bertram@example.com,email,marketing,granted,2023-01-01T08:00:00Z,Website form,2023-01-01\n\
         clementine@example.com,email,marketing,granted,2023-01-02T08:00:00Z,Website form,2023-01-02\n\
         desmond@example.com,email,marketing,withdrawn,2022-01-03T08:00:00Z,Till,2022-01-03\n\
         desmond@example.com,email,marketing,granted,2026-01-03T08:00:00Z,Till,2026-01-03\n",
    );
    for person in 0..20 {
        for (channel, state) in [
            ("email", "granted"),
            ("sms", "withdrawn"),
            ("phone", "granted"),
        ] {
            writeln!(
                rows,
                "member{person}@example.com,{channel},marketing,{state},2026-01-06T08:00:00Z,Website form,2026-01-06"
            )
            .expect("a row");
        }
    }
    rows
}

const TOLD: &str = "For 1 person a yes goes and the older no it replaced holds again";

#[test]
fn who_turns_from_yes_to_no_is_told_before_the_rows_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.path().join("p.rollcall").display().to_string(),
            name: "Club".into(),
        })
        .expect("a project");
    load(&engine, folder.path(), "crm_contacts.csv", CRM);
    load(&engine, folder.path(), "consents.csv", &log());
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let source = sources
        .iter()
        .map(|one| one.mark.source)
        .max()
        .expect("the log");
    engine
        .decide_rule(DecideRule {
            rule: format!("retention:{source}"),
            choice: "months:24".into(),
            sentence: String::new(),
            reason: "agreed with legal".into(),
        })
        .expect("a term");
    let consent = |name: &str| super::value_of(&engine, name, "email_consent");
    let all = ["Amelia", "Bertram", "Clementine", "Desmond"];
    assert_eq!(
        all.map(consent),
        ["opted_out", "opted_in", "opted_in", "opted_in"],
        "the bait"
    );

    let shown = engine.preview_purge(PurgeOf { source }).expect("a preview");
    assert_eq!((shown.total, shown.staying), (2, 3), "{shown:?}");
    assert!(shown.sentence.contains(TOLD), "{}", shown.sentence);
    let job = engine.purge_source(PurgeSource {
        source,
        rows: shown.total,
        reason: String::new(),
    });
    let job = job.expect("a job").job;
    wait(&engine, job);
    assert_eq!(all.map(consent), ["opted_out", "opted_out", "", "opted_in"]);
    let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
    let outcome = jobs.into_iter().find(|one| one.job == job);
    let outcome = outcome.and_then(|one| one.outcome).expect("an outcome");
    assert!(outcome.contains(TOLD), "{outcome}");
    let history = engine.history(ListHistory::default()).expect("the history");
    let step = history.steps.iter().find(|step| step.kind == "purge");
    assert!(step.expect("it is told").sentence.contains(TOLD));

    // Nobody turns a second time.
    let shown = engine.preview_purge(PurgeOf { source }).expect("a preview");
    assert!(
        !shown.sentence.contains("holds again"),
        "{}",
        shown.sentence
    );
}

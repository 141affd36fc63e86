//! What people write themselves, in the log and as a quote, tells nobody's name, number or birthday on a wall
//! or in a report that goes round.

use rollcall_api::Session;
use rollcall_engine::view::{Nothing, SetCost};
use rollcall_engine::{AuditRequest, EngineOptions, Silent};
use serde_json::{Value, json};

use super::two_sources;
use crate::estate::options;
use crate::measured::{load, project};

/// Names in scripts without capitals.
const PEOPLE: &str = "\
Customer ID,First name,Last name,Email,Phone
C1,王,秀英,wang@example.com,020 7946 0958
C2,مريم,حداد,maryam@example.org,020 7946 0959
C3,Grietje,Dekker,grietje@example.com,020 7946 0960
";

#[test]
fn words_of_the_log_are_masked_in_every_script_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "people.csv", PEOPLE);
    engine.close_project(Nothing {}).expect("closed");
    let session = Session::new(EngineOptions {
        projects_folder: folder.path().to_path_buf(),
        ..options()
    });
    let ask = |command: &str, request: Value| match session.call(command, request) {
        Ok(reply) => reply.to_string(),
        Err(error) => panic!("{command}: {error}"),
    };
    let path = folder.path().join("shop.rollcall");
    ask(
        "open_project",
        json!({ "path": path.display().to_string() }),
    );
    let text =
        "Ring 王 秀英 and مريم on 020 7946 0958, born 21 August 1967; 30 of 120 rows are hers";
    let entry = json!({ "kind": "action", "text": text, "about": "", "owner": "Mara" });
    ask("add_to_log", entry);
    let personal = ["秀英", "مريم", "7946", "0958", "August", "1967"];
    let shown = ask("decision_log", json!({}));
    assert!(personal.iter().all(|word| shown.contains(word)), "{shown}");

    ask("set_presenting", json!({ "on": true }));
    for command in ["decision_log", "history"] {
        let shown = ask(command, json!({}));
        for word in personal {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
        assert!(shown.contains("30 of 120 rows"), "{shown}");
    }
}

#[test]
fn a_quote_in_the_report_is_masked_and_cannot_become_markup() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    engine
        .set_cost(SetCost {
            kind: "incident".into(),
            what: "<script>alert(1)</script> \"Ring me\" & 'now' on 020 7946 0958, born 21 August 1967"
                .into(),
            who: "Support".into(),
            day: Some("2026-11-02".into()),
            left: Some(sources[0].mark.source),
            right: Some(sources[1].mark.source),
            ..SetCost::default()
        })
        .expect("noted");
    engine.close_project(Nothing {}).expect("closed");
    let out = folder.path().join("out");
    let request = AuditRequest {
        paths: Vec::new(),
        project: Some(folder.path().join("shop.rollcall")),
        out: Some(out.clone()),
    };
    crate::estate::engine()
        .audit(&request, &Silent)
        .expect("an audit");
    let report = std::fs::read_to_string(out.join("report.html")).expect("a report");
    let quote = report
        .find("Ring me")
        .map(|at| &report[at.saturating_sub(120)..at + 120]);
    let quote = quote.expect("the quote is in the report");
    assert!(quote.contains("&#60;script&#62;"), "{quote}");
    assert!(!report.contains("<script>alert"), "{quote}");
    for word in ["7946", "0958", "August 1967"] {
        assert!(!report.contains(word), "{word} in {quote}");
    }
}

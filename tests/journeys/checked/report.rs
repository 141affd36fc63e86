//! The report of the sample tells, section by section, what the program knows of it.

use rollcall_engine::view::{Nothing, SetDuty, ShowReport};
use rollcall_engine::{CREDIT_IS_A_RULE, Engine};

use super::check;
use crate::estate::audited;
use crate::measured::{load, project};

/// The sections of the page: their headings, and what stands under each.
fn sections(page: &str) -> Vec<(String, String)> {
    let (_, body) = page.split_once("<main>").expect("a body");
    let under = body.split("<h2>").skip(1);
    under
        .map(|one| one.split_once("</h2>").expect("a heading"))
        .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
        .collect()
}

fn page() -> Vec<(String, String)> {
    let report = audited().engine.report_page(ShowReport::default());
    sections(&report.expect("the page").html)
}

/// A text as the page writes it.
fn written(text: &str) -> String {
    let text = text.replace('&', "&#38;").replace('<', "&#60;");
    text.replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

#[test]
fn each_section_tells_what_the_program_knows() {
    let engine = &audited().engine;
    let scorecard = engine.scorecard(Nothing {}).expect("the scorecard").figures;
    let governance = engine.governance(Nothing {}).expect("who answers");
    let conflicts = engine.conflict_summary(Nothing {}).expect("conflicts");
    let book = engine.check_book(Nothing {}).expect("the checks");
    let expected: Vec<(&str, Vec<String>)> = vec![
        ("What we do not know", governance.gaps.clone()),
        (
            "On one page: the scorecard",
            scorecard.into_iter().map(|one| one.label).collect(),
        ),
        (
            "What was read",
            [
                "orders_export.csv",
                "kundenkarten.csv",
                "winback_send_log.csv",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        (
            "What each source holds",
            ["Family name", "Loyalty card", "no column"]
                .map(str::to_owned)
                .to_vec(),
        ),
        (
            "Who is where",
            vec!["Only here".into(), "Kundenkarten".into()],
        ),
        ("How far to trust who is who", Vec::new()),
        (
            "Where sources disagree",
            conflicts
                .attributes
                .into_iter()
                .map(|one| one.attribute.label)
                .collect(),
        ),
        (
            "The biggest problems",
            vec!["nobody yet".into(), "Examples are masked.".into()],
        ),
        (
            "Who answers for it",
            governance
                .sources
                .into_iter()
                .map(|one| one.source.name)
                .collect(),
        ),
        ("Which privacy rules hold", vec!["United Kingdom".into()]),
        (
            "What was agreed",
            vec!["Nobody has decided on a rule yet.".into()],
        ),
        (
            "Whether it works: the checks",
            book.checks.into_iter().map(|one| one.title).collect(),
        ),
        (
            "What to ask a vendor",
            vec!["By e-mail alone we would count".into()],
        ),
        ("Appendix", vec!["orders_export.csv".into()]),
        ("Limits", vec!["not legal advice".into()]),
    ];
    let found = page();
    let headings: Vec<&str> = found.iter().map(|(heading, _)| heading.as_str()).collect();
    let wanted: Vec<&str> = expected.iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headings, wanted);
    for ((heading, own), (_, text)) in expected.iter().zip(&found) {
        for words in own {
            assert!(
                text.contains(&written(words)),
                "{heading} does not tell {words}"
            );
        }
    }
}

/// A credit looks like a count; beside each picture of it stands that it is none.
#[test]
fn g70_credit_is_labelled_an_illustration_of_a_rule() {
    let told = check("attribution");
    assert!(told.pictures.len() > 1);
    let checks = page()
        .into_iter()
        .find(|(heading, _)| heading == "Whether it works: the checks")
        .expect("the checks")
        .1;
    let mut credit = 0;
    for one in checks.split("<h3>").skip(1) {
        let (title, text) = one.split_once("</h3>").expect("a title");
        let labels = text.matches(CREDIT_IS_A_RULE).count();
        if title == told.title {
            credit = labels;
        } else {
            assert_eq!(labels, 0, "{title}");
        }
    }
    assert_eq!(credit, told.pictures.len());
    assert!(CREDIT_IS_A_RULE.starts_with("An illustration of a rule, not a fact"));
}

/// One address in two that nobody could write to.
const CONTACTS: &str = "\
Contact ID,First Name,Last Name,Email
001,Grietje,Dekker,grietje.dekker@example.com
002,Priya,Nair,priya.nair@@web.example.org
003,Jonas,Winkler,jonas.winkler@example.org
";

/// The line of the report on a finding in this column.
fn finding(engine: &Engine, column: &str) -> String {
    let report = engine.report_page(ShowReport::default());
    let all = sections(&report.expect("the page").html);
    let problems = all
        .into_iter()
        .find(|(heading, _)| heading == "The biggest problems")
        .expect("the findings")
        .1;
    let place = format!(" · {column}</span>");
    let mut lines = problems.split("</tr>");
    let line = lines.find(|one| one.contains(&place));
    line.unwrap_or_else(|| panic!("no finding in {column}: {problems}"))
        .to_owned()
}

#[test]
fn a_finding_is_told_with_the_owner_of_its_source_or_attribute() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm_contacts.csv", CONTACTS);
    let answers = |name: &str| format!(">{name}</td>");
    assert!(finding(&engine, "Email").ends_with(&answers("nobody yet")));
    let own = |source: Option<i64>, attribute: Option<&str>, person: &str| {
        engine
            .set_duty(SetDuty {
                source,
                attribute: attribute.map(str::to_owned),
                duty: "owner".into(),
                person: person.into(),
            })
            .expect("noted");
    };
    // Another attribute's owner does not answer for it, its own does.
    own(None, Some("phone"), "Paul");
    assert!(finding(&engine, "Email").ends_with(&answers("nobody yet")));
    own(None, Some("email"), "Ines");
    assert!(finding(&engine, "Email").ends_with(&answers("Ines")));
    // Who owns the source comes before who owns the attribute everywhere.
    let sources = engine.inventory(Nothing {}).expect("the sources").sources;
    own(Some(sources[0].mark.source), None, "Rosa");
    assert!(finding(&engine, "Email").ends_with(&answers("Rosa")));
}

//! Rules people agree on are what the engine obeys; and everything around them: signatures, use cases,
//! scope, the log, connections, costs, the workshop.

mod connected;
mod costs;
mod forgotten;
mod handed_on;
mod logged;
mod masked;
mod retaken;
mod scoped;
mod signed;
mod used;
mod waiting;
mod workshop;

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CustomerNumber, DecideRule, GovernedRule, ListHistory, Nothing, PreviewChoice, SearchCustomers,
    WordRule,
};

use crate::erased::wait;
use crate::measured::{load, project};

/// Grietje says yes to the newsletter last, and no to the shop before.
const NEWSLETTER: &str = "\
Customer ID,First name,Last name,Email,Phone,Email consent,Updated at
N1,Grietje,Dekker,grietje@example.com,+31 6 53917426,subscribed,2026-05-01
N2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,subscribed,2026-05-01
";
const SHOP: &str = "\
Customer ID,First name,Last name,Email,Phone,Email consent,Updated at
S1,Grietje,Dekker,g.dekker@example.net,+31 6 53917426,unsubscribed,2026-01-01
S2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,subscribed,2026-01-01
";

/// Two sources that disagree about one customer.
fn two_sources(folder: &Path) -> Engine {
    let engine = project(folder);
    load(&engine, folder, "newsletter.csv", NEWSLETTER);
    load(&engine, folder, "shop.csv", SHOP);
    engine
}

pub(super) fn decide(engine: &Engine, rule: &str, choice: &str) {
    engine
        .decide_rule(DecideRule {
            rule: rule.into(),
            choice: choice.into(),
            sentence: String::new(),
            reason: "agreed in the workshop".into(),
        })
        .expect("it is decided");
}

pub(super) fn rule(engine: &Engine, code: &str) -> GovernedRule {
    let rules = engine.governed_rules(Nothing {}).expect("the rules").rules;
    let codes: Vec<String> = rules.iter().map(|one| one.rule.clone()).collect();
    rules
        .into_iter()
        .find(|one| one.rule == code)
        .unwrap_or_else(|| panic!("{code} in {codes:?}"))
}

fn audit(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

fn golden(engine: &Engine, query: &str, attribute: &str) -> String {
    let page = engine
        .search_customers(SearchCustomers {
            query: query.into(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    let customer = page.customers[0].customer.clone();
    let view = engine
        .get_customer(CustomerNumber { customer })
        .expect("a customer");
    view.golden
        .into_iter()
        .find(|one| one.attribute.code == attribute)
        .map(|one| one.value)
        .unwrap_or_default()
}

#[test]
fn g59_each_of_the_rules_people_agree_on_changes_what_the_engine_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());

    // What happens when two systems have conflicting information?
    assert_eq!(golden(&engine, "Grietje", "email"), "grietje@example.com");
    let email = rule(&engine, "conflict:email");
    assert!(email.is_default && email.version == 0, "{email:?}");
    let preview = |rule: &str, choice: &str| {
        engine
            .preview_choice(PreviewChoice {
                rule: rule.into(),
                choice: choice.into(),
            })
            .expect("the effect")
    };
    assert_eq!(preview("conflict:email", "oldest").changed, 1);
    decide(&engine, "conflict:email", "oldest");
    audit(&engine);
    assert_eq!(golden(&engine, "Grietje", "email"), "g.dekker@example.net");

    // How do consent updates propagate?
    assert_eq!(golden(&engine, "Grietje", "email_consent"), "opted_out");
    assert_eq!(preview("consent", "most_recent").changed, 1);
    assert_eq!(
        rule(&engine, "consent").concerns,
        "Sources disagree about 1 customer."
    );
    decide(&engine, "consent", "most_recent");
    audit(&engine);
    assert_eq!(golden(&engine, "Grietje", "email_consent"), "opted_in");

    // How long do you keep data?
    let source = engine.inventory(Nothing {}).expect("sources").sources[1]
        .mark
        .source;
    let retention = format!("retention:{source}");
    assert!(
        engine
            .overdue(Nothing {})
            .expect("an answer")
            .rows
            .is_empty()
    );
    assert_eq!(
        preview(&retention, "months:6").changed,
        1,
        "of two rows of January, in November, one says no and stays"
    );
    decide(&engine, &retention, "months:6");
    let overdue = engine.overdue(Nothing {}).expect("an answer");
    let past: Vec<(u64, u64)> = overdue.rows.iter().map(|one| (one.rows, one.of)).collect();
    assert_eq!(past, [(1, 2)], "{}", overdue.sentence);
    assert_eq!(overdue.without_term.len(), 1);
    let findings = engine.overview(Nothing {}).expect("the overview").findings;
    assert!(findings.iter().any(|one| one.sentence == overdue.sentence));

    // The trail names who and why.
    let history = engine.history(ListHistory::default()).expect("the history");
    let step = &history.steps[0];
    assert_eq!(
        (step.who.as_str(), step.kind.as_str()),
        ("test", "decide_rule")
    );
    assert_eq!(step.why, "agreed in the workshop");
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(rule(&engine, &retention).choice, "");
    assert!(
        engine
            .overdue(Nothing {})
            .expect("an answer")
            .rows
            .is_empty()
    );
}

#[test]
fn a_rule_is_superseded_never_edited_and_keeps_the_words_people_gave_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let words = |sentence: &str| WordRule {
        rule: "deletion".into(),
        sentence: sentence.into(),
        reason: String::new(),
    };
    assert!(
        engine.word_rule(words("Soon")).is_err(),
        "nothing to word yet"
    );
    decide(&engine, "deletion", "days:30");
    engine
        .word_rule(words("Whoever asks is gone within a month, everywhere."))
        .expect("worded");
    let worded = rule(&engine, "deletion");
    assert_eq!(
        worded.sentence,
        "Whoever asks is gone within a month, everywhere."
    );
    assert!(worded.is_worded && worded.version == 2 && worded.choice == "days:30");
    decide(&engine, "deletion", "days:14");
    let again = rule(&engine, "deletion");
    assert_eq!(
        again.sentence, "Whoever asks to be deleted is deleted in every system within 14 days.",
        "the words were given for another choice"
    );
    let versions: Vec<(u32, &str)> = again
        .versions
        .iter()
        .map(|one| (one.version, one.choice.as_str()))
        .collect();
    assert_eq!(versions, [(3, "days:14"), (2, "days:30"), (1, "days:30")]);

    // Said again, it leaves no trace.
    let before = engine
        .history(ListHistory::default())
        .expect("the history")
        .total;
    decide(&engine, "deletion", "days:14");
    assert_eq!(
        engine
            .history(ListHistory::default())
            .expect("the history")
            .total,
        before
    );
    for (rule, choice) in [
        ("deletion", "days:0"),
        ("retention:99", "months:3"),
        ("consent", "mixed"),
        ("noise", "days:1"),
        ("conflict:email", "strictest"),
    ] {
        let refused = engine.decide_rule(DecideRule {
            rule: rule.into(),
            choice: choice.into(),
            sentence: String::new(),
            reason: String::new(),
        });
        assert!(refused.is_err(), "{rule} {choice}");
    }
}

/// The same setting under its older command and as a rule: one object, not two.
#[test]
fn which_value_wins_is_one_rule_however_it_is_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let set = |rule: &str| {
        engine
            .set_rule(rollcall_engine::view::SetRule {
                attribute: "email_consent".into(),
                rule: rule.into(),
                reason: String::new(),
            })
            .expect("it is set");
    };
    set("oldest");
    let consent = rule(&engine, "consent");
    assert_eq!(
        (consent.choice.as_str(), consent.sentence.as_str()),
        ("", "Each permission has a rule of its own.")
    );
    assert_eq!(rule(&engine, "conflict:email_consent").choice, "oldest");
    decide(&engine, "consent", "by_source");
    let survivorship = engine.survivorship(Nothing {}).expect("the rules");
    let line = survivorship
        .attributes
        .iter()
        .find(|one| one.attribute.code == "email_consent");
    assert_eq!(line.map(|line| line.rule.as_str()), Some("source_priority"));
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(rule(&engine, "conflict:email_consent").choice, "oldest");
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let order = format!("[{},{}]", sources[1].mark.source, sources[0].mark.source);
    decide(&engine, "source_order", &order);
    let order = engine
        .survivorship(Nothing {})
        .expect("the rules")
        .source_order;
    assert_eq!(order.len(), 2);
    assert!(
        rule(&engine, "source_order")
            .sentence
            .starts_with("Sources are believed in this order: ")
    );
}

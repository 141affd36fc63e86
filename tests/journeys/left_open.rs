//! Where the rule is to ask, no value holds until a person says which; and conflicts are counted by why their answer stands.

use std::path::Path;

use rollcall_engine::view::{
    ConflictAnswer, ConflictPage, ConflictView, CustomerView, DeliverList, ListConflicts,
    ListPreview, Nothing, OverrideValue, PreviewList, PreviewRule, SearchCustomers, SetRule,
};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::{grouped, measured};

pub(crate) const TILL: &str = "\
Customer number;First name;Last name;E-mail;Birth date;Job title;Updated at
K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02;Potter;2026-04-01 01:00:00
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30;Glazier;2026-04-02 08:00:00
K3;Mina;Kovac;mina.kovac@example.net;1990-01-17;Weaver;2026-04-03 09:00:00
";
pub(crate) const SHOP: &str = "\
Customer ID,First name,Last name,Email,Date of birth,Job title,Updated at
S1,Grietje,Dekker,grietje.dekker@example.com,1984-03-02,Baker,2026-05-01 01:00:00
S2,Jonas,Winkler,jonas.winkler@example.org,1971-11-30,Glazier,2026-03-30 10:00:00
S3,Pavel,Novak,pavel.novak@example.net,1988-06-05,Tailor,2026-03-29 11:00:00
";

/// Two sources that disagree about what Grietje does, and nothing else.
pub(crate) fn estate(folder: &Path) -> Engine {
    let engine = measured::project(folder);
    grouped::load(&engine, folder, "till_customers.csv", TILL);
    grouped::load(&engine, folder, "shop_customers.csv", SHOP);
    engine
}

pub(crate) fn rule(engine: &Engine, attribute: &str, rule: &str) {
    engine
        .set_rule(SetRule {
            attribute: attribute.into(),
            rule: rule.into(),
            reason: "nobody should guess".into(),
        })
        .expect("it is set");
    grouped::audit(engine);
}

fn held<'a>(customer: &'a CustomerView, attribute: &str) -> Option<&'a str> {
    let mut golden = customer.golden.iter();
    let found = golden.find(|one| one.attribute.code == attribute);
    found.map(|one| one.value.as_str())
}

fn about_jobs(customer: &CustomerView) -> &ConflictView {
    let mut conflicts = customer.conflicts.iter();
    conflicts
        .find(|one| one.attribute.code == "job_title")
        .expect("a disagreement")
}

fn answered(engine: &Engine, answer: &str) -> ConflictPage {
    engine
        .list_conflicts(ListConflicts {
            answer: Some(answer.into()),
            ..ListConflicts::default()
        })
        .expect("conflicts")
}

fn answers(engine: &Engine) -> Vec<ConflictAnswer> {
    let summary = engine.conflict_summary(Nothing {}).expect("the summary");
    let counted: u64 = summary.answers.iter().map(|one| one.conflicts).sum();
    assert_eq!(counted, summary.conflicts, "each is answered in one way");
    for one in &summary.answers {
        assert_eq!(
            answered(engine, &one.answer).total,
            one.conflicts,
            "{one:?}"
        );
    }
    summary.answers
}

fn count_of(engine: &Engine, answer: &str) -> u64 {
    let counted = answers(engine);
    let mut found = counted.iter().filter(|one| one.answer == answer);
    found.next().map_or(0, |one| one.conflicts)
}

#[test]
fn where_the_rule_is_to_ask_no_value_holds_until_somebody_says_which() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = estate(place.path());
    let before = grouped::holder(&engine, "S1");
    assert_eq!(held(&before, "job_title"), Some("Baker"), "the later one");
    assert_eq!(count_of(&engine, "ask"), 0);
    let effect = engine
        .preview_rule(PreviewRule {
            attribute: Some("job_title".into()),
            rule: Some("ask".into()),
            source_order: None,
        })
        .expect("the effect");
    assert_eq!(effect.changed, 1, "{}", effect.sentence);
    assert_eq!(
        (
            effect.examples[0].before.as_str(),
            effect.examples[0].after.as_str()
        ),
        ("Baker", "")
    );

    rule(&engine, "job_title", "ask");
    let open = grouped::holder(&engine, "S1");
    assert_eq!(held(&open, "job_title"), None);
    assert_eq!(open.name, before.name);
    let conflict = about_jobs(&open);
    assert!(conflict.is_open);
    assert_eq!(conflict.values.len(), 2, "what is said is all there");
    assert_eq!(
        (conflict.winner.as_str(), conflict.rule.as_str()),
        ("", "Nobody has decided yet")
    );
    let agreeing = grouped::holder(&engine, "S2");
    assert_eq!(held(&agreeing, "job_title"), Some("Glazier"), "nobody asks");
    assert_eq!(count_of(&engine, "ask"), 1);
    assert_eq!(answers(&engine)[0].answer, "ask", "what waits comes first");

    engine
        .override_value(OverrideValue {
            customer: open.customer.clone(),
            attribute: "job_title".into(),
            value: Some("Potter".into()),
            reason: String::new(),
        })
        .expect("the answer");
    assert_eq!(
        (count_of(&engine, "ask"), count_of(&engine, "override")),
        (0, 1)
    );
    grouped::audit(&engine);
    let after = grouped::holder(&engine, "S1");
    assert_eq!(
        held(&after, "job_title"),
        Some("Potter"),
        "it outlives a run"
    );
    assert!(!about_jobs(&after).is_open);
    engine.undo(Nothing {}).expect("taken back");
    let again = grouped::holder(&engine, "S1");
    assert_eq!(held(&again, "job_title"), None, "the question is back");
}

#[test]
fn whoever_waits_for_an_answer_about_the_name_is_still_somebody() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    let shop = SHOP.replace("S1,Grietje,Dekker", "S1,Grietje,Visser");
    grouped::load(&engine, place.path(), "till_customers.csv", TILL);
    grouped::load(&engine, place.path(), "shop_customers.csv", &shop);
    let before = grouped::holder(&engine, "S1");
    assert_eq!(before.records.len(), 2, "both rows are hers");
    rule(&engine, "family_name", "ask");
    let open = grouped::holder(&engine, "S1");
    assert_eq!(held(&open, "family_name"), None);
    assert_ne!(before.name, "Grietje", "one stood in");
    assert_eq!(open.name, "Grietje", "she is called by what is decided");
    for name in ["Dekker", "Visser"] {
        let found = engine
            .search_customers(SearchCustomers {
                query: format!("Grietje {name}"),
                ..SearchCustomers::default()
            })
            .expect("a page");
        assert_eq!(found.total, 1, "found as {name}");
    }
    let list = customers(&engine);
    assert_eq!(list.rows, 4);
    assert!(
        list.warnings.iter().any(|one| {
            one.starts_with("Nobody has decided which value holds: ")
                && one.contains(" of 1 of 4 people.")
        }),
        "{:?}",
        list.warnings
    );
    let hers = row_of(&customers_file(&engine, place.path()), &open.customer);
    assert!(hers.contains("Grietje"), "{hers}");
    assert!(
        !hers.contains("Dekker") && !hers.contains("Visser"),
        "{hers}"
    );
}

/// The table of customers that an audit of what the project holds writes.
fn customers_file(engine: &Engine, folder: &Path) -> String {
    let out = folder.join("out");
    engine.close_project(Nothing {}).expect("closed");
    let request = AuditRequest {
        paths: Vec::new(),
        project: Some(folder.join("shop.rollcall")),
        out: Some(out.clone()),
    };
    engine.audit(&request, &Silent).expect("an audit");
    std::fs::read_to_string(out.join("customers.csv")).expect("the customers")
}

/// The row of a customer in a table that was written.
fn row_of(table: &str, customer: &str) -> String {
    let mut rows = table.lines();
    let row = rows.find(|row| row.contains(customer));
    row.unwrap_or_else(|| panic!("{customer}: {table}"))
        .to_owned()
}

/// Two rows that agree on nothing, which somebody says are one person's.
const MARRIED_TILL: &str = "\
Customer number;First name;Last name;E-mail;Updated at
K1;Grietje;Dekker;grietje.dekker@example.com;2026-04-01 01:00:00
K2;Jonas;Winkler;jonas.winkler@example.org;2026-04-02 08:00:00
K3;Mina;Kovac;mina.kovac@example.net;2026-04-03 09:00:00
";
const MARRIED_SHOP: &str = "\
Customer ID,First name,Last name,Email,Updated at
S1,Ottilie,Visser,visser@example.org,2026-05-01 01:00:00
S2,Jonas,Winkler,jonas.winkler@example.org,2026-05-02 10:00:00
S3,Pavel,Novak,pavel.novak@example.net,2026-03-29 11:00:00
";

#[test]
fn what_nobody_decided_on_goes_into_no_file_as_a_name_either() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    grouped::load(&engine, place.path(), "till_customers.csv", MARRIED_TILL);
    grouped::load(&engine, place.path(), "shop_customers.csv", MARRIED_SHOP);
    grouped::join(&engine, "K1", "S1");
    for attribute in ["given_name", "family_name"] {
        rule(&engine, attribute, "ask");
    }
    let by_address = grouped::holder(&engine, "S1");
    assert!(by_address.name.contains('@'), "{}", by_address.name);
    rule(&engine, "email", "ask");
    let open = grouped::holder(&engine, "S1");
    assert_eq!(held(&open, "email"), None);
    assert_eq!(open.name, open.customer, "nothing is decided");
    let agreeing = grouped::holder(&engine, "S2");
    assert_eq!(agreeing.name, "Jonas Winkler", "nobody asks");
    let people = engine
        .search_customers(SearchCustomers {
            query: "visser@example.org".into(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    assert_eq!(people.total, 1, "still found by what is asked about");

    engine
        .deliver_list(DeliverList {
            left_out_file: true,
            list: "customers".into(),
            destination: "plain_csv".into(),
            path: place.path().join("list.csv").display().to_string(),
            days: None,
            today: None,
        })
        .expect("a delivery");
    let left_out = place.path().join("list-left-out.csv");
    let left_out = std::fs::read_to_string(left_out).expect("who is left out");
    let customers = customers_file(&engine, place.path());
    for table in [left_out, customers] {
        let row = row_of(&table, &open.customer);
        for said in ["@", "Grietje", "Dekker", "Ottilie", "Visser"] {
            assert!(!row.contains(said), "{row}");
        }
    }
}

fn customers(engine: &Engine) -> ListPreview {
    engine
        .preview_list(PreviewList {
            draft: None,
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview")
}

#[test]
fn whose_addresses_wait_for_an_answer_is_left_out_for_that() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    let shop = SHOP_BY_MAIL.replace("1984-03-02,1,", "1984-03-02,0,");
    grouped::load(&engine, place.path(), "till_customers.csv", TILL_BY_MAIL);
    grouped::load(&engine, place.path(), "shop_customers.csv", &shop);
    rule(&engine, "email", "ask");
    let list = customers(&engine);
    let told: Vec<(&str, u64)> = list
        .left_out
        .iter()
        .map(|one| (one.reason.as_str(), one.customers))
        .collect();
    assert_eq!(told, [("nobody has decided which address holds", 2)]);
    assert_eq!(list.rows, 2);
}

pub(crate) const TILL_BY_MAIL: &str = "\
Customer number;First name;Last name;E-mail;Phone;Birth date;Updated at
K1;Grietje;Dekker;grietje.dekker@example.com;+447700900123;1984-03-02;2026-04-01 01:00:00
K2;Jonas;Winkler;jonas.winkler@example.org;+447700900124;1971-11-30;2026-04-02 08:00:00
K3;Mina;Kovac;mina.kovac@example.net;+447700900125;1990-01-17;2026-04-03 09:00:00
";
/// The later addresses; messages to one come back.
const SHOP_BY_MAIL: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Bounced,Updated at
S1,Grietje,Dekker,g.dekker@example.org,+447700900123,1984-03-02,1,2026-05-01 01:00:00
S2,Jonas,Winkler,j.winkler@example.net,+447700900124,1971-11-30,0,2026-05-02 10:00:00
S3,Pavel,Novak,pavel.novak@example.net,+447700900126,1988-06-05,0,2026-03-29 11:00:00
";

#[test]
fn an_address_that_messages_come_back_from_gives_way_and_one_that_arrives_is_known_to_work() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    grouped::load(&engine, place.path(), "till_customers.csv", TILL_BY_MAIL);
    grouped::load(&engine, place.path(), "shop_customers.csv", SHOP_BY_MAIL);
    let of = |key: &str| held(&grouped::holder(&engine, key), "email").map(str::to_owned);
    assert_eq!(
        of("S1").as_deref(),
        Some("grietje.dekker@example.com"),
        "the later one is dead"
    );
    rule(&engine, "email", "verified");
    assert_eq!(of("S1").as_deref(), Some("grietje.dekker@example.com"));
    assert_eq!(
        of("S2").as_deref(),
        Some("j.winkler@example.net"),
        "it arrives"
    );
}

#[test]
fn nobody_can_be_asked_about_a_permission_or_an_address() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = estate(place.path());
    for attribute in ["email_consent", "street", "created_at"] {
        let refused = engine.set_rule(SetRule {
            attribute: attribute.into(),
            rule: "ask".into(),
            reason: String::new(),
        });
        let told = refused.expect_err("it does not fit").to_string();
        assert!(told.contains("Ask somebody"), "{told}");
    }
}

//! What people permit by a channel for one purpose, as a condition of lists.

use std::fmt::Write;

use rollcall_engine::Engine;
use rollcall_engine::view::{CountList, DraftList, ListCondition, ListCount, Nothing, SaveList};

use crate::consent_log::{CRM, project};

/// A log that names purposes. Of Gwendolyn it says nothing, Eleanor was asked for something else.
fn log() -> String {
    let mut rows = String::from(
        "email,channel,purpose,state,timestamp,source\n\
         amelia@example.com,email,newsletter,granted,2026-01-05T10:00:00Z,Website form\n\
         bertram@example.com,email,newsletter,withdrawn,2026-02-01T09:00:00Z,Call centre\n\
         bertram@example.com,sms,newsletter,granted,2026-02-01T09:00:00Z,Call centre\n\
         clementine@example.com,email,service,granted,2026-01-02T08:00:00Z,Reply card\n\
         desmond@example.com,email,newsletter,withdrawn,2025-01-01T08:00:00Z,Till\n\
         desmond@example.com,email,newsletter,granted,2026-01-01T08:00:00Z,Website form\n\
         eleanor@example.com,email,marketing,granted,2026-03-01T08:00:00Z,Website form\n\
         ferdinand@example.com,email,newsletter,granted,2026-01-05T08:00:00Z,Website form\n\
         ferdinand@example.com,email,all purposes,withdrawn,2026-03-05T08:00:00Z,Website form\n",
    );
    for person in 0..20 {
        for channel in ["email", "sms", "Telefon"] {
            writeln!(
                rows,
                "member{person}@example.com,{channel},marketing,granted,2026-01-06T08:00:00Z,Website form"
            )
            .expect("a row");
        }
    }
    rows
}

fn permitted(channel: &str, purpose: &str, answer: &str) -> ListCondition {
    ListCondition {
        kind: "consent_for".into(),
        subject: channel.into(),
        test: answer.into(),
        values: Vec::new(),
        days: None,
        named: purpose.into(),
        conditions: Vec::new(),
    }
}

fn count(engine: &Engine, condition: ListCondition) -> ListCount {
    engine
        .count_list(CountList {
            draft: DraftList {
                purpose: "contact".into(),
                condition,
            },
            destination: None,
            today: None,
        })
        .expect("a count")
}

#[test]
fn a_list_asks_what_is_permitted_by_e_mail_for_the_newsletter() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(
        folder.path(),
        &[("crm_people.csv", CRM), ("consent_log.csv", &log())],
    );
    let lists = engine.list_saved(Nothing {}).expect("the lists");
    let offered: Vec<&str> = lists
        .consent_purposes
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(offered, ["marketing", "newsletter", "service"]);
    let of = |answer: &str| count(&engine, permitted("email_consent", "newsletter", answer));
    let yes = of("yes");
    assert_eq!(
        yes.sentence,
        "Everybody who may be reached by e-mail for the newsletter."
    );
    // Amelia, and Desmond by his later word; a yes for marketing, for service or to nothing is none.
    assert_eq!(yes.chosen, 2);
    // Bertram, and Ferdinand who refused every purpose.
    assert_eq!(of("no").chosen, 2);
    assert_eq!(of("unknown").chosen, yes.customers - 4);
    assert_eq!(yes.steps[0].unknown, yes.customers - 4);
    for (channel, purpose, answer, chosen) in [
        ("sms_consent", "newsletter", "yes", 1),
        ("email_consent", "service", "yes", 1),
        ("email_consent", "service", "no", 1),
        ("phone_consent", "newsletter", "yes", 0),
        ("phone_consent", "marketing", "yes", 20),
    ] {
        let told = count(&engine, permitted(channel, purpose, answer));
        assert_eq!(told.chosen, chosen, "{channel} {purpose} {answer}");
    }
    let kept = engine
        .save_list(SaveList {
            list: None,
            name: "Readers".into(),
            purpose: "contact".into(),
            condition: permitted("email_consent", "newsletter", "yes"),
            reason: String::new(),
        })
        .expect("saved");
    let condition = &kept.lists[0].versions[0].condition.conditions[0];
    assert_eq!(
        (condition.named.as_str(), condition.test.as_str()),
        ("newsletter", "yes")
    );
}

#[test]
fn a_no_to_the_channel_is_a_no_to_every_purpose_and_a_yes_to_it_is_a_yes_to_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shop = String::from("Email,First name,Last name,Accepts email marketing\n");
    for (email, name, said) in [
        ("amelia", "Amelia,Thornbury", "no"),
        ("desmond", "Desmond,Hargrave", "yes"),
        ("eleanor", "Eleanor,Wexcombe", "yes"),
        ("gwendolyn", "Gwendolyn,Marchbanks", "no"),
    ] {
        writeln!(shop, "{email}@example.com,{name},{said}").expect("a row");
    }
    let engine = project(
        folder.path(),
        &[
            ("crm_people.csv", CRM),
            ("consent_log.csv", &log()),
            ("shop_customers.csv", &shop),
        ],
    );
    let of = |answer: &str| {
        let condition = permitted("email_consent", "newsletter", answer);
        count(&engine, condition).chosen
    };
    // Desmond; Amelia said no in the shop.
    assert_eq!(of("yes"), 1);
    // Bertram and Ferdinand of the log, Amelia and Gwendolyn of the shop; Eleanor's yes names no purpose.
    assert_eq!(of("no"), 4);
}

//! Completeness is judged by what a use case needs, not in general.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{Nothing, SetUseCase, UseCaseCompleteness};

use super::{shop, somebody};

/// Forty people: all with an address, 30 with an answer to the newsletter, 8 with a telephone; the last 20
/// bought.
fn files() -> Vec<(&'static str, String)> {
    let mut people = "Customer ID,First name,Last name,Email,Phone,Email consent\n".to_owned();
    let mut orders =
        "Order number,Order date,Total,Currency,Email,First name,Last name\n".to_owned();
    for number in 0..40 {
        let one = somebody(number);
        let phone = if number < 8 {
            format!("+4479118642{number:02}")
        } else {
            String::new()
        };
        let consent = match number {
            0..15 => "subscribed",
            15..30 => "unsubscribed",
            _ => "",
        };
        let _ = writeln!(
            people,
            "K{number},{},{},{},{phone},{consent}",
            one.given, one.family, one.email
        );
        if number >= 20 {
            let _ = writeln!(
                orders,
                "{},2026-03-{:02},25.00,EUR,{},{},{}",
                7_000 + number,
                number - 19,
                one.email,
                one.given,
                one.family
            );
        }
    }
    vec![("crm_contacts.csv", people), ("shop_orders.csv", orders)]
}

fn begin(engine: &Engine, name: &str, attributes: &[&str]) {
    engine
        .set_use_case(SetUseCase {
            name: Some(name.into()),
            problem: Some("We write to people who have bought already.".into()),
            attributes: Some(attributes.iter().map(|one| (*one).to_owned()).collect()),
            ..SetUseCase::default()
        })
        .expect("a use case");
}

fn of(engine: &Engine, name: &str) -> UseCaseCompleteness {
    let all = engine.use_case_completeness(Nothing {}).expect("the cases");
    let mut all = all.into_iter();
    all.find(|one| one.name == name).expect("the use case")
}

#[test]
fn g05_a_use_case_is_complete_by_what_it_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &files());
    begin(
        &engine,
        "Messages after a purchase",
        &["email", "email_consent", "last_purchase_at"],
    );
    begin(&engine, "Calls to people we know", &["email", "phone"]);
    // An answer is known whatever it says; people 20 to 29 have all three.
    let messages = of(&engine, "Messages after a purchase");
    assert_eq!((messages.complete, messages.customers), (Some(10), 40));
    assert!(
        messages.sentence.contains("(25.0 %)"),
        "{}",
        messages.sentence
    );
    let known: Vec<u64> = messages.attributes.iter().map(|one| one.known).collect();
    assert_eq!(known, [40, 30, 20]);
    assert_eq!(messages.lacking.len(), 30);
    assert!(messages.lacking[0].why.starts_with("Not known: "));
    let calls = of(&engine, "Calls to people we know");
    assert_eq!((calls.complete, calls.customers), (Some(8), 40));
    assert!(calls.sentence.contains("(20.0 %)"), "{}", calls.sentence);
}

#[test]
fn g05_of_nothing_needed_and_nobody_found_no_share_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = crate::measured::project(folder.path());
    begin(&engine, "Messages after a purchase", &["email"]);
    let nobody = of(&engine, "Messages after a purchase");
    assert_eq!(nobody.complete, None);
    assert!(nobody.sentence.starts_with("Cannot be known yet"));
    begin(&engine, "Nothing said yet", &[]);
    assert!(
        of(&engine, "Nothing said yet")
            .sentence
            .starts_with("Cannot be judged")
    );
}

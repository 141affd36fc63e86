//! Lists that are made of other lists and of what checks found.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CountList, DecisionFile, DeliverList, DeliveryView, DraftList, ListCondition, ListCount,
    ListNumber, Nothing, SaveList,
};

use super::{LETTERS, ORDERS, all, audit, bought, condition, save};
use crate::estate::engine;

/// Grietje had just bought when she got this, Ewan had not.
const SENT: &str = "\
message_id,sent_at,campaign,email,status
m1,2026-11-16 10:00:00,Winback: we miss you,grietje.dekker@example.com,delivered
m2,2026-11-16 10:00:00,Winback: we miss you,ewan.drummond@example.com,delivered
";

fn named(kind: &str, subject: &str, test: &str) -> ListCondition {
    condition(kind, subject, test)
}

/// Two lists: 1 are the buyers of thirty days, 2 those who said yes to e-mail.
fn lists(folder: &Path) -> Engine {
    let engine = engine();
    audit(
        &engine,
        folder,
        &[
            ("shop_orders.csv", ORDERS),
            ("newsletter_members.csv", LETTERS),
            ("winback_send_log.csv", SENT),
        ],
    );
    save(&engine, None, "Buyers", "suppress", 30);
    keep(
        &engine,
        None,
        "Readers",
        condition("consent", "email_consent", "said_yes"),
    )
    .expect("saved");
    engine
}

fn keep(engine: &Engine, list: Option<i64>, name: &str, one: ListCondition) -> Result<(), String> {
    let asked = SaveList {
        list,
        name: name.into(),
        purpose: "suppress".into(),
        condition: all(vec![one]),
        reason: String::new(),
    };
    let saved = engine.save_list(asked);
    saved.map(|_| ()).map_err(|error| error.to_string())
}

fn count(engine: &Engine, conditions: Vec<ListCondition>) -> Result<ListCount, String> {
    let asked = CountList {
        draft: DraftList {
            purpose: "suppress".into(),
            condition: all(conditions),
        },
        destination: None,
        today: None,
    };
    engine.count_list(asked).map_err(|error| error.to_string())
}

#[test]
fn a_list_is_conditioned_on_another_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = lists(folder.path());
    let counted = |conditions| count(&engine, conditions).expect("counted");
    // Grietje bought and reads; Jonas and Pilar bought; Mirja reads.
    let both = counted(vec![named("list", "1", "in"), named("list", "2", "in")]);
    assert_eq!(both.chosen, 1);
    assert_eq!(
        both.sentence,
        "Everybody who is in the list “Buyers” and is in the list “Readers”."
    );
    // What the other list is made of is no step of this one.
    let steps: Vec<_> = both.steps.iter().map(|one| (one.alone, one.left)).collect();
    assert_eq!(steps, [(3, Some(3)), (2, Some(1))]);
    assert!(both.window.contains("days counted back"), "{}", both.window);
    let only = counted(vec![named("list", "1", "in"), named("list", "2", "not_in")]);
    assert_eq!(only.chosen, 2);
    let nobody = counted(vec![named("list", "1", "in"), named("list", "1", "not_in")]);
    assert_eq!(nobody.chosen, 0);
    let wrong = count(&engine, vec![named("list", "9", "in")]).expect_err("refused");
    assert!(wrong.contains("saved:9"), "{wrong}");
}

#[test]
fn a_list_that_names_itself_is_refused_directly_and_through_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = lists(folder.path());
    let refused = keep(&engine, Some(1), "Buyers", named("list", "1", "in"));
    let told = refused.expect_err("refused");
    assert!(told.contains("“Buyers” would name itself"), "{told}");
    // 3 names 1, 4 names 3: neither may 1 name, nor 3 name 4.
    keep(&engine, None, "Third", named("list", "1", "in")).expect("saved");
    keep(&engine, None, "Fourth", named("list", "3", "not_in")).expect("saved");
    for (list, name, other) in [(1, "Buyers", "3"), (1, "Buyers", "4"), (3, "Third", "4")] {
        let within = all(vec![ListCondition {
            conditions: vec![named("list", other, "not_in")],
            ..condition("none", "", "")
        }]);
        let told = keep(&engine, Some(list), name, within).expect_err("refused");
        assert!(
            told.contains("would name itself"),
            "{name} and {other}: {told}"
        );
    }
    // The same twice is no circle.
    keep(
        &engine,
        Some(2),
        "Readers",
        all(vec![named("list", "3", "in"), named("list", "1", "in")]),
    )
    .expect("saved");
    let removed = engine.remove_list(ListNumber { list: 3 });
    let told = removed.expect_err("refused").to_string();
    assert!(told.contains("names “Third”"), "{told}");
    assert_eq!(engine.list_saved(Nothing {}).expect("lists").lists.len(), 4);
}

/// Writes the third list.
fn delivered_third(engine: &Engine, folder: &Path) -> DeliveryView {
    let asked = DeliverList {
        list: "saved:3".into(),
        destination: "plain_csv".into(),
        days: None,
        today: None,
        path: folder.join("third.csv").display().to_string(),
        left_out_file: false,
    };
    engine.deliver_list(asked).expect("written")
}

/// A file of decisions holds the conditions of the lists that are named in their place.
#[test]
fn decisions_read_back_leave_a_list_that_names_others_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = lists(folder.path());
    let third = all(vec![named("list", "1", "in"), named("list", "2", "not_in")]);
    keep(&engine, None, "Third", third).expect("saved");
    delivered_third(&engine, folder.path());
    let kept = || -> Vec<(String, usize, ListCondition)> {
        let lists = engine.list_saved(Nothing {}).expect("the lists").lists;
        lists
            .into_iter()
            .map(|one| {
                let newest = one.versions[0].condition.clone();
                (one.name, one.versions.len(), newest)
            })
            .collect()
    };
    let before = kept();
    let file = DecisionFile {
        path: folder.path().join("decisions.json").display().to_string(),
    };
    engine.save_decisions(file.clone()).expect("a file");
    engine.take_decisions(file).expect("they are taken");
    assert_eq!(kept(), before);
    let log = engine.list_deliveries(Nothing {}).expect("the log");
    assert!(
        log[0].stale_because.is_empty(),
        "{:?}",
        log[0].stale_because
    );
}

#[test]
fn a_delivery_is_stale_when_a_list_it_names_was_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = lists(folder.path());
    keep(&engine, None, "Third", named("list", "1", "in")).expect("saved");
    let delivery = delivered_third(&engine, folder.path());
    assert_eq!((delivery.rows, delivery.stale), (3, false));
    save(&engine, Some(1), "Buyers", "suppress", 9);
    let log = engine.list_deliveries(Nothing {}).expect("the log");
    assert_eq!(
        log[0].stale_because,
        ["The list “Buyers”, which it names, was changed since."]
    );
}

#[test]
fn a_list_is_conditioned_on_what_a_check_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = lists(folder.path());
    let check = |test: &str| named("check", "suppression", test);
    let counted = |conditions| count(&engine, conditions).expect("counted");
    let found = counted(vec![check("in")]);
    assert_eq!((found.chosen, found.steps[0].unknown), (1, 0));
    assert_eq!(
        found.sentence,
        "Everybody who is among those the check “Suppression accuracy” found."
    );
    let others = counted(vec![bought(30), check("not_in")]);
    assert_eq!(others.chosen, 2, "Jonas and Pilar bought and got nothing");
    // What a check cannot tell is neither yes nor no.
    for test in ["in", "not_in"] {
        let unknown = counted(vec![named("check", "seeds", test)]);
        assert_eq!(unknown.chosen, 0);
        assert_eq!(unknown.steps[0].unknown, unknown.customers);
        let group = ListCondition {
            conditions: vec![named("check", "seeds", test)],
            ..condition("none", "", "")
        };
        let negated = counted(vec![group]);
        assert_eq!(negated.chosen, 0, "none of these, {test}");
        assert_eq!(negated.steps[0].unknown, negated.customers);
    }
    // What is of figures names nobody.
    for code in ["numbers", "attribution", "link_tests", "list_growth"] {
        let told = count(&engine, vec![named("check", code, "not_in")]).expect_err("refused");
        assert!(told.contains("names nobody"), "{code}: {told}");
    }
    let wrong = count(&engine, vec![named("check", "winback", "in")]).expect_err("refused");
    assert!(wrong.contains("winback"), "{wrong}");
    // Kept in a list it is shown as it was said.
    keep(&engine, None, "Sloppy", check("not_in")).expect("saved");
    let lists = engine.list_saved(Nothing {}).expect("the lists").lists;
    let mine = lists.iter().find(|one| one.name == "Sloppy").expect("it");
    assert_eq!(mine.versions[0].condition, all(vec![check("not_in")]));
}

//! A request follows its person: through joins and splits by hand or by a run, until the person is erased
//! or the last row of them is purged.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    DataRequestView, ErasePerson, Nothing, OpenRequest, SettleRequest, TickRequest,
};

use crate::erased::wait;
use crate::grouped::{SHOP, TILL, audit, estate, holder, join, keys, load, split};

/// Enters a request of the person who holds a row; gives its number.
pub(crate) fn ask(engine: &Engine, customer: &str, kind: &str) -> i64 {
    let requests = engine.open_request(OpenRequest {
        customer: Some(customer.to_owned()),
        kind: kind.into(),
        received_on: None,
        note: "a letter".into(),
        ..OpenRequest::default()
    });
    let requests = requests.expect("a request").requests;
    requests.iter().map(|one| one.request).max().expect("it")
}

pub(crate) fn request(engine: &Engine, number: i64) -> DataRequestView {
    let all = engine.list_requests(Nothing {}).expect("the requests");
    let mut all = all.requests.into_iter();
    all.find(|one| one.request == number).expect("the request")
}

/// Ticks every system off and says that the request is answered.
pub(crate) fn settle(engine: &Engine, number: i64) -> Result<(), String> {
    for system in request(engine, number).systems {
        let tick = TickRequest {
            request: number,
            source: system.source,
            done: true,
        };
        engine.tick_request(tick).expect("it is ticked");
    }
    let settled = engine.settle_request(SettleRequest {
        request: number,
        state: "done".into(),
        outcome: "told by letter".into(),
    });
    settled.map(|_| ()).map_err(|error| error.to_string())
}

fn erase(engine: &Engine, customer: &str) {
    let job = engine
        .erase_person(ErasePerson {
            customer: customer.to_owned(),
            reason: String::new(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

/// Whom a request is about, by number and name.
fn subject(engine: &Engine, number: i64) -> (Option<String>, String) {
    let request = request(engine, number);
    (request.customer, request.name)
}

/// The customer who holds a row, likewise.
fn held(engine: &Engine, key: &str) -> (Option<String>, String) {
    let holder = holder(engine, key);
    (Some(holder.customer), holder.name)
}

#[test]
fn joined_with_another_it_is_about_both_and_their_erasure_answers_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let asked = ["K2", "K3"].map(|key| ask(&engine, &holder(&engine, key).customer, "deletion"));
    let before = asked.map(|number| subject(&engine, number));
    join(&engine, "K2", "K3");
    for number in asked {
        assert_eq!(subject(&engine, number), held(&engine, "K2"), "at once");
    }
    audit(&engine);
    // The till's rows are in no export any more: who asked is known by the shop's.
    let till: Vec<&str> = TILL
        .lines()
        .filter(|line| !line.starts_with("K2") && !line.starts_with("K3"))
        .collect();
    load(
        &engine,
        folder.path(),
        "till_customers.csv",
        &(till.join("\n") + "\n"),
    );
    for number in asked {
        assert_eq!(subject(&engine, number), held(&engine, "S4"), "later on");
    }
    let early = settle(&engine, asked[0]).expect_err("they are still there");
    assert!(early.contains("Erase them here first"), "{early}");
    erase(&engine, &holder(&engine, "S4").customer);
    for number in asked {
        assert_eq!(subject(&engine, number), (None, String::new()));
        assert!(request(&engine, number).erasure.is_some(), "it is answered");
        settle(&engine, number).expect("nothing is left to do");
    }
    assert!(before.iter().all(|(customer, _)| customer.is_some()));
}

#[test]
fn parted_it_stays_with_the_rows_it_came_in_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let number = ask(&engine, &holder(&engine, "K1").customer, "deletion");
    split(&engine, &["K1"]);
    assert_eq!(keys(&holder(&engine, "S1")), ["S1", "S2"]);
    assert_eq!(subject(&engine, number), held(&engine, "K1"), "at once");
    audit(&engine);
    assert_eq!(subject(&engine, number), held(&engine, "K1"), "later on");
    erase(&engine, &holder(&engine, "S1").customer);
    assert_eq!(subject(&engine, number), held(&engine, "K1"), "not theirs");
    assert_eq!(request(&engine, number).erasure, None);
    erase(&engine, &holder(&engine, "K1").customer);
    assert_eq!(subject(&engine, number).0, None);
    assert!(request(&engine, number).erasure.is_some(), "it is answered");
}

/// Undo puts back what was ticked, and nothing of before the person became another number.
#[test]
fn what_is_taken_back_about_a_request_leaves_it_with_its_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    let number = ask(&engine, &holder(&engine, "K3").customer, "access");
    let system = request(&engine, number).systems[0].source;
    engine
        .tick_request(TickRequest {
            request: number,
            source: system,
            done: true,
        })
        .expect("it is ticked");
    // A run joins them, so that nothing but the tick is there to be taken back.
    crate::grouped::judge(folder.path(), ("till", "K2"), "same", ("till", "K3"));
    audit(&engine);
    assert_eq!(subject(&engine, number), held(&engine, "K2"));
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(request(&engine, number).systems[0].done_on, None);
    assert_eq!(subject(&engine, number), held(&engine, "K2"));
    load(
        &engine,
        folder.path(),
        "shop_customers.csv",
        &format!("{SHOP}\n"),
    );
    assert_eq!(subject(&engine, number), held(&engine, "K2"));
}

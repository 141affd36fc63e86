//! Requests to be deleted that stand in a loaded file are offered, and taken up one by one or all at once.

use rollcall_engine::view::{DataRequests, ErasePerson, Nothing, TakeUpRequests};

use super::Place;
use super::followed::settle;
use crate::erased::{files_with, wait};
use crate::measured::load;

const PRIVACY: &str = "\
Request no,Received on,Request,Email,Full name
R-1,2026-10-01,Deletion,zenobia@quill.example.com,Zenobia Quillfeather
R-2,2026-11-20,Unsubscribe,bob.lindqvist@example.org,Bob Lindqvist
R-3,2026-11-10,Deletion,,
";

fn place() -> Place {
    let place = Place::new();
    load(
        &place.engine,
        place.folder.path(),
        "privacy_requests.csv",
        PRIVACY,
    );
    place
}

fn told(place: &Place) -> DataRequests {
    place.engine.list_requests(Nothing {}).expect("requests")
}

fn take(place: &Place, records: Vec<i64>, all: Option<u64>) -> Result<DataRequests, String> {
    let request = TakeUpRequests { records, all };
    let taken = place.engine.take_up_requests(request);
    taken.map_err(|error| error.to_string())
}

#[test]
fn a_row_that_asks_to_be_deleted_is_offered_with_its_day_and_its_customer() {
    let place = place();
    let before = told(&place);
    assert_eq!(
        (before.open, before.asked_total, before.asked_overdue),
        (0, 2, 1)
    );
    assert!(
        before
            .sentence
            .contains("2 requests to be deleted stand in loaded files"),
        "{}",
        before.sentence
    );
    let hers = &before.asked[0];
    assert_eq!(hers.customer, Some(place.customer("Zenobia")));
    assert_eq!(hers.asked_on.as_deref(), Some("2026-10-01"));
    assert_eq!(
        (hers.due_on.as_str(), hers.region.as_str(), hers.overdue),
        ("2026-11-01", "europe", true)
    );
    assert!(hers.elsewhere > 0);
    let row = &hers.rows[0];
    assert!(row.file.ends_with("privacy_requests.csv"), "{}", row.file);
    assert_eq!(row.row, 2);
    let nobodys = &before.asked[1];
    assert_eq!((nobodys.customer.as_deref(), nobodys.elsewhere), (None, 0));
    assert_eq!(
        (nobodys.due_on.as_str(), nobodys.overdue),
        ("2026-12-10", false)
    );
    let waits = place.engine.project_summary(Nothing {}).expect("a summary");
    assert_eq!(
        (waits.waiting.requests, waits.waiting.requests_in_files),
        (0, 2)
    );

    // Taken up it is a request like any other, and offered no more; taken back it is offered again.
    let record = row.record.expect("a record");
    let after = take(&place, vec![record], None).expect("it is taken up");
    assert_eq!((after.open, after.asked_total), (1, 1));
    let request = &after.requests[0];
    assert_eq!(
        (request.kind.as_str(), request.received_on.as_str()),
        ("deletion", "2026-10-01")
    );
    assert_eq!(request.customer, Some(place.customer("Zenobia")));
    assert_eq!(request.asked_in[0].record, Some(record));
    assert!(request.overdue && request.systems.len() >= 4, "{request:?}");
    assert!(take(&place, vec![record], None).is_err(), "only once");
    place.engine.undo(Nothing {}).expect("undone");
    assert_eq!((told(&place).open, told(&place).asked_total), (0, 2));
}

#[test]
fn all_are_taken_up_at_once_where_as_many_wait_as_was_said() {
    let place = place();
    let error = take(&place, Vec::new(), Some(3)).expect_err("there are two");
    assert!(error.contains("2 now, not 3"), "{error}");
    let error = take(&place, Vec::new(), None).expect_err("none is named");
    assert!(error.contains("so many wait in files: 2."), "{error}");
    let after = take(&place, Vec::new(), Some(2)).expect("both");
    assert_eq!((after.open, after.asked_total), (2, 0));
    // The newest export of the list brings them again, and one more.
    let newer =
        format!("{PRIVACY}R-4,2026-11-12,Deletion,bob.lindqvist@example.org,Bob Lindqvist\n");
    load(
        &place.engine,
        place.folder.path(),
        "privacy_requests.csv",
        &newer,
    );
    let after = told(&place);
    assert_eq!((after.open, after.asked_total), (2, 1));
    assert_eq!(after.asked[0].customer, Some(place.customer("Bob")));
    // Who asks by hand is not offered besides.
    place.ask("Bob", "deletion", "2026-11-20");
    assert_eq!(told(&place).asked_total, 0);
    place
        .settle(3, "refused", "there is an unpaid invoice")
        .expect("refused");
    assert_eq!(told(&place).asked_total, 0, "his row was answered with it");
}

#[test]
fn of_a_row_nobody_is_found_by_nothing_is_done_while_it_stands() {
    let place = place();
    take(&place, Vec::new(), Some(2)).expect("both");
    let mut all = place.requests().into_iter();
    let nobodys = all.find(|one| one.customer.is_none()).expect("of the row");
    let early = settle(&place.engine, nobodys.request).expect_err("the row stands");
    assert!(
        early.contains("row 4 of") && early.contains("privacy_requests.csv"),
        "{early}"
    );
    place
        .settle(nobodys.request, "refused", "nobody is named")
        .expect("refused");
}

#[test]
fn once_the_person_is_erased_nothing_of_what_was_asked_in_a_file_stays() {
    let place = place();
    take(&place, Vec::new(), Some(2)).expect("both");
    let customer = place.customer("Zenobia");
    let number = {
        let mut all = place.requests().into_iter();
        let hers = all.find(|one| one.customer.as_ref() == Some(&customer));
        hers.expect("hers").request
    };
    let erase = ErasePerson {
        customer,
        reason: "as asked".into(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    };
    let job = place.engine.erase_person(erase).expect("a job").job;
    wait(&place.engine, job);
    let after = place.request(number);
    assert_eq!((after.customer, after.asked_in.len()), (None, 0));
    assert!(after.erasure.is_some(), "it is answered");
    settle(&place.engine, number).expect("nothing is left to do");
    for secret in ["zenobia", "quillfeather"] {
        assert_eq!(files_with(&place.project(), secret), [""; 0], "{secret}");
    }
    assert_eq!(told(&place).asked_total, 0);
}

//! A request of which its own file says that it is done is told as that and not opened again, and whoever still has rows
//! here is told beside it.

use rollcall_engine::view::{DataRequests, Nothing, TakeUpRequests};

use super::Place;
use crate::measured::{load, load_only, project};

const PRIVACY: &str = "\
Request no,Received on,Request,Email,Full name,Status,Completed on
R-1,2026-08-01,Deletion,zenobia@quill.example.com,Zenobia Quillfeather,Done,
R-2,2026-08-02,Deletion,bob.lindqvist@example.org,Bob Lindqvist,In progress,
R-3,2026-08-03,Deletion,,,,2026-08-20
R-4,2026-08-04,Deletion,,,Not done,2026-08-20
";
/// What stands there is how the customer stands, not the request.
const CLUB: &str = "\
Member,First name,Last name,E-mail,Deletion requested,Status
9,Ottilie,Farrington,ottilie@farrington.example.com,yes,closed
10,Piers,Holloway,piers@holloway.example.com,no,active
";

/// What is completed there is the form.
const FORM: &str = "\
Email,Name,Action,Status,Date
zenobia@quill.example.com,Zenobia Quillfeather,delete my data,Completed,2026-09-01
bob.lindqvist@example.org,Bob Lindqvist,delete my data,Deleted,2026-09-02
mike@ross.example.com,Mike Ross,unsubscribe,Completed,2026-09-03
";

fn told(place: &Place) -> DataRequests {
    place.engine.list_requests(Nothing {}).expect("requests")
}

#[test]
fn what_its_file_says_is_done_is_not_opened_again_and_who_is_still_here_is_told() {
    let place = Place::new();
    load(
        &place.engine,
        place.folder.path(),
        "privacy_requests.csv",
        PRIVACY,
    );
    let before = told(&place);
    assert_eq!(
        (before.asked_total, before.asked_overdue),
        (2, 2),
        "under way, and done by one cell and not by the other: {:?}",
        before.asked
    );
    assert_eq!((before.done_total, before.done_standing), (2, 1));
    let hers = &before.done[0];
    assert_eq!(hers.customer, Some(place.customer("Zenobia")));
    assert_eq!(
        (hers.column.as_str(), hers.says.as_str()),
        ("Status", "Done")
    );
    assert_eq!((hers.rows[0].row, hers.elsewhere), (2, 2));
    assert!(
        hers.sentence
            .contains("2 other rows of this person are still here"),
        "{}",
        hers.sentence
    );
    let nobodys = &before.done[1];
    assert_eq!(
        (nobodys.column.as_str(), nobodys.says.as_str()),
        ("Completed on", "2026-08-20")
    );
    assert_eq!((nobodys.customer.as_deref(), nobodys.elsewhere), (None, 0));
    assert!(
        before
            .sentence
            .contains("2 requests to be deleted are done, as their files say; but for 1 of them other rows of the person are still here."),
        "{}",
        before.sentence
    );
    let waits = place.engine.project_summary(Nothing {}).expect("a summary");
    assert_eq!(waits.waiting.requests_in_files, 2);

    let take = |records: Vec<i64>, all: Option<u64>| {
        let taken = place
            .engine
            .take_up_requests(TakeUpRequests { records, all });
        taken.map_err(|error| error.to_string())
    };
    let record = hers.rows[0].record.expect("a record");
    let after = take(Vec::new(), Some(2)).expect("the two that wait");
    assert_eq!((after.open, after.asked_total, after.done_total), (2, 0, 2));
    // The file may be wrong, or have been read wrongly: what is done is taken up where it is named.
    let after = take(vec![record], None).expect("all the same");
    assert_eq!((after.open, after.done_total), (3, 1));
    assert!(take(vec![record], None).is_err(), "only once");
    place.engine.undo(Nothing {}).expect("undone");
    assert_eq!((told(&place).open, told(&place).done_total), (2, 2));
    // Who is still here is asked for on their page; then nothing is left to tell of the row.
    place.ask("Zenobia", "deletion", "2026-11-20");
    assert_eq!((told(&place).open, told(&place).done_total), (3, 1));
}

#[test]
fn how_a_customer_stands_says_nothing_of_what_they_asked() {
    let place = Place::new();
    load(&place.engine, place.folder.path(), "club.csv", CLUB);
    let told = told(&place);
    assert_eq!((told.asked_total, told.done_total), (1, 0));
}

#[test]
fn a_form_that_is_completed_is_a_request_that_waits_until_somebody_is_deleted() {
    let place = Place::new();
    load(&place.engine, place.folder.path(), "web_export.csv", FORM);
    let before = told(&place);
    assert_eq!((before.asked_total, before.done_total), (1, 1));
    assert_eq!(before.asked[0].customer, Some(place.customer("Zenobia")));
    assert_eq!(before.done[0].says, "Deleted");
    let waits = place.engine.project_summary(Nothing {}).expect("a summary");
    assert_eq!(waits.waiting.requests_in_files, 1);
    // What was read of the rows is not told of others once the file is another.
    let newer = FORM.replace("Deleted", "Completed");
    load(&place.engine, place.folder.path(), "web_export.csv", &newer);
    assert_eq!((told(&place).asked_total, told(&place).done_total), (2, 0));
    let waits = place.engine.project_summary(Nothing {}).expect("a summary");
    assert_eq!(waits.waiting.requests_in_files, 2);
}

/// How an inquiry of sales stands says nothing of a request to be deleted; what names deletion does.
const CONTACTS: &str = "\
Contact,First name,Last name,E-mail,Deletion requested,Request status,Deletion status
21,Ottilie,Farrington,ottilie@farrington.example.com,yes,closed,
22,Piers,Holloway,piers@holloway.example.com,yes,closed,done
23,Rosalind,Ashby,rosalind@ashby.example.com,yes,deleted,
24,Hugo,Lennox,hugo@lennox.example.com,no,closed,
";

#[test]
fn among_customers_only_what_names_deletion_says_that_their_request_is_done() {
    let place = Place::new();
    load(&place.engine, place.folder.path(), "contacts.csv", CONTACTS);
    let told = told(&place);
    assert_eq!((told.asked_total, told.done_total), (1, 2));
    let mut says: Vec<(&str, &str)> = told
        .done
        .iter()
        .map(|one| (one.column.as_str(), one.says.as_str()))
        .collect();
    says.sort_unstable();
    assert_eq!(
        says,
        [("Deletion status", "done"), ("Request status", "deleted")]
    );
}

#[test]
fn a_form_with_the_status_of_its_request_is_a_form_that_is_completed() {
    let place = Place::new();
    let form = FORM.replace(",Status,", ",Request status,");
    load(
        &place.engine,
        place.folder.path(),
        "form_submissions.csv",
        &form,
    );
    let told = told(&place);
    assert_eq!((told.asked_total, told.done_total), (1, 1));
    assert_eq!(told.done[0].says, "Deleted");
}

const ASKED: &str = "\
Lfd. Nr.;Eingang am;Name;E-Mail;Art der Anfrage;Status;Erledigt am
001;14.10.2026;Carola Schäfer;carola@web.de;Widerspruch Werbung;erledigt;14.10.2026
002;15.10.2026;Uwe Meier;uwe@web.de;Auskunft;offen;
003;17.10.2026;Ina Kurz;ina@web.de;Löschung;erledigt;18.10.2026
";
/// Ina stands there with another address.
const KEPT: &str = "\
Kundennummer;Vorname;Nachname;E-Mail;Telefon;Newsletter;SMS erlaubt
1;Carola;Schäfer;carola@web.de;0170 87406549;ja;ja
2;Uwe;Meier;uwe@web.de;0170 87406550;ja;ja
3;Ina;Kurz;ina2@web.de;0170 87406551;nein;nein
";

#[test]
fn whoever_may_still_be_here_by_a_pair_nobody_settled_is_not_told_to_be_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "Kunden.csv", KEPT, false);
    load(&engine, folder.path(), "Betroffenenanfragen.csv", ASKED);
    let told = engine.list_requests(Nothing {}).expect("requests");
    let deleted = told.done.iter().find(|one| one.kind == "deletion");
    let deleted = deleted.expect("hers is done, as its file says");
    assert_eq!(deleted.elsewhere, 0);
    assert!(
        deleted
            .sentence
            .starts_with("Another row may be of this person"),
        "{}",
        deleted.sentence
    );
}

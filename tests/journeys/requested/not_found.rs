//! Somebody asks who is not in the data: looked for at once, known again by a keyed hash alone, and kept out.

use rollcall_engine::view::{
    DataRequestView, ListProblems, Nothing, OpenRequest, PreviewList, SearchAsker,
};

use super::Place;
use crate::erased::{files_with, found};
use crate::measured::load;

const ADDRESS: &str = "Oriel.Vantage@example.org";
const LATER: &str = "\
No;First name;Last name;E-mail;Phone;Accepts e-mail marketing
71;Oriel;Vantage;oriel.vantage@example.org;+44 7700 900391;yes
72;Piers;Holloway;piers@holloway.example.com;+44 7700 900392;yes
";

fn open(place: &Place, kind: &str, keep_out: bool) -> Result<DataRequestView, String> {
    let request = OpenRequest {
        kind: kind.into(),
        note: "letter 18".into(),
        email: Some(ADDRESS.into()),
        keep_out,
        ..OpenRequest::default()
    };
    let opened = place.engine.open_request(request);
    let opened = opened.map_err(|error| error.to_string())?;
    let newest = opened.requests.into_iter().max_by_key(|one| one.request);
    Ok(newest.expect("a request"))
}

fn load_later(place: &Place) {
    load(&place.engine, place.folder.path(), "leads.csv", LATER);
}

/// How many customers a list to write to holds, and how many it leaves out.
fn list(place: &Place) -> (u64, u64) {
    let preview = place.engine.preview_list(PreviewList {
        draft: None,
        list: "customers".into(),
        destination: "plain_csv".into(),
        days: None,
        today: None,
    });
    let preview = preview.expect("a preview");
    let left_out = preview.left_out.iter().map(|one| one.customers).sum();
    (preview.rows, left_out)
}

#[test]
fn who_asks_to_be_deleted_and_is_not_here_is_stopped_when_a_row_arrives() {
    let place = Place::new();
    let asker = SearchAsker {
        email: Some(ADDRESS.into()),
        phone: Some("+44 7700 900391".into()),
    };
    let looked = place.engine.search_asker(asker.clone()).expect("a look");
    assert_eq!((looked.tables, looked.total), (3, 0), "{}", looked.sentence);
    assert!(
        looked.sentence.contains("Nothing is found in 3 tables"),
        "{}",
        looked.sentence
    );
    assert!(
        looked.sentence.contains("in columns of telephones only"),
        "{}",
        looked.sentence
    );
    let request = open(&place, "deletion", true).expect("a request");
    assert_eq!((request.searched, request.kept_out), (Some(3), true));
    assert_eq!(request.customer, None);
    let systems: Vec<&str> = request
        .systems
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(systems.len(), 2, "not loaded, and copies: {systems:?}");
    let looked = place.engine.search_asker(asker).expect("a look");
    assert_eq!(looked.request, Some(request.request));
    assert!(
        looked
            .sentence
            .contains("asked on 2026-11-23 to be kept out"),
        "{}",
        looked.sentence
    );
    assert_eq!(files_with(&place.project(), "oriel"), [""; 0]);

    load_later(&place);
    assert_eq!(found(&place.engine, "Vantage"), 0);
    assert_eq!(found(&place.engine, "Holloway"), 1);
    assert_eq!(files_with(&place.project(), "oriel"), [""; 0]);
    let problems = place
        .engine
        .list_problems(ListProblems::default())
        .expect("problems")
        .problems;
    let told = problems.iter().find(|one| one.code == "erased_person");
    let told = told.expect("it is told");
    assert!(told.message.contains("kept out"), "{}", told.message);
    place.tick_all(request.request);
    place
        .settle(request.request, "done", "told by letter")
        .expect("nothing is left to do");
}

#[test]
fn what_is_refused_or_taken_back_lets_them_in_again() {
    let place = Place::new();
    open(&place, "deletion", true).expect("a request");
    place.engine.undo(Nothing {}).expect("undone");
    assert_eq!(place.requests().len(), 0);
    place.engine.redo(Nothing {}).expect("done again");
    assert!(place.request(1).kept_out);
    place
        .settle(1, "refused", "nobody of that name wrote")
        .expect("refused");
    assert!(!place.request(1).kept_out);
    place.settle(1, "open", "").expect("taken up again");
    assert!(place.request(1).kept_out, "as before it was refused");
    place
        .settle(1, "refused", "nobody of that name wrote")
        .expect("refused");
    load_later(&place);
    assert_eq!(found(&place.engine, "Vantage"), 1);
}

#[test]
fn a_second_letter_that_is_refused_leaves_the_first_in_force() {
    let place = Place::new();
    let first = open(&place, "deletion", true).expect("a request");
    let again = open(&place, "deletion", true).expect_err("the same again");
    assert!(
        again.contains("Request 1 to be deleted by the same address or number is open already"),
        "{again}"
    );
    assert!(!again.contains("oriel"), "{again}");
    assert_eq!(place.requests().len(), 1, "nothing was entered");
    let second = open(&place, "objection", true).expect("it asks for something else");
    assert!(place.request(first.request).kept_out && second.kept_out);
    place
        .settle(second.request, "refused", "it is the letter of before")
        .expect("refused");
    assert!(place.request(first.request).kept_out);
    assert!(!place.request(second.request).kept_out);
    load_later(&place);
    assert_eq!(found(&place.engine, "Vantage"), 0);
}

#[test]
fn it_is_not_done_while_a_row_holds_the_address() {
    let place = Place::new();
    let request = open(&place, "deletion", false).expect("a request");
    load_later(&place);
    place.tick_all(request.request);
    let early = place
        .settle(request.request, "done", "told by letter")
        .expect_err("a row came meanwhile");
    assert!(
        early.contains("row 2 of") && early.contains("leads.csv"),
        "{early}"
    );
    assert!(!early.contains("oriel"), "{early}");
}

#[test]
fn who_objects_comes_in_and_is_written_to_by_no_list() {
    let place = Place::new();
    load_later(&place);
    let (rows, _) = list(&place);
    assert!(rows >= 2, "both of the leads permit it");
    let known = open(&place, "objection", true).expect_err("somebody is known by it");
    assert!(known.contains("such as C0"), "{known}");

    let place = Place::new();
    let request = open(&place, "objection", true).expect("a request");
    assert!(request.kept_out);
    load_later(&place);
    assert_eq!(found(&place.engine, "Vantage"), 1, "the row is loaded");
    let (rows_now, left_out) = list(&place);
    assert_eq!(rows_now, rows - 1);
    assert!(left_out > 0);
    place
        .settle(request.request, "refused", "a mistake")
        .expect("refused");
    assert_eq!(list(&place).0, rows, "at once");
}

#[test]
fn nothing_is_entered_by_which_nobody_could_be_known_again() {
    let place = Place::new();
    let entered = |request: OpenRequest| {
        let opened = place.engine.open_request(request);
        opened.map(|_| ()).map_err(|error| error.to_string())
    };
    let of = |email: &str, phone: &str, note: &str| OpenRequest {
        kind: "deletion".into(),
        note: note.into(),
        email: Some(email.into()),
        phone: Some(phone.into()),
        ..OpenRequest::default()
    };
    for (request, told) in [
        (of(ADDRESS, "", " "), "Say by what you know this request"),
        (of("", "", "letter 1"), "Give an e-mail address"),
        (of("oriel", "", "letter 1"), "no e-mail address"),
        (of("", "0207 946 0000", "letter 1"), "with its country"),
        (
            of("zenobia@quill.example.com", "", "letter 1"),
            "Enter the request on the page",
        ),
    ] {
        let error = entered(request).expect_err(told);
        assert!(error.contains(told), "{error}");
        assert!(!error.contains("oriel"), "nothing typed is said again");
    }
    let access = open(&place, "access", true).expect_err("nobody to keep out");
    assert!(access.contains("not kept out"), "{access}");
    let customer = place.customer("Bob");
    let objection = entered(OpenRequest {
        customer: Some(customer),
        kind: "objection".into(),
        ..OpenRequest::default()
    });
    assert!(objection.expect_err("he is here").contains("on their page"));
}

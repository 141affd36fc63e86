//! Requests to be told what is kept that stand in the same lists as those to be deleted: offered as what they are.

use rollcall_engine::view::{DataRequests, ListProblems, Nothing, TakeUpRequests};

use super::Place;
use crate::measured::load;

/// Bob asks for both: he is told what is kept before he is deleted.
const PRIVACY: &str = "\
Request no,Received on,Request type,Email,Full name,Status,Completed on
R-1,2026-10-20,Access,zenobia@quill.example.com,Zenobia Quillfeather,Open,
R-2,2026-10-25,Access and deletion,bob.lindqvist@example.org,Bob Lindqvist,,
R-3,2026-09-01,Data portability,,,Completed,2026-09-20
R-4,2026-09-02,Deletion,,,Open,
R-5,2026-11-01,Auskunft nach Art. 15 DSGVO,,,Open,
";

fn told(place: &Place) -> DataRequests {
    place.engine.list_requests(Nothing {}).expect("requests")
}

fn take(place: &Place, records: Vec<i64>, all: Option<u64>) -> Result<DataRequests, String> {
    let request = TakeUpRequests { records, all };
    let taken = place.engine.take_up_requests(request);
    taken.map_err(|error| error.to_string())
}

/// What is offered: its kind and the row it stands in, the first row first.
fn offered(told: &DataRequests) -> Vec<(&str, u64)> {
    let asked = told.asked.iter();
    let mut all: Vec<(&str, u64)> = asked
        .map(|one| (one.kind.as_str(), one.rows[0].row))
        .collect();
    all.sort_by_key(|(kind, row)| (*row, *kind));
    all
}

#[test]
fn who_asks_what_is_kept_is_offered_as_that_and_never_as_a_deletion() {
    let place = Place::new();
    load(
        &place.engine,
        place.folder.path(),
        "privacy_requests.csv",
        PRIVACY,
    );
    let before = told(&place);
    assert_eq!(
        offered(&before),
        [
            ("access", 2),
            ("access", 3),
            ("deletion", 3),
            ("deletion", 5),
            ("access", 6)
        ]
    );
    assert!(
        before
            .sentence
            .contains("2 requests to be deleted and 3 requests for access stand in loaded files"),
        "{}",
        before.sentence
    );
    // It is told as what its file says, neither open nor left out.
    let done: Vec<_> = before.done.iter().collect();
    let [done] = done.as_slice() else {
        panic!("one is done, not {done:?}");
    };
    assert_eq!(
        (done.kind.as_str(), done.says.as_str(), done.elsewhere),
        ("portability", "Completed", 0)
    );
    assert!(
        before
            .sentence
            .contains("1 request for portability is done, as its file says."),
        "{}",
        before.sentence
    );
    let fillers = place.engine.list_problems(ListProblems {
        code: Some("placeholder_value".into()),
        ..ListProblems::default()
    });
    let fillers = fillers.expect("the findings").problems;
    assert!(
        fillers.iter().all(|one| !one.message.contains("Request")),
        "a request is no filler: {fillers:?}"
    );

    let hers = before.asked.iter().find(|one| one.rows[0].row == 2);
    let hers = hers.expect("hers");
    assert_eq!(hers.customer, Some(place.customer("Zenobia")));
    let record = hers.rows[0].record.expect("a record");
    let after = take(&place, vec![record], None).expect("it is taken up");
    let request = &after.requests[0];
    assert_eq!(
        (request.kind.as_str(), request.received_on.as_str()),
        ("access", "2026-10-20")
    );
    assert_eq!(request.customer, Some(place.customer("Zenobia")));
    assert_eq!((after.open, after.asked_total), (1, 4));
    assert!(take(&place, vec![record], None).is_err(), "only once");
    // Who asks to be deleted by hand as well is another request, and takes nothing of this one.
    place.ask("Zenobia", "deletion", "2026-11-02");
    assert_eq!((told(&place).open, told(&place).asked_total), (2, 4));
}

#[test]
fn a_row_that_asks_for_both_is_two_requests_that_are_taken_up_together() {
    let place = Place::new();
    load(
        &place.engine,
        place.folder.path(),
        "privacy_requests.csv",
        PRIVACY,
    );
    let before = told(&place);
    let his = before.asked.iter().find(|one| one.rows[0].row == 3);
    let record = his.expect("his").rows[0].record.expect("a record");
    let after = take(&place, vec![record], None).expect("both");
    let mut kinds: Vec<&str> = after.requests.iter().map(|one| one.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["access", "deletion"]);
    assert!(
        after
            .requests
            .iter()
            .all(|one| one.customer == Some(place.customer("Bob")))
    );
    place.engine.undo(Nothing {}).expect("undone");
    assert_eq!(told(&place).asked_total, 5);
    // Entered by hand, only what was entered is offered no more.
    place.ask("Bob", "access", "2026-11-02");
    let left = told(&place);
    assert_eq!(left.asked_total, 4);
    assert!(offered(&left).contains(&("deletion", 3)));
    assert!(!offered(&left).contains(&("access", 3)));
}

/// What else people may ask, as a list in German tells it.
const RIGHTS: &str = "\
Lfd. Nr.;Eingang am;Art der Anfrage;E-Mail;Name;Status
001;20.10.2026;Berichtigung;zenobia@quill.example.com;Zenobia Quillfeather;offen
002;21.10.2026;Einschränkung der Verarbeitung;bob.lindqvist@example.org;Bob Lindqvist;offen
003;22.10.2026;Auskunft und Berichtigung;;;offen
004;23.10.2026;Datenübertragbarkeit;;;erledigt
005;24.10.2026;Auskunft;;;offen
006;25.10.2026;Löschung;;;offen
";

#[test]
fn other_rights_are_requests_of_their_own_and_answer_nothing_about_permissions() {
    let place = Place::new();
    load(
        &place.engine,
        place.folder.path(),
        "Betroffenenanfragen.csv",
        RIGHTS,
    );
    let told = told(&place);
    assert_eq!(
        offered(&told),
        [
            ("rectification", 2),
            ("restriction", 3),
            ("access", 4),
            ("rectification", 4),
            ("access", 6),
            ("deletion", 7)
        ]
    );
    let done: Vec<&str> = told.done.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(done, ["portability"]);
    let asked = told.asked.iter().find(|one| one.rows[0].row == 2);
    let asked = asked.expect("hers");
    assert_eq!(asked.asked_on.as_deref(), Some("2026-10-20"));
    assert_eq!(asked.due_on, "2026-11-20");
    for part in [
        "1 request to be deleted, 2 requests for access, 2 requests for rectification and 1 request for restriction",
        "1 request for portability is done, as its file says.",
    ] {
        assert!(told.sentence.contains(part), "{part}: {}", told.sentence);
    }
    // Nothing of it is an answer nobody can read, or a column that waits for one.
    for code in ["invalid_value", "placeholder_value", "unmapped_column"] {
        let found = place.engine.list_problems(ListProblems {
            code: Some(code.into()),
            ..ListProblems::default()
        });
        let found = found.expect("the findings").problems;
        assert!(
            found.iter().all(|one| !one.message.contains("Art der")),
            "{code}: {found:?}"
        );
    }
    let record = asked.rows[0].record.expect("a record");
    let after = take(&place, vec![record], None).expect("it is taken up");
    let request = &after.requests[0];
    assert_eq!(
        (request.kind.as_str(), request.received_on.as_str()),
        ("rectification", "2026-10-20")
    );
    assert_eq!(request.customer, Some(place.customer("Zenobia")));
    assert!(
        request
            .systems
            .iter()
            .any(|one| one.to_do.starts_with("Correct there")),
        "{request:?}"
    );
}

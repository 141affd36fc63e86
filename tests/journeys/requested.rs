//! A person asks what is known about them, or to be deleted: the request has a day by which it is answered,
//! a checklist of every system, and a proof when it is done.

mod access;
mod by_phone;
mod done_in_file;
pub(crate) mod followed;
mod in_files;
mod not_found;
mod previewed;
mod proved;
mod said;
mod same;

use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CreateProject, DataRequestView, DecideRule, DescribeSource, ErasePerson, Nothing, OpenRequest,
    SearchCustomers, SetRequestTerm, SettleRequest, TickRequest, WriteProof, WriteTraces,
};
use rollcall_engine::{Engine, verify_project};

use crate::erased::{files_with, wait};
use crate::estate::engine;
use crate::measured::load;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Phone;City;Country
1;Zenobia;Quillfeather;zenobia@quill.example.com;+44 7700 900375;Leeds;United Kingdom
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Boston;United States
";
const SIGN_UPS: &str = "\
E-mail;Name;Colour
zenobia@quill.example.com;Zenobia Quillfeather;ochre
";
const SHOP: &str = "\
Customer;First name;Last name;E-mail
7;Bob;Lindqvist;bob.lindqvist@example.org
";

struct Place {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Place {
    /// Three loaded systems, and one that is known and not loaded.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = engine();
        engine
            .create_project(CreateProject {
                path: folder
                    .path()
                    .join("project/p.rollcall")
                    .display()
                    .to_string(),
                name: "Asked".into(),
            })
            .expect("a project");
        for (name, text) in [
            ("people.csv", PEOPLE),
            ("signups.csv", SIGN_UPS),
            ("shop.csv", SHOP),
        ] {
            load(&engine, folder.path(), name, text);
        }
        engine
            .describe_source(DescribeSource {
                source: None,
                name: Some("The old till".into()),
                kind: Some("point_of_sale".into()),
                party: None,
                location: None,
                format: None,
                used_for: None,
                refresh: None,
                lawful_basis: None,
                note: None,
            })
            .expect("a system nothing is loaded of");
        Self { folder, engine }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn project(&self) -> PathBuf {
        self.file("project")
    }

    fn customer(&self, query: &str) -> String {
        let page = self
            .engine
            .search_customers(SearchCustomers {
                query: query.into(),
                ..SearchCustomers::default()
            })
            .expect("a search");
        assert_eq!(page.total, 1, "{query}");
        page.customers[0].customer.clone()
    }

    fn ask(&self, query: &str, kind: &str, received_on: &str) -> DataRequestView {
        let known = self.requests().len();
        self.engine
            .open_request(OpenRequest {
                customer: Some(self.customer(query)),
                kind: kind.into(),
                received_on: Some(received_on.into()),
                note: "letter 17 of Zenobia Quillfeather".into(),
                ..OpenRequest::default()
            })
            .expect("a request");
        self.request(known as i64 + 1)
    }

    fn requests(&self) -> Vec<DataRequestView> {
        self.engine
            .list_requests(Nothing {})
            .expect("the requests")
            .requests
    }

    fn request(&self, number: i64) -> DataRequestView {
        let mut all = self.requests().into_iter();
        all.find(|one| one.request == number).expect("the request")
    }

    fn tick_all(&self, number: i64) {
        for system in self.request(number).systems {
            self.engine
                .tick_request(TickRequest {
                    request: number,
                    source: system.source,
                    done: true,
                })
                .expect("it is ticked");
        }
    }

    fn settle(&self, number: i64, state: &str, outcome: &str) -> Result<(), String> {
        self.engine
            .settle_request(SettleRequest {
                request: number,
                state: state.into(),
                outcome: outcome.into(),
            })
            .map(|_| ())
            .map_err(|error| error.to_string())
    }
}

#[test]
fn a_request_is_due_by_the_law_where_somebody_lives_or_by_what_people_agreed_if_that_is_sooner() {
    let place = Place::new();
    let zenobia = place.ask("Zenobia", "access", "2026-10-31");
    assert_eq!(
        (
            zenobia.region.as_str(),
            zenobia.due_on.as_str(),
            zenobia.days_left
        ),
        ("europe", "2026-11-30", 7)
    );
    let bob = place.ask("Bob", "deletion", "2026-10-01");
    assert_eq!(
        (bob.region.as_str(), bob.due_on.as_str(), bob.overdue),
        ("united_states", "2026-11-15", true)
    );
    let told = place.engine.list_requests(Nothing {}).expect("requests");
    assert_eq!((told.open, told.overdue), (2, 1));
    assert_eq!(
        told.requests[0].request, bob.request,
        "the most urgent first"
    );
    assert!(told.sentence.contains("overdue"), "{}", told.sentence);
    let gaps = place.engine.governance(Nothing {}).expect("gaps").gaps;
    assert!(gaps.contains(&told.sentence), "{gaps:?}");

    // Another term for a region moves the day; undo takes it back; nonsense is refused.
    let set = |term: Option<&str>| {
        place.engine.set_request_term(SetRequestTerm {
            region: "united_states".into(),
            term: term.map(str::to_owned),
            reason: "counsel said so".into(),
        })
    };
    set(Some("days:90")).expect("a term");
    assert_eq!(place.request(bob.request).due_on, "2026-12-30");
    place.engine.undo(Nothing {}).expect("undone");
    assert_eq!(place.request(bob.request).due_on, "2026-11-15");
    assert!(set(Some("soon")).is_err());

    // What people agreed on holds where it is sooner, and only for that kind of request.
    place
        .engine
        .decide_rule(DecideRule {
            rule: "access".into(),
            choice: "days:10".into(),
            sentence: String::new(),
            reason: String::new(),
        })
        .expect("a rule");
    let zenobia = place.request(zenobia.request);
    assert_eq!(zenobia.due_on, "2026-11-10");
    assert!(
        zenobia.overdue && zenobia.because.contains("10 days"),
        "{}",
        zenobia.because
    );
    assert_eq!(place.request(bob.request).due_on, "2026-11-15");
}

#[test]
fn a_deletion_is_done_when_every_system_is_and_the_page_proves_it_and_names_nobody() {
    let place = Place::new();
    let request = place.ask("Zenobia", "deletion", "2026-11-20");
    let systems: Vec<&str> = request
        .systems
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(
        systems.len(),
        4,
        "two with rows, one not loaded, copies: {systems:?}"
    );
    assert!(systems.contains(&"The old till"), "{systems:?}");

    let told = place.file("answer.csv");
    place
        .engine
        .write_traces(WriteTraces {
            customer: place.customer("Zenobia"),
            path: told.display().to_string(),
        })
        .expect("her data");
    let answer = std::fs::read_to_string(told).expect("her data");
    assert!(
        answer.contains("ochre") && answer.contains("zenobia@quill"),
        "{answer}"
    );

    let early = place
        .settle(request.request, "done", "")
        .expect_err("too early");
    assert!(early.contains("The old till"), "{early}");
    place.tick_all(request.request);
    let early = place
        .settle(request.request, "done", "")
        .expect_err("too early");
    assert!(early.contains("Erase them"), "{early}");
    let refused = place
        .settle(request.request, "refused", " ")
        .expect_err("no reason");
    assert!(refused.contains("why"), "{refused}");

    let customer = place.customer("Zenobia");
    let erase = ErasePerson {
        customer: customer.clone(),
        reason: "letter 17".into(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    };
    wait(
        &place.engine,
        place.engine.erase_person(erase).expect("a job").job,
    );
    let after = place.request(request.request);
    assert_eq!((after.customer, after.name.as_str()), (None, ""));
    assert!(!after.note.contains("Zenobia"), "{}", after.note);
    let erasure = after.erasure.expect("the erasure answers it");
    place
        .settle(request.request, "done", "told by letter")
        .expect("done");
    assert_eq!(place.request(request.request).state, "done");
    let erasures = place.engine.list_erasures(Nothing {}).expect("erasures");
    assert!(erasures[0].searched > Some(2), "{erasures:?}");
    assert_eq!(erasures[0].found, Some(0), "{erasures:?}");
    for secret in ["zenobia", "quillfeather", "900375"] {
        assert_eq!(files_with(&place.project(), secret), [""; 0], "{secret}");
    }

    let page = proof(&place, erasure);
    for words in [
        "none was there",
        "none is known again",
        "The old till",
        "2026-11-23",
        "entries of the audit trail hold",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for secret in ["Zenobia", "quill", "900375", customer.as_str()] {
        assert!(!page.contains(secret), "{secret} in {page}");
    }
    // Taking everything back brings nobody back.
    while place
        .engine
        .undo(Nothing {})
        .expect("undo")
        .sentence
        .is_some()
    {}
    assert_eq!(files_with(&place.project(), "zenobia"), [""; 0]);
    let verified = verify_project(&place.project().join("p.rollcall")).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}

fn proof(place: &Place, erasure: i64) -> String {
    let path = place.file("proof.html");
    let written = place
        .engine
        .write_erasure_proof(WriteProof {
            erasure,
            path: path.display().to_string(),
        })
        .expect("a page");
    assert_eq!(written.sha256.len(), 64);
    assert!(Path::new(&written.path).exists());
    std::fs::read_to_string(path).expect("the page")
}

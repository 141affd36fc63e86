//! What people state as fact of lists and of values is obeyed by the next run, told as said by them, and taken back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CustomerNumber, ErasePerson, ListHistory, ListPairs, MatchSummary, Nothing, OpenProject,
    SetHeldOnce, SetStanding, TableView,
};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::erased::{copy, wait};
use crate::estate::{customers_of, engine};

/// Two systems of a small firm, audited: all of `rows` beside forty people both know.
struct Firm {
    engine: Engine,
    request: AuditRequest,
    folder: tempfile::TempDir,
}

const HEADER: &str = "Contact ID,First Name,Last Name,Email,Phone,Postcode,Date of birth\n";

impl Firm {
    fn of(crm: &[&str], shop: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let exports = folder.path().join("exports");
        std::fs::create_dir(&exports).expect("a folder");
        let given = ["Aurelio", "Benedikt", "Cosima", "Dagmar", "Filippa"];
        let family = [
            "Abernathy",
            "Birkeland",
            "Czerny",
            "Dunsmore",
            "Eriksen",
            "Fairclough",
            "Gottlieb",
            "Hathaway",
        ];
        let mut people = Vec::new();
        for (at, family) in family.iter().enumerate() {
            for (of, given) in given.iter().enumerate() {
                let number = at * 5 + of;
                people.push(format!(
                    "{given},{family},{}{number}@mail.example.com,+44 7700 900{number:03},LS{} {}AP,19{:02}-0{}-1{of}",
                    given.to_lowercase(),
                    1 + at,
                    1 + of,
                    50 + number,
                    1 + at
                ));
            }
        }
        for (file, mark, own) in [("crm_contacts", "C", crm), ("shop_customers", "S", shop)] {
            let mut text = HEADER.to_owned();
            let rows = people.iter().map(String::as_str).chain(own.iter().copied());
            for (number, row) in rows.enumerate() {
                writeln!(text, "{mark}{number:03},{row}").expect("text");
            }
            std::fs::write(exports.join(format!("{file}.csv")), text).expect("a file");
        }
        let request = AuditRequest {
            paths: vec![exports],
            project: Some(folder.path().join("firm.rollcall")),
            out: Some(folder.path().join("out")),
        };
        let firm = Self {
            engine: engine(),
            request,
            folder,
        };
        firm.engine.audit(&firm.request, &Silent).expect("an audit");
        firm.open();
        firm
    }

    fn open(&self) {
        let path = self
            .folder
            .path()
            .join("firm.rollcall")
            .display()
            .to_string();
        self.engine
            .open_project(OpenProject { path })
            .expect("it opens");
    }

    fn audit_again(&self) {
        self.engine.close_project(Nothing {}).expect("it closes");
        self.engine.audit(&self.request, &Silent).expect("an audit");
        self.open();
    }

    /// The customer of each record by its key.
    fn customers(&self) -> BTreeMap<String, String> {
        crosswalk(&self.folder.path().join("out"))
    }

    fn summary(&self) -> MatchSummary {
        self.engine.match_summary(Nothing {}).expect("a summary")
    }

    fn table(&self, file: &str) -> TableView {
        let inventory = self.engine.inventory(Nothing {}).expect("sources");
        let mut tables = inventory.sources.into_iter().flat_map(|one| one.tables);
        tables
            .find(|table| table.file.contains(file))
            .expect("the table")
    }
}

fn crosswalk(out: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(out.join("crosswalk.csv")).expect("the crosswalk");
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        (cells[3].to_owned(), cells[4].to_owned())
    });
    rows.collect()
}

const ANNE: &str =
    "Annegret,Marsh,annegret.marsh@mail.example.com,+44 7700 901777,M1 2AB,1971-03-09";

#[test]
fn two_rows_of_a_list_that_holds_each_person_once_are_never_one_person() {
    let firm = Firm::of(&[ANNE, ANNE], &[ANNE]);
    let (one, other, third) = ("C040", "C041", "S040");
    let before = firm.customers();
    assert_eq!(before[one], before[other], "they are alike in everything");
    assert_eq!(before[one], before[third]);
    let table = firm.table("crm_contacts");
    assert!(!table.held_once);

    let say = |once| {
        let table = table.table;
        firm.engine.set_held_once(SetHeldOnce { table, once })
    };
    say(true).expect("it is said");
    assert!(firm.table("crm_contacts").held_once);
    assert!(!firm.table("shop_customers").held_once);
    assert!(firm.summary().out_of_date.is_some(), "the run did not know");
    let steps = firm
        .engine
        .history(ListHistory::default())
        .expect("the history")
        .steps;
    assert!(
        steps[0].sentence.contains("holds each person once"),
        "{:?}",
        steps[0].sentence
    );

    firm.audit_again();
    assert_eq!(firm.summary().out_of_date, None);
    let after = firm.customers();
    assert_ne!(after[one], after[other]);
    let shop = &after[third];
    assert!(
        *shop == after[one] || *shop == after[other],
        "one links to one"
    );
    let crm: Vec<&String> = after
        .iter()
        .filter(|(key, _)| key.starts_with('C'))
        .map(|(_, customer)| customer)
        .collect();
    let mut different = crm.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), crm.len(), "no two rows are one person");

    let follows = firm
        .engine
        .list_pairs(ListPairs {
            filter: Some("implied".into()),
            ..ListPairs::default()
        })
        .expect("pairs")
        .pairs;
    let why: Vec<String> = follows
        .iter()
        .filter_map(|pair| pair.follows.as_ref())
        .filter(|follows| follows.verdict == "different")
        .map(|follows| follows.sentence.clone())
        .collect();
    assert!(
        why.iter()
            .any(|sentence| sentence.contains("holds each person once")),
        "{why:?}"
    );

    // Taken back, they are one person again; a list of events cannot be said to hold people once.
    firm.engine.undo(Nothing {}).expect("it is taken back");
    firm.audit_again();
    let again = firm.customers();
    assert_eq!(again[one], again[other]);
    let unknown = SetHeldOnce {
        table: 99,
        once: true,
    };
    assert!(firm.engine.set_held_once(unknown).is_err());
}

#[test]
fn a_list_of_what_people_did_cannot_be_said_to_hold_each_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let inventory = engine.inventory(Nothing {}).expect("sources");
    let events = inventory
        .sources
        .iter()
        .flat_map(|source| &source.tables)
        .find(|table| table.role == "events")
        .expect("a table of events");
    let error = engine
        .set_held_once(SetHeldOnce {
            table: events.table,
            once: true,
        })
        .expect_err("it is refused");
    assert!(
        error.to_string().contains("no list of customers"),
        "{error}"
    );
}

fn of_email(value: &str, standing: Option<&str>, reason: &str) -> SetStanding {
    SetStanding {
        attribute: "email".into(),
        mark: None,
        value: Some(value.into()),
        standing: standing.map(Into::into),
        reason: reason.into(),
    }
}

#[test]
fn a_value_somebody_calls_nobodys_ties_nobody_until_that_is_taken_back() {
    let crm = "Ottoline,,xq42@mail.example.com,,,";
    let shop = ",Vandermeer,xq42@mail.example.com,,,";
    let firm = Firm::of(&[crm], &[shop]);
    let (one, other) = ("C040", "S040");
    let before = firm.customers();
    assert_eq!(before[one], before[other], "their mailbox ties them");

    let refused = firm
        .engine
        .set_standing(of_email("xq42@mail.example.com", Some("junk"), "  "))
        .expect_err("no reason is given");
    assert!(refused.to_string().contains("Say why"), "{refused}");
    assert!(
        firm.engine
            .set_standing(of_email("xq42@mail.example.com", Some("lovely"), "why"))
            .is_err()
    );
    let said = firm
        .engine
        .set_standing(of_email(
            "XQ42@mail.example.com ",
            Some("junk"),
            "the till types it where nobody gives one",
        ))
        .expect("it is said");
    assert!(said.out_of_date.is_some(), "the run did not know");
    let steps = firm
        .engine
        .history(ListHistory::default())
        .expect("the history")
        .steps;
    assert!(
        !steps[0].sentence.contains("xq42"),
        "the history names no value"
    );

    firm.audit_again();
    let after = firm.customers();
    assert_ne!(after[one], after[other]);
    let told = firm.summary();
    let own = &told.standing[0];
    assert!(own.is_by_hand && own.standing == "junk", "{own:?}");
    assert_eq!(own.value, "xq42@mail.example.com");
    assert_eq!(own.reason, "the till types it where nobody gives one");
    assert_eq!((own.records, own.people), (2, 2));
    assert_eq!(told.out_of_date, None);
    assert!(told.standing_total >= 1);

    // By its mark, as the page says it, it is left to what is found.
    firm.engine
        .set_standing(SetStanding {
            attribute: "email".into(),
            mark: Some(own.mark.clone()),
            value: None,
            standing: None,
            reason: String::new(),
        })
        .expect("it is taken back");
    firm.audit_again();
    let again = firm.customers();
    assert_eq!(again[one], again[other]);
    firm.engine.undo(Nothing {}).expect("that is undone");
    firm.audit_again();
    assert_ne!(firm.customers()[one], firm.customers()[other]);
}

#[test]
fn a_value_that_is_no_contact_has_no_standing() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let error = engine
        .set_standing(SetStanding {
            attribute: "given_name".into(),
            value: Some("Anne".into()),
            mark: None,
            standing: Some("junk".into()),
            reason: "why".into(),
        })
        .expect_err("it is refused");
    assert!(
        error.to_string().contains("nothing people share"),
        "{error}"
    );
    let account = SetStanding {
        attribute: "account_id".into(),
        ..of_email("1001", Some("shared"), "why")
    };
    let error = engine.set_standing(account).expect_err("it is refused");
    assert!(error.to_string().contains("in each system"), "{error}");
    let unknown = SetStanding {
        attribute: "email".into(),
        value: None,
        mark: Some("00".into()),
        standing: Some("junk".into()),
        reason: "why".into(),
    };
    assert!(engine.set_standing(unknown).is_err());
}

/// Rows of a table of the project whose first column holds this.
fn rows(folder: &Path, sql: &str) -> i64 {
    let path: PathBuf = folder.join("copy.rollcall");
    let file = rusqlite::Connection::open(path).expect("the project");
    file.query_row(sql, [], |row| row.get(0)).expect("a count")
}

/// The word on a value of somebody goes with them, also from the history, and the project never held it readably.
#[test]
fn what_was_said_of_a_value_is_erased_with_its_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let customer = (*customers_of("deleted-florence").first().expect("one")).to_owned();
    let known = engine
        .get_customer(CustomerNumber {
            customer: customer.clone(),
        })
        .expect("her");
    let email = known
        .identifiers
        .iter()
        .find(|one| one.attribute.code == "email")
        .expect("her address")
        .value
        .clone();
    engine
        .set_standing(of_email(&email, Some("shared"), "asked"))
        .expect("it is said");
    engine
        .set_standing(of_email(
            "somebody.else@mail.example.com",
            Some("junk"),
            "asked",
        ))
        .expect("it is said");
    let said = "SELECT count(*) FROM stated_standing";
    let in_history = "SELECT count(*) FROM operation WHERE kind = 'set_standing' AND change LIKE '%stated_standing%'";
    assert_eq!(
        (rows(folder.path(), said), rows(folder.path(), in_history)),
        (2, 2)
    );
    let job = engine
        .erase_person(ErasePerson {
            customer,
            reason: "request 40".into(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    assert_eq!(
        (rows(folder.path(), said), rows(folder.path(), in_history)),
        (1, 1)
    );
}

/// What was said of a value that two people have is about both: it holds on for who stays.
#[test]
fn what_was_said_of_a_value_of_two_stays_when_one_of_them_is_erased() {
    let crm = "Ottoline,,xq42@mail.example.com,,,";
    let shop = ",Vandermeer,xq42@mail.example.com,,,";
    let firm = Firm::of(&[crm], &[shop]);
    firm.engine
        .set_standing(of_email("xq42@mail.example.com", Some("junk"), "asked"))
        .expect("it is said");
    firm.audit_again();
    let customer = firm.customers()["C040"].clone();
    let job = firm
        .engine
        .erase_person(ErasePerson {
            customer,
            reason: "request 41".into(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&firm.engine, job);
    let told = firm.summary();
    let own = &told.standing[0];
    assert!(own.is_by_hand && own.standing == "junk", "{own:?}");
}

#[test]
fn what_was_said_of_a_value_that_no_row_has_is_told_and_taken_back() {
    let firm = Firm::of(&[], &[]);
    let said = firm
        .engine
        .set_standing(of_email("gone@mail.example.com", Some("junk"), "asked"))
        .expect("it is said");
    let own = &said.standing[0];
    assert!(
        own.is_by_hand && own.value.is_empty() && own.records == 0,
        "{own:?}"
    );
    let total = said.standing_total;
    let back = SetStanding {
        mark: Some(own.mark.clone()),
        value: None,
        ..of_email("", None, "")
    };
    let left = firm.engine.set_standing(back).expect("it is taken back");
    assert_eq!(left.standing_total, total - 1);
    assert!(left.standing.iter().all(|one| !one.is_by_hand));
}

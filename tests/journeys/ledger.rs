//! Who said what about being contacted: every statement with its row, what holds and why, and where
//! sources contradict each other.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use rollcall_engine::view::{
    ChannelLedger, ConsentLedger, CustomerNumber, DecideRule, DeliverList, ListContradictions,
    ListHistory, Nothing, OpenProject, OverrideValue, PreviewList, SearchCustomers, TableNumber,
};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::erased::wait;
use crate::estate::engine;
use crate::measured::load_only;

/// A shop that asks when people order.
const SHOP: &str = "\
Customer no,First name,Surname,E-mail,Country,Accepts e-mail marketing,Updated at
1,Amelia,Thornbury,amelia@example.com,Germany,yes,2026-03-01
2,Bertram,Quillfeather,bertram@example.com,United States,yes,2026-03-02
3,Clementine,Oakshott,clementine@example.com,,,2026-03-03
4,Desmond,Hargrave,desmond@example.com,United Kingdom,perhaps,2026-03-04
5,Eleanor,Wexcombe,eleanor@example.com,Japan,no,2026-03-05
";

/// What a tool for newsletters writes of those who left.
const UNSUBSCRIBED: &str = "\
Email Address,First Name,Last Name,UNSUB_TIME
amelia@example.com,Amelia,Thornbury,2026-01-09 10:00:00
";

/// A club in which everybody said yes.
fn club() -> String {
    let mut rows = String::from("Member,First name,Surname,E-mail,E-mail consent\n");
    writeln!(rows, "900,Bertram,Quillfeather,bertram@example.com,yes").expect("a row");
    for number in 0..40 {
        writeln!(
            rows,
            "{number},Person{number},Family{},member{number}@example.com,yes",
            number * 7
        )
        .expect("a row");
    }
    rows
}

fn project(folder: &Path) -> Engine {
    let files = [
        ("shop_customers.csv", SHOP.to_owned()),
        ("unsubscribed_segment_export.csv", UNSUBSCRIBED.to_owned()),
        ("club.csv", club()),
    ];
    for (name, text) in &files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let engine = engine();
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: files.iter().map(|(name, _)| folder.join(name)).collect(),
        project: Some(path.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(OpenProject {
            path: path.display().to_string(),
        })
        .expect("the project");
    engine
}

/// The same once somebody has confirmed which columns are permissions.
fn confirmed(folder: &Path) -> Engine {
    let engine = project(folder);
    confirm(&engine);
    engine
}

fn confirm(engine: &Engine) {
    for table in engine.list_mappings(Nothing {}).expect("the tables") {
        engine
            .confirm_mapping(TableNumber { table: table.table })
            .expect("it is confirmed");
    }
    let job = engine.run_audit(Nothing {}).expect("an audit").job;
    wait(engine, job);
}

fn number(engine: &Engine, name: &str) -> String {
    let page = engine
        .search_customers(SearchCustomers {
            query: name.into(),
            ..SearchCustomers::default()
        })
        .expect("a search");
    page.customers.first().expect(name).customer.clone()
}

fn ledger(engine: &Engine, name: &str) -> ConsentLedger {
    let customer = number(engine, name);
    engine
        .consent_ledger(CustomerNumber { customer })
        .expect("a ledger")
}

fn email(ledger: &ConsentLedger) -> &ChannelLedger {
    let mut channels = ledger.channels.iter();
    channels
        .find(|one| one.channel.code == "email_consent")
        .expect("the channel")
}

#[test]
fn the_ledger_tells_who_said_what_where_and_why_it_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = confirmed(folder.path());

    let amelia = ledger(&engine, "Amelia");
    let mail = email(&amelia);
    assert_eq!(mail.state.as_deref(), Some("opted_out"), "{mail:#?}");
    assert!(mail.contradicted && mail.regime == "opt_in", "{mail:#?}");
    assert_eq!(
        mail.why,
        "Unsubscribed segment says no. If any source says no, the answer is no: the strictest consent wins."
    );
    let told: Vec<(&str, &str, &str, bool, u64)> = mail
        .statements
        .iter()
        .map(|one| {
            let evidence = one.evidence.as_str();
            (
                one.state.as_str(),
                evidence,
                one.raw.as_str(),
                one.holds,
                one.row,
            )
        })
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        (told[0].0, told[0].1, told[0].3),
        ("opted_out", "file", true)
    );
    assert_eq!(told[1], ("opted_in", "column", "yes", false, 2));
    assert_eq!(
        mail.statements[1].column.as_deref(),
        Some("Accepts e-mail marketing")
    );
    assert!(mail.statements[1].time.is_some(), "{mail:#?}");

    // Five kinds of not knowing, each for itself.
    let unknown = |name: &str| email(&ledger(&engine, name)).unknown.clone();
    assert_eq!(unknown("Clementine").as_deref(), Some("blank"));
    assert_eq!(unknown("Desmond").as_deref(), Some("invalid"));
    let clementine = ledger(&engine, "Clementine");
    assert_eq!(clementine.country_unknown.as_deref(), Some("blank"));
    assert_eq!(email(&clementine).regime, "unknown");
    let sms = clementine
        .channels
        .iter()
        .find(|one| one.channel.code == "sms_consent")
        .expect("the channel");
    assert_eq!(sms.unknown.as_deref(), Some("no_column"));
    assert_eq!(email(&ledger(&engine, "Bertram")).regime, "opt_out");
    assert_eq!(email(&ledger(&engine, "Eleanor")).regime, "not_assumed");
}

/// A column of requests in which most say no.
#[test]
fn only_who_asked_to_be_deleted_is_told_to_have_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("members.csv");
    std::fs::write(
        &path,
        "Member,First name,Surname,E-mail,E-mail consent,GDPR erasure requested\n\
         1,Amelia,Thornbury,amelia@example.com,yes,no\n\
         2,Bertram,Quillfeather,bertram@example.com,yes,yes\n\
         3,Clementine,Oakshott,clementine@example.com,no,no\n",
    )
    .expect("a file");
    let engine = engine();
    let project = folder.path().join("p.rollcall");
    let request = AuditRequest {
        paths: vec![path],
        project: Some(project.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    let why = |name: &str| email(&ledger(&engine, name)).why.clone();
    assert!(
        why("Bertram").contains("asked to be deleted"),
        "{}",
        why("Bertram")
    );
    for name in ["Amelia", "Clementine"] {
        assert!(!why(name).contains("asked to be deleted"), "{}", why(name));
    }
}

#[test]
fn contradictions_are_listed_and_everybody_is_counted_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = confirmed(folder.path());
    let page = engine
        .list_contradictions(ListContradictions::default())
        .expect("contradictions");
    assert_eq!(page.total, 1);
    assert!(page.contradictions[0].name.contains("Amelia"));
    assert_eq!(page.contradictions[0].ledger.statements.len(), 2);

    let summary = engine.consent_summary(Nothing {}).expect("counts");
    let mail = &summary.channels[0];
    let said: u64 = mail.states.iter().map(|one| one.people).sum();
    assert_eq!(said + mail.not_said, summary.people, "{mail:?}");
    assert_eq!(mail.contradicted, 1);
    assert_eq!(summary.pairs.len(), 1);
    let by_law: u64 = summary.regimes.iter().map(|one| one.people).sum();
    assert_eq!(by_law, summary.people);
    assert!(
        mail.sources
            .iter()
            .any(|one| one.state == "known" && one.blank == 1)
    );

    // A column that never says no is doubted, in the counts and on the list made of it.
    assert!(
        summary
            .doubted
            .iter()
            .any(|one| one.contains("in all 41 rows")),
        "{:?}",
        summary.doubted
    );
    let preview = engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    assert!(
        preview
            .warnings
            .iter()
            .any(|one| one.contains("Is it a default?")),
        "{:?}",
        preview.warnings
    );

    let path = folder.path().join("consents.csv");
    engine
        .deliver_list(DeliverList {
            list: "consents".into(),
            destination: "table".into(),
            path: path.display().to_string(),
            days: None,
            today: None,
            left_out_file: false,
        })
        .expect("the ledger of everybody");
    let text = std::fs::read_to_string(path).expect("the file");
    let amelias = text
        .lines()
        .filter(|line| line.contains("Amelia Thornbury"));
    assert_eq!(amelias.count(), 2, "{text}");
}

#[test]
fn two_sources_that_say_the_same_do_not_contradict_each_other() {
    const CALLS: &str = "\
Client,First name,Surname,E-mail,E-mail consent
71,Amelia,Thornbury,amelia@example.com,no
72,Ottilie,Farrington,ottilie@example.com,yes
";
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "call_centre.csv", CALLS, false);
    confirm(&engine);
    let summary = engine.consent_summary(Nothing {}).expect("counts");
    assert_eq!(summary.channels[0].contradicted, 1);
    // The shop says yes, and two others no.
    assert_eq!(summary.pairs.len(), 2, "{:?}", summary.pairs);
    let sources: BTreeSet<i64> = summary
        .pairs
        .iter()
        .flat_map(|pair| [pair.left.source, pair.right.source])
        .collect();
    assert_eq!(sources.len(), 3);
    for left in &sources {
        for right in sources.iter().filter(|right| *right > left) {
            let mut pairs = summary.pairs.iter();
            let pair = pairs.find(|one| (one.left.source, one.right.source) == (*left, *right));
            let request = ListContradictions {
                left: Some(*right),
                right: Some(*left),
                ..ListContradictions::default()
            };
            let listed = engine.list_contradictions(request).expect("a page");
            assert_eq!(listed.total, pair.map_or(0, |one| one.people));
        }
    }
}

#[test]
fn the_agreed_rule_decides_and_the_trail_names_who_and_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = confirmed(folder.path());
    assert_eq!(
        email(&ledger(&engine, "Amelia")).state.as_deref(),
        Some("opted_out")
    );
    engine
        .decide_rule(DecideRule {
            rule: "consent".into(),
            choice: "most_recent".into(),
            sentence: String::new(),
            reason: "agreed in the round of May".into(),
        })
        .expect("a decision");
    let job = engine.run_audit(Nothing {}).expect("an audit").job;
    wait(&engine, job);
    let amelia = ledger(&engine, "Amelia");
    assert_eq!(email(&amelia).state.as_deref(), Some("opted_in"));
    assert!(
        email(&amelia).why.contains("last"),
        "{}",
        email(&amelia).why
    );
    let history = engine.history(ListHistory::default()).expect("the history");
    let told = |step: &rollcall_engine::view::HistoryStep| {
        step.who == "test" && step.why.contains("agreed in the round of May")
    };
    assert!(history.steps.iter().any(told), "{:?}", history.steps);
}

#[test]
fn a_yes_in_a_column_nobody_confirmed_is_told_and_permits_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let amelia = ledger(&engine, "Amelia");
    let told: Vec<(&str, bool)> = email(&amelia)
        .statements
        .iter()
        .map(|one| (one.state.as_str(), one.holds))
        .collect();
    assert_eq!(told, [("opted_out", true), ("doubtful_yes", false)]);
    assert!(!email(&amelia).contradicted);
}

/// A tool that says who left with a one, and a folder of those who did.
#[test]
fn the_evidence_is_the_cell_as_it_stands_and_what_it_was_read_as() {
    let folder = tempfile::tempdir().expect("a folder");
    let members = "\
Member,First name,Surname,E-mail,Unsubscribed
1,Amelia,Thornbury,amelia@example.com,0
2,Bertram,Quillfeather,bertram@example.com,1
";
    let files = [
        ("newsletter_members.csv", members),
        ("unsubscribed_segment_export.csv", UNSUBSCRIBED),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let engine = engine();
    let project = folder.path().join("p.rollcall");
    let request = AuditRequest {
        paths: files.map(|(name, _)| folder.path().join(name)).to_vec(),
        project: Some(project.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    let said = |name: &str| email(&ledger(&engine, name)).statements[0].clone();

    let bertram = said("Bertram");
    assert_eq!(bertram.raw, "1", "{bertram:?}");
    assert_eq!(bertram.column.as_deref(), Some("Unsubscribed"));
    assert_eq!(bertram.read_as.as_deref(), Some("no"));
    assert_eq!((bertram.state.as_str(), bertram.row), ("opted_out", 3));

    let amelia = said("Amelia");
    assert_eq!(amelia.raw, "unsubscribed_segment_export.csv", "{amelia:?}");
    assert_eq!(amelia.read_as.as_deref(), Some("opted_out"));
    assert_eq!((amelia.evidence.as_str(), amelia.column), ("file", None));

    // Down to the cell the agreed value tells it, too, and so does the row.
    let customer = number(&engine, "Bertram");
    let view = engine
        .get_customer(CustomerNumber { customer })
        .expect("Bertram");
    let lineages = view.golden.iter().filter_map(|one| one.lineage.as_ref());
    let told: Vec<(&str, Option<&str>)> = lineages
        .filter(|line| line.column.as_deref() == Some("Unsubscribed"))
        .map(|line| (line.raw.as_str(), line.read_as.as_deref()))
        .collect();
    assert_eq!(told, [("1", Some("no"))]);
    let values = view.records.iter().flat_map(|record| &record.values);
    let cells: Vec<&str> = values
        .filter(|value| value.header.as_deref() == Some("Unsubscribed"))
        .map(|value| value.raw.as_str())
        .collect();
    assert_eq!(cells, ["1"]);
}

/// Whatever is counted of a list, what contradicts itself is read once a run.
#[test]
fn whom_a_column_alone_keeps_out_is_kept_with_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = yes_elsewhere(folder.path(), "no");
    let told = engine.consent_summary(Nothing {}).expect("counts").kept_out;
    assert_eq!(told.len(), 1);
    let path = folder.path().join("shop.rollcall");
    let copy = folder.path().join("copy.rollcall").display().to_string();
    rusqlite::Connection::open(path)
        .expect("the project")
        .execute("VACUUM INTO ?1", [&copy])
        .expect("a copy");
    rusqlite::Connection::open(&copy)
        .expect("the copy")
        .execute("UPDATE conflict SET content = '[]'", [])
        .expect("nobody says anything any more");
    let reader = crate::estate::engine();
    reader
        .open_project(OpenProject { path: copy })
        .expect("open");
    let kept = reader.consent_summary(Nothing {}).expect("counts").kept_out;
    assert_eq!(kept, told);
    // What was settled by hand is counted anew, and once more where that is taken back.
    engine
        .override_value(OverrideValue {
            customer: number(&engine, "p5@example.com"),
            attribute: "email_consent".into(),
            value: Some("opted_out".into()),
            reason: String::new(),
        })
        .expect("by hand");
    let counts = || engine.consent_summary(Nothing {}).expect("counts").kept_out;
    assert!(counts()[0].contains(": 10. "), "{:?}", counts());
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(counts(), told);
}

/// Sixteen people with a yes in the newsletter. The shop writes a no of twelve of them, and one of them left a club as
/// well; `no` is how the shop writes it.
fn yes_elsewhere(folder: &Path, no: &str) -> Engine {
    let mut newsletter = String::from("Subscriber,First name,Surname,E-mail,E-mail consent\n");
    let mut shop =
        String::from("Customer no,First name,Surname,E-mail,Accepts e-mail marketing,Updated at\n");
    for number in 0..16 {
        let person = format!("Person{number},Family{},p{number}@example.com", number * 7);
        let answer = if number < 12 { no } else { "yes" };
        writeln!(newsletter, "N{number},{person},yes").expect("a row");
        writeln!(shop, "{number},{person},{answer},2026-03-01").expect("a row");
    }
    newsletter.push_str("N99,Nora,Lind,nora@example.com,no\n");
    let club = "Member,First name,Surname,E-mail,E-mail consent\n\
                900,Person0,Family0,p0@example.com,no\n\
                901,Nora,Lind,nora@example.com,yes\n";
    let engine = crate::measured::project(folder);
    for (name, text) in [
        ("newsletter_subscribers.csv", newsletter.as_str()),
        ("shop_customers.csv", shop.as_str()),
        ("club_members.csv", club),
    ] {
        load_only(&engine, folder, name, text, false);
    }
    confirm(&engine);
    engine
}

#[test]
fn a_column_that_alone_keeps_people_out_is_named_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = yes_elsewhere(folder.path(), "no");
    let summary = engine.consent_summary(Nothing {}).expect("counts");
    let [told] = summary.kept_out.as_slice() else {
        panic!("one column: {:?}", summary.kept_out);
    };
    // Of one of the twelve the club says no as well.
    for part in ["\"Accepts e-mail marketing\"", ": 11. ", "Is it a default"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let preview = engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    assert!(
        preview.warnings.contains(told),
        "{told}: {:?}",
        preview.warnings
    );
    // The strictest answer holds all the same.
    assert_eq!(
        email(&ledger(&engine, "p5@example.com")).state.as_deref(),
        Some("opted_out")
    );
}

#[test]
fn who_left_in_so_many_words_is_kept_out_by_no_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = yes_elsewhere(folder.path(), "unsubscribed");
    let summary = engine.consent_summary(Nothing {}).expect("counts");
    assert_eq!(summary.channels[0].contradicted, 13);
    assert_eq!(summary.kept_out, Vec::<String>::new());
}

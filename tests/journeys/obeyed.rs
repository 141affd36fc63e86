//! What people agree on is what the engine does: which value wins, which consent holds and how long data is
//! kept each change its result, and the trail names who decided and why.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CreateProject, CustomerNumber, CustomerView, DecideRule, DeliverList, ImportFiles, ListHistory,
    Nothing, PreviewList, PurgeOf, PurgeSource, SearchCustomers, SetSourceOrder, TableNumber,
    WriteTrail,
};

use crate::erased::{found, wait};
use crate::estate::engine;

/// Read on 23 November 2026.
const CRM: &str = "\
Id,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Updated at
1,Amelia,Thornbury,amelia@early.example.com,+44 7700 900375,1984-05-06,no,2026-03-01
2,Ottilie,Oakshott,ottilie@example.com,+44 7700 900376,1971-08-09,yes,2023-01-05
3,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,no,2026-03-02
";
const SHOP: &str = "\
Customer no,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Updated at
77,Amelia,Thornbury,amelia@late.example.com,+44 7700 900375,1984-05-06,yes,2026-06-01
78,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,no,2026-06-02
";

/// Who said no or could not be reached in the CRM, and said yes in the shop since. Oswald shares a mailbox with
/// Desmond, and nothing else.
const CRM_BEFORE: &str = "\
Id,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Accepts SMS marketing,Updated at
1,Amelia,Thornbury,amelia@example.com,+44 7700 900375,1984-05-06,no,no,2026-03-01
2,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,bounced,yes,2026-03-02
3,Clementine,Oakshott,clementine@early.example.com,+44 7700 900378,1971-08-09,bounced,yes,2026-03-03
4,Desmond,Hargrave,family@example.com,+44 7700 900379,1968-11-12,no,yes,2026-03-04
";
const SHOP_SINCE: &str = "\
Customer no,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Accepts SMS marketing,Updated at
77,Amelia,Thornbury,amelia@example.com,+44 7700 900375,1984-05-06,yes,yes,2026-06-01
78,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,yes,yes,2026-06-02
79,Clementine,Oakshott,clementine@late.example.com,+44 7700 900378,1971-08-09,yes,yes,2026-06-03
80,Desmond,Hargrave,family@example.com,+44 7700 900379,1968-11-12,yes,yes,2026-06-04
81,Oswald,Brackenridge,family@example.com,+44 7700 900381,1995-02-27,yes,yes,2026-06-05
";

fn project(folder: &std::path::Path) -> Engine {
    project_of(folder, CRM, SHOP)
}

fn project_of(folder: &std::path::Path, crm: &str, shop: &str) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("p.rollcall").display().to_string(),
            name: "Agreed".into(),
        })
        .expect("a project");
    for (name, text) in [("crm_contacts.csv", crm), ("shop_customers.csv", shop)] {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("a file");
        let import = ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        };
        wait(&engine, engine.import_files(import).expect("a job").job);
    }
    for table in engine.list_mappings(Nothing {}).expect("the tables") {
        engine
            .confirm_mapping(TableNumber { table: table.table })
            .expect("it is confirmed");
    }
    audit(&engine);
    engine
}

fn audit(engine: &Engine) {
    wait(engine, engine.run_audit(Nothing {}).expect("a job").job);
}

fn amelia(engine: &Engine) -> CustomerView {
    let page = engine
        .search_customers(SearchCustomers {
            query: "Amelia".into(),
            ..SearchCustomers::default()
        })
        .expect("a search");
    assert_eq!(page.total, 1, "she is one person");
    let customer = page.customers[0].customer.clone();
    engine
        .get_customer(CustomerNumber { customer })
        .expect("the customer")
}

fn agreed(engine: &Engine, attribute: &str) -> String {
    let customer = amelia(engine);
    let mut values = customer.golden.into_iter();
    values
        .find(|one| one.attribute.code == attribute)
        .map(|one| one.value)
        .unwrap_or_default()
}

fn decide(engine: &Engine, rule: &str, choice: &str, reason: &str) {
    engine
        .decide_rule(DecideRule {
            rule: rule.into(),
            choice: choice.into(),
            sentence: String::new(),
            reason: reason.into(),
        })
        .expect("it is decided");
}

#[test]
fn changing_a_survivorship_rule_a_consent_rule_and_a_retention_rule_each_changes_the_engines_result_and_the_audit_trail_names_who_and_why()
 {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());

    assert_eq!(agreed(&engine, "email"), "amelia@late.example.com");
    decide(&engine, "conflict:email", "oldest", "agreed with sales");
    audit(&engine);
    assert_eq!(agreed(&engine, "email"), "amelia@early.example.com");

    assert_eq!(agreed(&engine, "email_consent"), "opted_out");
    decide(&engine, "consent", "most_recent", "agreed with legal");
    audit(&engine);
    assert_eq!(agreed(&engine, "email_consent"), "opted_in");

    let source = amelia(&engine)
        .records
        .iter()
        .find(|one| one.file == "crm_contacts.csv")
        .map(|one| one.source.source)
        .expect("her row in the CRM");
    let past = || engine.preview_purge(PurgeOf { source }).expect("a preview");
    assert_eq!(past().total, 0, "nobody has agreed on a term");
    let rule = format!("retention:{source}");
    decide(&engine, &rule, "months:24", "agreed with the owner");
    assert_eq!((past().total, past().vanishing), (1, 1));
    assert_eq!(found(&engine, "Ottilie"), 1);
    let purge = PurgeSource {
        source,
        rows: 1,
        reason: "the term is over".into(),
    };
    wait(&engine, engine.purge_source(purge).expect("a job").job);
    assert_eq!(found(&engine, "Ottilie"), 0);
    assert_eq!(found(&engine, "Bertram"), 1);

    let history = engine.history(ListHistory::default()).expect("the history");
    for (kind, why) in [
        ("decide_rule", "agreed with sales"),
        ("decide_rule", "agreed with legal"),
        ("decide_rule", "agreed with the owner"),
        ("purge", "the term is over"),
    ] {
        assert!(
            history
                .steps
                .iter()
                .any(|step| step.kind == kind && step.who == "test" && step.why.contains(why)),
            "{kind} because {why}: {:#?}",
            history.steps
        );
    }
    let trail = engine.check_trail(Nothing {}).expect("a look");
    assert!(trail.broken.is_none(), "{trail:?}");
    let file = folder.path().join("trail.csv");
    engine
        .write_trail(WriteTrail {
            path: file.display().to_string(),
        })
        .expect("the trail");
    let text = std::fs::read_to_string(file).expect("the trail");
    assert!(
        text.contains("Purged 1 rows") && text.contains("test"),
        "{text}"
    );
}

/// Who is left out of a list to reach people, and the list itself.
fn reached(engine: &Engine, folder: &std::path::Path) -> (Vec<(String, u64)>, String) {
    let preview = engine
        .preview_list(PreviewList {
            draft: None,
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    let left_out = preview.left_out.into_iter();
    let left_out = left_out.map(|one| (one.reason, one.customers)).collect();
    let path = folder.join("list.csv");
    engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: "customers".into(),
            destination: "plain_csv".into(),
            path: path.display().to_string(),
            days: None,
            today: None,
        })
        .expect("a delivery");
    (left_out, std::fs::read_to_string(path).expect("the list"))
}

/// A no that holds for nobody any more keeps only others from the mailbox it was said of.
#[test]
fn lists_obey_the_consent_rule_people_agreed_on() {
    for path in ["most_recent", "by_source"] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = project_of(folder.path(), CRM_BEFORE, SHOP_SINCE);
        assert_eq!(agreed(&engine, "email_consent"), "opted_out");

        if path == "by_source" {
            let sources = engine.inventory(Nothing {}).expect("sources").sources;
            let mut order: Vec<i64> = sources.iter().map(|one| one.mark.source).collect();
            order.reverse();
            engine
                .set_source_order(SetSourceOrder {
                    sources: order,
                    reason: "the shop asks anew".into(),
                })
                .expect("an order");
        }
        decide(&engine, "consent", path, "agreed with legal");
        audit(&engine);
        for channel in ["email_consent", "sms_consent"] {
            assert_eq!(agreed(&engine, channel), "opted_in", "{path}");
        }

        let (left_out, list) = reached(&engine, folder.path());
        let others = ("the address said no in another record".to_owned(), 1);
        assert_eq!(left_out, [others], "{path}\n{list}");
        for reached in [
            "amelia@example.com",
            "+447700900375",
            "bertram@example.com",
            "clementine@late.example.com",
            "family@example.com",
        ] {
            assert!(list.contains(reached), "{path} {reached}\n{list}");
        }
        for barred in ["Oswald", "clementine@early.example.com"] {
            assert!(!list.contains(barred), "{path} {barred}\n{list}");
        }
    }
}

//! What people agree on is what the engine does: which value wins, which consent holds and how long data is
//! kept each change its result, and the trail names who decided and why.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CreateProject, CustomerNumber, CustomerView, DecideRule, ImportFiles, ListHistory, Nothing,
    PurgeOf, PurgeSource, SearchCustomers, TableNumber, WriteTrail,
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

fn project(folder: &std::path::Path) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("p.rollcall").display().to_string(),
            name: "Agreed".into(),
        })
        .expect("a project");
    for (name, text) in [("crm_contacts.csv", CRM), ("shop_customers.csv", SHOP)] {
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

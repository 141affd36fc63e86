//! The log says what was done and never about whom: no value of a cell, no name of a person, whatever is done and
//! whatever goes wrong, one level finer than what the program keeps. (The finest is never kept: the library that reads
//! telephone numbers tells them there.)

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rollcall_api::{COMMANDS, CommandKind, Session};
use rollcall_engine::{Clock, EngineOptions};
use serde_json::{Value, json};
use tracing_subscriber::filter::LevelFilter;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const CRM: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth,Street,Postcode,City,Loyalty card,Email consent
C1,Oluwaseun,Brackenridge,o.brackenridge@example.com,+44 7700 900381,1984-03-02,12 Zennor Ridge,LS1 4AP,Polperro,7000514091890,no
C2,Ottilie,Zwetschke,ottilie@example.com,+44 7700 900382,1971-11-30,9 Zennor Ridge,LS1 4AQ,Mousehole,7000514091906,yes
C3,Xanthippe,Quillfeather,not an address of xanthippe,+44 7700,1990-99-17,,,,,perhaps
C4,Oluwaseun,Brackenridge
";
const SHOP: &str = "\
Customer ID,First name,Last name,Email,Phone,Date of birth
S1,Oluwaseun,Brackenridge,olu@example.net,+44 7700 900381,1984-03-02
S2,Ottilie,Zwetschke,ottilie@example.com,+44 7700 900383,1971-11-30
";

/// Whatever points to one of them.
const PERSONAL: &[&str] = &[
    "oluwaseun",
    "brackenridge",
    "ottilie",
    "zwetschke",
    "xanthippe",
    "quillfeather",
    "olu@",
    "900381",
    "900382",
    "1984-03-02",
    "1990-99-17",
    "zennor",
    "polperro",
    "mousehole",
    "7000514091890",
];

fn ask(session: &Session, command: &str, request: Value) -> Value {
    match session.call(command, request) {
        Ok(reply) => reply,
        Err(error) => panic!("{command}: {error}"),
    }
}

fn work(session: &Session, command: &str, request: Value) {
    let job = ask(session, command, request)["job"].clone();
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let jobs = ask(session, "list_jobs", json!({}));
        let mut jobs = jobs.as_array().expect("jobs").iter();
        let one = jobs.find(|one| one["job"] == job).expect("the job");
        if one["state"] != "running" {
            assert_eq!(one["state"], "finished", "{one}");
            return;
        }
        assert!(Instant::now() < until, "it takes too long");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

/// Everything that is asked about two people, and what is asked wrongly about them.
fn use_it(folder: &Path) {
    let home = folder.join("oluwaseun brackenridge");
    std::fs::create_dir_all(&home).expect("a folder");
    let session = Session::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on("2026-11-23".parse().expect("a day")),
        who: "test".into(),
        settings_folder: Some(home.join("settings")),
        projects_folder: home.clone(),
        sample_exports: None,
    });
    let path = home.join("shop.rollcall");
    let missing = home.join("ottilie.rollcall");
    let wrong = |command: &str, request: Value| {
        let refused = session.call(command, request);
        assert!(refused.is_err(), "{command} is refused");
    };
    wrong("open_project", json!({ "path": missing }));
    ask(
        &session,
        "create_project",
        json!({ "path": path, "name": "Shop of Ottilie Zwetschke" }),
    );
    let paths = [
        write(&home, "crm of ottilie.csv", CRM),
        write(&home, "shop_brackenridge.csv", SHOP),
        write(&home, "xanthippe.xlsx", "not a workbook of Quillfeather"),
    ];
    ask(&session, "inspect_files", json!({ "paths": paths }));
    let request = json!({ "paths": paths, "choices": [], "then_audit": true });
    work(&session, "import_files", request);
    for command in COMMANDS.iter().filter(|one| one.kind == CommandKind::Query) {
        // What needs something is asked without it, which is refused.
        let _told = session.call(command.name, json!({}));
        let unknown = json!({ "Ottilie Zwetschke": "+44 7700 900381" });
        let _refused = session.call(command.name, unknown);
    }
    let named = json!({ "query": "Oluwaseun Brackenridge" });
    let page = ask(&session, "search_customers", named);
    let customer = page["customers"][0]["customer"].clone();
    for command in [
        "get_customer",
        "customer_timeline",
        "find_traces",
        "consent_ledger",
        "customer_graph",
    ] {
        ask(&session, command, json!({ "customer": customer }));
        wrong(command, json!({ "customer": "Oluwaseun Brackenridge" }));
    }
    ask(
        &session,
        "override_value",
        json!({ "customer": customer, "attribute": "city", "value": "Polperro", "reason": "Ottilie says so" }),
    );
    wrong(
        "deliver_list",
        json!({ "list": "Ottilie Zwetschke", "destination": "plain_csv", "path": home.join("no/brackenridge.csv") }),
    );
    ask(
        &session,
        "deliver_list",
        json!({ "list": "customers", "destination": "plain_csv", "path": home.join("brackenridge.csv") }),
    );
    ask(&session, "set_presenting", json!({ "on": true }));
    ask(&session, "search_customers", json!({ "limit": 20 }));
    ask(&session, "set_presenting", json!({ "on": false }));
    work(
        &session,
        "erase_person",
        json!({ "customer": customer, "reason": "Oluwaseun Brackenridge asked" }),
    );
    ask(&session, "close_project", json!({}));
}

#[test]
fn the_whole_log_of_a_run_holds_no_personal_value() {
    let lines = Lines::default();
    let written = lines.clone();
    tracing_subscriber::fmt()
        .with_writer(move || written.clone())
        .with_max_level(LevelFilter::DEBUG)
        .init();
    rollcall_api::log_faults_by_place();
    let folder = tempfile::tempdir().expect("a folder");
    use_it(folder.path());
    // Let go of before anything is claimed: a claim that fails is logged as well.
    let bytes = lines
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(
        text.contains("a command failed") && text.contains("open_project"),
        "the bait: {text:.2000}"
    );
    assert!(text.lines().count() > 20, "the bait: {text:.2000}");
    let told: Vec<String> = PERSONAL
        .iter()
        .flat_map(|word| {
            let lines = text.lines().filter(move |line| line.contains(word));
            lines.map(move |line| format!("{word} in {line:.300}"))
        })
        .collect();
    assert_eq!(told, [""; 0]);
}

//! Names of sources and files, and paths, tell nobody and not whose computer this is.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rollcall_api::Session;
use serde_json::{Value, json};

use super::{empty, everything, work};

const PEOPLE: &str = "\
Customer ID,First name,Last name,Email,Phone,Order date,Amount
C1,Oluwaseun,Brackenridge,o.brackenridge@example.com,+44 7700 900381,2026-05-02,12.50
C2,Grietje,Dekker,grietje@example.com,+44 7700 900382,2026-05-03,8.00
C3,Jonas,Winkler,jonas@example.com,+44 7700 900383,2026-05-04,9.00
";

/// Files named after people: by an address, by a common name, by somebody of the project, by a number.
const FILES: &[&str] = &[
    "anna.smith@shop.csv",
    "Export Anna Smith 2024.csv",
    "brackenridge orders.csv",
    "calls 020 7946 0958.csv",
    "loyalty shop.csv",
];

/// What of names and paths is personal; the folder of all of it is named after its owner.
const PERSONAL: &[&str] = &[
    "anna",
    "Anna",
    "smith",
    "Smith",
    "brackenridge",
    "Brackenridge",
    "7946 0958",
];

fn held(told: &[String]) -> Vec<String> {
    let words = PERSONAL.iter().flat_map(|word| {
        let texts = told.iter().filter(move |text| text.contains(word));
        texts.map(move |text| format!("{word} in {text:.400}"))
    });
    words.collect()
}

/// A project in the home of its owner, with a source for each file.
fn home(folder: &Path) -> (Session, PathBuf) {
    let home = folder.join("anna");
    let projects = home.join("Rollcall");
    std::fs::create_dir_all(&projects).expect("a folder");
    let session = empty(&projects);
    let path = home.join("Anna Smith.rollcall");
    session
        .call(
            "create_project",
            json!({ "path": path, "name": "Anna Smith" }),
        )
        .expect("a project");
    (session, home)
}

fn sources(session: &Session) -> Vec<String> {
    let told = session.call("inventory", json!({})).expect("the inventory");
    let sources = told["sources"].as_array().expect("sources").iter();
    sources
        .map(|one| one["mark"]["name"].as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn names_of_sources_and_paths_are_masked_in_every_reply_and_event() {
    let folder = tempfile::tempdir().expect("a folder");
    let (session, home) = home(folder.path());
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    session.subscribe(Box::new(move |event| {
        let event = serde_json::to_string(event).expect("JSON");
        heard.lock().expect("the events").push(event);
    }));
    let paths = FILES.iter().enumerate().map(|(place, name)| {
        let path = home.join(name);
        // No two exports are the same.
        let text = PEOPLE.replace("12.50", &format!("1{place}.50"));
        std::fs::write(&path, text).expect("a file");
        path
    });
    let paths: Vec<PathBuf> = paths.collect();
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    let look = || ask("inspect_files", json!({ "paths": paths })).to_string();
    assert!(held(&[look()]).len() > 3, "the bait");

    // Nobody of the project is known yet, but for what a common name tells.
    ask("set_presenting", json!({ "on": true }));
    let before: Vec<String> = look()
        .split(',')
        .filter(|text| !text.contains("rackenridge"))
        .map(str::to_owned)
        .collect();
    assert_eq!(held(&before), [""; 0]);
    ask("set_presenting", json!({ "on": false }));

    let choices: Vec<Value> = ask("inspect_files", json!({ "paths": paths }))["tables"]
        .as_array()
        .expect("tables")
        .iter()
        .map(|table| {
            let file = table["file"].as_str().expect("a file");
            let name = file.trim_end_matches(".csv");
            json!({ "key": table["key"], "skip": false, "source_name": name, "own_table": true })
        })
        .collect();
    let request = json!({ "paths": paths, "choices": choices, "then_audit": true });
    work(&session, "import_files", request);
    let open = sources(&session);
    assert!(
        open.iter().any(|name| name == "anna.smith@shop"),
        "{open:?}"
    );
    ask("set_presenting", json!({ "on": true }));
    told.lock().expect("the events").clear();
    let delivered = ask(
        "deliver_list",
        json!({ "list": "customers", "destination": "plain_csv", "path": home.join("buyers.csv") }),
    );
    assert_eq!(delivered["files"], json!(["…/buyers.csv"]));
    work(&session, "run_audit", json!({}));
    let shown = everything(&session);
    assert_eq!(held(&shown), [""; 0]);
    let home_told = home.display().to_string();
    assert!(shown.iter().all(|text| !text.contains(&home_told)));
    let masked = sources(&session);
    assert!(
        masked.iter().any(|name| name == "loyalty shop"),
        "{masked:?}"
    );
    let events = told.lock().expect("the events").clone();
    assert!(events.len() > 2);
    assert_eq!(held(&events), [""; 0]);

    // What is wrong is told without the folder as well.
    let missing = home.join("missing Brackenridge.rollcall");
    let refused = session.call("open_project", json!({ "path": missing }));
    let refused = refused.expect_err("no such project");
    assert_eq!(held(&[format!("{refused:?}")]), [""; 0]);
}

#[test]
fn a_path_that_is_shown_in_part_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (session, home) = home(folder.path());
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    ask("set_presenting", json!({ "on": true }));
    let shown = ask("app_info", json!({}))["projects_folder"].clone();
    let shown = shown.as_str().expect("a folder");
    assert_eq!(shown, "…/Rollcall");
    let path = format!("{shown}/march.rollcall");
    ask("create_project", json!({ "path": path, "name": "March" }));
    assert!(home.join("Rollcall/march.rollcall").is_file());
}

/// What is shown of a path is none: where it can no longer be told which is meant, nothing is read or written.
#[test]
fn what_is_shown_of_a_path_is_refused_once_presenting_has_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let (session, home) = home(folder.path());
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    ask("set_presenting", json!({ "on": true }));
    let shown = ask("app_info", json!({}))["projects_folder"].clone();
    let path = format!("{}/march.rollcall", shown.as_str().expect("a folder"));
    let refused = |command: &str, request: Value| {
        let refused = session.call(command, request);
        refused.expect_err("it is refused").to_string()
    };
    // A path that was never shown is none either.
    let unknown = json!({ "path": "…/elsewhere.rollcall" });
    let told = refused("open_project", unknown);
    assert!(told.contains("no path that looks so was shown"), "{told}");
    ask("set_presenting", json!({ "on": false }));
    let here = std::env::current_dir().expect("a folder").join("…");
    for (command, request) in [
        ("create_project", json!({ "path": path, "name": "March" })),
        ("open_project", json!({ "path": path })),
        ("inspect_files", json!({ "paths": [path] })),
        ("write_report", json!({ "path": path })),
        (
            "deliver_list",
            json!({ "list": "customers", "destination": "plain_csv", "path": path }),
        ),
    ] {
        let told = refused(command, request);
        assert!(
            told.contains("presenting has ended since") && told.contains("Choose the file"),
            "{command}: {told}"
        );
    }
    assert!(!here.exists() && !home.join("Rollcall/march.rollcall").exists());
    // Words may begin so.
    let note = json!({ "about": "project", "note": "…/and so on" });
    let _words = session.call("set_note", note);
}

/// A presenter opens the program: what it lists may be called after anybody.
#[test]
fn the_start_screen_names_nobody_before_a_project_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings");
    let session = Session::new(rollcall_engine::EngineOptions {
        settings_folder: Some(settings),
        projects_folder: folder.path().join("anna/Rollcall"),
        ..crate::estate::options()
    });
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    for (file, name) in [
        ("Anna Smith.rollcall", "Anna Smith"),
        ("brackenridge shop.rollcall", "Shop of Brackenridge"),
    ] {
        let path = folder.path().join("anna").join(file);
        ask("create_project", json!({ "path": path, "name": name }));
    }
    ask("close_project", json!({}));
    let shown = || ask("app_info", json!({})).to_string();
    assert!(held(&[shown()]).len() > 3, "the bait");
    ask("set_presenting", json!({ "on": true }));
    assert_eq!(held(&[shown()]), [""; 0]);
    // Files are looked at before anything is open as well.
    let path = folder.path().join("brackenridge orders.csv");
    std::fs::write(&path, "Order ID,Amount\n1,2\n").expect("a file");
    let told = session.call("inspect_files", json!({ "paths": [path] }));
    let told = match told {
        Ok(reply) => reply.to_string(),
        Err(error) => format!("{error:?}"),
    };
    assert_eq!(held(&[told]), [""; 0]);
    // What is opened comes back whole all the same.
    let recent = ask("app_info", json!({}))["recent"][0]["path"].clone();
    ask("open_project", json!({ "path": recent }));
}

/// Names are read once, and again as soon as there is another.
#[test]
fn a_source_loaded_while_presenting_is_masked_in_the_next_reply() {
    let folder = tempfile::tempdir().expect("a folder");
    let (session, home) = home(folder.path());
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    ask("set_presenting", json!({ "on": true }));
    for _ in 0..3 {
        assert_eq!(held(&everything(&session)), [""; 0]);
    }
    let path = home.join("orders of Anna Smith.csv");
    std::fs::write(&path, PEOPLE).expect("a file");
    let choice = |table: &Value| json!({ "key": table["key"], "skip": false, "source_name": "Anna Smith", "own_table": true });
    let tables = ask("inspect_files", json!({ "paths": [path] }))["tables"].clone();
    let tables = tables.as_array().expect("tables").iter();
    let choices: Vec<Value> = tables.map(choice).collect();
    let request = json!({ "paths": [path], "choices": choices, "then_audit": false });
    work(&session, "import_files", request);
    assert_eq!(held(&everything(&session)), [""; 0]);
    work(&session, "run_audit", json!({}));
    assert_eq!(held(&everything(&session)), [""; 0]);
    // By a change as well, after somebody of the project.
    let source = ask("inventory", json!({}))["sources"][0]["mark"]["source"].clone();
    let renamed = json!({ "source": source, "name": "calls of Brackenridge" });
    ask("describe_source", renamed);
    assert_eq!(held(&everything(&session)), [""; 0]);
}

/// A person whose row was erased is known to nobody, but their file is still called after them.
#[test]
fn a_file_called_after_somebody_who_is_in_no_table_tells_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let (session, home) = home(folder.path());
    let ask = |command: &str, request: Value| session.call(command, request).expect(command);
    let path = home.join("zenobia_order.csv");
    std::fs::write(&path, PEOPLE).expect("a file");
    let request = json!({ "paths": [path], "choices": [], "then_audit": true });
    work(&session, "import_files", request);
    let holds = |told: &[String]| -> Vec<String> {
        let named = |text: &&String| text.to_lowercase().contains("zenobia");
        let held = told.iter().filter(named);
        held.map(|text| format!("{text:.300}")).collect()
    };
    assert!(!holds(&sources(&session)).is_empty(), "the bait");
    ask("set_presenting", json!({ "on": true }));
    assert_eq!(holds(&everything(&session)), [""; 0]);
}

//! Recipes of one's own on the command line: saved, told, renamed, deleted, and used while loading.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn rollcall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn said(outcome: &Output) -> String {
    assert!(
        outcome.status.success(),
        "{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
    String::from_utf8_lossy(&outcome.stdout).into_owned()
}

fn refused(outcome: &Output) -> String {
    assert_eq!(outcome.status.code(), Some(1));
    String::from_utf8_lossy(&outcome.stderr).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_recipe_is_saved_told_used_renamed_and_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings");
    let project = folder.path().join("a.rollcall");
    let file = folder.path().join("harbour_members.csv");
    std::fs::write(
        &file,
        "Nr,Rufname,Post\n1,Anne,anne@harbour.example\n2,Tom,tom@harbour.example\n",
    )
    .expect("a file");
    said(&rollcall(&[
        "audit",
        path(&file),
        "--project",
        path(&project),
    ]));
    let settings = path(&settings);
    let recipes = |arguments: &[&str]| {
        rollcall(&[&["recipes"], arguments, &["--settings", settings]].concat())
    };
    assert!(said(&recipes(&["list"])).contains("no recipe"));
    let call = |command: &str, request: &Value, project: &Path| -> Value {
        let outcome = rollcall(&[
            "call",
            command,
            &request.to_string(),
            "--project",
            path(project),
            "--settings",
            settings,
        ]);
        serde_json::from_str(&said(&outcome)).expect("JSON")
    };
    let table = call("list_mappings", &json!({}), &project)[0].clone();
    let request = json!({ "table": table["table"], "column": 1, "attribute": "nickname" });
    call("set_column", &request, &project);
    let name = format!(
        "{} · {}",
        table["source"]["name"].as_str().expect("a name"),
        table["name"].as_str().expect("a name")
    );
    let wrong = recipes(&[
        "save",
        "--project",
        path(&project),
        "--table",
        "none",
        "Harbour",
    ]);
    assert!(refused(&wrong).contains(&name));
    let save = [
        "save",
        "--project",
        path(&project),
        "--table",
        &name,
        "Harbour club",
    ];
    assert!(said(&recipes(&save)).contains("Harbour club"));
    assert!(
        said(&recipes(&["rename", "harbour CLUB", "Harbour members"]))
            .starts_with("Harbour members: ")
    );

    let other = folder.path().join("b.rollcall");
    call(
        "create_project",
        &json!({ "path": other, "name": "B" }),
        &project,
    );
    let looked = call("inspect_files", &json!({ "paths": [file] }), &other);
    let offer = &looked["tables"][0]["own_recipes"][0];
    assert_eq!(
        (&offer["name"], &offer["fits"]),
        (&json!("Harbour members"), &json!(true))
    );
    let choice = json!({ "key": looked["tables"][0]["key"], "own_recipe": offer["file"] });
    call(
        "import_files",
        &json!({ "paths": [file], "choices": [choice] }),
        &other,
    );
    let mapping = call("get_mapping", &json!({ "table": 1 }), &other);
    assert_eq!(mapping["columns"][1]["attribute"]["code"], "nickname");
    assert_eq!(mapping["recipe"], "Harbour members");

    std::fs::write(
        Path::new(settings).join("recipes/broken.toml"),
        "format = 1\nname = 3\n",
    )
    .expect("a file");
    let told = said(&recipes(&["list"]));
    assert!(
        told.contains("broken.toml cannot be used") && told.contains("line 2"),
        "{told}"
    );
    said(&recipes(&["delete", "broken.toml"]));
    assert!(said(&recipes(&["delete", "Harbour members"])).contains("no recipe"));
    assert!(refused(&recipes(&["delete", "../settings"])).contains("no recipe"));
}

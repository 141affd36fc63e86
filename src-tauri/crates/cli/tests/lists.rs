//! Lists from the terminal, on a project that is left as a month leaves it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const SHOP: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency
A-1,Grietje,Dekker,grietje.dekker@example.com,2026-11-10,12.50,EUR
A-2,Jonas,Winkler,jonas.winkler@example.org,2026-11-12,30.00,EUR
A-3,Ewan,Drummond,ewan.drummond@example.com,2026-01-01,9.90,EUR
";

fn rollcall(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn g42_a_saved_list_goes_to_every_platform_from_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("shop_orders.csv");
    std::fs::write(&orders, SHOP).expect("a file");
    let project = folder.path().join("shop.rollcall");
    let file = path(&project);
    let (_, failed) = rollcall(&["audit", path(&orders), "--project", file]);
    assert_eq!(failed, "");
    let list = r#"{"name": "Just bought", "purpose": "suppress", "condition":
        {"kind": "event", "subject": "purchase", "test": "did", "days": 30}}"#;
    let (saved, failed) = rollcall(&["call", "save_list", list, "--project", file]);
    assert!(saved.contains("bought in the last 30 days"), "{failed}");

    let (shown, _) = rollcall(&["list", "show", file]);
    assert!(shown.contains("saved:1"), "{shown}");
    assert!(
        shown.contains("Just bought (suppress, version 1)"),
        "{shown}"
    );

    let (told, failed) = rollcall(&["list", "preview", file, "just bought"]);
    assert!(
        told.starts_with("2 chosen, 2 in the file"),
        "{told}{failed}"
    );

    let out = folder.path().join("list.csv");
    let (told, failed) = rollcall(&[
        "list",
        "deliver",
        file,
        "saved:1",
        "--out",
        path(&out),
        "--left-out",
    ]);
    assert!(told.starts_with("2 rows written"), "{told}{failed}");
    assert!(folder.path().join("list-left-out.csv").is_file());

    let suppression = folder.path().join("suppression");
    let (told, failed) = rollcall(&[
        "list",
        "suppress",
        file,
        "saved:1",
        "--out",
        path(&suppression),
    ]);
    assert!(told.starts_with("The same 2 people"), "{told}{failed}");
    let manifest = std::fs::read_to_string(suppression.join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["people"], 2);

    let (_, failed) = rollcall(&["list", "preview", file, "nobody"]);
    assert!(failed.contains("There is no list nobody"), "{failed}");
}

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
        shown.contains("Just bought  (suppress, version 1)"),
        "{shown}"
    );

    // The file of a source comes back beside the lists.
    assert!(shown.contains("cleaned:1"), "{shown}");
    let back = folder.path().join("back.csv");
    let (told, failed) = rollcall(&[
        "list",
        "deliver",
        file,
        "cleaned:1",
        "--to",
        "upload",
        "--out",
        path(&back),
    ]);
    assert!(told.starts_with("3 rows written"), "{told}{failed}");
    let text = std::fs::read_to_string(&back).expect("a file");
    assert!(text.contains("rollcall_changed,Order ID,"), "{text}");

    let (told, failed) = rollcall(&["list", "preview", file, "just bought"]);
    assert!(
        told.starts_with("2 chosen, 2 in the file"),
        "{told}{failed}"
    );

    // Days are refused where a list has no window of them.
    for list in ["customers", "saved:1"] {
        let (told, failed) = rollcall(&["list", "preview", file, list, "--days", "7"]);
        assert_eq!(told, "", "{list}");
        assert!(
            failed.contains("has no window of days") && failed.contains("recent_purchasers"),
            "{list}: {failed}"
        );
    }
    let (told, failed) = rollcall(&["list", "preview", file, "recent_purchasers", "--days", "7"]);
    assert!(told.contains("chosen"), "{told}{failed}");

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
    assert!(
        failed.contains("There is no list called “nobody”."),
        "{failed}"
    );
}

#[test]
fn a_list_that_is_written_says_once_what_to_know_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("shop_orders.csv");
    std::fs::write(&orders, SHOP).expect("a file");
    let project = folder.path().join("shop.rollcall");
    let file = path(&project);
    let (_, failed) = rollcall(&["audit", path(&orders), "--project", file]);
    assert_eq!(failed, "");
    let out = folder.path().join("list.csv");
    let deliver = [
        "list",
        "deliver",
        file,
        "recent_purchasers",
        "--out",
        path(&out),
    ];
    let warned = |told: &str| -> Vec<String> {
        let lines = told.lines().filter_map(|line| line.strip_prefix("! "));
        lines.map(str::to_owned).collect()
    };
    let (told, failed) = rollcall(&deliver);
    let (seen, _) = rollcall(&["list", "preview", file, "recent_purchasers"]);
    assert!(
        told.contains("A blank cell means that no source holds a usable value."),
        "{told}{failed}"
    );
    assert_eq!(warned(&told), warned(&seen), "as before it is written");
    assert!(!told.contains("People were found before that"), "{told}");

    let members = folder.path().join("club_members.csv");
    let text = "Member no,First Name,Last Name,Email\n1,Mina,Kovac,mina.kovac@example.net\n";
    std::fs::write(&members, text).expect("a file");
    let request = serde_json::json!({ "paths": [members], "choices": [] }).to_string();
    let (_, failed) = rollcall(&["call", "import_files", &request, "--project", file]);
    assert_eq!(failed, "");
    let (told, failed) = rollcall(&deliver);
    let again = "People were found before that. Find them again first.";
    assert!(
        warned(&told).iter().any(|one| one == again),
        "{told}{failed}"
    );
    // In the log stands what is still true of it, not what was said then.
    let (log, _) = rollcall(&["call", "list_deliveries", "{}", "--project", file]);
    let log: Value = serde_json::from_str(&log).expect("JSON");
    assert_eq!(log[0]["warnings"], serde_json::json!([]));
}

#[test]
fn a_list_is_not_written_over_an_export_that_was_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("shop_orders.csv");
    std::fs::write(&orders, SHOP).expect("a file");
    let project = folder.path().join("shop.rollcall");
    let file = path(&project);
    let (_, failed) = rollcall(&["audit", path(&orders), "--project", file]);
    assert_eq!(failed, "");
    let deliver =
        |out: &Path| rollcall(&["list", "deliver", file, "customers", "--out", path(out)]);
    let (told, failed) = deliver(&orders);
    assert_eq!(told, "");
    assert!(failed.contains("is an export that was loaded"), "{failed}");
    let kept = std::fs::read_to_string(&orders).expect("the export");
    assert_eq!(kept, SHOP);
    // What was written before is no export, and is written anew.
    let out = folder.path().join("list.csv");
    for _ in 0..2 {
        let (told, failed) = deliver(&out);
        assert!(told.starts_with("3 rows written"), "{told}{failed}");
    }
}

#[test]
fn what_fails_and_what_is_written_is_told_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("shop_orders.csv");
    std::fs::write(&orders, SHOP).expect("a file");
    let project = folder.path().join("shop.rollcall");
    let file = path(&project);
    let (_, failed) = rollcall(&["audit", path(&orders), "--project", file]);
    assert_eq!(failed, "");
    let german = |arguments: &[&str]| {
        let all: Vec<&str> = [&["--language", "de", "list"][..], arguments].concat();
        rollcall(&all)
    };
    let out = folder.path().join("list.csv");
    let nowhere = folder.path().join("no folder").join("list.csv");
    let (out, nowhere) = (path(&out), path(&nowhere));
    let fails: [(&[&str], &str); 6] = [
        (&["preview", file, "nobody"], "Liste „nobody“"),
        (
            &["preview", file, "customers", "--to", "plain_cvs"],
            "Nicht bekannt: Ziel „plain_cvs“.",
        ),
        (
            &["preview", file, "customers", "--days", "7"],
            "hat kein Zeitfenster in Tagen",
        ),
        (
            &["deliver", file, "customers", "--out", nowhere],
            "Wählen Sie einen anderen Ordner",
        ),
        (
            &[
                "deliver",
                file,
                "recent_purchasers",
                "--today",
                "2020-01-01",
                "--out",
                out,
            ],
            "bleibt niemand übrig",
        ),
        (
            &["suppress", file, "customers", "--out", out],
            "ist keine Liste, um Personen in Ruhe zu lassen",
        ),
    ];
    for (arguments, expected) in fails {
        let (told, failed) = german(arguments);
        assert_eq!(told, "", "{arguments:?}");
        assert!(failed.contains(expected), "{expected} in {failed}");
    }

    // Files for people are written in it, too, and a list goes by its name in either language.
    for name in ["All customers", "Alle Kunden"] {
        let (told, failed) = german(&["preview", file, name, "--to", "mailchimp_contacts"]);
        assert!(told.contains("3 ausgelassen: "), "{told}{failed}");
        assert!(!told.contains("left out"), "{told}");
    }
    let (told, failed) = german(&["deliver", file, "Alle Kunden", "--out", out]);
    assert!(told.starts_with("3 Zeilen geschrieben"), "{told}{failed}");
    let page = std::fs::read_to_string(folder.path().join("list.manifest.json"));
    let page: Value = serde_json::from_str(&page.expect("a page")).expect("JSON");
    assert_eq!(page["list"], "Alle Kunden");
}

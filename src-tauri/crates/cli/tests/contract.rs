//! What the command line promises: its forms, its exit codes, its sentences.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn rollcall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A folder with two small exports that share people.
fn exports() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    std::fs::write(
        exports.join("crm_contacts.csv"),
        "Contact ID,First Name,Last Name,Email,Phone,Postcode\n\
         001,Anne,Marsh,anne.marsh@mail.example.com,+44 7700 900123,LS1 4AP\n\
         002,John,Smith,john.smith@mail.example.com,,LS1 4AB\n\
         003,Priya,Nair,priya@web.example.org,+44 7700 900456,M1 2AB\n",
    )
    .expect("a file");
    std::fs::write(
        exports.join("shop_customers.csv"),
        "Kundennummer;Vorname;Nachname;E-Mail\n\
         A1;Anne;Marsh;ANNE.MARSH@mail.example.com\n\
         A2;Priya;Nair;priya@web.example.org\n",
    )
    .expect("a file");
    (folder, exports)
}

#[test]
fn an_audit_accounts_for_every_row_and_writes_every_table() {
    let (folder, exports) = exports();
    let out = folder.path().join("out");
    let outcome = rollcall(&[
        "audit",
        path(&exports),
        "--out",
        path(&out),
        "--today",
        "2026-11-23",
        "--json",
    ]);
    assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    let summary: Value = serde_json::from_slice(&outcome.stdout).expect("one JSON object");
    for table in summary["tables"].as_array().expect("tables") {
        assert_eq!(
            table["rows_read"].as_u64(),
            Some(
                table["rows_loaded"].as_u64().unwrap() + table["rows_set_aside"].as_u64().unwrap()
            ),
            "{table}"
        );
    }
    assert_eq!(summary["rows_read"], 5);
    assert_eq!(summary["customers"], 3, "Anne and Priya are in both");
    assert!(summary["peak_memory_bytes"].is_u64() || summary["peak_memory_bytes"].is_null());
    for name in [
        "customers.csv",
        "crosswalk.csv",
        "coverage.csv",
        "conflicts.csv",
        "review.csv",
        "problems.csv",
        "set_aside.csv",
        "report.html",
    ] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let crosswalk = std::fs::read_to_string(out.join("crosswalk.csv")).expect("the crosswalk");
    assert_eq!(
        crosswalk.lines().next(),
        Some("source,table,row,record_key,customer_id")
    );
    assert!(
        crosswalk.contains(",2,001,C"),
        "row 2 of the file, with its leading zeros: {crosswalk}"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (folder, exports) = exports();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    for out in [&one, &two] {
        let outcome = rollcall(&[
            "audit",
            path(&exports),
            "--out",
            path(out),
            "--today",
            "2026-11-23",
        ]);
        assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    }
    for entry in std::fs::read_dir(&one).expect("files").flatten() {
        let other = two.join(entry.file_name());
        assert_eq!(
            std::fs::read(entry.path()).unwrap(),
            std::fs::read(&other).unwrap(),
            "{}",
            other.display()
        );
    }
}

#[test]
fn linking_writes_a_cluster_for_every_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    std::fs::write(
        &file,
        "id,name,email\na,Anne Marsh,anne@mail.example.com\nb,Anne Marsh,anne@mail.example.com\nc,,\nd,Omar Haddad,omar@web.example.org\n",
    )
    .expect("a file");
    let out = folder.path().join("clusters.csv");
    let outcome = rollcall(&["link", path(&file), "--id", "id", "--out", path(&out)]);
    assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    let written = std::fs::read_to_string(&out).expect("the clusters");
    let rows: Vec<(&str, &str)> = written
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect();
    assert_eq!(
        rows.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        ["a", "b", "c", "d"]
    );
    assert_eq!(rows[0].1, rows[1].1);
    assert_ne!(rows[0].1, rows[3].1);
    assert_ne!(rows[2].1, rows[3].1);
}

#[test]
fn failures_are_one_sentence_and_exit_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, content).expect("a file");
        file
    };
    let empty_folder = folder.path().join("empty");
    std::fs::create_dir(&empty_folder).expect("a folder");
    let cases: Vec<(&str, PathBuf)> = vec![
        (
            "a file that is not there",
            folder.path().join("nothing.csv"),
        ),
        ("an empty file", write("empty.csv", b"")),
        (
            "a picture called .csv",
            write(
                "picture.csv",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02",
            ),
        ),
        ("a folder without files", empty_folder),
        (
            "half a workbook",
            write("half.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0"),
        ),
        (
            "half an archive",
            write("half.zip", b"PK\x03\x04\x14\0\0\0\x08\0garbage"),
        ),
        (
            "a locked workbook",
            write(
                "locked.xlsx",
                &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            ),
        ),
    ];
    for (what, file) in cases {
        let outcome = rollcall(&["audit", path(&file)]);
        let said = text(&outcome.stderr);
        assert_eq!(outcome.status.code(), Some(1), "{what}: {said}");
        assert_eq!(said.trim().lines().count(), 1, "{what}: {said}");
        assert!(said.starts_with("rollcall: "), "{what}: {said}");
        assert!(!said.contains("panicked"), "{what}: {said}");
        assert!(outcome.stdout.is_empty(), "{what}");
    }
}

#[test]
fn a_project_that_is_none_is_told_apart() {
    let (folder, exports) = exports();
    let project = folder.path().join("a.rollcall");
    let made = rollcall(&["audit", path(&exports), "--project", path(&project)]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(
        rollcall(&["project", "info", path(&project)])
            .status
            .success()
    );
    assert!(
        rollcall(&["project", "verify", path(&project)])
            .status
            .success()
    );

    let whole = std::fs::read(&project).expect("the project");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "text",
            b"hello, world".to_vec(),
            "is not a Rollcall project",
        ),
        (
            "half of it",
            whole[..whole.len() / 2].to_vec(),
            "is damaged",
        ),
        (
            "newer",
            {
                let mut newer = whole.clone();
                newer[60..64].copy_from_slice(&999_u32.to_be_bytes());
                newer
            },
            "newer version",
        ),
        (
            "another database",
            {
                let mut other = whole.clone();
                other[68..72].copy_from_slice(&7_u32.to_be_bytes());
                other
            },
            "is not a Rollcall project",
        ),
    ];
    for (what, bytes, sentence) in cases {
        let file = folder.path().join(format!("{what}.rollcall"));
        std::fs::write(&file, &bytes).expect("a file");
        let outcome = rollcall(&["project", "verify", path(&file)]);
        assert_eq!(outcome.status.code(), Some(1), "{what}");
        assert!(
            text(&outcome.stderr).contains(sentence),
            "{what}: {}",
            text(&outcome.stderr)
        );
        assert_eq!(
            std::fs::read(&file).expect("the file"),
            bytes,
            "{what} was not touched"
        );
    }
}

#[test]
fn wrong_use_exits_2_and_help_is_everywhere() {
    assert_eq!(rollcall(&["audit"]).status.code(), Some(2));
    assert_eq!(rollcall(&["link", "a.csv"]).status.code(), Some(2));
    assert_eq!(rollcall(&["dance"]).status.code(), Some(2));
    for arguments in [
        &["--help"][..],
        &["audit", "--help"],
        &["link", "--help"],
        &["project", "--help"],
    ] {
        assert!(rollcall(arguments).status.success(), "{arguments:?}");
    }
    let listed = text(&rollcall(&["commands"]).stdout);
    assert!(listed.contains("judge_pair") && listed.contains("rows_behind"));
}

#[test]
fn a_project_that_is_open_elsewhere_is_told_and_left_alone() {
    let (folder, exports) = exports();
    let project = folder.path().join("shop.rollcall");
    let engine = rollcall_engine::Engine::new(rollcall_engine::EngineOptions {
        version: "test".into(),
        clock: rollcall_engine::Clock::system(),
        who: "test".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    });
    engine
        .create_project(rollcall_engine::view::CreateProject {
            path: path(&project).into(),
            name: "Shop".into(),
        })
        .expect("a project");

    let out = folder.path().join("out");
    let audit = [
        "audit",
        path(&exports),
        "--project",
        path(&project),
        "--out",
        path(&out),
    ];
    let refused = rollcall(&audit);
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused.stderr);
    assert!(
        told.contains("is open in another window or command of Rollcall"),
        "{told}"
    );
    assert!(!out.join("customers.csv").exists());
    let looked = rollcall(&["project", "verify", path(&project)]);
    assert!(looked.status.success(), "{}", text(&looked.stderr));

    drop(engine);
    let done = rollcall(&audit);
    assert!(done.status.success(), "{}", text(&done.stderr));
}

#[test]
fn rows_set_aside_are_written_with_their_place_reason_and_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("till.csv");
    std::fs::write(
        &file,
        "Name,Email,Spent\nAnne Marsh,anne@mail.example.com,10\nOmar Haddad,omar@web.example.org,20\nTOTAL,,30\n",
    )
    .expect("a file");
    let out = folder.path().join("out");
    let outcome = rollcall(&["audit", path(&file), "--out", path(&out)]);
    assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    let written = std::fs::read_to_string(out.join("set_aside.csv")).expect("the rows");
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 2, "{written}");
    for part in ["till.csv", "\"4\"", "TOTAL"] {
        assert!(lines[1].contains(part), "{part}: {written}");
    }
}

#[test]
fn a_mistyped_member_of_a_request_is_told() {
    let (folder, exports) = exports();
    let project = folder.path().join("a.rollcall");
    let audit = ["audit", path(&exports), "--project", path(&project)];
    assert!(rollcall(&audit).status.success());
    let request = r#"{"txt":"Anne"}"#;
    let call = [
        "call",
        "search_customers",
        request,
        "--project",
        path(&project),
    ];
    let outcome = rollcall(&call);
    assert_eq!(outcome.status.code(), Some(1));
    assert!(
        text(&outcome.stderr).contains("\"txt\""),
        "{}",
        text(&outcome.stderr)
    );
}

#[test]
fn a_day_in_another_form_is_answered_with_the_form() {
    let outcome = rollcall(&["audit", "a.csv", "--today", "31.03.2026"]);
    assert_eq!(outcome.status.code(), Some(2));
    assert!(
        text(&outcome.stderr).contains("2026-11-23"),
        "{}",
        text(&outcome.stderr)
    );
}

/// Ctrl-C stops the work at its next step: a sentence, the project closed into one file.
#[test]
#[cfg(unix)]
fn a_stopped_audit_says_so_and_leaves_a_whole_project_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    let rows: String = std::iter::once("id,name,email\n".to_owned())
        .chain(
            (0..200_000)
                .map(|number| format!("{number},Ann Marsh{number},ann{number}@mail.example.com\n")),
        )
        .collect();
    std::fs::write(&file, rows).expect("a file");
    let project = folder.path().join("a.rollcall");
    let child = Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(["audit", path(&file), "--project", path(&project)])
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    while !project.exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let asked = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("it is asked to stop");
    assert!(asked.success());
    let outcome = child.wait_with_output().expect("it ends");
    assert_eq!(outcome.status.code(), Some(1));
    assert!(
        text(&outcome.stderr).contains("stopped"),
        "{}",
        text(&outcome.stderr)
    );
    let mut left: Vec<String> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    // A project it made is taken away again where nothing was loaded before it was stopped.
    if project.exists() {
        assert_eq!(left, ["a.rollcall", "people.csv"]);
        let verified = rollcall(&["project", "verify", path(&project)]);
        assert!(verified.status.success(), "{}", text(&verified.stderr));
    } else {
        assert_eq!(left, ["people.csv"]);
    }
}

#[test]
fn a_command_tells_what_its_request_is_made_of() {
    let outcome = rollcall(&["call", "set_column", "--help"]);
    assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    let told = text(&outcome.stdout);
    for line in [
        "\"table\": number  (required)",
        "\"attribute\": string | null  (required)",
        "\"date_order\": string | null  (may be left out)",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    assert!(rollcall(&["call", "--help"]).status.success());
    let outcome = rollcall(&["call", "no_such_command", "--help"]);
    assert_eq!(outcome.status.code(), Some(1));
}

#[test]
fn a_project_mistyped_is_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("nothere.rollcall");
    let outcome = rollcall(&["audit", "--project", path(&project)]);
    assert_eq!(outcome.status.code(), Some(1));
    let told = text(&outcome.stderr);
    assert!(told.contains("There is no project at"), "{told}");
    assert!(!project.exists());
}

#[test]
fn nothing_usable_is_a_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let header_only = folder.path().join("customers.csv");
    std::fs::write(&header_only, "First Name,Last Name,Email\n").expect("a file");
    let out = folder.path().join("out");
    let outcome = rollcall(&["audit", path(&header_only), "--out", path(&out)]);
    assert_eq!(outcome.status.code(), Some(1));
    let told = text(&outcome.stderr);
    assert!(told.contains("Nothing could be loaded"), "{told}");
    assert!(!out.exists());
}

#[test]
fn orders_undone_in_any_language_are_no_purchases_and_unknown_words_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("pedidos.csv");
    let mut rows = String::from("Order ID,Order date,Customer name,Email,Total,Currency,Status\n");
    let words = ["Enviado", "Cancelado", "Devuelto", "Gamma"];
    for number in 0..40 {
        let word = words[number % words.len()];
        writeln!(
            rows,
            "A{number},2026-11-01,Person {number},p{number}@mail.example.com,10.00,EUR,{word}"
        )
        .expect("room in memory");
    }
    std::fs::write(&orders, rows).expect("a file");
    let out = folder.path().join("out");
    let outcome = rollcall(&[
        "audit",
        path(&orders),
        "--out",
        path(&out),
        "--today",
        "2026-11-23",
    ]);
    assert!(outcome.status.success(), "{}", text(&outcome.stderr));
    let customers = std::fs::read_to_string(out.join("customers.csv")).expect("customers");
    assert_eq!(customers.matches("2026-11-01").count(), 20, "{customers}");
    let problems = std::fs::read_to_string(out.join("problems.csv")).expect("problems");
    assert!(problems.contains("unknown_status"), "{problems}");
    assert!(problems.contains("Gamma"), "{problems}");
}

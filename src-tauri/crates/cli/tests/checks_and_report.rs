//! `rollcall check` and `rollcall report`: what they tell and write, and how they end.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const ORDERS: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency
A-1,Grietje,Dekker,grietje.dekker@example.com,2026-11-10,12.50,EUR
A-2,Jonas,Winkler,jonas.winkler@example.org,2026-11-12,30.00,EUR
A-3,Ewan,Drummond,ewan.drummond@example.com,2026-01-01,9.90,EUR
";
const SENT: &str = "\
message_id,sent_at,campaign,email,status
m1,2026-11-14 10:00:00,Winback: we miss you,grietje.dekker@example.com,delivered
m2,2026-11-14 10:00:00,Winback: we miss you,ewan.drummond@example.com,delivered
";
/// A cell no mailbox can be, for the report to show an example of.
const WRONG: &str = "priya.nair@@web.example.org";
const CONTACTS: &str = "\
Contact ID,First Name,Last Name,Email
001,Grietje,Dekker,grietje.dekker@example.com
002,Priya,Nair,priya.nair@@web.example.org
003,Jonas,Winkler,jonas.winkler@example.org
";

fn rollcall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// What a command that succeeds says.
fn said(arguments: &[&str]) -> String {
    let done = rollcall(arguments);
    let complaint = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{complaint}");
    assert_eq!(complaint, "");
    String::from_utf8(done.stdout).expect("UTF-8")
}

/// The one sentence of a command that fails.
fn complaint(arguments: &[&str]) -> String {
    let done = rollcall(arguments);
    let complaint = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    assert_eq!(done.status.code(), Some(1), "{complaint}");
    assert!(done.stdout.is_empty(), "nothing is told beside it");
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    assert!(complaint.starts_with("rollcall: "), "{complaint}");
    complaint
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A project of three exports, with a finding and a message to somebody who had just bought.
fn project(folder: &Path) -> PathBuf {
    let exports = folder.join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    for (name, text) in [
        ("shop_orders.csv", ORDERS),
        ("winback_send_log.csv", SENT),
        ("crm_contacts.csv", CONTACTS),
    ] {
        std::fs::write(exports.join(name), text).expect("a file");
    }
    let project = folder.join("shop.rollcall");
    let done = rollcall(&["audit", path(&exports), "--project", path(&project)]);
    assert!(done.status.success());
    project
}

/// What a command of the core answers.
fn called(command: &str, request: &str, project: &Path) -> Value {
    let answer = said(&["call", command, request, "--project", path(project)]);
    serde_json::from_str(&answer).expect("JSON")
}

#[test]
fn the_report_is_the_same_bytes_as_through_the_core_as_page_and_as_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    for ending in ["html", "xlsx"] {
        let by_command = folder.path().join(format!("command.{ending}"));
        let by_core = folder.path().join(format!("core.{ending}"));
        // The day is told in the report; midnight may come between the two.
        let alike = (0..2).any(|_| {
            let told = said(&["report", path(&project), "--out", path(&by_command)]);
            let bytes = std::fs::read(&by_command).expect("the file");
            let size = rollcall_engine::grouped(bytes.len() as u64);
            assert_eq!(
                told.trim(),
                format!("Written: {} ({size} bytes).", by_command.display())
            );
            let request = serde_json::json!({ "path": by_core, "unmasked": false });
            let answer = called("write_report", &request.to_string(), &project);
            assert_eq!(answer["bytes"], bytes.len() as u64);
            bytes == std::fs::read(&by_core).expect("the file")
        });
        assert!(alike, "{ending}");
    }
    let workbook = std::fs::read(folder.path().join("command.xlsx")).expect("the file");
    assert!(workbook.starts_with(b"PK"), "a workbook is packed");
}

#[test]
fn examples_are_masked_unless_unmasked_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let page = |more: &[&str]| {
        let out = folder.path().join("report.html");
        let told = [&["report", path(&project), "--out", path(&out)], more].concat();
        said(&told);
        std::fs::read_to_string(&out).expect("the page")
    };
    let (masked, shown) = (page(&[]), page(&["--unmasked"]));
    assert!(!masked.contains(WRONG) && masked.contains("Examples are masked."));
    assert!(shown.contains(WRONG) && shown.contains("this report holds personal data"));
}

#[test]
fn a_report_that_cannot_be_written_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let out = folder.path().join("report.pdf");
    let told = complaint(&["report", path(&project), "--out", path(&out)]);
    assert!(told.contains(".html or .xlsx"), "{told}");
    assert!(!out.exists());
    // A report never takes the project's own place.
    let before = std::fs::read(&project).expect("the project");
    complaint(&["report", path(&project), "--out", path(&project)]);
    assert_eq!(std::fs::read(&project).expect("the project"), before);

    let missing = folder.path().join("nowhere.rollcall");
    let page = folder.path().join("report.html");
    let told = complaint(&["report", path(&missing), "--out", path(&page)]);
    assert!(told.contains("nowhere.rollcall"), "{told}");
    let no_project = folder.path().join("exports/shop_orders.csv");
    complaint(&["report", path(&no_project), "--out", path(&page)]);
    assert!(!page.exists() && !missing.exists(), "nothing is made");

    for wrong in [
        &["report"][..],
        &["report", path(&project)],
        &["report", path(&project), "--out"],
        &["report", path(&project), "--out", path(&page), "--masked"],
    ] {
        assert_eq!(rollcall(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert!(!page.exists());
}

#[test]
fn checks_are_those_of_the_core_all_or_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let file = path(&project);
    let book = called("check_book", "{}", &project);
    let parsed = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(parsed(&said(&["check", file, "--json"])), book);

    let all = said(&["check", file]);
    let checks = book["checks"].as_array().expect("checks");
    assert!(checks.len() > 10);
    for one in checks {
        let title = one["title"].as_str().expect("a title");
        assert!(all.lines().any(|line| line == title), "{title}");
    }

    let one = said(&["check", file, "--name", "suppression"]);
    assert!(
        one.contains("1 of 2 winback or acquisition messages went to somebody who had just bought"),
        "{one}"
    );
    // Every check says of which days it speaks.
    for one in checks.iter().filter(|one| one["figure"].is_object()) {
        let window = one["window"].as_str().expect("a window");
        assert!(window.contains(" 20"), "{window}");
        assert!(all.contains(&format!("  Window: {window}")), "{window}");
    }
    let figure = "  1 of 2 winback or acquisition messages, each person once a send";
    assert!(one.contains(figure), "its denominator: {one}");
    assert!(all.contains(&one), "alone it is told as among the others");
    let alone = parsed(&said(&["check", file, "--name", "suppression", "--json"]));
    assert_eq!(alone["checks"].as_array().map(Vec::len), Some(1));
    let suppression = checks.iter().find(|one| one["check"] == "suppression");
    assert_eq!(Some(&alone["checks"][0]), suppression);
    // What nothing tells is an answer, not a failure.
    let unknown = said(&["check", file, "--name", "seeds"]);
    assert!(
        unknown.contains("Cannot be known from these files"),
        "{unknown}"
    );
    assert!(!unknown.contains('%'), "{unknown}");
}

#[test]
fn a_month_that_is_over_is_told_until_the_newest_is_asked_for_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let numbers = |more: &[&str]| {
        let asked = ["check", path(&project), "--name", "numbers"];
        said(&[&asked[..], more].concat())
    };
    for (more, month) in [
        (&[][..], "2026-11"),
        (&["--month", "2026-01"], "2026-01"),
        (&[], "2026-01"),
        (&["--month", "newest"], "2026-11"),
        (&[], "2026-11"),
    ] {
        let told = numbers(more);
        assert!(told.contains(&format!("\n  For {month} ")), "{told}");
    }
    let asked = ["check", path(&project), "--name", "numbers", "--month"];
    let told = complaint(&[&asked[..], &["2026-02"]].concat());
    assert!(
        told.contains("Months of which there are orders: 2026-11, 2026-01."),
        "{told}"
    );
    let alone = rollcall(&["check", path(&project), "--month", "2026-01"]);
    assert_eq!(alone.status.code(), Some(2), "of which check?");
}

#[test]
fn a_check_or_a_project_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let told = complaint(&["check", path(&project), "--name", "winback"]);
    assert!(
        told.contains("There is no check called “winback”."),
        "{told}"
    );
    for code in ["suppression", "numbers", "pressure", "attribution", "seeds"] {
        assert!(told.contains(code), "{code}: {told}");
    }
    let missing = folder.path().join("nowhere.rollcall");
    let told = complaint(&["check", path(&missing)]);
    assert!(told.contains("nowhere.rollcall"), "{told}");
    assert!(!missing.exists(), "a project mistyped is not made");
    complaint(&[
        "check",
        path(&folder.path().join("exports/crm_contacts.csv")),
    ]);
    assert_eq!(rollcall(&["check"]).status.code(), Some(2));
    let unknown = rollcall(&["check", path(&project), "--all"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn rows_behind_a_number_are_written_as_through_the_core() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let out = folder.path().join("rows.csv");
    for (more, figure, filter) in [
        (&["people"][..], r#"{"kind":"people"}"#, ""),
        (
            &["load", "load=1", "--filter", "dekker"],
            r#"{"kind":"load","load":1}"#,
            "dekker",
        ),
        (
            &["measured", "measure=unreachable_people", "--sort", "0"],
            r#"{"kind":"measured","measure":"unreachable_people","source":null,"detail":""}"#,
            "",
        ),
    ] {
        let mut arguments = vec!["rows", path(&project)];
        arguments.extend(more);
        arguments.extend(["--out", path(&out)]);
        let told = said(&arguments);
        let request = format!(r#"{{"figure":{figure},"filter":"{filter}"}}"#);
        let rows = called("rows_behind", &request, &project)["total"].as_u64();
        let rows = rows.expect("a count");
        let noun = if rows == 1 { "row" } else { "rows" };
        assert_eq!(
            told.trim(),
            format!("Written: {} ({rows} {noun}).", out.display())
        );
        let written = std::fs::read_to_string(&out).expect("the file");
        assert_eq!(written.lines().count() as u64, rows + 1, "{figure}");
    }
    let refused = complaint(&[
        "rows",
        path(&project),
        "load",
        "load=99",
        "--out",
        path(&out),
    ]);
    assert!(refused.contains("99"), "{refused}");
}

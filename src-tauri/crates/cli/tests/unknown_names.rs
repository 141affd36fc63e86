//! A name that is mistyped is answered with those that are known, the nearest first, whatever it names.

use std::path::Path;
use std::process::Command;

const ORDERS: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency
A-1,Grietje,Dekker,grietje.dekker@example.com,2026-11-10,12.50,EUR
A-2,Jonas,Winkler,jonas.winkler@example.org,2026-11-12,30.00,EUR
";

/// The one sentence of a command that fails.
fn complaint(arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A project with one table of orders, and where else things may be written.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        std::fs::write(place.at("shop_orders.csv"), ORDERS).expect("a file");
        let made = Command::new(env!("CARGO_BIN_EXE_rollcall"))
            .args(["audit", &place.at("shop_orders.csv")])
            .args(["--project", &place.at("shop.rollcall")])
            .output()
            .expect("the program starts");
        assert!(made.status.success());
        place
    }

    fn at(&self, name: &str) -> String {
        path(&self.folder.path().join(name)).to_owned()
    }
}

fn assert_answered(cases: &[(Vec<&str>, &[&str])]) {
    for (arguments, parts) in cases {
        let told = complaint(arguments);
        for part in *parts {
            assert!(told.contains(part), "{part} in {told}");
        }
    }
}

#[test]
fn a_name_mistyped_is_answered_with_those_that_are_known() {
    let place = Place::new();
    let (file, orders) = (place.at("shop.rollcall"), place.at("shop_orders.csv"));
    let (out, settings) = (place.at("out.csv"), place.at("settings"));
    let (file, orders, out, settings) = (
        file.as_str(),
        orders.as_str(),
        out.as_str(),
        settings.as_str(),
    );
    assert_answered(&[
        (
            vec![
                "list",
                "deliver",
                file,
                "customers",
                "--to",
                "plain_cvs",
                "--out",
                out,
            ],
            &[
                "no destination called “plain_cvs”",
                "Did you mean plain_csv?",
                "There are: plain_csv, ",
                "meta_customer_list",
            ],
        ),
        (
            vec!["list", "preview", file, "customers", "--to", "klaviyo"],
            &[
                "Did you mean klaviyo_",
                "klaviyo_profiles",
                "klaviyo_suppression",
            ],
        ),
        (
            vec![
                "list",
                "suppress",
                file,
                "recent_purchasers",
                "--to",
                "xyz",
                "--out",
                out,
            ],
            &["no destination called “xyz”. There are: plain_csv, "],
        ),
        (
            vec!["list", "preview", file, "recent purchaser"],
            &[
                "no list called “recent purchaser”",
                "Did you mean recent_purchasers?",
                "crosswalk",
            ],
        ),
        (
            vec!["check", file, "--name", "supression"],
            &[
                "no check called “supression”",
                "Did you mean suppression?",
                "numbers",
            ],
        ),
        (
            vec![
                "recipes",
                "save",
                "--project",
                file,
                "--table",
                "x",
                "n",
                "--settings",
                settings,
            ],
            &["no table called “x”", "There are: "],
        ),
        (
            vec!["recipes", "delete", "x", "--settings", settings],
            &["no recipe called “x”. There are none yet."],
        ),
        (
            vec!["link", orders, "--id", "Order No", "--out", out],
            &["no column called “Order No”", "Did you mean Order ID"],
        ),
    ]);
}

#[test]
fn a_call_mistyped_is_answered_with_what_there_is() {
    let place = Place::new();
    let file = place.at("shop.rollcall");
    let call = |command: &'static str, request: &'static str| {
        vec!["call", command, request, "--project", &file]
    };
    assert_answered(&[
        (
            call(
                "set_column",
                r#"{"table":1,"column":1,"attribute":"givn_name"}"#,
            ),
            &[
                "no attribute called “givn_name”",
                "Did you mean given_name",
                "postcode",
            ],
        ),
        (
            call(
                "judge_change",
                r#"{"request":1,"verdict":"refuse","by":"Dana","reason":""}"#,
            ),
            &[
                "no verdict called “refuse”",
                "Did you mean refused?",
                "parked",
            ],
        ),
        (
            call("histroy", "{}"),
            &[
                "no command called “histroy”",
                "Did you mean history?",
                "`rollcall commands`",
            ],
        ),
        (
            vec!["call", "histroy", "--help"],
            &["no command called “histroy”", "Did you mean history?"],
        ),
        (
            call("history", r#"{"ofset":1}"#),
            &["\"ofset\"", "Did you mean offset?", "limit"],
        ),
        (
            call("history", "[]"),
            &["is not one JSON object", "`rollcall call history --help`"],
        ),
        (
            call("history", "{"),
            &["no JSON", "`rollcall call history --help`"],
        ),
    ]);
}

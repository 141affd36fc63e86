//! Which table a file belongs to: a folder audited again changes nothing, and two shops on one platform stay two.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{InspectFiles, OpenProject};
use rollcall_engine::{AuditRequest, AuditSummary, Clock, Engine, EngineOptions, Silent};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn exports(&self) -> PathBuf {
        self.folder.path().join("exports")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.exports().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn audit(&self, path: &Path) -> AuditSummary {
        let request = AuditRequest {
            paths: vec![path.to_path_buf()],
            project: Some(self.folder.path().join("a.rollcall")),
            out: None,
        };
        engine(self.folder.path())
            .audit(&request, &Silent)
            .expect("it can be audited")
    }

    fn audit_folder(&self) -> AuditSummary {
        self.audit(&self.exports())
    }

    /// Where the preview says a file goes: source, table, and whether it renews one.
    fn preview(&self, path: &Path) -> Vec<(String, String, bool)> {
        let engine = engine(self.folder.path());
        engine
            .open_project(OpenProject {
                path: self.folder.path().join("a.rollcall").display().to_string(),
            })
            .expect("it opens");
        let seen = engine
            .inspect_files(InspectFiles {
                paths: vec![path.display().to_string()],
                choices: Vec::new(),
            })
            .expect("it can be looked into");
        let tables = seen.tables.into_iter();
        tables
            .map(|table| {
                let renews = table.newer_export_of.is_some();
                (table.source_name, table.table_name, renews)
            })
            .collect()
    }
}

fn engine(folder: &Path) -> Engine {
    Engine::new(EngineOptions {
        version: "1".into(),
        clock: Clock::on("2026-11-23".parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: folder.to_path_buf(),
        sample_exports: None,
    })
}

/// `Source · table` and the file of every table in use.
fn in_use(summary: &AuditSummary) -> Vec<(String, String)> {
    let tables = summary.tables.iter();
    tables
        .map(|one| {
            let file = one.file.rsplit('/').next().unwrap_or_default();
            (format!("{} · {}", one.source, one.table), file.to_owned())
        })
        .collect()
}

fn files(summary: &AuditSummary) -> Vec<String> {
    in_use(summary).into_iter().map(|(_, file)| file).collect()
}

/// What was left out as an earlier export.
fn older(summary: &AuditSummary) -> Vec<&str> {
    let told = summary.unreadable.iter();
    told.filter(|problem| problem.code == "older_export")
        .map(|problem| problem.message.as_str())
        .collect()
}

/// Thirty customers from a number on.
fn customers(from: u32) -> String {
    let mut text = "Customer no,First name,Last name,Email\n".to_owned();
    for number in from..from + 30 {
        let _ = writeln!(
            text,
            "K{number},Anne,Marsh{number},anne{number}@example.com"
        );
    }
    text
}

fn shopify(from: u32, permission: &str) -> String {
    let mut text = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n".to_owned();
    for number in from..from + 30 {
        let _ = writeln!(
            text,
            "{number},Anne,Marsh{number},anne{number}@example.com,{permission},,{number} High Street,Leeds,LS1 4AP,,no,10.00,1,,no,"
        );
    }
    text
}

#[test]
fn a_folder_with_a_new_month_beside_the_old_ends_the_same_every_time() {
    let desk = Desk::new();
    desk.write("customers_2026-01.csv", &customers(0));
    assert_eq!(files(&desk.audit_folder()), ["customers_2026-01.csv"]);
    desk.write("customers_2026-02.csv", &customers(3));
    for time in 0..3 {
        let summary = desk.audit_folder();
        assert_eq!(files(&summary), ["customers_2026-02.csv"], "time {time}");
        let told = older(&summary);
        assert!(
            time == 0 || told.len() == 1 && told[0].contains("customers_2026-01.csv"),
            "{told:?}"
        );
    }
}

#[test]
fn months_in_any_order_end_the_same() {
    for order in [["01", "02", "03"], ["03", "01", "02"], ["02", "03", "01"]] {
        let desk = Desk::new();
        for month in order {
            let number: u32 = month.parse().expect("a month");
            desk.write(&format!("customers_2026-{month}.csv"), &customers(number));
            desk.audit_folder();
        }
        for _ in 0..2 {
            let summary = desk.audit_folder();
            assert_eq!(files(&summary), ["customers_2026-03.csv"], "{order:?}");
            assert_eq!(older(&summary).len(), 2, "{:?}", summary.unreadable);
        }
    }
}

#[test]
fn months_found_at_once_end_the_same() {
    let desk = Desk::new();
    for month in 1..=3 {
        desk.write(&format!("customers_2026-0{month}.csv"), &customers(month));
    }
    for _ in 0..2 {
        let summary = desk.audit_folder();
        assert_eq!(files(&summary), ["customers_2026-03.csv"]);
        assert_eq!(older(&summary).len(), 2, "{:?}", summary.unreadable);
    }
}

#[test]
fn parts_of_a_list_are_all_used() {
    let desk = Desk::new();
    desk.write("customers_2026-01.csv", &customers(0));
    desk.write("customers_2026-02.csv", &customers(100));
    desk.write("members_1.csv", &customers(200));
    desk.write("members_2.csv", &customers(300));
    let first = in_use(&desk.audit_folder());
    assert_eq!(first.len(), 4);
    assert_eq!(in_use(&desk.audit_folder()), first);
}

#[test]
fn a_second_shop_on_one_platform_is_a_source_of_its_own() {
    let desk = Desk::new();
    let uk = desk.write("uk_store_customers.csv", &shopify(1000, "no"));
    let de = desk.write("de_store_customers.csv", &shopify(5000, "yes"));
    desk.audit(&uk);
    let seen = desk.preview(&de);
    let summary = desk.audit(&de);
    assert_eq!(
        files(&summary),
        ["uk_store_customers.csv", "de_store_customers.csv"]
    );
    assert_ne!(summary.tables[0].source, summary.tables[1].source);
    let table = &summary.tables[1];
    assert_eq!(seen, [(table.source.clone(), table.table.clone(), false)]);

    // Next month each lands on its own.
    desk.write("uk_store_customers.csv", &shopify(1002, "no"));
    desk.write("de_store_customers.csv", &shopify(5003, "yes"));
    let next = desk.audit_folder();
    assert_eq!(in_use(&next), in_use(&summary));
    for table in &next.tables {
        assert!(table.compared.expect("a load before it").unchanged >= 27);
    }
}

#[test]
fn two_shops_in_one_folder_are_two_sources() {
    let desk = Desk::new();
    desk.write("uk_store_customers.csv", &shopify(1000, "no"));
    desk.write("de_store_customers.csv", &shopify(5000, "yes"));
    let summary = desk.audit_folder();
    assert_eq!(summary.tables.len(), 2);
    assert_ne!(summary.tables[0].source, summary.tables[1].source);
    assert_eq!(in_use(&desk.audit_folder()), in_use(&summary));
}

/// Both come under the name the platform gives them.
#[test]
fn a_second_audience_does_not_take_the_place_of_the_first() {
    let audience = |from: u32| {
        let mut text = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,LEID,EUID,LAST_CHANGED,NOTES,TAGS\n".to_owned();
        for number in from..from + 30 {
            let _ = writeln!(
                text,
                "anne{number}@example.com,Anne,Marsh{number},2,2026-01-05 10:00:00,,{number},e{number},2026-01-05 10:00:00,,"
            );
        }
        text
    };
    let desk = Desk::new();
    let name = |mark: &str| format!("unsubscribed_email_audience_export_{mark}.csv");
    let one = desk.write(&name("4d1f0a62c7"), &audience(1000));
    let two = desk.write(&name("81be55f390"), &audience(7000));
    desk.audit(&one);
    let summary = desk.audit(&two);
    assert_eq!(summary.tables.len(), 2, "{:?}", summary.tables);
    assert_eq!(summary.noticed[0].code, "likely_newer_export");
    let next = desk.write(&name("99be55f391"), &audience(1005));
    assert_eq!(
        files(&desk.audit(&next)),
        [name("99be55f391"), name("81be55f390")]
    );
}

/// The newest stand first, more of them than a first look shows.
#[test]
fn many_new_rows_before_the_known_ones_make_no_other_table() {
    let desk = Desk::new();
    let one = desk.write("customers_export_2026-01.csv", &customers(1000));
    desk.audit(&one);
    let mut text = "Customer no,First name,Last name,Email\n".to_owned();
    for number in (1000..1400).rev() {
        let _ = writeln!(
            text,
            "K{number},Anne,Marsh{number},anne{number}@example.com"
        );
    }
    let two = desk.write("customers_export_2026-02.csv", &text);
    assert_eq!(desk.preview(&two).iter().filter(|table| table.2).count(), 1);
    assert_eq!(files(&desk.audit(&two)), ["customers_export_2026-02.csv"]);
}

#[test]
fn two_files_side_by_side_whose_names_tell_no_order_stay_two_and_are_told() {
    let desk = Desk::new();
    let first = desk.write("customers.csv", &customers(0));
    desk.audit(&first);
    desk.write("customers_copy.csv", &customers(2));
    let seen = desk.preview(&desk.exports());
    assert_eq!(
        seen,
        [
            ("Customers".to_owned(), "customers".to_owned(), true),
            ("Customers".to_owned(), "customers 2".to_owned(), false),
        ]
    );
    let summary = desk.audit_folder();
    assert_eq!(files(&summary), ["customers.csv", "customers_copy.csv"]);
    assert_eq!(summary.noticed[0].code, "likely_newer_export");
    assert_eq!(in_use(&desk.audit_folder()), in_use(&summary));
}

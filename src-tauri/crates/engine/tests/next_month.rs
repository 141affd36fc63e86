//! Next month's exports land on last month's tables, whatever their files are called.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{ImportChoice, ImportFiles, InspectFiles, Nothing, OpenProject};
use rollcall_engine::{
    AuditRequest, AuditSummary, Clock, Engine, EngineOptions, NewerExport, Silent, TableCounts,
};

const HEADER: &str = "Kundennummer;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail";

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("a.rollcall")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn audit(&self, paths: &[&Path]) -> AuditSummary {
        self.audit_again(paths, &[])
    }

    fn audit_again(&self, paths: &[&Path], newer: &[NewerExport]) -> AuditSummary {
        let request = AuditRequest {
            paths: paths.iter().map(|path| path.to_path_buf()).collect(),
            project: Some(self.project()),
            out: None,
        };
        engine(self.folder.path())
            .audit_again(&request, newer, &Silent)
            .expect("it can be audited")
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

/// Forty customers from a number on, under a header; the first ones have another telephone number in April.
fn customers(header: &str, from: u32, changed: u32) -> String {
    const GIVEN: [&str; 5] = ["Anna", "Lena", "Jonas", "Paul", "Heike"];
    const FAMILY: [&str; 8] = [
        "Müller", "Schmidt", "Weber", "Koch", "Wolf", "Braun", "Lange", "Vogel",
    ];
    let mut text = format!("{header}\n");
    for number in from..from + 40 {
        let (given, family) = (GIVEN[number as usize % 5], FAMILY[number as usize % 8]);
        let phone = if number < from + changed { 900 } else { 100 } + number;
        let _ = writeln!(
            text,
            "{};{given};{family};Ringstraße {number};50667;Köln;0171 5550{phone};{}.{number}@gmx.de",
            1000 + number,
            family.to_lowercase().replace('ü', "ue"),
        );
    }
    text
}

fn only(summary: &AuditSummary) -> &TableCounts {
    assert_eq!(summary.tables.len(), 1, "{:?}", summary.tables);
    &summary.tables[0]
}

fn counts(table: &TableCounts) -> [u64; 4] {
    let compared = table.compared.expect("a load before it");
    [
        compared.added,
        compared.changed,
        compared.unchanged,
        compared.vanished,
    ]
}

#[test]
fn a_month_in_the_name_makes_no_other_table() {
    let desk = Desk::new();
    let march = desk.write(
        "Month 1/Kundenliste Köln März.csv",
        &customers(HEADER, 0, 0),
    );
    let april = desk.write(
        "Month 2/Kundenliste Köln April.csv",
        &customers(HEADER, 4, 3),
    );
    desk.audit(&[&march]);
    let summary = desk.audit(&[&april]);
    assert_eq!(counts(only(&summary)), [4, 3, 33, 4]);
    assert!(only(&summary).loaded_now);
}

#[test]
fn rows_are_known_again_by_a_column_of_any_name_in_which_each_has_a_value_of_its_own() {
    const CARDS: &str = "Card;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail";
    let desk = Desk::new();
    let march = desk.write("Club März.csv", &customers(CARDS, 0, 0));
    let april = desk.write("Club April.csv", &customers(CARDS, 4, 3));
    // The same people again, all but one with the numbers they had then.
    let may = desk.write("Club Mai.csv", &customers(CARDS, 4, 1));
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [4, 3, 33, 4]);
    assert_eq!(counts(only(&desk.audit(&[&may]))), [0, 2, 38, 0]);
}

#[test]
fn somebody_else_of_the_household_is_not_known_again_by_its_card_and_address() {
    const CARDS: &str = "Card;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail";
    let desk = Desk::new();
    let text = customers(CARDS, 0, 0);
    let march = desk.write("Club März.csv", &text);
    let text = text
        .replace(";Anna;Braun;Ringstraße 5;", ";Jonas;Braun;Ringstraße 5;")
        .replace("braun.5@", "jonas@");
    let april = desk.write("Club April.csv", &text);
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [1, 0, 39, 1]);
}

/// A list numbered from its first row on, of these people.
fn numbered(people: impl Iterator<Item = u32>) -> String {
    let mut text = "Pos,Name,Email,Country,Newsletter,Status,Language\n".to_owned();
    for (position, number) in (1..).zip(people) {
        let _ = writeln!(
            text,
            "{position},Anna Weber{number},anna.{number}@gmx.de,DE,yes,active,de"
        );
    }
    text
}

#[test]
fn a_number_that_counts_rows_gives_nobody_the_key_of_the_row_above() {
    let desk = Desk::new();
    let march = desk.write("Club März.csv", &numbered(0..40));
    // One comes in behind the first 24, and one of those behind goes: ten positions are somebody else's.
    let april = numbered((0..24).chain([99]).chain(24..33).chain(34..40));
    let april = desk.write("Club April.csv", &april);
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [1, 9, 30, 1]);
}

#[test]
fn a_list_without_ids_is_recognised_by_what_its_rows_say_now() {
    const CARDS: &str = "Card;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail";
    let desk = Desk::new();
    let march = desk.write("Club März.csv", &customers(CARDS, 0, 0));
    let april = desk.write("Club April.csv", &customers(CARDS, 0, 30));
    let other = desk.write("Stammdaten.csv", &customers(CARDS, 0, 31));
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [0, 30, 10, 0]);
    let noticed = desk.audit(&[&other]).noticed;
    let codes: Vec<&str> = noticed.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.contains(&"likely_newer_export"), "{noticed:?}");
}

#[test]
fn a_table_whose_name_was_no_month_is_renewed_by_one_that_has_it() {
    let desk = Desk::new();
    let first = desk.write("Kundenliste Köln-München.csv", &customers(HEADER, 0, 0));
    let april = desk.write(
        "Kundenliste Köln-München April (2).csv",
        &customers(HEADER, 4, 3),
    );
    desk.audit(&[&first]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [4, 3, 33, 4]);
}

/// The same cells with the columns in another order.
fn shuffled(text: &str, order: [usize; 8]) -> String {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        order.map(|place| cells[place]).join(";")
    };
    text.lines().map(|one| line(one) + "\n").collect()
}

#[test]
fn columns_in_another_order_change_no_row() {
    let order = [7, 0, 3, 2, 1, 6, 5, 4];
    let desk = Desk::new();
    let march = desk.write("1/Kunden Köln März.csv", &customers(HEADER, 0, 0));
    let april = shuffled(&customers(HEADER, 4, 3), order);
    let april = desk.write("2/Kunden Köln April.csv", &april);
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [4, 3, 33, 4]);
    // Nor where two columns have one name.
    let header = HEADER.replace("E-Mail", "Telefon");
    let desk = Desk::new();
    let march = desk.write("1/Kunden Köln März.csv", &customers(&header, 0, 0));
    let swapped = shuffled(&customers(&header, 0, 2), [0, 2, 1, 3, 4, 5, 6, 7]);
    let april = desk.write("2/Kunden Köln April.csv", &swapped);
    desk.audit(&[&march]);
    assert_eq!(counts(only(&desk.audit(&[&april]))), [0, 2, 38, 0]);
}

#[test]
fn renamed_columns_make_no_other_table_and_are_told() {
    let desk = Desk::new();
    let header = "Kundennummer;Vorname;Nachname;Straße;PLZ;Ort;Rufnummer privat;E-Mail-Adresse";
    let march = desk.write("1/Kunden Köln März.csv", &customers(HEADER, 0, 0));
    let april = desk.write("2/Kunden Köln April.csv", &customers(header, 0, 2));
    desk.audit(&[&march]);
    let summary = desk.audit(&[&april]);
    assert_eq!(counts(only(&summary)), [0, 2, 38, 0]);
    let told: Vec<&str> = summary
        .noticed
        .iter()
        .filter(|problem| problem.code == "header_changed")
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(told.len(), 1, "{:?}", summary.noticed);
    assert!(told[0].contains("Rufnummer privat"), "{}", told[0]);
}

/// The columns by which a known export is recognised have other names: it would be called otherwise now.
#[test]
fn a_known_export_with_a_renamed_column_stays_the_same_table() {
    let desk = Desk::new();
    let columns = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags";
    let renamed = columns.replace("Accepts Email Marketing", "Email Marketing Consent");
    let mut rows = String::new();
    for number in 0..30 {
        let _ = writeln!(
            rows,
            "62{number:03},Anne,Marsh{number},anne{number}@mail.example.com,yes,,{number} High Street,Leeds,LS1 4AP,,no,10.00,1,,no,"
        );
    }
    let march = desk.write("1/customers_export.csv", &format!("{columns}\n{rows}"));
    let april = desk.write("2/customers_export.csv", &format!("{renamed}\n{rows}"));
    let before = desk.audit(&[&march]);
    let summary = desk.audit(&[&april]);
    assert_eq!(only(&summary).source, only(&before).source);
    assert_eq!(counts(only(&summary)), [0, 0, 30, 0]);
}

#[test]
fn another_town_is_another_table() {
    let desk = Desk::new();
    let one = desk.write("Kunden Köln.csv", &customers(HEADER, 0, 0));
    let two = desk.write("Kunden Bonn.csv", &customers(HEADER, 500, 0));
    desk.audit(&[&one]);
    let summary = desk.audit(&[&two]);
    assert_eq!(summary.tables.len(), 2);
    assert!(summary.noticed.is_empty(), "{:?}", summary.noticed);
}

#[test]
fn what_is_only_likely_stays_apart_and_is_told_with_a_way_out() {
    let desk = Desk::new();
    let one = desk.write("Kunden Köln.csv", &customers(HEADER, 0, 0));
    let two = desk.write("Stammdaten.csv", &customers(HEADER, 4, 3));
    let before = desk.audit(&[&one]);
    let summary = desk.audit(&[&two]);
    assert_eq!(summary.tables.len(), 2);
    let told = &summary.noticed[0];
    assert_eq!(told.code, "likely_newer_export");
    assert!(told.hint.contains("--newer-export-of"), "{}", told.hint);
    let table = only(&before);
    let newer = NewerExport {
        of: format!("{} · {}", table.source, table.table),
        file: two,
    };
    let summary = desk.audit_again(&[], &[newer]);
    assert_eq!(counts(only(&summary)), [4, 3, 33, 4]);
}

#[test]
fn the_window_can_say_it_either_way() {
    let desk = Desk::new();
    let one = desk.write("Kunden Köln März.csv", &customers(HEADER, 0, 0));
    let april = desk.write("Kunden Köln April.csv", &customers(HEADER, 4, 3));
    let other = desk.write("Stammdaten.csv", &customers(HEADER, 8, 3));
    desk.audit(&[&one]);
    let engine = engine(desk.folder.path());
    engine
        .open_project(OpenProject {
            path: desk.project().display().to_string(),
        })
        .expect("it opens");
    let look = |path: &Path| {
        let mut seen = engine
            .inspect_files(InspectFiles {
                paths: vec![path.display().to_string()],
                choices: Vec::new(),
            })
            .expect("it can be looked into");
        (seen.tables.remove(0), seen.earlier.remove(0))
    };
    let load = |path: &Path, choice: ImportChoice| {
        let request = ImportFiles {
            paths: vec![path.display().to_string()],
            choices: vec![choice],
            then_audit: false,
        };
        let job = engine.import_files(request).expect("it starts").job;
        while engine
            .list_jobs(Nothing {})
            .expect("jobs")
            .iter()
            .any(|one| one.job == job && one.state == "running")
        {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        engine.list_loads(Nothing {}).expect("loads")
    };
    let (plan, earlier) = look(&april);
    assert_eq!(plan.newer_export_of, Some(earlier.table));
    let choice = ImportChoice {
        key: plan.key,
        skip: false,
        reading: None,
        source_name: None,
        newer_export_of: None,
        own_table: Some(true),
        own_recipe: None,
        no_recipe: None,
    };
    let loads = load(&april, choice.clone());
    assert_eq!(loads.iter().filter(|load| load.current).count(), 2);
    let (plan, _) = look(&other);
    assert_eq!(plan.newer_export_of, None);
    let choice = ImportChoice {
        key: plan.key,
        own_table: None,
        newer_export_of: Some(earlier.table),
        ..choice
    };
    let loads = load(&other, choice);
    assert_eq!(loads.iter().filter(|load| load.current).count(), 2);
    assert_eq!(loads[0].table, earlier.table);
}

#[test]
fn the_same_file_under_another_name_comes_in_once() {
    let desk = Desk::new();
    let text = customers(HEADER, 0, 0);
    let one = desk.write("Kunden A.csv", &text);
    let two = desk.write("Kunden B.csv", &text);
    let summary = desk.audit(&[&one, &two]);
    only(&summary);
    assert!(
        summary.unreadable[0].message.contains("Kunden A.csv"),
        "{:?}",
        summary.unreadable
    );
    let three = desk.write("Stammdaten.csv", &text);
    let summary = desk.audit(&[&three]);
    only(&summary);
    assert_eq!(summary.unreadable[0].code, "unchanged_file");
    assert!(
        summary.unreadable[0].message.contains("Kunden A.csv"),
        "{:?}",
        summary.unreadable
    );
}

#[test]
fn results_among_the_exports_are_left_out() {
    let desk = Desk::new();
    let exports = desk.folder.path().join("exports");
    desk.write("exports/kunden.csv", &customers(HEADER, 0, 0));
    let request = |out: Option<PathBuf>| AuditRequest {
        paths: vec![exports.clone()],
        project: None,
        out,
    };
    let engine = engine(desk.folder.path());
    let first = engine
        .audit(&request(Some(exports.clone())), &Silent)
        .expect("it can be audited");
    let again = engine
        .audit(&request(None), &Silent)
        .expect("it can be audited again");
    assert_eq!(again.rows_read, first.rows_read);
    let left_out = again
        .unreadable
        .iter()
        .filter(|problem| problem.message.contains("a result Rollcall wrote"));
    assert!(left_out.count() >= 3, "{:?}", again.unreadable);
}

#[test]
fn a_month_under_renamed_headers_stays_apart_and_is_told_with_a_way_out() {
    const RENAMED: &str = "CustNo;First;Last;Street;Zip;Town;Mobile;Mail";
    let desk = Desk::new();
    let march = desk.write("Kundenliste Köln März.csv", &customers(HEADER, 0, 0));
    let april = desk.write("Kundenliste Köln April.csv", &customers(RENAMED, 4, 3));
    desk.audit(&[&march]);
    let summary = desk.audit(&[&april]);
    assert_eq!(summary.tables.len(), 2);
    let [told] = summary.noticed.as_slice() else {
        panic!("{:?}", summary.noticed);
    };
    assert_eq!(told.code, "likely_newer_export");
    assert!(
        told.message
            .contains("most of its columns are called otherwise"),
        "{told:?}"
    );
    assert!(told.hint.contains("--newer-export-of"), "{told:?}");

    // The list of another kind under the same name is another list.
    let orders = "Bestellnummer;Datum;Betrag;Kunde\nB1;2026-03-01;12,50;1001\n";
    let orders = desk.write("2/Kundenliste Köln Mai.csv", orders);
    let noticed = desk.audit(&[&orders]).noticed;
    assert!(noticed.is_empty(), "{noticed:?}");
}

//! What goes back to a source: its file as it was loaded with what is surely wrong corrected, and what to merge in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CustomerNumber, DeliverList, DeliveryView, Nothing, OpenProject, PreviewList,
};
use rollcall_engine::{AuditRequest, Engine, EngineError, Silent};

use crate::estate::engine;

const CRM: &str = "\
Contact ID,First Name,Last Name,Email,Phone,City,Postcode,Country,Email Opt In,Created At,Company
00010,Grietje,Dekker,grietje.dekker@example.com,020 7946 0958,Leeds,LS1 4AP,United Kingdom,yes,2024-03-01,
00011,GRIETJE,Dekker,Grietje.Dekker@Example.com,,,,United Kingdom,no,2023-01-05,
00012,Jonas,Winkler,jonas.winkler@gmail.cmo,+44 161 496 0123,York,YO1 7HH,United Kingdom,,2024-05-02,\"Winkler, Söhne\"
00013,JÃ¼rgen,Aalto,mailto:jurgen.aalto@example.net,,Boston,2134,United States,yes,2024-01-01,=SUM(1)
00014,Ewan,Drummond,ewan.drummond@gmial.com,,Bath,BA1 1AA,United Kingdom,yes,2022-02-02,
00015,Pilar,Iglesias,,n/a,,,,,2021-02-02,
";
const SHOP: &str = "\
Customer ID,First Name,Last Name,Email,Phone,City
1001,Ewan,Drummond,ewan.drummond@gmail.com,,Bath
1002,Willem,Brandsma,willem@example.org,,Utrecht
";
/// Where the file of the CRM begins behind our own columns.
const OWN: usize = 3;

/// Audits files into a project of their folder; the tables stand beside it.
fn audited(folder: &Path, paths: Vec<PathBuf>) -> Engine {
    let engine = engine();
    let project = folder.join("shop.rollcall");
    let request = AuditRequest {
        paths,
        project: Some(project.clone()),
        out: Some(folder.join("out")),
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("open");
    engine
}

fn shop(folder: &Path) -> Engine {
    let files = [("crm_contacts.csv", CRM), ("shop_customers.csv", SHOP)].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    });
    audited(folder, files.to_vec())
}

fn deliver(
    engine: &Engine,
    list: &str,
    destination: &str,
    path: &Path,
) -> Result<DeliveryView, EngineError> {
    engine.deliver_list(DeliverList {
        list: list.into(),
        destination: destination.into(),
        days: None,
        today: None,
        path: path.display().to_string(),
        left_out_file: false,
    })
}

/// A file, header first.
fn read(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .expect("a table");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

/// The list of the CRM's own file.
fn of_crm(engine: &Engine, kind: &str) -> String {
    let lists = engine.lists(Nothing {}).expect("lists").lists;
    let mut known = lists.iter();
    let found =
        known.find(|one| one.purpose == kind && one.name.contains(": CRM") && one.code != kind);
    found.expect("a list of the CRM").code.clone()
}

/// Written cells that differ from the file, as row, header and text.
fn differing(written: &[Vec<String>]) -> Vec<(usize, String, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(CRM.as_bytes());
    let loaded: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(written.len(), loaded.len());
    let mut found = Vec::new();
    for (number, (row, was)) in written.iter().zip(&loaded).enumerate() {
        assert_eq!(row.len(), was.len() + OWN);
        let mut named = Vec::new();
        for (column, cell) in was.iter().enumerate() {
            if row[OWN + column] != cell {
                named.push(loaded[0][column].to_owned());
                found.push((
                    number,
                    loaded[0][column].to_owned(),
                    row[OWN + column].clone(),
                ));
            }
        }
        if number > 0 {
            assert_eq!(row[2], named.join("; "), "row {number}");
        }
    }
    found
}

fn told(cells: &[(usize, &str, &str)]) -> Vec<(usize, String, String)> {
    let owned = |(row, header, text): &(usize, &str, &str)| {
        (*row, (*header).to_owned(), (*text).to_owned())
    };
    cells.iter().map(owned).collect()
}

const CORRECTED: [(usize, &str, &str); 5] = [
    (3, "Email", "jonas.winkler@gmail.com"),
    (4, "First Name", "Jürgen"),
    (4, "Email", "jurgen.aalto@example.net"),
    (4, "Postcode", "02134"),
    (5, "Email", "ewan.drummond@gmail.com"),
];

#[test]
fn the_file_of_a_source_comes_back_with_what_is_sure_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let list = of_crm(&engine, "cleaned");
    let path = folder.path().join("back.csv");
    let delivery = deliver(&engine, &list, "upload", &path).expect("written");
    assert_eq!(delivery.rows, 6);
    assert_eq!(delivery.list, "Corrected file: CRM · contacts");
    assert_eq!(delivery.destination, "CSV for upload");
    let expected =
        "CRM · contacts: 3 of 6 rows were changed; 5 cells corrected, 0 put in one form, 0 filled.";
    assert!(
        delivery.warnings.iter().any(|one| one == expected),
        "{:?}",
        delivery.warnings
    );
    let written = read(&path);
    let own = [
        "rollcall_customer_id",
        "rollcall_record_key",
        "rollcall_changed",
    ];
    assert_eq!(written[0][..OWN], own);
    assert_eq!(written[1][0], written[2][0], "Grietje is one customer");
    assert_ne!(written[1][0], written[3][0]);
    assert_eq!(written[1][1], "00010");
    assert_eq!(differing(&written), told(&CORRECTED));

    // For people nothing runs as a formula; what is shown before is what is written.
    let path = folder.path().join("people.csv");
    deliver(&engine, &list, "people", &path).expect("written");
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(text.contains("\"'=SUM(1)\""), "{text}");
    let preview = engine
        .preview_list(PreviewList {
            list,
            draft: None,
            destination: "upload".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    assert_eq!(preview.columns, written[0]);
    assert_eq!(preview.sample, written[1..]);
}

#[test]
fn form_and_blank_cells_are_changed_only_where_somebody_asks_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let list = of_crm(&engine, "cleaned");
    let path = folder.path().join("back.csv");
    deliver(&engine, &list, "upload+form", &path).expect("written");
    let changed = differing(&read(&path));
    for cell in told(&[
        (1, "Phone", "+442079460958"),
        (1, "Country", "GB"),
        (2, "First Name", "Grietje"),
        (2, "Email", "grietje.dekker@example.com"),
        (3, "Phone", "+441614960123"),
    ]) {
        assert!(changed.contains(&cell), "{cell:?} in {changed:?}");
    }
    let kinds: BTreeSet<&str> = changed.iter().map(|(_, one, _)| one.as_str()).collect();
    for left in ["Contact ID", "Email Opt In", "Created At", "Company"] {
        assert!(!kinds.contains(left), "{left}");
    }

    // Grietje's second record is filled from her first, her permission is not; "n/a" is no blank cell.
    deliver(&engine, &list, "upload+filled", &path).expect("written");
    let mut expected = told(&[
        (2, "Phone", "+442079460958"),
        (2, "City", "Leeds"),
        (2, "Postcode", "LS1 4AP"),
    ]);
    expected.extend(told(&CORRECTED));
    assert_eq!(differing(&read(&path)), expected);
}

#[test]
fn read_back_into_a_new_project_the_corrected_files_give_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let back = folder.path().join("back");
    std::fs::create_dir(&back).expect("a folder");
    let delivery = deliver(&engine, "cleaned", "upload", &back.join("c.csv")).expect("written");
    let names: Vec<PathBuf> = delivery.files.iter().map(PathBuf::from).collect();
    assert_eq!(
        names,
        [
            back.join("c-crm-contacts.csv"),
            back.join("c-shop-customers.csv")
        ]
    );
    assert_eq!(delivery.rows, 8);
    // What stands there already is left alone, whoever wrote it.
    let text = || std::fs::read_to_string(&names[0]).expect("a file");
    let before = text();
    let numbered = deliver(&engine, "cleaned", "people", &back.join("c.csv")).expect("written");
    assert!(numbered.files[0].ends_with("c-crm-contacts-2.csv"));
    assert_eq!(text(), before);
    let again = tempfile::tempdir().expect("a folder");
    audited(again.path(), names);
    let people = |folder: &Path| -> BTreeSet<BTreeSet<String>> {
        let mut of_customer: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in read(&folder.join("out/crosswalk.csv")).into_iter().skip(1) {
            let [_, _, _, key, customer]: [String; 5] = row.try_into().expect("five cells");
            of_customer.entry(customer).or_default().insert(key);
        }
        of_customer.into_values().collect()
    };
    let found = people(again.path());
    assert_eq!(found.len(), 6);
    assert_eq!(found, people(folder.path()));
}

#[test]
fn what_to_merge_in_a_system_is_told_record_by_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let list = of_crm(&engine, "merge");
    let findings = engine.readiness(Nothing {}).expect("findings").parts;
    let mut findings = findings.into_iter().flat_map(|part| part.findings);
    let finding = findings.find(|one| one.action.starts_with("Merge them in the system"));
    assert_eq!(finding.expect("it is found").list, Some(list.clone()));

    let path = folder.path().join("merge.csv");
    let delivery = deliver(&engine, &list, "table", &path).expect("written");
    assert_eq!(delivery.rows, 2);
    assert_eq!(delivery.list, "What to merge: CRM");
    let text = std::fs::read_to_string(&path).expect("a file");
    std::fs::write(&path, text.trim_start_matches('\u{feff}')).expect("a file");
    let written = read(&path);
    let cell = |row: usize, header: &str| {
        let mut headers = written[0].iter();
        let column = headers.position(|one| one == header).expect("the column");
        written[row][column].as_str()
    };
    assert_eq!(cell(1, "group"), cell(2, "group"));
    // The first was made later, but more of it is filled.
    assert_eq!(cell(1, "action"), "keep");
    assert_eq!(cell(1, "record_id"), "00010");
    assert_eq!(cell(2, "action"), "merge into");
    assert_eq!(cell(2, "into"), "00010");
    assert_eq!(cell(2, "record_id"), "00011");
    assert!(cell(2, "differs").contains("City: (blank) → Leeds"));
    assert!(
        cell(1, "differs").contains("E-mail consent: opted_in → opted_out"),
        "a no stays: {}",
        cell(1, "differs")
    );
    assert_eq!(cell(1, "why"), "");
    assert!(cell(2, "why").contains("same e-mail"), "{}", cell(2, "why"));
    let probability: f64 = cell(2, "probability").parse().expect("a number");
    assert!(probability > 0.9, "{probability}");
    let advice = folder.path().join("merge-how-to-merge.txt");
    let advice = std::fs::read_to_string(advice).expect("the page beside it");
    assert!(advice.contains("1 record to merge for 1 person."));
    assert!(advice.contains("Kept is the record in which most is filled"));
    // The page stands under a name nobody chose, so it takes no place of another.
    let again = deliver(&engine, &list, "table", &path).expect("written again");
    assert!(
        again
            .warnings
            .iter()
            .any(|told| told.contains("in merge-how-to-merge-2.txt.")),
        "{:?}",
        again.warnings
    );
}

#[test]
fn what_was_written_is_named_to_whoever_erases_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let list = of_crm(&engine, "cleaned");
    let (back, merge) = (folder.path().join("b.csv"), folder.path().join("m.csv"));
    let written = deliver(&engine, "cleaned", "people", &back).expect("written");
    deliver(&engine, "merge", "table", &merge).expect("written");
    let traces = engine
        .find_traces(CustomerNumber {
            customer: "C000001".into(),
        })
        .expect("traces");
    let merge = merge.display().to_string();
    for file in written.files.iter().chain([&merge]) {
        let is_named = |line: &String| line.contains(file.as_str());
        assert!(traces.checklist.iter().any(is_named), "{file}");
    }
    let export = folder.path().join("crm_contacts.csv");
    for (list, destination, path, expected) in [
        (
            list.as_str(),
            "upload",
            &export,
            "is an export that was loaded",
        ),
        (
            list.as_str(),
            "meta_customer_list",
            &back,
            "no destination called “meta_customer_list”",
        ),
        ("cleaned:99", "upload", &back, "no list called “cleaned:99”"),
        ("merge:99", "table", &back, "no list called “merge:99”"),
    ] {
        let refused = deliver(&engine, list, destination, path).expect_err("it is refused");
        assert!(refused.to_string().contains(expected), "{refused}");
    }
    let kept = std::fs::read_to_string(export).expect("the export");
    assert_eq!(kept, CRM);
}

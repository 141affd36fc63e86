//! What the columns of a file hold: counted on loading, told in words, and compared with the load
//! before.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    AnomalyView, ColumnProfileView, CreateProject, CustomerNumber, ErasePerson, Figure,
    ImportFiles, ListProblems, Nothing, ProblemView, RowPage, RowsBehind, SearchCustomers,
    TableNumber, TableProfile,
};

use crate::erased::wait;
use crate::estate::engine;

const GIVEN: [&str; 30] = [
    "Anne", "Jürgen", "Priya", "Tom", "Aoife", "Wei", "Lena", "Marcus", "Ines", "Olu", "Greta",
    "Samir", "Bronagh", "Pavel", "Yuki", "Clive", "Fatima", "Noor", "Hugo", "Edith", "Ravi",
    "Saskia", "Dylan", "Mirela", "Jonas", "Thandi", "Walter", "Xenia", "Kofi", "Ursula",
];
const FAMILY: [&str; 29] = [
    "Marsh",
    "Braun",
    "Nair",
    "Okafor",
    "Byrne",
    "Zhang",
    "Pemberton",
    "Vogt",
    "Delgado",
    "Quist",
    "Hartley",
    "Ibrahim",
    "Tanaka",
    "Lindqvist",
    "Petrov",
    "Oyelaran",
    "Castell",
    "Duval",
    "Webb",
    "Ferreira",
    "Novak",
    "Gupta",
    "Abbott",
    "Kowalski",
    "Jansen",
    "Silva",
    "Mbeki",
    "Rossi",
    "Holt",
];

fn project(folder: &Path) -> Engine {
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.join("columns.rollcall").display().to_string(),
            name: "Columns".into(),
        })
        .expect("a project");
    engine
}

fn load(engine: &Engine, folder: &Path, name: &str, lines: &[String]) {
    std::fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, lines.join("\n")).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![path.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

fn profile(engine: &Engine, name: &str) -> TableProfile {
    let tables = engine.list_profiles(Nothing {}).expect("the tables");
    let table = tables
        .iter()
        .find(|one| one.file.starts_with(name))
        .unwrap_or_else(|| panic!("no table {name}: {tables:?}"))
        .table;
    engine
        .get_profile(TableNumber { table })
        .expect("a profile")
}

fn column<'a>(profile: &'a TableProfile, header: &str) -> &'a ColumnProfileView {
    let found = profile.columns.iter().find(|one| one.header == header);
    found.unwrap_or_else(|| panic!("no column {header}"))
}

fn oddity<'a>(column: &'a ColumnProfileView, kind: &str) -> Option<&'a AnomalyView> {
    column.anomalies.iter().find(|one| one.kind == kind)
}

fn rows(engine: &Engine, figure: Figure) -> RowPage {
    let request = RowsBehind {
        figure,
        filter: String::new(),
        sort: None,
        offset: 0,
        limit: None,
    };
    engine.rows_behind(request).expect("rows")
}

fn findings(engine: &Engine, code: &str) -> Vec<ProblemView> {
    let request = ListProblems {
        code: Some(code.to_owned()),
        ..ListProblems::default()
    };
    engine
        .list_problems(request)
        .expect("the findings")
        .problems
}

/// A person of her own by her number.
fn person(row: usize) -> (String, String, String) {
    let given = GIVEN[row % GIVEN.len()].to_owned();
    let family = format!(
        "{}{}",
        FAMILY[row % FAMILY.len()],
        ["", "son", "ley"][row % 3]
    );
    let email = format!("{}.{row}@example.com", family.to_lowercase());
    (given, family, email)
}

#[test]
fn g29_identifiers_are_counted_and_a_phone_of_six_people_is_told_and_links_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let mut lines = vec!["Contact ID,First name,Last name,Email,Phone".to_owned()];
    lines.extend((0..30).map(|row| {
        let (given, family, email) = person(row);
        let phone = match row {
            0..6 => "020 7946 0018".to_owned(),
            6..10 => String::new(),
            _ => format!("07700 9001{row:02}"),
        };
        format!("C{row:03},{given},{family},{email},{phone}")
    }));
    load(&engine, folder.path(), "crm_contacts.csv", &lines);

    let profile = profile(&engine, "crm_contacts");
    let phone = column(&profile, "Phone");
    assert_eq!(
        (phone.kind.as_str(), phone.class.as_str()),
        ("phone", "contact")
    );
    assert_eq!((phone.rows, phone.filled, phone.blank), (30, 26, 4));
    assert_eq!(phone.valid, Some(26));
    assert_eq!((phone.distinct, phone.once, phone.exact), (21, 20, true));
    let email = column(&profile, "Email");
    assert_eq!((email.filled, email.once), (30, 30));
    assert!(oddity(email, "unique").is_some());

    let shared = oddity(phone, "stands_out").expect("told");
    assert_eq!(
        shared.sentence,
        "6 of 26 values in \"Phone\" are 020 7946 0018."
    );
    let behind = rows(&engine, shared.figure.clone().expect("a door"));
    assert_eq!(behind.total, 6);
    let people = engine
        .search_customers(SearchCustomers::default())
        .expect("people");
    assert_eq!(people.total, 30, "six people stay six people");
}

#[test]
fn g31_one_day_over_twelve_settles_a_column_and_where_none_does_it_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let mut lines = vec!["Customer ID,Email,Signed up,Last order".to_owned()];
    lines.extend((1..=9).map(|row| {
        let (_, _, email) = person(row);
        let settled = if row == 4 {
            "26/06/2026".to_owned()
        } else {
            format!("0{row}/02/2026")
        };
        format!("S{row},{email},{settled},0{row}/03/2026")
    }));
    load(&engine, folder.path(), "shop_customers.csv", &lines);
    let profile = profile(&engine, "shop_customers");
    let days = column(&profile, "Signed up").days.clone().expect("days");
    assert_eq!(days, ["2026-02-01", "2026-06-26"]);
    assert_eq!(column(&profile, "Signed up").shapes[0].text, "99/99/9999");
    let asked = findings(&engine, "ambiguous_dates");
    let columns: Vec<&str> = asked
        .iter()
        .filter_map(|one| one.column.as_deref())
        .collect();
    assert_eq!(columns, ["Last order"]);
}

#[test]
fn g32_what_stood_in_the_file_is_kept_and_counted_as_it_stood() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let lines = [
        "Customer ID,Email,Phone",
        "S1,  Anne.Marsh@Example.COM,+44 (0)7700 900123",
        "S2,tom@example.com,07700 900456",
    ]
    .map(str::to_owned);
    load(&engine, folder.path(), "shop_customers.csv", &lines);
    let profile = profile(&engine, "shop_customers");
    let kept = rows(
        &engine,
        Figure::Load {
            load: profile.summary.load,
        },
    );
    assert_eq!(kept.rows[0].cells[2], "  Anne.Marsh@Example.COM");
    let phone = column(&profile, "Phone");
    let told: Vec<&str> = phone.top.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(told, ["+44 (0)7700 900123", "07700 900456"]);

    let customer = engine
        .search_customers(SearchCustomers {
            query: "anne.marsh".into(),
            ..SearchCustomers::default()
        })
        .expect("people")
        .customers
        .remove(0)
        .customer;
    let view = engine
        .get_customer(CustomerNumber { customer })
        .expect("a customer");
    let values = &view.records[0].values;
    let made = values
        .iter()
        .find(|one| one.attribute.code == "phone")
        .expect("a phone");
    assert_eq!(
        (made.raw.as_str(), made.value.as_str()),
        ("+44 (0)7700 900123", "+447700900123")
    );
    assert_eq!(made.rule, "phone.e164");
}

#[test]
fn g10_a_source_says_its_format_its_identifiers_and_how_old_its_newest_row_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let dated = [
        "Contact ID,Email,Updated at",
        "C1,anne@example.com,2026-11-13",
        "C2,tom@example.com,2026-10-02",
    ]
    .map(str::to_owned);
    load(
        &engine,
        folder.path(),
        "crm_contacts_2026-11-20.csv",
        &dated,
    );
    let undated = [
        "Card number;Last name;Phone",
        "4711001;Nair;07700 900123",
        "4711002;Okafor;07700 900124",
    ]
    .map(str::to_owned);
    load(&engine, folder.path(), "loyalty_cards.csv", &undated);

    let crm = profile(&engine, "crm_contacts").summary;
    assert_eq!(crm.newest.as_deref(), Some("2026-11-13"));
    assert_eq!(crm.exported.as_deref(), Some("2026-11-20"));
    assert_eq!(crm.lag_days, Some(7));
    assert_eq!(crm.format, "Delimited text, \",\", UTF-8");
    let codes: Vec<&str> = crm
        .identifiers
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(codes, ["record_key", "email"]);

    let cards = profile(&engine, "loyalty_cards").summary;
    assert_eq!(
        (cards.newest, cards.exported, cards.lag_days),
        (None, None, None)
    );
}

/// Contacts with so many fillers and days written the other way round, companies cut at 30.
fn contacts(people: usize, fillers: usize, other_days: usize) -> Vec<String> {
    let mut lines = vec![
        "Contact ID,First name,Last name,Email,Phone,Created at,Birth date,Company,Ref".to_owned(),
    ];
    lines.extend((0..people).map(|row| {
        let (given, family, email) = person(row);
        let phone = if row < fillers { "0000000000".to_owned() } else { format!("07700 90{row:04}") };
        let created = match row {
            0 => "2031-01-01".to_owned(),
            _ if row <= other_days => format!("{}/02/2026", 13 + row % 15),
            _ => format!("2026-{:02}-{:02}", 1 + row % 9, 1 + row % 28),
        };
        let place = ["Hill", "Harbour", "Northumberland", "Pine", "Oak"][row % 5];
        let company = match row % 4 {
            0 => format!("{place} {} Trading and Partners of Leeds", FAMILY[row % FAMILY.len()]),
            _ => format!("{place} {}", FAMILY[row % FAMILY.len()]),
        };
        let company: String = company.chars().take(30).collect();
        let reference = if row == 3 { "4.41E+11".to_owned() } else { format!("44{row}") };
        format!("C{row:03},{given},{family},{email},{phone},{created},19{:02}-05-04,{company},{reference}", 50 + row % 40)
    }));
    lines
}

#[test]
fn what_looks_odd_is_told_with_its_denominator_and_how_it_was_in_the_load_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(
        &engine,
        &folder.path().join("october"),
        "crm_contacts.csv",
        &contacts(198, 11, 4),
    );
    let first = findings(&engine, "placeholder_value");
    assert!(
        first.iter().all(|one| one.trend.is_none()),
        "nothing came before"
    );
    load(
        &engine,
        &folder.path().join("november"),
        "crm_contacts.csv",
        &contacts(201, 12, 9),
    );

    let profile = profile(&engine, "crm_contacts");
    let phone = column(&profile, "Phone");
    let filler = oddity(phone, "filler").expect("told");
    assert_eq!(
        filler.sentence,
        "12 of 201 values in \"Phone\" are 0000000000."
    );
    assert_eq!(
        rows(&engine, filler.figure.clone().expect("a door")).total,
        12
    );
    assert_eq!(column(&profile, "Birth date").class, "birth_date");
    assert_eq!(column(&profile, "Company").class, "none");

    let filler = &findings(&engine, "placeholder_value")[0];
    let trend = filler.trend.expect("a load before");
    assert_eq!(
        (trend.now, trend.of_now, trend.before, trend.of_before),
        (12, 201, 11, 198)
    );

    let mixed = findings(&engine, "mixed_formats");
    let created = mixed
        .iter()
        .find(|one| one.column.as_deref() == Some("Created at"))
        .expect("mixed");
    assert_eq!(
        created.message,
        "192 of 201 values in \"Created at\" are yyyy-mm-dd, but 9 are dd/mm/yyyy."
    );
    assert_eq!(created.trend.expect("a load before").before, 4);
    assert_eq!(
        rows(
            &engine,
            Figure::Problem {
                problem: created.problem
            }
        )
        .total,
        9
    );

    let cut = &findings(&engine, "cut_off_values")[0];
    assert_eq!(cut.column.as_deref(), Some("Company"));
    assert!(
        cut.message.contains("exactly 30 characters"),
        "{}",
        cut.message
    );
    assert!(oddity(column(&profile, "Company"), "cut_off").is_some());

    let to_come = &findings(&engine, "future_date")[0];
    assert_eq!(
        (to_come.column.as_deref(), to_come.count),
        (Some("Created at"), 1)
    );
    let rounded = &findings(&engine, "rounded_number")[0];
    assert_eq!((rounded.column.as_deref(), rounded.count), (Some("Ref"), 1));
    assert_eq!(
        rows(
            &engine,
            Figure::Problem {
                problem: rounded.problem
            }
        )
        .total,
        1
    );
}

#[test]
fn figures_of_a_column_open_their_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let lines = [
        "Contact ID,Email,Phone",
        "C1,anne@example.com,07700 900123",
        "C2,,anne@example.com",
        "C3,tom@example.com,07700 900124",
        "C4,wei@example.com,07700 900125",
        "C5,lena@example.com,+44 7700 900126",
        "C6,ines@example.com, 07700 900123 ",
    ]
    .map(str::to_owned);
    load(&engine, folder.path(), "crm_contacts.csv", &lines);
    let profile = profile(&engine, "crm_contacts");
    let load = profile.summary.load;
    let total = |column: usize, which: &str, what: &str| {
        let figure = Figure::Column {
            load,
            column,
            which: which.into(),
            what: what.into(),
        };
        rows(&engine, figure).total
    };
    assert_eq!((total(1, "filled", ""), total(1, "blank", "")), (5, 1));
    assert_eq!(total(2, "value", "07700 900123"), 2);
    assert_eq!(total(2, "shape", "99999 999999"), 4);
    assert_eq!(total(2, "look", "email"), 1);
    let misplaced = oddity(column(&profile, "Phone"), "misplaced").expect("told");
    assert_eq!(
        misplaced.sentence,
        "1 of 6 values in \"Phone\" look like e-mail addresses, as in \"Email\"."
    );
    let nowhere = RowsBehind {
        figure: Figure::Column {
            load,
            column: 9,
            which: "filled".into(),
            what: String::new(),
        },
        filter: String::new(),
        sort: None,
        offset: 0,
        limit: None,
    };
    assert!(engine.rows_behind(nowhere).is_err());
}

#[test]
fn a_profile_goes_with_the_rows_it_quotes_and_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let lines = [
        "Contact ID,First name,Last name,Email",
        "C1,Florence,Quill,florence.quill@example.com",
        "C2,Tom,Okafor,tom@example.com",
    ]
    .map(str::to_owned);
    load(&engine, folder.path(), "crm_contacts.csv", &lines);
    assert!(quotes(&profile(&engine, "crm_contacts"), "florence"));
    let customer = engine
        .search_customers(SearchCustomers {
            query: "florence".into(),
            ..SearchCustomers::default()
        })
        .expect("people")
        .customers
        .remove(0)
        .customer;
    let job = engine
        .erase_person(ErasePerson {
            customer,
            reason: "asked".into(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let after = profile(&engine, "crm_contacts");
    assert!(!quotes(&after, "florence") && !quotes(&after, "quill"));

    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    let again = profile(&engine, "crm_contacts");
    assert!(again.summary.counted);
    assert_eq!(column(&again, "Email").rows, 1);
    assert_eq!(column(&again, "Email").valid, Some(1));
    assert!(!quotes(&again, "florence"));
}

fn quotes(profile: &TableProfile, word: &str) -> bool {
    format!("{profile:?}").to_lowercase().contains(word)
}

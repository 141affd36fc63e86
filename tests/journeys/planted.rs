//! Every trap of the sample estate by its name: what `sample-data/planted.csv` says must happen.

use std::collections::BTreeSet;
use std::path::Path;

use rollcall_engine::view::{
    CheckView, CustomerNumber, CustomerView, ListProblems, Nothing, ProblemView,
};

use crate::estate::{audited, customers_of};

fn table(name: &str) -> Vec<csv::StringRecord> {
    let text = std::fs::read_to_string(audited().out.path().join(name)).expect("the table");
    let text = text.trim_start_matches('\u{feff}').to_owned();
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.expect("a row"))
        .collect()
}

/// The one customer a planted person became.
pub(crate) fn only_customer(person: &str) -> &'static str {
    let customers = customers_of(person);
    assert_eq!(customers.len(), 1, "{person}: {customers:?}");
    customers.first().copied().expect("one")
}

fn page(customer: &str) -> CustomerView {
    let customer = customer.to_owned();
    audited()
        .engine
        .get_customer(CustomerNumber { customer })
        .expect("the customer")
}

fn golden(view: &CustomerView, attribute: &str) -> Vec<String> {
    let value = view
        .golden
        .iter()
        .find(|value| value.attribute.code == attribute);
    value
        .map(|value| {
            std::iter::once(value.value.clone())
                .chain(value.others.iter().map(|other| other.value.clone()))
                .collect()
        })
        .unwrap_or_default()
}

fn problems(code: &str) -> Vec<ProblemView> {
    audited()
        .engine
        .list_problems(ListProblems {
            code: Some(code.to_owned()),
            ..ListProblems::default()
        })
        .expect("the problems")
        .problems
}

/// Each person is one customer of so many records, and no two of them are the same.
fn each_is_one(people: &[&str], records: usize) {
    let customers: BTreeSet<&str> = people.iter().map(|person| only_customer(person)).collect();
    assert_eq!(customers.len(), people.len(), "{people:?} share a customer");
    for person in people {
        assert_eq!(
            page(only_customer(person)).records.len(),
            records,
            "{person}"
        );
    }
}

#[test]
fn family_on_one_phone() {
    let family = [
        "family-rosalind",
        "family-gareth",
        "family-tabitha",
        "family-barnaby",
    ];
    each_is_one(&family, 3);
    assert_eq!(page(only_customer(family[0])).household.len(), 3);
}

#[test]
fn father_and_son() {
    each_is_one(&["father-theodore", "son-theodore"], 3);
    assert!(page(only_customer("son-theodore")).name.ends_with(" Jr"));
}

#[test]
fn twins() {
    each_is_one(&["twin-isla", "twin-freya"], 3);
}

#[test]
fn married_name() {
    each_is_one(&["married-imogen"], 4);
}

#[test]
fn changed_email() {
    let view = page(only_customer("changed-email-duncan"));
    let conflict = view
        .conflicts
        .iter()
        .find(|conflict| conflict.attribute.code == "email")
        .expect("the addresses are told to differ");
    let old = conflict
        .values
        .iter()
        .find(|value| value.value != conflict.winner)
        .expect("the old address");
    let stale: Vec<&str> = old.sources.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(stale.len(), 3, "{stale:?}");
}

#[test]
fn consent_contradiction() {
    let view = page(only_customer("consent-beatrice"));
    let conflict = view
        .conflicts
        .iter()
        .find(|conflict| conflict.attribute.code == "email_consent")
        .expect("the contradiction is listed");
    assert_eq!(conflict.winner, "opted_out");
    assert_eq!(conflict.rule, "Strictest");
    assert_eq!(conflict.values.len(), 2);
}

#[test]
fn role_address() {
    each_is_one(&["office-rupert", "office-siobhan", "office-piotr"], 2);
}

#[test]
fn junk_values() {
    each_is_one(
        &[
            "junk-helen",
            "junk-craig",
            "junk-amelia",
            "junk-imran",
            "junk-louise",
            "junk-graham",
            "junk-priya",
            "junk-stuart",
        ],
        2,
    );
}

#[test]
fn nickname_pair() {
    each_is_one(&["nickname-margaret"], 4);
}

#[test]
fn swapped_names() {
    each_is_one(&["swapped-alistair"], 3);
    assert_eq!(
        page(only_customer("swapped-alistair")).name,
        "Alistair Cranmore"
    );
}

#[test]
fn leading_zero_cards() {
    let view = page(only_customer("leading-zero-hamish"));
    assert_eq!(golden(&view, "loyalty_card"), ["0000417823"]);
    assert!(view.records.iter().all(|record| {
        record
            .values
            .iter()
            .any(|value| value.raw.trim_start_matches('\'') == "0000417823")
    }));
    assert!(
        table("customers.csv")
            .iter()
            .any(|row| row.iter().any(|cell| cell.ends_with("0000417823")))
    );
}

/// Every table written for people opens without anything running in a spreadsheet.
#[test]
fn formula_cell() {
    let view = page(only_customer("formula-olivia"));
    let raw = view.records[0]
        .values
        .iter()
        .find(|value| value.attribute.code == "given_name")
        .map(|value| value.raw.as_str());
    assert!(
        raw.is_some_and(|raw| raw.starts_with('=')),
        "kept as it stood: {raw:?}"
    );
    for name in [
        "customers.csv",
        "conflicts.csv",
        "review.csv",
        "problems.csv",
        "coverage.csv",
    ] {
        for (number, row) in table(name).iter().enumerate() {
            for cell in row {
                let is_live = cell.starts_with(['=', '@', '\t', '\r'])
                    || (cell.starts_with(['+', '-']) && cell.parse::<f64>().is_err());
                assert!(!is_live, "{name} row {}: {cell}", number + 1);
            }
        }
    }
}

#[test]
fn script_cell() {
    let view = page(only_customer("script-callum"));
    let kept = view.records[0]
        .values
        .iter()
        .any(|value| value.raw.contains("<script"));
    assert!(kept || raw_row_holds("<script"), "kept as it stood");
    for entry in std::fs::read_dir(audited().out.path()).expect("the folder") {
        let path = entry.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            assert!(!text(&path).contains("<script"), "{}", path.display());
        }
    }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file")
}

/// Whether the file the sample was made of holds this text, so that a trap cannot pass for want of
/// its bait.
fn raw_row_holds(bait: &str) -> bool {
    text(&rollcall_tests::checkout::root().join("sample-data/exports/customers_export.csv"))
        .contains(bait)
}

#[test]
fn shared_guest_email() {
    each_is_one(&["guests-kevin", "guests-zoe", "guests-simon"], 1);
    each_is_one(&["guests-amy"], 2);
}

#[test]
fn anonymous_then_known() {
    let view = page(only_customer("visitor-rhys"));
    assert_eq!(view.name, "Rhys Tatham");
    let visits = view
        .records
        .iter()
        .filter(|record| record.table == "visits")
        .count();
    assert_eq!(visits, 4);
}

#[test]
fn ambiguous_dates() {
    let asked: Vec<String> = problems("ambiguous_dates")
        .into_iter()
        .filter(|problem| problem.file.contains("hubspot"))
        .filter_map(|problem| problem.column)
        .collect();
    assert_eq!(asked, ["First purchase"]);
}

#[test]
fn all_yes_consent() {
    let doubted = problems("doubtful_consent");
    assert!(doubted.iter().any(|problem| {
        problem.file.contains("eventbrite")
            && problem.column.as_deref() == Some("May we send you news by e-mail?")
    }));
}

/// Nothing but hashes, and yet found: each hash stands with the address it was made of.
#[test]
fn hashed_column() {
    let audited = audited();
    let mut rows = 0;
    let mut joined = 0;
    for (place, customer) in &audited.found {
        if place.0 == "Retargeting audience" {
            rows += 1;
            let others = audited
                .found
                .iter()
                .any(|(other, one)| one == customer && other.0 != "Retargeting audience");
            joined += u64::from(others);
        }
    }
    assert_eq!(rows, 248);
    assert!(joined * 10 >= rows * 8, "{joined} of {rows} were found");
}

#[test]
fn totals_row() {
    let aside = |source: &str| -> u64 {
        audited()
            .summary
            .tables
            .iter()
            .filter(|table| table.source == source)
            .map(|table| table.rows_set_aside)
            .sum()
    };
    for (source, rows) in [
        ("Eventbrite", 1),
        ("Google Ads", 2),
        ("Meta Ads", 1),
        ("Google Analytics", 1),
    ] {
        assert_eq!(aside(source), rows, "{source}");
    }
}

fn check(code: &str) -> CheckView {
    let book = audited().engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    checks.find(|one| one.check == code).expect("the check")
}

/// What a check says of somebody.
fn why<'a>(check: &'a CheckView, person: &str) -> Option<&'a str> {
    let customer = only_customer(person);
    let named = check.people.iter().find(|one| one.customer == customer);
    named.map(|one| one.why.as_str())
}

/// Three are found by their address, the fourth only because telephones are compared too.
#[test]
fn purchasers_in_winback_log() {
    const BY_TELEPHONE: &str = "; their e-mail alone would not have told.";
    let suppression = check("suppression");
    for person in [
        "winback-joanne",
        "winback-neil",
        "winback-heather",
        "winback-arjun",
    ] {
        let told = why(&suppression, person).expect("named");
        assert!(told.starts_with("Got \"Winback"), "{person}: {told}");
        assert_eq!(
            told.ends_with(BY_TELEPHONE),
            person == "winback-arjun",
            "{told}"
        );
    }
}

#[test]
fn person_in_three_lists() {
    let pressure = check("pressure");
    assert_eq!(
        why(&pressure, "three-lists-nicola"),
        Some("3 messages of 3 campaigns from 2026-03-09 to 2026-03-14.")
    );
    assert_eq!(pressure.people.len() as u64, pressure.people_total);
    for one in &pressure.people {
        let name = page(&one.customer).name;
        assert_ne!(name, "Ian Lockhurst", "three in eleven days is no pressure");
    }
}

#[test]
fn three_numbers() {
    let numbers = check("numbers");
    let gave = |source: &str| -> Vec<&str> {
        let inputs = numbers.inputs.iter();
        inputs
            .filter(|one| one.source.name == source)
            .map(|one| one.gave.as_str())
            .collect()
    };
    assert_eq!(gave("Shopify"), ["817 orders"]);
    assert_eq!(gave("Google Analytics"), ["719 orders"]);
    assert_eq!(gave("Google Ads"), ["338.6 orders"]);
    assert_eq!(gave("Meta Ads"), ["296 orders"]);
    assert!(
        numbers.sentence.ends_with("agreed are 757."),
        "{}",
        numbers.sentence
    );
}

/// The exports end in March 2026: the window is measured from there, and says so.
#[test]
fn recent_purchasers_are_those_of_the_data() {
    let preview = audited()
        .engine
        .preview_list(rollcall_engine::view::PreviewList {
            draft: None,
            list: "recent_purchasers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("the list");
    assert!(preview.chosen > 100, "{} bought", preview.chosen);
    assert!(
        preview
            .window
            .ends_with("counted back from the last purchase that is loaded"),
        "{}",
        preview.window
    );
}

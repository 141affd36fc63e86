//! Tables of refunds, of bookings and of deals have dates and amounts, and are no purchases.

use rollcall_engine::Engine;
use rollcall_engine::view::{CountList, DraftList, ListCondition, ListProblems, Nothing};

use crate::measured::{load, load_only, project};

const ORDERS: &str = "\
Order number,Order date,Total,Currency,Email,First name,Last name
1001,2026-10-02,40.00,EUR,grietje@example.com,Grietje,Dekker
1002,2026-10-03,60.00,EUR,grietje@example.com,Grietje,Dekker
1003,2026-10-04,25.00,EUR,jonas.winkler@example.org,Jonas,Winkler
";
/// Mina never bought anything in the shop that is loaded; her order is older.
const REFUNDS: &str = "\
Refund ID,Order number,Date,Amount,Currency,Email,First name,Last name
R1,1002,2026-10-09,60.00,EUR,grietje@example.com,Grietje,Dekker
R2,0988,2026-10-10,15.00,EUR,mina.kovac@example.net,Mina,Kovac
";
/// Pavel's place is paid for, Lena's is not.
const BOOKINGS: &str = "\
Booking ID,Class,Booking date,Paid,Currency,Email,First name,Last name
B1,Pottery,2026-10-11,,EUR,lena@example.com,Lena,Brandt
B2,Pottery,2026-10-12,35.00,EUR,pavel@example.com,Pavel,Novak
";

/// How many people bought something.
fn buyers(engine: &Engine) -> u64 {
    let condition = ListCondition {
        kind: "event".into(),
        subject: "purchase".into(),
        test: "did".into(),
        values: Vec::new(),
        days: Some(365),
        named: String::new(),
        conditions: Vec::new(),
    };
    let request = CountList {
        draft: DraftList {
            purpose: "contact".into(),
            condition,
        },
        destination: None,
        today: None,
    };
    engine.count_list(request).expect("a count").chosen
}

#[test]
fn refunds_and_bookings_that_nobody_paid_for_are_no_purchases() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("shop_orders.csv", ORDERS),
        ("shop_refunds.csv", REFUNDS),
        ("class_bookings.csv", BOOKINGS),
    ] {
        load_only(
            &engine,
            folder.path(),
            name,
            text,
            name.contains("bookings"),
        );
    }
    // Grietje and Jonas bought, and Pavel paid for his place.
    assert_eq!(buyers(&engine), 3);
    let book = engine.check_book(Nothing {}).expect("the checks");
    let numbers = book.checks.iter().find(|one| one.check == "numbers");
    let numbers = numbers.expect("the same number by every source");
    let gave: Vec<(&str, &str)> = numbers
        .inputs
        .iter()
        .map(|one| (one.table.as_str(), one.gave.as_str()))
        .collect();
    assert_eq!(gave, [("orders", "3 orders")]);
    let given_back: f64 = numbers
        .pictures
        .iter()
        .filter(|picture| picture.title == "Revenue in EUR")
        .flat_map(|picture| &picture.lines)
        .filter(|line| line.label == "Given back")
        .filter_map(|line| line.values.first().copied().flatten())
        .sum();
    assert!((given_back + 75.0).abs() < 0.005, "{given_back}");
    // A place that is booked and not paid for makes nobody a buyer.
    let active: Vec<f64> = numbers
        .pictures
        .iter()
        .filter(|picture| picture.title == "New and active customers")
        .flat_map(|picture| &picture.lines)
        .flat_map(|line| line.values.iter().copied().flatten())
        .collect();
    assert_eq!(active, [3.0, 3.0]);
}

/// Ann's deal is won; Bob's is open, Cia's is lost, and nobody can say what became of Dan's.
const DEALS: &str = "\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,Primary Contact,Email
D1,Refit,Acme,Closed Won,1200.00,2026-10-05,2026-08-01,Dana Field,Ann Lee,ann.lee@acme.example
D2,Pumps,Borx,Prospecting,800.00,2026-10-25,2026-08-02,Dana Field,Bob Rex,bob.rex@borx.example
D3,Valves,Cormo,Closed Lost,300.00,2026-10-10,2026-08-03,Lea Dot,Cia Woo,cia.woo@cormo.example
D4,Hoses,Delto,Contract sent,90.00,2026-10-12,2026-08-04,Lea Dot,Dan Poe,dan.poe@delto.example
";

#[test]
fn a_deal_is_a_purchase_only_once_it_is_won() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "opportunities.csv", DEALS);
    assert_eq!(buyers(&engine), 1);
    assert!(unknown_statuses(&engine).is_empty());
}

/// What is told of statuses nobody knows.
fn unknown_statuses(engine: &Engine) -> Vec<String> {
    let asked = ListProblems {
        code: Some("unknown_status".into()),
        ..ListProblems::default()
    };
    let found = engine.list_problems(asked).expect("the findings").problems;
    found.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn a_table_of_deals_of_which_none_is_won_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let unwon = DEALS.replace("Closed Won", "Signature");
    load(&engine, folder.path(), "opportunities.csv", &unwon);
    assert_eq!(buyers(&engine), 0);
    let told = unknown_statuses(&engine);
    let [told] = told.as_slice() else {
        panic!("one finding, not {told:?}");
    };
    assert!(told.starts_with("None of 4 deals of "), "{told}");
    assert!(
        told.ends_with(
            "is known to be won, so nobody counts as a buyer by them. 4 of them tell how far they are in \"Stage\": \"Closed Lost\", \"Contract sent\", \"Prospecting\", \"Signature\"."
        ),
        "{told}"
    );
}

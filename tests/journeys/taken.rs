//! What orders come to where a file has a row a line of them, and where money was given back.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CheckView, CountList, DraftList, ListCondition, ListProblems, Nothing,
};

use crate::measured::{load, project};

/// The newest rows first, as the till writes them. Grietje's two candles cost the same; Jonas got his postage
/// back with his lamp.
const ITEMS: &str = "\
Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Customer ID,Customer Name,Customer Reference ID
2026-10-09,11:00:00,Amsterdam,Lamps,Lamp,-1,Regular,L1,-€30.00,€0.00,-€35.00,€0.00,T2,Refund,C2,Jonas Winkler,
2026-10-05,16:20:00,Amsterdam,Lamps,Lamp,1,Regular,L1,€30.00,€0.00,€30.00,€0.00,T2,Payment,C2,Jonas Winkler,
2026-10-02,10:00:00,Amsterdam,Lamps,Lamp,1,Regular,L1,€30.00,€0.00,€30.00,€0.00,T1,Payment,C1,Grietje Dekker,
2026-10-02,10:00:00,Amsterdam,Candles,Candle,1,Regular,K1,€12.00,€0.00,€12.00,€0.00,T1,Payment,C1,Grietje Dekker,
2026-10-02,10:00:00,Amsterdam,Candles,Candle,1,Regular,K1,€12.00,€0.00,€12.00,€0.00,T1,Payment,C1,Grietje Dekker,
";

/// An export that repeats address and time on every line and all else on the first alone.
const ORDERS: &str = "\
Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name
#1001,grietje@example.com,paid,2026-10-02 10:00:00 +0000,EUR,80.00,2026-10-02 10:00:00 +0000,1,Lamp,30.00,L1,Grietje Dekker
#1001,grietje@example.com,,,,,2026-10-02 10:00:00 +0000,1,Rug,50.00,R1,
#1002,jonas.winkler@example.org,voided,,EUR,42.00,2026-10-03 10:00:00 +0000,1,Lamp,30.00,L1,Jonas Winkler
#1002,jonas.winkler@example.org,,,,,2026-10-03 10:00:00 +0000,1,Candle,12.00,K1,
";

fn condition(kind: &str, subject: &str, test: &str, value: &str) -> ListCondition {
    ListCondition {
        kind: kind.into(),
        subject: subject.into(),
        test: test.into(),
        values: vec![value.into()],
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    }
}

/// How many people meet a condition.
fn count(engine: &Engine, condition: ListCondition) -> u64 {
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

fn numbers(engine: &Engine) -> CheckView {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    checks
        .find(|one| one.check == "numbers")
        .expect("the same number by every source")
}

/// The steps of a picture and what each adds.
fn steps(check: &CheckView, title: &str) -> Vec<(String, f64)> {
    let of_title = check.pictures.iter().find(|one| one.title == title);
    let picture = of_title.unwrap_or_else(|| panic!("{title}: {:?}", check.pictures));
    let lines = picture.lines.iter();
    lines
        .map(|line| (line.label.clone(), line.values[0].expect("a number")))
        .collect()
}

fn told(steps: &[(&str, f64)]) -> Vec<(String, f64)> {
    let told = steps.iter();
    told.map(|(label, number)| ((*label).to_owned(), *number))
        .collect()
}

#[test]
fn lines_of_a_till_are_orders_and_what_is_given_back_leaves_its_sale() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "items-2026.csv", ITEMS);

    let times = |times: &str| count(&engine, condition("event", "purchase", "at_least", times));
    assert_eq!((times("1"), times("2")), (2, 0), "one order each");
    let spent = |amount: &str| count(&engine, condition("spent", "EUR", "at_least", amount));
    assert_eq!((spent("54"), spent("54.01")), (1, 0), "three lines of one");

    let check = numbers(&engine);
    assert_eq!(
        steps(&check, "Revenue in EUR"),
        told(&[
            ("Orders placed", 84.0),
            ("Given back", -30.0),
            ("Given back beyond what was paid", -5.0),
            ("Kept", 49.0),
        ])
    );
    assert_eq!(
        steps(&check, "Orders: Square"),
        told(&[
            ("Square says", 2.0),
            ("Given back whole", -1.0),
            ("Agreed", 1.0),
        ])
    );
    assert!(
        check.unknown.iter().any(|one| one.starts_with(
            "For 1 order of 2026-10 more was given back than was paid, by 5 EUR together."
        )),
        "{:?}",
        check.unknown
    );
}

#[test]
fn what_the_first_line_of_an_order_says_holds_for_its_other_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "orders_export.csv", ORDERS);

    let buyers = count(&engine, condition("event", "purchase", "at_least", "1"));
    assert_eq!(buyers, 1, "Jonas's order was called off, both lines of it");
    let spent = |amount: &str| count(&engine, condition("spent", "EUR", "at_least", amount));
    assert_eq!((spent("80"), spent("80.01")), (1, 0));

    let check = numbers(&engine);
    assert_eq!(
        steps(&check, "Revenue in EUR"),
        told(&[
            ("Orders placed", 122.0),
            ("Cancelled or never paid for", -42.0),
            ("Kept", 80.0),
        ])
    );
    assert_eq!(
        steps(&check, "Active customers: Shopify"),
        told(&[
            ("Shopify says", 2.0),
            ("All their orders cancelled, never paid for or tests", -1.0),
            ("Agreed", 1.0),
        ])
    );
}

#[test]
fn orders_of_another_channel_are_named_beside_the_agreed_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "orders_export.csv", ORDERS);
    let alone = numbers(&engine);
    let of_another = |check: &CheckView| {
        let told = check.unknown.iter();
        let told = told.filter(|one| one.contains("has orders of 2026-10 of its own"));
        told.cloned().collect::<Vec<_>>()
    };
    assert!(of_another(&alone).is_empty(), "{:?}", alone.unknown);

    load(&engine, folder.path(), "items-2026.csv", ITEMS);
    let told = of_another(&numbers(&engine));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("Shopify has orders of 2026-10 of its own, 1 of them real."),
        "{told:?}"
    );
    assert!(told[0].contains("orders of Square told again"), "{told:?}");
}

/// A shop that tells what it gave back in a column of its own, the provider that took the money and tells it
/// too, and a till whose refunds are rows with numbers of their own.
const SHOP: &str = "\
Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Refunded Amount
#1001,grietje@example.com,partially_refunded,2026-10-02 10:00:00 +0000,EUR,40.00,2026-10-02 10:00:00 +0000,1,Lamp,40.00,L1,Grietje Dekker,15.00
";
const PAYMENTS: &str = "\
id,Description,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email
ch_1,Lamp,2026-10-02 10:01,40.00,15.00,eur,Paid,cus_1,grietje@example.com
";
const TILL: &str = "\
Receipt,Time,Kind,Amount,Currency,Email
R-1,2026-10-05 09:00,Sale,60.00,EUR,jonas.winkler@example.org
R-2,2026-10-06 09:00,Refund,-20.00,EUR,jonas.winkler@example.org
R-3,2026-10-07 09:00,Sale,10.00,EUR,jonas.winkler@example.org
";

#[test]
fn what_somebody_spent_is_what_they_paid_less_what_they_got_back_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "orders_export.csv", SHOP);
    load(&engine, folder.path(), "stripe_payments.csv", PAYMENTS);
    load(&engine, folder.path(), "till receipts.csv", TILL);

    let spent = |amount: &str| count(&engine, condition("spent", "EUR", "at_least", amount));
    assert_eq!(
        (spent("25"), spent("25.01")),
        (2, 1),
        "Grietje paid 40 and got 15 back, which both systems tell"
    );
    assert_eq!(
        (spent("50"), spent("50.01")),
        (1, 0),
        "Jonas paid 60 and 10 and got 20 back under a number of its own"
    );
    let times = |times: &str| count(&engine, condition("event", "purchase", "at_least", times));
    assert_eq!((times("1"), times("2")), (2, 1), "a sale stays a sale");
}

/// Jonas's order went back whole by its status, Mina's by its sums, and of Pavel's a part. Greta's order stands there
/// twice, of one lamp and with two totals.
const WHOLE: &str = "\
Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Refunded Amount
#2001,grietje@example.com,paid,2026-10-02 10:00:00 +0000,EUR,40.00,2026-10-02 10:00:00 +0000,1,Lamp,40.00,L1,Grietje Dekker,0.00
#2002,jonas.winkler@example.org,refunded,2026-10-03 10:00:00 +0000,EUR,60.00,2026-10-03 10:00:00 +0000,1,Rug,60.00,R1,Jonas Winkler,60.00
#2003,mina.kovac@example.net,paid,2026-10-04 10:00:00 +0000,EUR,25.00,2026-10-04 10:00:00 +0000,1,Candle,25.00,K1,Mina Kovac,25.00
#2004,pavel@example.com,partially_refunded,2026-10-05 10:00:00 +0000,EUR,75.00,2026-10-05 10:00:00 +0000,1,Lamp,75.00,L2,Pavel Novak,10.00
#2005,greta@example.net,paid,2026-10-06 10:00:00 +0000,EUR,90.00,2026-10-06 10:00:00 +0000,1,Lamp,90.00,L1,Greta Inkpen,0.00
#2005,greta@example.net,paid,2026-10-07 10:00:00 +0000,EUR,70.00,2026-10-07 10:00:00 +0000,1,Lamp,70.00,L1,Greta Inkpen,0.00
";

#[test]
fn an_order_given_back_whole_is_no_order_of_the_month_and_makes_nobody_active() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "orders_export.csv", WHOLE);
    let check = numbers(&engine);
    assert_eq!(
        steps(&check, "Orders: Shopify"),
        told(&[
            ("Shopify says", 5.0),
            ("Given back whole", -2.0),
            ("Agreed", 3.0),
        ])
    );
    assert_eq!(
        steps(&check, "Active customers: Shopify"),
        told(&[
            ("Shopify says", 5.0),
            ("None of their orders kept, and one given back whole", -2.0),
            ("Agreed", 3.0),
        ])
    );
    // Of two totals the later row's counts, and they are not added up.
    assert_eq!(
        steps(&check, "Revenue in EUR"),
        told(&[
            ("Orders placed", 270.0),
            ("Given back", -95.0),
            ("Kept", 175.0),
        ])
    );
    assert!(
        check.definition.contains("given back whole"),
        "{}",
        check.definition
    );
    assert!(
        check.window.contains("from 2026-10-01 to 2026-10-31")
            && check.sentence.starts_with("For 2026-10 "),
        "{} {}",
        check.window,
        check.sentence
    );
    let twice = "1 order of 2026-10 in EUR is told with different totals";
    assert!(
        check.unknown.iter().any(|one| one.starts_with(twice)),
        "{:?}",
        check.unknown
    );
    let spent = |amount: &str| count(&engine, condition("spent", "EUR", "at_least", amount));
    assert_eq!(
        (spent("70"), spent("70.01")),
        (1, 0),
        "Greta's later total, in lists as in checks"
    );
    // The rows are named as a problem of their own.
    let asked = ListProblems {
        code: Some("two_totals".into()),
        ..ListProblems::default()
    };
    let problems = engine.list_problems(asked).expect("the problems").problems;
    let counts: Vec<u64> = problems.iter().map(|one| one.count).collect();
    assert_eq!(counts, [2], "{problems:?}");
}

/// One order was sent back, as its state says; no figure tells what was given back, and no currency is named.
const STATES: &str = "\
Order number,Order date,Email,Total,Status
1,2026-03-01,grietje@example.com,60.00,paid
2,2026-03-02,jonas.winkler@example.org,25.00,refunded
3,2026-03-03,mina.kovac@example.net,40.00,paid
";

#[test]
fn what_is_not_known_of_money_given_back_agrees_with_the_figures_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "shop_orders.csv", STATES);
    let check = numbers(&engine);
    assert_eq!(
        steps(&check, "Revenue in the currency of the files"),
        told(&[
            ("Orders placed", 125.0),
            ("Given back", -25.0),
            ("Kept", 100.0),
        ])
    );
    let said = check.unknown.join("\n");
    assert!(
        said.contains("only 25 in the currency of the files is known"),
        "{said}"
    );
    assert!(
        !said.contains("What was given back of the money of"),
        "{said}"
    );
}

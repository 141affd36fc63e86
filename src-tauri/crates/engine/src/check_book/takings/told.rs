//! What small tables of orders come to.

use std::borrow::Cow;

use rollcall_checks::{AmountOf, OrderState};
use rollcall_model::{Attribute, SourceId, StandardValue, Target, ValueState};

use super::{Money, OrderBook, order_hash, settle, takings_of};

/// Order, kind or status, amount, and the month its row tells.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn values((order, kind, amount, month): Row<'_>) -> Vec<StandardValue> {
    let day = format!("{month}-05");
    let kind_or_status = if kind == "Refund" {
        Attribute::EventKind
    } else {
        Attribute::EventStatus
    };
    [
        (Attribute::OrderId, order),
        (kind_or_status, kind),
        (Attribute::Amount, amount),
        (
            Attribute::EventTime,
            if month.is_empty() { "" } else { &day },
        ),
        (Attribute::Currency, "EUR"),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(attribute, text)| StandardValue {
        target: Target::from(attribute),
        column: None,
        raw: text.to_owned(),
        value: text.to_owned(),
        state: ValueState::Valid,
        rule: Cow::Borrowed("as it stands"),
    })
    .collect()
}

fn book(table: &str, amount_of: Option<AmountOf>, rows: &[Row<'_>]) -> OrderBook {
    let mut book = OrderBook::of(SourceId(1), table, amount_of);
    for row in rows {
        book.add(&values(*row), 0.0, None);
    }
    book
}

/// Orders placed and the money of a month, over all tables.
fn told(mut books: Vec<OrderBook>, month: &str) -> (u64, Money) {
    settle(&mut books);
    let mut money = Money::default();
    let mut placed = 0;
    for one in takings_of(&books) {
        placed += one.orders.get(month).map_or(0, |counts| counts.placed);
        for ((of, _), found) in one.money {
            if of == month {
                money.add(found);
            }
        }
    }
    (placed, money)
}

#[test]
fn orders_and_what_is_given_back() {
    const JUNE: &str = "2026-06";
    let money = |placed: f64, refunded: f64, beyond: f64| Money {
        placed,
        refunded,
        beyond,
        orders_beyond: u64::from(beyond > 0.0),
        ..Money::default()
    };
    let cases: &[(&str, &[Row<'_>], u64, Money)] = &[
        (
            "a refund of a part",
            &[("1", "", "40", JUNE), ("1", "Refund", "15", JUNE)],
            1,
            money(40.0, 15.0, 0.0),
        ),
        (
            "more given back than was paid",
            &[("1", "", "40", JUNE), ("1", "Refund", "45", JUNE)],
            1,
            money(40.0, 40.0, 5.0),
        ),
        (
            "the refund stands above its sale, as where the newest row comes first",
            &[("1", "Refund", "45", JUNE), ("1", "", "40", JUNE)],
            1,
            money(40.0, 40.0, 5.0),
        ),
        (
            "the second of two refunds counts the first one again",
            &[
                ("1", "", "40", JUNE),
                ("1", "Refund", "15", JUNE),
                ("1", "Refund", "40", JUNE),
            ],
            1,
            money(40.0, 40.0, 15.0),
        ),
        (
            "a row below nought is money given back and no order",
            &[("1", "", "40", JUNE), ("2", "", "-10", JUNE)],
            1,
            money(40.0, 10.0, 0.0),
        ),
        (
            "a refund that failed gave nothing back",
            &[("1", "", "40", JUNE), ("1", "Failed", "-40", JUNE)],
            1,
            money(40.0, 0.0, 0.0),
        ),
        (
            "a refund in a later month goes with the month of its order",
            &[("1", "", "40", JUNE), ("1", "Refund", "15", "2026-07")],
            1,
            money(40.0, 15.0, 0.0),
        ),
        (
            "an order that was called off is not given back once more",
            &[("1", "Cancelled", "40", JUNE), ("1", "Refund", "40", JUNE)],
            1,
            Money {
                cancelled: 40.0,
                ..money(40.0, 0.0, 0.0)
            },
        ),
        (
            "the total on the first of two rows",
            &[("1", "paid", "87.5", JUNE), ("1", "", "", JUNE)],
            1,
            money(87.5, 0.0, 0.0),
        ),
        (
            "given back whole by the word alone",
            &[("1", "Refunded", "40", JUNE)],
            1,
            money(40.0, 40.0, 0.0),
        ),
        (
            "two totals of one order at one time: the higher one holds",
            &[("1", "", "60", JUNE), ("1", "", "90", JUNE)],
            1,
            Money {
                two_totals: 1,
                ..money(90.0, 0.0, 0.0)
            },
        ),
    ];
    for (what, rows, placed, money) in cases {
        assert_eq!(
            told(vec![book("orders", None, rows)], JUNE),
            (*placed, *money),
            "{what}"
        );
    }
}

#[test]
fn lines_of_an_export_that_is_known_add_up_though_they_cost_the_same() {
    let rows: &[Row<'_>] = &[("1", "", "35", "2026-06"), ("1", "", "35", "2026-06")];
    for (amount_of, placed) in [(Some(AmountOf::Line), 70.0), (None, 35.0)] {
        let (orders, money) = told(vec![book("items", amount_of, rows)], "2026-06");
        assert_eq!(orders, 1);
        assert!((money.placed - placed).abs() < 1e-9, "{amount_of:?}");
    }
}

/// In either order of the tables; the order of the second refund is not loaded.
#[test]
fn a_table_of_refunds_goes_with_the_orders_it_is_about() {
    let orders: &[Row<'_>] = &[
        ("1", "", "40", "2026-06"),
        ("2", "Cancelled", "9", "2026-06"),
    ];
    let refunds: &[Row<'_>] = &[
        ("1", "Refund", "44", "2026-06"),
        ("0", "Refund", "7", "2026-06"),
        ("2", "Refund", "9", "2026-06"),
    ];
    let both = || vec![book("orders", None, orders), book("refunds", None, refunds)];
    let mut turned = both();
    turned.reverse();
    for books in [both(), turned] {
        let (placed, money) = told(books, "2026-06");
        assert_eq!(placed, 2);
        assert!((money.refunded - 47.0).abs() < 1e-9, "{money:?}");
        assert!((money.beyond - 4.0).abs() < 1e-9, "{money:?}");
        assert!((money.cancelled - 9.0).abs() < 1e-9, "{money:?}");
    }
}

#[test]
fn rows_of_different_things_are_lines_and_those_of_one_are_told_totals() {
    let row = |thing: &str, amount: &str| {
        let mut told = values(("1", "", amount, "2026-06"));
        let product = Target::from(Attribute::Product);
        told.push(StandardValue {
            target: product,
            column: None,
            raw: thing.to_owned(),
            value: thing.to_owned(),
            state: ValueState::Valid,
            rule: Cow::Borrowed("as it stands"),
        });
        told
    };
    for (things, placed, two_totals) in
        [(["Chair", "Table"], 87.5, 0), (["Chair", "Chair"], 60.0, 1)]
    {
        let mut book = OrderBook::of(SourceId(1), "orders", None);
        for (thing, amount) in things.iter().zip(["60", "27.5"]) {
            book.add(&row(thing, amount), 0.0, None);
        }
        let (orders, money) = told(vec![book], "2026-06");
        assert_eq!((orders, money.two_totals), (1, two_totals), "{things:?}");
        assert!(
            (money.placed - placed).abs() < 1e-9,
            "{things:?}: {money:?}"
        );
    }
}

/// One definition of an order that holds: the bridge, active customers and the money all go by it.
#[test]
fn an_order_given_back_whole_is_a_step_of_its_own_and_holds_no_longer() {
    use OrderState::{Cancelled, GivenBack, Real};
    let cases: &[(&str, &[Row<'_>], OrderState)] = &[
        ("kept", &[("1", "paid", "40", "2026-06")], Real),
        (
            "by its word",
            &[("1", "Refunded", "40", "2026-06")],
            GivenBack,
        ),
        (
            "by a row of its own",
            &[
                ("1", "paid", "40", "2026-06"),
                ("1", "Refund", "40", "2026-06"),
            ],
            GivenBack,
        ),
        (
            "in two parts",
            &[
                ("1", "paid", "40", "2026-06"),
                ("1", "Refund", "15", "2026-06"),
                ("1", "Refund", "25", "2026-07"),
            ],
            GivenBack,
        ),
        (
            "a part of it",
            &[
                ("1", "paid", "40", "2026-06"),
                ("1", "Refund", "15", "2026-06"),
            ],
            Real,
        ),
        (
            "a part, by the shop's own word",
            &[
                ("1", "partially refunded", "40", "2026-06"),
                ("1", "Refund", "40", "2026-06"),
            ],
            Real,
        ),
        (
            "called off",
            &[
                ("1", "cancelled", "40", "2026-06"),
                ("1", "Refund", "40", "2026-06"),
            ],
            Cancelled,
        ),
    ];
    for (what, rows, state) in cases {
        let mut books = vec![book("orders", None, rows)];
        settle(&mut books);
        assert_eq!(books[0].state_of(order_hash("1")), *state, "{what}");
        let takings = takings_of(&books);
        let counts = takings[0].orders["2026-06"];
        assert_eq!(counts.placed, 1, "{what}");
        assert_eq!(counts.real(), u64::from(*state == Real), "{what}");
        assert_eq!(counts.given_back, u64::from(*state == GivenBack), "{what}");
    }
}

/// A warehouse names the shop's orders, one of them with the shop's sign in front of it.
#[test]
fn refunds_of_another_source_are_taken_off_the_orders_they_name() {
    use OrderState::{GivenBack, Real};
    const JUNE: &str = "2026-06";
    let of = |source: i64, table: &str, rows: &[Row<'_>]| {
        let mut book = OrderBook::of(SourceId(source), table, None);
        for row in rows {
            book.add(&values(*row), 0.0, None);
        }
        book
    };
    let orders: &[Row<'_>] = &[
        ("#1", "", "40", JUNE),
        ("2", "", "25", JUNE),
        ("3", "", "30", JUNE),
    ];
    // No date, and goods of which no money is told.
    let returns: &[Row<'_>] = &[
        ("1", "Refund", "40", ""),
        ("2", "Refund", "10", ""),
        ("9", "Refund", "5", ""),
        ("3", "Refund", "", ""),
    ];
    // The shop itself tells of the first as well: that is the same money.
    let own: &[Row<'_>] = &[("#1", "Refund", "40", JUNE)];
    for is_told_twice in [false, true] {
        let mut books = vec![of(1, "orders", orders), of(2, "returns", returns)];
        if is_told_twice {
            books.push(of(1, "refunds", own));
        }
        settle(&mut books);
        let states = ["1", "2", "3"].map(|one| books[0].state_of(order_hash(one)));
        assert_eq!(states, [GivenBack, Real, Real]);
        let told = books[1].refunds_told().expect("it tells of refunds");
        assert_eq!((told.tied, told.untied, told.without_money), (3, 1, 1));
        assert_eq!(told.tied_to.into_iter().collect::<Vec<_>>(), [1]);
        let takings = takings_of(&books);
        assert_eq!(takings.len(), 1, "a table of refunds has no orders");
        let money = takings[0].money[&(JUNE.to_owned(), "EUR".to_owned())];
        assert!((money.refunded - 50.0).abs() < 1e-9, "{money:?}");
    }
}

#[test]
fn refunds_that_may_be_of_two_shops_or_of_somebody_else_are_tied_to_none_and_told() {
    use rollcall_model::CustomerId;
    let of = |source: i64, whose: i64, row: Row<'_>| {
        let mut book = OrderBook::of(SourceId(source), "table", None);
        book.add(&values(row), 0.0, Some(CustomerId(whose)));
        book
    };
    let refund = ("1", "Refund", "10", "2026-06");
    for (what, others) in [
        (
            "two shops that count alike",
            vec![
                of(1, 7, ("1", "", "40", "2026-06")),
                of(2, 7, ("1", "", "70", "2026-06")),
            ],
        ),
        (
            "an order of somebody else",
            vec![of(1, 8, ("1", "", "40", "2026-06"))],
        ),
    ] {
        let mut books = others;
        books.push(of(3, 7, refund));
        settle(&mut books);
        let told = books.last().and_then(OrderBook::refunds_told);
        let told = told.expect("it tells of a refund");
        assert_eq!((told.tied, told.untied), (0, 1), "{what}");
        let refunded: f64 = takings_of(&books)
            .iter()
            .flat_map(|one| one.money.values())
            .map(|money| money.refunded)
            .sum();
        assert!(refunded.abs() < 1e-9, "{what}");
    }
}

//! Orders of several lines of which some went back: what differs from line to line is each line's own, what stands on
//! every line alike is the order's.

use std::fmt::Write as _;

use rollcall_engine::view::{Nothing, TableNumber};

use super::{check, picture, shop, somebody};

/// Twelve orders of three lines and 80 together, the refunds of every other one by line.
fn orders(refunds: [&str; 3]) -> String {
    let mut text =
        "Order No,Order Date,Status,E-mail,Name,SKU,Item,Qty,Order Total,Refunded Amount\n"
            .to_owned();
    for number in 0..12 {
        let one = somebody(number);
        let is_part = number % 2 == 0;
        let status = if is_part {
            "partially refunded"
        } else {
            "completed"
        };
        for (sku, refund) in ["A", "B", "C"].into_iter().zip(refunds) {
            let refund = if is_part { refund } else { "" };
            let _ = writeln!(
                text,
                "{},2026-03-{:02} 10:00,{status},{},{} {},{sku},Item {sku},1,80.00,{refund}",
                5_000 + number,
                number + 1,
                one.email,
                one.given,
                one.family
            );
        }
    }
    text
}

#[test]
fn refunds_that_differ_within_an_order_are_added_up() {
    for (refunds, given_back) in [
        (["20.00", "50.00", ""], -420.0),
        (["20.00", "20.00", ""], -240.0),
        (["30.00", "30.00", "30.00"], -180.0),
        (["", "", "10.00"], -60.0),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = shop(folder.path(), &[("shop_orders.csv", orders(refunds))]);
        let numbers = check(&engine, "numbers");
        // The files name no currency.
        let lines = &picture(&numbers, "Revenue in the currency of the files").lines;
        let value = |label: &str, place: usize| {
            let line = lines.iter().find(|line| line.label == label);
            line.expect(label).values[place].expect("a number")
        };
        assert!((value("Orders placed", 0) - 960.0).abs() < 0.005);
        let told = value("Given back", 0);
        assert!((told - given_back).abs() < 0.005, "{refunds:?}: {told}");
        let kept = value("Kept", 1);
        assert!(
            (kept - 960.0 - given_back).abs() < 0.005,
            "{refunds:?}: {kept}"
        );
    }
}

#[test]
fn the_mapping_says_that_a_column_of_refunds_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [("shop_orders.csv", orders(["20.00", "50.00", ""]))];
    let engine = shop(folder.path(), &files);
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let table = tables.first().expect("the orders").table;
    let view = engine.get_mapping(TableNumber { table });
    let columns = view.expect("the mapping").columns;
    let refunded = columns.iter().find(|one| one.header == "Refunded Amount");
    let refunded = refunded.expect("the column");
    let attribute = refunded.attribute.as_ref().map(|one| one.code.as_str());
    assert_eq!(
        (attribute, refunded.state.as_str()),
        (Some("custom:Refund amount"), "suggested")
    );
}

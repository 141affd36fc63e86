//! The file by which a message refers to a purchase and comes when somebody reads.

use std::collections::BTreeMap;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{DeliverList, Nothing, PreviewList, SetComplement};

use super::shop;

/// Only the first row of an order says whose it is and when it was.
const ORDERS: &str = "\
Order number,Order date,Email,First name,Last name,Product,Product category,Quantity,Total,Currency,Status
1001,2026-02-01,grietje@example.com,Grietje,Dekker,Reading lamp,Lamps,1,60.00,EUR,paid
1002,2026-03-05,grietje@example.com,Grietje,Dekker,Oak table,Tables,1,640.00,EUR,paid
1002,,,,,Bench,Benches,2,,,
1003,2026-03-09,jonas.winkler@example.org,Jonas,Winkler,Oak table,Tables,1,500.00,EUR,paid
1003,,,,,Table oil,Care,1,,,
1004,2026-03-20,grietje@example.com,Grietje,Dekker,Vase,Decoration,1,25.00,EUR,cancelled
1005,2026-03-21,mina.kovac@example.net,Mina,Kovac,Vase,Decoration,1,25.00,EUR,paid
";
const NEWSLETTER: &str = "\
Subscriber ID,First name,Last name,Email,Email consent
N1,Grietje,Dekker,grietje@example.com,subscribed
N2,Jonas,Winkler,jonas.winkler@example.org,subscribed
N3,Mina,Kovac,mina.kovac@example.net,unsubscribed
";
/// Grietje read five messages, four of them on Tuesdays and three at seven in the evening; Jonas read two.
const SENT: &str = "\
message_id,sent_at,campaign,email,first_name,status,opened_at,clicked_at
m1,2026-03-03 10:00:00,Spring tables,grietje@example.com,Grietje,delivered,2026-03-03 19:05:00,2026-03-03 19:06:00
m2,2026-03-10 10:00:00,Lamps,grietje@example.com,Grietje,delivered,2026-03-10 19:40:00,
m3,2026-03-17 10:00:00,Rugs,grietje@example.com,Grietje,delivered,2026-03-17 19:10:00,
m4,2026-03-24 07:00:00,Chairs,grietje@example.com,Grietje,delivered,2026-03-24 07:59:00,
m5,2026-03-27 07:00:00,Beds,grietje@example.com,Grietje,delivered,2026-03-27 08:00:00,
m6,2026-03-03 10:00:00,Spring tables,jonas.winkler@example.org,Jonas,delivered,2026-03-03 19:00:00,
m7,2026-03-10 10:00:00,Lamps,jonas.winkler@example.org,Jonas,delivered,2026-03-10 19:00:00,
";

fn project(folder: &Path) -> Engine {
    shop(
        folder,
        &[
            ("shop_orders.csv", ORDERS.to_owned()),
            ("newsletter.csv", NEWSLETTER.to_owned()),
            ("send_log.csv", SENT.to_owned()),
        ],
    )
}

/// The rows of the delivered file, by address.
fn delivered(engine: &Engine, folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let path = folder.join("personalisation.csv");
    engine
        .deliver_list(DeliverList {
            list: "customers".into(),
            destination: "personalisation".into(),
            path: path.display().to_string(),
            days: None,
            today: None,
            left_out_file: false,
        })
        .expect("delivered");
    let text = std::fs::read_to_string(path).expect("the file");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| row.expect("a row"))
        .map(|row| (row["E-mail"].clone(), row))
        .collect()
}

fn cells<'a>(row: &'a BTreeMap<String, String>, headers: &[&str]) -> Vec<&'a str> {
    headers.iter().map(|header| row[*header].as_str()).collect()
}

#[test]
fn g44_a_message_can_refer_to_the_product_and_to_what_goes_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let before = engine.personalisation(Nothing {}).expect("the products");
    assert_eq!(before.customers, 3);
    assert_eq!(before.products[0].product, "Oak table");
    assert_eq!(before.products[0].customers, 2);
    assert!(
        before
            .unknown
            .iter()
            .any(|one| one.starts_with("What goes with a product"))
    );
    let set = |goes_with: &str| {
        engine
            .set_complement(SetComplement {
                product: "oak table".into(),
                goes_with: goes_with.into(),
            })
            .expect("said")
    };
    assert_eq!(set("Table oil").products[0].goes_with, "Table oil");
    let rows = delivered(&engine, folder.path());
    // Mina said no.
    assert_eq!(rows.len(), 2, "{rows:?}");
    let wanted = [
        "Last product",
        "Category",
        "Products of the last order",
        "Pieces of the last order",
        "Times bought",
        "Orders",
        "First bought",
        "Last bought",
        "Goes with it",
    ];
    assert_eq!(
        cells(&rows["grietje@example.com"], &wanted),
        [
            "Oak table",
            "Tables",
            "Oak table; Bench",
            "3",
            "1",
            "2",
            "2026-02-01",
            "2026-03-05",
            "Table oil"
        ],
        "a cancelled order is none"
    );
    // Jonas has the oil already: nothing is offered that somebody has.
    assert_eq!(
        cells(&rows["jonas.winkler@example.org"], &wanted),
        [
            "Oak table",
            "Tables",
            "Oak table; Table oil",
            "2",
            "1",
            "1",
            "2026-03-09",
            "2026-03-09",
            ""
        ]
    );
    // It can be taken back, as every change.
    engine.undo(Nothing {}).expect("undone");
    let after = engine.personalisation(Nothing {}).expect("the products");
    assert_eq!(after.products[0].goes_with, "");
}

#[test]
fn g45_two_opens_leave_the_best_hour_blank() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let view = engine.personalisation(Nothing {}).expect("the products");
    assert_eq!(
        (view.openers, view.with_best_time, view.least_openings),
        (2, 1, 5)
    );
    let rows = delivered(&engine, folder.path());
    let wanted = ["Best weekday", "Best hour", "Openings counted"];
    assert_eq!(
        cells(&rows["grietje@example.com"], &wanted),
        ["Tuesday", "19", "5"]
    );
    assert_eq!(
        cells(&rows["jonas.winkler@example.org"], &wanted),
        ["", "", "2"]
    );
    // The list shows the same before it is written.
    let shown = engine
        .preview_list(PreviewList {
            list: "customers".into(),
            destination: "personalisation".into(),
            draft: None,
            days: None,
            today: None,
        })
        .expect("a preview");
    let hour = shown.columns.iter().position(|one| one == "Best hour");
    let hours: Vec<&str> = shown
        .sample
        .iter()
        .map(|row| row[hour.expect("the column")].as_str())
        .collect();
    assert!(hours.contains(&"19") && hours.contains(&""), "{hours:?}");
}

/// Of Grietje's orders one was sent back by its status, one by its refund, one by a column, and one line by a row of
/// its own; Jonas sent back all he bought.
const SENT_BACK: &str = "\
Order number,Order date,Email,Type,Product,Quantity,Amount,Amount Refunded,Currency,Status
1,2026-02-01,grietje@example.com,Sale,Lamp,1,60.00,,EUR,paid
2,2026-03-01,grietje@example.com,Sale,Rug,1,90.00,,EUR,paid
2,2026-03-01,grietje@example.com,Sale,Bench,1,40.00,,EUR,paid
2,2026-03-08,grietje@example.com,Refund,Rug,1,90.00,,EUR,
3,2026-03-10,grietje@example.com,Sale,Vase,1,25.00,,EUR,returned
4,2026-03-11,grietje@example.com,Sale,Chair,1,30.00,30.00,EUR,paid
5,2026-03-12,grietje@example.com,Sale,Desk,1,80.00,,EUR,paid
5,2026-03-15,grietje@example.com,Refund,,,80.00,,EUR,
6,2026-03-12,jonas.winkler@example.org,Sale,Mirror,1,20.00,,EUR,refunded
7,2026-03-12,mina.kovac@example.net,Sale,Stool,1,20.00,,EUR,paid
";

#[test]
fn goods_that_were_sent_back_are_not_what_somebody_bought_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("shop_orders.csv", SENT_BACK.to_owned()),
        ("newsletter.csv", NEWSLETTER.to_owned()),
    ];
    let engine = shop(folder.path(), &files);
    let told = engine.personalisation(Nothing {}).expect("the products");
    let products: Vec<&str> = told
        .products
        .iter()
        .map(|one| one.product.as_str())
        .collect();
    assert_eq!(products, ["Bench", "Stool"]);
    let rows = delivered(&engine, folder.path());
    let wanted = ["Last product", "Products of the last order", "Orders"];
    assert_eq!(
        cells(&rows["grietje@example.com"], &wanted),
        ["Bench", "Bench", "2"]
    );
    let of_jonas = rows.get("jonas.winkler@example.org");
    assert!(of_jonas.is_none_or(|row| row["Last product"].is_empty()));
}

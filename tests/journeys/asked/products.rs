//! Lists by what was bought.

use rollcall_engine::Engine;
use rollcall_engine::view::{ListCondition, PreviewList};

use super::{Person, chosen, draft, estate, event, person, table};

/// What is written of a list for people to read.
fn written(engine: &Engine, condition: ListCondition) -> Vec<Vec<String>> {
    engine
        .preview_list(PreviewList {
            list: String::new(),
            draft: Some(draft(condition)),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview")
        .sample
}

/// Ada bought A twice and B never; Bruno bought B.
#[test]
fn g03_who_bought_a_product_twice_is_left_out_of_its_offer() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ada, bruno, carla) = (person(0), person(1), person(2));
    let header = "Order number,Order date,Total,Currency,Email,First name,Last name,Lineitem name,Lineitem sku,Financial status";
    let line = |order: u32, day: u32, of: &Person, product: &str, status: &str| {
        format!(
            "{order},2026-10-{day:02},40.00,EUR,{},{},{product},{status}\n",
            of.email, of.name
        )
    };
    let (chair, table_of) = ("Reading chair,HP-CHR-03", "Oak table,HP-CHR-031");
    let lines = [
        format!("{header}\n"),
        line(1001, 2, &ada, chair, "paid"),
        // Two lines of one order are one purchase of the product.
        line(1001, 2, &ada, chair, "paid"),
        line(1002, 9, &ada, chair, "paid"),
        line(1003, 3, &bruno, table_of, "paid"),
        line(1004, 4, &bruno, chair, "paid"),
        // Carla's second one was cancelled.
        line(1005, 5, &carla, chair, "paid"),
        line(1006, 6, &carla, chair, "cancelled"),
    ];
    let sends = table(
        "Sent at,Campaign,Email,First name,Last name,SKU",
        [&ada, &bruno, &carla],
        |to| {
            format!(
                "2026-10-20,Autumn chairs,{},{},HP-CHR-03",
                to.email, to.name
            )
        },
    );
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", lines.concat()),
            ("mail_sends.csv", "email_platform", sends),
        ],
    );
    let twice = |product: &str| event("product", "at_least", "2", product);
    let suppressed = written(&engine, twice("HP-CHR-03"));
    assert_eq!(suppressed.len(), 1, "{suppressed:?}");
    assert!(suppressed[0].contains(&ada.email), "{suppressed:?}");
    assert_eq!(
        chosen(&engine, twice("HP-CHR-031")),
        0,
        "not for the other product"
    );
    assert_eq!(
        chosen(&engine, event("product", "did", "", "HP-CHR-031")),
        1
    );
    assert_eq!(chosen(&engine, event("product", "did", "", "hp-chr-03")), 3);
    assert_eq!(
        chosen(&engine, event("product", "did", "", "table")),
        1,
        "by a part of its name"
    );
    // The campaign's own product, as its messages name it.
    let campaign = written(
        &engine,
        event("campaign_product", "at_least", "2", "Autumn"),
    );
    assert_eq!(campaign, suppressed);
    assert_eq!(
        chosen(&engine, event("campaign_product", "did", "", "Spring")),
        0
    );
}

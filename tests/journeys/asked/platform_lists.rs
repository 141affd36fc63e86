//! Lists that were made for a platform: behind, not growing, or made of the wrong people.

use super::{
    Person, add, assert_not_known, bars, check, estate, figure, load_only, orders, person, table,
};

/// A list of buyers, each with the day they came into it.
fn purchasers(days: impl IntoIterator<Item = (usize, &'static str)>) -> String {
    table("Email,First name,Last name,Added on", days, |(one, day)| {
        let Person { name, email, .. } = person(one);
        format!("{email},{name},{day}")
    })
}

#[test]
fn g20_a_list_nine_days_behind_the_orders_is_out_of_date() {
    let folder = tempfile::tempdir().expect("a folder");
    // Twenty people bought, the last on 20 October; the list ends with the 11th.
    let listed = |until: usize| {
        table(
            "Email,First name,Last name,Last purchase",
            0..until,
            |one| {
                let Person { name, email, .. } = person(one);
                format!("{email},{name},2026-10-{:02}", one + 1)
            },
        )
    };
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", orders(20)),
            ("recent_purchasers.csv", "ad_platform", listed(11)),
        ],
    );
    let told = check(&engine, "stale_lists");
    assert_eq!(told.verdict, "failed", "{}", told.sentence);
    assert!(told.sentence.contains("9 days behind"), "{}", told.sentence);
    assert_eq!(told.people_total, 9, "who bought since");
    assert_eq!(
        figure(&told),
        Some((9, 16)),
        "of those who bought since the 4th"
    );
    let line = &told.pictures[0].lines[0];
    assert_eq!(
        (line.verdict.as_str(), line.values[0]),
        ("failed", Some(9.0))
    );

    let fresh = tempfile::tempdir().expect("a folder");
    let engine = estate(
        fresh.path(),
        &[
            ("shop_orders.csv", "shop", orders(20)),
            ("recent_purchasers.csv", "ad_platform", listed(18)),
        ],
    );
    let told = check(&engine, "stale_lists");
    assert_eq!(told.verdict, "passed", "{}", told.sentence);
    assert!(told.sentence.contains("2 days behind"), "{}", told.sentence);

    let without = tempfile::tempdir().expect("a folder");
    let engine = estate(without.path(), &[("shop_orders.csv", "shop", orders(5))]);
    assert_not_known(&check(&engine, "stale_lists"), "no list of buyers");
}

#[test]
fn g21_each_row_of_a_seed_list_is_counted_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let newsletter = table(
        "Subscriber ID,Email,First name,Last name,Email consent",
        0..8,
        |one| {
            let Person { name, email, .. } = person(one);
            let said = if one == 3 {
                "unsubscribed"
            } else {
                "subscribed"
            };
            format!("N{one},{email},{name},{said}")
        },
    );
    // Three are sound, one stands twice, one has said no and one never answered, two never bought, and two cannot be found.
    let seed = table(
        "Email,First name,Last name",
        [0, 1, 2, 1, 3, 9, 6, 7, 90, 91],
        |one| {
            let Person { name, email, .. } = person(one);
            match one {
                90 | 91 => "not an address,,".to_owned(),
                _ => format!("{email},{name}"),
            }
        },
    );
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", {
                let ten = orders(10);
                let bought = ten
                    .lines()
                    .enumerate()
                    .filter(|(place, _)| ![7, 8].contains(place));
                let bought: Vec<&str> = bought.map(|(_, line)| line).collect();
                bought.join("\n") + "\n"
            }),
            ("newsletter.csv", "email_platform", newsletter),
            ("lookalike_seed.csv", "ad_platform", seed),
        ],
    );
    let told = check(&engine, "seeds");
    let rows: Vec<f64> = bars(&told.pictures[0])
        .iter()
        .filter_map(|one| one.1)
        .collect();
    // Invalid, duplicate, never bought, no consent, sound.
    assert_eq!(rows, [2.0, 1.0, 2.0, 2.0, 3.0], "{:?}", told.pictures);
    assert_eq!(figure(&told), Some((7, 10)), "{}", told.sentence);
    let without = tempfile::tempdir().expect("a folder");
    let engine = estate(without.path(), &[("shop_orders.csv", "shop", orders(5))]);
    assert_not_known(&check(&engine, "seeds"), "no list to look for the like of");
}

/// Twenty are in the list from its first day. Fifty more buy; ten of them, or forty-five, come into it.
#[test]
fn g68_a_list_that_grows_by_ten_while_fifty_buy_fails() {
    let bought = table(
        "Order number,Order date,Total,Currency,Email,First name,Last name",
        0..70,
        |one| {
            let Person { name, email, .. } = person(one);
            let day = match one {
                0..20 => "2026-10-05",
                20..45 => "2026-10-13",
                _ => "2026-10-21",
            };
            format!("{},{day},40.00,EUR,{email},{name}", 1000 + one)
        },
    );
    let list = |more: usize| {
        purchasers(
            (0..20 + more).map(|one| (one, if one < 20 { "2026-10-06" } else { "2026-10-14" })),
        )
    };
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", bought.clone()),
            ("recent_purchasers.csv", "ad_platform", list(10)),
        ],
    );
    let told = check(&engine, "list_growth");
    assert_eq!(told.verdict, "failed", "{}", told.sentence);
    assert!(
        told.sentence
            .contains("grew by 10 people while 50 buyers came"),
        "{}",
        told.sentence
    );
    assert_eq!(figure(&told), Some((40, 50)));

    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", bought.clone()),
            ("recent_purchasers.csv", "ad_platform", list(45)),
        ],
    );
    let told = check(&engine, "list_growth");
    assert_eq!(told.verdict, "passed", "{}", told.sentence);

    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path(), &[("shop_orders.csv", "shop", bought)]);
    assert_not_known(&check(&engine, "list_growth"), "no list of buyers");
    // A list without days is a list, and does not tell how it grew.
    let undated = table("Email,First name,Last name", 0..20, |one| {
        let Person { name, email, .. } = person(one);
        format!("{email},{name}")
    });
    add(
        &engine,
        folder.path(),
        "recent_purchasers.csv",
        "ad_platform",
        &undated,
        true,
    );
    assert_not_known(&check(&engine, "list_growth"), "the lists of buyers");
}

/// The lists and the orders of the next month over those of the first: each check shows this time beside last time.
#[test]
fn checks_of_platform_lists_show_last_time_beside_this_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let listed = |people: usize| purchasers((0..people).map(|one| (one, "2026-10-05")));
    let seed = |people: usize| {
        table("Email,First name,Last name", 0..people, |one| {
            let Person { name, email, .. } = person(one);
            format!("{email},{name}")
        })
    };
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", orders(20)),
            ("recent_purchasers.csv", "ad_platform", listed(5)),
            ("lookalike_seed.csv", "ad_platform", seed(6)),
        ],
    );
    load_only(
        &engine,
        folder.path(),
        "shop_orders.csv",
        &orders(24),
        false,
    );
    load_only(&engine, folder.path(), "lookalike_seed.csv", &seed(8), true);
    for code in ["seeds", "stale_lists", "list_growth"] {
        let told = check(&engine, code);
        // What was not known before shows its first point.
        let points = told.history.len();
        assert_eq!(points, if told.figure.is_some() { 2 } else { 0 }, "{code}");
    }
    let seeds = check(&engine, "seeds");
    let among: Vec<u64> = seeds.history.iter().map(|point| point.among).collect();
    assert_eq!(among, [6, 8]);
    assert!(seeds.change.is_some());
}

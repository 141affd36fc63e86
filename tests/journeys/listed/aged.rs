//! A delivered list grows old by itself: after a week where it counts days back, after a month otherwise; a
//! table never does.

use rollcall_engine::Engine;
use rollcall_engine::view::{DeliverList, Nothing, OpenProject, SaveList};

use super::{all, condition, save, shop};
use crate::estate::engine_on;

fn deliver(engine: &Engine, list: &str, path: &std::path::Path) -> i64 {
    engine
        .deliver_list(DeliverList {
            list: list.into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: path.display().to_string(),
            left_out_file: false,
        })
        .expect("written")
        .delivery
}

#[test]
fn g43_a_list_is_told_stale_by_its_age_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    engine
        .save_list(SaveList {
            list: None,
            name: "Readers".into(),
            purpose: "contact".into(),
            condition: all(vec![condition("consent", "email_consent", "said_yes")]),
            reason: String::new(),
        })
        .expect("saved");
    // All written on 23 November.
    let [buyers, readers, table] = ["saved:1", "saved:2", "crosswalk"].map(|list| {
        let name = format!("{}.csv", list.replace(':', "-"));
        deliver(&engine, list, &folder.path().join(name))
    });
    engine.close_project(Nothing {}).expect("closed");
    let window = |days: u32| {
        vec![format!(
            "It is {days} days old, and counts days back from when it was written."
        )]
    };
    for (day, age, of_buyers, of_readers) in [
        ("2026-11-23", 0, vec![], vec![]),
        ("2026-11-30", 7, vec![], vec![]),
        ("2026-12-01", 8, window(8), vec![]),
        ("2026-12-23", 30, window(30), vec![]),
        (
            "2026-12-24",
            31,
            window(31),
            vec!["It is 31 days old.".to_owned()],
        ),
    ] {
        let engine = engine_on(day);
        let path = folder.path().join("shop.rollcall").display().to_string();
        engine.open_project(OpenProject { path }).expect("open");
        let log = engine.list_deliveries(Nothing {}).expect("the log");
        let of = |number: i64| {
            let mut all = log.iter();
            all.find(|one| one.delivery == number).expect("a delivery")
        };
        for (number, because) in [(buyers, of_buyers), (readers, of_readers), (table, vec![])] {
            let one = of(number);
            assert_eq!(one.stale_because, because, "{} on {day}", one.list);
            assert_eq!(one.stale, !because.is_empty(), "{} on {day}", one.list);
            assert_eq!(one.age_days, age, "{} on {day}", one.list);
        }
        engine.close_project(Nothing {}).expect("closed");
    }
}

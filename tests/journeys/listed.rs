//! Lists people make: counted against the exports themselves, kept version by version, told stale.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_engine::view::{
    CountList, DeliverList, DeliverSuppression, DraftList, ListCondition, ListCount, ListLeftOut,
    ListNumber, Nothing, OpenProject, PreviewList, SaveList, SavedLists,
};
use rollcall_engine::{AuditRequest, Engine, Silent};
use rollcall_tests::checkout::root;

use crate::estate::{audited, engine};

fn condition(kind: &str, subject: &str, test: &str) -> ListCondition {
    ListCondition {
        kind: kind.into(),
        subject: subject.into(),
        test: test.into(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    }
}

fn bought(days: u32) -> ListCondition {
    ListCondition {
        days: Some(days),
        ..condition("event", "purchase", "did")
    }
}

fn all(conditions: Vec<ListCondition>) -> ListCondition {
    ListCondition {
        conditions,
        ..condition("all", "", "")
    }
}

fn draft(condition: ListCondition) -> DraftList {
    DraftList {
        purpose: "contact".into(),
        condition,
    }
}

fn count(engine: &Engine, condition: ListCondition, destination: Option<&str>) -> ListCount {
    engine
        .count_list(CountList {
            draft: draft(condition),
            destination: destination.map(str::to_owned),
            today: None,
        })
        .expect("a count")
}

/// The customers of the rows of an export that say, in a column, that the row is a purchase that
/// holds, and in another that it was made on one of these days. A further line of an order says
/// nothing of its own: it holds as the first line above it does.
fn buyers(
    file: &str,
    table: (&str, &str),
    day: &str,
    (status, holds): (&str, &[&str]),
    days: (&str, &str),
) -> BTreeSet<String> {
    let mut reader =
        csv::Reader::from_path(root().join("sample-data/exports").join(file)).expect("the export");
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| {
        let mut names = header.iter();
        names
            .position(|one| one.trim_start_matches('\u{feff}') == name)
            .expect("the column")
    };
    let (day, status) = (column(day), column(status));
    let mut found = BTreeSet::new();
    let mut said = String::new();
    for (place, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        if let Some(status) = row.get(status).filter(|status| !status.is_empty()) {
            status.clone_into(&mut said);
        }
        let on = row
            .get(day)
            .and_then(|time| time.get(..10))
            .unwrap_or_default();
        let is_counted = holds.contains(&said.as_str()) && (days.0..=days.1).contains(&on);
        let place = (table.0.to_owned(), table.1.to_owned(), place as u64 + 2);
        if is_counted && let Some(customer) = audited().found.get(&place) {
            found.insert(customer.clone());
        }
    }
    found
}

/// Everybody the newsletter knows, by the crosswalk.
fn in_source(source: &str) -> BTreeSet<String> {
    let places = audited().found.iter();
    places
        .filter(|((of, ..), _)| of == source)
        .map(|(_, customer)| customer.clone())
        .collect()
}

/// Who has said no to e-mail, by the file of customers.
fn said_no() -> BTreeSet<String> {
    let text = std::fs::read_to_string(audited().out.path().join("customers.csv")).expect("a file");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let customers = reader.deserialize::<BTreeMap<String, String>>();
    customers
        .map(|row| row.expect("a row"))
        .filter(|row| ["opted_out", "complained"].contains(&row["email_consent"].as_str()))
        .map(|row| row["customer_id"].clone())
        .collect()
}

fn number_of(source: &str) -> String {
    let inventory = audited()
        .engine
        .inventory(Nothing {})
        .expect("the inventory");
    let found = inventory.sources.iter().find(|one| one.mark.name == source);
    found.expect("the source").mark.source.to_string()
}

#[test]
fn a_list_has_whom_the_exports_say_condition_by_condition() {
    let days = ("2025-12-31", "2026-03-31");
    let mut bought_lately = buyers(
        "orders_export.csv",
        ("Shopify", "orders"),
        "Created at",
        ("Financial Status", &["paid", "partially_refunded"]),
        days,
    );
    bought_lately.extend(buyers(
        "stripe_payments.csv",
        ("Stripe", "payments"),
        "Created (UTC)",
        ("Status", &["Paid"]),
        days,
    ));
    bought_lately.extend(buyers(
        "eventbrite-attendees.csv",
        ("Eventbrite", "attendees"),
        "Order Date",
        ("Attendee Status", &["Attending"]),
        days,
    ));
    let newsletter = in_source("Mailchimp");
    let no = said_no();
    let both: BTreeSet<_> = bought_lately.intersection(&newsletter).collect();
    let left = both.iter().filter(|one| !no.contains(**one)).count() as u64;
    assert!(left > 100, "{left}");

    let told = count(
        &audited().engine,
        all(vec![
            bought(90),
            condition("source", &number_of("Mailchimp"), "in"),
            condition("consent", "email_consent", "not_no"),
        ]),
        Some("plain_csv"),
    );
    assert_eq!(
        told.sentence,
        "Everybody who bought in the last 90 days and is in Mailchimp and has not said no to e-mail."
    );
    assert_eq!(
        told.window,
        "days counted back from 31 March 2026, the last purchase that is loaded"
    );
    let steps: Vec<_> = told.steps.iter().map(|one| (one.alone, one.left)).collect();
    let everybody = audited().found.values().collect::<BTreeSet<_>>().len() as u64;
    assert_eq!(told.customers, everybody);
    assert_eq!(
        steps,
        [
            (bought_lately.len() as u64, Some(bought_lately.len() as u64)),
            (newsletter.len() as u64, Some(both.len() as u64)),
            (everybody - no.len() as u64, Some(left)),
        ]
    );
    assert_eq!(told.chosen, left);
    // Nobody who has said no is left to be left out for it; others are, each for one reason.
    let reasons: Vec<_> = told
        .left_out
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert!(!reasons.contains(&"said no"), "{reasons:?}");
    let out: u64 = told.left_out.iter().map(|one| one.customers).sum();
    assert!(out > 0 && out < left);
}

#[test]
fn templates_are_lists_that_can_be_counted_and_overlaps_are_those_of_the_crosswalk() {
    let engine = &audited().engine;
    let saved = engine.list_saved(Nothing {}).expect("the lists");
    let mut counts = BTreeMap::new();
    for template in saved.templates {
        let condition = template.condition.expect("its sources are loaded");
        counts.insert(template.code, count(engine, condition, None).chosen);
    }
    let both = in_source("Mailchimp")
        .intersection(&in_source("Shopify"))
        .count() as u64;
    assert_eq!(counts["in_both"], both);
    assert!(counts.values().all(|chosen| *chosen > 0), "{counts:?}");
}

const ORDERS: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency
A-1,Grietje,Dekker,grietje.dekker@example.com,2026-11-10,12.50,EUR
A-2,Grietje,Dekker,grietje.dekker@example.com,2026-11-15,8.00,EUR
A-3,Jonas,Winkler,jonas.winkler@example.org,2026-11-12,30.00,EUR
A-4,Ewan,Drummond,ewan.drummond@example.com,2025-01-01,9.90,EUR
A-5,Pilar,Iglesias,,2026-11-20,7.00,EUR
";
const LETTERS: &str = "\
Email,First Name,Last Name,Email Opt In
grietje.dekker@example.com,Grietje,Dekker,yes
jonas.winkler@example.org,Jonas,Winkler,no
mirja.aalto@example.net,Mirja,Aalto,yes
";

fn audit(engine: &Engine, folder: &Path, files: &[(&str, &str)]) {
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        paths.push(path);
    }
    let project = folder.join("shop.rollcall");
    let request = AuditRequest {
        paths,
        project: Some(project.clone()),
        out: None,
    };
    engine.close_project(Nothing {}).expect("closed");
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("open");
}

fn save(engine: &Engine, list: Option<i64>, name: &str, purpose: &str, days: u32) -> SavedLists {
    engine
        .save_list(SaveList {
            list,
            name: name.into(),
            purpose: purpose.into(),
            condition: all(vec![bought(days)]),
            reason: "for the November campaign".into(),
        })
        .expect("it is saved")
}

#[test]
fn g16_g43_versions_are_kept_and_a_delivery_is_told_stale_with_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(&engine, folder.path(), &[("shop_orders.csv", ORDERS)]);
    save(&engine, None, "Buyers", "suppress", 30);
    let lists = save(&engine, Some(1), "Buyers", "suppress", 5);
    let mine = &lists.lists[0];
    let told: Vec<_> = mine
        .versions
        .iter()
        .map(|one| (one.version, one.sentence.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "Everybody who bought in the last 5 days."),
            (1, "Everybody who bought in the last 30 days."),
        ]
    );
    // The same again is no version; an undo takes the last one back, a redo brings it.
    assert_eq!(
        save(&engine, Some(1), "buyers", "suppress", 5).lists[0]
            .versions
            .len(),
        2
    );
    engine.undo(Nothing {}).expect("the name");
    engine.undo(Nothing {}).expect("the version");
    let versions = |engine: &Engine| {
        let saved = engine.list_saved(Nothing {}).expect("the lists");
        saved.lists.first().map_or(0, |one| one.versions.len())
    };
    assert_eq!(versions(&engine), 1);
    engine.redo(Nothing {}).expect("again");
    assert_eq!(versions(&engine), 2);
    engine.undo(Nothing {}).expect("the version");

    let path = folder.path().join("buyers.csv");
    let delivery = engine
        .deliver_list(DeliverList {
            left_out_file: true,
            list: "saved:1".into(),
            destination: "google_customer_match".into(),
            days: None,
            today: None,
            path: path.display().to_string(),
        })
        .expect("a delivery");
    assert_eq!(
        (delivery.list.as_str(), delivery.version, delivery.stale),
        ("Buyers", Some(1), false)
    );
    assert_eq!(delivery.checked.len(), 1, "{:?}", delivery.checked);
    let left =
        std::fs::read_to_string(folder.path().join("buyers-left-out.csv")).expect("the file");
    for (reason, customers) in &delivery.left_out {
        assert_eq!(
            left.matches(reason.as_str()).count() as u64,
            *customers,
            "{left}"
        );
    }

    // Another version and another source: both are said, and the source shows as unchecked.
    save(&engine, Some(1), "Buyers", "suppress", 5);
    audit(
        &engine,
        folder.path(),
        &[("newsletter_members.csv", LETTERS)],
    );
    let now = engine
        .list_deliveries(Nothing {})
        .expect("the log")
        .remove(0);
    assert!(now.stale);
    let because = now.stale_because.join(" ");
    assert!(because.contains("was loaded since."), "{because}");
    assert!(
        because.contains("version 2 is in force, version 1 was written"),
        "{because}"
    );
    assert_eq!(now.unchecked.len(), 1, "{:?}", now.unchecked);

    engine
        .remove_list(ListNumber { list: 1 })
        .expect("it is taken away");
    let after = engine
        .list_deliveries(Nothing {})
        .expect("the log")
        .remove(0);
    assert_eq!(after.list, "Buyers");
    assert!(after.stale_because.join(" ").contains("taken away"));
    let again = save(&engine, None, "Buyers", "suppress", 7);
    assert_eq!(again.lists[0].list, 2, "no number is given twice");
}

#[test]
fn lists_of_ones_own_tell_whom_they_have_in_common() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(
        &engine,
        folder.path(),
        &[
            ("shop_orders.csv", ORDERS),
            ("newsletter_members.csv", LETTERS),
        ],
    );
    let overlap = || engine.list_overlap(Nothing {}).expect("the overlap");
    save(&engine, None, "Buyers", "suppress", 30);
    assert!(
        overlap().in_how_many.is_empty(),
        "one list has nothing in common"
    );
    engine
        .save_list(SaveList {
            list: None,
            name: "Readers".into(),
            purpose: "contact".into(),
            condition: all(vec![condition("consent", "email_consent", "said_yes")]),
            reason: String::new(),
        })
        .expect("saved");
    // Grietje bought and reads, Jonas and Pilar bought, Mirja reads.
    let told = overlap();
    assert_eq!(told.in_how_many, [3, 1]);
    let pair = &told.pairs[0];
    assert_eq!(
        (pair.one.as_str(), pair.other.as_str()),
        ("Buyers", "Readers")
    );
    assert_eq!((pair.both, pair.in_one, pair.in_other), (1, 3, 2));
    assert_eq!(told.together[0].people, 1);
}

#[test]
fn g36_a_list_that_never_went_anywhere_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    audit(&engine, folder.path(), &[("shop_orders.csv", ORDERS)]);
    let saved = save(&engine, None, "Buyers", "suppress", 30);
    let used = |lists: &SavedLists| {
        (
            lists.lists[0].deliveries,
            lists.lists[0].last_delivered.clone(),
        )
    };
    assert_eq!(used(&saved), (0, None));
    let delivery = engine
        .deliver_list(DeliverList {
            list: "saved:1".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.path().join("buyers.csv").display().to_string(),
            left_out_file: false,
        })
        .expect("written");
    let lists = engine.list_saved(Nothing {}).expect("the lists");
    assert_eq!(used(&lists), (1, Some(delivery.written_at)));
}

#[test]
fn g42_one_folder_has_a_file_a_platform_of_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    let out = folder.path().join("suppression");
    let told = engine
        .deliver_suppression(DeliverSuppression {
            list: "saved:1".into(),
            destinations: None,
            days: None,
            today: None,
            folder: out.display().to_string(),
        })
        .expect("a folder");
    assert_eq!(told.people, 3);
    assert!(told.files.len() >= 3);
    for file in &told.files {
        let left: u64 = file.left_out.iter().map(|one| one.customers).sum();
        assert_eq!(file.rows + left, told.people, "{}", file.destination);
        assert_eq!(file.path.is_some(), file.rows > 0);
    }
    let text = std::fs::read_to_string(out.join("manifest.json")).expect("the manifest");
    // The page is of the same shape as that of a single delivery.
    let page: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(page["people"], told.people);
    let deliveries = page["deliveries"].as_array().expect("the deliveries");
    assert_eq!(deliveries.len(), told.files.len());
    for one in deliveries {
        let left = one["left_out"].as_object().expect("counts").values();
        let left: u64 = left.filter_map(serde_json::Value::as_u64).sum();
        assert_eq!(
            one["rows"].as_u64().map(|rows| rows + left),
            Some(told.people)
        );
    }
    let single = engine
        .deliver_list(DeliverList {
            list: "saved:1".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.path().join("one.csv").display().to_string(),
            left_out_file: false,
        })
        .expect("written");
    let beside = std::fs::read_to_string(folder.path().join("one.manifest.json")).expect("a page");
    let beside: serde_json::Value = serde_json::from_str(&beside).expect("JSON");
    let members = |of: &serde_json::Value| -> Vec<String> {
        of.as_object().expect("members").keys().cloned().collect()
    };
    assert_eq!(members(&beside), members(&page));
    assert_eq!(members(&beside["deliveries"][0]), members(&deliveries[0]));
    assert_eq!(beside["deliveries"][0]["files"][0]["sha256"], single.sha256);
    for file in told.files.iter().filter(|one| one.rows > 0) {
        for hash in file.sha256.split(' ') {
            assert!(text.contains(hash), "{}", file.destination);
        }
    }
    // Everybody stays: a list to leave people alone asks nobody for consent.
    let people = engine.preview_list(PreviewList {
        list: "saved:1".into(),
        draft: None,
        destination: "plain_csv".into(),
        days: None,
        today: None,
    });
    assert_eq!(people.expect("a preview").chosen, 3);
}

/// One of the places is taken: then none of the files is there, and of last week's none is gone.
#[test]
fn a_folder_has_the_files_of_all_platforms_or_those_of_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Buyers", "suppress", 30);
    let out = folder.path().join("suppression");
    std::fs::create_dir_all(out.join("meta_customer_list.csv")).expect("a folder");
    std::fs::write(out.join("plain_csv.csv"), "last week").expect("a file");
    let write = || {
        engine.deliver_suppression(DeliverSuppression {
            list: "saved:1".into(),
            destinations: Some(vec!["plain_csv".into(), "meta_customer_list".into()]),
            days: None,
            today: None,
            folder: out.display().to_string(),
        })
    };
    let refused = write().expect_err("refused").to_string();
    assert!(refused.contains("meta_customer_list.csv"), "{refused}");
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(&out)
            .expect("the folder")
            .map(|one| one.expect("a file").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["meta_customer_list.csv", "plain_csv.csv"]);
    let kept = std::fs::read_to_string(out.join("plain_csv.csv")).expect("the file");
    assert_eq!(kept, "last week");
    assert!(
        engine
            .list_deliveries(Nothing {})
            .expect("the log")
            .is_empty()
    );

    std::fs::remove_dir(out.join("meta_customer_list.csv")).expect("gone");
    write().expect("a folder");
    let expected = ["manifest.json", "meta_customer_list.csv", "plain_csv.csv"];
    assert_eq!(names(), expected);
    assert_eq!(
        engine.list_deliveries(Nothing {}).expect("the log").len(),
        2
    );
}

/// The people of these tests and what they bought.
fn shop(folder: &Path) -> Engine {
    let engine = engine();
    audit(
        &engine,
        folder,
        &[
            ("shop_orders.csv", ORDERS),
            ("newsletter_members.csv", LETTERS),
        ],
    );
    engine
}

#[test]
fn a_list_to_write_to_suppresses_nobody_and_tells_who_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    save(&engine, None, "Friends", "contact", 30);
    let refused = engine.deliver_suppression(DeliverSuppression {
        list: "saved:1".into(),
        destinations: None,
        days: None,
        today: None,
        folder: folder.path().join("suppression").display().to_string(),
    });
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("leave people alone")
    );
    // Who is left out of it is told by name and reason.
    let left = engine
        .list_left_out(ListLeftOut {
            list: "saved:1".into(),
            draft: None,
            destination: "google_customer_match".into(),
            reason: None,
            days: None,
            today: None,
            offset: 0,
            limit: 10,
        })
        .expect("who is out");
    assert!(
        left.people
            .iter()
            .any(|one| one.name == "Jonas Winkler" && one.reason == "said no"),
        "{left:?}"
    );
    assert_eq!(left.total, left.people.len() as u64);
}

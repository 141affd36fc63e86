//! What people stated and set by hand is handed over too, and a folder knows what became of it.

use std::path::Path;
use std::time::Duration;

use rollcall_engine::view::{
    CustomerNumber, HandOverTo, JobNumber, ListHistory, Nothing, OverrideValue, SetHeldOnce,
};

use super::{handed_over, json, rows, table};
use crate::erased::{copy, wait};
use crate::{grouped, left_open, measured};

/// Grietje was a potter last by the texts of the times and a baker last by their instants.
const TILL: &str = "\
Customer number;First name;Last name;E-mail;Birth date;Job title;Updated at
K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02;Potter;2026-04-01 01:00:00 +0000
K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30;Glazier;2026-04-02 08:00:00 +0000
K3;Mina;Kovac;mina.kovac@example.net;1990-01-17;Weaver;2026-04-03 09:00:00 +0000
";
const SHOP: &str = "\
Customer ID,First name,Last name,Email,Date of birth,Job title,Updated at
S1,Grietje,Dekker,grietje.dekker@example.com,1984-03-02,Baker,2026-03-31 22:00:00 -0400
S2,Jonas,Winkler,jonas.winkler@example.org,1971-11-30,Glazier,2026-03-30 10:00:00 -0400
S3,Pavel,Novak,pavel.novak@example.net,1988-06-05,Tailor,2026-03-29 11:00:00 -0400
";

/// The tables that survivorship.sql reads, from the files themselves, and its views over them.
fn views(folder: &Path) -> rusqlite::Connection {
    let database = rusqlite::Connection::open_in_memory().expect("a database");
    for name in ["crosswalk", "standard_values", "overrides"] {
        let (header, lines) = table(folder, &format!("{name}.parquet"));
        let declared = header.iter().map(|column| {
            let kind = if column.ends_with("_seconds") {
                "INTEGER"
            } else {
                "TEXT"
            };
            format!("{column} {kind}")
        });
        let declared = declared.collect::<Vec<_>>().join(", ");
        database
            .execute_batch(&format!("CREATE TABLE {name} ({declared})"))
            .expect(name);
        let places = vec!["?"; header.len()].join(", ");
        let insert = format!("INSERT INTO {name} VALUES ({places})");
        for line in lines {
            database
                .execute(&insert, rusqlite::params_from_iter(line))
                .expect(name);
        }
    }
    let views = std::fs::read_to_string(folder.join("survivorship.sql")).expect("the views");
    database.execute_batch(&views).expect("the views run");
    database
}

#[test]
fn what_was_set_by_hand_and_the_later_instant_win_in_the_views_too() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = measured::project(place.path());
    grouped::load(&engine, place.path(), "till_customers.csv", TILL);
    grouped::load(&engine, place.path(), "shop_customers.csv", SHOP);
    let customer = grouped::holder(&engine, "S1");
    assert_eq!(customer.records.len(), 2, "both rows are hers");
    // No row says where she lives or what friends call her.
    for (attribute, value) in [("city", "Utrecht"), ("nickname", "Griet")] {
        engine
            .override_value(OverrideValue {
                customer: customer.customer.clone(),
                attribute: attribute.into(),
                value: Some(value.into()),
                reason: "she said so".into(),
            })
            .expect("a value by hand");
    }
    grouped::audit(&engine);
    let folder = place.path().join("given");
    handed_over(&engine, &folder);

    let customer = grouped::holder(&engine, "S1");
    let database = views(&folder);
    for (attribute, value) in [
        ("city", "Utrecht"),
        ("nickname", "Griet"),
        ("job_title", "Baker"),
    ] {
        let mut golden = customer.golden.iter();
        let here = golden
            .find(|one| one.attribute.code == attribute)
            .expect(attribute);
        assert_eq!(here.value, value, "{attribute}");
        let there: String = database
            .query_row(
                &format!("SELECT value FROM golden_{attribute} WHERE customer_id = ?1"),
                [&customer.customer],
                |row| row.get(0),
            )
            .expect(attribute);
        assert_eq!(there, value, "{attribute}");
    }
    for name in [
        "compared.parquet",
        "crosswalk.parquet",
        "overrides.parquet",
        "pairs.parquet",
        "standard_values.parquet",
        "standardised.parquet",
    ] {
        let (header, _) = table(&folder, name);
        let mut different = header.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), header.len(), "{name}: {header:?}");
        let keyed = header.iter().any(|column| column == "record_key_");
        assert_eq!(keyed, name == "standardised.parquet", "{name}: {header:?}");
    }
}

#[test]
fn what_waits_for_an_answer_has_no_value_in_the_views_either() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = left_open::estate(place.path());
    left_open::rule(&engine, "job_title", "ask");
    let folder = place.path().join("given");
    handed_over(&engine, &folder);
    let database = views(&folder);
    for (key, value) in [
        ("S1", None),
        ("S2", Some("Glazier")),
        ("S3", Some("Tailor")),
    ] {
        let customer = grouped::holder(&engine, key).customer;
        let there: Option<String> = database
            .query_row(
                "SELECT max(value) FROM golden_job_title WHERE customer_id = ?1",
                [&customer],
                |row| row.get(0),
            )
            .expect("the view runs");
        assert_eq!(there.as_deref(), value, "{key}");
    }
}

#[test]
fn groups_made_by_hand_and_lists_that_hold_each_person_once_are_handed_over() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = grouped::estate(place.path());
    grouped::join(&engine, "K2", "K4");
    let inventory = engine.inventory(Nothing {}).expect("sources");
    let mut tables = inventory.sources.iter().flat_map(|source| &source.tables);
    let shop = tables
        .find(|table| table.file.contains("shop_customers"))
        .expect("the table")
        .table;
    engine
        .set_held_once(SetHeldOnce {
            table: shop,
            once: true,
        })
        .expect("it is said");
    grouped::audit(&engine);
    let folder = place.path().join("given");
    handed_over(&engine, &folder);

    let figures = json(&folder, "handover.json");
    let lists = figures["lists_held_once"].as_array().expect("lists");
    assert_eq!(lists.len(), 1);
    assert!(figures["judged_same"].as_u64() > Some(0));
    let crosswalk = rows(&folder, "crosswalk.parquet");
    let number = |key: &str| -> i64 {
        let mut rows = crosswalk.iter();
        let row = rows.find(|row| row["record_key"] == key).expect(key);
        row["unique_id"].parse().expect("a number")
    };
    let (jonas, piet) = (number("K2"), number("K4"));
    let pair = [jonas.min(piet).to_string(), jonas.max(piet).to_string()];
    let verdicts = rows(&folder, "verdicts.parquet");
    let said = verdicts.iter().any(|row| {
        row["unique_id_l"] == pair[0] && row["unique_id_r"] == pair[1] && row["verdict"] == "same"
    });
    assert!(said, "{pair:?} {verdicts:?}");
}

#[test]
fn a_folder_in_which_a_hand_over_was_stopped_is_taken_again() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = copy(place.path());
    let folder = place.path().join("given");
    let request = |folder: &Path| HandOverTo {
        folder: folder.display().to_string(),
        // It may have been done before it could be stopped.
        replace: true,
    };
    let job = engine.hand_over(request(&folder)).expect("it begins").job;
    let state = || {
        let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
        let mut jobs = jobs.into_iter();
        jobs.find(|one| one.job == job).expect("the job").state
    };
    let moment = Duration::from_millis(2);
    while state() == "running" && !folder.join("compared.parquet").is_file() {
        std::thread::sleep(moment);
    }
    // Before anything was written the history knew of it: a program that is killed tells nothing any more.
    let history = engine.history(ListHistory::default()).expect("the history");
    assert!(format!("{history:?}").contains("A hand-over was begun"));
    engine.cancel_job(JobNumber { job }).expect("it is stopped");
    while state() == "running" {
        std::thread::sleep(moment);
    }
    if state() == "cancelled" {
        assert!(json(&folder, "handover.json")["unfinished"].is_string());
        let history = engine.history(ListHistory::default()).expect("the history");
        assert!(format!("{history:?}").contains("A hand-over was stopped"));
    }
    if state() == "cancelled" {
        // Nobody has to say that the remains may go.
        handed_over(&engine, &folder);
    }
    let figures = json(&folder, "handover.json");
    assert!(figures["customers"].as_u64() > Some(0), "{figures}");
    assert!(figures.get("unfinished").is_none());

    let other = place.path().join("other");
    std::fs::create_dir(&other).expect("a folder");
    std::fs::write(other.join("compared.parquet"), "mine").expect("a file");
    let refused = engine.hand_over(request(&other)).expect_err("other files");
    assert!(refused.to_string().contains("other files"), "{refused}");

    // A program that was ended before its first file was whole leaves nothing that somebody could miss.
    let ended = place.path().join("ended");
    std::fs::create_dir(&ended).expect("a folder");
    let half = ended.join(".rollcall-b7Xq2n.part");
    std::fs::write(&half, "half").expect("a file");
    handed_over(&engine, &ended);
    assert!(!half.exists());
}

#[test]
fn whoever_is_to_be_erased_is_looked_for_in_every_folder_handed_over() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = grouped::estate(place.path());
    let (one, other) = (place.path().join("one"), place.path().join("other"));
    handed_over(&engine, &one);
    handed_over(&engine, &other);
    let again = |replace| {
        engine.hand_over(HandOverTo {
            folder: one.display().to_string(),
            replace,
        })
    };
    let refused = again(false).expect_err("one stands there");
    assert!(refused.to_string().contains("complete"), "{refused}");
    let told = refused.hint().expect("what to do");
    assert!(told.contains("--replace"), "{told}");
    wait(&engine, again(true).expect("somebody said so").job);
    let customer = grouped::holder(&engine, "K1").customer;
    let told = engine
        .find_traces(CustomerNumber { customer })
        .expect("traces")
        .checklist;
    for folder in [one, other] {
        let named = format!("into {} ", folder.display());
        let lines: Vec<&String> = told.iter().filter(|line| line.contains(&named)).collect();
        assert_eq!(lines.len(), 1, "{told:?}");
        assert!(lines[0].contains("written on 2026-11-23"), "{told:?}");
    }
}

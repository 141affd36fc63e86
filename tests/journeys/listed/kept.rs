//! What lists and checks are answered from is kept with the run. After every change it tells the same as when all of it
//! is read anew, and the first who asks reads neither a customer nor a row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CountList, DecideRule, DeliverList, DescribeSource, DraftList, ErasePerson, ImportFiles,
    JudgePair, LeftOut, ListCondition, ListPairs, Nothing, OpenProject, OverrideValue, PreviewList,
    PurgeOf, PurgeSource, Regroup, SearchCustomers, SetRule,
};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{all, audit, condition};
use crate::erased::wait;
use crate::estate::{audited, engine};

/// Read on 23 November 2026: two rows last changed in 2023.
const MEMBERS: &str = "\
Id;First name;Last name;E-mail;City;Accepts email marketing;Updated at
1;Ottilie;Zennorbridge;ottilie@old.example.com;Polperro;yes;2023-01-05
2;Robert;Lindqvist;bob.lindqvist@example.org;Mousehole;;2023-02-06
3;Greta;Sandberg;greta@example.net;Derby;yes;2026-10-01
4;Annette;Planning;annette@example.org;Leeds;;2026-10-02
5;Ursula;Fairfax;ursula@example.net;Bath;yes;2026-10-03
6;Wilhelm;Fairfax;info@fairfax.example.net;Bath;no;2026-10-03
";
const SHOP: &str = "\
Customer;First name;Last name;E-mail;City;Orders
77;Bob;Lindqvist;bob.lindqvist@example.org;Leeds;2
78;Greta;Sandberg;greta@example.net;Nottingham;0
";
const ORDERS: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency,Product
A-1,Greta,Sandberg,greta@example.net,2026-11-10,12.50,EUR,Oak table
A-2,Greta,Sandberg,greta@example.net,2026-11-15,8.00,EUR,Lamp
A-3,Robert,Lindqvist,bob.lindqvist@example.org,2026-11-12,30.00,EUR,Lamp
A-4,Ursula,Fairfax,ursula@example.net,2025-01-01,9.90,EUR,Vase
A-5,Ottilie,Zennorbridge,ottilie@old.example.com,2026-11-20,7.00,EUR,Vase
";
const SENT: &str = "\
message_id,sent_at,campaign,email,status,opened_at,clicked_at
m1,2026-11-01 09:00:00,Winter,greta@example.net,delivered,2026-11-01 19:05:00,
m2,2026-11-02 09:00:00,Winter,ursula@example.net,delivered,,
m3,2026-11-03 09:00:00,Sale,greta@example.net,delivered,2026-11-03 19:15:00,2026-11-03 19:16:00
m4,2026-11-04 09:00:00,Sale,annette@example.org,delivered,,
";
const SAID: &str = "\
email,channel,purpose,state,timestamp,source
greta@example.net,email,newsletter,granted,2026-01-05T10:00:00Z,Website form
ursula@example.net,email,newsletter,withdrawn,2026-02-01T09:00:00Z,Call centre
annette@example.org,email,service,granted,2026-01-02T08:00:00Z,Reply card
ottilie@old.example.com,email,newsletter,granted,2026-01-05T08:00:00Z,Till
";

/// These people, audited.
fn club(folder: &Path) -> (Engine, PathBuf) {
    let engine = engine();
    let files = [
        ("members.csv", MEMBERS),
        ("shop_customers.csv", SHOP),
        ("shop_orders.csv", ORDERS),
        ("campaign_send_log.csv", SENT),
        ("consent_log.csv", SAID),
    ];
    audit(&engine, folder, &files);
    (engine, folder.join("shop.rollcall"))
}

/// Conditions of every kind that needs more than who there is.
fn conditions(engine: &Engine) -> Vec<ListCondition> {
    let attributes = [
        ("email", "filled", ""),
        ("phone", "empty", ""),
        ("city", "equals", "Harrogate"),
        ("family_name", "starts_with", "f"),
        ("email", "contains", "example.net"),
    ];
    let mut asked: Vec<ListCondition> = attributes
        .iter()
        .map(|(subject, test, value)| ListCondition {
            values: vec![(*value).to_owned()],
            ..condition("attribute", subject, test)
        })
        .collect();
    for state in [
        "in_conflict",
        "in_review",
        "role_address",
        "only_by_id",
        "in_household",
        "link_in_doubt",
    ] {
        asked.push(condition("state", state, "is"));
    }
    for event in ["purchase", "message", "opened", "clicked", "product"] {
        asked.push(condition("event", event, "did"));
    }
    asked.push(condition("consent", "email_consent", "said_yes"));
    asked.push(ListCondition {
        named: "newsletter".into(),
        ..condition("consent_for", "email_consent", "yes")
    });
    for source in engine.inventory(Nothing {}).expect("sources").sources {
        let number = source.mark.source.to_string();
        asked.push(condition("source", &number, "in"));
        asked.push(condition("source", &number, "as_buyer"));
    }
    asked
}

macro_rules! value {
    ($told:expr) => {
        serde_json::to_value($told).expect("JSON")
    };
}

/// The destinations of a list of the program.
fn destinations(engine: &Engine, list: &str) -> Vec<String> {
    let lists = engine.lists(Nothing {}).expect("the lists").lists;
    let list = lists.into_iter().find(|one| one.code == list);
    list.expect("the list").destinations
}

/// What becomes of a list at every destination that asks for nothing but what people are: the rows that are shown and
/// everything that is told of all of them.
fn previews(engine: &Engine, list: &str) -> BTreeMap<String, Value> {
    let mut told = BTreeMap::new();
    for destination in destinations(engine, list) {
        if destination == "personalisation" {
            continue;
        }
        let preview = engine
            .preview_list(PreviewList {
                list: list.into(),
                draft: None,
                destination: destination.clone(),
                days: None,
                today: None,
            })
            .expect("a preview");
        let people = json!([preview.chosen, preview.rows, value!(&preview.left_out)]);
        let rows = json!([preview.columns, preview.sample, preview.warnings]);
        told.insert(format!("{list} for {destination}"), json!([people, rows]));
    }
    told
}

/// What is told of all customers: every list, what messages can refer to, and how complete people are.
fn answers(engine: &Engine) -> BTreeMap<String, Value> {
    let saved = engine.list_saved(Nothing {}).expect("the lists");
    let mut told = BTreeMap::new();
    let templates = saved.templates.into_iter().filter_map(|one| one.condition);
    for asked in conditions(engine).into_iter().chain(templates) {
        let name = value!(&asked).to_string();
        let request = CountList {
            draft: DraftList {
                purpose: "contact".into(),
                condition: all(vec![asked]),
            },
            destination: None,
            today: None,
        };
        let counted = engine.count_list(request).expect("a count");
        told.insert(
            name,
            json!([counted.customers, counted.chosen, value!(&counted.steps)]),
        );
    }
    told.insert("purposes".into(), value!(&saved.consent_purposes));
    let personal = engine.personalisation(Nothing {}).expect("what is known");
    told.insert("personalisation".into(), value!(&personal));
    let complete = engine.use_case_completeness(Nothing {}).expect("shares");
    told.insert("completeness".into(), value!(&complete));
    told.extend(previews(engine, "customers"));
    told
}

/// So many a list has of all.
fn chosen(told: &BTreeMap<String, Value>, asked: &ListCondition) -> u64 {
    told[&value!(asked).to_string()][1]
        .as_u64()
        .expect("a number")
}

/// A copy of the project after something was changed in it, open.
fn copied(folder: &Path, path: &Path, change: &str) -> Engine {
    let to = folder.join("copy.rollcall").display().to_string();
    Connection::open(path)
        .expect("the project")
        .execute("VACUUM INTO ?1", [&to])
        .expect("a copy");
    Connection::open(&to)
        .expect("the copy")
        .execute_batch(change)
        .expect("changed");
    let engine = engine();
    engine.open_project(OpenProject { path: to }).expect("open");
    engine
}

const FORGET: &str = "DELETE FROM customer_facts; DELETE FROM run_answer;";

/// What is told now, which is the same as is kept, and as is told where nothing is.
fn holds(engine: &Engine, path: &Path, after: &str) -> BTreeMap<String, Value> {
    let told = answers(engine);
    for change in ["", FORGET] {
        let folder = tempfile::tempdir().expect("a folder");
        let other = answers(&copied(folder.path(), path, change));
        for (asked, one) in &told {
            assert_eq!(one, &other[asked], "{asked} after {after}: {change}");
        }
    }
    told
}

fn number_of(engine: &Engine, name: &str) -> String {
    let request = SearchCustomers {
        query: name.into(),
        ..SearchCustomers::default()
    };
    let page = engine.search_customers(request).expect("a search");
    page.customers[0].customer.clone()
}

fn run_audit(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

fn in_city(city: &str) -> ListCondition {
    ListCondition {
        values: vec![city.into()],
        ..condition("attribute", "city", "equals")
    }
}

#[test]
fn what_is_kept_tells_the_same_as_reading_anew_after_every_change_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, path) = club(folder.path());
    let first = holds(&engine, &path, "the audit");
    assert!(chosen(&first, &condition("event", "purchase", "did")) > 2);
    assert_eq!(chosen(&first, &in_city("Harrogate")), 0);
    engine
        .override_value(OverrideValue {
            customer: number_of(&engine, "Ursula"),
            attribute: "city".into(),
            value: Some("Harrogate".into()),
            reason: String::new(),
        })
        .expect("by hand");
    let by_hand = holds(&engine, &path, "a value set by hand");
    assert_eq!(chosen(&by_hand, &in_city("Harrogate")), 1);
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(holds(&engine, &path, "taking it back"), first);
    let (one, other) = (number_of(&engine, "Ursula"), number_of(&engine, "Annette"));
    engine
        .regroup(Regroup {
            kind: "join".into(),
            customer: one,
            records: Vec::new(),
            other: Some(other),
            reason: "her maiden name".into(),
        })
        .expect("joined");
    let joined = holds(&engine, &path, "joining two customers");
    assert_ne!(joined, first);
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(holds(&engine, &path, "parting them again"), first);
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(holds(&engine, &path, "joining them again"), joined);
    engine
        .override_value(OverrideValue {
            customer: number_of(&engine, "Greta"),
            attribute: "email_consent".into(),
            value: Some("opted_out".into()),
            reason: String::new(),
        })
        .expect("by hand");
    holds(&engine, &path, "a no set by hand");
    let waiting = engine
        .list_pairs(ListPairs::default())
        .expect("pairs")
        .pairs;
    if let Some(pair) = waiting.first() {
        engine
            .judge_pair(JudgePair {
                pair: pair.pair,
                verdict: Some("different".into()),
                note: String::new(),
            })
            .expect("judged");
        holds(&engine, &path, "an answer about a pair");
    }
    let source = engine.inventory(Nothing {}).expect("sources").sources[0]
        .mark
        .source;
    engine
        .describe_source(DescribeSource {
            source: Some(source),
            kind: Some("support".into()),
            ..DescribeSource::default()
        })
        .expect("another kind");
    holds(&engine, &path, "another kind of a source");
    run_audit(&engine);
    holds(&engine, &path, "another audit");
}

#[test]
fn what_is_kept_tells_the_same_as_reading_anew_after_rules_loads_and_erasures() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, path) = club(folder.path());
    let first = holds(&engine, &path, "the audit");
    for rule in ["oldest", "most_complete"] {
        engine
            .set_rule(SetRule {
                attribute: "city".into(),
                rule: rule.into(),
                reason: String::new(),
            })
            .expect("a rule");
        holds(&engine, &path, "a rule");
        run_audit(&engine);
        holds(&engine, &path, "agreeing on values anew");
    }
    let newer = folder.path().join("shop_orders.csv");
    let more =
        format!("{ORDERS}A-6,Annette,Planning,annette@example.org,2026-11-21,5.00,EUR,Lamp\n");
    std::fs::write(&newer, more).expect("a newer export");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![newer.display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    holds(&engine, &path, "a newer load");
    run_audit(&engine);
    let loaded = holds(&engine, &path, "its audit");
    let bought = condition("event", "purchase", "did");
    assert_eq!(chosen(&loaded, &bought), chosen(&first, &bought) + 1);
    let job = engine
        .erase_person(ErasePerson {
            customer: number_of(&engine, "Greta"),
            reason: String::new(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let erased = holds(&engine, &path, "an erasure");
    assert_eq!(chosen(&erased, &bought), chosen(&loaded, &bought) - 1);
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let members = sources
        .iter()
        .map(|one| one.mark.source)
        .find(|source| {
            let rule = format!("retention:{source}");
            let agreed = engine.decide_rule(DecideRule {
                rule,
                choice: "months:24".into(),
                sentence: String::new(),
                reason: "agreed with legal".into(),
            });
            let of_source = PurgeOf { source: *source };
            agreed.is_ok()
                && engine
                    .preview_purge(of_source)
                    .is_ok_and(|one| one.total == 2)
        })
        .expect("a source with two rows past their term");
    let job = engine
        .purge_source(PurgeSource {
            source: members,
            rows: 2,
            reason: String::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    holds(&engine, &path, "a purge");
}

/// Without what they say nobody can be read anew, and no row either: the first answers need none of them.
#[test]
fn the_first_who_asks_reads_neither_customers_nor_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, path) = club(folder.path());
    let told = answers(&engine);
    let other = tempfile::tempdir().expect("a folder");
    let unreadable =
        "UPDATE customer SET golden = 'nothing'; UPDATE standard_record SET content = 'nothing';";
    assert_eq!(answers(&copied(other.path(), &path, unreadable)), told);
    let other = tempfile::tempdir().expect("a folder");
    let neither = copied(other.path(), &path, &format!("{unreadable} {FORGET}"));
    assert!(neither.personalisation(Nothing {}).is_err());
    assert!(neither.use_case_completeness(Nothing {}).is_err());
}

/// Who is left out of a draft for a destination, by the count of it and by its preview.
fn left_out(engine: &Engine, asked: &ListCondition, destination: &str) -> [Vec<LeftOut>; 2] {
    let draft = DraftList {
        purpose: "contact".into(),
        condition: all(vec![asked.clone()]),
    };
    let counted = engine.count_list(CountList {
        draft: draft.clone(),
        destination: Some(destination.into()),
        today: None,
    });
    let preview = engine.preview_list(PreviewList {
        list: String::new(),
        draft: Some(draft),
        destination: destination.into(),
        days: None,
        today: None,
    });
    [
        counted.expect("a count").left_out,
        preview.expect("a preview").left_out,
    ]
}

/// Writes a list for a destination; gives its files and that of who is left out, by their names. Nothing where the
/// destination takes none of them.
fn written(
    engine: &Engine,
    folder: &Path,
    list: &str,
    destination: &str,
) -> Option<BTreeMap<String, Vec<u8>>> {
    let folder = folder.join(format!("{list} {destination}"));
    std::fs::create_dir(&folder).expect("a folder");
    let known = engine.lists(Nothing {}).expect("the lists").destinations;
    let ending = known.into_iter().find(|one| one.code == destination);
    let ending = ending.expect("the destination").extension;
    engine
        .deliver_list(DeliverList {
            list: list.into(),
            destination: destination.into(),
            days: None,
            today: None,
            path: folder.join(format!("list.{ending}")).display().to_string(),
            left_out_file: true,
        })
        .ok()?;
    let files = std::fs::read_dir(&folder).expect("the folder");
    let files = files
        .map(|file| file.expect("a file").path())
        // The page beside them says when they were written.
        .filter(|path| path.extension().is_none_or(|ending| ending != "json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), std::fs::read(&path).expect("its bytes"))
        });
    Some(files.collect())
}

/// Of the sample: each destination takes the same people and writes the same bytes, whether people are kept with the
/// run or every one of them is read.
#[test]
fn every_destination_takes_the_same_people_as_when_all_of_them_are_read() {
    let sample = audited().out.path().join("sample.rollcall");
    let folders = ["", FORGET].map(|change| {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = copied(folder.path(), &sample, change);
        (folder, engine)
    });
    let [(folder, kept), (other, read)] = &folders;
    let nearly_all = condition("state", "role_address", "is_not");
    for destination in destinations(kept, "customers") {
        let [counted, previewed] = left_out(kept, &nearly_all, &destination);
        assert!(!counted.is_empty(), "{destination} takes everybody");
        let told = value!(&counted);
        assert_eq!(told, value!(&previewed), "{destination}");
        let [counted, previewed] = left_out(read, &nearly_all, &destination);
        assert_eq!(told, value!(&counted), "{destination}");
        assert_eq!(told, value!(&previewed), "{destination}");
    }
    let templates = kept.list_saved(Nothing {}).expect("the lists").templates;
    for asked in templates.into_iter().filter_map(|one| one.condition) {
        for destination in ["plain_csv", "google_customer_match"] {
            let [counted, previewed] = left_out(kept, &asked, destination);
            assert_eq!(value!(&counted), value!(&previewed), "{asked:?}");
            let [counted, _] = left_out(read, &asked, destination);
            assert_eq!(value!(&previewed), value!(&counted), "{asked:?}");
        }
    }
    for list in ["customers", "recent_purchasers"] {
        assert_eq!(previews(kept, list), previews(read, list));
        for destination in destinations(kept, list) {
            let files = written(kept, folder.path(), list, &destination);
            let is_written = files.as_ref().is_some_and(|files| files.len() > 1);
            assert!(is_written || destination != "plain_csv", "{list}");
            let as_read = written(read, other.path(), list, &destination);
            assert_eq!(files, as_read, "{list} for {destination}");
        }
    }
}

/// Of a project that is closed or open: parts that have to be read anew, and what is kept of what happened.
fn kept(path: &Path) -> (i64, Vec<u8>) {
    let file = Connection::open(path).expect("the project");
    let anew = "SELECT count(*) FROM customer_facts WHERE length(content) = 0";
    let anew = file.query_row(anew, [], |row| row.get(0));
    let events = "SELECT content FROM run_answer WHERE name = 'events'";
    let events = file.query_row(events, [], |row| row.get(0));
    (anew.expect("a number"), events.expect("what happened"))
}

#[test]
fn a_value_set_by_hand_takes_away_what_is_kept_around_it_and_no_event() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, path) = club(folder.path());
    let (anew, events) = kept(&path);
    assert_eq!(anew, 0);
    engine
        .override_value(OverrideValue {
            customer: number_of(&engine, "Ursula"),
            attribute: "city".into(),
            value: Some("Harrogate".into()),
            reason: String::new(),
        })
        .expect("by hand");
    assert_eq!(kept(&path), (1, events.clone()));
    // The first who asks has it kept again.
    answers(&engine);
    assert_eq!(kept(&path), (0, events));
}

//! Questions the guide asks of every pair of systems, answered on small files made here.

mod between;
mod kept;
mod newsletter;
mod platform_lists;
mod products;
mod windows;

use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CheckPicture, CheckView, CountList, DescribeSource, DraftList, ListCondition, Nothing,
    ShowReport,
};

use crate::measured::{load_only, project};

const GIVEN: [&str; 12] = [
    "Ada", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Hugo", "Ilse", "Jakob", "Klara",
    "Leon",
];
const FAMILY: [&str; 11] = [
    "Achterberg",
    "Brinkhoff",
    "Castellan",
    "Drexler",
    "Eickhoff",
    "Fenwick",
    "Garside",
    "Habermehl",
    "Inkpen",
    "Jessop",
    "Kestrel",
];

/// Somebody made up: `given,family` and an address nobody else has.
struct Person {
    name: String,
    email: String,
    phone: String,
}

fn person(number: usize) -> Person {
    let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[number % FAMILY.len()]);
    let spread = |step: usize, range: usize| (number + 1) * step % range;
    Person {
        name: format!("{given},{family}"),
        email: format!(
            "{}.{}{}@mail.example.com",
            given.to_lowercase(),
            family.to_lowercase(),
            spread(7919, 99_991)
        ),
        phone: format!("+44 7911 {:06}", spread(104_729, 999_983)),
    }
}

/// A table of a row for each.
fn table<T>(header: &str, of: impl IntoIterator<Item = T>, row: impl Fn(T) -> String) -> String {
    let mut text = format!("{header}\n");
    for one in of {
        let _ = writeln!(text, "{}", row(one));
    }
    text
}

/// Orders of so many people, each a day later than the one before, from 1 October 2026 on.
fn orders(people: usize) -> String {
    table(
        "Order number,Order date,Total,Currency,Email,First name,Last name",
        0..people,
        |one| {
            let Person { name, email, .. } = person(one);
            let day = 1 + one % 28;
            format!("{},2026-10-{day:02},40.00,EUR,{email},{name}", 1000 + one)
        },
    )
}

/// A project of these files, each of a source of this kind.
fn estate(folder: &Path, files: &[(&str, &str, String)]) -> Engine {
    let engine = project(folder);
    for (place, (file, kind, text)) in files.iter().enumerate() {
        add(&engine, folder, file, kind, text, place + 1 == files.len());
    }
    engine
}

fn add(engine: &Engine, folder: &Path, file: &str, kind: &str, text: &str, then_audit: bool) {
    let known: Vec<i64> = sources(engine);
    load_only(engine, folder, file, text, false);
    let new = sources(engine).into_iter().find(|one| !known.contains(one));
    engine
        .describe_source(DescribeSource {
            source: Some(new.unwrap_or_else(|| panic!("{file} is no source of its own"))),
            kind: Some(kind.into()),
            ..DescribeSource::default()
        })
        .expect("described");
    if then_audit {
        let job = engine.run_audit(Nothing {}).expect("a job").job;
        crate::erased::wait(engine, job);
    }
}

fn sources(engine: &Engine) -> Vec<i64> {
    let inventory = engine.inventory(Nothing {}).expect("the sources");
    let marks = inventory.sources.iter();
    marks.map(|one| one.mark.source).collect()
}

fn check(engine: &Engine, code: &str) -> CheckView {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    let check = checks.find(|one| one.check == code).expect("the check");
    assert!(!check.title.is_empty() && !check.definition.is_empty());
    let report = engine
        .report_page(ShowReport::default())
        .expect("the report");
    assert!(
        report.html.contains(&check.title),
        "{code} is in the report"
    );
    check
}

fn figure(check: &CheckView) -> Option<(u64, u64)> {
    let figure = check.figure.as_ref();
    figure.map(|figure| (figure.found, figure.among))
}

/// The last value of each line of a picture.
fn bars(picture: &CheckPicture) -> Vec<(&str, Option<f64>)> {
    let lines = picture.lines.iter();
    lines
        .map(|line| (line.label.as_str(), line.values.last().copied().flatten()))
        .collect()
}

/// That these files cannot tell is an answer with its reason, and never nought per cent.
fn assert_not_known(check: &CheckView, why: &str) {
    assert!(check.figure.is_none(), "{:?}", check.figure);
    assert!(check.verdict.is_empty(), "{}", check.verdict);
    let told = format!("Cannot be known from these files: {why}");
    assert!(check.sentence.starts_with(&told), "{}", check.sentence);
    assert!(!check.unknown.is_empty(), "which file would tell");
}

fn event(subject: &str, test: &str, times: &str, named: &str) -> ListCondition {
    ListCondition {
        kind: "event".into(),
        subject: subject.into(),
        test: test.into(),
        values: vec![times.into()],
        days: None,
        named: named.into(),
        conditions: Vec::new(),
    }
}

fn draft(condition: ListCondition) -> DraftList {
    DraftList {
        purpose: "suppress".into(),
        condition,
    }
}

fn chosen(engine: &Engine, condition: ListCondition) -> u64 {
    engine
        .count_list(CountList {
            draft: draft(condition),
            destination: None,
            today: None,
        })
        .expect("a count")
        .chosen
}

/// Ten people bought; seven of them are in the e-mail tool, which knows four of those as buyers.
#[test]
fn g02_buyers_the_mail_tool_does_not_know() {
    let folder = tempfile::tempdir().expect("a folder");
    let newsletter = |flagged: bool| {
        let header = "Email,First name,Last name,Email consent";
        let flag = if flagged { ",Is buyer" } else { "" };
        table(&format!("{header}{flag}"), 3..16, |one| {
            let Person { name, email, .. } = person(one);
            let said = if (3..7).contains(&one) { "yes" } else { "no" };
            let said = if flagged {
                format!(",{said}")
            } else {
                String::new()
            };
            format!("{email},{name},subscribed{said}")
        })
    };
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", orders(10)),
            ("newsletter.csv", "email_platform", newsletter(true)),
        ],
    );
    let told = check(&engine, "known_buyers");
    assert_eq!(figure(&told), Some((6, 10)), "{}", told.sentence);
    assert!(told.figure.as_ref().is_some_and(|figure| figure.few));
    assert_eq!((told.people.len(), told.people_total), (6, 6));
    let absent = told
        .people
        .iter()
        .filter(|one| one.why.starts_with("Not in"));
    assert_eq!(absent.count(), 3, "{:?}", told.people);
    let presence = &told.pictures[0];
    let newsletter_line = presence
        .lines
        .iter()
        .find(|line| line.label.contains("ewsletter"));
    let values = &newsletter_line.expect("its line").values;
    assert_eq!(
        values,
        &[Some(4.0), Some(7.0)],
        "known there as buyers, and in it"
    );
    // The same six are a list to begin from.
    let templates = engine.list_saved(Nothing {}).expect("the lists").templates;
    let template = templates
        .into_iter()
        .find(|one| one.code == "not_known_as_buyers");
    let condition = template
        .expect("the template")
        .condition
        .expect("its source is loaded");
    assert_eq!(chosen(&engine, condition.clone()), 6);
    // Where no column tells, only those who are not in it are counted, and the list says of how many it is not known.
    let plain = tempfile::tempdir().expect("a folder");
    let engine = estate(
        plain.path(),
        &[
            ("shop_orders.csv", "shop", orders(10)),
            ("newsletter.csv", "email_platform", newsletter(false)),
        ],
    );
    let told = check(&engine, "known_buyers");
    assert_eq!(figure(&told), Some((3, 10)), "{}", told.sentence);
    assert!(told.unknown[0].contains("none of its columns tells"));
    let count = engine
        .count_list(CountList {
            draft: draft(condition),
            destination: None,
            today: None,
        })
        .expect("a count");
    let unknown: u64 = count.steps.iter().map(|step| step.unknown).sum();
    assert_eq!(
        (count.chosen, unknown),
        (3, 13),
        "those in the tool are not known"
    );
}

/// Of eight who opened a ticket five bought; the other three have a reason each.
#[test]
fn g07_support_meets_shop() {
    let folder = tempfile::tempdir().expect("a folder");
    let tickets = table(
        "Ticket ID,Created at,Subject,Status,Requester email,Requester phone",
        0..8,
        |one| {
            let Person { email, phone, .. } = person(one);
            let (email, phone) = match one {
                0..5 => (email, String::new()),
                5 => (person(40).email, String::new()),
                6 => (String::new(), phone),
                _ => (String::new(), String::new()),
            };
            format!("T{one},2026-10-2{one},Where is my parcel,open,{email},{phone}")
        },
    );
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", orders(5)),
            ("helpdesk_tickets.csv", "support", tickets.clone()),
        ],
    );
    let told = check(&engine, "support");
    assert_eq!(figure(&told), Some((3, 8)), "{}", told.sentence);
    assert!(
        told.sentence.starts_with("5 of 8 people"),
        "{}",
        told.sentence
    );
    let reasons: Vec<f64> = bars(&told.pictures[0])
        .iter()
        .filter_map(|one| one.1)
        .collect();
    assert_eq!(
        reasons,
        [1.0, 1.0, 1.0],
        "no address, another one, a telephone alone"
    );
    // They are tickets whatever the file is called, and whatever kind of system its source is.
    for kind in ["crm", "other"] {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = ("shop_orders.csv", "shop", orders(5));
        let engine = estate(folder.path(), &[shop, ("Open.csv", kind, tickets.clone())]);
        let told = check(&engine, "support");
        assert_eq!(figure(&told), Some((3, 8)), "{kind}: {}", told.sentence);
    }
    let without = tempfile::tempdir().expect("a folder");
    let engine = estate(without.path(), &[("shop_orders.csv", "shop", orders(5))]);
    assert_not_known(&check(&engine, "support"), "no ticket");
}

#[test]
fn g08_an_advertisement_and_a_sign_up_are_tied_or_it_cannot_be_known() {
    let sign_ups = |clicks: bool| {
        let more = if clicks { ",gclid,utm_source" } else { "" };
        table(
            &format!("Account ID,Email,First name,Last name,Signed up at{more}"),
            0..10,
            |one| {
                let Person { name, email, .. } = person(one);
                let click = match one {
                    _ if !clicks => "",
                    0..3 => ",Cj0KCQiA,google",
                    3..5 => ",,facebook",
                    _ => ",,",
                };
                format!("A{one},{email},{name},2026-10-{:02}{click}", one + 1)
            },
        )
    };
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(
        folder.path(),
        &[("website_signups.csv", "website", sign_ups(false))],
    );
    let told = check(&engine, "sign_ups");
    assert_not_known(&told, "no sign-up and no visit has a column");
    assert!(!told.sentence.contains('%'));

    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(
        folder.path(),
        &[("website_signups.csv", "website", sign_ups(true))],
    );
    let told = check(&engine, "sign_ups");
    assert_eq!(figure(&told), Some((5, 10)), "{}", told.sentence);
    let arrivals: Vec<f64> = bars(&told.pictures[0])
        .iter()
        .filter_map(|one| one.1)
        .collect();
    assert_eq!(arrivals, [3.0, 2.0, 5.0]);
    assert_eq!(told.window, "Sign-ups from 2026-10-01 to 2026-10-10.");
}

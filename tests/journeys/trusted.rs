//! How far to trust who is who: e-mail alone beside it, people with several addresses, seen before they
//! were known, with two accounts, held by a weak link, with two birth dates or family names; and how careful
//! to be, tried before it is adopted.

mod people;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CompareRuns, CustomerNumber, CustomerView, Figure, ListHistory, Nothing, RowPage,
    SearchCustomers, SetTier, Trust, TrustLine, TryTier,
};

use crate::erased::wait;
use crate::measured::{load_only, project, rows};
use people::{DOUBTFUL, HEADER, Person, doubtful, hundred, person, table};

/// Loads some files and then works out who is who.
fn audited(folder: &std::path::Path, files: &[(&str, String)]) -> Engine {
    let engine = project(folder);
    for (at, (name, text)) in files.iter().enumerate() {
        load_only(&engine, folder, name, text, at + 1 == files.len());
    }
    engine
}

fn trust(engine: &Engine) -> Trust {
    engine.trust(Nothing {}).expect("how far to trust it")
}

fn line(trust: &Trust, measure: &str) -> TrustLine {
    let mut lines = trust.lines.iter();
    lines
        .find(|line| line.measure.measure == measure)
        .cloned()
        .expect("the line")
}

/// How many of how many, and the rows behind it.
fn opened(engine: &Engine, measure: &str) -> (u64, u64, RowPage) {
    let line = line(&trust(engine), measure);
    let latest = line.measure.latest.expect("it was measured");
    let figure = line.measure.figure.expect("its rows can be opened");
    (latest.found, latest.among, rows(engine, figure))
}

fn customers(page: &RowPage) -> BTreeSet<String> {
    let rows = page.rows.iter();
    rows.map(|row| row.customer.clone().expect("a customer"))
        .collect()
}

fn customer(engine: &Engine, customer: &str) -> CustomerView {
    engine
        .get_customer(CustomerNumber {
            customer: customer.into(),
        })
        .expect("the customer")
}

/// The one customer found by some words.
fn only(engine: &Engine, query: &str) -> CustomerView {
    let page = engine
        .search_customers(SearchCustomers {
            query: query.into(),
            ..SearchCustomers::default()
        })
        .expect("a page");
    assert_eq!(page.total, 1, "{query}: {:?}", page.customers);
    customer(engine, &page.customers[0].customer)
}

#[test]
fn g49_email_alone_gives_82_people_where_there_are_74_and_each_difference_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let (crm, shop) = hundred();
    assert_eq!(crm.len() + shop.len(), 100);
    let engine = audited(
        folder.path(),
        &[("crm.csv", table(&crm)), ("shop.csv", table(&shop))],
    );
    let told = trust(&engine);
    let alone = told.email_alone.expect("the comparison");
    assert_eq!((alone.people_by_email, alone.people), (82, 74), "{alone:?}");
    assert_eq!(told.people, 74);
    assert_eq!((alone.rows, alone.without_email), (100, 5));
    assert_eq!((alone.torn_apart, alone.too_many), (11, 11));
    assert_eq!((alone.mixed_up, alone.too_few, alone.groups), (6, 3, 3));

    let torn = rows(&engine, alone.torn_figure);
    assert_eq!(torn.total, 11);
    let names: BTreeSet<&str> = torn.rows.iter().map(|row| row.cells[1].as_str()).collect();
    for one in &crm[15..26] {
        assert!(names.contains(format!("{} {}", one.given, one.family).as_str()));
    }
    for label in customers(&torn) {
        assert_eq!(customer(&engine, &label).record_count, 2, "one by all else");
    }
    let mixed = rows(&engine, alone.mixed_figure);
    assert_eq!((mixed.total, customers(&mixed).len()), (6, 6));
    for row in &mixed.rows {
        let (holds, beside) = (&row.cells[5], &row.cells[6]);
        let sharing: Vec<&Person> = crm.iter().filter(|one| one.email == *holds).collect();
        assert_eq!(sharing.len(), 2, "{row:?}");
        let other = sharing
            .iter()
            .find(|one| row.cells[1] != format!("{} {}", one.given, one.family))
            .expect("another person");
        assert!(beside.contains(&other.family), "{row:?}");
    }
    let overview = engine.overview(Nothing {}).expect("an overview");
    assert_eq!(overview.email_only_customers, Some(82));
    let report = engine
        .report_page(rollcall_engine::view::ShowReport { unmasked: false })
        .expect("a report");
    assert!(
        report
            .html
            .contains("By the e-mail address alone there would be 82 people instead of 74")
    );
}

#[test]
fn g50_several_addresses_seen_before_known_and_two_accounts_are_counted_with_examples() {
    let folder = tempfile::tempdir().expect("a folder");
    let people: Vec<Person> = (0..60).map(person).collect();
    let cookie = |number: usize| format!("GA1.2.{}.1700{:06}", 31_337 * (number + 3), number * 37);
    // Every account tells its cookie and when it was made; the last is a second one of somebody.
    let mut crm = format!("{HEADER},Cookie ID,Created at\n");
    let mut accounts = people.clone();
    accounts.push(Person {
        id: "C900".into(),
        ..people[7].clone()
    });
    let lines = table(&accounts);
    for (number, line) in lines.lines().skip(1).enumerate() {
        let number = if number == 60 { 7 } else { number };
        let _ = writeln!(crm, "{line},{},2026-02-10 09:00:00", cookie(number));
    }
    let mut shop: Vec<Person> = people[..20].iter().map(Person::in_shop).collect();
    shop[3].email = "another@web.example.org".into();
    let mut visits = "cookie_id,started_at\n".to_owned();
    let _ = writeln!(visits, "{},2026-01-20T08:00:00Z", cookie(11));
    for number in 20..40 {
        let _ = writeln!(visits, "{},2026-02-12T16:17:39Z", cookie(number));
    }
    let mut shop = table(&shop);
    // The shop tells when it met somebody, too.
    shop = shop
        .replace(HEADER, &format!("{HEADER},Created at"))
        .replace("2026-05-01\n", "2026-05-01,2026-04-01 10:00:00\n");
    let engine = audited(
        folder.path(),
        &[
            ("crm.csv", crm),
            ("shop.csv", shop),
            ("web_visits.csv", visits),
        ],
    );
    for (measure, number, says) in [
        ("several_addresses", 3, "another@web.example.org"),
        ("seen_before_known", 11, "2026-01-20"),
        ("two_accounts", 7, "C900"),
    ] {
        let told = line(&trust(&engine), measure);
        assert_eq!(told.examples.len(), 1, "{told:?}");
        let (example, one) = (&told.examples[0], &people[number]);
        assert!(
            example.says.contains(says) || example.beside.contains(says),
            "{example:?}"
        );
        let (found, among, page) = opened(&engine, measure);
        assert_eq!((found, page.total), (1, 1), "{measure} of {among}");
        assert_eq!(among, 60, "{measure}");
        let label = customers(&page).pop_first().expect("somebody");
        assert_eq!(label, example.customer);
        let name = format!("{} {}", one.given, one.family);
        assert_eq!(customer(&engine, &label).name, name);
    }
}

#[test]
fn g51_two_birth_dates_two_families_two_accounts_and_a_chain_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (crm, mut shop) = doubtful();
    shop[6].born = "1931-12-24".into();
    shop[8].family = "Lindqvist".into();
    // The same person twice in one source.
    shop.push(Person {
        id: "S901".into(),
        ..shop[11].clone()
    });
    // A chain: a doubtful row has a telephone of its own, and a third row hangs on that.
    let phone = person(900).phone;
    shop[120].phone = phone;
    let mut club: Vec<Person> = crm[..80].to_vec();
    club.push(Person {
        id: "C902".into(),
        ..shop[120].clone()
    });
    for one in &mut club {
        one.id = one.id.replace('C', "K");
    }
    let engine = project(folder.path());
    let tier = "wide".to_owned();
    engine.set_tier(SetTier { tier }).expect("it is set");
    load_only(&engine, folder.path(), "crm.csv", &table(&crm), false);
    load_only(&engine, folder.path(), "shop.csv", &table(&shop), false);
    load_only(&engine, folder.path(), "club.csv", &table(&club), true);
    let who = |number: usize| only(&engine, &crm[number].email).customer;
    for (measure, number, among) in [
        ("two_birth_dates", 6, 260),
        ("two_family_names", 8, 260),
        ("two_accounts", 11, 260),
    ] {
        let (found, told, page) = opened(&engine, measure);
        assert!(customers(&page).contains(&who(number)), "{measure}");
        assert_eq!((found, told, page.total), (1, among, 1), "{measure}");
    }
    let (found, _, weak) = opened(&engine, "weakly_held");
    let planted: BTreeSet<String> = (DOUBTFUL..DOUBTFUL + 20).map(who).collect();
    let chain = who(DOUBTFUL);
    assert_eq!(customer(&engine, &chain).record_count, 3, "the chain holds");
    assert_eq!(found, 20);
    assert!(customers(&weak).contains(&chain));
    assert_eq!(customers(&weak), planted, "and nobody else");
    let (alone, among, page) = opened(&engine, "one_source_only");
    assert_eq!((alone, among), (120, 260));
    assert_eq!(page.total, 120);
    let told = trust(&engine);
    assert_eq!(told.largest[0].customer, who(11));
    assert_eq!((told.largest[0].records, told.largest.len()), (4, 5));
    let largest = rows(&engine, told.all_largest);
    assert_eq!(largest.rows[0].cells[6], "4");
    assert_eq!(largest.total, 260);
}

#[test]
fn g58_how_careful_to_be_is_tried_before_it_is_adopted() {
    let folder = tempfile::tempdir().expect("a folder");
    let (crm, shop) = doubtful();
    let engine = audited(
        folder.path(),
        &[("crm.csv", table(&crm)), ("shop.csv", table(&shop))],
    );
    let history = || {
        let page = engine.history(ListHistory::default()).expect("a history");
        page.total
    };
    let before = (
        history(),
        engine.match_summary(Nothing {}).expect("it").run,
        trust(&engine).people,
    );
    let tried = |tier: &str| {
        let job = engine
            .try_tier(TryTier { tier: tier.into() })
            .expect("a job");
        wait(&engine, job.job);
        let tried = engine.tried_tier(Nothing {}).expect("a trial");
        tried.trial.expect("it was tried")
    };
    let same = tried("balanced");
    assert_eq!((same.total, same.customers_then), (0, same.customers));
    let trial = tried("strict");
    let parted = trial.counts.iter().find(|one| one.change == "parted");
    assert_eq!(parted.map(|one| one.count), Some(20), "{trial:?}");
    assert_eq!((trial.customers, trial.customers_then), (260, 280));
    assert_eq!((trial.total, trial.changes.len()), (20, 20));
    for change in &trial.changes {
        assert_eq!((change.before.len(), change.after.len()), (1, 2));
        let name = &change.before[0].name;
        assert!(change.after.iter().all(|part| part.name == *name));
        assert!(change.after.iter().any(|part| !part.is_there), "not yet");
    }
    let after = (
        history(),
        engine.match_summary(Nothing {}).expect("it").run,
        trust(&engine).people,
    );
    assert_eq!(before, after, "nothing was changed");
    let summary = engine.match_summary(Nothing {}).expect("it");
    assert_eq!(
        (summary.tier.as_str(), summary.out_of_date),
        ("balanced", None)
    );
    assert!(
        engine
            .try_tier(TryTier {
                tier: "careless".into()
            })
            .is_err()
    );

    // Adopted, it comes out as it was told.
    engine
        .set_tier(SetTier {
            tier: trial.tier.clone(),
        })
        .expect("it is set");
    let last = engine.tried_tier(Nothing {}).expect("an answer");
    assert!(last.trial.is_none(), "it was about the project before");
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    let compared = engine
        .compare_runs(CompareRuns::default())
        .expect("a comparison");
    let counts = |counts: &[rollcall_engine::view::PeopleChangeCount]| -> Vec<(String, u64)> {
        let counts = counts.iter();
        counts.map(|one| (one.change.clone(), one.count)).collect()
    };
    assert_eq!(counts(&compared.counts), counts(&trial.counts));
    assert_eq!(
        (compared.total, compared.unchanged),
        (trial.total, trial.unchanged)
    );
    let back = tried("balanced");
    let joined = back.counts.iter().find(|one| one.change == "joined");
    assert_eq!(joined.map(|one| one.count), Some(20), "{back:?}");
}

#[test]
fn g11_five_records_one_person_two_conflicts_and_no_invented_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let people: Vec<Person> = (0..40).map(person).collect();
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, system) in ["crm", "shop", "support", "loyalty", "newsletter"]
        .iter()
        .enumerate()
    {
        let mut rows: Vec<Person> = people.clone();
        for one in &mut rows {
            one.id = one.id.replace('C', &system[..1].to_uppercase());
            one.updated = format!("2026-0{}-15", number + 1);
        }
        match *system {
            "support" => rows[4].born = "1931-12-24".into(),
            "loyalty" => rows[4].family = "Lindqvist".into(),
            _ => {}
        }
        files.push((format!("{system}.csv"), table(&rows)));
    }
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.clone()))
        .collect();
    let engine = audited(folder.path(), &files);
    let one = only(&engine, &people[4].email);
    assert_eq!(one.record_count, 5);
    let sources: BTreeSet<i64> = one.records.iter().map(|row| row.source.source).collect();
    assert_eq!(sources.len(), 5, "a row of each system");

    let conflicting: BTreeSet<&str> = one
        .conflicts
        .iter()
        .map(|conflict| conflict.attribute.code.as_str())
        .collect();
    assert_eq!(
        conflicting,
        BTreeSet::from(["birth_date", "family_name"]),
        "{:?}",
        one.conflicts
    );
    for conflict in &one.conflicts {
        assert_eq!(conflict.values.len(), 2, "both values: {conflict:?}");
        for value in &conflict.values {
            assert!(!value.sources.is_empty(), "who says so: {conflict:?}");
            let day = value.as_of.as_deref().expect("when");
            assert!(day.starts_with("2026-0"), "{conflict:?}");
        }
    }
    // Every agreed value stands in a cell of the row it is told to be from.
    assert!(one.golden.len() > 6);
    for value in &one.golden {
        let lineage = value.lineage.as_ref().expect("a cell");
        let file = files.iter().find(|(name, _)| *name == lineage.file);
        let (_, text) = file.expect("the file");
        let row = usize::try_from(lineage.row).expect("a row");
        let line = text.lines().nth(row - 1).expect("the row");
        assert!(
            !lineage.raw.is_empty() && line.split(',').any(|cell| cell == lineage.raw),
            "{value:?} is not in {line}"
        );
    }
    let figure = Figure::Largest {};
    let largest = rows(&engine, figure);
    assert_eq!(largest.rows[0].cells[6], "5");
    let told = trust(&engine);
    assert_eq!(told.largest.len(), 5);
}

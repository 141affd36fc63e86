//! How far to trust who is who: e-mail alone beside it, people with several addresses, seen before they
//! were known, with two accounts, held by a weak link, with two birth dates or family names; and how careful
//! to be, tried before it is adopted.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CompareRuns, CustomerNumber, CustomerView, Figure, ListHistory, Nothing, RowPage,
    SearchCustomers, SetTier, Trust, TrustLine, TryTier,
};

use crate::erased::wait;
use crate::measured::{load_only, project, rows};

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
const HEADER: &str =
    "Customer ID,First name,Last name,Email,Phone,Date of birth,Street,City,Postcode,Updated at";

/// One row of a person; a test says what of it is otherwise.
#[derive(Clone)]
struct Person {
    id: String,
    given: String,
    family: String,
    email: String,
    phone: String,
    born: String,
    street: String,
    postcode: String,
    updated: String,
}

/// People who have nothing in common: fixed steps through large ranges.
fn person(number: usize) -> Person {
    let spread = |step: u64, range: u64| (number as u64 + 1) * step % range;
    Person {
        id: format!("C{number:03}"),
        given: GIVEN[number % GIVEN.len()].into(),
        family: FAMILY[number % FAMILY.len()].into(),
        email: format!(
            "{}{}@mail.example.com",
            ["sun", "tern", "oak"][number % 3],
            spread(7919, 99_991)
        ),
        phone: format!("+44 7911 {:06}", spread(104_729, 999_983)),
        born: format!(
            "{}-{:02}-{:02}",
            1950 + spread(37, 50),
            1 + spread(5, 12),
            1 + spread(11, 28)
        ),
        street: format!(
            "{} {} Lane",
            1 + spread(37, 97),
            ["Larch", "Mill", "Quarry", "Heron", "Tanner"][number % 5]
        ),
        postcode: format!("{}", 10_115 + spread(5_147, 80_021)),
        updated: "2026-03-01".into(),
    }
}

impl Person {
    /// The row a second system has of the person.
    fn in_shop(&self) -> Self {
        Self {
            id: self.id.replace('C', "S"),
            updated: "2026-05-01".into(),
            ..self.clone()
        }
    }
}

/// A table of them as a system exports it.
fn table(people: &[Person]) -> String {
    let mut text = format!("{HEADER}\n");
    for one in people {
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{},Leeds,{},{}",
            one.id,
            one.given,
            one.family,
            one.email,
            one.phone,
            one.born,
            one.street,
            one.postcode,
            one.updated
        );
    }
    text
}

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

/// 74 people in the CRM, 26 of them once more in the shop: fifteen with their address, six with another one
/// and five with none. Three times two people gave one address.
fn hundred() -> (Vec<Person>, Vec<Person>) {
    let mut crm: Vec<Person> = (0..74).map(person).collect();
    for pair in [(60, 61), (63, 64), (66, 68)] {
        let email = crm[pair.0].email.clone();
        crm[pair.1].email = email;
    }
    let mut shop: Vec<Person> = crm[..26].iter().map(Person::in_shop).collect();
    for (number, one) in shop.iter_mut().enumerate().skip(15) {
        one.email = match number {
            15..21 => format!("other{number}@web.example.org"),
            _ => String::new(),
        };
    }
    (crm, shop)
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
    let crm: Vec<Person> = (0..70).map(person).collect();
    let mut shop: Vec<Person> = crm[..40].iter().map(Person::in_shop).collect();
    shop[2].born = "1931-12-24".into();
    shop[5].family = "Lindqvist".into();
    // The same person twice in one source.
    shop.push(Person {
        id: "S901".into(),
        ..shop[9].clone()
    });
    // A chain: what the second row has in common with the first the third lacks.
    let bare = |one: &Person, id: &str| Person {
        id: id.into(),
        email: String::new(),
        phone: String::new(),
        born: String::new(),
        ..one.clone()
    };
    for number in [50, 51, 52, 53, 54] {
        shop.push(Person {
            street: String::new(),
            postcode: String::new(),
            ..bare(&crm[number], &format!("S8{number}"))
        });
    }
    let engine = project(folder.path());
    engine
        .set_tier(SetTier {
            tier: "wide".into(),
        })
        .expect("it is set");
    load_only(&engine, folder.path(), "crm.csv", &table(&crm), false);
    load_only(&engine, folder.path(), "shop.csv", &table(&shop), true);
    let told = trust(&engine);
    for one in &told.lines {
        println!(
            "{}: {:?} {:?}",
            one.measure.label, one.measure.latest, one.examples
        );
    }
    for (measure, number) in [
        ("two_birth_dates", 2),
        ("two_family_names", 5),
        ("two_accounts", 9),
    ] {
        let (found, _, page) = opened(&engine, measure);
        assert_eq!((found, page.total), (1, 1), "{measure}");
        let label = customers(&page).pop_first().expect("somebody");
        let expected = only(&engine, &crm[number].email);
        assert_eq!(label, expected.customer, "{measure}");
    }
    let (_, _, weak) = opened(&engine, "weakly_held");
    assert!(weak.total > 0);
    let (found, among, _) = opened(&engine, "one_source_only");
    assert!(found > 0 && found < among);
}

#[test]
fn g58_how_careful_to_be_is_tried_before_it_is_adopted() {
    let folder = tempfile::tempdir().expect("a folder");
    let crm: Vec<Person> = (0..70).map(person).collect();
    let mut shop: Vec<Person> = crm[..40].iter().map(Person::in_shop).collect();
    for (number, one) in crm.iter().enumerate().skip(50).take(10) {
        shop.push(Person {
            id: format!("S8{number}"),
            email: String::new(),
            phone: String::new(),
            born: String::new(),
            street: String::new(),
            postcode: String::new(),
            ..one.clone()
        });
    }
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
    let mut effects = Vec::new();
    for tier in ["strict", "wide"] {
        let trial = tried(tier);
        println!("{trial:?}");
        assert_eq!(trial.tier, tier);
        assert_eq!(trial.changes.len() as u64, trial.total.min(50));
        effects.push(trial);
    }
    assert!(
        effects.iter().any(|trial| trial.total > 0),
        "something would be otherwise"
    );
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
    let trial = effects
        .into_iter()
        .find(|trial| trial.total > 0)
        .expect("a trial");
    engine
        .set_tier(SetTier {
            tier: trial.tier.clone(),
        })
        .expect("it is set");
    let tried = engine.tried_tier(Nothing {}).expect("a trial");
    assert!(tried.trial.is_none(), "it was about the project before");
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
    assert_eq!(trust(&engine).largest.len(), 5);
}

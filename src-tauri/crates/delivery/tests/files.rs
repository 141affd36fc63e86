//! Lists and tables as they stand on the disk.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rollcall_delivery::{
    DeliveryError, Destination, Extent, LineEnd, Mode, Person, Prepared, Preparing, Purpose,
    Reason, SafeCsv, defused, deliver, prepare, sha256_hex, write_table,
};
use rollcall_model::{Attribute, ConsentState, CustomerId};

fn built_in(code: &str) -> Destination {
    Destination::built_in()
        .expect("recipes that come with the program")
        .into_iter()
        .find(|one| one.code == code)
        .expect("the recipe")
}

fn person(id: i64, consent: Option<ConsentState>, values: &[(Attribute, &[&str])]) -> Person {
    Person {
        customer: CustomerId(id),
        values: values
            .iter()
            .map(|(attribute, texts)| {
                (
                    attribute.clone(),
                    texts.iter().map(|text| (*text).to_owned()).collect(),
                )
            })
            .collect(),
        consents: consent
            .map(|state| (Attribute::EmailConsent, state))
            .into_iter()
            .collect(),
        barred: [].into(),
        undecided: [].into(),
        in_doubt: None,
        only_bought: false,
        restricted: false,
    }
}

fn five_people() -> Vec<Person> {
    use Attribute::{Country, DeletionRequest, Email, FamilyName, GivenName, Phone, Postcode};
    let yes = Some(ConsentState::OptedIn);
    vec![
        person(
            1,
            yes,
            &[
                (Email, &["Ada@Example.com"]),
                (Phone, &["+442079460001"]),
                (GivenName, &["Ada"]),
                (FamilyName, &["Marsh"]),
                (Country, &["gb"]),
                (Postcode, &["N1 1AA"]),
            ],
        ),
        person(
            2,
            Some(ConsentState::OptedOut),
            &[(Email, &["bob@example.com"])],
        ),
        person(3, None, &[(Email, &["cem@example.com"])]),
        person(4, yes, &[(GivenName, &["Dot"]), (FamilyName, &["Cole"])]),
        person(5, yes, &[(Phone, &["02079460002"])]),
        person(
            6,
            yes,
            &[
                (Email, &["eve@example.com"]),
                (DeletionRequest, &["2026-01-01"]),
            ],
        ),
    ]
}

fn left_out(prepared: &Prepared) -> Vec<(Reason, Vec<i64>)> {
    prepared
        .left_out
        .iter()
        .map(|(reason, customers)| (*reason, customers.iter().map(|one| one.0).collect()))
        .collect()
}

fn read(path: &Path) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .expect("the file")
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn everybody_is_a_row_or_left_out_for_a_reason() {
    let google = built_in("google_customer_match").with_hashes(false);
    let contact = prepare(five_people().into_iter(), &google, Purpose::Contact);
    assert_eq!(
        contact.header,
        [
            "Email",
            "Phone",
            "First Name",
            "Last Name",
            "Country",
            "Zip"
        ]
    );
    assert_eq!(contact.rows.len(), 1);
    assert_eq!(
        contact.rows.get(0),
        Some(vec![
            "ada@example.com",
            "+442079460001",
            "Ada",
            "Marsh",
            "GB",
            "N1 1AA"
        ])
    );
    assert_eq!(
        left_out(&contact),
        [
            (Reason::DeletionRequested, vec![6]),
            (Reason::Refused, vec![2]),
            (Reason::NoConsent, vec![3]),
            (Reason::NoIdentifier, vec![4]),
            (Reason::InvalidIdentifier, vec![5]),
        ]
    );
    assert_eq!(contact.unusable_values.get("Phone"), Some(&1));
    assert!(
        contact
            .warnings
            .iter()
            .any(|one| one.contains("1 people") || one.contains("1000"))
    );
}

#[test]
fn a_suppression_list_keeps_who_opted_out() {
    let meta = built_in("meta_customer_list");
    let suppress = prepare(five_people().into_iter(), &meta, Purpose::Suppress);
    let ids: Vec<i64> = suppress.customers.iter().map(|one| one.0).collect();
    assert_eq!(ids, [1, 2, 3, 6]);
}

#[test]
fn hashed_files_leave_country_and_postcode_readable_where_the_vendor_wants_them_so() {
    let google = built_in("google_customer_match");
    let prepared = prepare(five_people().into_iter(), &google, Purpose::Contact);
    let row = prepared.rows.get(0).expect("a row");
    assert_eq!(row[0], sha256_hex("ada@example.com"));
    assert_eq!(row[1], sha256_hex("+442079460001"));
    assert_eq!(row[3], sha256_hex("marsh"));
    assert_eq!(&row[4..], ["GB", "N1 1AA"]);
    let meta = built_in("meta_customer_list");
    let prepared = prepare(five_people().into_iter(), &meta, Purpose::Contact);
    let row = prepared.rows.get(0).expect("a row");
    assert_eq!(row[1], sha256_hex("442079460001"));
    assert_eq!(row[4], sha256_hex("n11aa"));
    assert_eq!(row[7], sha256_hex("gb"));
}

#[test]
fn further_values_get_columns_of_their_own_only_when_somebody_has_them() {
    let google = built_in("google_customer_match").with_hashes(false);
    let two = person(
        1,
        Some(ConsentState::OptedIn),
        &[(
            Attribute::Email,
            &[
                "no address",
                "a@example.com",
                "A@example.com",
                "b@example.com",
            ],
        )],
    );
    let prepared = prepare([two].into_iter(), &google, Purpose::Contact);
    assert_eq!(prepared.header.last().map(String::as_str), Some("Email"));
    let row = prepared.rows.get(0).expect("a row");
    assert_eq!((row[0], row[6]), ("a@example.com", "b@example.com"));
}

#[test]
fn a_capped_list_becomes_numbered_files_with_their_hashes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut meta = built_in("meta_customer_list").with_hashes(false);
    meta.rows_per_file = Some(3);
    let prepared = prepare(five_people().into_iter(), &meta, Purpose::Suppress);
    let manifest = deliver(&prepared, &folder.path().join("list.csv")).expect("written");
    assert_eq!(manifest.rows, 4);
    assert_eq!(
        manifest
            .files
            .iter()
            .map(|one| one.written.rows)
            .collect::<Vec<_>>(),
        [3, 1]
    );
    for (file, name) in manifest.files.iter().zip(["list-1.csv", "list-2.csv"]) {
        let file = &file.written;
        assert_eq!(file.path, folder.path().join(name));
        let bytes = fs::read(&file.path).expect("the file");
        assert_eq!(file.bytes, bytes.len() as u64);
        assert_eq!(
            file.sha256,
            sha256_hex(std::str::from_utf8(&bytes).expect("text"))
        );
        assert!(!bytes.starts_with(b"\xef\xbb\xbf"));
        assert_eq!(read(&file.path).len() as u64, file.rows + 1);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn what_cannot_be_written_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("crosswalk.csv");
    fs::write(&place, "before").expect("written");
    let rows = [vec!["shop", "1"], vec!["shop"]];
    let uneven = write_table(&place, Mode::ForUpload, &["source", "row"], rows);
    assert!(matches!(
        uneven,
        Err(DeliveryError::UnevenRow { row: 3, .. })
    ));
    assert_eq!(fs::read_to_string(&place).expect("the file"), "before");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);

    let nowhere = folder.path().join("gone").join("list.csv");
    let missing = write_table::<[&str; 1], _>(&nowhere, Mode::ForPeople, &["a"], []);
    assert!(matches!(missing, Err(DeliveryError::NoFolder { .. })));
    let onto_folder = write_table::<[&str; 1], _>(folder.path(), Mode::ForPeople, &["a"], []);
    assert!(matches!(onto_folder, Err(DeliveryError::NotAFile { .. })));
    let nobody = prepare(std::iter::empty(), &built_in("plain_csv"), Purpose::Contact);
    assert!(matches!(
        deliver(&nobody, &folder.path().join("none.csv")),
        Err(DeliveryError::NobodyLeft { .. })
    ));
}

#[test]
fn a_table_for_programs_keeps_every_value_and_one_for_people_runs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let cells = [
        "=1+1",
        "007",
        "a,b\"c",
        "+442079460001",
        "-12.50",
        "\n@x",
        "",
    ];
    let path = folder.path().join("crosswalk.csv");
    write_table(&path, Mode::ForUpload, &["a"; 7], [cells]).expect("written");
    assert!(
        !fs::read(&path)
            .expect("the file")
            .starts_with(b"\xef\xbb\xbf")
    );
    assert_eq!(read(&path)[1], cells);
    let path = folder.path().join("customers.csv");
    let written = write_table(&path, Mode::ForPeople, &["a"; 7], [cells]).expect("written");
    assert_eq!(written.rows, 1);
    assert!(
        fs::read(&path)
            .expect("the file")
            .starts_with(b"\xef\xbb\xbf")
    );
    let expected = [
        "'=1+1",
        "007",
        "a,b\"c",
        "'+442079460001",
        "-12.50",
        "'\n@x",
        "",
    ];
    assert_eq!(read(&path)[1], expected);
}

#[test]
fn cells_that_begin_like_a_formula_are_shown_and_not_run() {
    for (cell, is_defused) in [
        ("=cmd|' /C calc'!A0", true),
        ("@SUM(A1)", true),
        ("-1+2", true),
        ("-", true),
        ("+1", true),
        ("\t=1", true),
        ("  =1", true),
        ("＝1", true),
        ("-12.50", false),
        ("12", false),
        ("a=1", false),
        ("ada@example.com", false),
        ("", false),
    ] {
        assert_eq!(defused(cell).starts_with('\''), is_defused, "{cell}");
    }
}

#[test]
fn recipes_that_cannot_be_used_say_why() {
    let good = include_str!("../data/destinations/google_customer_match.toml");
    for (text, reason) in [
        (good.replace("hashed = true", "hushed = true"), "hushed"),
        (good.replace("[\"Phone\"]", "[\"Fax\"]"), "Fax"),
        (good.replace("\"e164\"", "\"e165\""), "e165"),
        (
            good.replace("from = \"postcode\"", "from = \"postkode\""),
            "postkode",
        ),
        (
            good.replace("minimum_rows = 1000", "rows_per_file = 0"),
            "no rows",
        ),
    ] {
        let error = Destination::read("mine.toml", &text).expect_err("not usable");
        let message = error.to_string();
        assert!(
            message.contains(reason) && message.contains("mine.toml"),
            "{message}"
        );
    }
}

proptest! {
    #[test]
    fn upload_files_read_back_as_they_were(
        rows in proptest::collection::vec(proptest::collection::vec(any::<String>(), 3), 1..8),
        is_crlf in any::<bool>(),
    ) {
        let line_end = if is_crlf { LineEnd::Crlf } else { LineEnd::Lf };
        let mut csv = SafeCsv::new(Vec::new(), Mode::ForUpload, line_end).expect("memory");
        for row in &rows {
            csv.write_row(row.iter().map(String::as_str)).expect("memory");
        }
        let bytes = csv.finish().expect("memory");
        let read: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes.as_slice())
            .records()
            .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_cell_for_people_begins_like_a_formula(cell in "[ \t]{0,2}[=+@|%-]?.{0,12}") {
        let shown = defused(&cell);
        let is_number = cell.parse::<f64>().is_ok();
        prop_assert!(is_number || !shown.trim_start().starts_with(['=', '+', '-', '@']));
        prop_assert!(shown == cell || shown.strip_prefix('\'') == Some(cell.as_str()));
    }

    #[test]
    fn nobody_is_lost(picks in proptest::collection::vec((0..6_usize, 0..7_usize), 0..30), suppress in any::<bool>()) {
        let states = ConsentState::LOOSEST_FIRST;
        let pool = five_people();
        let people: Vec<Person> = picks.iter().enumerate().map(|(id, (who, state))| {
            let mut one = pool[*who].clone();
            one.customer = CustomerId(id as i64);
            one.consents = states.get(*state).map(|state| (Attribute::EmailConsent, *state)).into_iter().collect();
            one
        }).collect();
        let purpose = if suppress { Purpose::Suppress } else { Purpose::Contact };
        let prepared = prepare(people.into_iter(), &built_in("google_customer_match"), purpose);
        let mut all: Vec<i64> = prepared.customers.iter()
            .chain(prepared.left_out.values().flatten())
            .map(|one| one.0)
            .collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..picks.len() as i64).collect::<Vec<_>>());
        prop_assert_eq!(prepared.rows.len(), prepared.customers.len());
    }
}

/// A list that is only looked at or counted tells of everybody what the whole one tells.
#[test]
fn as_much_of_a_list_as_is_asked_for_tells_the_same_of_everybody() {
    let destinations = Destination::built_in().expect("recipes that come with the program");
    let mut people = five_people();
    people.push(person(
        7,
        Some(ConsentState::OptedIn),
        &[(Attribute::Email, &["ada@example.com "])],
    ));
    people.push(person(
        8,
        Some(ConsentState::OptedIn),
        &[(Attribute::Email, &["ADA@example.com", "gus@example.com"])],
    ));
    for destination in &destinations {
        for purpose in &destination.purposes {
            let whole = prepare(people.iter().cloned(), destination, *purpose);
            let part = |extent| {
                let mut preparing = Preparing::new(destination, *purpose, extent);
                for person in &people {
                    let weighed = preparing.weigh(person.clone());
                    preparing.take(weighed);
                }
                preparing.finish()
            };
            let first = part(Extent::FirstRows(1));
            let code = &destination.code;
            assert_eq!(first.rows.get(0), whole.rows.get(0), "{code}");
            assert_eq!(first.rows.len(), whole.rows.len().min(1), "{code}");
            let mut rest = first.clone();
            rest.rows = whole.rows.clone();
            assert_eq!(rest, whole, "{code}");
            let reasons = part(Extent::Reasons);
            assert_eq!(reasons.left_out, whole.left_out, "{code}");
            assert_eq!(reasons.people, whole.people, "{code}");
            assert!(reasons.rows.is_empty(), "{code}");
        }
    }
}

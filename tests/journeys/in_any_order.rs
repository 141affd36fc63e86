//! Whichever file is loaded first: the same people, the same agreed values, the same conflicts.
//!
//! Ids of customers and households count from the first that came, so they are left out; all else in `customers.csv`
//! and `conflicts.csv` has to be the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{CreateProject, ImportFiles, Nothing};
use rollcall_engine::{AuditRequest, Silent};
use rollcall_tests::checkout::root;

use crate::erased::wait;
use crate::estate::engine;

/// Columns that count from the first that came.
const NUMBERS: [&str; 2] = ["customer_id", "household"];

/// The rows of a table as sets of cells, sorted; without what counts.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let header = reader.headers().expect("a header").clone();
    let mut rows: Vec<Vec<String>> = reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let cells = header.iter().zip(record.iter());
            cells
                .filter(|(name, _)| !NUMBERS.contains(&name.trim_start_matches('\u{feff}')))
                .map(|(_, cell)| cell.to_owned())
                .collect()
        })
        .collect();
    rows.sort();
    rows
}

/// Customers and conflicts after loading files one after the other, and an audit.
fn found(files: &[PathBuf]) -> [Vec<Vec<String>>; 2] {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("shop.rollcall");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: project.display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    for file in files {
        let job = engine
            .import_files(ImportFiles {
                paths: vec![file.display().to_string()],
                choices: Vec::new(),
                then_audit: false,
            })
            .expect("a job")
            .job;
        wait(&engine, job);
    }
    engine.close_project(Nothing {}).expect("it closes");
    let request = AuditRequest {
        paths: Vec::new(),
        project: Some(project),
        out: Some(folder.path().to_path_buf()),
    };
    engine.audit(&request, &Silent).expect("an audit");
    ["customers.csv", "conflicts.csv"].map(|name| rows(&folder.path().join(name)))
}

#[track_caller]
fn assert_same(first: &[Vec<Vec<String>>; 2], other: &[Vec<Vec<String>>; 2], when: &str) {
    for (name, (one, other)) in ["customers", "conflicts"]
        .iter()
        .zip(first.iter().zip(other))
    {
        let only = |one: &[Vec<String>], other: &[Vec<String>]| -> Vec<Vec<String>> {
            let others: BTreeSet<&Vec<String>> = other.iter().collect();
            one.iter()
                .filter(|row| !others.contains(row))
                .take(2)
                .cloned()
                .collect()
        };
        assert!(
            one == other,
            "{when}, {name}: {} and {} rows, such as {:#?} and {:#?}",
            one.len(),
            other.len(),
            only(one, other),
            only(other, one)
        );
    }
}

/// Three systems that know the same people, agree on little and date nothing: every tie there is.
const TIED: [(&str, &str); 3] = [
    (
        "till_customers.csv",
        "Card;First name;Last name;E-mail;Birth date;Street;Postcode;Town;Newsletter\n\
         K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02;Kade 4;1011 AB;Amsterdam;no\n\
         K2;Jonas;Winkler;jonas.winkler@example.org;1971-11-30;Gracht 9;1012 CD;Amsterdam;yes\n\
         K3;Mina;Kovac;mina.kovac@example.net;1990-01-17;Plein 1;1013 EF;Amsterdam;no\n",
    ),
    (
        "shop_customers.csv",
        "Customer ID,First name,Last name,Email,Date of birth,Address1,Zip,City,Accepts marketing\n\
         S1,Greetje,Dekker,grietje.dekker@example.com,1984-03-02,Kade 40,1011 AC,Amstelveen,yes\n\
         S2,Jonas,Winckler,jonas.winkler@example.org,1971-11-30,Gracht 19,1012 CE,Diemen,no\n\
         S3,Mina,Kovač,mina.kovac@example.net,1990-01-17,Plein 11,1013 EG,Zaandam,no\n",
    ),
    (
        "crm_contacts.csv",
        "Contact ID\tFirst name\tLast name\tEmail\tBirth date\tStreet\tPostal code\tCity\tPhone\n\
         C1\tMargriet\tDekker\tgrietje.dekker@example.com\t1984-03-02\tKade 44\t1011 AD\tDiemen\t+31 20 555 0101\n\
         C2\tJan\tWinkler\tjonas.winkler@example.org\t1971-11-30\tGracht 91\t1012 CF\tZaandam\t+31 20 555 0102\n\
         C3\tWilhelmina\tKovac\tmina.kovac@example.net\t1990-01-17\tPlein 111\t1013 EH\tAmstelveen\t+31 20 555 0103\n",
    ),
];

#[test]
fn ties_are_settled_alike_in_whatever_order_files_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = TIED.map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    });
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let [first, others @ ..] = orders.map(|order| found(&order.map(|one| files[one].clone())));
    assert!(
        first[0].len() >= 3 && first[1].len() >= 6,
        "the bait: {first:#?}"
    );
    for (other, order) in others.iter().zip(&orders[1..]) {
        assert_same(&first, other, &format!("{order:?}"));
    }
}

/// The sample was loaded in the order of its names.
#[test]
fn the_sample_is_agreed_on_alike_when_its_files_come_the_other_way_round() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("sample-data/exports"))
        .expect("the exports")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files.reverse();
    let out = crate::estate::audited().out.path();
    let first = ["customers.csv", "conflicts.csv"].map(|name| rows(&out.join(name)));
    assert_same(&first, &found(&files), "the other way round");
}

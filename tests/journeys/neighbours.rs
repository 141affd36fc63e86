//! A shop's list in which neighbours bear names that sound alike: as many customers as there are people.

use std::collections::BTreeSet;
use std::fmt::Write;

use rollcall_engine::{AuditRequest, Silent};

use crate::estate::engine;

#[path = "../../src-tauri/crates/linkage/tests/neighbours/people.rs"]
mod people;

#[test]
fn neighbours_of_one_list_are_as_many_customers_as_they_are_people() {
    for with_phones in [false, true] {
        let rows = people::list(1, with_phones);
        let mut file = String::from("Nr;Vorname;Nachname;E-Mail;Telefon;Straße;PLZ;Ort\n");
        for (at, row) in rows.iter().enumerate() {
            writeln!(
                file,
                "{};{};{};{};{};{};{};{}",
                at + 1,
                row.given,
                row.family,
                row.email,
                row.phone,
                row.street,
                row.postcode,
                row.town
            )
            .expect("a row");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("Kunden.csv");
        std::fs::write(&list, file).expect("a file");
        let request = AuditRequest {
            paths: vec![list],
            project: Some(folder.path().join("shop.rollcall")),
            out: None,
        };
        let summary = engine().audit(&request, &Silent).expect("an audit");
        let people: BTreeSet<usize> = rows.iter().map(|row| row.person).collect();
        let neighbours = rows.iter().filter(|row| row.neighbour).count();
        assert_eq!((rows.len(), people.len(), neighbours), (150, 137, 9));
        assert_eq!(summary.person_rows, 150);
        assert_eq!(summary.customers, 137);
    }
}

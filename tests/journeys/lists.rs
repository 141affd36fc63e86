//! A list delivered from small exports whose dates and amounts are as messy as people's.

use std::path::Path;

use rollcall_engine::view::{DeliverList, OpenProject};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::estate::engine;

const ORDERS: &str = "\
Bestellnummer;Vorname;Nachname;E-Mail;Bestelldatum;Betrag
A-1;Grietje;Dekker;grietje.dekker@example.com;2026-11-10;12,50
A-2;Grietje;Dekker;grietje.dekker@example.com;2062-11-10;8,00
A-3;Jonas;Winkler;jonas.winkler@example.org;2062-11-12;30,00
A-4;Mirja;Aalto;mirja.aalto@example.net;2026-11-12;-30,00
A-5;Ewan;Drummond;ewan.drummond@example.com;2026-09-01;9,90
A-6;Pilar;Iglesias;pilar.iglesias@example.org;2026-11-15;1.234,00
";

/// The list of those who bought in the thirty days up to 20 November 2026, and whether it counts as out of date.
fn recent_buyers(orders: &str) -> (String, bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("orders.csv");
    std::fs::write(&exports, orders).expect("a file");
    let engine = engine();
    let request = AuditRequest {
        paths: vec![exports],
        project: Some(folder.path().join("shop.rollcall")),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    engine
        .open_project(OpenProject {
            path: folder.path().join("shop.rollcall").display().to_string(),
        })
        .expect("the project");
    let path = folder.path().join("list.csv");
    refuses_other_names(&engine, folder.path());
    let delivery = engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: "recent_purchasers".into(),
            destination: "plain_csv".into(),
            path: path.display().to_string(),
            days: Some(30),
            today: Some("2026-11-20".into()),
        })
        .expect("a delivery");
    (
        std::fs::read_to_string(&path).expect("the list"),
        delivery.stale,
    )
}

/// A name that says something else of the file than what is written is refused before anything is.
fn refuses_other_names(engine: &Engine, folder: &Path) {
    for (list, destination, name) in [
        ("recent_purchasers", "plain_csv", "list.xlsx"),
        ("recent_purchasers", "plain_xlsx", "list.csv"),
        ("customers", "plain_csv", "list.json"),
        ("crosswalk", "table", "list.PARQUET"),
        ("conflicts", "table", "list.xlsx"),
    ] {
        let path = folder.join(name);
        let refused = engine
            .deliver_list(DeliverList {
                left_out_file: false,
                list: list.into(),
                destination: destination.into(),
                path: path.display().to_string(),
                days: None,
                today: None,
            })
            .expect_err(name);
        let told = refused.to_string();
        assert!(told.contains("not be what its name says"), "{name}: {told}");
        assert!(!path.exists(), "{name}");
    }
}

#[test]
fn a_mistyped_future_date_hides_no_recent_buyer_and_a_refund_is_no_purchase() {
    let (list, stale) = recent_buyers(ORDERS);
    for name in ["Dekker", "Iglesias"] {
        assert!(list.contains(name), "{name} bought:\n{list}");
    }
    for name in ["Winkler", "Aalto", "Drummond"] {
        assert!(!list.contains(name), "{name} did not buy then:\n{list}");
    }
    assert!(!stale, "nothing changed since");
}

#[test]
fn the_list_says_when_its_people_last_bought() {
    let (list, _) = recent_buyers(ORDERS);
    let row = list.lines().find(|line| line.contains("Iglesias"));
    assert!(row.is_some_and(|row| row.contains("2026-11-15")), "{list}");
}

#[test]
fn people_called_test_bought_and_the_shops_own_test_did_not() {
    let orders = "\
Bestellnummer;Vorname;Nachname;E-Mail;Bestelldatum;Betrag
B-1;Anna;Test;anna.test@web.de;2026-11-10;12,50
B-2;Grietje;Dekker;grietje.dekker@example.com;2026-11-11;8,00
B-3;Test;Bestellung;kasse@bergluft.de;2026-11-12;30,00
B-4;Test;Bestellung;shop-test@bergluft.de;2026-11-12;30,00
";
    let (list, _) = recent_buyers(orders);
    for address in ["anna.test@web.de", "grietje.dekker@example.com"] {
        assert!(list.contains(address), "{address} bought:\n{list}");
    }
    for address in ["kasse@bergluft.de", "shop-test@bergluft.de"] {
        assert!(!list.contains(address), "{address} is a test:\n{list}");
    }
}

//! Who said no and was erased is not written to again: not when the old export comes back, not by way of somebody who
//! has the same mailbox, and not under a hash of it.

use std::fmt::Write as _;

use rollcall_engine::view::{DeliverList, PreviewList};
use sha2::{Digest as _, Sha256};

use super::everywhere::Place;
use super::{files_with, found};

/// Greta said no; Pieter, who has the same mailbox and another number, said yes.
const BEFORE: &str = "\
Id;First name;Last name;E-mail;Phone;E-mail consent;SMS consent
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;no;no
2;Pieter;Wijnberg;olthof@family.example.com;+44 7700 900383;yes;yes
3;Willem;Brandsma;willem@example.org;+44 7700 900382;yes;yes
4;Annette;Planning;annette@example.net;+44 7700 900384;no;yes
5;Harold;Inglewood;harold@example.net;+44 7700 900385;yes;yes
";
/// What another system has of them.
const SHOP: &str = "\
Customer;First name;Last name;E-mail
91;Willem;Brandsma;willem@example.org
92;Pieter;Wijnberg;pieter@own.example.com
";
const PLATFORM: &str = "google_customer_match";

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// The text of a list for a destination, and why people are left out of it.
fn written(place: &Place, destination: &str) -> (String, Vec<String>) {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("list.csv");
    let preview = place.engine.preview_list(PreviewList {
        list: "customers".into(),
        draft: None,
        destination: destination.into(),
        days: None,
        today: None,
    });
    let reasons = preview.expect("a preview").left_out;
    let delivered = place
        .engine
        .deliver_list(DeliverList {
            list: "customers".into(),
            destination: destination.into(),
            days: None,
            today: None,
            path: path.display().to_string(),
            left_out_file: false,
        })
        .expect("a delivery");
    let files = delivered.files.iter();
    let texts = files.map(|file| std::fs::read_to_string(file).expect("the list"));
    (
        texts.collect(),
        reasons.into_iter().map(|one| one.reason).collect(),
    )
}

#[track_caller]
fn writes_to_nobody_who_said_no(place: &Place, when: &str) {
    let (plain, reasons) = written(place, "plain_csv");
    for address in ["willem@", "harold@"] {
        assert!(plain.contains(address), "{when}: {address}\n{plain}");
    }
    for refused in ["olthof@family", "Greta", "annette@", "900381"] {
        assert!(!plain.contains(refused), "{when}: {refused}\n{plain}");
    }
    assert!(
        reasons.iter().any(|reason| reason.contains("no")),
        "{when}: {reasons:?}"
    );
    let (hashed, _) = written(place, PLATFORM);
    let hashed = hashed.to_lowercase();
    assert!(
        hashed.contains(&sha256("willem@example.org")),
        "{when}: the bait\n{hashed}"
    );
    for refused in ["olthof@family.example.com", "annette@example.net"] {
        assert!(!hashed.contains(&sha256(refused)), "{when}: {refused}");
    }
}

#[test]
fn a_no_outlives_who_said_it() {
    let place = Place::new();
    place.load("members.csv", BEFORE, true);
    place.load("shop.csv", SHOP, true);
    writes_to_nobody_who_said_no(&place, "before");
    let outcome = place.erase(&place.customer("Greta Olthof"), Vec::new());
    assert!(
        outcome.contains("said no to messages to 2 addresses and numbers"),
        "{outcome}"
    );
    assert_eq!(files_with(&place.project, "Greta"), [""; 0]);
    writes_to_nobody_who_said_no(&place, "after");
    // The old export, as it was and under another name.
    for name in ["members.csv", "leavers.csv"] {
        place.load(name, BEFORE, true);
        assert_eq!(found(&place.engine, "Greta"), 0, "{name}");
        writes_to_nobody_who_said_no(&place, name);
    }
    // Pieter is reached where he alone is.
    let (plain, _) = written(&place, "plain_csv");
    assert!(plain.contains("pieter@own.example.com"), "{plain}");
    place.is_sound();
}

/// Who said yes leaves nothing behind that keeps others from being written to.
#[test]
fn a_yes_does_not() {
    let place = Place::new();
    place.load(
        "members.csv",
        &BEFORE.replace(";no;no\n", ";yes;yes\n"),
        true,
    );
    let outcome = place.erase(&place.customer("Greta Olthof"), Vec::new());
    assert!(!outcome.contains("said no"), "{outcome}");
    let (plain, _) = written(&place, "plain_csv");
    assert!(plain.contains("olthof@family"), "{plain}");
}

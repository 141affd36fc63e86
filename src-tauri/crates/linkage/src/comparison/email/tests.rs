//! E-mail addresses beside each other, and the names they are made of.

use super::{
    ALIKE, DIFFER, DOMAIN_SLIP, ELSEWHERE, EXPLAINED, LOCAL_SLIP, WRITTEN, compare, levels,
};
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder};

/// The level of the first and the last of these records, each a given name, a family name and an address.
fn level(records: &[[&str; 3]]) -> u8 {
    let fields = [
        FieldKind::GivenName,
        FieldKind::FamilyName,
        FieldKind::Email,
    ];
    let fields = fields.map(|kind| FieldSpec {
        name: String::new(),
        kind,
    });
    let mut builder = RecordSetBuilder::new(fields.to_vec());
    for values in records {
        builder.begin(0);
        for (field, value) in values.iter().enumerate() {
            builder.value(field, value);
        }
    }
    let last = records.len() as u32 - 1;
    let records = builder.finish();
    let features = Features::read(&records);
    let frequencies = Frequencies::count(&features, None);
    let (first, last) = (features.row(0), features.row(last));
    compare(&features, &frequencies, first, last)
}

#[test]
fn every_level_has_its_place() {
    let levels = levels();
    for (level, text) in [
        (WRITTEN, "same mailbox, written in two ways"),
        (DOMAIN_SLIP, "e-mails differ by a slip after the @"),
        (LOCAL_SLIP, "e-mails differ by a slip before the @"),
        (ELSEWHERE, "same part before the @ at one other provider"),
        (ALIKE, "parts before the @ are alike"),
        (DIFFER, "e-mails differ"),
        (EXPLAINED, "e-mails are alike because the names are"),
    ] {
        assert_eq!(levels[usize::from(level)].text, text);
    }
    assert_eq!(levels[4].text, "same e-mail, many people use it");
    assert_eq!(levels.len(), usize::from(EXPLAINED) + 1);
    assert!(levels[usize::from(WRITTEN)].own && !levels[usize::from(WRITTEN)].residue);
}

#[test]
fn one_mailbox_in_two_writings_is_no_slip() {
    for (one, other, expected) in [
        ("jane.doe@gmail.com", "janedoe@gmail.com", WRITTEN),
        ("jane.doe@gmail.com", "janedoe+shop@googlemail.com", WRITTEN),
        ("jane.doe@outlook.com", "jane.doe+shop@outlook.com", WRITTEN),
        ("jane.doe@me.com", "jane.doe@icloud.com", WRITTEN),
        ("jane.doe@outlook.com", "janedoe@outlook.com", LOCAL_SLIP),
        ("jane.doe@mail.example", "janedoe@mail.example", LOCAL_SLIP),
        ("jane.doe@googlemail.com", "jane.doe@gmial.com", DOMAIN_SLIP),
        ("jane.doe@gmail.com", "jane.doe@outlook.com", ELSEWHERE),
        ("info@gmail.com", "info+shop@gmail.com", DIFFER),
    ] {
        assert_eq!(
            level(&[["", "", one], ["", "", other]]),
            expected,
            "{one}, {other}"
        );
    }
}

#[test]
fn a_mailbox_that_several_people_use_is_theirs_in_every_writing() {
    let shared = [
        ["Ann", "Berg", "home.post@gmail.com"],
        ["Carl", "Dorn", "home.post@gmail.com"],
        ["", "", "homepost@gmail.com"],
    ];
    assert_eq!(level(&shared), 2);
}

#[test]
fn mailboxes_made_of_names_say_what_the_names_say() {
    for (left, right) in [
        // Each is read by its own record's name, though the names are but alike.
        (
            ["James", "Anderson", "janderson@cloud.example"],
            ["James", "Henderson", "jhenderson@mail.example"],
        ),
        (
            ["James", "Fisher", "jfisher@cloud.example"],
            ["James", "Fischer", "jfischer@mail.example"],
        ),
        // By the other's where a record has none, or by halves.
        (
            ["", "", "janderson@cloud.example"],
            ["James", "Anderson", "janderson@mail.example"],
        ),
        (
            ["James", "", "james.anderson@cloud.example"],
            ["", "Anderson", "jamesanderson@mail.example"],
        ),
    ] {
        assert_eq!(level(&[left, right]), EXPLAINED, "{left:?}, {right:?}");
        assert_eq!(level(&[right, left]), EXPLAINED, "{right:?}, {left:?}");
    }
    for (left, right, expected) in [
        (
            ["James", "Anderson", "sunnyhills@cloud.example"],
            ["James", "Anderson", "sunnyhills@mail.example"],
            ELSEWHERE,
        ),
        // The mailbox does not bear its record's own spelling out: it tells that the name is a slip.
        (
            ["James", "Anderson", "janderson@cloud.example"],
            ["James", "Andersn", "janderson@mail.example"],
            ELSEWHERE,
        ),
    ] {
        assert_eq!(level(&[left, right]), expected, "{left:?}, {right:?}");
        assert_eq!(level(&[right, left]), expected, "{right:?}, {left:?}");
    }
}

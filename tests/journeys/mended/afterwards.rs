//! What becomes of a mend later: a newer export keeps it or holds the row itself, and an erasure leaves nothing of it.

use rollcall_engine::view::{ErasePerson, Nothing};

use super::{CLUB, JONAS, PIET, Place};
use crate::erased::{files_with, found, wait};

#[test]
fn a_newer_export_keeps_a_mend_where_the_same_row_stands_aside_again() {
    let place = Place::new();
    place.mend(3, &JONAS).expect("mended");
    place.mend(7, &PIET).expect("mended");
    place.audit();
    // Jonas stands as he stood, a row later; Piet's row was put right.
    let newer = CLUB
        .replacen(
            "M1,",
            "M0,Anneke,Lindqvist,anneke@example.com,Delft\nM1,",
            1,
        )
        .replace("Leiden,one,two", "Leiden");
    place.load(&[("club_members.csv", &newer)]);
    assert_eq!(place.counts(), (7, 5, 2));
    let told = place.last_step();
    assert!(
        told.contains("1 row stands aside again and is loaded as it was mended"),
        "{told}"
    );
    assert!(
        told.contains("1 row that was mended does not stand aside again"),
        "{told}"
    );
    place.audit();
    for name in ["Winkler", "Okafor", "Lindqvist"] {
        assert_eq!(found(&place.engine, name), 1, "{name}");
    }
    // The very same file changes nothing.
    place.load(&[("club_members.csv", &newer)]);
    assert_eq!(place.counts(), (7, 5, 2));
    assert!(!place.is_out_of_date());
    // The load is taken back with what was mended in it.
    place.engine.undo(Nothing {}).expect("a step back");
    assert_eq!(place.counts(), (6, 4, 2));
    place.audit();
    assert_eq!(
        (
            found(&place.engine, "Winkler"),
            found(&place.engine, "Lindqvist")
        ),
        (1, 0)
    );
    place.assert_sound();
}

#[test]
fn a_mended_row_that_stands_in_the_next_export_is_no_row_more() {
    let place = Place::new();
    // Mended when the values of the load were made already.
    place.mend(3, &JONAS).expect("mended");
    let newer = CLUB.replacen(
        "M1,",
        "M0,Anneke,Lindqvist,anneke@example.com,Delft\nM1,",
        1,
    );
    place.load(&[("club_members.csv", &newer)]);
    place.audit();
    let compared = place.club().compared.expect("held against the load before");
    assert_eq!(
        (compared.added, compared.changed, compared.vanished),
        (1, 0, 0)
    );
}

#[test]
fn nothing_is_left_of_a_mended_row_when_its_person_is_erased() {
    let place = Place::new();
    place.mend(3, &JONAS).expect("mended");
    place.mend(7, &PIET).expect("mended");
    place.audit();
    // Piet's is taken back: what was given for it is kept until somebody is erased.
    place.engine.undo(Nothing {}).expect("a step back");
    place.audit();
    assert!(!files_with(&place.project(), "jonas.winkler").is_empty());
    let request = ErasePerson {
        customer: place.customer("Winkler"),
        reason: "asked".into(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    };
    let job = place.engine.erase_person(request).expect("a job").job;
    wait(&place.engine, job);
    for secret in ["jonas.winkler", "winkler"] {
        assert_eq!(files_with(&place.project(), secret), [""; 0], "{secret}");
    }
    assert_eq!(place.counts(), (6, 2, 4));
    assert!(
        place.last_step().ends_with("rows taken out: 1"),
        "{}",
        place.last_step()
    );
    let erased = place.aside(3);
    assert_eq!(
        (erased.code.as_str(), erased.text.as_str()),
        ("erased_person", "")
    );
    assert!(
        place
            .mend(3, &JONAS)
            .expect_err("refused")
            .contains("erased")
    );
    // Nor does he come back by another row.
    let refused = place.mend(7, &JONAS).expect_err("refused");
    assert!(refused.contains("erased on request"), "{refused}");
    place.mend(7, &PIET).expect("mended");
    place.audit();
    assert_eq!(found(&place.engine, "Okafor"), 1);
    place.assert_sound();
}

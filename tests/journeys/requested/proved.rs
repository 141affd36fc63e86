//! The proof of an erasure tells that later exports brought the person back, and that the rows were kept out.

use rollcall_engine::view::{ErasePerson, Nothing};

use super::{PEOPLE, Place, proof};
use crate::erased::wait;
use crate::measured::load;

#[test]
fn rows_that_later_exports_brought_back_are_told_with_their_system() {
    let place = Place::new();
    let erase = ErasePerson {
        customer: place.customer("Zenobia"),
        reason: "letter 17".into(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    };
    let job = place.engine.erase_person(erase).expect("a job").job;
    wait(&place.engine, job);
    let erasure = place.engine.list_erasures(Nothing {}).expect("erasures")[0].erasure;
    let before = proof(&place, erasure);
    assert!(
        before.contains("Every row that is loaded today"),
        "{before}"
    );
    assert!(!before.contains("kept out: "), "{before}");

    // Next month the system still has her, and somebody new.
    let next =
        format!("{PEOPLE}3;Ada;Nwosu;ada.nwosu@example.org;+44 7700 900377;Hull;United Kingdom\n");
    load(&place.engine, place.folder.path(), "people.csv", &next);
    let loads = place.engine.list_loads(Nothing {}).expect("the loads");
    let people = loads
        .iter()
        .find(|one| one.current && one.rows_set_aside == 1 && one.rows_loaded == 2)
        .expect("the new load keeps her out");
    let after = proof(&place, erasure);
    let told = format!(
        "Rows in the exports of {} of people who were erased or asked to be kept out: 1.",
        people.source.name
    );
    assert!(after.contains(&told), "{told} in {after}");
    assert!(
        after.contains(
            "Every row that was loaded was compared with these hashes, too: none is known again."
        ),
        "{after}"
    );
    assert!(!after.contains("Every row that is loaded today"), "{after}");
    for secret in ["Zenobia", "quill", "900375"] {
        assert!(!after.contains(secret), "{secret} in {after}");
    }
}

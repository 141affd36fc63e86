//! Somebody who was erased is known again by the telephone they had, whatever they are asked by, and nothing that
//! others have with it is kept out.

use rollcall_engine::view::SearchAsker;

use super::everywhere::Place;
use super::{files_with, found};

const BEFORE: &str = "\
Customer no,First name,Surname,E-mail,Phone
1,Georgina,Greenhalgh,georgina.greenhalgh@example.com,+44 7700 900381
2,Harold,Inglewood,harold@example.com,+44 7700 900382
";
/// Whoever lives in the house now.
const AFTER: &str = "\
Member,First name,Surname,E-mail,Phone
91,Pieter,Wijnberg,pieter@own.example.com,+44 7700 900381
";

fn told(place: &Place, email: Option<&str>, phone: Option<&str>) -> String {
    let asked = SearchAsker {
        email: email.map(str::to_owned),
        phone: phone.map(str::to_owned),
    };
    place.engine.search_asker(asked).expect("a look").sentence
}

#[test]
fn the_telephone_of_somebody_who_was_erased_is_known_and_keeps_nobody_out() {
    let place = Place::new();
    place.load("shop_customers.csv", BEFORE, true);
    place.erase(&place.customer("Greenhalgh"), Vec::new());
    assert_eq!(files_with(&place.project, "900381"), [""; 0]);
    let erased = "Somebody known by it was erased on request on";
    for (email, phone) in [
        (Some("georgina.greenhalgh@example.com"), None),
        (None, Some("+44 7700 900381")),
    ] {
        let sentence = told(&place, email, phone);
        assert!(sentence.contains(erased), "{phone:?}: {sentence}");
    }
    let sentence = told(&place, None, Some("+44 7700 900382"));
    assert!(!sentence.contains(erased), "{sentence}");
    place.load("club_members.csv", AFTER, true);
    assert_eq!(found(&place.engine, "Wijnberg"), 1, "it is theirs now");
}

//! Whoever erases somebody is sent to the lists that went out with the person in them, and to no list the person was kept
//! out of; the file that names those left out is told.

use rollcall_engine::view::{DeliverList, Regroup};

use super::everywhere::Place;

const PEOPLE: &str = "\
Id,First name,Last name,E-mail,E-mail consent
1,Greta,Olthof,greta@example.org,yes
2,Boris,Lindqvist,boris@example.net,no
3,Pieter,Wijnberg,pieter@example.com,yes
";

/// Which of the files of the list are told of somebody: the list, and that of those left out.
fn told_of(place: &Place, name: &str) -> (bool, bool) {
    let checklist = place.traces(&place.customer(name)).checklist;
    let is_told = |file: &str| {
        let path = place.project.join(file).display().to_string();
        let begins = format!("Look into {path},");
        checklist.iter().any(|line| line.starts_with(&begins))
    };
    (is_told("list.csv"), is_told("list-left-out.csv"))
}

/// The people in the shop, of whom a list is written.
fn written() -> Place {
    let place = Place::new();
    place.load("shop_customers.csv", PEOPLE, true);
    place
        .engine
        .deliver_list(DeliverList {
            list: "customers".into(),
            destination: "mailchimp_contacts".into(),
            days: None,
            today: None,
            path: place.project.join("list.csv").display().to_string(),
            left_out_file: true,
        })
        .expect("written");
    place
}

fn join(place: &Place, one: &str, other: &str) {
    place
        .engine
        .regroup(Regroup {
            kind: "join".into(),
            customer: place.customer(one),
            records: Vec::new(),
            other: Some(place.customer(other)),
            reason: "They are one person.".into(),
        })
        .expect("joined");
}

#[test]
fn nobody_is_sent_to_a_list_the_person_was_kept_out_of() {
    let place = written();
    assert_eq!(told_of(&place, "Greta Olthof"), (true, false));
    assert_eq!(told_of(&place, "Boris Lindqvist"), (false, true));
    // What is found anew leaves it as sure as it was.
    place.load("club_members.csv", &PEOPLE.replace("Id,", "Member,"), true);
    assert_eq!(told_of(&place, "Boris Lindqvist"), (false, true));

    // Once rows were moved by hand it is not sure any more whose they were, and both are told.
    join(&place, "Greta Olthof", "Pieter Wijnberg");
    assert_eq!(told_of(&place, "Boris Lindqvist"), (true, true));
}

/// The file names them by the number they had then.
#[test]
fn whoever_was_left_out_under_another_number_is_found_in_the_file_that_names_them() {
    let place = written();
    let (greta, boris) = (
        place.customer("Greta Olthof"),
        place.customer("Boris Lindqvist"),
    );
    join(&place, "Greta Olthof", "Boris Lindqvist");
    let checklist = place.traces(&greta).checklist;
    let file = place.project.join("list-left-out.csv");
    let named = std::fs::read_to_string(&file).expect("the file");
    assert!(named.contains(&boris) && !named.contains(&greta));
    let begins = format!("Look into {},", file.display());
    assert!(
        checklist.iter().any(|line| line.starts_with(&begins)),
        "{checklist:?}"
    );
}

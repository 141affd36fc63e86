//! Who may be written to: addresses that said no, that bounce, that stand in the list already.

use rollcall_delivery::{Destination, InDoubt, Person, Prepared, Purpose, Reason, prepare};
use rollcall_model::{Attribute, ConsentState, CustomerId};

fn built_in(code: &str) -> Destination {
    Destination::built_in()
        .expect("recipes that come with the program")
        .into_iter()
        .find(|one| one.code == code)
        .expect("the recipe")
        .with_hashes(false)
}

fn person(id: i64, state: ConsentState, emails: &[&str], barred: &[(&str, Reason)]) -> Person {
    Person {
        customer: CustomerId(id),
        values: [
            (
                Attribute::Email,
                emails.iter().map(|one| (*one).to_owned()).collect(),
            ),
            (Attribute::Phone, vec![format!("+4420794600{id:02}")]),
        ]
        .into(),
        consents: [(Attribute::EmailConsent, state)].into(),
        barred: barred
            .iter()
            .map(|(value, reason)| {
                let attribute = if value.starts_with('+') {
                    Attribute::Phone
                } else {
                    Attribute::Email
                };
                ((attribute, (*value).to_owned()), *reason)
            })
            .collect(),
        undecided: [].into(),
        in_doubt: None,
        only_bought: false,
        restricted: false,
    }
}

fn people() -> Vec<Person> {
    let yes = ConsentState::OptedIn;
    let refused = Reason::AddressRefused;
    vec![
        person(1, yes, &["ada@example.com"], &[]),
        person(
            2,
            yes,
            &["shared@example.com"],
            &[("shared@example.com", refused)],
        ),
        person(
            3,
            yes,
            &["shared@example.com", "cem@example.com"],
            &[("shared@example.com", refused), ("+442079460003", refused)],
        ),
        person(4, yes, &["Ada@example.com"], &[]),
        person(5, ConsentState::Undeliverable, &["eve@example.com"], &[]),
        person(
            6,
            yes,
            &["old@example.com"],
            &[("old@example.com", Reason::Undeliverable)],
        ),
        person(7, yes, &[], &[]),
    ]
}

fn left_out(prepared: &Prepared) -> Vec<(Reason, Vec<i64>)> {
    prepared
        .left_out
        .iter()
        .map(|(reason, customers)| (*reason, customers.iter().map(|one| one.0).collect()))
        .collect()
}

#[test]
fn a_list_to_write_to_people_has_every_address_once_and_none_that_said_no() {
    let list = prepare(
        people().into_iter(),
        &built_in("plain_csv"),
        Purpose::Contact,
    );
    let kept: Vec<i64> = list.customers.iter().map(|one| one.0).collect();
    assert_eq!(kept, [1, 3]);
    let cells: Vec<&str> = list.rows.iter().flatten().collect();
    for barred in ["shared@example.com", "+442079460003", "old@example.com"] {
        assert!(!cells.contains(&barred), "{barred}");
    }
    assert_eq!(
        left_out(&list),
        [
            (Reason::AddressRefused, vec![2]),
            (Reason::Undeliverable, vec![5, 6]),
            (Reason::NoIdentifier, vec![7]),
            (Reason::Repeated, vec![4]),
        ]
    );
    assert_eq!(
        Reason::AddressRefused.label(),
        "the address said no in another record"
    );
}

#[test]
fn nobody_is_uploaded_by_other_details_where_the_address_said_no() {
    for code in ["google_customer_match", "meta_customer_list"] {
        let upload = prepare(people().into_iter(), &built_in(code), Purpose::Contact);
        let kept: Vec<i64> = upload.customers.iter().map(|one| one.0).collect();
        // Those who never gave an address, or share one that is told already, have a number.
        assert_eq!(kept, [1, 3, 4, 7], "{code}");
        let cells: Vec<&str> = upload.rows.iter().flatten().collect();
        assert!(!cells.contains(&"shared@example.com"), "{code}");
    }
}

#[test]
fn people_to_be_left_out_of_campaigns_stay_in_whatever_they_said() {
    let list = prepare(
        people().into_iter(),
        &built_in("plain_csv"),
        Purpose::Suppress,
    );
    assert_eq!(list.rows.len(), people().len());
    assert!(list.left_out.is_empty());
    assert!(
        list.rows
            .iter()
            .flatten()
            .any(|cell| cell == "shared@example.com")
    );
}

#[test]
fn an_answer_nobody_confirmed_is_obeyed_as_a_no_and_permits_nothing_as_a_yes() {
    let doubted = |id, answer| Person {
        consents: [].into(),
        in_doubt: Some(answer),
        ..person(id, ConsentState::OptedIn, &["a@example.com"], &[])
    };
    for (destination, answer, reason) in [
        ("plain_csv", InDoubt::No, Some(Reason::RefusedInDoubt)),
        (
            "google_customer_match",
            InDoubt::No,
            Some(Reason::RefusedInDoubt),
        ),
        (
            "google_customer_match",
            InDoubt::Yes,
            Some(Reason::YesInDoubt),
        ),
        ("plain_csv", InDoubt::Yes, None),
    ] {
        let prepared = prepare(
            [doubted(1, answer)].into_iter(),
            &built_in(destination),
            Purpose::Contact,
        );
        let reasons: Vec<Reason> = prepared.left_out.keys().copied().collect();
        assert_eq!(reasons.first().copied(), reason, "{destination} {answer:?}");
    }
    // A yes somebody confirmed elsewhere stands.
    let sure = Person {
        in_doubt: Some(InDoubt::Yes),
        ..person(1, ConsentState::OptedIn, &["a@example.com"], &[])
    };
    let google = built_in("google_customer_match");
    assert_eq!(
        prepare([sure].into_iter(), &google, Purpose::Contact)
            .rows
            .len(),
        1
    );
}

#[test]
fn who_asked_that_use_is_restricted_is_told_by_that_until_they_allow_it_again() {
    let restricted = |state| Person {
        restricted: true,
        ..person(1, state, &["a@example.com"], &[])
    };
    for destination in ["plain_csv", "google_customer_match"] {
        for (state, reason) in [
            (ConsentState::OptedOut, Some(Reason::Restricted)),
            (ConsentState::OptedIn, None),
        ] {
            let prepared = prepare(
                [restricted(state)].into_iter(),
                &built_in(destination),
                Purpose::Contact,
            );
            let reasons: Vec<Reason> = prepared.left_out.keys().copied().collect();
            assert_eq!(reasons.first().copied(), reason, "{destination} {state:?}");
        }
    }
}

#[test]
fn who_was_only_bought_goes_to_no_destination_that_wants_data_of_ones_own() {
    let bought = || Person {
        only_bought: true,
        ..person(1, ConsentState::OptedIn, &["a@example.com"], &[])
    };
    for (destination, is_refused) in [
        ("google_customer_match", true),
        ("meta_customer_list", true),
        ("tiktok_customer_file", true),
        ("plain_csv", false),
    ] {
        for purpose in [Purpose::Contact, Purpose::Suppress] {
            let prepared = prepare([bought()].into_iter(), &built_in(destination), purpose);
            let reasons: Vec<Reason> = prepared.left_out.keys().copied().collect();
            let expected: &[Reason] = if is_refused {
                &[Reason::OnlyBought]
            } else {
                &[]
            };
            assert_eq!(reasons, expected, "{destination} {purpose:?}");
            assert_eq!(prepared.rows.len(), usize::from(!is_refused));
        }
    }
}

#[test]
fn what_nobody_has_decided_is_told_as_that() {
    let waits = |id, attribute, emails: &[&str]| Person {
        undecided: [attribute].into(),
        ..person(id, ConsentState::OptedIn, emails, &[])
    };
    let people = || {
        [
            waits(1, Attribute::Email, &[]),
            waits(2, Attribute::FamilyName, &["b@example.com"]),
            person(3, ConsentState::OptedIn, &["c@example.com"], &[]),
            person(4, ConsentState::OptedIn, &[], &[]),
        ]
    };
    let plain = built_in("plain_csv");
    let list = prepare(people().into_iter(), &plain, Purpose::Contact);
    let left_out: Vec<(Reason, Vec<i64>)> = list
        .left_out
        .iter()
        .map(|(reason, who)| (*reason, who.iter().map(|one| one.0).collect()))
        .collect();
    assert_eq!(
        left_out,
        [
            (Reason::AddressUndecided, vec![1]),
            (Reason::NoIdentifier, vec![4])
        ]
    );
    let label = Attribute::FamilyName.label();
    assert_eq!(
        list.warnings[..2],
        [
            format!(
                "Nobody has decided which value holds: {label} of 1 of 2 people. Their cells are blank until somebody does, although sources hold values."
            ),
            "Any other blank cell means that no source holds a usable value.".to_owned(),
        ]
    );
    let decided = people().into_iter().filter(|one| one.undecided.is_empty());
    let list = prepare(decided, &plain, Purpose::Contact);
    assert_eq!(list.warnings[0], plain.blank_cells);
}

/// A plain table takes whoever did not say no, and tells how many of them never said yes.
#[test]
fn a_list_that_wants_no_yes_tells_how_many_never_gave_one() {
    let people = || {
        [
            person(1, ConsentState::OptedIn, &["a@example.com"], &[]),
            person(2, ConsentState::Never, &["b@example.com"], &[]),
            Person {
                consents: [].into(),
                ..person(3, ConsentState::OptedIn, &["c@example.com"], &[])
            },
            // Out of the list, so not counted among its people.
            person(4, ConsentState::OptedOut, &["d@example.com"], &[]),
            person(5, ConsentState::Never, &[], &[]),
        ]
    };
    let told = |code: &str, purpose, yes_only: bool| -> Vec<String> {
        let people = people().into_iter().filter(|one| {
            !yes_only || one.consents.get(&Attribute::EmailConsent) == Some(&ConsentState::OptedIn)
        });
        let list = prepare(people, &built_in(code), purpose);
        let mut warnings = list.warnings;
        warnings.retain(|one| one.contains("not known to have said yes"));
        warnings
    };
    for code in ["plain_csv", "plain_xlsx"] {
        assert_eq!(
            told(code, Purpose::Contact, false),
            [
                "People in this list who are not known to have said yes: 2 of 3. This destination leaves out only who said no: where the law wants a yes first, take these people out before anybody is written to."
            ],
            "{code}"
        );
        assert!(told(code, Purpose::Contact, true).is_empty(), "{code}");
        assert!(told(code, Purpose::Suppress, false).is_empty(), "{code}");
    }
    assert!(told("mailchimp_contacts", Purpose::Contact, false).is_empty());
}

//! What is kept is read as it was written.

use super::WhatTablesTell;
use crate::{
    Book, EventSort, Events, Happened, Money, Permissions, Product, PurposeAnswer, State, Texts,
};
use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};

fn book() -> Book {
    let mut book = Book::of([3, 9, 70_000].map(CustomerId).to_vec());
    book.mark(1, State::InHousehold);
    book.mark(2, State::DeletionRequested);
    for sources in [&[1_i64, 2][..], &[], &[1, 2]] {
        let sources: Vec<SourceId> = sources.iter().copied().map(SourceId).collect();
        book.sources.push(&sources);
    }
    let answers = [
        Some(ConsentState::OptedIn),
        None,
        Some(ConsentState::Complained),
    ];
    book.consents
        .insert(Attribute::EmailConsent, answers.to_vec());
    book
}

fn events() -> Events {
    let happened = |customer, sort, day, amount: Option<i64>| Happened {
        customer,
        sort,
        day,
        name: 1,
        money: amount.map(|amount| Money {
            amount,
            currency: 1,
        }),
        given_back: 0,
        order: 0,
        source: 1,
        is_summed_up: amount.is_none(),
    };
    let rows = vec![
        happened(0, EventSort::Purchase, 739_000, Some(1_999)),
        happened(0, EventSort::Purchase, 738_000, Some(-500)),
        happened(2, EventSort::Message, 739_100, None),
    ];
    let names = vec!["Winter".to_owned()];
    let mut events = Events::new(3, rows, names, vec![String::new(), "EUR".to_owned()]);
    events.products = vec![Product {
        number: "HP-1".into(),
        name: "Chair".into(),
    }];
    events.campaign_products = vec![(1, 1)];
    events.told = [EventSort::Opened, EventSort::SignUp].into();
    events.purchase_tables = [(3, false), (70_000, true)].into();
    events.refunds_of = [(4, vec![1, 70_000])].into();
    events
}

#[test]
fn people_are_read_as_they_were_written() {
    let book = book();
    let bytes = book.people_to_bytes();
    let read = Book::people_from_bytes(&bytes).expect("a book");
    assert_eq!(format!("{read:?}"), format!("{book:?}"));
    assert!(read.stands(2, State::DeletionRequested));
}

#[test]
fn events_are_read_as_they_were_written() {
    let events = events();
    let bytes = events.to_bytes();
    let read = Events::from_bytes(&bytes).expect("events");
    assert_eq!(format!("{read:?}"), format!("{events:?}"));
    let tables = WhatTablesTell::from_bytes(&bytes).expect("what tables tell");
    assert_eq!(tables, events.what_tables_tell());
    assert_eq!(WhatTablesTell::from_bytes(&tables.to_bytes()), Some(tables));
}

#[test]
fn what_is_cut_off_or_longer_is_neither() {
    let (people, happened) = (book().people_to_bytes(), events().to_bytes());
    for end in 0..people.len() {
        assert!(Book::people_from_bytes(&people[..end]).is_none(), "{end}");
    }
    for end in 0..happened.len() {
        assert!(Events::from_bytes(&happened[..end]).is_none(), "{end}");
    }
    assert!(Book::people_from_bytes(&[people, vec![0]].concat()).is_none());
    assert!(Events::from_bytes(&[happened, vec![0]].concat()).is_none());
}

/// Any byte changed gives other facts or none, and nothing breaks off.
#[test]
fn what_is_changed_breaks_nothing() {
    let (people, happened) = (book().people_to_bytes(), events().to_bytes());
    for place in 0..people.len() {
        let mut changed = people.clone();
        changed[place] ^= 0xFF;
        if let Some(read) = Book::people_from_bytes(&changed) {
            let _ = read.sources.tested(<[SourceId]>::is_empty);
            assert_ne!(format!("{read:?}"), format!("{:?}", book()));
        }
    }
    for place in 0..happened.len() {
        let mut changed = happened.clone();
        changed[place] ^= 0xFF;
        if let Some(read) = Events::from_bytes(&changed) {
            assert_ne!(format!("{read:?}"), format!("{:?}", events()));
        }
    }
}

#[test]
fn people_of_several_parts_are_those_of_one_book() {
    let mut whole = book();
    let mut later = Book::of([70_001, 80_000].map(CustomerId).to_vec());
    later.mark(1, State::OnlyById);
    for sources in [&[2_i64][..], &[1, 2]] {
        let sources: Vec<SourceId> = sources.iter().copied().map(SourceId).collect();
        later.sources.push(&sources);
    }
    let answers = vec![None, Some(ConsentState::OptedOut)];
    later.consents.insert(Attribute::EmailConsent, answers);
    whole.append_people(later);
    assert_eq!(whole.place(CustomerId(80_000)), Some(4));
    assert!(whole.stands(4, State::OnlyById) && whole.stands(1, State::InHousehold));
    assert_eq!(
        whole
            .sources
            .tested(|sources| sources.contains(&SourceId(1))),
        [true, false, true, false, true]
    );
    let answers = &whole.consents[&Attribute::EmailConsent];
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[4], Some(ConsentState::OptedOut));
    let again = Book::people_from_bytes(&whole.people_to_bytes()).expect("a book");
    assert_eq!(format!("{again:?}"), format!("{whole:?}"));
}

#[test]
fn texts_of_several_parts_stand_with_their_customers() {
    let mut first = Texts::default();
    first.push(["Leeds", "York"]);
    first.push([]);
    let mut read = Texts::default();
    read.append_bytes(&first.to_bytes()).expect("texts");
    // A part in which nobody has a value has no texts of its own.
    read.blank_until(4);
    read.append_bytes(&first.to_bytes()).expect("texts");
    let of = |place| read.of(place).collect::<Vec<_>>();
    assert_eq!(read.customers(), 6);
    assert_eq!(of(0), ["leeds", "york"]);
    assert!(of(1).is_empty() && of(3).is_empty());
    assert_eq!(of(4), ["leeds", "york"]);
    let bytes = first.to_bytes();
    for end in 0..bytes.len() {
        let cut = Texts::default().append_bytes(&bytes[..end]);
        assert_eq!(cut, None, "{end}");
    }
}

#[test]
fn permissions_are_read_as_they_were_written() {
    let known = Permissions {
        is_told: true,
        of: PurposeAnswer::ALL.to_vec(),
    };
    let bytes = known.to_bytes();
    assert_eq!(Permissions::from_bytes(&bytes), Some(known));
    assert_eq!(Permissions::from_bytes(&bytes[..3]), None);
    assert_eq!(Permissions::from_bytes(&[2, 0]), None);
    assert_eq!(Permissions::from_bytes(&[1, 1, 9]), None);
}

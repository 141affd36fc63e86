//! The planted traps about who is who. `README.md` of the estate explains each in words.

use chrono::NaiveDate;

use crate::planted::{Planted, When};
use crate::recorded::Recorded;
use crate::systems::{
    APP_USERS, CARDS, CRM_CONTACTS, SHOP_CUSTOMERS, SUBSCRIBED, TILL_CUSTOMERS, Table, UNSUBSCRIBED,
};
use crate::vocabulary::Country;

/// A day; the numbers are written here and always right.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A planted person with a British home.
pub(crate) fn person(id: &str, given: &str, family: &str, email: &str, phone: &str) -> Recorded {
    Recorded {
        person: id.to_owned(),
        given: given.to_owned(),
        family: family.to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
        country: Some(Country::Britain),
        created: day(2024, 5, 17),
        ..Recorded::default()
    }
}

/// The person at an address.
pub(crate) fn lives(record: Recorded, street: &str, city: &str, postcode: &str) -> Recorded {
    Recorded {
        street: street.to_owned(),
        city: city.to_owned(),
        postcode: postcode.to_owned(),
        ..record
    }
}

pub(crate) fn born(record: Recorded, birth: NaiveDate) -> Recorded {
    Recorded {
        birth: Some(birth),
        ..record
    }
}

pub(crate) fn with_card(record: Recorded, card: &str) -> Recorded {
    Recorded {
        card: card.to_owned(),
        ..record
    }
}

pub(crate) fn keep_in(planted: &mut Planted, tables: &[Table], record: &Recorded) {
    for &table in tables {
        planted.keep(table, When::Both, record);
    }
}

/// Plants all traps about identity.
pub(crate) fn plant(planted: &mut Planted) {
    families(planted);
    namesakes(planted);
    changes(planted);
    crate::traps_of_likeness::plant(planted);
}

fn families(planted: &mut Planted) {
    const PHONE: &str = "+441632960001";
    let members = [
        (
            "family-rosalind",
            "Rosalind",
            "rosalind.pentreath@mail.example.com",
            day(1979, 2, 14),
        ),
        (
            "family-gareth",
            "Gareth",
            "gareth.pentreath@post.example.net",
            day(1977, 9, 30),
        ),
        (
            "family-tabitha",
            "Tabitha",
            "tabs.pentreath@inbox.example.org",
            day(2004, 6, 3),
        ),
        (
            "family-barnaby",
            "Barnaby",
            "barnaby04@web.example.net",
            day(2006, 11, 21),
        ),
    ];
    for (place, (id, given, email, birth)) in members.into_iter().enumerate() {
        let record = person(id, given, "Pentreath", email, PHONE);
        let record = lives(record, "4 Saltings Lane", "Falmouth", "TR11 3QZ");
        let record = with_card(
            born(record, birth),
            &format!("00009{:05}", 41_200 + place * 37),
        );
        keep_in(planted, &[SHOP_CUSTOMERS, CARDS, TILL_CUSTOMERS], &record);
    }
    planted.trap(
        "family_on_one_phone",
        &members.map(|member| member.0),
        "Shopify/customers; card file; Square/customers",
        "four customers in one household; the telephone they share joins nobody",
    );
}

fn namesakes(planted: &mut Planted) {
    let home = |record| lives(record, "2140 Lantern Avenue", "Madison", "53704");
    let american = |record| Recorded {
        country: Some(Country::States),
        region: "WI".into(),
        ..record
    };
    let father = person(
        "father-theodore",
        "Theodore",
        "Lindquist",
        "tlindquist1951@home.example.com",
        "+16085550117",
    );
    let father = born(american(home(father)), day(1951, 4, 8));
    let son = person(
        "son-theodore",
        "Theodore",
        "Lindquist Jr",
        "ted.lindquist@fastpost.example.net",
        "+16085550161",
    );
    let son = born(american(home(son)), day(1982, 10, 27));
    keep_in(
        planted,
        &[SHOP_CUSTOMERS, CRM_CONTACTS, TILL_CUSTOMERS],
        &father,
    );
    keep_in(planted, &[SHOP_CUSTOMERS, CRM_CONTACTS, APP_USERS], &son);
    planted.trap(
        "father_and_son",
        &["father-theodore", "son-theodore"],
        "Shopify/customers; HubSpot/contacts; Square/customers; app users",
        "two customers: same name and address, but Jr and another birth date",
    );
    for (id, given, email, phone) in [
        (
            "twin-isla",
            "Isla",
            "isla.wetherby@mail.example.com",
            "+447700900771",
        ),
        (
            "twin-freya",
            "Freya",
            "freya.wetherby@mail.example.com",
            "+447700900772",
        ),
    ] {
        let twin = born(
            person(id, given, "Wetherby", email, phone),
            day(1994, 12, 6),
        );
        let twin = lives(twin, "31 Orchard Terrace", "York", "YO24 4HB");
        keep_in(planted, &[CARDS, TILL_CUSTOMERS, APP_USERS], &twin);
    }
    planted.trap(
        "twins",
        &["twin-isla", "twin-freya"],
        "card file; Square/customers; app users",
        "two customers: surname, birthday and address are the same, the given names are not",
    );
}

fn changes(planted: &mut Planted) {
    let before = person(
        "married-imogen",
        "Imogen",
        "Quarrington",
        "imogen.quarrington@post.example.net",
        "+447700900531",
    );
    let before = born(
        lives(before, "9 Ropewalk", "Bristol", "BS3 1TP"),
        day(1990, 7, 19),
    );
    let after = Recorded {
        family: "Hathersage".into(),
        email: "imogen.hathersage@mail.example.com".into(),
        ..before.clone()
    };
    keep_in(planted, &[CARDS, CRM_CONTACTS], &before);
    keep_in(planted, &[SHOP_CUSTOMERS, APP_USERS], &after);
    planted.trap(
        "married_name",
        &["married-imogen"],
        "card file and HubSpot/contacts under Quarrington; Shopify/customers and app users under Hathersage",
        "one customer: telephone, birth date and address hold through the change of name",
    );
    let old = person(
        "changed-email-duncan",
        "Duncan",
        "Trelawney",
        "duncan.trelawney@web.example.net",
        "+447700900642",
    );
    let old = born(
        lives(old, "77 Windmill Close", "Exeter", "EX4 6PW"),
        day(1968, 3, 2),
    );
    let new = Recorded {
        email: "d.trelawney68@letterbox.example.org".into(),
        created: day(2026, 1, 12),
        ..old.clone()
    };
    keep_in(planted, &[CRM_CONTACTS, CARDS, SUBSCRIBED], &old);
    keep_in(planted, &[SHOP_CUSTOMERS, TILL_CUSTOMERS], &new);
    planted.trap(
        "changed_email",
        &["changed-email-duncan"],
        "old address in HubSpot/contacts, card file, Mailchimp/subscribed; new one in Shopify/customers and Square/customers",
        "one customer; the old address is told to be stale in three tables",
    );
    let shop = person(
        "consent-beatrice",
        "Beatrice",
        "Fairhurst",
        "beatrice.fairhurst@inbox.example.org",
        "+447700900318",
    );
    let shop = Recorded {
        consent: true,
        ..lives(shop, "15 Heron Gardens", "Leeds", "LS8 2QN")
    };
    planted.keep(SHOP_CUSTOMERS, When::Both, &shop);
    planted.keep(
        UNSUBSCRIBED,
        When::Both,
        &Recorded {
            consent: false,
            ..shop
        },
    );
    planted.trap(
        "consent_contradiction",
        &["consent-beatrice"],
        "yes in Shopify/customers; Mailchimp/unsubscribed",
        "listed as contradictory; the strictest answer holds: opted out, in no upload",
    );
}

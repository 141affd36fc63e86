//! The planted traps about what happened: messages, purchases, visits, requests; and about cells
//! that bite.

use chrono::{NaiveDateTime, NaiveTime};

use crate::planted::{Booking, Planted, Request, Sent, Visit, When};
use crate::recorded::Recorded;
use crate::systems::{APP_USERS, CARDS, CRM_CONTACTS, SHOP_CUSTOMERS, SUBSCRIBED, TILL_CUSTOMERS};
use crate::trade::{Line, Order, Outcome};
use crate::traps::{day, lives, person};

/// A moment in March 2026.
fn march(day_of_month: u32, hour: u32, minute: u32) -> NaiveDateTime {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    day(2026, 3, day_of_month).and_time(time)
}

/// Plants all traps about conduct and cells.
pub(crate) fn plant(planted: &mut Planted) {
    cells_that_bite(planted);
    deleted_person(planted);
    winback(planted);
    three_lists(planted);
    guests(planted);
    visitor(planted);
    whole_files(planted);
}

fn cells_that_bite(planted: &mut Planted) {
    let formula = Recorded {
        given: "=HYPERLINK(\"http://198.51.100.7/\",\"Olivia\")".into(),
        ..person(
            "formula-olivia",
            "",
            "Penhale",
            "olivia.penhale@mail.example.com",
            "+447700900263",
        )
    };
    planted.keep(SHOP_CUSTOMERS, When::Both, &formula);
    planted.trap(
        "formula_cell",
        &["formula-olivia"],
        "Shopify/customers, column First Name",
        "shown as text; defused in every file written for a spreadsheet",
    );
    let script = Recorded {
        note: "<script>alert('Harbour & Pine')</script> prefers delivery after 18:00".into(),
        ..person(
            "script-callum",
            "Callum",
            "Bickerstaff",
            "callum.bickerstaff@web.example.net",
            "+447700900264",
        )
    };
    planted.keep(SHOP_CUSTOMERS, When::Both, &script);
    planted.trap(
        "script_cell",
        &["script-callum"],
        "Shopify/customers, column Note",
        "shown as text in every screen and report, never run",
    );
}

fn deleted_person(planted: &mut Planted) {
    let erased = person(
        "deleted-florence",
        "Florence",
        "Tarrington",
        "florence.tarrington@home.example.com",
        "+447700900375",
    );
    let erased = lives(erased, "8 Granary Road", "Sheffield", "S8 4RD");
    planted.keep(SHOP_CUSTOMERS, When::FirstOnly, &erased);
    planted.keep(TILL_CUSTOMERS, When::FirstOnly, &erased);
    // Comes back under a new customer id.
    planted.keep(
        SHOP_CUSTOMERS,
        When::NextOnly,
        &Recorded {
            created: day(2026, 4, 9),
            ..erased.clone()
        },
    );
    planted.requests.push(Request {
        person: erased.person,
        day: day(2026, 3, 26),
        kind: "Deletion",
        email: erased.email,
        name: "Florence Tarrington".into(),
        phone: erased.phone,
    });
    planted.trap(
        "deleted_person_returns",
        &["deleted-florence"],
        "privacy requests (Deletion, 26 March 2026); Shopify/customers of both months, the second under a new customer id",
        "once erased, the second month's row is refused with the reason and the person stays absent",
    );
}

fn order(time: NaiveDateTime, sku: &'static str, product: &'static str, price: u64) -> Order {
    let lines = vec![Line {
        sku,
        product,
        price,
        quantity: 1,
    }];
    Order {
        time,
        lines,
        outcome: Outcome::Paid,
    }
}

fn sent(
    record: &Recorded,
    time: NaiveDateTime,
    campaign: &'static str,
    segment: &'static str,
) -> Sent {
    Sent {
        person: record.person.clone(),
        time,
        campaign,
        segment,
        email: record.email.clone(),
        given: record.given.clone(),
        mobile: record.phone.clone(),
    }
}

fn winback(planted: &mut Planted) {
    let buyers = [
        person(
            "winback-joanne",
            "Joanne",
            "Whitcombe",
            "joanne.whitcombe@mail.example.com",
            "+447700900451",
        ),
        person(
            "winback-neil",
            "Neil",
            "Oakhurst",
            "n.oakhurst@post.example.net",
            "+447700900452",
        ),
        person(
            "winback-heather",
            "Heather",
            "Maxwood",
            "heather.maxwood@inbox.example.org",
            "+447700900453",
        ),
        person(
            "winback-arjun",
            "Arjun",
            "Kapoor",
            "arjun.kapoor@web.example.net",
            "+447700900454",
        ),
    ];
    for (place, buyer) in buyers.iter().enumerate() {
        let home = format!("{} Meadow Avenue", 11 + 6 * place);
        let buyer = lives(buyer.clone(), &home, "Nottingham", "NG7 2GS");
        // The fourth buys with another mailbox and is known to be the same by the telephone alone.
        let at_shop = if place == 3 {
            Recorded {
                email: "kapoor.family@letterbox.example.org".into(),
                ..buyer.clone()
            }
        } else {
            buyer.clone()
        };
        planted.keep(SHOP_CUSTOMERS, When::Both, &at_shop);
        planted.keep(
            SUBSCRIBED,
            When::Both,
            &Recorded {
                consent: true,
                ..buyer.clone()
            },
        );
        let bought = order(
            march(18 + place as u32, 12, 20 + place as u32),
            "HP-LMP-02",
            "Storm lantern",
            3900,
        );
        planted.orders.push((at_shop, bought));
        planted.sent.push(sent(
            &buyer,
            march(24, 10, 0),
            "Winback: we miss you",
            "Lapsed buyers",
        ));
    }
    let ids = buyers.map(|buyer| buyer.person);
    planted.trap(
        "purchasers_in_winback_log",
        &ids.each_ref().map(String::as_str),
        "Shopify/orders 18 to 21 March 2026; winback send log 24 March 2026",
        "four of the window: three found by e-mail, Arjun by his telephone alone",
    );
}

fn three_lists(planted: &mut Planted) {
    let reader = person(
        "three-lists-nicola",
        "Nicola",
        "Waverley",
        "nicola.waverley@fastpost.example.net",
        "+447700900466",
    );
    planted.keep(
        SUBSCRIBED,
        When::Both,
        &Recorded {
            consent: true,
            ..reader.clone()
        },
    );
    let near_miss = person(
        "three-lists-ian",
        "Ian",
        "Lockhurst",
        "ian.lockhurst@fastpost.example.net",
        "+447700900467",
    );
    planted.keep(
        SUBSCRIBED,
        When::Both,
        &Recorded {
            consent: true,
            ..near_miss.clone()
        },
    );
    let mails = [
        ("Spring tables", "Table buyers"),
        ("Store weekend", "Near a store"),
        ("Members' evening", "Card holders"),
    ];
    for (place, (campaign, segment)) in mails.into_iter().enumerate() {
        let step = place as u32;
        planted.sent.push(sent(
            &reader,
            march(9 + step * 5 / 2, 9, 30),
            campaign,
            segment,
        ));
        planted.sent.push(sent(
            &near_miss,
            march(3 + step * 5, 9, 30),
            campaign,
            segment,
        ));
    }
    planted.trap(
        "person_in_three_lists",
        &["three-lists-nicola"],
        "winback send log, 9, 11 and 14 March 2026",
        "flagged: three lists, three messages in six days; Ian Lockhurst, three in eleven days, is not",
    );
}

fn guests(planted: &mut Planted) {
    const EMAIL: &str = "amy.shelbourne@mail.example.com";
    let buyer = person("guests-amy", "Amy", "Shelbourne", EMAIL, "+447700900573");
    planted.keep(SHOP_CUSTOMERS, When::Both, &buyer);
    let guests = [
        ("guests-amy", "Amy", "Shelbourne"),
        ("guests-kevin", "Kevin", "Hargate"),
        ("guests-zoe", "Zoë", "Lulwood"),
        ("guests-simon", "Simon", "Penwick"),
    ];
    planted.bookings.push(Booking {
        email: EMAIL.into(),
        guests: guests
            .map(|(id, given, family)| (id.into(), given.into(), family.into()))
            .into(),
    });
    planted.trap(
        "shared_guest_email",
        &guests.map(|guest| guest.0),
        "Eventbrite/attendees, one order of four tickets with the buyer's address on each; Amy in Shopify/customers too",
        "four customers; only the row of Amy joins the shop's Amy",
    );
}

fn visitor(planted: &mut Planted) {
    let known = person(
        "visitor-rhys",
        "Rhys",
        "Tatham",
        "rhys.tatham@post.example.net",
        "+447700900684",
    );
    planted.keep(SHOP_CUSTOMERS, When::Both, &known);
    planted.keep(APP_USERS, When::Both, &known);
    let visits = [
        (3, 4, "/tables", ""),
        (9, 1, "/tables/driftwood", ""),
        (16, 0, "/account/sign-in", "rhys.tatham@post.example.net"),
        (20, 6, "/checkout", ""),
    ];
    for (on, channel, page, email) in visits {
        planted.visits.push(Visit {
            person: known.person.clone(),
            cookie: "GA1.2.1893307712.1772496000".into(),
            device: String::new(),
            time: march(on, 20, 15),
            channel,
            page,
            email: email.into(),
        });
    }
    planted.orders.push((
        known.clone(),
        order(
            march(20, 20, 40),
            "HP-TBL-01",
            "Driftwood dining table",
            64_900,
        ),
    ));
    planted.trap(
        "anonymous_then_known",
        &["visitor-rhys"],
        "web visits with cookie GA1.2.1893307712.1772496000: two without a name, then a sign-in on 16 March 2026",
        "all four visits belong to Rhys Tatham, the first two in hindsight",
    );
}

fn whole_files(planted: &mut Planted) {
    let twin = lives(
        person(
            "dates-julie",
            "Julie",
            "Brackley",
            "julie.brackley@home.example.com",
            "+447700900795",
        ),
        "21 Coopers Lane",
        "Cardiff",
        "CF23 5TN",
    );
    planted.keep(CRM_CONTACTS, When::Both, &twin);
    planted.keep(CARDS, When::Both, &twin);
    planted.trap(
        "ambiguous_dates",
        &["dates-julie"],
        "HubSpot/contacts: First purchase holds no day above 12; its twin Last Activity Date is day first beyond doubt; Last showroom visit is month first beyond doubt; Create Date is typed",
        "the ambiguous column is asked about, never guessed by the row; the other three are decided",
    );
    planted.trap(
        "all_yes_consent",
        &[],
        "Eventbrite/attendees, column \"May we send you news by e-mail?\"",
        "a whole file of Yes is reported as suspicious, not taken for consent in silence",
    );
    planted.trap(
        "hashed_column",
        &[],
        "retargeting audience, column Email SHA256",
        "recognised as hashed, matched by hash, never hashed twice",
    );
    planted.trap(
        "totals_row",
        &[],
        "Eventbrite TOTALS; Google Ads Total: rows; Meta summary row without a campaign; GA4 grand total",
        "set aside as totals, never added to figures nor taken for a person",
    );
}

//! The planted traps about who looks like whom: shared offices, fillers, weak chains, spellings.

use crate::planted::{Planted, When};
use crate::recorded::Recorded;
use crate::systems::{APP_USERS, CARDS, CRM_CONTACTS, PAYERS, SHOP_CUSTOMERS, TILL_CUSTOMERS};
use crate::traps::{born, day, keep_in, lives, person, with_card};

/// Plants them.
pub(crate) fn plant(planted: &mut Planted) {
    offices(planted);
    junk(planted);
    chain(planted);
    spelling(planted);
}

fn offices(planted: &mut Planted) {
    const EMAIL: &str = "info@kestrel-joinery.example.com";
    let colleagues = [
        ("office-rupert", "Rupert", "Ellingham", "+441632960411"),
        ("office-siobhan", "Siobhan", "Macready", "+441632960412"),
        ("office-piotr", "Piotr", "Zielinski", "+441632960413"),
    ];
    for (id, given, family, phone) in colleagues {
        let record = Recorded {
            company: "Kestrel Joinery Ltd".into(),
            ..lives(
                person(id, given, family, EMAIL, phone),
                "Unit 6, 40 Quarry Road",
                "Norwich",
                "NR3 2LX",
            )
        };
        keep_in(planted, &[CRM_CONTACTS, PAYERS], &record);
    }
    planted.trap(
        "role_address",
        &colleagues.map(|one| one.0),
        "HubSpot/contacts; Stripe/customers",
        "three customers: info@ is an office, not a person",
    );
}

fn junk(planted: &mut Planted) {
    const PEOPLE: [(&str, &str, &str, &str); 8] = [
        ("junk-helen", "Helen", "Ashcombe", "BN1 6PL"),
        ("junk-craig", "Craig", "Dunworth", "PL4 8NN"),
        ("junk-amelia", "Amelia", "Selbourne", "RG4 7TE"),
        ("junk-imran", "Imran", "Siddiqui", "M20 3GH"),
        ("junk-louise", "Louise", "Kemble", "CF14 2DZ"),
        ("junk-graham", "Graham", "Yarwood", "S10 1PB"),
        ("junk-priya", "Priya", "Raman", "LE2 3JD"),
        ("junk-stuart", "Stuart", "Calderbank", "G41 4QS"),
    ];
    for (place, (id, given, family, postcode)) in PEOPLE.into_iter().enumerate() {
        let birth = day(
            1961 + place as i32 * 4,
            1 + place as u32,
            3 + 3 * place as u32,
        );
        let record = born(
            person(id, given, family, "test@test.com", "0000000000"),
            birth,
        );
        let record = Recorded {
            postcode: postcode.into(),
            ..record
        };
        keep_in(planted, &[TILL_CUSTOMERS], &record);
        let real = format!(
            "{}.{}@quaymail.example.com",
            given.to_lowercase(),
            family.to_lowercase()
        );
        keep_in(
            planted,
            &[CARDS],
            &Recorded {
                email: real,
                phone: "n/a".into(),
                ..record
            },
        );
    }
    for place in 0..3 {
        let record = person(
            &format!("walk-in-{place}"),
            "Walk-in",
            "",
            "n/a",
            "0000000000",
        );
        keep_in(planted, &[TILL_CUSTOMERS], &record);
    }
    planted.trap(
        "junk_values",
        &PEOPLE.map(|one| one.0),
        "Square/customers with 0000000000 and test@test.com; card file",
        "eight customers of two records each; the fillers join nobody",
    );
}

fn chain(planted: &mut Planted) {
    let first = person("chain-a", "Martin", "Holbrook", "", "+441212960700");
    let first = Recorded {
        phone: "0121 496 0700".into(),
        ..lives(first, "18 Priory Close", "Birmingham", "B14 6RT")
    };
    let second = Recorded {
        email: "m.holbrook@home.example.com".into(),
        person: "chain-b".into(),
        ..lives(
            person("chain-b", "M", "Holbrook", "", "0121 496 0700"),
            "",
            "Birmingham",
            "",
        )
    };
    let third = person(
        "chain-c",
        "Miriam",
        "Holbrook",
        "m.holbrook@home.example.com",
        "+441174960733",
    );
    let third = born(
        lives(third, "60 Fishers Road", "Bristol", "BS7 9DE"),
        day(1988, 5, 25),
    );
    let first = born(first, day(1957, 8, 13));
    planted.keep(CARDS, When::Both, &first);
    planted.keep(CRM_CONTACTS, When::Both, &first);
    planted.keep(
        TILL_CUSTOMERS,
        When::Both,
        &Recorded {
            person: "chain-a".into(),
            ..second
        },
    );
    planted.keep(SHOP_CUSTOMERS, When::Both, &third);
    planted.keep(APP_USERS, When::Both, &third);
    planted.trap(
        "weak_chain",
        &["chain-a", "chain-c"],
        "Martin in card file and HubSpot/contacts; M Holbrook in Square/customers; Miriam in Shopify/customers and app users",
        "Martin and Miriam stay two customers although M Holbrook has the telephone of one and the mailbox of the other; M goes to one of them or to review",
    );
}

fn spelling(planted: &mut Planted) {
    let formal = person(
        "nickname-margaret",
        "Margaret",
        "Thistlewood",
        "mthistlewood@home.example.com",
        "+447700900845",
    );
    let formal = born(
        lives(formal, "3 Lantern Street", "Whitby", "YO21 3PU"),
        day(1956, 1, 31),
    );
    let short = Recorded {
        given: "Peggy".into(),
        email: "peggyt56@quaymail.example.com".into(),
        ..formal.clone()
    };
    keep_in(planted, &[CARDS, CRM_CONTACTS], &formal);
    keep_in(planted, &[SHOP_CUSTOMERS, TILL_CUSTOMERS], &short);
    planted.trap(
        "nickname_pair",
        &["nickname-margaret"],
        "Margaret in card file and HubSpot/contacts; Peggy in Shopify/customers and Square/customers",
        "one customer",
    );
    let right = person(
        "swapped-alistair",
        "Alistair",
        "Cranmore",
        "alistair.cranmore@post.example.net",
        "+447700900926",
    );
    let right = born(
        lives(right, "52 Bramble Drive", "Edinburgh", "EH9 1JH"),
        day(1973, 6, 11),
    );
    let swapped = Recorded {
        given: "Cranmore".into(),
        family: "Alistair".into(),
        email: String::new(),
        ..right.clone()
    };
    keep_in(planted, &[SHOP_CUSTOMERS, CRM_CONTACTS], &right);
    keep_in(planted, &[CARDS], &swapped);
    planted.trap(
        "swapped_names",
        &["swapped-alistair"],
        "right in Shopify/customers and HubSpot/contacts; given and family name swapped in the card file",
        "one customer, shown with the names the right way round",
    );
    let card = person(
        "leading-zero-hamish",
        "Hamish",
        "Garrowby",
        "hamish.garrowby@inbox.example.org",
        "+447700900087",
    );
    let card = with_card(born(card, day(1985, 9, 9)), "0000417823");
    keep_in(planted, &[CARDS, TILL_CUSTOMERS], &card);
    planted.trap(
        "leading_zero_cards",
        &["leading-zero-hamish"],
        "card file, column Kartennummer; Square/customers, column Reference ID",
        "0000417823 keeps its four noughts through loading, linking and writing out",
    );
}

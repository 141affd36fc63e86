//! By what people are known: each kind of identifier ties the rows of one person together, and a cookie by
//! itself ties nobody to somebody of another name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rollcall_tests::rollcall::rollcall;

const GIVEN: [&str; 12] = [
    "Ada", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Hugo", "Ilse", "Jakob", "Klara",
    "Leon",
];
const FAMILY: [&str; 11] = [
    "Achterberg",
    "Brinkhoff",
    "Castellan",
    "Drexler",
    "Eickhoff",
    "Fenwick",
    "Garside",
    "Habermehl",
    "Inkpen",
    "Jessop",
    "Kestrel",
];
const PEOPLE: usize = 96;

/// What a second system knows a person by, and nothing else.
struct Kind {
    file: &'static str,
    header: &'static str,
    row: fn(&Known) -> String,
}

struct Known {
    number: usize,
    given: &'static str,
    family: &'static str,
    email: String,
    phone: String,
    device: String,
    cookie: String,
    card: String,
    payer: String,
    shopper: u64,
    street: String,
    postcode: String,
}

fn known(number: usize) -> Known {
    // Fixed steps through large ranges: no two people have anything in common by chance.
    let spread = |step: u64, range: u64| (number as u64 + 1) * step % range;
    Known {
        number,
        given: GIVEN[number % GIVEN.len()],
        family: FAMILY[number % FAMILY.len()],
        email: format!(
            "{}{}@mail.example.com",
            ["sun", "tern", "oak"][number % 3],
            spread(7919, 99_991)
        ),
        phone: format!("+44 7911 {:06}", spread(104_729, 999_983)),
        device: format!(
            "{:08x}-4b2c-4d0e-9f1a-{:012x}",
            spread(2_654_435_761, 4_294_967_291),
            spread(40_503_999, 281_474_976_710_597)
        ),
        cookie: format!(
            "GA1.2.{}.{}",
            spread(1_299_709, 1_999_999_973),
            1_700_000_000 + spread(15_485_863, 99_999_989)
        ),
        card: format!("00{:08}", spread(32_452_843, 99_999_989)),
        payer: format!(
            "cus_{:014X}",
            spread(1_234_567_891_011, 72_057_594_037_927_931)
        ),
        shopper: 6_000_000_000_000 + spread(7_368_787, 99_999_999_977),
        street: format!(
            "{} {} Lane",
            1 + spread(37, 97),
            ["Larch", "Mill", "Quarry", "Heron", "Tanner"][number % 5]
        ),
        postcode: format!("{}", 10_115 + spread(5_147, 80_021)),
    }
}

const KINDS: [Kind; 9] = [
    Kind {
        file: "newsletter.csv",
        header: "Email Address,Opt-in time",
        row: |one| format!("{},2026-01-05 10:00:00", one.email),
    },
    Kind {
        file: "call_log.csv",
        header: "Phone number,Called at",
        row: |one| {
            format!(
                "{},2026-02-03 09:30:00",
                one.phone.replace("+44 ", "0").replace(' ', "")
            )
        },
    },
    Kind {
        file: "app_sessions.csv",
        header: "device_id,started_at",
        row: |one| format!("{},2026-02-11T16:17:39Z", one.device),
    },
    Kind {
        file: "web_visits.csv",
        header: "cookie_id,started_at",
        row: |one| format!("{},2026-02-12T16:17:39Z", one.cookie),
    },
    Kind {
        file: "store_visits.csv",
        header: "Loyalty card number,Visited on",
        row: |one| format!("{},2026-02-13", one.card),
    },
    Kind {
        file: "invoices.csv",
        header: "Billing first name,Billing last name,Billing street,Billing city,Billing postcode",
        row: |one| {
            format!(
                "{},{},{},Berlin,{}",
                one.given, one.family, one.street, one.postcode
            )
        },
    },
    Kind {
        file: "crm_orders.csv",
        header: "Order number,CRM ID,Order date,Total",
        row: |one| {
            format!(
                "{},CRM-{:05},2026-02-14,35.00",
                9_000 + one.number,
                40_000 + one.number * 7
            )
        },
    },
    // The CRM keeps the id that the payment provider gave a person, and that of the shop.
    Kind {
        file: "stripe_payments.csv",
        header: "id,Created date (UTC),Amount,Currency,Status,Customer ID",
        row: |one| {
            format!(
                "ch_{:016x},2026-02-15 10:00:00,35.00,eur,Paid,{}",
                one.number * 7_919,
                one.payer
            )
        },
    },
    Kind {
        file: "shopify_returns.csv",
        header: "Return number,Date,Shopify Customer ID,Amount",
        row: |one| format!("R{},2026-02-16,{},12.00", 700 + one.number, one.shopper),
    },
];

fn write(folder: &std::path::Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a file");
}

fn crm(people: &[Known]) -> String {
    let mut text = "CRM ID,First name,Last name,Email,Mobile phone,device_id,cookie_id,Loyalty card number,Stripe Customer ID,Shopify Customer ID,Street,City,Postcode\n".to_owned();
    for one in people {
        writeln!(
            text,
            "CRM-{:05},{},{},{},{},{},{},{},{},{},{},Berlin,{}",
            40_000 + one.number * 7,
            one.given,
            one.family,
            one.email,
            one.phone,
            one.device,
            one.cookie,
            one.card,
            one.payer,
            one.shopper,
            one.street,
            one.postcode
        )
        .expect("text");
    }
    text
}

/// File and row of every loaded row, and its customer.
fn audit(folder: &std::path::Path) -> BTreeMap<(String, usize), String> {
    let (exports, out) = (folder.join("exports"), folder.join("out"));
    let said = rollcall([
        "audit".as_ref(),
        exports.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
        "--today".as_ref(),
        "2026-03-01".as_ref(),
    ])
    .expect("the command line");
    assert!(said.success, "{}", said.complaints);
    let mut reader = csv::Reader::from_path(out.join("crosswalk.csv")).expect("a crosswalk");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let table = format!("{} {}", &row[0], &row[1])
            .to_lowercase()
            .replace(' ', "_");
        (
            (table, row[2].parse().expect("a number")),
            row[4].to_owned(),
        )
    })
    .collect()
}

#[test]
fn g28_every_kind_of_identifier_ties_the_rows_of_its_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let people: Vec<Known> = (0..PEOPLE).map(known).collect();
    write(&exports, "crm_contacts.csv", &crm(&people));
    for (at, kind) in KINDS.iter().enumerate() {
        let mut text = format!("{}\n", kind.header);
        for one in people.iter().filter(|one| one.number % KINDS.len() == at) {
            text.push_str(&(kind.row)(one));
            text.push('\n');
        }
        write(&exports, kind.file, &text);
    }
    let found = audit(folder.path());
    let of = |file: &str, row: usize| {
        let words: Vec<&str> = file.trim_end_matches(".csv").split('_').collect();
        let mut all = found
            .iter()
            .filter(|((table, at), _)| *at == row && words.iter().all(|word| table.contains(word)));
        all.next().map(|(_, customer)| customer.clone())
    };
    for (at, kind) in KINDS.iter().enumerate() {
        let own: Vec<&Known> = people
            .iter()
            .filter(|one| one.number % KINDS.len() == at)
            .collect();
        let tied = own.iter().enumerate().filter(|(place, one)| {
            let here = of(kind.file, place + 2);
            here.is_some() && here == of("crm_contacts.csv", one.number + 2)
        });
        assert_eq!(tied.count(), own.len(), "{}: {found:#?}", kind.file);
    }
}

#[test]
fn g28_a_cookie_alone_makes_nobody_of_two_names_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let mut people: Vec<Known> = (0..PEOPLE).map(known).collect();
    // One computer in a library: four people of four names.
    for at in [3, 20, 41, 77] {
        people[at].cookie = "GA1.2.555555555.1711111111".to_owned();
    }
    write(&exports, "crm_contacts.csv", &crm(&people));
    let found = audit(folder.path());
    let mut customers: Vec<&String> = [3, 20, 41, 77]
        .iter()
        .filter_map(|at| found.iter().find(|((_, row), _)| *row == at + 2))
        .map(|(_, customer)| customer)
        .collect();
    customers.sort_unstable();
    customers.dedup();
    assert_eq!(customers.len(), 4, "{found:#?}");
}

#[test]
fn g28_two_lists_of_customers_that_keep_one_id_are_of_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let people: Vec<Known> = (0..PEOPLE).map(known).collect();
    let (mut profiles, mut emails) = (
        String::from("uuid,first_name,last_name\n"),
        String::from("uuid,email\n"),
    );
    for one in &people {
        writeln!(profiles, "{},{},{}", one.device, one.given, one.family).expect("text");
    }
    let with_address: Vec<&Known> = people.iter().filter(|one| one.number % 4 != 0).collect();
    for one in &with_address {
        writeln!(emails, "{},{}", one.device, one.email).expect("text");
    }
    write(&exports, "profiles.csv", &profiles);
    write(&exports, "emails.csv", &emails);
    let found = audit(folder.path());
    let customer = |file: &str, row: usize| {
        found
            .iter()
            .find(|((table, at), _)| *at == row && table.contains(file))
            .map(|(_, customer)| customer)
    };
    for (place, one) in with_address.iter().enumerate() {
        let here = customer("emails", place + 2);
        assert!(here.is_some(), "{found:#?}");
        assert_eq!(here, customer("profiles", one.number + 2), "{}", one.given);
    }
}

#[test]
fn what_belongs_to_people_ties_their_rows_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let people: Vec<Known> = (0..PEOPLE).map(known).collect();
    // A car has one number in the list of those who bought it, of those who bought a warranty, and of what was repaired.
    let car = |one: &Known| format!("WVW{}", one.payer.trim_start_matches("cus_"));
    let (mut sales, mut warranties, mut service) = (
        String::from("vin,first_name,last_name,phone\n"),
        String::from("VIN,email,name\n"),
        String::from("vin,mileage,date\n"),
    );
    for one in &people {
        let car = car(one);
        writeln!(sales, "{car},{},{},{}", one.given, one.family, one.phone).expect("text");
        if one.number.is_multiple_of(2) {
            writeln!(
                warranties,
                "{car},{},{} {}",
                one.email, one.given, one.family
            )
            .expect("text");
        }
    }
    let repaired: Vec<&Known> = (0..2)
        .flat_map(|again| people.iter().filter(move |one| one.number % 3 > again))
        .collect();
    for (at, one) in repaired.iter().enumerate() {
        let driven = 20_000 + at * 771;
        writeln!(service, "{},{driven},2026-01-{:02}", car(one), 1 + at % 28).expect("text");
    }
    write(&exports, "sales.csv", &sales);
    write(&exports, "warranties.csv", &warranties);
    write(&exports, "service.csv", &service);
    let found = audit(folder.path());
    let customer = |file: &str, row: usize| {
        let mut rows = found.iter();
        let row = rows.find(|((table, at), _)| *at == row && table.contains(file));
        row.map(|(_, customer)| customer)
    };
    for one in people.iter().filter(|one| one.number.is_multiple_of(2)) {
        let bought = customer("sales", one.number + 2);
        assert!(bought.is_some(), "{found:#?}");
        assert_eq!(bought, customer("warranties", one.number / 2 + 2));
    }
    for (at, one) in repaired.iter().enumerate() {
        let here = customer("service", at + 2);
        assert!(here.is_some(), "row {at}: {found:#?}");
        assert_eq!(here, customer("sales", one.number + 2), "{}", one.given);
    }
}

/// Orders of everybody, one to three of each: every sixth person's last one goes to somebody else.
fn orders_with_presents(people: &[Known]) -> String {
    let mut text = "order_no,email,billing_name,billing_street,billing_zip,shipping_name,shipping_street,shipping_zip\n".to_owned();
    let mut number = 9_000;
    for again in 0..3 {
        for one in people.iter().filter(|one| again <= one.number % 3) {
            let is_present = one.number.is_multiple_of(6) && again == one.number % 3;
            let sent_to = if is_present {
                &people[(one.number + 40) % people.len()]
            } else {
                one
            };
            number += 1;
            writeln!(
                text,
                "{number},{},{} {},{},{},{} {},{},{}",
                one.email,
                one.given,
                one.family,
                one.street,
                one.postcode,
                sent_to.given,
                sent_to.family,
                sent_to.street,
                sent_to.postcode
            )
            .expect("text");
        }
    }
    text
}

#[test]
fn a_present_makes_giver_and_receiver_no_one_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let people: Vec<Known> = (0..PEOPLE).map(known).collect();
    let mut contacts = "First name,Last name,Email,Postcode\n".to_owned();
    for one in people.iter().filter(|one| one.number % 3 > 0) {
        writeln!(
            contacts,
            "{},{},{},{}",
            one.given, one.family, one.email, one.postcode
        )
        .expect("text");
    }
    write(&exports, "crm_contacts.csv", &contacts);
    write(&exports, "shop_orders.csv", &orders_with_presents(&people));
    let found = audit(folder.path());
    let customers_of = |word: &str| {
        let of_table = found
            .iter()
            .filter(|((table, _), _)| table.contains(word))
            .map(|(_, customer)| customer);
        of_table.collect::<std::collections::BTreeSet<_>>()
    };
    let (buyers, contacts) = (customers_of("orders"), customers_of("contacts"));
    assert_eq!(buyers.len(), PEOPLE, "{found:#?}");
    assert_eq!(contacts.len(), PEOPLE / 3 * 2, "{found:#?}");
    // Whom a list knows is still tied to their orders.
    assert!(contacts.is_subset(&buyers), "{found:#?}");
}

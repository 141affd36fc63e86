//! What platforms take at most and at least, and what may not be uploaded, as told by their pages and not by
//! our recipes: the recipes have to hold to it, and files of a recipe as it comes with the program too.

use std::fs;

use rollcall_delivery::{Destination, FileFormat, Purpose, deliver, prepare};
use rollcall_model::{Attribute, ConsentState};

use crate::cast::{built_in, destination, person};
use crate::golden::written;
use crate::rfc4180;

/// What is told of one destination. Nothing where no page that was read tells it.
struct Told {
    code: &'static str,
    /// Rows a file may hold, its header among them where the page says so.
    rows: Option<u64>,
    /// Bytes a file may hold.
    bytes: Option<u64>,
    /// People below whom an upload is of no use.
    least: Option<u64>,
    /// Columns a file has to have fewer of.
    columns: Option<usize>,
    /// What may not be uploaded.
    never: &'static [&'static str],
    /// Where it is told, in words.
    from: &'static str,
}

const MB: u64 = 1_000_000;
/// What only our side knows and what no list is for: ids of records and accounts, a card, a national number.
const INTERNAL: &[&str] = &[
    "customer_id",
    "record_key",
    "account_id",
    "loyalty_card",
    "national_id",
    "payment_card",
];
/// What no list is for, whoever gets it.
const SECRET: &[&str] = &["national_id", "payment_card"];

const NOTHING: Told = Told {
    code: "",
    rows: None,
    bytes: None,
    least: None,
    columns: None,
    never: SECRET,
    from: "",
};

const TOLD: &[Told] = &[
    Told {
        code: "google_customer_match",
        bytes: Some(5_000 * MB),
        least: Some(1000),
        never: &[
            "customer_id",
            "record_key",
            "account_id",
            "loyalty_card",
            "national_id",
            "payment_card",
            // "Mobile ids go in a different template."
            "device_id",
            "cookie_id",
        ],
        from: "help page on formatting customer data: 5 GB; a minimum of 1,000 by pages of agencies; ids of phones have a template of their own",
        ..NOTHING
    },
    Told {
        code: "meta_customer_list",
        least: Some(100),
        never: INTERNAL,
        from: "help page on customer lists: avoid fewer than 100 people, take out codes that mean something inside your company only",
        ..NOTHING
    },
    Told {
        code: "linkedin_contacts",
        rows: Some(300_000),
        bytes: Some(20 * MB),
        least: Some(300),
        never: INTERNAL,
        from: "help pages on matched audiences: 300 rows at least, 20 MB or 300,000 records at most",
        ..NOTHING
    },
    Told {
        code: "tiktok_customer_file",
        never: INTERNAL,
        from: "help page on supported ids: addresses, numbers and ids of phones, nothing else",
        ..NOTHING
    },
    Told {
        code: "pinterest_emails",
        least: Some(100),
        never: &[
            "customer_id",
            "national_id",
            "payment_card",
            "phone",
            "device_id",
        ],
        from: "developers' page on customer lists: one kind of id a list, 100 people found at least",
        ..NOTHING
    },
    Told {
        code: "microsoft_customer_match",
        rows: Some(4_000_000),
        bytes: Some(100 * MB),
        least: Some(300),
        never: &[
            "customer_id",
            "national_id",
            "payment_card",
            "phone",
            "device_id",
        ],
        from: "documentation of bulk files: 4 million rows and 100 MB; of the item: e-mail addresses only; 300 people found at least",
        ..NOTHING
    },
    Told {
        code: "x_emails",
        bytes: Some(5_000 * MB),
        least: Some(100),
        never: &[
            "customer_id",
            "national_id",
            "payment_card",
            "phone",
            "device_id",
        ],
        from: "pages on lists: 10 GB, older ones 5 GB; one kind of id a file; 100 people found at least",
        ..NOTHING
    },
    Told {
        code: "snapchat_emails",
        least: Some(1000),
        never: &[
            "customer_id",
            "national_id",
            "payment_card",
            "phone",
            "device_id",
        ],
        from: "developers' page on customer lists: kinds of ids are never mixed, 1,000 people found at least",
        ..NOTHING
    },
    Told {
        code: "snapchat_phones",
        least: Some(1000),
        never: &[
            "customer_id",
            "national_id",
            "payment_card",
            "email",
            "device_id",
        ],
        from: "developers' page on customer lists: kinds of ids are never mixed, 1,000 people found at least",
        ..NOTHING
    },
    Told {
        code: "mailchimp_contacts",
        from: "help page on the format of a file to import: it tells no size",
        ..NOTHING
    },
    Told {
        code: "klaviyo_profiles",
        bytes: Some(50 * MB),
        never: &["national_id", "payment_card", "sms_consent"],
        from: "help page on importing a list: 50 MB; a consent to text messages is applied to all rows or none",
        ..NOTHING
    },
    Told {
        code: "klaviyo_suppression",
        bytes: Some(50 * MB),
        never: &[
            "customer_id",
            "record_key",
            "account_id",
            "loyalty_card",
            "national_id",
            "payment_card",
            "full_name",
            "given_name",
            "family_name",
            "phone",
        ],
        from: "help page on suppressed profiles: one column of addresses and nothing else",
        ..NOTHING
    },
    Told {
        code: "hubspot_contacts",
        rows: Some(500_000),
        bytes: Some(20 * MB),
        columns: Some(1000),
        never: &[
            "national_id",
            "payment_card",
            "email_consent",
            "sms_consent",
        ],
        from: "knowledge base on import files, a free account: 20 MB, 500,000 rows; fewer than 1,000 columns; opt-outs are another import",
        ..NOTHING
    },
    Told {
        code: "salesforce_contacts",
        rows: Some(50_000),
        bytes: Some(100 * MB),
        from: "help page on importing: 50,000 records, 100 MB",
        ..NOTHING
    },
    Told {
        code: "activecampaign_contacts",
        from: "help page on importing contacts: it tells no size",
        ..NOTHING
    },
    Told {
        code: "brevo_contacts",
        from: "nothing official was read",
        ..NOTHING
    },
    Told {
        code: "braze_users",
        bytes: Some(500 * MB),
        never: &["customer_id", "external_id", "national_id", "payment_card"],
        from: "documentation of imports: 500 MB; one kind of id a file, and ours is the address",
        ..NOTHING
    },
    Told {
        code: "shopify_customers",
        from: "help page on files of customers: it tells no size",
        ..NOTHING
    },
    Told {
        code: "listmonk_subscribers",
        from: "documentation of imports: it tells no size",
        ..NOTHING
    },
    Told {
        code: "plain_csv",
        from: "our own file: nobody who opens it needs more",
        ..NOTHING
    },
    Told {
        code: "plain_xlsx",
        rows: Some(1_048_576),
        from: "specifications of a spreadsheet: 1,048,576 rows, the header among them",
        ..NOTHING
    },
    Told {
        code: "personalisation",
        from: "our own file: a message refers to a product, not to a card or a number",
        ..NOTHING
    },
];

fn told(one: &Destination) -> &'static Told {
    let told = TOLD.iter().find(|told| told.code == one.code);
    told.unwrap_or_else(|| panic!("nothing is told of {}", one.code))
}

#[test]
fn no_recipe_takes_more_than_its_platform_or_parts_for_nothing() {
    assert_eq!(TOLD.len(), built_in().len());
    for one in built_in() {
        let told = told(&one);
        let header = u64::from(one.file.has_header);
        match (one.rows_per_file, told.rows) {
            (None, None) => {}
            (Some(ours), Some(theirs)) => assert!(
                (theirs - header..=theirs).contains(&ours),
                "{}: {ours} rows, but {}",
                one.code,
                told.from
            ),
            (ours, _) => panic!("{}: {ours:?} rows, but {}", one.code, told.from),
        }
        assert_eq!(
            one.bytes_per_file, told.bytes,
            "{}: {}",
            one.code, told.from
        );
        assert_eq!(one.minimum_rows, told.least, "{}: {}", one.code, told.from);
        assert!(one.columns.len() < told.columns.unwrap_or(usize::MAX));
        for code in told.never {
            assert!(
                one.forbidden.iter().any(|forbidden| forbidden == code),
                "{} lets {code} in, but {}",
                one.code,
                told.from
            );
        }
    }
}

/// A recipe of somebody's own, made from ours, is refused as soon as it holds what may not be uploaded.
#[test]
fn a_column_that_may_not_be_uploaded_is_refused_for_every_destination() {
    for mut one in built_in() {
        // They would no more fit the columns.
        one.lead_rows.clear();
        for code in told(&one).never {
            let text = one.to_text().expect("a text");
            let added = format!("{text}\n[[columns]]\nheader = \"Extra\"\nfrom = \"{code}\"\n");
            let refused = Destination::read(&one.code, &added).expect_err("not usable");
            let reason = refused.to_string();
            assert!(
                reason.contains(&format!("\"Extra\" holds {code}, which may never stand")),
                "{}: {reason}",
                one.code
            );
        }
    }
}

#[test]
fn every_file_keeps_to_the_limits_of_its_platform() {
    for one in built_in() {
        let told = told(&one);
        for (name, bytes) in written(&one) {
            assert!(
                bytes.len() as u64 <= told.bytes.unwrap_or(u64::MAX),
                "{name}"
            );
            if one.file.format != FileFormat::Csv {
                continue;
            }
            assert!(
                !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff"),
                "{name} is UTF-16"
            );
            let text = String::from_utf8(bytes).expect("UTF-8");
            let separator = char::from(one.file.separator.byte());
            let text = text.trim_start_matches('\u{feff}');
            let rows = rfc4180::rows(text, separator).expect("separated text");
            assert!(rows.len() as u64 <= told.rows.unwrap_or(u64::MAX), "{name}");
            assert!(rows[0].len() < told.columns.unwrap_or(usize::MAX), "{name}");
        }
    }
}

fn people(count: i64) -> impl Iterator<Item = rollcall_delivery::Person> {
    (0..count).map(|number| {
        let address = format!("person.{number}@example.com");
        let name = format!("Person {number}");
        person(
            number + 1,
            Some(ConsentState::OptedIn),
            &[
                (Attribute::Email, &[address.as_str()]),
                (Attribute::FamilyName, &[name.as_str()]),
            ],
        )
    })
}

/// One person more than a file may hold: the recipe as it comes, nothing lowered for the test.
#[test]
fn a_list_one_longer_than_a_file_may_be_is_two_files() {
    let salesforce = destination("salesforce_contacts");
    let prepared = prepare(people(50_001), &salesforce, Purpose::Contact);
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = deliver(&prepared, &folder.path().join("list.csv")).expect("written");
    let records: Vec<usize> = manifest
        .paths()
        .map(|path| {
            let text = fs::read_to_string(path).expect("the file");
            rfc4180::rows(&text, ',').expect("separated text").len() - 1
        })
        .collect();
    assert_eq!(records, [50_000, 1]);
}

/// One person fewer than a platform uses is told, as many as it wants are not.
#[test]
fn a_list_too_short_to_be_used_is_told() {
    let is_told = |one: &Destination, count: u64| {
        let count = i64::try_from(count).expect("a count");
        let prepared = prepare(people(count), one, Purpose::Suppress);
        assert_eq!(prepared.people, count.unsigned_abs(), "{}", one.code);
        let mut warnings = prepared.warnings.iter();
        warnings.any(|warning| warning.contains("the destination may not use so few"))
    };
    let mut tried = 0;
    for one in built_in() {
        let Some(least) = told(&one).least else {
            continue;
        };
        // The people made here have no phone.
        if one.code == "snapchat_phones" {
            continue;
        }
        tried += 1;
        assert!(is_told(&one, least - 1), "{}", one.code);
        assert!(!is_told(&one, least), "{}", one.code);
    }
    assert_eq!(tried, 7);
}

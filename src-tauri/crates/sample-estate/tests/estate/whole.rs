//! The estate as its readers find it: the same bytes every time, the truth complete, the headers true.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::reading::{ESTATE, export, made, members, root, rows, truth};
use calamine::{Data, Reader, Xlsx, open_workbook};

fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let parent = folder.file_name().unwrap().to_string_lossy().into_owned();
            let is_ours = name == "README.md" || name.contains("truth") || name == "planted.csv";
            let parent = if is_ours { String::new() } else { parent };
            found.insert(format!("{parent}/{name}"), std::fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn the_same_number_and_seed_give_the_same_bytes_and_another_seed_others() {
    let (first, second, other) = (made(150, 5), made(150, 5), made(150, 6));
    let (first, second, other) = (
        all_files(first.folder.path()),
        all_files(second.folder.path()),
        all_files(other.folder.path()),
    );
    assert!(first.len() >= 24, "{:?}", first.keys());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs from run to run");
    }
    assert!(other["exports/customers_export.csv"] != first["exports/customers_export.csv"]);
}

#[test]
fn the_truth_has_every_row_of_every_table_of_people() {
    let truth = truth("truth.csv");
    let german = std::fs::read(root().join("exports/kundenkarten.csv")).unwrap();
    let (german, _, broken) = encoding_rs::WINDOWS_1252.decode(&german);
    assert!(!broken);
    let mut workbook: Xlsx<_> =
        open_workbook(root().join("exports/hubspot-crm-exports.xlsx")).unwrap();
    let contacts = workbook.worksheet_range("Contacts").unwrap();
    let mut counts: Vec<(&str, &str, usize)> = vec![
        (
            "Kundenkarten",
            "kundenkarten",
            rows(german.as_bytes(), b';').len(),
        ),
        ("HubSpot", "contacts", contacts.height()),
    ];
    for (source, table, file, footer) in [
        ("Shopify", "customers", "customers_export.csv", 0),
        ("Shopify", "orders", "orders_export.csv", 0),
        ("Zendesk", "tickets", "zendesk-tickets.csv", 0),
        ("Stripe", "customers", "stripe_customers.csv", 0),
        ("Stripe", "payments", "stripe_payments.csv", 0),
        ("Square", "customers", "square-customers.csv", 0),
        ("Eventbrite", "attendees", "eventbrite-attendees.csv", 1),
    ] {
        counts.push((source, table, export(file).len() - footer));
    }
    let archive = members(&root().join("exports/harbour-pine-newsletter.zip"));
    for (member, rows) in &archive {
        let status = member.split('_').next().unwrap();
        let status = ["subscribed", "unsubscribed", "cleaned"]
            .into_iter()
            .find(|one| *one == status);
        counts.push(("Mailchimp", status.unwrap(), rows.len()));
    }
    for (source, table, length) in counts {
        let known: BTreeSet<usize> = truth
            .keys()
            .filter(|key| key.0 == source && key.1 == table)
            .map(|key| key.2)
            .collect();
        assert_eq!(known, (2..=length).collect(), "{source} / {table}");
    }
    let told: u64 = ESTATE
        .summary
        .first_month
        .iter()
        .map(|table| table.rows)
        .sum();
    assert_eq!(told as usize, truth.len());
}

#[test]
fn a_person_leaves_about_three_customer_rows() {
    const CUSTOMERS: [(&str, &str); 9] = [
        ("Shopify", "customers"),
        ("Mailchimp", "subscribed"),
        ("Mailchimp", "unsubscribed"),
        ("Mailchimp", "cleaned"),
        ("HubSpot", "contacts"),
        ("Stripe", "customers"),
        ("Square", "customers"),
        ("Kundenkarten", "kundenkarten"),
        ("App", "users"),
    ];
    let tables = &ESTATE.summary.first_month;
    let rows: u64 = tables
        .iter()
        .filter(|table| CUSTOMERS.contains(&(table.source, table.table)))
        .map(|table| table.rows)
        .sum();
    assert!((1700..2500).contains(&rows), "{rows} rows of 700 people");
}

#[test]
fn headers_are_those_of_the_platforms() {
    for (file, columns, first, last) in [
        ("customers_export.csv", 20, "Customer ID", "Tags"),
        ("orders_export.csv", 79, "Name", "Payment References"),
        (
            "zendesk-tickets.csv",
            41,
            "Summation column",
            "On hold time in minutes within business hours",
        ),
        ("stripe_customers.csv", 12, "id", "Dispute Losses"),
        ("stripe_payments.csv", 51, "id", "PaymentIntent ID"),
        (
            "square-customers.csv",
            23,
            "Reference ID",
            "Blocked from online booking",
        ),
        (
            "eventbrite-attendees.csv",
            24,
            "Order #",
            "May we send you news by e-mail?",
        ),
        ("meta_ads_report.csv", 22, "Reporting starts", "Ends"),
    ] {
        let header = &export(file)[0];
        assert_eq!(
            (header.len(), &*header[0], &*header[columns - 1]),
            (columns, first, last),
            "{file}"
        );
    }
    let archive = members(&root().join("exports/harbour-pine-newsletter.zip"));
    assert_eq!(archive.len(), 3);
    for rows in archive.values() {
        for name in [
            "Email Address",
            "MEMBER_RATING",
            "OPTIN_TIME",
            "LEID",
            "EUID",
            "TAGS",
        ] {
            assert!(rows[0].iter().any(|cell| cell == name), "{name}");
        }
    }
    let next = members(&root().join("next-month/harbour-pine-newsletter.zip"));
    assert!(next.values().any(|rows| rows[0][0] == "Indirizzo email"));
}

#[test]
fn reports_have_their_preambles_and_totals() {
    let google = std::fs::read(root().join("exports/google_ads_campaigns.csv")).unwrap();
    assert_eq!(&google[..2], [0xff, 0xfe]);
    let (text, _, broken) = encoding_rs::UTF_16LE.decode(&google);
    assert!(!broken);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Campaign report");
    assert!(lines[2].starts_with("Campaign status\tCampaign\t"));
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("Total: "))
            .count(),
        2
    );
    assert!(
        export("meta_ads_report.csv")
            .iter()
            .any(|row| row[2].is_empty())
    );
    assert_eq!(
        export("eventbrite-attendees.csv").last().unwrap()[0],
        "TOTALS"
    );
    let ga4 = std::fs::read_to_string(root().join("exports/ga4_traffic_acquisition.csv")).unwrap();
    assert!(ga4.starts_with("# ---") && ga4.contains("# Start date: 20260301"));
}

#[test]
fn order_cells_stand_on_the_first_line_only_and_ids_keep_their_apostrophes() {
    let orders = export("orders_export.csv");
    let mut seen = BTreeSet::new();
    for row in orders.iter().skip(1) {
        let first = seen.insert(row[0].clone());
        assert_eq!(first, !row[11].is_empty(), "Total of {}", row[0]);
    }
    assert!(seen.len() < orders.len() - 50, "orders of several lines");
    let customers = export("customers_export.csv");
    assert!(customers.iter().skip(1).all(|row| row[0].starts_with('\'')));
    let ids: BTreeSet<&String> = customers.iter().skip(1).map(|row| &row[0]).collect();
    assert_eq!(
        ids.len(),
        customers.len() - 1,
        "customer ids are the shop's own"
    );
}

#[test]
fn dates_of_the_crm_are_typed_told_or_ambiguous_by_column() {
    let mut workbook: Xlsx<_> =
        open_workbook(root().join("exports/hubspot-crm-exports.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("Contacts").unwrap();
    let column = |name: &str| {
        sheet
            .rows()
            .next()
            .unwrap()
            .iter()
            .position(|cell| *cell == *name)
            .unwrap()
    };
    let [typed, day_first, month_first, unclear] = [
        "Create Date",
        "Last Activity Date",
        "Last showroom visit",
        "First purchase",
    ]
    .map(column);
    let parts = |at: usize| {
        sheet
            .rows()
            .skip(1)
            .filter(|row| row[at] != Data::Empty)
            .map(|row| {
                let text = row[at].to_string();
                let mut parts = text.split('/').map(|part| part.parse::<u32>().unwrap());
                (parts.next().unwrap(), parts.next().unwrap())
            })
            .collect::<Vec<_>>()
    };
    assert!(
        sheet
            .rows()
            .skip(1)
            .all(|row| matches!(row[typed], Data::DateTime(_)))
    );
    assert!(parts(day_first).iter().any(|part| part.0 > 12));
    assert!(parts(month_first).iter().any(|part| part.1 > 12));
    assert!(
        parts(unclear)
            .iter()
            .all(|part| part.0 <= 12 && part.1 <= 12)
    );
}

#[test]
fn nobody_has_an_address_or_number_that_could_be_real() {
    let shop = export("customers_export.csv");
    for row in &shop[1..] {
        let email = row[3].trim();
        let invented = ["example.com", "example.net", "example.org"]
            .iter()
            .any(|end| email.ends_with(end));
        assert!(email.is_empty() || email == "n/a" || invented, "{email}");
        let phone = if row[12].is_empty() {
            &row[13]
        } else {
            &row[12]
        };
        let reserved = ["'+44", "'+49", "'+1", "'0000000000"]
            .iter()
            .any(|start| phone.starts_with(start));
        assert!(phone.is_empty() || reserved, "{phone}");
    }
}

//! The rules of mailing tools, customer databases and shops, as their pages tell them.

use crate::rules::{
    COMMAS, Reader, Table, is_digits_with_country, is_e164, is_lower_email, tables,
};

/// Names come out as they went in, whatever is in them.
fn keeps_hard_names(table: &Table, given: &str, family: &str) {
    for name in ["Zoë", "Jane \"JJ\"", "=cmd|' /C calc'!A0"] {
        assert!(table.has(given, name), "{name}");
    }
    assert!(table.has(family, "O’Brien, Jr.") && table.has(family, "Müller-Łukasiewicz"));
}

#[test]
fn mailchimp() {
    let files = tables("mailchimp_contacts", &COMMAS);
    assert!(files.keys().any(|name| name.ends_with("-opted_out.csv")));
    let mut addresses = Vec::new();
    for (name, table) in &files {
        let known = [
            "Email Address",
            "First Name",
            "Last Name",
            "Address",
            "Phone Number",
            "Birthday",
            "Tags",
        ];
        assert!(table.header.iter().all(|one| known.contains(&one.as_str())));
        table.each(&["Email Address"], is_lower_email);
        assert!(
            table
                .column("Email Address")
                .iter()
                .all(|cell| !cell.is_empty())
        );
        table.each(&["Email Address"], |cell| {
            cell.split('@').next().is_some_and(str::is_ascii)
        });
        table.each(&["First Name", "Last Name", "Address"], |cell| {
            cell.len() <= 255
        });
        table.each(&["Phone Number"], is_e164);
        table.each(&["Birthday"], |cell| {
            let parts: Vec<u32> = cell.split('/').filter_map(|one| one.parse().ok()).collect();
            cell.len() == 5 && (1..=12).contains(&parts[0]) && (1..=31).contains(&parts[1])
        });
        table.each(&["Address"], |cell| {
            let parts: Vec<&str> = cell.split("  ").collect();
            let country = parts.last().copied().unwrap_or_default();
            parts.len() >= 3 && country.len() == 2 && country != "UK"
        });
        if name.contains(".suppress.") {
            addresses.extend(
                table
                    .column("Email Address")
                    .iter()
                    .map(|one| (*one).to_owned()),
            );
        }
    }
    let everybody = addresses.len();
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), everybody, "an address stands in two files");
    let yes = &files["mailchimp_contacts.suppress.plain-opted_in.csv"];
    assert!(yes.has("Birthday", "03/02"));
    assert!(yes.has("Address", "Königstraße 5  Dresden  01067  DE"));
    keeps_hard_names(yes, "First Name", "Last Name");
}

#[test]
fn klaviyo() {
    for table in tables("klaviyo_profiles", &COMMAS).values() {
        assert_eq!(table.header[0], "Email");
        table.each(&["Email"], is_lower_email);
        table.each(&["Phone Number"], is_e164);
        let words = ["Subscribe", "Unsubscribed", "Never subscribed"];
        let consents = table.column("Email Marketing Consent");
        assert!(consents.iter().all(|cell| words.contains(cell)));
        assert!(!table.header.iter().any(|one| one.starts_with("SMS")));
        keeps_hard_names(table, "First Name", "Last Name");
    }
    for table in tables("klaviyo_suppression", &COMMAS).values() {
        assert_eq!(table.header, ["Email"]);
        table.each(&["Email"], is_lower_email);
    }
}

#[test]
fn hubspot_and_salesforce() {
    for (name, table) in tables("hubspot_contacts", &COMMAS) {
        assert!(table.header.len() < 1000);
        table.each(&["Email"], is_lower_email);
        let needed = ["First Name", "Last Name", "Email"].map(|one| table.column(one));
        for row in 0..table.rows.len() {
            assert!(
                needed.iter().any(|column| !column[row].is_empty()),
                "{name}"
            );
        }
        keeps_hard_names(&table, "First Name", "Last Name");
        assert!(table.has("Postal Code", "01067"));
    }
    for (name, table) in tables("salesforce_contacts", &COMMAS) {
        assert!(
            table
                .column("Last Name")
                .iter()
                .all(|cell| !cell.is_empty())
        );
        table.each(&["Email"], is_lower_email);
        table.each(&["Email Opt Out"], |cell| cell == "TRUE" || cell == "FALSE");
        assert!(name.contains("contact.") || table.has("Email Opt Out", "TRUE"));
        keeps_hard_names(&table, "First Name", "Last Name");
    }
}

#[test]
fn activecampaign_and_brevo() {
    for (name, table) in tables("activecampaign_contacts", &COMMAS) {
        let mut addresses = table.column("Email");
        assert!(addresses.iter().all(|cell| is_lower_email(cell)), "{name}");
        addresses.sort_unstable();
        addresses.dedup();
        assert_eq!(addresses.len(), table.rows.len());
    }
    let semicolons = Reader {
        separator: ';',
        has_header: true,
    };
    for table in tables("brevo_contacts", &semicolons).values() {
        assert_eq!(
            table.header,
            [
                "EMAIL",
                "LASTNAME",
                "FIRSTNAME",
                "SMS",
                "EMAIL_BLACKLISTED",
                "SMS_BLACKLISTED"
            ]
        );
        table.each(&["EMAIL"], is_lower_email);
        table.each(&["SMS"], is_digits_with_country);
        table.each(&["EMAIL_BLACKLISTED", "SMS_BLACKLISTED"], |cell| {
            cell == "Yes" || cell == "No"
        });
    }
}

#[test]
fn braze_and_listmonk() {
    let ids = ["external_id", "braze_id", "user_alias_name"];
    for table in tables("braze_users", &COMMAS).values() {
        assert!(table.header.iter().all(|one| !ids.contains(&one.as_str())));
        assert!(
            table
                .column("email")
                .iter()
                .all(|cell| is_lower_email(cell))
        );
        table.each(&["phone"], is_e164);
        table.each(&["dob"], |cell| cell.len() == 10);
        table.each(&["email_subscribe"], |cell| {
            ["opted_in", "subscribed", "unsubscribed"].contains(&cell)
        });
    }
    for table in tables("listmonk_subscribers", &COMMAS).values() {
        assert_eq!(table.header, ["email", "name", "attributes"]);
        table.each(&["email"], is_lower_email);
        table.each(&["attributes"], |cell| {
            cell.starts_with('{') && cell.ends_with('}')
        });
    }
}

#[test]
fn shopify() {
    for (name, table) in tables("shopify_customers", &COMMAS) {
        assert_eq!(
            table.header,
            [
                "First Name",
                "Last Name",
                "Email",
                "Company",
                "Address1",
                "Address2",
                "City",
                "Province",
                "Province Code",
                "Country",
                "Country Code",
                "Zip",
                "Phone",
                "Accepts Email Marketing",
                "Accepts SMS Marketing",
                "Tags",
                "Note",
                "Tax Exempt",
            ]
        );
        table.each(&["Email"], is_lower_email);
        table.each(&["Phone"], is_e164);
        table.each(
            &["Accepts Email Marketing", "Accepts SMS Marketing"],
            |cell| cell == "yes" || cell == "no",
        );
        let (province, code) = (table.column("Province"), table.column("Province Code"));
        for row in 0..table.rows.len() {
            assert!(province[row].is_empty() || !code[row].is_empty());
            let found = [table.column("Email")[row], table.column("Phone")[row]];
            assert!(found.iter().any(|cell| !cell.is_empty()), "{name}");
        }
        keeps_hard_names(&table, "First Name", "Last Name");
        assert!(table.has("Address1", "1 Main St\nRear building") && table.has("Zip", "01067"));
    }
}

//! Headers and values nobody has a recipe for, as readable tables.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{ColumnMapping, MappingState, SystemKind, TableRole, Transformation};

fn of(file: &str, header: &str, rows: &[&str]) -> Suggestion {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &cells(header),
        rows: &rows,
    })
}

fn code(column: &ColumnMapping) -> String {
    column
        .target
        .as_ref()
        .map_or("-".to_owned(), |target| match target.group {
            0 => target.attribute.code(),
            group => format!("{}/{group}", target.attribute.code()),
        })
}

fn codes(suggestion: &Suggestion) -> String {
    suggestion
        .mapping
        .columns
        .iter()
        .map(code)
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn headers_in_seven_languages() {
    let customers =
        "record_key|given_name|family_name|birth_date|email|phone|street|postcode|city|country";
    for header in [
        "Customer ID|First Name|Last Name|Date of Birth|E-mail|Mobile|Street|Zip|City|Country",
        "Kundennummer|Vorname|Nachname|Geburtsdatum|E-Mail-Adresse|Handynummer|Straße|PLZ|Ort|Land",
        "Numéro client|Prénom|Nom de famille|Date de naissance|Courriel|Téléphone portable|Rue|Code postal|Ville|Pays",
        "Número de cliente|Nombre|Apellidos|Fecha de nacimiento|Correo electrónico|Teléfono móvil|Calle|Código postal|Ciudad|País",
        "Codice cliente|Nome|Cognome|Data di nascita|Indirizzo e-mail|Cellulare|Via|CAP|Città|Paese",
        "Klantnummer|Voornaam|Achternaam|Geboortedatum|E-mailadres|Mobiel nummer|Straat|Postcode|Woonplaats|Land",
        "Número do cliente|Nome|Apelido|Data de nascimento|Correio eletrónico|Telemóvel|Rua|Código postal|Cidade|País",
        "customerId|firstName|lastName|birthDate|emailAddress|phoneNumber|streetName|zipCode|cityName|countryCode",
    ] {
        let suggestion = of("x.csv", header, &[]);
        assert_eq!(codes(&suggestion), customers, "{header}");
        assert_eq!(suggestion.mapping.role, TableRole::Customers, "{header}");
    }
}

#[test]
fn headers_of_people_in_other_shapes() {
    for (header, expected) in [
        (
            "given_name|surname|street_number|address_1|address_2|suburb|postcode|state|date_of_birth|soc_sec_id",
            "given_name|family_name|house_number|street|unit|city|postcode|region|birth_date|national_id",
        ),
        (
            "SEX|DOB_DAY|DOB_MON|DOB_YEAR|hse_num|str_nam",
            "gender|birth_day|birth_month|birth_year|house_number|street",
        ),
        (
            "billing_city|billing_postcode|shipping_city|shipping_postcode|billing_phone|shipping_phone",
            "city|postcode|city/1|postcode/1|phone|phone/1",
        ),
        (
            "mailing_address_street_name|mailing_address_zipcode|employer_name|employer_city|ssn|tax_year",
            "street|postcode|organisation|-|national_id|-",
        ),
        ("Email|Email 2|E-mail 3", "email|email/1|email/2"),
        ("Name|Vorname|E-Mail", "family_name|given_name|email"),
        ("Nom|Prénom|E-mail", "family_name|given_name|email"),
        ("Name|E-Mail|Address", "full_name|email|full_address"),
        ("Name|Email|Address|Town", "full_name|email|street|city"),
        (
            "Name|Shipping Postal Code|Shipping Town",
            "full_name|postcode|city",
        ),
        (
            "First name|Surname|Spouse name|Emergency phone|Fax",
            "given_name|family_name|-|-|-",
        ),
        (
            "City 1|Zip 1|City 2|Zip 2|Name",
            "city|postcode|city/1|postcode/1|full_name",
        ),
    ] {
        assert_eq!(codes(&of("x.csv", header, &[])), expected, "{header}");
    }
}

#[test]
fn a_yes_under_a_negative_header_means_no() {
    for header in [
        "Unsubscribed from all email",
        "HasOptedOutOfEmail",
        "Do not email",
        "EMAIL_BLACKLISTED",
        "Abgemeldet",
        "Von allen E-Mails abgemeldet",
        "Désinscrit de tous les e-mails",
    ] {
        let suggestion = of(
            "x.csv",
            &format!("Name|Email|{header}"),
            &["A B|a@example.com|no", "C D|c@example.com|yes"],
        );
        let column = &suggestion.mapping.columns[2];
        assert_eq!(code(column), "email_consent", "{header}");
        assert_eq!(column.transformation, Transformation::Negate, "{header}");
    }
    // Most people never left, and nobody is asked about what is said so plainly.
    let rows: Vec<String> = (0..40)
        .map(|row| {
            let left = if row % 10 == 0 { "true" } else { "" };
            format!("{row}|someone{row}@example.com|{left}")
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for header in [
        "Von allen E-Mails abgemeldet",
        "Unsubscribed from all email",
    ] {
        let suggestion = of("x.csv", &format!("Datensatz-ID|E-Mail|{header}"), &rows);
        let column = &suggestion.mapping.columns[2];
        assert_eq!(code(column), "email_consent", "{header}");
        assert_eq!(column.state, MappingState::Suggested, "{header}");
        assert_eq!(column.transformation, Transformation::Negate, "{header}");
    }
}

#[test]
fn header_and_values_must_agree() {
    let rows: Vec<String> = (0..20)
        .map(|row| format!("{row}|p{row}@example.com|+44 20 7946 00{row:02}"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let suggestion = of("x.csv", "id|Phone|Contact number", &rows);
    let phone = &suggestion.mapping.columns[1];
    assert_eq!(phone.state, MappingState::Unsure);
    assert_eq!(code(phone), "email");
    assert!(
        phone
            .reason
            .contains("100 % of the values look like e-mail addresses"),
        "{}",
        phone.reason
    );
    assert_eq!(suggestion.problems.len(), 1, "the doubt is told");
}

#[test]
fn headers_that_say_nothing_leave_it_to_the_values() {
    let given = [
        "Anna", "John", "Peter", "Maria", "Laura", "Thomas", "Julia", "Paul", "Claire", "Hugo",
        "Elena", "Mark",
    ];
    let rows: Vec<String> = given
        .iter()
        .enumerate()
        .map(|(row, name)| {
            format!(
                "{name}|{name}{row}@example.org|quux{}|same||{}",
                row % 4,
                90_000_000 + row * 7
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let suggestion = of("x.csv", "Attr1|Column 3|field_7|c4|c5|c6", &rows);
    assert_eq!(codes(&suggestion), "given_name|email|custom:field_7|-|-|-");
    assert_eq!(suggestion.mapping.columns[2].state, MappingState::Unsure);
    assert_eq!(suggestion.mapping.role, TableRole::Customers);
}

#[test]
fn a_number_that_repeats_is_no_record_key() {
    let unique = of(
        "x.csv",
        "Customer ID|Name|Email",
        &[
            "1|A|a@example.com",
            "2|B|b@example.com",
            "3|C|c@example.com",
        ],
    );
    assert_eq!(codes(&unique), "record_key|full_name|email");
    let repeated = of(
        "x.csv",
        "Record ID|Name|Email",
        &[
            "1|A|a@example.com",
            "1|B|b@example.com",
            "3|C|c@example.com",
        ],
    );
    assert_eq!(codes(&repeated), "external_id|full_name|email");
    let orders = of(
        "x.csv",
        "Order ID|Customer ID|Email|Order date|Total",
        &[
            "7|1|a@example.com|2024-05-01|9.90",
            "8|1|a@example.com|2024-05-02|4.00",
            "9|2|b@example.com|2024-05-02|1.50",
        ],
    );
    assert_eq!(
        codes(&orders),
        "order_id|account_id|email|event_time|amount"
    );
    let two = of(
        "x.csv",
        "id|Customer number|Email",
        &[
            "7|1|a@example.com",
            "8|2|b@example.com",
            "9|3|c@example.com",
        ],
    );
    assert_eq!(codes(&two), "record_key|account_id|email");
}

#[test]
fn tables_have_roles() {
    for (file, header, role) in [
        (
            "x.csv",
            "Order number|Order date|E-mail|Total|Currency",
            TableRole::Events,
        ),
        (
            "x.csv",
            "Bestellnummer|Bestelldatum|Kundennummer|Betrag",
            TableRole::Events,
        ),
        ("x.csv", "Email|Campaign|Sent at|Status", TableRole::Events),
        (
            "x.csv",
            "Ticket ID|Requester email|Subject|Created at|Status",
            TableRole::Events,
        ),
        (
            "x.csv",
            "cookie_id|timestamp|page_url|email",
            TableRole::Events,
        ),
        (
            "x.csv",
            "Attendee name|Email|Ticket type|Order date",
            TableRole::Events,
        ),
        (
            "x.csv",
            "id|Created date (UTC)|Amount|Currency|Status|Customer ID",
            TableRole::Events,
        ),
        (
            "x.csv",
            "Customer ID|Created|First name|Last name|Amount|Currency",
            TableRole::Customers,
        ),
        ("x.csv", "Email|Unsubscribed at|Reason", TableRole::Consents),
        (
            "unsubscribes_2024.csv",
            "Email|First name",
            TableRole::Consents,
        ),
        ("Löschanfragen.csv", "E-Mail|Datum", TableRole::Consents),
        (
            "x.csv",
            "Month|Channel|Impressions|Clicks|Spend",
            TableRole::Figures,
        ),
        ("x.csv", "Datum|Besuche|Klicks|Kosten", TableRole::Figures),
        (
            "x.csv",
            "First name|Last name|Email|Newsletter|Last purchase",
            TableRole::Customers,
        ),
        (
            "x.csv",
            "ssn|first_name|last_name|date_of_birth|sex|event_type|event_date",
            TableRole::Customers,
        ),
        ("x.csv", "foo|bar", TableRole::Unclear),
    ] {
        let suggestion = of(file, header, &[]);
        assert_eq!(
            suggestion.mapping.role, role,
            "{header}: {}",
            suggestion.role_reason
        );
        assert!(suggestion.role_reason.ends_with('.'));
    }
}

#[test]
fn file_names_tell_the_consent_of_their_rows() {
    let constant = |file: &str, header: &str| {
        of(file, header, &[])
            .mapping
            .constants
            .iter()
            .map(|(target, value)| format!("{}={value}", target.attribute.code()))
            .collect::<Vec<_>>()
            .join(",")
    };
    let mailchimp = "Email Address|MEMBER_RATING|OPTIN_TIME|LEID";
    assert_eq!(
        constant("a.zip/subscribed_x.csv", mailchimp),
        "email_consent=opted_in"
    );
    assert_eq!(
        constant("a.zip/unsubscribed_x.csv", mailchimp),
        "email_consent=opted_out"
    );
    assert_eq!(
        constant("a.zip/cleaned_x.csv", mailchimp),
        "email_consent=undeliverable"
    );
    assert_eq!(
        constant("a.zip/non-subscribed_x.csv", mailchimp),
        "email_consent=never"
    );
    assert_eq!(constant("a.zip/people.csv", mailchimp), "");
    assert_eq!(of("a.zip/people.csv", mailchimp, &[]).problems.len(), 1);
    assert_eq!(
        constant("abmeldungen.csv", "E-Mail"),
        "email_consent=opted_out"
    );
    assert_eq!(constant("abmeldungen.csv", "E-Mail|Newsletter"), "");
    assert_eq!(
        constant("deletion requests.csv", "Email|Name"),
        "deletion_request=yes"
    );
}

#[test]
fn half_a_signature_is_no_recognition() {
    let suggestion = of(
        "kunden.csv",
        "Customer ID|Email|Accepts Email Marketing",
        &[],
    );
    assert_eq!(suggestion.mapping.recipe, None);
    assert_eq!(suggestion.source_name, "Kunden");
    assert_eq!(suggestion.system, SystemKind::Crm);
}

#[test]
fn requests_of_people_are_consents_whatever_the_file_is_called() {
    let rows: Vec<String> = (0..12)
        .map(|row| {
            let asked = ["Unsubscribe", "Deletion", "Unsubscribe", "Access"][row % 4];
            format!(
                "R-{row:04}|{}/07/2025|{asked}|p{row}@example.com|Ann Marsh|Done",
                row + 13
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "Request no|Received on|Request|Email|Full name|Status";
    let suggestion = of("list.csv", header, &rows);
    assert_eq!(suggestion.mapping.role, TableRole::Consents);
    // Who only asks what is kept does not ask to be deleted, whatever the file is called.
    let named = of("deletion requests.csv", header, &rows);
    assert_eq!(named.mapping.role, TableRole::Consents);
    assert!(
        named.mapping.constants.is_empty(),
        "{:?}",
        named.mapping.constants
    );
    assert_eq!(code(&suggestion.mapping.columns[2]), "email_consent");
    assert_eq!(code(&suggestion.mapping.columns[1]), "consent_time");
    // A list of subscribers has a state, too, and stays a list of customers.
    let customers = of(
        "list.csv",
        "Email|First name|Last name|Subscription status",
        &[
            "a@example.com|Ann|Marsh|subscribed",
            "b@example.com|John|Cole|unsubscribed",
            "c@example.com|Mary|Hall|subscribed",
        ],
    );
    assert_eq!(customers.mapping.role, TableRole::Customers);
}

#[test]
fn a_list_of_hashes_describes_nobody() {
    let rows: Vec<String> = (0..9)
        .map(|row| format!("{:064x}|GB|2026-01-0{}", row * 7919 + 11, row % 9 + 1))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let suggestion = of("people.csv", "Email SHA256|Country|Added on", &rows);
    assert_eq!(suggestion.mapping.role, TableRole::Events);
    assert_eq!(codes(&suggestion), "hashed_email|country|event_time");
}

#[test]
fn a_hash_of_somebody_is_asked_about_as_one_of_an_address() {
    type Values = fn(u64) -> String;
    let hash: Values = |row| format!("{:064x}", row * 7919 + 11);
    let other_hash: Values = |row| format!("{:032x}", row * 7919 + 11);
    let first = |header: &str, values: Values, beside: &str| {
        let rows: Vec<String> = (1..9)
            .map(|row| format!("{}|{beside}|2026-01-0{row}", values(row)))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let suggestion = of("app.csv", &format!("{header}|Plan|Installed"), &rows);
        let column = &suggestion.mapping.columns[0];
        (code(column), column.state)
    };
    for header in [
        "user_hash",
        "customerHash",
        "Hash of member",
        "hashed_user",
        "user_sha256",
    ] {
        let asked = ("hashed_email".to_owned(), MappingState::Unsure);
        assert_eq!(first(header, hash, "gold"), asked, "{header}");
    }
    let unused = ("-".to_owned(), MappingState::Unused);
    for (what, header, values, beside) in [
        ("hashes of another kind", "user_hash", other_hash, "gold"),
        ("a hash of a password", "password_hash", hash, "gold"),
        ("a hash of nobody", "hash", hash, "gold"),
        (
            "addresses stand beside it",
            "user_hash",
            hash,
            "ann@example.com",
        ),
    ] {
        assert_eq!(first(header, values, beside), unused, "{what}");
    }
}

#[test]
fn a_date_and_its_time_in_two_columns_are_one_moment() {
    let rows = [
        "7|2026-03-01|18:30|9.50|a@example.com",
        "8|2026-03-02|08:05|3.10|b@example.com",
        "9|2026-03-02||4.00|c@example.com",
        "10|2026-03-04|23:59|4.00|d@example.com",
    ];
    let header = "Receipt no|Sale date|Sale time|Total|Email";
    let suggestion = of("sales.csv", header, &rows);
    let date = &suggestion.mapping.columns[1];
    assert_eq!(code(date), "event_time", "{date:?}");
    let mapper = rollcall_mapping::Mapper::new(&suggestion.mapping);
    let moments: Vec<String> = rows
        .iter()
        .flat_map(|row| mapper.apply(&row.split('|').collect::<Vec<_>>()))
        .filter(|one| one.target.attribute == rollcall_model::Attribute::EventTime)
        .map(|one| one.raw)
        .collect();
    assert_eq!(
        moments,
        [
            "2026-03-01 18:30",
            "2026-03-02 08:05",
            "2026-03-02",
            "2026-03-04 23:59"
        ]
    );
    let clock = &suggestion.mapping.columns[2];
    assert_eq!(
        (code(clock).as_str(), clock.state),
        ("-", MappingState::Unused)
    );
}

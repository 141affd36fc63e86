//! Columns that mean what they do because of what stands beside them.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, MappingState, TableRole, Transformation};

fn table(file: &str, header: &[&str], rows: &[&[&str]]) -> Suggestion {
    let headers: Vec<String> = header.iter().map(|one| (*one).to_owned()).collect();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .cycle()
        .take(20)
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn attribute(found: &Suggestion, column: usize) -> Option<Attribute> {
    let target = found.mapping.columns[column].target.as_ref();
    target.map(|target| target.attribute.clone())
}

#[test]
fn a_second_family_name_is_read_behind_the_first() {
    for header in [
        ["Nombre", "Apellido 1", "Apellido 2", "Email"],
        ["Nombre", "Apellido1", "Apellido2", "Email"],
        ["Nombre", "Apellido", "Segundo apellido", "Email"],
        ["Nombre", "Primer apellido", "Segundo apellido", "Email"],
        ["Nombre", "Apellido paterno", "Apellido materno", "Email"],
    ] {
        let rows: [&[&str]; 2] = [
            &["Lucía", "García", "Moreno", "lucia@example.com"],
            &["Diego", "Ruiz", "", "diego@example.com"],
        ];
        let found = table("clientes.csv", &header, &rows);
        assert_eq!(
            attribute(&found, 1),
            Some(Attribute::FamilyName),
            "{header:?}"
        );
        let join = Transformation::Join {
            header: header[2].to_owned(),
        };
        assert_eq!(found.mapping.columns[1].transformation, join, "{header:?}");
        assert_eq!(attribute(&found, 2), None, "{header:?}");
        assert_eq!(
            found.mapping.columns[2].state,
            MappingState::Unused,
            "{header:?}"
        );
    }
}

#[test]
fn a_second_person_keeps_their_family_name() {
    let header = [
        "First name",
        "Last name",
        "First name 2",
        "Last name 2",
        "Email",
    ];
    let found = table(
        "members.csv",
        &header,
        &[&["Anne", "Marsh", "Tom", "Okafor", "anne@example.com"]],
    );
    assert_eq!(
        found.mapping.columns[1].transformation,
        Transformation::Keep
    );
}

#[test]
fn what_a_device_is_like_is_no_id_of_it() {
    for header in [
        "device.os",
        "os",
        "OS",
        "platform",
        "device_os",
        "Device type",
        "device.model",
    ] {
        let found = table(
            "app_users.csv",
            &["user_id", "email", header],
            &[
                &["a-117", "anne@example.com", "iOS"],
                &["a-118", "tom@example.com", "Android"],
            ],
        );
        assert_ne!(attribute(&found, 2), Some(Attribute::DeviceId), "{header}");
    }
    let found = table(
        "app_users.csv",
        &["email", "device.id"],
        &[&["anne@example.com", "9f1c2d34-aa10-4b7e-9c51-00aa33bb44cc"]],
    );
    assert_eq!(attribute(&found, 1), Some(Attribute::DeviceId));
}

#[test]
fn a_table_of_refunds_or_bookings_says_what_its_rows_are() {
    let rows: [&[&str]; 2] = [
        &["R-1", "O-1001", "2026-03-02", "19.90", "anne@example.com"],
        &["R-2", "O-1002", "2026-03-04", "5.00", "tom@example.com"],
    ];
    let header = ["Id", "Order number", "Date", "Amount", "Email"];
    let kind = |found: &Suggestion| -> Option<String> {
        let constants = found.mapping.constants.iter();
        constants
            .filter(|(target, _)| target.attribute == Attribute::EventKind)
            .map(|(_, value)| value.clone())
            .next()
    };
    for (file, expected) in [
        ("shop_refunds.csv", Some("refund")),
        ("Retouren 2026-03.csv", Some("refund")),
        ("devoluciones.csv", Some("refund")),
        ("class_bookings.csv", Some("booking")),
        ("Reservierungen März.csv", Some("booking")),
        ("shop_orders.csv", None),
    ] {
        let found = table(file, &header, &rows);
        assert_eq!(found.mapping.role, TableRole::Events, "{file}");
        assert_eq!(kind(&found).as_deref(), expected, "{file}");
    }
    // Without a name that tells, the id that stands first does.
    for (id, expected) in [("Refund ID", "refund"), ("Booking ID", "booking")] {
        let found = table(
            "export.csv",
            &[id, "Order number", "Date", "Amount", "Email"],
            &rows,
        );
        assert_eq!(kind(&found).as_deref(), Some(expected), "{id}");
    }
    // A column that tells the kind row by row is believed.
    let found = table(
        "refunds.csv",
        &["Id", "Order number", "Date", "Transaction type", "Email"],
        &[
            &["R-1", "O-1001", "2026-03-02", "refund", "anne@example.com"],
            &["R-2", "O-1002", "2026-03-04", "purchase", "tom@example.com"],
        ],
    );
    assert_eq!(kind(&found), None);
}

#[test]
fn a_table_of_deals_tells_what_sales_does_and_no_people() {
    let salesforce: &[&str] = &[
        "Opportunity ID",
        "Opportunity Name",
        "Account Name",
        "Stage",
        "Amount",
        "Close Date",
        "Created Date",
        "Primary Contact",
        "Email",
    ];
    let pipedrive: &[&str] = &[
        "Deal - ID",
        "Deal - Title",
        "Organization - Name",
        "Deal - Status",
        "Deal - Value",
        "Deal - Won time",
        "Deal - Stage",
        "Person - Name",
        "Person - Email",
    ];
    for (file, header) in [
        ("opportunities.csv", salesforce),
        ("pipedrive-export.csv", pipedrive),
    ] {
        let rows: [&[&str]; 2] = [
            &[
                "90",
                "Refit",
                "Acme",
                "Closed Won",
                "1200.00",
                "2026-03-01",
                "2026-01-05",
                "Ann Lee",
                "ann.lee@acme.example",
            ],
            &[
                "91",
                "Pumps",
                "Borx",
                "Open",
                "800.00",
                "2026-05-01",
                "2026-01-05",
                "Bob Rex",
                "bob.rex@borx.example",
            ],
        ];
        let found = table(file, header, &rows);
        assert_eq!(found.mapping.role, TableRole::Events, "{file}");
        let kinds = &found.mapping.constants;
        assert!(
            kinds.contains(&(Attribute::EventKind.into(), "deal".into())),
            "{file}: {kinds:?}"
        );
        for (column, expected) in [
            // The rows stand there ten times: no id tells them apart, and it is none of a person.
            (0, None),
            (1, Some(Attribute::Product)),
            (2, Some(Attribute::Organisation)),
            (3, Some(Attribute::EventStatus)),
            (4, Some(Attribute::Amount)),
            (5, Some(Attribute::EventTime)),
            (7, Some(Attribute::FullName)),
            (8, Some(Attribute::Email)),
        ] {
            assert_eq!(attribute(&found, column), expected, "{file} {column}");
        }
        let opened = (file == "opportunities.csv").then_some(Attribute::CreatedAt);
        assert_eq!(attribute(&found, 6), opened, "{file}");
    }
    // A list of people that sums up their deals is one of people.
    let sums = [
        "Email",
        "First name",
        "Last name",
        "Recent deal amount",
        "Open deals",
        "Stage",
    ];
    let rows: [&[&str]; 2] = [
        &[
            "ann.lee@acme.example",
            "Ann",
            "Lee",
            "1200.00",
            "1",
            "Customer",
        ],
        &["bob.rex@borx.example", "Bob", "Rex", "", "0", "Lead"],
    ];
    let found = table("contacts.csv", &sums, &rows);
    assert_eq!(found.mapping.role, TableRole::Customers);
}

#[test]
fn orders_that_name_the_deal_they_came_from_are_orders() {
    let orders = [
        "Order ID",
        "Email",
        "Product",
        "Amount",
        "Order date",
        "Opportunity Name",
        "Stage",
    ];
    let rows: [&[&str]; 2] = [
        &[
            "O-1001",
            "ann.lee@acme.example",
            "Pump",
            "1200.00",
            "2026-03-01",
            "Refit",
            "Shipped",
        ],
        &[
            "O-1002",
            "bob.rex@borx.example",
            "Hose",
            "800.00",
            "2026-03-02",
            "Pumps for Borx",
            "Packed",
        ],
    ];
    let is_deal = |found: &Suggestion| {
        let kinds = &found.mapping.constants;
        kinds.contains(&(Attribute::EventKind.into(), "deal".into()))
    };
    let found = table("orders.csv", &orders, &rows);
    assert_eq!(found.mapping.role, TableRole::Events);
    assert!(!is_deal(&found), "{:?}", found.mapping.constants);
    assert_eq!(attribute(&found, 0), Some(Attribute::OrderId));
    assert_eq!(attribute(&found, 2), Some(Attribute::Product));
    // Without the number of an order, what was sold says so, but not beside the day a deal is decided.
    let without: Vec<&[&str]> = rows.iter().map(|row| &row[1..]).collect();
    let found = table("sales.csv", &orders[1..], &without);
    assert!(!is_deal(&found), "{:?}", found.mapping.constants);
    let closing = orders.map(|header| match header {
        "Order date" => "Close Date",
        other => other,
    });
    let found = table("pipeline.csv", &closing[1..], &without);
    assert!(is_deal(&found), "{:?}", found.mapping.constants);
}

#[test]
fn a_deal_is_known_by_its_id_wherever_each_has_one_of_its_own() {
    for id in [
        "Deal ID",
        "Opportunity ID",
        "Deal - ID",
        "dealId",
        "Verkaufschancen-Nr.",
    ] {
        let headers = [
            id,
            "Deal name",
            "Contact ID",
            "Stage",
            "Amount",
            "Close date",
            "Email",
        ];
        let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
        let rows: Vec<Vec<String>> = (0..20)
            .map(|row| {
                vec![
                    format!("{}", 9000 + row),
                    format!("Refit {row}"),
                    format!("{}", 100 + row),
                    "Negotiation".to_owned(),
                    format!("{}.00", 120 + row),
                    format!("2026-03-{:02}", 1 + row),
                    format!("person{row}@acme{row}.example"),
                ]
            })
            .collect();
        let found = suggest(&TableSketch {
            file: "deals.csv",
            sheet: None,
            headers: &headers,
            rows: &rows,
        });
        assert_eq!(found.mapping.role, TableRole::Events, "{id}");
        assert_eq!(attribute(&found, 0), Some(Attribute::RecordKey), "{id}");
        assert_ne!(attribute(&found, 2), Some(Attribute::RecordKey), "{id}");
    }
}

/// Thirty deals of one seller, each with a contact of its own.
fn deals_with(headers: &[&str], contact: impl Fn(usize) -> Vec<String>) -> Suggestion {
    let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
    let rows: Vec<Vec<String>> = (0..30)
        .map(|row| {
            let mut cells = vec![
                format!("{}", 700 + row),
                format!("Firmenevent {row}"),
                ["Termin vereinbart", "Abgeschlossen und gewonnen"][row % 2].to_owned(),
                format!("2026-10-{:02} 12:00", 1 + row),
                ["Oliver Nast", "Petra Kern", "Anna Schmidt"][row % 3].to_owned(),
            ];
            cells.extend(contact(row));
            cells
        })
        .collect();
    suggest(&TableSketch {
        file: "crm-export-deals.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

#[test]
fn a_deal_is_of_its_contacts_and_not_of_who_sells() {
    for seller in [
        "Zuständiger Mitarbeiter für Deal",
        "Zuständig",
        "Owner",
        "Verkäufer",
        "Bearbeiter",
        "Assigned to",
        "Sales rep",
        "Agent",
    ] {
        let both = deals_with(
            &[
                "Datensatz-ID",
                "Deal-Name",
                "Deal-Phase",
                "Abschlussdatum",
                seller,
                "Associated Contact IDs",
                "Associated Contact",
            ],
            |row| {
                vec![
                    format!("{}", 90_000 + row * 7),
                    format!("Jonas Schmitt (jonas{row}@example.com)"),
                ]
            },
        );
        assert_eq!(both.mapping.role, TableRole::Events, "{seller}");
        assert_eq!(attribute(&both, 4), None, "{seller}");
        assert_eq!(attribute(&both, 5), Some(Attribute::AccountId), "{seller}");
        assert_eq!(both.mapping.columns[5].state, MappingState::Suggested);
        assert_eq!(attribute(&both, 6), None, "{seller}");
    }
    let by_address = deals_with(
        &[
            "Datensatz-ID",
            "Deal-Name",
            "Deal-Phase",
            "Abschlussdatum",
            "Owner",
            "Associated Contact",
        ],
        |row| vec![format!("Jonas Schmitt (jonas{row}@example.com)")],
    );
    assert_eq!(attribute(&by_address, 5), Some(Attribute::Email));
    let by_name = deals_with(
        &[
            "Datensatz-ID",
            "Deal-Name",
            "Deal-Phase",
            "Abschlussdatum",
            "Owner",
            "Primary contact",
        ],
        |row| vec![["Jonas Schmitt", "Maria Weber"][row % 2].to_owned()],
    );
    assert_eq!(attribute(&by_name, 5), Some(Attribute::FullName));
}

#[test]
fn german_deals_tell_their_day_their_worth_and_whom_they_are_made_with() {
    let rows: [&[&str]; 2] = [
        &[
            "1",
            "A",
            "Gewonnen",
            "1000",
            "Petra Kern",
            "2026-10-05",
            "Anna Huber",
            "anna@web.de",
        ],
        &[
            "2",
            "B",
            "Verloren",
            "2000",
            "Petra Kern",
            "",
            "Bernd Kraft",
            "bernd@web.de",
        ],
    ];
    let header = [
        "Deal - ID",
        "Deal - Titel",
        "Deal - Status",
        "Deal - Wert",
        "Deal - Besitzer",
        "Deal - Gewonnen am",
        "Person - Name",
        "Person - E-Mail",
    ];
    let found = table("Pipedrive_Deals.csv", &header, &rows);
    assert_eq!(found.mapping.role, TableRole::Events);
    assert_eq!(attribute(&found, 3), Some(Attribute::Amount));
    assert_eq!(attribute(&found, 4), None, "whoever sells is no customer");
    assert_eq!(attribute(&found, 5), Some(Attribute::EventTime));
    assert_eq!(attribute(&found, 6), Some(Attribute::FullName));
    assert_eq!(attribute(&found, 7), Some(Attribute::Email));

    let rows: [&[&str]; 2] = [
        &[
            "D1",
            "Event A",
            "Gewonnen",
            "1.000,00",
            "05.10.2026",
            "anna@web.de",
        ],
        &[
            "D2",
            "Event B",
            "Verloren",
            "2.000,00",
            "06.10.2026",
            "bernd@web.de",
        ],
    ];
    let header = [
        "Deal-ID",
        "Dealname",
        "Phase",
        "Wert",
        "Abschluss",
        "Kontakt E-Mail",
    ];
    let found = table("Deals.csv", &header, &rows);
    assert_eq!(attribute(&found, 3), Some(Attribute::Amount));
    assert_eq!(attribute(&found, 4), Some(Attribute::EventTime));
    assert_eq!(found.mapping.columns[4].state, MappingState::Suggested);
}

#[test]
fn deals_tell_the_same_in_every_language() {
    let rows: [&[&str]; 3] = [
        &[
            "D1",
            "A",
            "X",
            "1000",
            "2026-10-05",
            "Petra Kern",
            "anna@example.com",
        ],
        &[
            "D2",
            "B",
            "Y",
            "2000",
            "2026-10-06",
            "Petra Kern",
            "bernd@example.com",
        ],
        &[
            "D3",
            "C",
            "X",
            "1500",
            "2026-10-07",
            "Oliver Nast",
            "leo@example.com",
        ],
    ];
    for header in [
        "Dealnummer|Dealname|Dealphase|Wert|Abschluss|Besitzer|E-Mail",
        "Affaire - ID|Affaire - Titre|Étape|Valeur|Gagnée le|Propriétaire|E-mail",
        "Negocio - ID|Nombre del negocio|Etapa|Valor|Cierre|Propietario|Correo electrónico",
        "Trattativa - ID|Titolo trattativa|Fase|Valore|Vinta il|Proprietario|E-mail",
        "Dealnummer|Dealnaam|Dealfase|Waarde|Gewonnen op|Eigenaar|E-mail",
        "Negócio - ID|Nome do negócio|Etapa|Valor|Fechamento|Proprietário|E-mail",
    ] {
        let headers: Vec<&str> = header.split('|').collect();
        let found = table("Export.csv", &headers, &rows);
        assert_eq!(found.mapping.role, TableRole::Events, "{header}");
        for (column, expected) in [
            (1, Some(Attribute::Product)),
            (2, Some(Attribute::EventStatus)),
            (3, Some(Attribute::Amount)),
            (4, Some(Attribute::EventTime)),
            (5, None),
            (6, Some(Attribute::Email)),
        ] {
            assert_eq!(attribute(&found, column), expected, "{header}: {column}");
        }
    }
}

#[test]
fn a_short_header_of_deals_that_holds_answers_is_no_day() {
    let rows: [&[&str]; 2] = [
        &["D1", "Angebot", "hoch", "ja", "anna@web.de"],
        &["D2", "Verhandlung", "niedrig", "nein", "bernd@web.de"],
    ];
    let header = ["Deal-ID", "Phase", "Wert", "Abschluss", "Kontakt E-Mail"];
    let found = table("Deals.csv", &header, &rows);
    assert_ne!(attribute(&found, 2), Some(Attribute::Amount));
    assert_ne!(attribute(&found, 3), Some(Attribute::EventTime));
}

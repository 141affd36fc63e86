//! Columns of answers under headers that do not say plainly what is answered: asked about, never
//! thrown away; and columns of yes and no that permit nothing.

use rollcall_mapping::{TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, Transformation};

/// The third column of a table of people, with these answers in turn.
fn column(header: &str, answers: &[&str]) -> ColumnMapping {
    let headers = ["Customer ID", "Full name", "E-mail", header].map(str::to_owned);
    let names = ["Anna Schmidt", "Peter Müller", "Marie Dupont", "John Smith"];
    let rows: Vec<Vec<String>> = (0..48)
        .map(|row| {
            vec![
                format!("K{row:04}"),
                names[row % names.len()].to_owned(),
                format!("someone{row}@example.com"),
                answers[row % answers.len()].to_owned(),
            ]
        })
        .collect();
    let sketch = TableSketch {
        file: "export_0417.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    };
    suggest(&sketch).mapping.columns.remove(3)
}

fn target(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

#[test]
fn answers_under_words_of_advertising_or_agreeing_are_asked_about_as_a_permission() {
    let tables: [(&str, &[&str]); 21] = [
        ("Accepte les offres", &["Oui", "Non"]),
        ("Accepte les offres", &["Oui", "Non", "O", "NSP"]),
        ("Accepte les offres commerciales", &["oui", "non"]),
        ("Souhaite recevoir nos offres", &["O", "N"]),
        ("Contact commercial", &["Oui", "Non", ""]),
        ("Datenschutz ok?", &["J", "N", "x"]),
        ("Werbung", &["ja", "nein"]),
        ("Infopost gewünscht", &["ja", "nein"]),
        ("Kontaktfreigabe", &["J", "N"]),
        ("Marketing", &["Yes", "No"]),
        ("Mailing OK", &["Y", "N", ""]),
        ("Contact allowed", &["TRUE", "FALSE"]),
        ("Happy to hear about offers", &["yes", "no"]),
        ("Acepta comunicaciones", &["Sí", "No"]),
        ("Desea recibir novedades", &["S", "N"]),
        ("Desidera ricevere offerte", &["sì", "no"]),
        ("Contattabile", &["SI", "NO"]),
        ("Aanbiedingen ontvangen", &["ja", "nee"]),
        ("Deseja receber novidades", &["sim", "não"]),
        ("Oferty reklamowe", &["tak", "nie"]),
        ("Marketing", &["1", "0"]),
    ];
    for (header, answers) in tables {
        let found = column(header, answers);
        assert_eq!(found.state, MappingState::Unsure, "{header}: {found:?}");
        assert_eq!(
            target(&found),
            Some(&Attribute::EmailConsent),
            "{header}: {found:?}"
        );
        assert_eq!(found.transformation, Transformation::Keep, "{header}");
    }
}

#[test]
fn a_yes_to_no_advertising_is_a_no() {
    for (header, answers) in [
        ("Keine Angebote zusenden", ["ja", "nein"]),
        ("Ne pas envoyer d'offres", ["oui", "non"]),
    ] {
        let found = column(header, &answers);
        assert_eq!(found.state, MappingState::Unsure, "{header}: {found:?}");
        assert_eq!(found.transformation, Transformation::Negate, "{header}");
    }
}

#[test]
fn a_few_words_nobody_knows_do_not_hide_a_permission() {
    let club: &[&str] = &[
        "Opted in",
        "Opted out",
        "Do not contact",
        "Email only",
        "Not asked",
        "Unsubscribed",
    ];
    for header in [
        "Marketing preference",
        "Preferences",
        "Marketing",
        "Contact preference",
        "Field 7",
    ] {
        let found = column(header, club);
        assert_eq!(found.state, MappingState::Unsure, "{header}: {found:?}");
        assert_eq!(
            target(&found),
            Some(&Attribute::EmailConsent),
            "{header}: {found:?}"
        );
    }
}

#[test]
fn yes_and_no_under_a_header_nobody_knows_is_asked_about() {
    for (header, answers) in [
        ("Zorb", ["yes", "no"]),
        ("Feld 12", ["J", "N"]),
        ("x7", ["oui", "non"]),
        ("", ["sim", "não"]),
        ("OK?", ["ja", "nein"]),
    ] {
        let found = column(header, &answers);
        assert_eq!(found.state, MappingState::Unsure, "{header}: {found:?}");
        assert!(
            matches!(target(&found), Some(Attribute::Custom(_))),
            "{header}: {found:?}"
        );
        assert!(
            found.reason.contains("may be a permission"),
            "{}",
            found.reason
        );
    }
}

#[test]
fn what_is_no_permission_stays_out_of_consent() {
    let tables: [(&str, &[&str]); 22] = [
        ("Primary contact", &["yes", "no"]),
        ("Email verified", &["yes", "no"]),
        ("Kontakt aktiv", &["ja", "nein"]),
        ("Newsletter edition", &["Spring", "Summer", "Autumn"]),
        ("Newsletter edition", &["March", "April"]),
        ("Active", &["y", "n"]),
        ("Aktiv", &["ja", "nein"]),
        ("Wheelchair", &["y", "n"]),
        ("Rollstuhl", &["ja", "nein"]),
        ("Paid", &["ja", "nein"]),
        ("Bezahlt", &["ja", "nein"]),
        ("Payé", &["oui", "non"]),
        ("Pagado", &["sí", "no"]),
        ("VIP", &["yes", "no"]),
        ("Vegetarian", &["yes", "no"]),
        ("Status", &["active", "inactive"]),
        ("Tier", &["Gold", "Silver", "none"]),
        ("Push opt-in", &["true", "false"]),
        ("Marketing spend", &["0", "1", "2", "3.50"]),
        // What became of a message is no word of whom it went to.
        ("Opened", &["1", "0"]),
        ("bounced", &["yes", "no"]),
        ("Email clicked", &["true", "false"]),
    ];
    for (header, answers) in tables {
        let found = column(header, answers);
        let is_consent = target(&found).is_some_and(|attribute| {
            matches!(
                attribute,
                Attribute::EmailConsent
                    | Attribute::SmsConsent
                    | Attribute::PhoneConsent
                    | Attribute::PostConsent
            )
        });
        assert!(!is_consent, "{header}: {found:?}");
        assert!(
            !found.reason.contains("may be a permission"),
            "{header}: {found:?}"
        );
    }
}

/// The last column of a table of people who are reached by these columns as well, its values yes and no.
fn beside(reached_by: &[(&str, &str)], header: &str) -> ColumnMapping {
    let mut headers = vec!["Kundennummer", "Vorname", "Nachname", "E-Mail"];
    headers.extend(reached_by.iter().map(|(name, _)| *name));
    headers.push(header);
    let headers: Vec<String> = headers.into_iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = (0..48)
        .map(|row| {
            let mut cells = vec![
                format!("K{row:04}"),
                ["Anna", "Peter", "Marie"][row % 3].to_owned(),
                ["Schmidt", "Krause", "Sommer"][row % 3].to_owned(),
                format!("person{row}@example.com"),
            ];
            let way = |(_, cell): &(&str, &str)| cell.replace("{n}", &format!("{row:02}"));
            cells.extend(reached_by.iter().map(way));
            cells.push(["ja", "nein"][row % 2].to_owned());
            cells
        })
        .collect();
    let sketch = TableSketch {
        file: "export_0417.csv",
        sheet: None,
        headers: &headers,
        rows: &rows,
    };
    suggest(&sketch)
        .mapping
        .columns
        .pop()
        .expect("the last column")
}

#[test]
fn advertising_that_names_no_way_is_asked_about_where_there_are_several() {
    let phone = [("Telefon", "0711 55501{n}")];
    let address = [
        ("Straße", "Hauptstraße {n}"),
        ("PLZ", "701{n}"),
        ("Ort", "Stuttgart"),
    ];
    for header in [
        "Werbung erlaubt",
        "Werbeeinwilligung",
        "Werbeerlaubnis",
        "Marketing allowed",
        "Marketing consent",
        "Acepta publicidad",
    ] {
        for ways in [&phone[..], &address[..]] {
            let found = beside(ways, header);
            assert_eq!(found.state, MappingState::Unsure, "{header}: {found:?}");
            assert_eq!(target(&found), Some(&Attribute::EmailConsent), "{header}");
            let reason = &found.reason;
            assert!(reason.contains("by which way"), "{header}: {reason}");
        }
        // Where people are reached by e-mail alone, nothing else can be meant.
        let alone = beside(&[], header);
        assert_eq!(alone.state, MappingState::Suggested, "{header}: {alone:?}");
    }
    for header in [
        "Newsletter",
        "Werbung per E-Mail erlaubt",
        "E-Mail-Werbung",
        "Marketing emails",
        "Accepts Email Marketing",
        "Accepts Marketing",
        "Einwilligung",
    ] {
        let found = beside(&phone, header);
        assert_eq!(found.state, MappingState::Suggested, "{header}: {found:?}");
    }
}

//! Permissions and requests, told from headers and from what people wrote.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole, Transformation};

/// A table with a name that tells nothing.
fn table(header: &[&str], rows: &[Vec<String>]) -> Suggestion {
    named("export_0417.csv", header, rows)
}

fn named(file: &str, header: &[&str], rows: &[Vec<String>]) -> Suggestion {
    let headers: Vec<String> = header.iter().map(|one| (*one).to_owned()).collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows,
    })
}

/// Thirty rows; each `{n}` is the number of the row, each cell one of the ways after it in turn.
fn rows(columns: &[&[&str]]) -> Vec<Vec<String>> {
    (0..30)
        .map(|row| {
            columns
                .iter()
                .map(|ways| ways[row % ways.len()].replace("{n}", &format!("{row:02}")))
                .collect()
        })
        .collect()
}

fn target(column: &ColumnMapping) -> Option<Attribute> {
    column
        .target
        .as_ref()
        .map(|target| target.attribute.clone())
}

const MAIL: &[&str] = &["someone{n}@example.com"];
const DAY: &[&str] = &["{n}/04/2026"];

#[test]
fn a_list_of_requests_is_one_in_any_language_and_under_any_name() {
    let languages: [&[&str]; 7] = [
        &[
            "STOP",
            "unsubscribe",
            "please remove me",
            "delete my data",
            "take me off",
        ],
        &[
            "abmelden",
            "bitte nicht mehr anschreiben",
            "Meine Daten löschen",
            "keine Werbung mehr",
        ],
        &[
            "me désinscrire",
            "retirez-moi",
            "supprimez mes données",
            "ne plus me contacter",
        ],
        &[
            "darme de baja",
            "no me contacten",
            "borrar mis datos",
            "baja",
        ],
        &[
            "cancellatemi",
            "disiscrivetemi",
            "non contattatemi",
            "basta",
        ],
        &[
            "uitschrijven",
            "schrijf me uit",
            "verwijder mijn gegevens",
            "niet meer mailen",
        ],
        &[
            "descadastrar",
            "por favor remover",
            "excluir meus dados",
            "não contactar",
        ],
    ];
    for answers in languages {
        for header in [["address", "day", "remark"], ["x1", "x2", "x3"]] {
            let found = table(&header, &rows(&[MAIL, DAY, answers]));
            assert_eq!(
                found.mapping.role,
                TableRole::Consents,
                "{answers:?} {header:?}"
            );
            let column = &found.mapping.columns[2];
            assert_eq!(target(column), Some(Attribute::EmailConsent), "{answers:?}");
            assert_eq!(column.state, MappingState::Suggested, "{answers:?}");
        }
    }
}

#[test]
fn who_saw_to_a_request_is_staff_and_not_asked_about() {
    for header in [
        "Handled by",
        "Processed by",
        "Assigned to",
        "Bearbeiter",
        "Sachbearbeiterin",
        "Bearbeitet von",
        "Erfasst von",
        "Angelegt von",
        "Traité par",
        "Tramitado por",
        "Gestito da",
        "Behandeld door",
        "Processado por",
    ] {
        let found = named(
            "privacy_requests.csv",
            &["Received on", "Request", "Email", "Full name", header],
            &rows(&[
                DAY,
                &["Deletion", "Access", "Unsubscribe", "Rectification"],
                MAIL,
                &["Anne Marsh", "Ben Cole", "Carla Hoffmann"],
                &["Jonas Reuter", "Petra Kern"],
            ]),
        );
        assert_eq!(found.mapping.role, TableRole::Consents, "{header}");
        let staff = &found.mapping.columns[4];
        assert_eq!(target(staff), None, "{header}");
        assert_ne!(staff.state, MappingState::Unsure, "{header}");
        let person = target(&found.mapping.columns[3]);
        assert_eq!(person, Some(Attribute::FullName), "{header}");
    }
}

#[test]
fn requests_among_other_answers_are_asked_about() {
    let mixed = [
        "STOP",
        "moved away",
        "please remove me",
        "no longer here",
        "unsubscribe",
    ];
    let found = table(&["mail", "when", "said"], &rows(&[MAIL, DAY, &mixed]));
    assert_eq!(found.mapping.role, TableRole::Consents);
    let column = &found.mapping.columns[2];
    assert_eq!(target(column), Some(Attribute::EmailConsent));
    assert_eq!(column.state, MappingState::Unsure, "{column:?}");

    // Among people with an address, where few have said anything.
    let sparse = ["STOP", "", "", "remove me", ""];
    let found = table(
        &[
            "First name",
            "Surname",
            "Street",
            "City",
            "E-mail",
            "Remark",
        ],
        &rows(&[
            &["Anne", "Ben"],
            &["Marsh", "Cole"],
            &["{n} High Street"],
            &["Leeds"],
            MAIL,
            &sparse,
        ]),
    );
    assert_eq!(found.mapping.role, TableRole::Customers);
    let column = &found.mapping.columns[5];
    assert_eq!(target(column), Some(Attribute::EmailConsent));
    assert_eq!(column.state, MappingState::Unsure, "{column:?}");
}

#[test]
fn requests_by_telephone_are_about_text_messages() {
    let found = table(
        &["number", "what"],
        &rows(&[&["+44 7700 9001{n}"], &["STOP", "stop", "Stop"]]),
    );
    assert_eq!(found.mapping.role, TableRole::Consents);
    assert_eq!(
        target(&found.mapping.columns[1]),
        Some(Attribute::SmsConsent)
    );
}

#[test]
fn whoever_is_on_a_list_named_after_refusals_said_no_in_whatever_words() {
    let mixed = [
        "STOP",
        "please remove me",
        "unsubscribe",
        "moved away",
        "delete",
    ];
    let found = named(
        "do not contact.csv",
        &["email", "date", "what they said"],
        &rows(&[MAIL, DAY, &mixed]),
    );
    let constants: Vec<_> = found
        .mapping
        .constants
        .iter()
        .map(|(target, value)| (target.attribute.clone(), target.group, value.as_str()))
        .collect();
    assert_eq!(constants, [(Attribute::EmailConsent, 1, "opted_out")]);
}

#[test]
fn how_far_a_request_is_permits_nothing() {
    let found = table(
        &["Request no", "Received on", "Request", "Email", "Status"],
        &rows(&[
            &["R-{n}"],
            DAY,
            &["Unsubscribe", "Deletion", "Access"],
            MAIL,
            &["Done", "Done", "Open"],
        ]),
    );
    assert_eq!(found.mapping.role, TableRole::Consents);
    assert_eq!(
        target(&found.mapping.columns[2]),
        Some(Attribute::EmailConsent)
    );
    assert_eq!(target(&found.mapping.columns[4]), None);
}

#[test]
fn permissions_without_a_place_in_the_schema_are_no_others() {
    for header in [
        "consent.push",
        "pushOptIn",
        "Accepts push notifications",
        "in_app_consent",
        "Cookie consent",
        "Consent to profiling",
        "third_party_consent",
        "Accepts emails from partners",
        "whatsapp_opt_in",
        "Accepts WhatsApp Marketing",
        "Accepts terms and conditions",
        "Foto-Einwilligung",
        "Fotoerlaubnis",
        "Bildrechte",
        "Einwilligung Bildveröffentlichung",
        "Photo consent",
        "Image rights",
        "Consentement photos",
        "Autorización de imagen",
        "Consenso immagini",
        "Toestemming foto's",
        "Datenschutz akzeptiert",
        "Datenschutzerklärung gelesen",
        "Privacy policy accepted",
        "Privacy notice acknowledged",
        "Politique de confidentialité acceptée",
    ] {
        let found = table(&["email", header], &rows(&[MAIL, &["true", "false"]]));
        let column = &found.mapping.columns[1];
        assert_eq!(target(column), None, "{header}: {column:?}");
        assert_eq!(column.state, MappingState::Unused);
        assert!(column.reason.contains("another kind"), "{}", column.reason);
    }
    for (header, expected) in [
        ("consent.email", Attribute::EmailConsent),
        ("consent.sms", Attribute::SmsConsent),
        ("Accepts e-mail notifications", Attribute::EmailConsent),
        (
            "Newsletter und Datenschutz akzeptiert",
            Attribute::EmailConsent,
        ),
    ] {
        let found = table(&["email", header], &rows(&[MAIL, &["true", "false"]]));
        assert_eq!(
            target(&found.mapping.columns[1]),
            Some(expected),
            "{header}"
        );
    }
    let found = table(
        &["email", "Werbeeinwilligung E-Mail"],
        &rows(&[MAIL, &["ja", "Ja, gerne"]]),
    );
    assert_eq!(found.mapping.columns[1].state, MappingState::Suggested);
    // A word nobody knows beside a permission may be a channel.
    let found = table(
        &["email", "consent.zorb"],
        &rows(&[MAIL, &["true", "false"]]),
    );
    assert_eq!(found.mapping.columns[1].state, MappingState::Unsure);
}

#[test]
fn text_messages_are_a_permission_where_the_answers_are() {
    for header in ["Text messages?", "Texts", "SMS ok", "May we text you?"] {
        let found = table(&["email", header], &rows(&[MAIL, &["Y", "N", ""]]));
        let column = &found.mapping.columns[1];
        assert_eq!(target(column), Some(Attribute::SmsConsent), "{header}");
        assert_eq!(
            column.state,
            MappingState::Suggested,
            "{header}: {column:?}"
        );
    }
    let messages = ["Your parcel {n} is on its way", "Sale ends tonight"];
    let found = table(&["email", "Text message"], &rows(&[MAIL, &messages]));
    assert_ne!(
        target(&found.mapping.columns[1]),
        Some(Attribute::SmsConsent)
    );
}

#[test]
fn answers_nobody_can_read_are_asked_about() {
    let spelled = [
        "Yes please",
        "No thanks",
        "only by post",
        "ok",
        "Absolutely not!",
        "",
    ];
    let found = table(&["email", "May we e-mail you?"], &rows(&[MAIL, &spelled]));
    let column = &found.mapping.columns[1];
    assert_eq!(target(column), Some(Attribute::EmailConsent));
    assert_eq!(column.state, MappingState::Suggested, "{column:?}");

    let strange = ["Yes please", "blue", "group 7", "No thanks"];
    let found = table(&["email", "May we e-mail you?"], &rows(&[MAIL, &strange]));
    let column = &found.mapping.columns[1];
    assert_eq!(column.state, MappingState::Unsure);
    assert!(
        column.reason.contains("50 % of the values cannot be read"),
        "{}",
        column.reason
    );
}

#[test]
fn a_yes_to_being_left_alone_is_a_no_in_more_words_as_well() {
    let answers = ["Yes please", "No thanks"];
    let found = table(&["email", "Unsubscribed"], &rows(&[MAIL, &answers]));
    let column = &found.mapping.columns[1];
    assert_eq!(target(column), Some(Attribute::EmailConsent));
    assert_eq!(column.transformation, Transformation::Negate);
}

/// A list of those who are not to be written to is named with one word or another; none of them is a yes.
#[test]
fn whoever_is_on_a_blocklist_is_not_permitted() {
    for (header, permission) in [
        ("email blocklisted", Attribute::EmailConsent),
        ("EMAIL_BLOCKLISTED", Attribute::EmailConsent),
        ("Email Blocklist", Attribute::EmailConsent),
        ("Blacklisted", Attribute::EmailConsent),
        ("denylisted", Attribute::EmailConsent),
        ("SMS_BLOCKLISTED", Attribute::SmsConsent),
        ("sms denylisted", Attribute::SmsConsent),
    ] {
        let found = table(&["email", header], &rows(&[MAIL, &["true", "false"]]));
        let column = &found.mapping.columns[1];
        assert_eq!(target(column), Some(permission), "{header}");
        assert_eq!(column.transformation, Transformation::Negate, "{header}");
    }
}

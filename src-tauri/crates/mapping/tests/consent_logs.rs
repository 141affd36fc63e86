//! Logs of consents with one statement a row, dates of coming and of leaving, and tags that are no permission.

use rollcall_mapping::{Mapper, Suggestion, TableSketch, is_in_doubt, suggest};
use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole, Transformation};

/// Forty rows of a table; each column has its ways in turn, `{n}` is the number of the person, of whom there are
/// twenty, `{row}` that of the row.
fn table(file: &str, columns: &[(&str, &[&str])]) -> Suggestion {
    let headers: Vec<String> = columns
        .iter()
        .map(|(header, _)| (*header).to_owned())
        .collect();
    let rows: Vec<Vec<String>> = (0..40)
        .map(|row| {
            columns
                .iter()
                .map(|(_, ways)| {
                    ways[row % ways.len()]
                        .replace("{n}", &(row % 20).to_string())
                        .replace("{row}", &row.to_string())
                })
                .collect()
        })
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn target(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

fn targets(found: &Suggestion) -> Vec<Option<&Attribute>> {
    found.mapping.columns.iter().map(target).collect()
}

const MAIL: &[&str] = &["someone{n}@example.com"];
const DAY: &[&str] = &["2026-03-0{n}T10:00:00Z", "2026-01-15T08:30:00Z"];
const SOURCE: &[&str] = &["Website form", "Till", "Call centre"];

#[test]
fn a_log_is_told_by_its_channels_and_states_in_four_languages() {
    type Log = (
        (&'static str, &'static [&'static str]),
        (&'static str, &'static [&'static str]),
        (&'static str, &'static [&'static str]),
    );
    let logs: [Log; 6] = [
        (
            ("channel", &["email", "sms", "phone", "post", "push"]),
            ("purpose", &["newsletter", "marketing", "profiling"]),
            ("state", &["granted", "withdrawn"]),
        ),
        (
            ("Channel", &["Email", "SMS", "Voice"]),
            ("Purpose", &["Marketing", "Service"]),
            ("Status", &["opt-in", "opt-out"]),
        ),
        (
            ("Kanal", &["E-Mail", "SMS", "Telefon", "Post"]),
            ("Zweck", &["Werbung", "Newsletter", "Profilbildung"]),
            ("Einwilligung", &["erteilt", "widerrufen"]),
        ),
        (
            ("Canal", &["e-mail", "Texto", "téléphone", "courrier"]),
            ("Finalité", &["publicité", "infolettre"]),
            ("Statut", &["inscrit", "désinscrit"]),
        ),
        (
            (
                "Canal",
                &["correo electrónico", "SMS", "teléfono", "correo"],
            ),
            ("Finalidad", &["publicidad", "boletín"]),
            ("Estado", &["suscrito", "baja"]),
        ),
        (
            ("Contact channel", &["EMAIL", "SMS"]),
            ("Processing purpose", &["MARKETING"]),
            ("Consent status", &["subscribed", "revoked"]),
        ),
    ];
    for (channel, purpose, state) in logs {
        let found = table(
            "export_0417.csv",
            &[
                ("email", MAIL),
                channel,
                purpose,
                state,
                ("timestamp", DAY),
                ("source", SOURCE),
            ],
        );
        assert_eq!(found.mapping.role, TableRole::Consents, "{channel:?}");
        assert_eq!(
            targets(&found),
            [
                Some(&Attribute::Email),
                Some(&Attribute::ConsentChannel),
                Some(&Attribute::ConsentPurpose),
                Some(&Attribute::ConsentState),
                Some(&Attribute::ConsentTime),
                Some(&Attribute::ConsentSource),
            ],
            "{channel:?}: {:#?}",
            found.mapping.columns
        );
        for column in &found.mapping.columns {
            assert_eq!(column.state, MappingState::Suggested, "{column:?}");
            assert!(
                column.confidence >= 0.7 && column.reason.ends_with('.'),
                "{column:?}"
            );
        }
    }
}

#[test]
fn a_column_of_channels_under_another_header_is_one_where_people_come_back() {
    let found = table(
        "export_0417.csv",
        &[
            ("customer_id", &["K{n}"]),
            ("type", &["email", "sms", "phone"]),
            ("opted_in", &["true", "false"]),
            ("created_at", DAY),
        ],
    );
    assert_eq!(
        target(&found.mapping.columns[1]),
        Some(&Attribute::ConsentChannel)
    );
    assert_eq!(
        target(&found.mapping.columns[2]),
        Some(&Attribute::ConsentState)
    );
    assert_eq!(
        target(&found.mapping.columns[3]),
        Some(&Attribute::ConsentTime)
    );
}

#[test]
fn a_state_is_in_doubt_with_its_channel() {
    let mut found = table(
        "export_0417.csv",
        &[
            ("email", MAIL),
            ("channel", &["email", "Kanal 7", "sms", "Kanal 9"]),
            ("state", &["granted", "withdrawn"]),
        ],
    );
    let channel = &found.mapping.columns[1];
    assert_eq!(target(channel), Some(&Attribute::ConsentChannel));
    assert_eq!(channel.state, MappingState::Unsure, "{channel:?}");
    // Somebody confirms the state, and leaves the channel open: it still permits nothing.
    found.mapping.columns[2].state = MappingState::Confirmed;
    assert!(is_in_doubt(&found.mapping, &found.mapping.columns[2]));
    assert!(Mapper::new(&found.mapping).kept_in_doubt(2).is_some());
    found.mapping.columns[1].state = MappingState::Confirmed;
    assert!(!is_in_doubt(&found.mapping, &found.mapping.columns[2]));
}

#[test]
fn tables_that_are_no_log_have_no_channel_of_consent() {
    let tables: [&[(&str, &[&str])]; 6] = [
        // The channel by which a customer came.
        &[
            ("Customer ID", &["K{n}"]),
            ("E-mail", MAIL),
            ("Channel", &["Web", "Store", "Referral"]),
            ("Newsletter", &["yes", "no"]),
        ],
        &[
            ("Customer ID", &["C{row}"]),
            (
                "Full name",
                &["Anna Schmidt", "Peter Müller", "Marie Dupont"],
            ),
            ("Channel", &["Web", "Store", "Phone"]),
            ("Marketing consent", &["yes", "no"]),
        ],
        // What somebody prefers is no permission.
        &[
            ("Customer ID", &["K{n}"]),
            ("E-mail", MAIL),
            ("Preferred channel", &["email", "phone"]),
            ("Marketing consent", &["yes", "no"]),
        ],
        // Messages that were sent.
        &[
            ("email", MAIL),
            ("channel", &["email", "sms"]),
            ("status", &["delivered", "opened", "clicked", "failed"]),
            ("sent_at", DAY),
        ],
        // Orders by where they came from.
        &[
            ("Order no", &["1000{n}"]),
            ("E-mail", MAIL),
            ("Channel", &["email", "phone"]),
            ("Total", &["12.50", "9.99"]),
            ("Status", &["confirmed", "cancelled"]),
        ],
        // No column says whether anything was given.
        &[
            ("email", MAIL),
            ("contact channel", &["email", "sms"]),
            ("day", DAY),
        ],
    ];
    for columns in tables {
        let found = table("export_0417.csv", columns);
        for column in &found.mapping.columns {
            assert!(
                !matches!(
                    target(column),
                    Some(
                        Attribute::ConsentChannel
                            | Attribute::ConsentPurpose
                            | Attribute::ConsentState
                    )
                ),
                "{column:?}"
            );
        }
    }
}

#[test]
fn without_a_column_of_channels_a_state_is_an_answer_to_e_mail() {
    let found = table(
        "export_0417.csv",
        &[
            ("email", MAIL),
            ("consent state", &["granted", "withdrawn"]),
            ("timestamp", DAY),
        ],
    );
    assert_eq!(
        target(&found.mapping.columns[1]),
        Some(&Attribute::EmailConsent)
    );
    assert_eq!(found.mapping.columns[1].state, MappingState::Suggested);
}

#[test]
fn a_file_of_leavers_by_name_says_nothing_over_the_rows_of_a_log() {
    let found = table(
        "unsubscribed.csv",
        &[
            ("email", MAIL),
            ("channel", &["sms", "phone"]),
            ("state", &["withdrawn", "granted"]),
        ],
    );
    assert_eq!(
        target(&found.mapping.columns[1]),
        Some(&Attribute::ConsentChannel)
    );
    assert!(
        found.mapping.constants.is_empty(),
        "{:?}",
        found.mapping.constants
    );
}

#[test]
fn mail_is_what_has_no_word_of_its_own_in_the_column() {
    let with = |ways: &[&str]| {
        let columns: [(&str, &[&str]); 3] = [
            ("email", MAIL),
            ("Kanal", ways),
            ("Status", &["granted", "withdrawn"]),
        ];
        table("export_0417.csv", &columns).mapping.columns.remove(1)
    };
    for (ways, expected) in [
        (&["Mail", "SMS", "Post"][..], Some(("Mail", "email"))),
        // Two clerks may write e-mail in two ways.
        (&["Mail", "SMS", "E-Mail"], None),
        (&["Correo", "SMS", "Carta"], Some(("Correo", "email"))),
        (&["Mail", "SMS", "Telefon"], None),
        (&["Mail", "E-Mail", "Post"], None),
    ] {
        let column = with(ways);
        let values = match &column.transformation {
            Transformation::ValueMap { values, .. } => values.as_slice(),
            _ => &[],
        };
        let found = values
            .first()
            .map(|(word, means)| (word.as_str(), means.as_str()));
        assert_eq!(found, expected, "{ways:?}: {column:?}");
    }
}

#[test]
fn a_date_of_leaving_beside_a_date_of_coming_dates_the_no() {
    for (coming, leaving) in [
        ("Opt-in date", "Opt-out date"),
        ("OPTIN_TIME", "UNSUB_TIME"),
        ("Opted in at", "Opted out at"),
        ("Subscribed at", "Unsubscribed at"),
        ("Signup date", "Unsubscribed date"),
        ("Angemeldet am", "Abgemeldet am"),
        ("Anmeldedatum", "Abmeldedatum"),
        ("Date d'inscription", "Date de désinscription"),
        ("Fecha de alta", "Fecha de baja"),
        ("Consent date", "Withdrawn at"),
    ] {
        let found = table(
            "members.csv",
            &[
                ("E-mail", MAIL),
                ("Newsletter", &["yes", "no"]),
                (coming, &["2024-02-01", "2024-03-01"]),
                (leaving, &["", "2025-04-01"]),
            ],
        );
        let columns = &found.mapping.columns;
        assert_eq!(
            target(&columns[3]),
            Some(&Attribute::WithdrawalTime),
            "{leaving}"
        );
        assert_ne!(
            target(&columns[2]),
            Some(&Attribute::WithdrawalTime),
            "{coming}"
        );
        assert!(target(&columns[2]).is_some(), "{coming}: {:?}", columns[2]);
    }
    // Alone it is the time of an answer, as before: a no.
    let found = table(
        "members.csv",
        &[("E-mail", MAIL), ("Unsubscribed at", &["2025-04-01"])],
    );
    assert_eq!(
        target(&found.mapping.columns[1]),
        Some(&Attribute::ConsentTime)
    );
}

#[test]
fn tags_and_names_of_lists_are_no_permission() {
    for (header, values) in [
        ("Newsletter", &["Guests"][..]),
        ("Newsletter", &["Guests", "Summer list"]),
        ("Mailing list", &["Guests", "VIP"]),
        ("Subscribed to emails", &["Guests", "n/a"]),
        (
            "Marketing consent",
            &["Guests", "Friends of the house", "-"],
        ),
        ("Subscription status", &["Guests", "Club"]),
    ] {
        for file in ["members.csv", "export_0417.csv"] {
            let found = table(
                file,
                &[
                    ("Customer ID", &["K{n}"]),
                    ("E-mail", MAIL),
                    (header, values),
                ],
            );
            let column = &found.mapping.columns[2];
            assert!(
                !target(column).is_some_and(rollcall_mapping::is_permission),
                "{header} {values:?}: {column:?}"
            );
        }
    }
    // One word of consent among tags is enough to ask about it as a permission.
    let found = table(
        "members.csv",
        &[
            ("Customer ID", &["K{n}"]),
            ("E-mail", MAIL),
            ("Newsletter", &["Guests", "yes", "no"]),
        ],
    );
    assert_eq!(
        target(&found.mapping.columns[2]),
        Some(&Attribute::EmailConsent)
    );
    assert_eq!(found.mapping.columns[2].state, MappingState::Unsure);
}

#[test]
fn one_column_of_addresses_and_numbers_names_whom_a_statement_is_about() {
    let found = table(
        "consents_0417.csv",
        &[
            (
                "contact",
                &[
                    "someone{n}@example.com",
                    "+44 7700 9001{row}",
                    "someone{n}@example.com",
                ],
            ),
            ("channel", &["email", "sms", "email", "phone"]),
            ("state", &["granted", "withdrawn"]),
            ("timestamp", DAY),
        ],
    );
    assert_eq!(found.mapping.role, TableRole::Consents);
    assert_eq!(
        targets(&found),
        [
            Some(&Attribute::Email),
            Some(&Attribute::ConsentChannel),
            Some(&Attribute::ConsentState),
            Some(&Attribute::ConsentTime),
        ],
        "{:#?}",
        found.mapping.columns
    );
}

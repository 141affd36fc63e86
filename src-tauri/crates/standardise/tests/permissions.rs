//! Permissions in whole rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::{Assignment, Attribute, ValueState};
use rollcall_standardise::{Heard, TableContext, standardise_record};

/// The usable values of a row, as `code=value`, and the rules of what is not usable.
fn read(row: &[(Attribute, &str)]) -> Vec<String> {
    read_with(row, None)
}

/// The same of a table in which the first column is one of requests, under a header that names no channel.
fn read_request(row: &[(Attribute, &str)]) -> Vec<String> {
    read_with(row, Some(Heard::Request))
}

/// The same of a table whose first column is heard so.
fn read_with(row: &[(Attribute, &str)], heard: Option<Heard>) -> Vec<String> {
    let context = TableContext {
        default_country: None,
        date_orders: BTreeMap::new(),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: heard.map(|heard| (0, heard)).into_iter().collect(),
        dated_answers: Vec::new(),
        zones: BTreeMap::new(),
        decimal_mark: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
    };
    let cells: Vec<Assignment> = row
        .iter()
        .enumerate()
        .map(|(column, (attribute, raw))| Assignment {
            target: attribute.clone().into(),
            column: Some(column),
            raw: (*raw).to_owned(),
            number: None,
        })
        .collect();
    standardise_record(&context, &cells)
        .iter()
        .filter(|value| value.state != ValueState::Blank)
        .map(|value| match value.state {
            ValueState::Valid => format!("{}={}", value.target.attribute.code(), value.value),
            _ => format!("{}: {}", value.target.attribute.code(), value.rule),
        })
        .collect()
}

#[test]
fn an_answer_is_read_for_its_channel() {
    assert_eq!(
        read(&[
            (Attribute::EmailConsent, "only by post"),
            (Attribute::SmsConsent, "No thanks"),
            (Attribute::PostConsent, "only by post"),
        ]),
        [
            "email_consent=opted_out",
            "sms_consent=opted_out",
            "post_consent=opted_in"
        ]
    );
    assert_eq!(
        read(&[(Attribute::EmailConsent, "yes when it is sunny")]),
        ["email_consent: consent.unknown"]
    );
}

#[test]
fn a_request_to_be_forgotten_is_one_in_any_words_and_column() {
    for attribute in [Attribute::EmailConsent, Attribute::SmsConsent] {
        assert_eq!(
            read(&[(attribute.clone(), "please delete my data")]),
            [
                format!("{}=opted_out", attribute.code()),
                "deletion_request=true".to_owned()
            ]
        );
    }
    assert_eq!(
        read(&[(Attribute::DeletionRequest, "Bitte löschen Sie meine Daten")]),
        ["deletion_request=true"]
    );
}

#[test]
fn a_statement_of_a_log_is_about_the_number_or_address_that_stands_in_its_row() {
    use Attribute::{ConsentChannel, ConsentPurpose, ConsentState, Email, Phone};
    const NUMBER: &str = "+44 7700 900101";
    let phone = "phone=+447700900101";
    let about = |contact: &(Attribute, &'static str), rest: &[(Attribute, &'static str)]| {
        let mut row = vec![contact.clone()];
        row.extend(rest.iter().cloned());
        let mut told = read(&row);
        // What it is about, and the answers.
        told.retain(|one| !one.starts_with("consent_"));
        told
    };
    let by_texts = [(ConsentChannel, "sms"), (ConsentState, "withdrawn")];
    let given = [(ConsentPurpose, "marketing"), (ConsentState, "granted")];
    let taken = [(ConsentPurpose, "marketing"), (ConsentState, "withdrawn")];
    for (contact, rest, expected) in [
        (
            (Email, NUMBER),
            by_texts.as_slice(),
            vec![phone, "sms_consent=opted_out"],
        ),
        (
            (Phone, "anna@example.com"),
            by_texts.as_slice(),
            vec!["email=anna@example.com", "sms_consent=opted_out"],
        ),
        // Without a column of channels the number tells them.
        (
            (Email, NUMBER),
            given.as_slice(),
            vec![phone, "sms_consent=opted_in"],
        ),
        (
            (Email, NUMBER),
            taken.as_slice(),
            vec![phone, "sms_consent=opted_out", "phone_consent=opted_out"],
        ),
        (
            (Email, "anna@example.com"),
            taken.as_slice(),
            vec!["email=anna@example.com", "email_consent=opted_out"],
        ),
    ] {
        assert_eq!(about(&contact, rest), expected, "{contact:?} {rest:?}");
    }
    // A column of each, of which the row fills one.
    for blank in ["", "n/a"] {
        for (rest, expected) in [
            (given.as_slice(), vec!["sms_consent=opted_in"]),
            (
                taken.as_slice(),
                vec!["sms_consent=opted_out", "phone_consent=opted_out"],
            ),
            (
                &[(ConsentState, "withdrawn")][..],
                vec!["sms_consent=opted_out", "phone_consent=opted_out"],
            ),
        ] {
            let row = [&[(Email, blank), (Phone, NUMBER)][..], rest].concat();
            let mut told = read(&row);
            told.retain(|one| one.contains("_consent="));
            assert_eq!(told, expected, "{blank:?} {rest:?}");
        }
    }
    let both = [
        &[(Email, "anna@example.com"), (Phone, NUMBER)][..],
        taken.as_slice(),
    ]
    .concat();
    assert!(read(&both).contains(&"email_consent=opted_out".to_owned()));
    // Elsewhere a number is no address, and an id is none in a log.
    for row in [
        &[(Email, NUMBER)][..],
        &[
            (Email, "4711"),
            (ConsentChannel, "sms"),
            (ConsentState, "withdrawn"),
        ],
    ] {
        let told = read(row);
        assert!(
            told.iter().all(|one| !one.starts_with("phone=")),
            "{told:?}"
        );
    }
}

#[test]
fn a_request_for_what_is_kept_permits_nothing_refuses_nothing_and_is_none_to_be_deleted() {
    for attribute in [
        Attribute::EmailConsent,
        Attribute::PostConsent,
        Attribute::DeletionRequest,
    ] {
        for (text, rule) in [
            ("Access", "access"),
            ("Auskunft nach Art. 15 DSGVO", "access"),
            ("Data portability", "portability"),
            ("Berichtigung", "rectification"),
            ("Correction of address", "rectification"),
            ("Adressänderung", "rectification"),
            ("Herausgabe der Daten (Art. 20)", "portability"),
        ] {
            assert_eq!(
                read(&[(attribute.clone(), text)]),
                [format!("{}: consent.{rule}", attribute.code())],
                "{text}"
            );
        }
    }
    // An objection beside it is one.
    for row in [
        &[(Attribute::EmailConsent, "Access and objection")][..],
        &[(Attribute::EmailConsent, "Rectification and objection")],
        &[(Attribute::ConsentState, "Restriction, objection")],
        &[(Attribute::ConsentState, "Auskunft und Widerspruch")],
        &[
            (Attribute::ConsentChannel, "email"),
            (Attribute::ConsentState, "Access, Objection"),
        ],
    ] {
        let told = read(row);
        assert!(
            told.contains(&"email_consent=opted_out".to_owned()),
            "{told:?}"
        );
    }
    // Who asks for both is answered before being deleted, and wants no more messages.
    assert_eq!(
        read(&[(Attribute::EmailConsent, "Access and deletion")]),
        ["email_consent=opted_out", "deletion_request=true"]
    );
    for text in ["Erasure and objection", "Rectification and deletion"] {
        assert_eq!(
            read(&[(Attribute::EmailConsent, text)]),
            ["email_consent=opted_out", "deletion_request=true"],
            "{text}"
        );
    }
}

#[test]
fn an_objection_as_such_and_a_consent_taken_back_refuse_every_channel() {
    use Attribute::{
        ConsentChannel, ConsentPurpose, ConsentState, EmailConsent, Phone, SmsConsent,
    };
    let every: BTreeSet<String> = ["email", "sms", "phone", "post"]
        .map(|channel| format!("{channel}_consent=opted_out"))
        .into();
    let answers = |row: &[(Attribute, &str)]| -> Vec<String> {
        let mut told = read(row);
        told.retain(|one| one.contains("_consent") && !one.starts_with("consent_"));
        told
    };
    for text in [
        "Widerspruch Werbung",
        "Objection to marketing",
        "Right to object",
        "Withdrawal of consent",
        "Do not contact",
        "Widerspruch nach Art. 21",
        "Widerruf der Einwilligung",
    ] {
        for row in [
            &[(EmailConsent, text)][..],
            &[(ConsentState, text)],
            &[(Phone, "+44 7700 900101"), (ConsentState, text)],
            &[(ConsentPurpose, "marketing"), (ConsentState, text)],
        ] {
            let told = answers(row);
            assert_eq!(told.len(), every.len(), "{row:?}: {told:?}");
            assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), every, "{row:?}");
        }
        // The channel that is named is the one that is meant, and a column of a channel speaks for itself.
        assert_eq!(
            answers(&[(ConsentChannel, "email"), (ConsentState, text)]),
            ["email_consent=opted_out"],
            "{text}"
        );
        let told = answers(&[(EmailConsent, text), (SmsConsent, "yes")]);
        assert!(
            told.contains(&"sms_consent=opted_in".to_owned()),
            "{told:?}"
        );
        assert!(
            !told.contains(&"sms_consent=opted_out".to_owned()),
            "{told:?}"
        );
    }
    assert_eq!(
        answers(&[(EmailConsent, "Widerspruch E-Mail-Werbung")]),
        ["email_consent=opted_out"]
    );
    assert_eq!(
        answers(&[(EmailConsent, "unsubscribed")]),
        ["email_consent=opted_out"]
    );
}

#[test]
fn a_bare_objection_where_people_ask_refuses_every_channel_and_elsewhere_its_own() {
    use Attribute::{ConsentChannel, ConsentPurpose, ConsentState, EmailConsent, Phone};
    let every: BTreeSet<String> = ["email", "sms", "phone", "post"]
        .map(|channel| format!("{channel}_consent=opted_out"))
        .into();
    let answers = |told: Vec<String>| -> BTreeSet<String> {
        let told = told.into_iter();
        told.filter(|one| one.contains("_consent") && !one.starts_with("consent_"))
            .collect()
    };
    for text in [
        "Objection",
        "Widerspruch",
        "Widerruf",
        "Withdrawal",
        "Opposition",
        "Bezwaar",
        "Revoca",
        "Access and objection",
        "Rectification, objection",
    ] {
        for row in [
            &[(EmailConsent, text)][..],
            &[(ConsentState, text)],
            &[(ConsentState, text), (Phone, "+44 7700 900101")],
            &[(ConsentState, text), (ConsentPurpose, "marketing")],
        ] {
            assert_eq!(answers(read_request(row)), every, "{row:?}");
        }
        let email = BTreeSet::from(["email_consent=opted_out".to_owned()]);
        let named = [(ConsentState, text), (ConsentChannel, "email")];
        assert_eq!(answers(read_request(&named)), email, "{text}");
        assert_eq!(answers(read(&[(EmailConsent, text)])), email, "{text}");
    }
    for text in ["unsubscribed", "Widerspruch Newsletter", "no"] {
        let told = answers(read_request(&[(EmailConsent, text)]));
        assert_eq!(told.len(), 1, "{text}: {told:?}");
    }
}

#[test]
fn an_article_says_what_is_asked_for_in_any_words() {
    use Attribute::{EmailConsent, SmsConsent};
    for (text, rule) in [
        ("Kopie aller Unterlagen (Art. 15 DSGVO)", "access"),
        ("Neue Hausnummer (Art. 16)", "rectification"),
        ("Umzug zu anderem Anbieter, Art. 20 GDPR", "portability"),
    ] {
        assert_eq!(
            read(&[(EmailConsent, text)]),
            [format!("email_consent: consent.{rule}")],
            "{text}"
        );
    }
    let told = read(&[(EmailConsent, "Alles weg (Art. 17 DSGVO)")]);
    assert_eq!(told, ["email_consent=opted_out", "deletion_request=true"]);
    for text in ["Einspruch (Art. 21 DSGVO)", "Zusage weg, Art. 7(3) GDPR"] {
        assert_eq!(read(&[(EmailConsent, text)]).len(), 4, "{text}");
    }
    // The channel that is named is the one that is meant.
    let by_mail = "Einspruch gegen E-Mail (Art. 21 DSGVO)";
    assert_eq!(
        read(&[(EmailConsent, by_mail)]),
        ["email_consent=opted_out"]
    );
    assert_eq!(
        read(&[(SmsConsent, by_mail)]),
        ["sms_consent: consent.unknown"]
    );
    assert_eq!(
        read(&[(EmailConsent, "Einwilligung nach Art. 7 DSGVO")]),
        ["email_consent: consent.unknown"]
    );
}

/// A no by every channel.
const EVERY: [&str; 4] = [
    "email_consent=opted_out",
    "sms_consent=opted_out",
    "phone_consent=opted_out",
    "post_consent=opted_out",
];

#[test]
fn who_asks_that_use_is_restricted_is_reached_by_no_channel() {
    use Attribute::{ConsentChannel, ConsentState, DeletionRequest, EmailConsent, PostConsent};
    for text in [
        "Restriction of processing",
        "Einschränkung der Verarbeitung",
        "Sperrung (Art. 18 DSGVO)",
        "Access and restriction",
        "Restriction, suppression",
    ] {
        for row in [
            &[(EmailConsent, text)][..],
            &[(PostConsent, text)],
            &[(DeletionRequest, text)],
            &[(ConsentState, text)],
            &[(ConsentState, text), (ConsentChannel, "email")],
        ] {
            let told = read(row);
            for refused in EVERY {
                let times = told.iter().filter(|one| *one == refused).count();
                assert_eq!(times, 1, "{row:?}: {refused} {told:?}");
            }
            assert!(
                !told.contains(&"deletion_request=true".to_owned()),
                "{row:?}"
            );
        }
    }
    // The request itself is told as one.
    let told = read(&[(EmailConsent, "Art. 18 DSGVO")]);
    assert_eq!(told[0], "email_consent: consent.restriction");
}

#[test]
fn a_no_to_advertising_as_such_is_one_to_every_channel_and_a_yes_to_its_own() {
    use Attribute::{EmailConsent, PostConsent};
    let told = |text: &str| read_with(&[(EmailConsent, text)], Some(Heard::Advertising));
    for text in [
        "N",
        "nein",
        "No",
        "0",
        "nein danke",
        "keine Werbung",
        "Widerspruch",
    ] {
        let told = told(text);
        assert_eq!(told.len(), EVERY.len(), "{text}: {told:?}");
        assert!(
            EVERY.iter().all(|one| told.contains(&(*one).to_owned())),
            "{text}: {told:?}"
        );
    }
    assert_eq!(told("J"), ["email_consent=opted_in"]);
    // Who left one list left no other, and elsewhere a no is about its own channel.
    for text in ["unsubscribed", "abgemeldet"] {
        assert_eq!(told(text), ["email_consent=opted_out"], "{text}");
    }
    assert_eq!(read(&[(EmailConsent, "N")]), ["email_consent=opted_out"]);
    assert_eq!(
        read_request(&[(EmailConsent, "nein")]),
        ["email_consent=opted_out"]
    );
    // A channel with a column of its own speaks for itself.
    let row = [(EmailConsent, "N"), (PostConsent, "J")];
    let told = read_with(&row, Some(Heard::Advertising));
    assert!(told.contains(&"post_consent=opted_in".to_owned()));
    assert!(!told.contains(&"post_consent=opted_out".to_owned()));
}

#[test]
fn remarks_refuse_where_they_are_clear_and_say_nothing_else() {
    use Attribute::{Campaign, EmailConsent};
    let told =
        |attribute: Attribute, text: &str| read_with(&[(attribute, text)], Some(Heard::Remark));
    assert_eq!(
        told(EmailConsent, "bitte nicht mehr anrufen"),
        ["phone_consent=opted_out"]
    );
    for text in ["verstorben 03/2026", "bitte keine Werbung mehr"] {
        assert_eq!(told(EmailConsent, text), EVERY, "{text}");
    }
    assert_eq!(
        told(EmailConsent, "Vater verstorben"),
        ["email_consent: consent.remark_unclear"]
    );
    for text in ["ja, gerne", "zahlt bar", "delete my old address", ""] {
        assert_eq!(told(EmailConsent, text), [""; 0], "{text}");
    }
    // What somebody says such a remark means is believed.
    assert_eq!(told(EmailConsent, "opted_out"), ["email_consent=opted_out"]);
    assert_eq!(told(EmailConsent, "objection_to_marketing"), EVERY);
    // What somebody asked support for stays what it is.
    assert_eq!(
        told(Campaign, "Please stop sending me e-mails"),
        [
            "campaign=Please stop sending me e-mails",
            "email_consent=opted_out"
        ]
    );
    assert_eq!(
        told(Campaign, "Where is my order?"),
        ["campaign=Where is my order?"]
    );
}

#[test]
fn letters_that_come_back_bar_letters_alone() {
    use Attribute::PostConsent;
    let told = |text: &str| read_with(&[(PostConsent, text)], Some(Heard::Delivery));
    assert_eq!(
        told("unzustellbar, verzogen"),
        ["post_consent=undeliverable"]
    );
    for text in ["ok", "ja", "zugestellt", ""] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
    assert_eq!(told("nein"), ["post_consent=opted_out"]);
}

#[test]
fn what_a_mail_server_answers_says_whether_an_address_is_dead() {
    use Attribute::Bounced;
    for text in [
        "hard bounce (550 user unknown)",
        "550 5.1.1 user unknown",
        "5.1.1",
        "unzustellbar, verzogen",
    ] {
        assert_eq!(
            read(&[(Bounced, text)]),
            ["bounced=hard", "email_consent=undeliverable"],
            "{text}"
        );
    }
    for text in ["4.2.2 mailbox full", "Soft bounce: 452 over quota"] {
        assert_eq!(read(&[(Bounced, text)]), ["bounced=soft"], "{text}");
    }
}

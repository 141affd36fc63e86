//! Send logs as common tools write them: one row for each thing that became of a message, or accounts beside the
//! addresses. What is no message stays what it is, and people say what a campaign is for.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CampaignPurpose, CheckView, CountList, DraftList, ListCondition, Nothing, SaidWord,
    SetCampaign, SetCheck, SetColumn, SetMeanings, TableNumber,
};

use super::{check, picture, shop};
use crate::erased::wait;

/// Ben's message came back, Cleo takes herself off the list.
const SENDS: &str = "\
email,campaign,event,timestamp
anna@mail.example.com,Winback March,sent,2026-03-10 09:00:00
anna@mail.example.com,Winback March,opened,2026-03-10 11:00:00
anna@mail.example.com,Winback March,opened,2026-03-11 08:00:00
anna@mail.example.com,Winback March,clicked,2026-03-11 08:01:00
ben@mail.example.com,Winback March,sent,2026-03-10 09:00:00
ben@mail.example.com,Winback March,bounced,2026-03-10 09:01:00
cleo@mail.example.com,Winback March,sent,2026-03-10 09:00:00
cleo@mail.example.com,Winback March,unsubscribed,2026-03-11 09:00:00
";
/// Of Dora's message only the opening is told.
const KLAVIYO: &str = "\
Event ID,Event Name,Profile ID,Email,Campaign Name,Subject,Timestamp
1,Received Email,01HA,anna@mail.example.com,We miss you,Come back soon,2026-03-12 09:00:00
2,Opened Email,01HA,anna@mail.example.com,We miss you,Come back soon,2026-03-12 12:00:00
3,Received Email,01HB,ben@mail.example.com,We miss you,Come back soon,2026-03-12 09:00:00
4,Clicked Email,01HB,ben@mail.example.com,We miss you,Come back soon,2026-03-12 13:00:00
5,Opened Email,01HD,dora@mail.example.com,We miss you,Come back soon,2026-03-13 07:00:00
6,Viewed Product,01HB,ben@mail.example.com,,,2026-03-12 13:01:00
";
const ACCOUNTS: &str = "\
customer_id,email,campaign,sent_at
C1001,anna@mail.example.com,Winback April,2026-03-20 09:00:00
C1002,ben@mail.example.com,Winback April,2026-03-20 09:00:00
C1003,cleo@mail.example.com,Winback April,2026-03-20 09:00:00
C1003,cleo@mail.example.com,Spring sofas,2026-03-21 09:00:00
C1004,dora@mail.example.com,Spring sofas,2026-03-21 09:00:00
";
const VISITS: &str = "\
client_id,event_name,event_time,email,utm_campaign,page
GA1.2.1111111111.1700000001,page_view,2026-03-10 09:00:00,anna@mail.example.com,chairs,/a
GA1.2.1111111111.1700000001,add_to_cart,2026-03-10 09:01:00,anna@mail.example.com,chairs,/b
GA1.2.2222222222.1700000002,session_start,2026-03-10 09:05:00,ben@mail.example.com,chairs,/a
GA1.2.2222222222.1700000002,click,2026-03-10 09:06:00,ben@mail.example.com,chairs,/a
";
const PAYMENTS: &str = "\
payment_id,email,customer_id,event,campaign,paid_at,amount,currency
P1,anna@mail.example.com,C1001,payment,Till,2025-01-08 10:00:00,20.00,EUR
P2,ben@mail.example.com,C1002,payment,Till,2025-01-09 10:00:00,30.00,EUR
";
const ORDERS: &str = "\
order_id,email,order_date,total,currency
O1,anna@mail.example.com,2026-03-08,20.00,EUR
O2,cleo@mail.example.com,2025-12-01,30.00,EUR
O3,dora@mail.example.com,2026-03-01,35.00,EUR
";

/// Whom a campaign reached, and how many of them had just bought.
fn reached(check: &CheckView, campaign: &str) -> (f64, f64) {
    let all = picture(check, "Campaign by campaign");
    let mut lines = all.lines.iter();
    let line = lines.find(|line| line.label == campaign);
    let line = line.unwrap_or_else(|| panic!("no {campaign} in {all:#?}"));
    let value = |place: usize| line.values[place].expect("a number");
    (value(1), value(0))
}

pub(super) fn chosen(engine: &Engine, subject: &str, test: &str, value: &str, named: &str) -> u64 {
    let values = Some(value.to_owned()).filter(|value| !value.is_empty());
    let request = CountList {
        draft: DraftList {
            purpose: "contact".into(),
            condition: ListCondition {
                kind: "event".into(),
                subject: subject.into(),
                test: test.into(),
                values: values.into_iter().collect(),
                days: None,
                named: named.into(),
                conditions: Vec::new(),
            },
        },
        destination: None,
        today: None,
    };
    engine.count_list(request).expect("a count").chosen
}

#[test]
fn a_row_of_what_became_of_a_message_belongs_to_it_and_no_visit_or_payment_is_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("sends.csv", SENDS),
        ("klaviyo_events.csv", KLAVIYO),
        ("send_log.csv", ACCOUNTS),
        ("web_events.csv", VISITS),
        ("payments.csv", PAYMENTS),
        ("orders.csv", ORDERS),
    ];
    let files = files.map(|(name, text)| (name, text.to_owned()));
    let engine = shop(folder.path(), &files);

    let suppression = check(&engine, "suppression");
    for (campaign, people, buyers) in [
        ("Winback March", 2.0, 1.0),
        ("We miss you", 3.0, 2.0),
        ("Winback April", 3.0, 1.0),
        ("Spring sofas", 2.0, 1.0),
    ] {
        let told = reached(&suppression, campaign);
        assert_eq!(told, (people, buyers), "{campaign}");
    }
    let campaigns = suppression.campaigns.as_ref().expect("the campaigns");
    assert_eq!(campaigns.total, 4, "{campaigns:?}");
    let figure = suppression.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (4, 8));

    let pressure = check(&engine, "pressure");
    let figure = pressure.figure.as_ref().expect("a figure");
    // Anna, Ben, Cleo and Dora.
    assert_eq!(figure.among, 4);
    let tables: Vec<&str> = pressure
        .inputs
        .iter()
        .map(|one| one.gave.as_str())
        .collect();
    assert_eq!(tables.len(), 3, "{:?}", pressure.inputs);

    let retention = check(&engine, "retention");
    let title = "Messages set off one by one beside those to everybody at once";
    let engagement = picture(&retention, title);
    for (campaign, values) in [
        ("Winback March", [Some(1.0), Some(1.0), Some(2.0)]),
        ("We miss you", [Some(2.0), Some(1.0), Some(3.0)]),
        ("Winback April", [None, None, Some(3.0)]),
    ] {
        let mut lines = engagement.lines.iter();
        let line = lines.find(|line| line.label == campaign).expect("a line");
        assert_eq!(line.values, values, "{campaign}");
    }

    for (subject, test, value, named, expected) in [
        ("message", "did", "", "Winback March", 2),
        ("opened", "did", "", "", 2),
        ("opened", "at_least", "2", "", 1),
        // The last time counts.
        ("opened", "last_since", "2026-03-13", "Winback March", 0),
        ("opened", "last_since", "2026-03-11", "Winback March", 1),
        ("clicked", "did", "", "Winback March", 1),
        ("message", "did", "", "chairs", 0),
        ("message", "did", "", "Till", 0),
    ] {
        let found = chosen(&engine, subject, test, value, named);
        assert_eq!(found, expected, "{subject} {test} {value} {named}");
    }
}

#[test]
fn words_of_an_event_column_are_given_a_meaning() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = "\
        email,campaign,event,timestamp\n\
        anna@mail.example.com,Winback,whooshed,2026-03-10 09:00:00\n\
        anna@mail.example.com,Winback,peeked,2026-03-10 11:00:00\n\
        cleo@mail.example.com,Winback,whooshed,2026-03-10 09:00:00\n";
    let files = [("sends.csv", log), ("orders.csv", ORDERS)];
    let engine = shop(
        folder.path(),
        &files.map(|(name, text)| (name, text.to_owned())),
    );
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let mut tables = tables.iter();
    let sends = tables.find(|one| one.name.contains("sends"));
    let table = sends.expect("the log").table;
    engine
        .set_column(SetColumn {
            table,
            column: 2,
            attribute: Some("event_kind".into()),
            group: 0,
            date_order: None,
        })
        .expect("what happened");
    assert!(check(&engine, "suppression").figure.is_none());
    let unknown = |engine: &Engine| {
        let view = engine.get_mapping(TableNumber { table });
        let column = &view.expect("the mapping").columns[2];
        (column.has_words, column.unknown_words)
    };
    assert_eq!(unknown(&engine), (true, 2));

    let say = |words: &[(&str, &str)]| {
        let meanings = words.iter().map(|(word, meaning)| SaidWord {
            word: (*word).into(),
            meaning: Some((*meaning).into()),
        });
        let said = engine.set_value_map(SetMeanings {
            table,
            column: 2,
            meanings: meanings.collect(),
        });
        said.map_err(|error| error.to_string())
    };
    let refused = say(&[("peeked", "flown")]).expect_err("no meaning");
    assert!(refused.contains("opened"), "{refused}");
    let said = say(&[("whooshed", "sent"), ("Peeked", "opened")]).expect("said");
    let told: Vec<(&str, u64)> = said
        .after
        .iter()
        .map(|one| (one.label.as_str(), one.rows))
        .collect();
    assert_eq!(told, [("Message sent", 2), ("Message opened", 1)]);
    assert_eq!(unknown(&engine), (true, 0));

    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    assert_eq!(
        reached(&check(&engine, "suppression"), "Winback"),
        (2.0, 1.0)
    );
    assert_eq!(chosen(&engine, "opened", "did", "", ""), 1);
}

fn say(engine: &Engine, campaign: &str, purpose: &str) -> Result<(), String> {
    let request = SetCampaign {
        campaign: campaign.into(),
        purpose: purpose.into(),
    };
    let said = engine.set_campaign(request).map(|_| ());
    said.map_err(|error| error.to_string())
}

fn purpose(check: &CheckView, campaign: &str) -> CampaignPurpose {
    let view = check.campaigns.as_ref().expect("the campaigns");
    let mut all = view.campaigns.iter();
    let one = all.find(|one| one.campaign == campaign);
    one.expect("the campaign").clone()
}

#[test]
fn people_say_what_a_campaign_is_for_and_the_figure_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = "\
        email,campaign,sent_at\n\
        anna@mail.example.com,Spring sofas,2026-03-10 09:00:00\n\
        cleo@mail.example.com,Spring sofas,2026-03-10 09:00:00\n\
        cleo@mail.example.com,Nous vous avons manqué,2026-03-11 09:00:00\n";
    let files = [("send_log.csv", log), ("orders.csv", ORDERS)];
    let engine = shop(
        folder.path(),
        &files.map(|(name, text)| (name, text.to_owned())),
    );
    let before = check(&engine, "suppression");
    assert!(before.figure.is_none(), "{}", before.sentence);
    let told = "2 whose name does not tell what it is for";
    assert!(
        before.unknown.iter().any(|one| one.contains(told)),
        "{:?}",
        before.unknown
    );
    let sofas = picture(&before, "Campaign by campaign").lines.last();
    let note = sofas.expect("a line").note.as_str();
    assert_eq!(note, "not counted; say what it is for");
    assert!(!purpose(&before, "Spring sofas").counted);

    for (campaign, purpose) in [("Winter sofas", "other"), ("Spring sofas", "winback")] {
        assert!(say(&engine, campaign, purpose).is_err(), "{campaign}");
    }
    say(&engine, "Spring sofas", "winback_or_acquisition").expect("said");
    let after = check(&engine, "suppression");
    let figure = after.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (1, 2));
    assert!(purpose(&after, "Spring sofas").counted);
    let pressure = check(&engine, "pressure");
    let line = &picture(&pressure, "Won back after buying").lines[0];
    assert_eq!(line.values, [Some(1.0), Some(2.0)]);

    say(&engine, "Spring sofas", "other").expect("said otherwise");
    assert!(check(&engine, "suppression").figure.is_none());
    engine.undo(Nothing {}).expect("undone");
    assert!(check(&engine, "suppression").figure.is_some());
    say(&engine, "Spring sofas", "").expect("left to its name");
    assert_eq!(
        purpose(&check(&engine, "suppression"), "Spring sofas").purpose,
        ""
    );
}

#[test]
fn a_campaign_that_is_sent_again_under_its_name_is_checked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    // Anna buys between the two, Cleo gets the second one twice.
    let log = "\
        email,campaign,sent_at\n\
        anna@mail.example.com,Winback,2026-03-02 09:00:00\n\
        cleo@mail.example.com,Winback,2026-03-02 09:00:00\n\
        anna@mail.example.com,Winback,2026-03-20 09:00:00\n\
        cleo@mail.example.com,Winback,2026-03-20 09:05:00\n\
        cleo@mail.example.com,Winback,2026-03-20 18:00:00\n";
    let files = [("send_log.csv", log), ("orders.csv", ORDERS)];
    let engine = shop(
        folder.path(),
        &files.map(|(name, text)| (name, text.to_owned())),
    );
    let suppression = check(&engine, "suppression");
    let figure = suppression.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (1, 5), "each send by itself");
    assert_eq!(reached(&suppression, "Winback"), (2.0, 1.0));
    let note = &picture(&suppression, "Campaign by campaign").lines[0].note;
    assert_eq!(note, "sent 3 times from 2026-03-02 to 2026-03-20");
    let sends: Vec<(&str, Option<f64>, Option<f64>)> = picture(&suppression, "Send by send")
        .lines
        .iter()
        .map(|line| (line.label.as_str(), line.values[0], line.values[1]))
        .collect();
    assert_eq!(
        sends,
        [
            ("2026-03-02 Winback", Some(0.0), Some(2.0)),
            ("2026-03-20 Winback", Some(1.0), Some(2.0)),
            (
                "2026-03-20 Winback, send 2 of the day",
                Some(0.0),
                Some(1.0)
            ),
        ]
    );
    let why = "Got \"Winback\" on 2026-03-20, had bought on 2026-03-08.";
    assert_eq!(suppression.people[0].why, why);

    let few = SetCheck {
        check: "pressure".into(),
        messages: Some(2),
        ..SetCheck::default()
    };
    engine.set_check(few).expect("chosen");
    let pressure = check(&engine, "pressure");
    let figure = pressure.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (1, 2), "Cleo, on one day");
    let why = "2 messages of 1 campaign from 2026-03-20 to 2026-03-20.";
    assert_eq!(pressure.people[0].why, why);
}

/// Anna bought at the till, Ben perhaps as well before he bought there after the message; Dora's last purchase is an order
/// of the shop, where what was before it is known.
#[test]
fn the_last_purchase_on_a_store_card_counts_before_a_message_and_is_told_where_it_hides_what_was_before()
 {
    const LOG: &str = "\
email,campaign,sent_at
anna@mail.example.com,Winback,2026-03-20 09:00:00
ben@mail.example.com,Winback,2026-03-20 09:00:00
cleo@mail.example.com,Winback,2026-03-20 09:00:00
dora@mail.example.com,Winback,2026-03-20 09:00:00
";
    const CARDS: &str = "\
Card number,First name,Last name,E-mail,Last purchase
00006301,Anna,Lindqvist,anna@mail.example.com,2026-03-15
00006302,Ben,Okafor,ben@mail.example.com,2026-03-25
00006303,Cleo,Visser,cleo@mail.example.com,2025-12-20
00006304,Dora,Almeida,dora@mail.example.com,2026-03-22
";
    const OF_SHOP: &str = "\
order_id,email,order_date,total,currency
O1,cleo@mail.example.com,2025-12-01,30.00,EUR
O2,dora@mail.example.com,2026-03-13,35.00,EUR
O3,dora@mail.example.com,2026-03-22,36.00,EUR
";
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("send_log.csv", LOG),
        ("store_cards.csv", CARDS),
        ("orders.csv", OF_SHOP),
    ];
    let engine = shop(
        folder.path(),
        &files.map(|(name, text)| (name, text.to_owned())),
    );
    let suppression = check(&engine, "suppression");
    let figure = suppression.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (2, 4), "Anna and Dora");
    let by_card: Vec<&str> = suppression
        .people
        .iter()
        .map(|one| one.why.as_str())
        .filter(|why| why.contains("had bought on 2026-03-15, as "))
        .collect();
    assert!(
        matches!(by_card.as_slice(), [why] if why.ends_with(" sums it up.")),
        "{:?}",
        suppression.people
    );
    let hidden: Vec<&String> = suppression
        .unknown
        .iter()
        .filter(|one| one.starts_with("Not known of "))
        .collect();
    assert!(
        matches!(hidden.as_slice(), [one] if one.starts_with("Not known of 1 of those who got ")),
        "{:?}",
        suppression.unknown
    );
    let mut inputs = suppression.inputs.iter();
    assert!(
        inputs.any(|one| one.gave == "4 last purchases"),
        "{:?}",
        suppression.inputs
    );
}

//! Messages that come back, as people's tables and logs of what was sent tell it; and who left by a message.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    ChannelLedger, CustomerNumber, DeliverList, ListLeftOut, Nothing, SearchCustomers, TableNumber,
};

use crate::erased::wait;
use crate::measured::{load_only, project};

/// Pavel's and Mina's messages come back; Otto's mailbox was only full.
const CONTACTS: &str = "\
Contact ID,First name,Last name,Email,Email consent,Bounced
1,Grietje,Dekker,grietje@example.com,yes,0
2,Jonas,Winkler,jonas.winkler@example.org,yes,0
3,Lena,Brandt,lena@example.org,yes,0
4,Pavel,Novak,pavel@example.org,yes,1
5,Mina,Kovac,mina.kovac@example.net,yes,hard
6,Otto,Kern,otto@example.org,yes,soft
";
/// Jonas left by the first of these, and Lena's came back.
const SENT: &str = "\
campaign,sent at,email,opened,clicked,unsubscribed,status
Spring,2026-03-02 10:00:00,grietje@example.com,1,0,0,delivered
Spring,2026-03-02 10:00:00,jonas.winkler@example.org,0,0,1,delivered
Spring,2026-03-02 10:00:00,lena@example.org,0,0,0,bounced
Autumn,2026-09-02 10:00:00,grietje@example.com,1,1,0,delivered
Autumn,2026-09-02 10:00:00,jonas.winkler@example.org,0,0,0,delivered
Autumn,2026-09-02 10:00:00,otto@example.org,0,0,0,soft bounce
";

fn audited(folder: &std::path::Path) -> Engine {
    let engine = project(folder);
    load_only(&engine, folder, "crm_contacts.csv", CONTACTS, false);
    load_only(&engine, folder, "sends.csv", SENT, false);
    for table in engine.list_mappings(Nothing {}).expect("the tables") {
        engine
            .confirm_mapping(TableNumber { table: table.table })
            .expect("it is confirmed");
    }
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    engine
}

fn email_of(engine: &Engine, name: &str) -> ChannelLedger {
    let query = SearchCustomers {
        query: name.into(),
        ..SearchCustomers::default()
    };
    let page = engine.search_customers(query).expect("a search");
    let customer = page.customers.first().expect(name).customer.clone();
    let ledger = engine
        .consent_ledger(CustomerNumber { customer })
        .expect("a ledger");
    let mut channels = ledger.channels.into_iter();
    channels
        .find(|one| one.channel.code == "email_consent")
        .expect("the channel")
}

#[test]
fn what_comes_back_for_good_is_told_as_undeliverable_and_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = audited(folder.path());
    for (name, state) in [
        ("Grietje", "opted_in"),
        ("Jonas", "opted_out"),
        ("Lena", "undeliverable"),
        ("Pavel", "undeliverable"),
        ("Mina", "undeliverable"),
        ("Otto", "opted_in"),
    ] {
        let mail = email_of(&engine, name);
        assert_eq!(mail.state.as_deref(), Some(state), "{name}: {mail:#?}");
    }
    let pavel = email_of(&engine, "Pavel");
    let said = &pavel.statements[0];
    assert_eq!(
        (said.raw.as_str(), said.column.as_deref(), said.row),
        ("1", Some("Bounced"), 5)
    );
    assert_eq!(said.evidence, "bounce");

    let left_out = engine
        .list_left_out(ListLeftOut {
            list: "customers".into(),
            draft: None,
            destination: "plain_csv".into(),
            reason: Some("messages to the address come back".into()),
            days: None,
            today: None,
            offset: 0,
            limit: 100,
        })
        .expect("who is left out");
    let mut names: Vec<&str> = left_out
        .people
        .iter()
        .filter_map(|one| one.name.split(' ').next())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Lena", "Mina", "Pavel"]);

    let measures = engine.measures(Nothing {}).expect("the measures").measures;
    let dead = measures.iter().find(|one| one.measure == "dead_addresses");
    let latest = dead.and_then(|one| one.latest);
    let told = latest.map(|latest| (latest.found, latest.among));
    assert_eq!(told, Some((3, 6)), "of six different addresses");
}

#[test]
fn who_left_by_a_message_said_no_on_its_day_and_a_nought_says_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = audited(folder.path());
    let jonas = email_of(&engine, "Jonas");
    let of_log = |mail: &ChannelLedger| {
        let mut said = mail.statements.clone();
        said.retain(|one| one.column.as_deref() == Some("unsubscribed"));
        said
    };
    let said = of_log(&jonas);
    assert_eq!(said.len(), 1, "{jonas:#?}");
    let said = &said[0];
    assert_eq!((said.raw.as_str(), said.row), ("1", 3));
    assert_eq!(said.state, "opted_out");
    assert!(
        said.time
            .as_deref()
            .is_some_and(|time| time.starts_with("2026-03-02")),
        "{said:?}"
    );
    assert!(of_log(&email_of(&engine, "Grietje")).is_empty());
}

/// A row for each thing that became of a message; Lena only opened hers.
const EVENTS: &str = "\
email,campaign,event,timestamp
grietje@example.com,Spring,sent,2026-03-02 10:00:00
grietje@example.com,Spring,unsubscribe,2026-03-03 08:00:00
jonas.winkler@example.org,Spring,sent,2026-03-02 10:00:00
jonas.winkler@example.org,Spring,complaint,2026-03-04 09:00:00
lena@example.org,Spring,sent,2026-03-02 10:00:00
lena@example.org,Spring,opened,2026-03-02 11:00:00
";

#[test]
fn who_left_in_a_row_of_its_own_said_no_and_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "crm_contacts.csv", CONTACTS, false);
    load_only(&engine, folder.path(), "sends.csv", EVENTS, false);
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    for (name, state, day) in [
        ("Grietje", "opted_out", Some("2026-03-03")),
        ("Jonas", "opted_out", Some("2026-03-04")),
        ("Lena", "opted_in", None),
    ] {
        let mail = email_of(&engine, name);
        assert_eq!(mail.state.as_deref(), Some(state), "{name}: {mail:#?}");
        let mut said = mail.statements.iter();
        let left = said.find(|one| one.column.as_deref() == Some("event"));
        let told = left.and_then(|one| one.time.as_deref()?.get(..10));
        assert_eq!(told, day, "{name}: {mail:#?}");
    }
}

/// Mails to the old addresses of Pavel and Mina come back. Pavel has a new one, and said yes with the old one.
const OLD_ADDRESSES: &str = "\
Id,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Bounced,Updated at
1,Pavel,Novak,pavel@early.example.com,+44 7700 900375,1984-05-06,yes,1,2026-07-01
2,Mina,Kovac,mina@early.example.com,+44 7700 900376,1971-08-09,yes,1,2026-07-01
3,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,yes,0,2026-07-01
";
const NEW_ADDRESSES: &str = "\
Customer no,First name,Surname,E-mail,Phone,Date of birth,Accepts e-mail marketing,Updated at
77,Pavel,Novak,pavel@late.example.com,+44 7700 900375,1984-05-06,,2026-06-01
78,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02,yes,2026-06-02
";

#[test]
fn an_old_address_that_comes_back_bars_itself_and_nobody_who_has_a_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("crm_contacts.csv", OLD_ADDRESSES),
        ("shop_customers.csv", NEW_ADDRESSES),
    ] {
        load_only(&engine, folder.path(), name, text, false);
    }
    for table in engine.list_mappings(Nothing {}).expect("the tables") {
        engine
            .confirm_mapping(TableNumber { table: table.table })
            .expect("it is confirmed");
    }
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    for (name, state) in [
        ("Pavel", "opted_in"),
        ("Mina", "undeliverable"),
        ("Bertram", "opted_in"),
    ] {
        let mail = email_of(&engine, name);
        assert_eq!(mail.state.as_deref(), Some(state), "{name}: {mail:#?}");
    }
    let path = folder.path().join("list.csv");
    engine
        .deliver_list(DeliverList {
            left_out_file: false,
            list: "customers".into(),
            destination: "plain_csv".into(),
            path: path.display().to_string(),
            days: None,
            today: None,
        })
        .expect("a delivery");
    let list = std::fs::read_to_string(path).expect("the list");
    for reached in ["pavel@late.example.com", "bertram@example.com"] {
        assert!(list.contains(reached), "{reached}\n{list}");
    }
    for barred in ["pavel@early.example.com", "mina@early.example.com"] {
        assert!(!list.contains(barred), "{barred}\n{list}");
    }
}

/// A list of a sending service, as it comes: Grietje's and Otto's mail came back, Otto's once.
const BOUNCES: &str = "\
E-Mail;Art;Datum;Meldung
grietje@example.com;Hard Bounce;01.10.2026;550 5.1.1 user unknown
otto@example.org;Soft Bounce;03.10.2026;452 4.2.2 mailbox full
lena@example.org;Hard Bounce;06.10.2026;550 5.1.1 user unknown
";
const AGREED: &str = "\
Contact ID,First name,Last name,Email,Email consent
1,Grietje,Dekker,grietje@example.com,yes
3,Lena,Brandt,lena@example.org,yes
6,Otto,Kern,otto@example.org,yes
";

#[test]
fn a_full_mailbox_on_a_list_of_bounces_bars_nobody_and_asks_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("crm_contacts.csv", AGREED),
        ("Bounces_Versanddienst.csv", BOUNCES),
    ] {
        load_only(&engine, folder.path(), name, text, false);
    }
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    for (name, state) in [
        ("Grietje", "undeliverable"),
        ("Otto", "opted_in"),
        ("Lena", "undeliverable"),
    ] {
        let mail = email_of(&engine, name);
        assert_eq!(mail.state.as_deref(), Some(state), "{name}: {mail:#?}");
    }
}

/// Nothing here is dated: only the list of bounces tells which of Pavel's addresses is the old one.
const CARDS: &str = "\
Card,First name,Last name,E-mail,Phone,Date of birth
K1,Pavel,Novak,pavel@early.example.com,+44 7700 900375,1984-05-06
K2,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02
";
const ACCOUNTS: &str = "\
Customer no,First name,Last name,E-mail,Phone,Date of birth
77,Pavel,Novak,pavel@late.example.com,+44 7700 900375,1984-05-06
78,Bertram,Quillfeather,bertram@example.com,+44 7700 900377,1990-01-02
";
const CAME_BACK: &str = "\
E-mail,Type,Date
pavel@early.example.com,Hard Bounce,2026-10-01
zoe@example.net,Hard Bounce,2026-10-02
otto@example.org,Soft Bounce,2026-10-03
";

#[test]
fn an_address_that_comes_back_is_an_old_detail_where_another_reaches_the_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for (name, text) in [
        ("loyalty_cards.csv", CARDS),
        ("shop_customers.csv", ACCOUNTS),
    ] {
        load_only(&engine, folder.path(), name, text, false);
    }
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    let before = engine.stale_details(Nothing {}).expect("an answer");
    assert_eq!(before.records, Some(0), "{}", before.sentence);
    load_only(&engine, folder.path(), "bounces.csv", CAME_BACK, false);
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    let after = engine.stale_details(Nothing {}).expect("an answer");
    assert_eq!(
        (after.records, after.people, after.undated),
        (Some(1), 1, 0)
    );
}

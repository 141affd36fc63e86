//! What is known of an open lead before a call.

use rollcall_engine::view::{CheckPicture, Figure};

use super::{check, picture, shop};
use crate::measured::rows;

/// Four open leads, one who is a customer already.
const CONTACTS: &str = "\
Record ID,First name,Last name,Email,Lead Status
11,Grietje,Dekker,grietje@example.com,New
12,Jonas,Winkler,jonas.winkler@example.org,In progress
13,Mina,Kovac,mina.kovac@example.net,New
14,Pavel,Novak,pavel@example.com,Open
15,Lena,Brandt,lena@example.com,Customer
";
/// Grietje and Lena signed in, somebody nobody knows did not.
const VISITS: &str = "\
visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,seconds,customer_email
v1,GA1.2.1072605321.1727124527,2026-03-01T10:00:00Z,/tables,google,organic,83,grietje@example.com
v2,GA1.2.1072605322.1727124528,2026-03-02T10:00:00Z,/lamps,google,organic,,lena@example.com
v3,GA1.2.1072605323.1727124529,2026-03-02T11:00:00Z,/lamps,google,organic,12,
";
const SENT: &str = "\
message_id,sent_at,campaign,email,first_name,status,opened_at,clicked_at
m1,2026-03-03 10:00:00,Spring tables,grietje@example.com,Grietje,delivered,2026-03-03 12:00:00,
m2,2026-03-03 10:00:00,Spring tables,jonas.winkler@example.org,Jonas,delivered,2026-03-03 13:00:00,
m3,2026-03-03 10:00:00,Spring tables,mina.kovac@example.net,Mina,delivered,,
";

fn line<'a>(sheet: &'a CheckPicture, label: &str) -> (&'a [Option<f64>], &'a str) {
    let line = sheet.lines.iter().find(|one| one.label == label);
    let line = line.expect("a line");
    (&line.values, &line.note)
}

#[test]
fn g46_what_no_source_has_of_a_lead_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(
        folder.path(),
        &[
            ("crm_contacts.csv", CONTACTS.to_owned()),
            ("web_visits.csv", VISITS.to_owned()),
            ("send_log.csv", SENT.to_owned()),
        ],
    );
    let leads = check(&engine, "leads");
    let figure = leads.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (2, 4), "{}", leads.sentence);
    assert!(figure.few, "four leads are few");
    let sheet = picture(&leads, "What is known of an open lead");
    for (label, known, told) in [
        ("Pages visited", Some(1.0), "visits"),
        ("E-mails opened", Some(2.0), "send"),
        ("Time spent", Some(1.0), "visits"),
    ] {
        let (values, note) = line(sheet, label);
        assert_eq!(values, [known, Some(4.0)], "{label}");
        assert!(note.contains(told), "{label}: {note}");
    }
    let (values, note) = line(sheet, "Features used");
    assert_eq!((values[0], note), (None, "no source has it"));
    assert!(
        leads
            .unknown
            .iter()
            .any(|one| one.starts_with("Features used: no source has it"))
    );
    let behind = Figure::Check {
        check: "leads".into(),
        part: String::new(),
    };
    let told = rows(&engine, behind);
    assert_eq!(told.total, 2);
    let names: Vec<&str> = told.rows.iter().map(|row| row.cells[1].as_str()).collect();
    assert!(
        names
            .iter()
            .all(|one| one.contains("Mina") || one.contains("Pavel")),
        "{names:?}"
    );
}

#[test]
fn g46_without_leads_nothing_is_said_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &[("web_visits.csv", VISITS.to_owned())]);
    let leads = check(&engine, "leads");
    assert!(leads.figure.is_none());
    assert!(
        leads
            .sentence
            .starts_with("Cannot be known from these files")
    );
}

/// A log in which each row is something that happened to a message; Jonas's was sent and no more.
const HAPPENED: &str = "\
event_id,event,occurred_at,campaign,email
e1,sent,2026-03-03 10:00:00,Spring,grietje@example.com
e2,opened,2026-03-03 12:00:00,Spring,grietje@example.com
e3,sent,2026-03-03 10:00:00,Spring,jonas.winkler@example.org
";
/// What is opened here are tickets.
const TICKETS: &str = "\
Ticket ID,Subject,Requester email,Requester name,Opened at,Closed at,Status
1,Where is my lamp,jonas.winkler@example.org,Jonas Winkler,2026-03-03 10:00:00,2026-03-04 10:00:00,closed
2,Broken chair,mina.kovac@example.net,Mina Kovac,2026-03-03 10:00:00,2026-03-04 10:00:00,closed
";

#[test]
fn openings_are_told_by_rows_of_their_own_and_never_by_tickets_which_are_told_as_such() {
    for (name, text, known, told, tickets) in [
        ("email_events.csv", HAPPENED, Some(1.0), "in ", None),
        (
            "helpdesk_tickets.csv",
            TICKETS,
            None,
            "no source has it",
            Some(2.0),
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [
            ("crm_contacts.csv", CONTACTS.to_owned()),
            (name, text.to_owned()),
        ];
        let engine = shop(folder.path(), &files);
        let leads = check(&engine, "leads");
        let sheet = picture(&leads, "What is known of an open lead");
        let (values, note) = line(sheet, "E-mails opened");
        assert_eq!(values, [known, Some(4.0)], "{name}");
        assert!(note.starts_with(told), "{name}: {note}");
        let mut unknown = leads.unknown.iter();
        let is_unknown = unknown.any(|one| one.starts_with("E-mails opened: no source has it"));
        assert_eq!(is_unknown, known.is_none(), "{name}");
        // A ticket is something to know of a lead, whatever was opened there.
        let (values, _) = line(sheet, "Tickets opened");
        assert_eq!(values, [tickets, Some(4.0)], "{name}");
    }
}

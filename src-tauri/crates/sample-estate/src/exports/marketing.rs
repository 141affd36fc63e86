//! What marketing keeps: the log of messages sent, the hashed audience that sees retargeting ads,
//! the wishes to be left alone or forgotten.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};

use crate::estate::Estate;
use crate::exports::stripe::paid_since;
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::planted::{Request, Sent};
use crate::recorded::{Month, Recorded, keeps, recorded};
use crate::systems::{AUDIENCE, REQUESTS, SENDS, SHOP_CUSTOMERS, SUBSCRIBED};
use crate::trade::{bought_since, orders_of};

pub(crate) const SENDS_HEADER: &[&str] = &[
    "message_id",
    "sent_at",
    "campaign",
    "segment",
    "email",
    "first_name",
    "mobile",
    "status",
    "opened_at",
    "clicked_at",
];
pub(crate) const AUDIENCE_HEADER: &[&str] = &["Email SHA256", "Country", "Added on"];
pub(crate) const REQUESTS_HEADER: &[&str] = &[
    "Request no",
    "Received on",
    "Request",
    "Email",
    "Full name",
    "Phone",
    "Handled by",
    "Status",
];

/// The three campaigns of March: ten days apart or more, so that nobody gets many by chance.
const CAMPAIGNS: [(u32, &str, &str, f64); 3] = [
    (3, "Spring tables", "Table buyers", 0.10),
    (13, "Store weekend", "Near a store", 0.10),
    (24, "Winback: we miss you", "Lapsed buyers", 0.55),
];

/// Writes the three files.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    write_sends(estate, truth, folder)?;
    write_audience(estate, truth, folder)?;
    write_requests(estate, truth, folder)
}

fn write_sends(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(SENDS.file), Dialect::PLAIN)?;
    table.row(SENDS_HEADER)?;
    let places = estate.size() * 3;
    let planted = &estate.planted.sent;
    for place in estate.shuffled(SENDS, places + planted.len() as u64) {
        let sent = if place >= places {
            Some(planted[(place - places) as usize].clone())
        } else {
            chosen(estate, place)
        };
        let Some(sent) = sent else { continue };
        let row = table.row(&sent_cells(estate, place, &sent))?;
        truth.note(SENDS, row, &sent.person)?;
    }
    table.finish().map(drop)
}

/// The message a subscriber was chosen for, if any. The winback goes to those who have bought
/// nothing since the end of November, themselves or anybody they live with.
fn chosen(estate: &Estate, place: u64) -> Option<Sent> {
    let (number, which) = (place / 3, (place % 3) as usize);
    let (day, campaign, segment, share) = CAMPAIGNS[which];
    if !estate.seed().happens("chosen", place, share) {
        return None;
    }
    let record = recorded(&estate.people, SUBSCRIBED, number, 0, estate.month)?;
    if which == 2 {
        let people = &estate.people;
        let quiet = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap_or_default();
        let home = people.household(number);
        let bought = |one: u64| bought_since(people, one, quiet) || paid_since(people, one, quiet);
        if orders_of(people, number).is_empty() || (home.first..home.first + home.size).any(bought)
        {
            return None;
        }
    }
    let time = NaiveDate::from_ymd_opt(2026, 3, day).and_then(|day| day.and_hms_opt(10, 0, 0));
    Some(message(
        &record,
        time.unwrap_or_default(),
        campaign,
        segment,
    ))
}

fn message(
    record: &Recorded,
    time: NaiveDateTime,
    campaign: &'static str,
    segment: &'static str,
) -> Sent {
    Sent {
        person: record.person.clone(),
        time,
        campaign,
        segment,
        email: record.email.trim().to_owned(),
        given: record.given.clone(),
        mobile: String::new(),
    }
}

fn sent_cells(estate: &Estate, place: u64, sent: &Sent) -> [String; 10] {
    let mut rng = estate.seed().stream("message", place);
    let bounced = rng.f64() < 0.02;
    let opened = !bounced && rng.f64() < 0.38;
    let clicked = opened && rng.f64() < 0.2;
    let stamp = "%Y-%m-%d %H:%M:%S";
    let after = |minutes: i64| {
        (sent.time + chrono::Duration::minutes(minutes))
            .format(stamp)
            .to_string()
    };
    let minutes = rng.i64(2..2800);
    [
        format!("m{:010}", estate.own_number("message", place)),
        sent.time.format(stamp).to_string(),
        sent.campaign.to_owned(),
        sent.segment.to_owned(),
        sent.email.clone(),
        sent.given.clone(),
        sent.mobile.clone(),
        if bounced { "bounced" } else { "delivered" }.to_owned(),
        if opened {
            after(minutes)
        } else {
            String::new()
        },
        if clicked {
            after(minutes + 1)
        } else {
            String::new()
        },
    ]
}

/// One customer in twenty is in the audience; one in five of these bought in the last month.
fn write_audience(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(AUDIENCE.file), Dialect::PLAIN)?;
    table.row(AUDIENCE_HEADER)?;
    let month_ago = Month::First.day() - Days::new(30);
    for number in estate.shuffled(AUDIENCE, estate.size()) {
        if !keeps(estate.seed(), SHOP_CUSTOMERS, number) {
            continue;
        }
        let recent = bought_since(&estate.people, number, month_ago);
        if !estate
            .seed()
            .happens("audience", number, if recent { 0.16 } else { 0.075 })
        {
            continue;
        }
        let person = estate.people.person(number);
        let added = Month::First.day() - Days::new(31 + number % 60);
        let row = table.row(&[
            hashed(&person.email),
            person.country.code().to_owned(),
            added.to_string(),
        ])?;
        truth.note(AUDIENCE, row, &format!("p{number:07}"))?;
    }
    table.finish().map(drop)
}

/// SHA-256 of an address, trimmed and in lower case, as lower-case hexadecimal digits.
pub(crate) fn hashed(email: &str) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(email.trim().to_lowercase()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn write_requests(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(REQUESTS.file), Dialect::PLAIN)?;
    table.row(REQUESTS_HEADER)?;
    let places = estate.size();
    let planted = &estate.planted.requests;
    for place in estate.shuffled(REQUESTS, places + planted.len() as u64) {
        let request = if place >= places {
            planted[(place - places) as usize].clone()
        } else if estate.seed().happens("request", place, 0.012) {
            request(estate, place)
        } else {
            continue;
        };
        let row = table.row(&[
            format!("R-{:010}", estate.own_number("request", place)),
            request.day.format("%d/%m/%Y").to_string(),
            request.kind.to_owned(),
            request.email.clone(),
            request.name.clone(),
            request.phone.clone(),
            ["Tess Marlow", "Jonas Reuter"][estate.seed().one_of("handled", place, 2)].to_owned(),
            "Done".to_owned(),
        ])?;
        truth.note(REQUESTS, row, &request.person)?;
    }
    table.finish().map(drop)
}

fn request(estate: &Estate, number: u64) -> Request {
    let person = estate.people.person(number);
    let seed = estate.seed();
    Request {
        person: format!("p{number:07}"),
        day: Month::First.day() - Days::new(1 + seed.one_of("request day", number, 300) as u64),
        kind: if seed.happens("deletion", number, 0.2) {
            "Deletion"
        } else {
            "Unsubscribe"
        },
        email: person.email,
        name: if seed.happens("request name", number, 0.6) {
            format!("{} {}", person.given, person.family)
        } else {
            String::new()
        },
        phone: if seed.happens("request phone", number, 0.2) {
            person.phone.national()
        } else {
            String::new()
        },
    }
}

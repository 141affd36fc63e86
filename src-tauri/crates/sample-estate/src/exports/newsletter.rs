//! The newsletter: an archive of one file per status, the consent told by the file name alone.

use std::io::Write;
use std::path::Path;

use chrono::{Datelike, Days};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth, open};
use crate::recorded::{Month, Recorded};
use crate::systems::{CLEANED, SUBSCRIBED, Table, UNSUBSCRIBED};
use crate::trade::moment;

macro_rules! header {
    ($($first:literal),*; $($last:literal),*) => {
        &[
            $($first,)* "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP",
            "LATITUDE", "LONGITUDE", "GMTOFF", "DSTOFF", "TIMEZONE", "CC", "REGION",
            "LAST_CHANGED", "LEID", "EUID", "NOTES", $($last,)* "TAGS",
        ]
    };
}

pub(crate) const SUBSCRIBED_HEADER: &[&str] = header!(
    "Email Address", "First Name", "Last Name", "Phone Number", "Postcode", "Birthday";
);
pub(crate) const UNSUBSCRIBED_HEADER: &[&str] = header!(
    "Email Address", "First Name", "Last Name", "Phone Number", "Postcode", "Birthday";
    "UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON", "UNSUB_REASON_OTHER"
);
pub(crate) const CLEANED_HEADER: &[&str] = header!(
    "Email Address", "First Name", "Last Name", "Phone Number", "Postcode", "Birthday";
    "CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID"
);
/// What the first columns are called when the account speaks Italian.
pub(crate) const ITALIAN: [&str; 6] = [
    "Indirizzo email",
    "Nome",
    "Cognome",
    "Numero di telefono",
    "CAP",
    "Compleanno",
];

const CAMPAIGNS: [&str; 4] = [
    "Autumn lamps",
    "Winter sale",
    "New year, new room",
    "Spring tables",
];
const REASONS: [&str; 4] = [
    "NORMAL",
    "No longer interested",
    "Too many e-mails",
    "Never signed up",
];

/// Writes the archive. In the second month the cleaned list comes from an account in Italian.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(SUBSCRIBED.file);
    let broken = |error: zip::result::ZipError| EstateError::Write {
        path: path.clone(),
        reason: error.to_string(),
    };
    let mut archive = ZipWriter::new(open(&path)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (table, name, header) in [
        (SUBSCRIBED, "subscribed", SUBSCRIBED_HEADER),
        (UNSUBSCRIBED, "unsubscribed", UNSUBSCRIBED_HEADER),
        (CLEANED, "cleaned", CLEANED_HEADER),
    ] {
        archive
            .start_file(member_name(name, estate.month), options)
            .map_err(broken)?;
        let mut text = TextTable::new(&mut archive, &path, Dialect::PLAIN)?;
        if estate.month == Month::Next && table == CLEANED {
            let mut italian = header.to_vec();
            for (cell, name) in italian.iter_mut().zip(ITALIAN) {
                *cell = name;
            }
            text.row(&italian)?;
        } else {
            text.row(header)?;
        }
        write_member(estate, truth, table, header, &mut text)?;
    }
    archive
        .finish()
        .map_err(broken)?
        .flush()
        .map_err(crate::files::at(&path))
}

/// The name of a member as the platform gives it.
fn member_name(status: &str, month: Month) -> String {
    let number = if month == Month::First {
        "4d1f0a62c7"
    } else {
        "81be55f390"
    };
    format!("{status}_email_audience_export_{number}.csv")
}

fn write_member<W: Write>(
    estate: &Estate,
    truth: &mut Truth,
    table: Table,
    header: &'static [&'static str],
    text: &mut TextTable<W>,
) -> Result<(), EstateError> {
    estate.each_record(table, |record| {
        let row = text.row(cells(estate, table, header, record).values())?;
        truth.note(table, row, &record.person)
    })
}

fn cells(
    estate: &Estate,
    table: Table,
    header: &'static [&'static str],
    record: &Recorded,
) -> Cells {
    let seed = estate.seed();
    let mut rng = seed.stream("newsletter cells", record.key);
    let mut cells = Cells::of(header);
    cells.set("Email Address", record.email.trim());
    cells.set("First Name", &record.given);
    cells.set("Last Name", &record.family);
    cells.set("Phone Number", &record.phone);
    cells.set("Postcode", &record.postcode);
    if let Some(birth) = record.birth {
        cells.set(
            "Birthday",
            format!("{:02}/{:02}", birth.month(), birth.day()),
        );
    }
    cells.set("MEMBER_RATING", rng.u8(1..=5).to_string());
    let joined = moment(record.created, &mut rng);
    let stamp = "%Y-%m-%d %H:%M:%S";
    cells.set("OPTIN_TIME", joined.format(stamp).to_string());
    cells.set("OPTIN_IP", format!("203.0.113.{}", rng.u8(1..250)));
    cells.set("CONFIRM_TIME", joined.format(stamp).to_string());
    cells.set("CONFIRM_IP", format!("203.0.113.{}", rng.u8(1..250)));
    cells.set("LATITUDE", "0");
    cells.set("LONGITUDE", "0");
    let country = record.country.map_or("", |country| country.code());
    cells.set("CC", country);
    cells.set("REGION", &record.region);
    cells.set(
        "LEID",
        (900_000_000 + estate.own_number("newsletter", record.key)).to_string(),
    );
    cells.set(
        "EUID",
        format!("{:010x}", seed.hash("newsletter euid", record.key) >> 24),
    );
    cells.set(
        "TAGS",
        ["", "\"Customer\"", "\"Customer\",\"Store\"", "\"Website\""][rng.usize(0..4)],
    );
    let later =
        (record.created + Days::new(rng.u64(20..900))).min(Month::First.day() - Days::new(1));
    let changed = moment(later.max(record.created), &mut rng);
    cells.set("LAST_CHANGED", changed.format(stamp).to_string());
    let campaign = CAMPAIGNS[rng.usize(0..CAMPAIGNS.len())];
    let number = format!("{:010x}", seed.hash(campaign, 0) >> 24);
    if table == UNSUBSCRIBED {
        cells.set("UNSUB_TIME", changed.format(stamp).to_string());
        cells.set("UNSUB_CAMPAIGN_TITLE", campaign);
        cells.set("UNSUB_CAMPAIGN_ID", number);
        cells.set("UNSUB_REASON", REASONS[rng.usize(0..REASONS.len())]);
    } else if table == CLEANED {
        cells.set("CLEAN_TIME", changed.format(stamp).to_string());
        cells.set("CLEAN_CAMPAIGN_TITLE", campaign);
        cells.set("CLEAN_CAMPAIGN_ID", number);
    }
    cells
}

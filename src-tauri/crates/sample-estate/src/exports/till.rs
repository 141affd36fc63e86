//! Customers of the tills: cards with leading noughts, profiles made by the swipe of a card.

use std::path::Path;

use chrono::Days;

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::recorded::Recorded;
use crate::systems::TILL_CUSTOMERS;

pub(crate) const HEADER: &[&str] = &[
    "Reference ID",
    "First Name",
    "Last Name",
    "Email Address",
    "Phone Number",
    "Nickname",
    "Company Name",
    "Street Address 1",
    "Street Address 2",
    "City",
    "State",
    "Postal Code",
    "Birthday",
    "Memo",
    "Square Customer ID",
    "Creation Source",
    "First Visit",
    "Last Visit",
    "Transaction Count",
    "Lifetime Spend",
    "Email Subscription Status",
    "Instant Profile",
    "Blocked from online booking",
];

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(TILL_CUSTOMERS.file);
    let mut table = TextTable::create(&path, Dialect::PLAIN)?;
    table.row(HEADER)?;
    estate.each_record(TILL_CUSTOMERS, |record| {
        let row = table.row(cells(estate, record).values())?;
        truth.note(TILL_CUSTOMERS, row, &record.person)
    })?;
    table.finish().map(drop)
}

fn cells(estate: &Estate, record: &Recorded) -> Cells {
    let mut rng = estate.seed().stream("till cells", record.key);
    let mut cells = Cells::of(HEADER);
    cells.set("Reference ID", &record.card);
    cells.set("First Name", &record.given);
    cells.set("Last Name", &record.family);
    cells.set("Email Address", &record.email);
    cells.set("Phone Number", &record.phone);
    cells.set("Company Name", &record.company);
    cells.set("Street Address 1", &record.street);
    cells.set("Street Address 2", &record.unit);
    cells.set("City", &record.city);
    cells.set("State", &record.region);
    cells.set("Postal Code", &record.postcode);
    if let Some(birth) = record.birth {
        cells.set("Birthday", birth.to_string());
    }
    let number = estate.own_number("till customer", record.key);
    cells.set("Square Customer ID", format!("HPSQ{number:010X}"));
    let source = if record.instant {
        "Instant Profile"
    } else {
        "Directory"
    };
    cells.set("Creation Source", source);
    cells.set("Instant Profile", if record.instant { "Yes" } else { "No" });
    let last = record.created + Days::new(rng.u64(0..400));
    cells.set("First Visit", record.created.to_string());
    cells.set(
        "Last Visit",
        last.min(estate.month.day()).max(record.created).to_string(),
    );
    let visits = rng.u64(1..14);
    cells.set("Transaction Count", visits.to_string());
    cells.set(
        "Lifetime Spend",
        format!("${}", thousands(visits * rng.u64(900..16_000))),
    );
    let status = match (record.email.is_empty(), record.consent) {
        (true, _) => "Unknown",
        (_, true) => "Subscribed",
        _ => "Unsubscribed",
    };
    cells.set("Email Subscription Status", status);
    cells.set("Blocked from online booking", "No");
    cells
}

/// Hundredths as `1,204.50`.
pub(crate) fn thousands(hundredths: u64) -> String {
    let units = hundredths / 100;
    let whole = if units >= 1000 {
        format!("{},{:03}", units / 1000, units % 1000)
    } else {
        units.to_string()
    };
    format!("{whole}.{:02}", hundredths % 100)
}

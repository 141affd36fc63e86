//! Customers of the online shop: apostrophes before ids, telephones and postcodes.

use std::path::Path;

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::recorded::Recorded;
use crate::systems::SHOP_CUSTOMERS;

pub(crate) const HEADER: &[&str] = &[
    "Customer ID",
    "First Name",
    "Last Name",
    "Email",
    "Accepts Email Marketing",
    "Default Address Company",
    "Default Address Address1",
    "Default Address Address2",
    "Default Address City",
    "Default Address Province Code",
    "Default Address Country Code",
    "Default Address Zip",
    "Default Address Phone",
    "Phone",
    "Accepts SMS Marketing",
    "Total Spent",
    "Total Orders",
    "Note",
    "Tax Exempt",
    "Tags",
];

const NOTES: [&str; 6] = [
    "Leave parcels with the neighbour",
    "Called about delivery.\nRing the upper bell.",
    "Prefers e-mail",
    "Trade account asked for",
    "Gift wrap, please; \"no plastic\"",
    "Moved in 2025",
];
const TAGS: [&str; 5] = [
    "",
    "newsletter",
    "VIP, newsletter",
    "trade",
    "outlet, returns",
];

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(SHOP_CUSTOMERS.file);
    let mut table = TextTable::create(&path, Dialect::PLAIN)?;
    table.row(HEADER)?;
    estate.each_record(SHOP_CUSTOMERS, |record| {
        let row = table.row(cells(estate, record).values())?;
        truth.note(SHOP_CUSTOMERS, row, &record.person)
    })?;
    table.finish().map(drop)
}

/// The id the shop gave a record.
pub(crate) fn customer_id(estate: &Estate, key: u64) -> u64 {
    7_000_000_000_000 + estate.own_number("shop customer", key)
}

fn cells(estate: &Estate, record: &Recorded) -> Cells {
    let seed = estate.seed();
    let mut cells = Cells::of(HEADER);
    cells.set(
        "Customer ID",
        format!("'{}", customer_id(estate, record.key)),
    );
    cells.set("First Name", &record.given);
    cells.set("Last Name", &record.family);
    cells.set("Email", &record.email);
    cells.set(
        "Accepts Email Marketing",
        if record.consent { "yes" } else { "no" },
    );
    let text_messages = record.consent && seed.happens("sms", record.key, 0.3);
    cells.set(
        "Accepts SMS Marketing",
        if text_messages { "yes" } else { "no" },
    );
    cells.set("Default Address Company", &record.company);
    cells.set("Default Address Address1", &record.street);
    cells.set("Default Address Address2", &record.unit);
    cells.set("Default Address City", &record.city);
    cells.set("Default Address Province Code", &record.region);
    cells.set(
        "Default Address Country Code",
        record.country.map_or("", |country| country.code()),
    );
    cells.set("Default Address Zip", apostrophe(&record.postcode));
    // The shop keeps the number of the account and of the address apart, and often only one.
    if seed.happens("number with the address", record.key, 0.5) {
        cells.set("Default Address Phone", apostrophe(&record.phone));
    } else {
        cells.set("Phone", apostrophe(&record.phone));
    }
    let orders = seed.one_of("orders shown", record.key, 5);
    let spent =
        orders as u64 * 4_150 + (seed.hash("spent", record.key) % 4_000) * orders.min(1) as u64;
    cells.set("Total Spent", crate::trade::money(spent));
    cells.set("Total Orders", orders.to_string());
    if record.note.is_empty() && seed.happens("note", record.key, 0.05) {
        cells.set(
            "Note",
            NOTES[seed.one_of("which note", record.key, NOTES.len())],
        );
    } else {
        cells.set("Note", &record.note);
    }
    cells.set("Tax Exempt", "no");
    cells.set(
        "Tags",
        TAGS[seed
            .one_of("tags", record.key, 14)
            .min(13)
            .saturating_sub(9)],
    );
    cells
}

fn apostrophe(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("'{text}")
    }
}

//! Accounts of the app: display names in one column, a device each.

use std::path::Path;

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::recorded::Recorded;
use crate::systems::APP_USERS;
use crate::trade::moment;

pub(crate) const HEADER: &[&str] = &[
    "user_id",
    "display_name",
    "email",
    "mobile",
    "birthday",
    "postal_code",
    "country",
    "device_id",
    "platform",
    "signed_up_at",
    "last_seen_at",
];

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(APP_USERS.file);
    let mut table = TextTable::create(&path, Dialect::PLAIN)?;
    table.row(HEADER)?;
    estate.each_record(APP_USERS, |record| {
        let row = table.row(cells(estate, record).values())?;
        truth.note(APP_USERS, row, &record.person)
    })?;
    table.finish().map(drop)
}

/// A device id in the usual form of 32 hexadecimal digits.
pub(crate) fn device(estate: &Estate, key: u64) -> String {
    let (high, low) = (
        estate.seed().hash("device", key),
        estate.seed().hash("device, low", key),
    );
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0xfff,
        low & 0xffff_ffff_ffff
    )
}

fn cells(estate: &Estate, record: &Recorded) -> Cells {
    let mut rng = estate.seed().stream("app cells", record.key);
    let mut cells = Cells::of(HEADER);
    cells.set(
        "user_id",
        format!("u{:010}", estate.own_number("app user", record.key)),
    );
    let name = format!("{} {}", record.given.trim(), record.family.trim());
    cells.set("display_name", name.trim());
    cells.set("email", &record.email);
    cells.set("mobile", &record.phone);
    if let Some(birth) = record.birth {
        cells.set("birthday", birth.to_string());
    }
    cells.set("postal_code", &record.postcode);
    cells.set(
        "country",
        record.country.map_or("", |country| country.code()),
    );
    cells.set("device_id", device(estate, record.key));
    cells.set("platform", ["ios", "android"][rng.usize(0..2)]);
    let stamp = "%Y-%m-%dT%H:%M:%SZ";
    let joined = moment(record.created, &mut rng);
    cells.set("signed_up_at", joined.format(stamp).to_string());
    let span = (estate.month.day() - record.created).num_days().max(1) as u64;
    let seen = moment(
        record.created + chrono::Days::new(rng.u64(0..span)),
        &mut rng,
    );
    cells.set("last_seen_at", seen.max(joined).format(stamp).to_string());
    cells
}

//! The card file of the stores: semicolons, Windows-1252, German headers.

use std::path::Path;

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::systems::CARDS;

pub(crate) const HEADER: &[&str] = &[
    "Kartennummer",
    "Vorname",
    "Nachname",
    "Geburtsdatum",
    "PLZ",
    "Ort",
    "Telefon",
    "E-Mail",
];

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(CARDS.file);
    let mut table = TextTable::create(&path, Dialect::GERMAN)?;
    table.row(HEADER)?;
    estate.each_record(CARDS, |record| {
        let mut cells = Cells::of(HEADER);
        let card = if record.card.is_empty() {
            crate::recorded::card_number(estate.seed(), record.key)
        } else {
            record.card.clone()
        };
        cells.set("Kartennummer", card);
        cells.set("Vorname", &record.given);
        cells.set("Nachname", &record.family);
        if let Some(birth) = record.birth {
            cells.set("Geburtsdatum", birth.format("%d.%m.%Y").to_string());
        }
        cells.set("PLZ", &record.postcode);
        cells.set("Ort", &record.city);
        cells.set("Telefon", &record.phone);
        cells.set("E-Mail", &record.email);
        let row = table.row(cells.values())?;
        truth.note(CARDS, row, &record.person)
    })?;
    table.finish().map(drop)
}

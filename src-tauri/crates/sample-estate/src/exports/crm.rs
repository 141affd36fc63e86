//! The CRM: a workbook of two sheets with typed dates beside texts of several orders.

use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::estate::{Cells, Estate};
use crate::files::{EstateError, Truth};
use crate::recorded::Recorded;
use crate::systems::{CRM_ARCHIVED, CRM_CONTACTS};
use crate::vocabulary::Country;

pub(crate) const HEADER: &[&str] = &[
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Phone Number",
    "Job Title",
    "Company Name",
    "Street Address",
    "City",
    "Postal Code",
    "State/Region",
    "Country/Region",
    "Date of birth",
    "Contact owner",
    "Lead Status",
    "Marketing contact status",
    "Unsubscribed from all email",
    "Create Date",
    "Last Activity Date",
    "Last showroom visit",
    "First purchase",
    "Associated Company",
];

const OWNERS: [&str; 4] = [
    "Mara Lindgren",
    "Owen Price",
    "Jutta Brandt",
    "Dana Whitfield",
];
const STATUSES: [&str; 7] = [
    "Open",
    "open",
    "NEW",
    "In progress",
    "Customer",
    "customer",
    "",
];

/// Writes the workbook.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let path = folder.join(CRM_CONTACTS.file);
    let broken = |error: XlsxError| EstateError::Write {
        path: path.clone(),
        reason: error.to_string(),
    };
    std::fs::create_dir_all(folder).map_err(crate::files::at(folder))?;
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 3, 31).map_err(broken)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let day_format = Format::new().set_num_format("yyyy-mm-dd");
    for (table, name) in [
        (CRM_CONTACTS, "Contacts"),
        (CRM_ARCHIVED, "Archived contacts"),
    ] {
        let sheet = workbook
            .add_worksheet_with_constant_memory()
            .map_err(broken)?;
        sheet.set_name(name).map_err(broken)?;
        for (column, header) in HEADER.iter().enumerate() {
            sheet
                .write_string(0, column as u16, *header)
                .map_err(broken)?;
        }
        let mut row = 0_u32;
        estate.each_record(table, |record| {
            row += 1;
            write_row(estate, sheet, row, record, &day_format).map_err(broken)?;
            truth.note(table, u64::from(row) + 1, &record.person)
        })?;
    }
    workbook.save(&path).map_err(broken)
}

fn write_row(
    estate: &Estate,
    sheet: &mut Worksheet,
    row: u32,
    record: &Recorded,
    day_format: &Format,
) -> Result<(), XlsxError> {
    for (column, (text, header)) in cells(estate, record)
        .values()
        .iter()
        .zip(HEADER)
        .enumerate()
    {
        let column = column as u16;
        if *header == "Create Date" {
            let day = record.created;
            let typed =
                ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
            sheet.write_datetime_with_format(row, column, &typed, day_format)?;
        } else if !text.is_empty() {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

fn cells(estate: &Estate, record: &Recorded) -> Cells {
    let mut rng = estate.seed().stream("crm cells", record.key);
    let mut cells = Cells::of(HEADER);
    cells.set(
        "Record ID",
        (10_000_000_000 + estate.own_number("crm", record.key)).to_string(),
    );
    cells.set("First Name", &record.given);
    cells.set("Last Name", &record.family);
    cells.set("Email", &record.email);
    cells.set("Phone Number", &record.phone);
    if !record.company.is_empty() {
        cells.set(
            "Job Title",
            ["Buyer", "Owner", "Office manager", ""][rng.usize(0..4)],
        );
    }
    cells.set("Company Name", &record.company);
    cells.set("Associated Company", &record.company);
    let street = if record.unit.is_empty() {
        record.street.clone()
    } else {
        format!("{}, {}", record.street, record.unit)
    };
    cells.set("Street Address", street);
    cells.set("City", &record.city);
    cells.set("Postal Code", &record.postcode);
    cells.set("State/Region", &record.region);
    cells.set(
        "Country/Region",
        record
            .country
            .map_or("", |country| spelling(country, rng.usize(0..6))),
    );
    if let Some(birth) = record.birth {
        cells.set("Date of birth", birth.format("%Y-%m-%d").to_string());
    }
    cells.set("Contact owner", OWNERS[rng.usize(0..OWNERS.len())]);
    cells.set("Lead Status", STATUSES[rng.usize(0..STATUSES.len())]);
    let marketing = if record.consent {
        "Marketing contact"
    } else {
        "Non-marketing contact"
    };
    cells.set("Marketing contact status", marketing);
    let unsubscribed = if rng.f64() < 0.06 { "true" } else { "false" };
    cells.set("Unsubscribed from all email", unsubscribed);
    let active = estate.month.day() - Days::new(1 + (rng.f64().powi(2) * 500.0) as u64);
    cells.set("Last Activity Date", active.format("%d/%m/%Y").to_string());
    if rng.f64() < 0.6 {
        let visit = record.created + Days::new(rng.u64(0..120));
        let visit = visit.min(estate.month.day());
        cells.set("Last showroom visit", visit.format("%m/%d/%Y").to_string());
    }
    if rng.f64() < 0.8 {
        // No day above the twelfth: nothing in the column tells its order.
        let early = NaiveDate::from_ymd_opt(
            record.created.year(),
            record.created.month(),
            rng.u32(1..=12),
        );
        cells.set(
            "First purchase",
            early
                .unwrap_or(record.created)
                .format("%d/%m/%Y")
                .to_string(),
        );
    }
    cells
}

fn spelling(country: Country, which: usize) -> &'static str {
    match (country, which) {
        (Country::Britain, 0) => "UK",
        (Country::Britain, 1) => "Great Britain",
        (Country::Germany, 0 | 1) => "Deutschland",
        (Country::States, 0) => "USA",
        (Country::States, 1) => "United States of America",
        _ => country.name(),
    }
}

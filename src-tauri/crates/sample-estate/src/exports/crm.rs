//! The CRM: a workbook of two sheets with typed dates beside texts of several orders.

use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::contact::plain;
use crate::estate::{Cells, Estate};
use crate::files::{EstateError, Truth};
use crate::people::FIRMS;
use crate::recorded::{Month, Recorded};
use crate::systems::CRM_CONTACTS;
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

pub(crate) const COMPANIES_HEADER: &[&str] = &[
    "Record ID",
    "Company name",
    "Website URL",
    "Company owner",
    "Create Date",
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
    let sheet = workbook
        .add_worksheet_with_constant_memory()
        .map_err(broken)?;
    sheet.set_name("Contacts").map_err(broken)?;
    write_header(sheet, HEADER).map_err(broken)?;
    let mut row = 0_u32;
    estate.each_record(CRM_CONTACTS, |record| {
        row += 1;
        write_row(estate, sheet, row, record, &day_format).map_err(broken)?;
        truth.note(CRM_CONTACTS, u64::from(row) + 1, &record.person)
    })?;
    let sheet = workbook
        .add_worksheet_with_constant_memory()
        .map_err(broken)?;
    sheet.set_name("Companies").map_err(broken)?;
    write_companies(estate, sheet, &day_format).map_err(broken)?;
    workbook.save(&path).map_err(broken)
}

fn write_header(sheet: &mut Worksheet, header: &[&str]) -> Result<(), XlsxError> {
    for (column, name) in header.iter().enumerate() {
        sheet.write_string(0, column as u16, *name)?;
    }
    Ok(())
}

fn write_companies(
    estate: &Estate,
    sheet: &mut Worksheet,
    day_format: &Format,
) -> Result<(), XlsxError> {
    write_header(sheet, COMPANIES_HEADER)?;
    for number in 0..FIRMS * 3 {
        let row = number as u32 + 1;
        let firm = estate
            .people
            .firm(Country::ALL[(number % 3) as usize], number / 3);
        let host = plain(firm.split(' ').next().unwrap_or_default());
        let made = NaiveDate::from_ymd_opt(2019, 3, 4).unwrap_or_default() + Days::new(number * 13);
        sheet.write_string(row, 0, (20_000_000_000 + number * 7_919).to_string())?;
        sheet.write_string(row, 1, &firm)?;
        sheet.write_string(row, 2, format!("https://{host}.example.com"))?;
        sheet.write_string(row, 3, OWNERS[(number % 4) as usize])?;
        write_day(sheet, row, 4, made, day_format)?;
    }
    Ok(())
}

fn write_day(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: NaiveDate,
    day_format: &Format,
) -> Result<(), XlsxError> {
    let typed = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    sheet.write_datetime_with_format(row, column, &typed, day_format)?;
    Ok(())
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
            write_day(sheet, row, column, record.created, day_format)?;
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
    let since = Days::new(1 + (rng.f64().powi(2) * 500.0) as u64);
    // By the second month somebody spoke to one contact in twelve.
    let spoken_to = estate.month == Month::Next && rng.f64() < 0.08;
    let active = if spoken_to {
        Month::Next.day() - Days::new(9)
    } else {
        Month::First.day() - since
    };
    cells.set("Last Activity Date", active.format("%d/%m/%Y").to_string());
    if rng.f64() < 0.6 {
        let visit = record.created + Days::new(rng.u64(0..120));
        let visit = visit.min(Month::First.day());
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

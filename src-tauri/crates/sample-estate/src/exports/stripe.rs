//! The payment service: payers, and payments whose e-mail is often typed where the name belongs.

use std::path::Path;

use chrono::{Days, NaiveDateTime};

use crate::chance::Seed;
use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::people::Population;
use crate::recorded::{Month, Recorded, recorded};
use crate::systems::{PAYERS, PAYMENTS};
use crate::trade::{moment, money};

pub(crate) const PAYERS_HEADER: &[&str] = &[
    "id",
    "Description",
    "Email",
    "Name",
    "Created (UTC)",
    "Delinquent",
    "Plan",
    "Status",
    "Total Spend",
    "Payment Count",
    "Refunded Volume",
    "Dispute Losses",
];
pub(crate) const PAYMENTS_HEADER: &[&str] = &[
    "id",
    "Description",
    "Seller Message",
    "Created (UTC)",
    "Amount",
    "Amount Refunded",
    "Currency",
    "Converted Amount",
    "Converted Amount Refunded",
    "Fee",
    "Tax",
    "Converted Currency",
    "Mode",
    "Status",
    "Statement Descriptor",
    "Customer ID",
    "Customer Description",
    "Customer Email",
    "Captured",
    "Card ID",
    "Card Last4",
    "Card Brand",
    "Card Funding",
    "Card Exp Month",
    "Card Exp Year",
    "Card Name",
    "Card Address Line1",
    "Card Address Line2",
    "Card Address City",
    "Card Address State",
    "Card Address Country",
    "Card Address Zip",
    "Card Issue Country",
    "Card Fingerprint",
    "Card CVC Status",
    "Card AVS Zip Status",
    "Card AVS Line1 Status",
    "Card Tokenization Method",
    "Disputed Amount",
    "Dispute Status",
    "Dispute Reason",
    "Dispute Date (UTC)",
    "Dispute Evidence Due (UTC)",
    "Invoice ID",
    "Payment Source Type",
    "Destination",
    "Transfer",
    "Interchange Costs",
    "Merchant Service Charge",
    "Transfer Group",
    "PaymentIntent ID",
];

const STAMP: &str = "%Y-%m-%d %H:%M";

/// Writes the payers and their payments for workshops and repairs (goods are paid in the shop).
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut payers = TextTable::create(&folder.join(PAYERS.file), Dialect::PLAIN)?;
    payers.row(PAYERS_HEADER)?;
    estate.each_record(PAYERS, |record| {
        let row = payers.row(payer(estate, record).values())?;
        truth.note(PAYERS, row, &record.person)
    })?;
    payers.finish()?;
    let mut payments = TextTable::create(&folder.join(PAYMENTS.file), Dialect::PLAIN)?;
    payments.row(PAYMENTS_HEADER)?;
    for place in estate.shuffled(PAYMENTS, estate.size() * 2) {
        let number = place / 2;
        let Some(time) = payment_time(estate.seed(), number, place % 2) else {
            continue;
        };
        if let Some(record) = recorded(&estate.people, PAYERS, number, 0, estate.month) {
            let row = payments.row(payment(estate, &record, place, time).values())?;
            truth.note(PAYMENTS, row, &record.person)?;
        }
    }
    payments.finish().map(drop)
}

/// Whether a person paid for a service on or after a day.
pub(crate) fn paid_since(people: &Population, number: u64, day: chrono::NaiveDate) -> bool {
    crate::recorded::keeps(people.seed, PAYERS, number)
        && (0..2).any(|which| {
            payment_time(people.seed, number, which).is_some_and(|time| time.date() >= day)
        })
}

fn payment_time(seed: Seed, number: u64, which: u64) -> Option<NaiveDateTime> {
    let mut rng = seed.stream("payment", number * 2 + which);
    if which == 1 && rng.f64() > 0.35 {
        return None;
    }
    let back = rng.u64(0..400);
    Some(moment(Month::First.day() - Days::new(back), &mut rng))
}

fn payer_id(estate: &Estate, key: u64) -> String {
    format!("cus_HP{:011}", estate.own_number("payer", key))
}

fn full_name(record: &Recorded) -> String {
    format!("{} {}", record.given.trim(), record.family.trim())
        .trim()
        .to_owned()
}

fn payer(estate: &Estate, record: &Recorded) -> Cells {
    let mut rng = estate.seed().stream("payer cells", record.key);
    let mut cells = Cells::of(PAYERS_HEADER);
    cells.set("id", payer_id(estate, record.key));
    cells.set(
        "Description",
        if record.company.is_empty() {
            ""
        } else {
            &record.company
        },
    );
    cells.set("Email", &record.email);
    if !record.email.contains('@') || rng.f64() < 0.94 {
        cells.set("Name", full_name(record));
    }
    cells.set(
        "Created (UTC)",
        moment(record.created, &mut rng).format(STAMP).to_string(),
    );
    cells.set("Delinquent", "false");
    let count = rng.u64(1..6);
    cells.set("Total Spend", money(count * rng.u64(1_500..12_000)));
    cells.set("Payment Count", count.to_string());
    cells.set("Refunded Volume", "0.00");
    cells.set("Dispute Losses", "0.00");
    cells
}

fn payment(estate: &Estate, record: &Recorded, place: u64, time: NaiveDateTime) -> Cells {
    let mut rng = estate.seed().stream("payment cells", place);
    let mut cells = Cells::of(PAYMENTS_HEADER);
    let number = estate.own_number("charge", place);
    cells.set("id", format!("ch_HP{number:011}"));
    cells.set("PaymentIntent ID", format!("pi_HP{number:011}"));
    cells.set(
        "Description",
        [
            "Workshop: seat weaving",
            "Repair",
            "Upholstery",
            "Workshop: lantern making",
        ][rng.usize(0..4)],
    );
    cells.set("Created (UTC)", time.format(STAMP).to_string());
    let amount = rng.u64(20..180) * 100;
    let currency = record
        .country
        .map_or("GBP", |country| country.currency())
        .to_lowercase();
    let (status, back) = match rng.f64() {
        share if share < 0.93 => ("Paid", 0),
        share if share < 0.97 => ("Refunded", amount),
        _ => ("Failed", 0),
    };
    cells.set("Amount", money(amount));
    cells.set("Amount Refunded", money(back));
    cells.set("Currency", &currency);
    cells.set("Converted Amount", money(amount));
    cells.set("Converted Amount Refunded", money(back));
    cells.set("Converted Currency", currency);
    cells.set("Fee", money(amount / 70 + 20));
    cells.set("Tax", "0.00");
    cells.set("Mode", "Live");
    cells.set("Status", status);
    cells.set(
        "Seller Message",
        if status == "Failed" {
            "The bank declined."
        } else {
            "Payment complete."
        },
    );
    cells.set(
        "Captured",
        if status == "Failed" { "false" } else { "true" },
    );
    cells.set("Customer ID", payer_id(estate, record.key));
    if rng.f64() < 0.45 {
        cells.set("Customer Email", &record.email);
        cells.set("Card Name", full_name(record));
    } else {
        cells.set("Card Name", &record.email);
    }
    cells.set("Card Last4", format!("{:04}", rng.u32(0..10_000)));
    cells.set("Card Brand", ["Visa", "MasterCard"][rng.usize(0..2)]);
    cells.set("Card Funding", ["debit", "credit"][rng.usize(0..2)]);
    cells.set("Card Exp Month", rng.u8(1..=12).to_string());
    cells.set("Card Exp Year", rng.u16(2026..2031).to_string());
    cells.set(
        "Card Issue Country",
        record.country.map_or("", |country| country.code()),
    );
    cells.set(
        "Card Fingerprint",
        format!(
            "{:016x}",
            estate.seed().hash("card fingerprint", record.key)
        ),
    );
    cells.set("Payment Source Type", "card");
    cells
}

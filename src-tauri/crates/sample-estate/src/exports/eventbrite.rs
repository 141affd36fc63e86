//! Attendees of the workshops: the buyer's address on every guest's row, a TOTALS row at the end.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use chrono::Days;

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::planted::Booking;
use crate::recorded::Month;
use crate::systems::ATTENDEES;
use crate::trade::{moment, money};

pub(crate) const HEADER: &[&str] = &[
    "Order #",
    "Order Date",
    "First Name",
    "Last Name",
    "Email",
    "Quantity",
    "Price Tier",
    "Ticket Type",
    "Attendee #",
    "Group",
    "Order Type",
    "Currency",
    "Total Paid",
    "Fees Paid",
    "Eventbrite Fees",
    "Eventbrite Payment Processing",
    "Attendee Status",
    "Home Address 1",
    "Home Address 2",
    "Home City",
    "Home State",
    "Home Zip",
    "Home Country",
    "May we send you news by e-mail?",
];

const PRICE: u64 = 3500;

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(ATTENDEES.file), Dialect::PLAIN)?;
    table.row(HEADER)?;
    let places = estate.size();
    let planted = &estate.planted.bookings;
    let mut tickets = 0;
    for place in estate.shuffled(ATTENDEES, places + planted.len() as u64) {
        let booking = if place >= places {
            planted[(place - places) as usize].clone()
        } else if estate.seed().happens("booking", place, 0.05) {
            booking(estate, place)
        } else {
            continue;
        };
        write_booking(estate, truth, &mut table, place, &booking)?;
        tickets += booking.guests.len() as u64;
    }
    let mut totals = Cells::of(HEADER);
    totals.set("Order #", "TOTALS");
    totals.set("Quantity", tickets.to_string());
    totals.set("Total Paid", money(tickets * PRICE));
    totals.set("Fees Paid", money(tickets * 210));
    table.row(totals.values())?;
    table.finish().map(drop)
}

/// The buyer and, sometimes, those who live with the buyer.
fn booking(estate: &Estate, number: u64) -> Booking {
    let buyer = estate.people.person(number);
    let home = estate.people.household(number);
    let together = home.size > 1 && estate.seed().happens("together", number, 0.7);
    let others = (home.first..home.first + home.size).filter(|&one| one != number && together);
    let guest = |one: u64| {
        let person = estate.people.person(one);
        (format!("p{one:07}"), person.given, person.family)
    };
    Booking {
        email: buyer.email,
        guests: std::iter::once(number).chain(others).map(guest).collect(),
    }
}

fn write_booking(
    estate: &Estate,
    truth: &mut Truth,
    table: &mut TextTable<BufWriter<File>>,
    place: u64,
    booking: &Booking,
) -> Result<(), EstateError> {
    let mut rng = estate.seed().stream("booking cells", place);
    let order = 2_000_000_000 + estate.own_number("booking", place);
    let made = moment(Month::First.day() - Days::new(rng.u64(1..120)), &mut rng);
    let event = ["Lantern making", "Seat weaving", "Spring evening"][rng.usize(0..3)];
    let refunded = rng.f64() < 0.03;
    for (guest, (person, given, family)) in booking.guests.iter().enumerate() {
        let mut cells = Cells::of(HEADER);
        cells.set("Order #", order.to_string());
        cells.set("Order Date", made.format("%Y-%m-%d %H:%M").to_string());
        cells.set("First Name", given);
        cells.set("Last Name", family);
        cells.set("Email", &booking.email);
        cells.set("Quantity", "1");
        cells.set("Ticket Type", event);
        cells.set("Attendee #", (order * 10 + guest as u64).to_string());
        cells.set("Order Type", "Paid with card");
        cells.set("Currency", "GBP");
        cells.set("Total Paid", money(PRICE));
        cells.set("Fees Paid", money(210));
        cells.set("Eventbrite Fees", money(150));
        cells.set("Eventbrite Payment Processing", money(60));
        cells.set(
            "Attendee Status",
            if refunded { "Refunded" } else { "Attending" },
        );
        cells.set("May we send you news by e-mail?", "Yes");
        let row = table.row(cells.values())?;
        truth.note(ATTENDEES, row, person)?;
    }
    Ok(())
}

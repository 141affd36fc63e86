//! Orders of the online shop: one row a line of the order, the order's own cells on the first only.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use chrono::{Datelike, Duration};

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::people::Person;
use crate::recorded::{Recorded, fill_address};
use crate::systems::SHOP_ORDERS;
use crate::trade::{MOST_ORDERS, Order, Outcome, money, orders_of};

pub(crate) const HEADER: &[&str] = &[
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem compare at price",
    "Lineitem sku",
    "Lineitem requires shipping",
    "Lineitem taxable",
    "Lineitem fulfillment status",
    "Billing Name",
    "Billing Street",
    "Billing Address1",
    "Billing Address2",
    "Billing Company",
    "Billing City",
    "Billing Zip",
    "Billing Province",
    "Billing Country",
    "Billing Phone",
    "Shipping Name",
    "Shipping Street",
    "Shipping Address1",
    "Shipping Address2",
    "Shipping Company",
    "Shipping City",
    "Shipping Zip",
    "Shipping Province",
    "Shipping Country",
    "Shipping Phone",
    "Notes",
    "Note Attributes",
    "Cancelled at",
    "Payment Method",
    "Payment Reference",
    "Refunded Amount",
    "Vendor",
    "Outstanding Balance",
    "Employee",
    "Location",
    "Device ID",
    "Id",
    "Tags",
    "Risk Level",
    "Source",
    "Lineitem discount",
    "Tax 1 Name",
    "Tax 1 Value",
    "Tax 2 Name",
    "Tax 2 Value",
    "Tax 3 Name",
    "Tax 3 Value",
    "Tax 4 Name",
    "Tax 4 Value",
    "Tax 5 Name",
    "Tax 5 Value",
    "Phone",
    "Receipt Number",
    "Duties",
    "Billing Province Name",
    "Shipping Province Name",
    "Payment ID",
    "Payment Terms Name",
    "Next Payment Due At",
    "Payment References",
];

const STAMP: &str = "%Y-%m-%d %H:%M:%S +0000";

/// What the shop itself counts for March 2026; the other platforms' reports differ from it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct MarchOrders {
    /// Orders placed, cancelled ones and the shop's own tests among them.
    pub(crate) placed: u64,
    pub(crate) cancelled: u64,
    pub(crate) tests: u64,
    pub(crate) refunded: u64,
    /// Money of all orders that were not cancelled and are no tests, in hundredths, currencies
    /// added as if they were one.
    pub(crate) taken: u64,
    /// Money paid back of these.
    pub(crate) paid_back: u64,
}

/// Writes the file and counts March.
pub(crate) fn write(
    estate: &Estate,
    truth: &mut Truth,
    folder: &Path,
) -> Result<MarchOrders, EstateError> {
    let mut table = TextTable::create(&folder.join(SHOP_ORDERS.file), Dialect::PLAIN)?;
    table.row(HEADER)?;
    let mut march = MarchOrders::default();
    let places = estate.size() * MOST_ORDERS;
    let planted = &estate.planted.orders;
    let tests = 5;
    for place in estate.shuffled(SHOP_ORDERS, places + planted.len() as u64 + tests) {
        let (record, order, is_test) = if place >= places + planted.len() as u64 {
            (test_buyer(), test_order(place - places), true)
        } else if place >= places {
            let (record, order) = planted[(place - places) as usize].clone();
            (record, order, false)
        } else {
            let mut orders = orders_of(&estate.people, place / MOST_ORDERS);
            let which = (place % MOST_ORDERS) as usize;
            if which >= orders.len() {
                continue;
            }
            let record = buyer(estate, &estate.people.person(place / MOST_ORDERS), place);
            (record, orders.swap_remove(which), false)
        };
        march.count(&order, is_test);
        write_order(estate, truth, &mut table, place, &record, &order)?;
    }
    table.finish()?;
    Ok(march)
}

impl MarchOrders {
    fn count(&mut self, order: &Order, is_test: bool) {
        if order.time.year() != 2026 || order.time.month() != 3 {
            return;
        }
        self.placed += 1;
        self.tests += u64::from(is_test);
        if order.outcome == Outcome::Cancelled {
            self.cancelled += 1;
        } else if !is_test {
            self.taken += order.total();
            self.paid_back += order.paid_back();
            self.refunded += u64::from(order.outcome == Outcome::Refunded);
        }
    }
}

/// What stands on a person's order.
fn buyer(estate: &Estate, person: &Person, place: u64) -> Recorded {
    let mut rng = estate.seed().stream("buyer", place);
    let mut record = Recorded {
        person: format!("p{:07}", person.number),
        given: person.given.clone(),
        family: person.family.clone(),
        email: person.email.clone(),
        country: Some(person.country),
        ..Recorded::default()
    };
    if let Some(other) = person.other_email.clone().filter(|_| rng.f64() < 0.12) {
        record.email = other;
    }
    if rng.f64() < 0.45 {
        record.phone = person.phone.e164();
    }
    fill_address(&mut record, &person.home);
    record
}

fn test_buyer() -> Recorded {
    Recorded {
        person: "shop-test".into(),
        given: "Test".into(),
        family: "Order".into(),
        email: "shop-test@harbour-pine.example.com".into(),
        ..Recorded::default()
    }
}

/// An order somebody at the shop placed to try the checkout.
fn test_order(place: u64) -> Order {
    let day =
        chrono::NaiveDate::from_ymd_opt(2026, 3, 2 + (place % 5) as u32 * 6).unwrap_or_default();
    let time = day.and_hms_opt(8, 5, 0).unwrap_or_default();
    let lines = vec![crate::trade::Line {
        sku: "HP-KIT-01",
        product: "Enamel mug",
        price: 1200,
        quantity: 1,
    }];
    Order {
        time,
        lines,
        outcome: Outcome::Paid,
    }
}

fn write_order(
    estate: &Estate,
    truth: &mut Truth,
    table: &mut TextTable<BufWriter<File>>,
    place: u64,
    record: &Recorded,
    order: &Order,
) -> Result<(), EstateError> {
    let name = format!("#{}", 1001 + estate.own_number("order", place));
    for (number, line) in order.lines.iter().enumerate() {
        let mut cells = Cells::of(HEADER);
        cells.set("Name", &name);
        cells.set("Email", &record.email);
        cells.set("Created at", order.time.format(STAMP).to_string());
        cells.set("Lineitem quantity", line.quantity.to_string());
        cells.set("Lineitem name", line.product);
        cells.set("Lineitem price", money(line.price));
        cells.set("Lineitem sku", line.sku);
        cells.set("Lineitem requires shipping", "true");
        cells.set("Lineitem taxable", "true");
        cells.set("Lineitem discount", "0.00");
        let sent = order.outcome != Outcome::Cancelled;
        cells.set(
            "Lineitem fulfillment status",
            if sent { "fulfilled" } else { "pending" },
        );
        cells.set("Vendor", "Harbour & Pine");
        if number == 0 {
            fill_head(estate, &mut cells, place, record, order);
        }
        let row = table.row(cells.values())?;
        truth.note(SHOP_ORDERS, row, &record.person)?;
    }
    Ok(())
}

fn fill_head(estate: &Estate, cells: &mut Cells, place: u64, record: &Recorded, order: &Order) {
    let status = match order.outcome {
        Outcome::Paid => "paid",
        Outcome::Refunded => "refunded",
        Outcome::PartlyRefunded => "partially_refunded",
        Outcome::Cancelled => "voided",
    };
    cells.set("Financial Status", status);
    if order.outcome == Outcome::Cancelled {
        let stopped = order.time + Duration::hours(3);
        cells.set("Cancelled at", stopped.format(STAMP).to_string());
        cells.set("Fulfillment Status", "unfulfilled");
    } else {
        cells.set("Paid at", order.time.format(STAMP).to_string());
        cells.set("Fulfillment Status", "fulfilled");
        let sent = order.time + Duration::hours(26);
        cells.set("Fulfilled at", sent.format(STAMP).to_string());
    }
    let yes = estate.seed().happens("order opt-in", place, 0.5);
    cells.set("Accepts Marketing", if yes { "yes" } else { "no" });
    cells.set(
        "Currency",
        record.country.map_or("GBP", |country| country.currency()),
    );
    cells.set("Subtotal", money(order.goods()));
    cells.set("Shipping", money(order.delivery()));
    cells.set("Taxes", money(order.goods() / 6));
    cells.set("Total", money(order.total()));
    cells.set("Discount Amount", "0.00");
    cells.set("Refunded Amount", money(order.paid_back()));
    cells.set("Outstanding Balance", "0.00");
    cells.set("Shipping Method", "Standard");
    cells.set("Payment Method", "Shop payments");
    cells.set("Risk Level", "Low");
    cells.set("Source", "web");
    cells.set(
        "Id",
        (5_200_000_000_000 + estate.own_number("order id", place)).to_string(),
    );
    let name = format!("{} {}", record.given, record.family);
    let zip = if record.postcode.is_empty() {
        String::new()
    } else {
        format!("'{}", record.postcode)
    };
    for part in ["Billing", "Shipping"] {
        cells.set(&format!("{part} Name"), &name);
        cells.set(&format!("{part} Street"), &record.street);
        cells.set(&format!("{part} Address1"), &record.street);
        cells.set(&format!("{part} Address2"), &record.unit);
        cells.set(&format!("{part} City"), &record.city);
        cells.set(&format!("{part} Zip"), &zip);
        cells.set(&format!("{part} Province"), &record.region);
        cells.set(
            &format!("{part} Country"),
            record.country.map_or("", |country| country.code()),
        );
        let phone = if record.phone.is_empty() {
            String::new()
        } else {
            format!("'{}", record.phone)
        };
        cells.set(&format!("{part} Phone"), phone);
    }
}

//! Tickets of the support desk; those who telephone leave a number and no address.

use std::path::Path;

use chrono::{Days, Duration};

use crate::estate::{Cells, Estate};
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::systems::TICKETS;
use crate::trade::moment;

pub(crate) const HEADER: &[&str] = &[
    "Summation column",
    "Id",
    "Requester",
    "Requester id",
    "Requester external id",
    "Requester email",
    "Requester domain",
    "Submitter",
    "Assignee",
    "Group",
    "Subject",
    "Tags",
    "Status",
    "Priority",
    "Via",
    "Ticket type",
    "Created at",
    "Updated at",
    "Assigned at",
    "Organization",
    "Due date",
    "Initially assigned at",
    "Solved at",
    "Resolution time",
    "Satisfaction Score",
    "Group stations",
    "Assignee stations",
    "Reopens",
    "Replies",
    "First reply time in minutes",
    "First reply time in minutes within business hours",
    "First resolution time in minutes",
    "First resolution time in minutes within business hours",
    "Full resolution time in minutes",
    "Full resolution time in minutes within business hours",
    "Agent wait time in minutes",
    "Agent wait time in minutes within business hours",
    "Requester wait time in minutes",
    "Requester wait time in minutes within business hours",
    "On hold time in minutes",
    "On hold time in minutes within business hours",
];

const SUBJECTS: [&str; 7] = [
    "Where is my parcel?",
    "Leg of the table is loose",
    "Wrong colour delivered",
    "Invoice for my company",
    "Cannot sign in to the app",
    "Change of address",
    "Card points are missing",
];
const AGENTS: [&str; 3] = ["Tess Marlow", "Jonas Reuter", "Priscilla Boone"];

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(TICKETS.file), Dialect::PLAIN)?;
    table.row(HEADER)?;
    for place in estate.shuffled(TICKETS, estate.size() * 2) {
        let number = place / 2;
        let share = if place % 2 == 0 { 0.14 } else { 0.03 };
        if estate.seed().happens("ticket", place, share) {
            let row = table.row(cells(estate, number, place).values())?;
            truth.note(TICKETS, row, &format!("p{number:07}"))?;
        }
    }
    table.finish().map(drop)
}

fn cells(estate: &Estate, number: u64, place: u64) -> Cells {
    let person = estate.people.person(number);
    let mut rng = estate.seed().stream("ticket cells", place);
    let mut cells = Cells::of(HEADER);
    cells.set("Summation column", "1");
    cells.set(
        "Id",
        (100_000 + estate.own_number("ticket", place) % 900_000_000).to_string(),
    );
    let by_phone = rng.f64() < 0.12;
    let other = person.other_email.clone().filter(|_| rng.f64() < 0.3);
    let name = format!("{} {}", person.given, person.family);
    // Each address is a requester of its own for the desk.
    let requester = number * 4 + u64::from(by_phone) * 2 + u64::from(other.is_some());
    let own = estate.own_number("requester", requester);
    cells.set("Requester id", (360_000_000_000 + own).to_string());
    if by_phone {
        cells.set("Requester", person.phone.international());
        cells.set("Via", "Phone call (incoming)");
    } else {
        let email = other.unwrap_or(person.email);
        cells.set(
            "Requester domain",
            email.split_once('@').map_or("", |(_, host)| host),
        );
        cells.set("Requester email", email);
        cells.set("Requester", name.clone());
        cells.set("Via", ["Mail", "Web form", "Mobile"][rng.usize(0..3)]);
    }
    cells.set("Submitter", name);
    cells.set("Assignee", AGENTS[rng.usize(0..AGENTS.len())]);
    cells.set("Group", "Customer care");
    cells.set("Subject", SUBJECTS[rng.usize(0..SUBJECTS.len())]);
    cells.set(
        "Tags",
        ["delivery", "returns", "invoice", "app"][rng.usize(0..4)],
    );
    let status = ["Open", "Pending", "Solved", "Closed", "Closed"][rng.usize(0..5)];
    cells.set("Status", status);
    cells.set("Priority", ["Low", "Normal", "High"][rng.usize(0..3)]);
    cells.set("Ticket type", ["Question", "Problem"][rng.usize(0..2)]);
    let made = moment(
        estate.month.day() - Days::new(2 + rng.u64(0..300)),
        &mut rng,
    );
    let stamp = "%Y-%m-%dT%H:%M:%SZ";
    let minutes = rng.i64(4..2000);
    cells.set("Created at", made.format(stamp).to_string());
    cells.set(
        "Assigned at",
        (made + Duration::minutes(minutes / 4))
            .format(stamp)
            .to_string(),
    );
    cells.set(
        "Updated at",
        (made + Duration::minutes(minutes))
            .format(stamp)
            .to_string(),
    );
    if status == "Solved" || status == "Closed" {
        cells.set(
            "Solved at",
            (made + Duration::minutes(minutes))
                .format(stamp)
                .to_string(),
        );
        cells.set("Full resolution time in minutes", minutes.to_string());
    }
    cells.set("First reply time in minutes", (minutes / 3).to_string());
    cells.set("Replies", rng.u8(1..6).to_string());
    cells.set("Reopens", "0");
    cells
}

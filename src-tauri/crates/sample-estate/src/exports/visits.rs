//! Visits to the web site by cookie and device; some visitors sign in, most never do.

use std::path::Path;

use chrono::Days;

use crate::estate::Estate;
use crate::files::{Dialect, EstateError, TextTable, Truth};
use crate::planted::Visit;
use crate::recorded::{Month, keeps};
use crate::systems::{APP_USERS, SHOP_CUSTOMERS, VISITS};
use crate::trade::{moment, orders_of};

pub(crate) const HEADER: &[&str] = &[
    "visit_id",
    "cookie_id",
    "device_id",
    "started_at",
    "landing_page",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "gclid",
    "pages",
    "seconds",
    "customer_email",
];

/// Source, medium and campaign of the channels a visit comes through.
pub(crate) const CHANNELS: [(&str, &str, &str); 7] = [
    ("", "", ""),
    ("google", "organic", ""),
    ("google", "cpc", "brand_search"),
    ("facebook", "paid_social", "spring_tables"),
    ("instagram", "paid_social", "retargeting"),
    ("newsletter", "email", "spring_tables"),
    ("google", "cpc", "shopping_tables"),
];
const PAGES: [&str; 6] = [
    "/",
    "/tables",
    "/lamps",
    "/sale",
    "/stores",
    "/textiles/throws",
];
/// Visits one person leaves at most.
const MOST: u64 = 4;

/// Writes the file.
pub(crate) fn write(estate: &Estate, truth: &mut Truth, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join(VISITS.file), Dialect::PLAIN)?;
    table.row(HEADER)?;
    let places = estate.size() * MOST;
    let planted = &estate.planted.visits;
    for place in estate.shuffled(VISITS, places + planted.len() as u64) {
        let visit = if place >= places {
            Some(planted[(place - places) as usize].clone())
        } else {
            visit(estate, place)
        };
        let Some(visit) = visit else { continue };
        let row = table.row(&cells(estate, place, &visit))?;
        truth.note(VISITS, row, &visit.person)?;
    }
    table.finish().map(drop)
}

/// The visit of a place, if there is one. A person's cookie says who it is only when somebody with
/// it ever signed in; the truth of one that never did is a visitor of its own.
fn visit(estate: &Estate, place: u64) -> Option<Visit> {
    let seed = estate.seed();
    let (number, which) = (place / MOST, place % MOST);
    if !seed.happens("visits", number, 0.5) || !seed.happens("visit", place, 0.6) {
        return None;
    }
    let mut rng = seed.stream("visit cells", place);
    let customer = keeps(seed, SHOP_CUSTOMERS, number);
    let signs_in = |place: u64| {
        customer
            && seed.happens("visits", place / MOST, 0.5)
            && seed.happens("visit", place, 0.6)
            && seed.happens("signs in", place, 0.22)
    };
    // A new cookie after the second visit for one in five.
    let cookie_of = |which: u64| which >= 2 && seed.happens("new cookie", number, 0.2);
    let cookie = number * 2 + u64::from(cookie_of(which));
    let known =
        (0..MOST).any(|one| cookie_of(one) == cookie_of(which) && signs_in(number * MOST + one));
    let person = if known {
        format!("p{number:07}")
    } else {
        format!("visitor-{cookie:07}")
    };
    let back = Month::First.day() - Days::new(rng.u64(0..60));
    // Visits gather before a purchase.
    let day = orders_of(&estate.people, number)
        .first()
        .filter(|_| rng.f64() < 0.6)
        .map_or(back, |order| order.time.date() - Days::new(rng.u64(0..14)));
    let on_phone = keeps(seed, APP_USERS, number) && known && rng.f64() < 0.3;
    Some(Visit {
        person,
        cookie: format!(
            "GA1.2.{}.{}",
            100_000_000 + estate.own_number("cookie", cookie) % 1_900_000_000,
            1_700_000_000 + seed.hash("cookie time", cookie) % 70_000_000
        ),
        device: if on_phone {
            super::app::device(estate, number * 2)
        } else {
            String::new()
        },
        time: moment(day, &mut rng),
        channel: rng.usize(0..CHANNELS.len()),
        page: PAGES[rng.usize(0..PAGES.len())],
        email: if signs_in(place) {
            estate.people.person(number).email
        } else {
            String::new()
        },
    })
}

fn cells(estate: &Estate, place: u64, visit: &Visit) -> [String; 12] {
    let mut rng = estate.seed().stream("visit figures", place);
    let (source, medium, campaign) = CHANNELS[visit.channel % CHANNELS.len()];
    let click = if medium == "cpc" {
        format!("Cj0K{:016x}", estate.seed().hash("click id", place))
    } else {
        String::new()
    };
    let pages = rng.u32(1..14);
    [
        format!("v{:010}", estate.own_number("visit", place)),
        visit.cookie.clone(),
        visit.device.clone(),
        visit.time.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        visit.page.to_owned(),
        source.to_owned(),
        medium.to_owned(),
        campaign.to_owned(),
        click,
        pages.to_string(),
        (pages * rng.u32(8..70)).to_string(),
        visit.email.clone(),
    ]
}

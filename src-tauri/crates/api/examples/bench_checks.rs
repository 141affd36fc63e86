//! How fast checks and lists are answered, asked through the dispatcher as the window asks.
//!
//! `bench_checks make FOLDER CUSTOMERS EVENTS` writes four exports of a made-up shop: its customers, and so many
//! events (orders, messages and visits). `bench_checks ask PROJECT` opens a project that was audited and prints a
//! line for each question: its name, what it found, then the first time, the median, the 95th of a hundred and the
//! longest of the other times in milliseconds, with tabs between.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rollcall_api::{Clock, EngineOptions, Session};
use serde_json::{Value, json};

/// The allocator of the programs that are shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Times each question is asked again after the first.
const TIMES: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", folder, customers, events] => {
            make(Path::new(folder), customers.parse()?, events.parse()?)
        }
        ["ask", project] => ask_all(project),
        _ => Err("bench_checks make FOLDER CUSTOMERS EVENTS | bench_checks ask PROJECT".into()),
    }
}

/// A stream of numbers that look drawn and are always the same (`SplitMix64`).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most.max(1)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

const GIVEN: [&str; 16] = [
    "Anna", "Ben", "Carla", "David", "Elif", "Frank", "Grace", "Henry", "Ines", "Jonas", "Kira",
    "Liam", "Maria", "Noah", "Olga", "Paul",
];
const SYLLABLES: [&str; 12] = [
    "ber", "dal", "fen", "gar", "hol", "kin", "lor", "mar", "nor", "sand", "ton", "wick",
];
const TOWNS: [&str; 8] = [
    "Leeds", "York", "Hull", "Bath", "Derby", "Exeter", "Lincoln", "Oxford",
];
const CAMPAIGNS: [&str; 6] = [
    "Winback spring",
    "Spring news",
    "New arrivals",
    "We miss you",
    "Loyalty points",
    "Sale",
];

/// The address of a customer, which ties events to them.
fn address(customer: u64) -> String {
    format!("c{customer}@mail{}.example.org", customer % 97)
}

/// A day and time of the two years before the middle of 2026.
fn time(drawn: &mut Drawn) -> String {
    let day = drawn.below(730);
    let (year, day) = if day < 365 {
        (2024, day)
    } else {
        (2025, day - 365)
    };
    let (month, day) = (day / 31 + 1, day % 28 + 1);
    format!(
        "{year}-{month:02}-{day:02} {:02}:{:02}",
        drawn.below(24),
        drawn.below(60)
    )
}

fn table(folder: &Path, name: &str, header: &str) -> Result<BufWriter<File>, Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(folder.join(name))?);
    writeln!(file, "{header}")?;
    Ok(file)
}

fn make(folder: &Path, customers: u64, events: u64) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let mut drawn = Drawn(2026);
    let mut people = table(
        folder,
        "customers_export.csv",
        "Customer ID,First Name,Last Name,Email,Phone,City,Accepts Email Marketing",
    )?;
    for one in 0..customers {
        let surname = format!(
            "{}{}{}",
            drawn.of(&SYLLABLES),
            drawn.of(&SYLLABLES),
            drawn.of(&SYLLABLES)
        );
        writeln!(
            people,
            "{one},{},{surname},{},+4477{:08},{},{}",
            drawn.of(&GIVEN),
            address(one),
            one,
            drawn.of(&TOWNS),
            drawn.of(&["yes", "no", ""])
        )?;
    }
    people.flush()?;
    let mut orders = table(
        folder,
        "orders_export.csv",
        "Order ID,Email,Order Status,Currency,Total,Order Date",
    )?;
    for one in 0..events * 2 / 5 {
        let (customer, at) = (drawn.below(customers), time(&mut drawn));
        writeln!(
            orders,
            "#{one},{},{},GBP,{}.{:02},{at}",
            address(customer),
            drawn.of(&["paid", "paid", "paid", "paid", "cancelled"]),
            drawn.below(200),
            drawn.below(100)
        )?;
    }
    orders.flush()?;
    let mut sent = table(
        folder,
        "campaign_send_log.csv",
        "message_id,sent_at,campaign,email,status,opened_at,clicked_at",
    )?;
    for one in 0..events * 2 / 5 {
        let (customer, at) = (drawn.below(customers), time(&mut drawn));
        let (opened, clicked) = match drawn.below(10) {
            0 => (at.as_str(), at.as_str()),
            1..4 => (at.as_str(), ""),
            _ => ("", ""),
        };
        let campaign = drawn.of(&CAMPAIGNS);
        writeln!(
            sent,
            "m{one:010},{at}:00,{campaign},{},delivered,{opened},{clicked}",
            address(customer)
        )?;
    }
    sent.flush()?;
    let mut visits = table(
        folder,
        "web_visits.csv",
        "visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,gclid,pages,seconds,customer_email",
    )?;
    for one in 0..events - events * 4 / 5 {
        let (customer, at) = (drawn.below(customers), time(&mut drawn));
        let (source, medium) = match drawn.below(4) {
            0 => ("google", "cpc"),
            1 => ("google", "organic"),
            2 => ("instagram", "paid_social"),
            _ => ("", ""),
        };
        let day = at.replace(' ', "T");
        writeln!(
            visits,
            "v{one:010},GA1.2.{customer}.{one},{day}:00Z,/,{source},{medium},,3,120,{}",
            address(customer)
        )?;
    }
    visits.flush()?;
    Ok(())
}

fn ask_all(project: &str) -> Result<(), Box<dyn Error>> {
    let session = Session::new(EngineOptions {
        version: "bench".into(),
        clock: Clock::on("2026-01-15".parse()?),
        who: "bench".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    });
    ask(&session, "open_project", json!({ "path": project }))?;
    for check in [
        "suppression",
        "numbers",
        "pressure",
        "attribution",
        "retention",
    ] {
        time_of(
            &session,
            &format!("check {check}"),
            "check_book",
            &json!({}),
            |told| {
                let of = |one: &&Value| one["check"] == check;
                let found = told["checks"].as_array()?.iter().find(of)?;
                let figure = &found["figure"];
                Some(format!("{} of {}", figure["found"], figure["among"]))
            },
        )?;
    }
    let mut agreed = 0;
    time_with(
        &session,
        "check, after a target was agreed",
        "set_check",
        || {
            agreed += 1;
            json!({ "check": "pressure", "target": f64::from(agreed) / 100.0 })
        },
        |_| Some("agreed".into()),
    )?;
    for (name, command) in [
        ("completeness for use cases", "use_case_completeness"),
        ("what messages can refer to", "personalisation"),
    ] {
        time_of(&session, name, command, &json!({}), |told| {
            let of = |one: &Value| format!("{} of {}", one["complete"], one["customers"]);
            let first = told.as_array().and_then(|all| all.first()).map(of);
            Some(first.unwrap_or_else(|| told["customers"].to_string()))
        })?;
    }
    let lists = ask(&session, "list_saved", json!({}))?;
    for template in lists["templates"].as_array().into_iter().flatten() {
        let name = template["name"].as_str().unwrap_or_default();
        let draft = json!({ "purpose": template["purpose"], "condition": template["condition"] });
        if template["condition"].is_null() {
            continue;
        }
        time_of(
            &session,
            &format!("list {name}"),
            "count_list",
            &json!({ "draft": draft }),
            |told| Some(format!("{} of {}", told["chosen"], told["customers"])),
        )?;
    }
    Ok(())
}

/// Asks the same several times.
fn time_of(
    session: &Session,
    name: &str,
    command: &str,
    request: &Value,
    found: impl Fn(&Value) -> Option<String>,
) -> Result<(), Box<dyn Error>> {
    time_with(session, name, command, || request.clone(), found)
}

fn time_with(
    session: &Session,
    name: &str,
    command: &str,
    mut request: impl FnMut() -> Value,
    found: impl Fn(&Value) -> Option<String>,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(TIMES);
    let mut told = Value::Null;
    for _ in 0..=TIMES {
        let request = request();
        let begun = Instant::now();
        told = ask(session, command, request)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| times.get((times.len() * hundredths).div_ceil(100) - 1);
    let told_times: Vec<String> = std::iter::once(&first)
        .chain([at(50), at(95), at(100)].into_iter().flatten())
        .map(|time| format!("{time:.1}"))
        .collect();
    let found = found(&told).unwrap_or_else(|| "nothing".into());
    println!("{name}\t{found}\t{}", told_times.join("\t"));
    Ok(())
}

fn ask(session: &Session, command: &str, request: Value) -> Result<Value, Box<dyn Error>> {
    session
        .call(command, request)
        .map_err(|error| format!("{command}: {}", error.message).into())
}

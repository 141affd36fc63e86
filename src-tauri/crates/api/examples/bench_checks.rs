//! How fast checks and lists are answered, asked through the dispatcher as the window asks.
//!
//! `bench_checks make FOLDER CUSTOMERS EVENTS` writes five exports of a made-up shop: its customers, so many events
//! (orders, messages and visits) and what a fourth of the customers permit. `bench_checks ask PROJECT` prints a line for
//! each question about a project that was audited, which is opened anew for each: its name, what it found, then the
//! first time, the median, the 95th of a hundred and the longest of the other times in milliseconds, with tabs between.
//! It sets a value by hand several times.
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
    let mut said = table(
        folder,
        "consent_log.csv",
        "email,channel,purpose,state,timestamp,source",
    )?;
    for customer in (0..customers).step_by(4) {
        writeln!(
            said,
            "{},email,{},{},2025-06-01T08:00:00Z,Website form",
            address(customer),
            drawn.of(&["newsletter", "marketing", "service"]),
            drawn.of(&["granted", "granted", "withdrawn"])
        )?;
    }
    said.flush()?;
    Ok(())
}

/// A question, how it is asked and what it found.
struct Question {
    name: String,
    command: &'static str,
    request: Value,
    found: fn(&Value) -> Option<String>,
}

/// Asks every question of a project that was opened for it alone, so that nothing asked before has prepared its
/// answer, and then again and again.
fn ask_all(project: &str) -> Result<(), Box<dyn Error>> {
    let (session, _, told) = opened(project)?;
    println!(
        "the project\t{} customers, {} rows\t–\t–\t–\t–",
        told["customers"], told["rows"]
    );
    let questions = questions(&session)?;
    close(&session)?;
    let mut openings = Vec::with_capacity(questions.len());
    for question in &questions {
        let (session, took, _) = opened(project)?;
        openings.push(took);
        time_of(&session, question)?;
        close(&session)?;
    }
    tell("opening the project", "opened", openings);
    after_changes(project)?;
    tell_memory("most memory of the program that is asked");
    // Whoever is left out is told by what they say themselves, so this reads them all. It is asked last and told apart.
    let (session, ..) = opened(project)?;
    let mut asked = list(
        "of a town, with who is left out",
        &json!("contact"),
        &conditions()[0].1,
    );
    asked.request["destination"] = json!("plain_csv");
    time_of(&session, &asked)?;
    close(&session)?;
    tell_memory("most memory, with who is left out");
    Ok(())
}

fn tell_memory(name: &str) {
    if let Some(most) = most_memory() {
        println!("{name}\t{most} MB\t–\t–\t–\t–");
    }
}

/// A session with the project open, how long opening took in milliseconds, and what it is told by.
fn opened(project: &str) -> Result<(Session, f64, Value), Box<dyn Error>> {
    let session = Session::new(EngineOptions {
        version: "bench".into(),
        clock: Clock::on("2026-01-15".parse()?),
        who: "bench".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    });
    let begun = Instant::now();
    let told = ask(&session, "open_project", json!({ "path": project }))?;
    Ok((session, begun.elapsed().as_secs_f64() * 1000.0, told))
}

/// Closes the project, so that the next session can open it.
fn close(session: &Session) -> Result<(), Box<dyn Error>> {
    ask(session, "close_project", json!({})).map(drop)
}

/// All checks, which are one answer; completeness and personalisation; every list that is ready to be taken, and lists
/// of each other kind of condition.
fn questions(session: &Session) -> Result<Vec<Question>, Box<dyn Error>> {
    let mut questions = vec![
        Question {
            name: "all checks".into(),
            command: "check_book",
            request: json!({}),
            found: |told| {
                let checks = told["checks"].as_array()?;
                let figures = checks.iter().filter(|one| !one["figure"].is_null());
                Some(format!(
                    "{} of {} with a figure",
                    figures.count(),
                    checks.len()
                ))
            },
        },
        Question {
            name: "completeness for use cases".into(),
            command: "use_case_completeness",
            request: json!({}),
            found: |told| {
                let first = told.as_array()?.first()?;
                Some(format!("{} of {}", first["complete"], first["customers"]))
            },
        },
        Question {
            name: "what messages can refer to".into(),
            command: "personalisation",
            request: json!({}),
            found: |told| Some(told["customers"].to_string()),
        },
    ];
    let lists = ask(session, "list_saved", json!({}))?;
    for template in lists["templates"].as_array().into_iter().flatten() {
        if template["condition"].is_null() {
            continue;
        }
        let name = template["name"].as_str().unwrap_or_default();
        questions.push(list(name, &template["purpose"], &template["condition"]));
    }
    let contact = json!("contact");
    for (name, asked) in conditions() {
        questions.push(list(name, &contact, &asked));
    }
    let [.., (name, asked)] = conditions();
    questions.push(list(&format!("{name}, kept"), &contact, &asked));
    Ok(questions)
}

fn list(name: &str, purpose: &Value, condition: &Value) -> Question {
    Question {
        name: format!("list {name}"),
        command: "count_list",
        request: json!({ "draft": { "purpose": purpose, "condition": condition } }),
        found: |told| Some(format!("{} of {}", told["chosen"], told["customers"])),
    }
}

/// What no list that is ready to be taken asks for.
fn conditions() -> [(&'static str, Value); 6] {
    let condition = |kind: &str, subject: &str, test: &str, values: &[&str], named: &str| {
        json!({
            "kind": kind, "subject": subject, "test": test, "values": values, "days": null,
            "named": named, "conditions": [],
        })
    };
    [
        (
            "of a town",
            condition("attribute", "city", "equals", &["Leeds"], ""),
        ),
        (
            "of a mail provider",
            condition(
                "attribute",
                "email",
                "contains",
                &["@mail7.example.org"],
                "",
            ),
        ),
        (
            "who spent 500",
            condition("spent", "GBP", "at_least", &["500"], ""),
        ),
        (
            "who opened a campaign",
            condition("event", "opened", "did", &[], "winback"),
        ),
        (
            "whose pair waits",
            condition("state", "in_review", "is", &[], ""),
        ),
        // Nobody asked for it before: it is worked out, and kept from then on.
        (
            "who may be sent the newsletter",
            condition("consent_for", "email_consent", "yes", &[], "newsletter"),
        ),
    ]
}

/// How long an answer takes after something was changed by hand.
fn after_changes(project: &str) -> Result<(), Box<dyn Error>> {
    let (session, ..) = opened(project)?;
    let mut agreed = 0;
    time_with(
        &session,
        "check, after a target was agreed",
        "set_check",
        || {
            agreed += 1;
            Ok(json!({ "check": "pressure", "target": f64::from(agreed) / 100.0 }))
        },
        |_| Some("agreed".into()),
    )?;
    let page = ask(
        &session,
        "search_customers",
        json!({ "query": "", "offset": 0, "limit": 1 }),
    )?;
    let customer = page["customers"][0]["customer"].clone();
    let mut towns = TOWNS.iter().cycle();
    let [(name, condition), ..] = conditions();
    let asked = list(name, &json!("contact"), &condition);
    time_with(
        &session,
        &format!("{}, after a value was set by hand", asked.name),
        asked.command,
        || {
            let change = json!({
                "customer": customer, "attribute": "city", "value": towns.next(), "reason": "",
            });
            ask(&session, "override_value", change)?;
            Ok(asked.request.clone())
        },
        asked.found,
    )?;
    close(&session)
}

/// The largest resident memory of this program in megabytes, where the system tells.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}

/// Asks the same several times.
fn time_of(session: &Session, question: &Question) -> Result<(), Box<dyn Error>> {
    let again = || Ok(question.request.clone());
    time_with(
        session,
        &question.name,
        question.command,
        again,
        question.found,
    )
}

fn time_with(
    session: &Session,
    name: &str,
    command: &str,
    mut request: impl FnMut() -> Result<Value, Box<dyn Error>>,
    found: impl Fn(&Value) -> Option<String>,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(TIMES);
    let mut told = Value::Null;
    for _ in 0..=TIMES {
        let request = request()?;
        let begun = Instant::now();
        told = ask(session, command, request)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    tell(
        name,
        &found(&told).unwrap_or_else(|| "nothing".into()),
        times,
    );
    Ok(())
}

/// A line of the table: the first time, and of the others the median, the 95th of a hundred and the longest.
fn tell(name: &str, found: &str, mut times: Vec<f64>) {
    if times.is_empty() {
        return;
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| {
        let place = (times.len() * hundredths).div_ceil(100);
        times.get(place.checked_sub(1)?)
    };
    let told: Vec<String> = std::iter::once(&first)
        .chain([at(50), at(95), at(100)].into_iter().flatten())
        .map(|time| format!("{time:.1}"))
        .collect();
    println!("{name}\t{found}\t{}", told.join("\t"));
}

fn ask(session: &Session, command: &str, request: Value) -> Result<Value, Box<dyn Error>> {
    session
        .call(command, request)
        .map_err(|error| format!("{command}: {}", error.message).into())
}

//! `rollcall list`: who is in a list, and its files.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::view::Nothing;
use rollcall_engine::{Clock, grouped};
use serde_json::{Value, json};

use crate::arguments::{ListArguments, ListCommand, ListWindow};
use crate::language;
use crate::output::{sentence, several, unknown};
use crate::passphrase::{Passphrases, open};
use crate::project::options;

pub(crate) fn run(command: ListCommand, passphrases: &Passphrases) -> Result<String, String> {
    match command {
        ListCommand::Show { file, json } => show(&Desk::open(&file, passphrases)?, json),
        ListCommand::Preview { list, to, json } => {
            preview(&Desk::open(&list.file, passphrases)?, &list, &to, json)
        }
        ListCommand::Deliver {
            list,
            to,
            out,
            left_out,
        } => deliver(
            &Desk::open(&list.file, passphrases)?,
            &list,
            &to,
            &out,
            left_out,
        ),
        ListCommand::Suppress { list, to, out } => {
            suppress(&Desk::open(&list.file, passphrases)?, &list, &to, &out)
        }
    }
}

/// A project with its lists.
struct Desk {
    session: Session,
    lists: Vec<Value>,
}

impl Desk {
    fn open(file: &Path, passphrases: &Passphrases) -> Result<Self, String> {
        let session = Session::new(options(Clock::system()));
        language::speak(session.engine())?;
        open(&session, file, passphrases)?;
        // In English, whatever language is spoken: a list may be asked for by that name, too.
        let known = session.engine().lists(Nothing {});
        let known = known.map_err(|error| sentence(&error))?;
        let lists = known.lists.iter().map(serde_json::to_value);
        Ok(Self {
            lists: lists
                .collect::<Result<_, _>>()
                .map_err(|error| error.to_string())?,
            session,
        })
    }

    fn ask(&self, command: &str, request: Value) -> Result<Value, String> {
        self.session
            .call(command, request)
            .map_err(|error| language::as_told(&error.to_string()))
    }

    /// The code of a list, by that or by its name, also as the chosen language calls it.
    fn code(&self, list: &str) -> Result<String, String> {
        let wanted = list.trim().to_lowercase();
        let found = self.lists.iter().find(|one| {
            one["code"] == list
                || one["name"].as_str().is_some_and(|name| {
                    name.to_lowercase() == wanted || language::said(name).to_lowercase() == wanted
                })
        });
        let code = found.and_then(|one| one["code"].as_str());
        code.map(str::to_owned).ok_or_else(|| {
            // The lists of the program go by their codes, those of people by what they called them.
            let known: Vec<&str> = self
                .lists
                .iter()
                .filter_map(|one| {
                    let by = if one["saved"].is_null() {
                        "code"
                    } else {
                        "name"
                    };
                    one[by].as_str()
                })
                .collect();
            unknown("list", list.trim(), &known)
        })
    }

    /// Refuses days for a list that has no window of them, so that nobody takes its people for those of the days.
    fn takes_days(&self, code: &str) -> Result<(), String> {
        let windowed: Vec<&str> = self
            .lists
            .iter()
            .filter(|one| one["windowed"] == true)
            .map(|one| of(&one["code"]))
            .collect();
        if windowed.contains(&code) {
            return Ok(());
        }
        Err(format!(
            "The list {code} has no window of days, so that --days would change nothing. Lists that take it: {}. A list that people made counts the days its conditions say.",
            windowed.join(", ")
        ))
    }
}

fn show(desk: &Desk, as_json: bool) -> Result<String, String> {
    if as_json {
        return Ok(desk.ask("list_saved", Value::Null)?.to_string());
    }
    let mut text = String::new();
    for list in &desk.lists {
        let version = list["version"]
            .as_u64()
            .map(|version| format!(", version {version}"))
            .unwrap_or_default();
        // What people called their lists stays; those of the program are called in words.
        let name = of(&list["name"]);
        let name = if list["saved"].is_null() {
            name.to_owned()
        } else {
            language::name(name)
        };
        // Two marks stand around a code until it is told.
        let _ = writeln!(
            text,
            "{:22} {name}  ({}{version})\n{:20} {}",
            language::name(of(&list["code"])),
            of(&list["purpose"]),
            "",
            of(&list["sentence"]),
        );
    }
    Ok(text)
}

/// What every command about one list asks for.
fn request(desk: &Desk, list: &ListArguments) -> Result<Value, String> {
    let ListWindow { days, today } = &list.window;
    let code = desk.code(&list.list)?;
    if days.is_some() {
        desk.takes_days(&code)?;
    }
    Ok(json!({ "list": code, "days": days, "today": today }))
}

fn with(mut request: Value, members: Value) -> Value {
    if let (Value::Object(request), Value::Object(members)) = (&mut request, members) {
        request.extend(members);
    }
    request
}

fn preview(desk: &Desk, list: &ListArguments, to: &str, as_json: bool) -> Result<String, String> {
    let request = with(request(desk, list)?, json!({ "destination": to }));
    let reply = desk.ask("preview_list", request)?;
    if as_json {
        return Ok(reply.to_string());
    }
    let mut text = format!(
        "{} chosen, {} in the file\n",
        number(&reply["chosen"]),
        number(&reply["rows"])
    );
    text.push_str(&left_out(&reply["left_out"]));
    let window = of(&reply["window"]);
    if !window.is_empty() {
        let _ = writeln!(text, "Window: {window}");
    }
    text.push_str(&warnings(&reply));
    let checked = language::name(&names(&reply["stamp"]["checked"]));
    let _ = writeln!(text, "Checked against: {checked}");
    let unchecked = names(&reply["stamp"]["unchecked"]);
    if !unchecked.is_empty() {
        let unchecked = language::name(&unchecked);
        let _ = writeln!(text, "Not checked against: {unchecked}");
    }
    Ok(text)
}

fn deliver(
    desk: &Desk,
    list: &ListArguments,
    to: &str,
    out: &Path,
    left: bool,
) -> Result<String, String> {
    let members = json!({ "destination": to, "path": out, "left_out_file": left });
    let reply = desk.ask("deliver_list", with(request(desk, list)?, members))?;
    let files: Vec<&str> = reply["files"]
        .as_array()
        .into_iter()
        .flatten()
        .map(of)
        .collect();
    let mut text = format!(
        "{} written to {}\n",
        several(reply["rows"].as_u64().unwrap_or(0), "row", "rows"),
        files.join(", ")
    );
    for (reason, customers) in reply["left_out"].as_object().into_iter().flatten() {
        let _ = writeln!(text, "  {} left out: {reason}", number(customers));
    }
    if files.len() > 1 {
        let _ = writeln!(text, "  The page beside them tells who is in which.");
    }
    let _ = writeln!(text, "SHA-256 {}", of(&reply["sha256"]));
    text.push_str(&warnings(&reply));
    Ok(text)
}

/// What to know of a list, as its reply tells it.
fn warnings(reply: &Value) -> String {
    let mut text = String::new();
    for warning in reply["warnings"].as_array().into_iter().flatten() {
        let _ = writeln!(text, "! {}", of(warning));
    }
    text
}

fn suppress(
    desk: &Desk,
    list: &ListArguments,
    to: &[String],
    out: &Path,
) -> Result<String, String> {
    let destinations = (!to.is_empty()).then_some(to);
    let members = json!({ "destinations": destinations, "folder": out });
    let reply = desk.ask("deliver_suppression", with(request(desk, list)?, members))?;
    let mut text = format!(
        "The same {} people for every platform, in {}\n",
        number(&reply["people"]),
        of(&reply["folder"])
    );
    for file in reply["files"].as_array().into_iter().flatten() {
        let _ = writeln!(
            text,
            "  {:32}  {}{}",
            of(&file["destination"]),
            several(file["rows"].as_u64().unwrap_or(0), "row", "rows"),
            if file["path"].is_null() {
                ", no file: it could find none of them"
            } else {
                ""
            }
        );
        for part in file["parts"].as_array().into_iter().flatten() {
            let _ = writeln!(text, "    {}", of(part));
        }
    }
    let people = reply["people"].as_u64();
    let mut files = reply["files"].as_array().into_iter().flatten();
    if files.any(|file| file["rows"].as_u64() > people) {
        let _ = writeln!(
            text,
            "  Where a file has more rows than people, a person with several addresses has a row for each."
        );
    }
    Ok(text)
}

fn left_out(reasons: &Value) -> String {
    let mut text = String::new();
    for one in reasons.as_array().into_iter().flatten() {
        let _ = writeln!(
            text,
            "  {} left out: {}",
            number(&one["customers"]),
            of(&one["reason"])
        );
    }
    text
}

fn names(sources: &Value) -> String {
    let sources = sources.as_array().into_iter().flatten();
    let names: Vec<&str> = sources.map(|one| of(&one["source"]["name"])).collect();
    names.join(", ")
}

fn of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> String {
    grouped(value.as_u64().unwrap_or(0))
}

//! Deeds drawn at random: everything a person can decide and take back, on a small project.

use std::path::Path;

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::erased::wait;
use crate::estate::options;

/// What can be drawn, by command.
pub(crate) const KINDS: [&str; 23] = [
    "judge_pair",
    "judge_second",
    "regroup",
    "override_value",
    "set_note",
    "set_duty",
    "set_rule",
    "set_source_order",
    "decide_rule",
    "word_rule",
    "set_column",
    "set_cells",
    "set_value_map",
    "set_constant",
    "set_table",
    "describe_source",
    "set_kind_state",
    "set_tier",
    "add_to_log",
    "set_cost",
    "open_request",
    "import_files",
    "undo_load",
];

const GIVEN: [&str; 8] = [
    "Grietje", "Jonas", "Mina", "Piet", "Anneke", "Tobias", "Ines", "Bram",
];
const FAMILY: [&str; 5] = ["Dekker", "Winkler", "Kovac", "Lindqvist", "Okafor"];
const TOWNS: [&str; 4] = ["Amsterdam", "Utrecht", "Leiden", "Delft"];

/// Given name, family name, e-mail, birth date and town of a person.
pub(crate) fn person(number: usize) -> [String; 5] {
    let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[number % FAMILY.len()]);
    let email = format!("{given}.{family}@example.com").to_lowercase();
    let born = format!("19{}-0{}-1{}", 60 + number, 1 + number % 9, number % 9);
    let town = TOWNS[number % TOWNS.len()];
    [given, family, &email, &born, town].map(str::to_owned)
}

/// The till: everybody, by card.
fn till() -> String {
    let head = "Card;First name;Last name;E-mail;Birth date;Town\n".to_owned();
    let rows = (0..16).map(|number| {
        let [given, family, email, born, town] = person(number);
        format!("K{number};{given};{family};{email};{born};{town}\n")
    });
    head + &rows.collect::<String>()
}

/// The shop: most of them, some without an address or with another town, and what they permit. Every export differs
/// from the others by its last row.
pub(crate) fn shop(export: usize) -> String {
    let head =
        "Customer ID,First name,Last name,Email,Date of birth,City,Accepts marketing,Updated at\n"
            .to_owned();
    let rows = (0..14)
        .filter(|row| export == 0 || row % 5 != export % 5)
        .map(|number| {
            let [given, family, email, born, town] = person(number);
            let (email, born) = match number % 4 {
                1 => (String::new(), born),
                3 => (email, String::new()),
                _ => (email, born),
            };
            let town = if number % 3 == 0 {
                TOWNS[(number + export) % 4]
            } else {
                &town
            };
            let answer = ["yes", "no", "maybe"][number % 3];
            format!(
                "S{number},{given},{family},{email},{born},{town},{answer},2026-0{}-11\n",
                1 + number % 9
            )
        });
    let last = format!(
        "X{export},New,Comer{export},new.comer{export}@example.org,,Leiden,yes,2026-09-0{}\n",
        1 + export % 9
    );
    head + &rows.collect::<String>() + &last
}

/// The newsletter, whose rows have no id of their own.
pub(crate) fn newsletter() -> String {
    let head = "Email Address,First Name,Last Name\n".to_owned();
    let rows = (4..14).map(|number| {
        let [given, family, email, ..] = person(number);
        format!("{email},{given},{family}\n")
    });
    head + &rows.collect::<String>()
}

/// A list of a system nobody has loaded yet.
fn club(export: usize) -> String {
    let [given, family, email, ..] = person(3);
    format!(
        "Member no;Given name;Surname;Mail\nM1;{given};{family};{email}\nM2;Nova;Stern;nova.stern{export}@example.org\n"
    )
}

pub(crate) fn ask(session: &Session, command: &str, request: Value) -> Value {
    match session.call(command, request) {
        Ok(reply) => reply,
        Err(error) => panic!("{command}: {error}"),
    }
}

/// A file written into a folder, and the request that loads it.
pub(crate) fn load(folder: &Path, name: &str, text: &str) -> Value {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    json!({ "paths": [file.display().to_string()] })
}

/// Does a deed and waits for its end where it takes long. Whether it was heard.
pub(crate) fn does(session: &Session, command: &str, request: &Value) -> bool {
    let Ok(reply) = session.call(command, request.clone()) else {
        return false;
    };
    if let Some(job) = reply["job"].as_i64() {
        wait(session.engine(), job);
    }
    true
}

pub(crate) fn audit(session: &Session) {
    assert!(does(session, "run_audit", &json!({})));
}

/// A project of a till, a shop and a newsletter, audited.
pub(crate) fn estate(folder: &Path) -> Session {
    estate_in(folder, folder)
}

/// The files the project begins with, by name.
pub(crate) fn first_files() -> [(&'static str, String); 3] {
    [
        ("till_customers.csv", till()),
        ("shop_customers.csv", shop(0)),
        ("newsletter.csv", newsletter()),
    ]
}

/// A project with nothing in it, open.
pub(crate) fn empty(folder: &Path) -> Session {
    let session = Session::new(options());
    let path = folder.join("shop.rollcall").display().to_string();
    ask(
        &session,
        "create_project",
        json!({ "path": path, "name": "Shop" }),
    );
    session
}

/// The project of a till, a shop and a newsletter in a folder of its own, apart from the files.
pub(crate) fn estate_in(folder: &Path, exports: &Path) -> Session {
    let session = empty(folder);
    for (name, text) in first_files() {
        let request = load(exports, name, &text);
        assert!(does(&session, "import_files", &request));
    }
    audit(&session);
    session
}

/// One of a list, by chance.
fn one<'a>(chance: &mut fastrand::Rng, list: &'a Value) -> Option<&'a Value> {
    chance.choice(list.as_array()?)
}

fn any(chance: &mut fastrand::Rng, of: &[&str]) -> String {
    of[chance.usize(..of.len())].to_owned()
}

/// A deed of a kind; nothing where the project has nothing it could be about.
#[expect(clippy::too_many_lines, reason = "a kind of deed an arm")]
pub(crate) fn draw(
    session: &Session,
    folder: &Path,
    chance: &mut fastrand::Rng,
    kind: &str,
    number: usize,
) -> Option<Value> {
    let why = format!("reason {number}");
    let table = |chance: &mut fastrand::Rng| {
        let tables = ask(session, "list_mappings", json!({}));
        one(chance, &tables).map(|table| table["table"].clone())
    };
    let source = |chance: &mut fastrand::Rng| {
        let sources = ask(session, "inventory", json!({}));
        one(chance, &sources["sources"]).map(|source| source["mark"]["source"].clone())
    };
    let customer = |chance: &mut fastrand::Rng| {
        let page = ask(session, "search_customers", json!({ "limit": 100 }));
        let row = one(chance, &page["customers"])?["customer"].clone();
        Some(ask(session, "get_customer", json!({ "customer": row })))
    };
    let request = match kind {
        "judge_pair" | "judge_second" => {
            let second = kind == "judge_second";
            let filter = if second {
                "decided".to_owned()
            } else {
                any(chance, &["all", "sampled"])
            };
            let pairs = ask(
                session,
                "list_pairs",
                json!({ "filter": filter, "limit": 500 }),
            );
            let pair = &one(chance, &pairs["pairs"])?["pair"];
            let verdict = match chance.usize(..4) {
                0 => Value::Null,
                place => json!(["same", "different", "unsure"][place - 1]),
            };
            let mut said = json!({ "pair": pair, "verdict": verdict, "note": why });
            if second {
                said["reviewer"] = json!("Priya");
            }
            said
        }
        "regroup" => {
            let (here, other) = (customer(chance)?, customer(chance)?);
            let records = here["records"].as_array()?;
            let kind = any(chance, &["split", "join", "move"]);
            let some = chance.usize(1..=records.len());
            let records: Vec<&Value> = records[..some].iter().map(|one| &one["record"]).collect();
            json!({
                "kind": kind, "customer": here["customer"], "reason": why,
                "records": if kind == "join" { json!([]) } else { json!(records) },
                "other": if kind == "split" { Value::Null } else { other["customer"].clone() },
            })
        }
        "override_value" => {
            let attribute = any(chance, &["given_name", "city", "email"]);
            let mut value =
                [Value::Null, json!("Gretchen"), json!("Leiden")][chance.usize(..3)].clone();
            if attribute == "email" && value.is_string() {
                value = json!("gretchen@example.net");
            }
            json!({ "customer": customer(chance)?["customer"], "attribute": attribute, "value": value, "reason": why })
        }
        "set_note" => {
            let about = any(
                chance,
                &["rule:deletion", "region:eea", "question:location:1"],
            );
            let note = any(chance, &["", &why]);
            json!({ "about": about, "note": note })
        }
        "set_duty" if chance.bool() => {
            json!({ "source": source(chance)?, "duty": any(chance, &["owner", "steward"]), "person": any(chance, &["", "Mara", "Joris"]) })
        }
        "set_duty" => {
            json!({ "attribute": any(chance, &["email", "city"]), "duty": "decider", "person": any(chance, &["", "Mara", "Joris"]) })
        }
        "set_rule" => {
            let rules = ask(session, "survivorship", json!({}));
            let line = one(chance, &rules["attributes"])?;
            json!({ "attribute": line["attribute"]["code"], "rule": one(chance, &line["choices"])?, "reason": why })
        }
        "set_source_order" => {
            json!({ "sources": [source(chance)?, source(chance)?], "reason": why })
        }
        "decide_rule" | "word_rule" => {
            let rules = ask(session, "governed_rules", json!({}));
            let rule = one(chance, &rules["rules"])?;
            let choice = &one(chance, &rule["choices"])?["choice"];
            let sentence = any(chance, &["", &format!("As agreed, {number}.")]);
            let mut said = json!({ "rule": rule["rule"], "sentence": sentence, "reason": why });
            if kind == "decide_rule" {
                said["choice"] = choice.clone();
            }
            said
        }
        "set_column" | "set_cells" | "set_value_map" => {
            let table = table(chance)?;
            let mapping = ask(session, "get_mapping", json!({ "table": table }));
            // Words have a meaning of their own where people answer.
            let columns = mapping["columns"].as_array()?.iter();
            let is_meant = |column: &&Value| {
                let header = column["header"].as_str().unwrap_or_default();
                kind != "set_value_map" || header.contains("marketing")
            };
            let columns: Vec<&Value> = columns.filter(is_meant).collect();
            let column = &chance.choice(columns)?["column"];
            let (name, said) = match kind {
                "set_column" => {
                    let codes = ["city", "nickname", "email_consent", "custom:notes"];
                    let left_out = chance.u8(..5) == 0;
                    (
                        "attribute",
                        if left_out {
                            Value::Null
                        } else {
                            json!(any(chance, &codes))
                        },
                    )
                }
                "set_cells" => {
                    let changes = [
                        json!({ "kind": "keep" }),
                        json!({ "kind": "strip_prefix", "prefix": "x" }),
                        json!({ "kind": "split", "separator": "/" }),
                    ];
                    ("change", changes[chance.usize(..3)].clone())
                }
                _ => {
                    let meaning = any(chance, &["opted_in", "opted_out", ""]);
                    ("meanings", json!([{ "word": "maybe", "meaning": meaning }]))
                }
            };
            let mut request = json!({ "table": table, "column": column });
            request[name] = said;
            request
        }
        "set_constant" => {
            let value = [Value::Null, json!("NL"), json!("DE")][chance.usize(..3)].clone();
            json!({ "table": table(chance)?, "attribute": "country", "value": value })
        }
        "set_table" => {
            json!({ "table": table(chance)?, "role": any(chance, &["customers", "consents"]), "default_country": any(chance, &["", "NL", "BE"]) })
        }
        "describe_source" if chance.bool() => {
            json!({ "source": source(chance)?, "used_for": why, "location": any(chance, &["", "in the cloud"]) })
        }
        "describe_source" => json!({ "name": any(chance, &["Club", "Old CRM", "club members"]) }),
        "set_kind_state" => {
            json!({ "kind": any(chance, &["support", "loyalty"]), "state": any(chance, &["no_file", "absent", "not_asked"]) })
        }
        "set_tier" => json!({ "tier": any(chance, &["strict", "balanced", "wide"]) }),
        "add_to_log" => json!({ "kind": any(chance, &["decision", "question"]), "text": why }),
        "set_cost" => {
            json!({ "kind": "by_hand", "what": why, "times": 2, "per": "week", "minutes": 30 })
        }
        "open_request" => {
            json!({ "kind": any(chance, &["access", "deletion"]), "customer": customer(chance)?["customer"], "received_on": "2026-11-20" })
        }
        "import_files" => match chance.usize(..3) {
            0 => load(folder, "club_members.csv", &club(number)),
            _ => load(folder, "shop_customers.csv", &shop(number)),
        },
        "undo_load" => {
            let loads = ask(session, "list_loads", json!({}));
            let current: Vec<Value> = loads
                .as_array()?
                .iter()
                .filter(|load| load["current"] == true)
                .cloned()
                .collect();
            json!({ "load": one(chance, &json!(current))?["load"] })
        }
        other => panic!("nobody knows how to {other}"),
    };
    Some(request)
}

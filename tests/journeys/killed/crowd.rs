//! The projects that jobs are killed on: a shop and a newsletter of a hundred people, at every stage.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::{Clock, EngineOptions};
use serde_json::{Value, json};

use crate::estate::options;
use crate::undone::deeds::{ask, audit, does, load};

/// People in the files.
const PEOPLE: usize = 100;
const GIVEN: [&str; 8] = [
    "Grietje", "Jonas", "Mina", "Piet", "Anneke", "Tobias", "Ines", "Bram",
];
const BEGINNINGS: [&str; 10] = [
    "Bra", "Kel", "Mon", "Tor", "Vis", "Zan", "Hol", "Dre", "Pel", "Sun",
];
const ENDINGS: [&str; 10] = [
    "berg", "dal", "strom", "wick", "haven", "mark", "field", "stad", "horn", "by",
];
const TOWNS: [&str; 4] = ["Amsterdam", "Utrecht", "Leiden", "Delft"];

/// Given name, family name and e-mail of a person.
fn person(number: usize) -> [String; 3] {
    let given = GIVEN[number % GIVEN.len()].to_owned();
    let family = format!("{}{}", BEGINNINGS[number / 10 % 10], ENDINGS[number % 10]);
    let email = format!("{given}.{family}@example.com").to_lowercase();
    [given, family, email]
}

/// The address of somebody both files know.
pub(super) fn mail_of_one() -> String {
    let [_, _, email] = person(17);
    email
}

/// The shop: everybody, every tenth for long. Every export has other towns and a newcomer.
pub(super) fn shop(export: usize) -> String {
    let mut text =
        "Customer ID,First name,Last name,Email,Date of birth,City,Updated at\n".to_owned();
    for number in 0..PEOPLE + export {
        let [given, family, email] = person(number % PEOPLE);
        let email = if number < PEOPLE {
            email
        } else {
            format!("another.{email}")
        };
        let born = format!("19{}-0{}-1{}", 50 + number % 40, 1 + number % 9, number % 9);
        let town = TOWNS[(number + export) % TOWNS.len()];
        let changed = if number % 10 == 9 { "2015-03-04" } else { "" };
        writeln!(
            text,
            "S{number},{given},{family},{email},{born},{town},{changed}"
        )
        .expect("a row");
    }
    text
}

fn newsletter() -> String {
    let rows = (0..PEOPLE).filter(|number| number % 2 == 1).map(|number| {
        let [given, family, email] = person(number);
        let town = TOWNS[number * 3 % TOWNS.len()];
        format!("{email},{given},{family},{town}\n")
    });
    "Email Address,First Name,Last Name,City\n".to_owned() + &rows.collect::<String>()
}

/// The program as the command line runs it: by the clock of the system.
pub(super) fn session() -> Session {
    Session::new(EngineOptions {
        clock: Clock::system(),
        ..options()
    })
}

/// A project of both files at a path, of which nothing was worked out yet; open.
fn loaded(project: &Path, exports: &Path) -> Session {
    let session = session();
    ask(
        &session,
        "create_project",
        json!({ "path": project, "name": "Shop" }),
    );
    for (name, text) in [
        ("shop_customers.csv", shop(0)),
        ("newsletter.csv", newsletter()),
    ] {
        let request = load(exports, name, &text);
        assert!(does(&session, "import_files", &request));
    }
    session
}

/// The number of the shop.
fn the_shop(session: &Session) -> Value {
    let loads = ask(session, "list_loads", json!({}));
    let of_shop = |load: &&Value| {
        load["file"]
            .as_str()
            .is_some_and(|file| file.contains("shop"))
    };
    let shop = loads
        .as_array()
        .and_then(|loads| loads.iter().find(of_shop));
    shop.expect("the shop")["source"]["source"].clone()
}

/// The same with who is who, a list, and a term for the rows of the shop.
fn found(project: &Path, exports: &Path) -> Session {
    let session = loaded(project, exports);
    let rule = format!("retention:{}", the_shop(&session));
    ask(
        &session,
        "decide_rule",
        json!({ "rule": rule, "choice": "months:24", "sentence": "", "reason": "agreed" }),
    );
    audit(&session);
    ask(
        &session,
        "save_list",
        json!({
            "list": null, "name": "Everybody", "purpose": "suppress", "reason": "asked",
            "condition": { "kind": "attribute", "subject": "email", "test": "filled" },
        }),
    );
    session
}

/// Projects by how far they are, made once.
pub(super) struct Crowd {
    pub(super) loaded: Vec<u8>,
    pub(super) found: Vec<u8>,
    pub(super) reruled: Vec<u8>,
    pub(super) locked: Vec<u8>,
    /// The one customer jobs are about.
    pub(super) customer: Value,
    /// The source with rows past their term, and how many.
    pub(super) past: (Value, Value),
}

impl Crowd {
    pub(super) fn new(folder: &Path, passphrase: &str) -> Self {
        let at = |name: &str| folder.join(name);
        let closed = |session: &Session, name: &str| {
            ask(session, "close_project", json!({}));
            std::fs::read(at(name)).expect("the project")
        };
        let opened = |session: &Session, name: &str| {
            ask(session, "open_project", json!({ "path": at(name) }));
        };
        let session = loaded(&at("loaded.rollcall"), folder);
        let loaded = closed(&session, "loaded.rollcall");

        let session = found(&at("found.rollcall"), folder);
        let source = the_shop(&session);
        let past = ask(&session, "preview_purge", json!({ "source": source }))["total"].clone();
        let customer = customer_of(&session, &mail_of_one());
        let found = closed(&session, "found.rollcall");

        std::fs::write(at("reruled.rollcall"), &found).expect("a project");
        opened(&session, "reruled.rollcall");
        let (attribute, rule) = another_rule(&session);
        ask(
            &session,
            "set_rule",
            json!({ "attribute": attribute, "rule": rule, "reason": "agreed" }),
        );
        let reruled = closed(&session, "reruled.rollcall");

        std::fs::write(at("locked.rollcall"), &found).expect("a project");
        opened(&session, "locked.rollcall");
        ask(
            &session,
            "encrypt_project",
            json!({ "passphrase": passphrase }),
        );
        let locked = closed(&session, "locked.rollcall");
        Self {
            loaded,
            found,
            reruled,
            locked,
            customer,
            past: (source, past),
        }
    }
}

/// The customer with an address.
fn customer_of(session: &Session, mail: &str) -> Value {
    let page = ask(session, "search_customers", json!({ "limit": 500 }));
    let has_it = |customer: &&Value| customer["email"] == mail;
    let customers = page["customers"].as_array().expect("the customers");
    let customer = customers.iter().find(has_it);
    customer.expect("the customer")["customer"].clone()
}

/// The town, which is part of the address, and a rule it does not have yet.
fn another_rule(session: &Session) -> (Value, Value) {
    let rules = ask(session, "survivorship", json!({}));
    let lines = rules["attributes"].as_array().expect("the rules");
    let has_choices = |line: &&Value| {
        line["attribute"]["code"] == "city" || line["attribute"]["code"] == "street"
    };
    let line = lines.iter().find(has_choices).unwrap_or(&lines[0]);
    let choices = line["choices"].as_array().expect("the choices");
    let other = choices.iter().find(|choice| **choice != line["rule"]);
    (
        line["attribute"]["code"].clone(),
        other.expect("another rule").clone(),
    )
}

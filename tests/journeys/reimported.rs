//! What people said of pairs stands and is obeyed, whatever becomes of a file but its content: rows in another order,
//! columns in another order, another name, with ids of rows and without.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::undone::deeds::{ask, audit, does, estate, newsletter, shop};

/// What was said of a pair, by what each of its records stands under: table and key.
type Said = BTreeMap<[String; 2], (String, String)>;

fn pairs(session: &Session, filter: &str) -> Vec<Value> {
    let request = json!({ "filter": filter, "limit": 500 });
    let page = ask(session, "list_pairs", request);
    let rows = page["pairs"].as_array().expect("pairs").iter();
    rows.map(|row| ask(session, "get_pair", json!({ "pair": row["pair"] })))
        .collect()
}

fn ends(pair: &Value) -> [String; 2] {
    let end = |side: &str| {
        format!(
            "{} {}",
            pair[side]["source"]["name"], pair[side]["record_key"]
        )
    };
    let mut ends = [end("left"), end("right")];
    ends.sort();
    ends
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Judges pairs of which one record is of a source: same, different and unsure, against what the engine found. No
/// customer is in two of them, so that no verdict follows from others.
fn judge_pairs_of(session: &Session, source: &str) -> Said {
    let mut said = Said::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for pair in [pairs(session, "all"), pairs(session, "sampled")].concat() {
        let is_of_source = ["left", "right"]
            .iter()
            .any(|side| pair[side]["source"]["name"] == source);
        let customers = [
            text(&pair["left"]["customer"]),
            text(&pair["right"]["customer"]),
        ];
        if !is_of_source || customers.iter().any(|one| taken.contains(one)) {
            continue;
        }
        let is_one = customers[0] == customers[1];
        let verdict = match said.len() % 3 {
            2 => "unsure",
            _ if is_one => "different",
            _ => "same",
        };
        taken.extend(customers);
        let note = format!("note {}", said.len());
        ask(
            session,
            "judge_pair",
            json!({ "pair": pair["pair"], "verdict": verdict, "note": note }),
        );
        said.insert(ends(&pair), (verdict.to_owned(), note));
    }
    let kinds: BTreeSet<&str> = said.values().map(|(verdict, _)| verdict.as_str()).collect();
    assert_eq!(kinds.len(), 3, "{source}: {said:?}");
    said
}

#[track_caller]
fn assert_obeyed(session: &Session, said: &Said, when: &str) {
    let mut found = Said::new();
    for pair in pairs(session, "decided") {
        let verdict = text(&pair["verdict"]);
        let is_one = pair["left"]["customer"] == pair["right"]["customer"];
        if verdict != "unsure" {
            assert_eq!(
                is_one,
                verdict == "same",
                "{when}: {verdict} of {:?}",
                ends(&pair)
            );
        }
        found.insert(ends(&pair), (verdict, text(&pair["note"])));
    }
    assert_eq!(&found, said, "{when}");
}

/// What becomes of a file.
#[derive(Clone, Copy, PartialEq)]
enum Becomes {
    Shuffled,
    Turned,
    Renamed,
    All,
}

/// The lines of an export, as they are after all that.
fn changed(text: &str, becomes: Becomes) -> String {
    let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    if matches!(becomes, Becomes::Shuffled | Becomes::All) {
        fastrand::Rng::with_seed(7).shuffle(&mut lines[1..]);
    }
    if matches!(becomes, Becomes::Turned | Becomes::All) {
        for line in &mut lines {
            line.rotate_left(2);
        }
    }
    // A blank line, so that it is another file in any case.
    lines
        .into_iter()
        .map(|line| line.join(",") + "\n")
        .collect::<String>()
        + "\n"
}

/// Loads a file as a newer export of the table of a source, told so where its name does not tell.
fn load_again(session: &Session, folder: &Path, name: &str, text: &str, source: Option<&str>) {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    let paths = json!([path.display().to_string()]);
    let choices = source.map_or_else(|| json!([]), |source| {
        let inventory = ask(session, "inventory", json!({}));
        let sources = inventory["sources"].as_array().expect("sources");
        let of_source = sources.iter().find(|one| one["mark"]["name"] == source).expect("the source");
        let seen = ask(session, "inspect_files", json!({ "paths": paths }));
        json!([{ "key": seen["tables"][0]["key"], "newer_export_of": of_source["tables"][0]["table"] }])
    });
    let request = json!({ "paths": paths, "choices": choices, "then_audit": true });
    assert!(does(session, "import_files", &request));
}

/// The name of the source of a file.
fn source_of(session: &Session, file: &str) -> String {
    let inventory = ask(session, "inventory", json!({}));
    let sources = inventory["sources"].as_array().expect("sources").iter();
    let mut of_file = sources.filter(|one| {
        one["tables"][0]["file"]
            .as_str()
            .is_some_and(|name| name.ends_with(file))
    });
    text(&of_file.next().expect("its source")["mark"]["name"])
}

#[track_caller]
fn holds_after_all(file: &str, text: &str) {
    let changes = [
        Becomes::Shuffled,
        Becomes::Turned,
        Becomes::Renamed,
        Becomes::All,
    ];
    for becomes in changes {
        let folder = tempfile::tempdir().expect("a folder");
        let session = estate(folder.path());
        let source = source_of(&session, file);
        let said = judge_pairs_of(&session, &source);
        audit(&session);
        assert_obeyed(&session, &said, "before");
        let is_renamed = matches!(becomes, Becomes::Renamed | Becomes::All);
        let name = if is_renamed {
            "people of ours.csv"
        } else {
            file
        };
        let loads = ask(&session, "list_loads", json!({}));
        load_again(
            &session,
            folder.path(),
            name,
            &changed(text, becomes),
            is_renamed.then_some(source.as_str()),
        );
        let now = ask(&session, "list_loads", json!({}));
        let count = |loads: &Value| loads.as_array().map_or(0, Vec::len);
        assert_eq!(count(&now), count(&loads) + 1, "it was loaded");
        let current = now
            .as_array()
            .expect("loads")
            .iter()
            .filter(|load| load["current"] == true);
        assert_eq!(current.count(), 3, "as a newer export of its table");
        assert_obeyed(
            &session,
            &said,
            &format!("{file}, change {}", becomes as u8),
        );
    }
}

#[test]
fn no_verdict_on_rows_with_ids_is_lost_by_loading_them_again() {
    holds_after_all("shop_customers.csv", &shop(0));
}

#[test]
fn no_verdict_on_rows_without_ids_is_lost_by_loading_them_again() {
    holds_after_all("newsletter.csv", &newsletter());
}

/// A till that gave one number to two people.
const TWICE: [&str; 4] = [
    "Customer ID;First name;Last name;E-mail;Birth date\n",
    "K1;Grietje;Dekker;grietje.dekker@example.com;1984-03-02\n",
    "K1;Jonas;Winkler;jonas.winkler@example.org;1971-11-30\n",
    "K3;Mina;Kovac;mina.kovac@example.net;1990-01-17\n",
];

/// Others who have a number of their own.
fn others() -> String {
    let given = ["Piet", "Anneke", "Tobias", "Ines", "Bram", "Lotte"];
    let family = ["Lindqvist", "Okafor", "Visser"];
    let row = |number: usize| {
        let (given, family) = (given[number % 6], family[number % 3]);
        format!(
            "K{};{given};{family}{number};m{number}@mail.example.com;1965-05-{}\n",
            10 + number,
            10 + number
        )
    };
    (0..18).map(row).collect()
}

/// The e-mail addresses of the rows of Jonas's customer.
fn with_jonas(session: &Session) -> BTreeSet<String> {
    let page = ask(
        session,
        "search_customers",
        json!({ "query": "jonas.winkler" }),
    );
    let customer = &page["customers"][0]["customer"];
    let view = ask(session, "get_customer", json!({ "customer": customer }));
    let records = view["records"].as_array().expect("records").iter();
    let values = records.flat_map(|record| record["values"].as_array().expect("values"));
    values
        .filter(|value| value["attribute"]["code"] == "email")
        .map(|value| text(&value["value"]))
        .collect()
}

#[test]
fn what_is_said_of_a_row_that_shares_its_id_stays_with_that_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session::new(crate::estate::options());
    let path = folder.path().join("shop.rollcall").display().to_string();
    ask(
        &session,
        "create_project",
        json!({ "path": path, "name": "Shop" }),
    );
    // In the first month each number is one person’s, so it is the id of the row from then on.
    let [head, grietje, jonas, mina] = TWICE;
    let first = [head, grietje, mina].concat() + &others();
    for text in [first, TWICE.concat() + &others()] {
        load_again(&session, folder.path(), "till_customers.csv", &text, None);
    }
    load_again(
        &session,
        folder.path(),
        "newsletter.csv",
        &newsletter(),
        None,
    );
    crate::grouped::judge(folder.path(), ("till", "K1#2"), "same", ("till", "K3"));
    audit(&session);
    let both =
        BTreeSet::from(["jonas.winkler@example.org", "mina.kovac@example.net"].map(str::to_owned));
    assert_eq!(with_jonas(&session), both);

    let orders = [
        vec![jonas, grietje, mina],
        // Alone it is still the one that shared its id.
        vec![mina, jonas],
        vec![mina, jonas, grietje],
        vec![jonas, mina, grietje],
    ];
    for rows in orders {
        let text = head.to_owned() + &rows.concat() + &others();
        load_again(&session, folder.path(), "till_customers.csv", &text, None);
        assert_eq!(with_jonas(&session), both, "{rows:?}");
    }
}

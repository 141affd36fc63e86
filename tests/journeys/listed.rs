//! Lists people make: counted against the exports themselves, kept version by version, told stale, delivered.

use std::path::Path;

use rollcall_engine::view::{ListCondition, Nothing, OpenProject, SaveList, SavedLists};
use rollcall_engine::{AuditRequest, Engine, Silent};

use crate::estate::engine;

mod aged;
mod counted;
mod delivered;
mod kept;
mod named;
mod obeyed;
mod versions;

fn condition(kind: &str, subject: &str, test: &str) -> ListCondition {
    ListCondition {
        kind: kind.into(),
        subject: subject.into(),
        test: test.into(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    }
}

fn bought(days: u32) -> ListCondition {
    ListCondition {
        days: Some(days),
        ..condition("event", "purchase", "did")
    }
}

fn all(conditions: Vec<ListCondition>) -> ListCondition {
    ListCondition {
        conditions,
        ..condition("all", "", "")
    }
}

const ORDERS: &str = "\
Order ID,First Name,Last Name,Email,Order Date,Total,Currency
A-1,Grietje,Dekker,grietje.dekker@example.com,2026-11-10,12.50,EUR
A-2,Grietje,Dekker,grietje.dekker@example.com,2026-11-15,8.00,EUR
A-3,Jonas,Winkler,jonas.winkler@example.org,2026-11-12,30.00,EUR
A-4,Ewan,Drummond,ewan.drummond@example.com,2025-01-01,9.90,EUR
A-5,Pilar,Iglesias,,2026-11-20,7.00,EUR
";
const LETTERS: &str = "\
Email,First Name,Last Name,Email Opt In
grietje.dekker@example.com,Grietje,Dekker,yes
jonas.winkler@example.org,Jonas,Winkler,no
mirja.aalto@example.net,Mirja,Aalto,yes
";

fn audit(engine: &Engine, folder: &Path, files: &[(&str, &str)]) {
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        paths.push(path);
    }
    let project = folder.join("shop.rollcall");
    let request = AuditRequest {
        paths,
        project: Some(project.clone()),
        out: None,
    };
    engine.close_project(Nothing {}).expect("closed");
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("open");
}

fn save(engine: &Engine, list: Option<i64>, name: &str, purpose: &str, days: u32) -> SavedLists {
    engine
        .save_list(SaveList {
            list,
            name: name.into(),
            purpose: purpose.into(),
            condition: all(vec![bought(days)]),
            reason: "for the November campaign".into(),
        })
        .expect("it is saved")
}

/// The people of these tests and what they bought.
fn shop(folder: &Path) -> Engine {
    let engine = engine();
    audit(
        &engine,
        folder,
        &[
            ("shop_orders.csv", ORDERS),
            ("newsletter_members.csv", LETTERS),
        ],
    );
    engine
}

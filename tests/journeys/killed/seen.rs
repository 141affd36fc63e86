//! What people see of a project that was opened again: whatever follows the clock or a number is left out.

use std::path::Path;

use rollcall_engine::{Passphrase, verify_project_with};
use serde_json::{Value, json};

use super::crowd::session;
use crate::undone::deeds::ask;

/// A project as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// What was loaded, delivered and erased.
    pub(super) kept: Vec<String>,
    /// The customers, whatever their numbers.
    pub(super) people: Vec<String>,
    /// Why the people do not follow from what is kept; nothing where they do.
    pub(super) out_of_date: Option<String>,
    /// Which of the passphrases opens it; nothing where none is needed.
    pub(super) passphrase: Option<usize>,
}

/// Opens a project, which must be sound, with whichever of the passphrases it has.
pub(super) fn seen(project: &Path, passphrases: &[&str], told: &str) -> Seen {
    let session = session();
    let open = session.call("open_project", json!({ "path": project }));
    let unlocks = |phrase: &&str| {
        let request = json!({ "path": project, "passphrase": phrase });
        session.call("unlock_project", request).is_ok()
    };
    let passphrase = match open {
        Ok(_) => None,
        Err(error) => {
            let found = passphrases.iter().position(unlocks);
            assert!(found.is_some(), "{told}: {error}");
            found
        }
    };
    let page = ask(&session, "search_customers", json!({ "limit": 500 }));
    let mut people = lines(
        &page["customers"],
        &[
            "name",
            "email",
            "phone",
            "city",
            "country",
            "records",
            "conflicts",
        ],
    );
    people.sort();
    let mut kept = lines(
        &ask(&session, "list_loads", json!({})),
        &[
            "file",
            "rows_read",
            "rows_loaded",
            "rows_set_aside",
            "current",
            "undone",
        ],
    );
    let deliveries = ask(&session, "list_deliveries", json!({}));
    kept.extend(lines(&deliveries, &["list", "destination", "rows"]));
    let erasures = ask(&session, "list_erasures", json!({}));
    kept.extend(lines(&erasures, &["rows"]));
    let summary = ask(&session, "project_summary", json!({}));
    let trail = ask(&session, "check_trail", json!({}));
    assert!(trail["broken"].is_null(), "{told}: {trail}");
    ask(&session, "close_project", json!({}));

    let secret = passphrase.map(|at| Passphrase::new(passphrases[at].to_owned()));
    let verified = verify_project_with(project, secret.as_ref()).expect("a look");
    assert!(verified.sound, "{told}: {:?}", verified.findings);
    Seen {
        kept,
        people,
        out_of_date: summary["out_of_date"].as_str().map(str::to_owned),
        passphrase,
    }
}

/// Some members of each of a list.
fn lines(of: &Value, members: &[&str]) -> Vec<String> {
    let each = of.as_array().expect("a list").iter();
    let line = |one: &Value| {
        let said = members.iter().map(|member| one[*member].to_string());
        said.collect::<Vec<_>>().join(" ")
    };
    each.map(line).collect()
}

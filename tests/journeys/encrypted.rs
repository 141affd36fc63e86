//! A project with a passphrase: set, changed and removed, from the window's commands and the command line.

mod killed;
mod terminal;

use std::path::{Path, PathBuf};

use rollcall_api::{Session, view};
use rollcall_engine::{Engine, EngineOptions, verify_project_with};
use serde_json::{Value, json};
use view::{CustomerNumber, ErasePerson, ImportFiles, Nothing};

use crate::erased::{files_with, found, wait};
use crate::estate::options;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Grietje;Dekkerstein;grietje.dekker@example.com;+31 6 12345678;Zwolle
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
3;Boris;Ottershaw;boris.o@example.net;+44 7700 900377;Derby
";
const MORE: &str = "\
Id;First name;Last name;E-mail;Phone;City
7;Annette;Zennorbridge;annette.z@example.org;+44 7700 900381;Leeds
8;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
";
/// What stands in the exports and must stand in nothing of an encrypted project.
const KNOWN: &[&str] = &[
    "Dekkerstein",
    "grietje.dekker@",
    "Lindqvist",
    "900376",
    "Ottershaw",
    "Zwolle",
];
const FIRST: &str = "heron-teapot-ladder-1954";
const SECOND: &str = "quartz violin bicycle";

struct Place {
    folder: tempfile::TempDir,
    session: Session,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["exports", "project", "settings"] {
            std::fs::create_dir(at(name)).expect("a folder");
        }
        std::fs::write(at("exports").join("people.csv"), PEOPLE).expect("a file");
        let session = Session::new(EngineOptions {
            settings_folder: Some(at("settings")),
            ..options()
        });
        let place = Self { folder, session };
        place.ask(
            "create_project",
            json!({ "path": place.file(), "name": "Shop" }),
        );
        place.load("people.csv");
        place
    }

    fn engine(&self) -> &Engine {
        self.session.engine()
    }

    fn file(&self) -> PathBuf {
        self.project().join("shop.rollcall")
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn ask(&self, command: &str, request: Value) -> Value {
        self.session
            .call(command, request)
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The code of the situation a command ends in, and all it says.
    fn refused(&self, command: &str, request: Value) -> (String, String) {
        let error = self.session.call(command, request).expect_err("refused");
        let told = serde_json::to_value(&error).expect("an error");
        let code = told["code"].as_str().unwrap_or_default().to_owned();
        (code, told.to_string())
    }

    fn load(&self, name: &str) {
        let file = self.folder.path().join("exports").join(name);
        let job = self.engine().import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        });
        wait(self.engine(), job.expect("a job").job);
    }

    /// The exports are the person's own; everything else is the program's.
    #[track_caller]
    fn holds_nothing_of(&self, values: &[&str], when: &str) {
        for folder in [self.project(), self.folder.path().join("settings")] {
            for value in values {
                assert_eq!(files_with(&folder, value), [""; 0], "{when}: {value}");
            }
        }
    }
}

#[test]
fn nothing_known_stands_in_an_encrypted_project_or_beside_it() {
    let place = Place::new();
    for value in KNOWN {
        assert!(
            !files_with(&place.project(), value).is_empty(),
            "the bait: {value}"
        );
    }
    let copy = place.project().join("shop.rollcall.backup");
    rusqlite::Connection::open(place.file())
        .and_then(|file| file.execute("VACUUM INTO ?1", [copy.display().to_string()]))
        .expect("a copy as before an upgrade");

    let short = place.refused("encrypt_project", json!({ "passphrase": "short" }));
    assert_eq!(short.0, "invalid_input");
    let done = place.ask("encrypt_project", json!({ "passphrase": FIRST }));
    assert_eq!(done["encrypted"], true);
    let sentence = done["sentence"].as_str().unwrap_or_default();
    assert!(
        sentence.contains("written over and taken away"),
        "{sentence}"
    );
    assert!(!copy.exists());
    place.holds_nothing_of(KNOWN, "encrypted");

    // It is the open project still, and goes on as before.
    assert_eq!(place.ask("project_summary", Value::Null)["encrypted"], true);
    assert_eq!(found(place.engine(), "Dekkerstein"), 1);
    std::fs::write(place.folder.path().join("exports/more.csv"), MORE).expect("a file");
    place.load("more.csv");
    place.holds_nothing_of(KNOWN, "while it is open, journal and all");
    place.holds_nothing_of(&["Zennorbridge"], "a load of later");
    let history = place.ask("history", json!({ "query": "", "offset": 0, "limit": 50 }));
    let told = history.to_string();
    assert!(told.contains("Encrypted the project"), "{told}");
    place.ask("close_project", Value::Null);
    place.holds_nothing_of(KNOWN, "closed");
    place.holds_nothing_of(&[FIRST, "heron-teapot"], "the passphrase");
    assert!(!told.contains("heron"), "{told}");
}

#[test]
fn another_passphrase_opens_nothing_and_the_window_is_told_which_project_waits() {
    let place = Place::new();
    place.ask("encrypt_project", json!({ "passphrase": FIRST }));
    place.ask("close_project", Value::Null);
    let path = place.file().display().to_string();

    let (code, told) = place.refused("open_project", json!({ "path": path }));
    assert_eq!(code, "passphrase_needed", "{told}");
    assert!(told.contains("or is no Rollcall project"), "{told}");
    assert_eq!(place.ask("app_info", Value::Null)["locked"], path.as_str());
    let wrong = json!({ "path": path, "passphrase": "heron-teapot-ladder-1955" });
    let (code, told) = place.refused("unlock_project", wrong);
    assert_eq!(code, "passphrase_wrong", "{told}");
    assert!(
        !told.contains("1955") && !told.contains("damaged:"),
        "{told}"
    );
    place.ask(
        "unlock_project",
        json!({ "path": path, "passphrase": FIRST }),
    );
    assert_eq!(place.ask("app_info", Value::Null)["locked"], Value::Null);

    // With the wrong present one nothing is changed, and the project stays open.
    let wrong = json!({ "current": SECOND, "passphrase": "another passphrase" });
    assert_eq!(
        place.refused("change_passphrase", wrong).0,
        "passphrase_wrong"
    );
    let wrong = json!({ "current": SECOND });
    assert_eq!(
        place.refused("decrypt_project", wrong).0,
        "passphrase_wrong"
    );
    assert_eq!(found(place.engine(), "Dekkerstein"), 1);

    place.ask(
        "change_passphrase",
        json!({ "current": FIRST, "passphrase": SECOND }),
    );
    place.ask("close_project", Value::Null);
    let former = json!({ "path": path, "passphrase": FIRST });
    assert_eq!(
        place.refused("unlock_project", former).0,
        "passphrase_wrong"
    );
    place.ask(
        "unlock_project",
        json!({ "path": path, "passphrase": SECOND }),
    );

    place.ask("decrypt_project", json!({ "current": SECOND }));
    place.ask("close_project", Value::Null);
    assert_eq!(
        place
            .refused(
                "unlock_project",
                json!({ "path": path, "passphrase": SECOND })
            )
            .0,
        "invalid_input"
    );
    place.ask("open_project", json!({ "path": path }));
    assert_eq!(found(place.engine(), "Dekkerstein"), 1);
    assert!(!files_with(&place.project(), "Dekkerstein").is_empty());
}

#[test]
fn a_person_is_erased_from_an_encrypted_project_and_the_proof_looks_at_what_it_says() {
    let place = Place::new();
    let secret = rollcall_engine::Passphrase::new(FIRST.into());
    place.ask("encrypt_project", json!({ "passphrase": FIRST }));
    let page = place.ask("search_customers", json!({ "query": "Dekkerstein" }));
    let customer = page["customers"][0]["customer"]
        .as_str()
        .expect("a customer")
        .to_owned();
    let traces = place.engine().find_traces(CustomerNumber {
        customer: customer.clone(),
    });
    assert!(!traces.expect("traces").rows.is_empty());
    let job = place.engine().erase_person(ErasePerson {
        customer,
        reason: String::new(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    });
    wait(place.engine(), job.expect("a job").job);
    let erasures = place.ask("list_erasures", Value::Null).to_string();
    assert_eq!(found(place.engine(), "Dekkerstein"), 0);
    assert_eq!(found(place.engine(), "Lindqvist"), 1);
    let file = place.file();
    place.engine().close_project(Nothing {}).expect("closed");

    let verified = verify_project_with(&file, Some(&secret)).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
    // Deciphered, nothing of her is left; of the others everything.
    let store = rollcall_store::Store::open_with(&file, Some(&secret)).expect("it opens");
    let of_her = ["dekkerstein", "grietje.dekker@", "zwolle"].map(str::to_owned);
    let searched = store.search_bytes(&of_her).expect("a search");
    assert_eq!(searched.found, 0, "{erasures}");
    let of_others = ["lindqvist", "ottershaw"].map(str::to_owned);
    assert_eq!(store.search_bytes(&of_others).expect("a search").found, 2);
}

/// A file of an encrypted project at a path.
fn encrypted_at(path: &Path) {
    let secret = rollcall_engine::Passphrase::new(FIRST.into());
    drop(
        rollcall_store::Store::create_with(path, "Shop", "2026-11-23T12:00:00Z", Some(&secret))
            .expect("a project"),
    );
}

#[test]
fn a_cut_or_random_file_is_never_more_than_it_can_be_told_to_be() {
    let place = Place::new();
    let other = place.folder.path().join("other.rollcall");
    encrypted_at(&other);
    let whole = std::fs::read(&other).expect("bytes");
    let open = || place.refused("open_project", json!({ "path": other }));
    let unlock = || {
        place.refused(
            "unlock_project",
            json!({ "path": other, "passphrase": FIRST }),
        )
    };

    std::fs::write(&other, &whole[..whole.len() / 2 / 8192 * 8192]).expect("a file");
    let (code, told) = open();
    assert_eq!(code, "passphrase_needed", "{told}");
    let (code, told) = unlock();
    assert_eq!(code, "damaged", "{told}");

    std::fs::write(&other, &whole[..=whole.len() / 2]).expect("a file");
    let (code, told) = open();
    assert_eq!(code, "not_a_project", "{told}");
    assert!(
        told.contains("or it is an encrypted one of which a part is missing"),
        "{told}"
    );

    let mut draw = fastrand::Rng::with_seed(1954);
    let random: Vec<u8> = std::iter::repeat_with(|| draw.u8(..))
        .take(5 * 8192)
        .collect();
    std::fs::write(&other, &random).expect("a file");
    let (code, told) = open();
    assert_eq!(code, "passphrase_needed", "{told}");
    assert!(told.contains("or is no Rollcall project"), "{told}");
    let (code, told) = unlock();
    assert_eq!(code, "passphrase_wrong", "{told}");
    assert!(told.contains("or it is another file"), "{told}");
}

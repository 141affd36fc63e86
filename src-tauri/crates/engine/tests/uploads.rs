//! Upload files from end to end: recipes of one's own, files of headers, the page beside a delivery,
//! and whether an upload took.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    DeliverList, DeliveryOutcome, KeepTemplate, Nothing, OpenProject, PreviewList, ReadTemplate,
    SetAccepted, TemplateChoice,
};
use rollcall_engine::{AuditRequest, Clock, Engine, EngineOptions, Silent};

struct Desk {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("settings/destinations")).expect("a folder");
        let engine = Engine::new(EngineOptions {
            version: "1".into(),
            clock: Clock::on("2026-11-23".parse().expect("a day")),
            who: "test".into(),
            settings_folder: Some(folder.path().join("settings")),
            projects_folder: folder.path().to_path_buf(),
            sample_exports: None,
        });
        Self { folder, engine }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).expect("a file");
        path
    }

    fn audit(&self, paths: &[&Path]) {
        let request = AuditRequest {
            paths: paths.iter().map(|path| path.to_path_buf()).collect(),
            project: Some(self.path("a.rollcall")),
            out: None,
        };
        // An audit opens the project itself.
        if self.engine.list_deliveries(Nothing {}).is_ok() {
            self.engine.close_project(Nothing {}).expect("closed");
        }
        self.engine.audit(&request, &Silent).expect("an audit");
        let path = self.path("a.rollcall").display().to_string();
        self.engine
            .open_project(OpenProject { path })
            .expect("the project");
    }

    fn deliver(&self, destination: &str, to: &str) -> PathBuf {
        let path = self.path(to);
        self.engine
            .deliver_list(DeliverList {
                list: "customers".into(),
                destination: destination.into(),
                days: None,
                today: None,
                path: path.display().to_string(),
                left_out_file: false,
            })
            .expect("a delivery");
        path
    }

    fn outcome(&self) -> DeliveryOutcome {
        let mut outcomes = self.engine.delivery_outcomes(Nothing {}).expect("outcomes");
        outcomes.remove(0)
    }
}

/// The names of the person with a number; the same again after forty.
fn names(number: u32) -> (&'static str, &'static str) {
    const GIVEN: [&str; 5] = ["Anna", "Lena", "Jonas", "Paul", "Heike"];
    const FAMILY: [&str; 8] = [
        "Marsh", "Schmidt", "Weber", "Koch", "Wolf", "Braun", "Lange", "Vogel",
    ];
    (GIVEN[number as usize % 5], FAMILY[number as usize % 8])
}

/// Customers of a shop from a number on, all of whom said yes.
fn customers(from: u32, until: u32) -> String {
    let mut text =
        String::from("Customer ID,First name,Last name,Email,Phone,Postcode,Email opt-in\n");
    for number in from..until {
        let (given, family) = names(number);
        let _ = writeln!(
            text,
            "{number},{given},{family},person{number}@example.com,+44207946{:04},0{:04},yes",
            (10 + (number - 10) * 1_237) % 10_000,
            (67 + (number - 10) * 977) % 10_000
        );
    }
    text
}

/// The audience of a newsletter tool, with people from a number on.
fn audience(from: u32, until: u32) -> String {
    let mut text = String::from(
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID,EUID\n",
    );
    for number in from..until {
        let (given, family) = names(number);
        let _ = writeln!(
            text,
            "person{number}@example.com,{given},{family},2,2025-01-01 10:00:00,2025-01-01 10:00:00,{number},e{number}"
        );
    }
    text
}

#[test]
fn a_page_with_counts_and_hashes_stands_beside_a_delivery_and_holds_no_value() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    let list = desk.deliver("google_customer_match", "list.csv");
    let page = fs::read_to_string(desk.path("list.manifest.json")).expect("the page");
    let told: serde_json::Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(told["people"], 20);
    assert!(told["checked_against"][0]["source"].is_string());
    let told = &told["deliveries"][0];
    assert_eq!(told["rows"], 20);
    assert_eq!(told["files"][0]["name"], "list.csv");
    assert_eq!(told["confidence"], "official");
    let sha256 = told["files"][0]["sha256"].as_str().expect("a hash");
    let log = desk.engine.list_deliveries(Nothing {}).expect("the log");
    assert_eq!(log[0].sha256, sha256);
    assert_eq!(
        rollcall_delivery::sha256_hex(&fs::read_to_string(&list).expect("the list")),
        sha256
    );
    assert!(!page.contains("example.com") && !page.contains("Weber"));
}

#[test]
fn a_template_is_filled_with_its_own_headers_in_its_own_dialect() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    let template = desk.path("Printer.csv");
    fs::write(
        &template,
        "\u{feff}\"PLZ\";\"E-Mail-Adresse\";\"Vorname\";\"Größe\";\"Nachname\"\n",
    )
    .expect("a file");
    let path = template.display().to_string();
    let view = desk
        .engine
        .read_template(ReadTemplate { path: path.clone() })
        .expect("a template");
    let told: Vec<(&str, Option<&str>, bool)> = view
        .columns
        .iter()
        .map(|one| (one.header.as_str(), one.attribute.as_deref(), one.sure))
        .collect();
    assert_eq!(told[0], ("PLZ", Some("postcode"), true), "{told:?}");
    assert_eq!(told[1].1, Some("email"));
    assert!(!told[3].2, "nobody knows what {:?} is", told[3].0);
    assert_eq!(view.open, 1);
    assert!(view.dialect.contains("semicolons"), "{}", view.dialect);

    let list = desk.deliver(&path, "filled.csv");
    let bytes = fs::read(list).expect("the list");
    let text = String::from_utf8(bytes).expect("text");
    let mut lines = text.split('\n');
    assert_eq!(
        lines.next(),
        Some("\u{feff}\"PLZ\";\"E-Mail-Adresse\";\"Vorname\";\"Größe\";\"Nachname\"")
    );
    assert_eq!(
        lines.next(),
        Some("\"00067\";\"person10@example.com\";\"Anna\";\"\";\"Weber\"")
    );
    let preview = desk
        .engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: path,
            days: None,
            today: None,
        })
        .expect("a preview");
    assert!(
        preview.warnings.iter().any(|one| one.contains("Größe")),
        "{:?}",
        preview.warnings
    );
}

#[test]
fn a_template_is_kept_as_a_destination_with_what_somebody_said() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    let template = desk.write("Printer.csv", "Who,Email,Email\r\n");
    let path = template.display().to_string();
    let choice = |column: u64, attribute: &str| TemplateChoice {
        column,
        attribute: Some(attribute.into()),
    };
    let keep = |columns| KeepTemplate {
        path: path.clone(),
        name: "The printer".into(),
        columns,
        to: None,
    };
    let wrong = desk
        .engine
        .keep_template(keep(vec![choice(0, "shoe_size")]))
        .expect_err("no such attribute");
    assert!(wrong.to_string().contains("shoe_size"), "{wrong}");
    let kept = desk
        .engine
        .keep_template(keep(vec![choice(0, "full_name")]))
        .expect("kept");
    assert_eq!(kept.code, "the_printer");
    let again = desk.engine.keep_template(keep(Vec::new()));
    assert!(again.is_err(), "the name is taken");
    let list = desk.deliver("the_printer", "printed.csv");
    let text = fs::read_to_string(list).expect("the list");
    assert!(
        text.starts_with("Who,Email,Email\r\nAnna Weber,person10@example.com,\r\n"),
        "{text}"
    );
    assert_eq!(
        fs::read_to_string(&template).expect("the template"),
        "Who,Email,Email\r\n"
    );
}

#[test]
fn recipes_in_the_settings_are_offered_and_wrong_ones_told() {
    let desk = Desk::new();
    let recipe = "code = \"own\"\nname = \"Our tool\"\nread_on = \"2026-11-01\"\ntier = \"own\"\nconfidence = \"ours\"\nblank_cells = \"Nothing.\"\n[file]\nmode = \"for_upload\"\n[[columns]]\nheader = \"Mail\"\nfrom = \"email\"\n";
    desk.write("settings/destinations/a.toml", recipe);
    desk.write("settings/destinations/b.toml", recipe);
    desk.write(
        "settings/destinations/c.toml",
        &recipe.replace("from", "form"),
    );
    let google =
        "code = \"google_customer_match\"\n".to_owned() + &recipe.replace("code = \"own\"\n", "");
    desk.write("settings/destinations/d.toml", &google);
    let lists = desk.engine.lists(Nothing {}).expect("lists");
    assert!(lists.destinations.iter().any(|one| one.code == "own"));
    let of_google = lists
        .destinations
        .iter()
        .find(|one| one.code == "google_customer_match")
        .expect("the destination");
    assert_eq!(of_google.name, "Our tool", "one's own takes its place");
    assert_eq!(
        lists.refused_recipes.len(),
        2,
        "{:?}",
        lists.refused_recipes
    );
    assert!(lists.refused_recipes[0].contains("b.toml"));
    assert!(
        lists.refused_recipes[1].contains("c.toml") && lists.refused_recipes[1].contains("line 11"),
        "{}",
        lists.refused_recipes[1]
    );
    let contact = lists
        .lists
        .iter()
        .find(|one| one.code == "customers")
        .expect("a list");
    assert!(
        !contact
            .destinations
            .contains(&"klaviyo_suppression".to_owned())
    );
}

#[test]
fn a_later_load_tells_whether_the_upload_took() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 50));
    let before = desk.write("mailchimp audience october.csv", &audience(10, 20));
    desk.audit(&[&shop, &before]);
    desk.deliver("mailchimp_contacts", "list.csv");
    let log = desk.engine.list_deliveries(Nothing {}).expect("the log");
    assert_eq!(log[0].rows, 40, "{:?}", log[0].left_out);
    assert_eq!(
        desk.outcome().state,
        "no_later_load",
        "{}",
        desk.outcome().sentence
    );

    let after = desk.write("mailchimp audience november.csv", &audience(12, 45));
    desk.audit(&[&after]);
    let told = desk.outcome();
    assert_eq!(told.state, "told", "{}", told.sentence);
    assert_eq!(
        [
            told.people,
            told.were_there,
            told.are_there,
            told.came,
            told.went,
            told.gone
        ],
        [40, 10, 33, 25, 2, 0]
    );
    assert!(told.source.contains("Mailchimp"));
}

#[test]
fn what_nothing_can_be_told_about_says_so() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    desk.deliver("google_customer_match", "list.csv");
    assert_eq!(desk.outcome().state, "no_system");
    desk.deliver("klaviyo_profiles", "klaviyo.csv");
    assert_eq!(desk.outcome().state, "not_loaded");
}

#[test]
fn what_a_platform_took_is_noted_told_and_taken_back() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    desk.deliver("google_customer_match", "list.csv");
    let before = desk.outcome();
    assert_eq!(before.accepted, None);
    let say = |accepted| {
        desk.engine.set_accepted(SetAccepted {
            delivery: before.delivery,
            accepted,
        })
    };
    let refused = say(Some(21)).expect_err("refused").to_string();
    assert!(refused.contains("of 20"), "{refused}");
    say(Some(8)).expect("noted");
    let outcome = desk.outcome();
    assert_eq!(outcome.accepted, Some(8));
    let told = &outcome.sentence;
    assert!(
        told.starts_with("The platform took 8 of 20 rows, as was said on "),
        "{told}"
    );
    assert!(
        told.contains("Less than half") && told.ends_with(&before.sentence),
        "{told}"
    );
    say(None).expect("taken back");
    assert_eq!(desk.outcome().sentence, before.sentence);
    desk.engine.undo(Nothing {}).expect("undone");
    assert_eq!(desk.outcome().accepted, Some(8));
}

#[test]
fn a_template_with_rows_is_filled_in_their_words() {
    let desk = Desk::new();
    let shop = desk.write("shop customers.csv", &customers(10, 30));
    desk.audit(&[&shop]);
    let template = desk.write(
        "Agentur.csv",
        "E-Mail;Nachname;Newsletter\nmax@beispiel.example;Beispiel;Ja\neva@beispiel.example;Beispiel;Nein\n",
    );
    let list = desk.deliver(&template.display().to_string(), "filled.csv");
    let text = fs::read_to_string(list).expect("the list");
    assert!(
        text.starts_with("E-Mail;Nachname;Newsletter\nperson10@example.com;Weber;Ja\n"),
        "{text}"
    );
    assert_eq!(text.matches(";Ja\n").count(), 20, "{text}");
}

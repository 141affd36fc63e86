//! Privacy rules vary by region: where people live is counted and noted, what is not known is told as that, and
//! people of the European Economic Area go to a platform that asks for it in files of their own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::view::{
    ConsentSummary, DecisionFile, DeliverList, DeliverSuppression, DeliveryView, ListCondition,
    ListHistory, Nothing, OpenProject, PreviewList, RegionConsents, SaveList, SetNote, ShowReport,
};
use rollcall_engine::{AuditRequest, Engine, Silent};
use sha2::{Digest as _, Sha256};

use crate::estate::engine;
use crate::measured;

/// Of every kind one: the numbers of those without a country are German. Counts take that for where somebody lives whose
/// country is left empty, the files of a platform do not, and an address that cannot be read stays unknown in both.
const SHOP: &str = "\
Customer no;First name;Surname;E-mail;Phone;Country;Newsletter consent
100;Amelia;Thornbury;amelia@mail.example.com;+49 1512 3456701;Germany;yes
101;Bertram;Quillfeather;bertram@mail.example.com;+1 415 555 2671;US;yes
102;Clementine;Oakshott;clementine@mail.example.com;+44 20 7946 0002;United Kingdom;yes
103;Desmond;Hargrave;desmond@mail.example.com;+49 1512 3456703;;yes
104;Eleanor;Wexcombe;eleanor@mail.example.com;+33 6 12 34 56 04;FR;no
105;Ferdinand;Lockyer;ferdinand@mail.example.com;+49 1512 3456705;Atlantis;no
";

fn project(folder: &Path) -> Engine {
    let file = folder.join("shop_customers.csv");
    std::fs::write(&file, SHOP).expect("a file");
    let engine = engine();
    let path = folder.join("p.rollcall");
    let request = AuditRequest {
        paths: vec![file],
        project: Some(path.clone()),
        out: None,
    };
    engine.audit(&request, &Silent).expect("an audit");
    let path = path.display().to_string();
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    engine
}

/// Everybody the shop knows, as a list to leave people alone.
fn leave_alone(engine: &Engine) -> String {
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let known_there = ListCondition {
        kind: "source".into(),
        subject: sources[0].mark.source.to_string(),
        test: "in".into(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let saved = engine
        .save_list(SaveList {
            list: None,
            name: "Leave alone".into(),
            purpose: "suppress".into(),
            condition: known_there,
            reason: "they are customers".into(),
        })
        .expect("a list");
    format!("saved:{}", saved.lists[0].list)
}

fn deliver(engine: &Engine, list: &str, destination: &str, path: &Path) {
    engine
        .deliver_list(DeliverList {
            list: list.into(),
            destination: destination.into(),
            days: None,
            today: None,
            path: path.display().to_string(),
            left_out_file: false,
        })
        .expect("written");
}

/// The files whose names begin so, with the hashed addresses in each.
fn files(folder: &Path, begin: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.starts_with(begin) && name.strip_suffix(".csv").is_some() {
            let mut reader = csv::Reader::from_path(&path).expect("a table");
            let rows = reader
                .records()
                .map(|row| row.expect("a row")[0].to_owned());
            found.insert(name, rows.collect());
        }
    }
    found
}

fn hashes(names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| {
            let hash = Sha256::digest(format!("{name}@mail.example.com"));
            hash.iter().fold(String::new(), |mut hash, byte| {
                let _ = write!(hash, "{byte:02x}");
                hash
            })
        })
        .collect()
}

fn expected(files: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    files
        .iter()
        .map(|(name, people)| ((*name).to_owned(), hashes(people)))
        .collect()
}

fn page(path: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(path).expect("the page");
    serde_json::from_str(&text).expect("JSON")
}

/// The parts the page tells, each with what to set for it.
fn people_by_part(page: &serde_json::Value) -> Vec<(&str, u64)> {
    let files = page["deliveries"][0]["files"].as_array().expect("files");
    let told = files.iter().map(|one| {
        assert!(!one["setting"].as_str().expect("a sentence").is_empty());
        let people = one["people"].as_u64().expect("people");
        (one["part"].as_str().expect("a part"), people)
    });
    told.collect()
}

const GOOGLE: &str = "google_customer_match";

#[test]
fn g64_people_of_the_european_economic_area_go_to_google_in_files_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());

    // To write to: only who consented, and yet three uploads, for the setting is one of a whole upload.
    let preview = engine
        .preview_list(PreviewList {
            list: "customers".into(),
            draft: None,
            destination: GOOGLE.into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    let told: Vec<&str> = preview.warnings.iter().map(String::as_str).collect();
    for (file, people) in [
        (
            "“…-eea-consent_given”: European Economic Area, consent given.",
            "1 person",
        ),
        (
            "“…-unknown_region-consent_given”: Country not known, consent given.",
            "1 person",
        ),
        ("“…-elsewhere”: Other countries.", "2 people"),
    ] {
        let begin = format!("{people} in the file {file}");
        assert!(
            told.iter().any(|one| one.starts_with(&begin)),
            "{begin}: {told:?}"
        );
    }
    let contact = folder.path().join("contact.csv");
    deliver(&engine, "customers", GOOGLE, &contact);
    assert_eq!(
        files(folder.path(), "contact"),
        expected(&[
            ("contact-eea-consent_given.csv", &["amelia"]),
            ("contact-unknown_region-consent_given.csv", &["desmond"]),
            ("contact-elsewhere.csv", &["bertram", "clementine"]),
        ])
    );

    // To leave alone: nobody is asked for consent, so who gave none stands apart.
    let list = leave_alone(&engine);
    deliver(&engine, &list, GOOGLE, &folder.path().join("alone.csv"));
    let apart = [
        ("eea-consent_given.csv", ["amelia"].as_slice()),
        ("eea-consent_not_given.csv", &["eleanor"]),
        ("unknown_region-consent_given.csv", &["desmond"]),
        ("unknown_region-consent_not_given.csv", &["ferdinand"]),
        ("elsewhere.csv", &["bertram", "clementine"]),
    ];
    let named = |stem: &str| -> BTreeMap<String, Vec<String>> {
        apart
            .iter()
            .map(|(end, people)| (format!("{stem}-{end}"), hashes(people)))
            .collect()
    };
    assert_eq!(files(folder.path(), "alone"), named("alone"));

    // The page beside them tells how many are in which file and what to set for it.
    let page = page(&folder.path().join("alone.manifest.json"));
    assert_eq!(
        people_by_part(&page),
        [
            ("eea-consent_given", 1),
            ("eea-consent_not_given", 1),
            ("unknown_region-consent_given", 1),
            ("unknown_region-consent_not_given", 1),
            ("elsewhere", 2),
        ]
    );
    let setting = &page["deliveries"][0]["files"][1]["setting"];
    assert!(setting.as_str().expect("a sentence").contains("denied"));

    // The same in the folder for every platform; one that asks for nothing of the kind gets one file.
    let out = folder.path().join("everywhere");
    let written = engine
        .deliver_suppression(DeliverSuppression {
            list,
            destinations: Some(vec![GOOGLE.into(), "meta_customer_list".into()]),
            days: None,
            today: None,
            folder: out.display().to_string(),
        })
        .expect("a folder");
    assert_eq!(files(&out, GOOGLE), named(GOOGLE));
    assert_eq!(files(&out, "meta").len(), 1);
    let parts: Vec<usize> = written.files.iter().map(|one| one.parts.len()).collect();
    assert_eq!(parts, [5, 0]);
}

/// The names of the files of a delivery, each of which is there.
fn names(delivery: &DeliveryView) -> Vec<String> {
    let paths = delivery.files.iter().map(Path::new);
    paths
        .inspect(|path| assert!(path.is_file(), "{}", path.display()))
        .map(|path| {
            let name = path.file_name().expect("a name");
            name.to_string_lossy().into_owned()
        })
        .collect()
}

#[test]
fn the_log_has_each_file_that_was_written_so_that_it_can_be_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let list = leave_alone(&engine);
    let asked_for = folder.path().join("alone.csv");
    deliver(&engine, &list, GOOGLE, &asked_for);
    engine
        .deliver_suppression(DeliverSuppression {
            list,
            destinations: Some(vec![GOOGLE.into(), "meta_customer_list".into()]),
            days: None,
            today: None,
            folder: folder.path().join("everywhere").display().to_string(),
        })
        .expect("a folder");

    let log = engine.list_deliveries(Nothing {}).expect("the log");
    let [meta, google, alone] = log.as_slice() else {
        panic!("{log:?}");
    };
    assert_eq!(names(meta), ["meta_customer_list.csv"]);
    assert_eq!(names(google).len(), 5);
    assert_eq!(
        names(alone),
        [
            "alone-eea-consent_given.csv",
            "alone-eea-consent_not_given.csv",
            "alone-unknown_region-consent_given.csv",
            "alone-unknown_region-consent_not_given.csv",
            "alone-elsewhere.csv",
        ]
    );
    assert!(!asked_for.exists(), "no file has the name alone");
    assert_eq!(alone.sha256.split(' ').count(), alone.files.len());
}

#[test]
fn g64_a_recipe_of_ones_own_may_ask_for_other_regions() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let recipe = folder.path().join("mine.toml");
    let text = |regions: &str| {
        format!(
            "code = \"mine\"\nname = \"Mine\"\nread_on = \"2026-11-29\"\ntier = \"own\"\nconfidence = \"our own\"\nblank_cells = \"Nothing happens.\"\n\n[file]\nmode = \"for_upload\"\n\n[regions]\nown_file = [{regions}]\n\n[[columns]]\nheader = \"E-mail\"\nfrom = \"email\"\n"
        )
    };
    std::fs::write(&recipe, text("\"united_states\"")).expect("a recipe");
    let list = leave_alone(&engine);
    let destination = recipe.display().to_string();
    deliver(
        &engine,
        &list,
        &destination,
        &folder.path().join("list.csv"),
    );
    let rows: Vec<(String, usize)> = files(folder.path(), "list")
        .into_iter()
        .map(|(name, rows)| (name, rows.len()))
        .collect();
    assert_eq!(
        rows,
        [
            ("list-elsewhere.csv".to_owned(), 3),
            ("list-united_states.csv".to_owned(), 1),
            ("list-unknown_region.csv".to_owned(), 2),
        ]
    );

    std::fs::write(&recipe, text("\"atlantis\"")).expect("a recipe");
    let refused = engine.preview_list(PreviewList {
        list,
        draft: None,
        destination,
        days: None,
        today: None,
    });
    let refusal = refused.expect_err("no such region").to_string();
    assert!(
        refusal.contains("line 12: there is no region \"atlantis\""),
        "{refusal}"
    );
}

fn region<'a>(summary: &'a ConsentSummary, code: &str) -> &'a RegionConsents {
    let mut regions = summary.regions.iter();
    regions.find(|one| one.region == code).expect("the region")
}

fn note(engine: &Engine, about: &str, text: &str) {
    engine
        .set_note(SetNote {
            source: None,
            attribute: None,
            about: Some(about.into()),
            note: text.into(),
        })
        .expect("noted");
}

#[test]
fn g64_an_unknown_region_is_told_with_its_share_and_rules_are_noted_per_region() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let summary = || engine.consent_summary(Nothing {}).expect("counts");
    let found = summary();
    let people: Vec<(&str, u64)> = found
        .regions
        .iter()
        .map(|one| (one.region.as_str(), one.people))
        .collect();
    assert_eq!(
        people,
        [
            ("eea", 3),
            ("united_kingdom", 1),
            ("switzerland", 0),
            ("united_states", 1),
            ("elsewhere", 0),
            ("unknown", 1),
        ]
    );
    assert_eq!(found.people, 6);
    for one in &found.regions {
        let said: u64 = one.states.iter().map(|state| state.people).sum();
        assert_eq!(said + one.not_said, one.people, "{one:?}");
    }
    let states: Vec<(&str, u64)> = region(&found, "eea")
        .states
        .iter()
        .map(|one| (one.state.as_str(), one.people))
        .collect();
    assert_eq!(states, [("opted_in", 2), ("opted_out", 1)]);
    assert_eq!(region(&found, "eea").by_phone, 1);

    // A note is kept, printed, handed on, told in the history and taken back.
    let words = "A yes first. The regulation on e-privacy is still being made.";
    note(&engine, "region:eea", words);
    assert_eq!(region(&summary(), "eea").note, words);
    assert_eq!(region(&summary(), "united_states").note, "");
    let report = engine
        .report_page(ShowReport { unmasked: false })
        .expect("the report")
        .html;
    assert!(report.contains(words));
    assert!(report.contains("The country of 1 of 6 people (16 %) is not known"));
    assert!(report.contains("That of 1 of the 5 is told by their telephones alone."));
    let history = engine.history(ListHistory::default()).expect("the history");
    assert!(
        history.steps.iter().any(|step| {
            step.sentence == "Noted something about the privacy rules (European Economic Area)"
        }),
        "{:?}",
        history.steps
    );

    let file = folder.path().join("decisions.json").display().to_string();
    engine
        .save_decisions(DecisionFile { path: file.clone() })
        .expect("saved");
    let other = tempfile::tempdir().expect("a folder");
    let second = measured::project(other.path());
    let taken = second
        .take_decisions(DecisionFile { path: file })
        .expect("taken");
    assert!(
        taken
            .taken
            .iter()
            .any(|one| one.what == "notes" && one.count == 1),
        "{taken:?}"
    );
    let there = second.consent_summary(Nothing {}).expect("counts");
    assert_eq!(region(&there, "eea").note, words);

    engine.undo(Nothing {}).expect("taken back");
    assert_eq!(region(&summary(), "eea").note, "");
    let refused = engine.set_note(SetNote {
        source: None,
        attribute: None,
        about: Some("region:atlantis".into()),
        note: "?".into(),
    });
    assert!(refused.is_err());
}

//! An erased person stands nowhere in the settings of the computer either: not in a recipe of one's own, whose
//! signature is a row of people where a file has no header, and not in the list of recent projects.

use std::path::Path;

use rollcall_engine::view::{
    CreateProject, ErasePerson, ImportChoice, ImportFiles, InspectFiles, Nothing, OpenProject,
    ReadingView, SaveRecipe, SearchCustomers,
};
use rollcall_engine::{Engine, EngineOptions};

use super::wait;
use crate::estate::options;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail;Phone
1;Ottokar;Zennorbridge;ottokar@home.example.com;+44 7700 900381
2;Willem;Brandsma;willem@example.org;+44 7700 900382
";
/// Without a header.
const CALLS: &str = "\
Ottokar;Zennorbridge;+44 7700 900381;ottokar@home.example.com
Willem;Brandsma;+44 7700 900382;willem@example.org
";
const SECRETS: &[&str] = &["ottokar", "zennorbridge", "900381"];

fn load(engine: &Engine, path: &Path, header_row: Option<u64>) {
    let paths = vec![path.display().to_string()];
    let look = engine.inspect_files(InspectFiles {
        paths: paths.clone(),
        choices: Vec::new(),
    });
    let guessed = look.expect("a look").tables.remove(0);
    let choice = ImportChoice {
        key: guessed.key.clone(),
        reading: header_row.map(|row| ReadingView {
            header_row: Some(row),
            ..guessed.reading
        }),
        ..ImportChoice::default()
    };
    let job = engine.import_files(ImportFiles {
        paths,
        choices: vec![choice],
        then_audit: true,
    });
    wait(engine, job.expect("a job").job);
}

/// Every file of the settings that holds a text, in its bytes or in its name.
fn settings_with(settings: &Path, text: &str) -> Vec<String> {
    let mut found = files_in(settings, text);
    for folder in ["recipes", "destinations"] {
        found.extend(files_in(&settings.join(folder), text));
    }
    found
}

fn files_in(folder: &Path, text: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = entries.filter_map(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let holds = String::from_utf8_lossy(&bytes)
            .to_lowercase()
            .contains(text);
        (holds || name.contains(text)).then(|| path.display().to_string())
    });
    files.collect()
}

#[test]
fn the_settings_hold_nothing_of_an_erased_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings");
    let project = folder.path().join("project");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    let engine = Engine::new(EngineOptions {
        settings_folder: Some(settings.clone()),
        ..options()
    });
    // A project of before is called after the person, and so is its file.
    let create = |path: String, name: &str| {
        let name = name.into();
        engine
            .create_project(CreateProject { path, name })
            .expect("a project");
    };
    let other = folder.path().join("ottokar zennorbridge.rollcall");
    create(other.display().to_string(), "For Ottokar Zennorbridge");
    let path = project.join("shop.rollcall").display().to_string();
    create(path.clone(), "Shop");
    let (people, calls) = (exports.join("people.csv"), exports.join("calls.csv"));
    std::fs::write(&people, PEOPLE).expect("a file");
    std::fs::write(&calls, CALLS).expect("a file");
    load(&engine, &people, None);
    load(&engine, &calls, Some(1));
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let save = |table: i64, name: &str| {
        let name = name.into();
        engine
            .save_own_recipe(SaveRecipe { table, name })
            .expect("a recipe");
    };
    let table = |header: &str| {
        let mut found = tables.iter().filter(|one| {
            let number = rollcall_engine::view::TableNumber { table: one.table };
            let mapping = engine.get_mapping(number).expect("a mapping");
            mapping.columns.iter().any(|column| column.header == header)
        });
        found.next().expect("the table").table
    };
    save(table("Ottokar"), "Calls");
    save(table("First name"), "Export of Ottokar Zennorbridge");
    std::fs::create_dir_all(settings.join("destinations")).expect("a folder");
    let template = settings.join("destinations/own.toml");
    std::fs::write(&template, "name = \"For ottokar@home.example.com\"\n").expect("a file");
    for bait in SECRETS {
        assert!(!settings_with(&settings, bait).is_empty(), "bait {bait}");
    }
    assert!(settings_with(&settings, "ottokar").len() >= 4);

    let page = engine.search_customers(SearchCustomers {
        query: "Ottokar".into(),
        ..SearchCustomers::default()
    });
    let customer = page.expect("a page").customers[0].customer.clone();
    let job = engine.erase_person(ErasePerson {
        customer,
        reason: String::new(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    });
    let job = job.expect("a job").job;
    wait(&engine, job);
    for secret in SECRETS {
        assert_eq!(settings_with(&settings, secret), [""; 0], "{secret}");
    }
    let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
    let job = jobs.into_iter().find(|one| one.job == job);
    let told = job.and_then(|job| job.outcome).expect("an outcome");
    for sentence in [
        "header they were for was a row of the person: 1.",
        "quoted the person and do not any more: 2.",
        "called after the person: 1.",
    ] {
        assert!(told.contains(sentence), "{told}");
    }
    // The other recipe is whole, and fits as before.
    let recipes = engine.own_recipes(Nothing {}).expect("the recipes");
    assert_eq!(recipes.unread.len(), 0, "{:?}", recipes.unread);
    assert_eq!(recipes.recipes.len(), 1);
    assert_eq!(recipes.recipes[0].columns, 5);
    // Opened again it is remembered again, without the person.
    engine
        .open_project(OpenProject { path })
        .expect("the project");
    let recent = engine.app_info(Nothing {}).expect("what is known").recent;
    assert_eq!(recent.len(), 1, "{recent:?}");
    for secret in SECRETS {
        assert_eq!(settings_with(&settings, secret), [""; 0], "{secret}");
    }
}

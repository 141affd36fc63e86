//! `rollcall recipes`.

use std::fmt::Write as _;
use std::path::PathBuf;

use rollcall_api::Session;
use rollcall_engine::{Clock, EngineOptions};
use serde_json::{Value, json};

use crate::arguments::{RecipePlace, RecipesCommand};
use crate::output::unknown;
use crate::passphrase::{Passphrases, open};
use crate::project::options;

/// What the window's folder of settings is called.
const WINDOW: &str = "org.rollcall.desktop";

pub(crate) fn run(command: RecipesCommand, passphrases: &Passphrases) -> Result<String, String> {
    match command {
        RecipesCommand::List { place, json } => {
            let reply = ask(&session(&place)?, "own_recipes", Value::Null)?;
            Ok(if json {
                reply.to_string()
            } else {
                told(&reply)
            })
        }
        RecipesCommand::Save {
            project,
            table,
            name,
            place,
        } => {
            let session = session(&place)?;
            open(&session, &project, passphrases)?;
            save(&session, &table, &name)
        }
        RecipesCommand::Rename {
            recipe,
            name,
            place,
        } => {
            let session = session(&place)?;
            let file = file_of(&session, &recipe)?;
            let request = json!({ "file": file, "name": name });
            Ok(told(&ask(&session, "rename_own_recipe", request)?))
        }
        RecipesCommand::Delete { recipe, place } => {
            let session = session(&place)?;
            let file = file_of(&session, &recipe)?;
            Ok(told(&ask(
                &session,
                "delete_own_recipe",
                json!({ "file": file }),
            )?))
        }
    }
}

fn save(session: &Session, table: &str, name: &str) -> Result<String, String> {
    let tables = ask(session, "list_mappings", Value::Null)?;
    let called = |one: &Value| {
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!("{} · {}", part(&one["source"]["name"]), part(&one["name"]))
    };
    let tables = tables.as_array().cloned().unwrap_or_default();
    let found = tables
        .iter()
        .find(|one| called(one).to_lowercase() == table.trim().to_lowercase());
    let Some(found) = found else {
        let names: Vec<String> = tables.iter().map(called).collect();
        return Err(unknown("table", table.trim(), &names));
    };
    let request = json!({ "table": found["table"], "name": name });
    Ok(told(&ask(session, "save_own_recipe", request)?))
}

fn session(place: &RecipePlace) -> Result<Session, String> {
    let folder = match &place.settings {
        Some(folder) => folder.clone(),
        None => window_settings()?,
    };
    Ok(Session::new(EngineOptions {
        settings_folder: Some(folder),
        ..options(Clock::system())
    }))
}

/// Where the window keeps its settings.
fn window_settings() -> Result<PathBuf, String> {
    dirs::config_dir()
        .map(|folder| folder.join(WINDOW))
        .ok_or_else(|| "No folder for settings is known here. Name one with --settings.".into())
}

fn ask(session: &Session, command: &str, request: Value) -> Result<Value, String> {
    session
        .call(command, request)
        .map_err(|error| error.to_string())
}

/// The file of a recipe, by its name or that of the file; of a file that cannot be read too.
fn file_of(session: &Session, recipe: &str) -> Result<String, String> {
    let reply = ask(session, "own_recipes", Value::Null)?;
    let wanted = recipe.trim().to_lowercase();
    let list = |member: &str| reply[member].as_array().cloned().unwrap_or_default();
    let is_it = |one: &Value, member: &str| {
        let text = one[member].as_str();
        text.is_some_and(|text| text.to_lowercase() == wanted)
    };
    let all = [list("recipes"), list("unread")].concat();
    all.iter()
        .find(|one| is_it(one, "name") || is_it(one, "file"))
        .and_then(|one| Some(one["file"].as_str()?.to_owned()))
        .ok_or_else(|| {
            let known: Vec<&str> = all
                .iter()
                .filter_map(|one| one["name"].as_str().or_else(|| one["file"].as_str()))
                .collect();
            unknown("recipe", recipe, &known)
        })
}

fn told(reply: &Value) -> String {
    let word = |one: &Value, member: &str| one[member].as_str().unwrap_or_default().to_owned();
    let mut text = String::new();
    for one in reply["recipes"].as_array().into_iter().flatten() {
        let _ = writeln!(
            text,
            "{}: {} · {}, {} columns, {} of them in use ({})",
            word(one, "name"),
            word(one, "source"),
            word(one, "table"),
            one["columns"],
            one["used"],
            word(one, "file"),
        );
    }
    if text.is_empty() {
        text.push_str("There is no recipe of your own.\n");
    }
    for one in reply["unread"].as_array().into_iter().flatten() {
        let _ = writeln!(
            text,
            "{} cannot be used. {}",
            word(one, "file"),
            word(one, "what")
        );
    }
    text
}

//! `rollcall project`, `rollcall commands`, `rollcall call`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rollcall_api::{ApiError, COMMANDS, CommandKind, Session, describe_request};
use rollcall_engine::{
    Clock, EngineOptions, StoreError, grouped, project_facts, verify_project_with,
};
use serde_json::{Value, json};

use crate::arguments::ProjectCommand;
use crate::output::sentence;
use crate::passphrase::{Passphrases, open};
use crate::progress::is_stopped;
use crate::{backups, encryption, language, person};

/// What the engine is told about a terminal: no list of recent projects, no sample.
pub(crate) fn options(clock: Clock) -> EngineOptions {
    EngineOptions {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        clock,
        who: person::name(),
        settings_folder: None,
        projects_folder: std::env::temp_dir(),
        sample_exports: None,
    }
}

/// Runs a command about a project file.
pub(crate) fn run(command: ProjectCommand, passphrases: &Passphrases) -> Result<String, String> {
    match command {
        ProjectCommand::Info { file, json } => info(&file, json, passphrases),
        ProjectCommand::Decisions { file, way } => {
            decisions(&file, way.out.as_deref(), way.take.as_deref(), passphrases)
        }
        ProjectCommand::Encrypt { file, new } => encryption::encrypt(&file, &new, passphrases),
        ProjectCommand::ChangePassphrase { file, new } => {
            encryption::change_passphrase(&file, &new, passphrases)
        }
        ProjectCommand::Decrypt { file } => encryption::decrypt(&file, passphrases),
        ProjectCommand::Verify { file, json } => verify(&file, json, passphrases),
        ProjectCommand::Backups { file, json } => backups::list(&file, json, passphrases),
        ProjectCommand::Restore { file, backup } => backups::restore(&file, &backup, passphrases),
        ProjectCommand::Repair { file, out, json } => {
            backups::repair(&file, &out, json, passphrases)
        }
    }
}

fn info(file: &Path, as_json: bool, passphrases: &Passphrases) -> Result<String, String> {
    let passphrase = passphrases.of(file)?;
    let (facts, waiting, loads) = project_facts(file, passphrase.as_ref(), &Clock::system())
        .map_err(|error| sentence(&error))?;
    if as_json {
        return Ok(json!({
            "name": facts.name, "created_at": facts.created_at, "revision": facts.revision,
            "current_run": facts.current_run, "waiting": waiting,
            "loads": loads.iter().map(|load| json!({
                "load": load.load.0, "table": load.table_name, "file": load.file, "state": load.state.code(),
                "rows_read": load.rows_read, "rows_loaded": load.rows_loaded, "rows_set_aside": load.rows_set_aside,
            })).collect::<Vec<_>>(),
        })
        .to_string());
    }
    let mut text = format!(
        "{}  made at {}\n",
        language::name(&facts.name),
        facts.created_at
    );
    for load in &loads {
        let _ = writeln!(
            text,
            "  {:26} {:>9} rows, {} set aside   {}  ({})",
            language::name(&load.table_name),
            grouped(load.rows_loaded),
            grouped(load.rows_set_aside),
            language::name(&load.file),
            load.state.code()
        );
    }
    let _ = writeln!(
        text,
        "Waiting: {} columns, {} problems, {} pairs, {} customers in conflict, {} things to agree on, {} measures beyond their limit, {} lists out of date.",
        waiting.mapping,
        waiting.quality,
        waiting.matches,
        waiting.conflicts,
        waiting.governance,
        waiting.checks,
        waiting.lists
    );
    Ok(text)
}

fn verify(file: &Path, as_json: bool, passphrases: &Passphrases) -> Result<String, String> {
    let passphrase = passphrases.of(file)?;
    let verification =
        verify_project_with(file, passphrase.as_ref()).map_err(|error| sentence(&error))?;
    let text = if as_json {
        json!({ "sound": verification.sound, "findings": verification.findings }).to_string()
    } else {
        verification.findings.join("\n")
    };
    if verification.sound {
        return Ok(text);
    }
    let told = format!("{} is damaged. {text}", file.display());
    // One JSON object stays the last thing that is told.
    let advice = (!as_json).then(|| what_to_do(file)).flatten();
    Err(match advice {
        Some(advice) => format!("{told}\n{advice}"),
        None => told,
    })
}

/// What to do about a project that is not sound.
fn what_to_do(file: &Path) -> Option<String> {
    let damaged = StoreError::Damaged {
        path: file.to_path_buf(),
        what: String::new(),
    };
    damaged.hint()
}

/// Writes the decisions of a project, or takes in those of another one.
fn decisions(
    file: &Path,
    out: Option<&Path>,
    take: Option<&Path>,
    passphrases: &Passphrases,
) -> Result<String, String> {
    let request = |path: &Path| Some(json!({ "path": path }).to_string());
    let asked = match (out, take) {
        (Some(path), _) => ("save_decisions", request(path)),
        (None, Some(path)) => ("take_decisions", request(path)),
        (None, None) => return Err("Say where to write, or what to take in.".into()),
    };
    call((Some(file), None), asked.0, asked.1.as_deref(), passphrases)
}

pub(crate) fn commands(as_json: bool) -> String {
    if as_json {
        let list: Vec<Value> = COMMANDS
            .iter()
            .map(|one| json!({ "name": one.name, "about": one.about.trim(), "kind": kind(one.kind), "request": one.request, "reply": one.reply }))
            .collect();
        return Value::from(list).to_string();
    }
    let mut text = String::new();
    for one in COMMANDS {
        let _ = writeln!(
            text,
            "{:18} {:7} {}",
            one.name,
            kind(one.kind),
            one.about.trim()
        );
    }
    text
}

/// What `call` is told without a command.
const CALL_HELP: &str = "\
Usage: rollcall call COMMAND [REQUEST] [--project FILE]

Runs one command of the core and prints its reply as JSON. `rollcall commands` lists them; `rollcall call COMMAND --help` tells what a request is made of.

  COMMAND                   The command
  REQUEST                   Its request as one JSON object; left out when it needs none
  --project FILE            The project file
  --settings DIR            Folder of settings: where recipes of your own are. Without it none are known
  --passphrase-file FILE    The passphrase of the project is the first line of this file, or of standard input where it is -
  --by NAME                 Who does this, for the history; the user of this computer unless told";

/// What a command does and what its request is made of.
pub(crate) fn help(command: Option<&str>) -> Result<String, String> {
    let Some(command) = command else {
        return Ok(CALL_HELP.to_owned());
    };
    let (Some(spec), Some(request)) = (
        COMMANDS.iter().find(|one| one.name == command),
        describe_request(command),
    ) else {
        return Err(ApiError::unknown_command(command).to_string());
    };
    Ok(format!("{}\n\n{request}", spec.about.trim()))
}

/// Runs one command; a job is waited for and its outcome printed.
pub(crate) fn call(
    (project, settings): (Option<&Path>, Option<PathBuf>),
    command: &str,
    request: Option<&str>,
    passphrases: &Passphrases,
) -> Result<String, String> {
    if let Some(instead) = encryption::instead_of(command) {
        return Err(format!(
            "A passphrase must not stand on the command line, where other programs can read it. {instead}"
        ));
    }
    let session = Session::new(EngineOptions {
        settings_folder: settings,
        ..options(Clock::system())
    });
    language::speak(session.engine())?;
    let request: Value = match request {
        Some(text) => serde_json::from_str(text)
            .map_err(|error| format!("The request is no JSON: {error}. `rollcall call {command} --help` tells what it is made of."))?,
        None => Value::Null,
    };
    if let Some(path) = project {
        open(&session, path, passphrases)?;
    }
    let reply = session
        .call(command, request)
        .map_err(|error| language::as_told(&error.to_string()))?;
    let Some(job) = COMMANDS
        .iter()
        .find(|one| one.name == command && one.kind == CommandKind::Job)
        .and_then(|_| reply["job"].as_i64())
    else {
        return Ok(reply.to_string());
    };
    let mut is_asked_to_stop = false;
    loop {
        std::thread::sleep(std::time::Duration::from_millis(50));
        if is_stopped() && !is_asked_to_stop {
            is_asked_to_stop = true;
            session
                .call("cancel_job", json!({ "job": job }))
                .map_err(|error| error.to_string())?;
        }
        let jobs = session
            .call("list_jobs", Value::Null)
            .map_err(|error| error.to_string())?;
        let state = jobs
            .as_array()
            .and_then(|jobs| jobs.iter().find(|one| one["job"] == job))
            .cloned();
        match state {
            Some(one) if one["state"] == "running" => {}
            Some(one) if one["state"] == "finished" => return Ok(one.to_string()),
            Some(one) => {
                return Err(one["error"]
                    .as_str()
                    .unwrap_or("The work was stopped.")
                    .to_owned());
            }
            None => return Err("The work is gone.".into()),
        }
    }
}

fn kind(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::Query => "asks",
        CommandKind::Change => "changes",
        CommandKind::Job => "works",
    }
}

//! `rollcall project backups`, `restore` and `repair`.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_api::view::BackupView;
use rollcall_engine::{
    Clock, Recovered, TableRecovered, backups_of_project, grouped, repair_project, restore_closed,
};
use serde_json::json;

use crate::output::{sentence, several};
use crate::passphrase::Passphrases;
use crate::person;

/// Lists the backups of a project.
pub(crate) fn list(
    file: &Path,
    as_json: bool,
    passphrases: &Passphrases,
) -> Result<String, String> {
    // Without a passphrase all but the last entry of each can be told.
    let passphrase = passphrases
        .file
        .as_ref()
        .map(|_| passphrases.asked_for(file))
        .transpose()?;
    let found = backups_of_project(file, passphrase.as_ref());
    if as_json {
        return Ok(json!({ "backups": found }).to_string());
    }
    if found.is_empty() {
        return Ok(format!("{} has no backups.", file.display()));
    }
    let mut text = String::new();
    for one in &found {
        let _ = writeln!(text, "{}", told(one));
    }
    let bytes = found.iter().map(|one| one.bytes).sum();
    let _ = writeln!(
        text,
        "{}, {}.",
        several(found.len() as u64, "backup", "backups"),
        size(bytes)
    );
    Ok(text)
}

fn told(one: &BackupView) -> String {
    let kind = if one.before_restore {
        "put aside before a restore"
    } else {
        "as of"
    };
    let last = one
        .last
        .as_deref()
        .unwrap_or("what was changed last cannot be told without opening it");
    format!(
        "{}  {kind} {}  {}  {last}",
        one.backup,
        one.at,
        size(one.bytes)
    )
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    format!("{} KB", grouped(bytes.div_ceil(1024)))
}

/// Puts a backup in the place of a project.
pub(crate) fn restore(
    file: &Path,
    backup: &str,
    passphrases: &Passphrases,
) -> Result<String, String> {
    let passphrase = passphrases.of(file)?;
    let at = Clock::system().stamp();
    restore_closed(file, passphrase.as_ref(), backup, (&person::name(), &at))
        .map_err(|error| sentence(&error))
}

/// Takes what can be read of a damaged project into a new one.
pub(crate) fn repair(
    file: &Path,
    out: &Path,
    as_json: bool,
    passphrases: &Passphrases,
) -> Result<String, String> {
    let passphrase = passphrases.of(file)?;
    let at = Clock::system().stamp();
    let recovered = repair_project(file, passphrase.as_ref(), out, (&person::name(), &at))
        .map_err(|error| sentence(&error))?;
    let text = if as_json {
        as_object(&recovered)
    } else {
        report(&recovered, out)
    };
    if recovered.verification.sound {
        Ok(text)
    } else {
        Err(format!(
            "What was recovered does not fit together. {}",
            text.trim_end()
        ))
    }
}

fn as_object(recovered: &Recovered) -> String {
    let tables: Vec<_> = recovered
        .tables
        .iter()
        .map(|one| json!({ "table": one.table, "kept": one.kept, "lost": one.lost }))
        .collect();
    json!({
        "tables": tables, "told": recovered.told,
        "sound": recovered.verification.sound, "findings": recovered.verification.findings,
    })
    .to_string()
}

/// Tables that lost something first, each with its counts, then what else there is to tell.
fn report(recovered: &Recovered, out: &Path) -> String {
    let mut text = String::new();
    let (whole, damaged): (Vec<&TableRecovered>, Vec<&TableRecovered>) =
        recovered.tables.iter().partition(|one| one.lost == Some(0));
    for one in &damaged {
        let kept = grouped(one.kept);
        let _ = match one.lost {
            Some(lost) => writeln!(
                text,
                "{}: {kept} of {} rows kept, {} lost",
                one.table,
                grouped(one.kept + lost),
                grouped(lost)
            ),
            None => writeln!(
                text,
                "{}: {kept} rows kept; how many are lost cannot be told",
                one.table
            ),
        };
    }
    let rows = whole.iter().map(|one| one.kept).sum();
    let _ = writeln!(
        text,
        "Whole: {} with {}.",
        several(whole.len() as u64, "table", "tables"),
        several(rows, "row", "rows")
    );
    for one in &recovered.told {
        let _ = writeln!(text, "{one}");
    }
    if recovered.verification.sound {
        let _ = writeln!(
            text,
            "{} is sound. The damaged file is as it was.",
            out.display()
        );
    } else {
        let _ = writeln!(text, "{}", recovered.verification.findings.join("\n"));
    }
    text
}

//! `rollcall audit`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Instant;

use rollcall_engine::{
    AuditRequest, AuditSummary, Clock, Engine, LoadsAgain, NewerExport, grouped,
};
use serde_json::json;

use crate::arguments::{Again, AuditArguments};
use crate::language;
use crate::memory;
use crate::output::{sentence, several};
use crate::passphrase::Passphrases;
use crate::progress::TerminalProgress;
use crate::project::options;

pub(crate) fn run(arguments: AuditArguments, passphrases: &Passphrases) -> Result<String, String> {
    let clock = arguments.today.map_or_else(Clock::system, Clock::on);
    let engine = Engine::new(options(clock));
    language::speak(&engine)?;
    if let Some(project) = &arguments.project
        && let Some(passphrase) = passphrases.of(project)?
    {
        engine.give_passphrase(passphrase);
    }
    let progress = TerminalProgress::new();
    let started = Instant::now();
    let request = AuditRequest {
        paths: arguments.paths,
        project: arguments.project,
        out: arguments.out,
    };
    let newer: Vec<NewerExport> = arguments
        .newer_export_of
        .into_iter()
        .map(|(of, file)| NewerExport { of, file })
        .collect();
    let loads_again = match arguments.loads_again {
        Again::Rule => LoadsAgain::ByRule,
        Again::Add => LoadsAgain::Add,
        Again::Replace => LoadsAgain::Replace,
    };
    let outcome = engine.audit_with(&request, &newer, loads_again, &progress);
    progress.clear();
    let summary = outcome.map_err(|error| sentence(&error))?;
    let seconds = started.elapsed().as_secs_f64();
    if arguments.json {
        as_json(&summary, seconds)
    } else {
        Ok(as_text(&summary, seconds))
    }
}

fn as_json(summary: &AuditSummary, seconds: f64) -> Result<String, String> {
    let mut value = serde_json::to_value(summary).map_err(|error| error.to_string())?;
    value["seconds"] = json!((seconds * 1000.0).round() / 1000.0);
    value["peak_memory_bytes"] = json!(memory::peak());
    Ok(value.to_string())
}

fn as_text(summary: &AuditSummary, seconds: f64) -> String {
    let mut text = String::new();
    tell_refused(&mut text, summary);
    let mut sources: Vec<&str> = summary
        .tables
        .iter()
        .filter(|table| table.role != "figures")
        .map(|table| table.source.as_str())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    let _ = writeln!(
        text,
        "{} about people in {} are {} (matching on the e-mail address alone, with every row that names somebody and has none a person of its own, would make {} too many of them).",
        several(summary.person_rows, "row", "rows"),
        several(sources.len() as u64, "source", "sources"),
        several(
            summary.customers - summary.known_only_by_id,
            "person",
            "people"
        ),
        several(
            summary
                .email_only_customers
                .saturating_sub(summary.customers - summary.known_only_by_id),
            "person",
            "people"
        )
    );
    if summary.known_only_by_id > 0 {
        let _ = writeln!(
            text,
            "{} known only by the id of a device, a card or an account, or by nothing that can be used; nothing tells who that is.",
            several(summary.known_only_by_id, "more is", "more are")
        );
    }
    text.push('\n');
    tell_tables(&mut text, summary);
    let _ = writeln!(
        text,
        "\n{} of records linked ({} worth a look), {} nobody is sure about.",
        several(summary.pairs_linked, "pair", "pairs"),
        grouped(summary.links_worth_a_look),
        several(summary.pairs_in_review, "pair", "pairs")
    );
    if let Some(course) = &summary.course {
        let _ = writeln!(text, "{course}");
    }
    if let Some(since) = &summary.since_last {
        let _ = writeln!(text, "Since the last audit: {}", since.sentence);
    }
    let _ = writeln!(
        text,
        "{} on which sources disagree, for {}.",
        several(summary.conflicts, "value", "values"),
        several(summary.customers_in_conflict, "person", "people")
    );
    tell_open_columns(&mut text, &summary.open_columns);
    tell_problems(&mut text, summary);
    let stages: Vec<String> = summary
        .stages
        .iter()
        .map(|stage| language::said(&format!("{} {:.1} s", stage.stage, stage.seconds)))
        .collect();
    let _ = writeln!(text, "\n{seconds:.1} s: {}.", stages.join(", "));
    if let Some(peak) = memory::peak() {
        let _ = writeln!(text, "At most {} MB of memory.", grouped(peak / 1_000_000));
    }
    if !summary.files.is_empty() {
        let _ = writeln!(text, "\nWritten:");
        for file in &summary.files {
            let _ = writeln!(text, "  {file}");
        }
    }
    text
}

/// The tables in use with their rows, and what became of those that came in now.
fn tell_tables(text: &mut String, summary: &AuditSummary) {
    let width = summary
        .tables
        .iter()
        .map(|table| name(table).chars().count())
        .max()
        .unwrap_or(0);
    for table in &summary.tables {
        let _ = writeln!(
            text,
            "  {:width$}  {:>9} read = {:>9} loaded + {:>6} set aside   {}",
            name(table),
            grouped(table.rows_read),
            grouped(table.rows_loaded),
            grouped(table.rows_set_aside),
            table.role
        );
        if let Some(compared) = table.compared.filter(|_| table.loaded_now) {
            let _ = writeln!(
                text,
                "  {:width$}  since the load before: {} added, {} changed, {} unchanged, {} vanished",
                "",
                grouped(compared.added),
                grouped(compared.changed),
                grouped(compared.unchanged),
                grouped(compared.vanished)
            );
        }
        if let Some(added) = &table.added {
            let _ = writeln!(text, "  {:width$}  {added}", "");
        }
    }
}

fn name(table: &rollcall_engine::TableCounts) -> String {
    format!("{} · {}", table.source, table.table)
}

/// The questions of the mappings, which decide who may be written to and who is who.
fn tell_open_columns(text: &mut String, questions: &[String]) {
    if questions.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "Columns that wait for an answer on the Mapping screen: {}.",
        grouped(questions.len() as u64)
    );
    for question in questions {
        let _ = writeln!(text, "  {question}");
    }
}

/// Says first that files are missing from everything that follows: a result without them looks like any other.
fn tell_refused(text: &mut String, summary: &AuditSummary) {
    let is_in = |file: &str| summary.tables.iter().any(|table| table.file == file);
    let refused: BTreeSet<&str> = summary
        .unreadable
        .iter()
        .filter(|problem| problem.severity != "note" && !is_in(&problem.file))
        .map(|problem| problem.file.as_str())
        .collect();
    if !refused.is_empty() {
        let _ = writeln!(
            text,
            "NOT EVERYTHING WAS LOADED: {} could not be read, or not to the end, and no figure counts what is missing. \"Not loaded\" below tells why.\n",
            several(refused.len() as u64, "file or folder", "files or folders")
        );
    }
}

/// What was left out, and what somebody should know of where the tables went.
fn tell_problems(text: &mut String, summary: &AuditSummary) {
    for (problem, serious) in summary
        .unreadable
        .iter()
        .map(|problem| (problem, "Not loaded"))
        .chain(
            summary
                .noticed
                .iter()
                .map(|problem| (problem, "Look at this")),
        )
    {
        let said = if problem.severity == "note" {
            "Note"
        } else {
            serious
        };
        let about = if problem.message.contains(&problem.file) {
            String::new()
        } else {
            format!(" on {}", problem.file)
        };
        let _ = writeln!(text, "{said}{about}: {} {}", problem.message, problem.hint);
    }
}

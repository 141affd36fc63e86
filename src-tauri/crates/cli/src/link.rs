//! `rollcall link`.

use std::fmt::Write as _;
use std::time::Instant;

use rollcall_engine::view::Between;
use rollcall_engine::{Clock, Engine, IdFaults, LinkRequest, LinkSummary, RepeatedId, percent};
use serde_json::json;

use crate::arguments::LinkArguments;
use crate::memory;
use crate::output::{sentence, several};
use crate::passphrase::Passphrases;
use crate::progress::TerminalProgress;
use crate::project::options;

pub(crate) fn run(arguments: LinkArguments, passphrases: &Passphrases) -> Result<String, String> {
    let engine = Engine::new(options(Clock::system()));
    if let Some(project) = &arguments.project
        && let Some(passphrase) = passphrases.of(project)?
    {
        engine.give_passphrase(passphrase);
    }
    let progress = TerminalProgress::new();
    let started = Instant::now();
    let out = arguments.out.display().to_string();
    let id = arguments.id.clone();
    let request = LinkRequest {
        paths: arguments.paths,
        id: arguments.id,
        out: arguments.out,
        project: arguments.project,
    };
    let outcome = engine.link(&request, &progress);
    progress.clear();
    let summary = outcome.map_err(|error| sentence(&error))?;
    let seconds = started.elapsed().as_secs_f64();
    if arguments.json {
        let mut value = serde_json::to_value(&summary).map_err(|error| error.to_string())?;
        value["seconds"] = json!((seconds * 1000.0).round() / 1000.0);
        value["peak_memory_bytes"] = json!(memory::peak());
        return Ok(value.to_string());
    }
    let mut text = format!(
        "{} are {}; {} nobody is sure about.\n{}\n",
        several(summary.records, "record", "records"),
        several(summary.clusters, "cluster", "clusters"),
        several(summary.pairs_in_review, "pair", "pairs"),
        estimate(&summary)
    );
    tell_id_faults(&mut text, &id, &summary.id_faults);
    let _ = write!(text, "{seconds:.1} s. Written: {out}");
    Ok(text)
}

/// How far the links can be trusted.
fn estimate(summary: &LinkSummary) -> String {
    let (Some(precision), Some(recall)) = (summary.expected_precision, summary.expected_recall)
    else {
        return "No two records were linked, so there is nothing of which a share could be right; how many links are missing cannot be told from these files.".to_owned();
    };
    format!(
        "By its own estimate {} of the links are right{} and {} of the right ones were found{}.",
        percent(precision),
        between(summary.precision_between),
        percent(recall),
        between(summary.recall_between)
    )
}

/// Both ends of an estimate, in brackets.
fn between(ends: Option<Between>) -> String {
    ends.map_or_else(String::new, |ends| {
        format!(
            " (between {} and {})",
            percent(ends.low),
            percent(ends.high)
        )
    })
}

/// Which ids name no record for sure, and where.
fn tell_id_faults(text: &mut String, id: &str, faults: &IdFaults) {
    if faults.repeated > 0 {
        let named: Vec<String> = faults.first_repeated.iter().map(repeated).collect();
        let _ = writeln!(
            text,
            "Look at this: in the column “{id}” {} in more than one row of a file, in {} altogether: {}{}. Every row is written with its cluster, but such an id does not tell which row is meant. Give each row an id of its own, or name another column with --id.",
            several(faults.repeated, "id stands", "ids stand"),
            several(faults.rows_with_repeated, "row", "rows"),
            named.join("; "),
            more(faults.repeated, named.len())
        );
    }
    if faults.rows_without > 0 {
        let first = faults.first_without.iter();
        let named: Vec<String> = first
            .map(|one| format!("{} row {}", one.file, one.row))
            .collect();
        let _ = writeln!(
            text,
            "Look at this: {} no “{id}”: {}{}. They are written with their clusters and a blank id.",
            several(faults.rows_without, "row has", "rows have"),
            named.join("; "),
            more(faults.rows_without, named.len())
        );
    }
}

/// An id that stands again, with where it stands.
fn repeated(one: &RepeatedId) -> String {
    let rows: Vec<String> = one.rows.iter().map(u64::to_string).collect();
    format!(
        "“{}” in {} rows {}{}",
        one.id,
        one.file,
        rows.join(", "),
        more(one.of, rows.len())
    )
}

/// What is told behind the first of many.
fn more(all: u64, named: usize) -> &'static str {
    if all > named as u64 { " and more" } else { "" }
}

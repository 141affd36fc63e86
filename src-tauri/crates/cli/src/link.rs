//! `rollcall link`.

use std::time::Instant;

use rollcall_engine::view::Between;
use rollcall_engine::{Clock, Engine, LinkRequest, grouped};
use serde_json::json;

use crate::arguments::LinkArguments;
use crate::memory;
use crate::output::sentence;
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
    Ok(format!(
        "{} records are {} clusters; {} pairs nobody is sure about.\nBy its own estimate {:.1} % of the links are right{} and {:.1} % of the right ones were found{}.\n{seconds:.1} s. Written: {out}",
        grouped(summary.records),
        grouped(summary.clusters),
        grouped(summary.pairs_in_review),
        summary.expected_precision * 100.0,
        between(summary.precision_between),
        summary.expected_recall * 100.0,
        between(summary.recall_between)
    ))
}

/// Both ends of an estimate, in brackets.
fn between(ends: Option<Between>) -> String {
    ends.map_or_else(String::new, |ends| {
        format!(
            " (between {:.1} and {:.1} %)",
            ends.low * 100.0,
            ends.high * 100.0
        )
    })
}

//! The program's own log: commands, their outcome, never a value of a cell.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::LevelFilter;

/// How many days are kept.
const DAYS: usize = 7;

/// Begins to write the log into a folder, one file a day. What it gives back must live as long as
/// the program, or the last lines are lost. A log that cannot be written is no reason not to work.
pub(crate) fn begin(folder: &Path) -> Option<WorkerGuard> {
    let files = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("rollcall")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_max_level(LevelFilter::INFO)
        .try_init()
        .ok()?;
    Some(guard)
}

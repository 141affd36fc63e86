//! The results as a table, with the machine they were measured on.

use super::measured::Measured;
use crate::step::{output_of, program};

/// One engine on one number of records.
pub(crate) struct Row {
    records: u64,
    name: String,
    measured: Option<Measured>,
    /// Precision, recall, F1, records in the largest cluster and of the largest person of the truth.
    scores: Vec<String>,
}

impl Row {
    /// A row; `scores` are words with blanks between them.
    pub(crate) fn new(records: u64, name: &str, measured: Measured, scores: &str) -> Self {
        Self {
            records,
            name: name.to_owned(),
            measured: Some(measured),
            scores: scores.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// An engine that did not come to its end.
    pub(crate) fn failed(records: u64, name: &str) -> Self {
        Self {
            records,
            name: name.to_owned(),
            measured: None,
            scores: Vec::new(),
        }
    }
}

/// The table in Markdown.
pub(crate) fn markdown(machine: &str, versions: &str, rows: &[Row]) -> String {
    let mut text = format!("{machine}\n");
    if !versions.is_empty() {
        text.push_str(versions);
        text.push('\n');
    }
    text.push_str(
        "\n| records | engine | wall s | processor s | peak memory | F1 | precision | recall | largest | in truth |\n\
         |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

/// A row of it.
pub(crate) fn line(row: &Row) -> String {
    let score = |at: usize| row.scores.get(at).map_or("–", String::as_str);
    let Some(measured) = &row.measured else {
        return format!(
            "| {} | {} | failed | – | – | – | – | – | – | – |\n",
            row.records, row.name
        );
    };
    let or_dash = |told: Option<String>| told.unwrap_or_else(|| "–".into());
    format!(
        "| {} | {} | {:.1} | {} | {} | {} | {} | {} | {} | {} |\n",
        row.records,
        row.name,
        measured.wall,
        or_dash(measured.processor.map(|seconds| format!("{seconds:.1}"))),
        or_dash(
            measured
                .peak
                .map(|bytes| format!("{} MB", bytes / 1_000_000))
        ),
        score(2),
        score(0),
        score(1),
        score(3),
        score(4),
    )
}

/// Processor, cores and compiler, as far as the system tells.
pub(crate) fn machine() -> String {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let compiler = output_of(&mut program("rustc", &["--version"])).unwrap_or_default();
    format!(
        "{} {}, {model}, {cores} cores; {compiler}",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

#[cfg(test)]
mod tests {
    use super::{Row, markdown};
    use crate::bench::measured::Measured;

    #[test]
    fn what_is_not_known_is_a_dash() {
        let measured = Measured {
            success: true,
            wall: 1.25,
            processor: Some(2.0),
            peak: None,
        };
        let rows = [
            Row::new(10, "ours", measured, "0.9000 0.8000 0.8471 4 3"),
            Row::failed(10, "other"),
        ];
        let text = markdown("a machine", "", &rows);
        assert!(text.contains("| 10 | ours | 1.2 | 2.0 | – | 0.8471 | 0.9000 | 0.8000 | 4 | 3 |"));
        assert!(text.contains("| 10 | other | failed |"));
    }
}

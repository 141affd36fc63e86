//! The linkage engine on one table of standardised customer records, for measuring it beside others.
//!
//! `bench_table make FOLDER --records N` writes `records.csv` and `truth.csv`; `bench_table link
//! FOLDER` links the records and writes `ours.csv`; `bench_table score FOLDER NAME` compares
//! `NAME.csv` with the truth and prints precision, recall, F1, the records of the largest cluster and
//! those of the largest person of the truth.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

#[path = "../tests/estate/generator.rs"]
mod generator;

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rollcall_linkage::{RecordSetBuilder, Settings, Stated, Watch, link, pairwise_scores};

/// The columns after `record_id` and `source`, in the order of the generator's fields.
const COLUMNS: [&str; 11] = [
    "first_name",
    "last_name",
    "name_suffix",
    "date_of_birth",
    "gender",
    "email",
    "phone",
    "street",
    "city",
    "postcode",
    "loyalty_card",
];
const EMAIL: usize = 5;
const PHONE: usize = 6;
/// What the generator makes of one person, on average.
const RECORDS_PER_PERSON: f64 = 2.59;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = |at: usize| arguments.get(at).map_or("", String::as_str);
    let folder = PathBuf::from(text(1));
    match text(0) {
        "make" if text(2) == "--records" => make(&folder, text(3).parse()?),
        "link" => link_table(&folder),
        "score" => score(&folder, text(2)),
        _ => Err("bench_table make|link|score FOLDER [--records N | NAME]".into()),
    }
}

fn make(folder: &Path, records: f64) -> Result<(), Box<dyn Error>> {
    let people = (records / RECORDS_PER_PERSON).round().max(2.0) as usize;
    let estate = generator::estate(people, 20_240_229, 1.0);
    let mut table = csv::Writer::from_path(folder.join("records.csv"))?;
    let mut truth = csv::Writer::from_path(folder.join("truth.csv"))?;
    table.write_record(["record_id", "source"].iter().chain(&COLUMNS))?;
    truth.write_record(["record_id", "person"])?;
    for (record, (person, source)) in estate
        .truth
        .iter()
        .zip(estate.records.sources())
        .enumerate()
    {
        let values = estate.records.values(record as u32);
        let mut cells = vec![format!("r{record}"), format!("s{source}")];
        for field in 0..COLUMNS.len() {
            let value = values.of(field).next().unwrap_or("");
            cells.push(match field {
                PHONE if !value.is_empty() => format!("+{value}"),
                EMAIL => elsewhere(value),
                _ => value.to_owned(),
            });
        }
        table.write_record(&cells)?;
        truth.write_record([format!("r{record}"), person.to_string()])?;
    }
    table.flush()?;
    truth.flush()?;
    Ok(())
}

/// The same address at a provider of another made-up name: some engines hold every address under
/// example.com to be a filler, and would be measured on records without addresses.
fn elsewhere(email: &str) -> String {
    email
        .replace("@example.com", "@letters.example")
        .replace("@example.org", "@courier.example")
}

fn link_table(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(folder.join("records.csv"))?;
    let mut builder = RecordSetBuilder::new(generator::fields());
    let mut ids = Vec::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        ids.push(row.get(0).unwrap_or("").to_owned());
        let source = row.get(1).and_then(|source| source.get(1..));
        builder.begin(source.unwrap_or("0").parse()?);
        for field in 0..COLUMNS.len() {
            builder.value(field, row.get(field + 2).unwrap_or(""));
        }
    }
    let records = builder.finish();
    let stages = Stages(Instant::now());
    let linkage = link(&records, &Stated::default(), &Settings::default(), &stages)?;
    stages.stage("Writing");
    let mut writer = csv::Writer::from_path(folder.join("ours.csv"))?;
    writer.write_record(["record_id", "cluster_id"])?;
    for (id, cluster) in ids.iter().zip(&linkage.clusters) {
        writer.write_record([id, &cluster.to_string()])?;
    }
    writer.flush()?;
    stages.stage("Done");
    println!(
        "{:8.2} s  done: {} records, {} compared pairs, {} patterns",
        stages.0.elapsed().as_secs_f64(),
        linkage.report.records,
        linkage.report.compared_pairs,
        linkage.report.training.patterns
    );
    Ok(())
}

/// Tells when each stage began, in seconds of the clock and of the processors.
struct Stages(Instant);

impl Watch for Stages {
    fn stage(&self, name: &'static str) {
        println!(
            "{:8.2} s  {:>8}  {name}",
            self.0.elapsed().as_secs_f64(),
            processor_seconds().map_or_else(String::new, |seconds| format!("{seconds:.2} s"))
        );
    }
    fn progress(&self, _done: u64, _total: u64) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// What this process has used of the processors so far, where the system tells it in `/proc`, in
/// hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit(')').next()?;
    let ticks = |at: usize| after_name.split_whitespace().nth(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Prints `precision recall f1 largest largest_in_truth`, with a blank between each.
fn score(folder: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let truth = labels(&folder.join("truth.csv"))?;
    let found = labels(&folder.join(format!("{name}.csv")))?;
    let found: HashMap<String, String> = found.into_iter().collect();
    let (mut people, mut clusters) = (Numbers::default(), Numbers::default());
    let (mut true_of, mut found_of) = (Vec::new(), Vec::new());
    for (record, person) in &truth {
        true_of.push(people.number(person));
        // A record that was given no cluster stands alone.
        let alone = format!("alone {record}");
        let cluster = clusters.number(found.get(record).unwrap_or(&alone));
        found_of.push(cluster);
    }
    let scores = pairwise_scores(&true_of, &found_of);
    println!(
        "{:.4} {:.4} {:.4} {} {}",
        scores.precision,
        scores.recall,
        scores.f1,
        largest(&found_of),
        largest(&true_of)
    );
    Ok(())
}

/// How many records the commonest label has.
fn largest(labels: &[u32]) -> u32 {
    let mut sizes: HashMap<u32, u32> = HashMap::new();
    for label in labels {
        *sizes.entry(*label).or_default() += 1;
    }
    sizes.into_values().max().unwrap_or(0)
}

/// Labels as numbers, in the order in which they come.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn number(&mut self, label: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(label.to_owned()).or_insert(next)
    }
}

/// The first two columns.
fn labels(path: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut labels = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or("").to_owned();
        labels.push((cell(0), cell(1)));
    }
    Ok(labels)
}

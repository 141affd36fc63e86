//! How much a run that starts from an earlier one saves, on made-up records.
//!
//! `bench_since --records N [--new SHARE] [--seed N]` links all but a share of the records, drawn at
//! random, then all of them, once anew and once from what the first run left, and prints the
//! processor seconds of each and how alike they are.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

#[path = "../tests/estate/generator.rs"]
mod generator;

use std::error::Error;

use rollcall_linkage::{
    Before, Learnt, Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Watch, link_since,
    pairwise_scores,
};

/// What the generator makes of one person, on average.
const RECORDS_PER_PERSON: f64 = 2.59;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |flag: &str, usual: f64| {
        let at = arguments.iter().position(|argument| argument == flag);
        let told = at.and_then(|at| arguments.get(at + 1)?.parse::<f64>().ok());
        told.unwrap_or(usual)
    };
    let seed = number("--seed", 7.0) as u64;
    let people = (number("--records", 100_000.0) / RECORDS_PER_PERSON).round() as usize;
    let estate = generator::estate(people, seed, 1.0);
    let mut order: Vec<u32> = (0..estate.records.len() as u32).collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    let share = 1.0 - number("--new", 0.02);
    let earlier = (order.len() as f64 * share) as usize;
    let truth: Vec<u32> = (order.iter())
        .map(|&record| estate.truth[record as usize])
        .collect();
    let first = told(&set(&estate.records, &order[..earlier]), None)?;
    let all = set(&estate.records, &order);
    let anew = told(&all, None)?;
    let before = Before {
        learnt: Learnt::from(&first.model),
        report: first.report,
        memory: first.memory,
    };
    println!("kept: {} bytes", before.memory.to_bytes().len());
    let since = told(&all, Some(before))?;
    let f1 = |linkage: &Linkage| pairwise_scores(&truth, &linkage.clusters).f1;
    println!(
        "F1 {:.4} anew, {:.4} since; alike {:.4}; {:?}",
        f1(&anew),
        f1(&since),
        pairwise_scores(&anew.clusters, &since.clusters).f1,
        since.report.course
    );
    Ok(())
}

fn set(records: &RecordSet, order: &[u32]) -> RecordSet {
    let mut builder = RecordSetBuilder::new(generator::fields());
    for &record in order {
        builder.begin(records.sources()[record as usize]);
        for (field, value) in records.values(record).values {
            builder.value(field, &value);
        }
    }
    builder.finish()
}

fn told(records: &RecordSet, before: Option<Before>) -> Result<Linkage, Box<dyn Error>> {
    let what = if before.is_some() { "since" } else { "anew" };
    let begun = processor_seconds();
    let stages = Stages(begun);
    let (stated, settings) = (Stated::default(), Settings::default());
    let linkage = link_since(records, &stated, &settings, before, &stages)?;
    println!(
        "{} records {what}: {:.2} processor seconds",
        records.len(),
        processor_seconds() - begun
    );
    Ok(linkage)
}

/// Tells the processor seconds at which each stage begins.
struct Stages(f64);

impl Watch for Stages {
    fn stage(&self, name: &'static str) {
        println!("{:10.2}  {name}", processor_seconds() - self.0);
    }
    fn progress(&self, _done: u64, _total: u64) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// What this process has used of the processors so far, where the system tells it in `/proc`, in
/// hundredths of a second.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let ticks: Vec<f64> = after_name.filter_map(|word| word.parse().ok()).collect();
    // The state, which is no number, is left out; user and system time are the 14th and 15th word.
    (ticks.get(10).unwrap_or(&0.0) + ticks.get(11).unwrap_or(&0.0)) / 100.0
}

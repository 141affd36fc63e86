//! Links a labelled set and prints scores, calibration and the report.
//!
//! `cargo run --release -p rollcall-linkage --example link_csv -- febrl3 [more sets] [estate --people N --seed N --noise N] [--rules] [--levels] [--calibration] [--wrong N]`
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

#[path = "../tests/estate/generator.rs"]
mod generator;
#[path = "../tests/labelled/sets.rs"]
mod sets;

use std::time::Instant;

use rollcall_linkage::{Linkage, RecordSet, Settings, Stated, Unwatched, link, pairwise_scores};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let number = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)?.parse::<f64>().ok()
    };
    let mut settings = Settings::default();
    if let Some(rounds) = number("--rounds") {
        settings.rounds = rounds as u8;
    }
    if let Some(budget) = number("--budget") {
        settings.pair_budget_per_record = budget;
    }
    if let Some(cut) = number("--link") {
        settings.link = cut;
        settings.review = settings.review.min(cut);
    }
    for name in arguments
        .iter()
        .filter(|argument| !argument.starts_with("--") && argument.parse::<f64>().is_err())
    {
        let made = number("--people")
            .filter(|_| name == "estate")
            .map(|people| {
                let estate = generator::estate(
                    people as usize,
                    number("--seed").unwrap_or(7.0) as u64,
                    number("--noise").unwrap_or(1.0),
                );
                sets::Labelled {
                    records: estate.records,
                    truth: estate.truth,
                }
            });
        let Some(set) = made.or_else(|| sets::read(name)) else {
            println!("{name}: not found in {}", sets::folder().display());
            continue;
        };
        let begun = Instant::now();
        match link(&set.records, &Stated::default(), &settings, &Unwatched) {
            Err(error) => println!("{name}: {error}"),
            Ok(linkage) => {
                let seconds = begun.elapsed().as_secs_f64();
                print_scores(name, &set.truth, &linkage, seconds);
                if has("--rules") {
                    print_rules(&linkage);
                }
                if has("--calibration") {
                    print_calibration(&set.truth, &linkage);
                }
                if has("--levels") {
                    print_levels(&linkage);
                }
                if let Some(count) = number("--wrong") {
                    print_wrong(&set.records, &set.truth, &linkage, count as usize);
                }
            }
        }
    }
}

fn print_scores(name: &str, truth: &[u32], linkage: &Linkage, seconds: f64) {
    let scores = pairwise_scores(truth, &linkage.clusters);
    let report = &linkage.report;
    println!(
        "{name:20} F1 {:.4} P {:.4} R {:.4} | told P {:.3} R {:.3} | {} records {} clusters largest {} | {} pairs {} patterns {} iterations{} same {:.0} household {:.0} | review {} | {seconds:.2} s",
        scores.f1,
        scores.precision,
        scores.recall,
        report.estimated_precision,
        report.estimated_recall,
        report.records,
        report.clusters,
        report.largest_cluster,
        report.compared_pairs,
        report.training.patterns,
        report.training.iterations,
        if report.training.converged {
            ""
        } else {
            " (not converged)"
        },
        report.training.same,
        report.training.household,
        linkage.review.len(),
    );
}

/// What was told of the links, and of the pairs to look at, against what is true.
fn print_calibration(truth: &[u32], linkage: &Linkage) {
    const EDGES: [f32; 10] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 0.9999];
    for (what, pairs) in [("links", &linkage.links), ("review", &linkage.review)] {
        for (at, &low) in EDGES.iter().enumerate() {
            let high = EDGES.get(at + 1).copied().unwrap_or(2.0);
            let own = pairs
                .iter()
                .filter(|pair| pair.probability >= low && pair.probability < high);
            let (mut count, mut told, mut right) = (0_u32, 0.0, 0_u32);
            for pair in own {
                count += 1;
                told += f64::from(pair.probability);
                right += u32::from(truth[pair.left as usize] == truth[pair.right as usize]);
            }
            if count > 0 {
                let count = f64::from(count);
                println!(
                    "  {what:7} from {low:6}: {count:8} told {:.4} true {:.4}",
                    told / count,
                    f64::from(right) / count
                );
            }
        }
    }
}

fn print_rules(linkage: &Linkage) {
    for rule in &linkage.report.rules {
        println!(
            "  {:60} pairs {:9} new {:9} oversize {:6} left out {:12} largest {:7} matches {:9.0} only here {:7.0}",
            rule.rule,
            rule.pairs,
            rule.new_pairs,
            rule.oversize_blocks,
            rule.pairs_left_out,
            rule.largest_block,
            rule.expected_matches,
            rule.expected_only_here
        );
    }
    println!(
        "  lost {:.1}, not fully compared {}, oversize pieces {}, learnt forms {:?}",
        linkage.report.expected_matches_lost,
        linkage.report.records_not_fully_compared,
        linkage.report.oversize_pieces,
        linkage
            .model
            .learnt_forms
            .iter()
            .take(12)
            .collect::<Vec<_>>()
    );
}

fn print_levels(linkage: &Linkage) {
    for comparison in &linkage.model.comparisons {
        println!("  {}", comparison.title);
        for level in comparison
            .levels
            .iter()
            .filter(|level| level.seen > 0 && level.group > 0)
        {
            let learnt = level.learnt;
            println!(
                "    {:90} seen {:8} m {:.5} h {:.5} u {:.2e} bits {:6.2}",
                level.text,
                level.seen,
                learnt.same,
                learnt.household,
                learnt.stranger,
                (learnt.same / learnt.stranger).log2()
            );
        }
    }
}

fn print_wrong(records: &RecordSet, truth: &[u32], linkage: &Linkage, count: usize) {
    let show = |left: usize, right: usize| {
        let (a, b) = (records.values(left as u32), records.values(right as u32));
        let explanation = linkage.model.explain(&a, &b);
        let text = |values: &rollcall_linkage::RecordValues| {
            values
                .values
                .iter()
                .map(|(_, value)| value.as_str())
                .collect::<Vec<_>>()
                .join(" | ")
        };
        println!(
            "    {} / {}\n      p {:.4} {}",
            text(&a),
            text(&b),
            explanation.probability,
            explanation
                .evidence
                .iter()
                .map(|line| format!("{}: {} {:+.1}", line.comparison, line.level, line.bits))
                .collect::<Vec<_>>()
                .join("; ")
        );
    };
    let mut by_person: std::collections::BTreeMap<u32, Vec<usize>> =
        std::collections::BTreeMap::new();
    let mut by_cluster: std::collections::BTreeMap<u32, Vec<usize>> =
        std::collections::BTreeMap::new();
    for (record, &person) in truth.iter().enumerate() {
        by_person.entry(person).or_default().push(record);
        by_cluster
            .entry(linkage.clusters[record])
            .or_default()
            .push(record);
    }
    println!("  wrongly linked");
    let mut wrong = Vec::new();
    for members in by_cluster.values() {
        for (at, &left) in members.iter().enumerate() {
            for &right in &members[at + 1..] {
                if truth[left] != truth[right] {
                    wrong.push((left, right));
                }
            }
        }
    }
    let step = (wrong.len() / count.max(1)).max(1);
    wrong
        .iter()
        .step_by(step)
        .take(count)
        .for_each(|&(left, right)| show(left, right));
    println!("  missed");
    let mut missed = Vec::new();
    for members in by_person.values() {
        for (at, &left) in members.iter().enumerate() {
            for &right in &members[at + 1..] {
                if linkage.clusters[left] != linkage.clusters[right] {
                    missed.push((left, right));
                }
            }
        }
    }
    let step = (missed.len() / count.max(1)).max(1);
    missed
        .iter()
        .step_by(step)
        .take(count)
        .for_each(|&(left, right)| show(left, right));
}

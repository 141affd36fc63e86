//! Writes the sample estate: `sample-estate --out DIR [--customers N] [--seed S]`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use rollcall_sample_estate::{Options, generate};

/// Writes the exports of Harbour & Pine, a made-up retailer, with the truth about who is who.
#[derive(Debug, Parser)]
#[command(name = "sample-estate")]
struct Arguments {
    /// The folder to write into.
    #[arg(long)]
    out: PathBuf,
    /// How many people there are; each leaves about three customer rows.
    #[arg(long, default_value_t = Options::CUSTOMERS)]
    customers: u64,
    /// Another seed, other people.
    #[arg(long, default_value_t = Options::SEED)]
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        out: arguments.out,
        customers: arguments.customers,
        seed: arguments.seed,
    };
    match generate(&options) {
        Ok(summary) => {
            let mut out = std::io::stdout().lock();
            for table in &summary.first_month {
                // A closed pipe is no reason to fail.
                let _ = writeln!(out, "{:>9}  {} / {}", table.rows, table.source, table.table);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

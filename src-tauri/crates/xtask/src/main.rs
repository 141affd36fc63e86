//! Development tasks, run as `cargo xtask <task>`. The standard library is all it needs, so that it
//! is ready seconds after a fresh clone.

mod ask;
mod bench;
mod bundle;
mod generate;
mod licences;
mod root;
mod run;
mod setup;
mod step;
mod tally;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <task>

  run [ARGUMENTS]           set up what is missing, build, and open the window on the sample project;
                            without a display, audit the sample from the terminal
  test [--only PART]        every check and test; PART is core, ui, browser or window
  sample-data [OPTIONS]     write the exports of the sample estate (--customers N, --seed N, --out DIR); with options
                            and no --out it goes to target/sample-data-N, which is told
  bench linkage [OPTIONS]   measure the linkage engine: --records N,N (10000), --grow N,N (ours alone),
                            --rivals FOLDER (a virtual environment with Splink and custmatch, made
                            where it is not there), --out DIR
  bench intake [OPTIONS]    measure the loading: --rows N (1000000), --grow N (ours alone), --sheet-rows N
                            (200000), --runs N (3, the best counts), --rivals FOLDER (a virtual environment with pandas and openpyxl,
                            made where it is not there), --out DIR; sqlite3 is taken from the PATH;
                            fails where a bound is missed
  bench screens [OPTIONS]   measure how fast the screens are answered: --project FILE (kept; made of a sample
                            estate where it is not there), --customers N (155000), --load N (300000 rows loaded
                            into a copy while some are asked again), --out DIR; fails where a screen takes more
                            than 100 ms in more than 5 of 100 times
  bench checks [OPTIONS]    measure how fast checks and lists are answered: --project FILE (kept; made of a made-up
                            shop where it is not there), --customers N (1000000), --events N (5000000), --out DIR
  bench handover [OPTIONS]  hand projects over and run the scripts with Splink: --rivals FOLDER (a virtual environment with
                            splink 4, duckdb and pyspark; needed), --exports DIR,DIR (the sample), --engines duckdb,spark, --out DIR
  bindings                  write the page's types and the list of commands
  screenshots [--out DIR]   pictures of every screen, taken from the real window
  pictures [--out DIR]      the pictures of the guide (ui/pictures): every screen in light and dark, and the printed report
  bundle [OPTIONS]          packages to install, of the kinds of this system: .deb and .rpm; .msi and .exe; .dmg.
                            --try FOLDER installs the .deb into a clean Debian made in that folder and runs the
                            sample there as an ordinary user (as root, with debootstrap); --mirror URL of its
                            packages; --deb FILE tries a package that is built instead of building one";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match task {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "sample-data" => generate::sample_data(rest),
        "bench" => bench::bench(rest),
        "bindings" => generate::bindings(),
        "screenshots" => generate::screenshots(rest),
        "pictures" => generate::pictures(rest),
        "bundle" => bundle::bundle(rest),
        "help" | "--help" | "-h" => {
            step::say(HELP);
            Ok(())
        }
        unknown => Err(format!("There is no task \"{unknown}\".\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            if !complaint.is_empty() {
                step::say(&complaint);
            }
            ExitCode::FAILURE
        }
    }
}

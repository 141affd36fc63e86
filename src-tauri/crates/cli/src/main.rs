//! `rollcall`: everything the window does, from a terminal, on the same core.
//!
//! Exit 0 when done, 1 when something failed (one clear sentence on standard error), 2 when the
//! command line makes no sense. Results go to standard output, progress to a terminal only.

mod arguments;
mod audit;
mod backups;
mod check;
mod encryption;
mod handover;
mod language;
mod link;
mod list;
mod memory;
mod output;
mod passphrase;
mod person;
mod progress;
mod project;
mod recipes;
mod rows;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::output::{fail, say};
use crate::passphrase::Passphrases;

/// Values are small texts made and dropped in millions, often on another core than
/// they were made on; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    rollcall_api::log_faults_by_place();
    person::is(arguments.by);
    if let Err(message) = language::is(arguments.language) {
        fail(&message);
        return ExitCode::from(2);
    }
    progress::stop_when_asked();
    let is_help = arguments.command.is_help();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let passphrases = Passphrases {
            file: arguments.passphrase_file,
        };
        run(arguments.command, &passphrases)
    }))
    .unwrap_or_else(|_| {
        Err(
            "Something went wrong inside Rollcall. Look at what is there before you try again."
                .into(),
        )
    });
    match outcome {
        Ok(text) => {
            // The help stays English: what a request is made of is called by names that programs write.
            say(&if is_help { text } else { language::said(&text) });
            ExitCode::SUCCESS
        }
        Err(message) => {
            fail(&language::said(&message));
            ExitCode::from(1)
        }
    }
}

fn run(command: Command, passphrases: &Passphrases) -> Result<String, String> {
    match command {
        Command::Audit(request) => audit::run(request, passphrases),
        Command::Link(request) => link::run(request, passphrases),
        Command::List(command) => list::run(command, passphrases),
        Command::Check(request) => check::check(&request, passphrases),
        Command::Handover(request) => handover::run(&request, passphrases),
        Command::Report(request) => check::report(&request, passphrases),
        Command::Rows(request) => rows::run(&request, passphrases),
        Command::Call {
            command,
            help: true,
            ..
        } => project::help(command.as_deref()),
        Command::Call {
            project,
            settings,
            help: false,
            command,
            request,
        } => project::call(
            (project.as_deref(), settings),
            &command.unwrap_or_default(),
            request.as_deref(),
            passphrases,
        ),
        Command::Recipes(command) => recipes::run(command, passphrases),
        Command::Project(command) => project::run(command, passphrases),
        Command::Commands { json } => Ok(project::commands(json)),
    }
}

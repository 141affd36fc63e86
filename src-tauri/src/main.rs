//! The desktop window of Rollcall.
//!
//! It is boring on purpose: it opens one window on the built page, hands every command to the core
//! away from the main thread, forwards what the core says, and shows the system's own dialogs. It
//! decides nothing; whatever the window can do, the command line can do too.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod beginning;
mod bridge;
mod closing;
mod graphics;
mod journal;
mod pick;
mod window;

use std::process::ExitCode;

use arguments::Wish;

/// Values are small texts made and dropped in millions, often on another core than
/// they were made on; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match arguments::read(std::env::args_os().skip(1)) {
        Ok(Wish::Open(arguments)) => arguments,
        Ok(Wish::Tell(text)) => return tell(&text, ExitCode::SUCCESS),
        Err(complaint) => return tell(&complaint, ExitCode::from(2)),
    };
    rollcall_api::log_faults_by_place();
    let graphics = graphics::settle();
    match window::open(arguments, graphics) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => tell(
            &format!("Rollcall could not open its window: {error}"),
            ExitCode::FAILURE,
        ),
    }
}

/// Says something to whoever started the program from a terminal.
#[expect(
    clippy::print_stderr,
    reason = "there is no window yet that could show it"
)]
fn tell(text: &str, code: ExitCode) -> ExitCode {
    eprintln!("{text}");
    code
}

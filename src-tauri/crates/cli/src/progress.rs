//! Progress on a terminal; silence anywhere else.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rollcall_engine::Watch;

use crate::language;

/// Whether somebody asked to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C, or being asked to end, stops the work at its next step, so that what it was
/// making is taken away and the project closed; a second time ends the program at once.
#[expect(clippy::exit, reason = "whoever asks twice wants no further step")]
pub(crate) fn stop_when_asked() {
    let handler = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(STOPPED_AT_ONCE);
        }
    });
    // Without it the program ends at once, which a project survives too.
    drop(handler);
}

/// Whether somebody asked to stop.
pub(crate) fn is_stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// As a program ends that Ctrl-C ended.
const STOPPED_AT_ONCE: i32 = 130;

/// A bar for the stage that runs.
pub(crate) struct TerminalProgress {
    bar: ProgressBar,
}

impl TerminalProgress {
    /// A bar on standard error when that is a terminal.
    pub(crate) fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn use_template(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }
}

impl Watch for TerminalProgress {
    fn stage(&self, name: &str, unit: &str) {
        self.bar.reset();
        self.bar.unset_length();
        self.use_template("{spinner} {msg}  {human_pos} {prefix}");
        self.bar.set_prefix(language::said(unit));
        self.bar.set_message(language::said(name));
    }

    fn progress(&self, done: u64, total: Option<u64>) {
        if let Some(total) = total
            && self.bar.length() != Some(total)
        {
            self.bar.set_length(total);
            self.use_template("{msg:30} {bar:30} {human_pos} of {human_len} {prefix}  {eta} left");
        }
        self.bar.set_position(done);
    }

    fn cancelled(&self) -> bool {
        is_stopped()
    }
}

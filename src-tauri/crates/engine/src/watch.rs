//! How long work tells how far it is, and learns that it should stop.

use crate::EngineError;

/// Told how the work goes, and asked whether to go on.
pub trait Watch: Sync {
    /// A stage begins; `unit` is what it counts.
    fn stage(&self, name: &str, unit: &str);
    /// So much of the stage is done.
    fn progress(&self, done: u64, total: Option<u64>);
    /// Whether the work should stop.
    fn cancelled(&self) -> bool;

    /// Goes on, or fails with [`EngineError::Cancelled`].
    ///
    /// # Errors
    /// When somebody asked to stop.
    fn check(&self) -> Result<(), EngineError> {
        if self.cancelled() {
            Err(EngineError::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Nobody watches; the work runs to its end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Watch for Silent {
    fn stage(&self, _name: &str, _unit: &str) {}
    fn progress(&self, _done: u64, _total: Option<u64>) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// The same watcher, as the linkage engine wants it.
pub(crate) struct LinkageWatch<'a>(pub(crate) &'a dyn Watch);

impl rollcall_linkage::Watch for LinkageWatch<'_> {
    fn stage(&self, name: &'static str) {
        self.0.stage(name, "");
    }
    fn progress(&self, done: u64, total: u64) {
        self.0.progress(done, Some(total));
    }
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

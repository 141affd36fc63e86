//! For tests: somebody breaks the work off at a moment of the test's choosing.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::Watch;

/// Breaks off at the so-manieth time it is asked.
pub(crate) struct BreaksOff {
    at: u64,
    asked: AtomicU64,
}

impl BreaksOff {
    pub(crate) fn at(at: u64) -> Self {
        let asked = AtomicU64::new(0);
        Self { at, asked }
    }

    /// Lets the work run to its end, to learn how often it asks.
    pub(crate) fn never() -> Self {
        Self::at(u64::MAX)
    }

    /// How often it was asked so far.
    pub(crate) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Watch for BreaksOff {
    fn stage(&self, _name: &str, _unit: &str) {}
    fn progress(&self, _done: u64, _total: Option<u64>) {}
    fn cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.at
    }
}

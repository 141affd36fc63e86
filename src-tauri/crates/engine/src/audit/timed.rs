//! How long each stage of a job takes.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::StageTime;
use crate::Watch;

/// Notes how long each stage takes and tells another watcher.
pub(crate) struct Timed<'a> {
    inner: &'a dyn Watch,
    begun: Mutex<Vec<(String, Instant)>>,
}

impl<'a> Timed<'a> {
    pub(crate) fn new(inner: &'a dyn Watch) -> Self {
        Self {
            inner,
            begun: Mutex::new(Vec::new()),
        }
    }

    /// The stages in their order; one that came again is told once, with all its time.
    pub(crate) fn finish(self) -> Vec<StageTime> {
        let begun = self
            .begun
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut stages: Vec<StageTime> = Vec::new();
        for (index, (name, from)) in begun.iter().enumerate() {
            let until = begun
                .get(index + 1)
                .map_or_else(Instant::now, |(_, next)| *next);
            let seconds = until.duration_since(*from).as_secs_f64();
            match stages.iter_mut().find(|stage| stage.stage == *name) {
                Some(stage) => stage.seconds += seconds,
                None => stages.push(StageTime {
                    stage: name.clone(),
                    seconds,
                }),
            }
        }
        for stage in &mut stages {
            stage.seconds = (stage.seconds * 1000.0).round() / 1000.0;
        }
        stages
    }
}

impl Watch for Timed<'_> {
    fn stage(&self, name: &str, unit: &str) {
        self.begun
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((name.to_owned(), Instant::now()));
        self.inner.stage(name, unit);
    }
    fn progress(&self, done: u64, total: Option<u64>) {
        self.inner.progress(done, total);
    }
    fn cancelled(&self) -> bool {
        self.inner.cancelled()
    }
}

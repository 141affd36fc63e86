//! Jobs: long work away from whoever asked for it, with progress, cancelling and a guard.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::view::{JobView, Nothing};
use crate::{EngineError, Event, Watch};

/// Messages about one job are at least so far apart.
const BETWEEN_MESSAGES: Duration = Duration::from_millis(100);
/// Before this much time nothing is said about how long it will take.
const BEFORE_ESTIMATE: Duration = Duration::from_secs(2);

type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// Every job since the program started.
pub(crate) struct Jobs {
    next: AtomicI64,
    known: Mutex<BTreeMap<i64, Arc<Job>>>,
    tell: Tell,
}

struct Job {
    number: i64,
    title: String,
    cancel: AtomicBool,
    started: Instant,
    state: Mutex<Progress>,
    tell: Tell,
}

#[derive(Clone)]
struct Progress {
    state: &'static str,
    stage: String,
    stage_started: Instant,
    done: u64,
    total: Option<u64>,
    unit: String,
    outcome: Option<String>,
    error: Option<String>,
    ended: Option<Duration>,
    last_told: Option<Instant>,
}

impl Jobs {
    pub(crate) fn new(tell: Tell) -> Self {
        Self {
            next: AtomicI64::new(1),
            known: Mutex::new(BTreeMap::new()),
            tell,
        }
    }

    /// Begins a job on its own thread. One at a time: the project has one writer.
    pub(crate) fn start(
        &self,
        title: &str,
        tags: &'static [&'static str],
        work: impl FnOnce(&dyn Watch) -> Result<String, EngineError> + Send + 'static,
    ) -> Result<i64, EngineError> {
        let mut jobs = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = jobs.values().find(|job| job.is_running()) {
            return Err(EngineError::Busy {
                title: running.title.clone(),
            });
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let job = Arc::new(Job::new(number, title, Arc::clone(&self.tell)));
        jobs.insert(number, Arc::clone(&job));
        drop(jobs);
        job.told(true);
        let spawned = std::thread::Builder::new()
            .name(format!("job-{number}"))
            .spawn({
                let job = Arc::clone(&job);
                move || job.run(tags, work)
            });
        if spawned.is_err() {
            job.end(
                "failed",
                None,
                Some("The system gave no thread for this work.".into()),
            );
        }
        Ok(number)
    }

    /// What runs and writes, if anything does.
    pub(crate) fn running(&self) -> Option<String> {
        let jobs = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values()
            .find(|job| job.is_running())
            .map(|job| job.title.clone())
    }

    pub(crate) fn list(&self) -> Vec<JobView> {
        let jobs = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().rev().map(|job| job.view()).collect()
    }

    pub(crate) fn cancel(&self, number: i64) -> Result<Nothing, EngineError> {
        let jobs = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.get(&number).ok_or_else(|| EngineError::NotFound {
            what: "job",
            name: number.to_string(),
        })?;
        job.cancel.store(true, Ordering::Relaxed);
        Ok(Nothing {})
    }
}

impl Job {
    fn new(number: i64, title: &str, tell: Tell) -> Self {
        let now = Instant::now();
        Self {
            number,
            title: title.to_owned(),
            cancel: AtomicBool::new(false),
            started: now,
            state: Mutex::new(Progress {
                state: "running",
                stage: String::new(),
                stage_started: now,
                done: 0,
                total: None,
                unit: String::new(),
                outcome: None,
                error: None,
                ended: None,
                last_told: None,
            }),
            tell,
        }
    }

    fn run(&self, tags: &[&str], work: impl FnOnce(&dyn Watch) -> Result<String, EngineError>) {
        let outcome = catch_unwind(AssertUnwindSafe(|| work(self)));
        match outcome {
            Ok(Ok(sentence)) => self.end("finished", Some(sentence), None),
            Ok(Err(EngineError::Cancelled)) => self.end("cancelled", None, None),
            Ok(Err(error)) => {
                let hint = error.hint().unwrap_or_default();
                self.end(
                    "failed",
                    None,
                    Some(format!("{error} {hint}").trim().to_owned()),
                );
            }
            Err(_) => self.end(
                "failed",
                None,
                Some("Something went wrong inside Rollcall. Look at what is there before you try again.".into()),
            ),
        }
        (self.tell)(Event::Changed {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            revision: 0,
        });
    }

    fn is_running(&self) -> bool {
        self.lock().state == "running"
    }

    fn end(&self, state: &'static str, outcome: Option<String>, error: Option<String>) {
        {
            let mut progress = self.lock();
            progress.state = state;
            progress.outcome = outcome;
            progress.error = error;
            progress.ended = Some(self.started.elapsed());
        }
        self.told(true);
    }

    fn told(&self, always: bool) {
        {
            let mut progress = self.lock();
            let due = progress
                .last_told
                .is_none_or(|last| last.elapsed() >= BETWEEN_MESSAGES);
            if !always && !due {
                return;
            }
            progress.last_told = Some(Instant::now());
        }
        (self.tell)(Event::Job { job: self.view() });
    }

    fn view(&self) -> JobView {
        let progress = self.lock().clone();
        let elapsed = progress.ended.unwrap_or_else(|| self.started.elapsed());
        JobView {
            job: self.number,
            title: self.title.clone(),
            state: progress.state.to_owned(),
            left: if progress.state == "running" {
                time_left(&progress)
            } else {
                None
            },
            stage: progress.stage,
            done: progress.done,
            total: progress.total,
            unit: progress.unit,
            elapsed: elapsed.as_millis() as u64,
            outcome: progress.outcome,
            error: progress.error,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Job {
    fn stage(&self, name: &str, unit: &str) {
        {
            let mut progress = self.lock();
            name.clone_into(&mut progress.stage);
            unit.clone_into(&mut progress.unit);
            progress.stage_started = Instant::now();
            progress.done = 0;
            progress.total = None;
        }
        self.told(true);
    }

    fn progress(&self, done: u64, total: Option<u64>) {
        {
            let mut progress = self.lock();
            progress.done = done;
            progress.total = total;
        }
        self.told(false);
    }

    fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Milliseconds left of the stage at the pace so far, once that means something.
fn time_left(progress: &Progress) -> Option<u64> {
    let total = progress.total?;
    let spent = progress.stage_started.elapsed();
    if spent < BEFORE_ESTIMATE || progress.done == 0 || progress.done > total {
        return None;
    }
    let left = spent.as_millis() as f64 * (total - progress.done) as f64 / progress.done as f64;
    Some(left as u64)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use rollcall_store::StoreError;

    use super::Jobs;
    use crate::{EngineError, Watch};

    /// What a job that ends so says.
    fn told(work: fn(&dyn Watch) -> Result<String, EngineError>) -> String {
        let jobs = Jobs::new(Arc::new(|_| {}));
        jobs.start("Loading", &[], work).expect("a job");
        while jobs.running().is_some() {
            std::thread::yield_now();
        }
        let ended = jobs.list().pop().expect("the job");
        assert_eq!(ended.state, "failed");
        ended.error.expect("a sentence")
    }

    /// Jobs commit in steps: one that fails cannot say that the project is as it was.
    #[test]
    fn a_job_that_fails_promises_nothing_of_what_it_committed() {
        for told in [
            told(|_| panic!("a fault")),
            told(|_| {
                Err(EngineError::Store(StoreError::Disk {
                    path: PathBuf::from("shop.rollcall"),
                    what: "there is no space left".into(),
                }))
            }),
            told(|_| {
                Err(EngineError::Internal {
                    message: "a fault".into(),
                })
            }),
        ] {
            assert!(
                told.contains("Look at what is there before you try again"),
                "{told}"
            );
            for promise in ["as it was", "unchanged", "Nothing was changed"] {
                assert!(!told.contains(promise), "{told}");
            }
        }
    }
}

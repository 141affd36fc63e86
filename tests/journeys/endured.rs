//! Whatever is done to a project, in whatever order, what it promises holds after every single step.
//!
//! A sequence is drawn from a seed: loads of small messy files, who is who, verdicts, grouping by hand, mappings, owners,
//! rules, values, lists, deliveries, erasures, purges, undo and redo, closing and opening. After each command the file is
//! looked at as a stranger would, and compared with what a person who wrote down every word would expect.
//!
//! `ROLLCALL_SEQUENCES=10000` walks so many, `ROLLCALL_DEEDS=30` so far at the most, `ROLLCALL_SEED=17` the one of that
//! seed alone.

mod choice;
mod look;
mod model;
mod place;
mod walk;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use walk::Walk;

/// Sequences in the suite.
const SEQUENCES: u64 = 24;
/// With so many of them every kind of deed must have been done.
const ENOUGH: u64 = 500;
/// Sequences under way at once: while one waits for the disk, another computes.
const AT_ONCE: usize = 4;

/// A number somebody set for this run of the tests.
fn set(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    let number = text.parse::<u64>().ok();
    assert!(number.is_some(), "{name} is a number, not {text}");
    number
}

/// What went wrong, in words.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no words").to_owned()
}

fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Walks one sequence; gives the kinds of deeds that were done, or what went wrong and the way there.
fn walked(seed: u64) -> Result<BTreeSet<&'static str>, String> {
    let told: Mutex<Vec<String>> = Mutex::default();
    let walk = AssertUnwindSafe(|| Walk::begin(seed, &told).run_to_its_end());
    catch_unwind(walk).map_err(|panic| {
        let way = held(&told).join("\n");
        format!(
            "{}\nROLLCALL_SEED={seed} walks this way alone:\n{way}",
            words(panic.as_ref())
        )
    })
}

#[test]
fn after_every_step_of_any_sequence_a_project_keeps_what_it_promises() {
    let (first, sequences) = match set("ROLLCALL_SEED") {
        Some(seed) => (seed, 1),
        None => (0, set("ROLLCALL_SEQUENCES").unwrap_or(SEQUENCES)),
    };
    let next = AtomicU64::new(0);
    let is_over = AtomicBool::new(false);
    let done: Mutex<BTreeSet<&'static str>> = Mutex::default();
    let wrong: Mutex<Option<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= sequences {
                        break;
                    }
                    match walked(first + number) {
                        Ok(kinds) => held(&done).extend(kinds),
                        Err(told) => {
                            *held(&wrong) = Some(told);
                            is_over.store(true, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    if let Some(told) = held(&wrong).take() {
        panic!("{told}");
    }
    let done = held(&done);
    let never: Vec<&str> = choice::kinds()
        .filter(|kind| !done.contains(kind))
        .collect();
    assert!(
        sequences < ENOUGH || never.is_empty(),
        "never done: {never:?}"
    );
}

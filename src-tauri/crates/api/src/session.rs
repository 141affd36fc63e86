//! One running program: the engine behind a guard that never lets a panic out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use rollcall_engine::{Engine, EngineOptions, Event};
use serde_json::Value;

use crate::{ApiError, commands};

/// The core as a surface holds it. Calls may come from any thread; a call blocks until it is done,
/// so a window makes them away from its main thread.
pub struct Session {
    engine: Engine,
    calls: AtomicU64,
}

impl Session {
    /// Starts the core.
    pub fn new(options: EngineOptions) -> Self {
        Self {
            engine: Engine::new(options),
            calls: AtomicU64::new(0),
        }
    }

    /// Runs a command of the table.
    ///
    /// # Errors
    /// What went wrong, with a code a surface acts on and an id that finds the line in the log.
    /// A fault of this program comes back as [`crate::ErrorCode::Internal`], never as a panic.
    pub fn call(&self, name: &str, payload: Value) -> Result<Value, ApiError> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            commands::dispatch(&self.engine, name, payload)
        }))
        .unwrap_or_else(|_| Err(ApiError::internal("an unforeseen situation")));
        outcome.map_err(|mut error| {
            error.id = format!("{name}-{number}");
            tracing::warn!(id = %error.id, code = ?error.code, "a command failed");
            error
        })
    }

    /// Tells of every change and all progress, at most ten messages a second and job.
    pub fn subscribe(&self, listener: Box<dyn Fn(&Event) + Send + Sync>) {
        self.engine.subscribe(listener);
    }

    /// The engine, for surfaces in Rust that need typed replies.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

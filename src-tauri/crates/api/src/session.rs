//! One running program: the engine behind a guard that never lets a panic out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rollcall_engine::{Engine, EngineOptions, Event};
use rollcall_words::Language;
use serde_json::Value;

use crate::presentation::{GivenOut, Mask, masked_event, shown_path};
use crate::translation::{self, Said};
use crate::{ApiError, COMMANDS, CommandKind, commands};

/// The core as a surface holds it. Calls may come from any thread; a call blocks until it is done,
/// so a window makes them away from its main thread.
pub struct Session {
    engine: Arc<Engine>,
    calls: AtomicU64,
    given_out: Arc<GivenOut>,
    said: Said,
}

impl Session {
    /// Starts the core.
    pub fn new(options: EngineOptions) -> Self {
        Self {
            engine: Arc::new(Engine::new(options)),
            calls: AtomicU64::new(0),
            given_out: Arc::default(),
            said: Said::default(),
        }
    }

    /// Runs a command of the table. While presenting, personal data in what comes back is masked; words of the program
    /// are those of the language that was chosen.
    ///
    /// # Errors
    /// What went wrong, with a code a surface acts on and an id that finds the line in the log.
    /// A fault of this program comes back as [`crate::ErrorCode::Internal`], never as a panic.
    pub fn call(&self, name: &str, mut payload: Value) -> Result<Value, ApiError> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            self.said.resolve(name, &mut payload);
            self.given_out.resolve(&mut payload);
            if let Some(shown) = shown_path(&payload) {
                let refusal = ApiError::is_shown_path(shown, self.engine.is_presenting());
                return Err(self.in_its_language(refusal));
            }
            if changes(name) && self.given_out.is_in(&payload) {
                return Err(self.in_its_language(ApiError::holds_a_stand_in()));
            }
            let outcome = commands::dispatch(&self.engine, name, payload);
            let outcome = if self.engine.is_presenting() {
                self.masked(name, outcome)
            } else {
                self.given_out.clear();
                outcome
            };
            self.translated(name, outcome)
        }))
        .unwrap_or_else(|_| Err(ApiError::internal("an unforeseen situation")));
        outcome.map_err(|mut error| {
            error.id = format!("{name}-{number}");
            tracing::warn!(id = %error.id, code = ?error.code, "a command failed");
            error
        })
    }

    fn masked(&self, name: &str, outcome: Result<Value, ApiError>) -> Result<Value, ApiError> {
        let mut mask = Mask::new(&self.engine, &self.given_out);
        match outcome {
            Ok(mut reply) => {
                mask.reply(name, &mut reply);
                Ok(reply)
            }
            Err(mut error) => {
                mask.error(&mut error);
                Err(error)
            }
        }
    }

    /// What is masked is English; only then it is said in another language.
    fn translated(&self, name: &str, outcome: Result<Value, ApiError>) -> Result<Value, ApiError> {
        match outcome {
            Ok(mut reply) => {
                let language = self.engine.language();
                if let Some(catalogue) = language.catalogue() {
                    translation::reply(name, &mut reply, (language, catalogue), &self.said);
                }
                Ok(reply)
            }
            Err(error) => Err(self.in_its_language(error)),
        }
    }

    /// An error as it is told in the language that is chosen now, for a surface that tells it later than it came.
    #[must_use]
    pub fn in_its_language(&self, mut error: ApiError) -> ApiError {
        translation::error(&mut error, self.engine.language());
        error
    }

    /// A text of the window itself, such as the title of a dialog, in the language that is chosen now.
    #[must_use]
    pub fn said(&self, text: &str) -> String {
        self.engine.language().say(text).into_owned()
    }

    /// Tells of every change and all progress, at most ten messages a second and job.
    pub fn subscribe(&self, listener: Box<dyn Fn(&Event) + Send + Sync>) {
        let engine = Arc::downgrade(&self.engine);
        let given_out = Arc::clone(&self.given_out);
        self.engine.subscribe(Box::new(move |event| {
            let Some(engine) = engine.upgrade() else {
                return listener(event);
            };
            let masked = engine
                .is_presenting()
                .then(|| masked_event(&engine, &given_out, event));
            let event = masked.as_ref().unwrap_or(event);
            match engine.language() {
                Language::English => listener(event),
                german @ Language::German => listener(&translation::event(event, german)),
            }
        }));
    }

    /// The engine, for surfaces in Rust that need typed replies.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

/// Whether a command changes something.
fn changes(name: &str) -> bool {
    COMMANDS
        .iter()
        .any(|command| command.name == name && command.kind != CommandKind::Query)
}

//! The engine: what is open, what runs, who listens.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rollcall_intake::sweep_work_folders;
use rollcall_linkage::HowCommon;
use rollcall_lists::WhatTablesTell;
use rollcall_store::{Operation, Store};
use rollcall_words::Language;
use serde_json::Value;

use crate::backups::Rolling;
use crate::check_book::{KnownAttributes, LastChecks};
use crate::compare_runs::LastCompared;
use crate::data_requests::LastDone;
use crate::encryption::Unlocking;
use crate::job::Jobs;
use crate::lists::LastFacts;
use crate::paste_table::PastedFile;
use crate::personalisation::Summary;
use crate::remembered::Remembered;
use crate::try_tier::LastTried;
use crate::{EngineError, Event};

/// Where the time comes from; a test passes one that stands still.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The clock of the system.
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Arc::new(move || at))
    }

    /// A clock that tells what it is told.
    pub fn told_by(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// A clock that stands still at noon of a day.
    pub fn on(day: NaiveDate) -> Self {
        let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
        Self::fixed(noon.and_utc())
    }

    /// Now, RFC 3339 in UTC, to the second.
    pub fn stamp(&self) -> String {
        self.now().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

/// What the engine needs to know about the place it runs in.
#[derive(Clone)]
pub struct EngineOptions {
    /// Version of the program.
    pub version: String,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who works here, for the history; blank where nobody says.
    pub who: String,
    /// Folder for the list of recent projects; nothing keeps none.
    pub settings_folder: Option<PathBuf>,
    /// Folder suggested for new projects.
    pub projects_folder: PathBuf,
    /// Folder with the exports of the sample estate; nothing offers no sample.
    pub sample_exports: Option<PathBuf>,
}

/// The use cases over at most one open project. Methods may be called from any thread.
pub struct Engine {
    pub(crate) options: EngineOptions,
    pub(crate) project: RwLock<Option<Arc<Store>>>,
    pub(crate) jobs: Jobs,
    pub(crate) pasted: PastedFile,
    pub(crate) compared: LastCompared,
    pub(crate) tried: Arc<LastTried>,
    pub(crate) facts: LastFacts,
    pub(crate) checks: LastChecks,
    pub(crate) completeness: Remembered<KnownAttributes>,
    pub(crate) personal: Remembered<Summary>,
    pub(crate) tables_tell: Remembered<WhatTablesTell>,
    pub(crate) purposes_named: Remembered<Vec<&'static str>>,
    pub(crate) common: Remembered<Option<HowCommon>>,
    pub(crate) done_in_files: LastDone,
    pub(crate) presenting: AtomicBool,
    pub(crate) language: RwLock<Language>,
    pub(crate) unlocking: Unlocking,
    pub(crate) rolling: Rolling,
    listeners: Arc<Listeners>,
}

/// How long a question to a project may hold it open once it is to be closed.
const LAST_QUESTION: Duration = Duration::from_secs(20);

/// Closes a project as soon as every question to it is answered: its lock ends with it, and whoever
/// opens it next must not be told that it is in use. Gives it back where a question takes very long.
pub(crate) fn let_go(store: Arc<Store>) -> Result<(), Arc<Store>> {
    alone(store).map(drop)
}

/// The project once every question to it is answered. Gives it back where one takes very long.
pub(crate) fn alone(mut store: Arc<Store>) -> Result<Store, Arc<Store>> {
    let until = Instant::now() + LAST_QUESTION;
    loop {
        match Arc::try_unwrap(store) {
            Ok(store) => return Ok(store),
            Err(held) if Instant::now() > until => return Err(held),
            Err(held) => store = held,
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What stands in the history where neither a person nor the system says who works here.
pub const NOT_TOLD: &str = "not told";

/// Who did something, as it is kept: a blank would look like an entry that lost its name.
fn named(who: &str) -> String {
    match who.trim() {
        "" => NOT_TOLD.to_owned(),
        name => name.to_owned(),
    }
}

type Listener = Box<dyn Fn(&Event) + Send + Sync>;

#[derive(Default)]
struct Listeners(RwLock<Vec<Listener>>);

impl Listeners {
    fn tell(&self, event: &Event) {
        for listener in self.0.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }
}

impl Engine {
    /// An engine with nothing open.
    pub fn new(mut options: EngineOptions) -> Self {
        options.who = named(&options.who);
        // What a program left that was killed holds details of people.
        sweep_work_folders();
        let listeners = Arc::new(Listeners::default());
        let tell = {
            let listeners = Arc::clone(&listeners);
            Arc::new(move |event: Event| listeners.tell(&event))
        };
        Self {
            options,
            project: RwLock::new(None),
            jobs: Jobs::new(tell),
            pasted: PastedFile::default(),
            compared: LastCompared::default(),
            tried: Arc::default(),
            facts: LastFacts::default(),
            checks: LastChecks::default(),
            completeness: Remembered::default(),
            personal: Remembered::default(),
            tables_tell: Remembered::default(),
            purposes_named: Remembered::default(),
            common: Remembered::default(),
            done_in_files: LastDone::default(),
            presenting: AtomicBool::new(false),
            language: RwLock::default(),
            unlocking: Unlocking::default(),
            rolling: Rolling::default(),
            listeners,
        }
    }

    /// Tells of every change and all progress.
    pub fn subscribe(&self, listener: Box<dyn Fn(&Event) + Send + Sync>) {
        self.listeners
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
    }

    /// The open project.
    pub(crate) fn store(&self) -> Result<Arc<Store>, EngineError> {
        self.project
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(EngineError::NoProject)
    }

    /// The open project, for a change: not while a job writes to it.
    pub(crate) fn store_for_change(&self) -> Result<Arc<Store>, EngineError> {
        let store = self.store_to_take_out_of()?;
        self.back_up_if_due(&store);
        Ok(store)
    }

    /// The open project, for work that ends with all backups taken away and one made anew: none is made before.
    pub(crate) fn store_to_take_out_of(&self) -> Result<Arc<Store>, EngineError> {
        self.not_while_running()?;
        self.store()
    }

    /// Puts a project in the place of the one that is open, which is closed when this returns, unless a
    /// question to it takes very long.
    pub(crate) fn put_project(&self, store: Option<Store>) {
        if store.is_some() {
            sweep_work_folders();
        }
        self.forget_answers();
        self.unlocking.wait_for(None);
        self.rolling.settle();
        let before = std::mem::replace(
            &mut *self.project.write().unwrap_or_else(PoisonError::into_inner),
            store.map(Arc::new),
        );
        if let Some(before) = before {
            let _closes_with_its_last_question = let_go(before);
        }
        self.rolling.forget();
        if let Ok(store) = self.store() {
            self.back_up_and_follow(&store, &self.places_of(&store));
        }
    }

    /// Forgets what was worked out of the open project.
    pub(crate) fn forget_answers(&self) {
        self.compared.forget();
        self.tried.forget();
        self.facts.forget();
        self.checks.forget();
        self.completeness.forget();
        self.personal.forget();
        self.tables_tell.forget();
        self.purposes_named.forget();
        self.common.forget();
        self.done_in_files.forget();
    }

    /// Now, RFC 3339 in UTC, to the second.
    pub(crate) fn now(&self) -> String {
        self.options.clock.stamp()
    }

    /// Today.
    pub(crate) fn today(&self) -> NaiveDate {
        self.options.clock.now().date_naive()
    }

    /// Tells every listener that replies made from these tags are old.
    pub(crate) fn tell_changed(&self, tags: &[&str]) {
        let revision = self
            .store()
            .and_then(|store| Ok(store.facts()?.revision))
            .unwrap_or(0);
        self.listeners.tell(&Event::Changed {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            revision,
        });
    }

    /// Runs the edits of one operation.
    pub(crate) fn commit<T>(
        &self,
        store: &Store,
        kind: &str,
        sentence: String,
        request: Value,
        edit: impl FnOnce(&mut rollcall_store::Edits<'_>) -> Result<T, rollcall_store::StoreError>,
    ) -> Result<T, EngineError> {
        let at = self.now();
        let operation = Operation {
            kind,
            sentence,
            request,
            who: &self.options.who,
            at: &at,
        };
        Ok(store.commit(&operation, edit)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{CreateProject, Nothing, OpenProject};

    #[test]
    fn whoever_is_not_told_is_called_so() {
        for (given, kept) in [("", "not told"), (" \t", "not told"), (" dana ", "dana")] {
            assert_eq!(named(given), kept, "{given:?}");
        }
    }

    /// A question that still runs holds the project open; whoever opens it next is not told so.
    #[test]
    fn a_closed_project_can_be_opened_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::new(EngineOptions {
            version: "test".into(),
            clock: Clock::fixed(DateTime::UNIX_EPOCH),
            who: "test".into(),
            settings_folder: None,
            projects_folder: PathBuf::new(),
            sample_exports: None,
        });
        let path = folder.path().join("a.rollcall").display().to_string();
        let made = CreateProject {
            name: "A".into(),
            path: path.clone(),
        };
        engine.create_project(made).expect("a project");
        let asked = engine.store().expect("the project");
        let answering = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(asked);
        });
        engine.close_project(Nothing {}).expect("it closes");
        let opened = engine.open_project(OpenProject { path });
        assert!(opened.is_ok(), "{:?}", opened.err());
        answering.join().expect("answered");
    }
}

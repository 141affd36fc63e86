//! Presenting: the window is on a projector, and personal data is masked before it leaves the core.

use std::sync::atomic::Ordering;

use chrono::Datelike as _;
use rollcall_store::Moment;

use crate::project::ALL_TAGS;
use crate::view::{Nothing, SetPresenting};
use crate::{Engine, EngineError};

/// Names that sentences quote and that may be a person's all the same.
#[derive(Debug, Clone, Default)]
pub struct NamesOfThings {
    /// Of the project.
    pub project: Option<String>,
    /// Of the sources.
    pub sources: Vec<String>,
    /// Of their tables.
    pub tables: Vec<String>,
    /// Of the files that were loaded, with the member of an archive after a slash.
    pub files: Vec<String>,
    /// The header of each load.
    pub headers: Vec<Vec<String>>,
}

impl Engine {
    /// Begins or ends presenting. It is a state of the program, not of the project.
    ///
    /// # Errors
    /// Never in practice.
    pub fn set_presenting(&self, request: SetPresenting) -> Result<Nothing, EngineError> {
        self.presenting.store(request.on, Ordering::SeqCst);
        self.tell_changed(ALL_TAGS);
        Ok(Nothing {})
    }

    /// Whether personal data is masked.
    pub fn is_presenting(&self) -> bool {
        self.presenting.load(Ordering::SeqCst)
    }

    /// The year it is, by the clock that was passed in.
    pub fn this_year(&self) -> i32 {
        self.today().year()
    }

    /// What stand-ins are made with, so that they are the same whenever this project is presented; nothing where no
    /// project is open.
    pub fn secret_of_stand_ins(&self) -> Option<String> {
        self.store().and_then(|store| Ok(store.secret()?)).ok()
    }

    /// Whether a word of a sentence is of somebody; where that cannot be told it counts as one. Before a project is
    /// open no sentence is made of what anybody wrote.
    pub fn is_word_of_somebody(&self, word: &str) -> bool {
        match self.store() {
            Ok(store) => store.is_word_of_somebody(word).unwrap_or(true),
            Err(_) => false,
        }
    }

    /// Whether a word of a name is a part of somebody's; where that cannot be told, as before a project is open, it
    /// counts as one.
    pub fn is_name_of_somebody(&self, word: &str) -> bool {
        self.store()
            .and_then(|store| Ok(store.is_name_of_somebody(word)?))
            .unwrap_or(true)
    }

    /// Whether a path or a name is that of the open project, in which people are known.
    pub fn is_of_open_project(&self, text: &str) -> bool {
        self.store().is_ok_and(|store| {
            store.path().display().to_string() == text
                || store.facts().is_ok_and(|facts| facts.name == text)
        })
    }

    /// The state the open project is in: what was read in it holds until it is another. Nothing where no project is open
    /// or that cannot be told.
    pub fn moment(&self) -> Option<Moment> {
        self.store().ok()?.moment()
    }

    /// What people called things that are loaded or described; nothing where no project is open.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn names_of_things(&self) -> Result<NamesOfThings, EngineError> {
        let Ok(store) = self.store() else {
            return Ok(NamesOfThings::default());
        };
        let loads = store.loads()?;
        Ok(NamesOfThings {
            project: Some(store.facts()?.name),
            sources: store
                .every_source()?
                .into_iter()
                .map(|one| one.name)
                .collect(),
            tables: store.tables()?.into_iter().map(|one| one.name).collect(),
            files: loads.iter().map(|load| load.file.clone()).collect(),
            headers: loads.into_iter().map(|load| load.header).collect(),
        })
    }

    /// What is set by hand cannot be set while a stand-in may be taken for the value.
    pub(crate) fn not_while_presenting(&self) -> Result<(), EngineError> {
        if self.is_presenting() {
            return Err(EngineError::invalid(
                "Personal data is masked now, so no value can be set by hand: end presenting first.",
            ));
        }
        Ok(())
    }
}

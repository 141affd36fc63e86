//! The page that tells what was done and looked at when somebody was erased. It names nobody.

use std::io::Write as _;
use std::path::Path;

use askama::Template;
use rollcall_words::Language;

use crate::atomic_file::AtomicFile;
use crate::{DeliveryError, WrittenFile};

/// What the page says.
#[derive(Debug, Clone, Default)]
pub struct ErasureProof {
    /// Name of the project.
    pub project: String,
    /// The day the page is made, `YYYY-MM-DD`.
    pub made_on: String,
    /// Number of the erasure.
    pub erasure: i64,
    /// When, as people read it.
    pub erased_at: String,
    /// Who erased.
    pub who: String,
    /// Why; blank where nobody said.
    pub reason: String,
    /// How many rows were taken out, with the word.
    pub rows: String,
    /// What was looked at and what came of it, one sentence each.
    pub looked_at: Vec<String>,
    /// The systems.
    pub systems: Vec<ProofSystem>,
    /// Whether the audit trail holds, in a sentence.
    pub trail: String,
    /// Digest of its last entry; blank where there is none.
    pub trail_head: String,
}

/// A system in which a human has to delete the person.
#[derive(Debug, Clone, Default)]
pub struct ProofSystem {
    /// What it is called.
    pub label: String,
    /// Whether that is the name of a source, and no words of the program.
    pub is_named: bool,
    /// What is to be done there.
    pub to_do: String,
    /// The day it was, or that it was not.
    pub done: String,
    /// Who did.
    pub who: String,
}

#[derive(Template)]
#[template(path = "erasure_proof.html")]
struct Page<'a> {
    content: &'a ErasureProof,
}

impl Page<'_> {
    /// Why, in brackets behind who did it; blank where nobody said.
    fn because(&self) -> String {
        match self.content.reason.as_str() {
            "" => String::new(),
            reason => format!(" ({reason})"),
        }
    }
}

/// Writes the page to a file, its words in a language. Every text is made harmless.
///
/// # Errors
/// [`DeliveryError::Layout`] when the page cannot be put together, and what the disk says; no half file is
/// left.
pub fn write_erasure_proof(
    content: &ErasureProof,
    path: &Path,
    language: Language,
) -> Result<WrittenFile, DeliveryError> {
    let page = Page { content }
        .render()
        .map(|page| rollcall_words::page(&page, language))
        .map_err(|error| DeliveryError::Layout {
            reason: error.to_string(),
        })?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(page.as_bytes())
        .map_err(|error| DeliveryError::from_io(path, error))?;
    file.complete()?.publish(0)
}

//! On what ground the data of sources may be held: of which of them nobody has said it yet.

use rollcall_store::Store;

use crate::EngineError;

/// A sentence about the sources nobody has told the lawful basis of; nothing where all are told.
pub(crate) fn untold(store: &Store) -> Result<Option<String>, EngineError> {
    let sources = store.sources()?;
    let untold: Vec<&str> = sources
        .iter()
        .filter(|source| source.lawful_basis.is_empty())
        .map(|source| source.name.as_str())
        .collect();
    Ok((!untold.is_empty()).then(|| {
        format!(
            "Lawful basis: nobody has said yet on what ground the data of {} of {} {} may be held: {}.",
            untold.len(),
            sources.len(),
            if sources.len() == 1 { "source" } else { "sources" },
            untold.join(", ")
        )
    }))
}

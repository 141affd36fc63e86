//! The proof of an erasure: what was looked at and what came of it, on a page that names nobody.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use rollcall_delivery::{ErasureProof, ProofSystem, write_erasure_proof};
use rollcall_model::{ProblemCode, SourceId, TableRole, grouped};
use rollcall_store::{ByteSearch, Store, StoredErasure};

use crate::ending::Written;
use crate::tombstones::{Known, Memory};
use crate::view::{ProofWritten, WriteProof};
use crate::{Engine, EngineError, backups, data_requests};

impl Engine {
    /// Writes what was done and looked at when somebody was erased to a page that names nobody.
    ///
    /// # Errors
    /// When there is no such erasure or the file cannot be written.
    pub fn write_erasure_proof(&self, request: WriteProof) -> Result<ProofWritten, EngineError> {
        let store = self.store()?;
        let path = Path::new(&request.path);
        crate::targets::keep_off_project(&store, path)?;
        Written::Page.fits(path)?;
        let all = store.erasures()?;
        let one = all
            .iter()
            .find(|one| one.erasure == request.erasure)
            .ok_or_else(|| EngineError::NotFound {
                what: "erasure",
                name: request.erasure.to_string(),
            })?;
        let trail = store.check_trail()?;
        let systems = data_requests::of_erasure(&store, one.erasure)?.unwrap_or_default();
        let proof = ErasureProof {
            project: store.facts()?.name,
            made_on: self.today().to_string(),
            erasure: one.erasure,
            erased_at: one.at.get(..10).unwrap_or(&one.at).to_owned(),
            who: one.who.clone(),
            reason: one.reason.clone(),
            rows: rows(one.rows),
            looked_at: looked_at(&store, one)?,
            systems: systems
                .into_iter()
                .map(|system| ProofSystem {
                    is_named: system.source.is_some(),
                    label: system.label,
                    to_do: system.to_do,
                    done: system.done_on.unwrap_or_else(|| "not yet".into()),
                    who: system.who,
                })
                .collect(),
            trail: match trail.broken {
                None => format!(
                    "All {} entries of the audit trail hold. The digest of the last one:",
                    grouped(trail.entries)
                ),
                Some(broken) => format!(
                    "The audit trail does not hold from entry {} on: {}",
                    broken.entry, broken.what
                ),
            },
            trail_head: trail.head,
        };
        let written = write_erasure_proof(&proof, path, self.language())?;
        Ok(ProofWritten {
            path: request.path,
            sha256: written.sha256,
        })
    }
}

fn rows(count: u64) -> String {
    if count == 1 {
        "1 row".into()
    } else {
        format!("{} rows", grouped(count))
    }
}

fn looked_at(store: &Store, one: &StoredErasure) -> Result<Vec<String>, EngineError> {
    let mut told = vec![told_of(one.search)];
    told.push(if store.is_scour_due()? {
        "The project file has not been written anew since: remains may still be in free pages. Open the project again.".into()
    } else {
        "The project file was written anew, so that free pages, the search index and the journal hold nothing of before.".into()
    });
    told.extend(backups::told_of_unsure(store)?);
    let kept_out = kept_out(store)?;
    let is_none_kept_out = kept_out.is_empty();
    told.extend(kept_out);
    let known = known_again(store)?;
    told.push(if known == 0 && !is_none_kept_out {
        "Every row that was loaded was compared with these hashes, too: none is known again.".into()
    } else if known == 0 {
        "Every row that is loaded today was compared with the keyed hashes that are kept of erased people: none is known again.".into()
    } else {
        format!(
            "Of the rows that are loaded today {} are known again by the keyed hashes that are kept of erased people.",
            grouped(known)
        )
    });
    Ok(told)
}

fn told_of(search: Option<ByteSearch>) -> String {
    let Some(search) = search else {
        return "Whether the values still stood on the disk was not looked at right after the erasure.".into();
    };
    let looked = format!(
        "Right after the erasure {} of the person were looked for in all {} bytes of the project file, its journals and the copies beside it",
        if search.values == 1 {
            "1 value".into()
        } else {
            format!("{} values", grouped(search.values))
        },
        grouped(search.bytes)
    );
    if search.found == 0 {
        format!("{looked}: none was there.")
    } else {
        format!(
            "{looked}: {} still stood there, perhaps within what is somebody else's, or in a row that was left for a human.",
            grouped(search.found)
        )
    }
}

/// Where exports in use brought rows of people who are kept out, which were known again while they were loaded and set
/// aside: one sentence a source.
fn kept_out(store: &Store) -> Result<Vec<String>, EngineError> {
    let mut refused: BTreeMap<SourceId, u64> = BTreeMap::new();
    for load in store.current_loads()? {
        for ((code, _), rows) in store.problem_sums(load.load)? {
            if code == ProblemCode::ErasedPerson.code() {
                *refused.entry(load.source).or_default() += rows;
            }
        }
    }
    let sources = store.sources()?.into_iter();
    Ok(sources
        .filter_map(|source| {
            let rows = grouped(*refused.get(&source.source)?);
            let source = source.name;
            Some(format!(
                "Rows in the exports of {source} of people who were erased or asked to be kept out: {rows}. They were known again by the keyed hashes that are kept of these people, and not loaded. Delete these people in that system, too."
            ))
        })
        .collect())
}

/// Rows in use that are known again by what is kept of erased people.
fn known_again(store: &Store) -> Result<u64, EngineError> {
    let memory = Memory::read(store)?;
    let mut known = 0;
    if memory.is_empty() {
        return Ok(known);
    }
    for load in store.current_loads()? {
        let mapping = store.mapping(load.table)?;
        let role = mapping.map_or(TableRole::Unclear, |stored| stored.mapping.role);
        store.visit_standard::<EngineError>(&load, |record| {
            let row = Known {
                source: load.source,
                table: load.table,
                role,
                key: &record.key,
                values: &record.values,
            };
            known += u64::from(memory.erased_at(&row).is_some());
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(known)
}

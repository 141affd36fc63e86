//! Coverage and overlap: what the sources hold and whom they have in common.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rollcall_checks::{CoverageTally, OverlapTally};
use rollcall_model::{Attribute, SourceId, SystemKind};
use rollcall_store::{Store, StoredCoverage, StoredLoad, Subject};

use crate::inventory::{Marks, attribute_view};
use crate::linkage_records::mapped_attributes;
use crate::view::{Combination, Coverage, CoverageCell, LinkKeyView, Nothing, Overlap};
use crate::{Engine, EngineError, Watch};

/// So many combinations of sources are told.
const MOST_COMBINATIONS: usize = 60;

/// Version of the counting: what an older one kept is counted again.
const COUNTING: u32 = 2;

impl Engine {
    /// Sources × attributes: filled, valid, distinct, and five kinds of unknown.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn coverage(&self, _: Nothing) -> Result<Coverage, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let counted = store.coverage()?;
        let loads = store.current_loads()?;
        let asked = asked_about(&store)?;
        let coming = coming(&store, &loads)?;
        let mut attributes: Vec<Attribute> = counted
            .iter()
            .filter_map(|one| Attribute::parse(&one.attribute))
            .chain(coming.iter().map(|(_, attribute)| attribute.clone()))
            .collect();
        attributes.sort();
        attributes.dedup();
        let cells = attributes
            .iter()
            .map(|attribute| {
                let code = attribute.code();
                marks
                    .all()
                    .iter()
                    .map(|mark| {
                        let source = SourceId(mark.source);
                        match counted
                            .iter()
                            .find(|one| one.source == source && one.attribute == code)
                        {
                            Some(known) => known_cell(known),
                            None if coming.contains(&(source, attribute.clone())) => {
                                unknown_cell("not_counted")
                            }
                            None if loads.iter().any(|load| load.source == source) => {
                                unknown_cell("no_column")
                            }
                            None if asked.contains(&source) => unknown_cell("no_file"),
                            None => unknown_cell("not_asked"),
                        }
                    })
                    .collect()
            })
            .collect();
        Ok(Coverage {
            attributes: attributes.iter().map(attribute_view).collect(),
            sources: marks.all().to_vec(),
            cells,
        })
    }

    /// Sources × sources: people in common, people in one only, combinations.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn overlap(&self, _: Nothing) -> Result<Overlap, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let mut tally = OverlapTally::new([]);
        let mut shared = Vec::new();
        if let Some(run) = store.current_run()? {
            shared = store.shared_keys(run.run)?;
            for (sources, customers) in store.source_combinations(run.run)? {
                tally.add_customers(&sources, customers);
            }
        }
        let overlap = tally.finish(MOST_COMBINATIONS);
        let position = |source: &SourceId| overlap.sources.iter().position(|one| one == source);
        Ok(Overlap {
            keys: shared
                .iter()
                .filter_map(|one| {
                    Some(LinkKeyView {
                        left: position(&one.left)?,
                        right: position(&one.right)?,
                        attribute: Attribute::parse(&one.attribute)
                            .map(|attribute| attribute_view(&attribute)),
                        people: one.people,
                    })
                })
                .collect(),
            sources: overlap
                .sources
                .iter()
                .map(|source| marks.of(*source))
                .collect(),
            combinations: overlap
                .intersections
                .iter()
                .map(|one| Combination {
                    members: one.sources.iter().filter_map(position).collect(),
                    customers: one.people,
                })
                .collect(),
            matrix: overlap.in_common,
            only_here: overlap.only_here,
            customers: overlap.people,
        })
    }
}

/// The sources that somebody has been asked about: a file of it was loaded once, somebody said what
/// it is, how it is used, or who answers for it. Of the others only the name is known.
pub(crate) fn asked_about(store: &Store) -> Result<BTreeSet<SourceId>, EngineError> {
    let mut asked: BTreeSet<SourceId> = store.loads()?.iter().map(|load| load.source).collect();
    let duties: Vec<String> = store
        .duties()?
        .into_iter()
        .map(|duty| duty.subject)
        .collect();
    let notes: Vec<String> = store
        .notes()?
        .into_iter()
        .map(|(subject, _)| subject)
        .collect();
    for source in store.sources()? {
        let subject = Subject::Source(source.source.0).code();
        let said = [
            &source.location,
            &source.used_for,
            &source.refresh,
            &source.lawful_basis,
            &source.note,
        ];
        if source.kind != SystemKind::Other.code()
            || said.iter().any(|text| !text.is_empty())
            || duties.contains(&subject)
            || notes.contains(&subject)
        {
            asked.insert(source.source);
        }
    }
    Ok(asked)
}

/// What the loads have a column of but is not counted, because they are not standardised yet.
fn coming(
    store: &Store,
    loads: &[StoredLoad],
) -> Result<BTreeSet<(SourceId, Attribute)>, EngineError> {
    let mut coming = BTreeSet::new();
    for load in loads.iter().filter(|load| load.standardised_with.is_none()) {
        if let Some(stored) = store.mapping(load.table)? {
            let mapped = mapped_attributes(&stored.mapping).into_iter();
            coming.extend(mapped.map(|attribute| (load.source, attribute)));
        }
    }
    Ok(coming)
}

/// Whether what is kept was counted from something else than what is in use now.
pub(crate) fn is_due(store: &Store) -> Result<bool, EngineError> {
    Ok(store.coverage_basis()? != basis(store)?)
}

/// The loads in use and how each was standardised.
fn basis(store: &Store) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("counting {COUNTING}\n").as_bytes());
    for load in store.current_loads()? {
        let recipe = load.standardised_with.unwrap_or_default();
        hasher.update(format!("load {} as {recipe}\n", load.load).as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Counts the coverage of everything loaded and keeps it.
pub(crate) fn count(store: &Store, watch: &dyn Watch) -> Result<(), EngineError> {
    watch.stage("Counting what the sources hold", "rows");
    let loads = store.current_loads()?;
    let total = loads.iter().map(|load| load.rows_loaded).sum();
    let mut tally = CoverageTally::new();
    let mut done = 0;
    for load in &loads {
        let Some(stored) = store.mapping(load.table)? else {
            continue;
        };
        tally.add_table(load.table, load.source, mapped_attributes(&stored.mapping));
        store.visit_standard::<EngineError>(load, |record| {
            tally.add_record(load.table, &record.values);
            done += 1;
            if done % 20_000 == 0 {
                watch.check()?;
                watch.progress(done, Some(total));
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    let mut sources: Vec<SourceId> = loads.iter().map(|load| load.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut kept = Vec::new();
    for source in sources {
        for attribute in tally.attributes() {
            if let Some(counts) = tally.of_source(source, &attribute) {
                kept.push(StoredCoverage {
                    source,
                    attribute: attribute.code(),
                    counts: [
                        counts.rows,
                        counts.filled,
                        counts.valid,
                        counts.invalid,
                        counts.placeholder,
                        counts.blank,
                        counts.distinct,
                    ],
                });
            }
        }
    }
    store.set_coverage(&kept, &basis(store)?)?;
    Ok(())
}

fn known_cell(known: &StoredCoverage) -> CoverageCell {
    let [rows, filled, valid, invalid, placeholder, blank, distinct] = known.counts;
    CoverageCell {
        state: "known".into(),
        rows,
        filled,
        valid,
        invalid,
        placeholder,
        blank,
        distinct,
    }
}

fn unknown_cell(state: &str) -> CoverageCell {
    CoverageCell {
        state: state.into(),
        rows: 0,
        filled: 0,
        valid: 0,
        invalid: 0,
        placeholder: 0,
        blank: 0,
        distinct: 0,
    }
}

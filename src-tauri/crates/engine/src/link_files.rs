//! Linkage only, for the command line: which rows of which files are one person.

mod id_faults;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollcall_delivery::{Mode, write_table};
use rollcall_intake::WorkFolder;
use rollcall_model::{Attribute, MappingState, TableRole, Target};
use rollcall_store::{Store, StoreError};
use serde::Serialize;
use serde_json::json;

use crate::audit::{LoadsAgain, StageTime, Timed, nothing_loaded};
use crate::destinations::Naming;
use crate::ending;
use crate::import_files::{ImportContext, import};
use crate::known_names::told_known;
use crate::match_summary::between;
use crate::own_files::CLUSTERS;
use crate::run_audit::{AuditSettings, RunReport, find_people, standardise};
use crate::targets::{keep_off_inputs, keep_off_project};
use crate::view::Between;
use crate::{Engine, EngineError, Watch};

pub use id_faults::{IdFaults, RepeatedId, RowWithoutId};

/// What to link and where to write.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    /// Files and folders; each file is a source of its own.
    pub paths: Vec<PathBuf>,
    /// Header of the column that names the records; it is no evidence.
    pub id: String,
    /// The file to write.
    pub out: PathBuf,
    /// The project to keep; nothing works in one that is thrown away.
    pub project: Option<PathBuf>,
}

/// What came of linking.
#[derive(Debug, Clone, Serialize)]
pub struct LinkSummary {
    /// Records written.
    pub records: u64,
    /// Clusters they form.
    pub clusters: u64,
    /// Pairs nobody is sure about.
    pub pairs_in_review: u64,
    /// Of the pairs linked, the share expected to be right, by the model itself; nothing where none was linked.
    pub expected_precision: Option<f64>,
    /// Of the pairs of one person, the share expected to be linked, by the model itself; nothing where none was.
    pub expected_recall: Option<f64>,
    /// Between what the first lies.
    pub precision_between: Option<Between>,
    /// Between what the second lies.
    pub recall_between: Option<Between>,
    /// Ids that name no record for sure.
    pub id_faults: IdFaults,
    /// Seconds of each stage, in their order.
    pub stages: Vec<StageTime>,
}

impl Engine {
    /// Links the rows of files and writes the cluster of each.
    ///
    /// # Errors
    /// When a file has no such id column, nothing can be loaded, or the result cannot be written.
    pub fn link(
        &self,
        request: &LinkRequest,
        watch: &dyn Watch,
    ) -> Result<LinkSummary, EngineError> {
        ending::Written::Csv.fits(&request.out)?;
        let scratch;
        let path = match &request.project {
            Some(path) => path.clone(),
            None => {
                scratch = WorkFolder::new()
                    .map_err(|error| EngineError::io(Path::new("a temporary folder"), &error))?;
                scratch.path().join("link.rollcall")
            }
        };
        let store = Arc::new(self.open_or_create(&path)?);
        keep_off_project(&store, &request.out)?;
        keep_off_inputs(&request.paths, &request.out)?;
        let timed = Timed::new(watch);
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let context = ImportContext {
            store: &store,
            now: &settings.now,
            who: &self.options.who,
            naming: Naming::ByFile,
            newer_exports: &[],
            loads_again: LoadsAgain::ByRule,
            recipes: &[],
        };
        let imported = import(&context, &request.paths, &[], &timed)?;
        if store.current_loads()?.is_empty() {
            return Err(nothing_loaded(&imported.problems));
        }
        let columns = self.take_ids(&store, &request.id)?;
        standardise(&store, &settings, &timed)?;
        find_people(&store, &settings, &timed)?;
        timed.stage("Writing files", "files");
        let run = store.current_run()?.ok_or(EngineError::NoProject)?;
        let report = serde_json::from_str::<RunReport>(&run.report)?.linkage;
        let written = write_clusters(&store, run.run, &columns, &request.out)?;
        // Of no links none is right and none is wrong, and what was missed is told by the links alone.
        let has_links = written.clusters < written.records;
        Ok(LinkSummary {
            records: written.records,
            clusters: written.clusters,
            pairs_in_review: store.pair_counts(run.run)?.waiting,
            expected_precision: has_links.then_some(report.estimated_precision),
            expected_recall: has_links.then_some(report.estimated_recall),
            precision_between: report.precision_interval.filter(|_| has_links).map(between),
            recall_between: report.recall_interval.filter(|_| has_links).map(between),
            id_faults: written.id_faults,
            stages: timed.finish(),
        })
    }

    /// Makes the id column of every table its record key, and every table one of people.
    fn take_ids(&self, store: &Store, id: &str) -> Result<Vec<usize>, EngineError> {
        let mut positions = Vec::new();
        for load in store.current_loads()? {
            let position = load
                .header
                .iter()
                .position(|header| header.trim() == id.trim())
                .ok_or_else(|| {
                    EngineError::invalid(format!(
                        "{} has no column called “{id}”. {}",
                        load.file,
                        told_known(id, &load.header)
                    ))
                })?;
            positions.push(position);
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            let mut mapping = stored.mapping.clone();
            mapping.role = TableRole::Customers;
            for column in &mut mapping.columns {
                let is_key = column
                    .target
                    .as_ref()
                    .is_some_and(|target| target.attribute == Attribute::RecordKey);
                if column.column == position {
                    column.target = Some(Target::from(Attribute::RecordKey));
                    column.state = MappingState::Confirmed;
                } else if is_key {
                    column.target = None;
                    column.state = MappingState::Unused;
                }
            }
            if mapping != stored.mapping {
                let now = self.now();
                let sentence = format!("\"{id}\" names the records of {}", load.table_name);
                self.commit(store, "link", sentence, json!({ "id": id }), |edits| {
                    edits.use_mapping(
                        load.table,
                        &stored.fingerprint,
                        &stored.role_reason,
                        &mapping,
                        &now,
                    )
                })?;
            }
        }
        Ok(positions)
    }
}

/// What was written.
struct Written {
    records: u64,
    clusters: u64,
    id_faults: IdFaults,
}

/// Writes `record_id,cluster_id` for every record, in the order of the files. A record that says
/// nothing about a person is a cluster of its own.
fn write_clusters(
    store: &Store,
    run: rollcall_model::RunId,
    columns: &[usize],
    out: &Path,
) -> Result<Written, EngineError> {
    let members = store.memberships(run)?;
    let mut clusters: Vec<String> = Vec::new();
    let mut rows: Vec<[String; 2]> = Vec::new();
    let mut id_faults = IdFaults::default();
    for (load, column) in store.current_loads()?.iter().zip(columns) {
        let before = rows.len();
        let mut numbers: Vec<u64> = Vec::new();
        store.visit_rows::<StoreError>(load, |raw| {
            numbers.push(raw.row);
            let id = raw
                .cells
                .get(*column)
                .map(|cell| cell.text.clone())
                .unwrap_or_default();
            let cluster = match members.binary_search_by_key(&raw.record, |(record, _)| *record) {
                Ok(index) => members[index].1.label(),
                Err(_) => format!("R{:06}", raw.record.0),
            };
            rows.push([id, cluster]);
            Ok(ControlFlow::Continue(()))
        })?;
        let of_load = rows.iter().skip(before).map(|row| row[0].as_str());
        let ids: Vec<(&str, u64)> = of_load.zip(numbers).collect();
        id_faults.look_at(&load.file, &ids);
    }
    clusters.extend(rows.iter().map(|row| row[1].clone()));
    clusters.sort_unstable();
    clusters.dedup();
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
    }
    let records = rows.len() as u64;
    write_table(out, Mode::ForUpload, &CLUSTERS, rows)?;
    Ok(Written {
        records,
        clusters: clusters.len() as u64,
        id_faults,
    })
}

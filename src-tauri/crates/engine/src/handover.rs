//! Handing a project over to the field's own engines: a folder of tables, settings, views and scripts, from which
//! the work goes on in a database without being done again.

mod columns;
mod figures;
mod file_reading;
mod load_sql;
mod mapping_sql;
mod named_table;
mod page;
mod people;
mod raw_rows;
mod rows;
mod survivorship_sql;
mod tables;
mod times;
mod typed_column;

use std::path::{Path, PathBuf};

use rollcall_delivery::{WrittenFile, is_left_over, write_text};
use rollcall_linkage::{HandOver, MODEL_VERSION, Model, OwnOrder, SqlDialect};
use rollcall_model::grouped;
use rollcall_store::{Operation, Store, StoredRun};
use serde_json::json;

use crate::linkage_records::{LinkageRecords, LinkedTable};
use crate::run_audit::{AuditSettings, out_of_date};
use crate::view::{HandOverTo, JobStarted};
use crate::watch::LinkageWatch;
use crate::{Engine, EngineError, Watch, linkage_records, run_linkage};
use figures::Figures;

/// Pairs whose weight is handed over to check by.
const SAMPLED: usize = 10_000;
/// What runs there, beside the settings.
const SCRIPTS: [(&str, &str); 3] = [
    ("common.py", include_str!("../data/handover/common.py")),
    (
        "link_duckdb.py",
        include_str!("../data/handover/link_duckdb.py"),
    ),
    (
        "link_spark.py",
        include_str!("../data/handover/link_spark.py"),
    ),
];

impl Engine {
    /// Writes everything another engine needs to go on into a folder: records, model, verdicts, who is who,
    /// mapping and rules as SQL, and scripts that run them.
    ///
    /// # Errors
    /// When no project is open, who is who is out of date, the folder holds something else or a hand-over that is not to
    /// be replaced, or other work runs.
    pub fn hand_over(&self, request: HandOverTo) -> Result<JobStarted, EngineError> {
        let store = self.store()?;
        let folder = PathBuf::from(&request.folder);
        fits(&folder, request.replace)?;
        let run = run_to_hand_over(&store)?;
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let job = self
            .jobs
            .start("Handing over", &["deliveries", "history"], move |watch| {
                let history = |sentence: &str| {
                    store.note(&Operation {
                        kind: "hand_over",
                        sentence: sentence.to_owned(),
                        request: json!({ "folder": request.folder }),
                        who: &settings.who,
                        at: &settings.now,
                    })
                };
                let mut is_begun = false;
                let written = write(&store, &run, &folder, watch, || {
                    history(BEGUN)?;
                    is_begun = true;
                    Ok(())
                });
                match written {
                    Ok(figures) => {
                        let sentence = format!(
                            "Handed over {} rows about {} customers, with the model behind them.",
                            grouped(figures.rows),
                            grouped(figures.customers)
                        );
                        history(&sentence)?;
                        Ok(sentence)
                    }
                    Err(error) => {
                        if is_begun {
                            history(STOPPED)?;
                        }
                        Err(error)
                    }
                }
            })?;
        Ok(JobStarted { job })
    }
}

/// Makes the folder; one that holds something that was not handed over is refused, so that nothing is mixed. One with a
/// whole hand-over is refused unless somebody says that it may go: others may be at work with it.
fn fits(folder: &Path, may_replace: bool) -> Result<(), EngineError> {
    if folder.as_os_str().is_empty() {
        return Err(EngineError::invalid("Say which folder to write to."));
    }
    std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
    let mut listed = std::fs::read_dir(folder).map_err(|error| EngineError::io(folder, &error))?;
    // A program that was ended before it had written its mark leaves no more than that, half.
    let is_kept = |entry: std::io::Result<std::fs::DirEntry>| {
        !entry.is_ok_and(|entry| is_left_over(&entry.file_name().to_string_lossy()))
    };
    let is_empty = !listed.any(is_kept);
    if !is_empty && !folder.join(FIGURES).is_file() {
        return Err(EngineError::invalid(format!(
            "{} holds other files. Choose an empty folder, or one that was handed over before.",
            folder.display()
        )));
    }
    if !is_empty && !may_replace && !is_unfinished(folder) {
        return Err(EngineError::WouldReplace {
            what: "a hand-over",
            path: folder.to_path_buf(),
        });
    }
    Ok(())
}

/// Whether the hand-over in a folder was stopped before its end: nobody can work with that.
fn is_unfinished(folder: &Path) -> bool {
    let mark: Option<serde_json::Value> = std::fs::read(folder.join(FIGURES))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    mark.is_some_and(|mark| mark.get("unfinished").is_some())
}

/// The file of figures, which marks a folder that was handed over.
const FIGURES: &str = "handover.json";
/// What the mark says of a folder until everything else is written.
const UNFINISHED: &str =
    "The hand-over into this folder was not finished. Hand over into it again.";

/// What the history says before the first byte is written: if the program is killed on the way, whoever erases a person
/// is told of the folder all the same.
const BEGUN: &str = "A hand-over was begun; from here on its folder may hold people.";
/// What the history says of a hand-over that left a part of its files.
const STOPPED: &str =
    "A hand-over was stopped before it was done; what it wrote until then is in its folder.";

/// The run in use, if everything follows from what is loaded and agreed on now.
fn run_to_hand_over(store: &Store) -> Result<StoredRun, EngineError> {
    let run = store.current_run()?;
    if let Some(why) = out_of_date(store, run.as_ref())? {
        return Err(EngineError::invalid(format!(
            "{why} Work out who is who first, then hand over."
        )));
    }
    run.ok_or_else(|| EngineError::invalid("Nothing is loaded yet: there is nothing to hand over."))
}

/// What is handed over, read and worked out once.
struct Handing<'a> {
    store: &'a Store,
    run: &'a StoredRun,
    folder: &'a Path,
    tables: &'a [LinkedTable],
    records: &'a LinkageRecords,
    over: &'a HandOver<'a>,
    /// For each node, its number there.
    numbers: Vec<u32>,
    watch: &'a dyn Watch,
}

impl Handing<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write_text(&self, name: &str, text: &str) -> Result<WrittenFile, EngineError> {
        Ok(write_text(&self.path(name), text)?)
    }

    /// The number of a node there.
    fn number(&self, node: u32) -> i64 {
        self.numbers
            .get(node as usize)
            .map_or(-1, |number| i64::from(*number))
    }
}

fn write(
    store: &Store,
    run: &StoredRun,
    folder: &Path,
    watch: &dyn Watch,
    begin: impl FnOnce() -> Result<(), EngineError>,
) -> Result<Figures, EngineError> {
    let tables = linkage_records::linked_tables(store)?;
    let records = linkage_records::gather(store, &tables, watch)?;
    let model = model_of(store, run, &records)?;
    let stated = run_linkage::stated(store, &tables, &records)?;
    let order = OwnOrder::of(&records.set, &model.standings);
    let over = HandOver::prepare(&order, &model, &LinkageWatch(watch))?;
    let handing = Handing {
        store,
        run,
        folder,
        tables: &tables,
        records: &records,
        numbers: over.numbers(),
        over: &over,
        watch,
    };
    begin()?;
    // The mark comes first, so that a folder where the work was stopped or failed is known by it the next time.
    let unfinished = json!({ "version": 1, "unfinished": UNFINISHED });
    handing.write_text(FIGURES, &serde_json::to_string_pretty(&unfinished)?)?;
    raw_rows::remove_former(folder)?;
    let described = tables::write_compared(&handing)?;
    let written = rows::write(&handing)?;
    let judged = run_linkage::judged(store, &tables, &records)?;
    let said = tables::write_verdicts(&handing, &judged, &stated)?;
    tables::write_pairs(&handing)?;
    tables::write_frequencies(&handing, &model)?;
    for dialect in SqlDialect::ALL {
        let settings = serde_json::to_string_pretty(&over.settings(dialect))?;
        handing.write_text(&format!("splink-{}.json", dialect.code()), &settings)?;
    }
    let households = serde_json::to_string_pretty(&over.households())?;
    handing.write_text("households.json", &households)?;
    let named = named_table::named(&handing)?;
    let mappings = mapping_sql::write(&handing, &named)?;
    let remarks = load_sql::write(&handing, &named)?;
    survivorship_sql::write(&handing)?;
    for (name, text) in SCRIPTS {
        handing.write_text(name, text)?;
    }
    let figures = people::figures(&handing, &model, &stated, said, &written)?;
    let text = serde_json::to_string_pretty(&figures)?;
    let readme = page::readme(&figures, &described, &mappings, &remarks);
    handing.write_text("README.md", &readme)?;
    handing.write_text(FIGURES, &text)?;
    Ok(figures)
}

/// The model of the run, if this program reads it as the one that made it.
fn model_of(
    store: &Store,
    run: &StoredRun,
    records: &LinkageRecords,
) -> Result<Model, EngineError> {
    let model: Option<Model> = serde_json::from_str(&store.model(run.run)?).ok();
    model
        .filter(|model| model.version == MODEL_VERSION && model.fields == records.set.fields())
        .ok_or_else(|| {
            EngineError::invalid(
                "Who is who was worked out by another version of Rollcall. Work it out again, then hand over.",
            )
        })
}

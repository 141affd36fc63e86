//! Tables of sources among the lists: their corrected files and what to merge in them.

use std::path::Path;

use rollcall_model::SourceId;
use rollcall_store::{Store, StoredRun};
use rollcall_words::Language;

use super::chosen::Asked;
use super::written::Written;
use super::{TABLE, stamp};
use crate::inventory::Marks;
use crate::source_files::{
    Files, Manner, SourceFile, manner_name, preview_cleaned, preview_merge, tables_in_use,
    write_cleaned, write_merge,
};
use crate::upload_views;
use crate::view::{DeliverList, DestinationView, Figure, ListPreview, ListView, PreviewList};
use crate::{Engine, EngineError};

/// The lists that are of all tables or sources; each is there of a single one, too.
pub(super) const CODES: [&str; 2] = ["cleaned", "merge"];
/// What lists of each kind are called, before the source they are of.
const CLEANED: &str = "Corrected file";
const MERGE: &str = "What to merge";

/// The lists of a project that are tables of its sources; none without a table.
pub(super) fn views(store: &Store) -> Result<Vec<ListView>, EngineError> {
    let marks = Marks::read(store)?;
    let tables = tables_in_use(store)?;
    let mut views = Vec::new();
    if tables.iter().any(|(_, is_of_people)| *is_of_people) {
        views.push(view(SourceFile::Cleaned(None), "all tables of people"));
    }
    for (load, _) in &tables {
        let name = format!("{} · {}", marks.of(load.source).name, load.table_name);
        views.push(view(SourceFile::Cleaned(Some(load.table)), &name));
    }
    let mut sources: Vec<SourceId> = Vec::new();
    for (load, is_of_people) in &tables {
        if *is_of_people && !sources.contains(&load.source) {
            sources.push(load.source);
        }
    }
    if !sources.is_empty() {
        views.push(view(SourceFile::Merge(None), "all sources"));
    }
    for source in sources {
        let name = marks.of(source).name;
        views.push(view(SourceFile::Merge(Some(source)), &name));
    }
    Ok(views)
}

fn view(file: SourceFile, of: &str) -> ListView {
    let (name, sentence, purpose, destinations) = match file {
        SourceFile::Cleaned(_) => (
            format!("{CLEANED}: {of}"),
            "Every row that was loaded, in the order and with the columns of its file, with the customer it belongs to, what is surely wrong corrected and the changed columns named.",
            "cleaned",
            Manner::ALL.into_iter().map(Manner::code).collect(),
        ),
        SourceFile::Merge(_) => (
            format!("{MERGE}: {of}"),
            "The people a system itself holds several times: which record stays, which goes into it, where they differ and why they are one person.",
            "merge",
            vec![TABLE.to_owned()],
        ),
    };
    ListView {
        code: file.code(),
        name,
        sentence: sentence.to_owned(),
        purpose: purpose.to_owned(),
        windowed: false,
        saved: None,
        version: None,
        destinations,
    }
}

/// How corrected files are written, as destinations beside the plain table.
pub(super) fn destinations() -> Vec<DestinationView> {
    Manner::ALL
        .into_iter()
        .map(|manner| DestinationView {
            code: manner.code(),
            name: manner.name(),
            warnings: Vec::new(),
            columns: Vec::new(),
            source_note: manner.rule(),
            extension: "csv".into(),
            purposes: Vec::new(),
        })
        .collect()
}

/// What a destination of no recipe is called in the log.
pub(super) fn name_of_destination(code: &str) -> String {
    manner_name(code).unwrap_or_else(|| upload_views::name_of_file(code))
}

/// What such a list is called; nothing where nothing of the kind is loaded.
pub(super) fn name(store: &Store, code: &str) -> Result<Option<String>, EngineError> {
    if SourceFile::of_code(code).is_none() {
        return Ok(None);
    }
    let mut known = views(store)?.into_iter();
    Ok(known.find(|one| one.code == code).map(|one| one.name))
}

/// The list that tells what to merge, where a finding is about records a source holds several times.
pub(crate) fn merge_list_of(figure: &Figure) -> Option<String> {
    match figure {
        Figure::Measured {
            measure,
            source: Some(source),
            ..
        } if measure == rollcall_checks::Measure::RepeatedRecords.code() => {
            Some(SourceFile::Merge(Some(SourceId(*source))).code())
        }
        _ => None,
    }
}

/// The first rows of such a list.
pub(super) fn preview(
    store: &Store,
    run: &StoredRun,
    file: SourceFile,
    request: &PreviewList,
    language: Language,
) -> Result<ListPreview, EngineError> {
    let stamp = stamp::now(store, run)?;
    let mut preview = match file {
        SourceFile::Cleaned(table) => {
            preview_cleaned(store, run.run, table, &request.destination, stamp)?
        }
        SourceFile::Merge(source) => preview_merge(store, run.run, source, stamp, language)?,
    };
    let changed = stamp::changed_since(store, run)?;
    preview.warnings.splice(0..0, changed);
    Ok(preview)
}

impl Engine {
    /// Writes such a list and notes it. Gives its number and what to know of it.
    pub(super) fn deliver_source_file(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        file: SourceFile,
        request: &DeliverList,
    ) -> Result<(i64, Vec<String>), EngineError> {
        let path = Path::new(&request.path);
        let mut told = stamp::changed_since(store, run)?;
        let mut files = Files::new();
        let outcome = match file {
            SourceFile::Cleaned(table) => {
                let to = &request.destination;
                write_cleaned(store, run.run, table, to, path, &mut files)
            }
            SourceFile::Merge(source) => {
                write_merge(store, run.run, source, path, self.language(), &mut files)
            }
        };
        let left_out = match &outcome {
            Ok(outcome) => serde_json::to_string(&outcome.left_out)?,
            // What is on the disk is noted, so that an erasure finds it.
            Err(_) => "{}".to_owned(),
        };
        if files.is_empty() {
            outcome?;
            return Err(EngineError::Internal {
                message: "a list without a file".into(),
            });
        }
        let hashes: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
        let written = Written {
            rows: files.iter().map(|file| file.rows).sum(),
            paths: files.iter().map(|file| file.path.clone()).collect(),
            sha256: hashes.join(" "),
            left_out,
        };
        let number = self.log(store, run, asked, &request.destination, &written)?;
        let outcome = outcome.map_err(|error| {
            self.tell_changed(&["deliveries", "history"]);
            EngineError::invalid(format!(
                "Some files are written and noted, and not all that were to be: {error}"
            ))
        })?;
        told.extend(outcome.told);
        Ok((number, told))
    }
}

//! Writing a list: its file, who is left out beside it, its place in the log.

use std::path::{Path, PathBuf};

use rollcall_delivery::{
    CheckedAgainst, Circumstances, Destination, FormerFiles, Manifest, Mode, ObeyedRule, Prepared,
    TableFile, deliver, manifest_path, write_manifest,
};
use rollcall_model::{DeliveryId, grouped};
use rollcall_store::{Operation, Store, StoredDelivery, StoredRun};
use rollcall_words::Language;
use serde_json::json;

use super::chosen::Asked;
use super::count::left_out_counts;
use super::known::ListPurpose;
use super::prepared::{MadeTo, everybody};
use super::{LEFT_OUT, run_in_use, stamp, warnings_of};
use crate::delivery_record::keep_delivered;
use crate::ending::Written as Kind;
use crate::source_files::SourceFile;
use crate::targets::{keep_off_exports, keep_off_project};
use crate::view::{DeliverList, DeliveryView, Nothing};
use crate::{Engine, EngineError, audit_files, rules};

/// So many names of those who are left out are asked for at once.
const AT_ONCE: usize = 4_096;

/// A list that was written, as its page tells it.
pub(super) struct WrittenList<'a> {
    pub(super) asked: &'a Asked,
    /// Everybody in it, for whichever destination.
    pub(super) people: u64,
    /// In words; blank for a list without days.
    pub(super) window: &'a str,
}

/// What a file of a list came to.
pub(super) struct Written {
    pub(super) rows: u64,
    /// The files, in order.
    pub(super) paths: Vec<PathBuf>,
    /// Of the file, or of each of them.
    pub(super) sha256: String,
    /// By reason, as JSON.
    pub(super) left_out: String,
}

impl Written {
    pub(super) fn of(manifest: &Manifest, prepared: &Prepared) -> Result<Self, EngineError> {
        let hashes: Vec<&str> = manifest
            .files
            .iter()
            .map(|file| file.written.sha256.as_str())
            .collect();
        Ok(Self {
            rows: manifest.rows,
            paths: manifest.paths().map(Path::to_path_buf).collect(),
            sha256: hashes.join(" "),
            left_out: serde_json::to_string(&left_out_counts(prepared))?,
        })
    }
}

impl Engine {
    /// Writes a list to a file.
    ///
    /// # Errors
    /// When the list or destination is not known, nobody is left in it, or the disk refuses; no
    /// half file is left.
    pub fn deliver_list(&self, request: DeliverList) -> Result<DeliveryView, EngineError> {
        let store = self.store_for_change()?;
        let asked = Asked::find(&store, &request.list, None)?;
        let run = run_in_use(&store)?;
        let path = Path::new(&request.path);
        keep_off_project(&store, path)?;
        keep_off_exports(&store, path)?;
        self.kind_of(&asked, &request.destination)?.fits(path)?;
        let (number, warnings) = if let Some(file) = SourceFile::of_code(&asked.code) {
            self.deliver_source_file(&store, &run, &asked, file, &request)?
        } else if asked.purpose == ListPurpose::Table {
            let written = audit_files::write(&store, run.run, &asked.code, path, self.language())?;
            let written = Written {
                rows: written.rows,
                paths: vec![path.to_path_buf()],
                sha256: written.sha256,
                left_out: "{}".into(),
            };
            let number = self.log(&store, &run, &asked, &request.destination, &written)?;
            (number, Vec::new())
        } else {
            self.deliver_people(&store, &run, &asked, &request)?
        };
        self.tell_changed(&["deliveries", "history"]);
        self.list_deliveries(Nothing {})?
            .into_iter()
            .find(|one| one.delivery == number)
            .map(|one| DeliveryView { warnings, ..one })
            .ok_or(EngineError::NotFound {
                what: "delivery",
                name: number.to_string(),
            })
    }

    /// What a list is written as: a destination may want a workbook; all other lists are text.
    fn kind_of(&self, asked: &Asked, destination: &str) -> Result<Kind, EngineError> {
        if asked.purpose == ListPurpose::Table || SourceFile::of_code(&asked.code).is_some() {
            return Ok(Kind::Csv);
        }
        Ok(self.upload_recipe(destination)?.file.format.into())
    }

    /// Writes a list of people: its file or files, noted at once, then what goes beside them. Gives its number and
    /// what to know before it is uploaded.
    fn deliver_people(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        request: &DeliverList,
    ) -> Result<(i64, Vec<String>), EngineError> {
        let path = Path::new(&request.path);
        let window = self.window(store, run.run, request.days, request.today.as_deref())?;
        let recipe = self.upload_recipe(&request.destination)?;
        let chosen = self.chosen(store, run, asked, window.window)?;
        let made_to = MadeTo::Write(path);
        let prepared = self.prepared(store, run, asked, &chosen, &recipe, made_to)?;
        let warnings = warnings_of(store, run, &prepared)?;
        let page = manifest_path(path);
        keep_off_project(store, &page)?;
        let former = FormerFiles::read(&page, [recipe.code.as_str()]);
        let manifest = deliver(&prepared, path)?;
        // It is on the disk from here on: what fails after this finds it in the log.
        let written = Written::of(&manifest, &prepared)?;
        let number = self.log(store, run, asked, &request.destination, &written)?;
        keep_delivered(store, DeliveryId(number), run.run, &prepared)?;
        let beside_it = || {
            let delivered_to = [(&manifest, &prepared.destination)];
            let list = WrittenList {
                asked,
                people: everybody(&prepared),
                window: &asked.window_told(&window),
            };
            self.write_page(store, run, &page, &delivered_to, &list)?;
            former
                .take_away(manifest.paths())
                .map_err(|error| EngineError::io(path, &error))?;
            if request.left_out_file {
                write_left_out(store, run, &prepared, &beside(path), self.language())?;
            }
            Ok(())
        };
        beside_it().map_err(|error: EngineError| {
            self.tell_changed(&["deliveries", "history"]);
            EngineError::invalid(format!(
                "The list is written and noted, but what goes beside it is not complete: {error}"
            ))
        })?;
        Ok((number, warnings))
    }

    /// Writes the page with counts and hashes beside the files: of the same shape for one destination and
    /// for several.
    pub(super) fn write_page(
        &self,
        store: &Store,
        run: &StoredRun,
        page: &Path,
        delivered_to: &[(&Manifest, &Destination)],
        list: &WrittenList<'_>,
    ) -> Result<(), EngineError> {
        let checked = stamp::now(store, run)?.checked.into_iter();
        write_manifest(
            page,
            delivered_to,
            &Circumstances {
                list: &list.asked.name,
                version: list.asked.version,
                written_at: &self.now(),
                window: list.window,
                people: list.people,
                delivered_by: &self.options.who,
                rules: obeyed(store, run)?.as_deref(),
                checked_against: &checked
                    .map(|one| CheckedAgainst {
                        source: one.source.name,
                        loaded_on: one.loaded_on,
                    })
                    .collect::<Vec<_>>(),
                language: self.language(),
            },
        )?;
        Ok(())
    }

    /// Puts what was written into the log of deliveries and the history.
    pub(super) fn log(
        &self,
        store: &Store,
        run: &StoredRun,
        asked: &Asked,
        destination: &str,
        written: &Written,
    ) -> Result<i64, EngineError> {
        let stamp = stamp::keep(store, run, asked)?;
        let delivery = StoredDelivery {
            delivery: DeliveryId(0),
            list: asked.code.clone(),
            list_name: asked.name_to_keep(),
            list_version: asked.version,
            destination: destination.to_owned(),
            paths: written
                .paths
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
            written_at: self.now(),
            rows: written.rows,
            left_out: written.left_out.clone(),
            sha256: written.sha256.clone(),
            run: Some(run.run.0),
            // What the people in the list follow from, not what has been decided since.
            basis: run.basis.clone(),
            stamp: serde_json::to_string(&stamp)?,
            who: self.options.who.clone(),
            rules: match obeyed(store, run)? {
                Some(rules) => serde_json::to_string(&rules)?,
                None => String::new(),
            },
        };
        let number = store.add_delivery(&delivery)?;
        let version = asked
            .version
            .map(|version| format!(" (version {version})"))
            .unwrap_or_default();
        // Where to stays with the delivery: a path may quote a person.
        store.note(&Operation {
            kind: "deliver_list",
            sentence: format!(
                "Wrote the list {}{version}: {} rows",
                asked.as_named(),
                grouped(written.rows)
            ),
            request: json!({ "list": asked.code, "version": asked.version, "destination": destination, "sha256": written.sha256 }),
            who: &self.options.who,
            at: &delivery.written_at,
        })?;
        Ok(number.0)
    }
}

/// The versions of the rules a run obeyed, an empty list where nobody decided on any; nothing where the run
/// does not say what it followed.
fn obeyed(store: &Store, run: &StoredRun) -> Result<Option<Vec<ObeyedRule>>, EngineError> {
    let follows = stamp::followed(run)?;
    follows
        .map(|follows| rules::obeyed(store, &follows.rules))
        .transpose()
}

/// The file of those left out, beside the file of the list.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(LEFT_OUT);
    path.with_file_name(name)
}

/// Writes everybody who is left out, with the reason: its code, and in the words of the program's language.
pub(super) fn write_left_out(
    store: &Store,
    run: &StoredRun,
    prepared: &Prepared,
    path: &Path,
    language: Language,
) -> Result<(), EngineError> {
    keep_off_project(store, path)?;
    let header = ["customer_id", "name", "reason", "reason_in_words"];
    let mut table = TableFile::create(path, Mode::ForPeople, &header)?;
    for (reason, customers) in &prepared.left_out {
        let in_words = language.say(reason.label());
        for some in customers.chunks(AT_ONCE) {
            let names = store.customer_names(run.run, some)?;
            for (customer, name) in some.iter().zip(&names) {
                let label = customer.label();
                table.push(&[label.as_str(), name, reason.code(), &in_words])?;
            }
        }
    }
    table.finish()?;
    Ok(())
}

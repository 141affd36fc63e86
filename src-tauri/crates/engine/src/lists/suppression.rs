//! The same people for every platform at once, before a campaign goes out.

use std::path::{Path, PathBuf};

use rollcall_delivery::{
    DeliveryError, Destination, FormerFiles, Manifest, Prepared, Purpose, Rows, WaitingList,
    publish,
};
use rollcall_model::{DeliveryId, grouped};
use rollcall_store::{Store, StoredRun};

use super::chosen::Asked;
use super::count::left_out;
use super::known::ListPurpose;
use super::prepared::MadeTo;
use super::run_in_use;
use super::written::{Written, WrittenList};
use crate::delivery_record::keep_delivered;
use crate::targets::keep_off_project;
use crate::view::{DeliverSuppression, SuppressionDelivered, SuppressionFile};
use crate::{Engine, EngineError};

/// The manifest's name.
const MANIFEST: &str = "manifest.json";

/// What is told of the list of one platform, before its files are in their places.
struct OfPlatform {
    path: PathBuf,
    /// Without its files.
    manifest: Manifest,
    file: SuppressionFile,
}

impl OfPlatform {
    fn of(prepared: &Prepared, folder: &Path) -> Self {
        let destination = &prepared.destination;
        let extension = destination.file.format.extension();
        Self {
            path: folder.join(format!("{}.{extension}", destination.code)),
            manifest: Manifest::of(prepared, Vec::new()),
            file: SuppressionFile {
                destination: destination.name.clone(),
                path: None,
                parts: prepared.parts_told(),
                rows: 0,
                left_out: left_out(prepared),
                sha256: String::new(),
            },
        }
    }
}

impl Engine {
    /// Writes one folder with a file for each platform, all of the same people, and a manifest.
    ///
    /// # Errors
    /// When the list is none to leave people alone, a destination is not known, nobody is in it, or the
    /// disk refuses; the files of all platforms are there or none.
    pub fn deliver_suppression(
        &self,
        request: DeliverSuppression,
    ) -> Result<SuppressionDelivered, EngineError> {
        let store = self.store_for_change()?;
        let run = run_in_use(&store)?;
        let asked = Asked::find(&store, &request.list, None)?;
        if asked.purpose != ListPurpose::Suppress {
            return Err(EngineError::invalid(format!(
                "“{}” is no list to leave people alone. Choose one that is, or change what it is for.",
                asked.name
            )));
        }
        let destinations = self.destinations(request.destinations.as_deref())?;
        let window = self.window(&store, run.run, request.days, request.today.as_deref())?;
        let chosen = self.chosen(&store, &run, &asked, window.window)?;
        let people = chosen.len(&store, &run)?;
        let folder = Path::new(&request.folder);
        if people == 0 {
            return Err(DeliveryError::NobodyLeft {
                path: folder.to_path_buf(),
            }
            .into());
        }
        keep_off_project(&store, folder)?;
        std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
        let page = folder.join(MANIFEST);
        keep_off_project(&store, &page)?;
        let former = FormerFiles::read(&page, destinations.iter().map(|one| one.code.as_str()));
        let (mut waiting, mut lists) = (Vec::new(), Vec::new());
        for destination in &destinations {
            let mut prepared = self.prepared(
                &store,
                &run,
                &asked,
                &chosen,
                destination,
                MadeTo::Write(&page),
            )?;
            let list = OfPlatform::of(&prepared, folder);
            if list.manifest.rows > 0 {
                keep_off_project(&store, &list.path)?;
                waiting.push(WaitingList::write(&prepared, &list.path)?);
            }
            // They are in the file now; those of all platforms at once would fill the disk.
            prepared.rows = Rows::default();
            lists.push((list, prepared));
        }
        let written = publish(waiting)?;
        let told = WrittenList {
            asked: &asked,
            people,
            window: &asked.window_told(&window),
        };
        // They are on the disk from here on: what fails after this says so.
        let noted = self
            .note_suppression(&store, &run, &told, lists, written)
            .and_then(|(files, manifests)| {
                let delivered_to: Vec<_> = manifests.iter().zip(&destinations).collect();
                self.write_page(&store, &run, &page, &delivered_to, &told)?;
                former
                    .take_away(manifests.iter().flat_map(Manifest::paths))
                    .map_err(|error| EngineError::io(folder, &error))?;
                Ok(files)
            });
        self.tell_changed(&["deliveries", "history"]);
        let files = noted.map_err(|error| {
            EngineError::invalid(format!(
                "All files are written, but what is noted of them and goes beside them is not complete: {error}"
            ))
        })?;
        tracing::info!(people = %grouped(people), files = files.len(), "suppression written");
        Ok(SuppressionDelivered {
            folder: request.folder,
            manifest: page.display().to_string(),
            people,
            files,
        })
    }

    /// Puts the files that were written into the log, and tells what came of each platform.
    fn note_suppression(
        &self,
        store: &Store,
        run: &StoredRun,
        told: &WrittenList<'_>,
        lists: Vec<(OfPlatform, Prepared)>,
        written: Vec<Manifest>,
    ) -> Result<(Vec<SuppressionFile>, Vec<Manifest>), EngineError> {
        let mut written = written.into_iter();
        let (mut files, mut manifests) = (Vec::new(), Vec::new());
        for (list, prepared) in lists {
            let (mut file, mut manifest) = (list.file, list.manifest);
            if manifest.rows > 0
                && let Some(of_this) = written.next()
            {
                manifest = of_this;
                let written = Written::of(&manifest, &prepared)?;
                let code = &prepared.destination.code;
                let number = self.log(store, run, told.asked, code, &written)?;
                keep_delivered(store, DeliveryId(number), run.run, &prepared)?;
                file.path = Some(list.path.display().to_string());
                file.rows = manifest.rows;
                file.sha256 = written.sha256;
            }
            manifests.push(manifest);
            files.push(file);
        }
        Ok((files, manifests))
    }

    /// The destinations by their codes; all that take such lists where none is named.
    fn destinations(&self, codes: Option<&[String]>) -> Result<Vec<Destination>, EngineError> {
        let Some(codes) = codes else {
            let all = self.upload_recipes()?.destinations.into_iter();
            return Ok(all
                .filter(|one| one.purposes.contains(&Purpose::Suppress))
                .collect());
        };
        if codes.is_empty() {
            return Err(EngineError::invalid(
                "Choose at least one destination to write for.",
            ));
        }
        codes.iter().map(|code| self.upload_recipe(code)).collect()
    }
}

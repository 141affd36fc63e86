//! The same people for every platform at once, before a campaign goes out.

use std::path::Path;

use rollcall_delivery::{DeliveryError, Destination, FormerFiles, Manifest, Purpose, deliver};
use rollcall_model::{DeliveryId, grouped};

use super::chosen::Asked;
use super::count::left_out;
use super::known::ListPurpose;
use super::run_in_use;
use super::written::{Written, WrittenList};
use crate::delivery_record::keep_delivered;
use crate::targets::keep_off_project;
use crate::view::{DeliverSuppression, SuppressionDelivered, SuppressionFile};
use crate::{Engine, EngineError};

/// The manifest's name.
const MANIFEST: &str = "manifest.json";

impl Engine {
    /// Writes one folder with a file for each platform, all of the same people, and a manifest.
    ///
    /// # Errors
    /// When the list is none to leave people alone, a destination is not known, nobody is in it, or the
    /// disk refuses.
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
        let people = self.people_of(&store, &run, &asked, window.window)?;
        let folder = Path::new(&request.folder);
        if people.len() == 0 {
            return Err(DeliveryError::NobodyLeft {
                path: folder.to_path_buf(),
            }
            .into());
        }
        keep_off_project(&store, folder)?;
        std::fs::create_dir_all(folder).map_err(|error| EngineError::io(folder, &error))?;
        let mut files = Vec::new();
        let mut manifests = Vec::new();
        for destination in &destinations {
            let prepared = people.prepare(destination)?;
            let left = left_out(&prepared);
            let mut file = SuppressionFile {
                destination: destination.name.clone(),
                path: None,
                parts: prepared.parts_told(),
                rows: 0,
                left_out: left,
                sha256: String::new(),
            };
            let mut manifest = Manifest::of(&prepared, Vec::new());
            if !prepared.rows.is_empty() {
                let path = folder.join(format!(
                    "{}.{}",
                    destination.code,
                    destination.file.format.extension()
                ));
                keep_off_project(&store, &path)?;
                manifest = deliver(&prepared, &path)?;
                let written = Written::of(&manifest, &prepared)?;
                let number = self.log(&store, &run, &asked, &destination.code, &written)?;
                keep_delivered(&store, DeliveryId(number), run.run, &prepared)?;
                file.path = Some(path.display().to_string());
                file.rows = manifest.rows;
                file.sha256 = written.sha256;
            }
            manifests.push(manifest);
            files.push(file);
        }
        let manifest = folder.join(MANIFEST);
        let former = FormerFiles::read(&manifest, destinations.iter().map(|one| one.code.as_str()));
        let delivered_to: Vec<_> = manifests.iter().zip(&destinations).collect();
        let list = WrittenList {
            asked: &asked,
            people: people.len() as u64,
            window: &asked.window_told(&window),
        };
        self.write_page(&store, &run, &manifest, &delivered_to, &list)?;
        former
            .take_away(manifests.iter().flat_map(Manifest::paths))
            .map_err(|error| EngineError::io(folder, &error))?;
        self.tell_changed(&["deliveries", "history"]);
        tracing::info!(people = %grouped(people.len() as u64), files = files.len(), "suppression written");
        Ok(SuppressionDelivered {
            folder: request.folder,
            manifest: manifest.display().to_string(),
            people: people.len() as u64,
            files,
        })
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

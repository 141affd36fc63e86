//! From rows to files, and what was written.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::atomic_file::{AtomicFile, CompleteFile};
use crate::parts::{PlannedFile, planned_files};
use crate::together::publish_together;
use crate::xlsx_file::TextSheet;
use crate::{DeliveryError, Dialect, FileFormat, Prepared, Purpose, Reason, SafeCsv, WrittenFile};

/// A file of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFile {
    /// The file.
    pub written: WrittenFile,
    /// People in it.
    pub people: u64,
    /// The part of the list it holds, as the names of files tell it; blank for a list of one part.
    pub part: String,
    /// Who is in that part, in words.
    pub who: String,
    /// What to set when it is uploaded, in a sentence; blank where the recipe says nothing.
    pub setting: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Code of the destination.
    pub destination: String,
    /// What the list is for.
    pub purpose: Purpose,
    /// Whether values are hashed.
    pub hashed: bool,
    /// People in all files.
    pub people: u64,
    /// Rows in all files.
    pub rows: u64,
    /// The files, in order.
    pub files: Vec<ListFile>,
    /// How many are left out, by reason.
    pub left_out: BTreeMap<Reason, u64>,
    /// Values the destination does not take, by header; their cells are blank.
    pub unusable_values: BTreeMap<String, u64>,
}

/// Writes a prepared list to `path`, or to several files beside it: one a part where the destination asks
/// for that (`list-opted_in.csv`, `list-eea-consent_given.csv`), numbered ones where it caps the rows or
/// bytes of one (`list-1.csv`, `list-2.csv` …). No file appears before all are complete, and all do or none.
///
/// # Errors
/// [`DeliveryError::NobodyLeft`] when there is no row, otherwise what the disk says; in both cases
/// everything is as it was before, unless the error says otherwise.
pub fn deliver(prepared: &Prepared, path: &Path) -> Result<Manifest, DeliveryError> {
    let list = WaitingList::write(prepared, path)?;
    let mut written = publish_together(list.files)?.into_iter();
    Ok(list.manifest.with(list.told, &mut written))
}

/// Moves lists that wait into their places, all of them or none; gives what was written in their order.
///
/// # Errors
/// What the disk says; everything is as it was before then, unless the error says otherwise.
pub fn publish(lists: Vec<WaitingList>) -> Result<Vec<Manifest>, DeliveryError> {
    let (mut files, mut told) = (Vec::new(), Vec::new());
    for list in lists {
        files.extend(list.files);
        told.push((list.manifest, list.told));
    }
    let mut written = publish_together(files)?.into_iter();
    Ok(told
        .into_iter()
        .map(|(manifest, told)| manifest.with(told, &mut written))
        .collect())
}

/// A list whose files are written, and not in their places yet; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct WaitingList {
    /// Without its files.
    manifest: Manifest,
    /// Each with its rows.
    files: Vec<(CompleteFile, u64)>,
    told: Vec<Told>,
}

/// What is told of a file besides what stands on the disk.
#[derive(Debug)]
struct Told {
    people: u64,
    part: String,
    who: String,
    setting: String,
}

impl WaitingList {
    /// Writes a prepared list beside its place, as [`deliver`] does.
    ///
    /// # Errors
    /// As [`deliver`].
    pub fn write(prepared: &Prepared, path: &Path) -> Result<Self, DeliveryError> {
        if prepared.rows.is_empty() {
            return Err(DeliveryError::NobodyLeft {
                path: path.to_path_buf(),
            });
        }
        let (mut files, mut told) = (Vec::new(), Vec::new());
        for planned in planned_files(prepared, path)? {
            let rows = planned.rows.len() as u64;
            files.push((write_planned(prepared, &planned)?, rows));
            told.push(Told::of(prepared, &planned));
        }
        Ok(Self {
            manifest: Manifest::of(prepared, Vec::new()),
            files,
            told,
        })
    }
}

impl Manifest {
    fn with(self, told: Vec<Told>, written: &mut impl Iterator<Item = WrittenFile>) -> Self {
        let files = told.into_iter().zip(written);
        Self {
            files: files.map(|(told, written)| told.with(written)).collect(),
            ..self
        }
    }

    /// Where the files are.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.written.path.as_path())
    }

    /// What a prepared list came to in these files; none where nobody is left in it.
    pub fn of(prepared: &Prepared, files: Vec<ListFile>) -> Self {
        Self {
            destination: prepared.destination.code.clone(),
            purpose: prepared.purpose,
            hashed: prepared.destination.has_hashes(),
            people: prepared.people,
            rows: prepared.rows.len() as u64,
            files,
            left_out: prepared
                .left_out
                .iter()
                .map(|(reason, customers)| (*reason, customers.len() as u64))
                .collect(),
            unusable_values: prepared.unusable_values.clone(),
        }
    }
}

impl Told {
    fn of(prepared: &Prepared, planned: &PlannedFile) -> Self {
        Self {
            people: prepared.people_of(&planned.rows),
            part: planned.part.suffix(),
            who: planned.part.in_words(),
            setting: planned.part.setting(&prepared.destination).to_owned(),
        }
    }

    fn with(self, written: WrittenFile) -> ListFile {
        let Self {
            people,
            part,
            who,
            setting,
        } = self;
        ListFile {
            written,
            people,
            part,
            who,
            setting,
        }
    }
}

fn write_planned(
    prepared: &Prepared,
    planned: &PlannedFile,
) -> Result<CompleteFile, DeliveryError> {
    let failed = |error| DeliveryError::from_io(&planned.path, error);
    let rules = &prepared.destination.file;
    let mut file = AtomicFile::create(&planned.path)?;
    let stem = planned
        .path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let before = before_people(prepared, &stem);
    let mut reader = prepared.rows.reader();
    match rules.format {
        FileFormat::Csv => {
            let mut csv = SafeCsv::in_dialect(file, Dialect::of(rules)).map_err(failed)?;
            for row in &before {
                csv.write_row(row.iter().map(String::as_str))
                    .map_err(failed)?;
            }
            for row in &planned.rows {
                let cells = reader.cells(*row).map_err(failed)?.into_iter();
                csv.write_row(cells.map(|cell| rules.shown(cell)))
                    .map_err(failed)?;
            }
            csv.finish().map_err(failed)?.complete()
        }
        FileFormat::Xlsx => {
            let mut sheet = TextSheet::new(&rules.sheet, &planned.path).map_err(failed)?;
            for row in &before {
                sheet.push(row.iter().map(String::as_str)).map_err(failed)?;
            }
            for row in &planned.rows {
                let cells = reader.cells(*row).map_err(failed)?.into_iter();
                sheet
                    .push(cells.map(|cell| rules.shown(cell)))
                    .map_err(failed)?;
            }
            sheet.finish(&mut file).map_err(failed)?;
            file.complete()
        }
    }
}

/// The rows above the people, with the file's own name where they ask for it.
fn before_people(prepared: &Prepared, stem: &str) -> Vec<Vec<String>> {
    let header = prepared
        .destination
        .file
        .has_header
        .then(|| prepared.header.clone());
    let lead = prepared.lead_rows.iter().map(|row| {
        row.iter()
            .map(|cell| cell.replace("{file}", stem))
            .collect()
    });
    header.into_iter().chain(lead).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use rollcall_model::{Attribute, ConsentState, CustomerId};

    use super::{Manifest, WaitingList, deliver};
    use crate::{Destination, Person, Prepared, prepare};

    fn people(number: i64) -> impl Iterator<Item = Person> {
        (0..number).map(|place| {
            let values = [
                (Attribute::Email, format!("zoe.{place}@example.com")),
                (Attribute::GivenName, format!("Zoë \"{place}\"")),
                (Attribute::Phone, format!("+44207946{:04}", place % 10_000)),
                (
                    Attribute::Country,
                    if place % 3 == 0 { "DE" } else { "GB" }.into(),
                ),
            ];
            let permissions = Attribute::PERMISSIONS.iter().cloned();
            Person {
                customer: CustomerId(place),
                values: values
                    .into_iter()
                    .map(|(attribute, value)| (attribute, vec![value]))
                    .collect(),
                consents: permissions
                    .map(|one| (one, ConsentState::OptedIn))
                    .collect(),
                barred: BTreeMap::new(),
                undecided: BTreeSet::new(),
                in_doubt: None,
                only_bought: false,
                restricted: false,
            }
        })
    }

    /// The same list with all of its rows aside.
    fn aside(prepared: &Prepared, path: &Path) -> Prepared {
        let mut aside = prepared.clone();
        aside.rows.put_aside(path, 0).expect("room for them");
        assert!(aside.rows.get(0).is_none(), "they are aside");
        aside
    }

    fn told(manifest: &Manifest) -> Vec<(String, u64, u64, u64, String)> {
        let files = manifest.files.iter().map(|file| {
            let written = &file.written;
            let name = written.path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            let hash = written.sha256.clone();
            (name, file.people, written.rows, written.bytes, hash)
        });
        files.collect()
    }

    #[test]
    fn rows_that_were_put_aside_are_the_same_bytes_in_the_same_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = ["here", "aside"].map(|name| folder.path().join(name).join("list"));
        for place in &places {
            fs::create_dir(place.parent().expect("a folder")).expect("a folder");
        }
        let [here, there] = &places;
        let mut lists = 0;
        for destination in Destination::built_in().expect("recipes") {
            for caps in [(None, None), (Some(4), None), (None, Some(600))] {
                let mut destination = destination.clone();
                if caps != (None, None) {
                    (destination.rows_per_file, destination.bytes_per_file) = caps;
                }
                for purpose in &destination.purposes {
                    let code = &destination.code;
                    let prepared = prepare(people(9), &destination, *purpose);
                    if prepared.rows.is_empty() {
                        continue;
                    }
                    lists += 1;
                    let manifest = deliver(&prepared, here).expect("a list");
                    let other = deliver(&aside(&prepared, there), there).expect("a list");
                    assert_eq!(told(&manifest), told(&other), "{code}");
                }
            }
        }
        assert!(lists > 60, "{lists} lists");
    }

    /// The disk fails while the second of two files is half written.
    #[test]
    fn a_list_that_breaks_off_in_the_middle_leaves_nothing() {
        let recipes = Destination::built_in().expect("recipes");
        for code in ["plain_csv", "google_customer_match"] {
            let mut recipe = recipes.iter().find(|one| one.code == code).cloned();
            let recipe = recipe.as_mut().expect("the recipe");
            let purpose = *recipe.purposes.first().expect("a purpose");
            recipe.rows_per_file = Some(8_000);
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("list.csv");
            let last_week = folder.path().join("list-1.csv");
            fs::write(&last_week, "last week").expect("a file");

            let broken = aside(&prepare(people(20_000), recipe, purpose), &path);
            broken.rows.lose_the_end().expect("a shorter file");
            let error = WaitingList::write(&broken, &path).expect_err("it breaks off");
            let told = error.to_string();
            assert!(
                told.contains("nothing was left half done"),
                "{code}: {told}"
            );
            let names = fs::read_dir(folder.path()).expect("the folder");
            let names = names.map(|one| {
                one.expect("a file")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            });
            let ours = |name: &String| name.starts_with("list") || name.starts_with(".rollcall-");
            let left: Vec<String> = names.filter(ours).collect();
            assert_eq!(left, ["list-1.csv"], "{code}");
            let former = fs::read_to_string(&last_week).expect("the file");
            assert_eq!(former, "last week", "{code}");
        }
    }
}

//! An estate made once for all tests of a file, and how its files are read back.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use rollcall_sample_estate::{Options, Summary, generate};
use tempfile::TempDir;

pub(crate) struct Made {
    pub(crate) folder: TempDir,
    pub(crate) summary: Summary,
}

pub(crate) fn made(customers: u64, seed: u64) -> Made {
    let folder = TempDir::new().unwrap();
    let options = Options {
        out: folder.path().to_owned(),
        customers,
        seed,
    };
    let summary = generate(&options).unwrap();
    Made { folder, summary }
}

pub(crate) static ESTATE: LazyLock<Made> = LazyLock::new(|| made(700, 11));

pub(crate) fn root() -> &'static Path {
    ESTATE.folder.path()
}

/// Rows of a comma file with their numbers; the header is row 1.
pub(crate) fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

pub(crate) fn export(name: &str) -> Vec<Vec<String>> {
    rows(
        &std::fs::read(root().join("exports").join(name)).unwrap(),
        b',',
    )
}

pub(crate) fn members(archive: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut member = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), rows(&bytes, b','))
        })
        .collect()
}

/// Person by source, table and row.
pub(crate) fn truth(file: &str) -> BTreeMap<(String, String, usize), String> {
    rows(&std::fs::read(root().join(file)).unwrap(), b',')
        .into_iter()
        .skip(1)
        .map(|row| {
            (
                (row[0].clone(), row[1].clone(), row[2].parse().unwrap()),
                row[3].clone(),
            )
        })
        .collect()
}

//! The bytes of every destination's files, for a fixed cast.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rollcall_delivery::{Destination, FileFormat, Hashing, Purpose, deliver, prepare};

use crate::cast::{built_in, cast};
use crate::workbook::as_text;

/// Set to write the golden files anew instead of comparing; look at what changed before committing.
const WRITE: &str = "ROLLCALL_WRITE_GOLDEN";

/// The files of a destination by name, with hashes where it can have them, and plain.
pub(crate) fn written(destination: &Destination) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let kinds: &[(bool, &str)] = match destination.hashing {
        Hashing::On | Hashing::Off => &[(true, "hashed"), (false, "plain")],
        Hashing::Always => &[(true, "hashed")],
        Hashing::Never => &[(false, "plain")],
    };
    for (with_hashes, kind) in kinds {
        for purpose in &destination.purposes {
            let folder = tempfile::tempdir().expect("a folder");
            let word = match purpose {
                Purpose::Contact => "contact",
                Purpose::Suppress => "suppress",
            };
            let name = format!(
                "{}.{word}.{kind}.{}",
                destination.code,
                destination.file.format.extension()
            );
            let one = destination.clone().with_hashes(*with_hashes);
            let prepared = prepare(cast().into_iter(), &one, *purpose);
            deliver(&prepared, &folder.path().join(name)).expect("written");
            for entry in fs::read_dir(folder.path()).expect("a folder") {
                let path = entry.expect("a file").path();
                let name = path
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                files.insert(name, fs::read(&path).expect("the file"));
            }
        }
    }
    files
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

#[test]
fn g35_every_file_is_written_byte_for_byte_as_before() {
    let mut expected: Vec<String> = Vec::new();
    for destination in built_in() {
        for (name, bytes) in written(&destination) {
            let (name, bytes) = match destination.file.format {
                FileFormat::Csv => (name, bytes),
                // What packs a workbook may change; what stands in it may not.
                FileFormat::Xlsx => (format!("{name}.txt"), as_text(&bytes).into_bytes()),
            };
            let place = golden(&name);
            if std::env::var_os(WRITE).is_some() {
                fs::write(&place, &bytes).expect("written");
            }
            let before = fs::read(&place)
                .unwrap_or_else(|_| panic!("{name} is missing; set {WRITE}=1 and look at it"));
            assert!(
                before == bytes,
                "{name} changed:\n{}",
                String::from_utf8_lossy(&bytes)
            );
            expected.push(name);
        }
    }
    for entry in fs::read_dir(golden("")).expect("the folder") {
        let name = entry
            .expect("a file")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(expected.contains(&name), "{name} belongs to no destination");
    }
}

#[test]
fn a_workbook_is_the_same_bytes_each_time() {
    let plain = built_in()
        .into_iter()
        .find(|one| one.file.format == FileFormat::Xlsx)
        .expect("a workbook");
    assert_eq!(written(&plain), written(&plain));
}

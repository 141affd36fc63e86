//! The same input on the same day: the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use rollcall_engine::{AuditRequest, Silent};
use rollcall_tests::checkout::root;

use crate::estate::{audited, engine};

/// Every file written beside the project, by name.
fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("the file"))
        })
        .filter(|(name, _)| !name.contains(".rollcall"))
        .collect()
}

/// The second audit stands in another folder.
#[test]
fn the_whole_sample_audited_twice_is_byte_identical() {
    let out = tempfile::tempdir().expect("a folder");
    let request = AuditRequest {
        paths: vec![root().join("sample-data/exports")],
        project: Some(out.path().join("sample.rollcall")),
        out: Some(out.path().to_path_buf()),
    };
    engine()
        .audit(&request, &Silent)
        .expect("the sample can be audited");
    let (first, second) = (written(audited().out.path()), written(out.path()));
    let names: Vec<&String> = first.keys().collect();
    assert_eq!(names, second.keys().collect::<Vec<_>>());
    assert!(names.len() >= 7, "{names:?}");
    for (name, bytes) in &first {
        assert!(!bytes.is_empty(), "{name} is empty");
        assert!(Some(bytes) == second.get(name), "{name} differs");
    }
}

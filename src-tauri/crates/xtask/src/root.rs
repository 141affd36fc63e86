//! Where things are.

use std::path::{Path, PathBuf};

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A program that cargo built without optimisation.
pub(crate) fn built(program: &str) -> PathBuf {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    target().join("debug").join(name)
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The exports of the sample estate.
pub(crate) fn sample_exports() -> PathBuf {
    root().join("sample-data").join("exports")
}

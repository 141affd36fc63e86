//! Files opened in `LibreOffice` without a window, where it is installed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// Gives what `LibreOffice` shows of a file, as a sheet of its own kind. Where it is absent there is nothing, and
/// that is told past the capturing of outputs: the suite then counts the test as not run, not as passed.
pub(crate) fn shown(file: &Path, folder: &Path) -> Option<String> {
    // Commas, double quotes, UTF-8: what the window proposes for a text file with that mark.
    let as_text = file.extension().is_some_and(|one| one == "csv");
    let profile = folder.join("profile");
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "fods"])
        .args(as_text.then_some("--infilter=CSV:44,34,76"))
        .arg("--outdir")
        .arg(folder)
        .arg(file)
        .output();
    let Ok(done) = done else {
        writeln!(
            std::io::stdout(),
            "\nNOT RUN HERE: LibreOffice is absent, so {} was not opened as people open it.",
            file.display()
        )
        .expect("what is not run is told");
        return None;
    };
    let sheet = folder
        .join(file.file_name().expect("a name"))
        .with_extension("fods");
    assert!(
        sheet.exists(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    Some(fs::read_to_string(sheet).expect("the sheet"))
}

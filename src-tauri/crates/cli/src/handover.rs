//! `rollcall handover`.

use serde_json::{Value, json};

use crate::arguments::HandoverArguments;
use crate::passphrase::Passphrases;
use crate::project::call;

/// Hands a project over and tells what was written.
pub(crate) fn run(
    request: &HandoverArguments,
    passphrases: &Passphrases,
) -> Result<String, String> {
    let asked = json!({ "folder": request.out, "replace": request.replace }).to_string();
    let done = call(
        (Some(&request.project), None),
        "hand_over",
        Some(&asked),
        passphrases,
    )?;
    let done: Value = serde_json::from_str(&done).map_err(|error| error.to_string())?;
    let told = done["outcome"].as_str().unwrap_or("Done.");
    Ok(format!(
        "{told} Begin with {}.",
        request.out.join("README.md").display()
    ))
}

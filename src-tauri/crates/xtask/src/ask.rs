//! Options of a task.

/// The value after a flag, such as `--out DIR`.
///
/// # Errors
/// A sentence when the flag stands last.
pub(crate) fn value<'a>(arguments: &'a [String], flag: &str) -> Result<Option<&'a str>, String> {
    match arguments.iter().position(|argument| argument == flag) {
        None => Ok(None),
        Some(place) => arguments
            .get(place + 1)
            .map(|value| Some(value.as_str()))
            .ok_or_else(|| format!("{flag} needs a value after it.")),
    }
}

/// Refuses what is neither one of the flags nor the value of one.
///
/// # Errors
/// A sentence that names the stranger.
pub(crate) fn only(arguments: &[String], flags: &[&str]) -> Result<(), String> {
    let strangers = arguments
        .iter()
        .step_by(2)
        .find(|argument| !flags.contains(&argument.as_str()));
    match strangers {
        None => Ok(()),
        Some(stranger) => Err(format!("{stranger}? The options are {}.", flags.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_have_values() {
        let given: Vec<String> = ["--only", "ui"].map(String::from).into();
        assert_eq!(value(&given, "--only").unwrap(), Some("ui"));
        assert_eq!(value(&given, "--out").unwrap(), None);
        assert!(value(&given[..1], "--only").is_err());
        assert!(only(&given, &["--only"]).is_ok());
        assert!(only(&given, &["--out"]).unwrap_err().contains("--only"));
    }
}

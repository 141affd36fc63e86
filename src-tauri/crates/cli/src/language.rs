//! The language results and failures are told in. The help stays English.

use std::sync::OnceLock;

use rollcall_engine::Engine;
use rollcall_engine::view::SetLanguage;
use rollcall_words::Language;

use crate::output::sentence;

/// Where the language stands for whoever does not want to write it each time.
const VARIABLE: &str = "ROLLCALL_LANGUAGE";

/// The language that was chosen.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// From now on results are told in this language; without one in that of the environment, else in English.
///
/// # Errors
/// When the environment names one that is not spoken.
pub(crate) fn is(named: Option<Language>) -> Result<(), String> {
    let language = match (named, std::env::var(VARIABLE)) {
        (Some(language), _) => language,
        (None, Ok(code)) if !code.trim().is_empty() => {
            given(code.trim()).map_err(|told| format!("{VARIABLE} is “{code}”: {told}"))?
        }
        (None, _) => Language::English,
    };
    // Told once, at the start.
    let _ = CHOSEN.set(language);
    Ok(())
}

/// A language as `--language` takes it.
pub(crate) fn given(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| {
        let known = Language::ALL.map(Language::code).join(" or ");
        format!("say {known}.")
    })
}

fn chosen() -> Language {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Lets what an engine writes and answers speak it too.
///
/// # Errors
/// Never in practice: it is one of those that are spoken.
pub(crate) fn speak(engine: &Engine) -> Result<(), String> {
    let language = chosen().code().to_owned();
    engine
        .set_language(SetLanguage { language })
        .map(drop)
        .map_err(|error| sentence(&error))
}

/// A result in the chosen language, line by line; JSON is for programs and stays.
pub(crate) fn said(text: &str) -> String {
    in_language(text, chosen())
}

fn in_language(text: &str, language: Language) -> String {
    if language == Language::English || text.starts_with(['{', '[']) {
        return text.to_owned();
    }
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| a_line(line, language))
        .collect();
    lines.join("\n")
}

/// A line that is set in columns is said column by column, so that the columns stay.
fn a_line(line: &str, language: Language) -> String {
    let mut said = String::with_capacity(line.len());
    let mut is_changed = false;
    let mut rest = line;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start().len();
        said.push_str(&rest[..blanks]);
        rest = &rest[blanks..];
        let (column, after) = rest.split_at(rest.find("  ").unwrap_or(rest.len()));
        let word = language.say(column);
        is_changed |= word != column;
        said.push_str(&word);
        rest = after;
    }
    if is_changed {
        return said;
    }
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = language.say(&words);
    if whole == words {
        line.to_owned()
    } else {
        let indent = &line[..line.len() - line.trim_start().len()];
        format!("{indent}{whole}")
    }
}

#[cfg(test)]
mod tests {
    use rollcall_words::Language;

    use super::{given, in_language};

    #[test]
    fn columns_stay_and_json_is_for_programs() {
        for (english, german) in [
            (
                "  24 November 2026   1,234\n12.5 %",
                "  24. November 2026   1.234\n12,5 %",
            ),
            ("{\"day\":\"1,234\"}", "{\"day\":\"1,234\"}"),
            ("nothing  known", "nothing  known"),
            ("", ""),
        ] {
            assert_eq!(in_language(english, Language::German), german);
            assert_eq!(in_language(english, Language::English), english);
        }
    }

    #[test]
    fn a_language_nobody_speaks_is_told() {
        assert_eq!(given("de"), Ok(Language::German));
        assert_eq!(given("xx"), Err("say en or de.".to_owned()));
    }
}

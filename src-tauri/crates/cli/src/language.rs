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

/// Stands before and behind a name that has a column of its own, until the result is told.
const NAME: char = '\u{e000}';

/// A name that has a column of its own: a table may be called like a word of the program.
pub(crate) fn name(name: &str) -> String {
    format!("{NAME}{name}{NAME}")
}

/// What the core has told in the chosen language already: a code or a name in it may be a word of the program.
pub(crate) fn as_told(text: &str) -> String {
    text.split('\n').map(name).collect::<Vec<_>>().join("\n")
}

/// The label of a line in the chosen language where it is a day or a month in figures.
pub(crate) fn period(label: &str) -> String {
    chosen().period(label).into_owned()
}

/// A result in the chosen language, line by line; JSON is for programs and stays.
pub(crate) fn said(text: &str) -> String {
    in_language(text, chosen())
}

fn in_language(text: &str, language: Language) -> String {
    if language == Language::English || text.starts_with(['{', '[']) {
        return text.replace(NAME, "");
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
    let mut names = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start().len();
        said.push_str(&rest[..blanks]);
        rest = &rest[blanks..];
        if let Some((name, after)) = rest
            .strip_prefix(NAME)
            .and_then(|rest| rest.split_once(NAME))
        {
            said.push_str(name);
            names.push(of_one_blank(name));
            rest = after;
            continue;
        }
        // A column ends before the next one and before a name.
        let ends = [rest.find("  "), rest.find(NAME)].into_iter().flatten();
        let end = ends.filter(|end| *end > 0).min().unwrap_or(rest.len());
        let (column, after) = rest.split_at(end);
        let word = cells(column, language);
        is_changed |= word != column;
        said.push_str(&word);
        rest = after;
    }
    if is_changed {
        return said;
    }
    let line = line.replace(NAME, "");
    let words = of_one_blank(&line);
    let whole = language.say(&words);
    if whole == words || names.iter().any(|name| !whole.contains(name.as_str())) {
        line
    } else {
        let indent = &line[..line.len() - line.trim_start().len()];
        format!("{indent}{whole}")
    }
}

/// Figures and headers that stand side by side are each a text of their own.
fn cells(column: &str, language: Language) -> String {
    let cells: Vec<_> = column.split('|').map(|cell| language.say(cell)).collect();
    cells.join("|")
}

/// A text with one blank between its words.
fn of_one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use rollcall_words::Language;

    use super::{as_told, given, in_language, name};

    #[test]
    fn columns_stay_and_json_is_for_programs() {
        for (english, german) in [
            (
                "  24 November 2026   1,234\n12.5 %",
                "  24. November 2026   1.234\n12,5 %",
            ),
            (
                "  Shop · customers     1,086 read =     1,080 loaded +      6 set aside",
                "  Shop · customers     1.086 gelesen =     1.080 geladen +      6 zurückgestellt",
            ),
            ("Loading rows 1.0 s", "1,0 s Zeilen werden geladen"),
            (
                "12.9 s: 1,0 s Zeilen werden geladen.",
                "In 12,9 s: 1,0 s Zeilen werden geladen.",
            ),
            (
                "  Kept   4,249.15 | −17 |  | 2.50",
                "  Geblieben   4.249,15 | −17 |  | 2,50",
            ),
            ("{\"day\":\"1,234\"}", "{\"day\":\"1,234\"}"),
            ("zebra  zebra", "zebra  zebra"),
            ("", ""),
        ] {
            assert_eq!(in_language(english, Language::German), german);
            assert_eq!(in_language(english, Language::English), english);
        }
    }

    #[test]
    fn a_name_in_a_column_of_its_own_stays() {
        assert_eq!(
            in_language("  customers   24 November 2026", Language::German),
            "  Kunden   24. November 2026"
        );
        for called in ["customers", "two  blanks", "May"] {
            let line = format!("  {}   24 November 2026", name(called));
            assert_eq!(
                in_language(&line, Language::German),
                format!("  {called}   24. November 2026")
            );
            assert_eq!(
                in_language(&line, Language::English),
                format!("  {called}   24 November 2026")
            );
        }
        assert_eq!(in_language(&name("May"), Language::German), "May");
        let line = format!("Checked against: {}", name("People, May"));
        assert_eq!(
            in_language(&line, Language::German),
            "Abgeglichen mit: People, May"
        );
        // What is known behind it is told, and the columns stay.
        let line = format!(
            "  {:14} 1,234 rows, 2 set aside   {}  (current)",
            name("customers"),
            name("May")
        );
        assert_eq!(
            in_language(&line, Language::German),
            "  customers    1.234 Zeilen, 2 zurückgestellt   May  (in Gebrauch)"
        );
        for (english, german) in [
            (
                "shop  made at 2026-11-01T12:00:00Z",
                "shop  angelegt 2026-11-01T12:00:00Z",
            ),
            (
                "a.rollcall  as of 2026-11-01T12:00:00Z  1,234 KB",
                "a.rollcall  Stand 2026-11-01T12:00:00Z  1.234 KB",
            ),
            (
                "All customers  (contact, version 2)",
                "Alle Kunden  (zum Anschreiben, Fassung 2)",
            ),
        ] {
            assert_eq!(in_language(english, Language::German), german);
        }
    }

    #[test]
    fn what_was_told_already_is_not_said_once_more() {
        for told in [
            "Es gibt: title, birth_day, campaign, opened, clicked, time_zone.",
            "Bestellungen: Orders",
            "Orders: Customers\n\nOrders",
        ] {
            let line = as_told(told);
            assert_eq!(in_language(&line, Language::German), told);
            assert_eq!(in_language(&line, Language::English), told);
        }
        let line = format!("  {}: Schritt | Erreicht", as_told("Bestellungen: Orders"));
        assert_eq!(
            in_language(&line, Language::German),
            "  Bestellungen: Orders: Schritt | Erreicht"
        );
    }

    #[test]
    fn a_language_nobody_speaks_is_told() {
        assert_eq!(given("de"), Ok(Language::German));
        assert_eq!(given("xx"), Err("say en or de.".to_owned()));
    }
}

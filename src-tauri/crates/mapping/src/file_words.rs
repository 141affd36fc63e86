//! The words of a file's or sheet's name, without what changes from one export to the next.

use crate::fold::fold;
use crate::source_name::NAMES;

/// Names a spreadsheet program gives by itself.
pub(crate) fn says_nothing(sheet: &str) -> bool {
    let words: Vec<String> = fold(sheet).words;
    let letters: String = words
        .iter()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .cloned()
        .collect();
    matches!(
        letters.as_str(),
        "" | "sheet"
            | "tabelle"
            | "feuille"
            | "feuil"
            | "hoja"
            | "foglio"
            | "blad"
            | "folha"
            | "planilha"
    )
}

/// The name of a file without its ending.
pub(crate) fn stem(file: &str) -> &str {
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 7 && !ending.contains(' ') => {
            stem
        }
        _ => file,
    }
}

/// The words of a file name without dates, numbers and words such as "export".
pub(crate) fn meaningful_words(file: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before_was_dropped = false;
    let stem = stem(file);
    let raw = split_words(stem);
    // Where blanks stand between the words, a hyphen ties two to one.
    let has_blanks = stem.trim().contains(' ');
    for (position, (word, joint)) in raw.iter().enumerate() {
        let beside_a_year = [position.wrapping_sub(1), position + 1]
            .iter()
            .any(|near| raw.get(*near).is_some_and(|(near, _)| is_year(near)));
        let mut behind = raw.iter().skip(position + 1);
        let is_last = !words.is_empty() && behind.all(|(word, _)| changes(word));
        if changes(word) || ((beside_a_year || is_last) && is_month(word)) {
            before_was_dropped = true;
            continue;
        }
        let key = fold(word).key;
        let kept = without_glued_export(
            word.trim_end_matches(|last: char| last.is_ascii_digit() && key.len() > 4),
        );
        if kept.is_empty() {
            continue;
        }
        match words.last_mut() {
            Some(last) if has_blanks && *joint == Joint::Hyphen && !before_was_dropped => {
                last.push('-');
                last.push_str(kept);
            }
            // "LoyaltyCards" is written by a program; a person writes "Loyalty cards".
            Some(_) if *joint == Joint::None => words.push(kept.to_lowercase()),
            _ => words.push(kept.to_owned()),
        }
        before_was_dropped = false;
    }
    words
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Nothing: `LoyaltyCards`.
    None,
    Hyphen,
    Other,
}

/// The words of a name, each with what stands before it.
fn split_words(name: &str) -> Vec<(&str, Joint)> {
    let mut found = Vec::new();
    let mut joint = Joint::Other;
    for piece in name.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric());
        let parts = camel_words(word);
        for (position, part) in parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .enumerate()
        {
            let glued = if position == 0 { joint } else { Joint::None };
            found.push((part, glued));
        }
        joint = if !word.is_empty() && piece.ends_with('-') {
            Joint::Hyphen
        } else {
            Joint::Other
        };
    }
    found
}

/// Whether a word is a number, a version or one that says nothing of where a file comes from.
fn changes(word: &str) -> bool {
    let key = fold(word).key;
    key.is_empty()
        || key.bytes().all(|byte| byte.is_ascii_digit())
        || NAMES.dropped.contains(&key)
        || is_version_or_stamp(&key)
}

fn is_year(word: &str) -> bool {
    word.len() >= 4
        && word.starts_with(['1', '2'])
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `v2`, `20240531T101500Z`, `q1`, long hexadecimal ids.
fn is_version_or_stamp(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_version = key
        .strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.len() == digits);
    let is_stamp = digits >= 6 && key.len() - digits <= 2;
    let is_hexadecimal =
        key.len() >= 8 && digits >= 2 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_quarter = key.len() == 2 && digits == 1 && key.starts_with('q');
    is_version || is_stamp || is_hexadecimal || is_quarter
}

/// `Kundenexport` is about customers.
fn without_glued_export(word: &str) -> &str {
    let lower = word.to_lowercase();
    match lower.strip_suffix("export") {
        Some(rest) if rest.len() >= 3 && lower.len() == word.len() => {
            word.get(..rest.len()).unwrap_or(word)
        }
        _ => word,
    }
}

fn camel_words(word: &str) -> Vec<&str> {
    let mut borders = vec![0];
    let mut before_is_lower = false;
    for (position, character) in word.char_indices() {
        if before_is_lower && character.is_uppercase() {
            borders.push(position);
        }
        before_is_lower = character.is_lowercase();
    }
    borders.push(word.len());
    borders
        .windows(2)
        .filter_map(|border| word.get(*border.first()?..*border.last()?))
        .collect()
}

/// What the names of one export have in common month after month: the words of the file, the archive around it and the
/// sheet, without dates, months, counters, versions and words such as "export". Blank where nothing else is left.
pub fn series_of(label: &str, sheet: Option<&str>) -> String {
    let (container, member) = container_and_member(label);
    let mut words: Vec<String> = Vec::new();
    for part in container.into_iter().chain([member]) {
        words.extend(meaningful_words(part));
    }
    if let Some(sheet) = sheet.filter(|sheet| !says_nothing(sheet)) {
        words.extend(meaningful_words(sheet));
    }
    words.retain(|word| !is_month(word));
    fold(&words.join(" ")).words.join(" ")
}

/// The archive a file stands in, and the file's own name without its folders.
pub(crate) fn container_and_member(label: &str) -> (Option<&str>, &str) {
    let mut parts = label
        .split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .rev();
    let member = parts.next().unwrap_or(label);
    let archive = parts.find(|part| part.to_lowercase().ends_with(".zip"));
    (archive, member)
}

/// Whether a word is a month, perhaps with a year glued to it.
fn is_month(word: &str) -> bool {
    let letters = word.trim_matches(|character: char| character.is_ascii_digit());
    [word, letters]
        .iter()
        .any(|word| NAMES.months.contains(&fold(word).key))
}

#[cfg(test)]
mod tests {
    use super::series_of;

    #[test]
    fn exports_of_one_kind_are_one_series_in_seven_languages() {
        for (march, april) in [
            (
                "Kundenliste Köln-München März.csv",
                "Kundenliste Köln-München April.csv",
            ),
            (
                "Kundenliste Köln-München.csv",
                "Kundenliste_Köln_München_April2026 (1).xlsx",
            ),
            ("contacts-mars.csv", "contacts-avril-copie.csv"),
            ("clientes marzo 2026.csv", "clientes (2) - copia.csv"),
            ("klanten maart.csv", "klanten mei v2.csv"),
            ("clientes fevereiro.csv", "clientes-3.csv"),
            ("clienti gennaio.csv", "clienti 2026-02-28 final.csv"),
            ("Month 1/members.csv", "Month 2 – April/members.csv"),
            (
                "audience_8f2c1a90.zip/members_8f2c1a90.csv",
                "audience_77aa1b2c.zip/members_77aa1b2c.csv",
            ),
        ] {
            assert_eq!(series_of(march, None), series_of(april, None), "{march}");
            assert_ne!(series_of(march, None), "", "{march}");
        }
    }

    #[test]
    fn other_words_are_another_series() {
        assert_ne!(
            series_of("Kunden Köln.csv", None),
            series_of("Kunden München.csv", None)
        );
        assert_ne!(
            series_of("a.xlsx", Some("Members")),
            series_of("a.xlsx", Some("Notes"))
        );
        assert_eq!(
            series_of("a.xlsx", Some("Sheet1")),
            series_of("a.xlsx", None)
        );
        assert_eq!(series_of("export (3).csv", None), "");
    }
}

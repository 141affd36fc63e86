//! Yes and no in the languages of the header words.

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "x",
    "on",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "vrai",
    "si",
    "sí",
    "s",
    "verdadero",
    "vero",
    "sim",
    "tak",
    "prawda",
    "verdadeiro",
    "waar",
    "checked",
    "✓",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "não",
    "nao",
    "nee",
    "nie",
    "nej",
    "nei",
    "onwaar",
    "unchecked",
];

/// Whether a cell says yes or no, or neither.
pub(crate) fn says(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    // Longer texts are sentences; checked first because this runs for every row.
    if cell.is_empty() || cell.len() > 12 {
        return None;
    }
    let lower = cell.to_lowercase();
    if YES.contains(&lower.as_str()) {
        Some(true)
    } else if NO.contains(&lower.as_str()) {
        Some(false)
    } else {
        None
    }
}

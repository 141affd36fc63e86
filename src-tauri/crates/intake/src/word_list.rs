//! The word lists this room knows, from the data files beside the code.

use std::sync::LazyLock;

static TOTALS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/totals.txt")));
static FOOTERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/footers.txt")));
static COUNTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/counts.txt")));
static HEADERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/headers.txt")));
static REFUSALS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/refusals.txt")));

/// Whether a cell names a row of totals by itself, such as `Total`, `Summe:` or `Grand total`.
pub(crate) fn names_totals(cell: &str) -> bool {
    // Nearly every cell that begins a row is an id or a long text, and no name of a total.
    if cell.len() > 120 || cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words = cell
        .trim()
        .trim_end_matches([':', '.'])
        .trim()
        .to_lowercase();
    words.len() <= 40 && TOTALS.binary_search(&words.as_str()).is_ok()
}

/// Whether a cell begins like one of a row of totals, such as `Total: Campaigns`.
pub(crate) fn begins_like_totals(cell: &str) -> bool {
    cell.split_once(':')
        .is_some_and(|(before, _)| names_totals(before))
}

/// Whether a line begins like a remark below a table, such as `Generated on`.
pub(crate) fn begins_like_footer(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    FOOTERS.iter().any(|words| lower.starts_with(words))
}

/// Whether a cell counts the rows of a table: `Anzahl Mitglieder: 120`, `Total members 120`, `5 records`.
pub(crate) fn counts_rows(cell: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let lower = cell.trim().trim_matches(['(', ')', '.']).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() < 2 || words.len() > MOST_WORDS {
        return false;
    }
    let is_count = |word: &str| {
        word.starts_with(|one: char| one.is_ascii_digit())
            && word
                .chars()
                .all(|one| one.is_ascii_digit() || ".,'\u{a0}\u{202f}".contains(one))
    };
    let is_label = |word: &&str| !word.contains(|one: char| one.is_ascii_digit());
    if let Some((_, noun)) = words.split_first().filter(|(first, _)| is_count(first)) {
        let noun = format!("… {}", noun.join(" "));
        return COUNTS.binary_search(&noun.as_str()).is_ok();
    }
    let Some((_, label)) = words.split_last().filter(|(last, _)| is_count(last)) else {
        return false;
    };
    let begins = (1..=label.len()).any(|length| {
        let phrase = label.get(..length).unwrap_or_default().join(" ");
        let phrase = phrase.trim_end_matches([':', '=']).trim_end();
        COUNTS.binary_search(&phrase).is_ok()
    });
    begins && label.iter().all(is_label)
}

/// Whether a cell is a word that headers of customer data are made of, alone or as the last word.
pub(crate) fn names_a_column(cell: &str) -> bool {
    if cell.len() > 60 {
        return false;
    }
    let lower = cell.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let phrase = words.join(" ");
    HEADERS.binary_search(&phrase.as_str()).is_ok()
        || words
            .last()
            .is_some_and(|last| HEADERS.binary_search(last).is_ok())
}

/// Whether a cell says no by itself, such as `nein` or `Opted-out`.
pub(crate) fn says_no(cell: &str) -> bool {
    if cell.len() > 40 {
        return false;
    }
    let lower = cell.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    REFUSALS.binary_search(&words.join(" ").as_str()).is_ok()
}

fn lines(text: &'static str) -> Vec<&'static str> {
    let mut lines: Vec<&'static str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    lines.sort_unstable();
    lines
}

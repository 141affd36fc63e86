//! A name taken apart: addresses for mail, words, numbers, and what stands between.

/// Digits, in groups or not, from which a number may be somebody's.
const LONG: usize = 7;

/// The digits of a day with its time.
const MOST_OF_A_DAY: usize = 14;

/// Endings of files, which no address for mail has.
const ENDINGS: &[&str] = &[
    "csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "ndjson", "vcf", "parquet",
    "zip", "xml", "html", "htm", "rollcall", "toml",
];

/// A name and the ending of a file behind it.
pub(super) fn ending_of(name: &str) -> (&str, &str) {
    let at = name.rfind('.').unwrap_or(name.len());
    let (stem, ending) = name.split_at(at);
    let is_known = ENDINGS.contains(&ending.trim_start_matches('.').to_lowercase().as_str());
    if is_known { (stem, ending) } else { (name, "") }
}

/// What a piece of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Address,
    Word,
    /// Digits, and what parts groups of them.
    Number,
    Between,
}

/// A piece of a name.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

/// A name in its pieces: addresses for mail, words, numbers, and what stands between.
pub(super) fn pieces(name: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in name.split_inclusive(char::is_whitespace) {
        let core = word.trim_end();
        let is_address = core
            .split_once('@')
            .is_some_and(|(mailbox, domain)| !mailbox.is_empty() && !domain.is_empty());
        if is_address {
            let blank = &word[core.len()..];
            pieces.push(Piece {
                text: core,
                kind: Kind::Address,
            });
            pieces.push(Piece {
                text: blank,
                kind: Kind::Between,
            });
        } else {
            runs(word, &mut pieces);
        }
    }
    grouped(name, pieces)
}

fn runs<'a>(word: &'a str, pieces: &mut Vec<Piece<'a>>) {
    let kind_of = |one: char| match one {
        _ if one.is_numeric() => Kind::Number,
        _ if one.is_alphabetic() => Kind::Word,
        _ => Kind::Between,
    };
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let kind = kind_of(first);
        let end = rest.find(|one| kind_of(one) != kind).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(end);
        pieces.push(Piece { text, kind });
        rest = behind;
    }
}

/// Numbers that are one number written in groups, as telephones and days are.
fn grouped<'a>(name: &'a str, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let place = |text: &str| text.as_ptr() as usize - name.as_ptr() as usize;
    let parts = |text: &str| text.chars().all(|one| " +-()./_:".contains(one));
    let mut joined: Vec<Piece<'a>> = Vec::new();
    for piece in pieces {
        if let [.., number, between] = joined.as_slice()
            && number.kind == Kind::Number
            && piece.kind == Kind::Number
            && between.kind == Kind::Between
            && parts(between.text)
        {
            let (start, end) = (place(number.text), place(piece.text) + piece.text.len());
            joined.truncate(joined.len() - 2);
            let text = name.get(start..end).unwrap_or(piece.text);
            joined.push(Piece {
                text,
                kind: Kind::Number,
            });
        } else {
            joined.push(piece);
        }
    }
    joined
}

/// Whether a number is so long that it may reach somebody, and no day of lately, as exports are named after.
pub(super) fn is_of_somebody(number: &str, this_year: i32) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < LONG {
        return false;
    }
    let is_lately = |year: Option<&str>| {
        year.and_then(|year| year.parse().ok())
            .is_some_and(|year: i32| (year - this_year).abs() <= 1)
    };
    let month = digits.get(4..6).and_then(|month| month.parse().ok());
    let begins = digits.len() <= MOST_OF_A_DAY
        && is_lately(digits.get(..4))
        && month.is_some_and(|month: u8| (1..=12).contains(&month));
    let ends = (6..=8).contains(&digits.len()) && is_lately(digits.get(digits.len() - 4..));
    !begins && !ends
}

//! Columns called a hash of somebody: `user_hash`, `customer_sha256`.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;
use crate::header_words::Qualifier;
use crate::word_lists::WORDS;

/// The confidence of what is asked about: the header does not say what of somebody the hash is made from.
const ASKED: f64 = 0.6;
/// From this share on nothing but hashes stands in a column.
const ALL: f64 = 0.99;

/// The column as hashes of e-mail addresses, which nearly all that are given on are, where each of its values is one and
/// no other column of the table reaches a mailbox.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let profile = &view.profile;
    let is_hashes = profile.speaks() && profile.share(Kind::Sha256) >= ALL;
    if !is_hashes
        || around.role == TableRole::Figures
        || around.evidence.reaches_by_mail()
        || !names_hash_of_somebody(&view.folded.words)
    {
        return None;
    }
    let reason = format!(
        "The header \"{}\" says a hash of somebody and not of what, and all values are SHA-256 hashes, as of e-mail addresses. Please say what it is.",
        view.header
    );
    Some(used(view, Attribute::HashedEmail, ASKED, reason))
}

/// A word of a hash beside one of a person, and nothing else: no password, file or row.
fn names_hash_of_somebody(words: &[String]) -> bool {
    const HASHED: [&str; 8] = [
        "hash", "hashed", "hashwert", "gehasht", "hache", "hachage", "sha", "256",
    ];
    // They stand beside any column and name nobody.
    const OF_ANY: [&str; 11] = [
        "field", "attr", "value", "text", "string", "raw", "input", "current", "reported", "legal",
        "official",
    ];
    let is_hashed = |word: &String| HASHED.contains(&word.as_str());
    let is_somebody = |word: &String| {
        !OF_ANY.contains(&word.as_str()) && WORDS.qualifier(word) == Some(Qualifier::Holder)
    };
    words.iter().any(|word| is_hashed(word) && word != "256")
        && words.iter().any(is_somebody)
        && words
            .iter()
            .all(|word| is_hashed(word) || is_somebody(word) || is_filler(word))
}

fn is_filler(word: &str) -> bool {
    WORDS.qualifier(word) == Some(Qualifier::Filler)
}

//! What a mail server answers to a message: "550 5.1.1 user unknown", "4.2.2 mailbox full".
//!
//! The first figure of an enhanced status code (RFC 3463) says whether a message arrived (2), may arrive later (4) or never
//! will (5); a reply code of three figures (RFC 5321) says the same by its first.

use std::sync::LazyLock;

use super::{HARD, NONE, SOFT};
use crate::table::Meanings;
use crate::{boolean, text};

/// A longer text is more than an answer.
const LONGEST: usize = 300;
/// No subject of a status is higher.
const LAST_SUBJECT: u32 = 7;
/// A date without its century has a higher last figure than the statuses of most subjects.
const LAST_DETAIL_ALONE: u32 = 11;
/// No reason of the data file has more words.
const LONGEST_REASON: usize = 4;
/// Reply codes by which a message is turned away, for good and for the time being.
const TURNED_AWAY: [u32; 8] = [521, 550, 551, 552, 553, 554, 555, 556];
const LATER: [u32; 5] = [421, 450, 451, 452, 455];
/// What stands before a reply code.
const CALLED: [&str; 5] = ["smtp", "error", "code", "fehler", "status"];
/// Words of answers of mail servers. A version or a size has such figures, too.
const OF_MAIL: [&str; 16] = [
    "smtp",
    "dsn",
    "bounce",
    "mailbox",
    "recipient",
    "user",
    "rejected",
    "relay",
    "spam",
    "mailer",
    "postfach",
    "empfanger",
    "abgewiesen",
    "destinataire",
    "destinatario",
    "ontvanger",
];

/// Reasons servers give, in words.
static REASONS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("reply"));

/// What the answer of a mail server says; nothing where a text is none.
pub(super) fn read(text: &str) -> Option<&'static str> {
    // Most of what is asked about here is one word.
    if text.len() > LONGEST || !text.contains([' ', '.', '-', '_']) {
        return None;
    }
    by_status(text)
        .or_else(|| by_reason(text))
        .or_else(|| by_reply(text))
}

/// Whether a text is the answer of a mail server wherever it stands: it gives a reason, or has a word of mail beside its
/// code.
pub(super) fn is_spelled_out(text: &str) -> bool {
    let names_mail = || {
        let folded = text::fold(text);
        folded.split(' ').any(|word| OF_MAIL.contains(&word))
    };
    text.len() <= LONGEST
        && (by_reason(text).is_some()
            || (by_status(text).is_some() || by_reply(text).is_some()) && names_mail())
}

/// By an enhanced status code anywhere in the text.
fn by_status(text: &str) -> Option<&'static str> {
    let is_alone = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    words_of(text).find_map(|word| {
        let mut parts = word.trim_end_matches('.').split('.');
        let class = parts.next()?;
        let subject: u32 = figure(parts.next()?)?;
        let detail: u32 = figure(parts.next()?)?;
        let is_day = is_alone && detail > LAST_DETAIL_ALONE;
        if parts.next().is_some() || subject > LAST_SUBJECT || is_day {
            return None;
        }
        match class {
            "5" => Some(HARD),
            "4" => Some(SOFT),
            "2" => Some(NONE),
            _ => None,
        }
    })
}

/// A figure of three digits at most, without a zero before it.
fn figure(digits: &str) -> Option<u32> {
    let is_plain = digits.len() <= 3 && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_plain)
}

/// By a reply code before the words that explain it: a number by itself is a count.
fn by_reply(text: &str) -> Option<&'static str> {
    let folded = text::fold(text);
    let mut words = folded.split(' ').filter(|word| !word.is_empty());
    let first = words.find(|word| !CALLED.contains(word))?;
    let code: u32 = first.parse().ok().filter(|_| first.len() == 3)?;
    let explains = words.any(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic()));
    if !explains {
        return None;
    }
    if TURNED_AWAY.contains(&code) {
        Some(HARD)
    } else if LATER.contains(&code) {
        Some(SOFT)
    } else {
        None
    }
}

/// By what a server says in words.
fn by_reason(text: &str) -> Option<&'static str> {
    let folded = text::fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    (2..=LONGEST_REASON.min(words.len()))
        .rev()
        .find_map(|length| {
            let mut phrases = words.windows(length);
            phrases.find_map(|phrase| REASONS.get(phrase.join(" ").as_str()).copied())
        })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_REASON, REASONS, is_spelled_out, read};

    #[test]
    fn the_class_of_a_status_says_whether_it_is_for_good() {
        for (text, told) in [
            ("550 5.1.1 user unknown", Some("hard")),
            ("5.1.1", Some("hard")),
            ("smtp; 550-5.1.1 <anna@example.com>: rejected", Some("hard")),
            ("5.7.26 unauthenticated", Some("hard")),
            ("452 4.2.2 over quota", Some("soft")),
            ("4.4.7", Some("soft")),
            ("250 2.0.0 OK", Some("none")),
            ("550 no mailbox here by that name", Some("hard")),
            ("SMTP error 550: rejected", Some("hard")),
            ("421 try again later", Some("soft")),
            ("552 mailbox full", Some("soft")),
            ("User unknown", Some("hard")),
            ("Postfach ist voll", Some("soft")),
            ("250 OK", None),
            ("550", None),
            ("5", None),
            ("5.1.24", None),
            ("05.01.2024", None),
            ("5.1.2024", None),
            ("5.12.3 apples", None),
            ("10.5.1.1", None),
            ("1.5.0 released", None),
            ("delivered", None),
            ("", None),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
    }

    #[test]
    fn figures_that_may_be_anything_need_a_word_of_mail() {
        for (text, is) in [
            ("550 5.1.1 user unknown", true),
            ("Mailbox full", true),
            ("smtp 5.0.0", true),
            ("Android 4.4.2", false),
            ("5.1.1", false),
            ("450 ml", false),
            ("550 Main Street", false),
        ] {
            assert_eq!(is_spelled_out(text), is, "{text}");
        }
    }

    #[test]
    fn every_reason_has_as_many_words_as_are_looked_for() {
        let fits = |reason: &String| (2..=LONGEST_REASON).contains(&reason.split(' ').count());
        assert!(REASONS.keys().all(fits));
    }
}

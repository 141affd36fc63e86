//! What single words and phrases do in a permission spelled out.

use std::sync::LazyLock;

use rollcall_model::{Attribute, ConsentState};

use crate::table::{self, Meanings, Words};
use crate::text;

pub(super) const PHRASES: &str = include_str!("../../data/consent_phrases.tsv");
/// No phrase of the data file has more words.
pub(super) const LONGEST_PHRASE: usize = 5;
/// Shorter words for a refusal ("0", "n", "off") are answers only where they stand alone.
const SHORTEST_REFUSAL: usize = 4;

static MARKS: LazyLock<Meanings<String, &'static [Mark]>> = LazyLock::new(|| {
    let mut marks = Meanings::default();
    for row in table::rows(PHRASES) {
        let Some((name, phrases)) = row.split_first() else {
            continue;
        };
        if let Some(found) = Mark::named(name) {
            for phrase in phrases {
                marks.entry(text::fold(phrase)).or_insert(found);
            }
        }
    }
    marks
});

/// Words that refuse where they stand alone as a cell refuse among others, too.
fn refused(phrase: &str) -> Option<&'static [Mark]> {
    let code = super::WORDS
        .get(phrase)
        .filter(|_| phrase.len() >= SHORTEST_REFUSAL)?;
    (ConsentState::parse(code) == Some(ConsentState::OptedOut)).then_some(&[Mark::Refused])
}

/// The first words of all that refuses: a text without any of them refuses nothing.
pub(super) static REFUSALS: LazyLock<Words<String>> = LazyLock::new(|| {
    let told = MARKS
        .iter()
        .filter(|(_, marks)| marks.iter().any(|mark| mark.refuses()))
        .map(|(phrase, _)| phrase);
    let alone = super::WORDS.keys().filter(|word| refused(word).is_some());
    let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
    told.chain(alone).map(first).collect()
});

/// What a word does in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Yes,
    /// An answer of its own: "no", "nein".
    No,
    /// Denies what stands beside it: "not", "kein".
    Not,
    /// Where things stand: "unsubscribed", "widersprochen".
    Refused,
    Stop,
    /// A request to stop what follows: "do not contact".
    Avoid,
    Delete,
    Only,
    Doubt,
    /// What there is none of in an agreement: "no problem".
    Worry,
    But,
    /// "By", "per": what follows is a way of telling or of reaching somebody.
    By,
    Wish,
    Idle,
    Email,
    Sms,
    Phone,
    Post,
    /// E-mail or letters, by the country.
    Mail,
    /// A channel the schema has no permission for.
    OtherChannel,
    Unknown,
}

impl Mark {
    /// What a row of the data file with this name does.
    pub(super) fn named(name: &str) -> Option<&'static [Self]> {
        Some(match name {
            "yes" => &[Self::Yes],
            "no" => &[Self::No],
            "not" => &[Self::Not],
            "stop" => &[Self::Stop],
            "avoid" => &[Self::Avoid],
            "delete" => &[Self::Delete],
            "only" => &[Self::Only],
            "doubt" => &[Self::Doubt],
            "worry" => &[Self::Worry],
            "but" => &[Self::But],
            "by" => &[Self::By],
            "wish" => &[Self::Wish],
            "idle" => &[Self::Idle],
            "email" => &[Self::Email],
            "sms" => &[Self::Sms],
            "phone" => &[Self::Phone],
            "post" => &[Self::Post],
            "by_phone" => &[Self::By, Self::Phone],
            "by_post" => &[Self::By, Self::Post],
            "mail" => &[Self::Mail],
            "other" => &[Self::OtherChannel],
            _ => return None,
        })
    }

    /// What the words from here on do, by the longest phrase that is known, and how many words that is.
    pub(super) fn of(words: &[&str]) -> (&'static [Self], usize) {
        let longest = LONGEST_PHRASE.min(words.len());
        (1..=longest)
            .rev()
            .find_map(|length| {
                let phrase = words.get(..length)?.join(" ");
                let marks = MARKS.get(phrase.as_str()).copied();
                Some((marks.or_else(|| refused(&phrase))?, length))
            })
            .unwrap_or((&[Self::Unknown], 1))
    }

    pub(super) fn is_channel(self) -> bool {
        matches!(
            self,
            Self::Email | Self::Sms | Self::Phone | Self::Post | Self::Mail | Self::OtherChannel
        )
    }

    pub(super) fn is_request(self) -> bool {
        matches!(self, Self::Stop | Self::Avoid | Self::Delete)
    }

    pub(super) fn denies(self) -> bool {
        matches!(self, Self::No | Self::Not)
    }

    pub(super) fn refuses(self) -> bool {
        self.denies() || self.is_request() || self == Self::Refused
    }

    /// Courtesy and grammar, over which a word reaches to the one it is about.
    pub(super) fn is_passed_over(self) -> bool {
        matches!(self, Self::Idle | Self::Wish | Self::By)
    }

    /// Whether the word names this channel; "mail" may.
    pub(super) fn may_be(self, channel: &Attribute) -> bool {
        match self {
            Self::Email => *channel == Attribute::EmailConsent,
            Self::Sms => *channel == Attribute::SmsConsent,
            Self::Phone => *channel == Attribute::PhoneConsent,
            Self::Post => *channel == Attribute::PostConsent,
            Self::Mail => matches!(channel, Attribute::EmailConsent | Attribute::PostConsent),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_PHRASE, Mark, PHRASES};
    use crate::{table, text};

    #[test]
    fn the_file_reads() {
        for row in table::rows(PHRASES) {
            assert!(row.first().and_then(|kind| Mark::named(kind)).is_some());
            for phrase in row.iter().skip(1) {
                assert_eq!(*phrase, text::fold(phrase), "{phrase:?} is not folded");
                assert!(phrase.split(' ').count() <= LONGEST_PHRASE, "{phrase:?}");
            }
        }
    }
}

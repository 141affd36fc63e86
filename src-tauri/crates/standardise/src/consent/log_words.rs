//! What a statement of a log of consents is about: its channel and its purpose.
//!
//! What is not plainly named is not known, and what is not known never makes a yes: of a channel nobody knows a no
//! counts for every channel, a yes for none.

use std::sync::LazyLock;

use rollcall_model::{Attribute, ConsentState};

use crate::table::{self, Meanings};
use crate::{Standardised, text};

const FILE: &str = include_str!("../../data/consent_log_words.tsv");
/// No phrase of the data file has more words.
const LONGEST_PHRASE: usize = 4;
/// The channels the schema has a permission for, by the code of their rows.
const CHANNELS: [(&str, Attribute); 4] = [
    ("email", Attribute::EmailConsent),
    ("sms", Attribute::SmsConsent),
    ("phone", Attribute::PhoneConsent),
    ("post", Attribute::PostConsent),
];
/// Rows of the data file that name a channel.
const OF_CHANNELS: [&str; 8] = [
    "email", "sms", "phone", "post", "letters", "mail", "other", "all",
];
/// Rows of the data file that name a purpose.
const OF_PURPOSES: [&str; 7] = [
    "marketing",
    "newsletter",
    "service",
    "profiling",
    "partners",
    "research",
    "every",
];
/// Purposes that lists of people are made for.
const OF_LISTS: [&str; 3] = ["marketing", "newsletter", "every"];

type Words = Meanings<String, &'static str>;

static CHANNEL_WORDS: LazyLock<Words> = LazyLock::new(|| words_of(&OF_CHANNELS));
static PURPOSE_WORDS: LazyLock<Words> = LazyLock::new(|| words_of(&OF_PURPOSES));

/// The words of some rows, and those that change nothing.
fn words_of(names: &[&str]) -> Words {
    let mut words = Words::default();
    for row in table::rows(FILE) {
        let Some((name, phrases)) = row.split_first() else {
            continue;
        };
        if !names.contains(name) && *name != "idle" {
            continue;
        }
        // A code stands for itself, as people choose it for a word.
        for phrase in phrases.iter().chain([name]) {
            words.entry(text::fold(phrase)).or_insert(*name);
        }
    }
    words
}

/// Words between two things of which each is meant.
const BETWEEN: [&str; 8] = ["and", "und", "et", "y", "e", "en", "or", "oder"];

/// Words that change nothing but beside a telephone: a "phone message" may be a text as well as a call.
const OF_MESSAGES: [&str; 4] = ["message", "messages", "nachricht", "nachrichten"];

/// The names a cell gives, each once in the order of the cell; nothing where it holds a word nobody knows, none that
/// names anything, or two names in one phrase, as "marketing cookies" does: which of them is meant nobody can tell.
fn names(cell: &str, words: &Words) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    for part in cell.split([',', ';', '/', '|', '+', '&', '\n']) {
        let folded = text::fold(part);
        let parts: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut rest = parts.as_slice();
        let mut of_phrase: Option<&str> = None;
        let mut is_message = false;
        while !rest.is_empty() {
            let longest = LONGEST_PHRASE.min(rest.len());
            let (name, length) = (1..=longest).rev().find_map(|length| {
                let phrase = rest.get(..length)?.join(" ");
                Some((*words.get(phrase.as_str())?, length))
            })?;
            if rest
                .first()
                .is_some_and(|word| length == 1 && BETWEEN.contains(word))
            {
                of_phrase = None;
                is_message = false;
            } else if name == "idle" {
                is_message |= rest.first().is_some_and(|word| OF_MESSAGES.contains(word));
            } else {
                let before = of_phrase.replace(name);
                if before.is_some_and(|before| !go_together(before, name)) {
                    return None;
                }
                if !found.contains(&name) {
                    found.push(name);
                }
            }
            if is_message && of_phrase == Some("phone") {
                return None;
            }
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Whether two names in one phrase may be one thing: a newsletter of offers is marketing.
fn go_together(one: &str, other: &str) -> bool {
    one == other || OF_LISTS.contains(&one) && OF_LISTS.contains(&other)
}

/// The channels a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channels(Option<Vec<&'static str>>);

/// The channels a cell of a log names.
pub fn channels(cell: &str) -> Channels {
    Channels(names(&text::clean_code(cell), &CHANNEL_WORDS))
}

/// The channels a statement is about in a log without a column of them: e-mail, as a permission without one is. Where the
/// row names a telephone number instead, a yes is one to text messages, a no one to calls as well.
pub fn channels_without_column(by_number: bool, state: ConsentState) -> Channels {
    Channels(Some(match (by_number, takes_away(state)) {
        (false, _) => vec!["email"],
        (true, false) => vec!["sms"],
        (true, true) => vec!["sms", "phone"],
    }))
}

impl Channels {
    /// Whether a statement with this state says it of a channel, which is one of the attributes of consent. A yes counts
    /// where the channel is plainly named, a no also where it may be meant.
    pub fn tell(&self, state: ConsentState, channel: &Attribute) -> bool {
        let Some(names) = &self.0 else {
            return takes_away(state);
        };
        let own = CHANNELS.iter().find(|(_, known)| known == channel);
        names.iter().any(|name| match *name {
            "all" => true,
            "letters" => {
                *channel == Attribute::PostConsent
                    || takes_away(state) && *channel == Attribute::EmailConsent
            }
            "mail" => {
                takes_away(state)
                    && matches!(channel, Attribute::EmailConsent | Attribute::PostConsent)
            }
            name => own.is_some_and(|(code, _)| *code == name),
        })
    }
}

/// What the statement permits or refuses to be reached for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purposes(Option<Vec<&'static str>>);

/// The purposes a cell of a log names.
pub fn purposes(cell: &str) -> Purposes {
    Purposes(names(&text::clean_code(cell), &PURPOSE_WORDS))
}

impl Purposes {
    /// Whether a statement with this state is about what lists of people are made for. A yes counts where that is plainly
    /// named, a no also where nobody can tell; that messages come back or were reported holds for every purpose.
    pub fn tell(&self, state: ConsentState) -> bool {
        match &self.0 {
            None => takes_away(state),
            Some(names) => {
                matches!(
                    state,
                    ConsentState::Undeliverable | ConsentState::Complained
                ) || names.iter().any(|name| OF_LISTS.contains(name))
            }
        }
    }
}

/// Whether a state takes a permission away.
fn takes_away(state: ConsentState) -> bool {
    state.strictness() >= ConsentState::Undeliverable.strictness()
}

/// The codes of the channels a cell names, such as `email` or `email, sms` (`consent.channel`); invalid where it has a word
/// nobody knows, or one that may mean e-mail as well as letters.
pub fn channel(cell: &str) -> Standardised {
    let cleaned = text::clean_code(cell);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match names(&cleaned, &CHANNEL_WORDS) {
        Some(names) if !names.contains(&"mail") => {
            let codes: Vec<&str> = names
                .iter()
                .map(|name| if *name == "letters" { "post" } else { name })
                .collect();
            Standardised::valid(codes.join(", "), "consent.channel")
        }
        _ => Standardised::invalid("consent.channel_unknown"),
    }
}

/// The codes of the purposes a cell names (`consent.purpose`); invalid where it has a word nobody knows.
pub fn purpose(cell: &str) -> Standardised {
    let cleaned = text::clean_code(cell);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match names(&cleaned, &PURPOSE_WORDS) {
        Some(names) => Standardised::valid(names.join(", "), "consent.purpose"),
        None => Standardised::invalid("consent.purpose_unknown"),
    }
}

/// Whether a cell names a channel that may be e-mail as well as letters, as "mail" and "correo" do; which of them the other
/// words of its column tell.
pub fn is_mail_or_letters(cell: &str) -> bool {
    names(&text::clean_code(cell), &CHANNEL_WORDS)
        .is_some_and(|names| names.iter().any(|name| matches!(*name, "mail" | "letters")))
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute::{EmailConsent, PhoneConsent, PostConsent, SmsConsent},
        ConsentState::{Complained, OptedIn, OptedOut, Pending, Undeliverable},
        ValueState::{self, Blank, Invalid, Valid},
    };

    use super::{CHANNELS, FILE, LONGEST_PHRASE, OF_CHANNELS, OF_PURPOSES};
    use super::{channel, channels, is_mail_or_letters, purpose, purposes};
    use crate::{table, text};

    #[test]
    fn the_file_reads() {
        for row in table::rows(FILE) {
            let name = row.first().copied().unwrap_or_default();
            assert!(
                OF_CHANNELS.contains(&name) || OF_PURPOSES.contains(&name) || name == "idle",
                "{name}"
            );
            for phrase in row.iter().skip(1) {
                assert_eq!(*phrase, text::fold(phrase), "{phrase:?} is not folded");
                assert!(phrase.split(' ').count() <= LONGEST_PHRASE, "{phrase:?}");
            }
        }
    }

    #[test]
    fn channel_words_in_seven_languages() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("SMS", Valid, "sms"),
            ("Texto", Valid, "sms"),
            ("E-Mail", Valid, "email"),
            ("email", Valid, "email"),
            ("EMAIL", Valid, "email"),
            ("Courriel", Valid, "email"),
            ("Correo electrónico", Valid, "email"),
            ("Posta elettronica", Valid, "email"),
            ("Telefon", Valid, "phone"),
            ("Téléphone", Valid, "phone"),
            ("Teléfono", Valid, "phone"),
            ("Anruf", Valid, "phone"),
            ("Post", Valid, "post"),
            ("courrier", Valid, "post"),
            ("Courrier électronique", Valid, "email"),
            ("correo", Valid, "post"),
            ("Brief", Valid, "post"),
            ("Direct mail", Valid, "post"),
            ("push", Valid, "other"),
            ("WhatsApp", Valid, "other"),
            ("E-Mail, SMS", Valid, "email, sms"),
            ("email/phone", Valid, "email, phone"),
            ("E-Mail und Telefon", Valid, "email, phone"),
            ("via SMS", Valid, "sms"),
            ("Alle Kanäle", Valid, "all"),
            ("Voice message", Valid, "phone"),
            ("phone calls and text messages", Valid, "phone, sms"),
            ("SMS message", Valid, "sms"),
            ("E-Mail-Nachricht", Valid, "email"),
            // A text or a call: nobody can tell.
            ("Phone message", Invalid, ""),
            ("phone messages", Invalid, ""),
            ("Messages by phone", Invalid, ""),
            ("Nachricht per Telefon", Invalid, ""),
            ("email, phone message", Invalid, ""),
            ("mail", Invalid, ""),
            ("carrier pigeon", Invalid, ""),
            ("email and pigeon", Invalid, ""),
            ("channel", Invalid, ""),
            ("  ", Blank, ""),
        ];
        for (text, state, value) in cases {
            let got = channel(text);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_yes_counts_where_the_channel_is_named_and_a_no_also_where_it_may_be_meant() {
        let of = |cell: &str, state| -> Vec<&str> {
            CHANNELS
                .iter()
                .filter(|(_, channel)| channels(cell).tell(state, channel))
                .map(|(code, _)| *code)
                .collect()
        };
        let every = ["email", "sms", "phone", "post"];
        for (cell, yes, no) in [
            ("email", &["email"][..], &["email"][..]),
            ("SMS", &["sms"], &["sms"]),
            ("courrier", &["post"], &["post"]),
            ("correo", &["post"], &["email", "post"]),
            ("mail", &[], &["email", "post"]),
            ("push", &[], &[]),
            ("email, sms", &["email", "sms"], &["email", "sms"]),
            ("all", &every, &every),
            ("email sms", &[], &every),
            ("E-Mail und SMS", &["email", "sms"], &["email", "sms"]),
            ("phone message", &[], &every),
            ("carrier pigeon", &[], &every),
            ("email and pigeon", &[], &every),
            ("", &[], &every),
        ] {
            assert_eq!(of(cell, OptedIn), yes, "{cell:?}");
            assert_eq!(of(cell, Pending), yes, "{cell:?}");
            assert_eq!(of(cell, OptedOut), no, "{cell:?}");
        }
        assert!(!channels("sms").tell(OptedIn, &EmailConsent));
        assert!(channels("all").tell(OptedOut, &PostConsent));
        assert!(channels("voice").tell(OptedIn, &PhoneConsent));
        assert!(channels("text").tell(OptedIn, &SmsConsent));
    }

    #[test]
    fn a_yes_for_another_purpose_permits_no_list() {
        let cases: &[(&str, ValueState, &str, bool, bool)] = &[
            // The cell, what it is read as, and whether a yes and a no in its row are about lists.
            ("Newsletter", Valid, "newsletter", true, true),
            ("marketing", Valid, "marketing", true, true),
            ("Werbung", Valid, "marketing", true, true),
            ("publicité", Valid, "marketing", true, true),
            ("Publicidad", Valid, "marketing", true, true),
            (
                "newsletter, profiling",
                Valid,
                "newsletter, profiling",
                true,
                true,
            ),
            ("all purposes", Valid, "every", true, true),
            ("service", Valid, "service", false, false),
            ("Profilbildung", Valid, "profiling", false, false),
            ("partenaires", Valid, "partners", false, false),
            ("Umfragen", Valid, "research", false, false),
            (
                "newsletter and partners",
                Valid,
                "newsletter, partners",
                true,
                true,
            ),
            (
                "marketing newsletter",
                Valid,
                "marketing, newsletter",
                true,
                true,
            ),
            // What somebody allows of two things in one phrase nobody can tell.
            ("Marketing cookies", Invalid, "", false, true),
            ("Offers of partners", Invalid, "", false, true),
            ("partner newsletter", Invalid, "", false, true),
            ("marketing research", Invalid, "", false, true),
            ("P-17", Invalid, "", false, true),
            ("", Blank, "", false, true),
        ];
        for (text, state, value, yes, no) in cases {
            let got = purpose(text);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
            assert_eq!(purposes(text).tell(OptedIn), *yes, "{text:?}");
            assert_eq!(purposes(text).tell(OptedOut), *no, "{text:?}");
        }
        // What is said of the address holds whatever it was written for.
        assert!(purposes("service").tell(Undeliverable) && purposes("service").tell(Complained));
    }

    #[test]
    fn words_for_two_channels_are_told() {
        for text in ["mail", "Correo", "Mail, SMS"] {
            assert!(is_mail_or_letters(text), "{text}");
        }
        for text in ["email", "Post", "correo electrónico", "", "pigeon"] {
            assert!(!is_mail_or_letters(text), "{text}");
        }
    }
}

//! What a permission spelled out says: "Yes please", "only by post", "lieber nicht", "take me off".

use std::sync::LazyLock;

use rollcall_model::{Attribute, ConsentState};

use crate::table::{self, Meanings};
use crate::text;

const PHRASES: &str = include_str!("../../data/consent_phrases.tsv");
/// No phrase of the data file has more words.
const LONGEST_PHRASE: usize = 5;
/// A longer text is a story, of which nothing but a plain request is read.
const MOST_WORDS: usize = 12;
/// A refusal with more words nobody knows may refuse something else.
const MOST_UNKNOWN: usize = 1;

static MARKS: LazyLock<Meanings<String, Mark>> = LazyLock::new(|| {
    let mut marks = Meanings::default();
    for row in table::rows(PHRASES) {
        let Some((mark, phrases)) = row.split_first() else {
            continue;
        };
        if let Some(mark) = Mark::named(mark) {
            for phrase in phrases {
                marks.entry(text::fold(phrase)).or_insert(mark);
            }
        }
    }
    marks
});

/// What a word does in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Yes,
    No,
    Stop,
    Delete,
    Only,
    Doubt,
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
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "yes" => Self::Yes,
            "no" => Self::No,
            "stop" => Self::Stop,
            "delete" => Self::Delete,
            "only" => Self::Only,
            "doubt" => Self::Doubt,
            "idle" => Self::Idle,
            "email" => Self::Email,
            "sms" => Self::Sms,
            "phone" => Self::Phone,
            "post" => Self::Post,
            "mail" => Self::Mail,
            "other" => Self::OtherChannel,
            _ => return None,
        })
    }

    fn is_channel(self) -> bool {
        matches!(
            self,
            Self::Email | Self::Sms | Self::Phone | Self::Post | Self::Mail | Self::OtherChannel
        )
    }

    fn is_request(self) -> bool {
        matches!(self, Self::Stop | Self::Delete)
    }

    /// Whether the word names this channel; "mail" may.
    fn may_be(self, channel: &Attribute) -> bool {
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

/// The marks of an answer in their order, and how many of its words nobody knows.
struct Answer(Vec<Mark>);

impl Answer {
    fn read(text: &str) -> Self {
        let folded = text::fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut marks = Vec::with_capacity(words.len());
        if text.contains(['?', '¿']) {
            marks.push(Mark::Doubt);
        }
        let mut from = 0;
        while from < words.len() {
            let longest = LONGEST_PHRASE.min(words.len() - from);
            let found = (1..=longest).rev().find_map(|length| {
                let phrase = words.get(from..from + length)?.join(" ");
                MARKS.get(phrase.as_str()).map(|mark| (*mark, length))
            });
            let (mark, length) = found.unwrap_or((Mark::Unknown, 1));
            marks.push(mark);
            from += length;
        }
        Self(marks)
    }

    fn has(&self, mark: Mark) -> bool {
        self.0.contains(&mark)
    }

    fn count(&self, mark: Mark) -> usize {
        self.0.iter().filter(|one| **one == mark).count()
    }

    /// The first word that is no courtesy.
    fn first(&self) -> Option<Mark> {
        self.0.iter().copied().find(|mark| *mark != Mark::Idle)
    }

    /// Whether, courtesies aside, one mark stands right before another.
    fn has_before(&self, first: Mark, second: fn(Mark) -> bool) -> bool {
        let said: Vec<Mark> = self
            .0
            .iter()
            .copied()
            .filter(|mark| *mark != Mark::Idle)
            .collect();
        said.windows(2)
            .any(|pair| pair.first() == Some(&first) && pair.get(1).is_some_and(|one| second(*one)))
    }

    /// Whether the answer asks to be left alone or forgotten: "do not unsubscribe me" does not.
    fn is_request(&self) -> bool {
        self.0.iter().any(|mark| mark.is_request())
            && !self.has(Mark::Doubt)
            && !self.has_before(Mark::No, Mark::is_request)
    }

    fn state(&self, channel: &Attribute) -> Option<ConsentState> {
        let names_own = self.0.iter().any(|mark| mark.may_be(channel));
        let names_other = self
            .0
            .iter()
            .any(|mark| mark.is_channel() && !mark.may_be(channel));
        if self.is_request() {
            return (names_own || !names_other || self.has(Mark::Delete))
                .then_some(ConsentState::OptedOut);
        }
        let is_open = self.has(Mark::Doubt)
            || self.0.iter().any(|mark| mark.is_request())
            || self.0.len() > MOST_WORDS;
        if is_open {
            return None;
        }
        if self.has(Mark::Only) {
            return self.of_only(names_own, names_other);
        }
        if self.has(Mark::No) {
            return self.refuses(names_own, names_other);
        }
        let agrees = self.has(Mark::Yes)
            && !self.has(Mark::Unknown)
            && (names_own || !names_other)
            // "Mail" alone beside a yes may mean letters.
            && !(self.has(Mark::Mail) && *channel == Attribute::PostConsent);
        agrees.then_some(ConsentState::OptedIn)
    }

    /// "Only by post" refuses everything but letters.
    fn of_only(&self, names_own: bool, names_other: bool) -> Option<ConsentState> {
        if self.has(Mark::No) || self.has(Mark::Mail) {
            return None;
        }
        match (names_own, names_other) {
            (false, true) => Some(ConsentState::OptedOut),
            (true, false) if !self.has(Mark::Unknown) => Some(ConsentState::OptedIn),
            _ => None,
        }
    }

    /// A refusal, unless it is of another channel or taken back in the same breath.
    fn refuses(&self, names_own: bool, names_other: bool) -> Option<ConsentState> {
        let denies_a_yes = self.has_before(Mark::No, |mark| mark == Mark::Yes);
        let is_clear = self.first() != Some(Mark::Yes)
            && (!self.has(Mark::Yes) || denies_a_yes)
            && self.count(Mark::Unknown) <= MOST_UNKNOWN
            && (names_own || !names_other);
        is_clear.then_some(ConsentState::OptedOut)
    }
}

/// What an answer in words says of a channel; nothing where it leaves that open. What is not plainly
/// a yes, word for word, is none.
pub(super) fn state_of(text: &str, channel: &Attribute) -> Option<ConsentState> {
    Answer::read(text).state(channel)
}

/// Whether several words, all of them known, agree or refuse without asking for anything.
pub(super) fn is_plain(text: &str) -> bool {
    let answer = Answer::read(text);
    answer.0.len() > 1
        && !answer.has(Mark::Unknown)
        && (answer.has(Mark::Yes) || answer.has(Mark::No) || answer.has(Mark::Only))
        && !answer.is_request()
        && answer.state(&Attribute::EmailConsent).is_some()
}

/// Whether an answer asks to be left alone or to be forgotten.
pub(super) fn is_request(text: &str) -> bool {
    Answer::read(text).is_request()
}

/// Whether an answer asks to be forgotten, not merely to be left alone.
pub(super) fn asks_for_deletion(text: &str) -> bool {
    let answer = Answer::read(text);
    answer.has(Mark::Delete) && answer.is_request()
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute::{self, EmailConsent, PhoneConsent, PostConsent, SmsConsent},
        ConsentState::{OptedIn, OptedOut},
    };

    use super::{LONGEST_PHRASE, Mark, PHRASES, asks_for_deletion, is_request, state_of};
    use crate::table;

    fn all(texts: &[&str], channel: &Attribute, expected: Option<rollcall_model::ConsentState>) {
        for text in texts {
            assert_eq!(state_of(text, channel), expected, "{text:?} for {channel}");
        }
    }

    #[test]
    fn the_file_reads() {
        for row in table::rows(PHRASES) {
            assert!(row.first().and_then(|kind| Mark::named(kind)).is_some());
            for phrase in row.iter().skip(1) {
                assert_eq!(
                    *phrase,
                    crate::text::fold(phrase),
                    "{phrase:?} is not folded"
                );
                assert!(phrase.split(' ').count() <= LONGEST_PHRASE, "{phrase:?}");
            }
        }
    }

    #[test]
    fn agreement_in_seven_languages() {
        let texts = [
            "Yes please",
            "ok",
            "OK!",
            "yes, thank you",
            "Yes, by e-mail",
            "Sure",
            "of course",
            "Ja, gerne",
            "ja bitte",
            "Gerne per E-Mail",
            "na klar",
            "einverstanden",
            "oui merci",
            "Oui, avec plaisir",
            "d'accord",
            "bien sûr",
            "sí, por favor",
            "claro que sí",
            "de acuerdo",
            "sì, grazie",
            "va bene",
            "volentieri",
            "ja graag",
            "is goed",
            "Natuurlijk!",
            "sim, obrigado",
            "Com certeza",
            "e-mail only",
            "nur per E-Mail",
        ];
        all(&texts, &EmailConsent, Some(OptedIn));
    }

    #[test]
    fn refusal_in_seven_languages() {
        let texts = [
            "No thanks",
            "Absolutely not!",
            "I'd rather not",
            "no way",
            "Not by e-mail",
            "certainly not",
            "please don't",
            "STOP",
            "Unsubscribe",
            "please remove me",
            "take me off your list",
            "leave me alone",
            "Nein danke",
            "lieber nicht",
            "auf keinen Fall",
            "bitte nicht mehr anschreiben",
            "abmelden",
            "kein Interesse",
            "natürlich nicht",
            "Keine Werbung!",
            "non merci",
            "surtout pas",
            "je ne veux pas",
            "désinscrire",
            "ne plus me contacter",
            "no gracias",
            "de ninguna manera",
            "darme de baja",
            "no me contacten",
            "no grazie",
            "assolutamente no",
            "non contattatemi",
            "cancellatemi",
            "nee bedankt",
            "liever niet",
            "niet meer mailen",
            "uitschrijven",
            "não obrigado",
            "de jeito nenhum",
            "descadastrar",
            "por favor remover",
            "only by post",
            "nur per Post",
            "uniquement par courrier",
            "solo por carta",
            "alleen per post",
            "apenas por correio",
            "delete my data",
            "bitte löschen Sie meine Daten",
        ];
        all(&texts, &EmailConsent, Some(OptedOut));
    }

    #[test]
    fn what_is_not_plain_stays_unread() {
        let texts = [
            "moved away",
            "maybe",
            "no problem",
            "why not",
            "not sure",
            "not yet",
            "no answer",
            "yes?",
            "yes but not by e-mail",
            "yes if it is not too often",
            "yes by post",
            "please",
            "e-mail",
            "do not unsubscribe me",
            "bitte nicht abmelden",
            "no phone calls",
            "stop calling me",
            "kein Problem",
            "weiß nicht",
            "pas encore",
            "todavía no",
            "nog niet",
            "ainda não",
            "yes ask my husband Tim",
            "ok for my wife",
            "only by mail",
            "has not been at this company for years",
            "ja nein",
            "",
        ];
        all(&texts, &EmailConsent, None);
    }

    #[test]
    fn channels_are_told_apart() {
        all(&["only by post", "nur Post"], &PostConsent, Some(OptedIn));
        all(
            &["only by post", "no texts please", "only e-mail"],
            &SmsConsent,
            Some(OptedOut),
        );
        all(
            &["no phone calls", "stop calling me"],
            &PhoneConsent,
            Some(OptedOut),
        );
        all(&["no e-mail", "yes by e-mail"], &SmsConsent, None);
    }

    #[test]
    fn requests_are_told_from_answers() {
        for request in [
            "STOP",
            "please remove me",
            "nicht mehr anschreiben",
            "delete my data",
            "abmelden",
        ] {
            assert!(is_request(request), "{request}");
        }
        for other in [
            "No thanks",
            "nein",
            "do not remove me",
            "removal van",
            "moved away",
        ] {
            assert!(!is_request(other), "{other}");
        }
        for deletion in [
            "please delete my data",
            "Meine Daten löschen!",
            "supprimez mes données",
            "borrar mis datos",
        ] {
            assert!(asks_for_deletion(deletion), "{deletion}");
        }
        assert!(!asks_for_deletion("please remove me"));
    }
}

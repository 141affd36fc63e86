//! What a permission spelled out says: "Yes please", "only by post", "lieber nicht", "take me off".

use rollcall_model::{Attribute, ConsentState};

use super::clause::{Beside, Clause, Refusal};
use super::words::Mark;

/// A longer text is a story, of which nothing but refusals is read.
const MOST_WORDS: usize = 12;

/// More words than so many beside the ways are a sentence.
const MOST_WORDS_OF_WAYS: usize = 5;

/// An answer in words, clause by clause.
pub(super) struct Answer {
    clauses: Vec<Clause>,
    /// It is, or holds, a question.
    asks: bool,
}

impl Answer {
    pub(super) fn read(text: &str) -> Self {
        Self {
            clauses: Clause::all(text),
            asks: text.contains(['?', '¿']),
        }
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = Mark> {
        self.clauses
            .iter()
            .flat_map(|clause| clause.0.iter().copied())
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        self.marks().any(|one| one == mark)
    }

    /// Whether anything stands beside that leaves a yes open.
    pub(super) fn is_doubted(&self) -> bool {
        self.asks
            || [Mark::Doubt, Mark::Worry, Mark::But]
                .iter()
                .any(|mark| self.has(*mark))
    }

    /// Whether the answer asks to be left alone or forgotten: "do not unsubscribe me" does not.
    fn is_request(&self) -> bool {
        let said: Vec<Mark> = self.marks().filter(|mark| !mark.is_passed_over()).collect();
        let denies_a_request = said
            .windows(2)
            .any(|pair| matches!(pair, [first, second] if first.denies() && second.is_request()));
        said.iter().any(|mark| mark.is_request()) && !self.is_doubted() && !denies_a_request
    }

    /// Whether nothing but "yes" and "no" stands there, as on a form nobody filled in.
    fn is_unanswered(&self) -> bool {
        let mut said = self.marks().filter(|mark| *mark != Mark::Idle);
        said.next() == Some(Mark::Yes)
            && said.next().is_some_and(Mark::denies)
            && said.next().is_none()
    }

    pub(super) fn state(&self, channel: &Attribute) -> Option<ConsentState> {
        if self.is_unanswered() {
            return None;
        }
        if self.refuses(channel) || self.allows_only_another(channel) {
            return Some(ConsentState::OptedOut);
        }
        self.agrees(channel).then_some(ConsentState::OptedIn)
    }

    /// Whether any word of refusal is about this channel, or about everything.
    fn refuses(&self, channel: &Attribute) -> bool {
        let a_yes = self.has(Mark::Yes);
        let mut after_a_yes = false;
        self.clauses.iter().any(|clause| {
            let beside = Beside { a_yes, after_a_yes };
            after_a_yes |= clause.has(Mark::Yes);
            clause
                .refusals(channel, beside)
                .any(|refusal| refusal == Refusal::Own)
        })
    }

    /// "Only by post" refuses everything but letters.
    fn allows_only_another(&self, channel: &Attribute) -> bool {
        if self.is_doubted() || self.marks().any(Mark::is_request) {
            return false;
        }
        self.clauses.iter().any(|clause| {
            clause.0.len() <= MOST_WORDS
                && clause.has(Mark::Only)
                && clause.0.iter().any(|mark| mark.is_channel())
                && !clause.0.iter().any(|mark| mark.may_be(channel))
        })
    }

    /// Whether the answer plainly is a yes: nothing in it refuses, is left open or unknown, and no
    /// other channel is named. "Mail" may be letters or e-mail, so it is a yes to neither.
    fn agrees(&self, channel: &Attribute) -> bool {
        let names_own = self.marks().any(|mark| mark.may_be(channel));
        let names_other = self
            .marks()
            .any(|mark| mark.is_channel() && !mark.may_be(channel));
        let is_plain = self.marks().count() <= MOST_WORDS
            && !self.is_doubted()
            && !self.has(Mark::Unknown)
            && !self.has(Mark::Mail)
            && !self.marks().any(Mark::refuses);
        if self.has(Mark::Only) {
            // "Only e-mail and texts" is one statement about both.
            let is_one = self.clauses.len() == 1;
            return is_plain && names_own && (is_one || !names_other);
        }
        let agrees = self.has(Mark::Yes) && (names_own || !names_other);
        is_plain && (agrees || names_own && self.names_ways_alone())
    }

    /// "E-mail", "per E-Mail", "e-mail and phone": the ways that were ticked, and no word of anything else.
    fn names_ways_alone(&self) -> bool {
        self.marks().count() <= MOST_WORDS_OF_WAYS
            && self.marks().any(Mark::is_channel)
            && self
                .marks()
                .all(|mark| mark.is_channel() || matches!(mark, Mark::By | Mark::Idle))
    }
}

/// What an answer in words says of a channel; nothing where it leaves that open. What is not plainly
/// a yes, word for word, is none.
pub(super) fn state_of(text: &str, channel: &Attribute) -> Option<ConsentState> {
    Answer::read(text).state(channel)
}

/// Whether any word of a text denies something.
pub(super) fn denies(text: &str) -> bool {
    Answer::read(text).marks().any(Mark::denies)
}

/// Whether a text names this channel, or none at all.
pub(super) fn may_be_about(text: &str, channel: &Attribute) -> bool {
    let answer = Answer::read(text);
    let mut named = answer.marks().filter(|mark| mark.is_channel()).peekable();
    named.peek().is_none() || named.any(|mark| mark.may_be(channel))
}

/// Whether a text names a channel.
pub(super) fn names_channel(text: &str) -> bool {
    Answer::read(text).marks().any(Mark::is_channel)
}

/// Whether several words, all of them known, agree or refuse without asking for anything.
pub(super) fn is_plain(text: &str) -> bool {
    let answer = Answer::read(text);
    answer.marks().count() > 1
        && !answer.has(Mark::Unknown)
        && [Mark::Yes, Mark::No, Mark::Not, Mark::Refused, Mark::Only]
            .iter()
            .any(|mark| answer.has(*mark))
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

    use super::{asks_for_deletion, is_request, state_of};

    fn all(texts: &[&str], channel: &Attribute, expected: Option<rollcall_model::ConsentState>) {
        for text in texts {
            assert_eq!(state_of(text, channel), expected, "{text:?} for {channel}");
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
            "e-mail",
            "per E-Mail",
            "par courriel",
            "por email",
            "via e-mail",
            "E-Mail und Telefon",
            "e-mail, SMS",
            "solo email",
            "sólo e-mail",
            "sí, email y WhatsApp",
            "nur E-Mail und Post",
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
            "yes if it is not too often",
            "yes by post",
            "please",
            "mail",
            "WhatsApp",
            "sí, WhatsApp",
            "per Telefon",
            "e-mail?",
            "e-mail address unknown",
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
        // A way named alone is a yes to that way, and says nothing of another.
        all(
            &["SMS", "per SMS", "e-mail, SMS"],
            &SmsConsent,
            Some(OptedIn),
        );
        all(
            &["per Telefon", "E-Mail und Telefon"],
            &PhoneConsent,
            Some(OptedIn),
        );
        all(
            &["per E-Mail", "sí, WhatsApp", "WhatsApp"],
            &SmsConsent,
            None,
        );
        all(
            &["solo email", "solo WhatsApp"],
            &SmsConsent,
            Some(OptedOut),
        );
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

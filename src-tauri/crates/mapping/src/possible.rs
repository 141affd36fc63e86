//! Columns that may say whether somebody may be written to although their header does not say it
//! plainly: they are asked about, and until somebody answered a no in them is a no.

use rollcall_model::{
    Attribute, ColumnMapping, ConsentState, MappingState, TableRole, Transformation,
};
use rollcall_standardise::consent;

use crate::beside::{channel, has_word, is_permission};
use crate::decide::{Surroundings, View, custom_name, used};
use crate::detect::Kind;
use crate::fold::{Folded, fold};
use crate::header_words::{HeaderGuess, Meaning, guess};
use crate::word_lists::WORDS;
use crate::words::{LISTS, plain};

/// The share of answers from which on a header that points to a permission is asked about; the other
/// values may be words nobody knows.
const SOME: f64 = 0.3;
/// The same where the header says nothing.
const MOST: f64 = 0.6;
/// A column of answers has few different ones.
const MOST_ANSWERS: usize = 40;
/// The confidence of what is asked about.
const ASKED: f64 = 0.5;

/// The column as a possible permission, where it is not used as something else for good reasons.
pub(crate) fn permission(
    view: &View<'_>,
    around: &Surroundings<'_>,
    found: &ColumnMapping,
) -> Option<ColumnMapping> {
    let is_open = matches!(found.state, MappingState::Unused | MappingState::Unsure);
    let profile = &view.profile;
    if !is_open
        || around.role == TableRole::Figures
        || found
            .target
            .as_ref()
            .is_some_and(|target| is_of_consent(&target.attribute))
        || !profile.speaks()
        || profile.distinct > MOST_ANSWERS
    {
        return None;
    }
    let header = Header::of(&view.folded, view.guess.as_ref());
    let yes_no = profile.share(Kind::YesNo);
    let spelled = profile.share(Kind::Opt);
    // Figures that happen to be noughts and ones are answers only where there is nothing else.
    let is_figures = profile.share(Kind::Number) > 0.5 && yes_no < 0.9;
    if is_figures {
        return None;
    }
    let is_pointed_at = header == Header::Permission && yes_no + spelled >= SOME;
    let lists_people = matches!(around.role, TableRole::Customers | TableRole::Consents);
    let is_told_by_values = header == Header::Unknown && lists_people && spelled >= MOST;
    if is_pointed_at || is_told_by_values {
        return Some(as_permission(view, yes_no));
    }
    let is_answered = header == Header::Unknown
        && lists_people
        && yes_no >= MOST
        && profile.share(Kind::No) > 0.0;
    is_answered.then(|| {
        let reason = "The values are yes and no, and the header does not say to what. It may be a permission: please say what it is, or leave it out. Until then whoever said no is in no list to reach people.";
        used(view, Attribute::Custom(custom_name(view.header, view.column)), 0.4, reason.into())
    })
}

fn as_permission(view: &View<'_>, yes_no: f64) -> ColumnMapping {
    let words = &view.folded.words;
    let attribute = channel(words).unwrap_or(Attribute::EmailConsent);
    let reason = format!(
        "The values are answers, and the header \"{}\" may ask whether somebody may be written to. Please say what it is; until then a no is obeyed and a yes permits nothing.",
        view.header
    );
    let mut entry = used(view, attribute, ASKED, reason);
    if has_word(words, &WORDS.consent.negators) && yes_no >= 0.5 {
        entry.transformation = Transformation::Negate;
    }
    entry
}

fn is_of_consent(attribute: &Attribute) -> bool {
    is_permission(attribute)
        || matches!(
            attribute,
            Attribute::ConsentTime
                | Attribute::ConsentSource
                | Attribute::WithdrawalTime
                | Attribute::ConsentChannel
                | Attribute::ConsentPurpose
                | Attribute::ConsentState
                | Attribute::DeletionRequest
                | Attribute::Bounced
        )
}

/// What a header tells about whether its column may be a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    /// It has a word of advertising, of being reached, of agreeing.
    Permission,
    /// It is about something else: whether an account is active, a bill paid, a place accessible.
    Elsewhere,
    Unknown,
}

impl Header {
    fn of(folded: &Folded, guess: Option<&HeaderGuess>) -> Self {
        let meaning = guess
            .filter(|guess| guess.strength >= 0.6)
            .map(|guess| &guess.meaning);
        if meaning == Some(&Meaning::OtherPermission) {
            return Self::Elsewhere;
        }
        let list = &WORDS.consent;
        let says = |names: &[String]| {
            has_word(&folded.words, names)
                || folded.words.iter().any(|word| begins_or_ends(word, names))
        };
        let is_channel = |word: &String| matches!(word.as_str(), "email" | "emails");
        let advertises = |word: &String| list.email.contains(word) && !is_channel(word);
        if says(&list.hints) || folded.words.iter().any(advertises) {
            return Self::Permission;
        }
        if says(&list.elsewhere) {
            return Self::Elsewhere;
        }
        if says(&list.leanings) {
            return Self::Permission;
        }
        if meaning.is_some_and(|meaning| !is_vague(meaning)) {
            return Self::Elsewhere;
        }
        if has_word(&folded.words, &list.verbs) || has_word(&folded.words, &list.sms) {
            return Self::Permission;
        }
        Self::Unknown
    }
}

/// Meanings that say as good as nothing about what a yes under them answers.
fn is_vague(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Name | Meaning::Id | Meaning::Number | Meaning::Kind | Meaning::TextMessages
    )
}

/// German and Dutch write several words as one: `Werbezustimmung`, `Kontaktfreigabe`.
pub(crate) fn begins_or_ends(word: &str, parts: &[String]) -> bool {
    const LEAST: usize = 6;
    parts
        .iter()
        .filter(|part| part.len() >= LEAST)
        .any(|part| word.starts_with(part.as_str()) || word.ends_with(part.as_str()))
}

/// Whether a column nobody has placed may be a permission, by its header alone: so that a no in it
/// is obeyed until somebody says what it is.
pub fn may_permit(header: &str) -> bool {
    let folded = fold(header);
    let guess = guess(&folded);
    Header::of(&folded, guess.as_ref()) != Header::Elsewhere
}

/// Whether a header has a word of advertising, of being reached or of agreeing.
pub(crate) fn points_to_permission(view: &View<'_>) -> bool {
    Header::of(&view.folded, view.guess.as_ref()) == Header::Permission
}

/// How plainly a cell of such a column refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainAnswer {
    /// A bare no, which refuses only where the whole column is yes and no.
    No,
    /// A bare yes.
    Yes,
    /// Words that refuse wherever they stand: "Opted out", "do not contact".
    Refusal,
}

/// What a cell plainly answers, or nothing.
pub fn plain_answer(text: &str) -> Option<PlainAnswer> {
    match crate::yes_no::says(text) {
        Some(true) => return Some(PlainAnswer::Yes),
        Some(false) => return Some(PlainAnswer::No),
        None => {}
    }
    let read = consent::standardise(text, &Attribute::EmailConsent);
    let refuses = matches!(
        ConsentState::parse(&read.value),
        Some(ConsentState::OptedOut | ConsentState::Complained)
    );
    (refuses && is_of_permissions(text)).then_some(PlainAnswer::Refusal)
}

/// Whether a text is of the words permissions are told by, unlike "inactive" or "cancelled", which
/// are told of accounts and orders as well.
pub(crate) fn is_of_permissions(text: &str) -> bool {
    LISTS.consent_words.contains(&plain(text))
        || consent::is_request(text)
        || consent::is_spelled_out(text)
}

#[cfg(test)]
mod tests {
    use super::{PlainAnswer, may_permit, plain_answer};

    #[test]
    fn plain_answers_are_told_from_other_words() {
        for (text, expected) in [
            ("Non", Some(PlainAnswer::No)),
            ("N", Some(PlainAnswer::No)),
            ("Oui", Some(PlainAnswer::Yes)),
            ("Opted out", Some(PlainAnswer::Refusal)),
            ("Unsubscribed", Some(PlainAnswer::Refusal)),
            ("Do not contact", Some(PlainAnswer::Refusal)),
            ("inactive", None),
            ("Cancelled", None),
            ("Gold", None),
            ("", None),
        ] {
            assert_eq!(plain_answer(text), expected, "{text}");
        }
    }

    #[test]
    fn headers_of_something_else_permit_nothing() {
        for header in [
            "Active",
            "Wheelchair",
            "Paid",
            "Bezahlt",
            "Rollstuhl",
            "VIP",
            "City",
            "push opt in",
        ] {
            assert!(!may_permit(header), "{header}");
        }
        for header in [
            "Accepte les offres",
            "Datenschutz ok?",
            "Zorb",
            "",
            "Kontaktfreigabe",
        ] {
            assert!(may_permit(header), "{header}");
        }
    }
}

//! What a permission cell says.

mod article;
mod clause;
mod log_words;
mod objection;
mod phrase;
mod remark;
mod rights;
mod words;

use std::sync::LazyLock;

use crate::table::Meanings;

use rollcall_model::{
    ASKS_ACCESS_AND_OBJECTION, ASKS_RESTRICTION_AND_OBJECTION, AskedRight, Attribute, ConsentState,
};

use crate::{Standardised, boolean, text};
use rights::{Asked, Stronger};

pub use remark::{Remark, remark};

pub use log_words::{
    Channels, Purposes, channel, channels, channels_without_column, is_mail_or_letters, purpose,
    purposes,
};

static WORDS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("consent"));

static DELETION: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("deletion"));

/// Words of who left one list.
static LEFT_A_LIST: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("left_list"));

/// Whether a cell of requests asks to be forgotten, which withdraws every permission as well.
pub fn asks_for_deletion(text: &str) -> bool {
    let cleaned = text::clean_code(text);
    !cleaned.is_empty()
        && (DELETION.contains_key(boolean::answer_key(&cleaned).as_str())
            // A single known word is the commonest cell by far.
            || state_of_word(&cleaned).is_none()
                && (phrase::asks_for_deletion(&cleaned)
                    || rights::stronger(&cleaned) == Some(Stronger::Deletion)))
}

/// Whether a cell of requests asks for a right that permits and refuses nothing by itself: to be told what is kept, or
/// that it is corrected.
pub fn asks_for_right(text: &str) -> bool {
    right_asked(text).is_some()
}

/// The same where the words name the right and nothing else is as likely: "Change of address" is what any desk for
/// customers hears.
pub fn names_right(text: &str) -> bool {
    asks_for_right(text) && !rights::is_change(&text::clean_code(text))
}

/// Whether a cell of requests asks that what is kept is used no further, whatever else it asks for.
pub(crate) fn asks_for_restriction(text: &str) -> bool {
    match right_asked(text) {
        Some(Asked::Rights(rights)) => rights.contains(&AskedRight::Restriction),
        Some(Asked::RestrictionAndObjection) => true,
        _ => false,
    }
}

/// Whether a cell refuses where a header asks whether somebody may be advertised to at all: "N", "nein danke". Who left one
/// list left no other.
pub(crate) fn refuses_advertising(text: &str) -> bool {
    let cleaned = text::clean_code(text);
    match state_of_word(&cleaned) {
        Some(state) => {
            state == ConsentState::OptedOut
                && !LEFT_A_LIST.contains_key(boolean::answer_key(&cleaned).as_str())
        }
        None => {
            !cleaned.is_empty()
                && Attribute::PERMISSIONS.iter().all(|channel| {
                    phrase::state_of(&cleaned, channel) == Some(ConsentState::OptedOut)
                })
        }
    }
}

/// Whether a text is the code of a state or of a request, as people say in a mapping what a word means.
pub(crate) fn is_meaning(text: &str) -> bool {
    ConsentState::parse(text).is_some()
        || matches!(text, "deletion" | "objection_to_marketing")
        || AskedRight::ALL.iter().any(|right| right.code() == text)
}

/// What a permission says whose cell asks for a right: nothing, unless it objects as well.
pub(crate) fn beside_right(text: &str) -> Standardised {
    let refused = |rule: &'static str| Standardised::valid(ConsentState::OptedOut.code(), rule);
    match right_asked(text) {
        Some(Asked::AccessAndObjection) => refused(ASKS_ACCESS_AND_OBJECTION),
        Some(Asked::RestrictionAndObjection) => refused(ASKS_RESTRICTION_AND_OBJECTION),
        _ => right(text),
    }
}

/// The no of a cell that refuses every way.
pub(crate) fn refused_every_way(text: &str) -> Standardised {
    let beside = beside_right(text);
    if beside.is_valid() {
        beside
    } else {
        Standardised::valid(ConsentState::OptedOut.code(), "consent.objection")
    }
}

/// The same where only the right counts.
pub(crate) fn right(text: &str) -> Standardised {
    match right_asked(text) {
        Some(Asked::Rights(rights)) => of_rights(&rights),
        Some(Asked::RestrictionAndObjection) => of_rights(&[AskedRight::Restriction]),
        _ => of_rights(&[]),
    }
}

/// The first right by the rule, further ones by the value.
fn of_rights(rights: &[AskedRight]) -> Standardised {
    let (first, further) = match rights.split_first() {
        Some((first, further)) => (*first, further),
        None => (AskedRight::Access, rights),
    };
    let codes: Vec<&str> = further.iter().map(|right| right.code()).collect();
    Standardised {
        value: codes.join(" "),
        ..Standardised::placeholder(first.rule())
    }
}

fn right_asked(text: &str) -> Option<Asked> {
    let cleaned = text::clean_code(text);
    let is_word = cleaned.is_empty() || state_of_word(&cleaned).is_some();
    if is_word {
        None
    } else {
        rights::asked(&cleaned)
    }
}

/// Whether a cell refuses every way of being reached: it objects to advertising as such, or takes all consent back. In a
/// column in which people state what they ask for, and `names_no_channel`, an objection that says nothing of what it is
/// about is one to every way, too.
pub(crate) fn refuses_every_way(text: &str, names_no_channel: bool) -> bool {
    let cleaned = text::clean_code(text);
    match state_of_word(&cleaned) {
        Some(state) => {
            is_of_every_way(state, &cleaned)
                || names_no_channel
                    && state == ConsentState::OptedOut
                    && objection::is_bare(&cleaned)
        }
        None => {
            let objects = || rights::stronger(&cleaned) == Some(Stronger::Objection);
            let names_none = || {
                names_no_channel && (objection::is_bare(&cleaned) || objects())
                    || rights::objects_by_article(&cleaned) && objects()
            };
            objection::refuses_every_way(&cleaned)
                || names_none() && !phrase::names_channel(&cleaned)
        }
    }
}

/// Whether a word that stands for a state refuses every way: "Do not contact" does, "unsubscribed" names none.
fn is_of_every_way(state: ConsentState, word: &str) -> bool {
    state == ConsentState::OptedOut && objection::is_whole(word)
}

/// Whether a cell asks to be left alone or forgotten, in any words: "STOP", "take me off".
pub fn is_request(text: &str) -> bool {
    let cleaned = text::clean_code(text);
    phrase::is_request(&cleaned)
        || refuses_every_way(text, false)
        || objection::is_bare_objection(&cleaned)
        || article::named(&cleaned).is_some_and(|named| named.deletion || named.objection)
}

/// Whether a cell objects or takes back and says nothing of what. A withdrawal may be one of money: what it is depends on
/// what the rest of its column says.
pub fn takes_back(text: &str) -> bool {
    objection::is_bare(&text::clean_code(text))
}

/// Whether a text of several words plainly is a yes or a no, with no word in it that nobody knows.
pub fn is_spelled_out(text: &str) -> bool {
    phrase::is_plain(&text::clean_code(text))
}

/// The code of a [`ConsentState`] (`consent.word`, `consent.objection`, `consent.phrase`) for a channel, which is one of
/// the attributes of consent; invalid where the words say none. A word is never read more loosely
/// than it is meant: what is not known to be a yes is no yes.
pub fn standardise(text: &str, channel: &Attribute) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    if let Some(state) = state_of_word(&cleaned) {
        let rule = if is_of_every_way(state, &cleaned) {
            "consent.objection"
        } else {
            "consent.word"
        };
        return Standardised::valid(state.code(), rule);
    }
    if crate::placeholder::is_filler(&cleaned) {
        return Standardised::placeholder("consent.placeholder");
    }
    if objection::refuses_every_way(&cleaned) {
        return Standardised::valid(ConsentState::OptedOut.code(), "consent.objection");
    }
    let objects = rights::stronger(&cleaned) == Some(Stronger::Objection)
        && phrase::may_be_about(&cleaned, channel);
    if objects || objection::is_bare(&cleaned) {
        return Standardised::valid(ConsentState::OptedOut.code(), "consent.phrase");
    }
    match phrase::state_of(&cleaned, channel) {
        Some(state) => Standardised::valid(state.code(), "consent.phrase"),
        None => Standardised::invalid("consent.unknown"),
    }
}

/// The state a word means, in any of eight languages.
fn state_of_word(text: &str) -> Option<ConsentState> {
    let code = if text.is_ascii() {
        text::with_folded(text, |folded| WORDS.get(folded))
    } else {
        WORDS.get(boolean::answer_key(text).as_str())
    };
    code.and_then(|code| ConsentState::parse(code))
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute, ConsentState,
        ValueState::{self, Blank, Invalid, Placeholder, Valid},
    };

    use super::standardise;

    #[test]
    fn permissions() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("SUBSCRIBED", Valid, "opted_in"),
            ("Ja", Valid, "opted_in"),
            ("oui", Valid, "opted_in"),
            ("1", Valid, "opted_in"),
            ("TRUE", Valid, "opted_in"),
            ("Désinscrit", Valid, "opted_out"),
            ("opted out", Valid, "opted_out"),
            ("no", Valid, "opted_out"),
            ("0", Valid, "opted_out"),
            ("NEVER_SUBSCRIBED", Valid, "never"),
            ("non-subscribed", Valid, "never"),
            ("Unknown", Valid, "never"),
            ("double_opt_in_pending", Valid, "pending"),
            ("unconfirmed", Valid, "pending"),
            ("cleaned", Valid, "undeliverable"),
            ("HARD_BOUNCE", Valid, "undeliverable"),
            ("SPAM_COMPLAINT", Valid, "complained"),
            ("marked_email_as_spam", Valid, "complained"),
            ("Yes please", Valid, "opted_in"),
            ("only by post", Valid, "opted_out"),
            ("keine Angabe", Placeholder, ""),
            ("perhaps", Invalid, ""),
            ("n/a", Placeholder, ""),
            (" ", Blank, ""),
        ];
        for (text, state, value) in cases {
            let got = standardise(text, &Attribute::EmailConsent);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
        }
    }

    #[test]
    fn every_code_means_itself() {
        for state in ConsentState::LOOSEST_FIRST {
            assert_eq!(
                standardise(state.code(), &Attribute::EmailConsent).value,
                state.code()
            );
        }
    }
}

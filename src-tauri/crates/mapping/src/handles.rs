//! Names people gave themselves, by which nobody is called: `Löwe592`, `dark_lord`.

use rollcall_model::{Attribute, ColumnMapping};

use crate::content::Profile;
use crate::decide::{View, used};
use crate::detect::Kind;
use crate::header_words::{Meaning, Qualifier};
use crate::words::{LISTS, plain};

/// No handle has fewer characters.
const SHORTEST: usize = 3;
/// The share of one word that is no known name.
const MOST: f64 = 0.6;
/// The share of given names from which on people are called so.
const CALLED: f64 = 0.3;
/// The share of whole names that may stand among them.
const MOST_WHOLE: f64 = 0.1;
/// The share with figures in them, which no name has.
const FIGURED: f64 = 0.3;
/// Where fewer have figures, hardly one is a known name, and there are so many different ones.
const MOST_NAMES: f64 = 0.05;
const FEWEST: usize = 10;
/// Words of a name as others are shown it, which somebody may have made up.
const SHOWN: [&str; 8] = [
    "display",
    "shown",
    "public",
    "visible",
    "anzeige",
    "anzeigename",
    "angezeigter",
    "oeffentlicher",
];

/// One word that is no known name of a person.
pub(crate) fn is_handle(value: &str) -> bool {
    if value.contains(char::is_whitespace)
        || value.chars().count() < SHORTEST
        || !value.contains(char::is_alphabetic)
    {
        return false;
    }
    let word = plain(value);
    !LISTS.given.contains(&word) && !LISTS.family.contains(&word)
}

/// A column called after what somebody is called by or shown as, whose values are handles.
pub(crate) fn column(view: &View<'_>) -> Option<ColumnMapping> {
    let is_shown = || {
        let mut words = view.folded.words.iter();
        words.any(|word| SHOWN.contains(&word.as_str()))
    };
    let may_be = match view.clear_meaning()? {
        Meaning::Attribute(Attribute::Nickname) => true,
        Meaning::Attribute(Attribute::FullName) | Meaning::Name => is_shown(),
        _ => false,
    };
    if !may_be || view.is_about(Qualifier::Emergency) || !are_held(&view.profile) {
        return None;
    }
    let reason = "Most of the values are one word with figures in it or none that anybody is called by: names people gave themselves, and no given names.";
    Some(used(view, Attribute::SocialHandle, 0.75, reason.into()))
}

fn are_held(profile: &Profile) -> bool {
    let share = |kind| profile.share(kind);
    let figured = 1.0 - share(Kind::Figureless);
    let named = share(Kind::GivenName) + share(Kind::FamilyName);
    profile.speaks()
        && share(Kind::Handle) >= MOST
        && share(Kind::GivenName) < CALLED
        && share(Kind::FullName) < MOST_WHOLE
        && (figured >= FIGURED || named < MOST_NAMES && profile.distinct >= FEWEST)
}

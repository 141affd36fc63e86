//! Whether the local part of an e-mail address is made of a name.

use crate::contacts::{Emails, Mailbox};
use crate::name_forms;
use crate::names::Names;
use crate::ragged::letters;

/// How a mailbox fits a name, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MailFit {
    /// Given and family name.
    Full,
    /// An initial and the other name.
    Initial,
    Family,
    Given,
    /// Both initials and nothing else.
    Initials,
    None,
}

/// How a mailbox fits a given and a family name. Mostly neither name can stand in it, as far as a glance at
/// the letters tells; then nothing is read.
pub(crate) fn fit(
    names: &Names,
    emails: &Emails<'_>,
    mailbox: Mailbox,
    given: u32,
    family: u32,
) -> MailFit {
    let (words, local) = (&names.words, emails.words(mailbox.local));
    let known = mailbox.sketch.letters;
    // Both initials may be all there is.
    let initials = local.len() <= INITIALS;
    let hopeless =
        |given: u32, family: u32| !initials && given & !known != 0 && family & !known != 0;
    let fit_words = |given: u32, family: u32| {
        if hopeless(words.letters(given), words.letters(family)) {
            MailFit::None
        } else {
            fit_words(local, words.get(given), words.get(family))
        }
    };
    let mut best = fit_words(given, family);
    if best == MailFit::Full {
        return best;
    }
    for part in names.parts(family) {
        best = best.min(fit_words(given, *part));
    }
    for &form in names.forms(given) {
        if best == MailFit::Full {
            break;
        }
        let head = name_forms::head(form);
        if !hopeless(letters(head), words.letters(family)) {
            best = best.min(self::fit_words(local, head, words.get(family)));
        }
    }
    best
}

/// Two initials and what may stand between them.
const INITIALS: usize = 3;

/// How the words of a local part (letters only) fit.
fn fit_words(local: &str, given: &str, family: &str) -> MailFit {
    let (Some(g), Some(f)) = (given.chars().next(), family.chars().next()) else {
        return MailFit::None;
    };
    if local.is_empty() {
        return MailFit::None;
    }
    let has_given = given.len() > 2 && holds(local, given);
    let has_family = family.len() > 2 && holds(local, family);
    if has_given && has_family {
        return MailFit::Full;
    }
    let joined = local.bytes().filter(|byte| *byte != b' ');
    let length = joined.count();
    let starts_or_ends = |name: &str, initial: char| {
        length == name.len() + 1
            && ((local.starts_with(initial) && local.ends_with(name))
                || (local.starts_with(name) && local.ends_with(initial)))
    };
    if has_family && starts_or_ends(family, g) || has_given && starts_or_ends(given, f) {
        MailFit::Initial
    } else if has_family && alone(local, length, family) {
        MailFit::Family
    } else if has_given && alone(local, length, given) {
        MailFit::Given
    } else if length == 2 && local.starts_with([g, f]) && local.ends_with([f, g]) && (g != f) {
        MailFit::Initials
    } else {
        MailFit::None
    }
}

/// Whether the name is a word of the local part, or nearly all of it.
fn alone(local: &str, length: usize, name: &str) -> bool {
    length <= name.len() + 2 || local.split(' ').any(|word| word == name)
}

/// Whether a mailbox spells a name and not rather another that is like it: `anna.webe` does not spell
/// Weber, nor `anna.weber` Webe, though it holds the letters.
pub(super) fn spells(local: &str, own: &str, other: &str) -> bool {
    own.len() > 2 && holds(local, own) && (own.len() > other.len() || !holds(local, other))
}

/// Whether the name stands in the local part, with or without blanks.
fn holds(local: &str, name: &str) -> bool {
    let (local, name) = (local.as_bytes(), name.as_bytes());
    stands_in(local, name) || (local.contains(&b' ') && spaced(local, name))
}

/// Whether the name stands in the local part as it is. Both are short: preparing a search would cost more
/// than the search.
fn stands_in(local: &[u8], name: &[u8]) -> bool {
    let Some(first) = name.first() else {
        return true;
    };
    let mut places = local.windows(name.len());
    places.any(|place| place.first() == Some(first) && place == name)
}

/// Whether the name stands in the local part if blanks are passed over.
fn spaced(local: &[u8], name: &[u8]) -> bool {
    (0..local.len()).any(|start| {
        let mut rest = local.iter().skip(start).filter(|byte| **byte != b' ');
        name.iter().all(|byte| rest.next() == Some(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::{MailFit, fit_words, spells};

    #[test]
    fn local_parts_are_read_as_names() {
        for (local, fit) in [
            ("anne marsh", MailFit::Full),
            ("marshanne", MailFit::Full),
            ("a marsh", MailFit::Initial),
            ("marsha", MailFit::Initial),
            ("annem", MailFit::Initial),
            ("marsh", MailFit::Family),
            ("annette", MailFit::None),
            ("anne", MailFit::Given),
            ("am", MailFit::Initials),
            ("sunny", MailFit::None),
            ("", MailFit::None),
        ] {
            assert_eq!(fit_words(local, "anne", "marsh"), fit, "{local}");
        }
    }

    #[test]
    fn a_mailbox_spells_one_of_two_names_that_are_alike() {
        for (local, own, other, told) in [
            ("anna maier", "maier", "meier", true),
            ("ameier", "meier", "maier", true),
            ("anna maier", "meier", "maier", false),
            ("peter schmidt", "schmidt", "schmid", true),
            ("peter schmid", "schmid", "schmidt", true),
            ("anna weber", "webe", "weber", false),
            ("anna webe", "weber", "webe", false),
            ("van der meer", "vandermeer", "vandermeen", true),
            ("am", "maier", "meier", false),
        ] {
            assert_eq!(spells(local, own, other), told, "{local}: {own}, {other}");
        }
    }
}

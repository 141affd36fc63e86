//! E-mail addresses: the same one, by the people behind it, or written in two ways; the same local part
//! elsewhere; slips.

use super::mail_name::{self, MailFit};
use super::{Level, Levels, best};
use crate::contacts::{Emails, Mailbox};
use crate::features::Features;
use crate::frequency::{Frequencies, sharing};
use crate::names::{FamilyLikeness, Likeness, Spelling, can_be_alike, spelling_in};
use crate::rows::Row;

/// The same mailbox in two writings, behind which one person is seen.
const WRITTEN: u8 = 5;
const DOMAIN_SLIP: u8 = 6;
const LOCAL_SLIP: u8 = 7;
/// The same part before the @ at one other provider.
const ELSEWHERE: u8 = 10;
const ALIKE: u8 = 11;
const DIFFER: u8 = 12;
/// The likeness says nothing that the names have not said.
const EXPLAINED: u8 = 13;

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.own(1, [0.48, 0.05, 1e-7], "same e-mail");
    levels.add(1, [0.04, 0.08, 1e-7], &["same e-mail, two people use it"]);
    levels.add(
        1,
        [0.02, 0.06, 1e-7],
        &["same e-mail, three or four people use it"],
    );
    levels.crowd(1, [0.01, 0.06, 1e-6], "same e-mail, many people use it");
    levels.own(1, [0.02, 0.002, 1e-8], "same mailbox, written in two ways");
    levels.add(
        1,
        [0.02, 0.003, 1e-6],
        &["e-mails differ by a slip after the @"],
    );
    levels.residue(
        1,
        [0.02, 0.003, 1e-6],
        &["e-mails differ by a slip before the @"],
    );
    levels.residue(
        1,
        [0.08, 0.01, 1e-5],
        &[
            "same part before the @ at several other providers",
            "same part before the @ at a few other providers",
            "same part before the @ at one other provider",
        ],
    );
    levels.residue(1, [0.02, 0.01, 1e-4], &["parts before the @ are alike"]);
    levels.add(1, [0.30, 0.70, 0.9998], &["e-mails differ"]);
    levels.explained("e-mails are alike because the names are");
    levels.finish()
}

/// Whether a level rests neither on how many people share an address nor on the names beside it.
pub(super) fn stays(level: u8) -> bool {
    matches!(level, 0 | DOMAIN_SLIP | DIFFER)
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(emails) = &features.emails else {
        return 0;
    };
    let (a, b) = (emails.values.at(left), emails.values.at(right));
    let Some(level) = best(a, b, |a, b| pair(emails, frequencies, a, b)) else {
        return 0;
    };
    // What the names say already is not said again by mailboxes made of them.
    if (LOCAL_SLIP..=ALIKE).contains(&level) && names_explain(features, emails, left, right) {
        EXPLAINED
    } else {
        level
    }
}

fn pair(emails: &Emails<'_>, frequencies: &Frequencies, a: u32, b: u32) -> u8 {
    let (left, right) = (emails.mailbox(a), emails.mailbox(b));
    let people = |code: u32| frequencies.emails.get(code as usize).copied().unwrap_or(1);
    if a == b {
        if left.role {
            return 4;
        }
        return 1 + sharing(people(a)) as u8;
    }
    if left.role || right.role {
        return DIFFER;
    }
    if left.leads_to == right.leads_to {
        return match sharing(people(a).max(people(b))) {
            0 => WRITTEN,
            several => 1 + several as u8,
        };
    }
    let (x, y) = (left.sketch.length, right.sketch.length);
    if left.local == right.local {
        return if left.domain == right.domain {
            LOCAL_SLIP
        } else if slip_of_domain(emails, left.domain, right.domain) {
            DOMAIN_SLIP
        } else if x > 2 {
            match emails.providers(left.local) {
                0..=2 => ELSEWHERE,
                3 | 4 => ELSEWHERE - 1,
                _ => ELSEWHERE - 2,
            }
        } else {
            DIFFER
        };
    }
    let can_be = x > 3 && y > 3 && x.abs_diff(y) <= 3 && can_be_alike(left.sketch, right.sketch);
    let alike = if can_be {
        spelling_in(&emails.locals, left.local, right.local)
    } else {
        Spelling::Differ
    };
    let text = |mailbox: Mailbox| emails.locals.get(mailbox.local);
    if alike == Spelling::Differ || !same_digits(text(left), text(right)) {
        return DIFFER;
    }
    match alike {
        Spelling::Near if left.domain == right.domain => LOCAL_SLIP,
        Spelling::Near | Spelling::Loose
            if left.domain == right.domain || slip_of_domain(emails, left.domain, right.domain) =>
        {
            ALIKE
        }
        Spelling::Near if left.digits || x > 6 => ALIKE,
        _ => DIFFER,
    }
}

/// A mistyped domain: a letter more, less, other or swapped; never a digit, which tells firms apart.
fn slip_of_domain(emails: &Emails<'_>, left: u32, right: u32) -> bool {
    let (a, b) = (emails.domains.get(left), emails.domains.get(right));
    a.len() > 4
        && b.len() > 4
        && same_digits(a, b)
        && a.len().abs_diff(b.len()) <= 1
        && crate::similarity::edits(a, b) <= 1
}

fn same_digits(a: &str, b: &str) -> bool {
    let digits = u8::is_ascii_digit;
    a.bytes().filter(digits).eq(b.bytes().filter(digits))
}

/// The same or a like local part says nothing more where it is made of a name that the records
/// agree on, or that only one of them has: its fit to the other's mailbox is heard as a name. Each
/// mailbox is read by its own record's names where it has them: `janderson` and `jhenderson` are as alike
/// as Anderson and Henderson are. Nor where names differ and either mailbox is made of its own record's:
/// `jan.meyer` is like `jan.weber` for the given name alone.
fn names_explain(
    features: &Features<'_>,
    emails: &Emails<'_>,
    left: Row<'_>,
    right: Row<'_>,
) -> bool {
    let names = &features.names;
    let (given_l, given_r) = (names.given.at(left), names.given.at(right));
    let (family_l, family_r) = (names.family.at(left), names.family.at(right));
    let given_alike = best(given_l, given_r, |a, b| names.given_likeness(a, b))
        .is_none_or(|found| found <= Likeness::Near);
    let family_alike = best(family_l, family_r, |a, b| names.family_likeness(a, b))
        .is_none_or(|found| found <= FamilyLikeness::Part);
    if !given_alike || !family_alike {
        return mailbox_of_own_name(features, emails, left)
            && mailbox_of_own_name(features, emails, right);
    }
    made_of_names(features, emails, left, right) && made_of_names(features, emails, right, left)
}

/// Whether a record has a mailbox made of its name; where it lacks the given or the family name, of the other
/// record's.
fn made_of_names(
    features: &Features<'_>,
    emails: &Emails<'_>,
    own: Row<'_>,
    other: Row<'_>,
) -> bool {
    let names = &features.names;
    let (mut given, mut family) = (names.given.at(own), names.family.at(own));
    if given.is_empty() {
        given = names.given.at(other);
    }
    if family.is_empty() {
        family = names.family.at(other);
    }
    emails.values.at(own).iter().any(|&code| {
        let mailbox = emails.mailbox(code);
        !mailbox.digits
            && given.iter().any(|&given| {
                family.iter().any(|&family| {
                    mail_name::fit(names, emails, mailbox, given, family) < MailFit::None
                })
            })
    })
}

/// Whether a record has a mailbox that holds its own given and family name, or one and the other's
/// initial.
fn mailbox_of_own_name(features: &Features<'_>, emails: &Emails<'_>, row: Row<'_>) -> bool {
    let names = &features.names;
    emails.values.at(row).iter().any(|&code| {
        let mailbox = emails.mailbox(code);
        !mailbox.digits
            && names.given.at(row).iter().any(|&given| {
                names.family.at(row).iter().any(|&family| {
                    mail_name::fit(names, emails, mailbox, given, family) <= MailFit::Initial
                })
            })
    })
}

#[cfg(test)]
mod tests;

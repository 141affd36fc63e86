//! E-mail addresses: the same one, by the people behind it; the same local part elsewhere; slips.

use super::mail_name::{self, MailFit};
use super::{Level, Levels, best};
use crate::contacts::{Emails, Mailbox};
use crate::features::Features;
use crate::frequency::{Frequencies, sharing};
use crate::names::{Likeness, Spelling, spelling_in};

const ALIKE: u8 = 9;
const DIFFER: u8 = 10;

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(1, [0.48, 0.05, 1e-7], &["same e-mail"]);
    levels.add(1, [0.04, 0.08, 1e-7], &["same e-mail, two people use it"]);
    levels.add(
        1,
        [0.02, 0.06, 1e-7],
        &["same e-mail, three or four people use it"],
    );
    levels.add(1, [0.01, 0.06, 1e-6], &["same e-mail, many people use it"]);
    levels.add(1, [0.03, 0.005, 1e-6], &["e-mails differ by a slip"]);
    levels.add(
        1,
        [0.08, 0.01, 1e-5],
        &[
            "same part before the @ at several other providers",
            "same part before the @ at a few other providers",
            "same part before the @ at one other provider",
        ],
    );
    levels.add(1, [0.02, 0.01, 1e-4], &["parts before the @ are alike"]);
    levels.add(1, [0.30, 0.70, 0.9998], &["e-mails differ"]);
    levels.finish()
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: u32,
    right: u32,
) -> u8 {
    let Some(emails) = &features.emails else {
        return 0;
    };
    let (a, b) = (emails.values.of(left), emails.values.of(right));
    let Some(level) = best(a, b, |a, b| pair(emails, frequencies, a, b)) else {
        return 0;
    };
    // What both names say already is not said again by a mailbox made of them.
    if (6..=8).contains(&level) && names_explain(features, emails, left, right) {
        0
    } else {
        level
    }
}

fn pair(emails: &Emails<'_>, frequencies: &Frequencies, a: u32, b: u32) -> u8 {
    let (left, right) = (emails.mailbox(a), emails.mailbox(b));
    if a == b {
        if left.role {
            return 4;
        }
        let people = frequencies.emails.get(a as usize).copied().unwrap_or(1);
        return 1 + sharing(people) as u8;
    }
    if left.role || right.role {
        return DIFFER;
    }
    let (x, y) = (
        emails.locals.length(left.local),
        emails.locals.length(right.local),
    );
    if left.local == right.local {
        return if left.domain == right.domain || slip_of_domain(emails, left.domain, right.domain) {
            5
        } else if x > 2 {
            match emails.providers(left.local) {
                0..=2 => 8,
                3 | 4 => 7,
                _ => 6,
            }
        } else {
            DIFFER
        };
    }
    let alike = if x > 3 && y > 3 && x.abs_diff(y) <= 3 {
        spelling_in(&emails.locals, left.local, right.local)
    } else {
        Spelling::Differ
    };
    let text = |mailbox: Mailbox| emails.locals.get(mailbox.local);
    if alike == Spelling::Differ || !same_digits(text(left), text(right)) {
        return DIFFER;
    }
    match alike {
        Spelling::Near if left.domain == right.domain => 5,
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

/// The same local part says nothing more once both names are equal and it is made of them.
fn names_explain(features: &Features<'_>, emails: &Emails<'_>, left: u32, right: u32) -> bool {
    let names = &features.names;
    let (l, r) = (left as usize, right as usize);
    let shared = emails.values.of(left).iter().any(|&a| {
        let a = emails.mailbox(a);
        !a.digits
            && emails
                .values
                .of(right)
                .iter()
                .any(|&b| emails.mailbox(b).local == a.local)
            && fits_name(features, emails, left, a.local)
    });
    let alike = best(names.given.get(l), names.given.get(r), |a, b| {
        names.given_likeness(a, b)
    })
    .is_some_and(|likeness| likeness <= Likeness::Near);
    shared
        && alike
        && names
            .family
            .get(l)
            .iter()
            .any(|word| names.family.get(r).contains(word))
}

fn fits_name(features: &Features<'_>, emails: &Emails<'_>, record: u32, local: u32) -> bool {
    let names = &features.names;
    let words = emails.words(local);
    names.given.get(record as usize).iter().any(|&given| {
        names
            .family
            .get(record as usize)
            .iter()
            .any(|&family| mail_name::fit(names, words, given, family) < MailFit::None)
    })
}

#[cfg(test)]
mod tests {
    use super::{ALIKE, DIFFER, levels};

    #[test]
    fn every_level_has_its_place() {
        let levels = levels();
        assert_eq!(
            levels[usize::from(ALIKE)].text,
            "parts before the @ are alike"
        );
        assert_eq!(levels[usize::from(DIFFER)].text, "e-mails differ");
        assert_eq!(levels.len(), usize::from(DIFFER) + 1);
    }
}

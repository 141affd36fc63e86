//! Names: given and family name as one joint value with its frequency, a lone name, a name in the
//! wrong field, and a name against the other record's e-mail.

use super::mail_name::{self, MailFit};
use super::name_levels::{
    BY_MAIL, FAMILY_MAIL, FAMILY_ONLY, FULL_LADDER, GIVEN_MAIL, GIVEN_ONLY, LONE, OWN_FAMILY,
    OWN_GIVEN, SPELT, SPELT_LADDER, STARTS, STEPS, SWAPPED, SWAPPED_NEAR,
};
use super::{best, best_pair};
use crate::features::Features;
use crate::frequency::{Frequencies, step};
use crate::names::{FamilyLikeness, Likeness};
use crate::rows::Row;

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let names = &features.names;
    let (given_l, given_r) = (names.given.at(left), names.given.at(right));
    let (family_l, family_r) = (names.family.at(left), names.family.at(right));
    let level = match (
        given_l.is_empty(),
        family_l.is_empty(),
        given_r.is_empty(),
        family_r.is_empty(),
    ) {
        (false, false, false, false) => full(features, frequencies, left, right),
        (false, lone_l, false, lone_r) => {
            given_only(features, frequencies, left, right, lone_l, lone_r)
        }
        (lone_l, false, lone_r, false) => {
            family_only(features, frequencies, left, right, lone_l, lone_r)
        }
        (false, true, true, false) => lone(features, given_l, family_r),
        (true, false, false, true) => lone(features, given_r, family_l),
        (true, true, false, false) => by_mail(features, frequencies, right, left),
        (false, false, true, true) => by_mail(features, frequencies, left, right),
        _ => 0,
    };
    level as u8
}

fn full(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> usize {
    let names = &features.names;
    let (given_l, given_r) = (names.given.at(left), names.given.at(right));
    let (family_l, family_r) = (names.family.at(left), names.family.at(right));
    let (mut given, a, b) = best_pair(given_l, given_r, |a, b| names.given_likeness(a, b))
        .unwrap_or((Likeness::Differ, 0, 0));
    let (mut family, c, d) = best_pair(family_l, family_r, |c, d| names.family_likeness(c, d))
        .unwrap_or((FamilyLikeness::Differ, 0, 0));
    let each_spells_its_own = |one: u32, other: u32| {
        mailbox_spells(features, left, one, other) && mailbox_spells(features, right, other, one)
    };
    match (given, family) {
        (Likeness::Equal | Likeness::Form | Likeness::Near, FamilyLikeness::Near)
            if each_spells_its_own(c, d) =>
        {
            return OWN_FAMILY;
        }
        (Likeness::Form | Likeness::Near, FamilyLikeness::Equal) if each_spells_its_own(a, b) => {
            return OWN_GIVEN;
        }
        _ => {}
    }
    if given >= Likeness::Loose
        && (second_name(features, given_l, right) || second_name(features, given_r, left))
    {
        given = Likeness::Form;
    }
    if family > FamilyLikeness::Part && former_matches(features, left, right) {
        family = FamilyLikeness::Part;
    }
    if given >= Likeness::Loose && family >= FamilyLikeness::Loose {
        let swapped =
            crossed(features, given_l, family_r).max(crossed(features, given_r, family_l));
        match swapped {
            0 => {
                return SWAPPED
                    + step(
                        frequencies.full_bits(a, family_l.first().copied().unwrap_or(0)),
                        &[15.0, 21.0],
                    );
            }
            1 => return SWAPPED_NEAR,
            _ => {}
        }
    }
    let (row, column) = (given as usize, family as usize);
    let given_bits = || frequencies.given_bits(a).min(frequencies.given_bits(b));
    let family_bits = || frequencies.family_bits(c).min(frequencies.family_bits(d));
    let at = match (STEPS[row][column], given, family) {
        (1, ..) => 0,
        (_, Likeness::Equal, FamilyLikeness::Equal) => {
            step(frequencies.full_bits(a, c), &FULL_LADDER)
        }
        (_, Likeness::Differ | Likeness::Loose, _) => step(family_bits(), &[7.0, 10.0]),
        (_, Likeness::Initial, _) => step(family_bits(), &[6.0, 9.0, 12.0]),
        (_, _, FamilyLikeness::Differ) => step(given_bits(), &[6.0, 9.0]),
        (2, ..) => step(given_bits() + family_bits(), &[17.0]),
        (3, ..) => step(given_bits() + family_bits(), &[14.0, 19.0]),
        _ => step(given_bits() + family_bits(), &[13.0, 17.0, 21.0]),
    };
    STARTS[row][column] + at.min(STEPS[row][column] - 1)
}

/// Whether a record has a personal mailbox that spells its own name and not the other's. A slip of the
/// pen is made once, in a name or in a mailbox: where both records bear their difference out, the names
/// are two.
fn mailbox_spells(features: &Features<'_>, row: Row<'_>, own: u32, other: u32) -> bool {
    let Some(emails) = &features.emails else {
        return false;
    };
    let words = &features.names.words;
    let (own, other) = (words.get(own), words.get(other));
    emails.values.at(row).iter().any(|&code| {
        let mailbox = emails.mailbox(code);
        !mailbox.role && mail_name::spells(emails.words(mailbox.local), own, other)
    })
}

/// Whether a given name of one record is a middle name of the other.
fn second_name(features: &Features<'_>, given: &[u32], other: Row<'_>) -> bool {
    let names = &features.names;
    let middle = names.middle.at(other);
    let mut given = given.iter();
    given.any(|word| middle.contains(word) && names.words.length(*word) > 2)
}

fn former_matches(features: &Features<'_>, left: Row<'_>, right: Row<'_>) -> bool {
    let names = &features.names;
    let meets = |former: &[u32], family: &[u32]| {
        best(former, family, |a, b| names.family_likeness(a, b))
            .is_some_and(|likeness| likeness <= FamilyLikeness::Near)
    };
    let (former_l, former_r) = (names.former.at(left), names.former.at(right));
    meets(former_l, names.family.at(right))
        || meets(former_r, names.family.at(left))
        || meets(former_l, former_r)
}

/// Given names against family names: 0 equal, 1 near, 2 neither.
fn crossed(features: &Features<'_>, given: &[u32], family: &[u32]) -> usize {
    let names = &features.names;
    let likeness = best(given, family, |a, b| names.family_likeness(a, b));
    match likeness {
        Some(FamilyLikeness::Equal) => 0,
        Some(FamilyLikeness::Near | FamilyLikeness::Part) => 1,
        _ => 2,
    }
}

fn given_only(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
    lone_l: bool,
    lone_r: bool,
) -> usize {
    let names = &features.names;
    let (given_l, given_r) = (names.given.at(left), names.given.at(right));
    let (likeness, a, b) = best_pair(given_l, given_r, |a, b| names.given_likeness(a, b))
        .unwrap_or((Likeness::Differ, 0, 0));
    if likeness >= Likeness::Loose {
        let cross = match (lone_l, lone_r) {
            (true, false) => crossed(features, given_l, names.family.at(right)),
            (false, true) => crossed(features, given_r, names.family.at(left)),
            _ => 2,
        };
        if cross < 2 {
            return LONE + cross;
        }
    }
    if lone_l != lone_r {
        let (named, half) = if lone_l { (right, left) } else { (left, right) };
        if let Some((fit, given, family)) = best_fit(features, named, half) {
            return GIVEN_MAIL
                + match (likeness <= Likeness::Near, fit) {
                    (true, MailFit::Full | MailFit::Family) => {
                        step(frequencies.full_bits(given, family), &SPELT_LADDER)
                    }
                    (true, MailFit::Initial) => {
                        step(frequencies.full_bits(given, family) - 2.0, &SPELT_LADDER)
                    }
                    (true, _) => SPELT + step(frequencies.given_bits(given), &[6.0, 9.0]),
                    (false, MailFit::Full) => SPELT + 3,
                    (false, _) => SPELT + 4,
                };
        }
    }
    GIVEN_ONLY
        + match likeness {
            Likeness::Equal => step(
                frequencies.given_bits(a).min(frequencies.given_bits(b)),
                &[6.0, 9.0, 12.0],
            ),
            Likeness::Form => 4,
            Likeness::Near => 5,
            Likeness::Initial => 6,
            Likeness::Loose => 7,
            Likeness::Differ => 8,
        }
}

fn family_only(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
    lone_l: bool,
    lone_r: bool,
) -> usize {
    let names = &features.names;
    let (family_l, family_r) = (names.family.at(left), names.family.at(right));
    let (likeness, a, b) = best_pair(family_l, family_r, |a, b| names.family_likeness(a, b))
        .unwrap_or((FamilyLikeness::Differ, 0, 0));
    if likeness >= FamilyLikeness::Loose {
        let cross = match (lone_l, lone_r) {
            (true, false) => crossed(features, names.given.at(right), family_l),
            (false, true) => crossed(features, names.given.at(left), family_r),
            _ => 2,
        };
        if cross < 2 {
            return LONE + cross;
        }
        if former_matches(features, left, right) {
            return FAMILY_ONLY + 5;
        }
    }
    if lone_l != lone_r {
        let (named, half) = if lone_l { (right, left) } else { (left, right) };
        if let Some((fit, given, family)) = best_fit(features, named, half) {
            return FAMILY_MAIL
                + match (likeness <= FamilyLikeness::Part, fit) {
                    (true, MailFit::Full | MailFit::Given) => {
                        step(frequencies.full_bits(given, family), &SPELT_LADDER)
                    }
                    (true, MailFit::Initial) => {
                        SPELT + step(frequencies.family_bits(family), &[10.0])
                    }
                    (true, _) => SPELT + 2 + step(frequencies.family_bits(family), &[7.0, 10.0]),
                    (false, MailFit::Full) => SPELT + 5,
                    (false, _) => SPELT + 6,
                };
        }
    }
    FAMILY_ONLY
        + match likeness {
            FamilyLikeness::Equal => step(
                frequencies.family_bits(a).min(frequencies.family_bits(b)),
                &[7.0, 10.0, 13.0],
            ),
            FamilyLikeness::Near => 4,
            FamilyLikeness::Part => 5,
            FamilyLikeness::Loose => 6,
            FamilyLikeness::Differ => 7,
        }
}

fn lone(features: &Features<'_>, given: &[u32], family: &[u32]) -> usize {
    LONE + crossed(features, given, family)
}

fn by_mail(
    features: &Features<'_>,
    frequencies: &Frequencies,
    named: Row<'_>,
    nameless: Row<'_>,
) -> usize {
    let Some((fit, given, family)) = best_fit(features, named, nameless) else {
        return 0;
    };
    BY_MAIL
        + match fit {
            MailFit::Full => step(frequencies.full_bits(given, family), &SPELT_LADDER),
            MailFit::Initial => SPELT + step(frequencies.family_bits(family), &[8.0, 11.0]),
            MailFit::Family => SPELT + 3,
            MailFit::Given => SPELT + 4,
            MailFit::Initials => SPELT + 5,
            MailFit::None => SPELT + 6,
        }
}

/// How the mailboxes of one record fit the name of another, and which name fits best; nothing
/// without a personal mailbox or a full name.
fn best_fit(
    features: &Features<'_>,
    named: Row<'_>,
    boxes: Row<'_>,
) -> Option<(MailFit, u32, u32)> {
    let emails = features.emails.as_ref()?;
    let names = &features.names;
    let mut found: Option<(MailFit, u32, u32)> = None;
    for &code in emails.values.at(boxes) {
        let mailbox = emails.mailbox(code);
        if mailbox.role {
            continue;
        }
        for &given in names.given.at(named) {
            for &family in names.family.at(named) {
                let fit = mail_name::fit(names, emails, mailbox, given, family);
                if found.is_none_or(|(best, ..)| fit < best) {
                    found = Some((fit, given, family));
                }
            }
        }
    }
    found
}

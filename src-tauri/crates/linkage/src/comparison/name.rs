//! Names: given and family name as one joint value with its frequency, a lone name, a name in the
//! wrong field, and a name against the other record's e-mail.

use super::mail_name::{self, MailFit};
use super::{Level, Levels, best};
use crate::features::Features;
use crate::frequency::{Frequencies, step};
use crate::names::{FamilyLikeness, Likeness};

const FULL: u8 = 1;
const GIVEN: u8 = 2;
const FAMILY: u8 = 3;
const CROSSED: u8 = 4;
const MAIL: u8 = 5;
const GIVEN_AND_MAIL: u8 = 6;
const FAMILY_AND_MAIL: u8 = 7;

/// How finely each likeness of given names (rows: equal, form, near, initial, loose, differ) and
/// family names (columns: equal, near, part, loose, differ) is told apart by frequency.
const STEPS: [[usize; 5]; 6] = [
    [10, 4, 3, 3, 3],
    [4, 2, 2, 1, 1],
    [4, 2, 1, 1, 1],
    [4, 2, 1, 1, 1],
    [3, 1, 1, 1, 1],
    [3, 1, 1, 1, 1],
];

/// What is assumed of the rows: same person, household, stranger.
const GIVEN_CHANCES: [[f64; 3]; 6] = [
    [0.80, 0.010, 0.005],
    [0.06, 0.003, 0.001],
    [0.06, 0.003, 0.001],
    [0.04, 0.010, 0.005],
    [0.02, 0.024, 0.020],
    [0.02, 0.950, 0.968],
];

/// What is assumed of the columns.
const FAMILY_CHANCES: [[f64; 3]; 5] = [
    [0.86, 0.75, 0.002],
    [0.06, 0.05, 0.001],
    [0.02, 0.03, 0.0005],
    [0.01, 0.02, 0.020],
    [0.05, 0.15, 0.9765],
];

const FULL_LADDER: [f64; 9] = [9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, 24.0, 28.0];

/// The first level of each cell of [`STEPS`].
const STARTS: [[usize; 5]; 6] = starts();
const SWAPPED: usize = STARTS[5][4] + STEPS[5][4];
const SWAPPED_NEAR: usize = SWAPPED + 3;
const GIVEN_ONLY: usize = SWAPPED_NEAR + 1;
const FAMILY_ONLY: usize = GIVEN_ONLY + 9;
const LONE: usize = FAMILY_ONLY + 8;
const BY_MAIL: usize = LONE + 3;
const GIVEN_MAIL: usize = BY_MAIL + 10;
const FAMILY_MAIL: usize = GIVEN_MAIL + 8;

const fn starts() -> [[usize; 5]; 6] {
    let mut starts = [[0; 5]; 6];
    let (mut next, mut row) = (1, 0);
    while row < 6 {
        let mut column = 0;
        while column < 5 {
            starts[row][column] = next;
            next += STEPS[row][column];
            column += 1;
        }
        row += 1;
    }
    starts
}

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    let given_texts = [
        "given names are equal",
        "given names are forms of one name",
        "given names differ by a slip",
        "a given name fits the other's initial",
        "given names are somewhat alike",
        "given names differ",
    ];
    let family_texts = [
        "family names are equal",
        "family names differ by a slip",
        "one family name is part of the other or a former one",
        "family names are somewhat alike",
        "family names differ",
    ];
    for (row, given) in given_texts.iter().enumerate() {
        for (column, family) in family_texts.iter().enumerate() {
            let (a, b) = (GIVEN_CHANCES[row], FAMILY_CHANCES[column]);
            let chances = [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
            let texts = stepped(&format!("{given}, {family}"), STEPS[row][column]);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            if row < 4 {
                levels.tied(FULL, chances, &texts);
            } else {
                levels.add(FULL, chances, &texts);
            }
        }
    }
    levels.tied(
        FULL,
        [0.02, 0.0001, 0.000_01],
        &[
            "given and family name are swapped, a common name",
            "given and family name are swapped",
            "given and family name are swapped, a rare name",
        ],
    );
    levels.tied(
        FULL,
        [0.004, 0.0001, 0.000_02],
        &["given and family name are swapped, with slips"],
    );

    levels.tied(
        GIVEN,
        [0.84, 0.012, 0.006],
        &[
            "given names are equal, a common one",
            "given names are equal",
            "given names are equal, a rare one",
            "given names are equal, a very rare one",
        ],
    );
    levels.tied(
        GIVEN,
        [0.04, 0.003, 0.001],
        &["given names are forms of one name"],
    );
    levels.tied(
        GIVEN,
        [0.05, 0.003, 0.001],
        &["given names differ by a slip"],
    );
    levels.tied(
        GIVEN,
        [0.03, 0.03, 0.03],
        &["a given name fits the other's initial"],
    );
    levels.add(
        GIVEN,
        [0.02, 0.03, 0.03],
        &["given names are somewhat alike"],
    );
    levels.add(GIVEN, [0.02, 0.92, 0.93], &["given names differ"]);

    levels.add(
        FAMILY,
        [0.84, 0.75, 0.002],
        &[
            "family names are equal, a common one",
            "family names are equal",
            "family names are equal, a rare one",
            "family names are equal, a very rare one",
        ],
    );
    levels.add(
        FAMILY,
        [0.06, 0.04, 0.001],
        &["family names differ by a slip"],
    );
    levels.add(
        FAMILY,
        [0.02, 0.03, 0.0005],
        &["one family name is part of the other or a former one"],
    );
    levels.add(
        FAMILY,
        [0.02, 0.02, 0.02],
        &["family names are somewhat alike"],
    );
    levels.add(FAMILY, [0.06, 0.16, 0.9765], &["family names differ"]);

    levels.add(
        CROSSED,
        [0.3, 0.05, 0.002],
        &["one's only name is the other's in another place"],
    );
    levels.add(
        CROSSED,
        [0.05, 0.01, 0.001],
        &["one's only name is like the other's in another place"],
    );
    levels.add(
        CROSSED,
        [0.65, 0.94, 0.997],
        &["one has a given name, the other a family name"],
    );

    levels.tied(
        MAIL,
        [0.45, 0.004, 0.000_02],
        &[
            "the e-mail spells the full name, a common one",
            "the e-mail spells the full name",
            "the e-mail spells the full name, a rare one",
        ],
    );
    levels.add(
        MAIL,
        [0.20, 0.02, 0.0005],
        &[
            "the e-mail spells an initial and a name, common ones",
            "the e-mail spells an initial and a name",
            "the e-mail spells an initial and a name, rare ones",
        ],
    );
    levels.add(
        MAIL,
        [0.10, 0.25, 0.002],
        &["the e-mail spells the family name"],
    );
    levels.tied(
        MAIL,
        [0.10, 0.01, 0.004],
        &["the e-mail spells the given name"],
    );
    levels.add(
        MAIL,
        [0.03, 0.01, 0.003],
        &["the e-mail spells the initials"],
    );
    levels.add(
        MAIL,
        [0.12, 0.70, 0.99],
        &["the e-mail does not spell the name"],
    );

    levels.tied(
        GIVEN_AND_MAIL,
        [0.50, 0.001, 0.000_01],
        &[
            "given names agree and the e-mail spells the family name, common names",
            "given names agree and the e-mail spells the family name",
            "given names agree and the e-mail spells the family name, rare names",
        ],
    );
    levels.tied(
        GIVEN_AND_MAIL,
        [0.40, 0.01, 0.005],
        &[
            "given names agree, a common one, the e-mail does not tell",
            "given names agree, the e-mail does not tell",
            "given names agree, a rare one, the e-mail does not tell",
        ],
    );
    levels.tied(
        GIVEN_AND_MAIL,
        [0.05, 0.001, 0.000_01],
        &["given names differ, the e-mail spells the full name"],
    );
    levels.add(
        GIVEN_AND_MAIL,
        [0.05, 0.99, 0.99],
        &["given names differ, the e-mail does not spell the name"],
    );

    levels.tied(
        FAMILY_AND_MAIL,
        [0.45, 0.002, 0.000_01],
        &[
            "family names agree and the e-mail spells the given name, common names",
            "family names agree and the e-mail spells the given name",
            "family names agree and the e-mail spells the given name, rare names",
        ],
    );
    levels.add(
        FAMILY_AND_MAIL,
        [0.20, 0.04, 0.0001],
        &[
            "family names agree and the e-mail spells the initial, common ones",
            "family names agree and the e-mail spells the initial",
        ],
    );
    levels.add(
        FAMILY_AND_MAIL,
        [0.25, 0.75, 0.002],
        &[
            "family names agree, a common one, the e-mail does not tell",
            "family names agree, the e-mail does not tell",
            "family names agree, a rare one, the e-mail does not tell",
        ],
    );
    levels.tied(
        FAMILY_AND_MAIL,
        [0.04, 0.002, 0.000_01],
        &["family names differ, the e-mail spells the full name"],
    );
    levels.add(
        FAMILY_AND_MAIL,
        [0.06, 0.206, 0.998],
        &["family names differ, the e-mail does not spell the name"],
    );
    levels.finish()
}

fn stepped(text: &str, steps: usize) -> Vec<String> {
    (0..steps)
        .map(|at| match (steps, at) {
            (1, _) => text.to_owned(),
            (_, 0) => format!("{text}, a very common name"),
            _ if 3 * at < steps => format!("{text}, a common name"),
            _ if at + 1 == steps => format!("{text}, a very rare name"),
            _ if 3 * at >= 2 * steps => format!("{text}, a rare name"),
            _ => text.to_owned(),
        })
        .collect()
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: u32,
    right: u32,
) -> u8 {
    let names = &features.names;
    let (l, r) = (left as usize, right as usize);
    let (given_l, given_r) = (names.given.get(l), names.given.get(r));
    let (family_l, family_r) = (names.family.get(l), names.family.get(r));
    let level = match (
        given_l.is_empty(),
        family_l.is_empty(),
        given_r.is_empty(),
        family_r.is_empty(),
    ) {
        (false, false, false, false) => full(features, frequencies, l, r),
        (false, lone_l, false, lone_r) => given_only(features, frequencies, l, r, lone_l, lone_r),
        (lone_l, false, lone_r, false) => family_only(features, frequencies, l, r, lone_l, lone_r),
        (false, true, true, false) => lone(features, given_l, family_r),
        (true, false, false, true) => lone(features, given_r, family_l),
        (true, true, false, false) => by_mail(features, frequencies, right, left),
        (false, false, true, true) => by_mail(features, frequencies, left, right),
        _ => 0,
    };
    level as u8
}

fn full(features: &Features<'_>, frequencies: &Frequencies, left: usize, right: usize) -> usize {
    let names = &features.names;
    let (given_l, given_r) = (names.given.get(left), names.given.get(right));
    let (family_l, family_r) = (names.family.get(left), names.family.get(right));
    let (mut given, a, b) = best(given_l, given_r, |a, b| (names.given_likeness(a, b), a, b))
        .unwrap_or((Likeness::Differ, 0, 0));
    let (mut family, c, d) = best(family_l, family_r, |c, d| {
        (names.family_likeness(c, d), c, d)
    })
    .unwrap_or((FamilyLikeness::Differ, 0, 0));
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

/// Whether a given name of one record is a middle name of the other.
fn second_name(features: &Features<'_>, given: &[u32], other: usize) -> bool {
    let names = &features.names;
    let middle = names.middle.get(other);
    given
        .iter()
        .any(|word| names.words.get(*word).len() > 2 && middle.contains(word))
}

fn former_matches(features: &Features<'_>, left: usize, right: usize) -> bool {
    let names = &features.names;
    let meets = |former: &[u32], family: &[u32]| {
        best(former, family, |a, b| names.family_likeness(a, b))
            .is_some_and(|likeness| likeness <= FamilyLikeness::Near)
    };
    let (former_l, former_r) = (names.former.get(left), names.former.get(right));
    meets(former_l, names.family.get(right))
        || meets(former_r, names.family.get(left))
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
    left: usize,
    right: usize,
    lone_l: bool,
    lone_r: bool,
) -> usize {
    let names = &features.names;
    let (given_l, given_r) = (names.given.get(left), names.given.get(right));
    let (likeness, a, b) = best(given_l, given_r, |a, b| (names.given_likeness(a, b), a, b))
        .unwrap_or((Likeness::Differ, 0, 0));
    if likeness >= Likeness::Loose {
        let cross = match (lone_l, lone_r) {
            (true, false) => crossed(features, given_l, names.family.get(right)),
            (false, true) => crossed(features, given_r, names.family.get(left)),
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
                        step(frequencies.full_bits(given, family), &[15.0, 20.0])
                    }
                    (true, MailFit::Initial) => {
                        step(frequencies.full_bits(given, family), &[17.0, 22.0])
                    }
                    (true, _) => 3 + step(frequencies.given_bits(given), &[6.0, 9.0]),
                    (false, MailFit::Full) => 6,
                    (false, _) => 7,
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
    left: usize,
    right: usize,
    lone_l: bool,
    lone_r: bool,
) -> usize {
    let names = &features.names;
    let (family_l, family_r) = (names.family.get(left), names.family.get(right));
    let (likeness, a, b) = best(family_l, family_r, |a, b| {
        (names.family_likeness(a, b), a, b)
    })
    .unwrap_or((FamilyLikeness::Differ, 0, 0));
    if likeness >= FamilyLikeness::Loose {
        let cross = match (lone_l, lone_r) {
            (true, false) => crossed(features, names.given.get(right), family_l),
            (false, true) => crossed(features, names.given.get(left), family_r),
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
                        step(frequencies.full_bits(given, family), &[15.0, 20.0])
                    }
                    (true, MailFit::Initial) => 3 + step(frequencies.family_bits(family), &[10.0]),
                    (true, _) => 5 + step(frequencies.family_bits(family), &[7.0, 10.0]),
                    (false, MailFit::Full) => 8,
                    (false, _) => 9,
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

fn by_mail(features: &Features<'_>, frequencies: &Frequencies, named: u32, nameless: u32) -> usize {
    let Some((fit, given, family)) = best_fit(features, named as usize, nameless as usize) else {
        return 0;
    };
    BY_MAIL
        + match fit {
            MailFit::Full => step(frequencies.full_bits(given, family), &[15.0, 20.0]),
            MailFit::Initial => 3 + step(frequencies.family_bits(family), &[8.0, 11.0]),
            MailFit::Family => 6,
            MailFit::Given => 7,
            MailFit::Initials => 8,
            MailFit::None => 9,
        }
}

/// How the mailboxes of one record fit the name of another, and which name fits best; nothing
/// without a personal mailbox or a full name.
fn best_fit(features: &Features<'_>, named: usize, boxes: usize) -> Option<(MailFit, u32, u32)> {
    let emails = features.emails.as_ref()?;
    let names = &features.names;
    let mut found: Option<(MailFit, u32, u32)> = None;
    for &code in emails.values.of(boxes as u32) {
        let mailbox = emails.mailbox(code);
        if mailbox.role {
            continue;
        }
        for &given in names.given.get(named) {
            for &family in names.family.get(named) {
                let fit = mail_name::fit(names, emails.words(mailbox.local), given, family);
                if found.is_none_or(|(best, ..)| fit < best) {
                    found = Some((fit, given, family));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{BY_MAIL, FAMILY_MAIL, GIVEN_MAIL, levels};

    #[test]
    fn every_level_has_its_place() {
        let levels = levels();
        assert_eq!(levels.len(), FAMILY_MAIL + 10);
        assert!(levels.len() < 256);
        assert!(levels[GIVEN_MAIL].text.contains("spells the family name"));
        assert!(levels[FAMILY_MAIL].text.contains("spells the given name"));
        assert_eq!(
            levels[BY_MAIL].text,
            "the e-mail spells the full name, a common one"
        );
    }
}

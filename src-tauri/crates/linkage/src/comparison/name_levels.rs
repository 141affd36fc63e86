//! The levels of the comparison of names, and where each begins.

use super::{Level, Levels};

/// Both names beside both.
pub(crate) const FULL: u8 = 1;
/// Given names alone.
pub(crate) const GIVEN: u8 = 2;
const FAMILY: u8 = 3;
const CROSSED: u8 = 4;
/// A name beside a mailbox alone.
pub(crate) const MAIL: u8 = 5;
const GIVEN_AND_MAIL: u8 = 6;
const FAMILY_AND_MAIL: u8 = 7;

/// How finely each likeness of given names (rows: equal, form, near, initial, loose, differ) and
/// family names (columns: equal, near, part, loose, differ) is told apart by frequency.
pub(crate) const STEPS: [[usize; 5]; 6] = [
    [10, 4, 3, 3, 3],
    [4, 2, 2, 1, 1],
    [4, 2, 1, 1, 1],
    [4, 2, 1, 1, 1],
    [3, 1, 1, 1, 1],
    [3, 1, 1, 1, 1],
];

/// The row of given names of which one is but an initial.
const INITIAL: usize = 3;

/// The column of family names that have nothing in common.
const FAMILY_DIFFERS: usize = 4;

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

pub(crate) const FULL_LADDER: [f64; 9] = [9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, 24.0, 28.0];

/// How finely a full name that a mailbox spells is told apart by its frequency.
pub(crate) const SPELT_LADDER: [f64; 6] = [11.0, 13.0, 15.0, 17.0, 20.0, 24.0];
pub(crate) const SPELT: usize = SPELT_LADDER.len() + 1;

/// The first level of each cell of [`STEPS`].
pub(crate) const STARTS: [[usize; 5]; 6] = starts();
pub(crate) const SWAPPED: usize = STARTS[5][4] + STEPS[5][4];
pub(crate) const SWAPPED_NEAR: usize = SWAPPED + 3;
/// Names a slip apart, where each record has a mailbox that spells its own: so they are written.
pub(crate) const OWN_FAMILY: usize = SWAPPED_NEAR + 1;
pub(crate) const OWN_GIVEN: usize = OWN_FAMILY + 1;
pub(crate) const GIVEN_ONLY: usize = OWN_GIVEN + 1;
pub(crate) const FAMILY_ONLY: usize = GIVEN_ONLY + 9;
pub(crate) const LONE: usize = FAMILY_ONLY + 8;
pub(crate) const BY_MAIL: usize = LONE + 3;
pub(crate) const GIVEN_MAIL: usize = BY_MAIL + 7 + SPELT;
pub(crate) const FAMILY_MAIL: usize = GIVEN_MAIL + 5 + SPELT;

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
    full_names(&mut levels);
    lone_names(&mut levels);
    mail_and_name(&mut levels);
    mail_and_half_a_name(&mut levels);
    levels.halves_after_first_group();
    levels.finish()
}

fn full_names(levels: &mut Levels) {
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
            let added = levels.add(FULL, chances, &texts);
            for level in added {
                level.tied = row < 4;
                level.half = row == INITIAL;
                level.renamed = level.tied && column == FAMILY_DIFFERS;
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
    // A slip is made once; where each address bears its own spelling out, the names are two, and nothing
    // speaks for one person.
    levels.tied(
        FULL,
        [0.000_008, 0.000_02, 0.000_008],
        &["given names agree, family names differ by a slip, and each e-mail spells its own"],
    );
    levels.add(
        FULL,
        [0.000_8, 0.003, 0.000_008],
        &["family names are equal, given names are alike, and each e-mail spells its own"],
    );
}

fn lone_names(levels: &mut Levels) {
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
}

fn mail_and_name(levels: &mut Levels) {
    levels.tied(
        MAIL,
        [0.45, 0.004, 0.000_02],
        &spelt("the e-mail spells the full name"),
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
}

fn mail_and_half_a_name(levels: &mut Levels) {
    levels.tied(
        GIVEN_AND_MAIL,
        [0.50, 0.001, 0.000_01],
        &spelt("given names agree and the e-mail spells the family name"),
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
        &spelt("family names agree and the e-mail spells the given name"),
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
}

/// One text for each step of [`SPELT_LADDER`].
fn spelt(text: &str) -> Vec<String> {
    stepped(text, SPELT)
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

#[cfg(test)]
mod tests {
    use super::{BY_MAIL, FAMILY_MAIL, GIVEN_MAIL, OWN_FAMILY, OWN_GIVEN, levels};

    #[test]
    fn every_level_has_its_place() {
        let levels = levels();
        assert_eq!(levels.len(), FAMILY_MAIL + 7 + super::SPELT);
        assert!(levels.len() < 256);
        for own in [OWN_FAMILY, OWN_GIVEN] {
            assert!(levels[own].text.ends_with("each e-mail spells its own"));
            assert_eq!(levels[own].group, super::FULL);
        }
        let own = &levels[OWN_FAMILY];
        assert!(
            !own.agrees && own.assumed.same <= own.assumed.stranger,
            "it does not speak for one person before anything is learnt"
        );
        assert!(levels[GIVEN_MAIL].text.contains("spells the family name"));
        assert!(levels[FAMILY_MAIL].text.contains("spells the given name"));
        assert_eq!(
            levels[BY_MAIL].text,
            "the e-mail spells the full name, a very common name"
        );
    }
}

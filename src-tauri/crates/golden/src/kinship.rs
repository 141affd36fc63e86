//! How two values of one attribute stand to each other: the same, one a part of the other, apart.

use rollcall_model::Attribute;

use crate::fold;

/// How a value stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinship {
    /// Two spellings of one value.
    Same,
    /// The first says less than the second and nothing against it: "J" and "John".
    PartOf,
    /// Two values.
    Apart,
}

/// Digits that a phone number without its country must have to count as part of one with it.
const FEWEST_LOCAL_DIGITS: usize = 7;

/// Whether some values of the attribute can be a part of others.
pub(crate) fn has_parts(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::GivenName | Attribute::MiddleName | Attribute::BirthDate | Attribute::Phone
    )
}

/// How one key of [`crate::fold::key`] stands to another of the same attribute.
pub(crate) fn kinship(attribute: &Attribute, one: &str, other: &str) -> Kinship {
    if one == other {
        return Kinship::Same;
    }
    let part = match attribute {
        Attribute::GivenName | Attribute::MiddleName => is_initial_of(one, other),
        Attribute::BirthDate => is_part_of_date(one, other),
        Attribute::Phone => is_local_form(one, other),
        _ => false,
    };
    if part {
        Kinship::PartOf
    } else {
        Kinship::Apart
    }
}

/// Whether two values of an attribute contradict each other: they are neither two spellings of one value
/// nor is one a part of the other.
#[must_use]
pub fn contradict(attribute: &Attribute, one: &str, other: &str) -> bool {
    let mut keys = [one, other].map(|value| fold::key(attribute, value));
    fold::join_umlauts([one, other].into_iter(), &mut keys);
    let [one, other] = &keys;
    kinship(attribute, one, other) == Kinship::Apart
        && kinship(attribute, other, one) == Kinship::Apart
}

fn is_initial_of(one: &str, other: &str) -> bool {
    one.chars().count() == 1 && other.chars().count() > 1 && other.starts_with(one)
}

/// `1984`, `1984-03` and `--03-02` are parts of `1984-03-02`.
fn is_part_of_date(one: &str, other: &str) -> bool {
    if one.len() >= other.len() {
        return false;
    }
    match one.strip_prefix("--") {
        Some(day_of_year) => {
            !other.starts_with("--") && other.ends_with(&format!("-{day_of_year}"))
        }
        None => other
            .strip_prefix(one)
            .is_some_and(|rest| rest.starts_with('-')),
    }
}

fn is_local_form(one: &str, other: &str) -> bool {
    !one.starts_with('+')
        && other.starts_with('+')
        && one.len() >= FEWEST_LOCAL_DIGITS
        && other.ends_with(one)
}

#[cfg(test)]
mod tests {
    use super::{Kinship, kinship};
    use rollcall_model::Attribute;

    #[test]
    fn parts_say_less_and_nothing_against() {
        use Kinship::{Apart, PartOf, Same};
        for (attribute, one, other, expected) in [
            (Attribute::GivenName, "j", "john", PartOf),
            (Attribute::GivenName, "john", "j", Apart),
            (Attribute::GivenName, "liz", "elizabeth", Apart),
            (Attribute::BirthDate, "1984", "1984-03-02", PartOf),
            (Attribute::BirthDate, "1984-03", "1984-03-02", PartOf),
            (Attribute::BirthDate, "--03-02", "1984-03-02", PartOf),
            (Attribute::BirthDate, "--03-02", "1984-02-03", Apart),
            (Attribute::BirthDate, "1985", "1984-03-02", Apart),
            (Attribute::BirthDate, "1984", "--03-02", Apart),
            (Attribute::Phone, "2079460001", "+442079460001", PartOf),
            (Attribute::Phone, "0001", "+442079460001", Apart),
            (Attribute::FamilyName, "s", "smith", Apart),
            (Attribute::FamilyName, "smith", "smith", Same),
        ] {
            assert_eq!(
                kinship(&attribute, one, other),
                expected,
                "{attribute}: {one} / {other}"
            );
        }
    }
}

//! Whether the purchase a row tells of goes to somebody else than its buyer.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, ColumnIndex, StandardValue, ValueState};
use strsim::osa_distance;

/// Shorter words may be two names that are written nearly alike.
const LEAST_OF_A_SLIP: usize = 5;
/// So many letters at the beginning of a longer name may be a short form of it.
const LEAST_OF_A_FORM: usize = 3;

/// Whether a row names somebody in the columns of whoever its purchase goes to, and by the names of both that is not
/// its buyer. Such a row tells nothing of the buyer there.
pub(crate) fn is_sent_on(sent_to: &BTreeSet<ColumnIndex>, values: &[StandardValue]) -> bool {
    if sent_to.is_empty() {
        return false;
    }
    let is_theirs =
        |value: &StandardValue| value.column.is_some_and(|column| sent_to.contains(&column));
    let own = Named::of(values, |value| !is_theirs(value));
    let other = Named::of(values, is_theirs);
    !own.may_be(&other)
}

/// The words of a name, small.
struct Named {
    given: Vec<String>,
    family: Vec<String>,
}

impl Named {
    /// The first name among the values that count.
    fn of(values: &[StandardValue], counts: impl Fn(&StandardValue) -> bool) -> Self {
        let first = |attribute: &Attribute| {
            let told = values.iter().find(|value| {
                value.state == ValueState::Valid
                    && value.target.attribute == *attribute
                    && counts(value)
            });
            told.map_or_else(Vec::new, |value| words(&value.value))
        };
        Self {
            given: first(&Attribute::GivenName),
            family: first(&Attribute::FamilyName),
        }
    }

    /// Whether two names may be one person's: neither part of them contradicts the other's, or they are swapped.
    fn may_be(&self, other: &Self) -> bool {
        let is_straight = agree(&self.given, &other.given, is_form)
            && agree(&self.family, &other.family, is_spelling);
        let is_whole = |one: &Self| !one.given.is_empty() && !one.family.is_empty();
        is_straight
            || is_whole(self)
                && is_whole(other)
                && agree(&self.given, &other.family, is_spelling)
                && agree(&self.family, &other.given, is_spelling)
    }
}

fn words(name: &str) -> Vec<String> {
    name.split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a part of one name may be that of another: what is not told contradicts nothing, and of several words one is
/// enough.
fn agree(own: &[String], other: &[String], is_one: fn(&str, &str) -> bool) -> bool {
    own.is_empty()
        || other.is_empty()
        || own.concat() == other.concat()
        || own
            .iter()
            .any(|one| other.iter().any(|two| is_one(one, two)))
}

/// Whether two words are one given name: one spelling, or the beginning of a longer one as in `Rob`.
fn is_form(one: &str, two: &str) -> bool {
    let begins = |short: &str, long: &str| {
        short.chars().count() >= LEAST_OF_A_FORM && long.starts_with(short)
    };
    is_spelling(one, two) || begins(one, two) || begins(two, one)
}

/// Whether two words are one name: equal, the initial of the other, or a slip of it.
fn is_spelling(one: &str, two: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let is_initial = |short: &str, long: &str| letters(short) == 1 && long.starts_with(short);
    let is_slip =
        || letters(one).min(letters(two)) >= LEAST_OF_A_SLIP && osa_distance(one, two) <= 1;
    one == two || is_initial(one, two) || is_initial(two, one) || is_slip()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_model::{Attribute, ColumnIndex, StandardValue, Target, ValueState};

    use super::is_sent_on;

    fn part(attribute: Attribute, column: ColumnIndex, value: &str) -> StandardValue {
        StandardValue {
            target: Target::from(attribute),
            column: Some(column),
            raw: value.to_owned(),
            value: value.to_owned(),
            state: if value.is_empty() {
                ValueState::Blank
            } else {
                ValueState::Valid
            },
            rule: "name.part".into(),
        }
    }

    #[test]
    fn a_present_goes_to_somebody_of_another_name() {
        let sent_to = BTreeSet::from([3, 4]);
        for (own, other, is_another) in [
            (["Anna", "Brook"], ["Tom", "Okafor"], true),
            // Of one home, and still another person.
            (["Anna", "Brook"], ["Tom", "Brook"], true),
            (["Anna", "Brook"], ["Anna", "Okafor"], true),
            (["Anna", "Brook"], ["Anna", "Brook"], false),
            (["Anna", "Brook"], ["A", "Brook"], false),
            (["Robert", "Brook"], ["Rob", "Brook"], false),
            (["Anna", "Brookfield"], ["Anna", "Brokfield"], false),
            (["Anna Maria", "Brook"], ["Maria", "Brook"], false),
            (["Anna", "Brook-Okafor"], ["Anna", "Brook"], false),
            (["Anna", "Brook"], ["Brook", "Anna"], false),
            (["Anna", "Brook"], ["Anna", "Brookfield"], true),
            (["", "Brook"], ["Anna", "Brook"], false),
            // Who is not named contradicts nobody.
            (["Anna", "Brook"], ["", ""], false),
            (["", ""], ["Tom", "Okafor"], false),
        ] {
            let values = [
                part(Attribute::GivenName, 1, own[0]),
                part(Attribute::FamilyName, 2, own[1]),
                part(Attribute::GivenName, 3, other[0]),
                part(Attribute::FamilyName, 4, other[1]),
            ];
            assert_eq!(
                is_sent_on(&sent_to, &values),
                is_another,
                "{own:?} {other:?}"
            );
            assert!(!is_sent_on(&BTreeSet::new(), &values));
        }
    }
}

//! Comparing a pair again in a later round, in which values are counted anew and forms of given names
//! were learnt: what the values themselves say stays.

use super::{Comparer, ComparisonKind, address, email};

impl Comparer<'_> {
    /// The level of every comparison of a pair, given those that an earlier round saw of it.
    pub(crate) fn levels_again(&self, left: u32, right: u32, before: &[u8], into: &mut [u8]) {
        let (left, right) = (self.features.row(left), self.features.row(right));
        for ((comparison, &before), level) in self.comparisons.iter().zip(before).zip(into) {
            *level = if stays(comparison.kind, before) {
                before
            } else {
                self.level(comparison, left, right)
            };
        }
    }
}

/// Whether neither the counts of values nor the learnt forms of given names play a part in a level.
/// Where several values are crossed the best level counts, so one that does without them also tells
/// that no crossing reached a better one.
fn stays(kind: ComparisonKind, level: u8) -> bool {
    match kind {
        ComparisonKind::NameSuffix | ComparisonKind::Gender | ComparisonKind::Source => true,
        ComparisonKind::Name | ComparisonKind::Phone => level == 0,
        ComparisonKind::MiddleName => !matches!(level, 2 | 3),
        ComparisonKind::BirthDate | ComparisonKind::Organisation => !matches!(level, 1 | 2),
        ComparisonKind::Identifier(_) | ComparisonKind::Text(_) => !matches!(level, 1..=4),
        ComparisonKind::Email => email::stays(level),
        ComparisonKind::Address => address::stays(level),
    }
}

#[cfg(test)]
mod tests {
    use crate::comparison::{Comparer, comparisons};
    use crate::features::Features;
    use crate::frequency::Frequencies;
    use crate::record_set::{FieldKind, FieldSpec, RecordSet, RecordSetBuilder};
    use proptest::prelude::*;

    /// Fields and values that meet, nearly meet and do not.
    const FIELDS: [(FieldKind, &[&str]); 14] = [
        (
            FieldKind::GivenName,
            &["anna", "anne", "ana maria", "jim", "james", "j", "lou"],
        ),
        (FieldKind::Nickname, &["annie", "jimmy"]),
        (FieldKind::MiddleName, &["maria", "m", "mary", "lou"]),
        (
            FieldKind::FamilyName,
            &["marsh", "marsch", "weber", "marsh weber", "anna"],
        ),
        (FieldKind::FormerName, &["weber", "ash"]),
        (
            FieldKind::BirthDate,
            &["1984-05-31", "1984-05-13", "1984", "1990-01-02"],
        ),
        (
            FieldKind::Email,
            &[
                "anna.marsh@a.example",
                "anna.marsh@b.example",
                "amarsh@a.example",
                "info@a.example",
                "annamarsch@a.example",
                "anna.marsh@gmail.com",
                "annamarsh+shop@googlemail.com",
            ],
        ),
        (
            FieldKind::Phone,
            &["442079460958", "02079460958", "442079460959", "4930123456"],
        ),
        (
            FieldKind::Street,
            &["12 high st", "12 hihg st", "14 high st", "3 mill lane"],
        ),
        (FieldKind::City, &["leeds", "leedz", "york"]),
        (FieldKind::Postcode, &["ls1 1aa", "ls1 1ab", "yo1 7ep"]),
        (
            FieldKind::Organisation,
            &["acme", "acme trading", "weber bakers"],
        ),
        (
            FieldKind::Identifier {
                personal: true,
                exclusive: true,
            },
            &["a1234567", "a1234568", "b7654321"],
        ),
        (FieldKind::Text, &["blue", "blue green", "red"]),
    ];

    fn set(rows: &[Vec<Option<usize>>]) -> RecordSet {
        let fields = FIELDS.iter().map(|&(kind, _)| FieldSpec {
            name: String::new(),
            kind,
        });
        let mut builder = RecordSetBuilder::new(fields.collect());
        for (at, row) in rows.iter().enumerate() {
            builder.begin(at as u32 % 3);
            // Twice as many places as fields: a record may hold two values of each.
            for (place, value) in row.iter().enumerate() {
                let field = place % FIELDS.len();
                if let Some(value) = value {
                    let values = FIELDS[field].1;
                    builder.value(field, values[value % values.len()]);
                }
            }
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn a_pair_compared_again_shows_what_it_would_show_anew(
            rows in prop::collection::vec(
                prop::collection::vec(prop::option::of(0_usize..60), 2 * FIELDS.len()), 2..24),
            people in prop::collection::vec(0_u32..24, 24),
            learnt in prop::collection::vec((0_usize..12, 0_usize..12), 0..4),
        ) {
            let records = set(&rows);
            let comparisons = comparisons(&records);
            let mut features = Features::read(&records);
            let count = features.len();
            let frequencies = Frequencies::count(&features, None);
            let mut before = Vec::new();
            let each = || (0..count).flat_map(|right| (0..right).map(move |left| (left, right)));
            for (left, right) in each() {
                let comparer = Comparer { features: &features, frequencies: &frequencies, comparisons: &comparisons };
                let mut levels = vec![0; comparisons.len()];
                comparer.levels(left, right, &mut levels);
                before.push(levels);
            }
            let given = ["anna", "anne", "ana", "jim", "james", "lou", "annie", "jimmy", "maria", "mary", "j", "m"];
            let learnt: Vec<_> = learnt.iter().map(|&(a, b)| (given[a].to_owned(), given[b].to_owned())).collect();
            features.names.learn_forms(&learnt);
            let people: Vec<u32> = people.iter().take(count as usize).map(|&person| person % count).collect();
            let frequencies = Frequencies::count(&features, Some(&people));
            let comparer = Comparer { features: &features, frequencies: &frequencies, comparisons: &comparisons };
            for ((left, right), before) in each().zip(&before) {
                let (mut anew, mut again) = (vec![0; comparisons.len()], vec![0; comparisons.len()]);
                comparer.levels(left, right, &mut anew);
                comparer.levels_again(left, right, before, &mut again);
                prop_assert_eq!(anew, again);
            }
        }
    }
}

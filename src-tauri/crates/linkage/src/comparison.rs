//! Comparisons: how the values of two records agree, in named levels.

mod address;
mod again;
mod birth_date;
mod email;
mod mail_name;
mod name;
pub(crate) mod name_levels;
mod phone;
mod plain;
mod source;

use serde::{Deserialize, Serialize};

use crate::features::Features;
use crate::frequency::Frequencies;
use crate::record_set::{FieldKind, FieldSpec, RecordSet};
use crate::rows::Row;
pub(crate) use address::digits_of_house;
pub(crate) use birth_date::contradict;
pub(crate) use mail_name::{MailFit, fit};
pub(crate) use source::{DIFFERENT as DIFFERENT_LISTS, UNKNOWN};

/// What a comparison looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonKind {
    /// Given, family, former and nicknames together; a name against the other's e-mail.
    Name,
    /// Middle names and further given names.
    MiddleName,
    /// Generation after the name.
    NameSuffix,
    /// Birth date.
    BirthDate,
    /// Gender.
    Gender,
    /// E-mail addresses.
    Email,
    /// Phones.
    Phone,
    /// Street, unit, town, postcode together.
    Address,
    /// Organisations.
    Organisation,
    /// The field of identifiers with this number among them.
    Identifier(usize),
    /// The field of other text with this number among them.
    Text(usize),
    /// The sources of the records.
    Source,
}

/// The chances of a level among pairs of one person, of one household, and of strangers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Chances {
    /// Among pairs of the same person.
    pub same: f64,
    /// Among pairs of two people of one household or firm.
    pub household: f64,
    /// Among pairs of strangers.
    pub stranger: f64,
}

/// One way in which two values can agree or differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells a thing of its own and stands by name in the stored model"
)]
pub struct Level {
    /// In plain words.
    pub text: String,
    /// Levels are weighed against each other within a kind of comparison: full names, given names
    /// only, a name with an e-mail. 0 is "nothing to compare".
    pub group: u8,
    /// It speaks for the same person rather than against.
    pub agrees: bool,
    /// Given name or birth date agree, which two people of one household do no more often than
    /// strangers.
    pub tied: bool,
    /// Only a part of what is compared could be: an initial, one of two names, a year. To fit a part
    /// is not to fit the whole.
    #[serde(default)]
    pub half: bool,
    /// Given names agree and family names have nothing in common, or one is the elder and one the younger: a person who
    /// took another name, or simply two people. Of one person's records few can be like that.
    #[serde(default)]
    pub renamed: bool,
    /// More people share the value than make a household: a reception's address, a switchboard.
    #[serde(default)]
    pub crowd: bool,
    /// It counts only where nothing else explains it: mailboxes made of one name are alike whoever
    /// owns them. In group 0 it marks the pair that explains it.
    #[serde(default)]
    pub residue: bool,
    /// Two houses of one street: people who live near each other, and hardly ever one person.
    #[serde(default)]
    pub neighbours: bool,
    /// A value that is somebody's own, as far as anybody can tell: strangers hardly ever share it.
    #[serde(default)]
    pub own: bool,
    /// What is assumed before any record is seen.
    pub assumed: Chances,
    /// What training found.
    pub learnt: Chances,
    /// Pairs seen with it, among all pairs that were compared.
    pub seen: u64,
}

/// A comparison with its levels; level 0 is always "nothing to compare".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What it looks at.
    pub kind: ComparisonKind,
    /// Its name.
    pub title: String,
    /// The numbers of the fields it looks at.
    pub fields: Vec<usize>,
    /// What it looks at hardly ever changes in a person's life.
    pub permanent: bool,
    /// The sources that have a level of their own, ascending; only where sources are compared.
    #[serde(default)]
    pub sources: Vec<u32>,
    /// Its levels.
    pub levels: Vec<Level>,
}

/// A list of levels in the making.
#[derive(Debug)]
pub(crate) struct Levels(Vec<Level>);

impl Levels {
    fn new() -> Self {
        let even = Chances {
            same: 1.0,
            household: 1.0,
            stranger: 1.0,
        };
        Self(vec![Level {
            text: "nothing to compare".to_owned(),
            group: 0,
            agrees: false,
            tied: false,
            half: false,
            renamed: false,
            crowd: false,
            residue: false,
            neighbours: false,
            own: false,
            assumed: even,
            learnt: even,
            seen: 0,
        }])
    }

    /// Adds a level, in several steps from common to rare if `texts` has several.
    fn add<T: AsRef<str>>(&mut self, group: u8, chances: [f64; 3], texts: &[T]) -> &mut [Level] {
        let from = self.0.len();
        let steps = texts.len().max(1) as f64;
        for text in texts {
            let chances = Chances {
                same: chances[0] / steps,
                household: chances[1] / steps,
                stranger: chances[2] / steps,
            };
            self.0.push(Level {
                text: text.as_ref().to_owned(),
                group,
                agrees: chances.same > chances.stranger,
                tied: false,
                half: false,
                renamed: false,
                crowd: false,
                residue: false,
                neighbours: false,
                own: false,
                assumed: chances,
                learnt: chances,
                seen: 0,
            });
        }
        self.0.get_mut(from..).unwrap_or_default()
    }

    /// Marks the levels of every group but the first as [halves](Level::half).
    fn halves_after_first_group(&mut self) {
        for level in self.0.iter_mut().filter(|level| level.group > 1) {
            level.half = true;
        }
    }

    /// Adds a level of values that more people share than make a household.
    fn crowd(&mut self, group: u8, chances: [f64; 3], text: &str) -> &mut [Level] {
        let added = self.add(group, chances, &[text]);
        for level in added.iter_mut() {
            level.crowd = true;
        }
        added
    }

    /// Adds the level of a value that is somebody's [own](Level::own).
    fn own(&mut self, group: u8, chances: [f64; 3], text: &str) -> &mut [Level] {
        let added = self.add(group, chances, &[text]);
        for level in added.iter_mut() {
            level.own = true;
        }
        added
    }

    /// Adds the level of two houses of one street, which is no agreement.
    fn neighbours(&mut self, group: u8, chances: [f64; 3], text: &str) {
        for level in self.add(group, chances, &[text]) {
            level.neighbours = true;
            level.agrees = false;
        }
    }

    /// Adds levels that count only where nothing explains them.
    fn residue(&mut self, group: u8, chances: [f64; 3], texts: &[&str]) {
        for level in self.add(group, chances, texts) {
            level.residue = true;
        }
    }

    /// Adds the level of pairs whose likeness is explained: it says nothing.
    fn explained(&mut self, text: &str) {
        for level in self.add(0, [1.0; 3], &[text]) {
            level.residue = true;
        }
    }

    fn tied<T: AsRef<str>>(&mut self, group: u8, chances: [f64; 3], texts: &[T]) {
        for level in self.add(group, chances, texts) {
            level.tied = true;
        }
    }

    /// The levels, with the chances of each group made to add up to one.
    fn finish(mut self) -> Vec<Level> {
        let groups = self.0.iter().map(|level| level.group).max().unwrap_or(0);
        for group in 1..=groups {
            let mut sum = [0.0; 3];
            for level in self.0.iter().filter(|level| level.group == group) {
                sum[0] += level.assumed.same;
                sum[1] += level.assumed.household;
                sum[2] += level.assumed.stranger;
            }
            for level in self.0.iter_mut().filter(|level| level.group == group) {
                level.assumed.same /= sum[0];
                level.assumed.household /= sum[1];
                level.assumed.stranger /= sum[2];
                level.learnt = level.assumed;
            }
        }
        self.0
    }
}

/// What it looks at, its title, the kinds of its fields, whether it is permanent, its levels.
type Known<'k> = (ComparisonKind, &'k str, &'k [FieldKind], bool, Vec<Level>);

/// The comparisons that the fields and sources of the records allow.
pub(crate) fn comparisons(records: &RecordSet) -> Vec<Comparison> {
    let mut found = of_fields(records.fields());
    if let Some((sources, levels)) = source::levels(records.sources()) {
        found.push(Comparison {
            kind: ComparisonKind::Source,
            title: "List".to_owned(),
            fields: Vec::new(),
            permanent: false,
            sources,
            levels,
        });
    }
    found
}

fn of_fields(fields: &[FieldSpec]) -> Vec<Comparison> {
    use ComparisonKind as C;
    use FieldKind as F;
    let names: &[F] = &[F::GivenName, F::Nickname, F::FamilyName, F::FormerName];
    let place: &[F] = &[F::Street, F::City, F::Postcode, F::Unit];
    let known: [Known<'_>; 9] = [
        (C::Name, "Name", names, true, name_levels::levels()),
        (
            C::MiddleName,
            "Middle name",
            &[F::MiddleName, F::GivenName],
            true,
            plain::middle_levels(),
        ),
        (
            C::NameSuffix,
            "Name suffix",
            &[F::NameSuffix],
            true,
            plain::suffix_levels(),
        ),
        (
            C::BirthDate,
            "Birth date",
            &[F::BirthDate],
            true,
            birth_date::levels(),
        ),
        (
            C::Gender,
            "Gender",
            &[F::Gender],
            true,
            plain::gender_levels(),
        ),
        (C::Email, "E-mail", &[F::Email], false, email::levels()),
        (C::Phone, "Phone", &[F::Phone], false, phone::levels()),
        (C::Address, "Address", place, false, address::levels()),
        (
            C::Organisation,
            "Organisation",
            &[F::Organisation],
            false,
            plain::organisation_levels(),
        ),
    ];
    let mut found = Vec::new();
    for (kind, title, kinds, permanent, levels) in known {
        let specs = fields.iter().enumerate();
        let own = specs.filter(|(_, spec)| kinds.contains(&spec.kind));
        let fields: Vec<usize> = own.map(|(field, _)| field).collect();
        if !fields.is_empty() {
            found.push(Comparison {
                kind,
                title: title.to_owned(),
                fields,
                permanent,
                sources: Vec::new(),
                levels,
            });
        }
    }
    let (mut identifiers, mut texts) = (0, 0);
    for (field, spec) in fields.iter().enumerate() {
        let (kind, permanent, levels) = match spec.kind {
            F::Identifier {
                personal,
                exclusive,
            } => {
                identifiers += 1;
                let levels = plain::identifier_levels(personal, exclusive);
                (C::Identifier(identifiers - 1), exclusive, levels)
            }
            F::Text => {
                texts += 1;
                (C::Text(texts - 1), true, plain::text_levels())
            }
            _ => continue,
        };
        found.push(Comparison {
            kind,
            title: spec.name.clone(),
            fields: vec![field],
            permanent,
            sources: Vec::new(),
            levels,
        });
    }
    found
}

/// Compares records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparer<'a> {
    pub(crate) features: &'a Features<'a>,
    pub(crate) frequencies: &'a Frequencies,
    pub(crate) comparisons: &'a [Comparison],
}

impl Comparer<'_> {
    /// The level of every comparison, in their order.
    pub(crate) fn levels(&self, left: u32, right: u32, into: &mut [u8]) {
        let (left, right) = (self.features.row(left), self.features.row(right));
        for (comparison, level) in self.comparisons.iter().zip(into) {
            *level = self.level(comparison, left, right);
        }
    }

    fn level(&self, comparison: &Comparison, left: Row<'_>, right: Row<'_>) -> u8 {
        let (features, frequencies) = (self.features, self.frequencies);
        match comparison.kind {
            ComparisonKind::Name => name::compare(features, frequencies, left, right),
            ComparisonKind::MiddleName => plain::middle(features, left, right),
            ComparisonKind::NameSuffix => plain::suffix(features.suffixes.as_ref(), left, right),
            ComparisonKind::BirthDate => birth_date::compare(features, frequencies, left, right),
            ComparisonKind::Gender => plain::same_or_not(features.genders.as_ref(), left, right),
            ComparisonKind::Email => email::compare(features, frequencies, left, right),
            ComparisonKind::Phone => phone::compare(features, frequencies, left, right),
            ComparisonKind::Address => address::compare(features, frequencies, left, right),
            ComparisonKind::Organisation => plain::organisation(features, frequencies, left, right),
            ComparisonKind::Identifier(at) => {
                plain::identifier(features, frequencies, at, left, right)
            }
            ComparisonKind::Text(at) => plain::text(features, frequencies, at, left, right),
            ComparisonKind::Source => source::compare(
                &comparison.sources,
                features.source(left),
                features.source(right),
            ),
        }
    }
}

/// The best of all crossings of two lists, told by the two it is between; lower is better, and the
/// first of equals is taken. Nothing if a list is empty.
fn best_pair<L: Ord>(
    left: &[u32],
    right: &[u32],
    mut compare: impl FnMut(u32, u32) -> L,
) -> Option<(L, u32, u32)> {
    let mut found: Option<(L, u32, u32)> = None;
    for &a in left {
        for &b in right {
            let level = compare(a, b);
            if found.as_ref().is_none_or(|best| level < best.0) {
                found = Some((level, a, b));
            }
        }
    }
    found
}

/// The best of all crossings of two lists; lower is better. Nothing if a list is empty.
fn best<T: Copy, L: Ord>(left: &[T], right: &[T], mut compare: impl FnMut(T, T) -> L) -> Option<L> {
    let mut found: Option<L> = None;
    for &a in left {
        for &b in right {
            let level = compare(a, b);
            if found.as_ref().is_none_or(|best| level < *best) {
                found = Some(level);
            }
        }
    }
    found
}

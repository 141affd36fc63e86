//! The distinct values the records of a customer hold, and who holds each.

use std::borrow::Cow;
use std::cmp::Ordering;

use rollcall_model::{
    Attribute, ColumnIndex, ConsentState, Moment, RecordId, SourceId, StandardValue, Target,
    ValueState, keeps_withdrawals_apart, said_at,
};

use crate::{Contribution, Rules, kinship::Kinship, later_word};

/// One valid value where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention<'a> {
    /// Where its contribution stands among those of the customer, in their own order.
    pub(crate) position: usize,
    /// Who says so.
    pub(crate) by: &'a Contribution<'a>,
    /// What it says.
    pub(crate) value: &'a str,
    /// Which set of the attribute it is.
    pub(crate) group: u8,
    /// The column it stands in.
    pub(crate) column: Option<ColumnIndex>,
}

/// A distinct value that could become the agreed one.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    /// The value as it would be shown.
    pub(crate) value: Cow<'a, str>,
    /// Where it stands, exactly so; in the order of records, never empty.
    pub(crate) mentions: Vec<Mention<'a>>,
    /// How usable it is whatever the rule says; only addresses, and answers about e-mail, differ in it.
    pub(crate) tier: u8,
}

/// Candidates and how each stands to each other, ready to be ranked.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    /// The distinct values, in ascending order.
    pub(crate) candidates: Vec<Candidate<'a>>,
    /// For each candidate the positions of those that are the same value, itself included.
    pub(crate) same: Vec<Vec<usize>>,
    /// For each candidate the positions of those that are a part of it.
    pub(crate) parts: Vec<Vec<usize>>,
    /// Whether the candidate is a part of another.
    pub(crate) is_part: Vec<bool>,
}

impl<'a> Candidate<'a> {
    /// The records that hold exactly this value, each once, in ascending order.
    pub(crate) fn records(&self) -> Vec<RecordId> {
        records(self.mentions.iter())
    }

    /// The mention a reader is pointed to: of the most trusted source, then the latest. What its row says settles a
    /// tie before its number does, which only tells which file came first.
    pub(crate) fn lead(&self, rules: &Rules) -> Option<&Mention<'a>> {
        if let [only] = self.mentions.as_slice() {
            return Some(only);
        }
        let standings = self
            .mentions
            .iter()
            .map(|mention| (rules.rank_of(mention.by.source), time_of(mention), mention));
        let first = standings.min_by(|(rank, time, one), (other_rank, other_time, other)| {
            rank.cmp(other_rank)
                .then_with(|| other_time.cmp(time))
                .then_with(|| one.group.cmp(&other.group))
                .then_with(|| compare_values(one.by.values, other.by.values))
                .then_with(|| one.by.record.cmp(&other.by.record))
        });
        first.map(|(.., mention)| mention)
    }
}

impl<'a> Field<'a> {
    /// Finds how every candidate stands to every other; each is the same value as itself.
    pub(crate) fn new(
        candidates: Vec<Candidate<'a>>,
        kinship: impl Fn(usize, usize) -> Kinship,
    ) -> Self {
        let count = candidates.len();
        let mut field = Self {
            same: vec![Vec::new(); count],
            parts: vec![Vec::new(); count],
            is_part: vec![false; count],
            candidates,
        };
        for one in 0..count {
            for other in 0..count {
                let kinship = if one == other {
                    Kinship::Same
                } else {
                    kinship(one, other)
                };
                match kinship {
                    Kinship::Same => field.same[one].push(other),
                    Kinship::PartOf => {
                        field.parts[other].push(one);
                        field.is_part[one] = true;
                    }
                    Kinship::Apart => {}
                }
            }
        }
        field
    }

    /// Like [`Field::new`] for values that are the same exactly when their keys are.
    pub(crate) fn of_keys(candidates: Vec<Candidate<'a>>, keys: &[String]) -> Self {
        let mut by_key: Vec<usize> = (0..candidates.len()).collect();
        // The sort is stable, so the positions of one key stay in their order.
        by_key.sort_by(|one, other| keys[*one].cmp(&keys[*other]));
        let mut field = Self::apart(candidates);
        let alike = by_key.chunk_by(|one, other| keys[*one] == keys[*other]);
        for positions in alike.filter(|positions| positions.len() > 1) {
            for position in positions {
                field.same[*position] = positions.to_vec();
            }
        }
        field
    }

    /// Like [`Field::new`] for values none of which is another or a part of one.
    pub(crate) fn apart(candidates: Vec<Candidate<'a>>) -> Self {
        let count = candidates.len();
        Self {
            candidates,
            same: (0..count).map(|position| vec![position]).collect(),
            parts: vec![Vec::new(); count],
            is_part: vec![false; count],
        }
    }

    /// Every mention of the same value as a candidate.
    pub(crate) fn mentions_of_same(&self, position: usize) -> impl Iterator<Item = &Mention<'a>> {
        self.same[position]
            .iter()
            .flat_map(|one| &self.candidates[*one].mentions)
    }
}

/// The contributions in an order of their own, whatever order they came in.
pub(crate) fn in_order<'a>(contributions: &'a [Contribution<'a>]) -> Vec<&'a Contribution<'a>> {
    let mut ordered: Vec<&Contribution<'a>> = contributions.iter().collect();
    ordered.sort_by(|one, other| {
        one.record
            .cmp(&other.record)
            .then_with(|| one.source.cmp(&other.source))
            .then_with(|| one.table.cmp(&other.table))
            .then_with(|| one.row.cmp(&other.row))
            .then_with(|| one.as_of.cmp(&other.as_of))
            .then_with(|| compare_values(one.values, other.values))
    });
    ordered
}

/// Every valid value of an attribute golden records hold, sorted by attribute, value and record; but a statement of a
/// log that a later one of the same source has replaced.
pub(crate) fn mentions<'a>(
    contributions: &[&'a Contribution<'a>],
) -> Vec<(&'a Attribute, Mention<'a>)> {
    let replaced = later_word::replaced(contributions);
    let mut mentions: Vec<(&Attribute, Mention<'a>)> = contributions
        .iter()
        .enumerate()
        .flat_map(|(position, by)| by.values.iter().map(move |value| (position, *by, value)))
        .filter(|(position, _, value)| {
            is_usable(value)
                && (replaced.is_empty()
                    || !replaced.contains(&(
                        *position,
                        value.target.attribute.clone(),
                        value.column,
                    )))
        })
        .map(|(position, by, value)| {
            let mention = Mention {
                position,
                by,
                value: &value.value,
                group: value.target.group,
                column: value.column,
            };
            (&value.target.attribute, mention)
        })
        .collect();
    // The sort is stable, so mentions of one value stay in the order of the contributions.
    mentions.sort_by(|(attribute, one), (other_attribute, other)| {
        attribute
            .cmp(other_attribute)
            .then_with(|| one.value.cmp(other.value))
            .then_with(|| one.position.cmp(&other.position))
            .then_with(|| one.group.cmp(&other.group))
            .then_with(|| one.column.cmp(&other.column))
    });
    mentions
}

/// The distinct values of one attribute, from its mentions sorted by value.
pub(crate) fn candidates<'a>(mentions: &[(&Attribute, Mention<'a>)]) -> Vec<Candidate<'a>> {
    mentions
        .chunk_by(|one, other| one.1.value == other.1.value)
        .filter_map(|chunk| {
            let value = chunk.first()?.1.value;
            Some(Candidate {
                value: Cow::Borrowed(value),
                mentions: chunk.iter().map(|(_, mention)| *mention).collect(),
                tier: 0,
            })
        })
        .collect()
}

/// When the record last changed, if what it says is a date at all.
fn as_of<'a>(contribution: &Contribution<'a>) -> Option<Moment<'a>> {
    contribution.as_of.and_then(Moment::read)
}

/// When a value was said: an answer by its own time where its row keeps the time of a withdrawal apart, all else
/// when the record last changed.
pub(crate) fn time_of<'a>(mention: &Mention<'a>) -> Option<Moment<'a>> {
    let is_answer = ConsentState::parse(mention.value).is_some();
    if is_answer && keeps_withdrawals_apart(mention.by.values) {
        return said_at(mention.by.values, mention.value)
            .and_then(Moment::read)
            .or_else(|| as_of(mention.by));
    }
    as_of(mention.by)
}

/// The records of some mentions, each once, in ascending order.
pub(crate) fn records<'m, 'a: 'm>(
    mentions: impl Iterator<Item = &'m Mention<'a>>,
) -> Vec<RecordId> {
    let mut records: Vec<RecordId> = mentions.map(|mention| mention.by.record).collect();
    records.sort_unstable();
    records.dedup();
    records
}

/// The sources of some mentions, each once, in ascending order.
pub(crate) fn sources<'m, 'a: 'm>(
    mentions: impl Iterator<Item = &'m Mention<'a>>,
) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = mentions.map(|mention| mention.by.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

fn is_usable(value: &StandardValue) -> bool {
    value.state == ValueState::Valid
        && !value.value.trim().is_empty()
        && Rules::is_unified(&value.target.attribute)
}

fn compare_values(one: &[StandardValue], other: &[StandardValue]) -> Ordering {
    type Parts<'a> = (&'a Target, &'a str, Option<ColumnIndex>, ValueState);
    fn parts(value: &StandardValue) -> Parts<'_> {
        (&value.target, &value.value, value.column, value.state)
    }
    one.iter().map(parts).cmp(other.iter().map(parts))
}

//! The trained model in the words of Splink: comparisons with levels in SQL, m and u, the prior, and what ties
//! records together so that they are compared.

use serde::Serialize;

use super::conditions::{Group, groups};
use super::sql::SqlDialect;
use crate::comparison::{Chances, Comparison};
use crate::training::Prior;

/// Settings as Splink 4 reads them from JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SplinkSettings {
    link_type: &'static str,
    sql_dialect: &'static str,
    unique_id_column_name: &'static str,
    /// Chance that two records picked at random are one person, households aside.
    probability_two_random_records_match: f64,
    retain_matching_columns: bool,
    retain_intermediate_calculation_columns: bool,
    additional_columns_to_retain: Vec<String>,
    blocking_rules_to_generate_predictions: Vec<SplinkRule>,
    /// The comparisons, one for each group of levels.
    pub comparisons: Vec<SplinkComparison>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SplinkRule {
    blocking_rule: &'static str,
    sql_dialect: &'static str,
    arrays_to_explode: Vec<&'static str>,
}

/// A comparison as Splink reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SplinkComparison {
    /// The name of its column of levels, without its prefix.
    pub output_column_name: String,
    comparison_description: String,
    /// Its levels, in the order in which they are tried.
    pub comparison_levels: Vec<SplinkLevel>,
}

/// A level as Splink reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SplinkLevel {
    /// When a pair is of it.
    pub sql_condition: String,
    label_for_charts: String,
    is_null_level: bool,
    /// Chance of it among pairs of one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub m_probability: Option<f64>,
    /// Chance of it among pairs of strangers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub u_probability: Option<f64>,
}

/// What the third class of pairs, people of one household, changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HouseholdClass {
    /// Log2 odds that two records picked at random are of one household rather than of strangers.
    pub prior_bits: f64,
    /// For each comparison the levels by Splink's number, with log2 of how much more often a household shows
    /// them than strangers.
    pub comparisons: Vec<HouseholdLevels>,
}

/// What the levels of a comparison say of a household.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HouseholdLevels {
    /// The name of the comparison.
    pub comparison: String,
    /// Number of the level in Splink, and bits.
    pub levels: Vec<(i64, f64)>,
}

/// A group of a comparison's levels.
#[derive(Debug, Clone)]
pub(super) struct GroupOf {
    pub(super) group: Group,
    /// The place of the comparison in the model.
    pub(super) comparison: usize,
}

impl GroupOf {
    /// In how many places of the order a level comes up. Splink tells them apart, so each has its share of the
    /// level's chances: what it is worth stays, and chances add up to one.
    fn places(&self, level: usize) -> f64 {
        let levels = self.group.levels.iter();
        levels.filter(|(own, _)| *own == level).count().max(1) as f64
    }
}

/// All groups of the model's comparisons.
pub(super) fn all_groups(dialect: SqlDialect, comparisons: &[Comparison]) -> Vec<GroupOf> {
    let mut all = Vec::new();
    for (at, comparison) in comparisons.iter().enumerate() {
        let own = groups(dialect, comparison).into_iter();
        all.extend(own.map(|group| GroupOf {
            group,
            comparison: at,
        }));
    }
    all
}

impl SplinkSettings {
    pub(super) fn of(
        dialect: SqlDialect,
        comparisons: &[Comparison],
        groups: &[GroupOf],
        prior: Prior,
    ) -> Self {
        let rule = |blocking_rule, arrays: [&'static str; 1]| SplinkRule {
            blocking_rule,
            sql_dialect: dialect.code(),
            arrays_to_explode: arrays.to_vec(),
        };
        Self {
            link_type: "dedupe_only",
            sql_dialect: dialect.code(),
            unique_id_column_name: "unique_id",
            probability_two_random_records_match: prior.same / (prior.same + prior.stranger),
            // Splink keeps the columns of levels with them, which the third class is told by.
            retain_matching_columns: true,
            retain_intermediate_calculation_columns: true,
            additional_columns_to_retain: Vec::new(),
            blocking_rules_to_generate_predictions: vec![rule("l.blocks = r.blocks", ["blocks"])],
            comparisons: groups
                .iter()
                .filter_map(|group| {
                    let comparison = comparisons.get(group.comparison)?;
                    Some(SplinkComparison::of(comparison, group))
                })
                .collect(),
        }
    }
}

impl SplinkComparison {
    fn of(comparison: &Comparison, of: &GroupOf) -> Self {
        let nothing = |condition: &str, text: &str| SplinkLevel {
            sql_condition: condition.to_owned(),
            label_for_charts: text.to_owned(),
            is_null_level: true,
            m_probability: None,
            u_probability: None,
        };
        let mut levels = vec![nothing(&of.group.nothing, "nothing to compare")];
        for (place, (level, condition)) in of.group.levels.iter().enumerate() {
            if let Some((before, explained)) = &of.group.explained
                && *before == place
            {
                levels.push(nothing(explained, "alike because the names are"));
            }
            if let Some(told) = comparison.levels.get(*level) {
                let places = of.places(*level);
                levels.push(SplinkLevel {
                    sql_condition: condition.clone(),
                    label_for_charts: told.text.clone(),
                    is_null_level: false,
                    m_probability: Some(told.learnt.same / places),
                    u_probability: Some(told.learnt.stranger / places),
                });
            }
        }
        Self {
            output_column_name: of.group.name.clone(),
            comparison_description: comparison.title.clone(),
            comparison_levels: levels,
        }
    }
}

impl HouseholdClass {
    pub(super) fn of(comparisons: &[Comparison], groups: &[GroupOf], prior: Prior) -> Self {
        let bits = |chances: Chances| (chances.household.max(1e-300) / chances.stranger).log2();
        Self {
            prior_bits: bits(prior),
            comparisons: groups
                .iter()
                .filter_map(|of| {
                    let comparison = comparisons.get(of.comparison)?;
                    let last = of.group.levels.len() as i64 - 1;
                    let levels = of.group.levels.iter().zip(0..);
                    let levels = levels.filter_map(|((level, _), place)| {
                        Some((last - place, bits(comparison.levels.get(*level)?.learnt)))
                    });
                    Some(HouseholdLevels {
                        comparison: of.group.name.clone(),
                        levels: levels.collect(),
                    })
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{SplinkSettings, all_groups};
    use crate::comparison::{Chances, Comparison, comparisons};
    use crate::handover::SqlDialect;
    use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder};

    /// The comparisons of records that hold everything, from two lists.
    fn everything() -> Vec<Comparison> {
        let identifier = FieldKind::Identifier {
            personal: true,
            exclusive: false,
        };
        let kinds = [
            FieldKind::GivenName,
            FieldKind::MiddleName,
            FieldKind::FamilyName,
            FieldKind::NameSuffix,
            FieldKind::BirthDate,
            FieldKind::Gender,
            FieldKind::Email,
            FieldKind::Phone,
            FieldKind::Street,
            FieldKind::City,
            FieldKind::Organisation,
            identifier,
            FieldKind::Text,
        ];
        let fields = kinds.map(|kind| FieldSpec {
            name: "field".into(),
            kind,
        });
        let mut builder = RecordSetBuilder::new(fields.to_vec());
        builder.begin(3);
        builder.begin(7);
        comparisons(&builder.finish())
    }

    #[test]
    fn every_level_is_stated_among_those_it_is_weighed_against() {
        let comparisons = everything();
        assert_eq!(comparisons.len(), 12);
        for dialect in SqlDialect::ALL {
            let groups = all_groups(dialect, &comparisons);
            for (at, comparison) in comparisons.iter().enumerate() {
                let mut stated = BTreeSet::new();
                for of in groups.iter().filter(|of| of.comparison == at) {
                    let group = |level: usize| comparison.levels[level].group;
                    let own: BTreeSet<usize> =
                        of.group.levels.iter().map(|level| level.0).collect();
                    let first = of.group.levels[0].0;
                    assert!(
                        own.iter().all(|&level| group(level) == group(first)),
                        "{}",
                        of.group.name
                    );
                    assert_eq!(
                        of.group.levels.last().unwrap().1,
                        "ELSE",
                        "{}",
                        of.group.name
                    );
                    assert!(stated.is_disjoint(&own), "{}", of.group.name);
                    stated.extend(own);
                }
                let all: BTreeSet<usize> = (0..comparison.levels.len())
                    .filter(|&level| comparison.levels[level].group > 0)
                    .collect();
                assert_eq!(stated, all, "{} of {dialect:?}", comparison.title);
            }
        }
    }

    #[test]
    fn chances_add_up_to_one_within_a_comparison() {
        let comparisons = everything();
        let groups = all_groups(SqlDialect::DuckDb, &comparisons);
        let prior = Chances {
            same: 0.01,
            household: 0.01,
            stranger: 0.98,
        };
        let settings = SplinkSettings::of(SqlDialect::DuckDb, &comparisons, &groups, prior);
        for comparison in settings.comparisons {
            let levels = comparison.comparison_levels.iter();
            let m: f64 = levels.filter_map(|level| level.m_probability).sum();
            assert!(
                (m - 1.0).abs() < 1e-6,
                "{} {m}",
                comparison.output_column_name
            );
        }
    }
}

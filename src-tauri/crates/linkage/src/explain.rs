//! Why two records are held to be one person or not, in plain words.

use serde::{Deserialize, Serialize};

use crate::comparison::{Comparer, Comparison, ComparisonKind, UNKNOWN};
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::log_tables::{log_odds, probability};
use crate::model::Model;
use crate::record_set::{
    FieldKind, FieldSpec, RecordSet, RecordSetBuilder, RecordValues, compared_as,
};
use crate::standing::{Standing, StatedStanding};

/// The waterfall of evidence for a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Where every pair starts: how rare it is that two records picked at random are one person,
    /// in bits.
    pub prior_bits: f64,
    /// What each comparison adds or takes, the strongest first.
    pub evidence: Vec<Evidence>,
    /// The match weight: prior and evidence added up, the log2 odds of the probability. 0 is as
    /// likely as not.
    pub weight: f64,
    /// The probability that both are one person, 0 to 1.
    pub probability: f64,
    /// All of it in a sentence.
    pub sentence: String,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was compared.
    pub comparison: String,
    /// How it agrees or differs.
    pub level: String,
    /// The left record's values.
    pub left: String,
    /// The right record's values.
    pub right: String,
    /// Bits for (above 0) or against (below 0) one person.
    pub bits: f64,
    /// What makes the evidence weaker or stronger than one might think.
    pub note: Option<String>,
}

impl Evidence {
    /// Whether it is about other people or records than the two.
    pub fn is_about_others(&self) -> bool {
        self.comparison == HOUSEHOLD || self.comparison == OTHER_RECORDS
    }
}

/// The step that measures against people of one household.
const HOUSEHOLD: &str = "Household";

/// The step of what is known besides the two records.
const OTHER_RECORDS: &str = "Other records";

/// Bits too few to be a step of their own.
const NEGLIGIBLE: f64 = 0.05;

impl Model {
    /// Explains the pair with these values. They may be given as they stand in the source or
    /// as [`RecordSet::values`](crate::RecordSet::values) gives them.
    pub fn explain(&self, left: &RecordValues, right: &RecordValues) -> Explanation {
        self.explained(left, right, None)
    }

    /// Explains a pair of [`Linkage::review`](crate::Linkage::review), whose match weight is that of
    /// the two clusters: what the other records of both add or take is a step of its own.
    pub fn explain_among_others(
        &self,
        left: &RecordValues,
        right: &RecordValues,
        weight: f64,
    ) -> Explanation {
        self.explained(left, right, Some(weight))
    }

    fn explained(
        &self,
        left: &RecordValues,
        right: &RecordValues,
        among_others: Option<f64>,
    ) -> Explanation {
        let records = self.set_of([left, right]);
        let mut features = Features::read(&records);
        features.obey(&self.standings);
        features.names.learn_forms(&self.learnt_forms);
        let frequencies = Frequencies::look_up(&features, &self.frequencies);
        let comparer = Comparer {
            features: &features,
            frequencies: &frequencies,
            comparisons: &self.comparisons,
        };
        let mut levels = vec![0; self.comparisons.len()];
        comparer.levels(0, 1, &mut levels);
        let people = |kind| {
            let by_hand = stated_of_both(&self.standings, [left, right], &self.fields, kind);
            by_hand.or_else(|| people_behind(&features, &frequencies, kind))
        };
        self.waterfall(&levels, left, right, among_others, &people)
    }

    /// A few records as a set of the fields the model knows.
    pub(crate) fn set_of<'r>(
        &self,
        records: impl IntoIterator<Item = &'r RecordValues>,
    ) -> RecordSet {
        let mut builder = RecordSetBuilder::new(self.fields.clone());
        for record in records {
            builder.begin(record.source.unwrap_or(UNKNOWN));
            for (field, value) in &record.values {
                builder.value(*field, value);
            }
        }
        let set = builder.finish();
        set.without_junk(&self.standings).unwrap_or(set)
    }

    pub(crate) fn waterfall(
        &self,
        levels: &[u8],
        left: &RecordValues,
        right: &RecordValues,
        among_others: Option<f64>,
        people: &dyn Fn(ComparisonKind) -> Option<String>,
    ) -> Explanation {
        let tables = self.tables();
        let joint = tables.joint(levels);
        let total = log_odds(joint);
        // Between household and strangers the evidence is shared as the pair itself shares it.
        let top = joint[1].max(joint[2]);
        let (household, stranger) = ((joint[1] - top).exp(), (joint[2] - top).exp());
        let share = household / (household + stranger);
        let mut evidence = Vec::new();
        let mut sum = 0.0;
        for ((comparison, table), &level) in self.comparisons.iter().zip(&tables.levels).zip(levels)
        {
            let (Some(cell), Some(named)) = (
                table.get(usize::from(level)),
                comparison.levels.get(usize::from(level)),
            ) else {
                continue;
            };
            if named.group == 0 {
                continue;
            }
            let bits =
                (cell[0] - share * cell[1] - (1.0 - share) * cell[2]) / std::f64::consts::LN_2;
            sum += bits;
            evidence.push(Evidence {
                comparison: comparison.title.clone(),
                level: named.text.clone(),
                left: shown(comparison, left),
                right: shown(comparison, right),
                bits,
                note: if named.agrees {
                    people(comparison.kind)
                } else {
                    None
                },
            });
        }
        let prior_bits = (tables.prior[0]
            - crate::log_tables::log_add(tables.prior[1], tables.prior[2]))
            / std::f64::consts::LN_2;
        let alone = total / std::f64::consts::LN_2;
        let rest = alone - prior_bits - sum;
        if rest.abs() > NEGLIGIBLE {
            evidence.push(Evidence {
                comparison: HOUSEHOLD.to_owned(),
                level: "measured against people of one household, who are few, rather than against all strangers".to_owned(),
                left: String::new(),
                right: String::new(),
                bits: rest,
                note: None,
            });
        }
        let weight = among_others.unwrap_or(alone);
        if (weight - alone).abs() > NEGLIGIBLE {
            evidence.push(Evidence {
                comparison: OTHER_RECORDS.to_owned(),
                level: "what the other records of both customers say, how many records people have, and who \
                        else each could be"
                    .to_owned(),
                left: String::new(),
                right: String::new(),
                bits: weight - alone,
                note: None,
            });
        }
        evidence.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
        let probability = probability(weight * std::f64::consts::LN_2);
        Explanation {
            sentence: sentence(&evidence, probability, share, &self.settings),
            prior_bits,
            evidence,
            weight,
            probability,
        }
    }
}

fn shown(comparison: &Comparison, values: &RecordValues) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for &field in &comparison.fields {
        shown.extend(values.of(field));
    }
    shown.join(", ")
}

fn sentence(
    evidence: &[Evidence],
    probability: f64,
    household: f64,
    settings: &crate::Settings,
) -> String {
    let told = |wanted: fn(&&Evidence) -> bool| -> Vec<&str> {
        let lines = evidence
            .iter()
            .filter(|line| !line.is_about_others())
            .filter(wanted);
        lines.take(3).map(|line| line.level.as_str()).collect()
    };
    let (pro, contra) = (
        told(|line| line.bits >= 1.0),
        told(|line| line.bits <= -1.0),
    );
    let verdict = if probability >= settings.sure {
        "Almost certainly one person"
    } else if probability >= settings.link {
        "Probably one person"
    } else if probability >= settings.review {
        "Possibly one person, worth a look"
    } else if household > 0.5 && !pro.is_empty() {
        "Probably two people of one household"
    } else {
        "Probably two different people"
    };
    let mut sentence = format!("{verdict}, at {:.1} %", probability * 100.0);
    if !pro.is_empty() {
        sentence.push_str(": ");
        sentence.push_str(&pro.join("; "));
    }
    if !contra.is_empty() {
        sentence.push_str(if pro.is_empty() { ": " } else { "; but " });
        sentence.push_str(&contra.join("; "));
    }
    sentence.push('.');
    sentence
}

/// That a value of both records counts as somebody said, where it does.
fn stated_of_both(
    standings: &[StatedStanding],
    both: [&RecordValues; 2],
    fields: &[FieldSpec],
    kind: ComparisonKind,
) -> Option<String> {
    let mut identifiers = 0..;
    for (field, spec) in fields.iter().enumerate() {
        let is_meant = match spec.kind {
            FieldKind::Email => kind == ComparisonKind::Email,
            FieldKind::Phone => kind == ComparisonKind::Phone,
            FieldKind::Street => kind == ComparisonKind::Address,
            FieldKind::Identifier { .. } => {
                identifiers.next().map(ComparisonKind::Identifier) == Some(kind)
            }
            _ => false,
        };
        let holds = |one: &StatedStanding| {
            let has = |values: &RecordValues| {
                let mut own = values.of(field);
                own.any(|value| compared_as(spec.kind, value) == one.value)
            };
            both.into_iter().all(has)
        };
        let stated = standings
            .iter()
            .filter(|one| is_meant && one.field == field);
        if let Some(one) = stated.into_iter().find(|one| holds(one)) {
            let what = match one.standing {
                Standing::Personal => "one person's own",
                Standing::Household => "a household's",
                Standing::Shared => "shared by several people",
                Standing::Junk => "nobody's",
            };
            return Some(format!("Somebody said that this value is {what}."));
        }
    }
    None
}

/// "This phone is on 6 people", where a value of both records is shared.
fn people_behind(
    features: &Features<'_>,
    frequencies: &Frequencies,
    kind: ComparisonKind,
) -> Option<String> {
    let shared = |left: &[u32], right: &[u32], counts: &[u32]| {
        let both = left.iter().filter(|code| right.contains(code));
        both.map(|&code| counts.get(code as usize).copied().unwrap_or(1))
            .max()
    };
    let (what, people) = match kind {
        ComparisonKind::Email => {
            let values = &features.emails.as_ref()?.values;
            (
                "e-mail",
                shared(values.of(0), values.of(1), &frequencies.emails)?,
            )
        }
        ComparisonKind::Phone => {
            let values = &features.phones.as_ref()?.values;
            (
                "phone",
                shared(values.of(0), values.of(1), &frequencies.phones)?,
            )
        }
        ComparisonKind::Identifier(at) => {
            let values = &features.identifiers.get(at)?.values;
            let counts = frequencies.identifiers.get(at)?;
            ("identifier", shared(values.of(0), values.of(1), counts)?)
        }
        ComparisonKind::Address => {
            let keys = &features.addresses.as_ref()?.keys;
            let both = keys.get(0).iter().filter(|key| keys.get(1).contains(key));
            let people = both
                .map(|key| frequencies.addresses.get(key).copied().unwrap_or(1))
                .max();
            ("address", people?)
        }
        ComparisonKind::Name => return common_name(features, frequencies),
        _ => return None,
    };
    (people > 1).then(|| format!("This {what} is on {people} people."))
}

fn common_name(features: &Features<'_>, frequencies: &Frequencies) -> Option<String> {
    let names = &features.names;
    let given = names
        .given
        .get(0)
        .iter()
        .find(|word| names.given.get(1).contains(word))?;
    let family = names
        .family
        .get(0)
        .iter()
        .find(|word| names.family.get(1).contains(word))?;
    let count = frequencies
        .full
        .get(&crate::frequency::full_key(*given, *family))?;
    (*count > 2).then(|| format!("This name occurs {count} times."))
}

//! The trained model: what a run learnt, enough to explain any pair later.

use serde::{Deserialize, Serialize};

use crate::comparison::Comparison;
use crate::frequency::StoredFrequencies;
use crate::log_tables::LogTables;
use crate::person_sizes::PersonSizes;
use crate::record_set::FieldSpec;
use crate::settings::Settings;
use crate::standing::StatedStanding;
use crate::training::Prior;

/// The version of the model; raised when a stored one could be misread, and when the same records
/// would be judged otherwise, so that what rests on an older one is known to be out of date.
pub const MODEL_VERSION: u32 = 11;

/// What the round before the last learnt. It found the people that values were counted by, and the
/// last round learnt what such counts are worth: whoever goes on counting must count like it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlierRound {
    /// Chances that a pair picked at random is one person, one household, strangers.
    pub prior: Prior,
    /// The comparisons with their levels and chances.
    pub comparisons: Vec<Comparison>,
    /// How many records people have, as the round before it found them.
    #[serde(default)]
    pub person_sizes: PersonSizes,
}

/// What a run learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The form of this model.
    pub version: u32,
    /// The settings of the run.
    pub settings: Settings,
    /// The fields of the records.
    pub fields: Vec<FieldSpec>,
    /// Chances that a pair picked at random is one person, one household, strangers.
    pub prior: Prior,
    /// The comparisons with their levels and chances.
    pub comparisons: Vec<Comparison>,
    /// Given names learnt to be forms of one name, beside the shipped list.
    pub learnt_forms: Vec<(String, String)>,
    /// What the round before the last learnt, if there was one.
    #[serde(default)]
    pub earlier_round: Option<EarlierRound>,
    /// How many records people have, as the round before the last found them.
    #[serde(default)]
    pub person_sizes: PersonSizes,
    /// What was stated of values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standings: Vec<StatedStanding>,
    /// Values that are not rare.
    pub frequencies: StoredFrequencies,
}

/// A [`Model`] without the frequencies, which a later run counts anew: what stays as it was learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learnt {
    /// The form of the model.
    pub version: u32,
    /// The settings of the run.
    pub settings: Settings,
    /// The fields of the records.
    pub fields: Vec<FieldSpec>,
    /// Chances that a pair picked at random is one person, one household, strangers.
    pub prior: Prior,
    /// The comparisons with their levels and chances.
    pub comparisons: Vec<Comparison>,
    /// Given names learnt to be forms of one name, beside the shipped list.
    pub learnt_forms: Vec<(String, String)>,
    /// What the round before the last learnt, if there was one.
    #[serde(default)]
    pub earlier_round: Option<EarlierRound>,
    /// How many records people have, as the round before the last found them.
    #[serde(default)]
    pub person_sizes: PersonSizes,
    /// What was stated of values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standings: Vec<StatedStanding>,
}

impl From<&Model> for Learnt {
    fn from(model: &Model) -> Self {
        Self {
            version: model.version,
            settings: model.settings.clone(),
            fields: model.fields.clone(),
            prior: model.prior,
            comparisons: model.comparisons.clone(),
            learnt_forms: model.learnt_forms.clone(),
            earlier_round: model.earlier_round.clone(),
            person_sizes: model.person_sizes.clone(),
            standings: model.standings.clone(),
        }
    }
}

impl Model {
    pub(crate) fn tables(&self) -> LogTables {
        LogTables::of(&self.comparisons, self.prior)
    }
}

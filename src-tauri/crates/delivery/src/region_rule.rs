//! Regions whose people a destination asks for in files of their own, as data.

use rollcall_model::PrivacyRegion;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// Which regions have files of their own, and what to set when each file is uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionRule {
    /// The regions. With any of them, people whose country nobody knows have files of their own too, for they
    /// may live there. Those of a region, and those of an unknown country, are parted once more by whether
    /// everything in `consent.given` is given.
    #[serde(default, deserialize_with = "regions")]
    pub own_file: Vec<PrivacyRegion>,
    /// What to set for a file of people who gave consent, in a sentence.
    #[serde(default)]
    pub consent_given: String,
    /// What to set for a file of people who did not.
    #[serde(default)]
    pub consent_not_given: String,
    /// What to set for the file of everybody else.
    #[serde(default)]
    pub elsewhere: String,
}

/// Whether a recipe can name the region. The others follow from those that are named.
fn can_be_named(region: PrivacyRegion) -> bool {
    !matches!(region, PrivacyRegion::Elsewhere | PrivacyRegion::Unknown)
}

fn regions<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PrivacyRegion>, D::Error> {
    let codes = Vec::<String>::deserialize(from)?;
    let read = |code: String| {
        let region = PrivacyRegion::parse(&code).filter(|region| can_be_named(*region));
        region.ok_or_else(|| D::Error::custom(refusal(&code)))
    };
    codes.into_iter().map(read).collect()
}

fn refusal(code: &str) -> String {
    if PrivacyRegion::parse(code).is_some() {
        return format!(
            "\"{code}\" follows from the regions that are named and is not named itself"
        );
    }
    let known: Vec<&str> = PrivacyRegion::ALL
        .iter()
        .filter(|region| can_be_named(**region))
        .map(|region| region.code())
        .collect();
    format!(
        "there is no region \"{code}\"; there are {}",
        known.join(", ")
    )
}

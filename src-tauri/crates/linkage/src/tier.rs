//! How careful to be: what a wrong link costs against a missed one.

use serde::{Deserialize, Serialize};

use crate::Settings;

/// What the customers found are for. Two people written to as one and one person written to as two
/// are not equally bad everywhere.
///
/// The threshold follows from the two costs: a pair is linked where the expected cost of linking is
/// the smaller one, which is from probability `wrong / (wrong + missed)` on (the decision rule of
/// least expected loss; Fellegi and Sunter 1969 bound the same two errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Service and contract mail: a wrong link is as bad as nine missed ones.
    Strict,
    /// A wrong link is as bad as a missed one.
    #[default]
    Balanced,
    /// Advertising and counting: a missed link is as bad as three wrong ones.
    Wide,
}

impl Tier {
    /// All of them, the most careful first.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Balanced, Self::Wide];

    /// Its name in files: `strict`, `balanced` or `wide`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Balanced => "balanced",
            Self::Wide => "wide",
        }
    }

    /// The tier of that name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// What a wrong link and a missed one cost.
    const fn costs(self) -> (f64, f64) {
        match self {
            Self::Strict => (9.0, 1.0),
            Self::Balanced => (1.0, 1.0),
            Self::Wide => (1.0, 3.0),
        }
    }

    /// Match probability from which linking costs less than not linking, 0 to 1.
    #[must_use]
    pub fn link_threshold(self) -> f64 {
        let (wrong, missed) = self.costs();
        wrong / (wrong + missed)
    }
}

impl Settings {
    /// The usual settings, as careful as the tier says. A link that is not well above the
    /// threshold still gets a look.
    #[must_use]
    pub fn for_tier(tier: Tier) -> Self {
        let usual = Self::default();
        let link = tier.link_threshold();
        Self {
            link,
            review: usual.review.min(link / 2.0),
            sure: usual.sure.max(f64::midpoint(link, 1.0)),
            ..usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tier;
    use crate::Settings;

    #[test]
    fn the_balanced_tier_is_the_usual_one() {
        assert_eq!(Settings::for_tier(Tier::Balanced), Settings::default());
        assert_eq!(Tier::default(), Tier::Balanced);
    }

    #[test]
    fn a_tier_asks_for_more_the_more_a_wrong_link_costs() {
        let [strict, balanced, wide] = Tier::ALL.map(Settings::for_tier);
        assert!(strict.link > balanced.link && balanced.link > wide.link);
        for (tier, settings) in Tier::ALL.into_iter().zip([strict, balanced, wide]) {
            assert_eq!(settings.check(), Ok(()), "{tier:?}");
            assert!(settings.review < settings.link && settings.link < settings.sure);
            assert_eq!(Tier::parse(tier.code()), Some(tier));
        }
        assert_eq!(Tier::parse("careless"), None);
    }
}

//! Which law about permissions is assumed where somebody lives: a help to read consents, no legal advice.

use rollcall_model::{Attribute, PrivacyRegion, coded};

coded! {
    /// What has to be there before somebody is contacted.
    Regime {
        /// Nobody is contacted who has not said yes.
        OptIn = "opt_in", "Only after a yes";
        /// Whoever has not said no may be contacted.
        OptOut = "opt_out", "Until somebody says no";
        /// The country is known, and this program assumes nothing about it.
        NotAssumed = "not_assumed", "Nothing is assumed for this country";
        /// Nobody knows the country.
        Unknown = "unknown", "Country not known";
    }
}

/// Countries with a law of the same kind about electronic messages only: Canada (CASL), Australia
/// (Spam Act 2003).
const YES_FIRST_TO_MESSAGES: [&str; 2] = ["AU", "CA"];

/// What is assumed for a channel and a country (ISO 3166 alpha-2, blank where nobody knows it). A yes comes
/// first in the European Economic Area (Directive 2002/58/EC, article 13), the United Kingdom (PECR 2003,
/// regulation 22) and Switzerland (UWG, article 3.1 o). In the United States a text message wants a yes
/// (TCPA), everything else goes until a no (CAN-SPAM).
pub fn regime(country: &str, channel: &Attribute) -> Regime {
    let is_message = matches!(channel, Attribute::EmailConsent | Attribute::SmsConsent);
    match PrivacyRegion::of(country) {
        PrivacyRegion::Unknown => Regime::Unknown,
        region if region.is_european() => Regime::OptIn,
        PrivacyRegion::UnitedStates if *channel == Attribute::SmsConsent => Regime::OptIn,
        PrivacyRegion::UnitedStates => Regime::OptOut,
        _ if YES_FIRST_TO_MESSAGES.contains(&country.trim()) && is_message => Regime::OptIn,
        _ => Regime::NotAssumed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Regime, regime};
    use rollcall_model::Attribute;

    #[test]
    fn a_country_decides_and_an_unknown_one_stays_unknown() {
        let cases = [
            ("DE", Attribute::EmailConsent, Regime::OptIn),
            ("GB", Attribute::PostConsent, Regime::OptIn),
            ("US", Attribute::EmailConsent, Regime::OptOut),
            ("US", Attribute::SmsConsent, Regime::OptIn),
            ("CA", Attribute::EmailConsent, Regime::OptIn),
            ("CA", Attribute::PostConsent, Regime::NotAssumed),
            ("JP", Attribute::EmailConsent, Regime::NotAssumed),
            (" ", Attribute::EmailConsent, Regime::Unknown),
        ];
        for (country, channel, expected) in cases {
            assert_eq!(regime(country, &channel), expected, "{country} {channel:?}");
        }
    }
}

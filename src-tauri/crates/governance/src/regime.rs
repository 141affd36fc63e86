//! Which law about permissions is assumed where somebody lives: a help to read consents, no legal advice.

use rollcall_model::{Attribute, coded};

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

/// The European Economic Area (Directive 2002/58/EC, article 13), the United Kingdom (PECR 2003,
/// regulation 22) and Switzerland (UWG, article 3.1 o).
const YES_FIRST: [&str; 32] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Countries with a law of the same kind about electronic messages only: Canada (CASL), Australia
/// (Spam Act 2003).
const YES_FIRST_TO_MESSAGES: [&str; 2] = ["AU", "CA"];

/// Whether a country is one of those where electronic messages want a yes first: the European Economic Area,
/// the United Kingdom and Switzerland.
pub(crate) fn is_in_europe(country: &str) -> bool {
    YES_FIRST.contains(&country)
}

/// What is assumed for a channel and a country (ISO 3166 alpha-2, blank where nobody knows it). In the
/// United States a text message wants a yes (TCPA), everything else goes until a no (CAN-SPAM).
pub fn regime(country: &str, channel: &Attribute) -> Regime {
    let is_message = matches!(channel, Attribute::EmailConsent | Attribute::SmsConsent);
    match country.trim() {
        "" => Regime::Unknown,
        "US" if *channel == Attribute::SmsConsent => Regime::OptIn,
        "US" => Regime::OptOut,
        other if YES_FIRST.contains(&other) => Regime::OptIn,
        other if YES_FIRST_TO_MESSAGES.contains(&other) && is_message => Regime::OptIn,
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

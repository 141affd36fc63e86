//! Where privacy law is made: the region of a country.

coded! {
    /// Where somebody lives, as far as privacy law goes.
    PrivacyRegion {
        /// The European Union, Iceland, Liechtenstein and Norway.
        Eea = "eea", "European Economic Area";
        /// The United Kingdom.
        UnitedKingdom = "united_kingdom", "United Kingdom";
        /// Switzerland.
        Switzerland = "switzerland", "Switzerland";
        /// The United States.
        UnitedStates = "united_states", "United States";
        /// Any other country.
        Elsewhere = "elsewhere", "Other countries";
        /// Nobody knows the country, or what stands there is none.
        Unknown = "unknown", "Country not known";
    }
}

/// The states of the European Economic Area (Agreement on the European Economic Area, article 126, with the
/// European Union as of 2020-02-01).
const EEA_STATES: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Parts of those states that have a code of their own: Åland, and what the Treaty on the Functioning of the
/// European Union, article 349, names of France.
const PARTS_OF_EEA_STATES: [&str; 7] = ["AX", "GF", "GP", "MF", "MQ", "RE", "YT"];

/// Every code that ISO 3166-1 gives a country, and XK, by which Kosovo is known.
const COUNTRIES: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD \
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF \
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI \
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
VN VU WF WS XK YE YT ZA ZM ZW";

impl PrivacyRegion {
    /// The region of a country by its ISO 3166-1 alpha-2 code in any case. What is blank or no such code is
    /// unknown.
    pub fn of(country: &str) -> Self {
        let code = country.trim().to_ascii_uppercase();
        match code.as_str() {
            "GB" => Self::UnitedKingdom,
            "CH" => Self::Switzerland,
            "US" => Self::UnitedStates,
            of_eea if EEA_STATES.contains(&of_eea) || PARTS_OF_EEA_STATES.contains(&of_eea) => {
                Self::Eea
            }
            other if COUNTRIES.split(' ').any(|country| country == other) => Self::Elsewhere,
            _ => Self::Unknown,
        }
    }

    /// Whether its rules are those of the European Economic Area or made after them: there, in the United
    /// Kingdom and in Switzerland.
    pub fn is_european(self) -> bool {
        matches!(self, Self::Eea | Self::UnitedKingdom | Self::Switzerland)
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, EEA_STATES, PARTS_OF_EEA_STATES, PrivacyRegion};

    #[test]
    fn a_country_stands_in_one_region_and_what_is_none_in_no_known_one() {
        use PrivacyRegion::{Eea, Elsewhere, Switzerland, UnitedKingdom, UnitedStates, Unknown};
        for (country, region) in [
            ("DE", Eea),
            ("GR", Eea),
            ("IS", Eea),
            ("LI", Eea),
            ("NO", Eea),
            (" de ", Eea),
            // Parts of France and Finland with a code of their own.
            ("RE", Eea),
            ("AX", Eea),
            ("GB", UnitedKingdom),
            ("CH", Switzerland),
            ("US", UnitedStates),
            // Tied to a state of the area without belonging to it.
            ("GL", Elsewhere),
            ("FO", Elsewhere),
            ("SJ", Elsewhere),
            ("NC", Elsewhere),
            // Small countries within Europe, and crown dependencies.
            ("MC", Elsewhere),
            ("SM", Elsewhere),
            ("JE", Elsewhere),
            ("JP", Elsewhere),
            ("XK", Elsewhere),
            ("", Unknown),
            ("  ", Unknown),
            ("ZZ", Unknown),
            // Written so by many, given to no country.
            ("UK", Unknown),
            ("EL", Unknown),
            ("EU", Unknown),
            ("Germany", Unknown),
            ("DEU", Unknown),
            ("+49", Unknown),
            ("DE ES", Unknown),
        ] {
            assert_eq!(PrivacyRegion::of(country), region, "{country:?}");
        }
    }

    #[test]
    fn every_country_stands_once_and_the_area_has_thirty_states() {
        let countries: Vec<&str> = COUNTRIES.split(' ').collect();
        assert_eq!(countries.len(), 250);
        assert!(countries.is_sorted_by(|one, next| one < next));
        assert!(EEA_STATES.is_sorted_by(|one, next| one < next));
        let of_eea = countries
            .iter()
            .filter(|country| PrivacyRegion::of(country) == PrivacyRegion::Eea);
        assert_eq!(of_eea.count(), EEA_STATES.len() + PARTS_OF_EEA_STATES.len());
    }
}

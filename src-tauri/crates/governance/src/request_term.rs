//! How long a request of a person may take: what is assumed of the law where they live, and what people set
//! instead. A help to keep deadlines, no legal advice.

use chrono::{Days, Months, NaiveDate};
use rollcall_model::{PrivacyRegion, coded};

/// Longest time anybody may set, in days or months.
const MOST: u32 = 366;

coded! {
    /// Where somebody lives, as far as the time for an answer goes.
    RequestRegion {
        /// Regulation (EU) 2016/679, article 12(3), and the same in the United Kingdom; 30 days in Switzerland
        /// (DSG, article 25), which a month never passes by more than a day.
        Europe = "europe", "European Economic Area, United Kingdom, Switzerland";
        /// California Civil Code, section 1798.130: 45 days.
        UnitedStates = "united_states", "United States";
        /// Any other country.
        Elsewhere = "elsewhere", "Other countries";
        /// Nobody knows the country.
        Unknown = "unknown", "Country not known";
    }
}

impl RequestRegion {
    /// The region of a country (ISO 3166 alpha-2, blank where nobody knows it).
    pub fn of(country: &str) -> Self {
        match PrivacyRegion::of(country) {
            PrivacyRegion::Unknown => Self::Unknown,
            PrivacyRegion::UnitedStates => Self::UnitedStates,
            PrivacyRegion::Elsewhere => Self::Elsewhere,
            PrivacyRegion::Eea | PrivacyRegion::UnitedKingdom | PrivacyRegion::Switzerland => {
                Self::Europe
            }
        }
    }

    /// The time that is assumed while nobody sets another.
    pub fn term(self) -> RequestTerm {
        match self {
            Self::Europe => RequestTerm::Months(1),
            Self::UnitedStates => RequestTerm::Days(45),
            Self::Elsewhere | Self::Unknown => RequestTerm::Days(30),
        }
    }
}

/// How long a request may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestTerm {
    /// So many days.
    Days(u32),
    /// So many months, to the same day or the last of a shorter month.
    Months(u32),
}

impl RequestTerm {
    /// As it is kept: `days:30`, `months:1`.
    pub fn code(self) -> String {
        match self {
            Self::Days(days) => format!("days:{days}"),
            Self::Months(months) => format!("months:{months}"),
        }
    }

    /// Reads what [`RequestTerm::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (unit, number) = code.split_once(':')?;
        let number = number.parse().ok()?;
        if !(1..=MOST).contains(&number) {
            return None;
        }
        match unit {
            "days" => Some(Self::Days(number)),
            "months" => Some(Self::Months(number)),
            _ => None,
        }
    }

    /// In words, such as "1 month".
    pub fn in_words(self) -> String {
        match self {
            Self::Days(1) => "1 day".into(),
            Self::Days(days) => format!("{days} days"),
            Self::Months(1) => "1 month".into(),
            Self::Months(months) => format!("{months} months"),
        }
    }

    /// The last day on which an answer is in time.
    pub fn due(self, received: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(days) => received.checked_add_days(Days::new(days.into())),
            Self::Months(months) => received.checked_add_months(Months::new(months)),
        }
        .unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{RequestRegion, RequestTerm};
    use chrono::NaiveDate;

    #[test]
    fn a_month_ends_with_a_shorter_month() -> Result<(), chrono::ParseError> {
        for (term, received, due) in [
            ("months:1", "2026-01-31", "2026-02-28"),
            ("months:1", "2026-03-15", "2026-04-15"),
            ("days:30", "2026-01-31", "2026-03-02"),
            ("days:45", "2026-12-01", "2027-01-15"),
        ] {
            let received: NaiveDate = received.parse()?;
            let found = RequestTerm::parse(term).map(|term| term.due(received).to_string());
            assert_eq!(found.as_deref(), Some(due), "{term} from {received}");
        }
        Ok(())
    }

    #[test]
    fn where_somebody_lives_decides_and_nonsense_is_no_term() {
        for (country, region, term) in [
            ("DE", RequestRegion::Europe, "months:1"),
            ("GB", RequestRegion::Europe, "months:1"),
            ("US", RequestRegion::UnitedStates, "days:45"),
            ("JP", RequestRegion::Elsewhere, "days:30"),
            (" ", RequestRegion::Unknown, "days:30"),
        ] {
            assert_eq!(RequestRegion::of(country), region, "{country}");
            assert_eq!(region.term().code(), term);
        }
        for nonsense in ["", "days:0", "days:9999", "weeks:2", "months:", "30"] {
            assert_eq!(RequestTerm::parse(nonsense), None, "{nonsense}");
        }
    }
}

//! The sentence each choice makes, and what the choice means.

use chrono::{Months, NaiveDate};
use rollcall_model::coded;

use crate::Rule;

/// Longest term anybody may agree on, in months.
const MOST_MONTHS: u32 = 600;
/// Longest time anybody may agree on, in days.
const MOST_DAYS: u32 = 3_650;

coded! {
    /// How a consent given or withdrawn in one system holds in the others.
    ConsentPath {
        /// A no anywhere is a no everywhere.
        Strictest = "strictest", "Strictest";
        /// The last word holds.
        MostRecent = "most_recent", "Most recent";
        /// The word of the source that is believed first holds.
        BySource = "by_source", "By source";
    }
}

/// How long something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// As long as there is a reason; nothing is ever past it.
    Unlimited,
    /// So many months.
    Months(u32),
}

impl Term {
    /// As it is kept: `unlimited`, `months:24`.
    pub fn code(self) -> String {
        match self {
            Self::Unlimited => "unlimited".into(),
            Self::Months(months) => format!("months:{months}"),
        }
    }

    /// Reads what [`Term::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        if code == "unlimited" {
            return Some(Self::Unlimited);
        }
        let months = code.strip_prefix("months:")?.parse().ok()?;
        (1..=MOST_MONTHS)
            .contains(&months)
            .then_some(Self::Months(months))
    }

    /// The first day that is still kept: what is from before it is past its term.
    pub fn first_kept(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Unlimited => None,
            Self::Months(months) => today.checked_sub_months(Months::new(months)),
        }
    }
}

/// The days of a choice such as `days:30`.
pub fn days_of(choice: &str) -> Option<u32> {
    let days = choice.strip_prefix("days:")?.parse().ok()?;
    (1..=MOST_DAYS).contains(&days).then_some(days)
}

/// The sentence that a choice makes of a rule; nothing where the choice is none of the rule's.
///
/// `name` is what the source of the rule is called. What wins where sources disagree, and their
/// order, have sentences of their own.
pub fn sentence(rule: &Rule, choice: &str, name: &str) -> Option<String> {
    Some(match rule {
        Rule::Conflict(_) | Rule::SourceOrder => return None,
        Rule::Consent => match ConsentPath::parse(choice)? {
            ConsentPath::Strictest => {
                "If anybody says no in one system, it is a no in every system.".into()
            }
            ConsentPath::MostRecent => {
                "What somebody said last holds in every system, be it a yes or a no.".into()
            }
            ConsentPath::BySource => {
                "What the system we believe first says about consent holds in every system.".into()
            }
        },
        Rule::Retention(_) => match Term::parse(choice)? {
            Term::Unlimited => format!("Data of {name} is kept as long as there is a reason to."),
            Term::Months(months) => format!(
                "Data of {name} is kept for {} and then deleted.",
                many(months, "month")
            ),
        },
        Rule::Deletion => format!(
            "Whoever asks to be deleted is deleted in every system within {}.",
            many(days_of(choice)?, "day")
        ),
        Rule::Access => format!(
            "Whoever asks what we know about them is answered within {}.",
            many(days_of(choice)?, "day")
        ),
        Rule::Refresh(_) => format!(
            "A new export of {name} is loaded at least every {}.",
            every(days_of(choice)?)
        ),
    })
}

fn many(count: u32, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn every(days: u32) -> String {
    if days == 1 {
        "day".into()
    } else {
        format!("{days} days")
    }
}

//! Lists of people that were made for a platform: buyers to leave alone, and people to look for the like of.

use chrono::NaiveDate;

/// What a list of people is for, by the name of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AudienceList {
    /// People who bought lately.
    Purchasers,
    /// People to leave alone, for whatever reason.
    Suppression,
    /// People to look for the like of.
    Seed,
}

impl AudienceList {
    /// What a list is for, by its name; nothing for any other table.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let words: Vec<&str> = name
            .split(|one: char| !one.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let begins = |stems: &[&str]| {
            words
                .iter()
                .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
        };
        let is_seed = begins(&["seed", "lookalike", "lookalikes"])
            || name.contains("look-alike")
            || name.contains("similar audience");
        let names_buyers = begins(&[
            "purchaser",
            "buyer",
            "käufer",
            "kaeufer",
            "acheteur",
            "comprador",
            "acquirent",
            "koper",
        ]);
        let is_suppression = begins(&[
            "suppress",
            "exclu",
            "sperrlist",
            "ausschl",
            "supres",
            "esclu",
        ]);
        let is_list = begins(&[
            "recent", "list", "audience", "segment", "letzt", "récent", "recient",
        ]) || words.iter().any(|word| is_window(word));
        if is_seed {
            Some(Self::Seed)
        } else if names_buyers && (is_list || is_suppression) {
            Some(Self::Purchasers)
        } else if is_suppression {
            Some(Self::Suppression)
        } else {
            None
        }
    }
}

/// `30d`, `180days`.
fn is_window(word: &str) -> bool {
    let rest = word.trim_start_matches(|one: char| one.is_ascii_digit());
    rest.len() < word.len() && ["d", "day", "days", "tage"].contains(&rest)
}

/// How far a list of buyers is behind what was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// Days from its newest purchase to the newest there is; nought where it has it.
    pub days: i64,
    /// Whether that is too many.
    pub is_out_of_date: bool,
}

impl Behind {
    /// Of a list, by its newest purchase and the newest there is: it may be so many days behind.
    pub fn of(newest_in_list: NaiveDate, newest_purchase: NaiveDate, most: u32) -> Self {
        let days = (newest_purchase - newest_in_list).num_days().max(0);
        Self {
            days,
            is_out_of_date: days > i64::from(most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AudienceList, Behind};
    use chrono::NaiveDate;

    #[test]
    fn lists_are_told_by_their_names() {
        for (name, told) in [
            ("recent purchasers", Some(AudienceList::Purchasers)),
            ("buyers_180d", Some(AudienceList::Purchasers)),
            ("Suppression: buyers", Some(AudienceList::Purchasers)),
            ("suppression list", Some(AudienceList::Suppression)),
            ("lookalike seed Q1", Some(AudienceList::Seed)),
            ("buyers", None),
            ("retargeting audience", None),
            ("customers export", None),
        ] {
            assert_eq!(AudienceList::by_name(name), told, "{name}");
        }
    }

    #[test]
    fn a_week_behind_is_held_and_nine_days_are_not() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        for (in_list, bought, days, is_out_of_date) in [
            (10, 10, 0, false),
            (10, 17, 7, false),
            (10, 18, 8, true),
            (10, 19, 9, true),
            (12, 10, 0, false),
        ] {
            let behind = Behind {
                days,
                is_out_of_date,
            };
            assert_eq!(Behind::of(day(in_list), day(bought), 7), behind);
        }
    }
}

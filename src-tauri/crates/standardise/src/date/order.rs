//! Whether a column writes the day or the month first, decided from all of its dates.

use rollcall_model::DateOrder;

use super::{shape, time};
use crate::text;

/// How many examples an ambiguous column shows.
const EXAMPLES: usize = 5;
/// One slip of the pen in so many dates does not make a column contradictory.
const SLIPS_PER_DATE: u64 = 200;

/// What a column of dates says about its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateOrderVerdict {
    /// The order, and how many dates tell it.
    Decided(DateOrder, u64),
    /// Every date could be read both ways.
    Ambiguous {
        /// Some of them, as written.
        examples: Vec<String>,
    },
    /// Some dates can only be day first, others only month first.
    Contradictory {
        /// How many can only be day first.
        day_first: u64,
        /// How many can only be month first.
        month_first: u64,
        /// How many could be either, each another day.
        either: u64,
    },
    /// No date with day, month and year in figures.
    NoDates,
}

/// Collects the evidence of a whole column, one cell at a time.
#[derive(Debug, Clone, Default)]
pub struct DateOrderVote {
    day_first: u64,
    month_first: u64,
    year_first: u64,
    dotted: u64,
    /// Those that are another day under each order, whatever stands between their parts.
    either: u64,
    examples: Vec<String>,
}

impl DateOrderVote {
    /// A vote without evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one cell into account; what is no date in figures counts for nothing.
    pub fn add(&mut self, text: &str) {
        let cleaned = text::clean_code(text);
        let Some((day, _)) = time::split(cleaned.trim_start_matches('\'')) else {
            return;
        };
        if let Some(eight) = eight_digits(day) {
            self.weigh(eight.0, eight.1, false, text);
            return;
        }
        let Some(tokens) = shape::tokens(day) else {
            return;
        };
        if tokens.month.is_some() {
            return;
        }
        match tokens.numbers() {
            [year, _, _] if year.digits == 4 => self.year_first += 1,
            [one, two, year]
                if one.digits <= 2 && two.digits <= 2 && matches!(year.digits, 2 | 4) =>
            {
                self.weigh(one.value, two.value, tokens.dotted, text);
            }
            [one, two] if one.digits <= 2 && two.digits <= 2 => {
                self.weigh(one.value, two.value, tokens.dotted, text);
            }
            _ => {}
        }
    }

    /// How many of the cells so far could be either order, each another day.
    pub fn either(&self) -> u64 {
        self.either
    }

    /// What the cells so far say.
    pub fn verdict(&self) -> DateOrderVerdict {
        let (day_first, month_first) = (self.day_first, self.month_first);
        let outvoted = |few: u64, many: u64| few * SLIPS_PER_DATE <= many;
        if day_first > 0 && outvoted(month_first, day_first) {
            DateOrderVerdict::Decided(DateOrder::DayFirst, day_first)
        } else if month_first > 0 && outvoted(day_first, month_first) {
            DateOrderVerdict::Decided(DateOrder::MonthFirst, month_first)
        } else if day_first > 0 {
            DateOrderVerdict::Contradictory {
                day_first,
                month_first,
                either: self.either,
            }
        } else if self.dotted > 0 {
            // Nobody who writes full stops writes the month first.
            DateOrderVerdict::Decided(DateOrder::DayFirst, self.dotted)
        } else if !self.examples.is_empty() {
            DateOrderVerdict::Ambiguous {
                examples: self.examples.clone(),
            }
        } else if self.year_first > 0 {
            DateOrderVerdict::Decided(DateOrder::YearFirst, self.year_first)
        } else {
            DateOrderVerdict::NoDates
        }
    }

    fn weigh(&mut self, one: u64, two: u64, dotted: bool, text: &str) {
        let possible = |day: u64, month: u64| (1..=31).contains(&day) && (1..=12).contains(&month);
        self.either += u64::from(shape::is_either_way(one, two));
        match (possible(one, two), possible(two, one)) {
            (true, false) => self.day_first += 1,
            (false, true) => self.month_first += 1,
            (true, true) if dotted => self.dotted += 1,
            (true, true) => {
                if self.examples.len() < EXAMPLES
                    && !self.examples.iter().any(|known| known == text)
                {
                    self.examples.push(text.to_owned());
                }
            }
            (false, false) => {}
        }
    }
}

/// The first two pairs of an eight-digit date that does not begin with its year.
fn eight_digits(text: &str) -> Option<(u64, u64)> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: u64 = text.get(..4)?.parse().ok()?;
    if (1800..=2200).contains(&year) {
        return None;
    }
    Some((text.get(..2)?.parse().ok()?, text.get(2..4)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use rollcall_model::DateOrder::{DayFirst, MonthFirst, YearFirst};

    use super::{
        DateOrderVerdict::{self, Ambiguous, Contradictory, Decided, NoDates},
        DateOrderVote,
    };

    fn verdict(cells: &[&str]) -> DateOrderVerdict {
        let mut vote = DateOrderVote::new();
        for cell in cells {
            vote.add(cell);
        }
        vote.verdict()
    }

    #[test]
    fn verdicts() {
        assert_eq!(
            verdict(&["01/02/2024", "13/02/2024", ""]),
            Decided(DayFirst, 1)
        );
        assert_eq!(
            verdict(&["01/02/2024", "02/13/2024 10:20"]),
            Decided(MonthFirst, 1)
        );
        assert_eq!(
            verdict(&["2024-01-02", "2024-01-03T10:20:30Z"]),
            Decided(YearFirst, 2)
        );
        assert_eq!(verdict(&["01.02.2024"]), Decided(DayFirst, 1));
        assert_eq!(
            verdict(&["01/02/2024", "01/02/2024", "3/4/24"]),
            Ambiguous {
                examples: vec!["01/02/2024".into(), "3/4/24".into()]
            }
        );
        assert_eq!(
            verdict(&["13/02/2024", "02/13/2024"]),
            Contradictory {
                day_first: 1,
                month_first: 1,
                either: 0
            }
        );
        // The fifth of May is one day under both orders.
        assert_eq!(
            verdict(&[
                "13/02/2024",
                "02/13/2024",
                "03/04/2024",
                "5.6.24",
                "05/05/2024"
            ]),
            Contradictory {
                day_first: 1,
                month_first: 1,
                either: 2
            }
        );
        assert_eq!(verdict(&["n/a", "", "4 March 2024", "32/44/2024"]), NoDates);
        assert_eq!(verdict(&["25121984"]), Decided(DayFirst, 1));
    }

    #[test]
    fn one_slip_in_hundreds_does_not_undecide_a_column() {
        let mut cells = vec!["25/12/2023"; 400];
        cells.push("12/25/2023");
        assert_eq!(verdict(&cells), Decided(DayFirst, 400));
    }
}

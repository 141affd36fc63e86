//! Whether a column of births is of people of the past, decided from all of its dates.

use super::{shape, time};
use crate::text;

/// A birth before it is of nobody alive.
const FIRST_ALIVE: u64 = 1900;
/// Years before it have other than four digits.
const FIRST_YEAR: u64 = 1000;
/// Slips of the pen are seldom: one in so many births of long ago is no slip any more.
const ONE_IN: u64 = 5;
/// Fewer than these tell nothing.
const FEWEST: u64 = 10;

/// Collects the years of a whole column of births, one cell at a time.
#[derive(Debug, Clone, Default)]
pub struct LongAgoVote {
    dated: u64,
    long_ago: u64,
}

impl LongAgoVote {
    /// A vote without evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one cell into account; what tells no year of four digits counts for nothing.
    pub fn add(&mut self, text: &str) {
        let cleaned = text::clean_code(text);
        let cleaned = cleaned.trim_start_matches('\'');
        let day = time::split(cleaned).map_or(cleaned, |(day, _)| day);
        let Some(tokens) = shape::tokens(day) else {
            return;
        };
        let numbers = tokens.numbers();
        let Some(year) = numbers.iter().find(|number| number.digits == 4) else {
            return;
        };
        self.dated += 1;
        // The first of January is what programs write where they know no day.
        let is_first = numbers.len() == 3
            && numbers
                .iter()
                .all(|number| number.digits == 4 || number.value == 1);
        if (FIRST_YEAR..FIRST_ALIVE).contains(&year.value) && !is_first {
            self.long_ago += 1;
        }
    }

    /// Whether the people are of the past.
    pub fn is_of_the_past(&self) -> bool {
        self.long_ago >= FEWEST && self.long_ago * ONE_IN >= self.dated
    }
}

#[cfg(test)]
mod tests {
    use super::LongAgoVote;

    fn is_of_the_past(cells: impl IntoIterator<Item = String>) -> bool {
        let mut vote = LongAgoVote::new();
        for cell in cells {
            vote.add(&cell);
        }
        vote.is_of_the_past()
    }

    #[test]
    fn many_births_of_long_ago_are_no_slips() {
        let archive = |year: i32| format!("{}-08-0{}", year, year % 9 + 1);
        assert!(is_of_the_past((1630..1700).map(archive)));
        let written = |year: i32| format!("3 August {year}");
        assert!(is_of_the_past((1630..1700).map(written)));
        let years_alone = |year: i32| year.to_string();
        assert!(is_of_the_past((1851..1881).map(years_alone)));
        assert!(is_of_the_past((1880..1950).map(archive)));
    }

    #[test]
    fn slips_fillers_and_few_are_not_the_past() {
        let alive = |year: i32| format!("{year}-03-12");
        assert!(!is_of_the_past((1930..2000).map(alive)));
        let slips = (1935..1999).map(alive).chain((1825..1837).map(alive));
        assert!(!is_of_the_past(slips), "one in six");
        let fillers = (0..70).map(|_| "1800-01-01".to_owned());
        assert!(!is_of_the_past(fillers));
        assert!(!is_of_the_past((1630..1639).map(alive)), "nine");
        assert!(!is_of_the_past((0..70).map(|_| "12.3.84".to_owned())));
    }
}

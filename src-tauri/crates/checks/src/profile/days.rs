//! The days of a column: how they are written, the oldest and the newest, those still to come.

use chrono::{Datelike, NaiveDate, TimeDelta};
use rollcall_model::{DateOrder, RecordId};
use serde::{Deserialize, Serialize};

use super::{KEPT_ROWS, Words};

/// So many texts with a word are read before a column is known to hold no days in words.
const WORDS_TRIED: u64 = 200;

/// The oldest and the newest day of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// The oldest day.
    pub oldest: NaiveDate,
    /// The newest day.
    pub newest: NaiveDate,
    /// The newest day that has come: how fresh the column is.
    pub freshest: Option<NaiveDate>,
    /// Rows with a day after tomorrow.
    pub to_come: u64,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum DayForm {
    YearFirst(char),
    YearLast(char),
    WithWord,
}

impl DayForm {
    /// The form as people know it.
    pub(super) fn told(self, order: Option<DateOrder>) -> String {
        match (self, order) {
            (Self::YearFirst(sign), _) => format!("yyyy{sign}mm{sign}dd"),
            (Self::YearLast(sign), Some(DateOrder::MonthFirst)) => format!("mm{sign}dd{sign}yyyy"),
            (Self::YearLast(sign), _) => format!("dd{sign}mm{sign}yyyy"),
            (Self::WithWord, _) => "with the month as a word".to_owned(),
        }
    }
}

/// Rows that write their day in one form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct FormCount {
    pub(super) form: DayForm,
    pub(super) rows: u64,
    /// The first of them.
    pub(super) records: Vec<RecordId>,
}

/// What is known of the days under one order of day and month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Extremes {
    oldest: Option<NaiveDate>,
    newest: Option<NaiveDate>,
    freshest: Option<NaiveDate>,
    to_come: u64,
}

impl Extremes {
    fn add(&mut self, day: NaiveDate, tomorrow: NaiveDate) {
        self.oldest = Some(self.oldest.map_or(day, |oldest| oldest.min(day)));
        self.newest = Some(self.newest.map_or(day, |newest| newest.max(day)));
        if day > tomorrow {
            self.to_come += 1;
        } else {
            self.freshest = Some(self.freshest.map_or(day, |freshest| freshest.max(day)));
        }
    }
}

/// The days of a column, kept under both orders until the whole column has told which holds.
#[derive(Debug, Clone)]
pub(super) struct Days {
    today: NaiveDate,
    tomorrow: NaiveDate,
    words: Words,
    count: DayCount,
    /// Texts with a word that were looked at closely, and those that were a day.
    with_word: (u64, u64),
}

/// What was counted of the days of a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct DayCount {
    day_first: Extremes,
    month_first: Extremes,
    only_day_first: u64,
    only_month_first: u64,
    pub(super) forms: Vec<FormCount>,
}

impl Days {
    pub(super) fn new(today: NaiveDate, words: Words) -> Self {
        Self {
            today,
            tomorrow: today + TimeDelta::days(1),
            words,
            count: DayCount::default(),
            with_word: (0, 0),
        }
    }

    /// Takes a cell into account; whether it is a day.
    pub(super) fn add(&mut self, record: RecordId, text: &str) -> bool {
        let Some((form, days)) = in_figures(text, self.today).or_else(|| self.in_words(text))
        else {
            return false;
        };
        self.count.add(record, form, days, self.tomorrow)
    }

    /// Reads a day with its month as a word. Reading words is slow, so it ends in a column whose
    /// first ones are no days.
    fn in_words(&mut self, text: &str) -> Option<ReadDay> {
        let (tried, read) = self.with_word;
        if tried >= WORDS_TRIED && read * 20 < tried || !is_worth_reading(text) {
            return None;
        }
        let found = in_words(text, self.today, &self.words);
        self.with_word = (tried + 1, read + u64::from(found.is_some()));
        found
    }

    /// Texts with a word that were looked at closely so far.
    pub(super) fn words_tried(&self) -> u64 {
        self.with_word.0
    }

    pub(super) fn count(self) -> DayCount {
        self.count
    }
}

impl DayCount {
    /// Takes a day into account; whether it is one under any order.
    fn add(
        &mut self,
        record: RecordId,
        form: DayForm,
        [as_day_first, as_month_first]: [Option<NaiveDate>; 2],
        tomorrow: NaiveDate,
    ) -> bool {
        let Some(either) = as_day_first.or(as_month_first) else {
            return false;
        };
        self.only_day_first += u64::from(as_month_first.is_none());
        self.only_month_first += u64::from(as_day_first.is_none());
        self.day_first.add(as_day_first.unwrap_or(either), tomorrow);
        self.month_first
            .add(as_month_first.unwrap_or(either), tomorrow);
        let known = match self.forms.iter_mut().find(|known| known.form == form) {
            Some(known) => known,
            None => {
                self.forms.push(FormCount {
                    form,
                    rows: 0,
                    records: Vec::new(),
                });
                let last = self.forms.len() - 1;
                &mut self.forms[last]
            }
        };
        known.rows += 1;
        if known.records.len() < KEPT_ROWS {
            known.records.push(record);
        }
        true
    }

    /// The order decided for the column, or what its own days tell.
    pub(super) fn order(&self, decided: Option<DateOrder>) -> Option<DateOrder> {
        decided.or(match (self.only_day_first, self.only_month_first) {
            (day, month) if day > month => Some(DateOrder::DayFirst),
            (day, month) if month > day => Some(DateOrder::MonthFirst),
            _ => None,
        })
    }

    pub(super) fn range(&self, decided: Option<DateOrder>) -> Option<DayRange> {
        let extremes = match self.order(decided) {
            Some(DateOrder::MonthFirst) => self.month_first,
            _ => self.day_first,
        };
        Some(DayRange {
            oldest: extremes.oldest?,
            newest: extremes.newest?,
            freshest: extremes.freshest,
            to_come: extremes.to_come,
        })
    }
}

/// Whether a text is a day, whatever its order.
pub(super) fn is_day(text: &str, today: NaiveDate, words: &Words) -> bool {
    read(text, today, words).is_some_and(|(_, days)| days.iter().any(Option::is_some))
}

/// How a text writes its day, and the day with day first and with month first.
type ReadDay = (DayForm, [Option<NaiveDate>; 2]);

fn read(text: &str, today: NaiveDate, words: &Words) -> Option<ReadDay> {
    in_figures(text, today).or_else(|| {
        is_worth_reading(text)
            .then(|| in_words(text, today, words))
            .flatten()
    })
}

/// `4 March 2026`, `Mar 4, 2026`.
fn in_words(text: &str, today: NaiveDate, words: &Words) -> Option<ReadDay> {
    let day = (words.day)(text, today)?;
    Some((DayForm::WithWord, [Some(day), Some(day)]))
}

/// Whether a text may be a day with its month as a word: a run of three letters, at most five
/// words, and a day or a year in figures.
fn is_worth_reading(text: &str) -> bool {
    if !(6..=40).contains(&text.len()) || text.contains('@') {
        return false;
    }
    let (mut letters, mut figures, mut words) = (0, 0, 0);
    let (mut most_letters, mut most_figures) = (0, 0);
    for one in text.chars() {
        if one.is_alphabetic() {
            words += u32::from(letters == 0);
            letters += 1;
            most_letters = letters.max(most_letters);
            figures = 0;
        } else {
            letters = 0;
            figures = if one.is_ascii_digit() { figures + 1 } else { 0 };
            most_figures = figures.max(most_figures);
        }
    }
    most_letters >= 3 && words <= 5 && (2..=4).contains(&most_figures)
}

/// `2026-03-04`, `04/03/2026 10:20`, `4.3.26`.
fn in_figures(text: &str, today: NaiveDate) -> Option<ReadDay> {
    if !(6..=40).contains(&text.len()) {
        return None;
    }
    let (one, rest) = figures(text)?;
    let sign = rest.chars().next().filter(|sign| "-/.".contains(*sign))?;
    let (two, rest) = figures(rest.get(1..)?)?;
    let rest = rest.strip_prefix(sign)?;
    let (three, rest) = figures(rest)?;
    // Behind the day stands nothing or a time.
    let is_ended = rest.is_empty() || (rest.starts_with(['T', ' ', ',']) && rest.contains(':'));
    if !is_ended || two.len() > 2 {
        return None;
    }
    let number = |figures: &str| figures.parse::<u32>().ok();
    if one.len() == 4 && three.len() <= 2 {
        let day = NaiveDate::from_ymd_opt(one.parse().ok()?, number(two)?, number(three)?)?;
        return Some((DayForm::YearFirst(sign), [Some(day), Some(day)]));
    }
    let year = match three.len() {
        4 => three.parse().ok()?,
        2 => century(three.parse().ok()?, today),
        _ => return None,
    };
    if one.len() > 2 {
        return None;
    }
    let (first, second) = (number(one)?, number(two)?);
    let days = [
        NaiveDate::from_ymd_opt(year, second, first),
        NaiveDate::from_ymd_opt(year, first, second),
    ];
    Some((DayForm::YearLast(sign), days))
}

fn century(two_digits: i32, today: NaiveDate) -> i32 {
    if 2000 + two_digits <= today.year() + 1 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

/// The figures a text begins with, and the rest.
fn figures(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|one| !one.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_model::{DateOrder, RecordId};

    use rollcall_standardise::date::{DateReading, moment};

    use super::{DayCount, DayForm, Days, Words};

    const WORDS: Words = Words {
        day: |text, today| {
            let read = moment(text, DateReading::new(None, None, today), false);
            read.value.get(..10)?.parse().ok()
        },
        is_filler: |_| false,
        is_filler_number: |_| false,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn counted(texts: &[&str]) -> DayCount {
        let mut days = Days::new(day("2026-11-23"), WORDS);
        for (row, text) in texts.iter().enumerate() {
            assert!(days.add(RecordId(row as i64), text), "{text:?}");
        }
        days.count()
    }

    #[test]
    fn one_day_over_twelve_settles_the_column() {
        let days = counted(&["03/04/2026", "26/06/2026", "01/02/2026"]);
        assert_eq!(days.order(None), Some(DateOrder::DayFirst));
        let range = days.range(None).expect("a range");
        assert_eq!(
            (range.oldest, range.newest),
            (day("2026-02-01"), day("2026-06-26"))
        );

        let days = counted(&["03/04/2026", "06/26/2026"]);
        assert_eq!(days.order(None), Some(DateOrder::MonthFirst));
        assert_eq!(days.range(None).expect("a range").oldest, day("2026-03-04"));
    }

    #[test]
    fn forms_and_days_to_come() {
        let days = counted(&[
            "2026-03-04",
            "2026-03-05T10:00:00Z",
            "04/03/2026",
            "4 Mar 2026",
            "2031-01-01",
            "4.3.26",
        ]);
        let forms: Vec<(DayForm, u64)> =
            days.forms.iter().map(|one| (one.form, one.rows)).collect();
        assert_eq!(
            forms,
            [
                (DayForm::YearFirst('-'), 3),
                (DayForm::YearLast('/'), 1),
                (DayForm::WithWord, 1),
                (DayForm::YearLast('.'), 1)
            ]
        );
        let range = days.range(Some(DateOrder::DayFirst)).expect("a range");
        assert_eq!(range.to_come, 1);
        assert_eq!(range.newest, day("2031-01-01"));
        assert_eq!(range.freshest, Some(day("2026-03-05")));
    }

    #[test]
    fn what_is_no_day() {
        let mut days = Days::new(day("2026-11-23"), WORDS);
        for text in [
            "",
            "Anne",
            "12-34-56",
            "2026-13-01",
            "192.168.1.12",
            "10/2026",
            "07700 900123",
            "LS1 4AP 1999",
            "a1b2c3",
            "march1990@example.com",
            "12 Harbour Street",
        ] {
            assert!(!days.add(RecordId(1), text), "{text:?}");
        }
    }
}

//! Recent purchasers: the people a winback or acquisition message must not reach.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rollcall_model::{CustomerId, in_time};
use serde::{Deserialize, Serialize};

/// One purchase of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase<'a> {
    /// Who bought.
    pub customer: CustomerId,
    /// When, `YYYY-MM-DD` with or without a time, as standardised; a clock of its own has its offset behind it.
    pub time: &'a str,
    /// Whether its shop says that it came to nothing: cancelled, refunded, failed, a test.
    pub is_undone: bool,
    /// Money as a decimal with a dot; nothing when not told.
    pub amount: Option<&'a str>,
}

/// The days that count, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// Why a row is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAPurchase {
    /// The time is no date.
    NoDate,
    /// Before the first day of the window.
    TooEarly,
    /// After the last day of the window.
    TooLate,
    /// Cancelled, refunded, failed.
    Undone,
    /// Money went back: the amount is below zero.
    MoneyBack,
}

/// Collects recent purchasers purchase by purchase.
#[derive(Debug, Clone)]
pub struct RecentPurchasers {
    window: Window,
    members: BTreeMap<CustomerId, (String, u64)>,
    not_counted: BTreeMap<NotAPurchase, u64>,
}

/// A member of the suppression list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPurchaser {
    /// Who.
    pub customer: CustomerId,
    /// The last purchase within the window, as it was given.
    pub last_purchase: String,
    /// Purchases within the window.
    pub purchases: u64,
}

/// The suppression list and what was not counted for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppressionList {
    /// The days it covers.
    pub window: Window,
    /// Its members, in the order of their ids.
    pub members: Vec<RecentPurchaser>,
    /// Rows not counted, by reason.
    pub not_counted: BTreeMap<NotAPurchase, u64>,
}

impl Window {
    /// The day `today` and the `days` days before it.
    pub fn ending(today: NaiveDate, days: u32) -> Self {
        Self {
            from: today
                .checked_sub_days(Days::new(u64::from(days)))
                .unwrap_or(NaiveDate::MIN),
            until: today,
        }
    }
}

impl RecentPurchasers {
    /// Nobody yet.
    pub fn new(window: Window) -> Self {
        Self {
            window,
            members: BTreeMap::new(),
            not_counted: BTreeMap::new(),
        }
    }

    /// Counts one purchase, or tells why it does not count.
    ///
    /// # Errors
    /// The reason a row is no purchase of the window; it is counted by that reason.
    pub fn add(&mut self, purchase: &Purchase<'_>) -> Result<(), NotAPurchase> {
        if let Some(reason) = self.reason_against(purchase) {
            *self.not_counted.entry(reason).or_default() += 1;
            return Err(reason);
        }
        let (last, count) = self.members.entry(purchase.customer).or_default();
        *count += 1;
        if in_time(purchase.time, last).is_gt() {
            purchase.time.clone_into(last);
        }
        Ok(())
    }

    /// The list so far.
    pub fn finish(self) -> SuppressionList {
        SuppressionList {
            window: self.window,
            members: self
                .members
                .into_iter()
                .map(|(customer, (last_purchase, purchases))| RecentPurchaser {
                    customer,
                    last_purchase,
                    purchases,
                })
                .collect(),
            not_counted: self.not_counted,
        }
    }

    fn reason_against(&self, purchase: &Purchase<'_>) -> Option<NotAPurchase> {
        let Some(day) = day_of(purchase.time) else {
            return Some(NotAPurchase::NoDate);
        };
        if day < self.window.from {
            return Some(NotAPurchase::TooEarly);
        }
        if day > self.window.until {
            return Some(NotAPurchase::TooLate);
        }
        if purchase.is_undone {
            return Some(NotAPurchase::Undone);
        }
        purchase
            .amount
            .is_some_and(is_below_zero)
            .then_some(NotAPurchase::MoneyBack)
    }
}

fn day_of(time: &str) -> Option<NaiveDate> {
    time.get(..10)?.parse().ok()
}

fn is_below_zero(amount: &str) -> bool {
    amount
        .trim()
        .strip_prefix(['-', '\u{2212}'])
        .is_some_and(|rest| rest.contains(|character: char| ('1'..='9').contains(&character)))
}

//! What it costs to keep data apart: each figure from what people gave, never from a guess.

use rollcall_model::coded;

coded! {
    /// How often something is done.
    Per {
        /// On a working day.
        Day = "day", "day";
        /// In a week.
        Week = "week", "week";
        /// In a month.
        Month = "month", "month";
    }
}

/// Weeks in a month: a twelfth of 52.
const WEEKS: f64 = 52.0 / 12.0;
/// Working days in a week.
const WORKING_DAYS: f64 = 5.0;

/// Hours a month of work that is done `times` in a `per` and takes `minutes` each time.
pub fn hours_a_month(times: f64, per: Per, minutes: f64) -> f64 {
    let in_a_month = match per {
        Per::Day => times * WORKING_DAYS * WEEKS,
        Per::Week => times * WEEKS,
        Per::Month => times,
    };
    in_a_month * minutes / 60.0
}

/// Money wasted in a month: the share, 0 to 1, of what is spent.
pub fn wasted(spent: f64, share: f64) -> f64 {
    spent * share.clamp(0.0, 1.0)
}

//! Clicks on advertisements by people who had just bought: each was paid for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use crate::Ratio;

/// Clicks by channel: those by somebody who had just bought, among all of people who are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClickedAfter {
    /// By channel, in the order of their names.
    pub channels: BTreeMap<&'static str, Ratio>,
}

impl ClickedAfter {
    /// Of all channels.
    pub fn ratio(&self) -> Ratio {
        let channels = self.channels.values();
        channels.fold(Ratio::default(), |sum, one| Ratio {
            found: sum.found + one.found,
            among: sum.among + one.among,
        })
    }
}

/// Counts clicks that came on one of so many days after a purchase of the same customer. A click on the day of a
/// purchase may have led to it, and is none.
pub fn clicked_after(
    clicks: impl IntoIterator<Item = (CustomerId, NaiveDate, &'static str)>,
    bought: impl IntoIterator<Item = (CustomerId, NaiveDate)>,
    days: u32,
) -> ClickedAfter {
    let mut bought: Vec<(CustomerId, NaiveDate)> = bought.into_iter().collect();
    bought.sort_unstable();
    let mut told = ClickedAfter::default();
    for (customer, day, channel) in clicks {
        let until = bought.partition_point(|one| *one < (customer, day));
        let before = until.checked_sub(1).and_then(|last| bought.get(last));
        let has_just = before.is_some_and(|(buyer, bought_on)| {
            *buyer == customer && (day - *bought_on).num_days() <= i64::from(days)
        });
        let of_channel = told.channels.entry(channel).or_default();
        of_channel.found += u64::from(has_just);
        of_channel.among += 1;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::clicked_after;
    use crate::Ratio;
    use rollcall_model::CustomerId;

    #[test]
    fn a_click_counts_on_the_days_after_a_purchase_and_not_on_its_own() {
        let day = |text: &str| text.parse().expect("a day");
        let bought = [(1, "2026-03-10"), (1, "2026-01-05"), (2, "2026-03-10")];
        let bought = bought.map(|(one, on)| (CustomerId(one), day(on)));
        for (customer, on, counts) in [
            (1, "2026-03-10", false),
            (1, "2026-03-11", true),
            (1, "2026-04-09", true),
            (1, "2026-04-10", false),
            (1, "2026-03-09", false),
            (1, "2026-02-04", true),
            (2, "2026-03-09", false),
            (3, "2026-03-11", false),
        ] {
            let click = (CustomerId(customer), day(on), "Paid search");
            let told = clicked_after([click], bought, 30);
            let expected = Ratio {
                found: u64::from(counts),
                among: 1,
            };
            assert_eq!(told.ratio(), expected, "{customer} on {on}");
            assert_eq!(told.channels["Paid search"], expected);
        }
        assert!(clicked_after([], bought, 30).channels.is_empty());
    }
}

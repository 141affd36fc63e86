//! Which channel gets the credit for a purchase, by five rules over the same journeys.
//!
//! A journey is everything that reached a customer within the window before a purchase. Visits
//! without a source count only where a journey has nothing else, as in the reports of platforms
//! ("last non-direct click").
//!
//! The window is of whole days, as the files write them, so that a day without an hour and a time are
//! kept alike at its edge. On the day of a purchase the minute tells what came before it; where one of
//! both tells no hour, all of that day did.

use chrono::{Days, NaiveDate};
use rollcall_model::CustomerId;

/// What has to stand beside every credit that is told.
pub const CREDIT_IS_A_RULE: &str = "An illustration of a rule, not a fact: it tells what each rule makes of the same journeys, not what a channel brought about.";

const MINUTES_OF_A_DAY: i64 = 24 * 60;
/// The minute of a time lies at most so many days from the day its file writes: clocks are at most fourteen hours
/// from that of UTC, and a day alone is its first minute.
const MOST_APART: i64 = 3;

/// A rule that shares the credit of a purchase among what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditRule {
    /// All to the last click; to the last touch where nothing was clicked.
    LastClick,
    /// All to the first touch.
    FirstTouch,
    /// The same to each touch.
    Linear,
    /// 40 % to the first, 40 % to the last, 20 % among those between; halves where there are two.
    PositionBased,
    /// Each touch half as much as one that came a half-life later.
    TimeDecay,
}

impl CreditRule {
    /// All of them, in the order screens show them.
    pub const ALL: [Self; 5] = [
        Self::LastClick,
        Self::FirstTouch,
        Self::Linear,
        Self::PositionBased,
        Self::TimeDecay,
    ];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::LastClick => "Last click",
            Self::FirstTouch => "First touch",
            Self::Linear => "Linear",
            Self::PositionBased => "Position-based",
            Self::TimeDecay => "Time decay",
        }
    }
}

/// By which rules credit is shared out, in two sentences: what is a touch and what a purchase, how far back, what each
/// rule gives, and what becomes of ties and of what is not known.
pub fn credit_rules(window_days: u32, half_life_days: f64) -> String {
    format!(
        "A touch is a visit with its source, or a mail opened or clicked, of every cookie, device and address of the customer, in the {window_days} days before a purchase or on its day before it; a visit without a source counts only where nothing else is known, a touch counts for the first purchase after it alone, and a purchase is an order that holds: not called off, not given back whole, no test. Last click gives all to the last click, or to the last touch where nothing was clicked, first touch all to the first, linear the same to each, position-based 40 % to the first, 40 % to the last and 20 % to those between (halves where there are two), time decay half as much to a touch for every {half_life_days:.0} days it came earlier; of touches of the same minute the one whose channel the files name first counts as the earlier, and a purchase with nothing known before it is given to no channel and told in a line of its own."
    )
}

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The minute of any one clock; of a day alone its first.
    pub minute: i64,
    /// The day its file writes.
    pub day: NaiveDate,
    /// Whether no hour is told.
    pub is_day: bool,
}

impl When {
    /// Whether it came before a purchase, or with it.
    fn is_before(self, purchase: Self) -> bool {
        if self.is_day || purchase.is_day {
            self.day <= purchase.day
        } else {
            self.minute <= purchase.minute
        }
    }

    /// The minutes from it to a purchase it came before; of whole days where one of both tells no hour.
    fn minutes_until(self, purchase: Self) -> i64 {
        if self.is_day || purchase.is_day {
            (purchase.day - self.day).num_days() * MINUTES_OF_A_DAY
        } else {
            purchase.minute - self.minute
        }
    }
}

/// Something that reached a customer, or something the customer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Touch {
    customer: i64,
    at: When,
    channel: u16,
    is_click: bool,
    is_direct: bool,
}

/// Collects touches and purchases, in any order.
#[derive(Debug, Clone, Default)]
pub struct Journeys {
    touches: Vec<Touch>,
    purchases: Vec<(i64, When)>,
    channels: Vec<String>,
}

/// The credit of one channel, in purchases, by rule in the order of [`CreditRule::ALL`].
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelCredit {
    /// The channel.
    pub channel: String,
    /// Purchases, or parts of them.
    pub credit: [f64; 5],
    /// Touches of it that came before a purchase.
    pub touches: u64,
}

/// Who gets the credit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreditShares {
    /// All purchases.
    pub purchases: u64,
    /// Those of them that anything is known to have come before.
    pub with_touch: u64,
    /// Those whose last click and first touch are different channels.
    pub shifted: u64,
    /// The channels, by last click, the largest first.
    pub channels: Vec<ChannelCredit>,
}

impl Journeys {
    /// Counts something that reached a customer.
    pub fn add_touch(
        &mut self,
        customer: CustomerId,
        at: When,
        channel: &str,
        is_click: bool,
        is_direct: bool,
    ) {
        let channel = self.channel(channel);
        self.touches.push(Touch {
            customer: customer.0,
            at,
            channel,
            is_click,
            is_direct,
        });
    }

    /// Counts a purchase that holds.
    pub fn add_purchase(&mut self, customer: CustomerId, at: When) {
        self.purchases.push((customer.0, at));
    }

    fn channel(&mut self, name: &str) -> u16 {
        let known = self.channels.iter().position(|one| one == name);
        let place = known.unwrap_or_else(|| {
            self.channels.push(name.to_owned());
            self.channels.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// Shares the credit of all purchases. A touch counts for the first purchase of the same customer that it came
    /// before, where its day is one of the `window_days` before that of the purchase, or that day itself.
    pub fn shares(&self, window_days: u32, half_life_days: f64) -> CreditShares {
        let mut touches = self.touches.clone();
        touches.sort_unstable();
        let mut purchases = self.purchases.clone();
        purchases.sort_unstable();
        let mut credit = vec![([0.0; 5], 0); self.channels.len()];
        let mut told = CreditShares {
            purchases: purchases.len() as u64,
            ..CreditShares::default()
        };
        for (place, (customer, bought)) in purchases.iter().enumerate() {
            let before = place
                .checked_sub(1)
                .and_then(|place| purchases.get(place))
                .filter(|(other, _)| other == customer)
                .map(|(_, before)| *before);
            let opens = bought
                .day
                .checked_sub_days(Days::new(u64::from(window_days)))
                .unwrap_or(NaiveDate::MIN);
            let journey = journey(
                near(&touches, (*customer, *bought), window_days)
                    .iter()
                    .filter(|one| one.at.day >= opens && one.at.is_before(*bought))
                    .filter(|one| before.is_none_or(|before| !one.at.is_before(before)))
                    .copied()
                    .collect(),
            );
            let (Some(first), Some(last)) = (journey.first(), last_click(&journey)) else {
                continue;
            };
            told.with_touch += 1;
            told.shifted += u64::from(journey[last].channel != first.channel);
            for touch in &journey {
                if let Some((_, touches)) = credit.get_mut(usize::from(touch.channel)) {
                    *touches += 1;
                }
            }
            for (rule, column) in CreditRule::ALL.into_iter().zip(0..) {
                let weights = weights(rule, &journey, last, *bought, half_life_days);
                for (touch, weight) in journey.iter().zip(weights) {
                    if let Some((line, _)) = credit.get_mut(usize::from(touch.channel)) {
                        let line: &mut [f64; 5] = line;
                        line[column] += weight;
                    }
                }
            }
        }
        told.channels = self
            .channels
            .iter()
            .zip(credit)
            .filter(|(_, (credit, _))| credit.iter().any(|one| *one > 0.0))
            .map(|(channel, (credit, touches))| ChannelCredit {
                channel: channel.clone(),
                credit,
                touches,
            })
            .collect();
        told.channels.sort_by(|one, other| {
            other.credit[0]
                .total_cmp(&one.credit[0])
                .then(one.channel.cmp(&other.channel))
        });
        told
    }
}

/// The touches of a customer whose minutes lie so near a purchase that they can be of its window. They are sorted.
fn near(touches: &[Touch], (customer, bought): (i64, When), window_days: u32) -> &[Touch] {
    let opens = bought.minute - (i64::from(window_days) + MOST_APART) * MINUTES_OF_A_DAY;
    let closes = bought.minute + MOST_APART * MINUTES_OF_A_DAY;
    let from = touches.partition_point(|one| (one.customer, one.at.minute) < (customer, opens));
    let until = touches.partition_point(|one| (one.customer, one.at.minute) <= (customer, closes));
    touches.get(from..until).unwrap_or_default()
}

/// Visits without a source count only where there is nothing else.
fn journey(mut touches: Vec<Touch>) -> Vec<Touch> {
    let has_source = touches.iter().any(|one| !one.is_direct);
    touches.retain(|one| !(has_source && one.is_direct));
    touches
}

fn last_click(journey: &[Touch]) -> Option<usize> {
    let clicked = journey.iter().rposition(|one| one.is_click);
    clicked.or(journey.len().checked_sub(1))
}

/// What each touch of a journey gets; together 1.
fn weights(
    rule: CreditRule,
    journey: &[Touch],
    last_click: usize,
    bought: When,
    half_life_days: f64,
) -> Vec<f64> {
    let count = journey.len();
    let at = |place: usize| {
        (0..count)
            .map(|one| f64::from(u8::from(one == place)))
            .collect()
    };
    match rule {
        CreditRule::LastClick => at(last_click),
        CreditRule::FirstTouch => at(0),
        CreditRule::Linear => vec![1.0 / count as f64; count],
        CreditRule::PositionBased => match count {
            1 => vec![1.0],
            2 => vec![0.5, 0.5],
            _ => {
                let mut all = vec![0.2 / (count - 2) as f64; count];
                all[0] = 0.4;
                all[count - 1] = 0.4;
                all
            }
        },
        CreditRule::TimeDecay => {
            let half_life = (half_life_days * MINUTES_OF_A_DAY as f64).max(1.0);
            let raw: Vec<f64> = journey
                .iter()
                .map(|one| (-(one.at.minutes_until(bought) as f64) / half_life).exp2())
                .collect();
            let sum: f64 = raw.iter().sum();
            raw.into_iter().map(|one| one / sum).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CreditShares, Journeys, When};
    use chrono::{Days, NaiveDate};
    use rollcall_model::CustomerId;

    const DAY: i64 = 24 * 60;

    fn date(day: i64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
        first + Days::new(day.unsigned_abs())
    }

    /// An hour of a day, by a clock so many hours ahead of UTC.
    fn hour(day: i64, hour: i64, ahead: i64) -> When {
        When {
            minute: day * DAY + (hour - ahead) * 60,
            day: date(day),
            is_day: false,
        }
    }

    fn day_alone(day: i64) -> When {
        When {
            minute: day * DAY,
            day: date(day),
            is_day: true,
        }
    }

    fn shares(touches: &[(i64, &str)], bought: i64) -> CreditShares {
        let mut journeys = Journeys::default();
        for (day, channel) in touches {
            let is_click = *channel != "Mail opened";
            let is_direct = *channel == "Direct";
            let at = hour(*day, 0, 0);
            journeys.add_touch(CustomerId(1), at, channel, is_click, is_direct);
        }
        journeys.add_purchase(CustomerId(1), hour(bought, 0, 0));
        journeys.shares(30, 7.0)
    }

    fn credit(shares: &CreditShares, channel: &str) -> [f64; 5] {
        shares
            .channels
            .iter()
            .find(|one| one.channel == channel)
            .map_or([0.0; 5], |one| one.credit)
    }

    #[track_caller]
    fn is_near(one: [f64; 5], other: [f64; 5]) {
        for (one, other) in one.iter().zip(other) {
            assert!((one - other).abs() < 1e-9, "{one} is not {other}");
        }
    }

    #[test]
    fn g70_five_rules_share_one_purchase() {
        let told = shares(&[(1, "Ad"), (8, "Mail opened"), (15, "Search")], 15);
        // Time decay: weights 1/4, 1/2, 1 with a half-life of seven days.
        is_near(credit(&told, "Ad"), [0.0, 1.0, 1.0 / 3.0, 0.4, 1.0 / 7.0]);
        is_near(
            credit(&told, "Mail opened"),
            [0.0, 0.0, 1.0 / 3.0, 0.2, 2.0 / 7.0],
        );
        is_near(
            credit(&told, "Search"),
            [1.0, 0.0, 1.0 / 3.0, 0.4, 4.0 / 7.0],
        );
        assert_eq!((told.with_touch, told.shifted), (1, 1));
    }

    #[test]
    fn a_mail_that_was_only_opened_is_no_click() {
        let told = shares(&[(1, "Ad"), (8, "Mail opened")], 15);
        assert!((credit(&told, "Ad")[0] - 1.0).abs() < 1e-9);
        assert!((credit(&told, "Mail opened")[3] - 0.5).abs() < 1e-9);
    }

    #[test]
    fn direct_visits_count_only_alone() {
        let told = shares(&[(1, "Ad"), (8, "Direct")], 15);
        is_near(credit(&told, "Ad"), [1.0; 5]);
        let told = shares(&[(8, "Direct")], 15);
        is_near(credit(&told, "Direct"), [1.0; 5]);
    }

    #[test]
    fn touches_are_counted_where_they_have_a_part() {
        let told = shares(&[(1, "Ad"), (2, "Ad"), (8, "Direct"), (20, "Ad")], 15);
        let touches: Vec<_> = told.channels.iter().map(|one| one.touches).collect();
        assert_eq!(touches, [2], "neither the direct visit nor what came after");
    }

    #[test]
    fn what_came_after_or_long_before_has_no_part() {
        let told = shares(&[(1, "Ad"), (60, "Search")], 50);
        assert_eq!((told.purchases, told.with_touch), (1, 0));
        assert!(told.channels.is_empty());
    }

    #[test]
    fn a_touch_counts_for_one_purchase_only() {
        let mut journeys = Journeys::default();
        journeys.add_touch(CustomerId(1), hour(1, 0, 0), "Ad", true, false);
        journeys.add_purchase(CustomerId(1), hour(2, 0, 0));
        journeys.add_purchase(CustomerId(1), hour(3, 0, 0));
        journeys.add_touch(CustomerId(2), hour(1, 0, 0), "Search", true, false);
        let told = journeys.shares(30, 7.0);
        assert_eq!((told.purchases, told.with_touch), (2, 1));
        is_near(credit(&told, "Ad"), [1.0; 5]);
    }

    #[test]
    fn days_and_hours_are_kept_alike_at_the_edges_of_the_window() {
        for (touch, bought, counts) in [
            // Thirty days before, whatever the hours, and none of the days before that.
            (hour(10, 9, 0), hour(40, 15, 0), true),
            (hour(10, 9, 0), day_alone(40), true),
            (day_alone(10), hour(40, 15, 0), true),
            (day_alone(10), day_alone(40), true),
            (hour(9, 23, 0), hour(40, 0, 0), false),
            (hour(9, 23, 0), day_alone(40), false),
            (day_alone(9), hour(40, 0, 0), false),
            (day_alone(9), day_alone(40), false),
            // The day is the one the file writes, not that of UTC.
            (hour(9, 22, -4), hour(40, 0, 0), false),
            (hour(10, 1, 9), hour(40, 0, 0), true),
            // On the day itself the hour tells, and the whole day where there is none.
            (hour(40, 9, 0), hour(40, 15, 0), true),
            (hour(40, 16, 0), hour(40, 15, 0), false),
            (hour(40, 16, 0), day_alone(40), true),
            (hour(40, 22, -4), day_alone(40), true),
            (day_alone(40), hour(40, 1, 0), true),
            (day_alone(41), hour(40, 23, 0), false),
            (hour(41, 1, 9), day_alone(40), false),
        ] {
            let mut journeys = Journeys::default();
            journeys.add_touch(CustomerId(1), touch, "Ad", true, false);
            journeys.add_purchase(CustomerId(1), bought);
            let told = journeys.shares(30, 7.0);
            assert_eq!(told.with_touch, u64::from(counts), "{touch:?} {bought:?}");
        }
    }

    #[test]
    fn what_came_on_the_day_of_a_purchase_is_not_that_of_the_next_one() {
        let mut journeys = Journeys::default();
        journeys.add_touch(CustomerId(1), hour(10, 12, 0), "Ad", true, false);
        journeys.add_purchase(CustomerId(1), day_alone(10));
        journeys.add_purchase(CustomerId(1), hour(12, 9, 0));
        let told = journeys.shares(30, 7.0);
        assert_eq!((told.purchases, told.with_touch), (2, 1));
        // Half a day is none where one of both tells no hour: nothing has decayed.
        is_near(credit(&told, "Ad"), [1.0; 5]);
    }
}

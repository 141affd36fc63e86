//! Messages to people who had said no by the time they were sent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use super::{Campaigns, Hour};

/// When something was said or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaidOn {
    /// The day its file writes.
    pub day: NaiveDate,
    /// The hour, where its file tells one.
    pub hour: Option<Hour>,
}

/// What somebody said of being written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PermissionSaid {
    /// Who.
    pub customer: CustomerId,
    /// Whether it is of messages by e-mail, or of those by telephone.
    pub by_email: bool,
    /// A no, or a yes.
    pub is_no: bool,
    /// When it was said, where a file tells.
    pub on: Option<SaidOn>,
}

/// Somebody who was written to after a no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTo {
    /// Who.
    pub customer: CustomerId,
    /// Messages they got after it.
    pub messages: u64,
    /// The campaign of the first of them.
    pub campaign: String,
    /// The day of the first of them.
    pub sent: NaiveDate,
    /// The day of the no before it.
    pub said: NaiveDate,
}

/// What is known of messages after a no.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AfterNo {
    /// All messages, what one person got of one send once, unless the log shows that it went to the
    /// same address again.
    pub messages: u64,
    /// Messages that were sent after a no.
    pub after: u64,
    /// To whom, in the order of their ids.
    pub people: Vec<WrittenTo>,
    /// Messages of a day on which their receiver said no, where nobody can tell which came first.
    pub same_day: u64,
    /// Who got these: in the order of their ids. Those who are known to have been written to after a no are told as that,
    /// and none of their messages here.
    pub on_the_day: Vec<CustomerId>,
    /// Those who were written to and said no at a time no file tells, beside those who are known to have been written
    /// to after one: in the order of their ids.
    pub undated: Vec<CustomerId>,
}

impl Campaigns {
    /// The messages that went to people after they had said no to messages of their kind, as far as it is known when.
    /// A yes that was said after the no, and not after the message, takes it back.
    pub fn after_no(&self, mut said: Vec<PermissionSaid>) -> AfterNo {
        said.sort_unstable();
        said.dedup();
        let mut told = AfterNo::default();
        let mut people: BTreeMap<CustomerId, WrittenTo> = BTreeMap::new();
        let mut undated = Vec::new();
        let mut on_the_day: BTreeMap<CustomerId, u64> = BTreeMap::new();
        self.visit_sends(|first, messages| {
            told.messages += messages.len() as u64;
            let mine = said_by(&said, first.customer, first.email.is_some());
            if mine.iter().any(|one| one.is_no && one.on.is_none()) {
                undated.push(first.customer);
            }
            for message in messages {
                let on = SaidOn {
                    day: message.day,
                    hour: message.hour,
                };
                let Some(refused) = refused_before(mine, on) else {
                    if may_follow_a_no(mine, on) {
                        *on_the_day.entry(first.customer).or_default() += 1;
                    }
                    continue;
                };
                told.after += 1;
                let new = || WrittenTo {
                    customer: first.customer,
                    messages: 0,
                    campaign: self.name(first.campaign),
                    sent: on.day,
                    said: refused.day,
                };
                let known = people.entry(first.customer).or_insert_with(new);
                let messages = known.messages + 1;
                if on.day < known.sent {
                    *known = new();
                }
                known.messages = messages;
            }
        });
        undated.sort_unstable();
        undated.dedup();
        undated.retain(|one| !people.contains_key(one));
        on_the_day.retain(|one, _| !people.contains_key(one));
        told.undated = undated;
        told.same_day = on_the_day.values().sum();
        told.on_the_day = on_the_day.into_keys().collect();
        told.people = people.into_values().collect();
        told
    }
}

/// What one person said of one kind of messages, of all in order.
fn said_by(said: &[PermissionSaid], customer: CustomerId, by_email: bool) -> &[PermissionSaid] {
    let whose = (customer, by_email);
    let begins = said.partition_point(|one| (one.customer, one.by_email) < whose);
    let rest = said.get(begins..).unwrap_or_default();
    let ends = rest.partition_point(|one| (one.customer, one.by_email) == whose);
    rest.get(..ends).unwrap_or_default()
}

/// The last no before a message that no yes since took back.
fn refused_before(said: &[PermissionSaid], message: SaidOn) -> Option<SaidOn> {
    // In the order of their days: the last that holds is told, and one shared mailbox may have left very often.
    let mut latest = said.iter().rev().filter(|one| one.is_no);
    latest.find_map(|one| {
        one.on
            .filter(|no| no.is_before(message) && !is_taken_back(said, *no, message))
    })
}

/// Whether a no was said on the day of a message, so that nobody can tell which came first: one of them has no hour, or
/// their hours are of two clocks.
fn may_follow_a_no(said: &[PermissionSaid], message: SaidOn) -> bool {
    said.iter()
        .filter(|one| one.is_no)
        .filter_map(|one| one.on)
        .any(|no| {
            no.day == message.day
                && !no.is_before(message)
                && !message.is_before(no)
                && !is_taken_back(said, no, message)
        })
}

/// Whether a yes that was said after a no, and not after the message, takes it back.
fn is_taken_back(said: &[PermissionSaid], no: SaidOn, message: SaidOn) -> bool {
    let mut yes = said.iter().filter(|one| !one.is_no);
    yes.any(|yes| {
        yes.on
            .is_some_and(|yes| no.is_before(yes) && !message.is_before(yes))
    })
}

impl SaidOn {
    /// Whether it was surely before something else: by hours of one clock, else on a day before.
    fn is_before(self, other: Self) -> bool {
        match (self.hour, other.hour) {
            (Some(one), Some(other)) if one.clock == other.clock => one.minute < other.minute,
            _ => self.day < other.day,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    use super::{PermissionSaid, SaidOn};
    use crate::{Address, Campaigns, Message};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn sent(customer: i64, on: &str, by_email: bool) -> Message<'static> {
        Message {
            customer: CustomerId(customer),
            campaign: "Newsletter",
            day: day(on),
            hour: None,
            is_sent: true,
            log: 1,
            email: by_email.then(|| Address::of("a@example.com")),
        }
    }

    fn said(is_no: bool, by_email: bool, on: Option<&str>) -> PermissionSaid {
        PermissionSaid {
            customer: CustomerId(1),
            by_email,
            is_no,
            on: on.map(|on| SaidOn {
                day: day(on),
                hour: None,
            }),
        }
    }

    #[test]
    fn only_a_no_before_a_message_that_was_not_taken_back_counts() {
        let no = |on| said(true, true, Some(on));
        let yes = |on| said(false, true, Some(on));
        let cases: Vec<(&str, Vec<PermissionSaid>, u64, usize)> = vec![
            ("nothing", vec![], 0, 0),
            ("before both", vec![no("2026-08-20")], 2, 0),
            ("between them", vec![no("2026-09-20")], 1, 0),
            ("on the day of the last", vec![no("2026-10-15")], 0, 0),
            ("after both", vec![no("2026-11-01")], 0, 0),
            ("at a time nobody tells", vec![said(true, true, None)], 0, 1),
            (
                "at a time nobody tells, and before the last",
                vec![said(true, true, None), no("2026-09-20")],
                1,
                0,
            ),
            (
                "taken back",
                vec![no("2025-08-20"), yes("2026-01-05")],
                0,
                0,
            ),
            (
                "taken back between them",
                vec![no("2026-08-20"), yes("2026-10-01")],
                1,
                0,
            ),
            (
                "a yes of before",
                vec![yes("2025-08-20"), no("2026-01-05")],
                2,
                0,
            ),
            (
                "of text messages",
                vec![said(true, false, Some("2026-08-20"))],
                0,
                0,
            ),
        ];
        for (what, said, after, undated) in cases {
            let mut campaigns = Campaigns::default();
            for message in [
                sent(1, "2026-09-15", true),
                sent(1, "2026-10-15", true),
                sent(2, "2026-10-15", true),
            ] {
                campaigns.add_message(&message);
            }
            let told = campaigns.after_no(said);
            assert_eq!((told.messages, told.after), (3, after), "{what}");
            assert_eq!(told.undated.len(), undated, "{what}");
            let same_day = u64::from(what == "on the day of the last");
            assert_eq!(told.same_day, same_day, "{what}");
            assert_eq!(told.on_the_day.len() as u64, same_day, "{what}");
            assert_eq!(told.people.len(), usize::from(after > 0), "{what}");
            let messages: u64 = told.people.iter().map(|one| one.messages).sum();
            assert_eq!(messages, after, "{what}");
        }
    }

    #[test]
    fn of_one_day_it_is_told_which_came_first_only_by_one_clock() {
        let at = |minute: i64, clock: i64| Some(crate::Hour { minute, clock });
        for (what, no, message, after, same_day) in [
            ("no hours", None, None, 0, 1),
            ("an hour of the no alone", at(540, 1), None, 0, 1),
            ("an hour of the message alone", None, at(540, 1), 0, 1),
            ("hours of two clocks", at(540, 2), at(600, 1), 0, 1),
            ("the no first", at(540, 1), at(600, 1), 1, 0),
            ("the message first", at(600, 1), at(540, 1), 0, 0),
            ("the same minute", at(540, 1), at(540, 1), 0, 1),
        ] {
            let mut campaigns = Campaigns::default();
            campaigns.add_message(&Message {
                hour: message,
                ..sent(1, "2026-10-15", true)
            });
            let refused = PermissionSaid {
                on: Some(SaidOn {
                    day: day("2026-10-15"),
                    hour: no,
                }),
                ..said(true, true, None)
            };
            let told = campaigns.after_no(vec![refused]);
            assert_eq!((told.after, told.same_day), (after, same_day), "{what}");
            // Who was written to after another no is told as that.
            let earlier = said(true, true, Some("2026-01-05"));
            let told = campaigns.after_no(vec![earlier, refused]);
            assert_eq!((told.after, told.same_day), (1, 0), "{what}");
            assert!(told.on_the_day.is_empty(), "{what}");
        }
    }

    #[test]
    fn who_was_written_to_on_the_day_and_later_is_told_once() {
        let mut campaigns = Campaigns::default();
        for day in ["2026-10-15", "2026-10-20"] {
            campaigns.add_message(&sent(1, day, true));
        }
        let told = campaigns.after_no(vec![said(true, true, Some("2026-10-15"))]);
        assert_eq!((told.messages, told.after, told.same_day), (2, 1, 0));
        assert_eq!((told.people.len(), told.on_the_day.len()), (1, 0));
    }

    #[test]
    fn the_first_message_after_a_no_is_told_with_its_day() {
        let mut campaigns = Campaigns::default();
        for on in ["2026-10-15", "2026-09-15"] {
            campaigns.add_message(&sent(1, on, false));
        }
        let told = campaigns.after_no(vec![said(true, false, Some("2026-08-20"))]);
        let [one] = told.people.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!((one.sent, one.said), (day("2026-09-15"), day("2026-08-20")));
        assert_eq!(one.messages, 2);
    }
}

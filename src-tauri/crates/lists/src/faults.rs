//! What is wrong with a condition.

use rollcall_model::{Attribute, AttributeFamily};

use crate::{AttributeTest, Condition};

/// How far conditions go.
struct Limits {
    /// Conditions within conditions go no deeper.
    deepest: usize,
    /// No list has more conditions.
    most: usize,
    /// Whether a group may hold no condition: a list of everybody that another one names.
    may_be_empty: bool,
}

/// Of what somebody makes on the screen.
const MADE: Limits = Limits {
    deepest: 5,
    most: 100,
    may_be_empty: false,
};
/// Of what is put together of lists that name lists, each within the limits of its own.
const PUT_TOGETHER: Limits = Limits {
    deepest: 40,
    most: 10_000,
    may_be_empty: true,
};
/// Longest window, in days: a hundred years.
const LONGEST: u32 = 36_500;

/// What is wrong with a condition, in a sentence; nothing where it can be decided.
pub fn fault_of(condition: &Condition) -> Option<String> {
    fault_beyond(condition, &MADE)
}

/// What is wrong with a condition in which those of other lists stand in place of their names: it may be
/// larger than what people make.
pub fn fault_of_whole(condition: &Condition) -> Option<String> {
    fault_beyond(condition, &PUT_TOGETHER)
}

fn fault_beyond(condition: &Condition, limits: &Limits) -> Option<String> {
    let most = limits.most;
    let mut conditions = 0_usize;
    condition.visit(&mut |_| conditions += 1);
    if conditions > most {
        return Some(format!(
            "A list has at most {most} conditions; this one has {conditions}."
        ));
    }
    if let Condition::Group { conditions, .. } = condition {
        return conditions
            .iter()
            .find_map(|one| fault_within(one, 2, limits));
    }
    fault_within(condition, 1, limits)
}

fn fault_within(condition: &Condition, depth: usize, limits: &Limits) -> Option<String> {
    match condition {
        Condition::Attribute { attribute, test } => fault_of_value(attribute, test),
        Condition::Consent { channel, .. } | Condition::ConsentFor { channel, .. } => {
            (channel.family() != AttributeFamily::Consent)
                .then(|| format!("{} is no consent to a channel.", channel.label()))
        }
        Condition::Event { days, .. } | Condition::Spent { days, .. } => {
            let days = (*days)?;
            (!(1..=LONGEST).contains(&days)).then(|| {
                format!("Days are counted back from 1 to {LONGEST}; {days} is outside of that.")
            })
        }
        Condition::Source { .. }
        | Condition::State { .. }
        | Condition::List { .. }
        | Condition::Finding { .. } => None,
        Condition::Group { conditions, .. } if conditions.is_empty() && !limits.may_be_empty => {
            Some("A group holds no condition. Add one to it, or take it out.".into())
        }
        Condition::Group { .. } if depth > limits.deepest => Some(format!(
            "Groups stand within groups more than {} deep. Take one level out.",
            limits.deepest
        )),
        Condition::Group { conditions, .. } => conditions
            .iter()
            .find_map(|one| fault_within(one, depth + 1, limits)),
    }
}

fn fault_of_value(attribute: &Attribute, test: &AttributeTest) -> Option<String> {
    let is_blank = match test {
        AttributeTest::Equals(text)
        | AttributeTest::StartsWith(text)
        | AttributeTest::Contains(text) => text.trim().is_empty(),
        AttributeTest::OneOf(texts) => texts.iter().all(|text| text.trim().is_empty()),
        AttributeTest::Filled
        | AttributeTest::Empty
        | AttributeTest::Before(_)
        | AttributeTest::Since(_) => false,
    };
    is_blank.then(|| {
        format!(
            "The condition on {} compares with nothing. Say with what, or ask whether it is filled.",
            attribute.label()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{fault_of, fault_of_whole};
    use crate::{Answer, AttributeTest, Condition, EventSort, EventTest, Joined};
    use rollcall_model::Attribute;

    fn bought(days: u32) -> Condition {
        Condition::Event {
            event: EventSort::Purchase,
            test: EventTest::Did,
            days: Some(days),
            named: String::new(),
        }
    }

    fn all(conditions: Vec<Condition>) -> Condition {
        Condition::Group {
            joined: Joined::All,
            conditions,
        }
    }

    #[test]
    fn what_cannot_be_decided_is_told() {
        let country = |text: &str| Condition::Attribute {
            attribute: Attribute::Country,
            test: AttributeTest::Equals(text.into()),
        };
        let mut deep = bought(30);
        for _ in 0..6 {
            deep = all(vec![deep]);
        }
        for (condition, told) in [
            (Condition::everybody(), None),
            (all(vec![bought(90), country("GB")]), None),
            (all(vec![bought(0)]), Some("0 is outside")),
            (all(vec![country(" ")]), Some("compares with nothing")),
            (all(vec![all(Vec::new())]), Some("holds no condition")),
            (deep, Some("deep")),
            (all(vec![bought(1); 100]), Some("at most 100")),
            (
                Condition::Consent {
                    channel: Attribute::Email,
                    answer: Answer::SaidYes,
                },
                Some("no consent"),
            ),
        ] {
            let fault = fault_of(&condition);
            match told {
                None => assert_eq!(fault, None),
                Some(told) => assert!(
                    fault.as_deref().is_some_and(|fault| fault.contains(told)),
                    "{told}: {fault:?}"
                ),
            }
        }
    }

    #[test]
    fn what_is_put_together_of_lists_may_be_larger() {
        let mut deep = all(vec![bought(30), Condition::everybody()]);
        for _ in 0..12 {
            deep = all(vec![deep, bought(30)]);
        }
        for (condition, is_fault) in [
            (deep, false),
            (all(vec![bought(1); 500]), false),
            (all(vec![bought(0)]), true),
            (all(vec![bought(1); 10_000]), true),
        ] {
            assert!(fault_of(&condition).is_some());
            assert_eq!(fault_of_whole(&condition).is_some(), is_fault);
        }
    }
}

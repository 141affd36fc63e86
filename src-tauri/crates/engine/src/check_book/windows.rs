//! The windows checks count in: as the program has them, or as somebody chose them.

use std::collections::BTreeMap;

use super::{Agreed, Plan, title};
use crate::EngineError;
use crate::view::{CheckWindow, SetCheck};

/// No window is longer, in days: ten years.
const LONGEST: u32 = 3_650;
/// No more messages are asked for.
const MOST_MESSAGES: u32 = 100;

/// A window that can be chosen.
struct Known {
    check: &'static str,
    /// What its days are.
    about: &'static str,
    /// So many unless somebody chose others; nothing for all days.
    days: Option<u32>,
    /// So many messages within them are too many, where the check counts them.
    messages: Option<u32>,
}

static KNOWN: [Known; 7] = [
    Known {
        check: super::suppression::CODE,
        about: "Days before a message within which somebody has just bought",
        days: Some(30),
        messages: None,
    },
    Known {
        check: "pressure",
        about: "Days in a row within which messages are counted",
        days: Some(7),
        messages: Some(3),
    },
    Known {
        check: "attribution",
        about: "Days before a purchase within which a touch has a part in it",
        days: Some(30),
        messages: None,
    },
    Known {
        check: super::waste::CODE,
        about: "Days after a purchase within which nobody should be advertised to",
        days: Some(30),
        messages: None,
    },
    Known {
        check: "known_buyers",
        about: "Days up to the newest purchase within which somebody has bought",
        days: None,
        messages: None,
    },
    Known {
        check: "sales",
        about: "Days between an activity of sales and a ticket",
        days: Some(7),
        messages: None,
    },
    Known {
        check: "stale_lists",
        about: "Days a list may be behind the newest purchase",
        days: Some(7),
        messages: None,
    },
];

/// What somebody chose of one check.
#[derive(Debug, Clone, Default)]
struct Chosen {
    days: Option<u32>,
    messages: Option<u32>,
    month: Option<String>,
}

/// What somebody chose, by code of the check.
#[derive(Debug, Clone, Default)]
pub(super) struct Windows(BTreeMap<String, Chosen>);

impl Windows {
    pub(super) fn of(plan: &Plan) -> Self {
        let is_chosen = |agreed: &Agreed| {
            agreed.days.is_some() || agreed.messages.is_some() || agreed.month.is_some()
        };
        let chosen = plan.iter().filter(|(_, agreed)| is_chosen(agreed));
        let of_each = chosen.map(|(check, agreed)| {
            let chosen = Chosen {
                days: agreed.days,
                messages: agreed.messages,
                month: agreed.month.clone(),
            };
            (check.clone(), chosen)
        });
        Self(of_each.collect())
    }

    /// The days of a check; nothing where it counts all there are.
    pub(super) fn chosen_days(&self, check: &str) -> Option<u32> {
        let chosen = self.0.get(check).and_then(|chosen| chosen.days);
        chosen.or_else(|| known(check)?.days)
    }

    /// The days of a check that has a window of its own.
    pub(super) fn days(&self, check: &str) -> u32 {
        self.chosen_days(check).unwrap_or(LONGEST)
    }

    /// So many messages are too many.
    pub(super) fn messages(&self, check: &str) -> u32 {
        let chosen = self.0.get(check).and_then(|chosen| chosen.messages);
        chosen
            .or_else(|| known(check)?.messages)
            .unwrap_or(MOST_MESSAGES)
    }

    /// The month of a check, `YYYY-MM`; nothing where nobody chose one.
    pub(super) fn month(&self, check: &str) -> Option<&str> {
        self.0.get(check)?.month.as_deref()
    }

    /// What a run notes beside a figure, so that only figures of the same window are held against each other; blank
    /// for the window as the program has it.
    pub(super) fn noted(&self, check: &str) -> String {
        let Some(chosen) = self.0.get(check) else {
            return String::new();
        };
        let days = chosen.days.map(|days| format!("days {days}"));
        let messages = chosen
            .messages
            .map(|messages| format!("messages {messages}"));
        let month = chosen.month.as_ref().map(|month| format!("month {month}"));
        let noted: Vec<String> = days.into_iter().chain(messages).chain(month).collect();
        noted.join(", ")
    }

    /// Tells windows from others, as part of a fingerprint.
    pub(super) fn fingerprint(&self) -> String {
        let checks = self.0.keys();
        let noted = checks.map(|check| format!("{check} {}", self.noted(check)));
        noted.collect::<Vec<_>>().join("; ")
    }
}

fn known(check: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|one| one.check == check)
}

/// The window of a check as it can be chosen; nothing where it has none.
pub(super) fn view(check: &str, agreed: &Agreed) -> Option<CheckWindow> {
    let known = known(check)?;
    Some(CheckWindow {
        about: known.about.into(),
        days: agreed.days.or(known.days),
        messages: agreed.messages.or(known.messages),
        chosen: agreed.days.is_some() || agreed.messages.is_some(),
    })
}

/// Notes what somebody chooses; tells it for the history, nothing where they chose nothing.
pub(super) fn set(agreed: &mut Agreed, request: &SetCheck) -> Result<Option<String>, EngineError> {
    if request.days.is_none() && request.messages.is_none() {
        return Ok(None);
    }
    let title = title(&request.check);
    let known = known(&request.check).ok_or_else(|| {
        let taking: Vec<&str> = KNOWN.iter().map(|one| one.check).collect();
        EngineError::invalid(format!(
            "The check “{title}” has no window of days that could be chosen. Checks that have one: {}.",
            taking.join(", ")
        ))
    })?;
    let mut told = Vec::new();
    if let Some(days) = request.days {
        if days > LONGEST {
            return Err(EngineError::invalid(format!(
                "A window is of 1 to {LONGEST} days; {days} is outside of that. Say fewer, or 0 for the days the check has by itself."
            )));
        }
        agreed.days = Some(days).filter(|days| *days > 0 && Some(*days) != known.days);
        told.push(match agreed.days.or(known.days) {
            Some(1) => "a window of 1 day".to_owned(),
            Some(days) => format!("a window of {days} days"),
            None => "a window of all days".to_owned(),
        });
    }
    if let Some(messages) = request.messages {
        let Some(by_itself) = known.messages else {
            return Err(EngineError::invalid(format!(
                "The check “{title}” counts no messages within its window. Say days alone."
            )));
        };
        if messages == 1 || messages > MOST_MESSAGES {
            return Err(EngineError::invalid(format!(
                "2 to {MOST_MESSAGES} messages can be too many; {messages} is outside of that. Say another number, or 0 for {by_itself}."
            )));
        }
        agreed.messages = Some(messages).filter(|one| *one > 0 && *one != by_itself);
        told.push(format!(
            "{} messages are too many",
            agreed.messages.unwrap_or(by_itself)
        ));
    }
    Ok(Some(told.join(", ")))
}

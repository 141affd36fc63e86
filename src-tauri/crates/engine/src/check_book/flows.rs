//! Named flows before and after they were changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_checks::{BeforeAfter, FlowDay, LEAST_MESSAGES, Moved, flow_change, told_share};
use rollcall_model::grouped;
use serde::{Deserialize, Serialize};

use super::{Agreed, Counted, Events};
use crate::EngineError;
use crate::view::{CheckLine, CheckPicture, FlowChanged, FlowChoice, FlowsView, SetFlow};

/// Flows of the send logs with most messages; no more can be chosen.
const MOST_FLOWS: usize = 200;
/// What openings are worth.
const CAVEAT: &str = "Some mail programs open every mail by themselves, so that opened says less than clicked; a rise in opened alone may be a change of mail programs.";

/// The messages of one flow, day by day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Flow {
    name: String,
    /// Day, messages, and of them opened and clicked where the log tells.
    days: Vec<(NaiveDate, u64, Option<u64>, Option<u64>)>,
}

impl Flow {
    fn messages(&self) -> u64 {
        self.days.iter().map(|(_, sent, ..)| sent).sum()
    }
}

/// The flows of the send logs, those with most messages first.
pub(super) fn count(events: &Events) -> Vec<Flow> {
    let mut flows: Vec<Flow> = events
        .mailings
        .iter()
        .map(|(name, mailing)| Flow {
            name: name.clone(),
            days: mailing
                .by_day
                .iter()
                .map(|(day, sent)| {
                    (
                        *day,
                        sent.messages,
                        mailing.tells_opened.then_some(sent.opened),
                        mailing.tells_clicked.then_some(sent.clicked),
                    )
                })
                .collect(),
        })
        .collect();
    flows.sort_by(|one, other| {
        other
            .messages()
            .cmp(&one.messages())
            .then(one.name.cmp(&other.name))
    });
    flows.truncate(MOST_FLOWS);
    flows
}

/// What can be chosen and was, with a picture for each flow that was changed.
pub(super) fn show(one: &mut Counted, agreed: &Agreed) -> Option<FlowsView> {
    if one.flows.is_empty() {
        return None;
    }
    if agreed.flows.is_empty() {
        one.unknown.push("Whether messages are read more than before is not known: nobody has said which flow was changed, and when.".into());
    }
    for (name, day) in &agreed.flows {
        let flow = one.flows.iter().find(|flow| flow.name == *name);
        match flow {
            Some(flow) => one.pictures.push(picture(flow, *day)),
            None => one.unknown.push(format!(
                "“{name}” was changed on {day}; no message of it is loaded."
            )),
        }
    }
    Some(FlowsView {
        choices: one
            .flows
            .iter()
            .map(|flow| FlowChoice {
                flow: flow.name.clone(),
                messages: flow.messages(),
            })
            .collect(),
        changed: agreed
            .flows
            .iter()
            .map(|(flow, day)| FlowChanged {
                flow: flow.clone(),
                changed_on: day.to_string(),
            })
            .collect(),
    })
}

fn picture(flow: &Flow, changed_on: NaiveDate) -> CheckPicture {
    let days: Vec<FlowDay> = flow
        .days
        .iter()
        .map(|(day, sent, opened, clicked)| FlowDay {
            day: *day,
            sent: *sent,
            opened: *opened,
            clicked: *clicked,
        })
        .collect();
    let change = flow_change(&days, changed_on);
    CheckPicture {
        kind: "table".into(),
        title: format!("Before and after: {}", flow.name),
        sentence: format!(
            "Changed on {changed_on}. {} {} {CAVEAT}",
            told("Opened", change.opened),
            told("Clicked", change.clicked)
        ),
        columns: ["Before", "Messages before", "After", "Messages after"]
            .map(str::to_owned)
            .to_vec(),
        lines: [("Opened", change.opened), ("Clicked", change.clicked)]
            .map(|(label, measure)| line_of(label, measure))
            .to_vec(),
    }
}

fn line_of(label: &str, measure: BeforeAfter) -> CheckLine {
    let side = |side: Option<rollcall_checks::Ratio>| {
        [
            side.map(|one| one.found as f64),
            side.map(|one| one.among as f64),
        ]
    };
    CheckLine {
        label: label.into(),
        named: false,
        values: [side(measure.before), side(measure.after)].concat(),
        note: match measure.moved() {
            Moved::Up => "more than before, beyond chance",
            Moved::Down => "less than before, beyond chance",
            Moved::MayBeChance => "may be chance",
            Moved::NotKnown => "not known",
        }
        .into(),
        verdict: String::new(),
        unexplained: false,
        figure: None,
    }
}

/// A share of both sides in words; of fewer messages than a share can be told of, none.
fn told(what: &str, measure: BeforeAfter) -> String {
    let (Some(before), Some(after)) = (measure.before, measure.after) else {
        let side = match (measure.before, measure.after) {
            (None, None) => "the log does not tell it",
            (None, _) => "no message before that day is loaded",
            _ => "no message since that day is loaded",
        };
        return format!("{what}: not known, {side}.");
    };
    let shares = told_share(measure.before).zip(told_share(measure.after));
    let Some((share_before, share_after)) = shares else {
        return format!(
            "{what}: {} of {} before, {} of {} since; no percentage of fewer than {LEAST_MESSAGES} messages.",
            grouped(before.found),
            grouped(before.among),
            grouped(after.found),
            grouped(after.among)
        );
    };
    let beyond = match measure.moved() {
        Moved::Up | Moved::Down => "beyond chance",
        Moved::MayBeChance | Moved::NotKnown => "which may be chance",
    };
    format!(
        "{what}: {:.1} % of {} before, {:.1} % of {} since, {beyond}.",
        share_before * 100.0,
        grouped(before.among),
        share_after * 100.0,
        grouped(after.among)
    )
}

/// Notes when a flow was changed, or that it was not; tells it for the history.
pub(super) fn set(
    flows: &mut BTreeMap<String, NaiveDate>,
    request: &SetFlow,
) -> Result<String, EngineError> {
    let flow = request.flow.trim();
    if flow.is_empty() {
        return Err(EngineError::invalid("Say which flow was changed."));
    }
    let on = request.changed_on.trim();
    if on.is_empty() {
        flows.remove(flow);
        return Ok(format!("“{flow}” was not changed"));
    }
    let day: NaiveDate = on.parse().map_err(|_| {
        EngineError::invalid(
            "Say the day the flow was changed as year, month and day, such as 2026-03-01.",
        )
    })?;
    flows.insert(flow.to_owned(), day);
    Ok(format!("“{flow}” was changed on {day}"))
}

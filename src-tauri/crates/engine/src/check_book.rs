//! The checks: what each found, of how many, by whom it is answered for, and how it moved.

mod after_no;
mod attribution;
mod behind;
mod clocks;
mod complete;
mod events;
mod flows;
mod kept;
mod leads;
mod months;
mod numbers;
mod people;
mod pressure;
mod purposes;
mod retention;
mod scenario;
mod span;
mod suppression;
mod systems;
mod takings;
mod waste;
mod windows;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use rollcall_checks::{Ratio, interval_at_95};
use rollcall_model::RunId;
use rollcall_store::{DecisionTable, RunWriter, Store, StoredCheckResult, StoredMeasured};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub(crate) use self::behind::{check_titles, names_people, rows_behind, who_is_behind};
pub(crate) use self::complete::{KnownAttributes, known};
use self::events::Events;
pub(crate) use self::kept::LastChecks;
use self::people::People;
pub(crate) use self::purposes::{CAMPAIGNS, is_purposes};
pub(crate) use self::takings::{OrderBook, settle};
use self::windows::Windows;
use crate::view::{
    CampaignsView, CheckBook, CheckFigure, CheckInput, CheckLine, CheckPerson, CheckPicture,
    CheckPoint, CheckView, Nothing, SetCheck,
};
use crate::{Engine, EngineError, Watch};

/// Under this name the project keeps what was agreed on its checks.
pub(crate) const CHECKS: &str = "checks";
/// So many people of one check are named.
const MOST_PEOPLE: usize = 200;
/// With fewer than so many a share says little.
const FEW: u64 = 30;
/// What came of a test, as the page knows it: of a check or of a line of its picture.
const PASSED: &str = "passed";
const FAILED: &str = "failed";
const NO_FILE: &str = "no_file";
/// Runs keep a check under its code behind this.
const KEPT_AS: &str = "check:";

/// What was agreed on one check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Agreed {
    #[serde(default)]
    target: Option<f64>,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    cost_per_message: Option<f64>,
    #[serde(default)]
    cost_per_click: Option<f64>,
    #[serde(default)]
    spend: Option<f64>,
    /// The window it counts in, where somebody chose another.
    #[serde(default)]
    days: Option<u32>,
    /// So many messages within it are too many, where somebody chose another number.
    #[serde(default)]
    messages: Option<u32>,
    /// The month it counts, `YYYY-MM`, where somebody chose one.
    #[serde(default)]
    month: Option<String>,
    /// When flows were changed, by name.
    #[serde(default)]
    flows: BTreeMap<String, NaiveDate>,
    #[serde(default)]
    what_if: scenario::Said,
}

/// By code of the check.
type Plan = BTreeMap<String, Agreed>;

/// The customers behind a part of a check.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct PartBehind {
    /// What the line that tells it is about.
    label: String,
    /// Their numbers, in order.
    behind: Vec<i64>,
}

/// A check as it was counted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Counted {
    code: Box<str>,
    sentence: String,
    definition: String,
    window: String,
    /// Whether it passed, where it is a test with a limit of its own.
    passed: Option<bool>,
    ratio: Option<(Ratio, String)>,
    /// Messages that cost something for nothing, where the check counts them.
    wasted_messages: Option<u64>,
    /// Clicks that cost something for nothing, the same way.
    #[serde(default)]
    wasted_clicks: Option<u64>,
    unknown: Vec<String>,
    inputs: Vec<CheckInput>,
    /// The months it can count, where it counts a single one.
    #[serde(default)]
    months: Option<months::Months>,
    pictures: Vec<CheckPicture>,
    people: Vec<CheckPerson>,
    people_total: u64,
    /// Numbers of all the customers behind it, in order.
    #[serde(default)]
    behind: Vec<i64>,
    /// The same of parts of it that are told, such as campaigns.
    #[serde(default)]
    parts: Vec<PartBehind>,
    #[serde(default)]
    flows: Vec<flows::Flow>,
    #[serde(default)]
    scenario: Option<scenario::Measured>,
    /// What it was counted from, until it is said what campaigns are for.
    #[serde(default)]
    suppression: Option<suppression::Measured>,
    /// The campaigns, once it is said what they are for.
    #[serde(skip)]
    campaigns: Option<CampaignsView>,
}

impl Engine {
    /// Every check, with its figure, pictures, target, owner and history.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn check_book(&self, _: Nothing) -> Result<CheckBook, EngineError> {
        let store = self.store()?;
        let plan = plan(&store)?;
        let runs = store.run_times()?;
        let kept = store.measured()?;
        let run = store.current_run()?.map(|run| run.run);
        Ok(CheckBook {
            checks: self
                .checks
                .of(&store, run)?
                .iter()
                .map(|one| show(one.clone(), &plan, &runs, &kept))
                .collect(),
        })
    }

    /// Says what a check must not be beyond, who answers for it, what a message costs and in which window or month it
    /// counts.
    ///
    /// # Errors
    /// When the check is not known or the target is no share.
    pub fn set_check(&self, request: SetCheck) -> Result<CheckBook, EngineError> {
        let title = titles()
            .find(|(code, _)| *code == request.check)
            .map(|(_, title)| title)
            .ok_or_else(|| unknown_check(&request.check))?;
        let store = self.store_for_change()?;
        let mut new = plan(&store)?;
        let agreed = new.entry(request.check.clone()).or_default();
        let mut told = Vec::new();
        if let Some(target) = request.target {
            if target > 1.0 {
                return Err(EngineError::invalid(
                    "A target is a share between 0 and 1, such as 0.05 for 5 %.",
                ));
            }
            agreed.target = Some(target).filter(|one| *one >= 0.0);
            told.push(agreed.target.map_or_else(
                || "no target".to_owned(),
                |one| format!("at most {} %", (one * 1000.0).round() / 10.0),
            ));
        }
        if let Some(owner) = &request.owner {
            owner.trim().clone_into(&mut agreed.owner);
            told.push(match agreed.owner.as_str() {
                "" => "nobody answers for it".to_owned(),
                owner => format!("{owner} answers for it"),
            });
        }
        if let Some(cost) = request.cost_per_message {
            agreed.cost_per_message = Some(cost).filter(|one| *one >= 0.0 && one.is_finite());
            told.push(agreed.cost_per_message.map_or_else(
                || "no cost for a message".to_owned(),
                |one| format!("a message costs {one}"),
            ));
        }
        told.extend(waste::set(agreed, &request));
        told.extend(windows::set(agreed, &request)?);
        if let Some(month) = &request.month {
            let run = store.current_run()?.map(|run| run.run);
            let checks = self.checks.of(&store, run)?;
            told.push(months::set(agreed, (&request.check, month), &checks)?);
        }
        if let Some(flow) = &request.flow {
            told.push(flows::set(&mut agreed.flows, flow)?);
        }
        if let Some(what_if) = &request.what_if {
            told.push(scenario::set(&mut agreed.what_if, what_if)?);
        }
        if told.is_empty() {
            return Err(EngineError::invalid(
                "Say a target, an owner, a cost or a window.",
            ));
        }
        let row = json!({ "name": CHECKS, "value": serde_json::to_string(&new)? });
        self.commit(
            &store,
            "set_check",
            format!("Check \"{title}\": {}", told.join("; ")),
            json!({ "check": request.check, "target": request.target, "owner": request.owner, "cost_per_message": request.cost_per_message, "cost_per_click": request.cost_per_click, "spend": request.spend, "days": request.days, "messages": request.messages, "month": request.month }),
            |edits| {
                edits.set(
                    DecisionTable::Setting,
                    &[json!(CHECKS)],
                    row.as_object().cloned(),
                )
            },
        )?;
        self.tell_changed(&["project", "governance", "history"]);
        drop(store);
        self.check_book(Nothing {})
    }
}

/// Codes and what people call them, in the order screens show them.
const TITLES: &[(&str, &str)] = &[
    (suppression::CODE, "Suppression accuracy"),
    ("numbers", "Three numbers, one truth"),
    ("pressure", "Overlap and pressure"),
    (after_no::CODE, "Written to after a no"),
    ("attribution", "Attribution shift"),
    ("retention", "Engagement and retention"),
    (waste::CODE, "Paid for buyers"),
    ("leads", "Known before a call"),
];

fn titles() -> impl Iterator<Item = (&'static str, &'static str)> {
    TITLES.iter().copied().chain(systems::TITLES)
}

/// A check nobody knows, with those that are known.
fn unknown_check(code: &str) -> EngineError {
    let known: Vec<&str> = titles().map(|(code, _)| code).collect();
    EngineError::unknown("check", code, &known)
}

fn title(code: &str) -> &'static str {
    titles()
        .find(|(one, _)| *one == code)
        .map_or("", |(_, title)| title)
}

/// Whether a text is what was agreed on checks.
pub(crate) fn is_plan(text: &str) -> bool {
    serde_json::from_str::<Plan>(text).is_ok()
}

/// Keeps with a run what the checks find of it.
pub(crate) fn keep_with_run(
    store: &Store,
    writer: &RunWriter<'_>,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    watch.stage("Counting what the checks find", "");
    let (figures, found) = kept_at_run(store, writer.run())?;
    writer.add_measured(&figures)?;
    writer.keep_check_result(&found)?;
    Ok(())
}

/// What a run keeps of the checks: the figures, so that a trend can be shown, and all they found.
fn kept_at_run(
    store: &Store,
    run: RunId,
) -> Result<(Vec<StoredMeasured>, StoredCheckResult), EngineError> {
    let windows = Windows::of(&plan(store)?);
    let mut checks = count(store, Some(run))?;
    let found = kept::to_keep(store, run, &checks)?;
    purposes::judge(&mut checks, &purposes::purposes(store)?);
    let figures = checks
        .iter()
        .filter_map(|one| {
            let (ratio, _) = one.ratio.as_ref()?;
            Some(StoredMeasured {
                run,
                measure: format!("{KEPT_AS}{}", one.code),
                source: None,
                detail: windows.noted(&one.code),
                found: ratio.found,
                among: ratio.among,
                unknown: 0,
                people: one.people_total,
            })
        })
        .collect();
    Ok((figures, found))
}

fn count(store: &Store, run: Option<RunId>) -> Result<Vec<Counted>, EngineError> {
    let people = People::read(store, run)?;
    let events = Events::read(store, &people)?;
    let windows = Windows::of(&plan(store)?);
    let mut checks = vec![
        suppression::count(&events, windows.days(suppression::CODE)),
        numbers::count(store, &events, &people, windows.month(months::CODE))?,
        pressure::count(&events, &windows),
        after_no::count(store, &events, &people)?,
        attribution::count(&events, windows.days("attribution")),
        retention::count(&events),
        waste::count(&events, windows.days(waste::CODE)),
        leads::count(store, &people)?,
    ];
    checks.extend(systems::count(store, run, &events, &people, &windows)?);
    Ok(checks)
}

fn show(
    mut one: Counted,
    plan: &Plan,
    runs: &[(RunId, String)],
    kept: &[StoredMeasured],
) -> CheckView {
    let agreed = plan.get(&*one.code).cloned().unwrap_or_default();
    tell_money(&mut one, agreed.cost_per_message);
    waste::tell_spending(&mut one, agreed.spend);
    waste::tell_clicks(&mut one, agreed.cost_per_click);
    let flows = flows::show(&mut one, &agreed);
    let what_if = scenario::show(&mut one, &agreed.what_if);
    let kept_as = format!("{KEPT_AS}{}", one.code);
    let noted = Windows::of(plan).noted(&one.code);
    let history: Vec<CheckPoint> = kept
        .iter()
        .filter(|line| line.measure == kept_as && line.detail == noted)
        .map(|line| CheckPoint {
            run: line.run.0,
            ran_at: runs
                .iter()
                .find(|(run, _)| *run == line.run)
                .map_or_else(String::new, |(_, at)| at.clone()),
            found: line.found,
            among: line.among,
        })
        .collect();
    let share = |point: &CheckPoint| {
        let (found, among) = (point.found, point.among);
        Ratio { found, among }.share()
    };
    let change = match history.as_slice() {
        [.., before, now] => share(now)
            .zip(share(before))
            .map(|(now, before)| now - before),
        _ => None,
    };
    let is_beyond = agreed
        .target
        .zip(one.ratio.as_ref())
        .is_some_and(|(target, (ratio, _))| ratio.is_beyond(target));
    CheckView {
        title: title(&one.code).to_owned(),
        names_people: names_people(&one.code),
        window_choice: windows::view(&one.code, &agreed),
        month_choice: months::view(&one, &agreed),
        check: one.code.into(),
        sentence: one.sentence,
        definition: one.definition,
        window: one.window,
        figure: one.ratio.map(|(ratio, of)| {
            let interval = interval_at_95(ratio.found, ratio.among);
            CheckFigure {
                found: ratio.found,
                among: ratio.among,
                of,
                low: interval.low,
                high: interval.high,
                few: ratio.among < FEW,
            }
        }),
        unknown: one.unknown,
        inputs: one.inputs,
        target: agreed.target,
        beyond: is_beyond,
        verdict: one.passed.map_or("", verdict).into(),
        owner: agreed.owner,
        cost_per_message: agreed.cost_per_message,
        cost_per_click: agreed.cost_per_click,
        spend: agreed.spend,
        flows,
        what_if,
        campaigns: one.campaigns.map(suppression::shown),
        history,
        change,
        pictures: one.pictures,
        people: one.people,
        people_total: one.people_total,
    }
}

/// Adds what messages cost that should not have been sent, or that nobody knows: money only from what
/// somebody said.
fn tell_money(one: &mut Counted, cost_per_message: Option<f64>) {
    let Some(messages) = one.wasted_messages else {
        return;
    };
    match cost_per_message {
        Some(cost) => {
            let spent = cost * messages as f64;
            let _ = write!(one.sentence, " At {cost} a message: {spent:.2}.");
        }
        None => one
            .unknown
            .push("What it cost is not known: nobody has said what a message costs.".into()),
    }
}

fn plan(store: &Store) -> Result<Plan, EngineError> {
    Ok(match store.setting(CHECKS)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Plan::default(),
    })
}

fn verdict(passed: bool) -> &'static str {
    if passed { PASSED } else { FAILED }
}

/// A line whose values are all known.
fn line(label: impl Into<String>, values: impl IntoIterator<Item = f64>) -> CheckLine {
    CheckLine {
        label: label.into(),
        named: false,
        values: values.into_iter().map(Some).collect(),
        note: String::new(),
        verdict: String::new(),
        unexplained: false,
        figure: None,
    }
}

/// The same of something with a name.
fn line_named(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> CheckLine {
    CheckLine {
        named: true,
        ..line(name, values)
    }
}

/// So many of one thing, in words.
fn counted(count: u64, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    format!("{} {word}", rollcall_model::grouped(count))
}

//! The first thing a person sees: how many people there really are, and what matters most.

use chrono::NaiveDate;
use rollcall_model::{Severity, TableRole, grouped};
use rollcall_store::{CustomerCounts, ProblemFilter, Store};

use crate::data_requests::LastDone;
use crate::inventory::{Marks, people_by_source};
use crate::run_audit::{RunReport, out_of_date};
use crate::view::{
    BridgeStep, Figure, Finding, NextStep, Nothing, Overview, Pace, ReadinessFinding,
};
use crate::{
    Engine, EngineError, data_requests, governance, lost_rows, mappings, measures, pace, readiness,
    rules, scope, since_last,
};

/// So many findings are told.
const MOST_FINDINGS: usize = 10;

impl Engine {
    /// How many people there really are, what matters most, and what to do next.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn overview(&self, _: Nothing) -> Result<Overview, EngineError> {
        let store = self.store()?;
        let run = store.current_run()?;
        let rows: u64 = store
            .current_loads()?
            .iter()
            .map(|load| load.rows_loaded)
            .sum();
        let customers = run
            .as_ref()
            .map(|run| store.customer_counts(run.run))
            .transpose()?;
        let report = run
            .as_ref()
            .map(|run| serde_json::from_str::<RunReport>(&run.report))
            .transpose()?;
        let person_rows = match &run {
            Some(run) => store.member_count(run.run)?,
            None => 0,
        };
        let unsure_pairs = match &run {
            Some(run) => store.pair_counts(run.run)?.waiting,
            None => 0,
        };
        let bridge = bridge(&store)?;
        Ok(Overview {
            headline: headline(rows, person_rows, bridge.len(), customers),
            person_rows,
            other_rows: rows.saturating_sub(person_rows),
            customers: customers.map(CustomerCounts::all),
            known_only_by_id: customers.map(|counts| counts.known_only_by_id),
            unsure_pairs,
            email_only_customers: report.map(|report| report.people_by_email),
            findings: findings(&store, &self.done_in_files, self.today())?,
            since: since_last::read(&store, run.as_ref(), customers, unsure_pairs, self.today())?,
            next: next(
                &store,
                rows,
                unsure_pairs,
                pace::pace(&store, &self.options.who)?,
                out_of_date(&store, run.as_ref())?,
            )?,
            bridge,
        })
    }
}

fn headline(
    rows: u64,
    person_rows: u64,
    sources: usize,
    customers: Option<CustomerCounts>,
) -> String {
    let sources = if sources == 1 {
        "1 source".to_owned()
    } else {
        format!("{sources} sources")
    };
    match (rows, customers) {
        (0, _) => "Nothing is loaded yet.".into(),
        (rows, None) => format!(
            "{} rows are loaded. How many people they are is not known yet.",
            grouped(rows)
        ),
        (_, Some(counts)) => {
            format!(
                "{} rows about people in {sources} are {} people.",
                grouped(person_rows),
                grouped(counts.people)
            )
        }
    }
}

fn bridge(store: &Store) -> Result<Vec<BridgeStep>, EngineError> {
    let marks = Marks::read(store)?;
    let people = people_by_source(store)?.unwrap_or_default();
    let mut alone = std::collections::BTreeMap::new();
    if let Some(run) = store.current_run()? {
        for (sources, customers) in store.source_combinations(run.run)? {
            if let [one] = sources.as_slice() {
                alone.insert(*one, customers);
            }
        }
    }
    let mut rows = std::collections::BTreeMap::new();
    for load in store.current_loads()? {
        let is_figures = store
            .mapping(load.table)?
            .is_some_and(|stored| stored.mapping.role == TableRole::Figures);
        if !is_figures {
            *rows.entry(load.source).or_insert(0) += load.rows_loaded;
        }
    }
    Ok(rows
        .into_iter()
        .map(|(source, rows)| BridgeStep {
            source: marks.of(source),
            rows,
            people: people.get(&source).copied().unwrap_or(0),
            only_here: alone.get(&source).copied().unwrap_or(0),
        })
        .collect())
}

/// What matters most: what could not be read, what is beyond a limit, then what costs readiness: first what the
/// active use case needs put right, each by points times people. Then the other problems.
fn findings(store: &Store, last: &LastDone, today: NaiveDate) -> Result<Vec<Finding>, EngineError> {
    let mut findings = problems(store, |severity| severity == Severity::Error)?;
    findings.extend(beyond(store, last, today)?);
    findings.extend(lost_rows::findings(store)?);
    let mut costs: Vec<ReadinessFinding> = readiness::read(store)?
        .parts
        .into_iter()
        .flat_map(|part| part.findings)
        .collect();
    costs.sort_by(|one, other| {
        let is_needed = |finding: &ReadinessFinding| finding.needed_for.is_some();
        is_needed(other)
            .cmp(&is_needed(one))
            .then(other.rank.total_cmp(&one.rank))
            .then(other.lost.cmp(&one.lost))
    });
    findings.extend(costs.into_iter().map(|one| Finding {
        severity: "warning".into(),
        sentence: one.sentence,
        action: one.action,
        owner: one.owner,
        points: Some(one.lost),
        screen: one.screen,
        figure: one.figure,
        list: one.list,
        needed_for: one.needed_for,
    }));
    if findings.len() < MOST_FINDINGS {
        findings.extend(problems(store, |severity| severity != Severity::Error)?);
    }
    findings.truncate(MOST_FINDINGS);
    Ok(findings)
}

/// Measures beyond their limit, an audit that is overdue, what was agreed and is not kept.
fn beyond(store: &Store, last: &LastDone, today: NaiveDate) -> Result<Vec<Finding>, EngineError> {
    let told = |sentence: String, action: &str, figure: Option<Figure>| Finding {
        severity: "warning".into(),
        sentence,
        action: action.into(),
        owner: String::new(),
        points: None,
        screen: "quality".into(),
        figure,
        list: None,
        needed_for: None,
    };
    let mut findings: Vec<Finding> = measures::breaches(store)?
        .into_iter()
        .map(|(measure, sentence)| {
            let action = "Find out what changed since the limit was agreed.";
            told(sentence, action, measures::rows_behind(measure))
        })
        .collect();
    let next = measures::audit_due(store, today)?;
    if let Some(due) = next.due.filter(|_| next.overdue) {
        findings.push(Finding {
            screen: "sources".into(),
            ..told(
                format!("The next audit was due on {due}."),
                "Load the newest exports.",
                None,
            )
        });
    }
    for (sentence, action) in rules::overdue_findings(store, today)? {
        findings.push(Finding {
            screen: "governance".into(),
            ..told(sentence, action, None)
        });
    }
    if let Some(sentence) = data_requests::overdue(store, last, today)? {
        let action = "Answer what is past its day, or take it up.";
        findings.push(Finding {
            screen: "governance".into(),
            ..told(sentence, action, None)
        });
    }
    for sentence in scope::gaps(store, today)? {
        findings.push(Finding {
            screen: "governance".into(),
            ..told(sentence, "Decide whether it is in the scope.", None)
        });
    }
    Ok(findings)
}

/// The worst problems of some severities.
fn problems(
    store: &Store,
    is_meant: impl Fn(Severity) -> bool,
) -> Result<Vec<Finding>, EngineError> {
    let duties = store.duties()?;
    let (problems, _) = store.problems(&ProblemFilter::default(), 0, 3 * MOST_FINDINGS as u64)?;
    Ok(problems
        .into_iter()
        .filter(|problem| is_meant(problem.finding.severity))
        // What is lost of a file is a finding by itself, as long as it is not mended.
        .filter(|problem| !lost_rows::are_told(problem.finding.code))
        .map(|problem| Finding {
            severity: crate::problems::show(&problem.finding, 0, None).severity,
            owner: problem
                .source
                .map(|source| governance::owner_of(&duties, source))
                .unwrap_or_default(),
            sentence: problem.finding.message,
            action: problem.finding.hint,
            points: None,
            screen: "quality".into(),
            figure: Some(Figure::Problem {
                problem: problem.problem,
            }),
            list: None,
            needed_for: None,
        })
        .collect())
}

/// How long so many pairs take at a pace: ", about 6 minutes"; blank while none is known.
fn lasting(pairs: u64, pace: Option<Pace>) -> String {
    let Some(pace) = pace else {
        return String::new();
    };
    let minutes = (pairs as f64 * pace.seconds_each / 60.0).round() as u64;
    match minutes {
        0 => ", less than a minute".to_owned(),
        1 => ", about 1 minute".to_owned(),
        2..120 => format!(", about {minutes} minutes"),
        _ => format!(", about {} hours", grouped((minutes + 30) / 60)),
    }
}

/// The one thing to do next.
fn next(
    store: &Store,
    rows: u64,
    unsure_pairs: u64,
    pace: Option<Pace>,
    out_of_date: Option<String>,
) -> Result<Option<NextStep>, EngineError> {
    let step = |label: String, screen: &str| {
        Some(NextStep {
            label,
            screen: screen.to_owned(),
        })
    };
    if rows == 0 {
        return Ok(step("Add the exports of your systems".into(), "sources"));
    }
    if out_of_date.is_some() {
        return Ok(step("Work out who is who".into(), "matches"));
    }
    match mappings::waiting_in_all(store)? {
        0 => {}
        1 => return Ok(step("Say what 1 column means".into(), "mapping")),
        columns => {
            return Ok(step(
                format!("Say what {} columns mean", grouped(columns)),
                "mapping",
            ));
        }
    }
    if unsure_pairs > 0 {
        return Ok(step(
            format!(
                "Settle {} pairs{}",
                grouped(unsure_pairs),
                lasting(unsure_pairs, pace)
            ),
            "matches",
        ));
    }
    if governance::open_gaps(store)? > 0 {
        return Ok(step("Name owners and deciders".into(), "governance"));
    }
    Ok(step("Write a list".into(), "lists"))
}

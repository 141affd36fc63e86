//! What the printed report tells, gathered from the project.

use std::path::Path;

use rollcall_delivery::{
    ReportCell, ReportConflict, ReportContent, ReportCoverage, ReportFile, ReportIntersection,
    ReportLogEntry, ReportOverlap, ReportOwner, ReportRuleVersion, ReportSignOff,
    ReportSourceCoverage, ReportTable,
};
use rollcall_model::{TableRole, Unknown, grouped};
use rollcall_store::{Store, StoredLoad};
use rollcall_words::Language;

use crate::inventory::Marks;
use crate::view::{
    CoverageCell, Nothing, Overview, ReportPage, ReportWritten, ShowReport, WriteReport,
};
use crate::{
    Engine, EngineError, approach, cost_sheet, lawful_basis, match_summary, report_agreed,
    report_checks, report_problems, report_regions, report_scorecard, targets, trust,
};

impl Engine {
    /// The report as it will be printed.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn report_page(&self, request: ShowReport) -> Result<ReportPage, EngineError> {
        let content = ReportContent {
            shows_personal_data: request.unmasked && !self.is_presenting(),
            ..content(self, self.is_presenting())?
        };
        // What leaves in a reply is English here: it may have to be masked before it is said in another language.
        let html = rollcall_delivery::render_report(&content, Language::English)?;
        let bytes = html.len() as u64;
        Ok(ReportPage { html, bytes })
    }

    /// Writes the report to a file: the page, or the tables behind it.
    ///
    /// # Errors
    /// When no project is open, or the file cannot be written or is neither a page nor a workbook.
    pub fn write_report(&self, request: WriteReport) -> Result<ReportWritten, EngineError> {
        let path = Path::new(&request.path);
        targets::keep_off_project(&*self.store()?, path)?;
        let write = match path.extension().and_then(|ending| ending.to_str()) {
            Some("html") => rollcall_delivery::write_report,
            Some("xlsx") => rollcall_delivery::write_report_tables,
            _ => {
                return Err(EngineError::invalid(
                    "The report is a page, or the tables behind it: give its file the ending .html or .xlsx.",
                ));
            }
        };
        let content = ReportContent {
            shows_personal_data: request.unmasked,
            ..content(self, false)?
        };
        let written = write(&content, path, self.language())?;
        Ok(ReportWritten {
            path: request.path,
            bytes: written.bytes,
        })
    }
}

/// The report of the open project. On a projector small counts are hidden; a file that is written tells them.
pub(crate) fn content(
    engine: &Engine,
    hides_small_counts: bool,
) -> Result<ReportContent, EngineError> {
    let store = engine.store()?;
    let overview = engine.overview(Nothing {})?;
    let governance = engine.governance(Nothing {})?;
    let facts = store.facts()?;
    let loads = store.current_loads()?;
    Ok(ReportContent {
        project: facts.name,
        made_on: engine.today().format("%-d %B %Y").to_string(),
        rows: overview.person_rows,
        sources: overview.bridge.len() as u64,
        people: overview.customers.unwrap_or(0) - overview.known_only_by_id.unwrap_or(0),
        too_many_by_email: overview.email_only_customers.zip(overview.customers).map(
            |(by_email, customers)| {
                let people = customers - overview.known_only_by_id.unwrap_or(0);
                by_email.saturating_sub(people)
            },
        ),
        pairs_to_review: overview.unsure_pairs,
        not_known: not_known(engine, &overview)?,
        scorecard: report_scorecard::lines(engine, hides_small_counts)?,
        tables: tables(&store, &loads)?,
        coverage: coverage(engine)?,
        overlap: overlap(engine)?,
        trust: match_summary::estimates(&engine.match_summary(Nothing {})?)
            .into_iter()
            .chain(trust::sentences(&engine.trust(Nothing {})?))
            .collect(),
        conflicts: conflicts(engine)?,
        problems: report_problems::problems(&store)?,
        owners: governance
            .sources
            .into_iter()
            .map(|one| ReportOwner {
                source: one.source.name,
                owner: Some(one.owner).filter(|name| !name.is_empty()),
                steward: Some(one.steward).filter(|name| !name.is_empty()),
            })
            .collect(),
        regions: report_regions::regions(engine)?,
        rules: engine
            .governed_rules(Nothing {})?
            .rules
            .into_iter()
            .filter(|rule| !rule.is_default)
            .map(|rule| rule.sentence)
            .collect(),
        sign_offs: engine
            .sign_offs(Nothing {})?
            .teams
            .into_iter()
            .map(|team| ReportSignOff {
                is_outdated: team.state == "outdated",
                person: Some(team.person).filter(|name| !name.is_empty()),
                team: team.label,
            })
            .collect(),
        incidents: cost_sheet::incidents(&store, engine.today())?,
        checks: engine
            .check_book(Nothing {})?
            .checks
            .into_iter()
            .map(|one| report_checks::check(one, hides_small_counts))
            .collect(),
        use_case: report_agreed::use_case(engine)?,
        scope: scope(engine)?,
        connections: report_agreed::connections(engine)?,
        costs: report_agreed::costs(engine)?,
        advice: advice(engine)?,
        vendor_questions: approach::questions(&store, hides_small_counts)?,
        log: log(engine)?,
        rule_versions: rule_versions(engine)?,
        files: loads
            .iter()
            .map(|load| ReportFile {
                file: load.file.clone(),
                loaded_at: load.loaded_at.get(..10).unwrap_or_default().to_owned(),
                fingerprint: load.fingerprint.clone(),
            })
            .collect(),
        shows_personal_data: false,
        hides_small_counts,
    })
}

/// What was read: each table in use, with how many of its rows came in.
fn tables(store: &Store, loads: &[StoredLoad]) -> Result<Vec<ReportTable>, EngineError> {
    let marks = Marks::read(store)?;
    let mut tables = Vec::new();
    for load in loads {
        let role = store
            .mapping(load.table)?
            .map_or(TableRole::Unclear, |stored| stored.mapping.role);
        let sheet = load
            .sheet
            .as_ref()
            .map(|sheet| format!(" › {sheet}"))
            .unwrap_or_default();
        tables.push(ReportTable {
            source: marks.of(load.source).name,
            file: format!("{}{sheet}", load.file),
            role: role.label().to_owned(),
            read: load.rows_read,
            loaded: load.rows_loaded,
            set_aside: load.rows_set_aside,
        });
    }
    Ok(tables)
}

/// What is not known, first things first.
fn not_known(engine: &Engine, overview: &Overview) -> Result<Vec<String>, EngineError> {
    let mut told = Vec::new();
    let inventory = engine.inventory(Nothing {})?;
    for kind in inventory
        .kinds
        .iter()
        .filter(|kind| kind.state == "no_file")
    {
        told.push(kind.hole.clone());
    }
    let not_asked: Vec<&str> = inventory
        .kinds
        .iter()
        .filter(|kind| kind.state == "not_asked")
        .map(|kind| kind.label.as_str())
        .collect();
    if !not_asked.is_empty() {
        told.push(format!(
            "Nobody has said yet whether these exist: {}.",
            not_asked.join(", ")
        ));
    }
    let store = engine.store()?;
    told.extend(lawful_basis::untold(&store)?);
    told.extend(crate::mappings::open_questions(&store)?);
    if overview.unsure_pairs > 0 {
        told.push(format!(
            "{} pairs of records may or may not be the same person.",
            grouped(overview.unsure_pairs)
        ));
    }
    if let Some(ids) = overview.known_only_by_id.filter(|ids| *ids > 0) {
        told.push(format!(
            "{} more customers are known only by the id of a device, a card or an account, or by nothing that can be used: nothing tells who they are.",
            grouped(ids)
        ));
    }
    told.extend(report_scorecard::checks_without_a_figure(engine)?);
    told.extend(engine.governance(Nothing {})?.gaps);
    Ok(told)
}

fn coverage(engine: &Engine) -> Result<ReportCoverage, EngineError> {
    let coverage = engine.coverage(Nothing {})?;
    let rows = coverage
        .sources
        .iter()
        .enumerate()
        .map(|(index, source)| ReportSourceCoverage {
            source: source.name.clone(),
            cells: coverage
                .cells
                .iter()
                .filter_map(|cells| cells.get(index))
                .map(cell)
                .collect(),
        })
        .collect();
    Ok(ReportCoverage {
        attributes: coverage
            .attributes
            .into_iter()
            .map(|one| one.label)
            .collect(),
        rows,
    })
}

fn cell(cell: &CoverageCell) -> ReportCell {
    match cell.state.as_str() {
        "known" => ReportCell::Counted {
            rows: cell.rows,
            valid: cell.valid,
        },
        "no_column" => ReportCell::Unknown(Unknown::NoColumn),
        "no_file" => ReportCell::Unknown(Unknown::NoFile),
        _ => ReportCell::Unknown(Unknown::NotAsked),
    }
}

fn overlap(engine: &Engine) -> Result<ReportOverlap, EngineError> {
    let overlap = engine.overlap(Nothing {})?;
    let names: Vec<String> = overlap
        .sources
        .iter()
        .map(|mark| mark.name.clone())
        .collect();
    Ok(ReportOverlap {
        intersections: overlap
            .combinations
            .iter()
            .take(20)
            .map(|one| ReportIntersection {
                sources: one
                    .members
                    .iter()
                    .filter_map(|index| names.get(*index).cloned())
                    .collect(),
                people: one.customers,
            })
            .collect(),
        sources: names,
        in_common: overlap.matrix,
        only_here: overlap.only_here,
    })
}

fn conflicts(engine: &Engine) -> Result<Vec<ReportConflict>, EngineError> {
    let mut conflicts: Vec<ReportConflict> = engine
        .conflict_summary(Nothing {})?
        .attributes
        .into_iter()
        .map(|one| ReportConflict {
            attribute: one.attribute.label,
            customers: one.customers,
            rule: one.rule,
            decider: Some(one.decider).filter(|name| !name.is_empty()),
        })
        .collect();
    conflicts.sort_by(|one, other| {
        other
            .customers
            .cmp(&one.customers)
            .then(one.attribute.cmp(&other.attribute))
    });
    Ok(conflicts)
}

fn scope(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let scope = engine.scope(Nothing {})?;
    let complete = report_scorecard::completeness(engine)?;
    if scope.frozen.is_none() {
        return Ok(complete.into_iter().collect());
    }
    let requests = scope.requests.into_iter().map(|one| {
        format!(
            "Asked for by {}: {}.",
            one.asker,
            one.what.trim_end_matches('.')
        )
    });
    Ok(std::iter::once(scope.sentence)
        .chain(scope.changed)
        .chain(complete)
        .chain(requests)
        .collect())
}

fn advice(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let Some(advice) = engine.approach(Nothing {})?.advice else {
        return Ok(Vec::new());
    };
    Ok(std::iter::once(advice.label)
        .chain(advice.reasons)
        .chain([format!("Next: {}", advice.next)])
        .collect())
}

fn log(engine: &Engine) -> Result<Vec<ReportLogEntry>, EngineError> {
    let log = engine.decision_log(Nothing {})?;
    let day = |time: &str| time.get(..10).unwrap_or_default().to_owned();
    Ok(log
        .entries
        .into_iter()
        .filter(|one| !matches!(one.state.as_str(), "dropped" | "replaced"))
        .map(|one| ReportLogEntry {
            day: one.due.unwrap_or_else(|| match one.kind.as_str() {
                "decision" => day(&one.at),
                _ => String::new(),
            }),
            text: match one.outcome.as_str() {
                "" => one.text,
                outcome => format!("{} – {outcome}", one.text),
            },
            owner: Some(one.owner).filter(|name| !name.is_empty()),
            kind: one.kind,
            state: one.state,
        })
        .collect())
}

fn rule_versions(engine: &Engine) -> Result<Vec<ReportRuleVersion>, EngineError> {
    let rules = engine.governed_rules(Nothing {})?.rules;
    Ok(rules
        .into_iter()
        .filter(|rule| rule.version > 0)
        .map(|rule| ReportRuleVersion {
            decided: format!(
                "{} by {}",
                rule.decided_at.get(..10).unwrap_or_default(),
                rule.decided_by
            ),
            sentence: rule.sentence,
            version: rule.version,
        })
        .collect())
}

//! The tables behind the report: what the page tells, as sheets that can be sorted and summed.

use crate::report::{named, severity_word, told, unknown_word};
use crate::{
    ReportBasis, ReportCell, ReportCheck, ReportContent, ReportProblem, ReportScore, mask,
};

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SheetCell {
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A number that can be summed.
    Number(f64),
    /// Not known, or nothing to say.
    Blank,
}

/// A sheet: its name, its headers, its rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReportSheet {
    pub(crate) name: &'static str,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<SheetCell>>,
}

/// The sheets in the order of the page: what is not known first.
pub(crate) fn sheets(content: &ReportContent) -> Vec<ReportSheet> {
    vec![
        sentences("Not known", "What we do not know", &content.not_known),
        overview(content),
        scorecard(content),
        tables(content),
        coverage(content),
        overlap(content),
        combinations(content),
        sentences("Trust", "How far to trust who is who", &content.trust),
        conflicts(content),
        problems(content),
        checks(content),
        check_figures(content),
        owners(content),
        regions(content),
        sentences("Rules", "Rule", &content.rules),
        signatures(content),
        sentences("Use case", "Use case", &content.use_case),
        sentences("Scope", "Scope", &content.scope),
        sentences("Connections", "Connection", &content.connections),
        sentences("Costs", "Cost", &content.costs),
        sentences("Approach", "Approach", &content.advice),
        sentences("Vendors", "Question to a vendor", &content.vendor_questions),
        log(content),
        sentences("Incidents", "Incident", &content.incidents),
        rule_versions(content),
        files(content),
    ]
}

fn text(text: impl Into<String>) -> SheetCell {
    let text: String = text.into();
    if text.is_empty() {
        SheetCell::Blank
    } else {
        SheetCell::Text(text)
    }
}

fn number(count: u64) -> SheetCell {
    SheetCell::Number(count as f64)
}

fn maybe(text_or_not: Option<&String>) -> SheetCell {
    text_or_not.map_or(SheetCell::Blank, text)
}

fn sheet(
    name: &'static str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<SheetCell>>,
) -> ReportSheet {
    ReportSheet {
        name,
        header: header.iter().map(|one| (*one).to_owned()).collect(),
        rows: rows.into_iter().collect(),
    }
}

fn sentences(name: &'static str, header: &str, sentences: &[String]) -> ReportSheet {
    sheet(name, &[header], sentences.iter().map(|one| vec![text(one)]))
}

fn overview(content: &ReportContent) -> ReportSheet {
    let mut rows = vec![
        vec![text("Project"), text(&content.project)],
        vec![text("Made on"), text(&content.made_on)],
        vec![text("Rows about people"), number(content.rows)],
        vec![text("Sources"), number(content.sources)],
        vec![text("People"), number(content.people)],
        vec![text("Pairs to settle"), number(content.pairs_to_review)],
    ];
    if let Some(people) = content.too_many_by_email {
        rows.push(vec![
            text("Too many by e-mail address alone"),
            number(people),
        ]);
    }
    sheet("Overview", &["What", "Value"], rows)
}

fn scorecard(content: &ReportContent) -> ReportSheet {
    let row = |one: &ReportScore| {
        let beyond = if one.is_beyond { "yes" } else { "" };
        vec![
            text(&one.label),
            text(&one.figure),
            text(beyond),
            maybe(one.owner.as_ref()),
            text(&one.definition),
        ]
    };
    sheet(
        "Scorecard",
        &["Figure", "Found", "Beyond its limit", "Owner", "Definition"],
        content.scorecard.iter().map(row),
    )
}

fn tables(content: &ReportContent) -> ReportSheet {
    sheet(
        "Tables",
        &[
            "Source",
            "File",
            "About",
            "Rows read",
            "Loaded",
            "Set aside",
        ],
        content.tables.iter().map(|one| {
            vec![
                text(&one.source),
                text(&one.file),
                text(&one.role),
                number(one.read),
                number(one.loaded),
                number(one.set_aside),
            ]
        }),
    )
}

/// A line a source and attribute, so that it can be filtered.
fn coverage(content: &ReportContent) -> ReportSheet {
    let coverage = &content.coverage;
    let lines = coverage.rows.iter().flat_map(|row| {
        let cells = coverage.attributes.iter().zip(&row.cells);
        cells.map(|(attribute, cell)| {
            let mut line = vec![text(&row.source), text(attribute)];
            line.extend(match cell {
                ReportCell::Counted { rows, valid } => {
                    [number(*rows), number(*valid), SheetCell::Blank]
                }
                ReportCell::Unknown(why) => {
                    [SheetCell::Blank, SheetCell::Blank, text(unknown_word(*why))]
                }
            });
            line
        })
    });
    sheet(
        "Coverage",
        &["Source", "Attribute", "Rows", "Usable", "Not known because"],
        lines,
    )
}

fn overlap(content: &ReportContent) -> ReportSheet {
    let overlap = &content.overlap;
    let rows = overlap.sources.iter().enumerate().map(|(place, source)| {
        let in_common = overlap.in_common.get(place).into_iter().flatten();
        let only_here = overlap.only_here.get(place).copied();
        std::iter::once(text(source))
            .chain(in_common.map(|people| number(*people)))
            .chain([only_here.map_or(SheetCell::Blank, number)])
            .collect()
    });
    let mut header = vec!["Source"];
    header.extend(overlap.sources.iter().map(String::as_str));
    header.push("Only here");
    sheet("Overlap", &header, rows)
}

fn combinations(content: &ReportContent) -> ReportSheet {
    sheet(
        "Combinations",
        &["Sources", "People"],
        content
            .overlap
            .intersections
            .iter()
            .map(|one| vec![text(one.sources.join(", ")), number(one.people)]),
    )
}

fn conflicts(content: &ReportContent) -> ReportSheet {
    sheet(
        "Conflicts",
        &["Attribute", "Customers", "Rule", "Decider"],
        content.conflicts.iter().map(|one| {
            vec![
                text(&one.attribute),
                number(one.customers),
                text(&one.rule),
                maybe(one.decider.as_ref()),
            ]
        }),
    )
}

fn problems(content: &ReportContent) -> ReportSheet {
    let row = |one: &ReportProblem| {
        let examples: Vec<String> = one
            .examples
            .iter()
            .map(|example| {
                if content.shows_personal_data {
                    example.value.clone()
                } else {
                    mask(example.attribute.as_ref(), &example.value)
                }
            })
            .collect();
        vec![
            text(severity_word(one.severity)),
            text(&one.place),
            text(&one.message),
            text(&one.hint),
            number(one.count),
            text(examples.join("; ")),
            text(named(one.owner.as_ref())),
        ]
    };
    sheet(
        "Findings",
        &[
            "Severity",
            "Where",
            "What",
            "What to do",
            "Rows",
            "Examples",
            "Owner",
        ],
        content.problems.iter().map(row),
    )
}

fn checks(content: &ReportContent) -> ReportSheet {
    let row = |one: &ReportCheck| {
        vec![
            text(&one.title),
            text(&one.sentence),
            text(&one.figure),
            text(&one.verdict),
            text(&one.target),
            text(&one.trend),
            maybe(one.owner.as_ref()),
            text(&one.definition),
            text(&one.window),
            text(one.unknown.join(" ")),
            text(basis(one)),
        ]
    };
    sheet(
        "Checks",
        &[
            "Check",
            "Found",
            "Figure",
            "Verdict",
            "Target",
            "Trend",
            "Owner",
            "Definition",
            "Window",
            "Not known",
            "How each number came about",
        ],
        content.checks.iter().map(row),
    )
}

fn basis(check: &ReportCheck) -> String {
    let of_source = |one: &ReportBasis| {
        let facts: Vec<String> = one
            .facts
            .iter()
            .map(|(name, fact)| format!("{name}: {}", told(fact.as_ref()).trim_end_matches('.')))
            .collect();
        format!("{}: {}. {}.", one.source, one.gave, facts.join(". "))
    };
    let all: Vec<String> = check.basis.iter().map(of_source).collect();
    all.join("\n")
}

/// A line a value of each picture.
fn check_figures(content: &ReportContent) -> ReportSheet {
    let mut rows = Vec::new();
    for check in &content.checks {
        for picture in &check.pictures {
            for line in &picture.lines {
                for (column, value) in picture.columns.iter().zip(&line.values) {
                    rows.push(vec![
                        text(&check.title),
                        text(&picture.caption),
                        text(&line.label),
                        text(column),
                        value.map_or(SheetCell::Blank, SheetCell::Number),
                        text(if line.is_unexplained {
                            "cannot be known from these files"
                        } else {
                            &line.verdict
                        }),
                    ]);
                }
            }
        }
    }
    sheet(
        "Check figures",
        &["Check", "Picture", "Line", "Column", "Value", "Note"],
        rows,
    )
}

fn owners(content: &ReportContent) -> ReportSheet {
    sheet(
        "Owners",
        &["Source", "Owner", "Steward"],
        content.owners.iter().map(|one| {
            vec![
                text(&one.source),
                maybe(one.owner.as_ref()),
                maybe(one.steward.as_ref()),
            ]
        }),
    )
}

fn regions(content: &ReportContent) -> ReportSheet {
    sheet(
        "Regions",
        &[
            "Region",
            "People",
            "Gave consent to e-mail",
            "Refused",
            "Other answer",
            "Nobody says",
            "Rules in force",
        ],
        content.regions.lines.iter().map(|one| {
            vec![
                text(&one.label),
                number(one.people),
                number(one.given),
                number(one.refused),
                number(one.other),
                number(one.not_said),
                text(&one.note),
            ]
        }),
    )
}

fn signatures(content: &ReportContent) -> ReportSheet {
    sheet(
        "Signatures",
        &["Team", "Signed by", "State"],
        content.sign_offs.iter().map(|one| {
            let state = match (&one.person, one.is_outdated) {
                (None, _) => "not signed",
                (Some(_), true) => "what was signed has changed since",
                (Some(_), false) => "signed",
            };
            vec![text(&one.team), maybe(one.person.as_ref()), text(state)]
        }),
    )
}

fn log(content: &ReportContent) -> ReportSheet {
    sheet(
        "Log",
        &["Kind", "Text", "Owner", "Day", "State"],
        content.log.iter().map(|one| {
            vec![
                text(&one.kind),
                text(&one.text),
                maybe(one.owner.as_ref()),
                text(&one.day),
                text(&one.state),
            ]
        }),
    )
}

fn rule_versions(content: &ReportContent) -> ReportSheet {
    sheet(
        "Rule versions",
        &["Rule", "Version", "Decided"],
        content.rule_versions.iter().map(|one| {
            vec![
                text(&one.sentence),
                number(u64::from(one.version)),
                text(&one.decided),
            ]
        }),
    )
}

fn files(content: &ReportContent) -> ReportSheet {
    sheet(
        "Files",
        &["File", "Loaded on", "BLAKE3"],
        content.files.iter().map(|one| {
            vec![
                text(&one.file),
                text(&one.loaded_at),
                text(&one.fingerprint),
            ]
        }),
    )
}

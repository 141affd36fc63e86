//! The tables behind the report: what the page tells, as sheets that can be sorted and summed.

use rollcall_words::Language;

use crate::report::{named, severity_word, told, unknown_word};
use crate::{
    ReportBasis, ReportCell, ReportCheck, ReportContent, ReportProblem, ReportScore, mask,
};

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SheetCell {
    /// A name, a value or what somebody wrote; never a formula, whatever it begins with.
    Text(String),
    /// Words of the program, which are said in the language of the workbook.
    Words(String),
    /// What somebody wrote, or took over whole from the program.
    Sentences(String),
    /// A number that can be summed.
    Number(f64),
    /// Not known, or nothing to say.
    Blank,
}

/// A sheet: its name, its headers, its rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReportSheet {
    pub(crate) name: String,
    pub(crate) header: Vec<SheetCell>,
    pub(crate) rows: Vec<Vec<SheetCell>>,
}

/// Longest name of a sheet.
const LONGEST_NAME: usize = 31;

impl SheetCell {
    /// What is read in it, where it is a text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Words(text) | Self::Sentences(text) => text,
            Self::Number(_) | Self::Blank => "",
        }
    }

    fn said(self, language: Language) -> Self {
        match self {
            Self::Words(words) => Self::Words(language.say(&words).into_owned()),
            Self::Sentences(text) => Self::Sentences(language.say_sentences(&text).into_owned()),
            other => other,
        }
    }
}

impl ReportSheet {
    /// The sheet with its words in a language.
    pub(crate) fn said(self, language: Language) -> Self {
        let name = language.say(&self.name);
        let all = |cells: Vec<SheetCell>| -> Vec<SheetCell> {
            cells.into_iter().map(|cell| cell.said(language)).collect()
        };
        Self {
            name: name.chars().take(LONGEST_NAME).collect(),
            header: all(self.header),
            rows: self.rows.into_iter().map(all).collect(),
        }
    }
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

/// What the program itself says.
fn words(words: impl Into<String>) -> SheetCell {
    match text(words) {
        SheetCell::Text(words) => SheetCell::Words(words),
        other => other,
    }
}

fn number(count: u64) -> SheetCell {
    SheetCell::Number(count as f64)
}

fn maybe(text_or_not: Option<&String>) -> SheetCell {
    text_or_not.map_or(SheetCell::Blank, text)
}

fn sheet(
    name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<SheetCell>>,
) -> ReportSheet {
    ReportSheet {
        name: name.to_owned(),
        header: header.iter().map(|one| words(*one)).collect(),
        rows: rows.into_iter().collect(),
    }
}

fn sentences(name: &str, header: &str, sentences: &[String]) -> ReportSheet {
    sheet(
        name,
        &[header],
        sentences.iter().map(|one| vec![words(one)]),
    )
}

fn overview(content: &ReportContent) -> ReportSheet {
    let mut rows = vec![
        vec![words("Project"), text(&content.project)],
        vec![words("Made on"), words(&content.made_on)],
        vec![words("Rows about people"), number(content.rows)],
        vec![words("Sources"), number(content.sources)],
        vec![words("People"), number(content.people)],
        vec![words("Pairs to settle"), number(content.pairs_to_review)],
    ];
    if let Some(people) = content.too_many_by_email {
        rows.push(vec![
            words("Too many by e-mail address alone"),
            number(people),
        ]);
    }
    sheet("Overview", &["What", "Value"], rows)
}

fn scorecard(content: &ReportContent) -> ReportSheet {
    let row = |one: &ReportScore| {
        let beyond = if one.is_beyond { "yes" } else { "" };
        vec![
            words(&one.label),
            words(&one.figure),
            words(beyond),
            maybe(one.owner.as_ref()),
            words(&one.definition),
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
                words(&one.role),
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
            let mut line = vec![text(&row.source), words(attribute)];
            line.extend(match cell {
                ReportCell::Counted { rows, valid } => {
                    [number(*rows), number(*valid), SheetCell::Blank]
                }
                ReportCell::Unknown(why) => [
                    SheetCell::Blank,
                    SheetCell::Blank,
                    words(unknown_word(*why)),
                ],
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
    let mut header = vec![words("Source")];
    header.extend(overlap.sources.iter().map(text));
    header.push(words("Only here"));
    ReportSheet {
        name: "Overlap".to_owned(),
        header,
        rows: rows.collect(),
    }
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
                words(&one.attribute),
                number(one.customers),
                words(&one.rule),
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
            words(severity_word(one.severity)),
            text(&one.place),
            words(&one.message),
            words(&one.hint),
            number(one.count),
            text(examples.join("; ")),
            match &one.owner {
                Some(owner) => text(owner),
                None => words(named(None)),
            },
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
            words(&one.title),
            words(&one.sentence),
            words(&one.figure),
            words(&one.verdict),
            words(&one.target),
            words(&one.trend),
            maybe(one.owner.as_ref()),
            words(&one.definition),
            words(&one.window),
            words(one.unknown.join(" ")),
            words(basis(one)),
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
                        words(&check.title),
                        words(&picture.caption),
                        if line.is_named {
                            text(&line.label)
                        } else {
                            words(&line.label)
                        },
                        words(column),
                        value.map_or(SheetCell::Blank, SheetCell::Number),
                        words(if line.is_unexplained {
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
                words(&one.label),
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
            vec![words(&one.team), maybe(one.person.as_ref()), words(state)]
        }),
    )
}

fn log(content: &ReportContent) -> ReportSheet {
    sheet(
        "Log",
        &["Kind", "Text", "Owner", "Day", "State"],
        content.log.iter().map(|one| {
            vec![
                words(&one.kind),
                SheetCell::Sentences(one.text.clone()),
                maybe(one.owner.as_ref()),
                text(&one.day),
                words(&one.state),
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
                words(&one.sentence),
                number(u64::from(one.version)),
                words(&one.decided),
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

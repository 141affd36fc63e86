//! Every section of the report is there, in its order, and tells what only it can tell.

use rollcall_delivery::{
    ReportCell, ReportCheck, ReportConflict, ReportContent, ReportCoverage, ReportFile,
    ReportIntersection, ReportLine, ReportLogEntry, ReportOverlap, ReportOwner, ReportPicture,
    ReportProblem, ReportRegion, ReportRegions, ReportRuleVersion, ReportScore, ReportSignOff,
    ReportSourceCoverage, ReportTable, render_report,
};
use rollcall_model::{Severity, Unknown};
use rollcall_words::Language;

/// Each section by its heading, with words that stand in it and in no other.
const SECTIONS: &[(&str, &[&str])] = &[
    (
        "What we do not know",
        &["Nobody said whether a till exists."],
    ),
    (
        "On one page: the scorecard",
        &["Known to the newsletter", "512 of 2,048 buyers"],
    ),
    ("What was read", &["shop_orders.csv", "4,099", "Set aside"]),
    (
        "What each source holds",
        &["Family name", "87 %", "no column"],
    ),
    ("Who is where", &["Shop + Desk", "1,711"]),
    (
        "How far to trust who is who",
        &["Of 100 pairs 98 are right."],
    ),
    (
        "Where sources disagree",
        &["Birth date", "The calendar decides."],
    ),
    (
        "The biggest problems",
        &["Cells are no dates", "Answers for it", "Rosa"],
    ),
    (
        "Who answers for it",
        &["1 source has no owner.", "Looks after the data"],
    ),
    (
        "Which privacy rules hold",
        &["United Kingdom", "The regulator wrote."],
    ),
    ("What was agreed", &["A no is a no.", "Legal"]),
    (
        "Whether it works: the checks",
        &[
            "Three numbers",
            "Shop says",
            "58,994.40",
            "Agreed: at most 2 %; held.",
        ],
    ),
    ("Which problem is solved first", &["Today: a fifth."]),
    ("What is in scope", &["Frozen on the first of May."]),
    (
        "How systems exchange data",
        &["Seven links between five systems."],
    ),
    (
        "What it costs to keep data apart",
        &["Copying: 3 times a week."],
    ),
    ("Which approach is advised", &["Next: Write it down."]),
    (
        "What to ask a vendor",
        &["Which of these people do you merge?"],
    ),
    (
        "Decisions, questions and actions",
        &["Ask the agency", "Tomas"],
    ),
    ("What customers noticed", &["Greeted by a former name."]),
    (
        "Appendix",
        &["Kept for two years.", "0f1e2d3c", "members.zip"],
    ),
    (
        "Limits",
        &["this is not legal advice", "no sync and no server"],
    ),
];

fn content() -> ReportContent {
    let text = str::to_owned;
    ReportContent {
        project: text("Harbour"),
        rows: 9_000,
        sources: 2,
        people: 7_000,
        not_known: vec![text("Nobody said whether a till exists.")],
        scorecard: vec![ReportScore {
            label: text("Known to the newsletter"),
            figure: text("512 of 2,048 buyers"),
            is_known: true,
            ..ReportScore::default()
        }],
        tables: vec![ReportTable {
            source: text("Shop"),
            file: text("shop_orders.csv"),
            read: 4_099,
            loaded: 4_000,
            set_aside: 99,
            ..ReportTable::default()
        }],
        coverage: ReportCoverage {
            attributes: vec![text("Family name")],
            rows: vec![
                ReportSourceCoverage {
                    source: text("Shop"),
                    cells: vec![ReportCell::Counted {
                        rows: 100,
                        valid: 87,
                    }],
                },
                ReportSourceCoverage {
                    source: text("Desk"),
                    cells: vec![ReportCell::Unknown(Unknown::NoColumn)],
                },
            ],
        },
        overlap: ReportOverlap {
            sources: vec![text("Shop"), text("Desk")],
            in_common: vec![vec![5_000, 1_711], vec![1_711, 2_000]],
            only_here: vec![3_289, 289],
            intersections: vec![ReportIntersection {
                sources: vec![text("Shop"), text("Desk")],
                people: 1_711,
            }],
        },
        trust: vec![text("Of 100 pairs 98 are right.")],
        conflicts: vec![ReportConflict {
            attribute: text("Birth date"),
            customers: 12,
            rule: text("The calendar decides."),
            decider: None,
        }],
        problems: vec![ReportProblem {
            severity: Severity::Error,
            message: text("Cells are no dates"),
            place: text("shop_orders.csv"),
            hint: text("Look at the column."),
            count: 31,
            owner: Some(text("Rosa")),
            examples: Vec::new(),
        }],
        owners: vec![ReportOwner {
            source: text("Desk"),
            ..ReportOwner::default()
        }],
        ..agreed()
    }
}

/// What people agreed on, found and keep.
fn agreed() -> ReportContent {
    let text = str::to_owned;
    ReportContent {
        regions: ReportRegions {
            sentence: text("Where people live."),
            lines: vec![ReportRegion {
                label: text("United Kingdom"),
                people: 44,
                note: text("The regulator wrote."),
                ..ReportRegion::default()
            }],
        },
        rules: vec![text("A no is a no.")],
        sign_offs: vec![ReportSignOff {
            team: text("Legal"),
            ..ReportSignOff::default()
        }],
        checks: vec![ReportCheck {
            title: text("Three numbers"),
            target: text("Agreed: at most 2 %; held."),
            figure: text("3 of 100 orders."),
            pictures: vec![ReportPicture {
                columns: vec![text("Revenue")],
                lines: vec![ReportLine {
                    label: text("Shop says"),
                    values: vec![Some(58_994.4)],
                    ..ReportLine::default()
                }],
                largest: 58_994.4,
                ..ReportPicture::default()
            }],
            ..ReportCheck::default()
        }],
        use_case: vec![text("Today: a fifth.")],
        scope: vec![text("Frozen on the first of May.")],
        connections: vec![text("Seven links between five systems.")],
        costs: vec![text("Copying: 3 times a week.")],
        advice: vec![text("Next: Write it down.")],
        vendor_questions: vec![text("Which of these people do you merge?")],
        log: vec![ReportLogEntry {
            kind: text("action"),
            text: text("Ask the agency"),
            owner: Some(text("Tomas")),
            ..ReportLogEntry::default()
        }],
        incidents: vec![text("Greeted by a former name.")],
        rule_versions: vec![ReportRuleVersion {
            sentence: text("Kept for two years."),
            version: 3,
            decided: text("2026-05-01 by Rosa"),
        }],
        files: vec![ReportFile {
            file: text("members.zip"),
            loaded_at: text("2026-11-01"),
            fingerprint: text("0f1e2d3c"),
        }],
        ..ReportContent::default()
    }
}

/// The sections of a page: their headings, and what stands under each.
fn sections(page: &str) -> Vec<(&str, &str)> {
    let (_, body) = page.split_once("<main>").expect("a body");
    let under = body.split("<h2>").skip(1);
    under
        .map(|one| one.split_once("</h2>").expect("a heading"))
        .collect()
}

#[test]
fn each_section_is_there_in_its_order_with_something_of_its_own() {
    let page = render_report(&content(), Language::English).expect("a page");
    let found = sections(&page);
    let headings: Vec<&str> = found.iter().map(|(heading, _)| *heading).collect();
    let expected: Vec<&str> = SECTIONS.iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headings, expected);
    for (heading, own) in SECTIONS {
        for words in *own {
            let holding: Vec<&str> = found
                .iter()
                .filter(|(_, text)| text.contains(words))
                .map(|(heading, _)| *heading)
                .collect();
            assert!(holding.contains(heading), "{heading} does not tell {words}");
        }
        let is_alone = own.iter().any(|words| {
            let mut all = found.iter();
            all.all(|(other, text)| other == heading || !text.contains(words))
        });
        assert!(is_alone, "{heading} has nothing of its own");
    }
}

/// What nobody has said anything about has no empty section; what is always asked has one that says so.
#[test]
fn sections_without_anything_to_tell_are_left_out_or_say_so() {
    let page = render_report(&ReportContent::default(), Language::English).expect("a page");
    let headings: Vec<&str> = sections(&page)
        .iter()
        .map(|(heading, _)| *heading)
        .collect();
    assert_eq!(
        headings,
        [
            "What we do not know",
            "What was read",
            "What each source holds",
            "Who is where",
            "Where sources disagree",
            "The biggest problems",
            "Who answers for it",
            "Limits"
        ]
    );
    assert!(
        page.contains("No problem was found.") && page.contains("Nothing is listed as unknown.")
    );
}

//! The report: says everything, runs nothing, is one file.

use std::fs;

use rollcall_delivery::{
    ReportCell, ReportConflict, ReportContent, ReportCoverage, ReportExample, ReportOverlap,
    ReportOwner, ReportProblem, ReportSourceCoverage, render_report, write_report,
};
use rollcall_model::{Attribute, Severity, Unknown};
use rollcall_words::Language;

fn hostile_report() -> ReportContent {
    let bad = "<script>alert(1)</script>\"'&";
    ReportContent {
        project: bad.to_owned(),
        rows: 12_031,
        sources: 9,
        people: 4_012,
        too_many_by_email: Some(588),
        not_known: vec![bad.to_owned()],
        coverage: ReportCoverage {
            attributes: vec![bad.to_owned()],
            rows: [
                ReportCell::Counted { rows: 10, valid: 9 },
                ReportCell::Unknown(Unknown::NotAsked),
                ReportCell::Unknown(Unknown::NoFile),
                ReportCell::Unknown(Unknown::NoColumn),
                ReportCell::Unknown(Unknown::Blank),
                ReportCell::Unknown(Unknown::Invalid),
            ]
            .into_iter()
            .map(|cell| ReportSourceCoverage {
                source: bad.to_owned(),
                cells: vec![cell],
            })
            .collect(),
        },
        overlap: ReportOverlap {
            sources: vec![bad.to_owned(), "Shop".to_owned()],
            in_common: vec![vec![4_000, 2_500], vec![2_500]],
            only_here: vec![],
            intersections: vec![],
        },
        conflicts: vec![ReportConflict {
            attribute: bad.to_owned(),
            customers: 3,
            rule: bad.to_owned(),
            decider: Some(bad.to_owned()),
        }],
        problems: vec![ReportProblem {
            severity: Severity::Warning,
            message: bad.to_owned(),
            place: bad.to_owned(),
            hint: bad.to_owned(),
            count: 2,
            owner: Some(bad.to_owned()),
            examples: vec![ReportExample {
                attribute: Some(Attribute::Email),
                value: "jane.doe@gmail.com".to_owned(),
            }],
        }],
        owners: vec![ReportOwner {
            source: bad.to_owned(),
            ..ReportOwner::default()
        }],
        ..ReportContent::default()
    }
}

#[test]
fn the_report_shows_everything_and_runs_nothing() {
    let mut content = hostile_report();
    let page = render_report(&content, Language::English).expect("a page");
    assert!(page.contains("12,031 rows about people in 9 sources are 4,012 people"));
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("href="));
    assert_eq!(
        page.matches("alert(1)").count(),
        page.matches("script&#62;alert(1)").count()
    );
    for word in [
        "90 %",
        "not asked",
        "no file",
        "no column",
        "blank",
        "invalid",
        "2,500",
    ] {
        assert!(page.contains(&format!(">{word}<")), "{word}");
    }
    assert!(page.contains("j•••@g•••.com") && !page.contains("jane.doe"));
    assert!(page.contains("1 source has no owner.") && page.contains("nobody yet"));
    assert!(page.contains("not legal advice") && page.contains("no sync and no server"));
    content.shows_personal_data = true;
    assert!(
        render_report(&content, Language::English)
            .expect("a page")
            .contains("jane.doe@gmail.com")
    );
    let empty = render_report(&ReportContent::default(), Language::English).expect("a page");
    assert!(empty.contains("<span>Nothing is loaded yet; 0 sources are named</span>."));
}

#[test]
fn the_report_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = write_report(
        &hostile_report(),
        &folder.path().join("report.html"),
        Language::English,
    )
    .expect("written");
    assert_eq!(
        fs::read(&written.path).expect("the file").len() as u64,
        written.bytes
    );
}

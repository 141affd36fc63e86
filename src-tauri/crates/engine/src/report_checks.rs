//! A check as the report tells it.

use rollcall_checks::CREDIT_IS_A_RULE;
use rollcall_delivery::{ReportBasis, ReportCheck, ReportLine, ReportPicture};
use rollcall_model::grouped_or_few;

use crate::view::CheckView;

/// What a check found, in words and figures; small counts are hidden or not.
pub(crate) fn check(one: CheckView, hides_few: bool) -> ReportCheck {
    // A credit looks like a count and is none.
    let label = if one.check == "attribution" {
        format!(" {CREDIT_IS_A_RULE}")
    } else {
        String::new()
    };
    let percent = |share: f64| format!("{} %", (share * 1000.0).round() / 10.0);
    ReportCheck {
        figure: one.figure.as_ref().map_or_else(String::new, |figure| {
            let few = if figure.few {
                " (too few to go by the share)"
            } else {
                ""
            };
            let [found, among] =
                [figure.found, figure.among].map(|count| grouped_or_few(count, hides_few));
            format!("{found} of {among} {}{few}.", figure.of)
        }),
        target: one.target.map_or_else(String::new, |target| {
            let held = if one.beyond { "beyond it" } else { "held" };
            format!("Agreed: at most {}; {held}.", percent(target))
        }),
        verdict: verdict(&one.verdict).to_owned(),
        trend: one.change.map_or_else(String::new, |change| {
            let points = (change * 1000.0).round() / 10.0;
            format!("{points:+} points since the run before.")
        }),
        owner: Some(one.owner).filter(|name| !name.is_empty()),
        title: one.title,
        sentence: one.sentence,
        definition: one.definition,
        window: one.window,
        unknown: one.unknown,
        basis: one
            .inputs
            .into_iter()
            .filter(|input| !input.basis.is_empty())
            .map(|input| ReportBasis {
                source: format!("{} · {}", input.source.name, input.table),
                gave: input.gave,
                facts: input
                    .basis
                    .into_iter()
                    .map(|fact| (about(&fact.about).to_owned(), fact.told))
                    .collect(),
            })
            .collect(),
        pictures: one
            .pictures
            .into_iter()
            .map(|picture| {
                let last = picture
                    .lines
                    .iter()
                    .filter_map(|line| line.values.last().copied()?);
                ReportPicture {
                    largest: last.fold(0.0, f64::max),
                    caption: format!("{}. {}{label}", picture.title, picture.sentence),
                    columns: picture.columns,
                    lines: picture
                        .lines
                        .into_iter()
                        .map(|line| ReportLine {
                            label: line.label,
                            is_named: line.named,
                            values: line.values,
                            verdict: verdict(&line.verdict).to_owned(),
                            is_unexplained: line.unexplained,
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}

/// What a fact about a number is called.
fn about(code: &str) -> &'static str {
    match code {
        "window" => "Attribution window",
        "zone" => "Time zone",
        "once" => "Counted once",
        "dated_by" => "Dated by",
        _ => "",
    }
}

/// What came of a test, in words.
fn verdict(code: &str) -> &'static str {
    match code {
        "passed" => "Passed",
        "failed" => "Failed",
        "no_file" => "No file",
        _ => "",
    }
}

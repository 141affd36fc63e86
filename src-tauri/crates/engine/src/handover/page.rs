//! The page for the data engineer who takes it over.

use std::fmt::Write;

use rollcall_model::grouped;

use super::figures::Figures;
use super::mapping_sql::Mapped;
use super::tables::Described;

const PAGE: &str = include_str!("../../data/handover/README.md");

/// The page, with the figures of the project in it.
pub(super) fn readme(
    figures: &Figures,
    described: &[Described],
    mapped: &Mapped,
    remarks: &[String],
) -> String {
    let at = figures.agreement.iter().find(|one| {
        one.sure_from_weight
            .total_cmp(&figures.sure_from_weight)
            .is_eq()
    });
    let share = |share: Option<f64>| share.map_or_else(|| "not known".to_owned(), three);
    let number = grouped;
    let mut page = PAGE.to_owned();
    for (name, text) in [
        ("rows", number(figures.rows)),
        ("customers", number(figures.customers)),
        ("records", number(figures.records)),
        ("checked_pairs", number(figures.checked_pairs)),
        (
            "inexact_pairs",
            number(figures.checked_pairs - figures.exact_pairs),
        ),
        ("people", number(figures.people as u64)),
        ("pairs", number(figures.pairs)),
        ("judged_same", number(figures.judged_same)),
        ("judged_different", number(figures.judged_different)),
        ("moved_by_households", number(figures.moved_by_households)),
        ("parted_by_households", number(figures.parted_by_households)),
        (
            "link_from_weight",
            format!("{:.1}", figures.link_from_weight),
        ),
        (
            "sure_from_weight",
            format!("{:.1}", figures.sure_from_weight),
        ),
        ("f1", share(at.map(|one| one.f1))),
        ("also_here", share(at.map(|one| one.also_here))),
        ("also_there", share(at.map(|one| one.also_there))),
        (
            "clusters_of_several_customers",
            number(figures.clusters_of_several_customers),
        ),
        ("largest_such_cluster", number(figures.largest_such_cluster)),
        ("columns", columns(described)),
        ("agreement", agreement(figures)),
        ("rules", rules(mapped)),
        ("remarks", told(remarks)),
    ] {
        page = page.replace(&format!("{{{name}}}"), &text);
    }
    page
}

fn three(share: f64) -> String {
    format!("{share:.3}")
}

fn columns(described: &[Described]) -> String {
    let mut text = "| column | what it holds |\n|---|---|\n".to_owned();
    for (name, about) in described {
        let _ = writeln!(text, "| `{name}` | {} |", about.replace('|', "/"));
    }
    text.trim_end().to_owned()
}

fn agreement(figures: &Figures) -> String {
    let lines = figures.agreement.iter().map(|one| {
        format!(
            "| {:.1} | {} | {} | {} |",
            one.sure_from_weight,
            three(one.f1),
            three(one.also_here),
            three(one.also_there)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What has to be known of single tables before their rows are loaded.
fn told(remarks: &[String]) -> String {
    if remarks.is_empty() {
        "Every file here is read as it is.".to_owned()
    } else {
        remarks.join("\n")
    }
}

fn rules(mapped: &Mapped) -> String {
    let lines = mapped.by_rule.iter().map(|(rule, (all, given))| {
        format!("| `{rule}` | {} | {} |", grouped(*all), grouped(*given))
    });
    lines.collect::<Vec<_>>().join("\n")
}

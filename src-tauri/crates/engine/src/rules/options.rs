//! The choices a rule is offered with. A number of days or months may be any other.

use rollcall_golden::Survivorship;
use rollcall_governance::{ConsentPath, Rule};

use super::RuleBook;
use crate::view::RuleOption;

pub(super) fn of(book: &RuleBook, rule: &Rule) -> Vec<RuleOption> {
    let codes: Vec<&str> = match rule {
        Rule::Conflict(attribute) => Survivorship::ALL
            .iter()
            .filter(|one| one.fits(attribute))
            .map(|one| one.code())
            .collect(),
        Rule::SourceOrder => Vec::new(),
        Rule::Consent => ConsentPath::ALL.iter().map(|path| path.code()).collect(),
        Rule::Retention(_) => vec![
            "months:12",
            "months:24",
            "months:36",
            "months:72",
            "unlimited",
        ],
        Rule::Deletion | Rule::Access => vec!["days:7", "days:14", "days:30"],
        Rule::Refresh(_) => vec!["days:1", "days:7", "days:30", "days:90"],
    };
    codes
        .into_iter()
        .filter_map(|choice| {
            Some(RuleOption {
                choice: choice.to_owned(),
                label: label(rule, choice),
                sentence: book.told(rule, choice)?,
            })
        })
        .collect()
}

/// What a choice is called beside the sentence it makes, short enough to stand in a list.
fn label(rule: &Rule, choice: &str) -> String {
    let named = match rule {
        Rule::Conflict(_) => Survivorship::parse(choice).map(Survivorship::label),
        Rule::Consent => ConsentPath::parse(choice).map(ConsentPath::label),
        _ => None,
    };
    match (named, choice.split_once(':')) {
        (Some(name), _) => name.to_owned(),
        (None, Some((unit, "1"))) => format!("1 {}", unit.trim_end_matches('s')),
        (None, Some((unit, count))) => format!("{count} {unit}"),
        (None, None) => "As long as there is a reason".to_owned(),
    }
}

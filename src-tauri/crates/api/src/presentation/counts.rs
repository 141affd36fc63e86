//! Small counts: how few people or rows there are may tell who they are, so that on a projector one to four
//! is shown as "fewer than 5", in numbers and in sentences.
//!
//! Every number of a reply stands in one of these tables; one that is in none is hidden, and a test holds
//! that there is none.

mod others;

use rollcall_model::{FEW_IN_WORDS, SHOWN_FROM};
use serde_json::{Number, Value};

use others::OTHERS;

type Table = &'static [(&'static str, &'static [&'static str])];

/// What stands for every count from one to four, so that what is reckoned with it stays near the truth; no count is it.
const FEW: f64 = 4.5;

/// How many people there are, or rows about people.
const COUNTS: Table = &[
    ("AskerFound", &["rows"]),
    ("AttributeDuties", &["conflicts"]),
    ("AttributeRule", &["conflicts"]),
    ("BridgeStep", &["only_here", "people", "rows"]),
    ("CampaignPurpose", &["people", "recent_buyers"]),
    ("CauseCount", &["count"]),
    (
        "ChannelCounts",
        &["contradicted", "not_said", "without_needed_yes"],
    ),
    ("CheckFigure", &["among", "found"]),
    ("CheckLine", &["values"]),
    ("CheckPoint", &["among", "found"]),
    ("CheckView", &["people_total"]),
    (
        "ColumnProfileView",
        &["blank", "filled", "once", "rows", "valid"],
    ),
    ("Combination", &["customers"]),
    ("CommonValue", &["rows"]),
    ("CompleteAttribute", &["known"]),
    ("ConflictAnswer", &["conflicts"]),
    ("ConflictAttribute", &["customers"]),
    ("ConflictPerson", &["conflicts"]),
    ("ConflictSummary", &["cells", "conflicts", "customers"]),
    ("ConsentSummary", &["people"]),
    ("ContradictionPair", &["people"]),
    (
        "CoverageCell",
        &["blank", "filled", "invalid", "placeholder", "rows", "valid"],
    ),
    ("CustomerFacets", &["in_conflict", "of_several_records"]),
    (
        "DeliveryOutcome",
        &[
            "accepted",
            "are_there",
            "came",
            "gone",
            "people",
            "went",
            "were_there",
        ],
    ),
    ("DeliveryView", &["left_out", "rows"]),
    (
        "EmailAloneView",
        &[
            "groups",
            "mixed_up",
            "people",
            "people_by_email",
            "rows",
            "too_few",
            "too_many",
            "torn_apart",
            "without_email",
        ],
    ),
    ("FlowChoice", &["messages"]),
    ("HeldValue", &["of", "people", "records"]),
    ("IdentifierView", &["records"]),
    ("LeftOut", &["customers"]),
    ("LinkKeyView", &["left", "people", "right"]),
    ("ListCount", &["chosen", "customers"]),
    ("ListOverlap", &["in_how_many"]),
    ("ListPair", &["both", "in_one", "in_other"]),
    ("ListPreview", &["chosen", "rows"]),
    ("ListStep", &["alone", "left", "unknown"]),
    ("ListTogether", &["people"]),
    (
        "LoadComparison",
        &["added", "changed", "unchanged", "vanished"],
    ),
    ("LoadView", &["rows_loaded", "rows_read", "rows_set_aside"]),
    (
        "MatchSummary",
        &["customers", "known_only_by_id", "records"],
    ),
    ("MeaningCount", &["rows"]),
    ("MeasurePart", &["among", "found", "unknown"]),
    ("MeasurePoint", &["among", "found", "people"]),
    ("NeededAttribute", &["rows", "valid"]),
    ("Overlap", &["customers", "matrix", "only_here"]),
    (
        "Overview",
        &[
            "customers",
            "email_only_customers",
            "known_only_by_id",
            "other_rows",
            "person_rows",
        ],
    ),
    ("PastLoad", &["rows"]),
    ("PastRows", &["of", "rows"]),
    ("PeopleChangeCount", &["count"]),
    (
        "PersonalisationView",
        &["customers", "openers", "with_best_time", "with_category"],
    ),
    ("ProblemView", &["count"]),
    ("ProductView", &["customers"]),
    ("ProfileSummary", &["rows"]),
    ("ProjectSummary", &["customers", "rows", "rows_set_aside"]),
    (
        "PurgePreview",
        &["people", "staying", "total", "vanishing", "without_date"],
    ),
    ("ReadinessFinding", &["people"]),
    ("ReadinessPart", &["among", "found"]),
    ("RegimeCount", &["people"]),
    (
        "RegionConsents",
        &["by_phone", "not_said", "people", "phones_differ"],
    ),
    ("RowPage", &["touched"]),
    ("RuleEffect", &["changed", "looked_at", "of"]),
    ("RunComparison", &["unchanged"]),
    ("ScoreLine", &["among", "found"]),
    ("SourceConsents", &["answered", "blank", "invalid", "rows"]),
    ("SourceDuties", &["rows"]),
    ("SourceFacet", &["customers"]),
    ("SourceView", &["people", "rows"]),
    ("StaleDetails", &["people", "records", "undated"]),
    ("StandingView", &["people", "records"]),
    ("StateCount", &["people"]),
    ("SuppressionDelivered", &["people"]),
    ("SuppressionFile", &["rows"]),
    ("TableView", &["rows", "rows_set_aside"]),
    ("Trend", &["before", "now", "of_before", "of_now"]),
    ("Trial", &["customers", "customers_then", "unchanged"]),
    ("Trust", &["people"]),
    ("TrustLine", &["undated"]),
    ("UseCaseCompleteness", &["complete", "customers"]),
    ("ValueMap", &["blank_rows", "other_rows", "unknown_rows"]),
    ("WhatIfView", &["customers"]),
    ("WordMeaning", &["rows"]),
];

/// Members that are no count wherever they stand: numbers of things, places, days, shares and totals of
/// pages whose rows are shown.
const NEVER: &[&str] = &[
    "age_days",
    "column",
    "cost",
    "days",
    "delivery",
    "elapsed",
    "erasure",
    "group",
    "high",
    "hue",
    "job",
    "load",
    "low",
    "operation",
    "pair",
    "position",
    "probability",
    "problem",
    "record",
    "request",
    "revision",
    "row",
    "run",
    "source",
    "table",
    "total",
    "version",
    "weight",
];

fn lists(table: Table, of: &str, member: &str) -> bool {
    table
        .iter()
        .any(|(name, members)| *name == of && members.contains(&member))
}

/// Whether a number counts people or rows about them; one that nobody classed does.
pub(super) fn is_count(of: &str, member: &str) -> bool {
    lists(COUNTS, of, member) || !(NEVER.contains(&member) || lists(OTHERS, of, member))
}

/// Hides a count that is small.
pub(super) fn hide(value: &mut Value) {
    let count = value.as_f64().unwrap_or_default().abs();
    if count > 0.0
        && count < SHOWN_FROM as f64
        && count.fract() == 0.0
        && let Some(few) = Number::from_f64(FEW)
    {
        *value = Value::Number(few);
    }
}

/// Words for people and rows, and how several are called.
const NOUNS: &[(&str, &str)] = &[
    ("people", "people"),
    ("person", "people"),
    ("customers", "customers"),
    ("customer", "customers"),
    ("rows", "rows"),
    ("row", "rows"),
    ("records", "records"),
    ("record", "records"),
    ("them", "them"),
];
/// What one does, and what several do.
const VERBS: &[(&str, &str)] = &[
    ("is", "are"),
    ("was", "were"),
    ("has", "have"),
    ("does", "do"),
    ("goes", "go"),
    ("lives", "live"),
    ("loses", "lose"),
    ("says", "say"),
    ("stands", "stand"),
    ("waits", "wait"),
];
/// Words that may stand between a count and its noun.
const BETWEEN: &[&str] = &[
    "of",
    "other",
    "more",
    "different",
    "doubtful",
    "the",
    "these",
    "such",
    "new",
];

/// A sentence in which small counts of people and rows are hidden.
pub(super) fn in_sentence(text: &str) -> String {
    if !text.contains(['1', '2', '3', '4']) || !text.contains(' ') {
        return text.to_owned();
    }
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for at in 0..words.len() {
        let Some(noun_at) = noun_of(&words, at) else {
            continue;
        };
        words[at] = in_its_place(&words[at], FEW_IN_WORDS);
        let (bare, several) = named(&words[noun_at]);
        words[noun_at] = words[noun_at].replacen(bare, several, 1);
        if bare != several
            && let Some(verb) = words.get_mut(noun_at + 1)
            && let Some((_, many)) = VERBS.iter().find(|(one, _)| one == verb)
        {
            (*many).clone_into(verb);
        }
    }
    words.join(" ")
}

/// Where the noun stands that a word counts, if the word is a small number and counts people or rows.
fn noun_of(words: &[String], at: usize) -> Option<usize> {
    let is_small = |word: &str| matches!(bare(word), "1" | "2" | "3" | "4");
    if !is_small(&words[at]) || words[at].ends_with([',', '.', ':', ';']) {
        return None;
    }
    for (noun_at, word) in words.iter().enumerate().skip(at + 1) {
        let is_noun = NOUNS.iter().any(|(noun, _)| *noun == bare(word));
        let is_of_them = bare(word) == "them" && words[noun_at - 1] != "of";
        if is_noun && !is_of_them {
            return Some(noun_at);
        }
        let is_between = BETWEEN.contains(&word.as_str())
            || word.chars().all(|one| one.is_ascii_digit() || one == ',');
        if !is_between {
            return None;
        }
    }
    None
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|one: char| !one.is_alphanumeric())
}

fn named(word: &str) -> (&'static str, &'static str) {
    NOUNS
        .iter()
        .find(|(noun, _)| *noun == bare(word))
        .copied()
        .unwrap_or_default()
}

/// Something else in place of the word between its marks.
fn in_its_place(word: &str, other: &str) -> String {
    word.replacen(bare(word), other, 1)
}

#[cfg(test)]
mod tests;

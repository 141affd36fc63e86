//! Small counts: how few people or rows there are may tell who they are, so that on a projector one to four
//! is shown as "fewer than 5", in numbers and in sentences.
//!
//! Every number of a reply stands in one of these tables; one that is in none is hidden, and a test holds
//! that there is none.

use rollcall_model::{FEW_IN_WORDS, SHOWN_FROM};
use serde_json::{Number, Value};

type Table = &'static [(&'static str, &'static [&'static str])];

/// What stands for every count from one to four: above nought and below what is shown, so that whatever is
/// reckoned with it stays near the truth and no count can be taken for it.
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
    ("ConflictAttribute", &["customers"]),
    ("ConflictPerson", &["conflicts"]),
    ("ConflictSummary", &["cells", "conflicts", "customers"]),
    ("ConsentSummary", &["people"]),
    ("ContradictionPair", &["people"]),
    (
        "CoverageCell",
        &["blank", "filled", "invalid", "placeholder", "rows", "valid"],
    ),
    (
        "DeliveryOutcome",
        &["are_there", "came", "gone", "people", "went", "were_there"],
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
    ("RuleEffect", &["changed", "looked_at", "of"]),
    ("RunComparison", &["unchanged"]),
    ("ScoreLine", &["among", "found"]),
    ("SourceConsents", &["answered", "blank", "invalid", "rows"]),
    ("SourceDuties", &["rows"]),
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

/// Other numbers: counts of systems, columns, questions, pairs and of what one person has; money, shares.
const OTHERS: Table = &[
    ("AgendaQuestion", &["deferred_days"]),
    ("AgendaTopic", &["answered"]),
    ("AgreementView", &["judged"]),
    ("AsideRow", &["row"]),
    ("Row", &["aside"]),
    ("AskedInFile", &["days_left", "elsewhere", "rows_total"]),
    ("AskerFound", &["tables"]),
    ("BackupView", &["bytes"]),
    ("Backups", &["bytes", "kept"]),
    ("BatchJudged", &["decided", "implied", "judged", "waiting"]),
    ("BatchList", &["contested", "pairs", "single"]),
    ("BatchRow", &["from", "pairs", "to"]),
    ("Between", &["high", "low"]),
    (
        "BlockingView",
        &["lost_without", "new_pairs", "pairs", "pairs_left_out"],
    ),
    ("ByHandWork", &["hours", "minutes", "times"]),
    (
        "CheckView",
        &["change", "cost_per_message", "spend", "target"],
    ),
    ("CheckWindow", &["days", "messages"]),
    ("ColumnProfileView", &["distinct", "lengths", "numbers"]),
    ("ColumnView", &["confidence", "unknown_words"]),
    ("Combination", &["members"]),
    ("ConnectionView", &["connection"]),
    (
        "Connections",
        &[
            "by_hand",
            "consent_left",
            "consent_unknown",
            "links",
            "most",
            "ownerless",
            "tools",
            "two_way",
        ],
    ),
    ("CostSheet", &["by_hand_money", "hourly", "hours", "wasted"]),
    ("CoverageCell", &["distinct"]),
    ("CustomerGraph", &["links_left_out", "rows_left_out"]),
    ("CustomerPart", &["records"]),
    ("CustomerRow", &["conflicts", "records"]),
    ("CustomerTimeline", &["rows_left_out"]),
    ("CustomerView", &["record_count"]),
    ("DataRequestView", &["days_left", "searched"]),
    (
        "DataRequests",
        &[
            "asked_overdue",
            "asked_total",
            "done_standing",
            "done_total",
            "open",
            "overdue",
        ],
    ),
    ("DecisionCount", &["count"]),
    (
        "DecisionLog",
        &["open_actions", "open_questions", "overdue", "ownerless"],
    ),
    ("DecisionsTaken", &["left_total"]),
    ("DoneInFile", &["elsewhere", "rows_total"]),
    (
        "ErasureView",
        &["found", "rows", "searched", "searched_bytes"],
    ),
    ("EstimateView", &["share"]),
    ("EvidenceView", &["bits"]),
    ("ExplanationView", &["prior"]),
    ("Figure", &["left", "records", "right", "sources"]),
    ("Finding", &["points"]),
    ("Follows", &["from"]),
    ("FrozenRules", &["set"]),
    ("Governance", &["open"]),
    ("GovernedRules", &["unaccountable", "undecided"]),
    ("GraphLink", &["left", "parts", "right"]),
    ("GraphNode", &["rows"]),
    ("HouseholdPage", &["largest"]),
    ("HouseholdView", &["household"]),
    ("JobView", &["done", "left"]),
    ("Judged", &["decided", "implied", "next", "waiting"]),
    ("LargestPerson", &["records"]),
    ("ListStep", &["path"]),
    ("ListView", &["saved"]),
    ("LogEntry", &["entry", "replaced_by", "replaces"]),
    ("MappingSaved", &["columns"]),
    ("MappingSummary", &["columns", "unsure", "used"]),
    ("MappingTaken", &["found"]),
    (
        "MatchSummary",
        &[
            "decided",
            "expected_lost",
            "expected_precision",
            "expected_recall",
            "implied",
            "link_threshold",
            "linked",
            "review_threshold",
            "standing_total",
            "tied",
            "waiting",
        ],
    ),
    ("MeasureView", &["change", "change_found", "limit"]),
    ("NextAudit", &["every_days"]),
    ("Overview", &["unsure_pairs"]),
    ("OwnRecipeView", &["columns", "used"]),
    ("Pace", &["seconds_each", "verdicts"]),
    ("PairPage", &["decided", "implied", "tied", "waiting"]),
    ("PairRow", &["impact"]),
    ("PairView", &["impact", "others"]),
    ("PeopleChangeView", &["came", "stayed", "went"]),
    ("PersonalisationView", &["least_openings", "products_total"]),
    ("ProblemPage", &["by_code", "by_severity"]),
    ("ProfileSummary", &["anomalies", "columns", "lag_days"]),
    ("ProjectSummary", &["sources", "tables"]),
    ("RaciTable", &["open"]),
    ("Readiness", &["score"]),
    ("ReadinessFinding", &["lost", "rank"]),
    ("ReadinessPart", &["lost", "worth"]),
    ("ReadingView", &["header_row"]),
    ("RefreshDue", &["agreed"]),
    ("RegroupEffect", &["along", "moved", "verdicts_taken_back"]),
    ("RegroupedCustomer", &["conflicts", "records"]),
    ("ReportPage", &["bytes"]),
    ("ReportWritten", &["bytes"]),
    ("Reviewers", &["agreed", "by_chance", "kappa", "pairs"]),
    ("SampleBefore", &["judged"]),
    ("RowsWritten", &["rows"]),
    ("SavedList", &["deliveries", "list"]),
    ("Scope", &["waiting"]),
    ("SecondJudged", &["given", "next", "waiting"]),
    ("SecondPage", &["given", "waiting"]),
    ("SetAsideRow", &["aside"]),
    ("SharedValue", &["members"]),
    (
        "StratumView",
        &["ahead", "drawn", "judged", "pairs", "same", "unsure"],
    ),
    ("TablePlanView", &["newer_export_of", "skipped"]),
    ("TableView", &["columns", "unsure_columns"]),
    ("TeamSignOff", &["set"]),
    ("TemplateView", &["open"]),
    ("TierView", &["link_threshold"]),
    ("TimelineEntry", &["records", "rows"]),
    ("TimelineKind", &["entries"]),
    ("TraceRow", &["set_aside"]),
    ("TracesWritten", &["rows"]),
    ("Trial", &["expected_precision", "expected_recall"]),
    ("Trail", &["entries"]),
    ("TrailBroken", &["entry"]),
    ("TrailWritten", &["rows"]),
    ("UseCaseCompleteness", &["use_case"]),
    ("UseCaseView", &["use_case"]),
    ("UseCases", &["active"]),
    ("ValueMap", &["unknown_words"]),
    ("VendorQuestionView", &["count"]),
    (
        "Waiting",
        &[
            "checks",
            "conflicts",
            "governance",
            "lists",
            "mapping",
            "matches",
            "quality",
            "requests",
            "requests_in_files",
        ],
    ),
    ("WasteView", &["amount", "share", "wasted"]),
    ("WhatIfView", &["kept", "more", "worth", "years"]),
    ("WeightBar", &["expected_matches", "from", "pairs"]),
    ("WorkshopAgenda", &["answered", "deferred"]),
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

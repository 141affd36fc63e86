//! Which texts of replies are words of the program, and which of them a request may give back.

use rollcall_engine::is_name_of_template;
use serde_json::{Map, Value};

use crate::presentation::{Class, class};

/// Members that hold words or sentences of the program, in whatever type.
pub(super) const WORDS: &[&str] = &[
    "about",
    "about_label",
    "action",
    "agree",
    "answer",
    "because",
    "before",
    "breaches",
    "campaign",
    "cautions",
    "changed",
    "checklist",
    "columns",
    "comparison",
    "concerns",
    "consent_told",
    "costs",
    "date_note",
    "dated",
    "definition",
    "dialect",
    "differ",
    "doubted",
    "doubts",
    "error",
    "evidence",
    "failed",
    "first",
    "gaps",
    "gave",
    "headline",
    "hint",
    "hole",
    "how_label",
    "in_words",
    "kind_label",
    "label",
    "last",
    "level",
    "lists",
    "measure",
    "message",
    "missing",
    "name",
    "needed_for",
    "next",
    "not_known",
    "note",
    "now",
    "of",
    "out_of_date",
    "outcome",
    "parts",
    "problem",
    "question",
    "reason",
    "reasons",
    "redo",
    "refused",
    "refused_recipes",
    "regime_label",
    "role_reason",
    "rule",
    "rules",
    "sentence",
    "sentences",
    "source_note",
    "stage",
    "stale_because",
    "text",
    "title",
    "to_do",
    "told",
    "trail",
    "training",
    "transformation",
    "undo",
    "unit",
    "unknown",
    "use_case",
    "used_for",
    "refresh",
    "warning",
    "warnings",
    "weekly",
    "what",
    "why",
    "window",
    "kept_out",
];

/// Members of those names that are codes, names, or what people wrote.
pub(super) const BUT: &[(&str, &str)] = &[
    ("AgendaQuestion", "note"),
    ("AgendaQuestion", "question"),
    ("AttributeDuties", "note"),
    ("AttributeRule", "rule"),
    ("ByHandWork", "what"),
    ("CampaignPurpose", "campaign"),
    ("ChangeRequestView", "reason"),
    ("ChangeRequestView", "what"),
    ("ChannelLedger", "unknown"),
    ("ConflictAnswer", "answer"),
    ("ConnectionView", "note"),
    ("ConsentStatement", "evidence"),
    ("DataRequestView", "note"),
    ("DataRequestView", "outcome"),
    ("DestinationView", "columns"),
    ("Differing", "first"),
    ("ErasureView", "reason"),
    ("Factor", "answer"),
    ("Figure", "measure"),
    ("FrozenRules", "note"),
    ("FrozenScope", "reason"),
    ("GovernedRule", "note"),
    ("GovernedRule", "reason"),
    ("GovernedRule", "rule"),
    ("InputFact", "about"),
    ("ListTogether", "lists"),
    ("ListVersionView", "reason"),
    ("LogEntry", "about"),
    ("LogEntry", "outcome"),
    ("LogEntry", "text"),
    ("MeasureView", "measure"),
    ("NextAudit", "last"),
    ("PairView", "note"),
    ("PastRows", "before"),
    ("RaciRow", "rule"),
    ("RegionConsents", "note"),
    ("Reviewers", "first"),
    ("RuleSince", "rule"),
    ("RuleVersionView", "reason"),
    ("SavedList", "name"),
    ("SignOffRow", "rule"),
    ("SilentSource", "unknown"),
    ("SourceDuties", "note"),
    ("SourceView", "note"),
    ("SourceView", "refresh"),
    ("SourceView", "used_for"),
    ("StandingView", "reason"),
    ("TeamSignOff", "note"),
    ("UseCaseView", "note"),
    ("WasteView", "what"),
    ("WorkshopAgenda", "next"),
    // Of a rule for one attribute or a column a name of the code that made the value.
    ("Lineage", "rule"),
    ("ValueView", "rule"),
];

/// Members of other names or classes that are words all the same.
pub(super) const ALSO: &[(&str, &str)] = &[
    ("ConflictAttribute", "rule"),
    ("DeliveryView", "destination"),
    ("DeliveryView", "list"),
    ("DestinationView", "name"),
    ("PastLoad", "term"),
    ("RowColumn", "label"),
    ("SuppressionFile", "destination"),
];

/// What people write, who may have begun it with a sentence of the program and left it as it was.
const TAKEN_OVER: &[(&str, &str)] = &[("HistoryStep", "why"), ("LogEntry", "text")];

/// Members whose values stand under words of the program.
const BY_KEY: &[(&str, &str)] = &[("DeliveryView", "left_out")];

/// Names of members that hold codes, times, names and what people wrote, in whatever type.
#[cfg(test)]
pub(super) const OTHERS: &[&str] = &[
    "accountable",
    "agreement",
    "answered_by",
    "approach",
    "as_of",
    "asked_on",
    "asker",
    "at",
    "attribute",
    "backup",
    "baseline",
    "batch",
    "by",
    "by_code",
    "by_severity",
    "case",
    "category",
    "cells",
    "change",
    "changed_on",
    "check",
    "checked",
    "checked_against",
    "choice",
    "choices",
    "class",
    "clock",
    "code",
    "consent",
    "country",
    "country_by_phone",
    "country_unknown",
    "created_at",
    "currency",
    "customer",
    "date_order",
    "day",
    "decided_at",
    "decided_by",
    "decider",
    "default_country",
    "delimiter",
    "destination",
    "destinations",
    "detail",
    "done_on",
    "due",
    "due_on",
    "effort",
    "encoding",
    "examples",
    "exported",
    "extension",
    "fact",
    "factor",
    "family",
    "file_name",
    "first_kept",
    "flow",
    "format",
    "goes_with",
    "gone",
    "head",
    "how",
    "kind",
    "kinds",
    "last_delivered",
    "lawful_basis",
    "letters",
    "list",
    "loaded_at",
    "loaded_on",
    "location",
    "mark",
    "meaning",
    "measured_by",
    "month",
    "months",
    "newest",
    "one",
    "opened_at",
    "other",
    "owner",
    "part",
    "party",
    "people",
    "per",
    "person",
    "product",
    "purpose",
    "purposes",
    "quote",
    "ran_at",
    "received_on",
    "recipe",
    "recognised",
    "regime",
    "region",
    "role",
    "said",
    "saved",
    "screen",
    "second",
    "settled_at",
    "settled_on",
    "severity",
    "sha256",
    "source",
    "sources",
    "standing",
    "state",
    "steward",
    "stratum",
    "subject",
    "system",
    "takes",
    "target",
    "team",
    "template",
    "term",
    "test",
    "tier",
    "time",
    "time_of",
    "topic",
    "unchecked",
    "value",
    "verdict",
    "verdict_at",
    "verdict_by",
    "verdict_reason",
    "version",
    "which",
    "who",
    "written_at",
    "zone",
];

/// Whether a member of a type is words of the program.
pub(super) fn is_words(of: &str, member: &str) -> bool {
    let is_in = |table: &[(&str, &str)]| table.contains(&(of, member));
    if is_in(ALSO) {
        return true;
    }
    matches!(class(of, member), Class::Plain | Class::Sentence)
        && WORDS.contains(&member)
        && !is_in(BUT)
}

/// Whether a member may be a sentence of the program that somebody took over.
pub(super) fn is_taken_over(of: &str, member: &str) -> bool {
    TAKEN_OVER.contains(&(of, member))
}

/// Whether the names in a member are words of the program.
pub(super) fn is_words_by_key(of: &str, member: &str) -> bool {
    BY_KEY.contains(&(of, member))
}

/// Answers of an agenda that people wrote themselves.
const WRITTEN: &[&str] = &[
    "decider", "format", "location", "owner", "refresh", "used_for",
];

/// The member of this very reply that would be words of the program, and is somebody's own word here: the name of a
/// list people made, of a source, of an attribute of their own, of a use case they thought of, a rule they worded.
pub(super) fn written_by_somebody(of: &str, members: &Map<String, Value>) -> Option<&'static str> {
    let text = |name: &str| {
        members
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let is_there = |name: &str| members.get(name).is_some_and(|value| !value.is_null());
    let is_so = |name: &str| members.get(name) == Some(&Value::Bool(true));
    let (member, is_theirs) = match of {
        "AgendaQuestion" => ("answer", WRITTEN.contains(&text("takes"))),
        "AttributeView" => ("label", text("family") == "custom"),
        "CheckLine" => ("label", is_so("named")),
        "DeliveryView" => ("list", is_there("version")),
        "GovernedRule" => ("sentence", is_so("is_worded")),
        "ListView" => ("name", is_there("saved")),
        "Finding" | "ReadinessFinding" => ("needed_for", !is_name_of_template(text("needed_for"))),
        "FrozenScope" => ("use_case", !is_name_of_template(text("use_case"))),
        "LogEntry" => {
            let about = text("about");
            let is_of_use_case = about.starts_with("use_case:");
            let is_theirs = is_of_use_case && !is_name_of_template(text("about_label"));
            ("about_label", is_theirs || about.starts_with("source:"))
        }
        "UseCaseCompleteness" | "UseCaseView" => ("name", !is_name_of_template(text("name"))),
        "RaciRow" | "RequestSystem" => ("label", is_there("source")),
        // The head of a column that shows what stands in a file is the file's.
        "RowColumn" => ("label", is_so("verbatim")),
        _ => return None,
    };
    is_theirs.then_some(member)
}

/// The command that takes sentences of the program over into what people write.
pub(super) const QUOTING: &str = "add_to_log";

/// What a page may give back as it was told, and where it comes from. Whatever else somebody writes is kept as it was
/// written, even where the program happens to say the same: a source that is called "Bestellungen" stays that.
const BACK: &[(&str, &[&str], &[Told])] = &[
    (
        "set_use_case",
        &["name", "problem", "measure"],
        &[
            ("AgendaQuestion", "answer"),
            ("UseCaseTemplate", "measure"),
            ("UseCaseTemplate", "name"),
            ("UseCaseTemplate", "problem"),
            ("UseCaseView", "measure"),
            ("UseCaseView", "name"),
            ("UseCaseView", "problem"),
        ],
    ),
    (
        QUOTING,
        &["text"],
        &[("Finding", "action"), ("Finding", "sentence")],
    ),
    ("word_rule", &["sentence"], &[("GovernedRule", "sentence")]),
    (
        "decide_rule",
        &["sentence"],
        &[("GovernedRule", "sentence"), ("RuleOption", "sentence")],
    ),
    ("list_pairs", &["doubt"], &[("PairChoices", "doubts")]),
    ("list_left_out", &["reason"], &[("LeftOut", "reason")]),
];

/// A type of replies and one of its members.
type Told = (&'static str, &'static str);

/// Whether what a page was told may come back in a member of a request.
pub(super) fn goes_back(command: &str, member: &str) -> bool {
    BACK.iter()
        .any(|(name, members, _)| *name == command && members.contains(&member))
}

/// Whether a member of a type may come back in a request.
pub(super) fn comes_back(of: &str, member: &str) -> bool {
    BACK.iter().any(|(_, _, told)| told.contains(&(of, member)))
}

/// Where texts that may come back are told; for tests.
#[cfg(test)]
pub(super) fn told_and_given_back() -> impl Iterator<Item = Told> {
    BACK.iter().flat_map(|(_, _, told)| told.iter().copied())
}

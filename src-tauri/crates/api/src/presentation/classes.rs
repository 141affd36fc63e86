//! What each text of a reply is, as far as a projector is concerned. A text that is in none of these
//! tables is masked; a test holds that each is in exactly one.

mod checks;
mod privacy;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// The program's own words, codes, times, names of sources and of the people who work here.
    Plain,
    /// A sentence, a header or a note that may quote a personal word: those words alone are masked.
    Sentence,
    /// A page of sentences, each masked as one.
    Page,
    /// A value of a person, masked whole, unless its attribute says nothing about who it is.
    Value,
    /// A value the page gives back to ask for its rows: masked by a handle.
    Handle,
}

/// Type, then its members.
type Table = &'static [(&'static str, &'static [&'static str])];

const PLAIN: Table = &[
    (
        "AdviceView",
        &[
            "approach", "label", "reasons", "weekly", "costs", "first", "next",
        ],
    ),
    (
        "AgendaQuestion",
        &["question", "takes", "subject", "state", "answered_by"],
    ),
    ("AgendaTopic", &["topic", "label"]),
    ("AnomalyView", &["kind"]),
    ("AppInfo", &["version", "open", "locked", "projects_folder"]),
    ("ApproachAdvice", &["missing"]),
    ("AttributeDuties", &["owner", "steward", "decider", "rule"]),
    ("AttributeRule", &["rule", "choices"]),
    ("AttributeView", &["code", "label", "family"]),
    ("BatchRow", &["batch", "evidence"]),
    ("BatchView", &["batch", "evidence"]),
    ("BlockingView", &["rule"]),
    ("CauseCount", &["sentence"]),
    ("CheckedSource", &["loaded_on"]),
    (
        "ChangeRequestView",
        &[
            "at",
            "asker",
            "effort",
            "verdict",
            "verdict_by",
            "verdict_at",
        ],
    ),
    ("ColumnProfileView", &["kind", "class"]),
    (
        "ColumnView",
        &["state", "date_order", "date_note", "change"],
    ),
    ("ConflictAttribute", &["rule", "decider"]),
    ("ConflictView", &["customer", "rule", "decider"]),
    ("ConnectionView", &["how", "how_label", "consent", "owner"]),
    ("Connections", &["sentence"]),
    ("CostSheet", &["sentence", "currency", "not_known"]),
    ("CoverageCell", &["state"]),
    ("CustomerPart", &["customer"]),
    ("CustomerRow", &["customer", "country"]),
    ("CustomerView", &["customer"]),
    ("DecisionCount", &["what"]),
    ("DecisionLog", &["sentence"]),
    ("DecisionsSaved", &["path"]),
    (
        "DeliveryView",
        &[
            "destination",
            "files",
            "written_at",
            "sha256",
            "checked",
            "unchecked",
        ],
    ),
    (
        "DeliveryOutcome",
        &["state", "source", "loaded_at", "sentence"],
    ),
    (
        "DestinationView",
        &[
            "code",
            "name",
            "warnings",
            "columns",
            "source_note",
            "extension",
            "purposes",
        ],
    ),
    ("Differing", &["first", "second"]),
    ("DoubtfulRow", &["customer"]),
    ("EncryptionChanged", &["sentence"]),
    ("ErasureView", &["at", "who"]),
    ("EvidenceView", &["comparison", "level"]),
    ("Factor", &["factor", "question", "answer"]),
    ("FactorChoice", &["code", "label"]),
    (
        "Figure",
        &["attribute", "state", "which", "measure", "detail", "check"],
    ),
    ("Finding", &["severity", "action", "owner", "screen"]),
    ("Follows", &["verdict"]),
    ("FrozenRules", &["at", "who", "sentences"]),
    ("FrozenScope", &["at", "who", "sources"]),
    ("GoldenView", &["rule"]),
    ("Governance", &["people"]),
    (
        "GovernedRule",
        &[
            "rule",
            "kind",
            "kind_label",
            "question",
            "choice",
            "decided_at",
            "decided_by",
            "accountable",
            "decider",
        ],
    ),
    ("GraphLink", &["kind", "agree", "differ", "verdict"]),
    ("History", &["people", "kinds"]),
    ("HistoryStep", &["at", "who", "kind", "state"]),
    ("IdentifierView", &["standing"]),
    ("IncidentView", &["who", "day"]),
    ("JobView", &["title", "state", "stage", "unit"]),
    ("KindView", &["kind", "label", "state", "hole"]),
    ("LargestPerson", &["customer"]),
    ("LeftOut", &["reason", "examples"]),
    ("LeftOutPerson", &["customer", "reason"]),
    ("Lineage", &["rule"]),
    (
        "ListPreview",
        &["columns", "warnings", "window", "checked_against"],
    ),
    (
        "ListTemplate",
        &["code", "name", "about", "purpose", "sentence"],
    ),
    ("Lists", &["refused_recipes"]),
    ("ListCondition", &["kind", "subject", "test"]),
    ("ListCount", &["window"]),
    ("ListVersionView", &["purpose", "who", "at"]),
    ("ListView", &["code", "purpose", "destinations"]),
    ("LoadView", &["loaded_at"]),
    (
        "LogEntry",
        &["at", "kind", "about", "owner", "due", "state", "settled_at"],
    ),
    ("MappingSaved", &["path"]),
    ("MappingSummary", &["role"]),
    ("MappingView", &["role", "recipe", "default_country"]),
    (
        "MatchSummary",
        &["ran_at", "tier", "out_of_date", "training"],
    ),
    ("MeaningCount", &["state", "label"]),
    ("MeasurePart", &["detail"]),
    (
        "MeasureView",
        &["measure", "label", "definition", "unknown"],
    ),
    ("Measures", &["breaches"]),
    ("NeededKind", &["kind", "label", "state"]),
    ("NextAudit", &["last", "due"]),
    ("NextStep", &["label", "screen"]),
    ("OtherValue", &["as_of"]),
    ("Overdue", &["sentence"]),
    ("Overview", &["headline"]),
    (
        "OwnRecipeView",
        &["file", "source", "system", "role", "saved"],
    ),
    ("OwnRecipes", &["folder"]),
    ("PairLine", &["agreement"]),
    ("PairRow", &["verdict"]),
    ("PairView", &["verdict"]),
    ("PastLoad", &["loaded_at", "term"]),
    ("PastRows", &["before"]),
    ("Pasted", &["path"]),
    ("PeopleChangeCount", &["change"]),
    ("PeopleChangeView", &["change"]),
    ("ProblemPage", &["by_severity", "by_code"]),
    ("ProblemView", &["code", "severity"]),
    ("ProfileSummary", &["format", "newest", "exported"]),
    (
        "ProjectSummary",
        &["path", "name", "created_at", "out_of_date"],
    ),
    ("RaciRow", &["rule", "label", "cells"]),
    ("RaciTable", &["gaps"]),
    ("Readiness", &["sentence", "not_known"]),
    ("ReadinessFinding", &["action", "owner", "screen"]),
    ("ReadinessPart", &["part", "label", "definition", "unknown"]),
    ("ReadingView", &["format", "encoding", "delimiter", "quote"]),
    ("RecentProject", &["path", "name", "opened_at"]),
    ("RecipeOffer", &["file"]),
    ("RecordView", &["customer"]),
    ("RefreshDue", &["sentence"]),
    ("RegroupEffect", &["gone"]),
    ("RegroupedCustomer", &["customer"]),
    ("Reviewers", &["first", "second", "warning"]),
    ("Row", &["customer"]),
    ("RuleChange", &["customer"]),
    ("RuleChoice", &["code", "label", "sentence"]),
    ("RuleEffect", &["sentence"]),
    ("RuleOption", &["choice", "label", "sentence"]),
    ("RuleSince", &["rule", "change"]),
    ("RuleVersionView", &["choice", "who", "at"]),
    ("RunComparison", &["sentence"]),
    ("RunMoment", &["ran_at"]),
    ("SampleBefore", &["ran_at"]),
    ("SavedList", &["code", "last_delivered"]),
    ("SampleView", &["told"]),
    ("Scope", &["sentence", "changed"]),
    ("SecondPage", &["people"]),
    ("SignOffRow", &["rule", "cells"]),
    ("SignOffs", &["sentence"]),
    ("SourceDuties", &["owner", "steward", "decider"]),
    ("SourceMark", &["name", "letters"]),
    ("SourceView", &["kind", "kind_label", "party", "owner"]),
    ("StaleDetails", &["sentence"]),
    ("StandingView", &["standing"]),
    ("StratumView", &["stratum", "label"]),
    ("SuppressionDelivered", &["folder", "manifest"]),
    ("SuppressionFile", &["destination", "path", "sha256"]),
    ("TablePlanView", &["key", "role", "source_name", "system"]),
    ("TableView", &["role", "loaded_at"]),
    (
        "TeamSignOff",
        &["team", "label", "state", "person", "at", "changed"],
    ),
    ("TeamView", &["team", "label"]),
    ("TierView", &["tier", "label", "sentence"]),
    ("Traces", &["customer"]),
    ("TemplateColumn", &["attribute", "label"]),
    ("TemplateView", &["name", "dialect"]),
    ("TracesWritten", &["path"]),
    ("Trail", &["head"]),
    ("Trial", &["tier", "label", "sentence", "out_of_date"]),
    ("TrustExample", &["customer"]),
    ("TrailWritten", &["path"]),
    ("UncheckedSource", &["why"]),
    ("UnreadRecipe", &["file"]),
    ("UseCaseNeeds", &["sentence", "reasons", "cautions"]),
    (
        "UseCaseTemplate",
        &["template", "name", "problem", "measure"],
    ),
    ("UseCaseView", &["state"]),
    ("ValueView", &["state", "rule"]),
    ("VendorQuestionView", &["case", "question"]),
    ("VendorQuestions", &["sentence"]),
    ("WordChoice", &["meaning", "label"]),
    ("WordReading", &["value", "label", "state"]),
    ("WorkshopAgenda", &["sentence", "next"]),
];

const SENTENCES: Table = &[
    ("AgendaQuestion", &["text", "answer", "note"]),
    ("AnomalyView", &["sentence"]),
    ("AttributeDuties", &["note"]),
    ("ByHandWork", &["what", "who", "per"]),
    (
        "ChangeRequestView",
        &["what", "reason", "value", "verdict_reason"],
    ),
    ("ColumnProfileView", &["header"]),
    ("ColumnView", &["header", "transformation", "reason"]),
    ("ConnectionView", &["note"]),
    ("ConstantView", &["value"]),
    ("CustomerGraph", &["reasons"]),
    ("CustomerView", &["trail"]),
    ("DecisionLeft", &["what", "why"]),
    ("DeliveryView", &["list", "stale_because"]),
    ("DoubtfulRow", &["reason"]),
    ("EarlierTable", &["name"]),
    ("ErasureView", &["reason"]),
    ("EvidenceView", &["note"]),
    ("ExplanationView", &["sentence"]),
    ("Finding", &["sentence"]),
    ("Follows", &["sentence"]),
    ("FrozenRules", &["note"]),
    ("FrozenScope", &["reason", "use_case"]),
    ("Governance", &["gaps"]),
    ("GovernedRule", &["sentence", "reason", "concerns", "note"]),
    ("GraphNode", &["table"]),
    ("HistoryStep", &["sentence", "why"]),
    ("IncidentView", &["quote"]),
    ("JobView", &["outcome", "error"]),
    ("Lineage", &["table", "file", "column"]),
    ("ListCount", &["sentence"]),
    ("ListPair", &["one", "other"]),
    ("ListStep", &["sentence"]),
    ("ListTogether", &["lists"]),
    ("ListVersionView", &["sentence", "reason"]),
    ("ListView", &["name", "sentence"]),
    ("LoadView", &["table_name", "file"]),
    ("LogEntry", &["about_label", "text", "outcome"]),
    ("MappingSummary", &["name"]),
    ("MappingTaken", &["unknown", "missing"]),
    (
        "MappingView",
        &["name", "role_reason", "header_added", "header_gone"],
    ),
    ("OwnRecipeView", &["name", "table"]),
    ("PairRow", &["reason"]),
    ("PairView", &["note", "reason"]),
    ("PastLoad", &["table_name", "file"]),
    ("PastRows", &["table_name"]),
    ("PeopleChangeView", &["why"]),
    (
        "ProblemView",
        &["file", "sheet", "column", "message", "hint"],
    ),
    ("ProfileSummary", &["name", "file"]),
    ("ProjectSummary", &["undo", "redo"]),
    ("ReadinessFinding", &["sentence"]),
    ("RecipeOffer", &["name", "added", "gone"]),
    ("RecordView", &["table", "file"]),
    ("RegroupEffect", &["sentence"]),
    ("RowColumn", &["label"]),
    ("RowPage", &["title"]),
    ("RuleSince", &["before", "now"]),
    ("RuleVersionView", &["sentence", "reason"]),
    ("SavedList", &["name", "stale_because"]),
    ("SignOffRow", &["sentence"]),
    ("SourceDuties", &["note"]),
    (
        "SourceView",
        &["location", "format", "used_for", "refresh", "note"],
    ),
    ("SuppressionFile", &["parts"]),
    (
        "TablePlanView",
        &["file", "sheet", "header", "table_name", "role_reason"],
    ),
    ("TableView", &["name", "file"]),
    ("TeamSignOff", &["note"]),
    ("TemplateColumn", &["header", "reason"]),
    ("TraceRow", &["table", "file"]),
    ("Traces", &["checklist"]),
    ("TrailBroken", &["sentence"]),
    ("Undone", &["sentence"]),
    ("UnreadRecipe", &["what"]),
    (
        "UseCaseView",
        &["name", "problem", "measure", "baseline", "target", "note"],
    ),
    ("ValueMap", &["header"]),
    ("ValueView", &["header"]),
    ("WasteView", &["what"]),
    ("WordMeaning", &["said"]),
];

const VALUES: Table = &[
    ("BatchPair", &["left", "right", "left_says", "right_says"]),
    ("BlindPair", &["left", "right"]),
    ("ColumnProfileView", &["days", "freshest"]),
    ("ColumnView", &["samples"]),
    ("CommonValue", &["text"]),
    ("ConflictView", &["name", "winner"]),
    ("CustomerPart", &["name"]),
    ("CustomerRow", &["name", "email", "phone", "city"]),
    ("CustomerView", &["name"]),
    ("EvidenceView", &["left", "right"]),
    ("GoldenView", &["value"]),
    ("GraphNode", &["name"]),
    ("IdentifierView", &["value"]),
    ("LargestPerson", &["name"]),
    ("Lineage", &["raw"]),
    ("LeftOutPerson", &["name"]),
    ("ListPreview", &["sample"]),
    ("OtherValue", &["value"]),
    ("PairLine", &["left", "right"]),
    ("PairRow", &["left", "right"]),
    ("PreviewRow", &["cells"]),
    ("RecordView", &["record_key"]),
    ("RegroupedCustomer", &["name"]),
    ("Row", &["cells"]),
    ("RuleChange", &["name", "before", "after"]),
    ("SharedValue", &["value"]),
    ("StandingView", &["value"]),
    ("TablePlanView", &["raw_lines", "sample", "skipped"]),
    ("TraceRow", &["record_key"]),
    ("Traces", &["name"]),
    ("TrustExample", &["name", "says", "beside"]),
    ("ValueView", &["raw", "value"]),
    ("WordMeaning", &["word"]),
];

const HANDLES: Table = &[
    ("Figure", &["what"]),
    ("ListCondition", &["values", "named"]),
];

/// The tables, and what is in them.
const CLASSES: &[(Class, Table)] = &[
    (Class::Plain, PLAIN),
    (Class::Plain, checks::PLAIN),
    (Class::Page, &[("ReportPage", &["html"])]),
    (Class::Sentence, SENTENCES),
    (Class::Sentence, checks::SENTENCES),
    (Class::Value, VALUES),
    (Class::Handle, HANDLES),
    (Class::Plain, privacy::PLAIN),
    (Class::Sentence, privacy::SENTENCES),
    (Class::Value, privacy::VALUES),
];

/// What a member of a type is.
pub(crate) fn class(of: &str, member: &str) -> Class {
    CLASSES
        .iter()
        .find(|(_, table)| lists(table, of, member))
        .map_or(Class::Value, |(class, _)| *class)
}

fn lists(table: Table, of: &str, member: &str) -> bool {
    table
        .iter()
        .any(|(name, members)| *name == of && members.contains(&member))
}

/// Attributes whose values say nothing about who somebody is.
const TELLING_NOBODY: &[&str] = &[
    "title",
    "gender",
    "language",
    "country",
    "email_consent",
    "sms_consent",
    "phone_consent",
    "post_consent",
    "consent_source",
    "deletion_request",
    "event_kind",
    "event_status",
    "currency",
    "product",
    "sku",
    "quantity",
    "campaign",
];

/// Whether the values of an attribute may be shown to everybody.
pub(crate) fn tells_nobody(attribute: &str) -> bool {
    TELLING_NOBODY.contains(&attribute)
}

/// Those of them that are codes; the others are words somebody wrote, which may name a person all the same.
const CODES: &[&str] = &[
    "gender",
    "language",
    "country",
    "email_consent",
    "sms_consent",
    "phone_consent",
    "post_consent",
    "deletion_request",
    "currency",
    "sku",
    "quantity",
];

/// Whether the values of an attribute are codes.
pub(crate) fn is_code(attribute: &str) -> bool {
    CODES.contains(&attribute)
}

/// Members that hold a value of the attribute told beside them and nothing else. A raw cell may hold
/// more than that: a country may come from a whole address.
const OF_ITS_ATTRIBUTE: &[&str] = &[
    "value", "winner", "left", "right", "before", "after", "text", "freshest",
];

/// Whether a member holds a value of the attribute beside it, and nothing else.
pub(crate) fn is_of_its_attribute(member: &str) -> bool {
    OF_ITS_ATTRIBUTE.contains(&member)
}

#[cfg(test)]
mod tests;

//! What each text of a reply is, as far as a projector is concerned. A text that is in none of these
//! tables is masked; a test holds that each is in exactly one.

mod attributes;
mod checks;
mod mapping;
mod privacy;
mod review;

pub(crate) use attributes::{is_code, tells_nobody};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// The program's own words, codes, times, and names of the people who work here.
    Plain,
    /// A name of a source, a table or a file, or a path: what in it is personal is masked, and folders above a
    /// file are left out.
    Name,
    /// A name of a column: masked as a whole where it may be somebody's.
    Header,
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
    ("AppInfo", &["version"]),
    ("ApproachAdvice", &["missing"]),
    ("AttributeDuties", &["owner", "steward", "decider"]),
    ("AttributeRule", &["rule", "choices"]),
    ("AttributeView", &["code", "label", "family"]),
    ("CauseCount", &["sentence"]),
    ("ChangeSince", &["sentence", "screen", "part"]),
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
    ("ConflictAnswer", &["answer", "label"]),
    ("ConflictAttribute", &["rule", "decider"]),
    ("ConflictPerson", &["person"]),
    ("ConflictView", &["customer", "rule", "decider"]),
    ("ConnectionView", &["how", "how_label", "consent", "owner"]),
    ("Connections", &["sentence"]),
    ("ConsentPurpose", &["code", "label"]),
    ("CostSheet", &["sentence", "currency", "not_known"]),
    ("CoverageCell", &["state"]),
    ("CustomerPart", &["customer"]),
    ("CustomerRow", &["customer", "country"]),
    ("CustomerTimeline", &["customer"]),
    ("CustomerView", &["customer"]),
    ("DecisionCount", &["what"]),
    ("DecisionLog", &["sentence"]),
    (
        "DeliveryView",
        &[
            "destination",
            "written_at",
            "by",
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
    ("Factor", &["factor", "question", "answer"]),
    ("FactorChoice", &["code", "label"]),
    (
        "Figure",
        &["attribute", "state", "which", "measure", "detail", "check"],
    ),
    (
        "Finding",
        &["severity", "action", "owner", "screen", "list"],
    ),
    ("Follows", &["verdict"]),
    ("FrozenRules", &["at", "who"]),
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
    ("ListPreview", &["window", "checked_against"]),
    (
        "ListTemplate",
        &["code", "name", "about", "purpose", "sentence"],
    ),
    ("Lists", &["refused_recipes"]),
    ("ListCondition", &["kind", "subject", "test"]),
    ("ListCount", &["window"]),
    ("ListStep", &["because"]),
    ("ListVersionView", &["purpose", "who", "at"]),
    ("ListView", &["code", "purpose", "destinations"]),
    ("LoadView", &["loaded_at"]),
    (
        "LogEntry",
        &["at", "kind", "about", "owner", "due", "state", "settled_at"],
    ),
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
    ("MendView", &["by", "at"]),
    ("NeededKind", &["kind", "label", "state"]),
    ("NextAudit", &["last", "due"]),
    ("NextStep", &["label", "screen"]),
    ("OtherValue", &["as_of"]),
    ("Overdue", &["sentence"]),
    ("Overview", &["headline"]),
    ("OwnRecipeView", &["system", "role", "saved"]),
    ("PastLoad", &["loaded_at", "term"]),
    ("PastRows", &["before"]),
    ("PeopleChangeCount", &["change"]),
    ("PeopleChangeView", &["change"]),
    ("ProblemPage", &["by_severity", "by_code"]),
    ("ProblemFix", &["kind", "attribute", "date_order"]),
    ("ProblemView", &["code", "severity"]),
    ("ProfileSummary", &["format", "newest", "exported"]),
    ("ProjectSummary", &["created_at", "out_of_date"]),
    ("RaciRow", &["rule", "label", "cells"]),
    ("RaciTable", &["gaps"]),
    ("Readiness", &["sentence", "not_known"]),
    ("ReadinessFinding", &["action", "owner", "screen", "list"]),
    ("ReadinessPart", &["part", "label", "definition", "unknown"]),
    ("ReadingView", &["format", "encoding", "delimiter", "quote"]),
    ("RecentProject", &["opened_at"]),
    ("RecordView", &["customer"]),
    ("RefreshDue", &["sentence"]),
    ("RegroupEffect", &["gone"]),
    ("RegroupedCustomer", &["customer"]),
    ("Row", &["customer"]),
    ("RuleChange", &["customer"]),
    ("RuleChoice", &["code", "label", "sentence"]),
    ("RuleEffect", &["sentence"]),
    ("RuleOption", &["choice", "label", "sentence"]),
    ("RuleSince", &["rule", "change"]),
    ("RuleVersionView", &["choice", "who", "at"]),
    ("RunComparison", &["sentence"]),
    ("RunMoment", &["ran_at"]),
    ("SavedList", &["code", "last_delivered"]),
    ("SinceLast", &["ran_at", "sentence"]),
    ("Scope", &["sentence", "changed"]),
    ("SetAsideRow", &["code"]),
    ("SignOffRow", &["rule", "cells"]),
    ("SignOffs", &["sentence"]),
    ("SourceDuties", &["owner", "steward", "decider"]),
    ("SourceMark", &["letters"]),
    ("SourceView", &["kind", "kind_label", "party", "owner"]),
    ("StaleDetails", &["sentence"]),
    ("StandingView", &["standing", "mark"]),
    ("StratumView", &["stratum", "label"]),
    ("SummaryFact", &["fact", "state"]),
    ("SuppressionFile", &["destination", "sha256"]),
    ("TablePlanView", &["role", "system", "recognised"]),
    ("TableView", &["role", "loaded_at"]),
    ("TeamSignOff", &["team", "label", "state", "person", "at"]),
    ("TeamView", &["team", "label"]),
    ("TierView", &["tier", "label", "sentence"]),
    ("TimelineEntry", &["kind", "day", "clock", "zone"]),
    ("TimelineKind", &["kind"]),
    ("Traces", &["customer"]),
    ("TemplateColumn", &["attribute", "label"]),
    ("TemplateView", &["dialect"]),
    ("Trail", &["head"]),
    ("Trial", &["tier", "label", "sentence", "out_of_date"]),
    ("TrustExample", &["customer"]),
    ("UncheckedSource", &["why"]),
    ("UseCaseNeeds", &["sentence", "reasons", "cautions"]),
    (
        "UseCaseTemplate",
        &["template", "name", "problem", "measure"],
    ),
    ("UseCaseView", &["measured_by", "state"]),
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
    ("AttributeDuties", &["note", "rule"]),
    ("ByHandWork", &["what", "who", "per"]),
    (
        "ChangeRequestView",
        &["what", "reason", "value", "verdict_reason"],
    ),
    ("ColumnView", &["transformation", "reason"]),
    ("ConnectionView", &["note"]),
    ("Connections", &["consent_told"]),
    ("ConstantView", &["value"]),
    ("CustomerGraph", &["reasons"]),
    ("CustomerView", &["trail"]),
    ("DecisionLeft", &["what", "why"]),
    (
        "DeliveryView",
        &["list", "rules", "stale_because", "warnings"],
    ),
    ("DoubtfulRow", &["reason"]),
    ("ErasureView", &["reason"]),
    ("EvidenceView", &["note"]),
    ("ExplanationView", &["sentence"]),
    ("Finding", &["sentence", "needed_for"]),
    ("Follows", &["sentence"]),
    ("FrozenRules", &["note", "sentences"]),
    ("FrozenScope", &["reason", "use_case"]),
    ("Governance", &["gaps"]),
    ("GovernedRule", &["sentence", "reason", "concerns", "note"]),
    ("HistoryStep", &["sentence", "why"]),
    ("IncidentView", &["quote"]),
    ("JobView", &["outcome", "error"]),
    ("ListCount", &["sentence"]),
    ("ListPair", &["one", "other"]),
    ("ListPreview", &["warnings"]),
    ("ListStep", &["sentence"]),
    ("ListTogether", &["lists"]),
    ("ListVersionView", &["sentence", "reason"]),
    ("ListView", &["name", "sentence"]),
    ("LogEntry", &["about_label", "text", "outcome"]),
    ("MappingView", &["role_reason"]),
    ("PairRow", &["reason"]),
    ("PairView", &["note", "reason"]),
    ("PeopleChangeView", &["why"]),
    ("ProblemView", &["message", "hint"]),
    ("ProjectSummary", &["undo", "redo"]),
    ("ReadinessFinding", &["sentence", "needed_for"]),
    ("RegroupEffect", &["sentence"]),
    ("RowMended", &["sentence"]),
    ("RowPage", &["title", "file_name"]),
    ("RuleSince", &["before", "now"]),
    ("RuleVersionView", &["sentence", "reason"]),
    ("StandingView", &["reason"]),
    ("SavedList", &["name", "stale_because"]),
    ("SetAsideRow", &["refused"]),
    ("SignOffRow", &["sentence"]),
    ("SourceDuties", &["note"]),
    (
        "SourceView",
        &["location", "format", "used_for", "refresh", "note"],
    ),
    ("SourceView", &["lawful_basis"]),
    ("SummaryFact", &["sentence"]),
    ("SuppressionFile", &["parts"]),
    ("TablePlanView", &["role_reason"]),
    ("TeamSignOff", &["note", "changed"]),
    ("TimelineEntry", &["sentence"]),
    ("TemplateColumn", &["reason"]),
    ("Traces", &["checklist"]),
    ("TrailBroken", &["sentence"]),
    ("Undone", &["sentence"]),
    ("UnreadRecipe", &["what"]),
    (
        "UseCaseView",
        &["name", "problem", "measure", "baseline", "target", "note"],
    ),
    ("WasteView", &["what"]),
    ("WordMeaning", &["said"]),
];

const VALUES: Table = &[
    ("AsideCell", &["text"]),
    ("AsideRow", &["text", "reason"]),
    ("BatchPair", &["left", "right", "left_says", "right_says"]),
    ("BlindPair", &["left", "right"]),
    ("CaseCell", &["values"]),
    ("CaseLine", &["left", "right"]),
    ("CaseRecord", &["record_key"]),
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
    ("HeldValue", &["value"]),
    ("IdentifierView", &["value"]),
    ("LargestPerson", &["name"]),
    ("Lineage", &["raw", "read_as"]),
    ("LeftOutPerson", &["name"]),
    ("ListPreview", &["sample"]),
    ("MendView", &["text"]),
    ("OtherValue", &["value"]),
    ("PairLine", &["left", "right"]),
    ("PairRow", &["left", "right"]),
    ("PreviewRow", &["cells"]),
    ("RecordView", &["record_key"]),
    ("RegroupedCustomer", &["name"]),
    ("Row", &["cells"]),
    ("RuleChange", &["name", "before", "after"]),
    ("SetAsideRow", &["text", "reason"]),
    ("SharedValue", &["value"]),
    ("StandingView", &["value"]),
    ("TablePlanView", &["raw_lines", "sample", "skipped"]),
    ("TraceRow", &["record_key"]),
    ("Traces", &["name"]),
    ("TrustExample", &["name", "says", "beside"]),
    ("ValueView", &["raw", "value"]),
    ("WordMeaning", &["word"]),
];

const NAMES: Table = &[
    ("AppInfo", &["open", "locked", "projects_folder"]),
    ("CaseRecord", &["table", "file"]),
    ("DecisionsSaved", &["path"]),
    ("DeliveryView", &["files"]),
    ("DestinationView", &["name"]),
    ("EarlierTable", &["name"]),
    ("GraphNode", &["table"]),
    ("Lineage", &["table", "file"]),
    ("LoadView", &["table_name", "file"]),
    ("OwnRecipeView", &["file", "source", "name", "table"]),
    ("OwnRecipes", &["folder"]),
    ("PastLoad", &["table_name", "file"]),
    ("PastRows", &["table_name"]),
    ("Pasted", &["path"]),
    ("ProblemView", &["file", "sheet"]),
    ("ProfileSummary", &["name", "file"]),
    ("ProjectSummary", &["path", "name"]),
    ("RecentProject", &["path", "name"]),
    ("RecipeOffer", &["file", "name"]),
    ("RecordView", &["table", "file"]),
    ("RowsWritten", &["path"]),
    ("SetAsideRow", &["table", "file"]),
    ("SourceMark", &["name"]),
    ("SuppressionDelivered", &["folder", "manifest"]),
    ("SuppressionFile", &["path"]),
    (
        "TablePlanView",
        &["source_name", "file", "sheet", "table_name"],
    ),
    ("TableView", &["name", "file"]),
    ("TemplateView", &["name"]),
    ("TimelineEntry", &["table", "file"]),
    ("TraceRow", &["table", "file"]),
    ("TracesWritten", &["path"]),
    ("TrailWritten", &["path"]),
    ("UnreadRecipe", &["file"]),
];

const HEADERS: Table = &[
    ("AsideCell", &["header"]),
    ("ColumnProfileView", &["header"]),
    ("Lineage", &["column"]),
    ("ListPreview", &["columns"]),
    ("ProblemView", &["column"]),
    ("RecipeOffer", &["added", "gone"]),
    ("RowColumn", &["label"]),
    ("TablePlanView", &["header"]),
    ("TemplateColumn", &["header"]),
    ("ValueMap", &["header"]),
    ("ValueView", &["header"]),
];

const HANDLES: Table = &[
    ("Figure", &["part", "what"]),
    ("ListCondition", &["values", "named"]),
    ("TablePlanView", &["key"]),
];

/// The tables, and what is in them.
pub(crate) const CLASSES: &[(Class, Table)] = &[
    (Class::Plain, PLAIN),
    (Class::Plain, checks::PLAIN),
    (Class::Page, &[("ReportPage", &["html"])]),
    (Class::Sentence, SENTENCES),
    (Class::Sentence, checks::SENTENCES),
    (Class::Name, checks::NAMES),
    (Class::Value, VALUES),
    (Class::Name, NAMES),
    (Class::Header, HEADERS),
    (Class::Handle, HANDLES),
    (Class::Plain, privacy::PLAIN),
    (Class::Plain, review::PLAIN),
    (Class::Plain, mapping::PLAIN),
    (Class::Name, mapping::NAMES),
    (Class::Header, mapping::HEADERS),
    (Class::Sentence, privacy::SENTENCES),
    (Class::Name, privacy::NAMES),
    (Class::Header, privacy::HEADERS),
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

/// Members that hold a value of the attribute told beside them and nothing else. A raw cell may hold
/// more than that: a country may come from a whole address.
const OF_ITS_ATTRIBUTE: &[&str] = &[
    "value", "values", "winner", "left", "right", "before", "after", "text", "freshest",
];

/// Whether a member holds a value of the attribute beside it, and nothing else.
pub(crate) fn is_of_its_attribute(member: &str) -> bool {
    OF_ITS_ATTRIBUTE.contains(&member)
}

#[cfg(test)]
mod tests;

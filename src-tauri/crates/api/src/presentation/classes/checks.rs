//! What the texts of checks and reports are.

use super::Table;

pub(super) const PLAIN: Table = &[
    ("CampaignPurpose", &["purpose"]),
    ("CheckFigure", &["of"]),
    ("CheckInput", &["gave"]),
    ("CheckLine", &["verdict"]),
    ("CheckMonth", &["months", "month"]),
    ("CheckPerson", &["customer"]),
    ("CheckPicture", &["kind", "title", "sentence", "columns"]),
    ("CheckPoint", &["ran_at"]),
    (
        "CheckView",
        &[
            "check",
            "title",
            "sentence",
            "definition",
            "window",
            "verdict",
            "unknown",
            "owner",
        ],
    ),
    ("CheckWindow", &["about"]),
    ("FlowChanged", &["changed_on"]),
    ("InputFact", &["about"]),
    ("PersonalisationView", &["sentence", "unknown"]),
    ("ProductView", &["product", "category"]),
    (
        "ScoreLine",
        &[
            "code",
            "part",
            "label",
            "definition",
            "of",
            "unknown",
            "owner",
        ],
    ),
    ("Scorecard", &["sentence"]),
    ("UseCaseCompleteness", &["template", "sentence"]),
];

pub(super) const SENTENCES: Table = &[
    ("CampaignPurpose", &["campaign"]),
    ("CheckLine", &["label", "note"]),
    ("CheckPerson", &["why"]),
    ("FlowChanged", &["flow"]),
    ("FlowChoice", &["flow"]),
    ("InputFact", &["told"]),
    ("ProductView", &["goes_with"]),
    ("UseCaseCompleteness", &["name"]),
];

pub(super) const NAMES: Table = &[("CheckInput", &["table"]), ("ReportWritten", &["path"])];

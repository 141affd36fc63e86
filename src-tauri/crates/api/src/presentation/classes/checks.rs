//! What the texts of checks and reports are.

use super::Table;

pub(super) const PLAIN: Table = &[
    ("CheckFigure", &["of"]),
    ("CheckInput", &["table", "gave"]),
    ("CheckLine", &["verdict"]),
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
    ("ReportWritten", &["path"]),
];

pub(super) const SENTENCES: Table = &[
    ("CheckLine", &["label", "note"]),
    ("CheckPerson", &["why"]),
    ("ReportPage", &["html"]),
];

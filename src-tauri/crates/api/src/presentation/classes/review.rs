//! What the texts of replies about pairs and their review are.

use super::Table;

pub(super) const PLAIN: Table = &[
    ("BatchRow", &["batch", "evidence"]),
    ("BatchView", &["batch", "evidence"]),
    ("BlockingView", &["rule"]),
    ("CaseCell", &["agreement"]),
    ("CaseLine", &["agreement"]),
    ("CaseRecord", &["customer"]),
    ("EvidenceView", &["comparison", "level"]),
    ("PairChoices", &["doubts"]),
    ("PairLine", &["agreement"]),
    ("PairRow", &["verdict"]),
    ("PairView", &["verdict"]),
    ("Reviewers", &["first", "second", "warning"]),
    ("SampleBefore", &["ran_at"]),
    ("SampleView", &["told"]),
    ("SecondPage", &["people"]),
];

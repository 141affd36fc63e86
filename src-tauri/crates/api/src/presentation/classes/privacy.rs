//! What the texts of replies about permissions are.

use super::Table;

pub(super) const PLAIN: Table = &[
    (
        "ChannelLedger",
        &["state", "unknown", "regime", "regime_label"],
    ),
    ("ConsentLedger", &["customer", "country", "country_unknown"]),
    (
        "ConsentStatement",
        &["state", "evidence", "time", "time_of"],
    ),
    ("ConsentSummary", &["rule"]),
    ("Contradiction", &["customer"]),
    ("PurgePreview", &["rule", "first_kept", "lists", "sentence"]),
    ("RegimeCount", &["regime", "label"]),
    ("SilentSource", &["unknown"]),
    ("SourceConsents", &["state"]),
    ("StateCount", &["state"]),
];

pub(super) const SENTENCES: Table = &[
    ("ChannelLedger", &["why"]),
    ("ConsentStatement", &["table", "file", "column"]),
    ("ConsentSummary", &["doubted"]),
];

pub(super) const VALUES: Table = &[
    ("ConsentLedger", &["name"]),
    ("ConsentStatement", &["raw", "origin"]),
    ("Contradiction", &["name"]),
];

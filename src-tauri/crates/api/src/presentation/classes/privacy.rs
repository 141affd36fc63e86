//! What the texts of replies about permissions, requests of people and backups are.

use super::Table;

pub(super) const PLAIN: Table = &[
    ("BackupView", &["backup", "at"]),
    (
        "AskedInFile",
        &[
            "kind", "customer", "country", "region", "asked_on", "due_on",
        ],
    ),
    ("AskerFound", &["sentence"]),
    (
        "ChannelLedger",
        &["state", "unknown", "regime", "regime_label"],
    ),
    (
        "ConsentLedger",
        &["customer", "country", "country_by_phone", "country_unknown"],
    ),
    (
        "ConsentStatement",
        &["state", "evidence", "time", "time_of", "purpose"],
    ),
    ("Contradiction", &["customer"]),
    (
        "DataRequestView",
        &[
            "kind",
            "customer",
            "country",
            "region",
            "received_on",
            "due_on",
            "who",
            "state",
            "settled_on",
        ],
    ),
    ("DataRequests", &["sentence"]),
    ("DoneInFile", &["kind", "customer"]),
    ("ProofWritten", &["sha256"]),
    ("PurgePreview", &["first_kept", "sentence"]),
    ("RegimeCount", &["regime", "label"]),
    ("RegionConsents", &["region", "label"]),
    ("RequestSystem", &["label", "to_do", "done_on", "who"]),
    ("RequestTermView", &["region", "label", "term", "in_words"]),
    ("SilentSource", &["unknown"]),
    ("SourceConsents", &["state"]),
    ("StateCount", &["state"]),
];

pub(super) const SENTENCES: Table = &[
    ("AskedInFile", &["because"]),
    ("BackupRestored", &["sentence"]),
    ("BackupView", &["last"]),
    ("Backups", &["failed"]),
    ("ChannelLedger", &["why"]),
    ("ConsentSummary", &["rule", "doubted", "kept_out"]),
    ("DataRequestView", &["because", "note", "outcome"]),
    ("DoneInFile", &["sentence"]),
    ("PurgePreview", &["rule", "lists", "dated"]),
    ("RegionConsents", &["note"]),
];

pub(super) const NAMES: Table = &[
    ("Backups", &["path", "folder", "unsure"]),
    ("ConsentStatement", &["table", "file"]),
    ("ProofWritten", &["path"]),
];

pub(super) const HEADERS: Table = &[
    ("ConsentStatement", &["column"]),
    ("DoneInFile", &["column"]),
];

pub(super) const VALUES: Table = &[
    ("AskedInFile", &["name"]),
    ("ConsentLedger", &["name"]),
    ("ConsentStatement", &["raw", "read_as", "origin"]),
    ("Contradiction", &["name"]),
    ("DataRequestView", &["name"]),
    ("DoneInFile", &["name", "says"]),
];

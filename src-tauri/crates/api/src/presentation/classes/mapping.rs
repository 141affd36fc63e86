//! What the texts of replies about mappings and the schema are.

use super::Table;

pub(super) const PLAIN: Table = &[
    ("MappingSummary", &["role"]),
    ("SchemaAttribute", &["hint"]),
];

pub(super) const NAMES: Table = &[
    ("MappingSaved", &["path"]),
    ("MappingSummary", &["name"]),
    ("MappingView", &["name"]),
    ("SchemaColumn", &["table_name"]),
];

pub(super) const HEADERS: Table = &[
    ("ColumnView", &["header"]),
    ("MappingTaken", &["unknown", "missing"]),
    ("MappingView", &["header_added", "header_gone"]),
    ("SchemaColumn", &["header"]),
];

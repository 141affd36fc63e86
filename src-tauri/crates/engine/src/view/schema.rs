//! The common schema as people read it.

use serde::Serialize;
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// The common schema.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Schema {
    /// Its edition: another one has other attributes.
    pub edition: u32,
    /// Every attribute in the order of the schema, those of one's own behind it by name.
    pub attributes: Vec<SchemaAttribute>,
}

/// One attribute of the schema.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchemaAttribute {
    /// The attribute.
    pub attribute: AttributeView,
    /// What belongs there, in a sentence.
    pub hint: String,
    /// Whether it is one of one's own.
    pub is_own: bool,
    /// The columns that are read as it, table by table.
    pub columns: Vec<SchemaColumn>,
}

/// A column that is read as an attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchemaColumn {
    /// Its source.
    pub source: SourceMark,
    /// Its table.
    pub table: i64,
    /// What the table is called.
    pub table_name: String,
    /// Position in the file, from 0.
    pub column: usize,
    /// Header as in the file.
    pub header: String,
}

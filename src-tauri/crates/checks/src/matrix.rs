//! The coverage matrix: sources × attributes, with "we do not know" kept apart from zero.

use rollcall_model::{Attribute, SourceId, Unknown};
use serde::{Deserialize, Serialize};

use crate::{AttributeCoverage, CoverageTally};

/// A source of the inventory, loaded or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStanding {
    /// The source.
    pub source: SourceId,
    /// Whether anybody has told yet what the source holds.
    pub is_asked: bool,
}

/// What is known of one attribute in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum CoverageCell {
    /// Counted.
    Known(AttributeCoverage),
    /// Not known, and why; never a number.
    Unknown(Unknown),
}

/// The matrix. `cells[s][a]` belongs to `sources[s]` and `attributes[a]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageMatrix {
    /// The rows, in the order they were asked for.
    pub sources: Vec<SourceId>,
    /// The columns, in the order of the schema.
    pub attributes: Vec<Attribute>,
    /// One row of cells per source.
    pub cells: Vec<Vec<CoverageCell>>,
}

impl CoverageCell {
    /// The word of the cell when there is no usable value in it: the reason of an unknown cell, and
    /// for a counted one that every row is blank or that nothing in it is valid. A table without
    /// rows has no value to miss and no word.
    pub fn unknown(&self) -> Option<Unknown> {
        match self {
            Self::Unknown(reason) => Some(*reason),
            Self::Known(counts) if counts.rows == 0 || counts.valid > 0 => None,
            Self::Known(counts) if counts.filled == 0 => Some(Unknown::Blank),
            Self::Known(_) => Some(Unknown::Invalid),
        }
    }

    /// The share of rows with a usable value, 0 to 1; nothing when unknown or without rows.
    pub fn share_valid(&self) -> Option<f64> {
        match self {
            Self::Known(counts) if counts.rows > 0 => {
                Some(counts.valid as f64 / counts.rows as f64)
            }
            _ => None,
        }
    }
}

impl CoverageTally {
    /// The matrix of the given sources and every attribute some table has.
    pub fn matrix(&self, sources: &[SourceStanding]) -> CoverageMatrix {
        let attributes: Vec<Attribute> = self.attributes().into_iter().collect();
        let cells = sources
            .iter()
            .map(|standing| {
                attributes
                    .iter()
                    .map(|attribute| self.cell(*standing, attribute))
                    .collect()
            })
            .collect();
        CoverageMatrix {
            sources: sources.iter().map(|standing| standing.source).collect(),
            attributes,
            cells,
        }
    }

    fn cell(&self, standing: SourceStanding, attribute: &Attribute) -> CoverageCell {
        if let Some(counts) = self.of_source(standing.source, attribute) {
            CoverageCell::Known(counts)
        } else if self.has_table(standing.source) {
            CoverageCell::Unknown(Unknown::NoColumn)
        } else if standing.is_asked {
            CoverageCell::Unknown(Unknown::NoFile)
        } else {
            CoverageCell::Unknown(Unknown::NotAsked)
        }
    }
}

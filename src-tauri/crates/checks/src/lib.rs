//! The measures: coverage, overlap, suppression.

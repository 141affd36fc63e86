//! Columns of a source become attributes of the common schema: suggest, check, apply.

//! The use cases: import, map, link, unify, decide, deliver; jobs, undo.

pub mod view;

//! The use cases: import, map, link, unify, decide, deliver; jobs, undo.

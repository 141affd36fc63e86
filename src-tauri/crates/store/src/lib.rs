//! The project file: the one room with SQL.

//! The one face of the core: the command table, its wire types and errors.

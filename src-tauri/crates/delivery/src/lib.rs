//! Lists, destinations, safe files and the report.

//! Upload files of every destination: golden bytes, the platforms' own rules, caps, spreadsheets.

mod caps;
mod cast;
mod documents;
mod golden;
mod parted;
mod recipes;
mod rules;
mod rules_of_tools;
mod spreadsheets;
mod workbook;

//! Upload files of every destination: golden bytes, the platforms' own rules, caps, spreadsheets.

mod caps;
mod cast;
mod documents;
mod golden;
#[path = "../shared/libreoffice.rs"]
mod libreoffice;
mod limits;
mod parted;
mod read_back;
mod recipes;
mod rfc4180;
mod rules;
mod rules_of_tools;
mod spreadsheets;
mod workbook;

//! The columns of names, cell by cell, and what each holds.

use super::cells::{Cells, Flat, Member, RecordLists, TableColumn, TextLists};
use super::letters::with_letter_sets;

/// Cells of the columns of names, a row a record.
pub(super) struct NameCells {
    pub(super) given: Vec<String>,
    pub(super) given_letters: TextLists,
    pub(super) given_forms: TextLists,
    pub(super) given_bits: Vec<f64>,
    pub(super) family: Vec<String>,
    pub(super) family_letters: TextLists,
    pub(super) family_parts: TextLists,
    pub(super) family_bits: Vec<f64>,
    pub(super) former: Vec<String>,
    pub(super) full_bits: Vec<f64>,
    pub(super) middle_words: TextLists,
    pub(super) middle_forms: TextLists,
    pub(super) middles: RecordLists,
    pub(super) spellings: RecordLists,
    pub(super) several: Vec<bool>,
}

impl NameCells {
    pub(super) fn new() -> Self {
        Self {
            given: Vec::new(),
            given_letters: TextLists::default(),
            given_forms: TextLists::default(),
            given_bits: Vec::new(),
            family: Vec::new(),
            family_letters: TextLists::default(),
            family_parts: TextLists::default(),
            family_bits: Vec::new(),
            former: Vec::new(),
            full_bits: Vec::new(),
            middle_words: TextLists::default(),
            middle_forms: TextLists::default(),
            middles: with_letter_sets(&[("text", Member::Text(String::new()))]),
            spellings: RecordLists::new(&[
                ("given", Member::Text(String::new())),
                ("family", Member::Text(String::new())),
            ]),
            several: Vec::new(),
        }
    }

    /// The columns.
    pub(super) fn columns(self) -> Vec<TableColumn> {
        let single = |name: &str, about: &str, flat| TableColumn {
            name: name.to_owned(),
            about: about.to_owned(),
            cells: Cells::Single(flat),
        };
        let listed = |name: &str, about: &str, cells| TableColumn {
            name: name.to_owned(),
            about: about.to_owned(),
            cells,
        };
        vec![
            single("given", "First given name, folded.", Flat::Text(self.given)),
            listed(
                "given_letters",
                "Its letters, each with the number of its place among equal ones.",
                self.given_letters.finish(),
            ),
            listed(
                "given_forms",
                "The names it is a form of (Liz of Elizabeth), shipped and learnt.",
                self.given_forms.finish(),
            ),
            single(
                "given_bits",
                "How rare it is: -log2 of its share of the people.",
                Flat::Real(self.given_bits),
            ),
            single(
                "family",
                "Family name as one word, folded.",
                Flat::Text(self.family),
            ),
            listed(
                "family_letters",
                "Its letters, as of the given name.",
                self.family_letters.finish(),
            ),
            listed(
                "family_parts",
                "The words of a double family name.",
                self.family_parts.finish(),
            ),
            single(
                "family_bits",
                "How rare it is, as of the given name.",
                Flat::Real(self.family_bits),
            ),
            single("former", "An earlier family name.", Flat::Text(self.former)),
            single(
                "full_bits",
                "How rare given and family name together are.",
                Flat::Real(self.full_bits),
            ),
            listed(
                "middle_words",
                "Middle and further given names.",
                self.middle_words.finish(),
            ),
            listed(
                "middle_forms",
                "The names those are forms of.",
                self.middle_forms.finish(),
            ),
            listed(
                "middles",
                "Middle and further given names with their letters as sets of bits.",
                self.middles.finish(),
            ),
            listed(
                "spellings",
                "Given and family name as a mailbox may spell them: each part, each full form.",
                self.spellings.finish(),
            ),
            single(
                "several_names",
                "The record holds more than one given, family or former name; only the first stands here.",
                Flat::Flag(self.several),
            ),
        ]
    }
}

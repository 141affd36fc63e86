//! Words for the status of orders that nobody knows.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, RecordId, StandardValue, ValueState};
use rollcall_standardise::event_kind::EventKind;
use rollcall_standardise::order_status;

use super::KEPT_ROWS;
use crate::records;

/// So many different words are remembered.
const REMEMBERED: usize = 50;
/// So many are told.
const TOLD: usize = 5;
/// A longer text is a remark, not a word for a status, and is not repeated.
const LONGEST: usize = 40;

/// The unknown words of one column.
#[derive(Default)]
pub(super) struct UnknownWords {
    pub(super) rows: u64,
    pub(super) records: Vec<RecordId>,
    words: BTreeMap<String, u64>,
}

impl UnknownWords {
    pub(super) fn add(&mut self, word: &str, record: RecordId) {
        self.rows += 1;
        if self.records.len() < KEPT_ROWS {
            self.records.push(record);
        }
        let is_word = word.chars().count() <= LONGEST;
        if let Some(count) = self.words.get_mut(word) {
            *count += 1;
        } else if is_word && self.words.len() < REMEMBERED {
            self.words.insert(word.to_owned(), 1);
        }
    }

    /// The commonest of them, in quotes.
    pub(super) fn told(&self) -> String {
        let mut commonest: Vec<(&String, &u64)> = self.words.iter().collect();
        commonest.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), *word));
        let told: Vec<String> = commonest
            .iter()
            .take(TOLD)
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        if told.is_empty() {
            return String::new();
        }
        let more = if commonest.len() > TOLD {
            " and others"
        } else {
            ""
        };
        format!(": {}{more}", told.join(", "))
    }
}

/// The status of an order that nothing is known of, and its column. How far a deal is, is told with the deals.
pub(super) fn unknown(values: &[StandardValue]) -> Option<(Option<usize>, &str)> {
    let is_order = records::first(values, &Attribute::OrderId).is_some()
        || records::first(values, &Attribute::Amount).is_some();
    if !is_order || records::event_kind(values) == Some(EventKind::Deal) {
        return None;
    }
    values
        .iter()
        .find(|value| {
            value.state == ValueState::Valid
                && value.target.attribute == Attribute::EventStatus
                && order_status::read(&value.value).is_none()
        })
        .map(|value| (value.column, value.value.as_str()))
}

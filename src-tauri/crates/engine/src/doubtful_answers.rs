//! Answers in columns of which nobody has said yet whether they are a permission: a plain no keeps
//! people off lists to reach them, a yes permits nothing.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use rollcall_delivery::InDoubt;
use rollcall_golden::{GoldenRecord, GoldenValue};
use rollcall_mapping::{
    PlainAnswer, custom_name, is_in_doubt, is_permission, may_permit, plain_answer,
};
use rollcall_model::{
    Attribute, ColumnMapping, CustomerId, Mapping, MappingState, RecordId, grouped,
};
use rollcall_store::Store;

use crate::EngineError;

/// The share of answers from which on a bare no refuses: elsewhere it answers something else.
const MOSTLY_ANSWERS: f64 = 0.6;

/// The columns in doubt and what customers say in them.
#[derive(Default)]
pub(crate) struct DoubtfulAnswers {
    columns: BTreeMap<Attribute, Column>,
    customers: HashMap<CustomerId, InDoubt>,
}

#[derive(Default)]
struct Column {
    header: String,
    tables: BTreeSet<String>,
    /// Whether it is suggested as a permission, so that its no is a refusal like any other already.
    is_permission: bool,
    /// Whether nobody has answered; otherwise only customers of before still hold it.
    is_open: bool,
    values: u64,
    answers: u64,
    said_no: u64,
    said_yes: u64,
}

impl Column {
    fn obeys_bare_no(&self) -> bool {
        self.is_permission || self.answers as f64 >= MOSTLY_ANSWERS * self.values as f64
    }
}

impl DoubtfulAnswers {
    /// The columns of the tables in use that are in doubt, or were until the customers are made anew.
    pub(crate) fn of(store: &Store) -> Result<Self, EngineError> {
        let mut doubtful = Self::default();
        for load in store.current_loads()? {
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            for column in &stored.mapping.columns {
                doubtful.add_column(&stored.mapping, column, &load.table_name);
            }
        }
        Ok(doubtful)
    }

    fn add_column(&mut self, mapping: &Mapping, column: &ColumnMapping, table: &str) {
        let Some(target) = &column.target else {
            return;
        };
        let permits =
            is_permission(&target.attribute) || target.attribute == Attribute::ConsentState;
        let is_unsure = column.state == MappingState::Unsure || is_in_doubt(mapping, column);
        let asks = match &target.attribute {
            Attribute::Custom(_) => is_unsure && may_permit(&column.header),
            _ => permits,
        };
        if !asks {
            return;
        }
        let name = Attribute::Custom(custom_name(&column.header, column.column));
        let known = self.columns.entry(name).or_default();
        column.header.trim().clone_into(&mut known.header);
        known.is_permission |= permits;
        if is_unsure {
            known.is_open = true;
            known.tables.insert(table.to_owned());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Under which attributes customers hold what stands in them.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.columns.keys()
    }

    /// Counts how many of the values of a column are answers; for all customers before any is asked.
    pub(crate) fn count(&mut self, golden: &GoldenRecord) {
        for value in &golden.values {
            let Some(column) = self.columns.get_mut(&value.attribute) else {
                continue;
            };
            for (text, _) in said(value) {
                column.values += 1;
                column.answers += u64::from(plain_answer(text).is_some());
            }
        }
    }

    /// The records in which a customer refuses; notes what the customer said.
    pub(crate) fn refusals(
        &mut self,
        customer: CustomerId,
        golden: &GoldenRecord,
    ) -> BTreeSet<RecordId> {
        let mut refusals = BTreeSet::new();
        for value in &golden.values {
            let Some(column) = self.columns.get_mut(&value.attribute) else {
                continue;
            };
            let (mut says_no, mut says_yes) = (false, false);
            for (text, records) in said(value) {
                match plain_answer(text) {
                    Some(PlainAnswer::No) if !column.obeys_bare_no() => {}
                    Some(PlainAnswer::No | PlainAnswer::Refusal) => {
                        says_no = true;
                        refusals.extend(records.iter().copied());
                    }
                    Some(PlainAnswer::Yes) => says_yes = true,
                    None => {}
                }
            }
            column.said_no += u64::from(says_no);
            column.said_yes += u64::from(says_yes && !says_no);
            let answer = match (says_no, says_yes) {
                (true, _) => InDoubt::No,
                (false, true) => InDoubt::Yes,
                _ => continue,
            };
            self.customers
                .entry(customer)
                .and_modify(|known| *known = answer.min(*known))
                .or_insert(answer);
        }
        refusals
    }

    /// What a customer says in them.
    pub(crate) fn of_customer(&self, customer: CustomerId) -> Option<InDoubt> {
        self.customers.get(&customer).copied()
    }

    /// What has to be answered before a list can be right, one sentence a column.
    pub(crate) fn questions(&self) -> Vec<String> {
        self.columns
            .values()
            .filter(|column| {
                column.is_open
                    && (column.is_permission || column.said_no > 0 || column.said_yes > 0)
            })
            .map(question)
            .collect()
    }
}

fn question(column: &Column) -> String {
    let tables: Vec<&str> = column.tables.iter().map(String::as_str).collect();
    let no = if column.is_permission {
        "a no in it is obeyed".to_owned()
    } else {
        format!(
            "a no in it is obeyed (customers who said no: {})",
            grouped(column.said_no)
        )
    };
    format!(
        "Nobody has said yet whether \"{}\" of {} is a permission to write to people. Until then {no}, and a yes permits nothing (customers who said yes: {}). Say what it is on the Mapping screen.",
        column.header,
        tables.join(", "),
        grouped(column.said_yes)
    )
}

/// Every value of an attribute with the records that hold it.
pub(crate) fn said(value: &GoldenValue) -> impl Iterator<Item = (&str, &[RecordId])> {
    let first = (value.value.as_str(), value.supporters.as_slice());
    let others = value.others.iter();
    std::iter::once(first)
        .chain(others.map(|other| (other.value.as_str(), other.records.as_slice())))
}

//! Customers: found, agreed on, explained down to the cell.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_golden::{GoldenRecord, GoldenValue, rule_label};
use rollcall_model::{
    Attribute, AttributeFamily, CustomerId, RecordId, RunId, SourceId, StandardValue, ValueState,
};
use rollcall_store::{CustomerFilter, StandardRecord, Store, StoredCustomer};

use crate::inventory::{Marks, attribute_view};
use crate::orders::{column_of, window};
use crate::pair_reasons::PairReasons;
use crate::stood::{StandingRows, read_as};
use crate::table_rows::{Shelf, record_views};
use crate::view::{
    CountCustomers, CustomerFacets, CustomerNumber, CustomerPage, CustomerRow, CustomerView,
    GoldenView, IdentifierView, Lineage, Membership, OtherValue, RecordNumber, SearchCustomers,
    SourceFacet, SourceMark,
};
use crate::{Engine, EngineError, conflicts, problems};

/// So many records of one customer are shown.
const MOST_RECORDS: usize = 200;

impl Engine {
    /// Finds customers.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn search_customers(&self, request: SearchCustomers) -> Result<CustomerPage, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(CustomerPage {
                customers: Vec::new(),
                total: 0,
            });
        };
        let marks = Marks::read(&store)?;
        let filter = meant(CountCustomers {
            query: request.query,
            source: request.source,
            conflicts_only: request.conflicts_only,
            records_at_least: request.records_at_least,
        });
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let (customers, total) = match &request.sort {
            None => store.customers(run.run, &filter, request.offset, limit)?,
            Some(sort) => {
                let part = window(sort, request.offset, limit);
                store.customers_in_order(run.run, &filter, column_of(sort)?, part)?
            }
        };
        Ok(CustomerPage {
            customers: customers.iter().map(|one| row(one, &marks)).collect(),
            total,
        })
    }

    /// How many customers each source, a conflict and several records would leave of those found.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn customer_facets(&self, request: CountCustomers) -> Result<CustomerFacets, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(CustomerFacets {
                sources: Vec::new(),
                in_conflict: 0,
                of_several_records: 0,
            });
        };
        let marks = Marks::read(&store)?;
        let filter = meant(request);
        let facets = store.customer_facets(run.run, &filter)?;
        Ok(CustomerFacets {
            sources: facets
                .by_source
                .iter()
                .map(|(source, customers)| SourceFacet {
                    source: marks.of(*source),
                    customers: *customers,
                })
                .collect(),
            in_conflict: facets.in_conflict,
            of_several_records: facets.of_several_records,
        })
    }

    /// Everything about one customer, down to the cell.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn get_customer(&self, request: CustomerNumber) -> Result<CustomerView, EngineError> {
        let store = self.store()?;
        let (run, customer) = find(&store, &request.customer)?;
        let shelf = Shelf::read(&store)?;
        let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
        let all = store.members(run, customer.customer)?;
        let members = shown_records(all.iter().map(|member| member.record), &golden);
        let standard = store.standard_records(&members)?;
        let records = record_views(&store, &shelf, Some(run), &members)?;
        let rows = StandingRows::read(&store, &members, |record| shelf.load_of(record))?
            .with_mends(&store, &members)?;
        let golden_views = golden
            .values
            .iter()
            .map(|value| golden_view(value, &standard, &shelf, &rows))
            .collect();
        let household = match customer.household {
            Some(household) => {
                let filter = CustomerFilter {
                    household: Some(household),
                    ..CustomerFilter::default()
                };
                let (others, _) = store.customers(run, &filter, 0, 50)?;
                others
                    .iter()
                    .filter(|other| other.customer != customer.customer)
                    .map(|other| row(other, &shelf.marks))
                    .collect()
            }
            None => Vec::new(),
        };
        Ok(CustomerView {
            customer: customer.customer.label(),
            name: customer.name.clone(),
            golden: golden_views,
            conflicts: conflicts::of_customer(&store, run, customer.customer)?,
            identifiers: identifiers(&store, run, &standard, &shelf)?,
            household,
            trail: store.trail(customer.customer)?,
            records,
            record_count: all.len() as u64,
        })
    }

    /// Why a record belongs to its customer.
    ///
    /// # Errors
    /// When there is no such record.
    pub fn explain_record(&self, request: RecordNumber) -> Result<Membership, EngineError> {
        let store = self.store()?;
        let shelf = Shelf::read(&store)?;
        let run = store.current_run()?.map(|run| run.run);
        let record = RecordId(request.record);
        let tied_to = match run {
            Some(run) => store
                .membership(run, record)?
                .and_then(|member| member.tied_to),
            None => None,
        };
        let wanted: Vec<RecordId> = std::iter::once(record).chain(tied_to).collect();
        let mut views = record_views(&store, &shelf, run, &wanted)?.into_iter();
        let first = views.next().ok_or_else(|| EngineError::NotFound {
            what: "record",
            name: request.record.to_string(),
        })?;
        let explanation = match (run, tied_to) {
            (Some(run), Some(other)) => PairReasons::read(&store, run, &shelf)?
                .map(|mut reasons| reasons.of(record, other))
                .transpose()?,
            _ => None,
        };
        Ok(Membership {
            record: first,
            tied_to: views.next(),
            explanation,
        })
    }
}

/// The customers that are found and counted under the same words and conditions.
fn meant(asked: CountCustomers) -> CustomerFilter {
    CustomerFilter {
        query: asked.query,
        source: asked.source.map(SourceId),
        conflicts_only: asked.conflicts_only,
        records_at_least: asked.records_at_least.unwrap_or(0),
        ..CustomerFilter::default()
    }
}

pub(crate) fn find(store: &Store, label: &str) -> Result<(RunId, StoredCustomer), EngineError> {
    let not_found = || EngineError::NotFound {
        what: "customer",
        name: label.to_owned(),
    };
    let run = store.current_run()?.ok_or_else(not_found)?;
    let number = CustomerId::parse(label).ok_or_else(not_found)?;
    let customer = store.customer(run.run, number)?.ok_or_else(not_found)?;
    Ok((run.run, customer))
}

pub(crate) fn row(customer: &StoredCustomer, marks: &Marks) -> CustomerRow {
    CustomerRow {
        customer: customer.customer.label(),
        name: customer.name.clone(),
        email: customer.email.clone(),
        phone: customer.phone.clone(),
        city: customer.city.clone(),
        country: customer.country.clone(),
        sources: customer
            .sources
            .iter()
            .map(|source| marks.of(*source))
            .collect(),
        records: customer.records,
        conflicts: customer.conflicts,
    }
}

/// The first records of a customer, and every further one that an agreed value was taken from: a
/// value without its origin would be an answer without its why.
fn shown_records(all: impl Iterator<Item = RecordId>, golden: &GoldenRecord) -> Vec<RecordId> {
    let mut shown: Vec<RecordId> = all.take(MOST_RECORDS).collect();
    let first: BTreeSet<RecordId> = shown.iter().copied().collect();
    let origins: BTreeSet<RecordId> = golden
        .values
        .iter()
        .filter_map(|value| value.record)
        .filter(|record| !first.contains(record))
        .collect();
    shown.extend(origins);
    shown
}

fn golden_view(
    value: &GoldenValue,
    records: &[StandardRecord],
    shelf: &Shelf,
    rows: &StandingRows,
) -> GoldenView {
    let sources = |of: &[RecordId]| -> Vec<SourceMark> {
        let known: BTreeSet<SourceId> = of
            .iter()
            .filter_map(|record| shelf.load_of(*record).map(|load| load.source))
            .collect();
        known
            .into_iter()
            .map(|source| shelf.marks.of(source))
            .collect()
    };
    GoldenView {
        attribute: attribute_view(&value.attribute),
        value: value.value.clone(),
        rule: rule_label(&value.rule).to_owned(),
        lineage: value
            .record
            .and_then(|record| lineage(value, record, records, shelf, rows)),
        supporters: sources(&value.supporters),
        others: value
            .others
            .iter()
            .map(|other| OtherValue {
                value: other.value.clone(),
                sources: sources(&other.records),
                as_of: records
                    .iter()
                    .filter(|record| other.records.contains(&record.record))
                    .filter_map(|record| conflicts::day(record.as_of.as_deref()?))
                    .max(),
            })
            .collect(),
        overridden: value.rule == rollcall_golden::OVERRIDE,
    }
}

fn lineage(
    value: &GoldenValue,
    record: RecordId,
    records: &[StandardRecord],
    shelf: &Shelf,
    rows: &StandingRows,
) -> Option<Lineage> {
    let load = shelf.load_of(record)?;
    let from = records.iter().find(|one| one.record == record)?;
    let cell: &StandardValue = from.values.iter().find(|one| {
        one.target.attribute == value.attribute
            && one.value == value.value
            && one.state == ValueState::Valid
    })?;
    let raw = rows.text(load.table, record, cell);
    Some(Lineage {
        source: shelf.marks.of(load.source),
        table: load.table_name.clone(),
        file: load.file.clone(),
        row: rows.row(record),
        column: cell
            .column
            .and_then(|column| load.header.get(column).cloned()),
        read_as: read_as(&raw, cell),
        raw,
        rule: cell.rule.clone().into_owned(),
        record: record.0,
        mended: rows.mended(record),
    })
}

/// E-mails, phones and ids of the customer, with how far each can be trusted.
fn identifiers(
    store: &Store,
    run: RunId,
    records: &[StandardRecord],
    shelf: &Shelf,
) -> Result<Vec<IdentifierView>, EngineError> {
    let mut found: BTreeMap<(Attribute, String), (u64, BTreeSet<SourceId>)> = BTreeMap::new();
    for record in records {
        let source = shelf.load_of(record.record).map(|load| load.source);
        for value in &record.values {
            let attribute = &value.target.attribute;
            let points = matches!(
                attribute.family(),
                AttributeFamily::Contact | AttributeFamily::Identifier
            ) && !matches!(attribute, Attribute::RecordKey | Attribute::MergedInto);
            if points && value.state == ValueState::Valid {
                let entry = found
                    .entry((attribute.clone(), value.value.clone()))
                    .or_default();
                entry.0 += 1;
                entry.1.extend(source);
            }
        }
    }
    let mut views = Vec::with_capacity(found.len());
    for ((attribute, value), (records, sources)) in found {
        let standing = store.standing(run, &attribute.code(), &value)?;
        views.push(IdentifierView {
            attribute: attribute_view(&attribute),
            records: standing
                .as_ref()
                .map_or(records, |one| one.records.max(records)),
            standing: standing.map_or_else(|| "personal".to_owned(), |one| one.standing),
            value,
            sources: sources
                .into_iter()
                .map(|source| shelf.marks.of(source))
                .collect(),
        });
    }
    Ok(views)
}

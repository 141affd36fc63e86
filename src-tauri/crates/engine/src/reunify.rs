//! Agree on values anew where only the rules about which value wins changed: who is who stays as it
//! was found, and of the customers only those a changed rule can touch are looked at.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rollcall_checks::Measure;
use rollcall_golden::{GoldenRecord, GoldenValue, ONLY_VALUE, Override, Rules};
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, grouped};
use rollcall_store::{
    CustomerFilter, GoldenWriter, Store, StoredCustomer, StoredMeasured, StoredRun,
};
use serde::{Deserialize, Serialize};

use crate::basis::{self, ChangedRules};
use crate::linkage_records::linked_tables;
use crate::run_audit::RunReport;
use crate::unify_customers::{Places, Unified, UnifyRules, overrides, unify_one};
use crate::{EngineError, Watch, measures};

/// Customers looked at before what changed of them is written.
const CHUNK: usize = 4_000;
/// Of which so many are looked at by one thread in one go.
const PART: usize = 100;

/// What came of agreeing on values anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AgreedAnew {
    /// Customers a changed rule could touch.
    pub(crate) looked_at: u64,
    /// Customers whose golden record is otherwise.
    pub(crate) changed: u64,
}

impl AgreedAnew {
    /// In a sentence, as the course of an audit.
    pub(crate) fn tell(self) -> String {
        format!(
            "Only rules about which value wins had changed: {} customers were looked at, of {} something was otherwise.",
            grouped(self.looked_at),
            grouped(self.changed)
        )
    }
}

/// Everything the golden record of a customer is made from but the records.
struct Agreeing<'a> {
    store: &'a Store,
    places: Places,
    rules: UnifyRules,
    /// Values set by hand, by customer.
    words: BTreeMap<CustomerId, Vec<Override>>,
    /// Customer and record, ascending.
    members: Vec<(CustomerId, RecordId)>,
    changed: &'a ChangedRules,
}

/// Works the golden records of a run out anew under the rules as they are now, in one transaction.
/// Says in a sentence what came of it.
pub(crate) fn reunify(
    store: &Store,
    run: &StoredRun,
    changed: &ChangedRules,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    watch.stage("Agreeing on values", "customers");
    let agreeing = Agreeing::read(store, run.run, changed)?;
    let basis = basis::basis(store)?;
    let mut report: RunReport = serde_json::from_str(&run.report)?;
    report.follows_from = Some(basis::follows_from(store)?);
    let counts = store.customer_counts(run.run)?;
    let agreed = store.agree_anew(run.run, |writer| {
        let agreed = agreeing.write(run.run, writer, counts.all(), watch)?;
        report.agreed_anew = Some(agreed);
        writer.measure_anew(&measured(store, run.run, writer, counts.people)?)?;
        writer.conclude(&basis, &serde_json::to_string(&report)?)?;
        Ok::<_, EngineError>(agreed)
    })?;
    Ok(format!(
        "{} people as before. {}",
        grouped(counts.people),
        agreed.tell()
    ))
}

impl<'a> Agreeing<'a> {
    fn read(store: &'a Store, run: RunId, changed: &'a ChangedRules) -> Result<Self, EngineError> {
        let by_record = store.memberships(run)?;
        let words = overrides(store, |record| {
            let index = by_record
                .binary_search_by_key(&record, |(record, _)| *record)
                .ok()?;
            Some(by_record[index].1)
        })?;
        let mut members: Vec<(CustomerId, RecordId)> = by_record
            .into_iter()
            .map(|(record, customer)| (customer, record))
            .collect();
        members.par_sort_unstable();
        Ok(Self {
            store,
            places: Places::of(store, &linked_tables(store)?)?,
            rules: UnifyRules::of(store)?,
            words,
            members,
            changed,
        })
    }

    /// Goes through the customers and writes those that come out otherwise.
    fn write(
        &self,
        run: RunId,
        writer: &GoldenWriter<'_>,
        total: u64,
        watch: &dyn Watch,
    ) -> Result<AgreedAnew, EngineError> {
        let mut agreed = AgreedAnew {
            looked_at: 0,
            changed: 0,
        };
        let mut done = 0;
        let mut flush = |chunk: &mut Vec<StoredCustomer>| -> Result<(), EngineError> {
            watch.check()?;
            let parts: Vec<(u64, Vec<Unified>)> = chunk
                .par_chunks(PART)
                .map(|part| self.look(part))
                .collect::<Result<_, EngineError>>()?;
            for (looked_at, otherwise) in parts {
                agreed.looked_at += looked_at;
                agreed.changed += otherwise.len() as u64;
                for one in &otherwise {
                    writer.replace(&one.customer, &one.conflicts)?;
                }
            }
            done += chunk.len() as u64;
            watch.progress(done, Some(total));
            chunk.clear();
            Ok(())
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        self.store
            .visit_customers(run, &CustomerFilter::default(), |customer| {
                chunk.push(customer);
                if chunk.len() == CHUNK {
                    flush(&mut chunk)
                } else {
                    Ok::<_, EngineError>(())
                }
            })?;
        flush(&mut chunk)?;
        Ok(agreed)
    }

    /// Unifies those of some customers whom a changed rule can touch: how many they were, and those that
    /// come out otherwise.
    fn look(&self, customers: &[StoredCustomer]) -> Result<(u64, Vec<Unified>), EngineError> {
        let mut concerned: Vec<&StoredCustomer> = Vec::new();
        for customer in customers {
            let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
            if self.words.contains_key(&customer.customer) || is_touched(&golden, self.changed) {
                concerned.push(customer);
            }
        }
        let groups: Vec<&[(CustomerId, RecordId)]> = concerned
            .iter()
            .map(|customer| self.members_of(customer.customer))
            .collect();
        let wanted: Vec<RecordId> = groups
            .iter()
            .flat_map(|group| group.iter().map(|(_, record)| *record))
            .collect();
        let records = self.store.standard_records(&wanted)?;
        let mut rest = records.as_slice();
        let mut otherwise = Vec::new();
        for (customer, group) in concerned.iter().zip(groups) {
            let (mine, others) = rest.split_at(group.len().min(rest.len()));
            rest = others;
            let words = self
                .words
                .get(&customer.customer)
                .map_or(&[][..], Vec::as_slice);
            let unified = unify_one(
                customer.customer,
                mine,
                &self.places,
                &self.rules,
                words,
                customer.household,
            )?;
            if unified.customer.golden != customer.golden {
                otherwise.push(unified);
            }
        }
        Ok((concerned.len() as u64, otherwise))
    }

    fn members_of(&self, customer: CustomerId) -> &[(CustomerId, RecordId)] {
        let from = self.members.partition_point(|(one, _)| *one < customer);
        let length = self.members[from..].partition_point(|(one, _)| *one == customer);
        &self.members[from..from + length]
    }
}

/// Whether a golden record can come out otherwise under the changed rules: a rule decides only where
/// there is more than one value, and the order of sources besides which record a value is told after.
fn is_touched(golden: &GoldenRecord, changed: &ChangedRules) -> bool {
    let is_ruled =
        |attribute: &Attribute| changed.attributes.contains(&Rules::kept_under(attribute));
    let is_value_touched = |value: &GoldenValue| {
        let is_chosen = value.rule != ONLY_VALUE;
        (is_chosen && is_ruled(&value.attribute))
            || (changed.source_order && (is_chosen || value.supporters.len() > 1))
    };
    golden.values.iter().any(is_value_touched)
        || golden
            .conflicts
            .iter()
            .any(|conflict| changed.source_order || is_ruled(&conflict.attribute))
}

/// What a run measures that follows from the values agreed on, or may have been said otherwise since.
fn measured(
    store: &Store,
    run: RunId,
    writer: &GoldenWriter<'_>,
    people: u64,
) -> Result<Vec<StoredMeasured>, EngineError> {
    let ownerless = measures::ownerless_sources(store)?;
    let in_conflict = writer.people_in_conflict()?;
    let line = |measure: Measure, found: u64, among: u64, people: u64| StoredMeasured {
        run,
        measure: measure.code().to_owned(),
        source: None,
        detail: String::new(),
        found,
        among,
        unknown: 0,
        people,
    };
    let mut lines = vec![line(
        Measure::OwnerlessSources,
        ownerless.found,
        ownerless.among,
        0,
    )];
    if people > 0 {
        lines.push(line(
            Measure::PeopleInConflict,
            in_conflict,
            people,
            in_conflict,
        ));
    }
    Ok(lines)
}

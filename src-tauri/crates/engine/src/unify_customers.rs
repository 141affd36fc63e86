//! Unify: one golden record a customer, its conflicts, and the words it is found by.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rollcall_checks::{DeadAddressTally, EmailOnlyTally};
use rollcall_golden::{Contribution, GoldenRecord, Override, Rules, unify};
use rollcall_linkage::Linkage;
use rollcall_mapping::columns_sent_to;
use rollcall_model::{Attribute, ColumnIndex, CustomerId, RecordId, SourceId, TableId, ValueState};
use rollcall_store::{
    KnownBy, RunWriter, StandardRecord, Store, StoredConflict, StoredCustomer, StoredLoad,
    StoredMeasuredRow,
};

use crate::consent_statements::CHANNELS;
use crate::email_alone::{Addresses, EmailAlone};
use crate::identity::StableIds;
use crate::linkage_records::{LinkageRecords, LinkedTable};
use crate::measure_people::{MeasureTally, Measuring};
use crate::run_audit::RunReport;
use crate::sent_on::is_sent_on;
use crate::stakes::{Stake, Stakes};
use crate::weak_links::WeakLinks;
use crate::write_behind::write_behind;
use crate::{
    EngineError, Watch, deals_told_again, email_alone, known_by, listed_conflicts, lives_in,
    records, stakes, survivorship,
};

/// Customers unified and written at once.
const CHUNK: usize = 4_000;
/// Of which so many are read and unified by one thread in one go.
const PART: usize = 250;
/// So many of the customers of most rows are noted.
const MOST_LARGEST: usize = 5;

/// Where a record stands: enough to tell its source and table.
pub(crate) struct Places {
    ranges: Vec<(RecordId, RecordId, TableId, SourceId)>,
    /// Rows of deals of which a later export says something else.
    told_again: Arc<BTreeSet<RecordId>>,
    /// The columns of tables about whoever a purchase goes to.
    sent_to: BTreeMap<TableId, BTreeSet<ColumnIndex>>,
}

impl Places {
    /// The loads in use of the tables that are linked.
    pub(crate) fn of(store: &Store, tables: &[LinkedTable]) -> Result<Self, EngineError> {
        Self::of_loads(store, tables.iter().map(|table| &table.load))
    }

    /// Every load: outside of an audit customers have records of loads that others have replaced since.
    pub(crate) fn of_every_load(store: &Store) -> Result<Self, EngineError> {
        Self::of_loads(store, store.loads()?.iter())
    }

    fn of_loads<'a>(
        store: &Store,
        loads: impl Iterator<Item = &'a StoredLoad>,
    ) -> Result<Self, EngineError> {
        let mut ranges: Vec<_> = loads
            .map(|load| (load.first, load.last, load.table, load.source))
            .collect();
        ranges.sort_unstable();
        let mut sent_to = BTreeMap::new();
        let tables: BTreeSet<TableId> = ranges.iter().map(|(_, _, table, _)| *table).collect();
        for table in tables {
            let Some(stored) = store.mapping(table)? else {
                continue;
            };
            let columns = columns_sent_to(&stored.mapping);
            if !columns.is_empty() {
                sent_to.insert(table, columns);
            }
        }
        Ok(Self {
            ranges,
            told_again: deals_told_again::rows(store)?,
            sent_to,
        })
    }

    /// The records of a customer without what they say of somebody else a purchase goes to.
    pub(crate) fn own<'a>(&self, mine: &'a [StandardRecord]) -> Cow<'a, [StandardRecord]> {
        let sent_on = |record: &StandardRecord| {
            let columns = self.sent_to.get(&self.of_record(record.record).0)?;
            is_sent_on(columns, &record.values).then_some(columns)
        };
        if self.sent_to.is_empty() || !mine.iter().any(|record| sent_on(record).is_some()) {
            return Cow::Borrowed(mine);
        }
        let mut own = mine.to_vec();
        for record in &mut own {
            if let Some(columns) = sent_on(record) {
                let is_theirs = |column: &ColumnIndex| columns.contains(column);
                let values = &mut record.values;
                values.retain(|value| !value.column.as_ref().is_some_and(is_theirs));
            }
        }
        Cow::Owned(own)
    }

    pub(crate) fn of_record(&self, record: RecordId) -> (TableId, SourceId) {
        let index = self
            .ranges
            .partition_point(|(first, ..)| *first <= record)
            .saturating_sub(1);
        self.ranges
            .get(index)
            .map_or((TableId(0), SourceId(0)), |(_, _, table, source)| {
                (*table, *source)
            })
    }
}

/// Everything that is decided about how customers are unified.
pub(crate) struct UnifyRules {
    pub(crate) rules: Rules,
}

impl UnifyRules {
    /// The rules of the project.
    pub(crate) fn of(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            rules: survivorship::rules_of(store)?,
        })
    }

    /// The rules by which the values of the run in use were agreed on. What was said since holds from the next audit
    /// on, for one customer as for all.
    pub(crate) fn of_run_in_use(store: &Store) -> Result<Self, EngineError> {
        let report = match store.current_run()? {
            Some(run) => serde_json::from_str::<RunReport>(&run.report)?,
            None => return Self::of(store),
        };
        match report.follows_from {
            Some(before) => Ok(Self {
                rules: survivorship::rules_by(before.rules)?,
            }),
            None => Self::of(store),
        }
    }
}

/// What unifying found.
pub(crate) struct Found {
    /// Customers that are more than ids nobody can name.
    pub(crate) people: u64,
    /// What matching on the e-mail address alone would give.
    pub(crate) email_alone: EmailAlone,
    /// The people of most rows, the largest first.
    pub(crate) largest: Vec<(CustomerId, u64)>,
    /// What was measured on them.
    pub(crate) measured: MeasureTally,
    /// What hangs on those that pairs are about.
    pub(crate) stakes: Stakes,
}

/// Who is who, as a run found it.
pub(crate) struct WhoIsWho<'a> {
    /// The cluster of each record, ascending.
    pub(crate) cluster_of: &'a [(RecordId, u32)],
    pub(crate) ids: &'a StableIds,
    pub(crate) households: &'a BTreeMap<CustomerId, i64>,
    pub(crate) weak: &'a WeakLinks,
}

/// Unifies every customer of a run.
pub(crate) fn unify_customers(
    store: &Store,
    writer: &RunWriter<'_>,
    tables: &[LinkedTable],
    found: &WhoIsWho<'_>,
    watch: &dyn Watch,
) -> Result<Found, EngineError> {
    let WhoIsWho {
        cluster_of,
        ids,
        households,
        weak,
    } = *found;
    watch.stage("Agreeing on values", "customers");
    let places = Places::of(store, tables)?;
    let rules = UnifyRules::of(store)?;
    let overrides = overrides(store, |record| {
        let index = cluster_of
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()?;
        ids.of_cluster.get(&cluster_of[index].1).copied()
    })?;
    let mut members: Vec<(CustomerId, RecordId)> = cluster_of
        .iter()
        .filter_map(|(record, cluster)| Some((*ids.of_cluster.get(cluster)?, *record)))
        .collect();
    members.sort_unstable();
    let total = ids.of_cluster.len() as u64;
    let (mut done, mut people) = (0, 0);
    let mut largest: Vec<(CustomerId, u64)> = Vec::new();
    let measuring = Measuring::read(store, tables, weak)?;
    let mut by_email = EmailOnlyTally::new();
    let (mut dead, mut measured) = (DeadAddressTally::new(), MeasureTally::default());
    let groups: Vec<&[(CustomerId, RecordId)]> =
        members.chunk_by(|one, other| one.0 == other.0).collect();
    let make = |group: &[(CustomerId, RecordId)], mine: &[StandardRecord]| {
        let customer = group
            .first()
            .map_or(CustomerId(0), |(customer, _)| *customer);
        let words = overrides.get(&customer).map_or(&[][..], Vec::as_slice);
        let household = households.get(&customer).copied();
        unify_one(customer, mine, &places, &rules, words, household)
    };
    let in_pairs = stakes::customers_in_pairs(store, writer.run())?;
    let measure = |mine: &[StandardRecord], unified: &Unified, tally: &mut MeasureTally| {
        let customer = unified.customer.customer;
        if in_pairs.contains(&customer) {
            tally.stakes.insert(customer, Stake::of(mine));
        }
        measuring.measure(mine, &places, &unified.customer, tally)
    };
    write_behind(
        |(unified, rows): (Vec<Unified>, Vec<StoredMeasuredRow>)| write(writer, unified, rows),
        |hand_over| {
            for chunk in groups.chunks(CHUNK) {
                watch.check()?;
                let Made {
                    unified,
                    addresses,
                    measured: mut part,
                } = unify_chunk(&measuring, chunk, &make, &measure)?;
                for one in &addresses {
                    let emails = || one.emails.iter().map(String::as_str);
                    if one.names_somebody {
                        by_email.add_record(one.customer, one.record, emails());
                    }
                    dead.add_record(emails(), one.is_dead);
                }
                let rows = std::mem::take(&mut part.rows);
                measured.absorb(part);
                let named = unified
                    .iter()
                    .map(|one| &one.customer)
                    .filter(|one| one.known_by < KnownBy::Id);
                people += named.clone().count() as u64;
                largest.extend(named.map(|one| (one.customer, one.records)));
                largest.sort_by_key(|(customer, records)| (std::cmp::Reverse(*records), *customer));
                largest.truncate(MOST_LARGEST);
                if hand_over((unified, rows)).is_break() {
                    break;
                }
                done += chunk.len() as u64;
                watch.progress(done, Some(total));
            }
            Ok(())
        },
    )?;
    measured.add_addresses(&dead, measuring.tells_dead_addresses);
    let (email_alone, rows) = email_alone::note(&by_email.finish(), &places, &mut measured);
    for rows in rows.chunks(CHUNK) {
        watch.check()?;
        writer.add_measured_rows(rows)?;
    }
    Ok(Found {
        people,
        email_alone,
        largest,
        stakes: std::mem::take(&mut measured.stakes),
        measured,
    })
}

/// The customers of a chunk.
#[derive(Default)]
struct Made {
    unified: Vec<Unified>,
    /// What each of their records tells of addresses.
    addresses: Vec<Addresses>,
    measured: MeasureTally,
}

/// Reads the records of some customers and unifies each; in their order.
fn unify_chunk(
    measuring: &Measuring<'_>,
    chunk: &[&[(CustomerId, RecordId)]],
    make: &(
         impl Fn(&[(CustomerId, RecordId)], &[StandardRecord]) -> Result<Unified, EngineError> + Sync
     ),
    measure: &(
         impl Fn(&[StandardRecord], &Unified, &mut MeasureTally) -> Result<(), EngineError> + Sync
     ),
) -> Result<Made, EngineError> {
    let parts: Vec<Made> = chunk
        .par_chunks(PART)
        .map(|groups| {
            let wanted: Vec<RecordId> = groups
                .iter()
                .flat_map(|group| group.iter().map(|(_, record)| *record))
                .collect();
            let loaded = measuring.records(&wanted)?;
            let customers = groups.iter().flat_map(|group| group.iter());
            let addresses = customers
                .zip(&loaded)
                .map(|((customer, _), record)| Addresses::of(*customer, record))
                .collect();
            let mut made = Made {
                unified: Vec::with_capacity(groups.len()),
                addresses,
                measured: MeasureTally::default(),
            };
            let mut rest = loaded.as_slice();
            for group in groups {
                let (mine, others) = rest.split_at(group.len().min(rest.len()));
                rest = others;
                let unified = make(group, mine)?;
                measure(mine, &unified, &mut made.measured)?;
                made.unified.push(unified);
            }
            Ok(made)
        })
        .collect::<Result<_, EngineError>>()?;
    let mut made = Made::default();
    for part in parts {
        made.unified.extend(part.unified);
        made.addresses.extend(part.addresses);
        made.measured.absorb(part.measured);
    }
    Ok(made)
}

fn write(
    writer: &RunWriter<'_>,
    unified: Vec<Unified>,
    mut rows: Vec<StoredMeasuredRow>,
) -> Result<(), EngineError> {
    // As their table has them, so that those that lie near each other are written one after the other.
    rows.sort_by_key(|row| (row.measure, row.record, row.detail));
    let mut conflicts = Vec::new();
    let mut customers = Vec::with_capacity(unified.len());
    for one in unified {
        conflicts.extend(one.conflicts);
        customers.push((one.customer, one.words));
    }
    writer.add_unified(&customers, &conflicts, &rows)?;
    Ok(())
}

/// A customer ready to be kept.
pub(crate) struct Unified {
    pub(crate) customer: StoredCustomer,
    pub(crate) conflicts: Vec<StoredConflict>,
    pub(crate) words: String,
}

/// Unifies one customer from its records.
pub(crate) fn unify_one(
    customer: CustomerId,
    mine: &[StandardRecord],
    places: &Places,
    rules: &UnifyRules,
    overrides: &[Override],
    household: Option<i64>,
) -> Result<Unified, EngineError> {
    let own = places.own(mine);
    let contributions: Vec<Contribution<'_>> = own
        .iter()
        .map(|record| {
            let (table, source) = places.of_record(record.record);
            Contribution {
                record: record.record,
                source,
                table,
                row: u64::try_from(record.record.0).unwrap_or(0),
                as_of: record.as_of.as_deref(),
                values: &record.values,
            }
        })
        .collect();
    let mut golden = unify(&contributions, &rules.rules, overrides);
    let before = known_by::of(&golden);
    golden.leave_open(&rules.rules, listed_conflicts::is_listed);
    let (name, known_by) = known_by::name(customer, &golden, before, mine);
    let mut sources: Vec<SourceId> = contributions.iter().map(|one| one.source).collect();
    sources.sort_unstable();
    sources.dedup();
    // Windows are of days: the latest day any file writes, with which the text of a time begins.
    let last_purchase = records::purchase_times(mine, &places.told_again)
        .max()
        .map(str::to_owned);
    let conflicts = listed_conflicts::of(customer, &golden)?;
    let value = |attribute: &Attribute| golden.value_of(attribute).unwrap_or_default().to_owned();
    let stored = StoredCustomer {
        customer,
        name,
        known_by,
        email: value(&Attribute::Email),
        phone: value(&Attribute::Phone),
        city: value(&Attribute::City),
        country: value(&Attribute::Country),
        phone_countries: lives_in::phone_countries(&golden, mine),
        records: mine.len() as u64,
        sources,
        conflicts: conflicts.len() as u64,
        household,
        last_purchase,
        consents: consents(&golden),
        golden: serde_json::to_string(&golden)?,
    };
    let words = words(customer, mine);
    Ok(Unified {
        customer: stored,
        conflicts,
        words,
    })
}

/// The agreed permissions, as they are kept to be counted.
fn consents(golden: &GoldenRecord) -> String {
    let told: Vec<String> = CHANNELS
        .iter()
        .filter_map(|channel| Some((channel, golden.value_of(channel)?)))
        .map(|(channel, state)| format!("{}={state}", channel.code()))
        .collect();
    told.join(";")
}

/// Every different value a customer can be found by.
fn words(customer: CustomerId, mine: &[StandardRecord]) -> String {
    let mut seen = BTreeSet::new();
    let mut words = customer.label();
    for value in mine.iter().flat_map(|record| &record.values) {
        let findable = value.state == ValueState::Valid
            && matches!(
                value.target.attribute.family(),
                rollcall_model::AttributeFamily::Person
                    | rollcall_model::AttributeFamily::Contact
                    | rollcall_model::AttributeFamily::Address
                    | rollcall_model::AttributeFamily::Identifier
                    | rollcall_model::AttributeFamily::Organisation
            );
        if findable && seen.insert(value.value.as_str()) {
            words.push(' ');
            words.push_str(&value.value);
        }
    }
    words
}

/// Households of more than one customer, by customer.
pub(crate) fn households(
    linked: &Linkage,
    records: &LinkageRecords,
    cluster_of: &[(RecordId, u32)],
    ids: &StableIds,
) -> BTreeMap<CustomerId, i64> {
    let mut living: BTreeMap<u32, BTreeSet<CustomerId>> = BTreeMap::new();
    for (index, (_, cluster)) in cluster_of.iter().enumerate() {
        let household = linked.households[records.node_of[index] as usize];
        if let Some(customer) = ids.of_cluster.get(cluster) {
            living.entry(household).or_default().insert(*customer);
        }
    }
    living
        .into_values()
        .filter(|customers| customers.len() > 1)
        .filter_map(|customers| Some((customers.first()?.0, customers)))
        .flat_map(|(number, customers)| {
            customers
                .into_iter()
                .map(move |customer| (customer, number))
        })
        .collect()
}

/// Values set by hand, by the customer that holds their anchor now. Where no load has it, they stay with the
/// customer who held it last, whatever number they were set under: that may be somebody else's now.
pub(crate) fn overrides(
    store: &Store,
    customer_of: impl Fn(RecordId) -> Option<CustomerId>,
) -> Result<BTreeMap<CustomerId, Vec<Override>>, EngineError> {
    let mut by_customer: BTreeMap<CustomerId, Vec<Override>> = BTreeMap::new();
    for one in store.overrides()? {
        let Some(attribute) = Attribute::parse(&one.attribute) else {
            continue;
        };
        let anchor = store.record_by_key(one.anchor.table, &one.anchor.key)?;
        let customer = anchor.and_then(&customer_of).unwrap_or(one.customer);
        by_customer.entry(customer).or_default().push(Override {
            attribute,
            value: one.value,
        });
    }
    Ok(by_customer)
}

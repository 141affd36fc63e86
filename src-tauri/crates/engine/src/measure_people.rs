//! What is measured on every customer while they are unified: counted once, asked often.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{
    DeadAddressTally, Detail, LinkKey, Measure, Standing, Statement, are_dead, changed_details,
    dead_addresses, link_keys, says_dead, second_records, standings,
};
use rollcall_model::{
    Attribute, RecordId, SourceId, StandardValue, SystemKind, TableId, TableRole,
};
use rollcall_store::{
    KnownBy, StandardRecord, Store, StoredCustomer, StoredMeasured, StoredMeasuredRow,
    StoredSharedKey,
};

use crate::event_rows::kind_of;
use crate::linkage_records::LinkedTable;
use crate::message_rows::may_log_messages;
use crate::since_before::SinceBefore;
use crate::stakes::Stakes;
use crate::unify_customers::Places;
use crate::weak_links::WeakLinks;
use crate::{EngineError, entries, records};

/// What the measuring needs to know besides the records of a customer.
pub(crate) struct Measuring<'a> {
    store: &'a Store,
    pub(crate) customers: BTreeSet<TableId>,
    since: SinceBefore,
    /// Where customers hang by a link that is not sure.
    pub(crate) weak: &'a WeakLinks,
    /// Whether any source tells devices or cookies.
    pub(crate) tells_devices: bool,
    /// Whether any source would say that an address is dead.
    pub(crate) tells_dead_addresses: bool,
}

/// So many of so many, of one measure.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) found: u64,
    pub(crate) among: u64,
    pub(crate) unknown: u64,
    pub(crate) people: u64,
}

/// Measure, source (nothing for all), detail (blank for all).
type Cell = (Measure, Option<SourceId>, &'static str);

/// What was measured so far.
#[derive(Debug, Default)]
pub(crate) struct MeasureTally {
    counts: BTreeMap<Cell, Count>,
    /// People by what two sources know them by.
    keys: BTreeMap<LinkKey, u64>,
    /// The rows behind what was found.
    pub(crate) rows: Vec<StoredMeasuredRow>,
    /// What hangs on the customers that pairs are about.
    pub(crate) stakes: Stakes,
}

/// One record of a customer in a table of customers.
struct Entry<'a> {
    record: &'a StandardRecord,
    table: TableId,
    source: SourceId,
    /// What it told in the load before, where that was something else.
    before: Option<StandardRecord>,
}

impl<'a> Measuring<'a> {
    pub(crate) fn read(
        store: &'a Store,
        tables: &[LinkedTable],
        weak: &'a WeakLinks,
    ) -> Result<Self, EngineError> {
        let platforms: BTreeSet<SourceId> = store
            .sources()?
            .into_iter()
            .filter(|source| source.kind == SystemKind::EmailPlatform.code())
            .map(|source| source.source)
            .collect();
        let logs = logs_with_status(store, tables)?;
        let tells = [
            Attribute::EmailConsent,
            Attribute::EventStatus,
            Attribute::EventKind,
        ];
        Ok(Self {
            store,
            customers: tables
                .iter()
                .filter(|table| table.role == TableRole::Customers)
                .map(|table| table.load.table)
                .collect(),
            since: SinceBefore::read(store, tables)?,
            weak,
            tells_devices: tables.iter().any(|table| {
                let devices = [Attribute::DeviceId, Attribute::CookieId];
                devices.iter().any(|one| table.mapped.contains(one))
            }),
            tells_dead_addresses: tables.iter().any(|table| {
                let is_of_platform = platforms.contains(&table.load.source);
                is_of_platform && tells.iter().any(|one| table.mapped.contains(one))
                    || table.mapped.contains(&Attribute::Bounced)
                    || logs.contains(&table.load.table)
            }),
        })
    }

    /// Some records to be unified and measured. Only beside a load before is anything told by what stood in their
    /// cells: what is written otherwise and means the same has not changed.
    pub(crate) fn records(&self, wanted: &[RecordId]) -> Result<Vec<StandardRecord>, EngineError> {
        if self.since.is_known() {
            return Ok(self.store.standard_records(wanted)?);
        }
        let mut records = self.store.standard_records_without_raw(wanted)?;
        entries::read_what_tells_tests(self.store, &mut records)?;
        Ok(records)
    }

    /// Measures one customer.
    pub(crate) fn measure(
        &self,
        mine: &[StandardRecord],
        places: &Places,
        customer: &StoredCustomer,
        tally: &mut MeasureTally,
    ) -> Result<(), EngineError> {
        let own = places.own(mine);
        let mine = &*own;
        let mut entries = Vec::new();
        for record in mine {
            let (table, source) = places.of_record(record.record);
            if says_dead(&record.values)
                && records::first(&record.values, &Attribute::Email).is_some()
            {
                tally.dead(source, record.record, customer);
            }
            if self.customers.contains(&table) {
                entries.push(Entry {
                    record,
                    table,
                    source,
                    before: self.before(record.record)?,
                });
            }
        }
        if customer.sources.len() > 1 && customer.known_by < KnownBy::Id {
            let held: Vec<(SourceId, &[StandardValue])> = mine
                .iter()
                .map(|record| (places.of_record(record.record).1, record.values.as_slice()))
                .collect();
            for key in link_keys(&held) {
                *tally.keys.entry(key).or_default() += 1;
            }
        }
        tally.people(mine, &entries, customer);
        self.trust(mine, places, customer, tally);
        tally.repeated(&entries, customer);
        let dead = dead_addresses(mine.iter().map(|record| record.values.as_slice()));
        self.stale(&entries, &dead, customer, tally);
        if self.since.is_known() {
            self.changed(&entries, customer, tally);
            self.doubled(&entries, customer, tally);
        }
        Ok(())
    }

    fn before(&self, record: RecordId) -> Result<Option<StandardRecord>, EngineError> {
        match self.since.before(record) {
            Some(before) => Ok(self.store.standard_records(&[before])?.pop()),
            None => Ok(None),
        }
    }

    /// Records that still hold an older detail than another of the customer's.
    fn stale(
        &self,
        entries: &[Entry<'_>],
        dead: &BTreeSet<&str>,
        customer: &StoredCustomer,
        tally: &mut MeasureTally,
    ) {
        let statements: Vec<Statement<'_>> = entries
            .iter()
            .map(|entry| Statement {
                as_of: told_on(entry.record),
                values: &entry.record.values,
                is_dead: are_dead(&entry.record.values, dead),
                before: entry.before.as_ref().map(|before| {
                    let loaded = self.since.loaded_before(entry.table).unwrap_or_default();
                    (before.values.as_slice(), loaded)
                }),
            })
            .collect();
        let (mut judged, mut stale, mut undated) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for detail in Detail::REACHING {
            for (index, standing) in standings(detail, &statements) {
                let entry = &entries[index];
                let count = tally.count(Measure::StaleDetails, Some(entry.source), detail.code());
                match standing {
                    Standing::Undated => {
                        count.unknown += 1;
                        undated.insert(index);
                        continue;
                    }
                    Standing::Fresh => count.among += 1,
                    Standing::Stale { newest } => {
                        count.among += 1;
                        count.found += 1;
                        count.people += 1;
                        stale.insert(index);
                        let newest = entries[newest].record.record;
                        tally.row(
                            Measure::StaleDetails,
                            detail.code(),
                            entry,
                            customer,
                            Some(newest),
                        );
                    }
                }
                judged.insert(index);
            }
        }
        if !judged.is_empty() || !undated.is_empty() {
            let all = tally.count(Measure::StaleDetails, None, "");
            all.found += stale.len() as u64;
            all.among += judged.len() as u64;
            all.unknown += undated.difference(&judged).count() as u64;
            all.people += u64::from(!stale.is_empty());
        }
    }

    /// Records that tell another detail than in the load before.
    fn changed(&self, entries: &[Entry<'_>], customer: &StoredCustomer, tally: &mut MeasureTally) {
        let mut has_changed = false;
        for entry in entries {
            if self.since.loaded_before(entry.table).is_none()
                || self.since.is_new(entry.record.record)
            {
                continue;
            }
            let details = entry.before.as_ref().map_or_else(Vec::new, |before| {
                changed_details(&before.values, &entry.record.values)
            });
            for source in [None, Some(entry.source)] {
                let count = tally.count(Measure::ChangedDetails, source, "");
                count.among += 1;
                count.found += u64::from(!details.is_empty());
            }
            for detail in details {
                has_changed = true;
                let before = entry.before.as_ref().map(|before| before.record);
                tally
                    .count(Measure::ChangedDetails, None, detail.code())
                    .found += 1;
                tally.row(
                    Measure::ChangedDetails,
                    detail.code(),
                    entry,
                    customer,
                    before,
                );
            }
        }
        if has_changed {
            tally.count(Measure::ChangedDetails, None, "").people += 1;
        }
    }

    /// Second records of the customer in a source that had it.
    fn doubled(&self, entries: &[Entry<'_>], customer: &StoredCustomer, tally: &mut MeasureTally) {
        let compared: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| self.since.loaded_before(entry.table).is_some())
            .collect();
        let places: Vec<(TableId, bool)> = compared
            .iter()
            .map(|entry| (entry.table, self.since.is_new(entry.record.record)))
            .collect();
        let second = second_records(&places);
        for index in &second {
            tally.row(Measure::NewDuplicates, "", compared[*index], customer, None);
        }
        let sources_of = |positions: &mut dyn Iterator<Item = usize>| -> BTreeSet<SourceId> {
            positions.map(|index| compared[index].source).collect()
        };
        let new = sources_of(&mut (0..places.len()).filter(|index| places[*index].1));
        let doubled = sources_of(&mut second.iter().copied());
        for source in &new {
            let count = tally.count(Measure::NewDuplicates, Some(*source), "");
            count.among += 1;
            count.found += u64::from(doubled.contains(source));
            count.people += u64::from(doubled.contains(source));
        }
        let all = tally.count(Measure::NewDuplicates, None, "");
        all.among += u64::from(!new.is_empty());
        all.found += u64::from(!doubled.is_empty());
        all.people += u64::from(!doubled.is_empty());
    }
}

impl MeasureTally {
    /// Adds what another tally counted.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (cell, count) in other.counts {
            let into = self.counts.entry(cell).or_default();
            into.found += count.found;
            into.among += count.among;
            into.unknown += count.unknown;
            into.people += count.people;
        }
        for (key, people) in other.keys {
            *self.keys.entry(key).or_default() += people;
        }
        self.rows.extend(other.rows);
        self.stakes.extend(other.stakes);
    }

    /// By what each two sources know people, as it is kept.
    pub(crate) fn shared_keys(&self) -> Vec<StoredSharedKey> {
        self.keys
            .iter()
            .map(|((left, right, attribute), people)| StoredSharedKey {
                left: *left,
                right: *right,
                attribute: attribute.as_ref().map(Attribute::code).unwrap_or_default(),
                people: *people,
            })
            .collect()
    }

    /// Puts the addresses in, unless no source would tell that one is dead.
    pub(crate) fn add_addresses(&mut self, dead: &DeadAddressTally, is_told: bool) {
        if is_told || dead.dead() > 0 {
            let all = self.count(Measure::DeadAddresses, None, "");
            all.found = dead.dead();
            all.among = dead.addresses();
        }
    }

    /// Puts in what is measured on the project as a whole.
    pub(crate) fn add(&mut self, measure: Measure, found: u64, among: u64) {
        let all = self.count(measure, None, "");
        all.found = found;
        all.among = among;
    }

    /// What was measured, as it is kept.
    pub(crate) fn stored(&self, run: rollcall_model::RunId) -> Vec<StoredMeasured> {
        self.counts
            .iter()
            .map(|((measure, source, detail), count)| StoredMeasured {
                run,
                measure: measure.code().to_owned(),
                source: *source,
                detail: (*detail).to_owned(),
                found: count.found,
                among: count.among,
                unknown: count.unknown,
                people: count.people,
            })
            .collect()
    }

    pub(crate) fn count(
        &mut self,
        measure: Measure,
        source: Option<SourceId>,
        detail: &'static str,
    ) -> &mut Count {
        self.counts.entry((measure, source, detail)).or_default()
    }

    fn row(
        &mut self,
        measure: Measure,
        detail: &'static str,
        entry: &Entry<'_>,
        customer: &StoredCustomer,
        other: Option<RecordId>,
    ) {
        self.rows.push(StoredMeasuredRow {
            measure: measure.code(),
            detail,
            record: entry.record.record,
            source: entry.source,
            customer: customer.customer,
            other,
        });
    }

    /// A record that says its address is dead. Addresses are counted elsewhere, each once.
    fn dead(&mut self, source: SourceId, record: RecordId, customer: &StoredCustomer) {
        self.count(Measure::DeadAddresses, Some(source), "").found += 1;
        self.rows.push(StoredMeasuredRow {
            measure: Measure::DeadAddresses.code(),
            detail: Detail::Email.code(),
            record,
            source,
            customer: customer.customer,
            other: None,
        });
    }

    /// Whether the customer can be reached and is agreed on; ids nobody can name are no people.
    fn people(
        &mut self,
        mine: &[StandardRecord],
        entries: &[Entry<'_>],
        customer: &StoredCustomer,
    ) {
        if customer.known_by == KnownBy::Id {
            return;
        }
        let is_unreachable = customer.email.is_empty() && customer.phone.is_empty();
        for (measure, is_found) in [
            (Measure::UnreachablePeople, is_unreachable),
            (Measure::PeopleInConflict, customer.conflicts > 0),
        ] {
            let all = self.count(measure, None, "");
            all.among += 1;
            all.found += u64::from(is_found);
            all.people += u64::from(is_found);
        }
        if is_unreachable && let Some(first) = mine.first() {
            let source = entries.first().map(|entry| entry.source);
            let source = source.or_else(|| customer.sources.first().copied());
            self.rows.push(StoredMeasuredRow {
                measure: Measure::UnreachablePeople.code(),
                detail: "",
                record: first.record,
                source: source.unwrap_or(SourceId(0)),
                customer: customer.customer,
                other: None,
            });
        }
    }

    /// Records beyond the first of the customer in each table of customers.
    fn repeated(&mut self, entries: &[Entry<'_>], customer: &StoredCustomer) {
        let mut seen: BTreeSet<TableId> = BTreeSet::new();
        let mut repeated: BTreeSet<SourceId> = BTreeSet::new();
        for entry in entries {
            let is_repeated = !seen.insert(entry.table);
            for source in [None, Some(entry.source)] {
                let count = self.count(Measure::RepeatedRecords, source, "");
                count.among += 1;
                count.found += u64::from(is_repeated);
            }
            if is_repeated {
                repeated.insert(entry.source);
                self.row(Measure::RepeatedRecords, "", entry, customer, None);
            }
        }
        for source in &repeated {
            self.count(Measure::RepeatedRecords, Some(*source), "")
                .people += 1;
        }
        if !repeated.is_empty() {
            self.count(Measure::RepeatedRecords, None, "").people += 1;
        }
    }
}

/// The logs of messages whose rows tell how each ended, such as that it came back.
fn logs_with_status(
    store: &Store,
    tables: &[LinkedTable],
) -> Result<BTreeSet<TableId>, EngineError> {
    let mut logs = BTreeSet::new();
    for table in tables {
        if !table.mapped.contains(&Attribute::EventStatus) {
            continue;
        }
        let kind = kind_of(store, &table.load)?;
        let stored = store.mapping(table.load.table)?;
        if stored.is_some_and(|stored| may_log_messages(kind, &stored.mapping)) {
            logs.insert(table.load.table);
        }
    }
    Ok(logs)
}

/// When a row says its details held: when it was last changed, or when what it tells happened. The day
/// it was made says nothing about details that were corrected since.
fn told_on(record: &StandardRecord) -> Option<&str> {
    static TIMES: [Attribute; 4] = [
        Attribute::UpdatedAt,
        Attribute::EventTime,
        Attribute::ConsentTime,
        Attribute::WithdrawalTime,
    ];
    let mut times = TIMES.iter();
    times.find_map(|time| records::first(&record.values, time))
}

//! Who is who in two runs, compared: which customers joined, parted, moved, appeared and went.
//!
//! Both runs part records into customers. Customers that have a record in common, in whatever run, are
//! told together, so that every record stands in exactly one place of the comparison.

use std::collections::BTreeMap;

use rollcall_model::{CustomerId, RecordId};

/// What became of the customers of a group between two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeopleChange {
    /// Several are one now.
    Joined,
    /// One is several now.
    Parted,
    /// Records went from one to another, and nobody is only joined or only parted.
    Moved,
    /// Made of records alone that were not there before.
    Appeared,
    /// None of its records is there any more.
    Went,
    /// The same customer, with records that came or went.
    RowsChanged,
}

impl PeopleChange {
    /// All of them, in the order screens show them.
    pub const ALL: [Self; 6] = [
        Self::Joined,
        Self::Parted,
        Self::Moved,
        Self::Appeared,
        Self::Went,
        Self::RowsChanged,
    ];

    /// The stable code, such as `joined`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Parted => "parted",
            Self::Moved => "moved",
            Self::Appeared => "appeared",
            Self::Went => "went",
            Self::RowsChanged => "rows_changed",
        }
    }

    /// Reads what [`PeopleChange::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.code() == code)
    }
}

/// A customer of one of the runs and how many records of the group it had there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOf {
    /// The customer.
    pub customer: CustomerId,
    /// Its records in that run.
    pub records: u64,
}

/// Customers that have records in common over the two runs, where something is otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleGroup {
    /// What became of them.
    pub change: PeopleChange,
    /// The customers of the run before, ascending.
    pub before: Vec<PartOf>,
    /// The customers of the run after, ascending.
    pub after: Vec<PartOf>,
    /// Records that are in both runs.
    pub stayed: u64,
    /// Records only the run after has.
    pub came: u64,
    /// Records only the run before had.
    pub went: u64,
}

/// Two runs compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleBetween {
    /// What is otherwise: by kind, then those of most records first.
    pub groups: Vec<PeopleGroup>,
    /// The group of every record that is in one, by the group's place in the list; ascending.
    pub group_of: Vec<(RecordId, u32)>,
    /// Customers of whom nothing is otherwise.
    pub unchanged: u64,
    /// Their records.
    pub unchanged_records: u64,
}

impl PeopleBetween {
    /// The group a record stands in; nothing where its customer is unchanged.
    pub fn group(&self, record: RecordId) -> Option<usize> {
        let index = self
            .group_of
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()?;
        Some(self.group_of[index].1 as usize)
    }

    /// How many groups there are of a kind.
    pub fn count(&self, change: PeopleChange) -> u64 {
        self.of(change).count() as u64
    }

    /// Customers that went up in another one.
    pub fn joined(&self) -> u64 {
        let groups = self.of(PeopleChange::Joined);
        groups.map(|group| group.before.len() as u64 - 1).sum()
    }

    fn of(&self, change: PeopleChange) -> impl Iterator<Item = &PeopleGroup> {
        self.groups
            .iter()
            .filter(move |group| group.change == change)
    }
}

/// Compares to which customer each record belonged in two runs; both ascending by record, each record
/// once. A record that was loaded anew has the same number in both.
pub fn people_between(
    before: &[(RecordId, CustomerId)],
    after: &[(RecordId, CustomerId)],
) -> PeopleBetween {
    let mut sides = Sides::default();
    let nodes = records_of(before, after)
        .map(|(record, old, new)| (record, sides.tie(old, new)))
        .collect::<Vec<(RecordId, u32)>>();
    let mut groups: BTreeMap<u32, Gathered> = BTreeMap::new();
    for ((record, node), (_, old, new)) in nodes.iter().zip(records_of(before, after)) {
        let root = sides.root(*node);
        groups.entry(root).or_default().add(*record, old, new);
    }
    told(groups.into_values().collect())
}

fn told(mut gathered: Vec<Gathered>) -> PeopleBetween {
    let mut between = PeopleBetween::default();
    gathered.retain(|group| {
        let is_same = group.change().is_none();
        if is_same {
            between.unchanged += 1;
            between.unchanged_records += group.stayed;
        }
        !is_same
    });
    gathered.sort_by_cached_key(|group| {
        let records = group.stayed + group.came + group.went;
        (
            group.change(),
            std::cmp::Reverse(records),
            group.records.first().copied(),
        )
    });
    for (place, group) in (0..).zip(gathered) {
        between
            .group_of
            .extend(group.records.iter().map(|record| (*record, place)));
        between.groups.extend(group.finish());
    }
    between.group_of.sort_unstable();
    between
}

/// Every record of either run, ascending, with its customer in each.
fn records_of<'a>(
    before: &'a [(RecordId, CustomerId)],
    after: &'a [(RecordId, CustomerId)],
) -> impl Iterator<Item = (RecordId, Option<CustomerId>, Option<CustomerId>)> + 'a {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    std::iter::from_fn(move || {
        let record = match (before.peek(), after.peek()) {
            (Some(old), Some(new)) => old.0.min(new.0),
            (Some(one), None) | (None, Some(one)) => one.0,
            (None, None) => return None,
        };
        let old = before.next_if(|one| one.0 == record).map(|one| one.1);
        let new = after.next_if(|one| one.0 == record).map(|one| one.1);
        Some((record, old, new))
    })
}

/// The customers of both runs, tied where they have a record in common.
#[derive(Debug, Default)]
struct Sides {
    node_of: BTreeMap<(bool, CustomerId), u32>,
    parent: Vec<u32>,
}

impl Sides {
    /// Ties the customers a record had, and gives the node it stands at.
    fn tie(&mut self, old: Option<CustomerId>, new: Option<CustomerId>) -> u32 {
        let old = old.map(|customer| self.node(false, customer));
        let new = new.map(|customer| self.node(true, customer));
        match (old, new) {
            (Some(old), Some(new)) => {
                let (old, new) = (self.root(old), self.root(new));
                let root = old.min(new);
                self.parent[old.max(new) as usize] = root;
                root
            }
            (Some(one), None) | (None, Some(one)) => one,
            // Every record stands in one of the runs.
            (None, None) => 0,
        }
    }

    fn node(&mut self, is_after: bool, customer: CustomerId) -> u32 {
        let next = self.parent.len() as u32;
        let node = *self.node_of.entry((is_after, customer)).or_insert(next);
        if node == next {
            self.parent.push(next);
        }
        node
    }

    fn root(&mut self, node: u32) -> u32 {
        let mut root = node;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        let mut on_the_way = node;
        while self.parent[on_the_way as usize] != root {
            on_the_way = std::mem::replace(&mut self.parent[on_the_way as usize], root);
        }
        root
    }
}

/// What is gathered of one group.
#[derive(Debug, Default)]
struct Gathered {
    before: BTreeMap<CustomerId, u64>,
    after: BTreeMap<CustomerId, u64>,
    stayed: u64,
    came: u64,
    went: u64,
    records: Vec<RecordId>,
}

impl Gathered {
    fn add(&mut self, record: RecordId, old: Option<CustomerId>, new: Option<CustomerId>) {
        self.records.push(record);
        for (side, customer) in [(&mut self.before, old), (&mut self.after, new)] {
            if let Some(customer) = customer {
                *side.entry(customer).or_default() += 1;
            }
        }
        match (old, new) {
            (Some(_), Some(_)) => self.stayed += 1,
            (None, _) => self.came += 1,
            (_, None) => self.went += 1,
        }
    }

    /// What became of them; nothing where all is as it was.
    fn change(&self) -> Option<PeopleChange> {
        let is_same_id = self.before.keys().eq(self.after.keys());
        match (self.before.len(), self.after.len()) {
            (0, _) => Some(PeopleChange::Appeared),
            (_, 0) => Some(PeopleChange::Went),
            (1, 1) if !is_same_id => Some(PeopleChange::Moved),
            (1, 1) if self.came + self.went > 0 => Some(PeopleChange::RowsChanged),
            (1, 1) => None,
            (_, 1) => Some(PeopleChange::Joined),
            (1, _) => Some(PeopleChange::Parted),
            _ => Some(PeopleChange::Moved),
        }
    }

    fn finish(self) -> Option<PeopleGroup> {
        let parts = |side: BTreeMap<CustomerId, u64>| {
            side.into_iter()
                .map(|(customer, records)| PartOf { customer, records })
                .collect()
        };
        Some(PeopleGroup {
            change: self.change()?,
            before: parts(self.before),
            after: parts(self.after),
            stayed: self.stayed,
            came: self.came,
            went: self.went,
        })
    }
}

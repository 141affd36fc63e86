//! Which customer each part becomes, and what ties its records together.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RecordId};
use rollcall_store::StoredMembership;

/// A customer there is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) customer: CustomerId,
    /// Ascending.
    pub(crate) records: Vec<RecordId>,
}

/// By what ids are given.
pub(crate) struct Ids<'a> {
    /// The customer each record belonged to before people last grouped it.
    pub(crate) was: &'a BTreeMap<RecordId, CustomerId>,
    /// Whether an id that was given before is nobody's now.
    pub(crate) is_free: &'a dyn Fn(CustomerId) -> bool,
    /// An id that was never given.
    pub(crate) fresh: CustomerId,
}

impl Ids<'_> {
    /// The id that all of the records had before people grouped them, if it can be had again.
    fn former(&self, records: &[RecordId], own: &[CustomerId]) -> Option<CustomerId> {
        let (first, rest) = records.split_first()?;
        let was = *self.was.get(first)?;
        let is_one = rest.iter().all(|record| self.was.get(record) == Some(&was));
        (is_one && (own.contains(&was) || (self.is_free)(was))).then_some(was)
    }

    /// The ids of the records that stay with a customer and of those that leave it: who was somebody
    /// before is so again; else those who stay keep the id.
    pub(crate) fn of_split(
        &self,
        here: CustomerId,
        stay: &[RecordId],
        leave: &[RecordId],
    ) -> (CustomerId, CustomerId) {
        let other = |records| self.former(records, &[here]).filter(|one| *one != here);
        if let Some(former) = other(leave) {
            return (here, former);
        }
        match other(stay) {
            Some(former) => (former, here),
            None => (here, self.fresh),
        }
    }

    /// The id of two customers that are one: the one all were before, else that of the greater part,
    /// else the older.
    pub(crate) fn of_join(
        &self,
        one: (CustomerId, &[RecordId]),
        other: (CustomerId, &[RecordId]),
    ) -> CustomerId {
        let all = [one.1, other.1].concat();
        if let Some(former) = self.former(&all, &[one.0, other.0]) {
            return former;
        }
        let rank = |side: (CustomerId, &[RecordId])| (std::cmp::Reverse(side.1.len()), side.0);
        if rank(one) <= rank(other) {
            one.0
        } else {
            other.0
        }
    }
}

/// The members whose customer or tie changes. A tie within a part stays; what lost its tie is tied to the
/// part's first record, by hand and so without a weight.
pub(crate) fn retied(members: &[StoredMembership], parts: &[Part]) -> Vec<StoredMembership> {
    let mut changed = Vec::new();
    let by_record: BTreeMap<RecordId, &StoredMembership> = members
        .iter()
        .map(|member| (member.record, member))
        .collect();
    for part in parts {
        let own: BTreeSet<RecordId> = part.records.iter().copied().collect();
        let kept = |record: RecordId| {
            by_record
                .get(&record)
                .and_then(|member| member.tied_to)
                .filter(|to| own.contains(to))
        };
        // The root of the tree that the part's first record hangs in stays its root.
        let mut root = part.records.first().copied();
        for _ in 0..part.records.len() {
            root = root.map(|at| kept(at).unwrap_or(at));
        }
        for record in &part.records {
            let Some(member) = by_record.get(record) else {
                continue;
            };
            let mut now = StoredMembership {
                customer: part.customer,
                ..**member
            };
            if kept(*record).is_none() {
                let to = part.records.first().copied();
                now.tied_to = to.filter(|_| Some(*record) != root);
                (now.weight, now.probability) = (None, None);
            }
            if now != **member {
                changed.push(now);
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::{Ids, Part, retied};
    use rollcall_model::{CustomerId, RecordId};
    use rollcall_store::StoredMembership;

    fn records(numbers: &[i64]) -> Vec<RecordId> {
        numbers.iter().map(|number| RecordId(*number)).collect()
    }

    fn ids<T>(was: &[(i64, i64)], free: &[i64], ask: impl FnOnce(&Ids<'_>) -> T) -> T {
        let was = was
            .iter()
            .map(|(record, customer)| (RecordId(*record), CustomerId(*customer)))
            .collect();
        ask(&Ids {
            was: &was,
            is_free: &|customer| free.contains(&customer.0),
            fresh: CustomerId(99),
        })
    }

    #[test]
    fn who_stays_keeps_the_id_and_who_leaves_is_new() {
        let split = |ids: &Ids<'_>| ids.of_split(CustomerId(7), &records(&[1]), &records(&[2, 3]));
        assert_eq!(ids(&[], &[], split), (CustomerId(7), CustomerId(99)));
        // One of those who leave was never grouped: nobody says who it was.
        let half = [(2, 5)];
        assert_eq!(ids(&half, &[5], split), (CustomerId(7), CustomerId(99)));
    }

    #[test]
    fn a_split_gives_back_the_ids_of_before_a_join_whichever_side_is_picked() {
        let was = [(1, 5), (2, 7), (3, 7)];
        let leave_small =
            |ids: &Ids<'_>| ids.of_split(CustomerId(7), &records(&[2, 3]), &records(&[1]));
        assert_eq!(ids(&was, &[5], leave_small), (CustomerId(7), CustomerId(5)));
        let leave_large =
            |ids: &Ids<'_>| ids.of_split(CustomerId(7), &records(&[1]), &records(&[2, 3]));
        assert_eq!(ids(&was, &[5], leave_large), (CustomerId(5), CustomerId(7)));
        // Somebody else has it by now.
        assert_eq!(ids(&was, &[], leave_small), (CustomerId(7), CustomerId(99)));
    }

    #[test]
    fn a_join_takes_the_greater_part_unless_all_were_one_before() {
        let (one, two) = (records(&[1]), records(&[2, 3]));
        let join = |ids: &Ids<'_>| ids.of_join((CustomerId(5), &one), (CustomerId(7), &two));
        assert_eq!(ids(&[], &[], join), CustomerId(7));
        let was = [(1, 5), (2, 5), (3, 5)];
        assert_eq!(ids(&was, &[], join), CustomerId(5));
    }

    #[test]
    fn every_part_hangs_together_after_a_tie_was_cut() {
        let member = |record, tied_to: Option<i64>| StoredMembership {
            record: RecordId(record),
            customer: CustomerId(7),
            tied_to: tied_to.map(RecordId),
            weight: tied_to.map(|_| 9.0),
            probability: tied_to.map(|_| 0.9),
            household: None,
        };
        // 1 <- 2 <- 3 <- 4, and 5 hangs on 2.
        let members = [
            member(1, None),
            member(2, Some(1)),
            member(3, Some(2)),
            member(4, Some(3)),
            member(5, Some(2)),
        ];
        let parts = [
            Part {
                customer: CustomerId(7),
                records: records(&[1, 3, 4]),
            },
            Part {
                customer: CustomerId(8),
                records: records(&[2, 5]),
            },
        ];
        let told: Vec<(i64, i64, Option<i64>, bool)> = retied(&members, &parts)
            .iter()
            .map(|one| {
                let to = one.tied_to.map(|to| to.0);
                (one.record.0, one.customer.0, to, one.weight.is_some())
            })
            .collect();
        assert_eq!(
            told,
            [
                (3, 7, Some(1), false),
                (2, 8, None, false),
                (5, 8, Some(2), true)
            ]
        );
    }
}

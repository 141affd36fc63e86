//! When people bought last, as a list of people sums it up: one purchase is known by it, and none of those before it.

use rollcall_model::{CustomerId, SourceId};

use super::{Bought, RecentBuyer, Sent};

/// When somebody bought last, by what one source sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LastPurchase {
    pub(super) bought: Bought,
    pub(super) source: SourceId,
}

/// Of one customer, of all in the order of customers.
pub(super) fn of_customer(all: &[LastPurchase], customer: CustomerId) -> &[LastPurchase] {
    let begins = all.partition_point(|one| one.bought.customer < customer);
    let rest = &all[begins..];
    &rest[..rest.partition_point(|one| one.bought.customer == customer)]
}

/// The source by whose summing up nobody knows whether somebody had bought shortly before a message: their last purchase
/// came after it.
pub(super) fn hidden_by(last: &[LastPurchase], message: &Sent) -> Option<SourceId> {
    let after = last.iter().find(|one| !one.bought.is_before(message));
    after.map(|one| one.source)
}

impl RecentBuyer {
    /// Takes a last purchase that came before the message as well: the later one is told.
    pub(super) fn add_last(&mut self, last: &LastPurchase, is_addressed: bool) {
        if last.bought.day > self.bought {
            self.bought = last.bought.day;
            self.summed_up_by = Some(last.source);
        }
        self.found_by_email |= is_addressed;
    }
}

//! Active and new customers of a month: from how many each source tells apart to how many there are.

use std::collections::BTreeMap;

use rollcall_checks::{Bridge, OrderState};
use rollcall_model::CustomerId;

use super::super::Events;
use super::super::events::{Bought, Buyer, month_of};
use super::super::people::{People, different};
use super::{FROM_TOTALS, picture};
use crate::inventory::Marks;
use crate::view::CheckPicture;

/// Who bought in the month, and who of them for the first time.
struct Month {
    number: i32,
    active: Vec<CustomerId>,
    new: Vec<CustomerId>,
    /// In the order of customers, the month of the first purchase of each, by the days files write.
    firsts: Vec<(CustomerId, i32)>,
}

/// The buyers a source tells apart in a month, by the address or number it knows them by, and the
/// customers they are: each pair once.
struct Own {
    placed: u64,
    /// Those of them of whose orders none was kept, and one was given back whole.
    gave_back: u64,
    held: Vec<(u64, CustomerId)>,
}

/// How many customers were active and new in a month (`YYYY-MM`): of all sources, and from each source's
/// own count.
pub(super) fn pictures(
    events: &Events,
    people: &People,
    marks: &Marks,
    month: &str,
) -> Vec<CheckPicture> {
    let Some(month) = Month::read(&events.bought, people, month) else {
        return Vec::new();
    };
    let mut told = Vec::new();
    for (title, is_new) in [("Active customers", false), ("New customers", true)] {
        for mark in marks.all() {
            let of_source: Vec<&Buyer> = events
                .buyers
                .iter()
                .filter(|one| one.source == mark.source)
                .collect();
            let own = Own::read(&of_source, month.number, is_new);
            if own.placed > 0 {
                let bridge = month.bridge(&own, people, is_new);
                told.push(picture(
                    format!("{title}: {}", mark.name),
                    &bridge,
                    &format!("{} says", mark.name),
                    "Agreed",
                ));
            }
        }
    }
    told
}

/// Of so many who bought in a month, how many for the first time; nothing where nobody did.
pub(super) fn new_and_active(
    events: &Events,
    people: &People,
    month: &str,
) -> Option<(usize, usize)> {
    let month = Month::read(&events.bought, people, month)?;
    Some((month.new.len(), month.active.len()))
}

impl Month {
    fn read(bought: &[Bought], people: &People, month: &str) -> Option<Self> {
        let number = month_of(format!("{month}-01").parse().ok()?);
        let mut firsts: Vec<(CustomerId, i32)> = Vec::new();
        let mut active = Vec::new();
        // In the order of customers and of instants, which is not that of days: a day without an hour stands before
        // the evening of the day before where clocks are behind.
        for one in bought {
            let of = month_of(one.day);
            match firsts.last_mut() {
                Some((last, first)) if *last == one.customer => *first = of.min(*first),
                _ => firsts.push((one.customer, of)),
            }
            if of == number && people.counts(one.customer) {
                active.push(one.customer);
            }
        }
        active.dedup();
        let mut told = Self {
            number,
            new: Vec::new(),
            active,
            firsts,
        };
        told.new.clone_from(&told.active);
        let firsts = std::mem::take(&mut told.firsts);
        told.new
            .retain(|one| first_of(&firsts, *one) == Some(number));
        told.firsts = firsts;
        (!told.active.is_empty()).then_some(told)
    }

    fn bridge(&self, own: &Own, people: &People, is_new: bool) -> Bridge {
        let agreed = if is_new { &self.new } else { &self.active };
        let buyers = different(own.held.iter().map(|(buyer, _)| *buyer)).len() as f64;
        let customers = different(own.held.iter().map(|(_, customer)| *customer));
        let pairs = own.held.len() as f64;
        let new_here: Vec<CustomerId> = customers
            .iter()
            .copied()
            .filter(|one| !is_new || first_of(&self.firsts, *one) == Some(self.number))
            .collect();
        let named = people.counted(new_here.iter().copied()) as f64;
        let steps = [
            (
                "All their orders cancelled, never paid for or tests",
                buyers - own.placed as f64 + own.gave_back as f64,
            ),
            (
                "None of their orders kept, and one given back whole",
                -(own.gave_back as f64),
            ),
            ("Several customers at one address or number", pairs - buyers),
            (
                "The same customer under another address or number",
                customers.len() as f64 - pairs,
            ),
            (
                "Had bought before, under another address or elsewhere",
                new_here.len() as f64 - customers.len() as f64,
            ),
            (
                "Known only by an id nobody can name",
                named - new_here.len() as f64,
            ),
            (
                if is_new {
                    "New customers it does not count as new"
                } else {
                    "Customers who bought elsewhere"
                },
                agreed.len() as f64 - named,
            ),
        ];
        Bridge::build(own.placed as f64, &steps, agreed.len() as f64, FROM_TOTALS)
    }
}

/// The month of the first purchase of a customer.
fn first_of(firsts: &[(CustomerId, i32)], customer: CustomerId) -> Option<i32> {
    let place = firsts
        .binary_search_by_key(&customer, |(one, _)| *one)
        .ok()?;
    firsts.get(place).map(|(_, month)| *month)
}

impl Own {
    /// The buyers of a source in a month; those it had not seen before, where new ones are asked for.
    fn read(buyers: &[&Buyer], month: i32, is_new: bool) -> Self {
        let mut seen: BTreeMap<u64, i32> = BTreeMap::new();
        for one in buyers {
            let first = seen.entry(one.known_as).or_insert(one.month);
            *first = (*first).min(one.month);
        }
        let of_month = |one: &&&Buyer| {
            one.month == month && (!is_new || seen.get(&one.known_as) == Some(&month))
        };
        let in_state = |state: OrderState| {
            let of_state = buyers.iter().filter(of_month);
            of_state.filter(move |one| one.state == state)
        };
        let placed = buyers.iter().filter(of_month).map(|one| one.known_as);
        let held = in_state(OrderState::Real).map(|one| (one.known_as, one.customer));
        let held = different(held);
        // In the order of buyers.
        let keeps = |buyer: &u64| held.binary_search_by_key(buyer, |(one, _)| *one).is_ok();
        let gave_back = different(in_state(OrderState::GivenBack).map(|one| one.known_as));
        Self {
            placed: different(placed).len() as u64,
            gave_back: gave_back.iter().filter(|one| !keeps(one)).count() as u64,
            held,
        }
    }
}

//! What happened to customers: in order of customers, each thing once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{EventSort, Product};

/// Money in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// In hundredths of the currency.
    pub amount: i64,
    /// Number of the currency in [`Events::currencies`].
    pub currency: u16,
}

/// One row of an export that tells of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// Whom it happened to: their place in the book.
    pub customer: u32,
    /// What.
    pub sort: EventSort,
    /// The day, counted from the beginning of the calendar.
    pub day: i32,
    /// Number of its name in [`Events::names`], of a product in [`Events::products`], from 1; 0 for none.
    pub name: u32,
    /// What was paid.
    pub money: Option<Money>,
    /// What of it was given back, in hundredths of the same currency. Purchases are told apart by what was paid.
    pub given_back: i64,
    /// Hash of the order's id; 0 where there is none.
    pub order: u64,
    /// The source that tells it.
    pub source: i64,
    /// Whether it only sums up when somebody last bought: a day, but no purchase to be counted.
    pub is_summed_up: bool,
}

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub sort: EventSort,
    /// The day, counted from the beginning of the calendar.
    pub day: i32,
    /// Number of its name, from 1; 0 for none.
    pub name: u32,
    /// What was paid and not given back, never less than nothing.
    pub money: Option<Money>,
    /// Whether it counts as one: a day that is only summed up does not.
    pub is_counted: bool,
}

/// Numbers of names, given as they turn up.
#[derive(Debug, Clone, Default)]
pub struct Named {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Named {
    /// The number of a name, from 1.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.to_owned());
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// All names, in the order of their numbers.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Everything that happened to the customers of a book.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// Where the events of each customer begin, and where the last ones end.
    starts: Vec<u32>,
    rows: Vec<Event>,
    /// Names of campaigns.
    pub names: Vec<String>,
    /// Currencies, by their number; the first is blank.
    pub currencies: Vec<String>,
    /// Products, in the order of their numbers: those of events of the sort [`EventSort::Product`].
    pub products: Vec<Product>,
    /// Numbers of campaigns and of the products their messages name.
    pub campaign_products: Vec<(u32, u32)>,
    /// What some table tells of, though none of these customers need have done it.
    pub told: BTreeSet<EventSort>,
    /// The loads that tell of single purchases of these customers, and whether the amounts on their rows are those of
    /// lines, as their orders tell.
    pub purchase_tables: BTreeMap<i64, bool>,
    /// For each source whose refunds name orders of other sources, those sources.
    pub refunds_of: BTreeMap<i64, Vec<i64>>,
}

impl Events {
    /// Puts rows in order and counts each thing once: rows of one order are one purchase of the largest
    /// amount that is told of it (lines of one table are added up before), and so are an order and its
    /// payment, told by two sources with the same amount at most a day apart. What several of them tell was
    /// given back was given back once. What any of them did is told of.
    pub fn new(
        customers: usize,
        mut rows: Vec<Happened>,
        names: Vec<String>,
        currencies: Vec<String>,
    ) -> Self {
        // Rows that are alike in all of it are one, so that they need no memory to be kept in order.
        rows.sort_unstable_by_key(in_order);
        let told = rows.iter().map(|row| row.sort).collect();
        let mut starts = Vec::with_capacity(customers + 1);
        let mut events = Vec::with_capacity(rows.len());
        let mut rest = rows.as_slice();
        for customer in 0..customers {
            starts.push(events.len() as u32);
            let end = rest.partition_point(|row| row.customer as usize <= customer);
            let (mine, others) = rest.split_at(end);
            rest = others;
            let purchases = mine.partition_point(|row| row.sort == EventSort::Purchase);
            let (purchases, others) = mine.split_at(purchases);
            events.extend(once(purchases).iter().map(event));
            events.extend(others.iter().map(event));
        }
        starts.push(events.len() as u32);
        Self {
            starts,
            rows: events,
            names,
            currencies,
            products: Vec::new(),
            campaign_products: Vec::new(),
            told,
            purchase_tables: BTreeMap::new(),
            refunds_of: BTreeMap::new(),
        }
    }

    /// Puts rows together again, with where those of each customer begin.
    pub(crate) fn of_parts(starts: Vec<u32>, rows: Vec<Event>) -> Self {
        Self {
            starts,
            rows,
            ..Self::default()
        }
    }

    /// Whether the tables tell of such events, so that who has none did not do it.
    pub fn tells_of(&self, sort: EventSort) -> bool {
        match sort {
            EventSort::CampaignProduct => {
                self.told.contains(&EventSort::Product) && self.told.contains(&EventSort::Message)
            }
            sort => self.told.contains(&sort),
        }
    }

    /// Of how many customers it tells.
    pub(crate) fn customers(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// What happened to the customer at a place of the book.
    pub fn of(&self, customer: usize) -> &[Event] {
        let (Some(from), Some(to)) = (self.starts.get(customer), self.starts.get(customer + 1))
        else {
            return &[];
        };
        &self.rows[*from as usize..*to as usize]
    }
}

fn event(row: &Happened) -> Event {
    Event {
        sort: row.sort,
        day: row.day,
        name: row.name,
        money: row.money.map(|money| Money {
            amount: money.amount - row.given_back.clamp(0, money.amount.max(0)),
            ..money
        }),
        is_counted: !row.is_summed_up,
    }
}

/// In which order rows are put together.
fn in_order(row: &Happened) -> impl Ord + use<> {
    (
        row.customer,
        row.sort,
        row.day,
        row.source,
        row.order,
        row.name,
        row.money.map(|money| (money.currency, money.amount)),
        row.given_back,
        row.is_summed_up,
    )
}

/// The purchases of one customer, each once, with the places of the rows that tell it: what [`Events::new`] counts.
pub fn told_once(rows: &[Happened]) -> Vec<(Happened, Vec<usize>)> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    places.sort_by_key(|place| in_order(&rows[*place]));
    let sorted: Vec<Happened> = places.iter().map(|place| rows[*place]).collect();
    let mut told_by: Vec<Vec<usize>> = Vec::new();
    let purchases = put_together(&sorted, |purchase, row| {
        if purchase == told_by.len() {
            told_by.push(Vec::new());
        }
        told_by[purchase].push(places[row]);
    });
    purchases.into_iter().zip(told_by).collect()
}

/// The purchases of one customer, each once. They come in the order of their days.
fn once(rows: &[Happened]) -> Vec<Happened> {
    put_together(rows, |_, _| {})
}

/// The same, telling of each row which purchase it is put to; a new one has the next place.
fn put_together(rows: &[Happened], mut put: impl FnMut(usize, usize)) -> Vec<Happened> {
    let mut kept: Vec<Purchase> = Vec::with_capacity(rows.len());
    // Where the purchase of an order stands. A walk-in account has very many, so none is searched for.
    let mut place_of: BTreeMap<u64, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let of_order = place_of.get(&row.order).copied();
        let place = match (of_order, place_of_payment(&kept, row)) {
            (Some(order), Some(payment)) => Some(order.min(payment)),
            (order, payment) => order.or(payment),
        };
        let place = place.filter(|_| !row.is_summed_up);
        put(place.unwrap_or(kept.len()), at);
        match place.and_then(|place| kept.get_mut(place)) {
            Some(purchase) => purchase.add(row),
            None => {
                if row.order != 0 && !row.is_summed_up {
                    place_of.entry(row.order).or_insert(kept.len());
                }
                kept.push(Purchase {
                    row: *row,
                    sources: vec![row.source],
                });
            }
        }
    }
    kept.into_iter().map(|purchase| purchase.row).collect()
}

/// A purchase, and the sources that told it: a source's second one stays its own.
struct Purchase {
    row: Happened,
    sources: Vec<i64>,
}

impl Purchase {
    fn add(&mut self, row: &Happened) {
        self.row.day = self.row.day.min(row.day);
        self.row.given_back = match (self.row.money, row.money) {
            (Some(mine), Some(other)) if mine.currency != other.currency => {
                // What was given back is in the currency of the amount that is kept.
                if other.amount > mine.amount {
                    row.given_back
                } else {
                    self.row.given_back
                }
            }
            _ => self.row.given_back.max(row.given_back),
        };
        self.row.money = match (self.row.money, row.money) {
            (Some(mine), Some(other)) if other.amount > mine.amount => Some(other),
            (mine, other) => mine.or(other),
        };
        if !self.sources.contains(&row.source) {
            self.sources.push(row.source);
        }
    }

    /// Whether a row of another source tells it: the same money within a day.
    fn is_paid_by(&self, row: &Happened) -> bool {
        !self.row.is_summed_up
            && row.money.is_some()
            && self.row.money == row.money
            && !self.sources.contains(&row.source)
    }
}

/// The first purchase kept that a row is the payment of; only those of the day before and of its own can be.
fn place_of_payment(kept: &[Purchase], row: &Happened) -> Option<usize> {
    let from = kept.partition_point(|one| one.row.day < row.day - 1);
    let mut of_these_days = kept.get(from..)?.iter();
    Some(from + of_these_days.position(|one| one.is_paid_by(row))?)
}

#[cfg(test)]
mod tests {
    use super::{Events, Happened, Money, told_once};
    use crate::EventSort;

    fn row(customer: u32, day: i32, amount: i64, order: u64, source: i64) -> Happened {
        Happened {
            customer,
            sort: EventSort::Purchase,
            day,
            name: 0,
            money: (amount > 0).then_some(Money {
                amount,
                currency: 1,
            }),
            given_back: 0,
            order,
            source,
            is_summed_up: false,
        }
    }

    fn counted(rows: Vec<Happened>) -> Vec<(i32, Option<i64>)> {
        let events = Events::new(1, rows, Vec::new(), Vec::new());
        let told = events.of(0).iter();
        told.map(|one| (one.day, one.money.map(|money| money.amount)))
            .collect()
    }

    #[test]
    fn lines_of_an_order_and_its_payment_are_one_purchase() {
        // Two lines of one order, the total on the first; its payment a day later in another system.
        let told = counted(vec![
            row(0, 10, 2500, 7, 1),
            row(0, 10, 0, 7, 1),
            row(0, 11, 2500, 99, 2),
        ]);
        assert_eq!(told, [(10, Some(2500))]);
    }

    #[test]
    fn what_was_given_back_is_taken_off_once_and_never_parts_an_order_from_its_payment() {
        let back = |given_back, row| Happened { given_back, ..row };
        let cases: [(&str, Vec<Happened>, Vec<(i32, Option<i64>)>); 4] = [
            (
                "the payment alone tells it",
                vec![row(0, 10, 2500, 7, 1), back(1000, row(0, 11, 2500, 99, 2))],
                vec![(10, Some(1500))],
            ),
            (
                "both tell it",
                vec![
                    back(1000, row(0, 10, 2500, 7, 1)),
                    back(1000, row(0, 11, 2500, 99, 2)),
                ],
                vec![(10, Some(1500))],
            ),
            (
                "more than was paid",
                vec![back(3000, row(0, 10, 2500, 7, 1))],
                vec![(10, Some(0))],
            ),
            (
                "what is no amount is none of nothing",
                vec![back(3000, row(0, 10, 0, 7, 1))],
                vec![(10, None)],
            ),
        ];
        for (what, rows, come_to) in cases {
            assert_eq!(counted(rows), come_to, "{what}");
        }
    }

    #[test]
    fn each_purchase_names_the_rows_that_tell_it_in_whatever_order_they_come() {
        let payment = row(0, 11, 2500, 99, 2);
        let rows = [payment, row(0, 30, 900, 8, 1), row(0, 10, 2500, 7, 1)];
        let told = told_once(&rows);
        let places: Vec<&[usize]> = told.iter().map(|(_, places)| places.as_slice()).collect();
        assert_eq!(places, [&[2, 0][..], &[1]]);
        let days: Vec<i32> = told.iter().map(|(purchase, _)| purchase.day).collect();
        assert_eq!(days, [10, 30]);
        assert!(told_once(&[]).is_empty());
    }

    #[test]
    fn two_orders_of_one_shop_stay_two_and_so_do_their_payments() {
        let told = counted(vec![
            row(0, 10, 2500, 7, 1),
            row(0, 10, 2500, 8, 1),
            row(0, 10, 2500, 98, 2),
            row(0, 10, 2500, 99, 2),
            row(0, 30, 2500, 0, 2),
        ]);
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn an_order_is_known_however_late_it_is_told_again_and_a_payment_for_a_day_only() {
        let told = counted(vec![
            row(0, 10, 2500, 7, 1),
            row(0, 12, 2500, 99, 2),
            row(0, 50, 3000, 7, 3),
            row(0, 51, 3000, 98, 2),
        ]);
        assert_eq!(told, [(10, Some(3000)), (12, Some(2500)), (51, Some(3000))]);
    }

    #[test]
    fn everybody_has_their_own() {
        let rows = vec![row(2, 5, 100, 1, 1), row(0, 9, 100, 2, 1)];
        let events = Events::new(3, rows, Vec::new(), Vec::new());
        let days = |customer| -> Vec<i32> {
            let mine = events.of(customer).iter();
            mine.map(|one| one.day).collect()
        };
        assert_eq!(
            (days(0), days(1), days(2), days(3)),
            (vec![9], vec![], vec![5], vec![])
        );
    }
}

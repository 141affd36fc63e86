//! A book as bytes, to be kept and read again at once: numbers of customers, days, amounts, and the names
//! of campaigns and products. Values of people are not among it.
//!
//! Numbers take a byte for each seven bits. Bytes that nobody wrote so are no book.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};

use crate::{Book, Event, EventSort, Events, Money, Product, SourceSets};

/// Of the first byte of an event: whether it counts, whether it tells money; the rest is what it is.
const IS_COUNTED: u8 = 1 << 6;
const HAS_MONEY: u8 = 1 << 7;

impl Book {
    /// Who there is, which sources know them, how they stand and what they answered.
    pub fn people_to_bytes(&self) -> Vec<u8> {
        let mut bytes = Written::default();
        bytes.number(self.customers.len() as u64);
        let mut before = 0;
        for customer in &self.customers {
            bytes.signed(customer.0 - before);
            before = customer.0;
        }
        bytes.0.extend(self.states());
        let (sets, of) = self.sources.parts();
        bytes.number(sets.len() as u64);
        for set in sets {
            bytes.number(set.len() as u64);
            for source in set {
                bytes.signed(source.0);
            }
        }
        for set in of {
            bytes.number(u64::from(*set));
        }
        bytes.number(self.consents.len() as u64);
        for (channel, answers) in &self.consents {
            bytes.text(&channel.code());
            bytes.0.extend(answers.iter().map(|one| number_of(*one)));
        }
        bytes.0
    }

    /// Reads what [`Book::people_to_bytes`] wrote; nothing where anything else stands there.
    pub fn people_from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Reading(bytes);
        let count = bytes.count()?;
        let mut customers = Vec::with_capacity(count);
        let mut before = 0_i64;
        for _ in 0..count {
            before = before.checked_add(bytes.signed()?)?;
            customers.push(CustomerId(before));
        }
        let mut book = Self::of(customers);
        book.set_states(bytes.bytes(count)?);
        let mut sets = Vec::new();
        for _ in 0..bytes.count()? {
            let sources = (0..bytes.count()?).map(|_| bytes.signed().map(SourceId));
            sets.push(sources.collect::<Option<Vec<_>>>()?);
        }
        let of = (0..count).map(|_| bytes.small()).collect::<Option<_>>()?;
        book.sources = SourceSets::of_parts(sets, of)?;
        for _ in 0..bytes.count()? {
            let channel = Attribute::parse(bytes.text()?)?;
            let kept = bytes.bytes(count)?;
            if kept
                .iter()
                .any(|one| usize::from(*one) > ConsentState::LOOSEST_FIRST.len())
            {
                return None;
            }
            let answers = kept.iter().map(|one| answer_of(*one)).collect();
            book.consents.insert(channel, answers);
        }
        bytes.0.is_empty().then_some(book)
    }
}

/// Of what the tables tell, whoever it happened to: it stands in front, so that it is known before everything is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatTablesTell {
    /// What some table tells of.
    pub told: BTreeSet<EventSort>,
    /// The loads that tell of single purchases, and whether their amounts are those of lines.
    pub purchase_tables: BTreeMap<i64, bool>,
}

impl WhatTablesTell {
    /// Reads it off the beginning of what [`Events::to_bytes`] wrote; nothing where anything else stands there.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Reading(bytes).what_tables_tell()
    }
}

impl Events {
    /// Of what the tables tell.
    pub fn what_tables_tell(&self) -> WhatTablesTell {
        WhatTablesTell {
            told: self.told.clone(),
            purchase_tables: self.purchase_tables.clone(),
        }
    }

    /// Everything that happened.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Written::default();
        bytes.number(self.told.len() as u64);
        bytes.0.extend(self.told.iter().map(|one| place_of(*one)));
        bytes.number(self.purchase_tables.len() as u64);
        for (load, is_of_lines) in &self.purchase_tables {
            bytes.signed(*load);
            bytes.0.push(u8::from(*is_of_lines));
        }
        bytes.texts(&self.names);
        bytes.texts(&self.currencies);
        bytes.number(self.products.len() as u64);
        for product in &self.products {
            bytes.text(&product.number);
            bytes.text(&product.name);
        }
        bytes.number(self.campaign_products.len() as u64);
        for (campaign, product) in &self.campaign_products {
            bytes.number(u64::from(*campaign));
            bytes.number(u64::from(*product));
        }
        let customers = self.customers();
        bytes.number(customers as u64);
        for customer in 0..customers {
            let mine = self.of(customer);
            bytes.number(mine.len() as u64);
            let mut before = 0;
            for event in mine {
                bytes.event(event, before);
                before = event.day;
            }
        }
        bytes.0
    }

    /// Reads what [`Events::to_bytes`] wrote; nothing where anything else stands there.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Reading(bytes);
        let tables = bytes.what_tables_tell()?;
        let (names, currencies) = (bytes.texts()?, bytes.texts()?);
        let mut products = Vec::new();
        for _ in 0..bytes.count()? {
            let (number, name) = (bytes.text()?.to_owned(), bytes.text()?.to_owned());
            products.push(Product { number, name });
        }
        let pairs = (0..bytes.count()?).map(|_| bytes.small().zip(bytes.small()));
        let campaign_products = pairs.collect::<Option<_>>()?;
        let customers = bytes.count()?;
        let mut starts = Vec::with_capacity(customers + 1);
        let mut rows = Vec::new();
        for _ in 0..customers {
            starts.push(u32::try_from(rows.len()).ok()?);
            let mut before = 0;
            for _ in 0..bytes.count()? {
                let event = bytes.event(before)?;
                before = event.day;
                rows.push(event);
            }
        }
        starts.push(u32::try_from(rows.len()).ok()?);
        let mut events = Self::of_parts(starts, rows);
        (events.names, events.currencies) = (names, currencies);
        (events.products, events.campaign_products) = (products, campaign_products);
        (events.told, events.purchase_tables) = (tables.told, tables.purchase_tables);
        bytes.0.is_empty().then_some(events)
    }
}

/// An answer as a number, 0 for none.
fn number_of(answer: Option<ConsentState>) -> u8 {
    let mut all = ConsentState::LOOSEST_FIRST.iter();
    let place = answer.and_then(|answer| all.position(|one| *one == answer));
    place.map_or(0, |place| place as u8 + 1)
}

fn answer_of(number: u8) -> Option<ConsentState> {
    let place = usize::from(number).checked_sub(1)?;
    ConsentState::LOOSEST_FIRST.get(place).copied()
}

/// What happened as a number: its place among all that can.
fn place_of(sort: EventSort) -> u8 {
    let mut all = EventSort::ALL.iter();
    all.position(|one| *one == sort).unwrap_or_default() as u8
}

fn sort_at(place: u8) -> Option<EventSort> {
    EventSort::ALL.get(usize::from(place)).copied()
}

#[derive(Default)]
struct Written(Vec<u8>);

impl Written {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// Small numbers of either sign are short.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
    }

    fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    /// An event, its day counted from that of the event before.
    fn event(&mut self, event: &Event, before: i32) {
        let mut first = place_of(event.sort);
        first |= if event.is_counted { IS_COUNTED } else { 0 };
        first |= if event.money.is_some() { HAS_MONEY } else { 0 };
        self.0.push(first);
        self.signed(i64::from(event.day) - i64::from(before));
        self.number(u64::from(event.name));
        if let Some(money) = event.money {
            self.signed(money.amount);
            self.number(u64::from(money.currency));
        }
    }
}

/// The bytes that are left.
struct Reading<'a>(&'a [u8]);

impl<'a> Reading<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (read, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(read)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        self.number()?.try_into().ok()
    }

    /// How many of something follow: each takes a byte at least.
    fn count(&mut self) -> Option<usize> {
        let count = self.small()?;
        (count <= self.0.len()).then_some(count)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    fn what_tables_tell(&mut self) -> Option<WhatTablesTell> {
        let told = (0..self.count()?).map(|_| sort_at(self.byte()?));
        let told = told.collect::<Option<_>>()?;
        let mut purchase_tables = BTreeMap::new();
        for _ in 0..self.count()? {
            let load = self.signed()?;
            let is_of_lines = match self.byte()? {
                0 => false,
                1 => true,
                _ => return None,
            };
            purchase_tables.insert(load, is_of_lines);
        }
        Some(WhatTablesTell {
            told,
            purchase_tables,
        })
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let count = self.count()?;
        (0..count).map(|_| Some(self.text()?.to_owned())).collect()
    }

    fn event(&mut self, before: i32) -> Option<Event> {
        let first = self.byte()?;
        let sort = sort_at(first & !(IS_COUNTED | HAS_MONEY))?;
        let day = i64::from(before).checked_add(self.signed()?)?;
        let name = self.small()?;
        let money = if first & HAS_MONEY == 0 {
            None
        } else {
            let (amount, currency) = (self.signed()?, self.small()?);
            Some(Money { amount, currency })
        };
        Some(Event {
            sort,
            day: i32::try_from(day).ok()?,
            name,
            money,
            is_counted: first & IS_COUNTED != 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, WhatTablesTell, Written};
    use crate::{Book, EventSort, Events, Happened, Money, Product, State};
    use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};

    fn book() -> Book {
        let mut book = Book::of([3, 9, 70_000].map(CustomerId).to_vec());
        book.mark(1, State::InHousehold);
        book.mark(2, State::DeletionRequested);
        for sources in [&[1_i64, 2][..], &[], &[1, 2]] {
            let sources: Vec<SourceId> = sources.iter().copied().map(SourceId).collect();
            book.sources.push(&sources);
        }
        let answers = [
            Some(ConsentState::OptedIn),
            None,
            Some(ConsentState::Complained),
        ];
        book.consents
            .insert(Attribute::EmailConsent, answers.to_vec());
        book
    }

    fn events() -> Events {
        let happened = |customer, sort, day, amount: Option<i64>| Happened {
            customer,
            sort,
            day,
            name: 1,
            money: amount.map(|amount| Money {
                amount,
                currency: 1,
            }),
            given_back: 0,
            order: 0,
            source: 1,
            is_summed_up: amount.is_none(),
        };
        let rows = vec![
            happened(0, EventSort::Purchase, 739_000, Some(1_999)),
            happened(0, EventSort::Purchase, 738_000, Some(-500)),
            happened(2, EventSort::Message, 739_100, None),
        ];
        let names = vec!["Winter".to_owned()];
        let mut events = Events::new(3, rows, names, vec![String::new(), "EUR".to_owned()]);
        events.products = vec![Product {
            number: "HP-1".into(),
            name: "Chair".into(),
        }];
        events.campaign_products = vec![(1, 1)];
        events.told = [EventSort::Opened, EventSort::SignUp].into();
        events.purchase_tables = [(3, false), (70_000, true)].into();
        events
    }

    #[test]
    fn people_are_read_as_they_were_written() {
        let book = book();
        let bytes = book.people_to_bytes();
        let read = Book::people_from_bytes(&bytes).expect("a book");
        assert_eq!(format!("{read:?}"), format!("{book:?}"));
        assert!(read.stands(2, State::DeletionRequested));
    }

    #[test]
    fn events_are_read_as_they_were_written() {
        let events = events();
        let bytes = events.to_bytes();
        let read = Events::from_bytes(&bytes).expect("events");
        assert_eq!(format!("{read:?}"), format!("{events:?}"));
        let tables = WhatTablesTell::from_bytes(&bytes).expect("what tables tell");
        assert_eq!(tables, events.what_tables_tell());
    }

    #[test]
    fn what_is_cut_off_or_longer_is_neither() {
        let (people, happened) = (book().people_to_bytes(), events().to_bytes());
        for end in 0..people.len() {
            assert!(Book::people_from_bytes(&people[..end]).is_none(), "{end}");
        }
        for end in 0..happened.len() {
            assert!(Events::from_bytes(&happened[..end]).is_none(), "{end}");
        }
        assert!(Book::people_from_bytes(&[people, vec![0]].concat()).is_none());
        assert!(Events::from_bytes(&[happened, vec![0]].concat()).is_none());
    }

    /// Any byte changed gives other facts or none, and nothing breaks off.
    #[test]
    fn what_is_changed_breaks_nothing() {
        let (people, happened) = (book().people_to_bytes(), events().to_bytes());
        for place in 0..people.len() {
            let mut changed = people.clone();
            changed[place] ^= 0xFF;
            if let Some(read) = Book::people_from_bytes(&changed) {
                let _ = read.sources.tested(<[SourceId]>::is_empty);
                assert_ne!(format!("{read:?}"), format!("{:?}", book()));
            }
        }
        for place in 0..happened.len() {
            let mut changed = happened.clone();
            changed[place] ^= 0xFF;
            if let Some(read) = Events::from_bytes(&changed) {
                assert_ne!(format!("{read:?}"), format!("{:?}", events()));
            }
        }
    }

    #[test]
    fn numbers_of_all_sizes_come_back() {
        let all = [0, 1, -1, 63, -64, 64, 1 << 40, i64::MAX, i64::MIN];
        let mut written = Written::default();
        for one in all {
            written.signed(one);
        }
        let mut read = Reading(&written.0);
        for one in all {
            assert_eq!(read.signed(), Some(one));
        }
        assert_eq!(read.signed(), None);
        assert_eq!(Reading(&[0xFF; 11]).number(), None);
    }
}

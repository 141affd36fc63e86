//! A book as bytes, to be kept and read again at once: people part by part, with the texts of each attribute apart, and
//! what happened to all of them. Bytes that nobody wrote so are no book.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ConsentState, CustomerId, Packed, SourceId, Unpacked};

use crate::{
    Book, Event, EventSort, Events, Money, Permissions, Product, PurposeAnswer, SourceSets, Texts,
};

/// Of the first byte of an event: whether it counts, whether it tells money; the rest is what it is.
const IS_COUNTED: u8 = 1 << 6;
const HAS_MONEY: u8 = 1 << 7;

impl Book {
    /// Who there is, which sources know them, how they stand and what they answered.
    pub fn people_to_bytes(&self) -> Vec<u8> {
        let mut bytes = Packed::default();
        bytes.ascending(self.customers.iter().map(|customer| customer.0));
        bytes.bytes(self.states().iter().copied());
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
            bytes.bytes(answers.iter().map(|one| number_of(*one)));
        }
        bytes.into_bytes()
    }

    /// Reads what [`Book::people_to_bytes`] wrote; nothing where anything else stands there.
    pub fn people_from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let customers = bytes.ascending()?.into_iter().map(CustomerId).collect();
        let mut book = Self::of(customers);
        let count = book.customers.len();
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
        bytes.is_empty().then_some(book)
    }

    /// Puts the people of another book, whose numbers come after these, behind them.
    pub fn append_people(&mut self, mut others: Self) {
        self.customers.append(&mut others.customers);
        self.append_states(&others);
        self.sources.append(&others.sources);
        for (channel, mut answers) in others.consents {
            self.consents
                .entry(channel)
                .or_default()
                .append(&mut answers);
        }
    }
}

impl Texts {
    /// The values of each customer.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Packed::default();
        let customers = self.customers();
        bytes.number(customers as u64);
        for customer in 0..customers {
            bytes.number(self.of(customer).count() as u64);
            for text in self.of(customer) {
                bytes.text(text);
            }
        }
        bytes.into_bytes()
    }

    /// Puts the values of the customers that come next behind these, as [`Texts::to_bytes`] wrote them; nothing where
    /// anything else stands there.
    pub fn append_bytes(&mut self, bytes: &[u8]) -> Option<()> {
        let mut bytes = Unpacked::new(bytes);
        for _ in 0..bytes.count()? {
            let values = (0..bytes.count()?).map(|_| bytes.text());
            let values = values.collect::<Option<Vec<&str>>>()?;
            self.push_folded(values);
        }
        bytes.is_empty().then_some(())
    }
}

impl Permissions {
    /// What is known of everybody.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Packed::default();
        bytes.byte(u8::from(self.is_told));
        bytes.number(self.of.len() as u64);
        let place = |answer: &PurposeAnswer| {
            let mut all = PurposeAnswer::ALL.iter();
            all.position(|one| one == answer).unwrap_or_default() as u8
        };
        bytes.bytes(self.of.iter().map(place));
        bytes.into_bytes()
    }

    /// Reads what [`Permissions::to_bytes`] wrote; nothing where anything else stands there.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let is_told = match bytes.byte()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let count = bytes.count()?;
        let places = bytes.bytes(count)?.iter();
        let of = places.map(|place| PurposeAnswer::ALL.get(usize::from(*place)).copied());
        let of = of.collect::<Option<_>>()?;
        bytes.is_empty().then_some(Self { is_told, of })
    }
}

/// Of what the tables tell, whoever it happened to: it stands in front, so that it is known before everything is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatTablesTell {
    /// What some table tells of.
    pub told: BTreeSet<EventSort>,
    /// The loads that tell of single purchases, and whether their amounts are those of lines.
    pub purchase_tables: BTreeMap<i64, bool>,
    /// For each source whose refunds name orders of other sources, those sources.
    pub refunds_of: BTreeMap<i64, Vec<i64>>,
}

impl WhatTablesTell {
    /// As it stands in front of what [`Events::to_bytes`] writes, and by itself.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Packed::default();
        self.pack(&mut bytes);
        bytes.into_bytes()
    }

    fn pack(&self, bytes: &mut Packed) {
        bytes.number(self.told.len() as u64);
        bytes.bytes(self.told.iter().map(|one| place_of(*one)));
        bytes.number(self.purchase_tables.len() as u64);
        for (load, is_of_lines) in &self.purchase_tables {
            bytes.signed(*load);
            bytes.byte(u8::from(*is_of_lines));
        }
        bytes.number(self.refunds_of.len() as u64);
        for (source, others) in &self.refunds_of {
            bytes.signed(*source);
            bytes.number(others.len() as u64);
            for other in others {
                bytes.signed(*other);
            }
        }
    }

    /// Reads it by itself, or off the beginning of what [`Events::to_bytes`] wrote; nothing where anything else stands.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        what_tables_tell(&mut Unpacked::new(bytes))
    }
}

impl Events {
    /// Of what the tables tell.
    pub fn what_tables_tell(&self) -> WhatTablesTell {
        WhatTablesTell {
            told: self.told.clone(),
            purchase_tables: self.purchase_tables.clone(),
            refunds_of: self.refunds_of.clone(),
        }
    }

    /// Everything that happened.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Packed::default();
        self.what_tables_tell().pack(&mut bytes);
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
        // Told beforehand, so that no more memory is taken than they need.
        let all: usize = (0..customers).map(|customer| self.of(customer).len()).sum();
        bytes.number(all as u64);
        for customer in 0..customers {
            let mine = self.of(customer);
            bytes.number(mine.len() as u64);
            let mut before = 0;
            for event in mine {
                pack_event(&mut bytes, event, before);
                before = event.day;
            }
        }
        bytes.into_bytes()
    }

    /// Reads what [`Events::to_bytes`] wrote; nothing where anything else stands there.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let tables = what_tables_tell(&mut bytes)?;
        let (names, currencies) = (bytes.texts()?, bytes.texts()?);
        let mut products = Vec::new();
        for _ in 0..bytes.count()? {
            let (number, name) = (bytes.text()?.to_owned(), bytes.text()?.to_owned());
            products.push(Product { number, name });
        }
        let pairs = (0..bytes.count()?).map(|_| bytes.small().zip(bytes.small()));
        let campaign_products = pairs.collect::<Option<_>>()?;
        let customers = bytes.count()?;
        let all = bytes.count()?;
        let mut starts = Vec::with_capacity(customers + 1);
        let mut rows = Vec::with_capacity(all);
        for _ in 0..customers {
            starts.push(u32::try_from(rows.len()).ok()?);
            let mut before = 0;
            for _ in 0..bytes.count()? {
                let event = unpack_event(&mut bytes, before)?;
                before = event.day;
                rows.push(event);
            }
        }
        starts.push(u32::try_from(rows.len()).ok()?);
        let rows_read = rows.len();
        let mut events = Self::of_parts(starts, rows);
        (events.names, events.currencies) = (names, currencies);
        (events.products, events.campaign_products) = (products, campaign_products);
        (events.told, events.purchase_tables) = (tables.told, tables.purchase_tables);
        events.refunds_of = tables.refunds_of;
        (bytes.is_empty() && all == rows_read).then_some(events)
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

/// An event, its day counted from that of the event before.
fn pack_event(bytes: &mut Packed, event: &Event, before: i32) {
    let mut first = place_of(event.sort);
    first |= if event.is_counted { IS_COUNTED } else { 0 };
    first |= if event.money.is_some() { HAS_MONEY } else { 0 };
    bytes.byte(first);
    bytes.signed(i64::from(event.day) - i64::from(before));
    bytes.number(u64::from(event.name));
    if let Some(money) = event.money {
        bytes.signed(money.amount);
        bytes.number(u64::from(money.currency));
    }
}

fn unpack_event(bytes: &mut Unpacked<'_>, before: i32) -> Option<Event> {
    let first = bytes.byte()?;
    let sort = sort_at(first & !(IS_COUNTED | HAS_MONEY))?;
    let day = i64::from(before).checked_add(bytes.signed()?)?;
    let name = bytes.small()?;
    let money = if first & HAS_MONEY == 0 {
        None
    } else {
        let (amount, currency) = (bytes.signed()?, bytes.small()?);
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

fn what_tables_tell(bytes: &mut Unpacked<'_>) -> Option<WhatTablesTell> {
    let told = (0..bytes.count()?).map(|_| sort_at(bytes.byte()?));
    let told = told.collect::<Option<_>>()?;
    let mut purchase_tables = BTreeMap::new();
    for _ in 0..bytes.count()? {
        let load = bytes.signed()?;
        let is_of_lines = match bytes.byte()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        purchase_tables.insert(load, is_of_lines);
    }
    let mut refunds_of = BTreeMap::new();
    for _ in 0..bytes.count()? {
        let source = bytes.signed()?;
        let others = (0..bytes.count()?).map(|_| bytes.signed());
        refunds_of.insert(source, others.collect::<Option<_>>()?);
    }
    Some(WhatTablesTell {
        told,
        purchase_tables,
        refunds_of,
    })
}

#[cfg(test)]
mod tests;

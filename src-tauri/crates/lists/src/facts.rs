//! What is known of all customers, a column a question.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};

use crate::{ChannelPurpose, Events, Permissions, State};

/// What is known of all customers of a run, in the order of their ids. Only what conditions ask about is
/// there; a column that is missing says that nobody has a value.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Everybody, by id.
    pub customers: Vec<CustomerId>,
    /// Which sources know each.
    pub sources: SourceSets,
    /// How each stands.
    states: Vec<u8>,
    /// Values by attribute.
    pub texts: BTreeMap<Attribute, Texts>,
    /// Answers by channel.
    pub consents: BTreeMap<Attribute, Vec<Option<ConsentState>>>,
    /// What is permitted for purposes, of those asked about.
    pub permissions: BTreeMap<ChannelPurpose, Permissions>,
    /// Whom sources know as buyers, of those asked about.
    pub buyers: BTreeMap<SourceId, BuyersOf>,
    /// For each customer whether they are behind what a check found, of the checks asked about; one that
    /// cannot tell is missing.
    pub findings: BTreeMap<String, Vec<bool>>,
    /// What happened.
    pub events: Events,
}

/// Whom one source knows as buyers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuyersOf {
    /// Whether it tells who is one.
    pub tells: bool,
    /// For each customer of the book whether it says that they are.
    pub are: Vec<bool>,
}

impl Book {
    /// A book of these customers, of whom nothing is known yet. Their ids must ascend.
    pub fn of(customers: Vec<CustomerId>) -> Self {
        Self {
            states: vec![0; customers.len()],
            customers,
            ..Self::default()
        }
    }

    /// The place of a customer.
    pub fn place(&self, customer: CustomerId) -> Option<usize> {
        self.customers.binary_search(&customer).ok()
    }

    /// Notes how the customer at a place stands.
    pub fn mark(&mut self, place: usize, state: State) {
        if let Some(states) = self.states.get_mut(place) {
            *states |= 1 << state as u8;
        }
    }

    /// Takes a note back from everybody.
    pub fn unmark_all(&mut self, state: State) {
        for states in &mut self.states {
            *states &= !(1 << state as u8);
        }
    }

    /// How each stands, a bit a state.
    pub(crate) fn states(&self) -> &[u8] {
        &self.states
    }

    pub(crate) fn set_states(&mut self, states: &[u8]) {
        self.states.copy_from_slice(states);
    }

    pub(crate) fn append_states(&mut self, others: &Self) {
        self.states.extend_from_slice(&others.states);
    }

    /// Whether the customer at a place stands so.
    pub fn stands(&self, place: usize, state: State) -> bool {
        self.states
            .get(place)
            .is_some_and(|states| states & (1 << state as u8) != 0)
    }
}

/// Which sources know each customer: there are few different sets of them.
#[derive(Debug, Clone, Default)]
pub struct SourceSets {
    sets: Vec<Vec<SourceId>>,
    numbers: BTreeMap<Vec<SourceId>, u32>,
    of: Vec<u32>,
}

impl SourceSets {
    /// Notes the sources of the next customer.
    pub fn push(&mut self, sources: &[SourceId]) {
        let number = self.number(sources);
        self.of.push(number);
    }

    /// Puts the sets of the customers that come next behind these.
    pub(crate) fn append(&mut self, others: &Self) {
        let sets = others.sets.iter();
        let here: Vec<u32> = sets.map(|set| self.number(set)).collect();
        let theirs = others.of.iter();
        self.of.extend(theirs.map(|set| here[*set as usize]));
    }

    /// The number of a set.
    fn number(&mut self, sources: &[SourceId]) -> u32 {
        if let Some(number) = self.numbers.get(sources) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(sources.to_vec());
        self.numbers.insert(sources.to_vec(), number);
        number
    }

    /// The different sets, and for each customer the number of theirs.
    pub(crate) fn parts(&self) -> (&[Vec<SourceId>], &[u32]) {
        (&self.sets, &self.of)
    }

    /// Puts the parts together again; nothing where a customer has a set that is not there.
    pub(crate) fn of_parts(sets: Vec<Vec<SourceId>>, of: Vec<u32>) -> Option<Self> {
        let numbers = sets.iter().cloned().zip(0..).collect();
        of.iter()
            .all(|set| (*set as usize) < sets.len())
            .then_some(Self { sets, numbers, of })
    }

    /// Whether a source knows the customer at a place.
    pub(crate) fn knows(&self, place: usize, source: SourceId) -> bool {
        let set = self
            .of
            .get(place)
            .and_then(|set| self.sets.get(*set as usize));
        set.is_some_and(|set| set.contains(&source))
    }

    /// For each customer whether a test holds of the sources that know them.
    pub(crate) fn tested(&self, test: impl Fn(&[SourceId]) -> bool) -> Vec<bool> {
        let told: Vec<bool> = self.sets.iter().map(|set| test(set)).collect();
        self.of.iter().map(|set| told[*set as usize]).collect()
    }
}

/// The values of one attribute, one text for all of them.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    text: String,
    /// Where each value ends.
    ends: Vec<u32>,
    /// Where the values of each customer begin.
    starts: Vec<u32>,
}

impl Texts {
    /// Notes the values of the next customer, in lower case.
    pub fn push<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        self.starts.push(self.ends.len() as u32);
        for value in values {
            self.text.push_str(&value.trim().to_lowercase());
            self.ends.push(self.text.len() as u32);
        }
    }

    /// Notes the values of the next customer, which are in lower case already.
    pub(crate) fn push_folded<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        self.starts.push(self.ends.len() as u32);
        for value in values {
            self.text.push_str(value);
            self.ends.push(self.text.len() as u32);
        }
    }

    /// Notes customers without a value, until there are so many.
    pub fn blank_until(&mut self, customers: usize) {
        while self.customers() < customers {
            self.push([]);
        }
    }

    /// Of how many customers the values are noted.
    pub fn customers(&self) -> usize {
        self.starts.len()
    }

    /// The values of the customer at a place.
    pub fn of(&self, place: usize) -> impl Iterator<Item = &str> {
        let from = self.starts.get(place).map_or(0, |start| *start as usize);
        let to = match self.starts.get(place + 1) {
            Some(next) => *next as usize,
            None if place < self.starts.len() => self.ends.len(),
            None => from,
        };
        (from..to).map(|value| {
            let begin = value
                .checked_sub(1)
                .map_or(0, |before| self.ends[before] as usize);
            &self.text[begin..self.ends[value] as usize]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, SourceSets, Texts};
    use crate::State;
    use rollcall_model::{CustomerId, SourceId};

    #[test]
    fn values_stand_with_their_customer() {
        let mut texts = Texts::default();
        texts.push(["Leeds ", "York"]);
        texts.push([]);
        texts.push(["ZÜRICH"]);
        let of = |place| texts.of(place).collect::<Vec<_>>();
        assert_eq!(of(0), ["leeds", "york"]);
        assert!(of(1).is_empty());
        assert_eq!(of(2), ["zürich"]);
        assert!(of(3).is_empty());
    }

    #[test]
    fn states_and_sources_are_told_apart() {
        let mut book = Book::of(vec![CustomerId(3), CustomerId(9)]);
        book.mark(1, State::InReview);
        book.mark(1, State::InHousehold);
        assert_eq!(book.place(CustomerId(9)), Some(1));
        assert!(book.stands(1, State::InReview) && book.stands(1, State::InHousehold));
        assert!(!book.stands(1, State::InConflict) && !book.stands(0, State::InReview));
        let mut sets = SourceSets::default();
        for sources in [&[1_i64, 2][..], &[2], &[1, 2]] {
            let sources: Vec<SourceId> = sources.iter().copied().map(SourceId).collect();
            sets.push(&sources);
        }
        assert_eq!(
            sets.tested(|set| set.contains(&SourceId(1))),
            [true, false, true]
        );
    }
}

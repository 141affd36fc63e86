//! Of how many customers everything is known that one use case needs.

use std::collections::BTreeMap;

use rollcall_model::{CustomerId, Packed, Unpacked};

/// What is known of each customer: which set of attributes, of which there are few different ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownOfCustomers {
    /// In order, each with the number of their set.
    of: Vec<(CustomerId, u32)>,
    /// The different sets, a bit an attribute; the first is the empty one.
    sets: Vec<Vec<u64>>,
    numbers: BTreeMap<Vec<u64>, u32>,
}

/// How complete customers are for one use case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Complete {
    /// Of so many customers all of it is known.
    pub complete: u64,
    /// Of so many customers.
    pub customers: u64,
    /// How many customers each attribute is known of, in the order asked.
    pub known: Vec<u64>,
    /// Customers with a gap and what they lack, by the place of the attribute among those asked for;
    /// those with the fewest gaps first, and no more than were asked for.
    pub lacking: Vec<(CustomerId, Vec<usize>)>,
}

impl KnownOfCustomers {
    /// Nothing known yet of these customers, each once.
    pub fn of(customers: impl IntoIterator<Item = CustomerId>) -> Self {
        let mut of: Vec<(CustomerId, u32)> = customers.into_iter().map(|one| (one, 0)).collect();
        of.sort_unstable();
        of.dedup();
        Self {
            of,
            sets: vec![Vec::new()],
            numbers: BTreeMap::from([(Vec::new(), 0)]),
        }
    }

    /// Notes that attributes of somebody are known, by their places; of strangers nothing is noted.
    pub fn add(&mut self, customer: CustomerId, attributes: &[usize]) {
        let place = self.of.binary_search_by_key(&customer, |(one, _)| *one);
        let Some((_, number)) = place.ok().and_then(|place| self.of.get(place)).copied() else {
            return;
        };
        let known = self
            .sets
            .get(number as usize)
            .map_or(&[][..], Vec::as_slice);
        if attributes.iter().all(|one| holds(known, *one)) {
            return;
        }
        let mut more = known.to_vec();
        for attribute in attributes {
            let word = attribute / BITS;
            if more.len() <= word {
                more.resize(word + 1, 0);
            }
            more[word] |= 1 << (attribute % BITS);
        }
        let number = self.number(more);
        if let Some((_, of_this)) = place.ok().and_then(|place| self.of.get_mut(place)) {
            *of_this = number;
        }
    }

    /// The number of a set.
    fn number(&mut self, set: Vec<u64>) -> u32 {
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }

    /// How complete customers are for each of several use cases, whose attributes are named by their places. Some
    /// customers, in order, are left out. Of those who lack something at most so many are named.
    pub fn complete(
        &self,
        cases: &[Vec<usize>],
        left_out: &[CustomerId],
        most: usize,
    ) -> Vec<Complete> {
        let counts = self.counts(left_out);
        cases
            .iter()
            .map(|wanted| self.complete_for(wanted, left_out, &counts, most))
            .collect()
    }

    /// How many customers have each set.
    fn counts(&self, left_out: &[CustomerId]) -> Vec<u64> {
        let mut counts = vec![0; self.sets.len()];
        for (_, set) in self.counted(left_out) {
            if let Some(count) = counts.get_mut(set as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The customers that are not left out.
    fn counted(&self, left_out: &[CustomerId]) -> impl Iterator<Item = (CustomerId, u32)> {
        let mut left_out = left_out.iter().copied().peekable();
        self.of.iter().copied().filter(move |(customer, _)| {
            // Both come in order.
            while left_out.next_if(|one| one < customer).is_some() {}
            left_out.next_if_eq(customer).is_none()
        })
    }

    fn complete_for(
        &self,
        wanted: &[usize],
        left_out: &[CustomerId],
        counts: &[u64],
        most: usize,
    ) -> Complete {
        let gaps: Vec<Vec<usize>> = self
            .sets
            .iter()
            .map(|set| {
                let all = wanted.iter().enumerate();
                let lacking = all.filter(|(_, attribute)| !holds(set, **attribute));
                lacking.map(|(place, _)| place).collect()
            })
            .collect();
        let mut told = Complete {
            customers: counts.iter().sum(),
            known: vec![0; wanted.len()],
            ..Complete::default()
        };
        // So many lack so many attributes.
        let mut lacking = vec![0_u64; wanted.len() + 1];
        for (gaps, count) in gaps.iter().zip(counts) {
            for (place, known) in told.known.iter_mut().enumerate() {
                if !gaps.contains(&place) {
                    *known += count;
                }
            }
            lacking[gaps.len()] += count;
        }
        told.complete = lacking[0];
        lacking[0] = 0;
        // Whom of each number of gaps there is room for.
        let mut room = most as u64;
        for count in &mut lacking {
            *count = room.min(*count);
            room -= *count;
        }
        let mut wanting: u64 = lacking.iter().sum();
        for (customer, set) in self.counted(left_out) {
            if wanting == 0 {
                break;
            }
            let Some(gaps) = gaps
                .get(set as usize)
                .filter(|gaps| lacking[gaps.len()] > 0)
            else {
                continue;
            };
            lacking[gaps.len()] -= 1;
            wanting -= 1;
            told.lacking.push((customer, gaps.clone()));
        }
        told.lacking.sort_by_key(|(_, gaps)| gaps.len());
        told
    }

    /// Packs it, to be kept.
    pub fn pack(&self, bytes: &mut Packed) {
        bytes.number(self.sets.len() as u64);
        for set in &self.sets {
            bytes.number(set.len() as u64);
            for word in set {
                bytes.number(*word);
            }
        }
        bytes.ascending(self.of.iter().map(|(customer, _)| customer.0));
        for (_, set) in &self.of {
            bytes.number(u64::from(*set));
        }
    }

    /// Reads what [`KnownOfCustomers::pack`] packed; nothing where anything else stands there.
    pub fn unpack(bytes: &mut Unpacked<'_>) -> Option<Self> {
        let mut sets = Vec::new();
        for _ in 0..bytes.count()? {
            let words = (0..bytes.count()?).map(|_| bytes.number());
            sets.push(words.collect::<Option<Vec<u64>>>()?);
        }
        let mut of = Vec::new();
        for customer in bytes.ascending()? {
            of.push((CustomerId(customer), 0));
        }
        for (_, set) in &mut of {
            *set = bytes.small()?;
            if *set as usize >= sets.len() {
                return None;
            }
        }
        let numbers = sets.iter().cloned().zip(0..).collect();
        Some(Self { of, sets, numbers })
    }
}

/// Attributes in a word.
const BITS: usize = u64::BITS as usize;

/// Whether an attribute is in a set.
fn holds(set: &[u64], attribute: usize) -> bool {
    let word = set.get(attribute / BITS);
    word.is_some_and(|word| word & (1 << (attribute % BITS)) != 0)
}

#[cfg(test)]
mod tests {
    use super::KnownOfCustomers;
    use rollcall_model::{CustomerId, Packed, Unpacked};

    fn known() -> KnownOfCustomers {
        let mut known = KnownOfCustomers::of([3, 1, 2, 2, 4].map(CustomerId));
        for (customer, attributes) in [
            (1, &[0][..]),
            (1, &[1, 0]),
            (2, &[0]),
            (3, &[2, 99]),
            (4, &[0, 1, 2, 99]),
            (9, &[0]),
        ] {
            known.add(CustomerId(customer), attributes);
        }
        known
    }

    /// Three customers and one who is left out; a use case that needs two attributes and one that needs a third are
    /// judged apart.
    #[test]
    fn g05_each_use_case_has_its_own_share() {
        let known = known();
        let left_out = [0, 4].map(CustomerId);
        let cases = [
            (vec![0, 1], 1, vec![2, 1]),
            (vec![0], 2, vec![2]),
            (vec![2], 1, vec![1]),
            (vec![0, 2], 0, vec![2, 1]),
            (vec![], 3, vec![]),
            (vec![99], 1, vec![1]),
            (vec![usize::MAX], 0, vec![0]),
        ];
        let wanted: Vec<Vec<usize>> = cases.iter().map(|(wanted, ..)| wanted.clone()).collect();
        let told = known.complete(&wanted, &left_out, 9);
        for (told, (wanted, complete, counts)) in told.iter().zip(cases) {
            assert_eq!((told.complete, told.customers), (complete, 3), "{wanted:?}");
            assert_eq!(told.known, counts, "{wanted:?}");
            assert_eq!(told.lacking.len() as u64, 3 - complete);
        }
        let lacking = |most| {
            known.complete(&[vec![0, 1]], &left_out, most)[0]
                .lacking
                .clone()
        };
        let all = [(CustomerId(2), vec![1]), (CustomerId(3), vec![0, 1])];
        assert_eq!(lacking(2), all);
        assert_eq!(lacking(1), all[..1]);
        assert!(lacking(0).is_empty());
        assert_eq!(known.complete(&[vec![0]], &[], 0)[0].customers, 4);
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        let known = known();
        let mut bytes = Packed::default();
        known.pack(&mut bytes);
        let bytes = bytes.into_bytes();
        let read = |bytes: &[u8]| {
            let mut bytes = Unpacked::new(bytes);
            KnownOfCustomers::unpack(&mut bytes).filter(|_| bytes.is_empty())
        };
        assert_eq!(read(&bytes), Some(known));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None, "{end}");
        }
    }
}

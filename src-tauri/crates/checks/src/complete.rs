//! Of how many customers everything is known that one use case needs.

use rollcall_model::CustomerId;

/// At most so many attributes are asked for at once.
pub const MOST_WANTED: usize = 64;

/// What is known of each customer: a bit an attribute.
#[derive(Debug, Clone, Default)]
pub struct KnownOfCustomers {
    of: Vec<(CustomerId, u64)>,
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
    /// those with the fewest gaps first.
    pub lacking: Vec<(CustomerId, Vec<usize>)>,
}

impl KnownOfCustomers {
    /// Nothing known yet of these customers, each once.
    pub fn of(customers: impl IntoIterator<Item = CustomerId>) -> Self {
        let mut of: Vec<(CustomerId, u64)> = customers.into_iter().map(|one| (one, 0)).collect();
        of.sort_unstable();
        of.dedup();
        Self { of }
    }

    /// Notes that an attribute of somebody is known, by its place; of strangers nothing is noted.
    pub fn add(&mut self, customer: CustomerId, attribute: usize) {
        let place = self.of.binary_search_by_key(&customer, |(one, _)| *one);
        if let Some((_, known)) = place.ok().and_then(|place| self.of.get_mut(place))
            && attribute < MOST_WANTED
        {
            *known |= 1 << attribute;
        }
    }

    /// How complete customers are for these attributes, named by their places.
    pub fn complete(&self, wanted: &[usize]) -> Complete {
        let mut told = Complete {
            customers: self.of.len() as u64,
            known: vec![0; wanted.len()],
            ..Complete::default()
        };
        for (customer, known) in &self.of {
            let mut gaps = Vec::new();
            for (place, attribute) in wanted.iter().enumerate() {
                if *attribute < MOST_WANTED && known & (1 << attribute) != 0 {
                    told.known[place] += 1;
                } else {
                    gaps.push(place);
                }
            }
            if gaps.is_empty() {
                told.complete += 1;
            } else {
                told.lacking.push((*customer, gaps));
            }
        }
        told.lacking.sort_by_key(|(_, gaps)| gaps.len());
        told
    }
}

#[cfg(test)]
mod tests {
    use super::KnownOfCustomers;
    use rollcall_model::CustomerId;

    /// Three customers; a use case that needs two attributes and one that needs a third are judged apart.
    #[test]
    fn g05_each_use_case_has_its_own_share() {
        let mut known = KnownOfCustomers::of([3, 1, 2, 2].map(CustomerId));
        for (customer, attribute) in [(1, 0), (1, 1), (2, 0), (3, 2), (9, 0), (1, 99)] {
            known.add(CustomerId(customer), attribute);
        }
        for (wanted, complete, counts) in [
            (vec![0, 1], 1, vec![2, 1]),
            (vec![0], 2, vec![2]),
            (vec![2], 1, vec![1]),
            (vec![0, 2], 0, vec![2, 1]),
            (vec![], 3, vec![]),
        ] {
            let told = known.complete(&wanted);
            assert_eq!((told.complete, told.customers), (complete, 3), "{wanted:?}");
            assert_eq!(told.known, counts, "{wanted:?}");
            assert_eq!(told.lacking.len() as u64, 3 - complete);
        }
        let lacking = known.complete(&[0, 1]).lacking;
        assert_eq!(
            lacking,
            [(CustomerId(2), vec![1]), (CustomerId(3), vec![0, 1])]
        );
    }
}

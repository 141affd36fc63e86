//! Who is in how many groups at once: campaigns, audiences, lists.

use std::collections::BTreeMap;

use rollcall_model::CustomerId;

/// Collects who is in which group, in any order.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
    members: Vec<(CustomerId, u32)>,
}

/// Two groups with people in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPair {
    /// One group.
    pub one: String,
    /// The other, later by name.
    pub other: String,
    /// People in both.
    pub both: u64,
    /// People in the one.
    pub in_one: u64,
    /// People in the other.
    pub in_other: u64,
}

/// People in exactly these groups of those compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedGroups {
    /// The groups, by name.
    pub groups: Vec<String>,
    /// The people.
    pub people: u64,
}

/// What groups have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shared {
    /// How many groups were compared with each other: the largest.
    pub compared: usize,
    /// People in one group, in two, in three … of all groups.
    pub in_how_many: Vec<u64>,
    /// Pairs, those with most people in both first.
    pub pairs: Vec<SharedPair>,
    /// Combinations of two groups or more, those with most people first.
    pub combinations: Vec<SharedGroups>,
}

impl Groups {
    /// Notes that somebody is in a group.
    pub fn add(&mut self, group: &str, customer: CustomerId) {
        let number = match self.numbers.get(group) {
            Some(number) => *number,
            None => {
                let number = self.names.len() as u32;
                self.names.push(group.to_owned());
                self.numbers.insert(group.to_owned(), number);
                number
            }
        };
        self.members.push((customer, number));
    }

    /// What the groups have in common; of pairs and combinations the first so many, of so many of the
    /// largest groups, since a person in many groups is in far more pairs.
    pub fn shared(&self, most_groups: usize, most_told: usize) -> Shared {
        let mut members = self.members.clone();
        members.sort_unstable();
        members.dedup();
        let mut sizes = vec![0_u64; self.names.len()];
        for (_, group) in &members {
            sizes[*group as usize] += 1;
        }
        let compared = self.largest(&sizes, most_groups);
        let mut told = Shared {
            compared: compared.iter().filter(|is_compared| **is_compared).count(),
            ..Shared::default()
        };
        let mut pairs: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        let mut combinations: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
        for of_one in members.chunk_by(|one, next| one.0 == next.0) {
            if told.in_how_many.len() < of_one.len() {
                told.in_how_many.resize(of_one.len(), 0);
            }
            told.in_how_many[of_one.len() - 1] += 1;
            let groups: Vec<u32> = of_one
                .iter()
                .map(|(_, group)| *group)
                .filter(|group| compared[*group as usize])
                .collect();
            if groups.len() < 2 {
                continue;
            }
            for (place, one) in groups.iter().enumerate() {
                for other in &groups[place + 1..] {
                    *pairs.entry((*one, *other)).or_default() += 1;
                }
            }
            *combinations.entry(groups).or_default() += 1;
        }
        told.pairs = self.pairs(pairs, &sizes, most_told);
        told.combinations = self.combinations(combinations, most_told);
        told
    }

    /// Which groups are among the largest; of equal ones those first by name.
    fn largest(&self, sizes: &[u64], most: usize) -> Vec<bool> {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by(|one, other| {
            let larger = sizes[*other].cmp(&sizes[*one]);
            larger.then_with(|| self.names[*one].cmp(&self.names[*other]))
        });
        let mut compared = vec![false; sizes.len()];
        for place in order.into_iter().take(most) {
            compared[place] = true;
        }
        compared
    }

    fn pairs(
        &self,
        pairs: BTreeMap<(u32, u32), u64>,
        sizes: &[u64],
        most: usize,
    ) -> Vec<SharedPair> {
        let mut told: Vec<SharedPair> = pairs
            .into_iter()
            .map(|((left, right), both)| {
                let mut two = [left as usize, right as usize];
                two.sort_by_key(|group| &self.names[*group]);
                let [one, other] = two;
                SharedPair {
                    one: self.names[one].clone(),
                    other: self.names[other].clone(),
                    both,
                    in_one: sizes[one],
                    in_other: sizes[other],
                }
            })
            .collect();
        told.sort_by(|one, other| {
            let more = other.both.cmp(&one.both);
            more.then_with(|| (&one.one, &one.other).cmp(&(&other.one, &other.other)))
        });
        told.truncate(most);
        told
    }

    fn combinations(&self, found: BTreeMap<Vec<u32>, u64>, most: usize) -> Vec<SharedGroups> {
        let mut told: Vec<SharedGroups> = found
            .into_iter()
            .map(|(groups, people)| {
                let mut groups: Vec<String> = groups
                    .into_iter()
                    .map(|group| self.names[group as usize].clone())
                    .collect();
                groups.sort();
                SharedGroups { groups, people }
            })
            .collect();
        told.sort_by(|one, other| {
            let more = other.people.cmp(&one.people);
            more.then_with(|| one.groups.cmp(&other.groups))
        });
        told.truncate(most);
        told
    }
}

#[cfg(test)]
mod tests {
    use super::{Groups, Shared};
    use rollcall_model::CustomerId;

    fn groups(members: &[(&str, &[i64])]) -> Groups {
        let mut groups = Groups::default();
        for (group, customers) in members {
            for customer in *customers {
                groups.add(group, CustomerId(*customer));
            }
        }
        groups
    }

    /// Three lists that nobody realised overlap.
    #[test]
    fn g18_lists_overlap_in_pairs_and_all_together() {
        let told = groups(&[
            ("Sale", &[1, 2, 3, 3]),
            ("News", &[2, 3, 4]),
            ("Winback", &[3, 9]),
        ])
        .shared(20, 10);
        assert_eq!(told.in_how_many, [3, 1, 1]);
        let pairs: Vec<_> = told
            .pairs
            .iter()
            .map(|one| (one.one.as_str(), one.other.as_str(), one.both))
            .collect();
        assert_eq!(
            pairs,
            [
                ("News", "Sale", 2),
                ("News", "Winback", 1),
                ("Sale", "Winback", 1)
            ]
        );
        assert_eq!((told.pairs[0].in_one, told.pairs[0].in_other), (3, 3));
        let combinations: Vec<_> = told
            .combinations
            .iter()
            .map(|one| (one.groups.join("+"), one.people))
            .collect();
        assert_eq!(
            combinations,
            [("News+Sale".into(), 1), ("News+Sale+Winback".into(), 1)]
        );
    }

    #[test]
    fn only_the_largest_are_compared_and_everybody_is_counted() {
        let told = groups(&[("A", &[1, 2, 3]), ("B", &[1, 2]), ("C", &[1])]).shared(2, 10);
        assert_eq!(told.compared, 2);
        assert_eq!(told.in_how_many, [1, 1, 1], "over all groups");
        assert_eq!(told.pairs.len(), 1);
        assert_eq!(told.pairs[0].both, 2);
        assert_eq!(Groups::default().shared(5, 5), Shared::default());
    }
}

//! Of which source the orders are that refunds told elsewhere name: a warehouse tells what came back by the numbers of
//! the shop.

use std::collections::BTreeMap;

/// At least one in so many of the orders that are named must be known, or the numbers are those of something else.
const ONE_IN: usize = 5;

/// The sources whose orders are named by refunds of a source that has none of these orders itself. `asked` is how many
/// orders are named; `known` holds for each source which of them it has, with what each came to in hundredths.
///
/// It is the source that has most of them. Several with as many are meant only where they tell the same of all of them,
/// as a shop and its payment service do; else the numbers may be those of two shops that count alike, and none is meant.
pub fn named_orders(asked: usize, known: &BTreeMap<i64, BTreeMap<u64, i64>>) -> Vec<i64> {
    let most = known.values().map(BTreeMap::len).max().unwrap_or(0);
    if most == 0 || most * ONE_IN < asked {
        return Vec::new();
    }
    let best: Vec<(&i64, &BTreeMap<u64, i64>)> = known
        .iter()
        .filter(|(_, orders)| orders.len() == most)
        .collect();
    let is_same = |(_, orders): &(&i64, &BTreeMap<u64, i64>)| {
        best.first().is_some_and(|(_, first)| first == orders)
    };
    if best.iter().all(is_same) {
        best.iter().map(|(source, _)| **source).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::named_orders;

    #[test]
    fn refunds_are_of_the_source_that_has_the_orders_they_name() {
        type Known<'a> = &'a [(i64, &'a [(u64, i64)])];
        let cases: &[(&str, usize, Known<'_>, &[i64])] = &[
            ("one source", 2, &[(1, &[(7, 500), (8, 900)])], &[1]),
            ("some of them", 5, &[(1, &[(7, 500)])], &[1]),
            ("hardly any", 6, &[(1, &[(7, 500)])], &[]),
            ("none", 2, &[], &[]),
            (
                "the one that has most",
                2,
                &[(1, &[(7, 500)]), (2, &[(7, 500), (8, 900)])],
                &[2],
            ),
            (
                "two that tell the same",
                1,
                &[(1, &[(7, 500)]), (2, &[(7, 500)])],
                &[1, 2],
            ),
            (
                "two that count alike",
                1,
                &[(1, &[(7, 500)]), (2, &[(7, 700)])],
                &[],
            ),
        ];
        for (what, asked, known, named) in cases {
            let known: BTreeMap<i64, BTreeMap<u64, i64>> = known
                .iter()
                .map(|(source, orders)| (*source, orders.iter().copied().collect()))
                .collect();
            assert_eq!(named_orders(*asked, &known), *named, "{what}");
        }
    }
}

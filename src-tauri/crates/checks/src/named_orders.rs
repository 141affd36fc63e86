//! Of which source the orders are that refunds told elsewhere name: a warehouse tells what came back by the numbers of
//! the shop.

use std::collections::BTreeMap;

/// At least one in so many of the orders that are named must be known, or the numbers are those of something else.
const ONE_IN: usize = 5;

/// Orders of a source that refunds name, each with what it came to in hundredths, where that is known.
pub type OrdersNamed = BTreeMap<u64, Option<i64>>;

/// The sources whose orders are named by refunds of a source that has none of these orders itself. `asked` is how many
/// orders are named; `known` holds for each source which of them it has.
///
/// It is the source that has most of them. Several with as many are meant only where they have the same ones and tell the
/// same of them, as a shop and its payment service do; else the numbers may be those of two shops that count alike, and
/// none is meant.
pub fn named_orders(asked: usize, known: &BTreeMap<i64, OrdersNamed>) -> Vec<i64> {
    let most = known.values().map(BTreeMap::len).max().unwrap_or(0);
    if most == 0 || most * ONE_IN < asked {
        return Vec::new();
    }
    let best: Vec<(&i64, &OrdersNamed)> = known
        .iter()
        .filter(|(_, orders)| orders.len() == most)
        .collect();
    let are_one = |one: &OrdersNamed| {
        let mut all = best.iter();
        all.all(|&(_, other)| std::ptr::eq(one, other) || tell_the_same(one, other))
    };
    if best.iter().all(|&(_, orders)| are_one(orders)) {
        best.iter().map(|(source, _)| **source).collect()
    } else {
        Vec::new()
    }
}

/// Whether two sources have the same orders and tell the same of each that both tell of, one at least.
fn tell_the_same(one: &OrdersNamed, other: &OrdersNamed) -> bool {
    let told = || {
        let both = one.values().zip(other.values());
        both.filter_map(|(one, other)| one.zip(*other))
    };
    one.keys().eq(other.keys())
        && told().next().is_some()
        && told().all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{OrdersNamed, named_orders};

    #[test]
    fn refunds_are_of_the_source_that_has_the_orders_they_name() {
        // An amount of nothing is not known.
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
            (
                "of one order only one of them tells what it came to",
                2,
                &[(1, &[(7, 500), (8, 0)]), (2, &[(7, 500), (8, 900)])],
                &[1, 2],
            ),
            (
                "what the third tells is another",
                1,
                &[(1, &[(7, 0)]), (2, &[(7, 500)]), (3, &[(7, 700)])],
                &[],
            ),
            (
                "of no order both tell",
                2,
                &[(1, &[(7, 500), (8, 0)]), (2, &[(7, 0), (8, 900)])],
                &[],
            ),
            (
                "as many, and others",
                2,
                &[(1, &[(7, 500)]), (2, &[(8, 500)])],
                &[],
            ),
        ];
        for (what, asked, known, named) in cases {
            let known: BTreeMap<i64, OrdersNamed> = known
                .iter()
                .map(|(source, orders)| {
                    let orders = orders.iter();
                    let amount = |amount: i64| (amount > 0).then_some(amount);
                    let told = orders.map(|(order, told)| (*order, amount(*told)));
                    (*source, told.collect())
                })
                .collect();
            assert_eq!(named_orders(*asked, &known), *named, "{what}");
        }
    }
}

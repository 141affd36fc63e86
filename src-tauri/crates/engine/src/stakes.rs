//! What hangs on a pair besides its records: what was spent, and what was said about being written to.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{AmountOf, OrderMoney};
use rollcall_model::{Attribute, CustomerId, RunId, grouped};
use rollcall_store::{RunWriter, StandardRecord, Store};

use crate::event_rows::row_money;
use crate::{EngineError, records};

/// What counts as much as how far a disagreement about being written to moves a pair up: as much as four
/// records do.
const CONSENT: f64 = 2.0;

/// What hangs on one customer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Stake {
    /// Purchases by currency, blank where none is told.
    spent: BTreeMap<String, f64>,
    allowed: BTreeSet<Attribute>,
    refused: BTreeSet<Attribute>,
}

/// The customers whose stake is asked for, and what was found.
pub(crate) type Stakes = BTreeMap<CustomerId, Stake>;

/// The customers that pairs of a run are about.
pub(crate) fn customers_in_pairs(
    store: &Store,
    run: RunId,
) -> Result<BTreeSet<CustomerId>, EngineError> {
    let pairs = store.pairs_to_place(run)?;
    Ok(pairs
        .iter()
        .flat_map(|pair| [pair.one, pair.other])
        .collect())
}

impl Stake {
    /// What hangs on the customer of these records.
    pub(crate) fn of(mine: &[StandardRecord]) -> Self {
        let mut stake = Self::default();
        // What an order came to, by its number and currency; a row without a number is one of its own.
        let mut orders: BTreeMap<(&str, &str), OrderMoney> = BTreeMap::new();
        for record in mine {
            stake.add_consents(record);
            let first = |attribute| records::first(&record.values, attribute);
            let Some(amount) = first(&Attribute::Amount).and_then(|text| text.parse::<f64>().ok())
            else {
                continue;
            };
            if amount <= 0.0 || records::purchase_time(&record.values).is_none() {
                continue;
            }
            let currency = first(&Attribute::Currency).unwrap_or_default();
            match first(&Attribute::OrderId) {
                Some(order) => {
                    let order = orders.entry((order, currency)).or_default();
                    order.add(row_money(&record.values, amount));
                }
                None => *stake.spent.entry(currency.to_owned()).or_default() += amount,
            }
        }
        let amount_of = AmountOf::told_by(orders.values().copied());
        for ((_, currency), money) in orders {
            *stake.spent.entry(currency.to_owned()).or_default() += money.total(amount_of);
        }
        stake
    }

    fn add_consents(&mut self, record: &StandardRecord) {
        for attribute in Attribute::PERMISSIONS {
            match records::first(&record.values, attribute) {
                Some("opted_in") => self.allowed.insert(attribute.clone()),
                Some("opted_out") => self.refused.insert(attribute.clone()),
                _ => false,
            };
        }
    }

    /// What the one allows and the other refuses.
    fn contradicts<'a>(&'a self, other: &'a Self) -> Option<&'a Attribute> {
        let one = self.allowed.intersection(&other.refused);
        one.chain(self.refused.intersection(&other.allowed)).next()
    }
}

/// Gives the pairs of a run their place in the queue by uncertainty times impact, and the reason.
pub(crate) fn place_pairs(
    store: &Store,
    writer: &RunWriter<'_>,
    stakes: &Stakes,
) -> Result<(), EngineError> {
    let nothing = Stake::default();
    let places: Vec<(i64, f64, String)> = store
        .pairs_to_place(writer.run())?
        .iter()
        .map(|pair| {
            let of = |customer| stakes.get(customer).unwrap_or(&nothing);
            let (one, other) = (of(&pair.one), of(&pair.other));
            let sides = if pair.one == pair.other {
                vec![one]
            } else {
                vec![one, other]
            };
            let (currency, spent) = most_spent(&sides);
            let contradiction = one.contradicts(other).filter(|_| pair.one != pair.other);
            let priority = priority(
                pair.probability,
                pair.records,
                spent,
                contradiction.is_some(),
            );
            let reason = reason(
                pair.probability,
                pair.records,
                (spent, &currency),
                contradiction,
            );
            (pair.pair, priority, reason)
        })
        .collect();
    Ok(writer.place_pairs(&places)?)
}

/// Uncertainty, 1 at even odds and 0 where all is sure, times impact: the root of the records that hang on
/// the pair, the digits of what was spent, and whether somebody would be written to who refused it.
fn priority(probability: f64, records: u64, spent: f64, is_consent_at_stake: bool) -> f64 {
    let uncertainty = 4.0 * probability * (1.0 - probability);
    let consent = if is_consent_at_stake { CONSENT } else { 0.0 };
    uncertainty * ((records as f64).sqrt() + (1.0 + spent).log10() + consent)
}

/// The largest sum in one currency over some customers.
fn most_spent(sides: &[&Stake]) -> (String, f64) {
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for (currency, amount) in sides.iter().flat_map(|side| &side.spent) {
        *sums.entry(currency).or_default() += amount;
    }
    sums.into_iter()
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map_or_else(Default::default, |(currency, sum)| {
            (currency.to_owned(), sum)
        })
}

fn reason(
    probability: f64,
    records: u64,
    (spent, currency): (f64, &str),
    contradiction: Option<&Attribute>,
) -> String {
    let share = (probability * 100.0).round();
    let mut told = vec![format!("{share:.0} % likely to be one person")];
    told.push(if records == 1 {
        "1 record hangs on it".to_owned()
    } else {
        format!("{} records hang on it", grouped(records))
    });
    if spent >= 1.0 {
        let sum = format!("{} {currency}", grouped(spent.round() as u64));
        told.push(format!("purchases of {}", sum.trim_end()));
    }
    if let Some(attribute) = contradiction {
        let what = attribute.label().to_lowercase();
        told.push(format!("one side gives {what}, the other refuses it"));
    }
    format!("{}.", told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{priority, reason};
    use rollcall_model::Attribute;

    #[test]
    fn the_doubtful_pair_on_which_much_hangs_comes_first() {
        let even = priority(0.5, 4, 0.0, false);
        assert!(even > priority(0.9, 4, 0.0, false), "the surer waits");
        assert!(even < priority(0.5, 16, 0.0, false), "more records");
        assert!(even < priority(0.5, 4, 900.0, false), "money");
        assert!(even < priority(0.5, 4, 0.0, true), "consent");
        assert!(
            priority(0.99, 4, 900.0, true) < even,
            "what is sure is not asked for its weight"
        );
    }

    #[test]
    fn the_reason_tells_what_hangs_on_it() {
        assert_eq!(
            reason(0.484, 6, (1240.4, "GBP"), Some(&Attribute::EmailConsent)),
            "48 % likely to be one person; 6 records hang on it; purchases of 1,240 GBP; one side gives e-mail consent, the other refuses it."
        );
        assert_eq!(
            reason(0.5, 1, (0.0, ""), None),
            "50 % likely to be one person; 1 record hangs on it."
        );
    }
}

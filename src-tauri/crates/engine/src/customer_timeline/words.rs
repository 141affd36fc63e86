//! What happened, in short sentences.

use rollcall_checks::OrderState;
use rollcall_model::grouped;

use crate::inventory::Marks;
use crate::lists::Purchase;

/// An amount in hundredths with its currency: "54.90 EUR".
pub(super) fn money(cents: i64, currency: &str) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    let amount = format!("{sign}{}.{:02}", grouped(cents / 100), cents % 100);
    if currency.is_empty() {
        format!("{amount} (no currency told)")
    } else {
        format!("{amount} {currency}")
    }
}

/// A name in quotation marks; nothing where there is none.
pub(super) fn quoted(name: Option<&str>) -> Option<String> {
    let name = name.map(str::trim).filter(|name| !name.is_empty())?;
    Some(format!("“{name}”"))
}

/// Parts behind each other, those that are told.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let told: Vec<String> = parts.into_iter().flatten().collect();
    told.join(", ")
}

/// How a purchase is called: "order 1042".
pub(super) fn name_of(purchase: &Purchase) -> Option<String> {
    let number = purchase.told_by.first()?.number.as_deref()?;
    Some(format!("order {number}"))
}

/// "Order 1042, 54.90 EUR, 3 lines, given back, told by Shopify and Stripe".
pub(super) fn purchase(purchase: &Purchase, marks: &Marks) -> String {
    let name = name_of(purchase).map_or_else(
        || "Purchase".to_owned(),
        |name| name.replacen("order", "Order", 1),
    );
    let paid = purchase.paid.as_ref();
    let lines = purchase.told_by.first().map_or(0, |one| one.records.len());
    joined([
        Some(name),
        paid.map(|(amount, currency)| money(*amount, currency)),
        (lines > 1).then(|| format!("{} lines", grouped(lines as u64))),
        became(purchase),
        told_by(purchase, marks),
    ])
}

/// What became of it, where it is not simply kept.
fn became(purchase: &Purchase) -> Option<String> {
    let currency = purchase.paid.as_ref().map_or("", |(_, code)| code.as_str());
    match purchase.state {
        OrderState::Real if purchase.given_back > 0 => Some(format!(
            "{} of it given back",
            money(purchase.given_back, currency)
        )),
        OrderState::Real => None,
        OrderState::GivenBack => Some("given back".to_owned()),
        OrderState::Cancelled => Some("called off or never paid for".to_owned()),
        OrderState::Test => Some("a test of the shop".to_owned()),
    }
}

/// The systems that tell it, where several do: an order and its payment.
fn told_by(purchase: &Purchase, marks: &Marks) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for order in &purchase.told_by {
        let name = marks.of(order.source).name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (names.len() > 1).then(|| format!("told by {}", names.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::{joined, money, quoted};

    #[test]
    fn amounts_are_told_in_their_currency() {
        for (cents, currency, told) in [
            (5490, "EUR", "54.90 EUR"),
            (123_456_789, "GBP", "1,234,567.89 GBP"),
            (5, "EUR", "0.05 EUR"),
            (-1200, "EUR", "-12.00 EUR"),
            (0, "EUR", "0.00 EUR"),
            (1200, "", "12.00 (no currency told)"),
        ] {
            assert_eq!(money(cents, currency), told);
        }
    }

    #[test]
    fn what_is_not_told_leaves_no_trace() {
        assert_eq!(quoted(Some(" ")), None);
        let parts = [Some("Got".to_owned()), quoted(None), quoted(Some("Spring"))];
        assert_eq!(joined(parts), "Got, “Spring”");
    }
}

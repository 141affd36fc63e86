//! When what a row says about being contacted was said.

use crate::{Attribute, ConsentState, StandardValue, ValueState};

/// The state of a request to be deleted, which withdraws every permission.
const REQUESTED: &str = "true";

/// When a row says that a permission was given or refused; nothing where it does not tell. `state` is the
/// code of what it says.
///
/// A row that keeps the time of a withdrawal apart from the time of the permission dates a no by the one and a
/// yes by the other: a no is never dated by the day somebody signed up.
pub fn said_at<'a>(values: &'a [StandardValue], state: &str) -> Option<&'a str> {
    let dated_by = dated_by(values, state);
    values
        .iter()
        .find(|value| value.state == ValueState::Valid && value.target.attribute == dated_by)
        .map(|value| value.value.as_str())
}

/// The attribute that tells when a row said what it says.
pub fn dated_by(values: &[StandardValue], state: &str) -> Attribute {
    if keeps_withdrawals_apart(values) && withdraws(state) {
        Attribute::WithdrawalTime
    } else {
        Attribute::ConsentTime
    }
}

/// Whether a row tells the time of a withdrawal in a column of its own, be it filled or not.
pub fn keeps_withdrawals_apart(values: &[StandardValue]) -> bool {
    values
        .iter()
        .any(|value| value.target.attribute == Attribute::WithdrawalTime)
}

/// Whether a row asks to be deleted.
pub fn asks_deletion(values: &[StandardValue]) -> bool {
    values.iter().any(|value| {
        value.state == ValueState::Valid
            && value.target.attribute == Attribute::DeletionRequest
            && is_deletion_request(&value.value)
    })
}

/// Any request to be deleted that does not say no is one.
pub fn is_deletion_request(value: &str) -> bool {
    !matches!(
        value.to_ascii_lowercase().as_str(),
        "false" | "no" | "0" | "never" | "opted_in"
    )
}

/// Whether a state takes a permission away.
fn withdraws(state: &str) -> bool {
    state == REQUESTED
        || matches!(
            ConsentState::parse(state),
            Some(ConsentState::Undeliverable | ConsentState::OptedOut | ConsentState::Complained)
        )
}

#[cfg(test)]
mod tests {
    use super::said_at;
    use crate::{Attribute, StandardValue, ValueState};

    fn value(attribute: Attribute, text: &str) -> StandardValue {
        let state = if text.is_empty() {
            ValueState::Blank
        } else {
            ValueState::Valid
        };
        StandardValue {
            target: attribute.into(),
            column: Some(0),
            raw: text.into(),
            value: text.into(),
            state,
            rule: "date.moment".into(),
        }
    }

    #[test]
    fn a_no_is_dated_by_the_withdrawal_and_a_yes_by_the_permission() {
        let given = Some("2024-01-05");
        let withdrawn = Some("2025-03-01");
        let cases = [
            // The opt-in time, the opt-out time where there is a column of it, the state, when it was said.
            ("2024-01-05", Some("2025-03-01"), "opted_out", withdrawn),
            ("2024-01-05", Some("2025-03-01"), "complained", withdrawn),
            ("2024-01-05", Some("2025-03-01"), "undeliverable", withdrawn),
            ("2024-01-05", Some("2025-03-01"), "true", withdrawn),
            ("2024-01-05", Some("2025-03-01"), "opted_in", given),
            ("2024-01-05", Some("2025-03-01"), "pending", given),
            ("2024-01-05", Some(""), "opted_in", given),
            ("2024-01-05", Some(""), "opted_out", None),
            ("", Some("2025-03-01"), "opted_in", None),
            ("", Some("2025-03-01"), "opted_out", withdrawn),
            ("2024-01-05", None, "opted_out", given),
            ("2024-01-05", None, "opted_in", given),
        ];
        for (opt_in, opt_out, state, expected) in cases {
            let mut values = vec![value(Attribute::ConsentTime, opt_in)];
            values.extend(opt_out.map(|time| value(Attribute::WithdrawalTime, time)));
            assert_eq!(
                said_at(&values, state),
                expected,
                "{opt_in} {opt_out:?} {state}"
            );
        }
    }
}

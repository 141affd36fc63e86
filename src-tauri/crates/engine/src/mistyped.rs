//! Addresses whose domain is probably a slip of the hand, with what was meant.

use std::collections::BTreeMap;

use rollcall_model::{
    Attribute, Place, Problem, ProblemCode, RecordId, Severity, StandardValue, ValueState, grouped,
};
use rollcall_standardise::email;

/// So many slips are named.
const NAMED: usize = 5;
/// So many rows are kept, so that the number can be opened.
const KEPT_ROWS: usize = 500;

/// The domain an address was probably meant to have, and the one it has.
pub(crate) fn slip_in(value: &StandardValue) -> Option<(String, &'static str)> {
    if value.target.attribute != Attribute::Email {
        return None;
    }
    let text = match value.state {
        ValueState::Valid => &value.value,
        ValueState::Invalid => &value.raw,
        ValueState::Blank | ValueState::Placeholder => return None,
    };
    let (_, domain) = text.trim().rsplit_once('@')?;
    let domain = domain.to_lowercase();
    let meant = if value.state == ValueState::Valid {
        email::domain_correction(&domain)
    } else {
        email::impossible_domain_correction(&domain)
    }?;
    Some((domain, meant))
}

/// The slips in one column.
#[derive(Default)]
pub(crate) struct Slips {
    count: u64,
    by_domain: BTreeMap<(String, &'static str), u64>,
    records: Vec<RecordId>,
}

impl Slips {
    pub(crate) fn add(&mut self, slip: (String, &'static str), record: RecordId) {
        self.count += 1;
        *self.by_domain.entry(slip).or_default() += 1;
        if self.records.len() < KEPT_ROWS {
            self.records.push(record);
        }
    }

    /// The problem, told of a column of so many rows.
    pub(crate) fn told(self, rows: u64, column: &str, place: Place) -> (Problem, Vec<RecordId>) {
        let mut most: Vec<_> = self.by_domain.iter().collect();
        most.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
        let named: Vec<String> = most
            .iter()
            .take(NAMED)
            .map(|((domain, meant), count)| format!("{domain} for {meant} ({})", grouped(**count)))
            .collect();
        let problem = Problem {
            code: ProblemCode::MistypedAddress,
            severity: Severity::Warning,
            place,
            message: format!(
                "{} of {} rows have an address in {column} whose domain is probably mistyped: {}.",
                grouped(self.count),
                grouped(rows),
                named.join(", ")
            ),
            hint: "Mail to them reaches nobody, or a stranger. Correct them in their system; nothing is corrected here.".into(),
            count: self.count,
        };
        (problem, self.records)
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, StandardValue, Target, ValueState};

    use super::slip_in;

    #[test]
    fn slips_are_told_with_what_was_meant() {
        for (state, address, meant) in [
            (ValueState::Valid, "ann@gmial.com", Some("gmail.com")),
            (ValueState::Valid, "ann@ornage.fr", Some("orange.fr")),
            (ValueState::Invalid, "ann@gmx.dee", Some("gmx.de")),
            (ValueState::Valid, "ann@gmail.com", None),
            (ValueState::Valid, "ann@gmx.at", None),
            (ValueState::Valid, "ann@example.com", None),
            (ValueState::Invalid, "nothing", None),
        ] {
            let value = StandardValue {
                target: Target::from(Attribute::Email),
                column: Some(0),
                raw: address.into(),
                value: if state == ValueState::Valid {
                    address.into()
                } else {
                    String::new()
                },
                state,
                rule: "email".into(),
            };
            assert_eq!(slip_in(&value).map(|(_, meant)| meant), meant, "{address}");
        }
    }
}

//! The month a check counts, where it counts a single one: the newest, or one somebody chose.

use serde::{Deserialize, Serialize};

use super::{Agreed, Counted, title};
use crate::EngineError;
use crate::view::CheckMonth;

/// The check that counts a single month.
pub(super) const CODE: &str = "numbers";

/// The months a check can count, and the one it counted, each as `YYYY-MM`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Months {
    /// The newest first.
    pub(super) known: Vec<String>,
    pub(super) counted: String,
}

/// The month of a check as it can be chosen; nothing where it counts none.
pub(super) fn view(one: &Counted, agreed: &Agreed) -> Option<CheckMonth> {
    let months = one.months.clone()?;
    Some(CheckMonth {
        months: months.known,
        month: months.counted,
        chosen: agreed.month.is_some(),
    })
}

/// Notes which month somebody chooses, blank for the newest again, and tells it for the history.
pub(super) fn set(
    agreed: &mut Agreed,
    (check, month): (&str, &str),
    checks: &[Counted],
) -> Result<String, EngineError> {
    if check != CODE {
        return Err(EngineError::invalid(format!(
            "The check “{}” counts no single month. A check that does: {CODE}.",
            title(check)
        )));
    }
    let month = month.trim();
    if month.is_empty() {
        agreed.month = None;
        return Ok("the newest month".to_owned());
    }
    let counted = checks.iter().find(|one| *one.code == *CODE);
    let months = counted.and_then(|one| one.months.as_ref());
    let known = months.map_or(&[][..], |months| &months.known);
    if known.is_empty() {
        return Err(EngineError::invalid(
            "No orders with a number and a day are loaded, so no month can be chosen.",
        ));
    }
    if !known.iter().any(|one| one == month) {
        return Err(EngineError::invalid(format!(
            "No orders of {month} are loaded. Months of which there are orders: {}.",
            known.join(", ")
        )));
    }
    agreed.month = Some(month.to_owned());
    Ok(format!("the month {month}"))
}

#[cfg(test)]
mod tests {
    use super::{CODE, Months, set};
    use crate::check_book::{Agreed, Counted};

    #[test]
    fn only_a_month_of_which_there_are_orders_is_chosen() {
        let checks = [Counted {
            code: CODE.into(),
            months: Some(Months {
                known: vec!["2026-11".into(), "2026-10".into()],
                counted: "2026-11".into(),
            }),
            ..Counted::default()
        }];
        let mut agreed = Agreed::default();
        let told = set(&mut agreed, (CODE, " 2026-10 "), &checks);
        assert_eq!(told.expect("chosen"), "the month 2026-10");
        assert_eq!(agreed.month.as_deref(), Some("2026-10"));
        for (check, month, checks) in [
            (CODE, "2026-09", &checks[..]),
            (CODE, "October", &checks[..]),
            (CODE, "2026-10", &[]),
            ("pressure", "2026-10", &checks[..]),
            ("pressure", "", &checks[..]),
        ] {
            assert!(
                set(&mut agreed, (check, month), checks).is_err(),
                "{check} {month}"
            );
            assert_eq!(agreed.month.as_deref(), Some("2026-10"));
        }
        assert!(set(&mut agreed, (CODE, ""), &[]).is_ok());
        assert_eq!(agreed.month, None);
    }
}

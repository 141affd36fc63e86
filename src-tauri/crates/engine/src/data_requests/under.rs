//! What another agreed time would change of the requests that are open.

use chrono::NaiveDate;
use rollcall_governance::{RequestRegion, Rule};
use rollcall_store::{Store, StoredDataRequest};

use super::terms::Terms;
use super::{OPEN, rule_of};
use crate::EngineError;

/// Open requests under a rule, and what becomes of their last days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Moved {
    /// Requests that are open.
    open: u64,
    /// Of them, those that would be due on another day.
    others: u64,
    /// Of them, those that are overdue now.
    overdue: u64,
    /// Of them, those that would be.
    overdue_then: u64,
}

/// What it would do to the requests that are open if people agreed on so many days, in a sentence.
pub(crate) fn told_under(
    store: &Store,
    rule: &Rule,
    days: u32,
    today: NaiveDate,
) -> Result<String, EngineError> {
    let terms = Terms::read(store)?;
    let mut found = Moved::default();
    let requests = store.agreed::<StoredDataRequest>()?.into_iter();
    for row in requests.filter(|row| row.state == OPEN && rule_of(&row.kind).as_ref() == Some(rule))
    {
        let region = RequestRegion::of(&row.country);
        let received = row.received_on.parse().unwrap_or(today);
        let (now, _) = terms.due(region, Some(rule), received);
        let then = terms.due_within(region, days, received);
        found.open += 1;
        found.others += u64::from(then != now);
        found.overdue += u64::from(now < today);
        found.overdue_then += u64::from(then < today);
    }
    Ok(sentence(found))
}

fn sentence(found: Moved) -> String {
    let requests = match found.open {
        0 => {
            return "No value changes, and no such request is open. It says by when people who ask are answered.".into();
        }
        1 => "1 open request".to_owned(),
        open => format!("{open} open requests"),
    };
    format!(
        "No value changes. Of {requests}, {} would be due on another day; overdue would be {} instead of {}.",
        found.others, found.overdue_then, found.overdue
    )
}

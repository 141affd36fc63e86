//! Whose yes goes with the rows of a purge. A no stays for good, also one that a later word has replaced: once that word
//! is gone nothing shows any more that it was ever said, so the no holds again. Nobody is to learn that from a list.

use rollcall_golden::GoldenRecord;
use rollcall_model::{Attribute, ConsentState, RecordId, RunId, grouped};
use rollcall_store::Store;

use crate::EngineError;
use crate::regroup::Unifier;
use crate::said_no::is_refusal;

/// How many people say yes by some channel now, and no once these rows are gone.
pub(super) fn count(store: &Store, run: RunId, gone: &[RecordId]) -> Result<u64, EngineError> {
    let concerned = store.left_with_a_no(run, gone)?;
    if concerned.is_empty() {
        return Ok(0);
    }
    let unifier = Unifier::of(store)?;
    let mut turned = 0;
    for (number, left) in concerned {
        let Some(now) = store.customer(run, number)? else {
            continue;
        };
        let now: GoldenRecord = serde_json::from_str(&now.golden)?;
        let then = unifier.unify(number, &left, None)?.customer;
        let then: GoldenRecord = serde_json::from_str(&then.golden)?;
        turned += u64::from(Attribute::PERMISSIONS.iter().any(|channel| {
            now.value_of(channel).is_some_and(is_yes)
                && then.value_of(channel).is_some_and(is_refusal)
        }));
    }
    Ok(turned)
}

fn is_yes(value: &str) -> bool {
    ConsentState::parse(value) == Some(ConsentState::OptedIn)
}

/// What is told of them before the rows go, and in the history; nothing where there are none.
pub(super) fn told(people: u64) -> Option<String> {
    match people {
        0 => None,
        1 => Some(
            "For 1 person a yes goes and the older no it replaced holds again: no list is written to them until they are asked anew.".into(),
        ),
        _ => Some(format!(
            "For {} people a yes goes and the older no it replaced holds again: no list is written to them until they are asked anew.",
            grouped(people)
        )),
    }
}

//! The order of sources of another project, as this one takes it.

use rollcall_store::Store;

use super::fit_agreed::KnownHere;
use crate::{EngineError, survivorship};

/// The sources as they are believed there, then those believed here besides, in the order of here: an
/// order that is taken never makes the one of here shorter. Nothing where a source is not known here, since
/// an order known in part is not the one people agreed on.
pub(super) fn order_here(
    store: &Store,
    here: &dyn KnownHere,
    names: &[String],
) -> Result<Option<Vec<i64>>, EngineError> {
    let known: Option<Vec<i64>> = names.iter().map(|name| here.source(name)).collect();
    let Some(known) = known else {
        return Ok(None);
    };
    let believed = survivorship::rules_of(store)?.source_priority;
    let mut order: Vec<i64> = Vec::with_capacity(known.len() + believed.len());
    for number in known.into_iter().chain(believed.iter().map(|one| one.0)) {
        if !order.contains(&number) {
            order.push(number);
        }
    }
    Ok(Some(order))
}

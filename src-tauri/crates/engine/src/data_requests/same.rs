//! The same request is entered once: entered twice it would be answered twice, or be late after it
//! was answered.

use rollcall_model::{CustomerId, RunId};
use rollcall_store::{Store, StoredDataRequest};

use super::asked::AskedRows;
use super::{OPEN, of_kind};
use crate::EngineError;

/// The open request of a kind that is about a customer.
pub(super) fn open_of(
    store: &Store,
    run: RunId,
    customer: CustomerId,
    kind: &str,
) -> Result<Option<StoredDataRequest>, EngineError> {
    let requests = store.agreed::<StoredDataRequest>()?;
    let rows = AskedRows::read(store, Some(run), &requests)?;
    for one in &requests {
        let is_like = one.kind == kind && one.state == OPEN;
        if is_like && rows.subject(store, Some(run), one)? == Some(customer) {
            return Ok(Some(one.clone()));
        }
    }
    Ok(None)
}

/// Why a request is not entered that is open already.
pub(super) fn same_again(same: &StoredDataRequest, by: &str) -> String {
    format!(
        "Request {} {} {by} is open already: it came on {}. Nothing was entered a second time; go on with that one, or settle it before you enter another.",
        same.data_request_id,
        of_kind(&same.kind),
        same.received_on
    )
}

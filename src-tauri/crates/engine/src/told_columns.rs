//! The columns of a table that may be read by their headers, whatever attribute they give: all but those a person left
//! out, which count as not there.

use rollcall_store::{Store, StoredLoad};

use crate::EngineError;

/// The places and headers of the columns nobody left out, in the order of the file.
pub(crate) fn told_columns<'a>(
    store: &Store,
    load: &'a StoredLoad,
) -> Result<Vec<(usize, &'a str)>, EngineError> {
    let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
    let is_told = |place: usize| {
        let mapping = mapping.as_ref();
        mapping.is_none_or(|mapping| !mapping.leaves_out(place))
    };
    Ok(load
        .header
        .iter()
        .enumerate()
        .filter(|(place, _)| is_told(*place))
        .map(|(place, header)| (place, header.as_str()))
        .collect())
}

//! A day that says by itself whether somebody may be written to.

use crate::{Attribute, ColumnIndex, ConsentState};

/// What a filled cell of a column of days says: "Unsubscribed at" is a no from that day on, "Opted in at" a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedAnswer {
    /// The column of the days.
    pub column: ColumnIndex,
    /// The permission it is about.
    pub channel: Attribute,
    /// What a day in it says.
    pub state: ConsentState,
}

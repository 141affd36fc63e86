//! Handing over to other engines.

use serde::Deserialize;
use ts_rs::TS;

/// Hand the project over to other engines.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HandOverTo {
    /// The folder: empty, not there yet, or one that was handed over before.
    pub folder: String,
    /// Write over a hand-over that is complete in the folder; it is refused otherwise.
    #[serde(default)]
    pub replace: bool,
}

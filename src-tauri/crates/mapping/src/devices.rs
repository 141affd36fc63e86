//! Kinds of devices, which are called devices as often as single ones are.

use rollcall_model::{Attribute, ColumnMapping};

use crate::decide::{View, unused};
use crate::detect::Kind;
use crate::header_words::Meaning;

/// Fewer cells tell nothing.
const FEWEST_CELLS: usize = 10;
/// There are no more kinds, and each stands in so many cells.
const MOST_KINDS: usize = 30;
const CELLS_OF_A_KIND: usize = 3;
/// The share of values written as ids are.
const MOST_IDS: f64 = 0.3;

/// Whether the cells name kinds of devices: a few words that come again and again.
pub(crate) fn are_kinds(view: &View<'_>) -> bool {
    let profile = &view.profile;
    let ids = [Kind::Uuid, Kind::Sha256, Kind::Code, Kind::Integer];
    let ids: f64 = ids.iter().map(|kind| profile.share(*kind)).sum();
    profile.filled >= FEWEST_CELLS
        && profile.distinct <= MOST_KINDS
        && profile.distinct * CELLS_OF_A_KIND <= profile.filled
        && ids < MOST_IDS
}

/// A column called the id of a device that names kinds of them is used for nobody.
pub(crate) fn column(view: &View<'_>) -> Option<ColumnMapping> {
    let is_device = view.clear_meaning() == Some(&Meaning::Attribute(Attribute::DeviceId));
    let reason = "A few kinds of devices stand in many rows each: no id of a single one, so nobody is known by it.";
    (is_device && are_kinds(view)).then(|| unused(view.column, view.header, reason))
}

//! What a header counts for when a table is looked at as a whole, now that its cells are known.

use rollcall_model::Attribute;

use crate::decide::View;

/// The attributes a column stands for that is named after one: with what its cells are taken apart into, and without an
/// id that they are not.
pub(crate) fn stands_for(view: &View<'_>, attribute: &Attribute) -> Vec<Attribute> {
    match attribute {
        Attribute::PostcodeCity => vec![
            Attribute::PostcodeCity,
            Attribute::Postcode,
            Attribute::City,
        ],
        Attribute::DeviceId if crate::devices::are_kinds(view) => Vec::new(),
        other => vec![other.clone()],
    }
}

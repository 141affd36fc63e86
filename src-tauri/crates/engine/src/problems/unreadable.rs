//! Cells that cannot be read as what their column is.

use rollcall_model::{Attribute, Severity};

use super::is_permission;

/// What is told of so many rows of a column that cannot be read as what the column is.
pub(super) fn unreadable(
    attribute: &Attribute,
    of: &str,
    name: &str,
) -> (Severity, String, &'static str) {
    let label = attribute.label();
    let (message, hint) = match attribute {
        _ if is_permission(attribute) => (
            format!(
                "{of} hold an answer in {name} that cannot be read as a yes or a no ({label})."
            ),
            "Nobody counts as having said yes by them. Correct the answers in their system, or say on the Mapping screen that the column is something else.",
        ),
        Attribute::ConsentChannel => (
            format!("{of} name no channel in {name} that can be read ({label})."),
            "A no in them counts for every channel it may be, and a yes for none. Say on the Mapping screen what each word means.",
        ),
        Attribute::ConsentPurpose => (
            format!("{of} name no purpose in {name} that can be read ({label})."),
            "A no in them counts, and a yes permits nothing. Say on the Mapping screen what each word means.",
        ),
        _ => (
            format!("{of} hold something in {name} that cannot be read as {label}."),
            "They are kept as they are and not used. Look at the rows, or choose another attribute on the Mapping screen.",
        ),
    };
    (Severity::Warning, message, hint)
}

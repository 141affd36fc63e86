//! Times as whole seconds, since texts of different zones are not in the order of the instants they tell.

use rollcall_model::{Attribute, Moment};

/// Stands where no time is known: before every other.
pub(super) const NO_TIME: i64 = -1_000_000_000_000;

/// The second since 1970 of a kept time, as if it were UTC where no zone is known, as golden records take it.
pub(super) fn seconds(text: &str) -> i64 {
    Moment::read(text).map_or(NO_TIME, Moment::second)
}

/// Whether the values are times themselves, by which golden records tell the earliest and the latest.
pub(super) fn is_time(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
            | Attribute::ConsentTime
    )
}

#[cfg(test)]
mod tests {
    use super::{NO_TIME, seconds};

    #[test]
    fn seconds_are_in_the_order_of_instants() {
        let evening_in_new_york = seconds("2026-03-31T22:00:00-04:00");
        assert!(evening_in_new_york > seconds("2026-04-01T01:00:00Z"));
        assert_eq!(seconds("1970-01-01"), 0);
        assert_eq!(seconds(""), NO_TIME);
        assert!(seconds("0001-01-01") > NO_TIME);
    }
}

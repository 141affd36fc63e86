//! The tables this program writes: their headers, and how they are told among what is to be loaded.

use rollcall_model::Attribute;

/// The columns of the customers table that hold one agreed value each.
pub(crate) const CUSTOMER_ATTRIBUTES: [Attribute; 24] = [
    Attribute::Title,
    Attribute::GivenName,
    Attribute::MiddleName,
    Attribute::FamilyName,
    Attribute::NameSuffix,
    Attribute::Organisation,
    Attribute::BirthDate,
    Attribute::Gender,
    Attribute::Language,
    Attribute::Email,
    Attribute::Phone,
    Attribute::Street,
    Attribute::Unit,
    Attribute::City,
    Attribute::Region,
    Attribute::Postcode,
    Attribute::Country,
    Attribute::LoyaltyCard,
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
    Attribute::CreatedAt,
    Attribute::LastActiveAt,
];

/// Values on which sources disagree.
pub(crate) const CONFLICTS: [&str; 7] = [
    "customer_id",
    "name",
    "attribute",
    "values",
    "winner",
    "rule",
    "decider",
];
/// What people permit, and who says so. The last two came later: a table without them is this program's as well.
pub(crate) const CONSENTS: [&str; 18] = [
    "customer_id",
    "name",
    "country",
    "law_assumed",
    "channel",
    "holds",
    "why",
    "source",
    "table",
    "file",
    "row",
    "time",
    "says",
    "raw",
    "evidence",
    "purpose",
    "column",
    "read_as",
];
/// How many columns the table of what people permit had before.
const CONSENTS_BEFORE: usize = 16;
/// Pairs nobody is sure about.
pub(crate) const REVIEW: [&str; 17] = [
    "pair",
    "left_source",
    "left_table",
    "left_row",
    "left_key",
    "left_name",
    "right_source",
    "right_table",
    "right_row",
    "right_key",
    "right_name",
    "match_weight",
    "match_probability",
    "records_at_stake",
    "linked",
    "verdict",
    "why",
];
/// What is wrong, where and what to do.
pub(crate) const PROBLEMS: [&str; 10] = [
    "severity", "code", "source", "file", "sheet", "row", "column", "count", "message", "hint",
];
/// What the sources hold.
pub(crate) const COVERAGE: [&str; 10] = [
    "source",
    "attribute",
    "state",
    "rows",
    "filled",
    "valid",
    "invalid",
    "placeholder",
    "blank",
    "distinct",
];
/// Which customer a row is.
pub(crate) const CROSSWALK: [&str; 5] = ["source", "table", "row", "record_key", "customer_id"];
/// Which records of a system are to be merged into which.
pub(crate) const MERGES: [&str; 18] = [
    "group",
    "customer_id",
    "source",
    "table",
    "action",
    "into",
    "record_id",
    "record_key",
    "row",
    "name",
    "email",
    "phone",
    "created",
    "filled",
    "differs",
    "why",
    "probability",
    "decided_by",
];
/// Which records are one person.
pub(crate) const CLUSTERS: [&str; 2] = ["record_id", "cluster_id"];

/// Before the name of a field of one's own in a header.
const OWN_FIELD: &str = "custom:";

/// The header of the customers table: what every project has, then the fields of its own.
pub(crate) fn customers_header(own: &[Attribute]) -> Vec<String> {
    let mut header = vec!["customer_id".to_owned(), "name".to_owned()];
    header.extend(CUSTOMER_ATTRIBUTES.iter().map(Attribute::code));
    header.extend(
        [
            "other_emails",
            "other_phones",
            "last_purchase",
            "sources",
            "records",
            "conflicts",
            "household",
        ]
        .map(str::to_owned),
    );
    header.extend(own.iter().map(Attribute::code));
    header
}

/// Whether a header is the one of the customers table, with fields of one's own or without.
fn is_of_customers(header: &[String]) -> bool {
    let common = customers_header(&[]);
    match header.split_at_checked(common.len()) {
        Some((first, own)) => first == common && own.iter().all(|one| one.starts_with(OWN_FIELD)),
        None => false,
    }
}

/// Whether a header is, whole and in its order, the one of a table this program writes.
pub(crate) fn is_own(header: &[String]) -> bool {
    let consents: &[&str] = &CONSENTS;
    let (consents_before, _) = consents.split_at(CONSENTS_BEFORE);
    let tables: [&[&str]; 9] = [
        consents_before,
        &CROSSWALK,
        &CONFLICTS,
        consents,
        &REVIEW,
        &PROBLEMS,
        &COVERAGE,
        &MERGES,
        &CLUSTERS,
    ];
    is_of_customers(header) || tables.iter().any(|own| header == *own)
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use super::{CONSENTS, CROSSWALK, MERGES, customers_header, is_own};

    #[test]
    fn only_a_whole_header_is_recognised() {
        let shoe_size = Attribute::Custom("Shoe size".into());
        assert!(is_own(&customers_header(&[])));
        assert!(is_own(&customers_header(&[shoe_size])));
        let other = [customers_header(&[]), vec!["shoe_size".to_owned()]].concat();
        assert!(!is_own(&other));
        assert!(is_own(&CROSSWALK.map(str::to_owned)));
        assert!(is_own(&MERGES.map(str::to_owned)));
        assert!(is_own(&CONSENTS.map(str::to_owned)));
        assert!(is_own(&CONSENTS.map(str::to_owned)[..16]));
        assert!(!is_own(&CONSENTS.map(str::to_owned)[..15]));
        assert!(!is_own(&customers_header(&[])[1..]));
        assert!(!is_own(&["source".to_owned(), "table".to_owned()]));
        assert!(!is_own(&[]));
    }
}

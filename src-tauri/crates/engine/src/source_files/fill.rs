//! Blank cells of a row and what the customer's agreed values put into them.

use std::collections::BTreeSet;

use rollcall_golden::{GoldenRecord, GoldenValue};
use rollcall_model::{
    Attribute, AttributeFamily, ColumnIndex, ConsentState, RecordId, StandardValue, Target,
    ValueState,
};

/// What is filled each on its own.
const ALONE: [Attribute; 8] = [
    Attribute::Title,
    Attribute::GivenName,
    Attribute::MiddleName,
    Attribute::FamilyName,
    Attribute::NameSuffix,
    Attribute::Organisation,
    Attribute::Email,
    Attribute::Phone,
];
/// What is filled together, where the row has none of it: parts of two addresses make none.
const TOGETHER: [Attribute; 5] = [
    Attribute::Street,
    Attribute::Unit,
    Attribute::City,
    Attribute::Region,
    Attribute::Postcode,
];

/// The cells of a row to fill, each with its value. `columns` are those of the table that may be written,
/// `is_bought` tells records of sources that were bought or borrowed; a country is filled where the column is
/// `in_form`, since others may write its name.
pub(super) fn fill(
    columns: &[Option<Target>],
    row: &[StandardValue],
    golden: &GoldenRecord,
    in_form: bool,
    is_bought: &dyn Fn(RecordId) -> bool,
) -> Vec<(ColumnIndex, String)> {
    if golden.value_of(&Attribute::DeletionRequest).is_some() {
        return Vec::new();
    }
    let place = |attribute: &Attribute| {
        let mut targets = columns.iter();
        targets.position(|target| {
            target
                .as_ref()
                .is_some_and(|target| target.group == 0 && target.attribute == *attribute)
        })
    };
    let is_told = |attribute: &Attribute| {
        row.iter()
            .any(|value| value.target.attribute == *attribute && value.state != ValueState::Blank)
    };
    let agreed = |attribute: &Attribute| {
        let value = golden.values.iter().find(|one| one.attribute == *attribute);
        value.filter(|value| may_be_given(value, golden, is_bought))
    };
    let has_address = row.iter().any(|value| {
        value.target.attribute.family() == AttributeFamily::Address
            && value.target.attribute != Attribute::Country
            && value.state != ValueState::Blank
    });
    let is_of_parts = [
        Attribute::FullAddress,
        Attribute::HouseNumber,
        Attribute::PostcodeCity,
    ]
    .iter()
    .all(|attribute| place(attribute).is_none());
    let mut wanted: BTreeSet<Attribute> = ALONE.into_iter().collect();
    if !has_address && is_of_parts {
        wanted.extend(TOGETHER);
    }
    if in_form && !has_address {
        wanted.insert(Attribute::Country);
    }
    let mut filled: Vec<(ColumnIndex, String)> = wanted
        .iter()
        .filter(|attribute| !is_told(attribute))
        .filter_map(|attribute| Some((place(attribute)?, agreed(attribute)?.value.clone())))
        .collect();
    filled.sort();
    filled
}

/// Whether an agreed value may be given to a source that does not have it: somebody of one's own sources says so, and
/// the person has not refused to be reached by it.
fn may_be_given(
    value: &GoldenValue,
    golden: &GoldenRecord,
    is_bought: &dyn Fn(RecordId) -> bool,
) -> bool {
    let is_only_bought =
        !value.supporters.is_empty() && value.supporters.iter().all(|one| is_bought(*one));
    let channels: &[Attribute] = match value.attribute {
        Attribute::Email => &[Attribute::EmailConsent],
        Attribute::Phone => &[Attribute::PhoneConsent, Attribute::SmsConsent],
        _ => &[],
    };
    let is_refused = channels
        .iter()
        .filter_map(|channel| ConsentState::parse(golden.value_of(channel)?))
        .any(|state| state.strictness() >= ConsentState::Undeliverable.strictness());
    !is_only_bought && !is_refused
}

#[cfg(test)]
mod tests {
    use rollcall_golden::{GoldenRecord, GoldenValue};
    use rollcall_model::{Attribute, RecordId, StandardValue, Target, ValueState};

    use super::fill;

    fn golden(values: &[(Attribute, &str)]) -> GoldenRecord {
        GoldenRecord {
            values: values
                .iter()
                .map(|(attribute, value)| GoldenValue {
                    attribute: attribute.clone(),
                    value: (*value).to_owned(),
                    record: Some(RecordId(9)),
                    column: Some(0),
                    rule: "only_value".into(),
                    supporters: vec![RecordId(9)],
                    others: Vec::new(),
                })
                .collect(),
            ..GoldenRecord::default()
        }
    }

    fn row(values: &[(Attribute, &str)]) -> Vec<StandardValue> {
        values
            .iter()
            .map(|(attribute, value)| StandardValue {
                target: Target::from(attribute.clone()),
                column: Some(0),
                raw: (*value).to_owned(),
                value: (*value).to_owned(),
                state: if value.is_empty() {
                    ValueState::Blank
                } else {
                    ValueState::Valid
                },
                rule: "text.clean".into(),
            })
            .collect()
    }

    #[test]
    fn blank_cells_are_filled_as_far_as_nothing_speaks_against_it() {
        use rollcall_model::Attribute::{
            City, Country, DeletionRequest, Email, EmailConsent, FamilyName, Phone, Postcode,
        };
        let columns: Vec<Option<Target>> =
            [FamilyName, Email, EmailConsent, City, Postcode, Country]
                .map(|attribute| Some(Target::from(attribute)))
                .to_vec();
        let known = [
            (FamilyName, "Marsh"),
            (Email, "ann@example.com"),
            (EmailConsent, "opted_in"),
            (Phone, "+442079460958"),
            (City, "Leeds"),
            (Postcode, "LS1 4AP"),
            (Country, "GB"),
        ];
        let own = |_: RecordId| false;
        let filled = |values: &[(Attribute, &str)], row_of: &[(Attribute, &str)], in_form| {
            fill(&columns, &row(row_of), &golden(values), in_form, &own)
        };
        let text = |column: usize, text: &str| (column, text.to_owned());
        // Permissions are not filled, nor is what the table has no column for.
        assert_eq!(
            filled(&known, &[], false),
            [
                text(0, "Marsh"),
                text(1, "ann@example.com"),
                text(3, "Leeds"),
                text(4, "LS1 4AP")
            ]
        );
        // What the row says stays, and of an address it has nothing is added to it.
        let said = [(FamilyName, "Moss"), (City, "York"), (Postcode, "")];
        assert_eq!(filled(&known, &said, true), [text(1, "ann@example.com")]);
        assert!(filled(&known, &[], true).contains(&text(5, "GB")));
        // Who refused is not given away, nor who asked to be deleted.
        let refused = [(Email, "ann@example.com"), (EmailConsent, "opted_out")];
        assert!(filled(&refused, &[], false).is_empty());
        let gone = [(FamilyName, "Marsh"), (DeletionRequest, "2026-01-01")];
        assert!(filled(&gone, &[], false).is_empty());
        // What only bought data says is not spread.
        let bought = fill(&columns, &[], &golden(&known), false, &|_| true);
        assert!(bought.is_empty());
    }
}

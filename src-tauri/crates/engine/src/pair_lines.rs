//! Records side by side: attribute by attribute, and how each agrees.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, StandardValue, ValueState};

use crate::inventory::attribute_view;
use crate::records;
use crate::view::PairLine;

/// The attributes of both records side by side, and of the others besides, within the schema's order.
/// Ids that a system gives are compared only within it: two systems never give the same.
pub(crate) fn lines(
    left: &[StandardValue],
    right: &[StandardValue],
    others: &[&[StandardValue]],
    is_one_source: bool,
) -> Vec<(Attribute, PairLine)> {
    let attributes: BTreeSet<&Attribute> = left
        .iter()
        .chain(right)
        .chain(others.iter().copied().flatten())
        .filter(|value| value.state == ValueState::Valid)
        .map(|value| &value.target.attribute)
        .collect();
    attributes
        .into_iter()
        .filter(|attribute| is_one_source || !is_id_of_a_system(attribute))
        .map(|attribute| {
            let one = different(left, attribute);
            let other = different(right, attribute);
            let agreement = if one.is_empty() || other.is_empty() {
                "one_sided"
            } else if have_in_common(&one, &other) {
                "same"
            } else {
                "different"
            };
            let line = PairLine {
                attribute: attribute_view(attribute),
                left: one,
                right: other,
                agreement: agreement.to_owned(),
                held: Vec::new(),
            };
            (attribute.clone(), line)
        })
        .collect()
}

/// As whom of the two another record says what it says.
pub(crate) fn side_of(values: &[String], left: &[String], right: &[String]) -> &'static str {
    if values.is_empty() {
        return "nothing";
    }
    match (have_in_common(values, left), have_in_common(values, right)) {
        (true, true) => "both",
        (true, false) => "left",
        (false, true) => "right",
        (false, false) if left.is_empty() && right.is_empty() => "only_here",
        (false, false) => "other",
    }
}

/// Whether any value is the same, whatever its case and diacritics.
fn have_in_common(one: &[String], other: &[String]) -> bool {
    let fold = |text: &String| rollcall_standardise::text::fold(text);
    one.iter()
        .any(|one| other.iter().any(|other| fold(one) == fold(other)))
}

/// The valid values of an attribute, each once: a row often gives one address twice.
pub(crate) fn different(values: &[StandardValue], attribute: &Attribute) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in records::valid(values, attribute) {
        if !found.iter().any(|one| one == value) {
            found.push(value.to_owned());
        }
    }
    found
}

/// Whether it is an id that a system gives.
pub(crate) fn is_id_of_a_system(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::RecordKey
            | Attribute::AccountId
            | Attribute::ExternalId
            | Attribute::MergedInto
            | Attribute::OrderId
    )
}

#[cfg(test)]
mod tests {
    use super::{lines, side_of};
    use rollcall_model::{Attribute, StandardValue, ValueState};

    fn value(attribute: Attribute, text: &str) -> StandardValue {
        StandardValue {
            target: attribute.into(),
            column: Some(0),
            raw: text.into(),
            value: text.into(),
            state: ValueState::Valid,
            rule: "".into(),
        }
    }

    #[test]
    fn ids_are_compared_within_one_system_only() {
        let left = [
            value(Attribute::RecordKey, "cus_1"),
            value(Attribute::FamilyName, "Marsh"),
        ];
        let right = [
            value(Attribute::RecordKey, "7001"),
            value(Attribute::FamilyName, "Marsh"),
        ];
        let told = |is_one_source| {
            lines(&left, &right, &[], is_one_source)
                .into_iter()
                .map(|(_, line)| line.attribute.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(told(false), ["family_name"]);
        assert_eq!(told(true), ["family_name", "record_key"]);
    }

    #[test]
    fn what_only_another_record_says_has_a_line() {
        let marsh = [value(Attribute::FamilyName, "Marsh")];
        let born = [value(Attribute::BirthDate, "1980-04-02")];
        let found = lines(&marsh, &marsh, &[&born], false);
        let told: Vec<(&str, &str)> = found
            .iter()
            .map(|(_, line)| (line.attribute.code.as_str(), line.agreement.as_str()))
            .collect();
        assert_eq!(told, [("family_name", "same"), ("birth_date", "one_sided")]);
    }

    #[test]
    fn another_record_stands_on_a_side() {
        let list = |texts: &[&str]| -> Vec<String> {
            texts.iter().map(|text| (*text).to_owned()).collect()
        };
        for (values, left, right, side) in [
            (&["Leeds"][..], &["leeds"][..], &["LEEDS"][..], "both"),
            (&["Leeds"], &["Leeds"], &["York"], "left"),
            (&["Zoë"], &["Anne"], &["Zoe"], "right"),
            (&["Leeds", "York"], &["Leeds"], &["York"], "both"),
            (&["Bath"], &["Leeds"], &["York"], "other"),
            (&["Bath"], &["Leeds"], &[], "other"),
            (&["Bath"], &[], &[], "only_here"),
            (&[], &["Leeds"], &["York"], "nothing"),
        ] {
            let told = side_of(&list(values), &list(left), &list(right));
            assert_eq!(told, side, "{values:?} beside {left:?} and {right:?}");
        }
    }
}

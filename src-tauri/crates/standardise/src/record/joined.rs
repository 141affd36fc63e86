//! Values that several cells make together: birth dates, streets, whole addresses.

use rollcall_model::{Assignment, Attribute, Target, ValueState};

use super::Record;
use crate::address::{self, AddressParts, StreetLine};
use crate::{Standardised, country, date, placeholder, postcode, region, text};

pub(super) fn is_birth_part(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::BirthDate | Attribute::BirthDay | Attribute::BirthMonth | Attribute::BirthYear
    )
}

pub(super) fn is_street_part(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Street | Attribute::HouseNumber | Attribute::Unit | Attribute::PostBox
    )
}

/// A whole birth date where there is one, else what its parts make.
pub(super) fn take_birth(record: &mut Record<'_>, group: u8) {
    let parts = [
        Attribute::BirthDay,
        Attribute::BirthMonth,
        Attribute::BirthYear,
    ]
    .map(|part| record.assigned(&part, group));
    let whole = record.assigned(&Attribute::BirthDate, group);
    let outcome = whole.map(|assignment| date::birth(&assignment.raw, record.reading(assignment)));
    let has_parts = parts
        .iter()
        .flatten()
        .any(|part| !part.raw.trim().is_empty());
    if let (Some(assignment), Some(outcome)) = (whole, outcome)
        && (outcome.is_valid() || !has_parts)
    {
        record.add(assignment, outcome);
        return;
    }
    let Some(first) = parts.iter().flatten().next() else {
        return;
    };
    let raw_of = |part: Option<&Assignment>| part.map(|part| part.raw.clone()).unwrap_or_default();
    let [day, month, year] = parts.map(raw_of);
    let long_ago = parts
        .iter()
        .flatten()
        .any(|part| record.reading(part).long_ago);
    let outcome = date::birth_from_parts(&day, &month, &year, record.context.today, long_ago);
    let raw = joined(&[&day, &month, &year]);
    record.add_raw(
        Target {
            attribute: Attribute::BirthDate,
            group,
        },
        first.column,
        raw,
        outcome,
    );
}

/// Street, house number, unit and post box of one group.
pub(super) fn take_street(record: &mut Record<'_>, group: u8) {
    let street = record.assigned(&Attribute::Street, group);
    let number = record.assigned(&Attribute::HouseNumber, group);
    let unit = record.assigned(&Attribute::Unit, group);
    let post_box = record.assigned(&Attribute::PostBox, group);
    let mut line = StreetLine::default();
    if let Some(assignment) = street {
        let number_raw = number.map(|number| number.raw.as_str()).unwrap_or_default();
        match address::street_line(&assignment.raw, number_raw, record.country(group)) {
            Ok(found) => {
                line = found;
                let raw = joined(&[&assignment.raw, number_raw]);
                if !line.street.is_empty() {
                    let target = Target {
                        attribute: Attribute::Street,
                        group,
                    };
                    let outcome = Standardised::valid(line.street.clone(), "address.street");
                    record.add_raw(target, assignment.column, raw, outcome);
                }
            }
            Err(outcome) => record.add(assignment, outcome),
        }
    } else if let Some(assignment) = number {
        record.add(assignment, text::standardise(&assignment.raw));
    }
    take_beside_street(
        record,
        (Attribute::Unit, address::unit),
        unit,
        street,
        &line.unit,
    );
    take_beside_street(
        record,
        (Attribute::PostBox, address::post_box),
        post_box,
        street,
        &line.post_box,
    );
}

/// A unit or post box: from its own cell, else what stood in the street's. A second line that
/// repeats neither is kept with the first.
fn take_beside_street(
    record: &mut Record<'_>,
    (attribute, standardise): (Attribute, fn(&str) -> Standardised),
    own: Option<&Assignment>,
    street: Option<&Assignment>,
    in_street: &str,
) {
    let own_outcome = own.map(|own| (own, standardise(&own.raw)));
    match (own_outcome, street) {
        (Some((own, outcome)), _) if outcome.is_valid() => record.add(own, outcome),
        (_, Some(street)) if !in_street.is_empty() => {
            record.add_part(
                attribute,
                street,
                Standardised::valid(in_street, "address.in_street"),
            );
        }
        (Some((own, outcome)), _) => record.add(own, outcome),
        (None, _) => {}
    }
}

/// A whole address fills the parts that have no cell of their own.
pub(super) fn take_full_address(record: &mut Record<'_>, assignment: &Assignment) {
    let group = assignment.target.group;
    if assignment.raw.trim().is_empty() {
        record.add(assignment, Standardised::blank());
        return;
    }
    let Some(parts) = address::split_full_address(&assignment.raw, record.country(group)) else {
        let filler = placeholder::is_filler(&assignment.raw);
        let outcome = if filler {
            Standardised::placeholder("text.placeholder")
        } else {
            Standardised::invalid("address.no_street")
        };
        record.add(assignment, outcome);
        return;
    };
    let AddressParts {
        street,
        unit,
        post_box,
        postcode,
        city,
        region: state,
        country,
    } = parts;
    let state = region::code_of(&state, Some(&country)).map_or(state, str::to_owned);
    for (attribute, value) in [
        (Attribute::Street, street),
        (Attribute::Unit, unit),
        (Attribute::PostBox, post_box),
        (Attribute::Postcode, postcode),
        (Attribute::City, city),
        (Attribute::Region, state),
        (Attribute::Country, country),
    ] {
        if !value.is_empty() && record.filled(&attribute, group).is_none() {
            record.add_part(
                attribute,
                assignment,
                Standardised::valid(value, "address.split"),
            );
        }
    }
}

/// A postcode and its town fill what has no cell of its own.
pub(super) fn take_postcode_city(record: &mut Record<'_>, assignment: &Assignment) {
    let group = assignment.target.group;
    if assignment.raw.trim().is_empty() {
        record.add(assignment, Standardised::blank());
        return;
    }
    let country = record.country(group);
    let Some(parts) = address::split_postcode_and_city(&assignment.raw, country) else {
        let outcome = if placeholder::is_filler(&assignment.raw) {
            Standardised::placeholder("text.placeholder")
        } else {
            Standardised::invalid("address.no_town")
        };
        record.add(assignment, outcome);
        return;
    };
    let told = Some(parts.country.as_str()).filter(|told| !told.is_empty());
    let is_certain = told.is_some() || record.own_country(group).is_some();
    let code = postcode::standardise(&parts.postcode, told.or(country), is_certain);
    let taken_out = |value: &str| Standardised::valid(value, "address.split");
    let code = if code.is_valid() {
        taken_out(&code.value)
    } else {
        code
    };
    for (attribute, outcome) in [
        (Attribute::Postcode, code),
        (Attribute::City, address::place(&parts.city)),
        (Attribute::Region, taken_out(&parts.region)),
        (Attribute::Country, taken_out(&parts.country)),
    ] {
        let is_blank =
            outcome.state == ValueState::Blank || outcome.is_valid() && outcome.value.is_empty();
        if !is_blank && record.filled(&attribute, group).is_none() {
            record.add_part(attribute, assignment, outcome);
        }
    }
}

/// The country that a postcode with its town says itself, or whose form alone the postcode has.
pub(super) fn country_of_town(raw: &str) -> Option<&'static str> {
    let parts = address::split_postcode_and_city(raw, None)?;
    if parts.country.is_empty() {
        return postcode::country_by_form(&parts.postcode);
    }
    country::country_of(&parts.country)
}

/// What stood in several cells, joined with a blank.
pub(super) fn joined(cells: &[&str]) -> String {
    let mut joined = String::new();
    for cell in cells.iter().filter(|cell| !cell.trim().is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(cell);
    }
    joined
}

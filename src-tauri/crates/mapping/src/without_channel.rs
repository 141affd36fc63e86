//! The columns in which people state what they ask for and no channel is named.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, ColumnIndex, Mapping, TableRole};

use crate::beside::is_permission;
use crate::consent_log::names_own_channel;
use crate::fold::fold;
use crate::role::names_request;

/// The columns of permissions and statements whose header names no channel, in a table of them or where the header says
/// that something is asked for. A bare "Objection" in one is about every channel; under "Newsletter" it is about that.
pub fn columns_without_channel(mapping: &Mapping) -> BTreeSet<ColumnIndex> {
    mapping
        .columns
        .iter()
        .filter(|column| {
            let target = column.target.as_ref();
            let is_answer = target.is_some_and(|target| {
                is_permission(&target.attribute) || target.attribute == Attribute::ConsentState
            });
            let words = fold(&column.header).words;
            is_answer
                && !names_own_channel(&words)
                && (mapping.role == TableRole::Consents || names_request(&words))
        })
        .map(|column| column.column)
        .collect()
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute, ColumnMapping, Mapping, MappingState, TableRole, Transformation,
    };

    use super::columns_without_channel;

    #[test]
    fn a_header_without_a_channel_is_about_every_one_where_people_ask() {
        let without = |role: TableRole, header: &str, attribute: Attribute| {
            let mapping = Mapping {
                role,
                columns: vec![ColumnMapping {
                    column: 4,
                    header: header.to_owned(),
                    target: Some(attribute.into()),
                    transformation: Transformation::Keep,
                    confidence: 1.0,
                    reason: String::new(),
                    state: MappingState::Confirmed,
                    date_order: None,
                }],
                default_country: None,
                constants: Vec::new(),
                recipe: None,
            };
            columns_without_channel(&mapping).contains(&4)
        };
        let (consents, customers) = (TableRole::Consents, TableRole::Customers);
        for (role, header, attribute, is) in [
            (consents, "Anliegen", Attribute::EmailConsent, true),
            (consents, "Request", Attribute::SmsConsent, true),
            (consents, "Status", Attribute::ConsentState, true),
            (consents, "Newsletter", Attribute::EmailConsent, false),
            (consents, "E-Mail-Status", Attribute::EmailConsent, false),
            (consents, "SMS", Attribute::SmsConsent, false),
            (consents, "Request", Attribute::FullName, false),
            (customers, "Art der Anfrage", Attribute::EmailConsent, true),
            (customers, "Einwilligung", Attribute::EmailConsent, false),
        ] {
            assert_eq!(without(role, header, attribute), is, "{header}");
        }
    }
}

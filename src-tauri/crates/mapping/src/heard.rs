//! The columns whose cells say more, or less, than a plain answer to their attribute.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, ColumnIndex, ColumnMapping, Mapping, TableRole};
use rollcall_standardise::Heard;

use crate::beside::{is_permission, names_advertising};
use crate::bounces::names_delivery;
use crate::consent_log::names_own_channel;
use crate::fold::{Folded, fold};
use crate::notes::names_remarks;
use crate::role::names_request;
use crate::tickets::{HAPPENING, Tickets, is_subject};

/// A platform of shops calls its permission for e-mail so, and keeps the others under names of their own.
pub(crate) const OF_A_SHOP: &str = "acceptsmarketing";

/// How the columns of a table are heard, where that is not by their attributes alone: where people state what they ask
/// for, or whether they may be advertised to at all, and no channel is named; in remarks; and where letters came back.
pub fn columns_heard(mapping: &Mapping) -> BTreeMap<ColumnIndex, Heard> {
    let columns = mapping.columns.iter();
    columns
        .filter_map(|column| Some((column.column, heard(mapping, column)?)))
        .collect()
}

fn heard(mapping: &Mapping, column: &ColumnMapping) -> Option<Heard> {
    let attribute = &column.target.as_ref()?.attribute;
    let folded = fold(&column.header);
    let words = &folded.words;
    match attribute {
        Attribute::EmailConsent if names_remarks(words) => {
            return Some(if is_the_only_answer(mapping, column) {
                Heard::Request
            } else {
                Heard::Remark
            });
        }
        // What somebody asked support for may be to be left alone.
        Attribute::Campaign => {
            return (is_subject(words) && lists_tickets(mapping)).then_some(Heard::Remark);
        }
        Attribute::PostConsent if names_delivery(words) => return Some(Heard::Delivery),
        _ => {}
    }
    let is_answer = is_permission(attribute) || *attribute == Attribute::ConsentState;
    if !is_answer || names_own_channel(words) {
        return None;
    }
    if *attribute == Attribute::EmailConsent
        && mapping.role != TableRole::Events
        && is_of_advertising(&folded)
    {
        return Some(Heard::Advertising);
    }
    (mapping.role == TableRole::Consents || names_request(words)).then_some(Heard::Request)
}

/// Whether a list of requests tells them in this column and in no other: each cell is what somebody asks for.
fn is_the_only_answer(mapping: &Mapping, column: &ColumnMapping) -> bool {
    let mut targets = mapping
        .columns
        .iter()
        .filter(|other| other.column != column.column)
        .filter_map(|other| other.target.as_ref());
    mapping.role == TableRole::Consents
        && !targets.any(|target| {
            let attribute = &target.attribute;
            is_permission(attribute)
                || matches!(
                    attribute,
                    Attribute::ConsentState | Attribute::DeletionRequest
                )
        })
}

/// Whether every row of a table is said to be a ticket, or its headers call it one.
fn lists_tickets(mapping: &Mapping) -> bool {
    let is_said = || {
        let mut constants = mapping.constants.iter();
        constants
            .any(|(target, value)| target.attribute == Attribute::EventKind && value == HAPPENING)
    };
    mapping.role == TableRole::Events && (Tickets::of(mapping).are_named() || is_said())
}

/// Whether a header is of advertising as such, or of being reached at all. At a check-out such a box says no where
/// nobody ticked it, so tables of purchases are not asked here.
pub(crate) fn is_of_advertising(folded: &Folded) -> bool {
    const MAILINGS: [&str; 5] = ["mail", "mails", "mailing", "mailings", "rundschreiben"];
    const NO_CONTACT: [&str; 11] = [
        "donotcontact",
        "dnc",
        "nocontact",
        "kontaktsperre",
        "nichtkontaktieren",
        "nepascontacter",
        "nocontactar",
        "noncontattare",
        "nietbenaderen",
        "nietcontacteren",
        "naocontactar",
    ];
    if NO_CONTACT.contains(&folded.key.as_str()) {
        return true;
    }
    names_advertising(&folded.words)
        && !names_own_channel(&folded.words)
        && !folded.key.ends_with(OF_A_SHOP)
        && !folded
            .words
            .iter()
            .any(|word| MAILINGS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute, ColumnMapping, Mapping, MappingState, TableRole, Transformation,
    };
    use rollcall_standardise::Heard;

    use super::columns_heard;

    fn mapping(role: TableRole, header: &str, attribute: Attribute) -> Mapping {
        Mapping {
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
        }
    }

    #[test]
    fn a_header_without_a_channel_is_about_every_one_where_people_ask() {
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
            let heard = columns_heard(&mapping(role, header, attribute));
            assert_eq!(heard.get(&4) == Some(&Heard::Request), is, "{header}");
        }
    }

    #[test]
    fn advertising_as_such_names_no_channel() {
        let (customers, events) = (TableRole::Customers, TableRole::Events);
        for (role, header, is) in [
            (customers, "Werbung J/N", true),
            (customers, "Werbung erlaubt", true),
            (customers, "Werbesperre", true),
            (customers, "Keine Werbung", true),
            (customers, "Marketing opt-out", true),
            (customers, "Allow Marketing Communication", true),
            (customers, "Do not contact", true),
            (TableRole::Consents, "Werbung", true),
            (customers, "Accepts Marketing", false),
            (customers, "Accepts Email Marketing", false),
            (customers, "Werbung per Mail", false),
            (customers, "Werbemails", false),
            (customers, "Newsletter", false),
            (customers, "Einwilligung", false),
            (events, "Werbung erlaubt", false),
        ] {
            let heard = columns_heard(&mapping(role, header, Attribute::EmailConsent));
            assert_eq!(heard.get(&4) == Some(&Heard::Advertising), is, "{header}");
        }
        // Whoever said that letters are meant is believed.
        let letters = mapping(customers, "Werbung erlaubt", Attribute::PostConsent);
        assert_eq!(columns_heard(&letters).get(&4), None);
    }

    #[test]
    fn remarks_deliveries_and_subjects_of_tickets_are_heard_for_what_they_are() {
        let customers = TableRole::Customers;
        let is = |role, header: &str, attribute| {
            columns_heard(&mapping(role, header, attribute))
                .get(&4)
                .copied()
        };
        assert_eq!(
            is(customers, "Bemerkung", Attribute::EmailConsent),
            Some(Heard::Remark)
        );
        assert_eq!(
            is(customers, "Zustellung", Attribute::PostConsent),
            Some(Heard::Delivery)
        );
        assert_eq!(is(TableRole::Events, "Subject", Attribute::Campaign), None);
        let mut tickets = mapping(TableRole::Events, "Subject", Attribute::Campaign);
        let kind = (Attribute::EventKind.into(), "ticket".to_owned());
        tickets.constants.push(kind);
        assert_eq!(columns_heard(&tickets).get(&4), Some(&Heard::Remark));
    }
}

//! What a column can be, for the mapping screen.

use rollcall_model::{Attribute, AttributeFamily};

/// One choice of the mapping screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeChoice {
    /// The attribute.
    pub attribute: Attribute,
    /// Its name as people read it.
    pub label: String,
    /// The family it is listed under.
    pub family: AttributeFamily,
    /// What belongs there, in one sentence.
    pub hint: &'static str,
}

/// Every attribute a column can be given, in the order of the schema.
pub fn attribute_choices() -> Vec<AttributeChoice> {
    Attribute::ALL
        .iter()
        .map(|attribute| AttributeChoice {
            attribute: attribute.clone(),
            label: attribute.label(),
            family: attribute.family(),
            hint: hint(attribute),
        })
        .collect()
}

fn hint(attribute: &Attribute) -> &'static str {
    match attribute {
        Attribute::Title => "Dr, Frau, Mrs: what stands before the name.",
        Attribute::FullName => "The whole name in one column; it is split.",
        Attribute::GivenName => "The first name.",
        Attribute::MiddleName => "Names or initials between first and family name.",
        Attribute::FamilyName => "The family name with its particles, such as van or de.",
        Attribute::NameParticle => "van, de, von in a column of its own.",
        Attribute::NameSuffix => "Jr, III, PhD: what stands after the name.",
        Attribute::FormerName => "An earlier family name, such as before marriage.",
        Attribute::Nickname => "What friends say.",
        Attribute::BirthDate => "The day of birth in one column.",
        Attribute::BirthDay => "Only the day of the month of birth.",
        Attribute::BirthMonth => "Only the month of birth.",
        Attribute::BirthYear => "Only the year of birth.",
        Attribute::Age => "Years of age when the row was written.",
        Attribute::Gender => "Gender as the person or the form gave it.",
        Attribute::Language => "The language to write in.",
        Attribute::Organisation => "The company, school or club.",
        Attribute::JobTitle => "The position in the organisation.",
        Attribute::OrganisationId => "VAT, tax or register number of the organisation.",
        Attribute::Website => "A web page.",
        Attribute::Email => "An e-mail address; several columns become several addresses.",
        Attribute::Phone => {
            "A telephone number of any kind; several columns become several numbers."
        }
        Attribute::FullAddress => "Street, town and all in one column; it is split.",
        Attribute::Street => "The street, with or without the house number.",
        Attribute::HouseNumber => "The house number in a column of its own.",
        Attribute::Unit => "Flat, suite, floor, or a second address line.",
        Attribute::PostBox => "A post-office box.",
        Attribute::City => "Town, city or suburb.",
        Attribute::Region => "State, province, county or canton.",
        Attribute::Postcode => "The postal code; leading zeros are kept.",
        Attribute::PostcodeCity => {
            "Postal code and town in one column, in either order; it is split."
        }
        Attribute::Country => "Country by name or code.",
        Attribute::RecordKey => {
            "The row's own id in this table: filled everywhere and never repeated."
        }
        Attribute::AccountId => {
            "The id of the person the row is about, such as the customer number on an order."
        }
        Attribute::ExternalId => "An id that another system gave.",
        Attribute::MergedInto => {
            "The id of the record this one was merged into by the source itself."
        }
        Attribute::LoyaltyCard => "The number of a loyalty or member card.",
        Attribute::DeviceId => "The id of a phone, tablet or other device.",
        Attribute::CookieId => "A browser's cookie or analytics id.",
        Attribute::PaymentCard => "The fingerprint of a payment card, never its number.",
        Attribute::NationalId => "A number given by a state, such as social security.",
        Attribute::SocialHandle => "A name or page in a social network.",
        Attribute::HashedEmail => "An e-mail address as SHA-256.",
        Attribute::EmailConsent => "Whether e-mail may be sent.",
        Attribute::SmsConsent => "Whether text messages may be sent.",
        Attribute::PhoneConsent => "Whether one may telephone.",
        Attribute::PostConsent => "Whether letters may be sent.",
        Attribute::ConsentTime => "When permission was given or withdrawn.",
        Attribute::ConsentSource => "Where permission came from, such as a form.",
        Attribute::WithdrawalTime => {
            "When permission was withdrawn, where another column tells when it was given."
        }
        Attribute::ConsentChannel => {
            "In a log with one statement a row: the channel it is about, such as e-mail or SMS."
        }
        Attribute::ConsentPurpose => {
            "In a log with one statement a row: what it is for, such as newsletter or profiling."
        }
        Attribute::ConsentState => {
            "In a log with one statement a row: whether it was given or withdrawn."
        }
        Attribute::DeletionRequest => "That, or when, the person asked to be deleted.",
        Attribute::Bounced => {
            "That, or when, messages to the address came back; soft bounces are told apart where the words do."
        }
        Attribute::CreatedAt => "When the record was made or the person signed up.",
        Attribute::UpdatedAt => "When the record last changed.",
        Attribute::LastActiveAt => "When the person was last seen or logged in.",
        Attribute::LastPurchaseAt => "When the person last bought, in a list of people.",
        Attribute::Custom(_) => "Anything else, by its own name.",
        event => hint_of_event(event),
    }
}

/// What is said of something that happened.
fn hint_of_event(attribute: &Attribute) -> &'static str {
    match attribute {
        Attribute::EventTime => "When the thing in this row happened.",
        Attribute::EventKind => "What happened: purchase, opened, clicked, ticket.",
        Attribute::OrderId => "The number of the order, invoice or transaction.",
        Attribute::Amount => "The money of the whole event.",
        Attribute::Currency => "The currency of the amount.",
        Attribute::EventStatus => "Paid, refunded, cancelled, open.",
        Attribute::Product => "What was bought or used.",
        Attribute::Sku => "The number of the product.",
        Attribute::Quantity => "How many.",
        Attribute::Campaign => "The campaign, the list or the subject of a message.",
        Attribute::CampaignKind => "What kind of campaign: winback, newsletter, triggered, bulk.",
        Attribute::Opened => {
            "In a log of messages: whether, when or how often the message was opened."
        }
        Attribute::Clicked => {
            "In a log of messages: whether, when or how often something in it was clicked."
        }
        Attribute::TimeZone => {
            "The time zone in which the row writes its times, such as Europe/Berlin; not where somebody lives."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::attribute_choices;

    #[test]
    fn every_choice_has_a_sentence() {
        for choice in attribute_choices() {
            assert!(choice.hint.ends_with('.'), "{}", choice.label);
        }
    }
}

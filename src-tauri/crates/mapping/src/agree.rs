//! Whether the values of a column agree with what its header says.

use rollcall_model::{Attribute, AttributeFamily};

use crate::content::Profile;
use crate::detect::Kind;

/// What the values say about an attribute the header names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Agreement {
    /// They look like it.
    Agrees,
    /// They neither look like it nor like anything else.
    Silent,
    /// They look like something else, told in words, with their share.
    Contradicts(&'static str, f64),
}

/// Compares the values with an attribute.
pub(crate) fn agreement(attribute: &Attribute, profile: &Profile) -> Agreement {
    if let Some((kind, words)) = profile.certainly()
        && !may_hold(attribute, kind, profile)
    {
        return Agreement::Contradicts(words, profile.share(kind));
    }
    let numbers = profile.share(Kind::Number);
    if profile.speaks() && numbers >= 0.8 && wants_letters(attribute) {
        return Agreement::Contradicts("numbers", numbers);
    }
    let figureless = profile.share(Kind::Figureless);
    if profile.speaks()
        && figureless >= 0.8
        && matches!(attribute, Attribute::Phone | Attribute::Postcode)
    {
        return Agreement::Contradicts("words without a figure", figureless);
    }
    let tells_no_letters = profile.speaks() || profile.holds_numbers_alone();
    if tells_no_letters && figureless < 0.1 && is_name(attribute) {
        return Agreement::Contradicts("ids or numbers, and no name has figures", 1.0 - figureless);
    }
    let yes_no = profile.share(Kind::YesNo);
    if profile.speaks() && yes_no >= 0.8 && wants_letters(attribute) {
        return Agreement::Contradicts("yes and no", yes_no);
    }
    if profile.speaks() && *attribute == Attribute::Amount && numbers < 0.3 {
        return Agreement::Contradicts("text", 1.0 - numbers);
    }
    if profile.speaks() && *attribute == Attribute::Email {
        let emails = profile.share(Kind::Email);
        if emails < 0.3 {
            return Agreement::Contradicts("something else than e-mail addresses", 1.0 - emails);
        }
    }
    if *attribute == Attribute::BirthDate && profile.share(Kind::DayAndMonth) >= 0.6 {
        return Agreement::Agrees;
    }
    if profile.speaks() && is_date(attribute) && profile.share(Kind::Date) + numbers < 0.3 {
        return Agreement::Contradicts(
            "something else than dates",
            1.0 - profile.share(Kind::Date),
        );
    }
    if typical(attribute)
        .iter()
        .map(|kind| profile.share(*kind))
        .fold(0.0, f64::max)
        >= threshold(attribute)
    {
        Agreement::Agrees
    } else {
        Agreement::Silent
    }
}

fn is_name(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::MiddleName
            | Attribute::FormerName
    )
}

fn is_date(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::BirthDate
            | Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
            | Attribute::EventTime
            | Attribute::ConsentTime
            | Attribute::WithdrawalTime
    )
}

/// Which certain kinds may stand under an attribute.
fn may_hold(attribute: &Attribute, kind: Kind, profile: &Profile) -> bool {
    let is_id = attribute.family() == AttributeFamily::Identifier;
    match kind {
        // Some systems name their rows by the address.
        Kind::Email => {
            is_id && *attribute != Attribute::HashedEmail
                || matches!(attribute, Attribute::Email | Attribute::Custom(_))
        }
        // Ids may begin with a zero, too, but are not written with blanks and a plus.
        Kind::Dialled => {
            matches!(attribute, Attribute::Phone | Attribute::Custom(_))
                || (is_id || *attribute == Attribute::OrderId)
                    && profile.share(Kind::DialledWithSigns) < 0.2
        }
        Kind::Sha256 => is_id || *attribute == Attribute::OrderId,
        Kind::Uuid => is_id || matches!(attribute, Attribute::OrderId | Attribute::Sku),
        Kind::Url => matches!(
            attribute,
            Attribute::Website
                | Attribute::SocialHandle
                | Attribute::Custom(_)
                | Attribute::Campaign
                | Attribute::Clicked
                | Attribute::ConsentSource
                | Attribute::Product
        ),
        Kind::Date => {
            is_date(attribute)
                || matches!(
                    attribute,
                    Attribute::DeletionRequest
                        | Attribute::Bounced
                        | Attribute::Opened
                        | Attribute::Clicked
                        | Attribute::Custom(_)
                )
        }
        Kind::Money => matches!(
            attribute,
            Attribute::Amount | Attribute::Quantity | Attribute::Age | Attribute::Custom(_)
        ),
        Kind::Postcode => {
            is_id
                || matches!(
                    attribute,
                    Attribute::Postcode | Attribute::PostcodeCity | Attribute::Custom(_)
                )
        }
        _ => true,
    }
}

/// Attributes that never are bare numbers.
fn wants_letters(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::Organisation
            | Attribute::City
            | Attribute::Email
            | Attribute::JobTitle
            | Attribute::Website
    )
}

fn typical(attribute: &Attribute) -> &'static [Kind] {
    match attribute {
        Attribute::Email => &[Kind::Email],
        Attribute::Phone => &[Kind::Phone],
        Attribute::HashedEmail => &[Kind::Sha256],
        Attribute::GivenName | Attribute::MiddleName => &[Kind::GivenName],
        Attribute::FamilyName | Attribute::FormerName => &[Kind::FamilyName],
        Attribute::FullName => &[Kind::FullName],
        Attribute::Title => &[Kind::Title],
        Attribute::Gender => &[Kind::Gender],
        Attribute::Language => &[Kind::Language],
        Attribute::Country => &[Kind::Country],
        Attribute::Region => &[Kind::Region],
        Attribute::City => &[Kind::City],
        Attribute::Postcode => &[Kind::Postcode, Kind::ShortCode],
        Attribute::PostcodeCity => &[Kind::PostcodeAndTown],
        Attribute::Street => &[Kind::Street],
        Attribute::FullAddress => &[Kind::FullAddress, Kind::Street],
        Attribute::Organisation => &[Kind::Organisation],
        Attribute::Website => &[Kind::Url],
        Attribute::BirthDay => &[Kind::SmallDay],
        Attribute::BirthMonth => &[Kind::SmallMonth],
        Attribute::BirthYear => &[Kind::Year],
        Attribute::Amount => &[Kind::Money, Kind::Number],
        Attribute::Quantity | Attribute::Age | Attribute::HouseNumber => &[Kind::Integer],
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent => &[
            Kind::YesNo,
            Kind::Consent,
            Kind::Request,
            Kind::SpelledOut,
            Kind::Answer,
        ],
        Attribute::Bounced => &[Kind::YesNo, Kind::Consent, Kind::Date],
        Attribute::Opened | Attribute::Clicked => &[Kind::YesNo, Kind::Date, Kind::Integer],
        Attribute::EventStatus => &[Kind::OrderStatus],
        Attribute::EventKind => &[Kind::EventWord],
        _ if is_date(attribute) => &[Kind::Date],
        _ => &[],
    }
}

/// Lists of names and towns are never complete, so a small share already agrees.
fn threshold(attribute: &Attribute) -> f64 {
    match attribute {
        Attribute::City | Attribute::Organisation => 0.1,
        Attribute::GivenName
        | Attribute::FamilyName
        | Attribute::FullName
        | Attribute::MiddleName => 0.2,
        Attribute::Street | Attribute::FullAddress => 0.3,
        _ => 0.5,
    }
}

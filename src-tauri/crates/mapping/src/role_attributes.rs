//! Attributes that tell what a table is about, by what they say of its rows.

use rollcall_model::Attribute;

/// What points to somebody.
pub(crate) const CONTACT: &[Attribute] = &[
    Attribute::Email,
    Attribute::Phone,
    Attribute::HashedEmail,
    Attribute::AccountId,
    Attribute::LoyaltyCard,
    Attribute::DeviceId,
    Attribute::CookieId,
    Attribute::NationalId,
];

/// What somebody is called.
pub(crate) const NAMES: &[Attribute] = &[
    Attribute::FullName,
    Attribute::GivenName,
    Attribute::FamilyName,
];

/// What describes somebody.
pub(crate) const STATED: &[Attribute] = &[
    Attribute::BirthDate,
    Attribute::BirthYear,
    Attribute::Gender,
    Attribute::NationalId,
];

/// What only purchases have.
pub(crate) const SOLD: &[Attribute] = &[
    Attribute::OrderId,
    Attribute::Sku,
    Attribute::Quantity,
    Attribute::Amount,
];

/// Where somebody lives.
pub(crate) const PLACE: &[Attribute] = &[
    Attribute::Street,
    Attribute::FullAddress,
    Attribute::Postcode,
    Attribute::HouseNumber,
];

/// What somebody allowed or asked for.
pub(crate) const CONSENT: &[Attribute] = &[
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::PhoneConsent,
    Attribute::PostConsent,
    Attribute::ConsentTime,
    Attribute::ConsentSource,
    Attribute::WithdrawalTime,
    Attribute::ConsentState,
    Attribute::DeletionRequest,
];

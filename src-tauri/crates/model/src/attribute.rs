//! The common schema: the attributes every source is mapped to.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The edition of the schema. It goes up with every attribute that comes, goes or is called otherwise, so that files
/// that name attributes can be told apart.
pub const SCHEMA_EDITION: u32 = 3;

macro_rules! attributes {
    ($($family:ident { $($(#[$doc:meta])* $name:ident = $code:literal, $label:literal;)+ })+) => {
        /// A named, typed part of the common schema. Written in files and on the wire by its
        /// [`code`](Attribute::code).
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub enum Attribute {
            $($($(#[$doc])* $name,)+)+
            /// Anything else a source holds, by its own name.
            Custom(String),
        }

        impl Attribute {
            /// Every attribute of the schema but the custom ones, in the order screens show them.
            pub const ALL: &[Attribute] = &[$($(Attribute::$name,)+)+];

            /// The permissions to reach somebody, one a channel, in the order of the schema. A request to be deleted is
            /// none of them: it is about all of them.
            pub const PERMISSIONS: &[Attribute; 4] = &[
                Attribute::EmailConsent,
                Attribute::SmsConsent,
                Attribute::PhoneConsent,
                Attribute::PostConsent,
            ];

            /// The stable code, such as `family_name`; a custom attribute's is `custom:` and its name.
            pub fn code(&self) -> String {
                self.written().into_owned()
            }

            /// The code as [`Attribute::code`] tells it, without a copy where the schema has it.
            pub fn written(&self) -> Cow<'static, str> {
                match self {
                    $($(Attribute::$name => Cow::Borrowed($code),)+)+
                    Attribute::Custom(name) => Cow::Owned(format!("custom:{name}")),
                }
            }

            /// The name people read, such as "Family name".
            pub fn label(&self) -> String {
                match self {
                    $($(Attribute::$name => $label.to_owned(),)+)+
                    Attribute::Custom(name) => name.clone(),
                }
            }

            /// The family the attribute belongs to.
            pub fn family(&self) -> AttributeFamily {
                match self {
                    $($(Attribute::$name)|+ => AttributeFamily::$family,)+
                    Attribute::Custom(_) => AttributeFamily::Custom,
                }
            }

            /// Reads what [`Attribute::code`] wrote.
            pub fn parse(code: &str) -> Option<Self> {
                match code {
                    $($($code => Some(Attribute::$name),)+)+
                    _ => code.strip_prefix("custom:").filter(|name| !name.is_empty())
                        .map(|name| Attribute::Custom(name.to_owned())),
                }
            }
        }
    };
}

attributes! {
    Person {
        /// Title before the name: Dr, Frau, Mrs.
        Title = "title", "Title";
        /// Name in one column, to be split.
        FullName = "full_name", "Full name";
        /// First name.
        GivenName = "given_name", "Given name";
        /// Names between given and family name.
        MiddleName = "middle_name", "Middle name";
        /// Last name, with its particles (van, de, von).
        FamilyName = "family_name", "Family name";
        /// Particle kept in a column of its own.
        NameParticle = "name_particle", "Name particle";
        /// Generation or degree after the name: Jr, III.
        NameSuffix = "name_suffix", "Name suffix";
        /// Family name before marriage or any earlier one.
        FormerName = "former_name", "Former family name";
        /// What friends say.
        Nickname = "nickname", "Nickname";
        /// Day of birth, or parts of it.
        BirthDate = "birth_date", "Birth date";
        /// Day of the month of birth, in a column of its own.
        BirthDay = "birth_day", "Day of birth";
        /// Month of birth, in a column of its own.
        BirthMonth = "birth_month", "Month of birth";
        /// Year of birth, in a column of its own.
        BirthYear = "birth_year", "Year of birth";
        /// Age in years when the row was written.
        Age = "age", "Age";
        /// Gender as given.
        Gender = "gender", "Gender";
        /// Preferred language, ISO 639.
        Language = "language", "Language";
    }
    Organisation {
        /// Company or other organisation.
        Organisation = "organisation", "Organisation";
        /// Position in it.
        JobTitle = "job_title", "Job title";
        /// Tax or register number of the organisation.
        OrganisationId = "organisation_id", "Organisation number";
        /// Web page.
        Website = "website", "Website";
    }
    Contact {
        /// E-mail address.
        Email = "email", "E-mail";
        /// Telephone number.
        Phone = "phone", "Phone";
    }
    Address {
        /// Whole address in one column.
        FullAddress = "full_address", "Full address";
        /// Street with or without the house number.
        Street = "street", "Street";
        /// House number in a column of its own.
        HouseNumber = "house_number", "House number";
        /// Flat, suite, floor; a second address line.
        Unit = "unit", "Unit or second line";
        /// Post-office box.
        PostBox = "post_box", "Post box";
        /// Town or city.
        City = "city", "City";
        /// State, province, county.
        Region = "region", "Region";
        /// Postal code.
        Postcode = "postcode", "Postcode";
        /// Postal code and town in one column, to be split.
        PostcodeCity = "postcode_city", "Postcode and city";
        /// Country, ISO 3166 alpha-2 once standardised.
        Country = "country", "Country";
    }
    Identifier {
        /// The row's own id in its source; unique there.
        RecordKey = "record_key", "Record id in its source";
        /// The person's id in the source the row is about (a customer id on an order).
        AccountId = "account_id", "Account id";
        /// An id given by another system.
        ExternalId = "external_id", "External id";
        /// The record this one was merged into, by the source itself.
        MergedInto = "merged_into", "Merged into";
        /// Loyalty or member card.
        LoyaltyCard = "loyalty_card", "Loyalty card";
        /// Device or advertising id.
        DeviceId = "device_id", "Device id";
        /// Browser cookie or analytics client id.
        CookieId = "cookie_id", "Cookie id";
        /// Fingerprint of a payment card.
        PaymentCard = "payment_card", "Payment card fingerprint";
        /// Number given by a state: social security, national id.
        NationalId = "national_id", "National id";
        /// Handle in a social network.
        SocialHandle = "social_handle", "Social handle";
        /// SHA-256 of an e-mail address.
        HashedEmail = "hashed_email", "Hashed e-mail";
    }
    Consent {
        /// May e-mail be sent?
        EmailConsent = "email_consent", "E-mail consent";
        /// May text messages be sent?
        SmsConsent = "sms_consent", "Text-message consent";
        /// May one telephone?
        PhoneConsent = "phone_consent", "Telephone consent";
        /// May letters be sent?
        PostConsent = "post_consent", "Postal consent";
        /// When consent was given or withdrawn.
        ConsentTime = "consent_time", "Consent time";
        /// Where consent came from.
        ConsentSource = "consent_source", "Consent source";
        /// When consent was withdrawn, where a file keeps that apart from when it was given.
        WithdrawalTime = "withdrawal_time", "Withdrawal time";
        /// The channel a statement is about, in a log with one statement a row.
        ConsentChannel = "consent_channel", "Channel of consent";
        /// What the statement of such a row permits or refuses to be reached for.
        ConsentPurpose = "consent_purpose", "Purpose of consent";
        /// Whether such a row gives or withdraws consent.
        ConsentState = "consent_state", "State of consent";
        /// The person asked to be deleted.
        DeletionRequest = "deletion_request", "Deletion request";
        /// Messages to the address came back, for good or for the time being.
        Bounced = "bounced", "Messages came back";
    }
    Lifecycle {
        /// When the record was created.
        CreatedAt = "created_at", "Created";
        /// When the record last changed.
        UpdatedAt = "updated_at", "Updated";
        /// When the person was last active.
        LastActiveAt = "last_active_at", "Last active";
        /// When the person last bought, as the source sums it up.
        LastPurchaseAt = "last_purchase_at", "Last purchase";
    }
    Event {
        /// When it happened.
        EventTime = "event_time", "Event time";
        /// What happened: purchase, opened, clicked, ticket.
        EventKind = "event_kind", "Event kind";
        /// Order, invoice or transaction number.
        OrderId = "order_id", "Order id";
        /// Money of the whole event.
        Amount = "amount", "Amount";
        /// Currency of the amount, ISO 4217.
        Currency = "currency", "Currency";
        /// Paid, refunded, cancelled, open.
        EventStatus = "event_status", "Status";
        /// Product name.
        Product = "product", "Product";
        /// Product number.
        Sku = "sku", "Product number";
        /// How many.
        Quantity = "quantity", "Quantity";
        /// Campaign, list or subject.
        Campaign = "campaign", "Campaign";
        /// Of what kind the campaign of the row is: winback, newsletter, set off one by one, to everybody.
        CampaignKind = "campaign_kind", "Kind of campaign";
        /// Whether, when or how often the message of the row was opened.
        Opened = "opened", "Message opened";
        /// Whether, when or how often something in the message of the row was clicked.
        Clicked = "clicked", "Message clicked";
        /// The time zone of the times of the row that have none themselves.
        TimeZone = "time_zone", "Time zone of its times";
    }
}

impl Serialize for AttributeFamily {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// What kind of thing an attribute tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeFamily {
    /// Who.
    Person,
    /// For whom they work.
    Organisation,
    /// How to reach them.
    Contact,
    /// Where they live.
    Address,
    /// What points to them.
    Identifier,
    /// What they allowed.
    Consent,
    /// Since when, until when.
    Lifecycle,
    /// What they did.
    Event,
    /// Anything else.
    Custom,
}

impl AttributeFamily {
    /// The stable code, such as `contact`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Contact => "contact",
            Self::Address => "address",
            Self::Identifier => "identifier",
            Self::Consent => "consent",
            Self::Lifecycle => "lifecycle",
            Self::Event => "event",
            Self::Custom => "custom",
        }
    }
}

/// An attribute and which of several sets of it: the second e-mail, the shipping address.
///
/// Parts of one address, and a phone or e-mail with its consent, share a `group`. Group 0 is the
/// main one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The attribute.
    pub attribute: Attribute,
    /// Which set of it, from 0.
    #[serde(default)]
    pub group: u8,
}

impl From<Attribute> for Target {
    fn from(attribute: Attribute) -> Self {
        Self {
            attribute,
            group: 0,
        }
    }
}

impl Serialize for Attribute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl TryFrom<String> for Attribute {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::parse(&code).ok_or_else(|| format!("there is no attribute \"{code}\""))
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.code()
    }
}

impl std::fmt::Display for Attribute {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribute, SCHEMA_EDITION};

    #[test]
    fn another_set_of_attributes_is_another_edition() {
        // Whoever changes the schema counts here, and raises the edition.
        assert_eq!((SCHEMA_EDITION, Attribute::ALL.len()), (3, 73));
    }

    #[test]
    fn the_permissions_are_all_there_are() {
        let of_channels: Vec<&Attribute> = Attribute::ALL
            .iter()
            .filter(|one| one.code().ends_with("_consent"))
            .collect();
        let permissions: Vec<&Attribute> = Attribute::PERMISSIONS.iter().collect();
        assert_eq!(permissions, of_channels);
    }

    #[test]
    fn every_code_reads_back() {
        for attribute in Attribute::ALL {
            assert_eq!(
                Attribute::parse(&attribute.code()).as_ref(),
                Some(attribute)
            );
        }
        let custom = Attribute::Custom("Shoe size".into());
        assert_eq!(Attribute::parse(&custom.code()), Some(custom));
        assert_eq!(Attribute::parse("custom:"), None);
        assert_eq!(Attribute::parse("shoe_size"), None);
    }
}

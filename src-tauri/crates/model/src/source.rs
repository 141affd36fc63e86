//! Sources, tables and the people answerable for them.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All of them, in the order screens show them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What people read.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Reads what `code` wrote.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

coded! {
    /// What a table is about.
    TableRole {
        /// One row a customer, or nearly.
        Customers = "customers", "Customers";
        /// One row a thing that happened: purchase, message, visit, ticket.
        Events = "events", "Events";
        /// One row a permission given or withdrawn, or a deletion request.
        Consents = "consents", "Consents";
        /// A platform's own report of totals; nobody in it.
        Figures = "figures", "Figures";
        /// Not told yet.
        Unclear = "unclear", "Not clear yet";
    }
}

coded! {
    /// What kind of system a source is.
    SystemKind {
        /// Shop on the web.
        Shop = "shop", "Online shop";
        /// Web site other than a shop.
        Website = "website", "Website";
        /// Mobile application.
        App = "app", "App";
        /// Customer relationship management.
        Crm = "crm", "CRM";
        /// E-mail and newsletters.
        EmailPlatform = "email_platform", "E-mail platform";
        /// Advertising.
        AdPlatform = "ad_platform", "Ad platform";
        /// Web or product analytics.
        Analytics = "analytics", "Analytics";
        /// Tickets and chats.
        Support = "support", "Support";
        /// Payments and invoices.
        Billing = "billing", "Billing and payments";
        /// Tills in stores.
        PointOfSale = "point_of_sale", "Point of sale";
        /// Cards and points.
        Loyalty = "loyalty", "Loyalty";
        /// Events and tickets for them.
        Events = "events", "Events";
        /// Surveys.
        Survey = "survey", "Survey";
        /// Lists bought or borrowed.
        BoughtData = "bought_data", "Data bought or borrowed";
        /// Anything else.
        Other = "other", "Other";
    }
}

coded! {
    /// What a person answers for.
    Duty {
        /// Accountable for it.
        Owner = "owner", "Owner";
        /// Looks after its data.
        Steward = "steward", "Steward";
        /// Has the word when two sources disagree.
        Decider = "decider", "Decider";
    }
}

coded! {
    /// Who collected the data.
    Party {
        /// We did, from the person.
        First = "first", "First party";
        /// A partner did, and shared it.
        Second = "second", "Partner";
        /// It was bought or borrowed.
        Third = "third", "Bought or borrowed";
    }
}

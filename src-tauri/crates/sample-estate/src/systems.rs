//! The systems of the estate, their tables and files, by the names Rollcall gives them.

/// One kind of export, in truth files and on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Table {
    /// The source as Rollcall names it.
    pub(crate) source: &'static str,
    /// The table as Rollcall names it.
    pub(crate) name: &'static str,
    /// The file under `exports/`; members of an archive stand behind it.
    pub(crate) file: &'static str,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $source:literal, $table:literal, $file:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: Table =
            Table { source: $source, name: $table, file: $file };)+

    };
}

tables! {
    SHOP_CUSTOMERS = "Shopify", "customers", "customers_export.csv";
    SHOP_ORDERS = "Shopify", "orders", "orders_export.csv";
    SUBSCRIBED = "Mailchimp", "subscribed", "harbour-pine-newsletter.zip";
    UNSUBSCRIBED = "Mailchimp", "unsubscribed", "harbour-pine-newsletter.zip";
    CLEANED = "Mailchimp", "cleaned", "harbour-pine-newsletter.zip";
    CRM_CONTACTS = "HubSpot", "contacts", "hubspot-crm-exports.xlsx";
    TICKETS = "Zendesk", "tickets", "zendesk-tickets.csv";
    PAYERS = "Stripe", "customers", "stripe_customers.csv";
    PAYMENTS = "Stripe", "payments", "stripe_payments.csv";
    TILL_CUSTOMERS = "Square", "customers", "square-customers.csv";
    CARDS = "Kundenkarten", "kundenkarten", "kundenkarten.csv";
    APP_USERS = "App", "users", "app_users.csv";
    ATTENDEES = "Eventbrite", "attendees", "eventbrite-attendees.csv";
    VISITS = "Web", "visits", "web_visits.csv";
    SENDS = "Winback send log", "winback send log", "winback_send_log.csv";
    AUDIENCE = "Retargeting audience", "retargeting audience", "retargeting_audience.csv";
    REQUESTS = "Privacy requests", "privacy requests", "privacy_requests.csv";
}

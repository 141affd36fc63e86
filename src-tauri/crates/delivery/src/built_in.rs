//! The recipes that come with the program.

/// File name and text of each, in the order in which they are shown.
macro_rules! recipes {
    ($($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../data/destinations/", $file)))),+]
    };
}

pub(crate) const RECIPES: &[(&str, &str)] = recipes![
    "plain_csv.toml",
    "plain_xlsx.toml",
    "personalisation.toml",
    "google_customer_match.toml",
    "meta_customer_list.toml",
    "linkedin_contacts.toml",
    "tiktok_customer_file.toml",
    "pinterest_emails.toml",
    "microsoft_customer_match.toml",
    "x_emails.toml",
    "snapchat_emails.toml",
    "snapchat_phones.toml",
    "mailchimp_contacts.toml",
    "klaviyo_profiles.toml",
    "klaviyo_suppression.toml",
    "hubspot_contacts.toml",
    "salesforce_contacts.toml",
    "activecampaign_contacts.toml",
    "brevo_contacts.toml",
    "braze_users.toml",
    "shopify_customers.toml",
    "listmonk_subscribers.toml",
];

//! The recipes that come with the program, each a data file with its source.

use std::sync::LazyLock;

use crate::recipe::{Recipe, RecipeBook};

static BUILTIN: LazyLock<RecipeBook> = LazyLock::new(|| {
    // A test reads every one of them, so a file that does not read never ships.
    RecipeBook::of(
        FILES
            .iter()
            .filter_map(|(_, text)| Recipe::from_text(text).ok())
            .collect(),
    )
});

pub(crate) fn builtin() -> &'static RecipeBook {
    &BUILTIN
}

macro_rules! recipes {
    ($($name:literal),+ $(,)?) => {
        /// Every recipe file by its name.
        const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../data/recipes/", $name, ".toml")))),+];
    };
}

recipes![
    "activecampaign_contacts",
    "brevo_contacts",
    "dynamics_contacts",
    "dynamics_leads",
    "eventbrite_attendees",
    "eventbrite_attendees_it",
    "gocardless_payments",
    "google_ads_campaigns",
    "google_analytics_report",
    "google_contacts",
    "google_contacts_older",
    "google_search_console_dates",
    "google_search_console_pages",
    "google_search_console_queries",
    "hubspot_companies",
    "hubspot_contacts",
    "hubspot_deals",
    "intercom_conversations",
    "kit_subscribers",
    "klaviyo_profiles",
    "lightspeed_customers",
    "mailchimp_audience",
    "meta_ads_report",
    "meta_ads_report_fr",
    "meta_leads",
    "outlook_contacts",
    "paypal_activity",
    "pipedrive_activities",
    "pipedrive_people",
    "salesforce_contacts",
    "salesforce_contacts_report",
    "salesforce_leads",
    "shopify_customers",
    "shopify_customers_older",
    "shopify_orders",
    "square_customers",
    "square_items",
    "square_transactions",
    "stripe_customers",
    "stripe_payments",
    "systeme_io_contacts",
    "typeform_responses",
    "woocommerce_customers",
    "zendesk_tickets",
    "zendesk_users",
    "zoho_leads",
];

#[cfg(test)]
mod tests {
    use super::{FILES, builtin};
    use crate::recipe::Recipe;

    #[test]
    fn every_recipe_reads_and_bears_its_files_name() {
        for (name, text) in FILES {
            let recipe = Recipe::from_text(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(&recipe.id, name);
            assert!(
                recipe.note.contains("20"),
                "{name}: the note says how old the facts are"
            );
        }
        assert_eq!(builtin().recipes().len(), FILES.len());
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/recipes");
        let mut on_disk: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of recipes")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .replace(".toml", "")
            })
            .collect();
        on_disk.sort();
        let embedded: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(on_disk, embedded);
    }

    #[test]
    fn no_recipe_gives_one_target_to_two_columns() {
        for recipe in builtin().recipes() {
            let mut taken = std::collections::BTreeSet::new();
            // A column under a condition stands for the same header without it.
            let always = |column: &&crate::recipe::RecipeColumn| column.unless.is_none();
            for column in recipe.columns.iter().filter(always) {
                assert!(
                    taken.insert((column.to.clone(), column.group)),
                    "{}: {} {}",
                    recipe.id,
                    column.to,
                    column.group
                );
            }
        }
    }
}

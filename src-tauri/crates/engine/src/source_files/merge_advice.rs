//! What is said beside a file of what to merge: how to read it, which record stays, and what is known of merging in
//! each system.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rollcall_model::grouped;
use rollcall_words::Language;

use super::merge_order::RULE;

/// What there is to merge in one table.
#[derive(Debug)]
pub(super) struct TableOfMerges {
    /// Source and table.
    pub(super) name: String,
    /// The recipe its columns were recognised by.
    pub(super) recipe: Option<String>,
    /// People who have several records.
    pub(super) people: u64,
    /// Records to be merged into another.
    pub(super) records: u64,
    /// People left out, since a pair of their records waits for a look.
    pub(super) unsettled: u64,
    /// Pairs that wait between two people.
    pub(super) waiting: u64,
}

impl TableOfMerges {
    /// What is not in the file, in sentences.
    pub(super) fn left_out(&self) -> Vec<String> {
        let mut told = Vec::new();
        if self.unsettled > 0 {
            told.push(format!(
                "{}: {} left out, since a pair of their records waits for a look on the Matches screen.",
                self.name,
                several(self.unsettled, "person is", "people are")
            ));
        }
        if self.waiting > 0 {
            told.push(format!(
                "{}: {} of two of its records for review and {} not in the file.",
                self.name,
                several(self.waiting, "pair waits", "pairs wait"),
                if self.waiting == 1 { "is" } else { "are" }
            ));
        }
        told
    }
}

fn several(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// Where nothing is known of a system.
const UNKNOWN: &str = "How it merges is not known here. Look for “merge” or “duplicates” in it, and merge one pair first to see what becomes of the other record's history.";

/// What is known of merging in the system of a recipe.
fn known(recipe: Option<&str>) -> &'static str {
    let system = recipe.and_then(|recipe| recipe.split('_').next());
    match system {
        Some("salesforce") => {
            "A record that was merged away keeps the id of the one it went into as MasterRecordId, so that a later full export shows what was merged. Ids tell capitals from small letters: copy them as they stand. Leads and contacts are two lists: the file merges within one of them only."
        }
        Some("hubspot") => {
            "Contacts are known by Record ID or e-mail address, an address whatever its capitals. Importing a file does not merge two contacts that have different addresses: merge them in HubSpot itself."
        }
        Some("activecampaign") => {
            "Every row of an import needs an e-mail address, and of several rows with one address the first counts: importing a corrected file merges nothing. Look for “merge” in the system itself."
        }
        _ => UNKNOWN,
    }
}

/// The page beside the file.
pub(super) fn page(file: &str, tables: &[TableOfMerges]) -> String {
    let mut page = String::from("What to merge, and into what\n\n");
    let _ = write!(
        page,
        "The file {file} has one line for each record of a person whom one table holds several times. Lines of the same group are one person: \"keep\" is the record that stays, \"merge into\" names the one it goes into by the system's own id. \"differs\" says where a record has another value than the agreed one (record → agreed value): put the agreed value into the record that stays. \"why\" and \"probability\" tell why it is one person with the record that stays, \"decided_by\" who said so where somebody did.\n\n{RULE}\n\n"
    );
    page.push_str("Before you merge: export the table once more, since most systems cannot undo it; and check the permissions. A no of any of the records stays a no: merging never makes a yes of it. Afterwards load a new export here: the audit counts what is left.\n");
    for table in tables {
        let _ = write!(
            page,
            "\n{}\n  {} to merge for {}.\n",
            table.name,
            several(table.records, "record", "records"),
            several(table.people, "person", "people")
        );
        for sentence in table.left_out() {
            let _ = writeln!(page, "  {sentence}");
        }
        let _ = writeln!(page, "  {}", known(table.recipe.as_deref()));
    }
    page
}

/// The page in a language, line by line: each is a paragraph, or a name.
pub(super) fn page_in(language: Language, page: &str) -> String {
    let mut said = String::with_capacity(page.len());
    for line in page.lines() {
        said.push_str(&language.say(line));
        said.push('\n');
    }
    said
}

/// The reasons people are left out for, with how many.
pub(super) fn reasons(tables: &[TableOfMerges]) -> BTreeMap<String, u64> {
    let unsettled: u64 = tables.iter().map(|table| table.unsettled).sum();
    let mut reasons = BTreeMap::new();
    if unsettled > 0 {
        reasons.insert(
            "A pair of their records waits for a look".to_owned(),
            unsettled,
        );
    }
    reasons
}

#[cfg(test)]
mod tests {
    use rollcall_words::Language;

    use super::{TableOfMerges, UNKNOWN, page, page_in};

    fn table(recipe: Option<&str>, waiting: u64) -> TableOfMerges {
        TableOfMerges {
            name: "CRM · contacts".into(),
            recipe: recipe.map(str::to_owned),
            people: 1,
            records: 2,
            unsettled: waiting * 3,
            waiting,
        }
    }

    #[test]
    fn what_is_known_of_a_system_is_told_and_what_is_not_is_said_to_be_unknown() {
        for recipe in [None, Some("square_customers"), Some("mailchimp_audience")] {
            let told = page("m.csv", &[table(recipe, 0)]);
            assert!(told.contains(UNKNOWN), "{told}");
            assert!(told.contains("2 records to merge for 1 person."), "{told}");
            assert!(!told.contains("left out"), "{told}");
        }
        let told = page("m.csv", &[table(Some("salesforce_contacts"), 1)]);
        assert!(told.contains("MasterRecordId"), "{told}");
        assert!(told.contains("3 people are left out"), "{told}");
        assert!(told.contains("1 pair waits"), "{told}");
        assert!(told.contains("is not in the file"), "{told}");
    }

    #[test]
    fn the_page_is_said_in_german_line_by_line() {
        let english = page("m.csv", &[table(Some("hubspot_contacts"), 1)]);
        assert_eq!(page_in(Language::English, &english), english);
        let german = page_in(Language::German, &english);
        assert_eq!(german.lines().count(), english.lines().count());
        for (english, german) in english.lines().zip(german.lines()) {
            let is_name = english.is_empty() || english == "CRM · contacts";
            assert_eq!(english == german, is_name, "{german}");
        }
    }
}

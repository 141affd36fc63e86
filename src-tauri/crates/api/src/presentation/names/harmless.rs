//! Words a file may be called by without naming anybody. People who are in no table, were erased or are nobody's
//! namesake are known to no list of names, so in a file's name every other word may be somebody's.

use rollcall_engine::names_a_thing;

/// So few letters are initials and particles, not names.
const SHORTEST: usize = 3;

/// What files are called by besides the words of systems, exports and columns.
const USUAL: &[&str] = &[
    "abandoned",
    "acquisition",
    "active",
    "addresses",
    "and",
    "anonymous",
    "appointments",
    "approved",
    "archive",
    "audience",
    "audiences",
    "audit",
    "batch",
    "behind",
    "birthdays",
    "born",
    "bounced",
    "bounces",
    "buyer",
    "buyers",
    "calls",
    "campaign",
    "campaigns",
    "carts",
    "cases",
    "changes",
    "clean",
    "cleaned",
    "clusters",
    "collected",
    "conflicts",
    "coupons",
    "coverage",
    "crosswalk",
    "daily",
    "deals",
    "decisions",
    "deduplicated",
    "deletions",
    "deliveries",
    "delivery",
    "docx",
    "donations",
    "donors",
    "draft",
    "duplicates",
    "emails",
    "enquiries",
    "erased",
    "erasure",
    "erasures",
    "ever",
    "examples",
    "first",
    "folder",
    "for",
    "former",
    "handover",
    "history",
    "households",
    "html",
    "import",
    "imports",
    "inactive",
    "json",
    "journal",
    "key",
    "keys",
    "known",
    "lapsed",
    "last",
    "later",
    "left",
    "letters",
    "linked",
    "lists",
    "log",
    "logs",
    "lost",
    "lookalike",
    "mapping",
    "mailings",
    "manifest",
    "master",
    "matched",
    "matches",
    "merged",
    "messages",
    "missing",
    "monthly",
    "more",
    "next",
    "nobody",
    "not",
    "notes",
    "odd",
    "offers",
    "old",
    "older",
    "online",
    "open",
    "opened",
    "other",
    "others",
    "out",
    "outcomes",
    "output",
    "pairs",
    "parquet",
    "part",
    "parts",
    "passed",
    "people",
    "persons",
    "plan",
    "plain",
    "previous",
    "prices",
    "privacy",
    "problems",
    "project",
    "proof",
    "prospects",
    "quarterly",
    "raw",
    "recent",
    "recipe",
    "recipes",
    "removed",
    "requests",
    "results",
    "retargeting",
    "review",
    "rollcall",
    "rows",
    "rules",
    "sales",
    "sample",
    "samples",
    "second",
    "seed",
    "seeds",
    "segment",
    "segments",
    "send",
    "sent",
    "settings",
    "shared",
    "signups",
    "small",
    "some",
    "source",
    "sources",
    "spreadsheet",
    "standardised",
    "statistics",
    "subscriber",
    "summary",
    "template",
    "templates",
    "test",
    "tests",
    "the",
    "third",
    "today",
    "toml",
    "total",
    "totals",
    "traffic",
    "trail",
    "training",
    "trial",
    "tsv",
    "txt",
    "und",
    "unify",
    "update",
    "updated",
    "updates",
    "upload",
    "uploads",
    "values",
    "vcf",
    "verdicts",
    "visitors",
    "weekly",
    "winback",
    "with",
    "without",
    "yearly",
    "yesterday",
    "zip",
];

/// Whether a word of a file's name may be shown to everybody.
pub(super) fn is_harmless(word: &str) -> bool {
    is_known(word) || {
        let parts = humps(word);
        parts.len() > 1 && parts.into_iter().all(is_known)
    }
}

fn is_known(word: &str) -> bool {
    let small = word.to_lowercase();
    small.chars().count() < SHORTEST || USUAL.contains(&small.as_str()) || names_a_thing(word)
}

/// The words of one written together, such as `LoyaltyCards`.
fn humps(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut was_small = false;
    for (at, letter) in word.char_indices() {
        if letter.is_uppercase() && was_small {
            parts.push(&word[start..at]);
            start = at;
        }
        was_small = letter.is_lowercase();
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn what_files_are_usually_called_by_is_shown_and_nothing_else() {
        for word in [
            "orders",
            "Customers",
            "LoyaltyCards",
            "winback",
            "send",
            "log",
            "Mailchimp",
            "June",
            "kunden",
            "crm",
            "v",
        ] {
            assert!(is_harmless(word), "{word}");
        }
        for word in ["zenobia", "Tornquist", "zoe", "ZenobiaOrders", "harbour"] {
            assert!(!is_harmless(word), "{word}");
        }
    }
}

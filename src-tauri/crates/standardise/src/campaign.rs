//! What a campaign is for, as far as its name tells.

use std::sync::LazyLock;

use crate::{table, text};

/// Ends an entry of the word list that also holds where its last word goes on.
const GOES_ON: char = '-';

/// An entry of the word list.
#[derive(Debug)]
struct Entry {
    folded: String,
    goes_on: bool,
}

static WORDS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../data/campaign_words.tsv"));
    let entries = rows.flat_map(|row| row.into_iter().skip(1));
    entries
        .map(|entry| Entry {
            folded: text::fold(entry),
            goes_on: entry.ends_with(GOES_ON),
        })
        .collect()
});

/// Whether the name of a campaign says that it wants people to come back and buy, or to buy for the first time.
pub fn wants_buyers(name: &str) -> bool {
    // Blanks stand for the ends of words.
    let name = format!(" {} ", text::fold_apart(name));
    WORDS.iter().any(|entry| {
        let begins = format!(" {}", entry.folded);
        let mut places = name.match_indices(&begins);
        places.any(|(at, found)| entry.goes_on || name[at + found.len()..].starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::wants_buyers;

    #[test]
    fn campaigns_that_want_buyers() {
        for (name, wants) in [
            ("Winback: we miss you", true),
            ("Win-back March", true),
            ("WINBACK_2026_03", true),
            ("springWinback", true),
            ("Lapsed customers", true),
            ("Reactivation series", true),
            ("Please come back!", true),
            ("Acquisition Q2", true),
            ("Retargeting: sofas", true),
            ("Rückgewinnung Frühjahr", true),
            ("Wir vermissen dich", true),
            ("Neukundengewinnung Mai", true),
            ("Reconquête printemps", true),
            ("Vous nous manquez", true),
            ("Te echamos de menos", true),
            ("Captación de clientes", true),
            ("Campagna di riattivazione", true),
            ("Ci manchi!", true),
            ("We missen je", true),
            ("Heractivatie najaar", true),
            ("Sentimos a sua falta", true),
            ("Reativação de clientes", true),
            ("Spring tables", false),
            ("Welcome", false),
            ("Comebacks of the year", false),
            ("Collapsed shelves", false),
            ("Thank you for your order", false),
            ("Newsletter", false),
            ("", false),
        ] {
            assert_eq!(wants_buyers(name), wants, "{name:?}");
        }
    }
}

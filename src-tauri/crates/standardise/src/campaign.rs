//! What a campaign is for, as far as its name or its kind tells.

use std::sync::LazyLock;

use crate::read_before::ReadBefore;
use crate::{table, text};

/// Ends an entry of the word list that also holds where its last word goes on.
const GOES_ON: char = '-';

/// An entry of the word list.
#[derive(Debug)]
struct Entry {
    folded: String,
    goes_on: bool,
}

impl Entry {
    fn of(written: &str) -> Self {
        Self {
            folded: text::fold(written),
            goes_on: written.ends_with(GOES_ON),
        }
    }

    /// Whether it stands in a folded text, in which blanks stand for the ends of words.
    fn is_in(&self, text: &str) -> bool {
        let begins = format!(" {}", self.folded);
        let mut places = text.match_indices(&begins);
        places.any(|(at, found)| self.goes_on || text[at + found.len()..].starts_with(' '))
    }
}

static WORDS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../data/campaign_words.tsv"));
    let entries = rows.flat_map(|row| row.into_iter().skip(1));
    entries.map(Entry::of).collect()
});

/// What an entry of the words for kinds says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Something sets it off, one by one.
    SetOff,
    /// It goes to everybody at once.
    ToAll,
    /// It is for something else than to win buyers.
    Other,
}

static KIND_WORDS: LazyLock<Vec<(Entry, Word)>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../data/campaign_kind_words.tsv"));
    let mut words = Vec::new();
    for row in rows {
        let mut cells = row.into_iter();
        let word = match cells.next() {
            Some("set_off") => Word::SetOff,
            Some("to_all") => Word::ToAll,
            _ => Word::Other,
        };
        words.extend(cells.map(|entry| (Entry::of(entry), word)));
    }
    words
});

thread_local! {
    static KINDS: ReadBefore<CampaignKind> = ReadBefore::new();
}

/// What a word for the kind of a campaign says: "winback", "newsletter", "triggered".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CampaignKind {
    /// Whether it wants people to come back and buy, or to buy for the first time; nothing where the word does not say.
    pub wants_buyers: Option<bool>,
    /// Whether something sets it off one by one, or it goes to everybody at once; nothing where the word does not say.
    pub is_set_off: Option<bool>,
}

impl CampaignKind {
    /// Whether the word says anything.
    pub fn is_known(self) -> bool {
        self.wants_buyers.is_some() || self.is_set_off.is_some()
    }
}

/// Reads a word for the kind of a campaign.
pub fn kind(text: &str) -> CampaignKind {
    KINDS.with(|before| before.read(text, kind_anew))
}

fn kind_anew(text: &str) -> CampaignKind {
    let folded = apart(text);
    let has = |wanted: Word| {
        let mut all = KIND_WORDS.iter().filter(|(_, word)| *word == wanted);
        all.any(|(entry, _)| entry.is_in(&folded))
    };
    let wants_buyers = if wants_buyers(text) {
        Some(true)
    } else {
        has(Word::Other).then_some(false)
    };
    CampaignKind {
        wants_buyers,
        is_set_off: match (has(Word::SetOff), has(Word::ToAll)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        },
    }
}

/// Whether the name of a campaign says that it wants people to come back and buy, or to buy for the first time.
pub fn wants_buyers(name: &str) -> bool {
    let name = apart(name);
    WORDS.iter().any(|entry| entry.is_in(&name))
}

/// A folded text with a blank at the ends of each word.
fn apart(text: &str) -> String {
    format!(" {} ", text::fold_apart(text))
}

#[cfg(test)]
mod tests {
    use super::{CampaignKind, kind, wants_buyers};

    #[test]
    fn kinds_of_campaigns() {
        for (word, wants_buyers, is_set_off) in [
            ("winback", Some(true), None),
            ("Win-Back", Some(true), None),
            ("acquisition", Some(true), None),
            ("Rückgewinnung", Some(true), None),
            ("newsletter", Some(false), None),
            ("Magazin", Some(false), None),
            ("transactional", Some(false), None),
            ("triggered", None, Some(true)),
            ("Automation", None, Some(true)),
            ("Automatisch", None, Some(true)),
            ("winback_flow", Some(true), Some(true)),
            ("bulk", None, Some(false)),
            ("Massenversand", None, Some(false)),
            ("one-off", None, Some(false)),
            ("triggered and bulk", None, None),
            ("email", None, None),
            ("A", None, None),
            ("", None, None),
        ] {
            let expected = CampaignKind {
                wants_buyers,
                is_set_off,
            };
            assert_eq!(kind(word), expected, "{word:?}");
            assert_eq!(kind(word).is_known(), expected != CampaignKind::default());
        }
    }

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

//! Whether a deal of sales is won, from the word its CRM uses for how far it is.

use std::sync::LazyLock;

use crate::read_before::ReadBefore;
use crate::table::Words;
use crate::{table, text};

const FILE: &str = include_str!("../data/deal_stage_words.tsv");

/// Won, as CRMs write it: single words, folded. What follows them in a text does not matter, what negates them does:
/// "Won - no discount" is won.
static WON: LazyLock<Words<String>> = LazyLock::new(|| words("won"));
/// Lost, which says so wherever it stands.
static LOST: LazyLock<Words<String>> = LazyLock::new(|| words("lost"));
/// Words that negate the one behind them.
static NOT: LazyLock<Words<String>> = LazyLock::new(|| words("not"));
/// Words that may stand between the two.
static BETWEEN: LazyLock<Words<String>> = LazyLock::new(|| words("between"));
/// Words that say it only as all of the text: a meaning somebody chose for a stage, or a stage of what is sold.
static ALONE: LazyLock<Words<String>> = LazyLock::new(|| words("alone"));

/// Words that say that a deal is not decided yet, where none says more; of several words only as all of the text.
static OPEN: LazyLock<Words<String>> = LazyLock::new(|| words("open"));
/// Words that say that nothing came of a deal, only as all of the text.
static FELL: LazyLock<Words<String>> = LazyLock::new(|| words("fell"));

/// What became of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealState {
    /// Won.
    Won,
    /// Lost, or nothing came of it.
    Lost,
    /// Not decided yet.
    Open,
}

thread_local! {
    static ARE_WON: ReadBefore<bool> = ReadBefore::new();
}

/// Whether a stage or a status says that the deal is won. A word nobody knows does not.
pub fn is_won(stage: &str) -> bool {
    ARE_WON.with(|before| before.read(stage, is_won_anew))
}

/// What a stage or a status says of the deal; nothing where no word of it is known, or one is denied: "Not won" may be
/// lost as well as open.
pub fn state(stage: &str) -> Option<DealState> {
    if is_won(stage) {
        return Some(DealState::Won);
    }
    let folded = text::fold_apart(stage);
    let whole = folded.trim();
    let has = |words: &Words<String>| whole.split(' ').any(|word| words.contains(word));
    if FELL.contains(whole) || has(&LOST) {
        Some(DealState::Lost)
    } else if has(&NOT) || has(&WON) {
        None
    } else {
        (OPEN.contains(whole) || has(&OPEN)).then_some(DealState::Open)
    }
}

fn is_won_anew(stage: &str) -> bool {
    let folded = text::fold_apart(stage);
    let mut is_won = ALONE.contains(folded.trim());
    let mut is_negated = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let says_won = WON.contains(word);
        if LOST.contains(word) || says_won && is_negated {
            return false;
        }
        is_won |= says_won;
        is_negated = NOT.contains(word) || is_negated && BETWEEN.contains(word);
    }
    // Nothing stands behind the last word: "Won: no".
    is_won && !is_negated
}

fn words(kind: &str) -> Words<String> {
    table::words(FILE, kind, text::fold)
}

#[cfg(test)]
mod tests {
    use super::{DealState, is_won, state};

    #[test]
    fn a_stage_says_that_a_deal_is_won_lost_or_not_decided_yet() {
        let (won, lost, open) = (
            Some(DealState::Won),
            Some(DealState::Lost),
            Some(DealState::Open),
        );
        for (stage, expected) in [
            ("Abgeschlossen und gewonnen", won),
            ("Gewonnen", won),
            ("paid", won),
            ("Abgeschlossen und verloren", lost),
            ("Verloren", lost),
            ("Closed Lost", lost),
            ("closedlost", lost),
            ("Won (cancelled)", lost),
            ("failed", lost),
            ("Angebot verschickt", open),
            ("Vertrag verschickt", open),
            ("Contract sent", open),
            ("contractsent", open),
            ("Termin vereinbart", open),
            ("Präsentation vereinbart", open),
            ("Qualifiziert zum Kauf", open),
            ("In progress", open),
            ("open", open),
            // It may be either.
            ("Abgeschlossen", None),
            ("Closed", None),
            ("Not won", None),
            ("Not sent", None),
            ("Vertrag unterschrieben", None),
            ("Signature", None),
            ("", None),
        ] {
            assert_eq!(state(stage), expected, "{stage:?}");
        }
        for (code, expected) in [("won", won), ("lost", lost), ("open", open)] {
            assert_eq!(state(code), expected, "{code}");
        }
    }

    #[test]
    fn only_what_says_so_is_won() {
        for (stage, won) in [
            ("Closed Won", true),
            ("closedwon", true),
            ("Won", true),
            ("Gewonnen", true),
            ("Gagné", true),
            ("Ganada", true),
            ("Vinta", true),
            ("paid", true),
            ("100 - Closed/Won", true),
            ("Won - no discount", true),
            ("Gewonnen (kein Rabatt)", true),
            ("No discount, won", true),
            ("Abgeschlossen und gewonnen", true),
            ("Cerrada ganada", true),
            ("Fechado e ganho", true),
            ("Wygrana", true),
            ("Vunnen", true),
            ("Sold", true),
            ("Verkauft", true),
            ("geschlossen und gewonnen", true),
            ("Not sold", false),
            ("To be sold", false),
            ("Not yet won", false),
            ("Not closed won", false),
            ("Won: no", false),
            ("Lost - won by another", false),
            ("Closed Lost", false),
            // It may be either.
            ("Abgeschlossen", false),
            ("Abgeschlossen und verloren", false),
            ("Fermée perdue", false),
            ("Förlorad", false),
            ("Won (cancelled)", false),
            ("Not won", false),
            ("Nicht gewonnen", false),
            ("Contract sent", false),
            ("Decision maker bought-in", false),
            ("Qualified to buy", false),
            ("Appointment scheduled", false),
            ("Open", false),
            ("Closed", false),
            ("Negotiation", false),
            ("Payment terms agreed", false),
            ("", false),
        ] {
            assert_eq!(is_won(stage), won, "{stage:?}");
        }
    }
}

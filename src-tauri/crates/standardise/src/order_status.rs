//! What became of an order, from the word its shop uses.

use std::sync::LazyLock;

use crate::read_before::ReadBefore;
use crate::table::Meanings;
use crate::{table, text};

/// Most words of an entry of the word list.
const LONGEST_ENTRY: usize = 4;

/// What became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderStatus {
    /// Bought and kept, be it that a part went back.
    Kept,
    /// Ordered, not yet paid, sent or settled.
    Pending,
    /// Called off.
    Cancelled,
    /// Goods or money went back.
    Returned,
    /// It never became an order: not paid for, abandoned, refused.
    Failed,
    /// The shop's own trial.
    Test,
}

/// What an entry of the word list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Status(OrderStatus),
    /// Turns what stands beside it round.
    Not,
    /// Only a part of it.
    Partly,
}

static WORDS: LazyLock<Meanings<String, Word>> = LazyLock::new(|| {
    let mut words = Meanings::default();
    for row in table::rows(include_str!("../data/order_status_words.tsv")) {
        let Some((kind, entries)) = row.split_first() else {
            continue;
        };
        let Some(word) = word_of(kind) else { continue };
        for entry in entries {
            words.entry(text::fold(entry)).or_insert(word);
        }
    }
    words
});

impl OrderStatus {
    /// Whether somebody bought and kept something, or is about to.
    pub fn is_bought(self) -> bool {
        matches!(self, Self::Kept | Self::Pending)
    }
}

thread_local! {
    static STATUSES: ReadBefore<Option<OrderStatus>> = ReadBefore::new();
    static SAY_PART: ReadBefore<bool> = ReadBefore::new();
}

/// Reads the status of an order or a payment; nothing where no word of it is known or its words
/// say different things.
pub fn read(text: &str) -> Option<OrderStatus> {
    STATUSES.with(|before| before.read(text, read_anew))
}

fn read_anew(text: &str) -> Option<OrderStatus> {
    let folded = text::fold(text);
    if let Some(Word::Status(status)) = WORDS.get(&folded) {
        return Some(*status);
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    told_by_words(&words)
}

/// Whether a status says that only a part went back: "partially refunded".
pub fn says_part_went_back(text: &str) -> bool {
    SAY_PART.with(|before| before.read(text, says_part_anew))
}

fn says_part_anew(text: &str) -> bool {
    if read(text) != Some(OrderStatus::Kept) {
        return false;
    }
    let folded = text::fold(text);
    let has = |kind: Word| folded.split(' ').any(|word| WORDS.get(word) == Some(&kind));
    has(Word::Partly) && has(Word::Status(OrderStatus::Returned))
}

/// What the known words among others say: "Storniert durch Kunde", "Delivered – returned".
fn told_by_words(words: &[&str]) -> Option<OrderStatus> {
    let mut told: Vec<OrderStatus> = Vec::new();
    let mut is_partly = false;
    let mut at = 0;
    while at < words.len() {
        let longest = LONGEST_ENTRY.min(words.len() - at);
        let found = (1..=longest).rev().find_map(|count| {
            let entry = words.get(at..at + count)?.join(" ");
            Some((count, *WORDS.get(&entry)?))
        });
        match found {
            Some((_, Word::Not)) => return None,
            Some((_, Word::Partly)) => is_partly = true,
            Some((_, Word::Status(status))) => told.push(status),
            None => {}
        }
        at += found.map_or(1, |(count, _)| count);
    }
    told.sort_unstable();
    told.dedup();
    let mut undone = told.iter().filter(|status| !status.is_bought());
    match (undone.next(), undone.next()) {
        (Some(OrderStatus::Returned), None) if is_partly => Some(OrderStatus::Kept),
        (Some(_), None) if is_partly => None,
        (Some(status), None) => Some(*status),
        (Some(_), Some(_)) => None,
        (None, _) => told.last().copied(),
    }
}

fn word_of(kind: &str) -> Option<Word> {
    Some(match kind {
        "kept" => Word::Status(OrderStatus::Kept),
        "pending" => Word::Status(OrderStatus::Pending),
        "cancelled" => Word::Status(OrderStatus::Cancelled),
        "returned" => Word::Status(OrderStatus::Returned),
        "failed" => Word::Status(OrderStatus::Failed),
        "test" => Word::Status(OrderStatus::Test),
        "not" => Word::Not,
        "partly" => Word::Partly,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::OrderStatus::{self, Cancelled, Failed, Kept, Pending, Returned, Test};
    use super::{WORDS, read, word_of};
    use crate::{table, text};

    #[test]
    fn statuses() {
        let cases: &[(&str, Option<OrderStatus>)] = &[
            ("Paid", Some(Kept)),
            ("Fulfilled", Some(Kept)),
            ("PARTIALLY_REFUNDED", Some(Kept)),
            ("wc-completed", Some(Kept)),
            ("wc-cancelled", Some(Cancelled)),
            (" Refunded ", Some(Returned)),
            ("Canceled by customer", Some(Cancelled)),
            ("Delivered - returned", Some(Returned)),
            ("payment failed", Some(Failed)),
            ("not shipped", Some(Pending)),
            ("not returned", None),
            ("Storniert", Some(Cancelled)),
            ("Storniert durch Kunde", Some(Cancelled)),
            ("Retourniert", Some(Returned)),
            ("Zurückgeschickt", Some(Returned)),
            ("rückerstattet", Some(Returned)),
            ("Teilweise retourniert", Some(Kept)),
            ("Versendet", Some(Kept)),
            ("In Bearbeitung", Some(Pending)),
            ("Zahlung fehlgeschlagen", Some(Failed)),
            ("Annulée", Some(Cancelled)),
            ("Annulé par le client", Some(Cancelled)),
            ("Remboursée", Some(Returned)),
            ("Remboursement partiel", Some(Kept)),
            ("Expédiée", Some(Kept)),
            ("En attente de paiement", Some(Pending)),
            ("Paiement refusé", Some(Failed)),
            ("Cancelado", Some(Cancelled)),
            ("Devuelto", Some(Returned)),
            ("Reembolsada", Some(Returned)),
            ("Enviado", Some(Kept)),
            ("No pagado", Some(Pending)),
            ("Annullato", Some(Cancelled)),
            ("Rimborsato", Some(Returned)),
            ("Reso", Some(Returned)),
            ("Spedito", Some(Kept)),
            ("Geannuleerd", Some(Cancelled)),
            ("Terugbetaald", Some(Returned)),
            ("Verzonden", Some(Kept)),
            ("Cancelada", Some(Cancelled)),
            ("Devolvido", Some(Returned)),
            ("Não pago", Some(Pending)),
            ("Anulowane", Some(Cancelled)),
            ("Zwrócone", Some(Returned)),
            ("Wysłano", Some(Kept)),
            ("Testbestellung", Some(Test)),
            ("refund refused", None),
            ("Gamma", None),
            ("", None),
        ];
        for (status, read_as) in cases {
            assert_eq!(read(status), *read_as, "{status:?}");
        }
    }

    #[test]
    fn no_word_says_two_things() {
        for row in table::rows(include_str!("../data/order_status_words.tsv")) {
            for entry in row.iter().skip(1) {
                let known = WORDS.get(&text::fold(entry)).copied();
                assert_eq!(known, word_of(row[0]), "{entry}");
            }
        }
    }

    #[test]
    fn a_part_that_went_back_is_told_from_the_whole() {
        for (text, is_part) in [
            ("partially_refunded", true),
            ("Teilweise erstattet", true),
            ("Partiellement remboursée", true),
            ("refunded", false),
            ("partially paid", false),
            ("paid", false),
            ("", false),
        ] {
            assert_eq!(super::says_part_went_back(text), is_part, "{text}");
        }
    }
}

//! What happened, from the word a log uses: of a message that it was sent, opened or clicked; of people that they
//! visited, bought, wrote to support or signed up.

use std::sync::LazyLock;

use crate::read_before::ReadBefore;
use crate::table::Meanings;
use crate::{table, text};

/// Most words of an entry of the word list.
const LONGEST_ENTRY: usize = 4;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A message was sent.
    Sent,
    /// A message reached its mailbox.
    Delivered,
    /// A message was opened.
    Opened,
    /// Something in a message was clicked.
    Clicked,
    /// A message came back, or was never delivered.
    Bounced,
    /// Somebody wants no more of such messages.
    Unsubscribed,
    /// Somebody reported a message as spam.
    Complained,
    /// A website or an app was visited.
    Visit,
    /// Something was bought.
    Purchase,
    /// Goods or money went back.
    Refund,
    /// A place or a time was booked.
    Booking,
    /// Sales hopes to sell something, or has.
    Deal,
    /// Somebody wrote to support.
    Ticket,
    /// Somebody signed up.
    SignUp,
}

impl EventKind {
    /// All of them, by the codes they are written by.
    const CODES: [(&'static str, Self); 14] = [
        ("sent", Self::Sent),
        ("delivered", Self::Delivered),
        ("opened", Self::Opened),
        ("clicked", Self::Clicked),
        ("bounced", Self::Bounced),
        ("unsubscribed", Self::Unsubscribed),
        ("complained", Self::Complained),
        ("visit", Self::Visit),
        ("purchase", Self::Purchase),
        ("refund", Self::Refund),
        ("booking", Self::Booking),
        ("deal", Self::Deal),
        ("ticket", Self::Ticket),
        ("sign_up", Self::SignUp),
    ];

    /// How it is written in a mapping.
    pub fn code(self) -> &'static str {
        let mut all = Self::CODES.iter();
        all.find(|(_, kind)| *kind == self)
            .map_or("", |(code, _)| code)
    }

    /// Whether it is what becomes of a message.
    pub fn is_of_message(self) -> bool {
        matches!(
            self,
            Self::Sent
                | Self::Delivered
                | Self::Opened
                | Self::Clicked
                | Self::Bounced
                | Self::Unsubscribed
                | Self::Complained
        )
    }
}

/// What an entry of the word list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Kind(EventKind),
    /// A word for a message.
    Mail,
    /// Turns the text round.
    Not,
}

static WORDS: LazyLock<Meanings<String, Word>> = LazyLock::new(|| {
    let mut words = Meanings::default();
    for row in table::rows(include_str!("../data/event_kind_words.tsv")) {
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

thread_local! {
    static KINDS: ReadBefore<Option<EventKind>> = ReadBefore::new();
    static NAME_MESSAGES: ReadBefore<bool> = ReadBefore::new();
}

/// Reads what happened; nothing where no word of it is known or its words say different things.
pub fn read(text: &str) -> Option<EventKind> {
    KINDS.with(|before| before.read(text, read_anew))
}

fn read_anew(text: &str) -> Option<EventKind> {
    let folded = text::fold_apart(text);
    if let Some(Word::Kind(kind)) = WORDS.get(&folded) {
        return Some(*kind);
    }
    told_by(&entries(&folded))
}

/// Whether a text says that it is about a message: "Clicked Email" does, "click" may be one on a page.
pub fn names_message(text: &str) -> bool {
    let anew = |text: &str| entries(&text::fold_apart(text)).contains(&Word::Mail);
    NAME_MESSAGES.with(|before| before.read(text, anew))
}

/// Whether a text says that something did not happen: "not opened", "nicht geklickt".
pub fn says_not(text: &str) -> bool {
    entries(&text::fold_apart(text)).contains(&Word::Not)
}

/// The known entries in a folded text, the longest at each place.
fn entries(folded: &str) -> Vec<Word> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = LONGEST_ENTRY.min(words.len() - at);
        let entry = (1..=longest).rev().find_map(|count| {
            let entry = words.get(at..at + count)?.join(" ");
            Some((count, *WORDS.get(&entry)?))
        });
        found.extend(entry.map(|(_, word)| word));
        at += entry.map_or(1, |(count, _)| count);
    }
    found
}

/// What the entries say together. Beside a word for a message what became of it counts ("Order confirmation
/// opened"), elsewhere what it is about ("Ticket opened").
fn told_by(entries: &[Word]) -> Option<EventKind> {
    if entries.contains(&Word::Not) {
        return None;
    }
    let kinds = entries.iter().filter_map(|word| match word {
        Word::Kind(kind) => Some(*kind),
        Word::Mail | Word::Not => None,
    });
    let (mut of_message, mut others): (Vec<_>, Vec<_>) =
        kinds.partition(|kind| kind.is_of_message());
    for list in [&mut of_message, &mut others] {
        list.sort_unstable();
        list.dedup();
    }
    let is_message = others.is_empty() || entries.contains(&Word::Mail) && !of_message.is_empty();
    let told = if is_message { of_message } else { others };
    match told.as_slice() {
        [one] => Some(*one),
        [EventKind::Sent, EventKind::Delivered] => Some(EventKind::Delivered),
        // What was not delivered was sent all the same, and who unsubscribes clicks.
        [EventKind::Sent | EventKind::Delivered, EventKind::Bounced] => Some(EventKind::Bounced),
        [EventKind::Clicked, EventKind::Unsubscribed] => Some(EventKind::Unsubscribed),
        [EventKind::Purchase, EventKind::Refund] => Some(EventKind::Refund),
        _ => None,
    }
}

fn word_of(kind: &str) -> Option<Word> {
    match kind {
        "mail" => return Some(Word::Mail),
        "not" => return Some(Word::Not),
        _ => {}
    }
    let mut all = EventKind::CODES.iter();
    let (_, known) = all.find(|(code, _)| *code == kind)?;
    Some(Word::Kind(*known))
}

#[cfg(test)]
mod tests {
    use super::EventKind::{
        Booking, Bounced, Clicked, Complained, Deal, Delivered, Opened, Purchase, Refund, Sent,
        SignUp, Ticket, Unsubscribed, Visit,
    };
    use super::{EventKind, WORDS, names_message, read, says_not, word_of};
    use crate::{table, text};

    #[test]
    fn kinds() {
        let cases: &[(&str, Option<EventKind>)] = &[
            ("sent", Some(Sent)),
            ("SENT", Some(Sent)),
            ("email_sent", Some(Sent)),
            ("Received Email", Some(Delivered)),
            ("delivered", Some(Delivered)),
            ("Opened Email", Some(Opened)),
            ("emailOpened", Some(Opened)),
            ("open", Some(Opened)),
            ("Clicked Email", Some(Clicked)),
            ("click", Some(Clicked)),
            ("Bounced Email", Some(Bounced)),
            ("hard_bounce", Some(Bounced)),
            ("not delivered", Some(Bounced)),
            ("send failed", Some(Bounced)),
            ("Unsubscribed from Email Marketing", Some(Unsubscribed)),
            ("clicked unsubscribe", Some(Unsubscribed)),
            ("Marked Email as Spam", Some(Complained)),
            ("spamreport", Some(Complained)),
            ("page_view", Some(Visit)),
            ("session_start", Some(Visit)),
            ("add_to_cart", Some(Visit)),
            ("Active on Site", Some(Visit)),
            ("Placed Order", Some(Purchase)),
            ("purchase", Some(Purchase)),
            ("Refunded Order", Some(Refund)),
            ("Appointment", Some(Booking)),
            ("Deal", Some(Deal)),
            ("Ticket opened", Some(Ticket)),
            ("sign_up", Some(SignUp)),
            ("Subscribed to List", Some(SignUp)),
            ("Order confirmation opened", Some(Opened)),
            ("Versendet", Some(Sent)),
            ("Geöffnet", Some(Opened)),
            ("E-Mail geöffnet", Some(Opened)),
            ("Angeklickt", Some(Clicked)),
            ("Unzustellbar", Some(Bounced)),
            ("Abgemeldet", Some(Unsubscribed)),
            ("Seitenaufruf", Some(Visit)),
            ("Bestellung", Some(Purchase)),
            ("Envoyé", Some(Sent)),
            ("E-mail ouvert", Some(Opened)),
            ("Cliqué", Some(Clicked)),
            ("Désabonné", Some(Unsubscribed)),
            ("Achat", Some(Purchase)),
            ("Enviado", Some(Sent)),
            ("Correo abierto", Some(Opened)),
            ("Baja", Some(Unsubscribed)),
            ("Rebotado", Some(Bounced)),
            ("Inviata", Some(Sent)),
            ("Aperta", Some(Opened)),
            ("Disiscritto", Some(Unsubscribed)),
            ("Verzonden", Some(Sent)),
            ("Geopend", Some(Opened)),
            ("Uitgeschreven", Some(Unsubscribed)),
            ("Aberto", Some(Opened)),
            ("Clicou", Some(Clicked)),
            ("Descadastrado", Some(Unsubscribed)),
            // What says nothing, or two things.
            ("opened or clicked", None),
            ("never opened", None),
            ("payment", None),
            ("charge.succeeded", None),
            ("call", None),
            ("newsletter", None),
            ("", None),
        ];
        for (written, read_as) in cases {
            assert_eq!(read(written), *read_as, "{written:?}");
        }
    }

    #[test]
    fn a_click_on_a_page_is_told_from_one_in_a_message() {
        for (written, is_named) in [
            ("Clicked Email", true),
            ("sms_clicked", true),
            ("click", false),
            ("Link clicked", false),
        ] {
            assert_eq!(names_message(written), is_named, "{written}");
        }
    }

    #[test]
    fn what_did_not_happen_is_told_from_what_did() {
        for (written, says) in [
            ("not opened", true),
            ("Nicht geöffnet", true),
            ("never opened", true),
            ("No opens", true),
            ("Unopened", true),
            ("Ungeöffnet", true),
            ("nie geöffnet", true),
            ("didn't open", true),
            ("jamais ouvert", true),
            ("aucune ouverture", true),
            ("sin abrir", true),
            ("mai aperto", true),
            ("niet geopend", true),
            ("ongeopend", true),
            ("nunca aberto", true),
            ("never clicked", true),
            ("opened", false),
            ("", false),
        ] {
            assert_eq!(says_not(written), says, "{written}");
            assert!(!says || read(written).is_none(), "{written}");
        }
    }

    #[test]
    fn no_word_says_two_things_and_every_code_is_read_as_itself() {
        for row in table::rows(include_str!("../data/event_kind_words.tsv")) {
            for entry in row.iter().skip(1) {
                let known = WORDS.get(&text::fold(entry)).copied();
                assert_eq!(known, word_of(row[0]), "{entry}");
            }
        }
        for (code, kind) in EventKind::CODES {
            assert_eq!((read(code), kind.code()), (Some(kind), code));
        }
    }
}

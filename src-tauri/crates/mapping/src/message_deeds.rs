//! What became of a message, by the header of a column of its log: that it was opened, that something in it was clicked.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;
use crate::fold::fold;

/// Words of headers that say that a message was opened, in the languages of header words.
const OPENED: [&str; 30] = [
    "open",
    "opened",
    "opens",
    "opening",
    "openings",
    "geoffnet",
    "geoeffnet",
    "offnung",
    "offnungen",
    "oeffnung",
    "oeffnungen",
    "offnungsdatum",
    "oeffnungsdatum",
    "gelesen",
    "ouvert",
    "ouverte",
    "ouverts",
    "ouverture",
    "ouvertures",
    "abierto",
    "abierta",
    "apertura",
    "aperturas",
    "aperto",
    "aperta",
    "aperture",
    "geopend",
    "aberto",
    "aberta",
    "abertura",
];

/// Words of headers that say that something in a message was clicked.
const CLICKED: [&str; 25] = [
    "click",
    "clicked",
    "clicks",
    "clicking",
    "geklickt",
    "angeklickt",
    "klick",
    "klicks",
    "klickdatum",
    "clique",
    "cliquee",
    "cliques",
    "clic",
    "clics",
    "clicado",
    "clicada",
    "clicados",
    "clicou",
    "cliccato",
    "cliccata",
    "geklikt",
    "aangeklikt",
    "klik",
    "kliks",
    "klikken",
];

/// Words beside them that leave what a header says as it is: a time, a count, an answer, the message itself.
const BESIDE: [&str; 64] = [
    "a",
    "am",
    "anzahl",
    "at",
    "been",
    "count",
    "data",
    "date",
    "datum",
    "de",
    "di",
    "el",
    "em",
    "email",
    "emails",
    "est",
    "fecha",
    "first",
    "hat",
    "has",
    "heure",
    "hora",
    "il",
    "is",
    "ist",
    "ja",
    "la",
    "last",
    "le",
    "link",
    "links",
    "mail",
    "mails",
    "message",
    "messages",
    "n",
    "nachricht",
    "nein",
    "newsletter",
    "no",
    "number",
    "o",
    "of",
    "on",
    "op",
    "ora",
    "si",
    "sms",
    "the",
    "tijd",
    "time",
    "times",
    "timestamp",
    "total",
    "uhrzeit",
    "um",
    "unique",
    "url",
    "wann",
    "was",
    "when",
    "wurde",
    "y",
    "yes",
];

/// Words that may deny what stands beside them: "No opens" tells what was not opened.
const DENYING: [&str; 2] = ["no", "nein"];

/// Words beside those by which they deny nothing: "Opened (yes/no)" asks, "No. of opens" counts.
const NOT_DENIED: [&str; 6] = ["yes", "y", "ja", "si", "of", "times"];

/// The share of answers from which on a column answers whether, and tells no time of its own.
const ANSWERS: f64 = 0.5;

/// Words of headers about what becomes of a message.
const MESSAGE_WORDS: [&str; 26] = [
    "sent",
    "send",
    "opened",
    "opens",
    "clicked",
    "clicks",
    "delivered",
    "gesendet",
    "versendet",
    "versandt",
    "geoffnet",
    "geklickt",
    "zugestellt",
    "envoye",
    "ouvert",
    "clique",
    "enviado",
    "abierto",
    "inviato",
    "aperto",
    "cliccato",
    "verzonden",
    "geopend",
    "geklikt",
    "aberto",
    "clicado",
];

/// Whether a header is about what becomes of messages: when they were sent, which were opened.
pub fn tells_of_messages(header: &str) -> bool {
    let folded = fold(header);
    folded.words.iter().any(|word| is_of_message(word))
}

/// Whether a word of a header is about what becomes of a message.
pub(crate) fn is_of_message(word: &str) -> bool {
    MESSAGE_WORDS.contains(&word)
}

/// What a header says became of a message, [`Attribute::Opened`] or [`Attribute::Clicked`]; nothing where it says
/// anything else, that it did not, or both.
pub fn message_deed(header: &str) -> Option<Attribute> {
    deed_of(&fold(header).words)
}

/// The same of a header that is taken apart.
pub(crate) fn deed_of(words: &[String]) -> Option<Attribute> {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&DENYING) && !has(&NOT_DENIED) {
        return None;
    }
    let mut telling = words
        .iter()
        .filter(|word| !BESIDE.contains(&word.as_str()))
        .map(|word| deed_of_word(word));
    let first = telling.next()??;
    let is_one = telling.all(|other| other.as_ref() == Some(&first));
    is_one.then_some(first)
}

fn deed_of_word(word: &str) -> Option<Attribute> {
    if OPENED.contains(&word) {
        Some(Attribute::Opened)
    } else if CLICKED.contains(&word) {
        Some(Attribute::Clicked)
    } else {
        None
    }
}

/// A column of a log of messages that tells which were opened or clicked.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let deed = deed_of(&view.folded.words)?;
    let answers = || view.profile.speaks() && view.profile.share(Kind::YesNo) >= ANSWERS;
    let evidence = around.evidence;
    let is_of_log = evidence.logs_messages_to_people()
        || evidence.lists_messages() && evidence.reaches_by_mail() && answers();
    if around.role != TableRole::Events || !is_of_log {
        return None;
    }
    let reason = if deed == Attribute::Opened {
        "In a log of messages this header tells which were opened. A yes, a time or a count says that it was."
    } else {
        "In a log of messages this header tells in which something was clicked. A yes, a time or a count says that it was."
    };
    Some(used(view, deed, 0.9, reason.into()))
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute::{Clicked, Opened};

    use super::message_deed;

    #[test]
    fn headers_say_that_a_message_was_opened_or_clicked() {
        for (header, told) in [
            ("Opened", Some(Opened)),
            ("opened_at", Some(Opened)),
            ("Opens", Some(Opened)),
            ("Email opened (yes/no)", Some(Opened)),
            ("Geöffnet (ja/nein)", Some(Opened)),
            ("No. of opens", Some(Opened)),
            ("First open time", Some(Opened)),
            ("Geöffnet", Some(Opened)),
            ("Geöffnet am", Some(Opened)),
            ("E-Mail geöffnet?", Some(Opened)),
            ("Anzahl Öffnungen", Some(Opened)),
            ("Ouvert le", Some(Opened)),
            ("Geopend op", Some(Opened)),
            ("Clicked", Some(Clicked)),
            ("clickedAt", Some(Clicked)),
            ("Geklickt", Some(Clicked)),
            ("Klicks", Some(Clicked)),
            ("Link angeklickt", Some(Clicked)),
            ("Clic", Some(Clicked)),
            // Something else, or both.
            ("Open rate", None),
            ("Opened or clicked", None),
            ("Not opened", None),
            ("No opens", None),
            ("No clicks", None),
            ("Nicht geöffnet", None),
            ("Ungeöffnet", None),
            ("Unopened", None),
            ("Never clicked", None),
            ("Account opened", None),
            ("Öffnungszeiten", None),
            ("Sent at", None),
            ("Status", None),
            ("", None),
        ] {
            assert_eq!(message_deed(header), told, "{header}");
        }
    }
}

//! Tables of passages: somebody who comes again, known by a number alone, at a time in every row, as a turnstile or a
//! reader of cards writes them. A row is something that happened, and not one more of its people.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;
use crate::fold::Folded;
use crate::header_words::Meaning;
use crate::meaning::names_party;

/// How every row of such a table is called where its words say that somebody came in.
pub(crate) const HAPPENING: &str = "visit";

/// Words of headers and names of files about somebody who comes in.
const COMING_IN: [&str; 46] = [
    "checkin",
    "checkins",
    "gate",
    "gates",
    "turnstile",
    "turnstiles",
    "entrance",
    "entrances",
    "visit",
    "visits",
    "drehkreuz",
    "drehkreuze",
    "einlass",
    "eintritt",
    "eintritte",
    "zutritt",
    "zutritte",
    "zugang",
    "zugange",
    "tor",
    "tur",
    "durchgang",
    "durchgange",
    "besuch",
    "besuche",
    "studio",
    "entree",
    "entrees",
    "passage",
    "passages",
    "portique",
    "visite",
    "visites",
    "entrada",
    "acceso",
    "accesos",
    "torniquete",
    "visita",
    "visitas",
    "ingresso",
    "ingressi",
    "tornello",
    "toegang",
    "bezoek",
    "catraca",
    "acesso",
];
/// Words for a card that opens a gate.
const CARD: [&str; 12] = [
    "card", "badge", "pass", "chip", "karte", "ausweis", "carte", "tarjeta", "tessera", "kaart",
    "pas", "cartao",
];
/// Words for its number.
const NUMBER: [&str; 7] = ["id", "no", "nr", "number", "nummer", "numero", "uid"];

/// From this share on nearly all cells are what is asked for, and nearly all rows have one.
const NEARLY_ALL: f64 = 0.9;
const SURE: f64 = 0.85;

/// What the columns of a table say of passages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Passages {
    /// Columns of the numbers of people who come again.
    coming_again: usize,
    /// Columns with a day and a time of day in every row, and those with one of the two alone.
    times: usize,
    days: usize,
    clocks: usize,
    /// Headers about somebody who comes in.
    words: usize,
}

impl Passages {
    pub(crate) fn add(&mut self, view: &View<'_>) {
        let profile = &view.profile;
        self.words += usize::from(says_coming_in(&view.folded));
        if !is_full(view) {
            return;
        }
        let is_mostly = |kind| profile.share(kind) >= NEARLY_ALL;
        self.coming_again += usize::from(is_number_of_person(view) && profile.comes_again());
        self.times += usize::from(is_mostly(Kind::Date) && is_mostly(Kind::Time));
        self.days += usize::from(is_mostly(Kind::Date));
        self.clocks += usize::from(is_mostly(Kind::Clock));
    }

    /// Whether somebody comes again, at a time in every row.
    pub(crate) fn are_listed(self) -> bool {
        self.coming_again > 0 && (self.times > 0 || self.days > 0 && self.clocks > 0)
    }

    /// Whether every row has a day.
    pub(crate) fn are_dated(self) -> bool {
        self.days > 0
    }

    /// Whether a header says that somebody came in.
    pub(crate) fn are_named(self) -> bool {
        self.words > 0
    }
}

/// Whether a name says that somebody came in.
pub(crate) fn says_coming_in(name: &Folded) -> bool {
    let words = &name.words;
    [1, 2].into_iter().any(|length| {
        words
            .windows(length)
            .any(|phrase| COMING_IN.contains(&phrase.concat().as_str()))
    })
}

fn is_full(view: &View<'_>) -> bool {
    let profile = &view.profile;
    profile.speaks() && profile.filled as f64 >= NEARLY_ALL * profile.rows as f64
}

/// Whether a column holds the numbers of people: of accounts, members or cards.
fn is_number_of_person(view: &View<'_>) -> bool {
    let is_named = match view.clear_meaning() {
        Some(Meaning::Attribute(attribute)) => matches!(
            attribute,
            Attribute::AccountId | Attribute::LoyaltyCard | Attribute::ExternalId
        ),
        Some(Meaning::Name) => names_party(&view.folded.words),
        _ => names_card(&view.folded.words),
    };
    is_named && view.profile.looks_like_ids()
}

/// `Karte`, `Badge no`: a card and nothing else.
fn names_card(words: &[String]) -> bool {
    let is_card = |word: &String| CARD.contains(&word.as_str());
    let is_number = |word: &String| NUMBER.contains(&word.as_str());
    words.iter().any(is_card) && words.iter().all(|word| is_card(word) || is_number(word))
}

/// Whose card it was, and when, where no header says so clearly.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let evidence = around.evidence;
    if around.role != TableRole::Events || !evidence.lists_passages() || !is_full(view) {
        return None;
    }
    let profile = &view.profile;
    let is_of_person = names_card(&view.folded.words)
        && is_number_of_person(view)
        && profile.comes_again()
        && !evidence.has(&[Attribute::AccountId, Attribute::LoyaltyCard]);
    if is_of_person {
        let reason =
            "The same cards come again, each time at a time of its own: they tell who passed.";
        return Some(used(view, Attribute::AccountId, SURE, reason.into()));
    }
    let is_time = view.clear_meaning().is_none()
        && profile.share(Kind::Date) >= NEARLY_ALL
        && profile.share(Kind::Time) >= NEARLY_ALL
        && !evidence.has_time();
    is_time.then(|| {
        let reason = "Every row has a time here, and the people of the table come again: it is when they passed.";
        used(view, Attribute::EventTime, SURE, reason.into())
    })
}

#[cfg(test)]
mod tests {
    use super::{names_card, says_coming_in};
    use crate::fold::fold;

    #[test]
    fn names_say_that_somebody_came_in() {
        for (name, says) in [
            ("Check-in", true),
            ("check_in_at", true),
            ("Einlass am", true),
            ("drehkreuz", true),
            ("Tür", true),
            ("gate", true),
            ("Zeitpunkt", false),
            ("Tarif", false),
            ("", false),
        ] {
            assert_eq!(says_coming_in(&fold(name)), says, "{name}");
        }
    }

    #[test]
    fn cards_are_known_by_their_names() {
        for (header, is_one) in [
            ("Karte", true),
            ("Badge no", true),
            ("Ausweis-Nr", true),
            ("Karte gesperrt", false),
            ("Nummer", false),
        ] {
            assert_eq!(names_card(&fold(header).words), is_one, "{header}");
        }
    }
}

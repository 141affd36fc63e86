//! People whom two teams deal with at once, such as sales and support.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::CustomerId;

/// Something a team did with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamTouch {
    /// With whom.
    pub customer: CustomerId,
    /// When.
    pub day: NaiveDate,
    /// Whether it is still open; nothing where nobody says.
    pub is_open: Option<bool>,
}

/// Somebody both teams dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InBoth {
    /// Who.
    pub customer: CustomerId,
    /// The last touch of the first team.
    pub one: NaiveDate,
    /// The last touch of the other.
    pub other: NaiveDate,
    /// The fewest days between a touch of the one and a touch of the other.
    pub apart: i64,
    /// Whether something is open with both.
    pub is_open: bool,
}

/// Everybody both teams dealt with, in the order of their ids.
pub fn in_both(one: &[TeamTouch], other: &[TeamTouch]) -> Vec<InBoth> {
    let (one, other) = (by_customer(one), by_customer(other));
    one.into_iter()
        .filter_map(|(customer, mine)| {
            let theirs = other.get(&customer)?;
            let apart = mine
                .iter()
                .flat_map(|a| theirs.iter().map(|b| (a.day - b.day).num_days().abs()))
                .min()?;
            let is_open =
                |touches: &[TeamTouch]| touches.iter().any(|touch| touch.is_open == Some(true));
            Some(InBoth {
                customer,
                one: mine.iter().map(|touch| touch.day).max()?,
                other: theirs.iter().map(|touch| touch.day).max()?,
                apart,
                is_open: is_open(&mine) && is_open(theirs),
            })
        })
        .collect()
}

fn by_customer(touches: &[TeamTouch]) -> BTreeMap<CustomerId, Vec<TeamTouch>> {
    let mut all: BTreeMap<CustomerId, Vec<TeamTouch>> = BTreeMap::new();
    for touch in touches {
        all.entry(touch.customer).or_default().push(*touch);
    }
    all
}

/// Words by which a deal or a ticket is closed.
const CLOSED: [&str; 83] = [
    "closed",
    "close",
    "closedwon",
    "closedlost",
    "won",
    "lost",
    "solved",
    "resolved",
    "done",
    "complete",
    "completed",
    "archived",
    "spam",
    "cancelled",
    "canceled",
    "abandoned",
    "geschlossen",
    "abgeschlossen",
    "gewonnen",
    "verloren",
    "gelöst",
    "geloest",
    "erledigt",
    "beendet",
    "storniert",
    "fermé",
    "fermée",
    "clos",
    "clôturé",
    "clôturée",
    "gagné",
    "gagnée",
    "perdu",
    "perdue",
    "résolu",
    "résolue",
    "terminé",
    "terminée",
    "annulé",
    "annulée",
    "cerrado",
    "cerrada",
    "ganado",
    "ganada",
    "perdido",
    "perdida",
    "resuelto",
    "resuelta",
    "cancelado",
    "cancelada",
    "chiuso",
    "chiusa",
    "vinto",
    "vinta",
    "perso",
    "persa",
    "risolto",
    "risolta",
    "annullato",
    "annullata",
    "gesloten",
    "afgesloten",
    "opgelost",
    "geannuleerd",
    "fechado",
    "fechada",
    "ganho",
    "ganha",
    "resolvido",
    "resolvida",
    "wygrana",
    "wygrane",
    "przegrana",
    "przegrane",
    "zamknięte",
    "zamknięty",
    "rozwiązane",
    "vunnen",
    "förlorad",
    "stängd",
    "vundet",
    "tabt",
    "lukket",
];
/// Words that negate the one behind them: "Not solved", "Non résolu".
const NOT: [&str; 11] = [
    "not", "non", "no", "nicht", "pas", "niet", "não", "nie", "ikke", "inte", "never",
];
/// Words that may stand between the two.
const BETWEEN: [&str; 5] = ["yet", "encore", "aún", "ancora", "ainda"];

/// Whether the status of a deal or a ticket says that it is closed; nothing where it is blank.
pub fn is_closed(status: &str) -> Option<bool> {
    let status = status.trim().to_lowercase();
    let mut words = status
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek()?;
    let mut is_negated = false;
    for word in words {
        if CLOSED.contains(&word) && !is_negated {
            return Some(true);
        }
        is_negated = NOT.contains(&word) || is_negated && BETWEEN.contains(&word);
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::{TeamTouch, in_both, is_closed};
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    fn touch(customer: i64, day: u32, is_open: bool) -> TeamTouch {
        TeamTouch {
            customer: CustomerId(customer),
            day: NaiveDate::from_ymd_opt(2026, 3, day).expect("a day"),
            is_open: Some(is_open),
        }
    }

    #[test]
    fn those_both_deal_with_are_told_with_the_days_between() {
        let sales = [
            touch(1, 1, true),
            touch(1, 20, false),
            touch(2, 2, true),
            touch(3, 5, true),
        ];
        let support = [touch(1, 4, true), touch(2, 28, false), touch(9, 5, true)];
        let told: Vec<_> = in_both(&sales, &support)
            .iter()
            .map(|one| (one.customer.0, one.apart, one.is_open))
            .collect();
        assert_eq!(told, [(1, 3, true), (2, 26, false)]);
    }

    #[test]
    fn a_status_says_whether_it_is_closed() {
        for (status, told) in [
            ("Closed won", Some(true)),
            ("solved", Some(true)),
            ("closedlost", Some(true)),
            ("Abgeschlossen und verloren", Some(true)),
            ("Gagnée", Some(true)),
            ("Cerrado", Some(true)),
            ("in Verhandlung", Some(false)),
            ("Not yet solved", Some(false)),
            ("Non résolu", Some(false)),
            ("Noch nicht gelöst", Some(false)),
            ("Closed, not solved", Some(true)),
            ("Ticket no. 5 closed", Some(true)),
            ("Negotiation", Some(false)),
            ("open", Some(false)),
            (" ", None),
        ] {
            assert_eq!(is_closed(status), told, "{status}");
        }
    }
}

//! What is known of an open lead before a call: which pages, which messages, how long, which features.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::CustomerId;

use crate::TouchColumn;

/// What somebody who calls a lead would like to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeadField {
    /// Which pages were visited.
    Pages,
    /// Which messages were opened.
    Opened,
    /// How much time was spent.
    TimeSpent,
    /// Which features were used or looked at.
    Features,
    /// What they asked support.
    Tickets,
}

impl LeadField {
    /// Every field, in the order they are asked for.
    pub const ALL: [Self; 5] = [
        Self::Pages,
        Self::Opened,
        Self::TimeSpent,
        Self::Features,
        Self::Tickets,
    ];

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pages => "Pages visited",
            Self::Opened => "E-mails opened",
            Self::TimeSpent => "Time spent",
            Self::Features => "Features used",
            Self::Tickets => "Tickets opened",
        }
    }

    /// Which export would tell it.
    pub fn would_tell(self) -> &'static str {
        match self {
            Self::Pages => "an export of visits with a page and a sign-in or a cookie",
            Self::Opened => "a send log that tells what was opened",
            Self::TimeSpent => "an export of visits with their length",
            Self::Features => "an export of the product's events with the feature and the user",
            Self::Tickets => "an export of tickets with the requester's e-mail or telephone",
        }
    }

    /// What each column of a table tells of these, by their headers.
    pub fn by_headers<T: AsRef<str>>(headers: &[T]) -> Vec<Option<Self>> {
        let plain: Vec<String> = headers.iter().map(|one| letters(one.as_ref())).collect();
        let certain: Vec<Option<Self>> = headers
            .iter()
            .zip(&plain)
            .map(|(header, plain)| Self::by_header(header.as_ref(), plain))
            .collect();
        // A ticket is opened too, and closed or numbered beside it.
        let is_of_tickets = plain.iter().any(|plain| is_of_ticket(plain));
        let is_of_message = |header: &str| {
            !is_of_tickets || TouchColumn::by_header(header) != Some(TouchColumn::Opened)
        };
        // A length alone may be that of a telephone call.
        let has_pages = certain.contains(&Some(Self::Pages));
        let is_length = |plain: &str| ["duration", "seconds", "minutes", "dauer"].contains(&plain);
        certain
            .into_iter()
            .zip(headers.iter().zip(&plain))
            .map(|(one, (header, plain))| {
                one.filter(|_| is_of_message(header.as_ref()))
                    .or_else(|| (has_pages && is_length(plain)).then_some(Self::TimeSpent))
            })
            .collect()
    }

    fn by_header(header: &str, plain: &str) -> Option<Self> {
        Some(match plain {
            "page" | "pages" | "pageurl" | "pagepath" | "pagetitle" | "pagelocation"
            | "landingpage" | "exitpage" | "pagesvisited" | "visitedpages" | "pageviews"
            | "numberofpageviews" | "lastpageseen" | "firstpageseen" | "seite" | "seiten"
            | "seitenaufrufe" | "einstiegsseite" => Self::Pages,
            "emailopens"
            | "emailsopened"
            | "emailopened"
            | "opens"
            | "marketingemailsopened"
            | "lastmarketingemailopendate"
            | "geöffnetam" => Self::Opened,
            "timeonpage"
            | "timeonsite"
            | "timespent"
            | "sessionduration"
            | "sessionlength"
            | "visitduration"
            | "engagementtime"
            | "engagementtimemsec"
            | "averagesessionduration"
            | "verweildauer" => Self::TimeSpent,
            "feature" | "features" | "featurename" | "featureused" | "featuresused"
            | "featureusage" | "lastfeatureused" | "productfeature" | "funktion" => Self::Features,
            _ => {
                return (TouchColumn::by_header(header) == Some(TouchColumn::Opened))
                    .then_some(Self::Opened);
            }
        })
    }
}

/// Whether a column tells how far a lead has come, by its header.
pub fn is_lead_column(header: &str) -> bool {
    [
        "leadstatus",
        "leadstage",
        "leadstate",
        "lifecyclestage",
        "dealstage",
        "opportunitystage",
        "salesstage",
        "pipelinestage",
        "leadphase",
    ]
    .contains(&letters(header).as_str())
}

/// Whether what such a column says is a lead somebody may still call. A blank says nothing, and neither
/// does what is over: won, lost, a customer already.
pub fn is_open_lead(said: &str) -> bool {
    const OVER: [&str; 56] = [
        "customer",
        "evangelist",
        "subscriber",
        "other",
        "won",
        "lost",
        "closed",
        "converted",
        "unqualified",
        "disqualified",
        "dead",
        "junk",
        "recycled",
        "kunde",
        "gewonnen",
        "verloren",
        "abgeschlossen",
        "bad",
        "duplicate",
        "inactive",
        "closedwon",
        "closedlost",
        "kundin",
        "client",
        "cliente",
        "klant",
        "klient",
        "gagné",
        "gagnée",
        "perdu",
        "perdue",
        "fermé",
        "fermée",
        "ganado",
        "ganada",
        "perdido",
        "perdida",
        "cerrado",
        "cerrada",
        "vinto",
        "vinta",
        "perso",
        "persa",
        "chiuso",
        "chiusa",
        "gesloten",
        "ganho",
        "ganha",
        "fechado",
        "fechada",
        "wygrana",
        "wygrane",
        "przegrana",
        "przegrane",
        "geschlossen",
        "disqualifiziert",
    ];
    let words: Vec<String> = said
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    !words.is_empty() && words.iter().all(|word| !OVER.contains(&word.as_str()))
}

/// Collects leads and what is known of anybody, in any order.
#[derive(Debug, Clone, Default)]
pub struct LeadContext {
    open: BTreeSet<CustomerId>,
    over: BTreeSet<CustomerId>,
    known: BTreeMap<LeadField, BTreeSet<CustomerId>>,
}

/// What is known of open leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadSheet {
    /// How many open leads there are.
    pub leads: u64,
    /// How many of them each field is known of.
    pub known: BTreeMap<LeadField, u64>,
    /// Those of whom nothing of it is known.
    pub blind: Vec<CustomerId>,
}

impl LeadContext {
    /// Notes how far a lead has come. Who is over in one place is no open lead in another.
    pub fn add_lead(&mut self, customer: CustomerId, said: &str) {
        if is_open_lead(said) {
            self.open.insert(customer);
        } else if !said.trim().is_empty() {
            self.over.insert(customer);
        }
    }

    /// Notes that something is known of somebody.
    pub fn add_known(&mut self, customer: CustomerId, field: LeadField) {
        self.known.entry(field).or_default().insert(customer);
    }

    /// What is known of open leads.
    pub fn sheet(&self) -> LeadSheet {
        let leads: Vec<CustomerId> = self.open.difference(&self.over).copied().collect();
        let is_known = |field: LeadField, lead: &CustomerId| {
            self.known.get(&field).is_some_and(|all| all.contains(lead))
        };
        LeadSheet {
            known: LeadField::ALL
                .into_iter()
                .map(|field| {
                    let known = leads.iter().filter(|lead| is_known(field, lead));
                    (field, known.count() as u64)
                })
                .collect(),
            leads: leads.len() as u64,
            blind: leads
                .into_iter()
                .filter(|lead| LeadField::ALL.iter().all(|field| !is_known(*field, lead)))
                .collect(),
        }
    }
}

/// Whether a column is one of a table of tickets, by the letters of its header.
fn is_of_ticket(plain: &str) -> bool {
    let names = [
        "caseid",
        "casenumber",
        "closed",
        "closedat",
        "closedon",
        "resolved",
        "resolvedat",
        "solvedat",
    ];
    plain.starts_with("ticket") || names.contains(&plain)
}

fn letters(header: &str) -> String {
    let lower = header.to_lowercase();
    lower.chars().filter(|one| one.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{LeadContext, LeadField, is_lead_column, is_open_lead};
    use rollcall_model::CustomerId;

    #[test]
    fn g46_columns_are_known_by_their_headers() {
        use LeadField::{Features, Opened, Pages, TimeSpent};
        for (headers, told) in [
            (
                vec!["visit_id", "landing_page", "seconds"],
                vec![None, Some(Pages), Some(TimeSpent)],
            ),
            (vec!["Call id", "Seconds"], vec![None, None]),
            (vec!["opened_at", "clicked_at"], vec![Some(Opened), None]),
            (
                vec!["Ticket", "Opened at", "Closed at"],
                vec![None, None, None],
            ),
            (vec!["email", "opened"], vec![None, Some(Opened)]),
            (vec!["Feature used"], vec![Some(Features)]),
            (vec!["Time on page"], vec![Some(TimeSpent)]),
        ] {
            assert_eq!(LeadField::by_headers(&headers), told, "{headers:?}");
        }
        assert!(is_lead_column("Lead Status") && is_lead_column("lifecycle_stage"));
        assert!(!is_lead_column("Status") && !is_lead_column("Stage name"));
    }

    #[test]
    fn what_is_over_is_no_open_lead() {
        for (said, open) in [
            ("NEW", true),
            ("In progress", true),
            ("salesqualifiedlead", true),
            ("Closed won", false),
            ("closedlost", false),
            ("Abgeschlossen und verloren", false),
            ("Perdue", false),
            ("Cerrado ganado", false),
            ("En cours", true),
            ("customer", false),
            ("UNQUALIFIED", false),
            ("  ", false),
        ] {
            assert_eq!(is_open_lead(said), open, "{said}");
        }
    }

    #[test]
    fn who_became_a_customer_elsewhere_is_no_open_lead() {
        let mut all = LeadContext::default();
        for (customer, said) in [
            (1, "New"),
            (2, "New"),
            (3, "Open"),
            (3, "Converted"),
            (4, ""),
        ] {
            all.add_lead(CustomerId(customer), said);
        }
        all.add_known(CustomerId(1), LeadField::Pages);
        all.add_known(CustomerId(9), LeadField::Pages);
        let told = all.sheet();
        assert_eq!(told.leads, 2);
        assert_eq!(told.known[&LeadField::Pages], 1);
        assert_eq!(told.known[&LeadField::Features], 0);
        assert_eq!(told.blind, [CustomerId(2)]);
    }
}

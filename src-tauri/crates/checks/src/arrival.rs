//! By what a sign-up tells how somebody came: the id of a click on an advertisement, or the campaign.

use crate::TouchColumn;

/// What a column of a sign-up tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArrivalColumn {
    /// The id an advertising platform gave the click.
    ClickId,
    /// Source, medium or campaign of the link that was clicked.
    Campaign,
}

/// What is known of how somebody came who signed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    /// The click, by its id.
    Click,
    /// The campaign, and not which click.
    Campaign,
    /// Nothing.
    NotTold,
}

impl ArrivalColumn {
    /// What a column tells, by its header; nothing for any other.
    pub fn by_header(header: &str) -> Option<Self> {
        const CAMPAIGNS: [&str; 6] = [
            "utmcampaign",
            "utmcontent",
            "utmterm",
            "utmid",
            "adcampaign",
            "gadcampaignid",
        ];
        match TouchColumn::by_header(header) {
            Some(TouchColumn::ClickId) => return Some(Self::ClickId),
            Some(TouchColumn::Source | TouchColumn::Medium) => return Some(Self::Campaign),
            _ => {}
        }
        let header = folded(header);
        CAMPAIGNS
            .contains(&header.as_str())
            .then_some(Self::Campaign)
    }
}

impl Arrival {
    /// What the cells of one row tell of it, each with its column; the surest counts.
    pub fn of<'a>(cells: impl IntoIterator<Item = (ArrivalColumn, &'a str)>) -> Self {
        let told = cells
            .into_iter()
            .filter(|(_, cell)| says_something(cell))
            .map(|(column, _)| match column {
                ArrivalColumn::ClickId => Self::Click,
                ArrivalColumn::Campaign => Self::Campaign,
            });
        told.min().unwrap_or(Self::NotTold)
    }
}

/// Whether a name of a table or a column says that people signed up.
pub fn names_sign_up(name: &str) -> bool {
    const WORDS: [&str; 11] = [
        "signup",
        "signedup",
        "signsup",
        "registration",
        "registered",
        "registrierung",
        "anmeldung",
        "inscription",
        "registro",
        "iscrizione",
        "aanmelding",
    ];
    let name = folded(name);
    WORDS.iter().any(|word| name.contains(word))
}

fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|one| one.is_alphanumeric())
        .collect()
}

fn says_something(cell: &str) -> bool {
    const NOTHING: [&str; 6] = ["", "-", "(none)", "(not set)", "(direct)", "null"];
    !NOTHING.contains(&cell.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{Arrival, ArrivalColumn, names_sign_up};

    #[test]
    fn a_row_tells_the_surest_it_knows() {
        let row = |cells: &[(&str, &'static str)]| {
            let known = cells
                .iter()
                .filter_map(|(header, cell)| Some((ArrivalColumn::by_header(header)?, *cell)));
            Arrival::of(known.collect::<Vec<_>>())
        };
        for (cells, told) in [
            (
                &[("gclid", "Cj0K"), ("utm_source", "google")][..],
                Arrival::Click,
            ),
            (
                &[("gclid", ""), ("utm_campaign", "spring")],
                Arrival::Campaign,
            ),
            (
                &[("utm_medium", "(none)"), ("fbclid", " ")],
                Arrival::NotTold,
            ),
            (
                &[("Source", "friend"), ("Email", "a@example.com")],
                Arrival::NotTold,
            ),
        ] {
            assert_eq!(row(cells), told, "{cells:?}");
        }
    }

    #[test]
    fn sign_ups_are_known_by_their_name() {
        for (name, is_one) in [
            ("signed_up_at", true),
            ("Newsletter sign-ups", true),
            ("Anmeldungen", true),
            ("customers", false),
        ] {
            assert_eq!(names_sign_up(name), is_one, "{name}");
        }
    }
}

//! Columns that tell when a ticket was closed, by their headers.

/// Whether a column tells when something was closed or solved. One that tells whether it is tells no time.
pub fn is_closing_column(header: &str) -> bool {
    const NAMES: [&str; 30] = [
        "closed",
        "closedat",
        "closedon",
        "closeddate",
        "closedate",
        "closetime",
        "dateclosed",
        "dateresolved",
        "datesolved",
        "resolved",
        "resolvedat",
        "resolvedon",
        "resolveddate",
        "resolutiondate",
        "solved",
        "solvedat",
        "solvedon",
        "solveddate",
        "completedat",
        "geschlossenam",
        "gelöstam",
        "erledigtam",
        "abgeschlossenam",
        "fermele",
        "ferméle",
        "résolule",
        "fechadecierre",
        "datadichiusura",
        "geslotenop",
        "opgelostop",
    ];
    let lower = header.to_lowercase();
    let letters: String = lower.chars().filter(|one| one.is_alphanumeric()).collect();
    // "Ticket closed at", "Case closed".
    let own = ["ticket", "case", "issue"]
        .iter()
        .find_map(|word| letters.strip_prefix(word))
        .unwrap_or(&letters);
    NAMES.contains(&own)
}

#[cfg(test)]
mod tests {
    use super::is_closing_column;

    #[test]
    fn the_time_of_an_end_is_known_by_its_header() {
        for header in [
            "Closed at",
            "closed_at",
            "Ticket closed at",
            "Solved at",
            "Resolution date",
            "Date resolved",
            "Geschlossen am",
            "Gelöst am",
            "Fermé le",
        ] {
            assert!(is_closing_column(header), "{header}");
        }
        for header in [
            "Created at",
            "Closed by",
            "Is closed",
            "Resolution time",
            "Status",
            "",
        ] {
            assert!(!is_closing_column(header), "{header}");
        }
    }
}

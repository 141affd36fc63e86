//! What replies are made from and changes touch.

/// Something a reply is made from and a change touches; screens ask again when one they read changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Which project is open, its counts and what waits.
    Project,
    /// The inventory.
    Sources,
    /// Loads, rows, problems, coverage.
    Loads,
    /// Mappings.
    Mappings,
    /// The last run: pairs, customers, conflicts, overlap.
    People,
    /// Verdicts on pairs.
    Verdicts,
    /// Owners, stewards, deciders, notes.
    Governance,
    /// Deliveries.
    Deliveries,
    /// The history of changes.
    History,
    /// Jobs.
    Jobs,
}

impl Tag {
    /// The tag as the page knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Sources => "sources",
            Self::Loads => "loads",
            Self::Mappings => "mappings",
            Self::People => "people",
            Self::Verdicts => "verdicts",
            Self::Governance => "governance",
            Self::Deliveries => "deliveries",
            Self::History => "history",
            Self::Jobs => "jobs",
        }
    }
}

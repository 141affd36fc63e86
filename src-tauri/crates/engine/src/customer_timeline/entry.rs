//! What happened to a customer, one thing an entry.

use rollcall_lists::{EventSort, WhatTablesTell};
use rollcall_model::{Attribute, Moment, RecordId, SourceId, in_time};

use super::gathered::Gathered;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Purchase,
    Refund,
    Message,
    Opened,
    Clicked,
    Visit,
    AdClick,
    Ticket,
    SignUp,
    ConsentGiven,
    ConsentWithdrawn,
    FirstSeen,
    LastSeen,
    Other,
}

impl Kind {
    /// All of them, in the order screens show them.
    pub(super) const ALL: [Self; 14] = [
        Self::Purchase,
        Self::Refund,
        Self::Message,
        Self::Opened,
        Self::Clicked,
        Self::Visit,
        Self::AdClick,
        Self::Ticket,
        Self::SignUp,
        Self::ConsentGiven,
        Self::ConsentWithdrawn,
        Self::FirstSeen,
        Self::LastSeen,
        Self::Other,
    ];

    /// The stable code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Refund => "refund",
            Self::Message => "message",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::Visit => "visit",
            Self::AdClick => "ad_click",
            Self::Ticket => "ticket",
            Self::SignUp => "sign_up",
            Self::ConsentGiven => "consent_given",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::FirstSeen => "first_seen",
            Self::LastSeen => "last_seen",
            Self::Other => "other",
        }
    }

    /// The kind of a code.
    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether some table in use tells of such things, of whomever: else that there is none is not known.
    pub(super) fn is_told(self, tell: &WhatTablesTell, gathered: &Gathered) -> bool {
        let told = |sort: EventSort| tell.told.contains(&sort);
        let mapped = |attribute: &Attribute| gathered.mapped.contains(attribute);
        match self {
            Self::Purchase | Self::Refund => !tell.purchase_tables.is_empty(),
            Self::Message => told(EventSort::Message),
            Self::Opened => told(EventSort::Opened),
            Self::Clicked => told(EventSort::Clicked),
            Self::Visit => told(EventSort::Visit),
            Self::AdClick => told(EventSort::AdClick),
            Self::Ticket => told(EventSort::Ticket),
            Self::SignUp => told(EventSort::SignUp),
            Self::ConsentGiven | Self::ConsentWithdrawn => {
                mapped(&Attribute::ConsentTime) || mapped(&Attribute::WithdrawalTime)
            }
            Self::FirstSeen => mapped(&Attribute::CreatedAt),
            Self::LastSeen => {
                mapped(&Attribute::LastActiveAt) || mapped(&Attribute::LastPurchaseAt)
            }
            Self::Other => true,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// When, as it is kept.
    pub(super) time: String,
    pub(super) sentence: String,
    pub(super) sources: Vec<SourceId>,
    /// The rows that tell it.
    pub(super) records: Vec<RecordId>,
}

/// Puts the newest first, by the instant; of one instant in the order of kinds and rows.
pub(super) fn newest_first(entries: &mut [Entry]) {
    entries.sort_by(|one, other| {
        in_time(&other.time, &one.time)
            .then_with(|| one.kind.cmp(&other.kind))
            .then_with(|| one.records.cmp(&other.records))
    });
}

/// The hour a kept time shows, and its zone where one is known; neither of what may be a day alone.
pub(super) fn clock_of(time: &str) -> (Option<String>, Option<String>) {
    let has_hour = Moment::read(time).is_some_and(|moment| !moment.is_day_alone());
    let Some(clock) = time.get(11..16).filter(|_| has_hour) else {
        return (None, None);
    };
    let behind = time.get(16..).unwrap_or_default();
    let zone = match behind.find(['Z', '+', '-']) {
        Some(at) if behind[at..].starts_with('Z') => Some("UTC".to_owned()),
        Some(at) => Some(behind[at..].to_owned()),
        None => None,
    };
    (Some(clock.to_owned()), zone)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Kind, clock_of, newest_first};
    use rollcall_model::RecordId;

    #[test]
    fn the_clock_of_the_file_is_told_with_its_zone_where_one_is_known() {
        for (time, clock, zone) in [
            ("2026-03-01", None, None),
            ("2026-03-01T10:05", Some("10:05"), None),
            ("2026-03-01T10:05:30", Some("10:05"), None),
            ("2026-03-01T10:05:30Z", Some("10:05"), Some("UTC")),
            ("2026-03-01T23:05-04:00", Some("23:05"), Some("-04:00")),
            ("2026-03-01T00:00:00", None, None),
            ("2026-03-01T00:00:00Z", Some("00:00"), Some("UTC")),
            ("", None, None),
        ] {
            let (told, of) = clock_of(time);
            assert_eq!((told.as_deref(), of.as_deref()), (clock, zone), "{time}");
        }
    }

    #[test]
    fn the_newest_instant_comes_first_whatever_its_clock_shows() {
        let entry = |time: &str, record: i64| Entry {
            kind: Kind::Visit,
            time: time.to_owned(),
            sentence: String::new(),
            sources: Vec::new(),
            records: vec![RecordId(record)],
        };
        let mut entries = vec![
            entry("2026-03-01T23:30:00-05:00", 1),
            entry("2026-03-02T03:00:00Z", 2),
            entry("2026-03-02T05:00:00Z", 3),
        ];
        newest_first(&mut entries);
        let order: Vec<i64> = entries.iter().map(|one| one.records[0].0).collect();
        assert_eq!(order, [3, 1, 2]);
    }

    #[test]
    fn every_kind_is_known_by_its_code() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.code()), Some(kind));
        }
        assert_eq!(Kind::of("weather"), None);
    }
}

//! What becomes of a file of what happened that is called and built like tables in use: its rows take their place, or
//! join them.

use std::cmp::Reverse;

use rollcall_model::LoadId;

use crate::audit::LoadsAgain;
use crate::same_table::{EventKin, Renewed, Side};

/// What becomes of such a file.
pub(super) enum Decided {
    /// It takes the place of a table, and of loads of others of the source that are in it again as well.
    TakesPlace(Box<EventKin>, Vec<LoadId>),
    /// Its rows are added to those that stand.
    Joins(Box<Joined>),
    /// The rule does not tell; as with tables of people, what else is known decides.
    AsAny(Vec<EventKin>),
}

/// Rows that are added to those of tables that stand.
#[derive(Debug, Clone)]
pub(crate) struct Joined {
    /// The first of these tables.
    pub(crate) to: Renewed,
    /// What its source and itself are called.
    pub(crate) called: (String, String),
    /// What stands in all of them.
    pub(crate) standing: Side,
    /// What the file holds.
    pub(crate) incoming: Side,
    /// Loads that hold some of its rows already.
    pub(crate) overlapping: Vec<LoadId>,
}

/// Decides by keys and days, or as somebody said.
pub(super) fn decide(mut kin: Vec<EventKin>, loads_again: LoadsAgain) -> Decided {
    kin.sort_by_key(|one| (Reverse(one.score), one.of.table));
    if loads_again != LoadsAgain::Add
        && let Some(position) = kin.iter().position(is_whole)
    {
        let best = kin.remove(position);
        let is_of_source = |one: &&EventKin| is_whole(one) && one.of.source == best.of.source;
        let others = kin.iter().filter(is_of_source);
        let others = others.map(|one| one.load).collect();
        return Decided::TakesPlace(Box::new(best), others);
    }
    // Two shops on one platform are called alike: the source that is most alike.
    if let Some(source) = kin.first().map(|one| one.of.source) {
        kin.retain(|one| one.of.source == source);
    }
    match loads_again {
        LoadsAgain::Replace => {
            let last_day = |one: &EventKin| one.facts.standing.days.map(|(_, last)| last);
            match kin.into_iter().max_by_key(last_day) {
                Some(latest) => Decided::TakesPlace(Box::new(latest), Vec::new()),
                None => Decided::AsAny(Vec::new()),
            }
        }
        LoadsAgain::Add => joined(kin),
        LoadsAgain::ByRule if kin.iter().all(|one| one.facts.is_of_other_days()) => joined(kin),
        LoadsAgain::ByRule => {
            kin.retain(|one| !one.facts.is_of_other_days());
            Decided::AsAny(kin)
        }
    }
}

fn is_whole(one: &EventKin) -> bool {
    one.facts.is_again()
}

fn joined(kin: Vec<EventKin>) -> Decided {
    let overlapping = kin.iter().filter(|one| one.facts.shared > 0);
    let overlapping = overlapping.map(|one| one.load).collect();
    let none = Side::default();
    let standing = kin
        .iter()
        .fold(none, |sum, one| sum.with(&one.facts.standing));
    // Beside a table that is in it as a whole it was not read to its end.
    let incoming = kin.iter().map(|one| one.facts.incoming);
    let incoming = incoming.max_by_key(|side| side.rows).unwrap_or_default();
    match kin.into_iter().min_by_key(|one| one.of.table) {
        Some(first) => Decided::Joins(Box::new(Joined {
            to: first.of,
            called: first.called,
            standing,
            incoming,
            overlapping,
        })),
        None => Decided::AsAny(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rollcall_mapping::HeaderChange;
    use rollcall_model::{SourceId, TableId};

    use super::*;
    use crate::same_table::{Facts, Kinship};

    /// A hundred rows of a month of 2026.
    fn side(month: u32) -> Side {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
        Side {
            keys: 100,
            rows: 100,
            dated: 100,
            days: Some((day(1), day(28))),
        }
    }

    /// A file and the table of a month of the first source, of which it shares so many keys.
    fn kin(standing: u32, incoming: u32, shared: u64) -> EventKin {
        EventKin {
            score: 150,
            of: Renewed {
                table: TableId(i64::from(standing)),
                source: SourceId(1),
                name: format!("Shop · {standing}"),
                reason: String::new(),
                change: HeaderChange::default(),
                by_name: true,
                unclear: None,
            },
            load: LoadId(i64::from(standing) + 100),
            called: ("Shop".into(), standing.to_string()),
            facts: Facts {
                standing: side(standing),
                incoming: side(incoming),
                shared,
                shared_inside: shared,
                before_last: if incoming > standing { 0 } else { 97 },
                after_first: if incoming < standing { 0 } else { 97 },
                earlier: Side::default(),
                by_ids: false,
            },
            otherwise: Kinship::None,
        }
    }

    fn told(decided: Decided) -> String {
        match decided {
            Decided::TakesPlace(of, ends) => format!("takes {} ends {ends:?}", of.of.table.0),
            Decided::Joins(joined) => format!("joins {}", joined.standing.told()),
            Decided::AsAny(kin) => {
                let tables: Vec<i64> = kin.iter().map(|one| one.of.table.0).collect();
                format!("any {tables:?}")
            }
        }
    }

    #[test]
    fn a_file_joins_all_months_that_stand_or_takes_the_place_of_its_own() {
        let december = || vec![kin(10, 12, 0), kin(11, 12, 0)];
        let november_again = || vec![kin(10, 11, 0), kin(11, 11, 90)];
        let november_written_otherwise = || vec![kin(10, 11, 0), kin(11, 11, 0)];
        let both_again = || vec![kin(10, 11, 95), kin(11, 11, 100)];
        let joins = "joins 200 rows of 1 October 2026 to 28 November 2026";
        let cases = [
            (december(), LoadsAgain::ByRule, joins),
            (december(), LoadsAgain::Replace, "takes 11 ends []"),
            (november_again(), LoadsAgain::ByRule, "takes 11 ends []"),
            (november_again(), LoadsAgain::Add, joins),
            (november_written_otherwise(), LoadsAgain::ByRule, "any [11]"),
            (
                both_again(),
                LoadsAgain::ByRule,
                "takes 10 ends [LoadId(111)]",
            ),
        ];
        for (kin, loads_again, expected) in cases {
            assert_eq!(told(decide(kin, loads_again)), expected);
        }
        // A table of people has no such kin, and nothing becomes of it here.
        for loads_again in [LoadsAgain::ByRule, LoadsAgain::Add, LoadsAgain::Replace] {
            assert_eq!(told(decide(Vec::new(), loads_again)), "any []");
        }
    }
}

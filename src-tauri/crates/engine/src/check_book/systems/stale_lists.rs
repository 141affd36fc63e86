//! Lists of buyers to leave alone that are behind what was bought.

use rollcall_checks::{Behind, Ratio};
use rollcall_model::{CustomerId, grouped};

use super::super::span::Span;
use super::super::{Counted, FAILED, counted, line_named, verdict};
use super::Systems;
use super::purchaser_lists::PlatformList;
use crate::EngineError;
use crate::view::{CheckLine, CheckPicture};

/// A list more than so many days behind is out of date.
pub(super) fn count(systems: &Systems<'_>, most: u32) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "stale_lists".into(),
        definition: format!(
            "People who bought after the newest purchase of a list of buyers to leave alone and are not in it, of all who bought since {most} days before that. A list is known by the name of its table, its newest purchase by the days in it. A list more than {most} days behind the newest purchase is out of date."
        ),
        ..Counted::default()
    };
    let lists = PlatformList::of_purchasers(systems)?;
    if lists.is_empty() {
        return Ok(told.not_known(
            "no list of buyers to leave alone is in them.",
            "The list as it was uploaded to the advertising platform, with “recent purchasers” or “suppression” in its name and the day of each row, would tell.",
        ));
    }
    let Some(newest) = systems.bought.values().map(|(_, last)| *last).max() else {
        return Ok(told.not_known(
            "they hold no purchases with a day.",
            "An export of orders with address or telephone and day would tell.",
        ));
    };
    told.inputs.extend(systems.events.purchases.iter().cloned());
    let (mut lines, mut worst): (Vec<CheckLine>, Option<(Behind, String, Missing)>) =
        (Vec::new(), None);
    for list in &lists {
        let name = systems.name(list.table);
        told.inputs
            .push(systems.input(list.table, list.rows.len() as u64, "people in the list"));
        let Some(in_list) = list.rows.iter().filter_map(|row| row.day).max() else {
            told.unknown.push(format!(
                "How old {name} is cannot be known: its rows have no day. A column with the last purchase or the day somebody was added would tell."
            ));
            continue;
        };
        let behind = Behind::of(in_list, newest, most);
        let missing = Missing::of(systems, list, in_list, most);
        let mut bar = line_named(name.clone(), [behind.days as f64]);
        bar.note = format!(
            "newest purchase in it {in_list}; {} since and missing",
            counted(
                missing.people.len() as u64,
                "person bought",
                "people bought"
            )
        );
        bar.verdict = verdict(!behind.is_out_of_date).into();
        lines.push(bar);
        if worst
            .as_ref()
            .is_none_or(|(most, ..)| behind.days > most.days)
        {
            worst = Some((behind, name, missing));
        }
    }
    let Some((behind, name, missing)) = worst else {
        told.sentence =
            "Cannot be known from these files: the lists of buyers have no days.".into();
        return Ok(told);
    };
    told.sentence = format!(
        "{name} is {} behind the newest purchase ({newest}); {} since then and are not in it.",
        counted(behind.days.unsigned_abs(), "day", "days"),
        counted(
            missing.people.len() as u64,
            "person bought",
            "people bought"
        ),
    );
    told.window = format!(
        "Purchases {}, the days of the first and of the newest that is loaded; a list may be {most} days behind.",
        Span::of_purchases(systems.events).told()
    );
    let is_behind = lines.iter().any(|one| one.verdict == FAILED);
    told.passed = Some(!is_behind);
    told.ratio = Some((
        Ratio {
            found: missing.people.len() as u64,
            among: missing.among,
        },
        format!(
            "people who bought lately, for the list furthest behind of {}",
            grouped(lists.len() as u64)
        ),
    ));
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "How far behind each list is".into(),
        sentence: "Days from the newest purchase in the list to the newest there is.".into(),
        columns: vec!["Days behind".into()],
        lines,
    });
    told.name_people(missing.people.into_iter().map(|customer| {
        let last = systems.bought.get(&customer).map(|(_, last)| *last);
        let on = last.map_or_else(String::new, |day| format!(" on {day}"));
        (customer, format!("Bought{on} and is not in {name}."))
    }));
    Ok(told)
}

/// Who bought since a list's newest purchase and is not in it, of how many who bought lately.
struct Missing {
    people: Vec<CustomerId>,
    among: u64,
}

impl Missing {
    fn of(
        systems: &Systems<'_>,
        list: &PlatformList<'_>,
        in_list: chrono::NaiveDate,
        most: u32,
    ) -> Self {
        let listed = list.customers();
        let lately = in_list
            .checked_sub_days(chrono::Days::new(u64::from(most)))
            .unwrap_or(chrono::NaiveDate::MIN);
        let last = |since: chrono::NaiveDate| {
            systems
                .bought
                .iter()
                .filter(move |(_, (_, last))| *last > since)
                .map(|(customer, _)| *customer)
        };
        Self {
            among: last(lately).count() as u64,
            people: last(in_list)
                .filter(|one| listed.binary_search(one).is_err())
                .collect(),
        }
    }
}

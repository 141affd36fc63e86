//! Who is still shown advertisements after buying, and what share of the spending goes to them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rollcall_checks::{ClickedAfter, Window, clicked_after, is_paid, still_chased};
use rollcall_model::{CustomerId, grouped};

use super::{Agreed, Counted, Events, MOST_PEOPLE, counted, line};
use crate::view::{CheckPerson, CheckPicture, SetCheck};

/// Its code.
pub(super) const CODE: &str = "waste";

/// Whoever bought within so many days should not be advertised to.
pub(super) fn count(events: &Events, days: u32) -> Counted {
    let mut told = Counted {
        code: CODE.into(),
        definition: format!(
            "People of a retargeting audience who bought within {days} days, of all people in it. Purchases are known by every identifier of the customer. What is wasted is that share of what is spent on the audience: an estimate, as if everybody in it cost the same, since no platform tells who was shown what. Beside it stand clicks on advertisements by people who had bought on one of the {days} days before, of all such clicks by people who are known; a click on the day of a purchase may have led to it and is not counted."
        ),
        inputs: [events.audiences.clone(), events.purchases.clone()].concat(),
        ..Counted::default()
    };
    count_audience(&mut told, events, days);
    add_clicks(&mut told, events, days);
    told
}

/// Who of the audience bought.
fn count_audience(told: &mut Counted, events: &Events, days: u32) {
    if events.audience.is_empty() {
        told.sentence =
            "Cannot be known from these files: no audience of an advertising platform is in them."
                .into();
        told.unknown.push("The list that was uploaded to the platform, with the hashed address and the day of each row, would tell.".into());
        return;
    }
    let Some(last) = events.bought.iter().map(|one| one.day).max() else {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders with address or telephone and day would tell.".into());
        return;
    };
    let window = Window::ending(last, days);
    let audience: BTreeSet<CustomerId> = events.audience.keys().copied().collect();
    let bought = events.bought.iter().map(|one| (one.customer, one.day));
    let chased = still_chased(&audience, bought, window);
    let ratio = chased.ratio();
    told.window = format!(
        "Purchases from {} to {}, the day of the newest purchase that is loaded; the audience as it is loaded.",
        window.from, window.until
    );
    told.sentence = format!(
        "{} of {} in a retargeting audience bought within {days} days and {} still advertised to.",
        grouped(ratio.found),
        counted(ratio.among, "person", "people"),
        if ratio.found == 1 { "is" } else { "are" }
    );
    told.ratio = Some((ratio, "people in a retargeting audience".into()));
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "Advertised to after buying".into(),
        sentence: "People of the audience who bought within the window, beside all people in it."
            .into(),
        columns: vec!["Bought".into(), "People".into()],
        lines: vec![line("Audience", [ratio.found as f64, ratio.among as f64])],
    });
    told.behind = chased.bought.iter().map(|(one, _)| one.0).collect();
    told.people_total = ratio.found;
    told.people = chased
        .bought
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|(customer, day)| CheckPerson {
            customer: customer.label(),
            why: format!("Is in the audience and bought on {day}."),
        })
        .collect();
}

/// Adds the clicks on advertisements that were paid for people who had just bought; nothing where no visit tells that
/// it came by one, or nothing was bought.
fn add_clicks(told: &mut Counted, events: &Events, days: u32) {
    let clicks = events
        .touched
        .iter()
        .filter(|one| one.is_click && is_paid(one.channel))
        .map(|one| (one.customer, one.day, one.channel));
    let bought = events.bought.iter().map(|one| (one.customer, one.day));
    let clicked = clicked_after(clicks, bought, days);
    let ratio = clicked.ratio();
    if ratio.among == 0 || events.bought.is_empty() {
        return;
    }
    told.inputs.extend(events.visits.iter().cloned());
    let _ = write!(
        told.sentence,
        " {} of {} on advertisements by people who are known came on one of the {days} days after they had bought.",
        grouped(ratio.found),
        counted(ratio.among, "click", "clicks")
    );
    told.pictures.push(by_channel(&clicked));
    told.wasted_clicks = Some(ratio.found);
}

fn by_channel(clicked: &ClickedAfter) -> CheckPicture {
    let lines = clicked.channels.iter().map(|(channel, clicks)| {
        let values = [clicks.found as f64, clicks.among as f64];
        line(*channel, values)
    });
    CheckPicture {
        kind: "bars".into(),
        title: "Clicked after buying".into(),
        sentence: "Clicks on advertisements by people who had just bought, beside all clicks by people who are known. Clicks by people nobody knows are not among them.".into(),
        columns: vec!["Had just bought".into(), "Clicks".into()],
        lines: lines.collect(),
    }
}

/// Adds what those clicks cost: money only from what somebody said.
pub(super) fn tell_clicks(one: &mut Counted, cost_per_click: Option<f64>) {
    let Some(clicks) = one.wasted_clicks else {
        return;
    };
    match cost_per_click {
        Some(cost) => {
            let spent = cost * clicks as f64;
            let _ = write!(
                one.sentence,
                " At {cost} a click, clicks after buying cost {spent:.2}."
            );
        }
        None => one.unknown.push(
            "What clicks after buying cost is not known: nobody has said what a click costs."
                .into(),
        ),
    }
}

/// Notes what somebody says is spent; tells it for the history.
pub(super) fn set(agreed: &mut Agreed, request: &SetCheck) -> Vec<String> {
    let known = |said: f64| Some(said).filter(|one| *one >= 0.0 && one.is_finite());
    let mut told = Vec::new();
    if let Some(spend) = request.spend {
        agreed.spend = known(spend);
        let spent = |one: f64| format!("{one} is spent");
        told.push(agreed.spend.map_or_else(|| "no spending".to_owned(), spent));
    }
    if let Some(cost) = request.cost_per_click {
        agreed.cost_per_click = known(cost);
        let costs = |one: f64| format!("a click costs {one}");
        let nothing = || "no cost for a click".to_owned();
        told.push(agreed.cost_per_click.map_or_else(nothing, costs));
    }
    told
}

/// Adds what is wasted of the spending: money only from what somebody said.
pub(super) fn tell_spending(one: &mut Counted, spent: Option<f64>) {
    let Some((ratio, _)) = one.ratio.as_ref().filter(|_| &*one.code == CODE) else {
        return;
    };
    match spent.zip(ratio.share()) {
        Some((spent, share)) => {
            let wasted = rollcall_governance::wasted(spent, share);
            let _ = write!(
                one.sentence,
                " Of {spent} spent on the audience, {wasted:.2} by estimate: the share of people times the spending."
            );
        }
        None => one.unknown.push(
            "What is wasted is not known: nobody has said what is spent on the audience.".into(),
        ),
    }
}

//! Who is still shown advertisements after buying, and what share of the spending goes to them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rollcall_checks::{Window, still_chased};
use rollcall_model::{CustomerId, grouped};

use super::{Counted, Events, MOST_PEOPLE, counted, line};
use crate::view::{CheckPerson, CheckPicture};

/// Its code.
pub(super) const CODE: &str = "waste";

/// Whoever bought within so many days should not be advertised to.
pub(super) fn count(events: &Events, days: u32) -> Counted {
    let mut told = Counted {
        code: CODE.into(),
        definition: format!(
            "People of a retargeting audience who bought within {days} days, of all people in it. Purchases are known by every identifier of the customer. What is wasted is that share of what is spent on the audience: an estimate, as if everybody in it cost the same, since no platform tells who was shown what."
        ),
        inputs: [events.audiences.clone(), events.purchases.clone()].concat(),
        ..Counted::default()
    };
    if events.audience.is_empty() {
        told.sentence =
            "Cannot be known from these files: no audience of an advertising platform is in them."
                .into();
        told.unknown.push("The list that was uploaded to the platform, with the hashed address and the day of each row, would tell.".into());
        return told;
    }
    let Some(last) = events.bought.iter().map(|one| one.day).max() else {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders with address or telephone and day would tell.".into());
        return told;
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

//! A date in one column and its time of day in another are one moment.

use rollcall_model::{Attribute, ColumnMapping, MappingState, Transformation};

use crate::content::Profile;
use crate::decide::View;
use crate::detect::Kind;

/// From this share on a column holds times of day, or dates.
const MOST: f64 = 0.8;

/// Joins each column of times of day with the column of dates it belongs to: the one whose header
/// says the same apart from "date" and "time", else a neighbour that no other time claims.
pub(crate) fn join_clocks(views: &[View<'_>], columns: &mut [ColumnMapping]) {
    let mut claimed: Vec<usize> = Vec::new();
    for view in views.iter().filter(|view| is_clock(&view.profile)) {
        let is_free = columns.get(view.column).is_some_and(|column| {
            column
                .target
                .as_ref()
                .is_none_or(|target| is_moment(&target.attribute) || is_own(&target.attribute))
        });
        // Of several columns with one name the first would be meant.
        let named = views.iter().filter(|one| one.header == view.header).count();
        if !is_free || view.header.trim().is_empty() || named > 1 {
            continue;
        }
        let Some(date) = date_of(view, views, columns, &claimed) else {
            continue;
        };
        claimed.push(date);
        let header = view.header.to_owned();
        let Some(date) = columns.get_mut(date) else {
            continue;
        };
        let reason = format!(
            "The time of day of \"{}\", with which it is read.",
            date.header
        );
        date.reason = format!("{} Its time of day stands in \"{header}\".", date.reason);
        date.transformation = Transformation::Join { header };
        if let Some(clock) = columns.get_mut(view.column) {
            clock.target = None;
            clock.state = MappingState::Unused;
            clock.reason = reason;
        }
    }
}

fn is_clock(profile: &Profile) -> bool {
    profile.speaks() && profile.share(Kind::Clock) >= MOST
}

fn date_of(
    clock: &View<'_>,
    views: &[View<'_>],
    columns: &[ColumnMapping],
    claimed: &[usize],
) -> Option<usize> {
    let fits = |view: &&View<'_>| {
        let profile = &view.profile;
        !claimed.contains(&view.column)
            && profile.share(Kind::Date) >= MOST
            && profile.share(Kind::Time) < 0.2
            && columns.get(view.column).is_some_and(|column| {
                column.transformation == Transformation::Keep
                    && column
                        .target
                        .as_ref()
                        .is_some_and(|target| is_moment(&target.attribute))
            })
    };
    let about = subject(clock);
    let twin = views
        .iter()
        .filter(fits)
        .find(|view| subject(view) == about);
    let before = views
        .iter()
        .filter(fits)
        .find(|view| view.column + 1 == clock.column || clock.column + 1 == view.column);
    twin.or(before).map(|view| view.column)
}

/// The words of a header without those for date and time.
fn subject<'a>(view: &'a View<'_>) -> Vec<&'a str> {
    view.folded
        .words
        .iter()
        .map(String::as_str)
        .filter(|word| !WORDS.contains(word))
        .collect()
}

const WORDS: [&str; 27] = [
    "date", "time", "day", "hour", "of", "at", "on", "datum", "zeit", "uhrzeit", "tag", "um", "am",
    "heure", "jour", "fecha", "hora", "dia", "data", "ora", "giorno", "tijd", "tijdstip", "de",
    "du", "del", "di",
];

fn is_own(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Custom(_))
}

fn is_moment(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::EventTime
            | Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
            | Attribute::ConsentTime
            | Attribute::WithdrawalTime
    )
}

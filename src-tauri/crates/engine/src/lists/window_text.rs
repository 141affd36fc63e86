//! The days a list covers, in words.

use super::Measured;

/// The window of a list that has one.
pub(super) fn of_window(measured: &Measured) -> String {
    let window = measured.window;
    let days = format!(
        "{} to {}",
        window.from.format("%-d %B %Y"),
        window.until.format("%-d %B %Y")
    );
    if measured.is_from_data {
        format!("{days}, counted back from the last purchase that is loaded")
    } else {
        days
    }
}

/// From where the days of conditions are counted back.
pub(super) fn counted_back(measured: &Measured) -> String {
    let day = measured.window.until.format("%-d %B %Y");
    if measured.is_from_data {
        format!("days counted back from {day}, the last purchase that is loaded")
    } else {
        format!("days counted back from {day}")
    }
}

//! The columns of a table that may be read by their headers, whatever attribute they give: all but those a person left
//! out, which count as not there.

use rollcall_checks::TouchColumn;
use rollcall_mapping::message_deed;
use rollcall_model::{Attribute, Mapping};
use rollcall_standardise::boolean;
use rollcall_standardise::event_kind;
use rollcall_store::{Store, StoredLoad};

use crate::EngineError;
use crate::event_rows::kind_of;
use crate::message_rows::may_log_messages;

/// The places and headers of the columns nobody left out, in the order of the file.
pub(crate) fn told_columns<'a>(
    store: &Store,
    load: &'a StoredLoad,
) -> Result<Vec<(usize, &'a str)>, EngineError> {
    let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
    let is_told = |place: usize| {
        let mapping = mapping.as_ref();
        mapping.is_none_or(|mapping| !mapping.leaves_out(place))
    };
    Ok(load
        .header
        .iter()
        .enumerate()
        .filter(|(place, _)| is_told(*place))
        .map(|(place, header)| (place, header.as_str()))
        .collect())
}

/// The columns of a table that tell by which way somebody came or what they did: by what they are mapped to, else by
/// their headers. Words such as "open" say that a message was opened only where the table may log messages: deals and
/// bills are open, too.
pub(crate) fn touch_columns(
    store: &Store,
    load: &StoredLoad,
) -> Result<Vec<(usize, TouchColumn)>, EngineError> {
    let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
    let is_log = match &mapping {
        Some(mapping) => may_log_messages(kind_of(store, load)?, mapping),
        None => false,
    };
    let columns = told_columns(store, load)?.into_iter();
    Ok(columns
        .filter_map(|(place, header)| {
            let target = mapping.as_ref().and_then(|one| target_of(one, place));
            Some((place, touch_column(target, header, is_log)?))
        })
        .collect())
}

/// What a column tells of how somebody came or what they did, by the attribute it is mapped to and its header.
fn touch_column(target: Option<&Attribute>, header: &str, is_log: bool) -> Option<TouchColumn> {
    let by_header = || TouchColumn::by_header(header);
    match target {
        Some(attribute) => of_deed(attribute).or_else(by_header),
        None if is_log => by_header().or_else(|| of_deed(&message_deed(header)?)),
        None => by_header(),
    }
}

fn of_deed(attribute: &Attribute) -> Option<TouchColumn> {
    match attribute {
        Attribute::Opened => Some(TouchColumn::Opened),
        Attribute::Clicked => Some(TouchColumn::Clicked),
        _ => None,
    }
}

fn target_of(mapping: &Mapping, place: usize) -> Option<&Attribute> {
    let column = mapping.columns.iter().find(|one| one.column == place)?;
    column.target.as_ref().map(|target| &target.attribute)
}

/// Whether a cell of such a column says that it was done: an answer of yes, a time, a count, or words that do not say
/// no, as "not opened", "unopened" and "0 opens" do.
pub(crate) fn says_done(text: &str) -> bool {
    let mut digits = text.chars().filter(char::is_ascii_digit).peekable();
    let is_done = match digits.peek() {
        Some(_) => digits.any(|digit| digit != '0'),
        None => !event_kind::says_not(text),
    };
    is_done && boolean::says_so(text)
}

#[cfg(test)]
mod tests {
    use rollcall_checks::TouchColumn::{ClickId, Clicked, Opened};
    use rollcall_model::Attribute;

    use super::{says_done, touch_column};

    #[test]
    fn what_a_column_is_mapped_to_goes_before_its_header() {
        for (target, header, told) in [
            (None, "opened_at", Some(Opened)),
            (None, "Geöffnet", Some(Opened)),
            (None, "Klicks", Some(Clicked)),
            (None, "gclid", Some(ClickId)),
            (None, "Betreff", None),
            (Some(Attribute::Opened), "Spalte 7", Some(Opened)),
            (Some(Attribute::Clicked), "opened_at", Some(Clicked)),
            (Some(Attribute::EventTime), "opened_at", Some(Opened)),
            (Some(Attribute::EventTime), "Geöffnet", None),
        ] {
            let found = touch_column(target.as_ref(), header, true);
            assert_eq!(found, told, "{header}");
        }
    }

    #[test]
    fn what_is_open_in_a_table_of_no_messages_is_no_message() {
        for (header, told) in [
            ("Open", None),
            ("Fecha de apertura", None),
            ("Klicks", None),
            ("opened_at", Some(Opened)),
            ("gclid", Some(ClickId)),
        ] {
            assert_eq!(touch_column(None, header, false), told, "{header}");
        }
    }

    #[test]
    fn a_cell_says_that_it_was_done_unless_it_says_no() {
        for text in [
            "ja",
            "yes",
            "1",
            "3",
            "2026-03-04",
            "3 mai 2026",
            "geöffnet",
            "x",
        ] {
            assert!(says_done(text), "{text}");
        }
        for text in [
            "",
            "nein",
            "0",
            "-",
            "nicht geöffnet",
            "never opened",
            "No opens",
            "unopened",
            "Ungeöffnet",
            "0 opens",
            "0 Klicks",
        ] {
            assert!(!says_done(text), "{text}");
        }
    }
}

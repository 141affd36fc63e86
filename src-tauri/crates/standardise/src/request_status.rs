//! Whether a list of requests of people says of one that it is done: in a column of its status, or by the day it was
//! done on.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::date::DateReading;
use crate::table::Words;
use crate::{boolean, date, table, text};

const FILE: &str = include_str!("../data/request_status_words.tsv");

static STATUS: LazyLock<Words<String>> = LazyLock::new(|| words("status"));
static FINISHED: LazyLock<Words<String>> = LazyLock::new(|| words("finished"));
static ABOUT: LazyLock<Words<String>> = LazyLock::new(|| words("about"));
static FILLER: LazyLock<Words<String>> = LazyLock::new(|| words("filler"));
static DONE: LazyLock<Words<String>> = LazyLock::new(|| words("done"));
static NOT: LazyLock<Words<String>> = LazyLock::new(|| words("not"));

/// What a column of a list of requests tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestColumn {
    /// Where the request stands.
    Status,
    /// When it was done.
    Finished,
}

/// What a header says, and whether it says itself that it is about a request: in a list of customers a "Status" is the
/// customer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestHeader {
    /// What the column tells.
    pub column: RequestColumn,
    /// Whether the header names the request.
    pub names_request: bool,
}

/// What a header tells of where a request stands; nothing where it is about anything else.
pub fn header(text: &str) -> Option<RequestHeader> {
    let folded = text::fold_apart(text);
    let told: Vec<&str> = folded
        .split(' ')
        .filter(|word| !word.is_empty() && !FILLER.contains(*word))
        .collect();
    let rest: Vec<&str> = told
        .iter()
        .filter(|word| !ABOUT.contains(**word))
        .copied()
        .collect();
    let is_about = rest.len() < told.len();
    // A phrase may hold words that say nothing elsewhere: "date de cloture".
    let column = column_of(&folded).or_else(|| column_of(&rest.join(" ")))?;
    let is_compound = column == RequestColumn::Status && is_of_request(&folded);
    Some(RequestHeader {
        column,
        names_request: is_about || is_compound,
    })
}

/// Whether a cell of a status says that the request is done. What says so in part, or something else besides, does not.
pub fn says_done(text: &str) -> bool {
    let folded = text::fold(text);
    let begins = folded
        .split(' ')
        .next()
        .is_some_and(|word| DONE.contains(word));
    begins && !has_other_word(&folded)
}

/// Whether a cell of a status says that the request is not done, or not all of it.
pub fn says_not_done(text: &str) -> bool {
    has_other_word(&text::fold(text))
}

/// Whether a cell of a column that tells when requests were done says that this one is: by a day that has been, or by
/// a yes.
pub fn is_finished(text: &str, today: NaiveDate) -> bool {
    let answer = boolean::standardise(text);
    if answer.is_valid() {
        return answer.value == "true";
    }
    date::moment(text, DateReading::new(None, None, today), true).is_valid()
}

fn has_other_word(folded: &str) -> bool {
    folded.split(' ').any(|word| NOT.contains(word))
}

fn column_of(folded: &str) -> Option<RequestColumn> {
    if STATUS.contains(folded) {
        Some(RequestColumn::Status)
    } else if FINISHED.contains(folded) {
        Some(RequestColumn::Finished)
    } else {
        None
    }
}

/// A compound that names the request in one word: "Bearbeitungsstatus".
fn is_of_request(folded: &str) -> bool {
    ABOUT.iter().any(|word| {
        word.len() > 3 && folded.len() > word.len() && folded.starts_with(word.as_str())
    })
}

fn words(kind: &str) -> Words<String> {
    table::words(FILE, kind, text::fold)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{RequestColumn, header, is_finished, says_done, says_not_done};

    #[test]
    fn a_header_tells_where_a_request_stands_and_whether_it_says_that_it_is_one() {
        use RequestColumn::{Finished, Status};
        for (text, expected) in [
            ("Status", Some((Status, false))),
            ("Request status", Some((Status, true))),
            ("request_status", Some((Status, true))),
            ("requestStatus", Some((Status, true))),
            ("Status der Anfrage", Some((Status, true))),
            ("Bearbeitungsstatus", Some((Status, true))),
            ("Completed on", Some((Finished, false))),
            ("Erledigt am", Some((Finished, false))),
            ("Date de clôture", Some((Finished, false))),
            ("Request closed on", Some((Finished, true))),
            ("Account status", None),
            ("E-mail status", None),
            ("Received on", None),
            ("Request", None),
            ("Due on", None),
            ("", None),
        ] {
            let got = header(text).map(|one| (one.column, one.names_request));
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn a_status_says_done_only_where_nothing_in_it_says_otherwise() {
        for done in [
            "Done",
            "CLOSED",
            "completed",
            "Erledigt",
            "erledigt am 12.10.2026",
            "Closed - deleted",
            "Clôturée",
        ] {
            assert!(says_done(done), "{done}");
        }
        for open in [
            "",
            "Open",
            "In progress",
            "not done",
            "nicht erledigt",
            "done in part",
            "Closed (rejected)",
            "closed without action",
            "Unsubscribe",
            "to be done",
        ] {
            assert!(!says_done(open), "{open}");
        }
        for open in ["Open", "in Bearbeitung", "not done", "en cours"] {
            assert!(says_not_done(open), "{open}");
        }
        assert!(!says_not_done("CA"), "a place says nothing");
    }

    #[test]
    fn a_day_that_has_been_or_a_yes_says_that_it_was_done() -> Result<(), chrono::ParseError> {
        let today: NaiveDate = "2026-11-23".parse()?;
        for (text, expected) in [
            ("2026-10-12", true),
            ("12.10.2026", true),
            ("yes", true),
            ("2027-10-12", false),
            ("no", false),
            ("soon", false),
            ("", false),
        ] {
            assert_eq!(is_finished(text, today), expected, "{text}");
        }
        Ok(())
    }
}

//! Whether a list of requests of people says of one that it is done: in a column of its status, or by the day it was
//! done on. That something is "completed" is said of forms, orders and tickets as well, so whether it is the request that
//! is meant is told apart.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::date::DateReading;
use crate::table::Words;
use crate::{boolean, date, table, text};

const FILE: &str = include_str!("../data/request_status_words.tsv");

static STATUS: LazyLock<Words<String>> = LazyLock::new(|| words("status"));
static FINISHED: LazyLock<Words<String>> = LazyLock::new(|| words("finished"));
static ERASED: LazyLock<Words<String>> = LazyLock::new(|| words("erased"));
static DELETION: LazyLock<Words<String>> = LazyLock::new(|| words("deletion"));
static ABOUT: LazyLock<Words<String>> = LazyLock::new(|| words("about"));
static MATTER: LazyLock<Words<String>> = LazyLock::new(|| words("matter"));
static FILLER: LazyLock<Words<String>> = LazyLock::new(|| words("filler"));
static DONE: LazyLock<Words<String>> = LazyLock::new(|| words("done"));
static DELETED: LazyLock<Words<String>> = LazyLock::new(|| words("deleted"));
static NOT: LazyLock<Words<String>> = LazyLock::new(|| words("not"));
static LIST: LazyLock<Words<String>> = LazyLock::new(|| words("list"));
static PRIVACY: LazyLock<Words<String>> = LazyLock::new(|| words("privacy"));
static REQUEST: LazyLock<Words<String>> = LazyLock::new(|| words("request"));
static NUMBER: LazyLock<Words<String>> = LazyLock::new(|| words("number"));
static OTHER: LazyLock<Words<String>> = LazyLock::new(|| words("other"));

/// What a column of a list of requests tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestColumn {
    /// Where the request stands.
    Status,
    /// When it was done.
    Finished,
}

/// What a header says, and how sure it is that a request to be deleted is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestHeader {
    /// What the column tells.
    pub column: RequestColumn,
    /// Whether the header names the request: whatever is done there is the request.
    pub names_request: bool,
    /// Whether the header names deletion itself: "Deleted on", "Deletion status". "Request status" does not: people
    /// request an offer as well.
    pub names_deletion: bool,
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
        .filter(|word| !ABOUT.contains(**word) && !MATTER.contains(**word))
        .copied()
        .collect();
    // A phrase may hold words that say nothing elsewhere: "date de cloture".
    let (column, is_erased) = column_of(&folded).or_else(|| column_of(&rest.join(" ")))?;
    let is_about = told.iter().any(|word| ABOUT.contains(*word));
    let is_status = column == RequestColumn::Status;
    let is_compound = is_status && begins_with_any(&folded, &ABOUT);
    let is_of_deletion = told.iter().any(|word| DELETION.contains(*word))
        || is_status && begins_with_any(&folded, &DELETION);
    Some(RequestHeader {
        column,
        names_request: is_about || is_compound,
        names_deletion: is_erased || is_of_deletion,
    })
}

/// Whether the name of a table, or a header of it, says that it is a list of requests of people about their data, so that
/// whatever is done in it is one of them. An export of forms, orders or tickets is none, even where requests stand in it:
/// there it is the form that is completed.
pub fn is_request_list<'a>(name: &str, headers: impl IntoIterator<Item = &'a str>) -> bool {
    let headers: Vec<&str> = headers.into_iter().collect();
    if is_of_other_matters(name, headers.iter().copied()) {
        return false;
    }
    let tells_which = |header: &str| {
        let folded = text::fold_apart(header);
        names_list(&folded) && has(&folded, &NUMBER)
    };
    names_list(&text::fold_apart(name)) || headers.into_iter().any(tells_which)
}

/// Whether the name of a table, or a header of it, says that it is of forms, orders or tickets: those are completed and
/// closed without anybody being deleted.
pub fn is_of_other_matters<'a>(name: &str, headers: impl IntoIterator<Item = &'a str>) -> bool {
    let says_so = |text: &str| has(&text::fold_apart(text), &OTHER);
    says_so(name) || headers.into_iter().any(says_so)
}

/// Whether a cell of the status of a request says that it is done. What says so in part, or something else besides, does
/// not.
pub fn says_done(text: &str) -> bool {
    let folded = text::fold(text);
    let begins = folded
        .split(' ')
        .next()
        .is_some_and(|word| DONE.contains(word) || DELETED.contains(word));
    begins && !has_other_word(&folded)
}

/// Whether a cell of a status, of whatever it may be, says that somebody was deleted: "Deleted", "Closed - deleted".
pub fn says_deleted(text: &str) -> bool {
    let folded = text::fold(text);
    let begins = folded
        .split(' ')
        .find(|word| !DONE.contains(*word))
        .is_some_and(|word| DELETED.contains(word));
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

/// Whether a folded text names a list of requests.
fn names_list(folded: &str) -> bool {
    has(folded, &LIST) || (has(folded, &PRIVACY) && has(folded, &REQUEST))
}

fn has(folded: &str, words: &Words<String>) -> bool {
    folded.split(' ').any(|word| words.contains(word))
}

fn has_other_word(folded: &str) -> bool {
    has(folded, &NOT)
}

/// What a column tells, and whether it is of deletion itself.
fn column_of(folded: &str) -> Option<(RequestColumn, bool)> {
    if STATUS.contains(folded) {
        Some((RequestColumn::Status, false))
    } else if ERASED.contains(folded) {
        Some((RequestColumn::Finished, true))
    } else if FINISHED.contains(folded) {
        Some((RequestColumn::Finished, false))
    } else {
        None
    }
}

/// A compound that begins with one of the words: "Anfragestatus".
fn begins_with_any(folded: &str, words: &Words<String>) -> bool {
    words.iter().any(|word| {
        word.len() > 3 && folded.len() > word.len() && folded.starts_with(word.as_str())
    })
}

fn words(kind: &str) -> Words<String> {
    table::words(FILE, kind, text::fold)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{
        RequestColumn, header, is_finished, is_request_list, says_deleted, says_done, says_not_done,
    };

    #[test]
    fn a_header_tells_where_a_request_stands_and_whether_it_says_that_it_is_one() {
        use RequestColumn::{Finished, Status};
        for (text, expected) in [
            ("Status", Some((Status, false))),
            ("Request status", Some((Status, true))),
            ("request_status", Some((Status, true))),
            ("requestStatus", Some((Status, true))),
            ("Status der Anfrage", Some((Status, true))),
            ("Deletion status", Some((Status, true))),
            ("Anfragestatus", Some((Status, true))),
            ("Bearbeitungsstatus", Some((Status, false))),
            ("Ticket status", Some((Status, false))),
            ("Estado del pedido", Some((Status, false))),
            ("Completed on", Some((Finished, false))),
            ("Deleted on", Some((Finished, false))),
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
        let of_deletion = |text| header(text).is_some_and(|one| one.names_deletion);
        for text in [
            "Deleted on",
            "gelöscht am",
            "Deletion status",
            "Deletion request status",
            "Löschungsstatus",
            "Erasure completed on",
        ] {
            assert!(of_deletion(text), "{text}");
        }
        for text in [
            "Completed on",
            "Status",
            "Request status",
            "Anfragestatus",
            "Request closed on",
            "Suppression status",
        ] {
            assert!(!of_deletion(text), "{text}");
        }
    }

    #[test]
    fn a_list_of_requests_says_that_it_is_one_and_no_form_order_or_ticket_does() {
        let of = |name: &str, headers: &str| is_request_list(name, headers.split(','));
        for (name, headers) in [
            ("privacy_requests", "Received on,Email,Status"),
            ("DSGVO-Anfragen", "E-Mail,Status"),
            ("GdprRequests 2026", "Email,Status"),
            ("erasures", "Email,Status"),
            ("export", "DSAR no,Email,Status"),
            ("export", "Privacy request type,Email,Status"),
        ] {
            assert!(of(name, headers), "{name}: {headers}");
        }
        for (name, headers) in [
            ("export", "Email,Name,Action,Status,Date"),
            ("requests", "Email,Request,Status"),
            ("privacy_preferences", "Email,Status"),
            ("club", "Email,Deletion requested,Status"),
            ("club", "Email,Deletion request,Status"),
            ("privacy request form", "Email,Status"),
            ("privacy_requests", "Submission id,Email,Status"),
            ("privacy_requests", "Ticket,Email,Status"),
            ("gdpr_requests", "Order id,Email,Status"),
            ("", ""),
        ] {
            assert!(!of(name, headers), "{name}: {headers}");
        }
    }

    #[test]
    fn words_of_deletion_itself_say_so_wherever_they_stand() {
        for deleted in [
            "Deleted",
            "ERASED",
            "anonymised",
            "gelöscht",
            "Closed - deleted",
        ] {
            assert!(says_deleted(deleted) && says_done(deleted), "{deleted}");
        }
        for other in [
            "Completed",
            "closed",
            "processed",
            "done",
            "to be deleted",
            "not deleted",
            "deleted in part",
            "delete",
            "",
        ] {
            assert!(!says_deleted(other), "{other}");
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

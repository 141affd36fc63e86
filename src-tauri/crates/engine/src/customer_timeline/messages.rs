//! The messages a customer got, put together from the rows of send logs by the rules for everybody's.

use std::collections::BTreeSet;

use rollcall_checks::{LoggedMessage, MessageLog, TouchColumn};
use rollcall_model::{SourceId, in_time};

use super::entry::{Entry, Kind};
use super::happenings::{Happenings, Row};
use super::words::{joined, quoted};
use crate::lists::said;
use crate::row_reader;
use crate::told_day::told_time;

/// The rows of send logs, by source and campaign.
pub(super) type Messages<'a> = MessageLog<(SourceId, &'a str), Row<'a>>;

/// A message that was sent.
pub(super) struct Message {
    pub(super) time: String,
    pub(super) campaign: String,
    /// Nothing where its log does not tell which were opened.
    pub(super) is_opened: Option<bool>,
    pub(super) is_clicked: bool,
}

/// That a message was opened or clicked, as a row tells.
struct Deed<'a> {
    row: Row<'a>,
    time: String,
    /// Whether the time is that of the deed, not of the row that tells it.
    is_timed: bool,
}

impl Happenings {
    /// Each message once, however many rows tell what became of it. A row of one that nobody received is something
    /// that happened all the same.
    pub(super) fn add_messages(
        &mut self,
        messages: Messages<'_>,
        tell_openings: &BTreeSet<SourceId>,
    ) {
        let (messages, lost) = messages.into_messages_with_rows();
        for (message, rows) in messages {
            let (source, _) = message.whose;
            self.add_message(&message, &rows, tell_openings.contains(&source));
        }
        for row in lost {
            self.add_other(row);
        }
    }

    /// A message, and when it was first opened and clicked.
    fn add_message(
        &mut self,
        message: &LoggedMessage<(SourceId, &str), Row<'_>>,
        rows: &[Row<'_>],
        tells_opened: bool,
    ) {
        let (_, campaign) = message.whose;
        let Some(time) = message.row.time() else {
            return;
        };
        let name = quoted(Some(campaign)).unwrap_or_default();
        let opened = deeds(TouchColumn::Opened, message.opened, rows);
        let clicked = deeds(TouchColumn::Clicked, message.clicked, rows);
        self.entries
            .extend(entry_of(Kind::Opened, &format!("Opened {name}"), &opened));
        let clicked_in = format!("Clicked in {name}");
        self.entries
            .extend(entry_of(Kind::Clicked, &clicked_in, &clicked));
        let (is_opened, is_clicked) = (!opened.is_empty(), !clicked.is_empty());
        let is_opened = (is_opened || tells_opened).then_some(is_opened);
        let opened = is_opened.map(|is_opened| if is_opened { "opened" } else { "not opened" });
        let sentence = joined([
            Some(format!("Got {name}")),
            opened.map(str::to_owned),
            is_clicked.then(|| "clicked".to_owned()),
        ]);
        let mut entry = message.row.entry(Kind::Message, time, sentence);
        let first = message.row.record.record;
        let others = rows.iter().map(|row| row.record.record);
        entry.records.extend(others.filter(|one| *one != first));
        self.entries.push(entry);
        let is_later = self
            .last_message
            .as_ref()
            .is_none_or(|last| in_time(time, &last.time).is_gt());
        if is_later {
            self.last_message = Some(Message {
                time: time.to_owned(),
                campaign: campaign.to_owned(),
                is_opened,
                is_clicked,
            });
        }
    }
}

/// All that tells that a message was opened or clicked: rows of their own, and the cells of any of its rows. The
/// earliest comes first; what stands at a time of its own is known better than what does not.
fn deeds<'a>(
    wanted: TouchColumn,
    by_rows: Option<(Row<'a>, Row<'a>)>,
    rows: &[Row<'a>],
) -> Vec<Deed<'a>> {
    let by_rows = by_rows.into_iter().flat_map(<[Row<'a>; 2]>::from);
    let mut deeds: Vec<Deed<'a>> = by_rows
        .filter_map(|row| {
            Some(Deed {
                row,
                time: row.time()?.to_owned(),
                is_timed: true,
            })
        })
        .collect();
    for row in rows {
        deeds.extend(by_status(wanted, *row));
        let loaded_on = row_reader::day_of(&row.table.load.loaded_at);
        for (column, text) in said(&row.table.touches, row.table.cells(row.record.record)) {
            if column != wanted {
                continue;
            }
            let told = told_time(text, loaded_on);
            let is_timed = told.is_some();
            let time = told.or_else(|| row.time().map(str::to_owned));
            deeds.extend(time.map(|time| Deed {
                row: *row,
                time,
                is_timed,
            }));
        }
    }
    if deeds.iter().any(|one| one.is_timed) {
        deeds.retain(|one| one.is_timed);
    }
    deeds.sort_by(|one, other| in_time(&one.time, &other.time));
    deeds
}

/// That a message was opened or clicked, as the status of its row says, which tells no time of it.
fn by_status(wanted: TouchColumn, row: Row<'_>) -> Option<Deed<'_>> {
    let message = row.table.messages.row(row.values())?;
    let is_done = match wanted {
        TouchColumn::Opened => message.is_opened(),
        TouchColumn::Clicked => message.is_clicked(),
        TouchColumn::Source | TouchColumn::Medium | TouchColumn::ClickId => false,
    };
    let time = row.time().filter(|_| is_done)?.to_owned();
    Some(Deed {
        row,
        time,
        is_timed: false,
    })
}

/// One entry at the time of the first, with the day of the last where it is another.
fn entry_of(kind: Kind, what: &str, deeds: &[Deed<'_>]) -> Option<Entry> {
    let (first, last) = (deeds.first()?, deeds.last()?);
    let day = |deed: &Deed<'_>| deed.time.get(..10).map(str::to_owned);
    let again = day(last).filter(|last| Some(last) != day(first).as_ref());
    let untold = "when is not told, so it stands with the message".to_owned();
    let sentence = joined([
        Some(what.to_owned()),
        again.map(|day| format!("the last time on {day}")),
        (!first.is_timed).then_some(untold),
    ]);
    let mut entry = first.row.entry(kind, &first.time, sentence);
    for deed in deeds {
        let record = deed.row.record.record;
        if !entry.records.contains(&record) {
            entry.records.push(record);
        }
    }
    Some(entry)
}

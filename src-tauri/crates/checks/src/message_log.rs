//! Which rows of send logs are one message: that it was sent, delivered, opened and clicked may stand in rows of their
//! own.

/// What a row tells of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageSign {
    /// It was sent.
    Sent,
    /// It reached its mailbox.
    Delivered,
    /// It was opened.
    Opened,
    /// Something in it was clicked.
    Clicked,
    /// It was answered otherwise: with a complaint, or by taking oneself off the list.
    Answered,
    /// It came back.
    Bounced,
}

/// A message, with what its first row told of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedMessage<W, R> {
    /// Whose it is, and of which campaign.
    pub whose: W,
    /// The row it begins with: that it was sent, or where no row tells that, the first that shows that it was received.
    pub row: R,
    /// The first and the last row that tells that it was opened.
    pub opened: Option<(R, R)>,
    /// The first and the last row that tells that something in it was clicked.
    pub clicked: Option<(R, R)>,
}

/// A message, with the rows that tell of it.
pub type MessageWithRows<W, R> = (LoggedMessage<W, R>, Vec<R>);

/// Collects the rows of send logs, in any order.
#[derive(Debug, Clone)]
pub struct MessageLog<W, R> {
    rows: Vec<LogRow<W, R>>,
}

#[derive(Debug, Clone, Copy)]
struct LogRow<W, R> {
    whose: W,
    minute: i64,
    sign: MessageSign,
    row: R,
}

/// A message while its rows are read.
#[derive(Debug, Clone, Copy)]
struct Building<R> {
    row: R,
    opened: Option<(R, R)>,
    clicked: Option<(R, R)>,
    is_delivered: bool,
    is_answered: bool,
    is_bounced: bool,
}

impl<W, R> Default for MessageLog<W, R> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<W: Ord + Copy, R: Copy> MessageLog<W, R> {
    /// Notes what a row tells of a message of a person and a campaign, and when.
    pub fn add(&mut self, whose: W, minute: i64, sign: MessageSign, row: R) {
        self.rows.push(LogRow {
            whose,
            minute,
            sign,
            row,
        });
    }

    /// The messages that were received, as far as anybody knows, in the order of those who got them and of their time.
    /// What became of a message belongs to the last one of its campaign and person that was sent before; where none
    /// was, to the first.
    pub fn into_messages(mut self) -> Vec<LoggedMessage<W, R>> {
        self.rows
            .sort_by_key(|one| (one.whose, one.minute, one.sign));
        let mut messages = Vec::new();
        for rows in self.rows.chunk_by(|one, next| one.whose == next.whose) {
            let Some(first) = rows.first() else { continue };
            let received = built(rows, |_, _| {}).into_iter();
            let received = received.filter(Building::is_received);
            messages.extend(received.map(|one| one.logged(first.whose)));
        }
        messages
    }

    /// The same, each with all rows that tell of it, and the rows of messages that nobody received.
    pub fn into_messages_with_rows(mut self) -> (Vec<MessageWithRows<W, R>>, Vec<R>) {
        self.rows
            .sort_by_key(|one| (one.whose, one.minute, one.sign));
        let (mut messages, mut lost) = (Vec::new(), Vec::new());
        for rows in self.rows.chunk_by(|one, next| one.whose == next.whose) {
            let Some(first) = rows.first() else { continue };
            let mut told_by: Vec<Vec<R>> = Vec::new();
            let all = built(rows, |place, row| {
                let Some(place) = place else {
                    lost.push(row);
                    return;
                };
                if place == told_by.len() {
                    told_by.push(Vec::new());
                }
                told_by[place].push(row);
            });
            for (one, rows) in all.into_iter().zip(told_by) {
                if one.is_received() {
                    messages.push((one.logged(first.whose), rows));
                } else {
                    lost.extend(rows);
                }
            }
        }
        (messages, lost)
    }
}

impl<R: Copy> Building<R> {
    fn new(row: R) -> Self {
        Self {
            row,
            opened: None,
            clicked: None,
            is_delivered: false,
            is_answered: false,
            is_bounced: false,
        }
    }

    fn note(&mut self, sign: MessageSign, row: R) {
        let also = |known: Option<(R, R)>| Some((known.map_or(row, |(first, _)| first), row));
        match sign {
            MessageSign::Sent => {}
            MessageSign::Delivered => self.is_delivered = true,
            MessageSign::Opened => self.opened = also(self.opened),
            MessageSign::Clicked => self.clicked = also(self.clicked),
            MessageSign::Answered => self.is_answered = true,
            MessageSign::Bounced => self.is_bounced = true,
        }
    }

    /// A message that came back reached nobody, unless something shows that it did.
    fn is_received(&self) -> bool {
        let is_read = self.opened.is_some() || self.clicked.is_some();
        !self.is_bounced || self.is_delivered || self.is_answered || is_read
    }

    fn logged<W>(self, whose: W) -> LoggedMessage<W, R> {
        LoggedMessage {
            whose,
            row: self.row,
            opened: self.opened,
            clicked: self.clicked,
        }
    }
}

/// The messages the rows of one person and campaign tell of, the earliest row first. Tells of each row which of them it
/// is put to; a new one has the next place, and a row may be of none.
fn built<W, R: Copy>(
    rows: &[LogRow<W, R>],
    mut put: impl FnMut(Option<usize>, R),
) -> Vec<Building<R>> {
    let mut messages: Vec<Building<R>> = Vec::new();
    let mut early = Vec::new();
    for one in rows {
        let begins = match one.sign {
            MessageSign::Sent => true,
            MessageSign::Delivered => messages.last().is_none_or(|last| last.is_delivered),
            _ => false,
        };
        if begins {
            messages.push(Building::new(one.row));
        }
        let place = messages.len().checked_sub(1);
        match messages.last_mut() {
            Some(last) => {
                last.note(one.sign, one.row);
                put(place, one.row);
                // What came before the first message is of it, and earlier than all that follows.
                for (sign, row) in early.drain(..) {
                    last.note(sign, row);
                    put(place, row);
                }
            }
            // What came back before anything was sent is not of a message that is told.
            None if one.sign != MessageSign::Bounced => early.push((one.sign, one.row)),
            None => put(None, one.row),
        }
    }
    // What is left came without any message that it could follow.
    if let Some((_, row)) = early.first() {
        let mut first = Building::new(*row);
        for (sign, row) in early {
            first.note(sign, row);
            put(Some(0), row);
        }
        messages.push(first);
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::MessageSign::{Answered, Bounced, Clicked, Delivered, Opened, Sent};
    use super::{MessageLog, MessageSign};

    /// The minutes each message of one person and campaign begins, was first and last opened, and first and last
    /// clicked.
    type Told = (i64, Option<(i64, i64)>, Option<(i64, i64)>);

    fn told(rows: &[(i64, MessageSign)]) -> Vec<Told> {
        let mut log = MessageLog::default();
        for (minute, sign) in rows {
            log.add(1, *minute, *sign, *minute);
        }
        let messages = log.into_messages().into_iter();
        messages
            .map(|one| (one.row, one.opened, one.clicked))
            .collect()
    }

    #[test]
    fn what_became_of_a_message_belongs_to_it() {
        let cases: &[(&[(i64, MessageSign)], &[Told])] = &[
            (&[(1, Sent)], &[(1, None, None)]),
            (&[(1, Sent), (2, Delivered)], &[(1, None, None)]),
            (&[(1, Delivered)], &[(1, None, None)]),
            (
                &[(9, Clicked), (2, Opened), (1, Sent), (5, Opened)],
                &[(1, Some((2, 5)), Some((9, 9)))],
            ),
            // A flow sends the same again.
            (
                &[(1, Sent), (2, Opened), (10, Sent), (11, Clicked)],
                &[(1, Some((2, 2)), None), (10, None, Some((11, 11)))],
            ),
            (
                &[(1, Delivered), (10, Delivered)],
                &[(1, None, None), (10, None, None)],
            ),
            // No row tells that it was sent.
            (&[(3, Opened), (7, Opened)], &[(3, Some((3, 7)), None)]),
            (&[(3, Answered)], &[(3, None, None)]),
            // The hour of sending is not known better than its day.
            (&[(0, Opened), (5, Sent)], &[(5, Some((0, 0)), None)]),
            (
                &[(0, Opened), (540, Sent), (10_000, Opened)],
                &[(540, Some((0, 10_000)), None)],
            ),
            (
                &[(0, Clicked), (5, Delivered), (9, Sent), (10, Clicked)],
                &[(5, None, Some((0, 0))), (9, None, Some((10, 10)))],
            ),
            // It came back.
            (&[(1, Sent), (2, Bounced)], &[]),
            (
                &[(1, Sent), (2, Bounced), (3, Delivered)],
                &[(1, None, None)],
            ),
            (
                &[(1, Sent), (2, Opened), (10, Sent), (11, Bounced)],
                &[(1, Some((2, 2)), None)],
            ),
            (&[(1, Bounced)], &[]),
            (&[(1, Bounced), (5, Sent)], &[(5, None, None)]),
        ];
        for (rows, expected) in cases {
            assert_eq!(told(rows), *expected, "{rows:?}");
        }
    }

    #[test]
    fn every_row_is_of_its_message_or_of_one_that_nobody_received() {
        type Rows<'a> = &'a [(i64, MessageSign)];
        let cases: &[(Rows<'_>, &[&[i64]], &[i64])] = &[
            (
                &[(2, Delivered), (9, Clicked), (1, Sent), (5, Answered)],
                &[&[1, 2, 5, 9]],
                &[],
            ),
            (
                &[(0, Opened), (5, Sent), (10, Sent), (11, Clicked)],
                &[&[5, 0], &[10, 11]],
                &[],
            ),
            (&[(0, Opened), (5, Sent), (7, Opened)], &[&[5, 0, 7]], &[]),
            (&[(3, Opened), (7, Opened)], &[&[3, 7]], &[]),
            (&[(1, Sent), (2, Bounced), (5, Sent)], &[&[5]], &[1, 2]),
            (&[(1, Bounced), (5, Sent)], &[&[5]], &[1]),
        ];
        for (rows, expected, none) in cases {
            let mut log = MessageLog::default();
            for (minute, sign) in *rows {
                log.add(1, *minute, *sign, *minute);
            }
            let alone = log.clone().into_messages();
            let (messages, lost) = log.into_messages_with_rows();
            let told: Vec<&[i64]> = messages.iter().map(|(_, rows)| rows.as_slice()).collect();
            assert_eq!((told.as_slice(), lost.as_slice()), (*expected, *none));
            assert!(messages.iter().map(|(message, _)| message).eq(&alone));
        }
    }

    #[test]
    fn another_person_or_campaign_is_another_message() {
        let mut log = MessageLog::default();
        log.add(("Spring", 1), 1, Sent, 0);
        log.add(("Spring", 2), 2, Opened, 1);
        log.add(("Winter", 1), 2, Opened, 2);
        let messages = log.into_messages();
        let told: Vec<_> = messages.iter().map(|one| (one.whose, one.row)).collect();
        assert_eq!(
            told,
            [(("Spring", 1), 0), (("Spring", 2), 1), (("Winter", 1), 2)]
        );
    }
}

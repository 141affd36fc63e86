//! The columns of e-mail addresses.

use std::ops::Range;

use super::{Columns, boxes_column, digits_of, people};
use crate::comparison::{MailFit, fit};
use crate::handover::cells::{Cells, Flat, Member, RecordLists, TableColumn};
use crate::handover::letters::{letter_sets, with_letter_sets};
use crate::rows::Row;

impl Columns<'_> {
    pub(super) fn mailboxes(&self, records: Range<u32>) -> Vec<TableColumn> {
        let mut boxes = RecordLists::new(&[
            ("words", Member::Text(String::new())),
            ("joined", Member::Text(String::new())),
            ("digits", Member::Flag(false)),
        ]);
        let Some(emails) = &self.features.emails else {
            for _ in records {
                boxes.end_row();
            }
            return vec![boxes_column(boxes)];
        };
        let mut lists = with_letter_sets(&[
            ("text", Member::Text(String::new())),
            ("local", Member::Text(String::new())),
            ("domain", Member::Text(String::new())),
            ("local_digits", Member::Text(String::new())),
            ("domain_digits", Member::Text(String::new())),
            ("role", Member::Flag(false)),
            ("leads_to", Member::Whole(0)),
            ("people", Member::Whole(0)),
            ("providers", Member::Whole(0)),
        ]);
        let mut own_name = Vec::new();
        for row in self.rows(records) {
            for &code in emails.values.at(row) {
                let mailbox = emails.mailbox(code);
                let (local, domain) = (
                    emails.locals.get(mailbox.local),
                    emails.domains.get(mailbox.domain),
                );
                let own = [
                    emails.values.text(code).into(),
                    local.into(),
                    domain.into(),
                    digits_of(local),
                    digits_of(domain),
                    Member::Flag(mailbox.role),
                    Member::Whole(mailbox.leads_to as i64),
                    Member::Whole(people(&self.frequencies.emails, code)),
                    Member::Whole(i64::from(emails.providers(mailbox.local))),
                ];
                lists.push(own.into_iter().chain(letter_sets(local)));
                if !mailbox.role {
                    let words = emails.words(mailbox.local);
                    boxes.push([
                        words.into(),
                        Member::Text(words.replace(' ', "")),
                        Member::Flag(mailbox.digits),
                    ]);
                }
            }
            lists.end_row();
            boxes.end_row();
            own_name.push(self.mailbox_of_own_name(row));
        }
        vec![
            TableColumn {
                name: "emails".to_owned(),
                about: "E-mail addresses: whole, before and after the @ (one domain for all of a provider's), digits of both, whether it is a mailbox of a function, a number that is the same for all ways to write one mailbox, how many people share it, at how many providers its first part occurs.".to_owned(),
                cells: lists.finish(),
            },
            boxes_column(boxes),
            TableColumn {
                name: "mailbox_of_own_name".to_owned(),
                about: "A mailbox is made of the record's own given and family name, or one and the other's initial.".to_owned(),
                cells: Cells::Single(Flat::Flag(own_name)),
            },
        ]
    }

    fn mailbox_of_own_name(&self, row: Row<'_>) -> bool {
        let (names, Some(emails)) = (&self.features.names, &self.features.emails) else {
            return false;
        };
        emails.values.at(row).iter().any(|&code| {
            let mailbox = emails.mailbox(code);
            let fits = |given: u32, family: u32| {
                fit(names, emails, mailbox, given, family) <= MailFit::Initial
            };
            !mailbox.digits
                && (names.given.at(row).iter())
                    .any(|&given| (names.family.at(row).iter()).any(|&family| fits(given, family)))
        })
    }
}

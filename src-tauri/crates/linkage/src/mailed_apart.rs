//! People told apart by their own e-mail addresses, where nobody is named.

use std::ops::ControlFlow;

use crate::contacts::Emails;
use crate::features::Features;

/// More addresses behind one value are not told apart: it is a crowd's anyway.
const MOST: u32 = 8;

/// For each value that several records without a given name hold, and none with one, how many people their mailboxes
/// make. Lists that hold a number and an address say nothing else of who is behind the number: a couple at one
/// landline would look like one person with two addresses, and a block of flats like one with twenty.
pub(crate) fn mailed_apart(
    features: &Features<'_>,
    values: impl Fn(u32, &mut dyn FnMut(u64)),
) -> Vec<(u64, u32)> {
    let Some(emails) = &features.emails else {
        return Vec::new();
    };
    let mut seen: Vec<(u64, u64)> = Vec::new();
    each_nameless(features, emails, |record, mailbox| {
        values(record, &mut |value| seen.push((value, mailbox)));
    });
    seen.sort_unstable();
    seen.dedup();
    let mut found: Vec<(u64, u32)> = Vec::new();
    for own in seen.chunk_by(|a, b| a.0 == b.0).filter(|own| own.len() > 1) {
        if let Some(&(value, _)) = own.first() {
            found.push((value, MOST.min(own.len() as u32)));
        }
    }
    if found.is_empty() {
        return found;
    }
    let mut named: Vec<u64> = Vec::new();
    for record in 0..features.len() {
        if is_named(features, record) {
            values(record, &mut |value| {
                if found.binary_search_by_key(&value, |one| one.0).is_ok() {
                    named.push(value);
                }
            });
        }
    }
    named.sort_unstable();
    found.retain(|(value, _)| named.binary_search(value).is_err());
    found
}

/// The records without a given name that have a personal mailbox, with where it leads to.
fn each_nameless(features: &Features<'_>, emails: &Emails<'_>, mut each: impl FnMut(u32, u64)) {
    for record in (0..features.len()).filter(|&record| !is_named(features, record)) {
        let own = emails.values.of(record).iter().try_for_each(|&code| {
            let mailbox = emails.mailbox(code);
            if mailbox.role {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(mailbox.leads_to)
            }
        });
        if let ControlFlow::Break(leads_to) = own {
            each(record, leads_to);
        }
    }
}

fn is_named(features: &Features<'_>, record: u32) -> bool {
    !features.names.given.get(record as usize).is_empty()
}

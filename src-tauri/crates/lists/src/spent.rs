//! What customers spent.

use crate::span::Span;
use crate::{Book, EventSort, Limit};

/// What a customer spent in a currency.
#[derive(Default)]
pub(crate) struct Spent {
    /// What is told, in hundredths.
    told: i64,
    /// Whether a purchase tells no amount in this currency: another currency is not converted.
    is_in_part: bool,
}

impl Spent {
    /// Whether it keeps to a limit; nothing where what is not told decides it.
    pub(crate) fn meets(&self, limit: Limit, amount: i64) -> Option<bool> {
        match limit {
            Limit::AtLeast if self.told >= amount => Some(true),
            Limit::AtMost if self.told > amount => Some(false),
            _ if self.is_in_part => None,
            Limit::AtLeast => Some(false),
            Limit::AtMost => Some(true),
        }
    }
}

/// What a customer spent in a currency within some days; nothing at all only where they bought nothing.
pub(crate) fn spent(book: &Book, place: usize, currency: &str, window: &Span) -> Spent {
    let purchases = || {
        let mine = book.events.of(place).iter();
        mine.filter(|one| one.sort == EventSort::Purchase)
    };
    let last = purchases()
        .filter(|one| one.is_counted)
        .map(|one| one.day)
        .max();
    // When somebody bought last is summed up of their purchases too, and then it is none besides them; an
    // order may have been paid a day after its own.
    let is_told = |day: i32| last.is_some_and(|last| day <= last.saturating_add(1));
    let mut spent = Spent::default();
    for one in purchases().filter(|one| window.holds(one.day)) {
        let money = one.money.filter(|money| {
            let told = book.events.currencies.get(money.currency as usize);
            told.map_or("", String::as_str)
                .eq_ignore_ascii_case(currency)
        });
        match money {
            Some(money) => spent.told = spent.told.saturating_add(money.amount),
            None => spent.is_in_part |= one.is_counted || !is_told(one.day),
        }
    }
    spent
}

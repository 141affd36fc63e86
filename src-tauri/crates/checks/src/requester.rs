//! Whether those who ask support for help are known as buyers, and why not.

/// Why somebody who opened a ticket is tied to no purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unlinked {
    /// The ticket has neither an e-mail nor a telephone.
    NoAddress,
    /// It has an e-mail, and no purchase is tied to it.
    OtherAddress,
    /// It has a telephone alone, and no purchase is tied to it.
    PhoneOnly,
}

/// Somebody who opened a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requester {
    /// Whether a purchase is theirs.
    pub is_buyer: bool,
    /// Whether a ticket of theirs has an e-mail.
    pub has_email: bool,
    /// Whether one has a telephone.
    pub has_phone: bool,
}

impl Unlinked {
    /// All of them, in the order they are told.
    pub const ALL: [Self; 3] = [Self::NoAddress, Self::OtherAddress, Self::PhoneOnly];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoAddress => "No e-mail and no telephone on the ticket",
            Self::OtherAddress => "An e-mail that leads to no purchase",
            Self::PhoneOnly => "A telephone alone, which leads to no purchase",
        }
    }
}

impl Requester {
    /// Why they are tied to no purchase; nothing where they are. Each has one reason.
    pub fn unlinked(self) -> Option<Unlinked> {
        match (self.is_buyer, self.has_email, self.has_phone) {
            (true, ..) => None,
            (_, true, _) => Some(Unlinked::OtherAddress),
            (_, _, true) => Some(Unlinked::PhoneOnly),
            _ => Some(Unlinked::NoAddress),
        }
    }
}

/// Whether a cell holds a number to dial and nothing else, as support tools write it where a name should
/// be.
pub fn is_dialled(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let is_part = |one: char| one.is_ascii_digit() || "+-()/. ".contains(one);
    (7..=15).contains(&digits) && cell.starts_with(['+', '0', '(']) && cell.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{Requester, Unlinked, is_dialled};

    #[test]
    fn a_number_in_place_of_a_name_is_a_telephone() {
        for (cell, is_one) in [
            ("+44 115 496 0063", true),
            ("(030) 1234567", true),
            ("629119447", false),
            ("+44", false),
            ("2026-10-02", false),
            ("Ada 0115 4960063", false),
        ] {
            assert_eq!(is_dialled(cell), is_one, "{cell}");
        }
    }

    #[test]
    fn everybody_who_is_not_linked_has_one_reason() {
        for (is_buyer, has_email, has_phone, reason) in [
            (true, true, true, None),
            (true, false, false, None),
            (false, true, true, Some(Unlinked::OtherAddress)),
            (false, true, false, Some(Unlinked::OtherAddress)),
            (false, false, true, Some(Unlinked::PhoneOnly)),
            (false, false, false, Some(Unlinked::NoAddress)),
        ] {
            let one = Requester {
                is_buyer,
                has_email,
                has_phone,
            };
            assert_eq!(one.unlinked(), reason, "{one:?}");
        }
    }
}

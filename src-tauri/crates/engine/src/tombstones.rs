//! By what an erased person is recognised when an export brings the person back, and one who asked to be kept out
//! without ever having been here.
//!
//! Nothing readable is kept: every mark is a hash with a secret of the project. What points to one
//! person (an address, a card, an account) is a mark by itself; what people share (a telephone, a
//! home, a birthday) is one only together with the name. What somebody else has too is none.
//! Beside them stand the marks of every address and number the person had, by themselves: whoever asks by one of those
//! is told of the erasure, and nothing is kept out by them.

use std::collections::BTreeSet;

use rollcall_delivery::sha256_hex;
use rollcall_model::{Attribute, SourceId, StandardValue, TableId, TableRole};
use rollcall_standardise::{Standardised, email, text};
use rollcall_store::{Store, Tombstones};

use crate::{EngineError, records};

/// A row as far as it can be recognised.
pub(crate) struct Known<'a> {
    pub(crate) source: SourceId,
    pub(crate) table: TableId,
    pub(crate) role: TableRole,
    pub(crate) key: &'a str,
    pub(crate) values: &'a [StandardValue],
}

/// The marks of everybody who was erased or is kept out.
pub(crate) struct Memory {
    key: [u8; 32],
    stones: Tombstones,
}

impl Memory {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        let stones = store.tombstones()?;
        let key = project_key(&stones.key);
        Ok(Self { key, stones })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stones.marks.is_empty() && self.stones.kept_out.is_empty()
    }

    /// Since when the person is kept out whom the row is about, if it is one who is.
    pub(crate) fn erased_at(&self, row: &Known<'_>) -> Option<Barred<'_>> {
        if self.is_empty() {
            return None;
        }
        self.erased_by(&clues(row))
    }

    /// Since when the person is kept out whom one of these clues points to, if it is one who is.
    pub(crate) fn erased_by(&self, clues: &BTreeSet<String>) -> Option<Barred<'_>> {
        clues.iter().find_map(|clue| {
            let mark = self.mark(clue);
            let erased = self.stones.marks.get(&mark).map(|at| Barred::erased(at));
            erased.or_else(|| {
                let since = self.stones.kept_out.get(&mark)?;
                Some(Barred {
                    since,
                    was_here: false,
                })
            })
        })
    }

    /// The marks to keep of a person who is recognised by these clues.
    pub(crate) fn marks(&self, clues: &BTreeSet<String>) -> Vec<String> {
        clues.iter().map(|clue| self.mark(clue)).collect()
    }

    fn mark(&self, clue: &str) -> String {
        mark_of(&self.key, clue)
    }
}

/// A keyed hash: by it something is known again that cannot be read.
pub(crate) fn mark_of(key: &[u8; 32], clue: &str) -> String {
    blake3::keyed_hash(key, clue.as_bytes())
        .to_hex()
        .to_string()
}

/// Somebody who is kept out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Barred<'a> {
    since: &'a str,
    /// Whether the person was erased, or asked without ever having been here.
    was_here: bool,
}

impl<'a> Barred<'a> {
    /// Somebody who was erased.
    pub(crate) fn erased(at: &'a str) -> Self {
        Self {
            since: at,
            was_here: true,
        }
    }

    /// What became of the person, as the end of "a person who".
    pub(crate) fn told(self) -> String {
        let day = self.since.get(..10).unwrap_or(self.since);
        if self.was_here {
            format!("was erased on request on {day}")
        } else {
            format!("asked on {day} to be kept out")
        }
    }
}

/// The secret of a project as a key, from its 64 hexadecimal digits.
pub(crate) fn project_key(secret: &str) -> [u8; 32] {
    let mut key = [0; 32];
    for (byte, digits) in key.iter_mut().zip(secret.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
    }
    key
}

/// Everything a row may be recognised by, in words that are hashed before they are kept.
pub(crate) fn clues(row: &Known<'_>) -> BTreeSet<String> {
    let mut clues = BTreeSet::new();
    clues.extend(key_clue(row.table, row.key));
    let all = |attribute: &'static Attribute| records::valid(row.values, attribute);
    let mut accounts: Vec<&str> = all(&Attribute::AccountId).collect();
    if row.role == TableRole::Customers {
        accounts.extend(all(&Attribute::RecordKey));
    }
    for account in accounts {
        clues.insert(format!("account {} {account}", row.source));
    }
    for value in row.values {
        if value.state == rollcall_model::ValueState::Valid {
            clues.extend(alone_clue(&value.target.attribute, &value.value));
            if value.target.attribute == Attribute::Email {
                clues.extend(mailbox_clue(&value.value));
            }
        }
    }
    for name in names(row.values) {
        for phone in all(&Attribute::Phone) {
            clues.insert(format!("phone {phone} of {name}"));
        }
        for address in all(&Attribute::Email) {
            clues.insert(format!("mail {} of {name}", sha256_hex(address)));
        }
        for day in all(&Attribute::BirthDate) {
            clues.insert(format!("born {day} as {name}"));
        }
        for postcode in all(&Attribute::Postcode) {
            for street in all(&Attribute::Street) {
                let home = format!("{} {}", text::fold(street), text::fold(postcode));
                clues.insert(format!("home {home} of {name}"));
            }
        }
    }
    clues
}

/// The clues by which an address or a number is known again that an erased person had said no for. Whoever has it as
/// well is not written to there either: what was asked for was about the mailbox.
pub(crate) fn refused_clues(attribute: &Attribute, value: &str) -> Vec<String> {
    match attribute {
        Attribute::Email => vec![
            format!("no to mailbox {}", email::matching_key(value)),
            format!("no to mail {}", sha256_hex(&value.to_lowercase())),
        ],
        Attribute::HashedEmail => vec![format!("no to mail {value}")],
        Attribute::Phone => vec![format!("no to phone {value}")],
        _ => Vec::new(),
    }
}

/// The clues by which an address or a number is known again of somebody who objected to every way of being reached,
/// and who was not here then.
pub(crate) fn objecting_clues(attribute: &Attribute, value: &str) -> Vec<String> {
    let refused = refused_clues(attribute, value).into_iter();
    refused.map(|clue| format!("objected: {clue}")).collect()
}

/// The clues by which an erased person is known again who asks by an address or a number they had. Nothing is kept out
/// by them: others may have the telephone as well.
pub(crate) fn held_clues(attribute: &Attribute, value: &str) -> Vec<String> {
    let refused = refused_clues(attribute, value).into_iter();
    refused.map(|clue| format!("held: {clue}")).collect()
}

/// The clues by which a row that arrives later is known as that of somebody who asked to be kept out. A telephone
/// alone is none, and neither is the address of a whole office: others have them as well.
pub(crate) fn arriving_clues(attribute: &Attribute, value: &str) -> Vec<String> {
    if *attribute != Attribute::Email {
        return Vec::new();
    }
    let alone = alone_clue(attribute, value).into_iter();
    alone.chain(mailbox_clue(value)).collect()
}

/// The clue of a row's stable key. A number behind a key that several rows have is left out, so that
/// such a key is seen to be shared; a row known only by its content has none.
pub(crate) fn key_clue(table: TableId, key: &str) -> Option<String> {
    if key.starts_with("content:") {
        return None;
    }
    let own = match key.rsplit_once('#') {
        Some((own, number))
            if !own.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            own
        }
        _ => key,
    };
    Some(format!("row {table} {own}"))
}

/// The e-mail addresses in a text that nothing else is known of.
pub(crate) fn mails_in(text: &str) -> impl Iterator<Item = Standardised> {
    text.split(|character: char| {
        !character.is_alphanumeric()
            && !matches!(character, '.' | '_' | '%' | '+' | '-' | '\'' | '@')
    })
    .filter(|piece| piece.contains('@'))
    .map(email::standardise)
    .filter(Standardised::is_valid)
}

/// The clues of the e-mail addresses in a text that nothing else is known of.
pub(crate) fn mail_clues(text: &str) -> BTreeSet<String> {
    mails_in(text)
        .flat_map(|found| {
            let address = alone_clue(&Attribute::Email, &found.value);
            address.into_iter().chain(mailbox_clue(&found.value))
        })
        .collect()
}

/// The clue of a value that can point to one person by itself. A hashed address and the address are
/// the same clue.
fn alone_clue(attribute: &Attribute, value: &str) -> Option<String> {
    match attribute {
        Attribute::Email if !email::is_role(value) => Some(format!("mail {}", sha256_hex(value))),
        Attribute::HashedEmail => Some(format!("mail {value}")),
        Attribute::LoyaltyCard
        | Attribute::NationalId
        | Attribute::PaymentCard
        | Attribute::DeviceId
        | Attribute::CookieId
        | Attribute::SocialHandle => Some(format!("{} {value}", attribute.code())),
        _ => None,
    }
}

/// The clue of the mailbox behind an address: the same person may come back with a tag, other full stops or the
/// provider's other domain.
fn mailbox_clue(address: &str) -> Option<String> {
    (!email::is_role(address))
        .then(|| format!("mailbox {}", sha256_hex(&email::matching_key(address))))
}

/// Given and family name together, folded; both must be told.
fn names(values: &[StandardValue]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for given in records::valid(values, &Attribute::GivenName) {
        for family in records::valid(values, &Attribute::FamilyName) {
            names.insert(format!("{} {}", text::fold(given), text::fold(family)));
        }
    }
    names
}

/// What stands where a row of a person who is kept out is refused.
pub(crate) fn refusal(barred: Barred<'_>) -> String {
    let told = barred.told();
    let not = if barred.was_here {
        "brought back"
    } else {
        "loaded"
    };
    format!(
        "This row belongs to a person who {told}. It was not {not}; delete it in its system too."
    )
}

//! What a person is known by, as far as nobody else has it too.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, AttributeFamily, StandardValue, TableId, ValueState};
use rollcall_standardise::text;
use rollcall_store::{Blot, StandardRecord, WordKind};

use crate::records;
use crate::tombstones::{Known, clues};

/// An id of fewer signs is not looked for in sentences: it would be found among other words.
const SHORTEST_ID: usize = 5;
/// Nor is a plain number of fewer digits: it would be found among counts and amounts.
const SHORTEST_NUMBER: usize = 8;

/// What a person is known by.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// By what the person, and nobody else, is recognised.
    own: BTreeSet<String>,
    /// By what others are recognised too.
    shared: BTreeSet<String>,
    names: Names,
    orders: BTreeSet<(TableId, String)>,
    /// Values as sentences may quote them, by their small letters.
    words: BTreeMap<String, (WordKind, String)>,
    /// Family names alone, likewise.
    family_names: BTreeMap<String, String>,
    /// Of words as they stand in a file, where a mapping changes them: the value each was read as.
    standing: BTreeMap<String, String>,
    /// Words and names that others have too.
    left: BTreeSet<String>,
    values: BTreeSet<String>,
    /// Those of them that others have too.
    values_of_others: BTreeSet<String>,
    blot: Blot,
}

/// Given and family names, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
    family: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(values: &[StandardValue]) -> Self {
        Self {
            given: folded(values, &Attribute::GivenName),
            family: folded(values, &Attribute::FamilyName),
        }
    }

    /// Whether the other names are somebody else's: another given name, unless the family name is
    /// the same and the given names begin alike, as in a short form.
    pub(super) fn speak_against(&self, other: &Names) -> bool {
        let is_given_told = !self.given.is_empty() && !other.given.is_empty();
        let is_family_told = !self.family.is_empty() && !other.family.is_empty();
        let is_family_same = !self.family.is_disjoint(&other.family);
        if is_given_told {
            let begins_alike = self.given.iter().any(|one| {
                other
                    .given
                    .iter()
                    .any(|other| one.chars().next() == other.chars().next())
            });
            return self.given.is_disjoint(&other.given) && !(is_family_same && begins_alike);
        }
        is_family_told && !is_family_same
    }
}

fn folded(values: &[StandardValue], attribute: &Attribute) -> BTreeSet<String> {
    values
        .iter()
        .filter(|value| value.state == ValueState::Valid && value.target.attribute == *attribute)
        .map(|value| text::fold(&value.value))
        .filter(|name| !name.is_empty())
        .collect()
}

impl Facts {
    /// Learns from a row that is about the person.
    pub(super) fn add(&mut self, known: &Known<'_>, record: &StandardRecord) {
        let shared = &self.shared;
        self.own.extend(
            clues(known)
                .into_iter()
                .filter(|clue| !shared.contains(clue)),
        );
        let names = Names::of(&record.values);
        self.names.given.extend(names.given);
        self.names.family.extend(names.family);
        let orders = records::valid(&record.values, &Attribute::OrderId);
        self.orders
            .extend(orders.map(|order| (known.table, order.to_owned())));
        for (kind, word) in quotable(&record.values) {
            self.add_word(kind, word);
        }
        for value in &record.values {
            if value.state == ValueState::Valid && is_pointing(&value.target.attribute) {
                self.values.insert(value.value.clone());
            }
            if value.target.attribute == Attribute::FamilyName && value.state == ValueState::Valid {
                for name in [value.value.as_str(), value.raw.trim()] {
                    let small = name.to_lowercase();
                    if name.chars().count() > 1 && !self.left.contains(&small) {
                        self.family_names.insert(name.to_owned(), small);
                    }
                }
            }
        }
    }

    /// Learns how a value stands in its file. Whoever else has the value is left how it stands, too.
    pub(super) fn add_standing(&mut self, value: &StandardValue, stands: &str) {
        if value.state != ValueState::Valid {
            return;
        }
        if let Some(kind) = word_kind(&value.target.attribute, stands) {
            let read = value.value.trim().to_lowercase();
            self.standing.insert(stands.to_lowercase(), read);
            self.add_word(kind, stands.to_owned());
        }
    }

    fn add_word(&mut self, kind: WordKind, word: String) {
        let small = word.to_lowercase();
        if !self.left.contains(&small) {
            self.words.insert(small, (kind, word));
        }
    }

    /// Leaves whatever another customer's row has too to them.
    pub(super) fn leave_to(&mut self, other: &Known<'_>) {
        for clue in clues(other) {
            if self.own.remove(&clue) {
                self.shared.insert(clue);
            }
        }
        for (_, word) in quotable(other.values) {
            let small = word.to_lowercase();
            if self.words.remove(&small).is_some() {
                self.left.insert(small);
            }
        }
        for value in other.values {
            self.leave_family_names(&value.value);
            if self.values.contains(&value.value) {
                self.values_of_others.insert(value.value.clone());
            }
        }
    }

    /// Leaves family names that stand in a text as what they are there.
    pub(super) fn leave_family_names(&mut self, text: &str) {
        if self.family_names.is_empty() {
            return;
        }
        let left = &mut self.left;
        self.family_names.retain(|_, small| {
            let is_theirs = has_word(text, small);
            if is_theirs {
                left.insert(small.clone());
            }
            !is_theirs
        });
    }

    /// Makes what was learnt ready to be looked for in texts.
    pub(super) fn ready(&mut self) {
        let is_own = |small: &str| {
            let read = self.standing.get(small);
            read.is_none_or(|read| !self.left.contains(read))
        };
        let words = self
            .words
            .iter()
            .filter(|(small, _)| is_own(small))
            .map(|(_, (kind, word))| (*kind, word.as_str()));
        let names = self
            .family_names
            .keys()
            .map(|name| (WordKind::FamilyName, name.as_str()));
        self.blot = Blot::new(words.chain(names));
    }

    pub(super) fn clues(&self) -> &BTreeSet<String> {
        &self.own
    }

    pub(super) fn shared(&self) -> &BTreeSet<String> {
        &self.shared
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn has_order(&self, table: TableId, order: &str) -> bool {
        !self.orders.is_empty() && self.orders.contains(&(table, order.to_owned()))
    }

    pub(super) fn blot(&self) -> &Blot {
        &self.blot
    }

    pub(super) fn values(&self) -> &BTreeSet<String> {
        &self.values
    }

    /// The values that nobody else has.
    pub(super) fn own_values(&self) -> impl Iterator<Item = &String> {
        self.values.difference(&self.values_of_others)
    }
}

/// Whether a name stands in a text with no letter beside it.
fn has_word(text: &str, small: &str) -> bool {
    if text.len() < small.len() {
        return false;
    }
    let text = text.to_lowercase();
    text.match_indices(small).any(|(at, found)| {
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + found.len()..].chars().next())
    })
}

/// Whether values of the attribute point to a person.
fn is_pointing(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Contact | AttributeFamily::Identifier
    ) || matches!(
        attribute,
        Attribute::FullName | Attribute::Street | Attribute::FullAddress
    )
}

/// Values of a row that point to a person, as a sentence may quote them: as they stood and as they
/// were made.
fn quotable(values: &[StandardValue]) -> Vec<(WordKind, String)> {
    let mut words = Vec::new();
    for value in values {
        if matches!(value.state, ValueState::Blank | ValueState::Placeholder) {
            continue;
        }
        for text in [value.value.trim(), value.raw.trim()] {
            if let Some(kind) = word_kind(&value.target.attribute, text) {
                words.push((kind, text.to_owned()));
            }
        }
    }
    let parts = |attribute: Attribute| {
        let mut parts: BTreeSet<&str> = BTreeSet::new();
        for value in values {
            if value.state == ValueState::Valid && value.target.attribute == attribute {
                parts.extend([value.value.trim(), value.raw.trim()]);
            }
        }
        parts.remove("");
        parts
    };
    let (given, family) = (parts(Attribute::GivenName), parts(Attribute::FamilyName));
    for given in &given {
        for family in family.iter().filter(|family| *family != given) {
            words.push((WordKind::Name, format!("{given} {family}")));
            words.push((WordKind::Name, format!("{family} {given}")));
            words.push((WordKind::Name, format!("{family}, {given}")));
        }
    }
    words
}

/// What a value tells when it stands in a sentence; nothing where it would be taken for another
/// word there.
fn word_kind(attribute: &Attribute, text: &str) -> Option<WordKind> {
    let has_digit = text.chars().any(|character| character.is_ascii_digit());
    let shortest = if text.chars().any(char::is_alphabetic) {
        SHORTEST_ID
    } else {
        SHORTEST_NUMBER
    };
    let is_telling = has_digit && text.chars().count() >= shortest;
    match attribute {
        Attribute::Email => {
            let is_one = text.matches('@').count() == 1 && !text.contains(char::is_whitespace);
            is_one.then_some(WordKind::Mail)
        }
        Attribute::Phone => Some(WordKind::Phone),
        Attribute::FullName => text.contains(char::is_whitespace).then_some(WordKind::Name),
        Attribute::Street | Attribute::FullAddress => {
            (has_digit && text.contains(char::is_whitespace)).then_some(WordKind::Home)
        }
        other if other.family() == AttributeFamily::Identifier => {
            is_telling.then_some(WordKind::Id)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, StandardValue, ValueState};

    use super::Facts;

    /// A name that a mapping reads as another: either may stand in a sentence.
    #[test]
    fn how_a_value_stands_in_its_file_is_blotted_unless_others_have_the_value() {
        let value = StandardValue {
            target: Attribute::FullName.into(),
            column: Some(0),
            raw: "Zenobia Tornquist".into(),
            value: "Zenobia Tornquist".into(),
            state: ValueState::Valid,
            rule: "name".into(),
        };
        let mut facts = Facts::default();
        facts.add_standing(&value, "Aunt Zen");
        facts.ready();
        let said = "Aunt Zen rang.";
        assert_eq!(facts.blot().text(said).as_deref(), Some("[erased] rang."));
        facts.left.insert("zenobia tornquist".into());
        facts.ready();
        assert_eq!(facts.blot().text(said), None);
    }
}

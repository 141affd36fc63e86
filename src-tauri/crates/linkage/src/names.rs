//! Names of the records, taken apart and numbered so that they compare fast.

use std::borrow::Cow;

use crate::name_forms::{self, LearntForms};
use crate::ragged::{Dictionary, Ragged, Sketch, letters};
use crate::record_set::{Column, FieldKind, RecordSet};
use crate::rows::Lists;
use crate::similarity::{edits, jaro_winkler, one_edit, shared_letters};

/// Words that belong to a family name without being one.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
    "al", "bin", "ibn", "ter", "ten", "zu", "st", "mac", "mc", "o", "y", "e", "und",
];

/// How alike two name words are, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    Equal,
    Form,
    Near,
    Initial,
    Loose,
    Differ,
}

/// How alike two family names are, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FamilyLikeness {
    Equal,
    Near,
    Part,
    Loose,
    Differ,
}

/// The names of every record.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Every name word that occurs.
    pub(crate) words: Dictionary,
    /// First words of given names, and nicknames.
    pub(crate) given: Lists<'static>,
    /// Family names, each as one word.
    pub(crate) family: Lists<'static>,
    /// Earlier family names.
    pub(crate) former: Lists<'static>,
    /// Middle names and further given names.
    pub(crate) middle: Lists<'static>,
    parts: Ragged<u32>,
    forms: Ragged<u16>,
    pub(crate) learnt: LearntForms,
}

impl Names {
    pub(crate) fn read(records: &RecordSet) -> Self {
        let mut names = Self::default();
        let mut parts = Vec::new();
        let mut first = |words: &mut Dictionary, value: &str, into: &mut Vec<u32>| {
            into.extend(value.split(' ').next().map(|word| words.intern(word)));
        };
        let mut rest = |words: &mut Dictionary, value: &str, into: &mut Vec<u32>| {
            into.extend(value.split(' ').skip(1).map(|word| words.intern(word)));
        };
        let mut every = |words: &mut Dictionary, value: &str, into: &mut Vec<u32>| {
            into.extend(value.split(' ').map(|word| words.intern(word)));
        };
        let mut whole = |words: &mut Dictionary, value: &str, into: &mut Vec<u32>| {
            into.push(family_word(words, value, &mut parts));
        };
        let rows = records.len();
        let words = &mut names.words;
        let given = read(records, words, FieldKind::GivenName, &mut first);
        let nickname = read(records, words, FieldKind::Nickname, &mut first);
        let further = read(records, words, FieldKind::GivenName, &mut rest);
        let middle = read(records, words, FieldKind::MiddleName, &mut every);
        names.family = join(
            rows,
            &[read(records, words, FieldKind::FamilyName, &mut whole)],
        );
        names.former = join(
            rows,
            &[read(records, words, FieldKind::FormerName, &mut whole)],
        );
        names.given = join(rows, &[given, nickname]);
        names.middle = join(rows, &[middle, further]);
        parts.sort_unstable();
        parts.dedup();
        let mut at = 0;
        for word in 0..names.words.len() as u32 {
            while let Some(&(of, part)) = parts.get(at)
                && of == word
            {
                names.parts.push(part);
                at += 1;
            }
            names.parts.end_row();
        }
        let shipped = name_forms::shipped();
        for word in names.words.iter() {
            let numbers = shipped.get(word).map_or(&[][..], Vec::as_slice);
            names.forms.push_row(numbers.iter().copied());
        }
        names
    }

    /// The words of a double family name; empty for a single one.
    #[inline]
    pub(crate) fn parts(&self, word: u32) -> &[u32] {
        self.parts.get(word as usize)
    }

    /// The numbers of the names this one is a form of.
    #[inline]
    pub(crate) fn forms(&self, word: u32) -> &[u16] {
        self.forms.get(word as usize)
    }

    /// Adds pairs of given names that were learnt to be forms of one name.
    pub(crate) fn learn_forms(&mut self, pairs: &[(String, String)]) {
        for (left, right) in pairs {
            if let (Some(left), Some(right)) = (self.words.find(left), self.words.find(right)) {
                self.learnt.insert(left, right);
            }
        }
    }

    /// The learnt pairs as text, in order.
    pub(crate) fn learnt_forms(&self) -> Vec<(String, String)> {
        let text = |word: u32| self.words.get(word).to_owned();
        let pairs = self.learnt.sorted().into_iter();
        let mut forms: Vec<_> = pairs
            .map(|(left, right)| (text(left), text(right)))
            .collect();
        forms.sort_unstable();
        forms
    }

    #[inline]
    pub(crate) fn initial(&self, word: u32) -> u8 {
        self.words.get(word).bytes().next().unwrap_or(0)
    }

    /// How alike two given names are.
    pub(crate) fn given_likeness(&self, left: u32, right: u32) -> Likeness {
        if left == right {
            return if self.words.length(left) > 1 {
                Likeness::Equal
            } else {
                Likeness::Initial
            };
        }
        if self.words.length(left) == 1 || self.words.length(right) == 1 {
            return if self.initial(left) == self.initial(right) {
                Likeness::Initial
            } else {
                Likeness::Differ
            };
        }
        let right_forms = self.forms(right);
        if self
            .forms(left)
            .iter()
            .any(|form| right_forms.contains(form))
            || self.learnt.contains(left, right)
        {
            return Likeness::Form;
        }
        match spelling_in(&self.words, left, right) {
            Spelling::Near => Likeness::Near,
            Spelling::Loose => Likeness::Loose,
            Spelling::Differ => Likeness::Differ,
        }
    }

    /// How alike two family names are.
    pub(crate) fn family_likeness(&self, left: u32, right: u32) -> FamilyLikeness {
        if left == right {
            return FamilyLikeness::Equal;
        }
        let initial = self.words.length(left) == 1 || self.words.length(right) == 1;
        let spelling = if initial {
            Spelling::Differ
        } else {
            spelling_in(&self.words, left, right)
        };
        match spelling {
            Spelling::Near => FamilyLikeness::Near,
            _ if self.parts(left).contains(&right)
                || self.parts(right).contains(&left)
                || shares(self.parts(left), self.parts(right)) =>
            {
                FamilyLikeness::Part
            }
            _ if initial && self.initial(left) == self.initial(right) => FamilyLikeness::Loose,
            Spelling::Loose => FamilyLikeness::Loose,
            Spelling::Differ => FamilyLikeness::Differ,
        }
    }
}

/// How alike two words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    Near,
    Loose,
    Differ,
}

/// Words that have a smaller share of their letters in common are not alike.
const LEAST_SHARED: f64 = 0.6;

/// Near: one slip of the pen. Loose: several, or the letters in another order.
pub(crate) fn spelling(a: &str, b: &str) -> Spelling {
    if a.len().max(b.len()) < 3 || !letters_in_common(letters(a), letters(b)) {
        return Spelling::Differ;
    }
    spelling_of_kindred(a, b)
}

/// The [spelling] of two texts of a dictionary, which mostly need not be read for it.
pub(crate) fn spelling_in(texts: &Dictionary, left: u32, right: u32) -> Spelling {
    if can_be_alike(texts.sketch(left), texts.sketch(right)) {
        spelling_of_kindred(texts.get(left), texts.get(right))
    } else {
        Spelling::Differ
    }
}

/// Whether two texts can be alike at all, as far as a glance tells; only then they need be read.
#[inline]
pub(crate) fn can_be_alike(left: Sketch, right: Sketch) -> bool {
    if left.length.max(right.length) < 3 || !letters_in_common(left.letters, right.letters) {
        return false;
    }
    // Each letter that only one of them has stands there once at least without a counterpart.
    let most = |own: Sketch, other: Sketch| {
        let left_over = (own.letters & !other.letters).count_ones();
        own.length.saturating_sub(left_over)
    };
    let shared = most(left, right).min(most(right, left));
    2.0 * f64::from(shared) / f64::from(left.length + right.length) >= LEAST_SHARED
}

/// Whether two texts of a dictionary are [one edit] apart; mostly they need not be read for it.
///
/// [one edit]: one_edit
pub(crate) fn one_edit_in(texts: &Dictionary, left: u32, right: u32) -> bool {
    can_be_one_edit(texts.sketch(left), texts.sketch(right))
        && one_edit(texts.get(left), texts.get(right))
}

/// Whether two texts can be one edit apart, as far as a glance tells.
#[inline]
pub(crate) fn can_be_one_edit(left: Sketch, right: Sketch) -> bool {
    (left.letters ^ right.letters).count_ones() <= 2
}

/// Most pairs have hardly a letter in common; that is seen at a glance.
#[inline]
fn letters_in_common(left: u32, right: u32) -> bool {
    6 * (left & right).count_ones() >= left.count_ones() + right.count_ones()
}

fn spelling_of_kindred(a: &str, b: &str) -> Spelling {
    let longer = a.len().max(b.len());
    let shared = shared_letters(a, b);
    if shared < LEAST_SHARED {
        return Spelling::Differ;
    }
    let distance = edits(a, b);
    if distance == 1 && longer >= 4 || distance == 2 && longer >= 8 {
        return Spelling::Near;
    }
    let similarity = jaro_winkler(a, b);
    if similarity >= 0.93 && longer >= 5 {
        Spelling::Near
    } else if similarity >= 0.84
        || shared >= 0.85
        || (distance <= 2 && longer >= 5)
        || distance == 1
    {
        Spelling::Loose
    } else {
        Spelling::Differ
    }
}

fn shares(left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|word| right.contains(word))
}

fn family_word(words: &mut Dictionary, value: &str, parts: &mut Vec<(u32, u32)>) -> u32 {
    if !value.contains(' ') {
        return words.intern(value);
    }
    let whole = words.intern(&value.replace(' ', ""));
    for part in value
        .split(' ')
        .filter(|part| part.len() > 2 && !PARTICLES.contains(part))
    {
        parts.push((whole, words.intern(part)));
    }
    whole
}

type Reader<'r> = dyn FnMut(&mut Dictionary, &str, &mut Vec<u32>) + 'r;

/// Reads the columns of a kind: each distinct value once, then the records.
fn read(
    records: &RecordSet,
    words: &mut Dictionary,
    kind: FieldKind,
    reader: &mut Reader<'_>,
) -> Vec<Ragged<u32>> {
    let mut columns = Vec::new();
    for (_, column) in records.of_kind(kind) {
        columns.push(expand(column, words, reader));
    }
    columns
}

fn expand(column: &Column, words: &mut Dictionary, reader: &mut Reader<'_>) -> Ragged<u32> {
    let mut by_value = Ragged::new();
    let mut found = Vec::new();
    for value in column.dictionary.iter() {
        found.clear();
        reader(words, value, &mut found);
        by_value.push_row(found.iter().copied());
    }
    let mut rows = Ragged::new();
    for record in 0..column.codes.rows() {
        for &code in column.codes.get(record) {
            for &word in by_value.get(code as usize) {
                rows.push(word);
            }
        }
        rows.end_row();
    }
    rows
}

fn join(rows: usize, groups: &[Vec<Ragged<u32>>]) -> Lists<'static> {
    let mut columns: Vec<&Ragged<u32>> = groups.iter().flatten().collect();
    if let [only] = columns.as_slice() {
        return Lists::Alone(Cow::Owned((*only).clone()));
    }
    columns.retain(|column| !column.items().is_empty());
    let mut joined = Ragged::new();
    for row in 0..rows {
        for column in &columns {
            for &word in column.get(row) {
                if !joined.open_row().contains(&word) {
                    joined.push(word);
                }
            }
        }
        joined.end_row();
    }
    Lists::Alone(Cow::Owned(joined))
}

#[cfg(test)]
mod tests {
    use super::{FamilyLikeness, Likeness, Names, Spelling, spelling};
    use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder};

    fn names(given: &[&str], family: &[&str]) -> Names {
        let spec = |name: &str, kind| FieldSpec {
            name: name.into(),
            kind,
        };
        let mut builder = RecordSetBuilder::new(vec![
            spec("given", FieldKind::GivenName),
            spec("family", FieldKind::FamilyName),
        ]);
        for row in 0..given.len().max(family.len()) {
            builder.begin(0);
            builder.value(0, given.get(row).unwrap_or(&""));
            builder.value(1, family.get(row).unwrap_or(&""));
        }
        Names::read(&builder.finish())
    }

    #[test]
    fn given_names_compare_as_people_would() {
        for (left, right, likeness) in [
            ("Elizabeth", "elizabeth", Likeness::Equal),
            ("Elizabeth", "Liz", Likeness::Form),
            ("Josef", "Sepp", Likeness::Form),
            ("Austin", "Asutin", Likeness::Near),
            ("J", "John", Likeness::Initial),
            ("J", "J", Likeness::Initial),
            ("Freya", "Feray", Likeness::Loose),
            ("Anne", "Peter", Likeness::Differ),
        ] {
            let names = names(&[left, right], &[]);
            let (a, b) = (names.given.get(0)[0], names.given.get(1)[0]);
            assert_eq!(names.given_likeness(a, b), likeness, "{left} {right}");
        }
    }

    #[test]
    fn family_names_compare_as_people_would() {
        for (left, right, likeness) in [
            ("van der Berg", "Vanderberg", FamilyLikeness::Equal),
            ("Smith-Jones", "Jones", FamilyLikeness::Part),
            ("Thompson", "Thomson", FamilyLikeness::Near),
            ("Shah", "hhs", FamilyLikeness::Loose),
            ("Marsh", "Becker", FamilyLikeness::Differ),
        ] {
            let names = names(&[], &[left, right]);
            let (a, b) = (names.family.get(0)[0], names.family.get(1)[0]);
            assert_eq!(names.family_likeness(a, b), likeness, "{left} {right}");
        }
        assert_eq!(spelling("li", "le"), Spelling::Differ);
    }

    #[test]
    fn further_given_names_are_middle_names() {
        let names = names(&["Anna Maria"], &[]);
        assert_eq!(names.words.get(names.given.get(0)[0]), "anna");
        assert_eq!(names.words.get(names.middle.get(0)[0]), "maria");
    }
}

//! Blocking rules: what two records must have in common to be compared at all.

use rphonetic::{DoubleMetaphone, Encoder};

use crate::contacts::of;
use crate::features::Features;
use crate::name_forms;
use crate::ragged::{hash_text, mix};

/// The bit of a key that tells its side, in rules of two sides.
pub(crate) const SIDE: u64 = 1;

/// A blocking rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// Blocks that are too large are split by a finer key instead of left out.
    pub(crate) split: bool,
    /// One value that many people share, which alone says little.
    pub(crate) coarse: bool,
    /// Its keys come from two kinds of records and tell by [`SIDE`] from which; only records of
    /// different sides are compared.
    pub(crate) two_sides: bool,
    key: Key,
}

#[derive(Debug, Clone, Copy)]
enum Key {
    Email,
    Phone,
    Identifier,
    GivenAndBirthDate,
    FamilyAndBirthDate,
    FullName,
    BeginningsAndBirthYear,
    BeginningsAndPlace,
    SoundAndBirthYear,
    SoundOfBoth,
    NameAndStreet,
    GivenAndPostcode,
    FamilyAndPostcode,
    LocalPart,
    NameInMailbox,
    Address,
    BirthDateAndPlace,
    OrganisationAndName,
    TextPairs,
    BirthDate,
    Street,
    Postcode,
    Family,
    Given,
    City,
    Text,
}

/// All rules, the surest first.
pub(crate) const RULES: [Rule; 26] = [
    rule("same e-mail", true, Key::Email),
    rule("same phone", true, Key::Phone),
    rule("same identifier", true, Key::Identifier),
    rule(
        "same given name and birth date",
        true,
        Key::GivenAndBirthDate,
    ),
    rule(
        "same family name and birth date",
        true,
        Key::FamilyAndBirthDate,
    ),
    rule("same full name", true, Key::FullName),
    rule(
        "same beginnings of the names and birth year",
        false,
        Key::BeginningsAndBirthYear,
    ),
    rule(
        "same beginnings of the names and place",
        false,
        Key::BeginningsAndPlace,
    ),
    rule(
        "same sound of the family name, initial and birth year",
        false,
        Key::SoundAndBirthYear,
    ),
    rule("same sound of both names", false, Key::SoundOfBoth),
    rule(
        "same given or family name and street",
        false,
        Key::NameAndStreet,
    ),
    rule("same given name and postcode", false, Key::GivenAndPostcode),
    rule(
        "same family name and postcode",
        false,
        Key::FamilyAndPostcode,
    ),
    rule("same part before the @", true, Key::LocalPart),
    Rule {
        two_sides: true,
        ..rule("name fits the e-mail", true, Key::NameInMailbox)
    },
    rule("same address", true, Key::Address),
    rule("same birth date and place", false, Key::BirthDateAndPlace),
    rule(
        "same organisation and name",
        false,
        Key::OrganisationAndName,
    ),
    rule("same values in two other fields", false, Key::TextPairs),
    coarse("same birth date", Key::BirthDate),
    coarse("same street", Key::Street),
    coarse("same postcode", Key::Postcode),
    coarse("same family name", Key::Family),
    coarse("same given name", Key::Given),
    coarse("same town", Key::City),
    coarse("same value in another field", Key::Text),
];

const fn rule(name: &'static str, split: bool, key: Key) -> Rule {
    Rule {
        name,
        split,
        coarse: false,
        two_sides: false,
        key,
    }
}

const fn coarse(name: &'static str, key: Key) -> Rule {
    Rule {
        name,
        split: false,
        coarse: true,
        two_sides: false,
        key,
    }
}

/// Makes the keys of records.
#[derive(Debug)]
pub(crate) struct KeyMaker<'a> {
    features: &'a Features<'a>,
    /// The sound of each name word.
    sounds: Vec<u64>,
}

impl<'a> KeyMaker<'a> {
    pub(crate) fn new(features: &'a Features<'a>) -> Self {
        let encoder = DoubleMetaphone::default();
        let sounds = features.names.words.iter().map(|word| {
            let letters: String = word.chars().filter(char::is_ascii_lowercase).collect();
            if letters.len() < 2 {
                0
            } else {
                hash_text(&encoder.encode(&letters))
            }
        });
        Self {
            features,
            sounds: sounds.collect(),
        }
    }

    /// How many records there are.
    pub(crate) fn records(&self) -> u32 {
        self.features.len()
    }

    /// The keys of a record under a rule; a record without the values has none.
    pub(crate) fn keys(&self, rule: &Rule, record: u32, keys: &mut Vec<u64>) {
        match rule.key {
            Key::Email => keys.extend(self.emails(record)),
            Key::Phone => self.phones(record, keys),
            Key::Identifier => self.identifiers(record, keys),
            Key::GivenAndBirthDate => {
                cross(self.given(record), self.birth_dates(record), keys);
            }
            Key::FamilyAndBirthDate => {
                cross(self.family(record), self.birth_dates(record), keys);
            }
            Key::FullName => self.full_names(record, keys),
            Key::BeginningsAndBirthYear => {
                cross(&self.beginnings(record), self.birth_years(record), keys);
            }
            Key::BeginningsAndPlace => {
                cross(&self.beginnings(record), self.places(record), keys);
            }
            Key::SoundAndBirthYear => {
                let sounds = self.sounds_with_initials(record);
                cross_hashes(&sounds, self.birth_years(record), keys);
            }
            Key::SoundOfBoth => self.sounds_of_both(record, keys),
            Key::NameAndStreet => self.name_and_street(record, keys),
            Key::GivenAndPostcode => cross(self.given(record), self.postcodes(record), keys),
            Key::FamilyAndPostcode => cross(self.family(record), self.postcodes(record), keys),
            Key::LocalPart => self.local_parts(record, keys),
            Key::NameInMailbox => self.name_in_mailbox(record, keys),
            Key::Address => {
                let addresses = self.features.addresses.as_ref();
                keys.extend(addresses.map_or(&[][..], |from| from.keys.get(record as usize)));
            }
            Key::BirthDateAndPlace => {
                let dates: Vec<u64> = self.birth_dates(record).collect();
                cross_hashes(&dates, self.places(record), keys);
            }
            Key::OrganisationAndName => self.organisations(record, keys),
            Key::TextPairs => self.text_pairs(record, keys),
            Key::BirthDate => keys.extend(self.birth_dates(record)),
            Key::Street => self.streets(record, keys),
            Key::Postcode => keys.extend(self.postcodes(record)),
            Key::Family => keys.extend(self.family(record).iter().map(|&word| u64::from(word))),
            Key::Given => keys.extend(self.given(record).iter().map(|&word| u64::from(word))),
            Key::City => keys.extend(self.cities(record)),
            Key::Text => self.texts(record, keys),
        }
    }

    /// Finer keys, by which the records of a block that is too large are split.
    pub(crate) fn finer(&self, record: u32, keys: &mut Vec<u64>) {
        let mut add = |kind: u64, values: &mut dyn Iterator<Item = u64>| {
            keys.extend(values.map(|value| mix(kind, value)));
        };
        let words =
            |list: &'_ [u32]| -> Vec<u64> { list.iter().map(|&word| u64::from(word)).collect() };
        let mut full = Vec::new();
        self.full_names(record, &mut full);
        add(1, &mut full.into_iter());
        add(2, &mut words(self.family(record)).into_iter());
        add(3, &mut words(self.given(record)).into_iter());
        add(4, &mut self.birth_dates(record));
        add(5, &mut self.postcodes(record));
        add(6, &mut self.emails(record));
        let mut more = Vec::new();
        self.phones(record, &mut more);
        add(7, &mut more.drain(..));
        self.streets(record, &mut more);
        add(8, &mut more.drain(..));
        self.identifiers(record, &mut more);
        add(9, &mut more.drain(..));
    }

    fn given(&self, record: u32) -> &[u32] {
        self.features.names.given.get(record as usize)
    }

    fn family(&self, record: u32) -> &[u32] {
        self.features.names.family.get(record as usize)
    }

    fn birth_dates(&self, record: u32) -> impl Iterator<Item = u64> {
        let dates = self.features.birth_dates.iter();
        dates.flat_map(move |dates| {
            let codes = dates.values.of(record).iter();
            codes
                .filter(|&&code| dates.date(code).is_full())
                .map(|&code| u64::from(code))
        })
    }

    fn birth_years(&self, record: u32) -> impl Iterator<Item = u64> {
        let dates = self.features.birth_dates.iter();
        dates.flat_map(move |dates| {
            let years = dates
                .values
                .of(record)
                .iter()
                .map(|&code| dates.date(code).year);
            years.filter(|year| *year > 0).map(u64::from)
        })
    }

    fn postcodes(&self, record: u32) -> impl Iterator<Item = u64> {
        let addresses = self.features.addresses.as_ref();
        let codes = of(addresses.and_then(|from| from.postcodes.as_ref()), record).iter();
        codes.map(|&code| u64::from(code))
    }

    fn cities(&self, record: u32) -> impl Iterator<Item = u64> {
        let addresses = self.features.addresses.as_ref();
        let codes = of(addresses.and_then(|from| from.cities.as_ref()), record).iter();
        codes.map(|&code| u64::from(code))
    }

    /// Postcodes and towns.
    fn places(&self, record: u32) -> impl Iterator<Item = u64> {
        let cities = self.cities(record).map(|city| mix(3, city));
        self.postcodes(record).chain(cities)
    }

    fn emails(&self, record: u32) -> impl Iterator<Item = u64> {
        let emails = self.features.emails.iter();
        emails.flat_map(move |emails| {
            emails.values.of(record).iter().map(|&code| {
                let mailbox = emails.mailbox(code);
                mix(u64::from(mailbox.local), u64::from(mailbox.domain))
            })
        })
    }

    fn phones(&self, record: u32, keys: &mut Vec<u64>) {
        if let Some(phones) = &self.features.phones {
            let tails = phones
                .values
                .of(record)
                .iter()
                .map(|&code| phones.tail(code));
            keys.extend(tails.filter(|tail| *tail > 0).map(u64::from));
        }
    }

    fn identifiers(&self, record: u32, keys: &mut Vec<u64>) {
        for field in &self.features.identifiers {
            let codes = field.values.of(record).iter();
            keys.extend(codes.map(|&code| mix(field.field as u64, u64::from(code))));
        }
    }

    /// Both names in either order, and with the full form of the given name.
    fn full_names(&self, record: u32, keys: &mut Vec<u64>) {
        let names = &self.features.names;
        for &given in self.given(record) {
            for &family in self.family(record) {
                keys.push(mix(
                    u64::from(given.min(family)),
                    u64::from(given.max(family)),
                ));
                for &form in names.forms(given) {
                    keys.push(mix(u64::from(form) | 1 << 40, u64::from(family)));
                }
            }
        }
    }

    /// The first letters of both names, as a word of four bytes.
    fn beginnings(&self, record: u32) -> Vec<u32> {
        let words = &self.features.names.words;
        let mut found = Vec::new();
        for &given in self.given(record) {
            for &family in self.family(record) {
                let bytes = words
                    .get(given)
                    .bytes()
                    .take(2)
                    .chain(words.get(family).bytes().take(2));
                found.push(bytes.fold(0, |word, byte| word << 8 | u32::from(byte)));
            }
        }
        found
    }

    fn sound(&self, word: u32) -> u64 {
        self.sounds.get(word as usize).copied().unwrap_or(0)
    }

    fn sounds_with_initials(&self, record: u32) -> Vec<u64> {
        let mut found = Vec::new();
        for &family in self.family(record) {
            for &given in self.given(record) {
                found.push(mix(
                    self.sound(family),
                    u64::from(self.features.names.initial(given)),
                ));
            }
        }
        found
    }

    fn sounds_of_both(&self, record: u32, keys: &mut Vec<u64>) {
        for &family in self.family(record) {
            for &given in self.given(record) {
                let (a, b) = (self.sound(family), self.sound(given));
                if a != 0 && b != 0 {
                    keys.push(mix(a.min(b), a.max(b)));
                }
            }
        }
    }

    fn streets(&self, record: u32, keys: &mut Vec<u64>) {
        if let Some(addresses) = &self.features.addresses {
            for &code in of(addresses.streets.as_ref(), record) {
                let parts = addresses.street(code);
                keys.push(mix(u64::from(parts.name), u64::from(parts.house)));
            }
        }
    }

    fn name_and_street(&self, record: u32, keys: &mut Vec<u64>) {
        let mut streets = Vec::new();
        self.streets(record, &mut streets);
        for street in streets {
            let words = self.given(record).iter().chain(self.family(record));
            keys.extend(words.map(|&word| mix(street, u64::from(word))));
        }
    }

    fn local_parts(&self, record: u32, keys: &mut Vec<u64>) {
        if let Some(emails) = &self.features.emails {
            let boxes = emails
                .values
                .of(record)
                .iter()
                .map(|&code| emails.mailbox(code));
            let personal =
                boxes.filter(|mailbox| !mailbox.role && emails.locals.get(mailbox.local).len() > 3);
            keys.extend(personal.map(|mailbox| u64::from(mailbox.local)));
        }
    }

    /// On one side the letters of the mailboxes of a record that has no full name, on the other what
    /// letters a full name would make. Between two full names the mailbox is not asked.
    fn name_in_mailbox(&self, record: u32, keys: &mut Vec<u64>) {
        let names = &self.features.names;
        let (given, family) = (self.given(record), self.family(record));
        if given.is_empty() || family.is_empty() {
            let Some(emails) = &self.features.emails else {
                return;
            };
            for &code in emails.values.of(record) {
                let mailbox = emails.mailbox(code);
                let letters = emails.words(mailbox.local).replace(' ', "");
                if !mailbox.role && letters.len() > 3 {
                    keys.push(hash_text(&letters) & !SIDE);
                }
            }
            return;
        }
        let mut letters = String::new();
        let mut add = |parts: [&str; 2]| {
            letters.clear();
            letters.extend(parts);
            keys.push(hash_text(&letters) | SIDE);
        };
        for &given in given {
            for &family in family {
                let (g, f) = (names.words.get(given), names.words.get(family));
                let (Some(i), Some(h)) = (g.get(..1), f.get(..1)) else {
                    continue;
                };
                for made in [[g, f], [f, g], [i, f], [g, h], [f, i]] {
                    add(made);
                }
                for &form in names.forms(given) {
                    let head = name_forms::head(form);
                    if head != g {
                        add([head, f]);
                    }
                }
            }
        }
    }

    fn organisations(&self, record: u32, keys: &mut Vec<u64>) {
        for &code in of(self.features.organisations.as_ref(), record) {
            let words = self.given(record).iter().chain(self.family(record));
            keys.extend(words.map(|&word| mix(u64::from(code), u64::from(word))));
        }
    }

    fn texts(&self, record: u32, keys: &mut Vec<u64>) {
        for (field, values) in &self.features.texts {
            let codes = values.of(record).iter();
            keys.extend(codes.map(|&code| mix(*field as u64, u64::from(code))));
        }
    }

    fn text_pairs(&self, record: u32, keys: &mut Vec<u64>) {
        let mut values = Vec::new();
        self.texts(record, &mut values);
        for (at, &left) in values.iter().enumerate() {
            keys.extend(values.iter().skip(at + 1).map(|&right| mix(left, right)));
        }
    }
}

fn cross(words: &[u32], others: impl Iterator<Item = u64>, keys: &mut Vec<u64>) {
    for other in others {
        keys.extend(words.iter().map(|&word| mix(u64::from(word), other)));
    }
}

fn cross_hashes(hashes: &[u64], others: impl Iterator<Item = u64>, keys: &mut Vec<u64>) {
    for other in others {
        keys.extend(hashes.iter().map(|&hash| mix(hash, other)));
    }
}

//! Birth dates, e-mails, phones and addresses of the records, taken apart and numbered.

use std::borrow::Cow;

use crate::ragged::{Dictionary, Ragged, Sketch};
use crate::record_set::{Column, FieldKind, RecordSet};
use crate::rows::{Lists, Row};
use crate::series::in_series;

mod mail_providers;

use mail_providers::MailProviders;

const ROLES: &str = include_str!("../data/role_mailboxes.txt");

/// The values of all fields of a kind, under one numbering.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    pub(crate) dictionary: Cow<'a, Dictionary>,
    pub(crate) codes: Lists<'a>,
}

impl<'a> Values<'a> {
    /// The values of every field of the kind; nothing if there is no such field.
    pub(crate) fn of_kind(records: &'a RecordSet, kind: FieldKind) -> Option<Self> {
        let columns: Vec<&Column> = records.of_kind(kind).map(|(_, column)| column).collect();
        match columns.as_slice() {
            [] => None,
            [only] => Some(Self::single(only)),
            several => {
                let mut merged = Column::default();
                let maps: Vec<Vec<u32>> = several
                    .iter()
                    .map(|column| {
                        let values = column.dictionary.iter();
                        values
                            .map(|value| merged.dictionary.intern(value))
                            .collect()
                    })
                    .collect();
                for record in 0..records.len() {
                    for (column, map) in several.iter().zip(&maps) {
                        for &code in column.codes.get(record) {
                            let code = map.get(code as usize).copied().unwrap_or(0);
                            if !merged.codes.open_row().contains(&code) {
                                merged.codes.push(code);
                            }
                        }
                    }
                    merged.codes.end_row();
                }
                Some(Self {
                    dictionary: Cow::Owned(merged.dictionary),
                    codes: Lists::Alone(Cow::Owned(merged.codes)),
                })
            }
        }
    }

    pub(crate) fn single(column: &'a Column) -> Self {
        Self {
            dictionary: Cow::Borrowed(&column.dictionary),
            codes: Lists::Alone(Cow::Borrowed(&column.codes)),
        }
    }

    /// The numbers of a record's values.
    #[inline]
    pub(crate) fn of(&self, record: u32) -> &[u32] {
        self.codes.get(record as usize)
    }

    /// The numbers of a record's values, its row being found.
    #[inline]
    pub(crate) fn at<'v>(&'v self, row: Row<'v>) -> &'v [u32] {
        self.codes.at(row)
    }

    pub(crate) fn text(&self, code: u32) -> &str {
        self.dictionary.get(code)
    }

    /// How many distinct values there are.
    pub(crate) fn distinct(&self) -> usize {
        self.dictionary.len()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.dictionary.iter()
    }
}

/// A birth date; a part that is not known is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct BirthDate {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl BirthDate {
    /// Reads `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-MM`, `YYYY` or `--MM-DD`; anything else is unknown.
    pub(crate) fn read(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("--") {
            let mut parts = rest.split('-');
            return Self {
                year: 0,
                month: number(parts.next()),
                day: number(parts.next()),
            };
        }
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self {
                year: text
                    .get(..4)
                    .and_then(|year| year.parse().ok())
                    .unwrap_or(0),
                month: number(text.get(4..6)),
                day: number(text.get(6..)),
            };
        }
        let mut parts = text.split('-');
        Self {
            year: parts
                .next()
                .filter(|year| year.len() == 4)
                .and_then(|year| year.parse().ok())
                .unwrap_or(0),
            month: number(parts.next()),
            day: number(parts.next()),
        }
    }

    pub(crate) fn is_full(self) -> bool {
        self.year > 0 && self.month > 0 && self.day > 0
    }
}

fn number(text: Option<&str>) -> u8 {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The birth dates of the records.
#[derive(Debug)]
pub(crate) struct BirthDates<'a> {
    pub(crate) values: Values<'a>,
    pub(crate) dates: Vec<BirthDate>,
}

impl<'a> BirthDates<'a> {
    pub(crate) fn read(records: &'a RecordSet) -> Option<Self> {
        let values = Values::of_kind(records, FieldKind::BirthDate)?;
        let dates = values.texts().map(BirthDate::read).collect();
        Some(Self { values, dates })
    }

    #[inline]
    pub(crate) fn date(&self, code: u32) -> BirthDate {
        self.dates.get(code as usize).copied().unwrap_or_default()
    }
}

/// One e-mail address taken apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mailbox {
    /// Number of the part before the @ without dots and without what follows a plus.
    pub(crate) local: u32,
    /// Number of the domain, or of the one that stands for all of its provider's.
    pub(crate) domain: u32,
    /// Where it leads: the same for all ways in which its provider lets one mailbox be written.
    pub(crate) leads_to: u64,
    /// The part before the @ at a glance.
    pub(crate) sketch: Sketch,
    /// The mailbox of a function: info, sales.
    pub(crate) role: bool,
    /// The local part holds digits.
    pub(crate) digits: bool,
}

/// The e-mail addresses of the records.
#[derive(Debug)]
pub(crate) struct Emails<'a> {
    pub(crate) values: Values<'a>,
    pub(crate) mailboxes: Vec<Mailbox>,
    pub(crate) locals: Dictionary,
    pub(crate) domains: Dictionary,
    /// For each local part: its words, letters only, as they stood between dots and digits.
    pub(crate) words: Vec<String>,
    /// For each local part: at how many providers it occurs.
    providers: Vec<u32>,
}

impl<'a> Emails<'a> {
    pub(crate) fn read(records: &'a RecordSet) -> Option<Self> {
        let values = Values::of_kind(records, FieldKind::Email)?;
        let roles: Vec<&str> = ROLES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(str::trim)
            .collect();
        let providers = MailProviders::read();
        let mut emails = Self {
            values,
            mailboxes: Vec::new(),
            locals: Dictionary::default(),
            domains: Dictionary::default(),
            words: Vec::new(),
            providers: Vec::new(),
        };
        for text in emails.values.dictionary.iter() {
            let (local, domain) = text.split_once('@').unwrap_or((text, ""));
            let leads_to = providers.mailbox(local, domain);
            let local = local.split('+').next().unwrap_or(local);
            let short: String = local.chars().filter(char::is_ascii_alphanumeric).collect();
            let number = emails.locals.intern(&short);
            if number as usize == emails.words.len() {
                emails.words.push(letter_words(local));
                emails.providers.push(0);
            }
            if let Some(count) = emails.providers.get_mut(number as usize) {
                *count += 1;
            }
            emails.mailboxes.push(Mailbox {
                local: number,
                domain: emails.domains.intern(providers.domain(domain)),
                leads_to,
                sketch: emails.locals.sketch(number),
                role: roles.contains(&short.as_str()),
                digits: short.bytes().any(|byte| byte.is_ascii_digit()),
            });
        }
        Some(emails)
    }

    #[inline]
    pub(crate) fn mailbox(&self, code: u32) -> Mailbox {
        self.mailboxes
            .get(code as usize)
            .copied()
            .unwrap_or_default()
    }

    /// At how many providers the local part occurs.
    pub(crate) fn providers(&self, local: u32) -> u32 {
        self.providers.get(local as usize).copied().unwrap_or(1)
    }

    /// The letters of a local part, with a blank where dots or digits stood.
    #[inline]
    pub(crate) fn words(&self, local: u32) -> &str {
        self.words.get(local as usize).map_or("", String::as_str)
    }
}

fn letter_words(local: &str) -> String {
    let mut words = String::with_capacity(local.len());
    for character in local.chars() {
        if character.is_ascii_lowercase() {
            words.push(character);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// One phone number, as far as it mostly needs to be known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PhoneParts {
    /// The last eight digits, which are the same with and without the country's prefix.
    pub(crate) tail: u32,
    /// The number at a glance.
    pub(crate) sketch: Sketch,
    /// Whether it was given out in a row with others.
    pub(crate) in_series: bool,
}

/// The phones of the records.
#[derive(Debug)]
pub(crate) struct Phones<'a> {
    pub(crate) values: Values<'a>,
    parts: Vec<PhoneParts>,
}

impl<'a> Phones<'a> {
    pub(crate) fn read(records: &'a RecordSet) -> Option<Self> {
        let values = Values::of_kind(records, FieldKind::Phone)?;
        let tail = |text: &str| {
            let start = text.len().saturating_sub(8);
            text.get(start..).and_then(|tail| tail.parse().ok())
        };
        let series = in_series(&values.dictionary);
        let parts = (0_u32..).zip(values.texts()).zip(series);
        let parts = parts.map(|((code, text), in_series)| PhoneParts {
            tail: tail(text).unwrap_or(0),
            sketch: values.dictionary.sketch(code),
            in_series,
        });
        let parts = parts.collect();
        Some(Self { values, parts })
    }

    #[inline]
    pub(crate) fn parts(&self, code: u32) -> PhoneParts {
        self.parts.get(code as usize).copied().unwrap_or_default()
    }

    #[inline]
    pub(crate) fn tail(&self, code: u32) -> u32 {
        self.parts(code).tail
    }
}

/// A street taken apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StreetParts {
    /// Number of the house number's text; 0 is none.
    pub(crate) house: u32,
    /// Number of the rest.
    pub(crate) name: u32,
    /// The rest at a glance.
    pub(crate) sketch: Sketch,
}

/// The addresses of the records.
#[derive(Debug)]
pub(crate) struct Addresses<'a> {
    pub(crate) streets: Option<Values<'a>>,
    pub(crate) units: Option<Values<'a>>,
    pub(crate) cities: Option<Values<'a>>,
    pub(crate) postcodes: Option<Values<'a>>,
    pub(crate) parts: Vec<StreetParts>,
    pub(crate) houses: Dictionary,
    pub(crate) street_names: Dictionary,
    /// For each record, one hash for each whole address.
    pub(crate) keys: Ragged<u64>,
}

impl<'a> Addresses<'a> {
    pub(crate) fn read(records: &'a RecordSet) -> Option<Self> {
        let mut addresses = Self {
            streets: Values::of_kind(records, FieldKind::Street),
            units: Values::of_kind(records, FieldKind::Unit),
            cities: Values::of_kind(records, FieldKind::City),
            postcodes: Values::of_kind(records, FieldKind::Postcode),
            parts: Vec::new(),
            houses: Dictionary::default(),
            street_names: Dictionary::default(),
            keys: Ragged::new(),
        };
        if addresses.streets.is_none()
            && addresses.cities.is_none()
            && addresses.postcodes.is_none()
        {
            return None;
        }
        addresses.houses.intern("");
        if let Some(streets) = &addresses.streets {
            for text in streets.texts() {
                let (house, name) = split_street(text);
                let name = addresses.street_names.intern(&name);
                addresses.parts.push(StreetParts {
                    house: addresses.houses.intern(&house),
                    name,
                    sketch: addresses.street_names.sketch(name),
                });
            }
        }
        let mut keys = Ragged::new();
        for record in 0..records.len() as u32 {
            addresses.push_keys(record, &mut keys);
            keys.end_row();
        }
        addresses.keys = keys;
        Some(addresses)
    }

    #[inline]
    pub(crate) fn street(&self, code: u32) -> StreetParts {
        self.parts.get(code as usize).copied().unwrap_or_default()
    }

    /// A street with the postcode beside it, or with the town where there is no postcode.
    fn push_keys(&self, record: u32, keys: &mut Ragged<u64>) {
        let streets = of(self.streets.as_ref(), record);
        let mut places = of(self.postcodes.as_ref(), record);
        let mut text = self.postcodes.as_ref();
        if places.is_empty() {
            places = of(self.cities.as_ref(), record);
            text = self.cities.as_ref();
        }
        let paired = streets.len() == places.len();
        for (at, &street) in streets.iter().enumerate() {
            let parts = self.street(street);
            let street = crate::ragged::mix(
                crate::ragged::hash_text(self.street_names.get(parts.name)),
                crate::ragged::hash_text(self.houses.get(parts.house)),
            );
            if places.is_empty() {
                keys.push(street);
            }
            for (of, &place) in places.iter().enumerate() {
                if !paired || at == of {
                    let place = text.map_or("", |values| values.text(place));
                    keys.push(crate::ragged::mix(street, crate::ragged::hash_text(place)));
                }
            }
        }
    }
}

/// The values of a record where there is such a field.
#[inline]
pub(crate) fn of<'v>(values: Option<&'v Values<'_>>, record: u32) -> &'v [u32] {
    values.map_or(&[], |values| values.of(record))
}

/// The same, the record's row being found.
#[inline]
pub(crate) fn at<'v>(values: Option<&'v Values<'_>>, row: Row<'v>) -> &'v [u32] {
    values.map_or(&[], |values| values.at(row))
}

/// House number (first word that starts with a digit) and the rest of a folded street, with the
/// usual words for "street" in one form.
fn split_street(text: &str) -> (String, String) {
    let mut house = String::new();
    let mut name = String::with_capacity(text.len());
    for word in text.split(' ') {
        if house.is_empty() && word.starts_with(|first: char| first.is_ascii_digit()) {
            word.clone_into(&mut house);
            continue;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(match word {
            "street" | "str" => "st",
            "road" => "rd",
            "avenue" | "av" => "ave",
            "lane" => "ln",
            "drive" => "dr",
            "close" => "cl",
            "court" => "ct",
            "place" => "pl",
            "crescent" => "cres",
            "square" => "sq",
            "terrace" => "tce",
            "strasse" => "str",
            other => other,
        });
    }
    if let Some(stem) = name.strip_suffix("strasse") {
        name = format!("{stem}str");
    }
    (house, name)
}

#[cfg(test)]
mod tests {
    use super::{BirthDate, letter_words, split_street};

    #[test]
    fn dates_may_be_partial() {
        let date = |year, month, day| BirthDate { year, month, day };
        for (text, read) in [
            ("1984-05-31", date(1984, 5, 31)),
            ("19840531", date(1984, 5, 31)),
            ("1984-05", date(1984, 5, 0)),
            ("1984", date(1984, 0, 0)),
            ("--05-31", date(0, 5, 31)),
            ("soon", date(0, 0, 0)),
        ] {
            assert_eq!(BirthDate::read(text), read, "{text}");
        }
    }

    #[test]
    fn streets_lose_their_number() {
        assert_eq!(
            split_street("12a high street"),
            ("12a".into(), "high st".into())
        );
        assert_eq!(
            split_street("hauptstrasse 5"),
            ("5".into(), "hauptstr".into())
        );
        assert_eq!(letter_words("anne.marsh84"), "anne marsh");
    }
}

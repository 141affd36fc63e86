//! The columns that comparisons look at, prepared as one row a record.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::cells::{Cells, Flat, Member, RecordLists, TableColumn, TextLists};
use super::letters::{letter_list, letter_sets, with_letter_sets};
use super::name_cells::NameCells;
use crate::comparison::digits_of_house;
use crate::contacts::{Values, at};
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::name_forms;
use crate::rows::Row;

mod mailboxes;

/// What columns are made of.
pub(super) struct Columns<'a> {
    features: &'a Features<'a>,
    frequencies: &'a Frequencies,
    /// For each name that was learnt to be a form of another, the names of those pairs.
    learnt: HashMap<u32, Vec<String>, FixedState>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(features: &'a Features<'a>, frequencies: &'a Frequencies) -> Self {
        let words = &features.names.words;
        let mut learnt: HashMap<u32, Vec<String>, FixedState> = HashMap::default();
        for (a, b) in features.names.learnt.sorted() {
            for word in [a, b] {
                let name = format!("{} = {}", words.get(a), words.get(b));
                learnt.entry(word).or_default().push(name);
            }
        }
        Self {
            features,
            frequencies,
            learnt,
        }
    }

    /// The columns of these records, in their order.
    pub(super) fn of(&self, records: Range<u32>) -> Vec<TableColumn> {
        let mut columns = self.names(records.clone());
        columns.extend(self.birth_dates(records.clone()));
        columns.extend(self.plain(records.clone()));
        columns.extend(self.contacts(records.clone()));
        columns.extend(self.addresses(records.clone()));
        columns.extend(self.numbered(records));
        columns
    }

    fn rows(&self, records: Range<u32>) -> impl Iterator<Item = Row<'_>> {
        records.map(|record| self.features.row(record))
    }

    fn text(&self, word: Option<&u32>) -> String {
        word.map_or_else(String::new, |&word| {
            self.features.names.words.get(word).to_owned()
        })
    }

    fn texts(&self, words: &[u32]) -> Vec<String> {
        words.iter().map(|word| self.text(Some(word))).collect()
    }

    /// What the names a word is a form of are called: by the shipped list, and as pairs that were learnt.
    fn forms(&self, word: Option<&u32>) -> Vec<String> {
        let names = &self.features.names;
        let Some(&word) = word else {
            return Vec::new();
        };
        let shipped = names.forms(word).iter();
        let mut forms: Vec<String> = shipped
            .map(|&form| format!("{form} {}", name_forms::head(form)))
            .collect();
        forms.extend(self.learnt.get(&word).into_iter().flatten().cloned());
        forms
    }

    fn names(&self, records: Range<u32>) -> Vec<TableColumn> {
        let mut cells = NameCells::new();
        for row in self.rows(records) {
            self.push_names(row, &mut cells);
        }
        cells.columns()
    }

    fn push_names(&self, row: Row<'_>, cells: &mut NameCells) {
        let names = &self.features.names;
        let bits = |counted: bool, bits: f64| if counted { bits } else { 0.0 };
        let (first, last) = (names.given.at(row), names.family.at(row));
        let (g, f) = (first.first(), last.first());
        cells.given.push(self.text(g));
        cells.given_letters.push(letter_list(&self.text(g)));
        cells.given_forms.push(self.forms(g));
        cells.given_bits.push(bits(
            g.is_some(),
            g.map_or(0.0, |&g| self.frequencies.given_bits(g)),
        ));
        cells.family.push(self.text(f));
        cells.family_letters.push(letter_list(&self.text(f)));
        cells
            .family_parts
            .push(self.texts(f.map_or(&[][..], |&f| names.parts(f))));
        cells.family_bits.push(bits(
            f.is_some(),
            f.map_or(0.0, |&f| self.frequencies.family_bits(f)),
        ));
        let former = names.former.at(row);
        cells.former.push(self.text(former.first()));
        cells.full_bits.push(match (g, f) {
            (Some(&g), Some(&f)) => self.frequencies.full_bits(g, f),
            _ => 0.0,
        });
        cells
            .several
            .push(first.len() > 1 || last.len() > 1 || former.len() > 1);
        self.push_middles(names.middle.at(row), cells);
        self.push_spellings(g, f, &mut cells.spellings);
    }

    fn push_middles(&self, middle: &[u32], cells: &mut NameCells) {
        cells.middle_words.push(self.texts(middle));
        let words = &self.features.names.words;
        let long = middle.iter().filter(|word| words.length(**word) > 1);
        cells
            .middle_forms
            .push(long.flat_map(|word| self.forms(Some(word))));
        for word in middle {
            let text = self.text(Some(word));
            let sets = letter_sets(&text);
            cells
                .middles
                .push(std::iter::once(Member::Text(text)).chain(sets));
        }
        cells.middles.end_row();
    }

    fn push_spellings(&self, g: Option<&u32>, f: Option<&u32>, into: &mut RecordLists) {
        let names = &self.features.names;
        if let (Some(&g), Some(&f)) = (g, f) {
            let (given, family) = (names.words.get(g), names.words.get(f));
            into.push([given.into(), family.into()]);
            for &part in names.parts(f) {
                into.push([given.into(), names.words.get(part).into()]);
            }
            for &form in names.forms(g) {
                into.push([name_forms::head(form).into(), family.into()]);
            }
        }
        into.end_row();
    }

    fn birth_dates(&self, records: Range<u32>) -> Vec<TableColumn> {
        let Some(dates) = &self.features.birth_dates else {
            return Vec::new();
        };
        let (mut text, mut digits, mut bits, mut several) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut years, mut months, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.rows(records) {
            let codes = dates.values.at(row);
            let first = codes.first();
            let date = first.map_or_else(Default::default, |&code| dates.date(code));
            text.push(first.map_or_else(String::new, |&code| dates.values.text(code).to_owned()));
            digits.push(format!("{:04}{:02}{:02}", date.year, date.month, date.day));
            bits.push(first.map_or(0.0, |&code| {
                self.frequencies.bits(&self.frequencies.birth_dates, code)
            }));
            years.push(i64::from(date.year));
            months.push(i64::from(date.month));
            days.push(i64::from(date.day));
            several.push(codes.len() > 1);
        }
        let single = |name: &str, about: &str, flat| TableColumn {
            name: name.to_owned(),
            about: about.to_owned(),
            cells: Cells::Single(flat),
        };
        vec![
            single(
                "birth_date",
                "Birth date as it was standardised.",
                Flat::Text(text),
            ),
            single(
                "birth_digits",
                "Year, month and day as eight digits; a part not known is noughts.",
                Flat::Text(digits),
            ),
            single(
                "birth_year",
                "Year of birth, 0 if not known.",
                Flat::Whole(years),
            ),
            single(
                "birth_month",
                "Month of birth, 0 if not known.",
                Flat::Whole(months),
            ),
            single(
                "birth_day",
                "Day of birth, 0 if not known.",
                Flat::Whole(days),
            ),
            single(
                "birth_bits",
                "How rare the birth date is.",
                Flat::Real(bits),
            ),
            single(
                "several_birth_dates",
                "The record holds more than one birth date; only the first stands here.",
                Flat::Flag(several),
            ),
        ]
    }

    /// Suffixes, genders and organisations.
    fn plain(&self, records: Range<u32>) -> Vec<TableColumn> {
        let mut columns = Vec::new();
        for (name, about, values) in [
            (
                "suffixes",
                "Generations after the name: jr, iii.",
                &self.features.suffixes,
            ),
            ("genders", "Genders.", &self.features.genders),
        ] {
            let Some(values) = values else { continue };
            let mut lists = TextLists::default();
            for row in self.rows(records.clone()) {
                lists.push(values.at(row).iter().map(|&code| values.text(code)));
            }
            columns.push(TableColumn {
                name: name.to_owned(),
                about: about.to_owned(),
                cells: lists.finish(),
            });
        }
        if let Some(values) = &self.features.organisations {
            columns.push(TableColumn {
                name: "organisations".to_owned(),
                about: "Organisations, with how rare each is.".to_owned(),
                cells: self.with_bits(values, &self.frequencies.organisations, records),
            });
        }
        columns
    }

    /// Texts with how rare they are and their letters as sets of bits.
    fn with_bits(&self, values: &Values<'_>, counts: &[u32], records: Range<u32>) -> Cells {
        let mut lists = with_letter_sets(&[
            ("text", Member::Text(String::new())),
            ("bits", Member::Real(0.0)),
        ]);
        for row in self.rows(records) {
            for &code in values.at(row) {
                let text = values.text(code);
                let own = [
                    text.into(),
                    Member::Real(self.frequencies.bits(counts, code)),
                ];
                lists.push(own.into_iter().chain(letter_sets(text)));
            }
            lists.end_row();
        }
        lists.finish()
    }

    fn contacts(&self, records: Range<u32>) -> Vec<TableColumn> {
        let mut columns = self.mailboxes(records.clone());
        if let Some(phones) = &self.features.phones {
            let mut lists = RecordLists::new(&[
                ("text", Member::Text(String::new())),
                ("tail", Member::Whole(0)),
                ("people", Member::Whole(0)),
                ("series", Member::Flag(false)),
            ]);
            for row in self.rows(records) {
                for &code in phones.values.at(row) {
                    let parts = phones.parts(code);
                    lists.push([
                        phones.values.text(code).into(),
                        Member::Whole(i64::from(parts.tail)),
                        Member::Whole(people(&self.frequencies.phones, code)),
                        Member::Flag(parts.in_series),
                    ]);
                }
                lists.end_row();
            }
            columns.push(TableColumn {
                name: "phones".to_owned(),
                about: "Phones: digits, their last eight as a number, how many people share it, and whether it was given out in a row with others.".to_owned(),
                cells: lists.finish(),
            });
        }
        columns
    }

    fn addresses(&self, records: Range<u32>) -> Vec<TableColumn> {
        let Some(addresses) = &self.features.addresses else {
            return Vec::new();
        };
        let frequencies = self.frequencies;
        let mut streets = with_letter_sets(&[
            ("text", Member::Text(String::new())),
            ("name", Member::Text(String::new())),
            ("house", Member::Text(String::new())),
            ("number", Member::Text(String::new())),
        ]);
        let mut units = with_letter_sets(&[("text", Member::Text(String::new()))]);
        let mut keys = RecordLists::new(&[("key", Member::Whole(0)), ("people", Member::Whole(0))]);
        let (mut postcodes, mut cities) = (TextLists::default(), TextLists::default());
        let mut towns = with_letter_sets(&[("text", Member::Text(String::new()))]);
        let (mut postcode_bits, mut city_bits) = (Vec::new(), Vec::new());
        for (record, row) in records.clone().zip(self.rows(records)) {
            for &code in at(addresses.streets.as_ref(), row) {
                let parts = addresses.street(code);
                let name = addresses.street_names.get(parts.name);
                let whole = addresses.streets.as_ref().map_or("", |all| all.text(code));
                let house = addresses.houses.get(parts.house);
                let own = [
                    whole.into(),
                    name.into(),
                    house.into(),
                    digits_of_house(house).into(),
                ];
                streets.push(own.into_iter().chain(letter_sets(name)));
            }
            streets.end_row();
            push_spelt(addresses.units.as_ref(), row, &mut units);
            push_spelt(addresses.cities.as_ref(), row, &mut towns);
            postcodes.push(texts_at(addresses.postcodes.as_ref(), row));
            cities.push(texts_at(addresses.cities.as_ref(), row));
            let least = |values: Option<&Values<'_>>, counts: &[u32]| {
                let bits = at(values, row)
                    .iter()
                    .map(|&code| frequencies.bits(counts, code));
                bits.reduce(f64::min).unwrap_or(0.0)
            };
            postcode_bits.push(least(addresses.postcodes.as_ref(), &frequencies.postcodes));
            city_bits.push(least(addresses.cities.as_ref(), &frequencies.cities));
            for key in addresses.keys.get(record as usize) {
                let people = frequencies.addresses.get(key).copied().unwrap_or(1);
                keys.push([Member::Whole(*key as i64), Member::Whole(i64::from(people))]);
            }
            keys.end_row();
        }
        let column = |name: &str, about: &str, cells| TableColumn {
            name: name.to_owned(),
            about: about.to_owned(),
            cells,
        };
        vec![
            column(
                "streets",
                "Streets: whole, name, house number and the digits it begins with.",
                streets.finish(),
            ),
            column("units", "Flats, floors and second lines.", units.finish()),
            column("postcodes", "Postcodes.", postcodes.finish()),
            column(
                "postcode_bits",
                "How rare the least rare of them is.",
                Cells::Single(Flat::Real(postcode_bits)),
            ),
            column("cities", "Towns.", cities.finish()),
            column(
                "towns",
                "Towns with their letters as sets of bits.",
                towns.finish(),
            ),
            column(
                "city_bits",
                "How rare the least rare of them is.",
                Cells::Single(Flat::Real(city_bits)),
            ),
            column(
                "homes",
                "Whole addresses by a number, with how many people share each.",
                keys.finish(),
            ),
        ]
    }

    /// Identifiers and other texts, a column for each field.
    fn numbered(&self, records: Range<u32>) -> Vec<TableColumn> {
        let specs = self.features.records.fields();
        let title = |field: usize| specs.get(field).map_or("", |spec| spec.name.as_str());
        let mut columns = Vec::new();
        for (number, field) in self.features.identifiers.iter().enumerate() {
            let counts = self.frequencies.identifiers.get(number);
            let mut lists = RecordLists::new(&[
                ("text", Member::Text(String::new())),
                ("people", Member::Whole(0)),
                ("series", Member::Flag(false)),
            ]);
            for row in self.rows(records.clone()) {
                for &code in field.values.at(row) {
                    lists.push([
                        field.values.text(code).into(),
                        Member::Whole(people(counts.map_or(&[][..], Vec::as_slice), code)),
                        Member::Flag(field.in_series(code)),
                    ]);
                }
                lists.end_row();
            }
            columns.push(TableColumn {
                name: format!("identifier_{}", number + 1),
                about: format!("{}: letters and digits, how many people share it, and whether it was given out in a row with others.", title(field.field)),
                cells: lists.finish(),
            });
        }
        for (number, (field, values)) in self.features.texts.iter().enumerate() {
            let counts = self.frequencies.texts.get(number);
            columns.push(TableColumn {
                name: format!("text_{}", number + 1),
                about: format!("{}, with how rare each value is.", title(*field)),
                cells: self.with_bits(
                    values,
                    counts.map_or(&[][..], Vec::as_slice),
                    records.clone(),
                ),
            });
        }
        columns
    }
}

fn people(counts: &[u32], code: u32) -> i64 {
    i64::from(counts.get(code as usize).copied().unwrap_or(1))
}

fn boxes_column(boxes: RecordLists) -> TableColumn {
    TableColumn {
        name: "mailboxes".to_owned(),
        about: "The letters before the @ of each personal mailbox: as words, joined, and whether digits stood there.".to_owned(),
        cells: boxes.finish(),
    }
}

fn digits_of(text: &str) -> Member {
    Member::Text(text.chars().filter(char::is_ascii_digit).collect())
}

fn texts_at<'v>(values: Option<&'v Values<'_>>, row: Row<'v>) -> Vec<&'v str> {
    let codes = at(values, row).iter();
    codes
        .map(|&code| values.map_or("", |values| values.text(code)))
        .collect()
}

fn push_spelt(values: Option<&Values<'_>>, row: Row<'_>, into: &mut RecordLists) {
    for text in texts_at(values, row) {
        into.push(std::iter::once(Member::from(text)).chain(letter_sets(text)));
    }
    into.end_row();
}

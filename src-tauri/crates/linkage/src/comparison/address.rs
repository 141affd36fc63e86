//! Addresses: street, unit, town and postcode as one value, since they change together.

use super::{Level, Levels, best, best_pair};
use crate::contacts::{Addresses, of};
use crate::features::Features;
use crate::frequency::{Frequencies, step};
use crate::names::{Spelling, one_edit_in, spelling, spelling_in};

const STREET: u8 = 1;
const POSTCODE: u8 = 2;
const CITY: u8 = 3;

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(
        STREET,
        [0.50, 0.70, 0.000_01],
        &[
            "same address",
            "same address, a few people live there",
            "same address, several people live there",
            "same address, many people live there",
        ],
    );
    levels.add(STREET, [0.005, 0.02, 0.000_01], &["same house, other unit"]);
    levels.add(
        STREET,
        [0.08, 0.06, 0.000_01],
        &["address is the same but for a slip"],
    );
    levels.add(
        STREET,
        [0.03, 0.02, 0.000_05],
        &["same house and street, town or postcode differ"],
    );
    levels.add(
        STREET,
        [0.02, 0.02, 0.0005],
        &["same street and place, other house number"],
    );
    levels.add(
        STREET,
        [0.02, 0.02, 0.001],
        &["streets are alike or equal, the rest differs"],
    );
    levels.add(
        STREET,
        [0.04, 0.02, 0.004],
        &[
            "same postcode, other street",
            "same rare postcode, other street",
        ],
    );
    levels.add(
        STREET,
        [0.10, 0.06, 0.03],
        &["same town", "same small town"],
    );
    levels.add(STREET, [0.205, 0.08, 0.9644], &["addresses differ"]);

    levels.add(
        POSTCODE,
        [0.70, 0.85, 0.002],
        &[
            "same common postcode",
            "same postcode",
            "same rare postcode",
            "same very rare postcode",
        ],
    );
    levels.add(
        POSTCODE,
        [0.05, 0.03, 0.002],
        &["postcodes differ by one character"],
    );
    levels.add(POSTCODE, [0.05, 0.04, 0.03], &["same town, other postcode"]);
    levels.add(POSTCODE, [0.20, 0.08, 0.966], &["postcodes differ"]);

    levels.add(
        CITY,
        [0.70, 0.85, 0.03],
        &["same big town", "same town", "same small town"],
    );
    levels.add(CITY, [0.08, 0.05, 0.002], &["towns differ by a slip"]);
    levels.add(CITY, [0.03, 0.02, 0.004], &["towns are somewhat alike"]);
    levels.add(CITY, [0.19, 0.08, 0.964], &["towns differ"]);
    levels.finish()
}

const SLIP: u8 = 6;
const DIFFER: u8 = 14;
const POSTCODES: u8 = 15;
const CITIES: u8 = 22;

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: u32,
    right: u32,
) -> u8 {
    let Some(addresses) = &features.addresses else {
        return 0;
    };
    let place = Place::compare(addresses, left, right);
    let (a, b) = (
        of(addresses.streets.as_ref(), left),
        of(addresses.streets.as_ref(), right),
    );
    if let Some((street, x, _)) = best_pair(a, b, |a, b| street(addresses, a, b)) {
        return with_street(addresses, frequencies, street, x, &place, left, right);
    }
    let common = |values: &[u32], counts: &[u32], ladder: &[f64]| {
        let bits = values.iter().map(|&code| frequencies.bits(counts, code));
        step(bits.fold(f64::MAX, f64::min), ladder) as u8
    };
    if let Some(postcode) = place.postcode {
        return POSTCODES
            + match (postcode, place.city) {
                (Likeness::Equal, _) => common(
                    of(addresses.postcodes.as_ref(), left),
                    &frequencies.postcodes,
                    &[7.0, 10.0, 13.0],
                ),
                (Likeness::Near, _) => 4,
                (_, Some(Likeness::Equal)) => 5,
                _ => 6,
            };
    }
    match place.city {
        None => 0,
        Some(Likeness::Equal) => {
            CITIES
                + common(
                    of(addresses.cities.as_ref(), left),
                    &frequencies.cities,
                    &[4.0, 8.0],
                )
        }
        Some(Likeness::Near) => CITIES + 3,
        Some(Likeness::Loose) => CITIES + 4,
        Some(Likeness::Differ) => CITIES + 5,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Equal,
    Near,
    Loose,
    Differ,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Street {
    Equal,
    Slip,
    OtherNumber,
    Alike,
    Differ,
}

struct Place {
    postcode: Option<Likeness>,
    city: Option<Likeness>,
}

impl Place {
    fn compare(addresses: &Addresses<'_>, left: u32, right: u32) -> Self {
        let postcodes = addresses.postcodes.as_ref();
        let cities = addresses.cities.as_ref();
        Self {
            postcode: best(of(postcodes, left), of(postcodes, right), |a, b| {
                if a == b {
                    return Likeness::Equal;
                }
                let slip = postcodes.is_some_and(|values| {
                    let texts = &values.dictionary;
                    texts.length(a).min(texts.length(b)) >= 4 && one_edit_in(texts, a, b)
                });
                if slip {
                    Likeness::Near
                } else {
                    Likeness::Differ
                }
            }),
            city: best(of(cities, left), of(cities, right), |a, b| {
                if a == b {
                    return Likeness::Equal;
                }
                match cities.map(|values| spelling_in(&values.dictionary, a, b)) {
                    Some(Spelling::Near) => Likeness::Near,
                    Some(Spelling::Loose) => Likeness::Loose,
                    _ => Likeness::Differ,
                }
            }),
        }
    }

    /// The same place, as far as one can tell.
    fn agrees(&self) -> bool {
        match (self.postcode, self.city) {
            (Some(Likeness::Equal), _) | (None, None) => true,
            (None | Some(Likeness::Near), Some(city)) => city <= Likeness::Near,
            (Some(_), Some(city)) => city == Likeness::Equal,
            (Some(_), None) => false,
        }
    }
}

fn street(addresses: &Addresses<'_>, a: u32, b: u32) -> Street {
    if a == b {
        return Street::Equal;
    }
    let (x, y) = (addresses.street(a), addresses.street(b));
    let alike = if x.name == y.name {
        Spelling::Near
    } else {
        spelling_in(&addresses.street_names, x.name, y.name)
    };
    let same_house = x.house == y.house;
    match alike {
        Spelling::Near if same_house && x.name == y.name => Street::Equal,
        Spelling::Near | Spelling::Loose if same_house && x.house != 0 => Street::Slip,
        Spelling::Near if x.house == 0 || y.house == 0 || same_house => Street::Slip,
        Spelling::Near => Street::OtherNumber,
        Spelling::Loose => Street::Alike,
        Spelling::Differ => Street::Differ,
    }
}

fn with_street(
    addresses: &Addresses<'_>,
    frequencies: &Frequencies,
    street: Street,
    code: u32,
    place: &Place,
    left: u32,
    right: u32,
) -> u8 {
    let same_postcode = place.postcode == Some(Likeness::Equal);
    match street {
        Street::Equal if place.agrees() => {
            let units = addresses.units.as_ref();
            let unit = best(of(units, left), of(units, right), |a, b| {
                let text = |code| units.map_or("", |values| values.text(code));
                if a == b {
                    Spelling::Near
                } else {
                    spelling(text(a), text(b))
                }
            });
            if unit == Some(Spelling::Differ) {
                return 5;
            }
            1 + living_there(addresses, frequencies, left, right)
        }
        Street::Equal if addresses.street(code).house != 0 => 7,
        Street::Slip if place.agrees() => SLIP,
        Street::OtherNumber if place.agrees() => 8,
        Street::Equal | Street::Slip | Street::OtherNumber => 9,
        Street::Alike if same_postcode => 8,
        Street::Alike if !place.agrees() => 9,
        _ if same_postcode => {
            let bits = of(addresses.postcodes.as_ref(), left)
                .iter()
                .map(|&code| frequencies.bits(&frequencies.postcodes, code));
            10 + step(bits.fold(f64::MAX, f64::min), &[11.0]) as u8
        }
        _ if place.city == Some(Likeness::Equal) => {
            let bits = of(addresses.cities.as_ref(), left)
                .iter()
                .map(|&code| frequencies.bits(&frequencies.cities, code));
            12 + step(bits.fold(f64::MAX, f64::min), &[7.0]) as u8
        }
        _ => DIFFER,
    }
}

/// How many people share the address: 0 few to 3 many.
fn living_there(addresses: &Addresses<'_>, frequencies: &Frequencies, left: u32, right: u32) -> u8 {
    let keys = addresses.keys.get(left as usize);
    let others = addresses.keys.get(right as usize);
    let shared = keys.iter().filter(|key| others.contains(key));
    let people = shared
        .map(|key| frequencies.addresses.get(key).copied().unwrap_or(1))
        .max();
    match people.unwrap_or(1) {
        0..=2 => 0,
        3 | 4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{CITIES, DIFFER, POSTCODES, SLIP, levels};

    #[test]
    fn every_level_has_its_place() {
        let levels = levels();
        let text = |at: u8| levels[usize::from(at)].text.as_str();
        assert_eq!(text(SLIP), "address is the same but for a slip");
        assert_eq!(text(DIFFER), "addresses differ");
        assert_eq!(text(POSTCODES + 6), "postcodes differ");
        assert_eq!(text(CITIES + 5), "towns differ");
        assert_eq!(levels.len(), usize::from(CITIES) + 6);
    }
}

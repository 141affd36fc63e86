//! Addresses: street, unit, town and postcode as one value, since they change together.

use super::{Level, Levels, best, best_pair};
use crate::contacts::{Addresses, at};
use crate::features::Features;
use crate::frequency::{Frequencies, step};
use crate::names::{Spelling, can_be_alike, one_edit_in, spelling, spelling_in};
use crate::rows::Row;
use crate::similarity::one_edit;

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
        [0.016, 0.008, 0.000_02],
        &["same street and place, house numbers differ by a slip"],
    );
    levels.neighbours(
        STREET,
        [0.004, 0.012, 0.000_48],
        "same street and place, other house number",
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
const NUMBER_SLIP: u8 = 8;
const OTHER_NUMBER: u8 = 9;
const ELSEWHERE: u8 = 10;
const SAME_POSTCODE: u8 = 11;
const SAME_TOWN: u8 = 13;
const DIFFER: u8 = 15;
const POSTCODES: u8 = 16;
const CITIES: u8 = 23;

/// Whether a level rests neither on how many people live there nor on how common a place is.
pub(super) fn stays(level: u8) -> bool {
    match level {
        0 => true,
        1..POSTCODES => matches!(level, 5..=ELSEWHERE | DIFFER),
        POSTCODES..CITIES => level >= POSTCODES + 4,
        _ => level >= CITIES + 3,
    }
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(addresses) = &features.addresses else {
        return 0;
    };
    let place = Place {
        addresses,
        left,
        right,
    };
    let (a, b) = (
        at(addresses.streets.as_ref(), left),
        at(addresses.streets.as_ref(), right),
    );
    if let Some((street, x, _)) = best_pair(a, b, |a, b| street(addresses, a, b)) {
        return with_street(frequencies, street, x, &place);
    }
    let common = |values: &[u32], counts: &[u32], ladder: &[f64]| {
        let bits = values.iter().map(|&code| frequencies.bits(counts, code));
        step(bits.fold(f64::MAX, f64::min), ladder) as u8
    };
    if let Some(postcode) = place.postcode() {
        return POSTCODES
            + match postcode {
                Likeness::Equal => common(
                    at(addresses.postcodes.as_ref(), left),
                    &frequencies.postcodes,
                    &[7.0, 10.0, 13.0],
                ),
                Likeness::Near => 4,
                _ if place.same_city() => 5,
                _ => 6,
            };
    }
    match place.city() {
        None => 0,
        Some(Likeness::Equal) => {
            CITIES
                + common(
                    at(addresses.cities.as_ref(), left),
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
    NumberSlip,
    OtherNumber,
    Alike,
    Differ,
}

/// The postcodes and towns of two records. Most pairs are told apart by whether they are equal; how alike
/// they are written is looked at only where that decides.
struct Place<'p> {
    addresses: &'p Addresses<'p>,
    left: Row<'p>,
    right: Row<'p>,
}

impl Place<'_> {
    fn same_postcode(&self) -> bool {
        let postcodes = self.addresses.postcodes.as_ref();
        let others = at(postcodes, self.right);
        at(postcodes, self.left)
            .iter()
            .any(|code| others.contains(code))
    }

    fn same_city(&self) -> bool {
        let cities = self.addresses.cities.as_ref();
        let others = at(cities, self.right);
        at(cities, self.left)
            .iter()
            .any(|code| others.contains(code))
    }

    fn postcode(&self) -> Option<Likeness> {
        let postcodes = self.addresses.postcodes.as_ref();
        let (left, right) = (at(postcodes, self.left), at(postcodes, self.right));
        best(left, right, |a, b| {
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
        })
    }

    fn city(&self) -> Option<Likeness> {
        let cities = self.addresses.cities.as_ref();
        best(at(cities, self.left), at(cities, self.right), |a, b| {
            if a == b {
                return Likeness::Equal;
            }
            match cities.map(|values| spelling_in(&values.dictionary, a, b)) {
                Some(Spelling::Near) => Likeness::Near,
                Some(Spelling::Loose) => Likeness::Loose,
                _ => Likeness::Differ,
            }
        })
    }

    /// The same place, as far as one can tell.
    fn agrees(&self) -> bool {
        if self.same_postcode() {
            return true;
        }
        match self.postcode() {
            None => self.city().is_none_or(|city| city <= Likeness::Near),
            Some(Likeness::Near) => self.city().is_some_and(|city| city <= Likeness::Near),
            Some(_) => self.same_city(),
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
    } else if !can_be_alike(x.sketch, y.sketch) {
        Spelling::Differ
    } else {
        spelling_in(&addresses.street_names, x.name, y.name)
    };
    let same_house = x.house == y.house;
    match alike {
        Spelling::Near if same_house && x.name == y.name => Street::Equal,
        Spelling::Near | Spelling::Loose if same_house && x.house != 0 => Street::Slip,
        Spelling::Near if x.house == 0 || y.house == 0 || same_house => Street::Slip,
        Spelling::Near
            if slip_of_number(addresses.houses.get(x.house), addresses.houses.get(y.house)) =>
        {
            Street::NumberSlip
        }
        Spelling::Near => Street::OtherNumber,
        Spelling::Loose => Street::Alike,
        Spelling::Differ => Street::Differ,
    }
}

/// Whether two different house numbers may be one, mistyped. Most of a street's numbers are a digit or
/// two long, and one digit of them leads next door or down the same street: 4 and 40, 12 and 14 are
/// neighbours. What hardly any two neighbours have between them is a letter more (4 and 4a), two digits
/// swapped (12 and 21), a digit more or less of three and above (12 and 124), another digit in front of
/// the last two (124 and 524).
fn slip_of_number(left: &str, right: &str) -> bool {
    let (left, right) = (digits_of_house(left), digits_of_house(right));
    if left == right {
        return true;
    }
    if !one_edit(left, right) {
        return false;
    }
    if left.len() != right.len() {
        return left.len().max(right.len()) > 2;
    }
    let bytes = left.bytes().zip(right.bytes());
    let swapped = bytes.filter(|(one, other)| one != other).count() == 2;
    let front = |number: &str| number.len().saturating_sub(2);
    swapped || left.get(..front(left)) != right.get(..front(right))
}

/// The digits with which a house number begins.
pub(crate) fn digits_of_house(house: &str) -> &str {
    let end = house.find(|letter: char| !letter.is_ascii_digit());
    house.get(..end.unwrap_or(house.len())).unwrap_or(house)
}

fn with_street(frequencies: &Frequencies, street: Street, code: u32, place: &Place<'_>) -> u8 {
    let Place {
        addresses,
        left,
        right,
    } = *place;
    match street {
        Street::Equal if place.agrees() => {
            let units = addresses.units.as_ref();
            let unit = best(at(units, left), at(units, right), |a, b| {
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
        Street::NumberSlip if place.agrees() => NUMBER_SLIP,
        Street::OtherNumber if place.agrees() => OTHER_NUMBER,
        Street::Equal | Street::Slip | Street::NumberSlip | Street::OtherNumber => ELSEWHERE,
        Street::Alike if place.same_postcode() => OTHER_NUMBER,
        Street::Alike if !place.agrees() => ELSEWHERE,
        _ if place.same_postcode() => {
            let bits = at(addresses.postcodes.as_ref(), left)
                .iter()
                .map(|&code| frequencies.bits(&frequencies.postcodes, code));
            SAME_POSTCODE + step(bits.fold(f64::MAX, f64::min), &[11.0]) as u8
        }
        _ if place.same_city() => {
            let bits = at(addresses.cities.as_ref(), left)
                .iter()
                .map(|&code| frequencies.bits(&frequencies.cities, code));
            SAME_TOWN + step(bits.fold(f64::MAX, f64::min), &[7.0]) as u8
        }
        _ => DIFFER,
    }
}

/// How many people share the address: 0 few to 3 many.
fn living_there(
    addresses: &Addresses<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let keys = addresses.keys.get(left.record as usize);
    let others = addresses.keys.get(right.record as usize);
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
    use super::{
        CITIES, DIFFER, ELSEWHERE, NUMBER_SLIP, OTHER_NUMBER, POSTCODES, SAME_POSTCODE, SAME_TOWN,
        SLIP, compare, levels, slip_of_number,
    };
    use crate::features::Features;
    use crate::frequency::Frequencies;
    use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder};

    #[test]
    fn every_level_has_its_place() {
        let levels = levels();
        let text = |at: u8| levels[usize::from(at)].text.as_str();
        assert_eq!(text(SLIP), "address is the same but for a slip");
        assert_eq!(
            text(NUMBER_SLIP),
            "same street and place, house numbers differ by a slip"
        );
        assert_eq!(
            text(OTHER_NUMBER),
            "same street and place, other house number"
        );
        assert_eq!(
            text(ELSEWHERE),
            "streets are alike or equal, the rest differs"
        );
        assert_eq!(text(SAME_POSTCODE), "same postcode, other street");
        assert_eq!(text(SAME_TOWN), "same town");
        assert_eq!(text(DIFFER), "addresses differ");
        assert_eq!(text(POSTCODES + 6), "postcodes differ");
        assert_eq!(text(CITIES + 5), "towns differ");
        assert_eq!(levels.len(), usize::from(CITIES) + 6);
        assert!(levels[usize::from(OTHER_NUMBER)].neighbours);
        assert!(!levels[usize::from(OTHER_NUMBER)].agrees);
    }

    #[test]
    fn a_mistyped_house_number_is_told_from_the_house_next_door() {
        for (left, right, slip) in [
            ("4", "4a", true),
            ("4b", "4a", true),
            ("12", "21", true),
            ("12", "124", true),
            ("400", "40", true),
            ("124", "142", true),
            ("124", "524", true),
            ("1204", "1304", true),
            ("4", "5", false),
            ("4", "40", false),
            ("4", "41", false),
            ("5", "15", false),
            ("12", "14", false),
            ("12", "22", false),
            ("11", "22", false),
            ("124", "126", false),
            ("124", "134", false),
            ("1204", "1208", false),
            ("124", "7", false),
        ] {
            assert_eq!(slip_of_number(left, right), slip, "{left} and {right}");
            assert_eq!(slip_of_number(right, left), slip, "{right} and {left}");
        }
    }

    #[test]
    fn each_pair_of_addresses_has_its_level() {
        let level = |left: [&str; 3], right: [&str; 3]| {
            let fields = [FieldKind::Street, FieldKind::Postcode, FieldKind::City];
            let mut builder = RecordSetBuilder::new(
                fields
                    .map(|kind| FieldSpec {
                        name: String::new(),
                        kind,
                    })
                    .to_vec(),
            );
            for values in [left, right] {
                builder.begin(0);
                for (field, value) in values.into_iter().enumerate() {
                    builder.value(field, value);
                }
            }
            let records = builder.finish();
            let features = Features::read(&records);
            let frequencies = Frequencies::count(&features, None);
            compare(&features, &frequencies, features.row(0), features.row(1))
        };
        let home = ["Ulmenstraße 4", "50667", "Köln"];
        for (street, expected) in [
            ("Ulmenstr. 4", 1),
            ("Ulmenstraße 4a", NUMBER_SLIP),
            ("Ulmenstraße 40", OTHER_NUMBER),
            ("Ulmenstraße 41", OTHER_NUMBER),
            ("Ulmenstraße 7", OTHER_NUMBER),
            ("Ulmenstraße", SLIP),
        ] {
            assert_eq!(level(home, [street, "50667", "Köln"]), expected, "{street}");
        }
        let far = level(home, ["Ulmenstraße 40", "01067", "Dresden"]);
        assert_eq!(far, ELSEWHERE);
        let beside = level(home, ["Am Anger 4", "50667", "Köln"]);
        assert!((SAME_POSTCODE..SAME_TOWN).contains(&beside), "{beside}");
    }
}

//! Where people live: real towns, invented streets, postcodes of the right shape.

use crate::chance::{Seed, text_hash};
use crate::vocabulary::{Country, Vocabulary};

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) house: String,
    pub(crate) unit: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: Country,
}

impl Address {
    /// Street and number in the order of the country.
    pub(crate) fn line(&self) -> String {
        match self.country {
            Country::Germany => format!("{} {}", self.street, self.house),
            _ => format!("{} {}", self.house, self.street),
        }
    }
}

/// The home of a household; `which` tells the present one from an earlier one.
pub(crate) fn home_of(
    seed: Seed,
    words: &Vocabulary,
    household: u64,
    which: &str,
    country: Country,
) -> Address {
    let mut rng = seed.stream(which, household);
    let town = words.town(country, &mut rng);
    let street = words.street(country, &mut rng);
    let house = match rng.f64() {
        share if share < 0.06 => {
            format!("{}{}", rng.u32(1..90), char::from(b'a' + rng.u8(0..3)))
        }
        _ if country == Country::States => rng.u32(100..2900).to_string(),
        _ => rng.u32(1..120).to_string(),
    };
    let unit = match rng.f64() {
        share if share > 0.12 => String::new(),
        _ => match country {
            Country::Britain => format!("Flat {}", rng.u32(1..30)),
            Country::Germany => format!("{}. OG", rng.u32(1..6)),
            Country::States => format!("Apt {}", rng.u32(1..40)),
        },
    };
    // A street keeps its postcode: it follows from town and street.
    let key = text_hash(&format!("{}{street}", town.name));
    let start = town.postcodes[(key % town.postcodes.len() as u64) as usize];
    Address {
        city: town.name.to_owned(),
        region: town.region.to_owned(),
        postcode: postcode(country, start, key >> 8),
        street,
        house,
        unit,
        country,
    }
}

fn postcode(country: Country, start: &str, key: u64) -> String {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    match country {
        Country::Britain => {
            let first = char::from(LETTERS[(key / 10 % 20) as usize]);
            let second = char::from(LETTERS[(key / 200 % 20) as usize]);
            format!("{start} {}{first}{second}", key % 10)
        }
        _ => format!("{start}{:02}", key % 97 + 1),
    }
}

//! E-mail addresses and telephone numbers that belong to nobody.
//!
//! Addresses stand under example.com, .net and .org. Numbers come from the ranges that are set
//! aside for films and books: Ofcom's drama numbers, 555-01xx in America, the drama numbers of the
//! Bundesnetzagentur. When an estate needs more than those hold (above some 10,000 customers) the
//! rest is made up beyond them.

use crate::vocabulary::Country;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) country: Country,
    /// Area code without the leading nought.
    area: String,
    /// The rest, in groups divided by a blank.
    rest: String,
}

const BRITISH: [(&str, &str); 20] = [
    ("7700", "900"),
    ("20", "7946 0"),
    ("121", "496 0"),
    ("113", "496 0"),
    ("161", "496 0"),
    ("141", "496 0"),
    ("117", "496 0"),
    ("114", "496 0"),
    ("151", "496 0"),
    ("131", "496 0"),
    ("29", "2018 0"),
    ("115", "496 0"),
    ("116", "496 0"),
    ("191", "498 0"),
    ("28", "9649 6"),
    ("118", "496 0"),
    ("1632", "960"),
    ("3069", "990"),
    ("808", "157 0"),
    ("909", "879 0"),
];
const GERMAN: [(&str, &str); 5] = [
    ("30", "23125 "),
    ("40", "66969 "),
    ("89", "99998 "),
    ("221", "4710 "),
    ("69", "90009 "),
];
const AMERICAN: [u16; 60] = [
    212, 213, 312, 713, 206, 503, 617, 303, 512, 404, 612, 215, 619, 602, 614, 207, 608, 912, 718,
    323, 773, 281, 425, 971, 781, 720, 737, 678, 651, 267, 858, 480, 410, 305, 407, 702, 801, 505,
    816, 314, 504, 615, 704, 919, 757, 412, 216, 313, 317, 414, 402, 515, 605, 701, 406, 208, 307,
    775, 916, 510,
];

impl Phone {
    /// The number at a place of the country's list; different places give different numbers up to
    /// about half a million.
    pub(crate) fn at(country: Country, place: u64) -> Self {
        let last = place % 1000;
        let (area, rest) = match country {
            Country::Britain => match BRITISH
                .get((place / 1000) as usize)
                .filter(|_| place < 18_000)
            {
                Some((area, start)) => ((*area).to_owned(), format!("{start}{last:03}")),
                None => (format!("745{}", place % 10), format!("{:06}", place / 10)),
            },
            Country::Germany => match GERMAN.get((place / 1000) as usize) {
                Some((area, start)) => ((*area).to_owned(), format!("{start}{last:03}")),
                None if place < 5100 => ("171".into(), format!("39200{:02}", place - 5000)),
                None if place < 5200 => ("176".into(), format!("040690{:02}", place - 5100)),
                None => ("1521".into(), format!("{place:07}")),
            },
            Country::States => {
                let area = AMERICAN[(place % 60) as usize];
                let line = if place < 6000 {
                    100 + place / 60
                } else {
                    2000 + place / 60 % 8000
                };
                (area.to_string(), format!("555 {line:04}"))
            }
        };
        Self {
            country,
            area,
            rest,
        }
    }

    /// How many numbers of a country are set aside for fiction.
    pub(crate) fn reserved(country: Country) -> u64 {
        match country {
            Country::Britain => 18_000,
            Country::Germany => 5_200,
            Country::States => 6_000,
        }
    }

    /// `+447700900123`
    pub(crate) fn e164(&self) -> String {
        format!("{}{}{}", self.calling_code(), self.area, self.digits())
    }

    /// `07700 900123`, `(212) 555-0142`, `030 / 23125 042`
    pub(crate) fn national(&self) -> String {
        match self.country {
            Country::Britain => format!("0{} {}", self.area, self.rest),
            Country::Germany => format!("0{} / {}", self.area, self.rest),
            Country::States => format!("({}) {}", self.area, self.rest.replace(' ', "-")),
        }
    }

    /// `07700900123`, `2125550142`
    pub(crate) fn bare(&self) -> String {
        let nought = if self.country == Country::States {
            ""
        } else {
            "0"
        };
        format!("{nought}{}{}", self.area, self.digits())
    }

    /// `+44 7700 900123`, `+1 212-555-0142`
    pub(crate) fn international(&self) -> String {
        let code = self.calling_code();
        match self.country {
            Country::States => format!("{code} {}-{}", self.area, self.rest.replace(' ', "-")),
            _ => format!("{code} {} {}", self.area, self.rest),
        }
    }

    fn digits(&self) -> String {
        self.rest.replace(' ', "")
    }

    fn calling_code(&self) -> &'static str {
        ["+44", "+49", "+1"][self.country as usize]
    }
}

/// The providers of invented mailboxes, the biggest first.
pub(crate) const PROVIDERS: [&str; 8] = [
    "mail.example.com",
    "post.example.net",
    "inbox.example.org",
    "web.example.net",
    "home.example.com",
    "letterbox.example.org",
    "fastpost.example.net",
    "quaymail.example.com",
];

/// The provider for a number in 0..1: the biggest has a third, the smallest one in thirty.
pub(crate) fn provider(share: f64) -> &'static str {
    const REACHED: [f64; 8] = [0.34, 0.56, 0.71, 0.81, 0.88, 0.93, 0.97, 1.0];
    PROVIDERS[REACHED.partition_point(|&reached| reached <= share).min(7)]
}

/// How many ways there are to make a mailbox of a name; from `NUMBERED` on they hold a number that
/// only one person has.
pub(crate) const MAILBOX_FORMS: u8 = 10;
/// The first form that is always free.
pub(crate) const NUMBERED: u8 = 9;

/// The part before the @, in one of the ways people choose.
pub(crate) fn mailbox(form: u8, given: &str, family: &str, year: i32, number: u64) -> String {
    let (given, family) = (plain(given), plain(family));
    let initial = given.chars().next().unwrap_or('x');
    let short_year = year % 100;
    match form {
        0 => format!("{given}.{family}"),
        1 => format!("{initial}{family}"),
        2 => format!("{given}{family}"),
        3 => format!("{given}.{family}{short_year:02}"),
        4 => format!("{given}_{family}"),
        5 => format!("{initial}.{family}{short_year:02}"),
        6 => format!("{family}.{given}"),
        7 => format!("{given}{year}"),
        8 => format!("{initial}{family}{year}"),
        _ => format!("{given}.{family}{}", number + 101),
    }
}

/// Lower-case letters only: ä becomes ae, é becomes e.
pub(crate) fn plain(name: &str) -> String {
    let mut text = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'ä' => text.push_str("ae"),
            'ö' => text.push_str("oe"),
            'ü' => text.push_str("ue"),
            'ß' => text.push_str("ss"),
            'é' | 'è' | 'ë' => text.push('e'),
            'á' => text.push('a'),
            'a'..='z' | '0'..='9' | '-' => text.push(letter),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Country, Phone, plain};

    #[test]
    fn numbers_are_written_in_the_ways_systems_write_them() {
        let british = Phone::at(Country::Britain, 123);
        assert_eq!(british.e164(), "+447700900123");
        assert_eq!(british.national(), "07700 900123");
        assert_eq!(british.international(), "+44 7700 900123");
        assert_eq!(
            Phone::at(Country::States, 42 * 60).national(),
            "(212) 555-0142"
        );
        assert_eq!(
            Phone::at(Country::Germany, 42).national(),
            "030 / 23125 042"
        );
        assert_eq!(Phone::at(Country::Germany, 42).bare(), "03023125042");
    }

    #[test]
    fn places_below_the_reserve_give_different_numbers() {
        for country in Country::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for place in 0..Phone::reserved(country) + 4000 {
                assert!(seen.insert(Phone::at(country, place).e164()), "{place}");
            }
        }
    }

    #[test]
    fn mailboxes_are_plain_letters() {
        assert_eq!(plain("Zoë O'Brien-Müller"), "zoeobrien-mueller");
    }
}

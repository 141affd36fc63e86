//! The people behind the records: who they are, whom they live with, what changed in their lives.
//!
//! A person is a function of the seed and a number. People come in blocks of sixteen from one
//! country, and a block falls into households.

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;

use crate::chance::{Seed, Shuffle, text_hash};
use crate::contact::{MAILBOX_FORMS, NUMBERED, Phone, mailbox, plain, provider};
use crate::homes::{Address, home_of};
use crate::vocabulary::{Country, Vocabulary};

const BLOCK: u64 = 16;
/// How many firms there are in a country.
pub(crate) const FIRMS: u64 = 60;

/// One human being.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The number in the population.
    pub(crate) number: u64,
    pub(crate) given: String,
    pub(crate) middle_initial: Option<char>,
    pub(crate) family: String,
    /// The family name before marriage.
    pub(crate) former_family: Option<String>,
    /// Jr, for a son of the same name.
    pub(crate) suffix: &'static str,
    pub(crate) birth: NaiveDate,
    pub(crate) country: Country,
    pub(crate) home: Address,
    pub(crate) old_home: Option<Address>,
    pub(crate) email: String,
    pub(crate) other_email: Option<String>,
    pub(crate) phone: Phone,
    /// The telephone of the household.
    pub(crate) landline: Phone,
    pub(crate) company: Option<String>,
}

/// Who lives with whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Household {
    pub(crate) first: u64,
    pub(crate) size: u64,
}

struct Core {
    sex: usize,
    given: String,
    birth: NaiveDate,
    suffix: &'static str,
}

/// All people, made on demand.
#[derive(Debug)]
pub(crate) struct Population {
    pub(crate) seed: Seed,
    pub(crate) words: Vocabulary,
    /// People of the first month, and those who come in the second.
    pub(crate) size: u64,
    pub(crate) size_next: u64,
    /// For each block, how many blocks of its country come before it.
    block_rank: Vec<u32>,
    numbers: [Shuffle; 3],
    reach: [u64; 3],
    /// For each person, the way the mailbox is named.
    mailboxes: Vec<u8>,
}

impl Population {
    /// A population; `size_next` counts the newcomers of the second month too.
    pub(crate) fn new(seed: Seed, size: u64) -> Self {
        let size_next = size + size.div_ceil(33);
        let blocks = size_next.div_ceil(BLOCK);
        let mut counts = [0_u32; 3];
        let mut block_rank = Vec::with_capacity(blocks as usize);
        for block in 0..blocks {
            let country = country_of_block(seed, block) as usize;
            block_rank.push(counts[country]);
            counts[country] += 1;
        }
        let reach = [0, 1, 2].map(|country: usize| {
            let needed = u64::from(counts[country]) * BLOCK * 2;
            needed.max(Phone::reserved(Country::ALL[country]) - 100)
        });
        let mut population = Self {
            seed,
            words: Vocabulary::new(),
            size,
            size_next,
            block_rank,
            numbers: [0, 1, 2].map(|country| Shuffle::new(seed, "telephone", reach[country])),
            reach,
            mailboxes: Vec::new(),
        };
        population.mailboxes = population.name_mailboxes();
        population
    }

    /// The person of a number.
    pub(crate) fn person(&self, number: u64) -> Person {
        let household = self.household(number);
        let country = country_of_block(self.seed, number / BLOCK);
        let home = home_of(self.seed, &self.words, household.first, "home", country);
        let core = self.core(household, number, country);
        let surname = self.surname(household, number, country);
        let birth_name = (core.sex == 0
            && number - household.first < 2
            && core.birth.year() < 1999
            && self.seed.happens("married", number, 0.14))
        .then(|| {
            let mut rng = self.seed.stream("birth name", number);
            self.words.family_name(country, &mut rng)
        });
        let form = self
            .mailboxes
            .get(number as usize)
            .copied()
            .unwrap_or(NUMBERED);
        let email = self.email(number, form, &core, &surname);
        let other_email = self
            .seed
            .happens("other mailbox", number, 0.3)
            .then(|| self.second_email(number, &core, birth_name.as_deref().unwrap_or(&surname)));
        let moved = self.seed.happens("moved", household.first, 0.13);
        Person {
            number,
            middle_initial: self
                .seed
                .happens("middle", number, 0.25)
                .then(|| char::from(b'A' + self.seed.one_of("initial", number, 20) as u8)),
            former_family: birth_name.filter(|name| *name != surname),
            suffix: core.suffix,
            birth: core.birth,
            country,
            old_home: moved
                .then(|| home_of(self.seed, &self.words, household.first, "old home", country)),
            home,
            email,
            other_email,
            phone: self.phone(country, number, 0),
            landline: self.phone(country, household.first, 1),
            company: self.company(number, country),
            given: core.given,
            family: surname,
        }
    }

    /// Whom a person lives with.
    pub(crate) fn household(&self, number: u64) -> Household {
        let block = number / BLOCK;
        let end = (block + 1) * BLOCK;
        let mut rng = self.seed.stream("households", block);
        let mut first = block * BLOCK;
        loop {
            let size = match rng.f64() {
                share if share < 0.80 => 1,
                share if share < 0.91 => 2,
                share if share < 0.96 => 3,
                _ => 4,
            };
            let size = size.min(end - first);
            if number < first + size {
                return Household { first, size };
            }
            first += size;
        }
    }

    /// The mailbox a household shares, if it does.
    pub(crate) fn shared_mailbox(&self, number: u64) -> Option<String> {
        let household = self.household(number);
        let shared =
            household.size > 1 && self.seed.happens("shared mailbox", household.first, 0.09);
        shared.then(|| {
            let country = country_of_block(self.seed, number / BLOCK);
            let surname = plain(&self.surname(household, household.first, country));
            let host = provider(self.seed.share("shared provider", household.first));
            format!("the.{surname}s{}@{host}", household.first % 9973)
        })
    }

    /// Chooses for everybody the first way of naming a mailbox that nobody took before. Keeps 8
    /// bytes a person while it runs, one afterwards.
    fn name_mailboxes(&self) -> Vec<u8> {
        let mut taken = std::collections::HashSet::new();
        let mut forms = Vec::with_capacity(self.size_next as usize);
        for number in 0..self.size_next {
            let household = self.household(number);
            let country = country_of_block(self.seed, number / BLOCK);
            let core = self.core(household, number, country);
            let surname = self.surname(household, number, country);
            let wanted = match self.seed.share("mailbox form", number) {
                share if share < 0.3 => 0,
                share => 1 + (share * 10.0) as u8 % 8,
            };
            let form = (0..MAILBOX_FORMS - 1)
                .map(|step| (wanted + step) % (MAILBOX_FORMS - 1))
                .find(|&form| taken.insert(text_hash(&self.email(number, form, &core, &surname))))
                .unwrap_or(NUMBERED);
            forms.push(form);
        }
        forms
    }

    fn core(&self, household: Household, number: u64, country: Country) -> Core {
        let place = number - household.first;
        let mut rng = self.seed.stream("person", number);
        if place == 0 {
            let sex = usize::from(rng.bool());
            let given = self.words.given_name(country, sex, &mut rng).to_owned();
            let birth = day_in(&mut rng, 1938, 2003);
            return Core {
                sex,
                given,
                birth,
                suffix: "",
            };
        }
        let head = self.core(household, household.first, country);
        if place == 1 {
            let sex = if rng.f64() < 0.94 {
                1 - head.sex
            } else {
                head.sex
            };
            let given = self.words.given_name(country, sex, &mut rng).to_owned();
            let years = rng.i32(-6..=6);
            let birth = day_in(
                &mut rng,
                head.birth.year() + years,
                head.birth.year() + years,
            );
            return Core {
                sex,
                given,
                birth,
                suffix: "",
            };
        }
        let sex = usize::from(rng.bool());
        let named_after = sex == head.sex && rng.f64() < 0.10;
        let given = if named_after {
            head.given
        } else {
            self.words.given_name(country, sex, &mut rng).to_owned()
        };
        let year = (head.birth.year() + rng.i32(21..=34)).min(2009);
        let suffix = if named_after && country == Country::States {
            "Jr"
        } else {
            ""
        };
        Core {
            sex,
            given,
            birth: day_in(&mut rng, year, year),
            suffix,
        }
    }

    fn surname(&self, household: Household, number: u64, country: Country) -> String {
        let place = number - household.first;
        let own = place == 1 && self.seed.happens("own name kept", number, 0.25);
        let whose = if own { number } else { household.first };
        self.words
            .family_name(country, &mut self.seed.stream("surname", whose))
    }

    fn email(&self, number: u64, form: u8, core: &Core, surname: &str) -> String {
        let host = provider(self.seed.share("provider", number));
        let name = mailbox(form, &core.given, surname, core.birth.year(), number);
        format!("{name}@{host}")
    }

    fn second_email(&self, number: u64, core: &Core, surname: &str) -> String {
        let host = provider(self.seed.share("second provider", number));
        let given = plain(&core.given);
        // The number is the person's own, so that no two people end up in one mailbox.
        match self.seed.one_of("second form", number, 3) {
            0 => format!("{given}.{}{}@{host}", plain(surname), number + 20_000),
            1 => {
                let short: String = given.chars().take(3).collect();
                format!(
                    "{short}{}{:02}@{host}",
                    number + 1000,
                    core.birth.year() % 100
                )
            }
            _ => {
                let word = [
                    "seaside",
                    "gardener",
                    "tidewater",
                    "pinewood",
                    "walker",
                    "lighthouse",
                ][self.seed.one_of("second word", number, 6)];
                format!("{word}{}@{host}", number + 100)
            }
        }
    }

    fn phone(&self, country: Country, number: u64, line: u64) -> Phone {
        let block = u64::from(self.block_rank[(number / BLOCK) as usize]);
        let rank = (block * BLOCK + number % BLOCK) * 2 + line;
        let place = self.numbers[country as usize].at(rank % self.reach[country as usize]);
        Phone::at(country, place)
    }

    fn company(&self, number: u64, country: Country) -> Option<String> {
        self.seed.happens("company", number, 0.16).then(|| {
            // Few firms, so that colleagues meet.
            self.firm(
                country,
                self.seed.one_of("firm", number, FIRMS as usize) as u64,
            )
        })
    }

    /// The name of one of the firms of a country.
    pub(crate) fn firm(&self, country: Country, firm: u64) -> String {
        let mut rng = self.seed.stream("firm name", firm + 100 * country as u64);
        let name = self.words.family_name(country, &mut rng);
        let trades = match country {
            Country::Germany => ["Tischlerei", "Architekten", "Gartenbau", "Gastro"],
            _ => ["Joinery", "Interiors", "Architects", "Hospitality"],
        };
        let form = ["Ltd", "GmbH", "LLC"][country as usize];
        format!("{name} {} {form}", trades[rng.usize(0..4)])
    }
}

fn country_of_block(seed: Seed, block: u64) -> Country {
    match seed.share("country", block) {
        share if share < 0.48 => Country::Britain,
        share if share < 0.76 => Country::Germany,
        _ => Country::States,
    }
}

/// A day between the first of one year and the last of another.
fn day_in(rng: &mut Rng, from: i32, to: i32) -> NaiveDate {
    let start = NaiveDate::from_yo_opt(from, 1).unwrap_or_default();
    start + Days::new(rng.u64(0..365 * (to - from + 1) as u64))
}

#[cfg(test)]
mod tests {
    use super::Population;
    use crate::chance::Seed;

    #[test]
    fn a_person_is_the_same_whenever_asked() {
        let people = Population::new(Seed(3), 300);
        let again = Population::new(Seed(3), 300);
        for number in 0..people.size {
            assert_eq!(
                format!("{:?}", people.person(number)),
                format!("{:?}", again.person(number))
            );
        }
    }

    #[test]
    fn mailboxes_and_telephones_belong_to_one_person() {
        let people = Population::new(Seed(3), 5000);
        let mut seen = std::collections::BTreeSet::new();
        for number in 0..people.size_next {
            let person = people.person(number);
            assert!(seen.insert(person.email.clone()), "{} twice", person.email);
            assert!(seen.insert(person.phone.e164()), "{:?} twice", person.phone);
            if let Some(other) = person.other_email {
                assert!(seen.insert(other.clone()), "{other} twice");
            }
        }
    }

    #[test]
    fn about_a_third_live_with_others() {
        let people = Population::new(Seed(3), 4000);
        let shared = (0..4000)
            .filter(|&number| people.household(number).size > 1)
            .count();
        assert!((1200..1800).contains(&shared), "{shared} of 4000");
    }
}

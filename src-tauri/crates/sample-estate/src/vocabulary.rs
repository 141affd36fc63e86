//! The names, towns, streets and products people and records are put together from.

use std::collections::HashMap;

use fastrand::Rng;

/// Where a person lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Country {
    Britain,
    Germany,
    States,
}

impl Country {
    pub(crate) const ALL: [Self; 3] = [Self::Britain, Self::Germany, Self::States];

    /// ISO 3166 alpha-2.
    pub(crate) fn code(self) -> &'static str {
        ["GB", "DE", "US"][self as usize]
    }

    /// The name in English.
    pub(crate) fn name(self) -> &'static str {
        ["United Kingdom", "Germany", "United States"][self as usize]
    }

    /// ISO 4217.
    pub(crate) fn currency(self) -> &'static str {
        ["GBP", "EUR", "USD"][self as usize]
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A list that is drawn from by weight.
#[derive(Debug)]
pub(crate) struct Skewed<T> {
    items: Vec<T>,
    reached: Vec<f64>,
}

impl<T> Default for Skewed<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            reached: Vec::new(),
        }
    }
}

impl<T> Skewed<T> {
    fn push(&mut self, item: T, weight: f64) {
        let total = self.reached.last().copied().unwrap_or(0.0) + weight;
        self.items.push(item);
        self.reached.push(total);
    }

    /// Adds an item less common than the one before: weight 1 / (rank + `flatness`), after Zipf.
    fn push_next(&mut self, item: T, flatness: f64) {
        let rank = self.items.len() as f64 + 1.0;
        self.push(item, 1.0 / (rank + flatness));
    }

    /// One of them. The lists are compiled in and never empty.
    pub(crate) fn pick(&self, rng: &mut Rng) -> &T {
        let total = self.reached.last().copied().unwrap_or(1.0);
        let mark = rng.f64() * total;
        let place = self.reached.partition_point(|&reached| reached <= mark);
        &self.items[place.min(self.items.len() - 1)]
    }
}

/// A town and where its postcodes begin.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    pub(crate) postcodes: Vec<&'static str>,
}

/// Something the shop sells; the price in hundredths.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) sku: &'static str,
    pub(crate) name: &'static str,
    pub(crate) price: u64,
}

/// Everything there is to draw from; lists by country in the order of [`Country::ALL`].
#[derive(Debug)]
pub(crate) struct Vocabulary {
    given: [[Skewed<&'static str>; 2]; 3],
    short_forms: HashMap<&'static str, Vec<&'static str>>,
    family: [Skewed<&'static str>; 3],
    rare_roots: [Skewed<&'static str>; 3],
    rare_endings: [Skewed<&'static str>; 3],
    towns: [Skewed<Town>; 3],
    street_roots: [Skewed<&'static str>; 3],
    street_kinds: [Skewed<&'static str>; 3],
    /// What is for sale, the most bought first.
    pub(crate) products: Skewed<Product>,
}

impl Vocabulary {
    /// Reads the lists that are compiled in.
    pub(crate) fn new() -> Self {
        let mut all = Self {
            given: Default::default(),
            short_forms: HashMap::new(),
            family: Default::default(),
            rare_roots: Default::default(),
            rare_endings: Default::default(),
            towns: Default::default(),
            street_roots: Default::default(),
            street_kinds: Default::default(),
            products: Skewed::default(),
        };
        all.read_given_names();
        for line in lines(include_str!("../data/family-names.txt")) {
            let mut words = line.split_whitespace();
            if let Some(country) = words.next().and_then(Country::parse) {
                for name in words {
                    all.family[country as usize].push_next(name, 6.0);
                }
            }
        }
        read_parts(
            include_str!("../data/name-parts.txt"),
            &mut all.rare_roots,
            &mut all.rare_endings,
        );
        read_parts(
            include_str!("../data/streets.txt"),
            &mut all.street_roots,
            &mut all.street_kinds,
        );
        all.read_towns();
        for line in lines(include_str!("../data/products.txt")) {
            let mut parts = line.split('|');
            if let (Some(sku), Some(name), Some(price)) = (parts.next(), parts.next(), parts.next())
            {
                let price = price.parse().unwrap_or(1000);
                all.products.push_next(Product { sku, name, price }, 9.0);
            }
        }
        all
    }

    /// A given name; the sex is 0 for women, 1 for men.
    pub(crate) fn given_name(&self, country: Country, sex: usize, rng: &mut Rng) -> &'static str {
        self.given[country as usize][sex & 1].pick(rng)
    }

    /// What friends say for a given name; nothing where there is no short form.
    pub(crate) fn short_forms(&self, given: &str) -> &[&'static str] {
        self.short_forms.get(given).map_or(&[], Vec::as_slice)
    }

    /// A family name: a common one, or one of the long tail.
    pub(crate) fn family_name(&self, country: Country, rng: &mut Rng) -> String {
        let at = country as usize;
        if rng.f64() < 0.30 {
            return (*self.family[at].pick(rng)).to_owned();
        }
        let root = self.rare_roots[at].pick(rng);
        let ending = self.rare_endings[at].pick(rng);
        format!("{root}{ending}")
    }

    /// A town.
    pub(crate) fn town(&self, country: Country, rng: &mut Rng) -> &Town {
        self.towns[country as usize].pick(rng)
    }

    /// A street without a number.
    pub(crate) fn street(&self, country: Country, rng: &mut Rng) -> String {
        let at = country as usize;
        let root = self.street_roots[at].pick(rng);
        let kind = self.street_kinds[at].pick(rng);
        match country {
            Country::Germany => format!("{root}{kind}"),
            _ => format!("{root} {kind}"),
        }
    }

    fn read_given_names(&mut self) {
        for line in lines(include_str!("../data/given-names.txt")) {
            let mut words = line.split_whitespace();
            let (Some(country), Some(sex), Some(entry)) = (
                words.next().and_then(Country::parse),
                words.next(),
                words.next(),
            ) else {
                continue;
            };
            let (name, short) = entry.split_once('=').unwrap_or((entry, ""));
            self.given[country as usize][usize::from(sex == "m")].push_next(name, 25.0);
            if !short.is_empty() {
                self.short_forms.insert(name, short.split(',').collect());
            }
        }
    }

    fn read_towns(&mut self) {
        for line in lines(include_str!("../data/places.txt")) {
            let parts: Vec<&'static str> = line.split('|').collect();
            let [country, weight, name, region, postcodes] = parts[..] else {
                continue;
            };
            if let Some(country) = Country::parse(country) {
                let town = Town {
                    name,
                    region,
                    postcodes: postcodes.split_whitespace().collect(),
                };
                self.towns[country as usize].push(town, weight.parse().unwrap_or(1.0));
            }
        }
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Lines such as `GB-roots Ash Thorn …` and a second list beside it.
fn read_parts(
    text: &'static str,
    first: &mut [Skewed<&'static str>; 3],
    second: &mut [Skewed<&'static str>; 3],
) {
    for line in lines(text) {
        let mut words = line.split_whitespace();
        let Some((country, part)) = words.next().and_then(|head| head.split_once('-')) else {
            continue;
        };
        let Some(country) = Country::parse(country) else {
            continue;
        };
        let list = if part == "roots" {
            &mut *first
        } else {
            &mut *second
        };
        for word in words {
            list[country as usize].push_next(word, 10.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Country, Vocabulary};
    use fastrand::Rng;

    #[test]
    fn names_are_skewed_as_in_life_with_a_long_tail() {
        let words = Vocabulary::new();
        let mut rng = Rng::with_seed(7);
        let mut seen = std::collections::BTreeMap::<String, u32>::new();
        for _ in 0..20_000 {
            *seen
                .entry(words.family_name(Country::Britain, &mut rng))
                .or_default() += 1;
        }
        let mut counts: Vec<u32> = seen.values().copied().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        assert!(
            counts[0] > 300,
            "the commonest name stands for more than 1.5 %"
        );
        assert!(counts[0] > 4 * counts[40]);
        assert!(counts.len() > 1500, "only {} family names", counts.len());
    }

    #[test]
    fn every_list_holds_something_and_short_forms_are_known() {
        let words = Vocabulary::new();
        let mut rng = Rng::with_seed(1);
        for country in Country::ALL {
            for sex in [0, 1] {
                assert!(!words.given_name(country, sex, &mut rng).is_empty());
            }
            assert!(!words.town(country, &mut rng).postcodes.is_empty());
            assert!(words.street(country, &mut rng).len() > 4);
        }
        assert!(words.short_forms("Margaret").contains(&"Peggy"));
    }
}

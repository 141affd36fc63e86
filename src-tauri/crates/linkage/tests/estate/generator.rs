//! A made-up customer estate: people in households, told by six platforms, each in its own way.
//!
//! Everything is invented and drawn from a seed; `noise` 1.0 is a usual estate, 2.0 a bad one.

use fastrand::Rng;
use rollcall_linkage::{FieldKind, FieldSpec, RecordSet, RecordSetBuilder};

pub(crate) struct Estate {
    pub(crate) records: RecordSet,
    /// The person of each record; not every test asks.
    #[allow(
        dead_code,
        reason = "not every test that makes an estate asks for the truth"
    )]
    pub(crate) truth: Vec<u32>,
}

const GIVEN: &[(&str, &str, &[&str])] = &[
    ("james", "m", &["jim", "jamie"]),
    ("mary", "f", &["molly", "polly"]),
    ("robert", "m", &["bob", "rob"]),
    ("patricia", "f", &["pat", "trish"]),
    ("john", "m", &["jack", "johnny"]),
    ("jennifer", "f", &["jen", "jenny"]),
    ("michael", "m", &["mike", "mick"]),
    ("elizabeth", "f", &["liz", "beth"]),
    ("william", "m", &["bill", "will"]),
    ("susan", "f", &["sue"]),
    ("david", "m", &["dave"]),
    ("margaret", "f", &["maggie", "peggy"]),
    ("richard", "m", &["dick", "rick"]),
    ("sarah", "f", &["sally"]),
    ("thomas", "m", &["tom"]),
    ("catherine", "f", &["kate", "cathy"]),
    ("charles", "m", &["charlie"]),
    ("jessica", "f", &["jess"]),
    ("christopher", "m", &["chris"]),
    ("victoria", "f", &["vicky"]),
    ("daniel", "m", &["dan"]),
    ("nicola", "f", &["nicky"]),
    ("matthew", "m", &["matt"]),
    ("samantha", "f", &["sam"]),
    ("anthony", "m", &["tony"]),
    ("rebecca", "f", &["becky"]),
    ("andrew", "m", &["andy", "drew"]),
    ("alison", "f", &["ali"]),
    ("joseph", "m", &["joe"]),
    ("katharina", "f", &["kathi"]),
    ("stephen", "m", &["steve"]),
    ("helen", "f", &["nell"]),
    ("edward", "m", &["ted", "ed"]),
    ("laura", "f", &["laurie"]),
    ("friedrich", "m", &["fritz"]),
    ("deborah", "f", &["debbie"]),
    ("georg", "m", &["schorsch"]),
    ("angela", "f", &["angie"]),
    ("peter", "m", &["pete"]),
    ("hannah", "f", &[]),
    ("oliver", "m", &["ollie"]),
    ("grace", "f", &[]),
    ("ahmed", "m", &[]),
    ("fatima", "f", &[]),
    ("simon", "m", &["si"]),
    ("ruth", "f", &[]),
    ("lukas", "m", &["luke"]),
    ("ingrid", "f", &[]),
];

const FAMILY: &[&str] = &[
    "smith",
    "jones",
    "taylor",
    "brown",
    "williams",
    "wilson",
    "johnson",
    "davies",
    "patel",
    "wright",
    "walker",
    "white",
    "green",
    "hall",
    "khan",
    "clarke",
    "jackson",
    "wood",
    "müller",
    "schmidt",
    "schneider",
    "fischer",
    "weber",
    "becker",
    "hoffmann",
    "koch",
    "o'brien",
    "murphy",
    "kelly",
    "singh",
];

const SYLLABLES: &[&str] = &[
    "ba", "den", "ford", "ger", "hart", "kel", "lin", "mar", "nor", "pel", "ris", "son", "tor",
    "ven", "wick", "ston", "ley", "man", "berg", "stein", "quin", "ash", "by", "cot", "dale",
    "ell", "fair", "gris", "hol", "ing",
];

const STREETS: &[&str] = &[
    "High Street",
    "Station Road",
    "Church Lane",
    "Mill Road",
    "Victoria Road",
    "Green Lane",
    "Park Avenue",
    "Queens Road",
    "Manor Drive",
    "Bergstrasse",
    "Gartenweg",
    "Lindenallee",
    "Kirchplatz",
    "Old School Close",
    "The Crescent",
    "River Walk",
];

const TOWNS: &[&str] = &[
    "Ashby",
    "Brimley",
    "Colford",
    "Dunwick",
    "Eastmere",
    "Farnholt",
    "Gresham",
    "Holtby",
    "Inverley",
    "Kelstone",
    "Lowdale",
    "Marbeck",
    "Norwell",
    "Oakhurst",
    "Pelton",
    "Ravenby",
    "Selwick",
    "Thornley",
    "Upford",
    "Westbourne",
];

const DOMAINS: &[&str] = &[
    "example.com",
    "example.org",
    "mail.example",
    "post.example",
    "web.example",
];

#[derive(Clone)]
struct Person {
    given: usize,
    family: String,
    former: Option<String>,
    suffix: &'static str,
    birth: String,
    gender: &'static str,
    emails: Vec<String>,
    phones: Vec<String>,
    homes: Vec<Home>,
    card: String,
}

#[derive(Clone)]
struct Home {
    street: String,
    town: &'static str,
    postcode: String,
}

/// How many given names there are: the listed ones, and made-up ones that are rarer.
const GIVEN_NAMES: usize = 400;

fn given(at: usize) -> (String, &'static str, &'static [&'static str]) {
    GIVEN.get(at).map_or_else(
        || {
            (
                made_up(at * 31, 2),
                if at.is_multiple_of(2) { "m" } else { "f" },
                &[][..],
            )
        },
        |(name, gender, forms)| ((*name).to_owned(), *gender, *forms),
    )
}

fn made_up(mut left: usize, syllables: usize) -> String {
    let mut name = String::new();
    for _ in 0..syllables {
        name.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    name
}

struct Maker {
    random: Rng,
    noise: f64,
    families: usize,
    serial: u32,
}

/// About `people` persons with 2.5 records each.
pub(crate) fn estate(people: usize, seed: u64, noise: f64) -> Estate {
    let mut maker = Maker {
        random: Rng::with_seed(seed),
        noise,
        families: 200 + people / 4,
        serial: 0,
    };
    let mut all = Vec::new();
    while all.len() < people {
        maker.household(&mut all);
    }
    all.truncate(people);
    let mut rows = Vec::new();
    for (number, person) in all.iter().enumerate() {
        for _ in 0..maker.count() {
            rows.push((number as u32, maker.row(person)));
        }
    }
    maker.random.shuffle(&mut rows);
    let mut builder = RecordSetBuilder::new(fields());
    let mut truth = Vec::new();
    for (person, (source, values)) in rows {
        builder.begin(source);
        for (field, value) in values {
            builder.value(field, &value);
        }
        truth.push(person);
    }
    Estate {
        records: builder.finish(),
        truth,
    }
}

const GIVEN_NAME: usize = 0;
const FAMILY_NAME: usize = 1;
const SUFFIX: usize = 2;
const BIRTH_DATE: usize = 3;
const GENDER: usize = 4;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const STREET: usize = 7;
const TOWN: usize = 8;
const POSTCODE: usize = 9;
const CARD: usize = 10;

pub(crate) fn fields() -> Vec<FieldSpec> {
    let card = FieldKind::Identifier {
        personal: true,
        exclusive: true,
    };
    [
        ("Given name", FieldKind::GivenName),
        ("Family name", FieldKind::FamilyName),
        ("Name suffix", FieldKind::NameSuffix),
        ("Birth date", FieldKind::BirthDate),
        ("Gender", FieldKind::Gender),
        ("E-mail", FieldKind::Email),
        ("Phone", FieldKind::Phone),
        ("Street", FieldKind::Street),
        ("Town", FieldKind::City),
        ("Postcode", FieldKind::Postcode),
        ("Loyalty card", card),
    ]
    .map(|(name, kind)| FieldSpec {
        name: name.to_owned(),
        kind,
    })
    .to_vec()
}

impl Maker {
    fn chance(&mut self, share: f64) -> bool {
        self.random.f64() < share
    }

    fn noisy(&mut self, share: f64) -> bool {
        let share = share * self.noise;
        self.chance(share)
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.random.usize(..list.len())].clone()
    }

    fn count(&mut self) -> usize {
        match self.random.u32(0..100) {
            0..27 => 1,
            27..55 => 2,
            55..77 => 3,
            77..91 => 4,
            _ => 6,
        }
    }

    /// Few names are common, most are rare: the chance of a rank falls as 1 / (rank + head).
    fn skewed(&mut self, size: usize, head: f64) -> usize {
        let span = (size as f64 + head) / head;
        (head * span.powf(self.random.f64()) - head) as usize
    }

    fn family(&mut self) -> String {
        let families = self.families;
        let at = self.skewed(families, 20.0);
        if let Some(name) = FAMILY.get(at) {
            return (*name).to_owned();
        }
        made_up(at * 7919, 3)
    }

    fn given(&mut self, gender: &str) -> usize {
        loop {
            let at = self.skewed(GIVEN_NAMES, 12.0).min(GIVEN_NAMES - 1);
            if given(at).1 == gender {
                return at;
            }
        }
    }

    fn home(&mut self) -> Home {
        let area = self.random.u32(0..4000);
        Home {
            street: format!("{} {}", self.random.u32(1..120), self.pick(STREETS)),
            town: TOWNS[area as usize % TOWNS.len()],
            postcode: format!("{}{}", 10_000 + area * 20, ""),
        }
    }

    fn phone(&mut self, prefix: &str) -> String {
        format!("{prefix}{:07}", self.random.u32(0..10_000_000))
    }

    fn birth(&mut self, from: u32, to: u32) -> String {
        format!(
            "{}-{:02}-{:02}",
            self.random.u32(from..to),
            self.random.u32(1..13),
            self.random.u32(1..29)
        )
    }

    fn email(&mut self, given: &str, family: &str) -> String {
        let family: String = family.chars().filter(char::is_ascii_alphabetic).collect();
        let domain = self.pick(DOMAINS);
        self.serial += 1;
        let initial = &given[..1];
        match self.random.u32(0..10) {
            0..2 => format!("{given}.{family}{}@{domain}", self.random.u32(1..99)),
            2..4 => format!("{given}.{family}@host{}.example", self.serial),
            4..7 => format!("{initial}{family}{}@{domain}", self.random.u32(1..999)),
            7 => format!("{given}{}@{domain}", self.serial),
            _ => format!(
                "{}{}{}@{domain}",
                self.pick(SYLLABLES),
                self.pick(SYLLABLES),
                self.serial
            ),
        }
    }

    fn household(&mut self, people: &mut Vec<Person>) {
        let family = self.family();
        let home = self.home();
        let landline = self.phone("44161");
        let shared = self.email("family", &family);
        let adults = if self.chance(0.55) { 2 } else { 1 };
        let children = if adults == 2 {
            self.random.usize(0..3)
        } else {
            usize::from(self.chance(0.15))
        };
        let twin_birth = self.birth(1995, 2006);
        let twins = children == 2 && self.chance(0.15);
        let first = people.len();
        for at in 0..adults + children {
            let gender = if self.chance(0.5) { "m" } else { "f" };
            let child = at >= adults;
            let junior = child && gender == "m" && self.chance(0.12) && people[first].gender == "m";
            let given = if junior {
                people[first].given
            } else {
                self.given(gender)
            };
            if people[first..].iter().any(|other| other.given == given) && !junior {
                continue;
            }
            let mut person = Person {
                given,
                family: if at == 1 && self.chance(0.2) {
                    self.family()
                } else {
                    family.clone()
                },
                former: None,
                suffix: if junior { "jr" } else { "" },
                birth: if twins && child {
                    twin_birth.clone()
                } else if child {
                    self.birth(1985, 2007)
                } else {
                    self.birth(1940, 1985)
                },
                gender,
                emails: Vec::new(),
                phones: vec![self.phone("4479")],
                homes: vec![home.clone()],
                card: format!("{:09}", self.random.u32(100_000_000..999_999_999)),
            };
            let names = (self::given(given).0, person.family.clone());
            person.emails.push(self.email(&names.0, &names.1));
            if self.noisy(0.2) {
                person.emails.push(self.email(&names.0, &names.1));
            }
            if self.noisy(0.12) {
                person.emails.push(shared.clone());
            }
            if self.chance(0.4) {
                person.phones.push(landline.clone());
            }
            if self.noisy(0.1) {
                person.phones.push(self.phone("4479"));
            }
            if self.noisy(0.12) {
                person.homes.push(self.home());
            }
            if gender == "f" && !child && self.noisy(0.08) {
                person.former = Some(self.family());
            }
            people.push(person);
        }
    }

    fn slip(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        if letters.len() < 3 {
            return text.to_owned();
        }
        let at = self.random.usize(1..letters.len() - 1);
        match self.random.u32(0..4) {
            0 => letters.swap(at, at + 1),
            1 => {
                letters.remove(at);
            }
            2 => letters.insert(at, letters[at]),
            _ => letters[at] = (b'a' + self.random.u8(0..26)) as char,
        }
        letters.into_iter().collect()
    }

    /// One record of a person, as one of the six platforms tells it.
    fn row(&mut self, person: &Person) -> (u32, Vec<(usize, String)>) {
        let source = self.random.u32(0..6);
        let wanted: &[usize] = match source {
            0 => &[
                GIVEN_NAME,
                FAMILY_NAME,
                SUFFIX,
                EMAIL,
                PHONE,
                STREET,
                TOWN,
                POSTCODE,
                GENDER,
            ],
            1 => &[GIVEN_NAME, FAMILY_NAME, EMAIL, STREET, TOWN, POSTCODE],
            2 => &[EMAIL, GIVEN_NAME],
            3 => &[
                GIVEN_NAME,
                FAMILY_NAME,
                SUFFIX,
                BIRTH_DATE,
                GENDER,
                POSTCODE,
                CARD,
                PHONE,
            ],
            4 => &[GIVEN_NAME, FAMILY_NAME, PHONE, EMAIL],
            _ => &[GIVEN_NAME, FAMILY_NAME, BIRTH_DATE, EMAIL, TOWN, POSTCODE],
        };
        let mut values = Vec::new();
        let home = self.pick(&person.homes);
        for &field in wanted {
            let missing = match field {
                GIVEN_NAME if source == 2 => 0.5,
                GIVEN_NAME | FAMILY_NAME => 0.03,
                PHONE => 0.35,
                EMAIL if source == 2 => 0.0,
                EMAIL | SUFFIX => 0.2,
                _ => 0.1,
            };
            if self.chance(missing) {
                continue;
            }
            let value = self.value(field, person, &home);
            values.push((field, value));
        }
        (source, values)
    }

    fn value(&mut self, field: usize, person: &Person, home: &Home) -> String {
        match field {
            GIVEN_NAME => {
                let (name, _, forms) = given(person.given);
                if !forms.is_empty() && self.noisy(0.12) {
                    self.pick(forms).to_owned()
                } else if self.noisy(0.02) {
                    name[..1].to_owned()
                } else if self.noisy(0.03) {
                    self.slip(&name)
                } else {
                    name
                }
            }
            FAMILY_NAME => match &person.former {
                Some(former) if self.chance(0.4) => former.clone(),
                _ if self.noisy(0.03) => self.slip(&person.family),
                _ => person.family.clone(),
            },
            SUFFIX => person.suffix.to_owned(),
            BIRTH_DATE if self.noisy(0.01) => "1900-01-01".to_owned(),
            BIRTH_DATE if self.noisy(0.02) => {
                let birth = person.birth.clone();
                format!("{}-{:02}", &birth[..7], self.random.u32(1..29))
            }
            BIRTH_DATE => person.birth.clone(),
            GENDER => person.gender.to_owned(),
            EMAIL if self.noisy(0.008) => self
                .pick(&["info@example.com", "none@example.com", "shop@example.org"])
                .to_owned(),
            EMAIL => {
                let email = self.pick(&person.emails);
                if self.noisy(0.015) {
                    self.slip(&email)
                } else {
                    email
                }
            }
            PHONE if self.noisy(0.01) => self.pick(&["441610000000", "440000000000"]).to_owned(),
            PHONE => self.pick(&person.phones),
            STREET if self.noisy(0.05) => self.slip(&home.street),
            STREET => home.street.clone(),
            TOWN => home.town.to_owned(),
            POSTCODE => home.postcode.clone(),
            _ => person.card.clone(),
        }
    }
}

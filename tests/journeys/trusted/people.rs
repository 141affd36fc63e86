//! Made-up people as systems export them.

use std::fmt::Write as _;

const GIVEN: [&str; 12] = [
    "Ada", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Hugo", "Ilse", "Jakob", "Klara",
    "Leon",
];
const FAMILY: [&str; 11] = [
    "Achterberg",
    "Brinkhoff",
    "Castellan",
    "Drexler",
    "Eickhoff",
    "Fenwick",
    "Garside",
    "Habermehl",
    "Inkpen",
    "Jessop",
    "Kestrel",
];
pub(super) const HEADER: &str =
    "Customer ID,First name,Last name,Email,Phone,Date of birth,Street,City,Postcode,Updated at";

/// One row of a person; a test says what of it is otherwise.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) born: String,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) updated: String,
}

/// People who have nothing in common: fixed steps through large ranges.
pub(super) fn person(number: usize) -> Person {
    let spread = |step: u64, range: u64| (number as u64 + 1) * step % range;
    Person {
        id: format!("C{number:03}"),
        given: GIVEN[number % GIVEN.len()].into(),
        family: FAMILY[number % FAMILY.len()].into(),
        email: format!(
            "{}{}@mail.example.com",
            ["sun", "tern", "oak"][number % 3],
            spread(7919, 99_991)
        ),
        phone: format!("+44 7911 {:06}", spread(104_729, 999_983)),
        born: format!(
            "{}-{:02}-{:02}",
            1950 + spread(37, 50),
            1 + spread(5, 12),
            1 + spread(11, 28)
        ),
        street: format!(
            "{} {} Lane",
            1 + spread(37, 97),
            ["Larch", "Mill", "Quarry", "Heron", "Tanner"][number % 5]
        ),
        postcode: format!("{}", 10_115 + spread(5_147, 80_021)),
        updated: "2026-03-01".into(),
    }
}

impl Person {
    /// The row a second system has of the person.
    pub(super) fn in_shop(&self) -> Self {
        Self {
            id: self.id.replace('C', "S"),
            updated: "2026-05-01".into(),
            ..self.clone()
        }
    }
}

/// A table of them as a system exports it.
pub(super) fn table(people: &[Person]) -> String {
    let mut text = format!("{HEADER}\n");
    for one in people {
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{},Leeds,{},{}",
            one.id,
            one.given,
            one.family,
            one.email,
            one.phone,
            one.born,
            one.street,
            one.postcode,
            one.updated
        );
    }
    text
}

/// 74 people in the CRM, 26 of them once more in the shop: fifteen with their address, six with another one
/// and five with none. Three times two people gave one address.
pub(super) fn hundred() -> (Vec<Person>, Vec<Person>) {
    let mut crm: Vec<Person> = (0..74).map(person).collect();
    for pair in [(60, 61), (63, 64), (66, 68)] {
        let email = crm[pair.0].email.clone();
        crm[pair.1].email = email;
    }
    let mut shop: Vec<Person> = crm[..26].iter().map(Person::in_shop).collect();
    for (number, one) in shop.iter_mut().enumerate().skip(15) {
        one.email = match number {
            15..21 => format!("other{number}@web.example.org"),
            _ => String::new(),
        };
    }
    (crm, shop)
}

/// Two systems of people of whom many have a name in common, moved or gave another address; and rows that
/// may or may not be theirs: nothing but the name.
pub(super) fn doubtful() -> (Vec<Person>, Vec<Person>) {
    let crm: Vec<Person> = (0..260).map(person).collect();
    let mut shop: Vec<Person> = crm[..120].iter().map(Person::in_shop).collect();
    for (at, one) in shop.iter_mut().enumerate() {
        let other = person(500 + at);
        if at % 4 == 1 {
            one.email = other.email;
        }
        if at % 5 == 2 {
            one.phone = other.phone;
        }
        if at % 7 == 3 {
            one.street = other.street;
            one.postcode = other.postcode;
        }
        if at % 9 == 4 {
            one.born = String::new();
        }
    }
    for (at, one) in crm.iter().enumerate().skip(DOUBTFUL).take(20) {
        shop.push(Person {
            id: format!("S{at}"),
            email: String::new(),
            phone: String::new(),
            born: String::new(),
            street: String::new(),
            postcode: String::new(),
            ..one.clone()
        });
    }
    (crm, shop)
}

/// From this one on people have a row that may or may not be theirs, twenty of them.
pub(super) const DOUBTFUL: usize = 130;

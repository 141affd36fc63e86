//! A shop's list of 150 rows, made from a seed: most people once, ten a second time with another e-mail, three a second
//! time with a mistyped house number, and nine neighbours whose names sound alike.

/// A row of the list.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Who it is.
    pub(crate) person: usize,
    /// One of those whose names sound like a neighbour's.
    pub(crate) neighbour: bool,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) town: &'static str,
    pub(crate) postcode: &'static str,
}

const GIVEN: [&str; 24] = [
    "Greta", "Paul", "Nora", "Tim", "Lena", "Jonas", "Clara", "Emil", "Frieda", "Oskar", "Ida",
    "Max", "Marie", "Felix", "Julia", "Lukas", "Sophie", "David", "Hannah", "Moritz", "Laura",
    "Simon", "Eva", "Jakob",
];
const FAMILY: [&str; 30] = [
    "Albrecht", "Bergmann", "Caspari", "Dietrich", "Ebert", "Fischer", "Graf", "Heller", "Iversen",
    "Jansen", "Keller", "Lindner", "Moser", "Neumann", "Ott", "Pohl", "Quandt", "Richter",
    "Sommer", "Thiele", "Ullrich", "Vetter", "Wagner", "Ziegler", "Brandt", "Kaiser", "Lorenz",
    "Peters", "Roth", "Simon",
];
const STREETS: [&str; 12] = [
    "Hauptstraße",
    "Gartenweg",
    "Lindenallee",
    "Kirchgasse",
    "Schillerstraße",
    "Am Anger",
    "Talweg",
    "Ringstraße",
    "Mühlenweg",
    "Goethestraße",
    "Waldweg",
    "Bahnhofstraße",
];
const TOWNS: [(&str, &str); 8] = [
    ("Dresden", "01067"),
    ("Leipzig", "04109"),
    ("Berlin", "10115"),
    ("Hamburg", "20095"),
    ("Köln", "50667"),
    ("Stuttgart", "70173"),
    ("München", "80331"),
    ("Erfurt", "99084"),
];
const PROVIDERS: [&str; 5] = [
    "briefe.example",
    "depesche.example",
    "kurier.example",
    "postweg.example",
    "zettel.example",
];

/// Who stands in the list once, before anybody does twice.
const PEOPLE: usize = 128;
/// House numbers as they are and as they were mistyped.
const MISTYPED: [(&str, &str); 3] = [("34", "43"), ("7", "7a"), ("12", "112")];
/// Given name, family name, house number.
type Neighbour = (&'static str, &'static str, &'static str);
/// A street, the place of its town among [`TOWNS`], who lives there.
const NEIGHBOURS: [(&str, usize, &[Neighbour]); 4] = [
    (
        "Birkenweg",
        4,
        &[("Greta", "Vogt", "3"), ("Greta", "Voigt", "30")],
    ),
    (
        "Rosengasse",
        0,
        &[
            ("Paul", "Maier", "6"),
            ("Paul", "Meier", "16"),
            ("Paul", "Mayer", "8"),
        ],
    ),
    (
        "Eichenweg",
        0,
        &[("Nora", "Hofmann", "5"), ("Nora", "Hoffmann", "51")],
    ),
    (
        "Ulmenweg",
        6,
        &[("Tim", "Schmid", "2"), ("Tim", "Schmidt", "22")],
    ),
];

/// Numbers that follow from a seed alone.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn phone(&mut self) -> String {
        format!("+49151{:08}", 10_000_000 + self.below(90_000_000))
    }

    /// A mailbox made of a name in one of four ways.
    fn mailbox(&mut self, given: &str, family: &str, number: usize) -> String {
        let provider = PROVIDERS[self.below(PROVIDERS.len())];
        let (given, family) = (given.to_lowercase(), family.to_lowercase());
        let local = match number % 4 {
            0 => format!("{given}.{family}"),
            1 => {
                let initial: String = given.chars().take(1).collect();
                format!("{initial}{family}{number}")
            }
            2 => format!("{given}.{family}{}", 10 + self.below(90)),
            _ => format!("{family}.{given}"),
        };
        format!("{local}@{provider}")
    }
}

/// The list of a seed; the neighbours' phones are known or not.
pub(crate) fn list(seed: u64, with_phones: bool) -> Vec<Row> {
    let mut seeded = Seeded(seed);
    let mut rows: Vec<Row> = (0..PEOPLE)
        .map(|person| {
            let given = GIVEN[person % GIVEN.len()];
            let family = FAMILY[(7 * person + person / GIVEN.len()) % FAMILY.len()];
            let (town, postcode) = TOWNS[seeded.below(TOWNS.len())];
            let email = seeded.mailbox(given, family, person);
            let phone = seeded.phone();
            let street = STREETS[seeded.below(STREETS.len())];
            let street = format!("{street} {}", 1 + seeded.below(139));
            Row {
                person,
                neighbour: false,
                given,
                family,
                email,
                phone,
                street,
                town,
                postcode,
            }
        })
        .collect();
    for again in 0..10 {
        let mut row = rows[7 * again].clone();
        row.email = seeded.mailbox(row.given, row.family, 7 * again + 1);
        rows.push(row);
    }
    for (at, (house, mistyped)) in MISTYPED.into_iter().enumerate() {
        rows[100 + at].street = format!("Amselweg {house}");
        rows.push(Row {
            street: format!("Amselweg {mistyped}"),
            phone: String::new(),
            ..rows[100 + at].clone()
        });
    }
    for (street, town, people) in NEIGHBOURS {
        let (town, postcode) = TOWNS[town];
        for &(given, family, house) in people {
            let person = rows.len();
            let email = seeded.mailbox(given, family, person);
            let phone = seeded.phone();
            rows.push(Row {
                person,
                neighbour: true,
                given,
                family,
                email,
                phone: if with_phones { phone } else { String::new() },
                street: format!("{street} {house}"),
                town,
                postcode,
            });
        }
    }
    rows
}

//! What several people share — a switchboard, a landline, a house — makes them no one person, whether lists name
//! them or hold their own addresses alone.

use rollcall_linkage::{
    FieldKind, FieldSpec, RecordSet, RecordSetBuilder, Scores, Settings, Stated, Unwatched, link,
    pairwise_scores,
};

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;
const STREET: usize = 4;
const POSTCODE: usize = 5;
const FIRM: usize = 6;

const GIVEN_NAMES: [&str; 16] = [
    "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karla",
    "Louis", "Marta", "Nils", "Olga", "Peter",
];
const BEGINNINGS: [&str; 12] = [
    "Ash", "Bright", "Cole", "Drew", "Elm", "Fair", "Green", "Hart", "Iron", "Kings", "Lang",
    "Marsh",
];
const ENDINGS: [&str; 10] = [
    "mann", "berg", "ley", "son", "ford", "well", "ham", "ton", "by", "wood",
];

fn fields() -> Vec<FieldSpec> {
    [
        ("Given name", FieldKind::GivenName),
        ("Family name", FieldKind::FamilyName),
        ("E-mail", FieldKind::Email),
        ("Phone", FieldKind::Phone),
        ("Street", FieldKind::Street),
        ("Postcode", FieldKind::Postcode),
        ("Organisation", FieldKind::Organisation),
    ]
    .map(|(name, kind)| FieldSpec {
        name: name.to_owned(),
        kind,
    })
    .to_vec()
}

/// Numbers that come in no order, and are the same every time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// Records, and whose each is.
struct Estate {
    builder: RecordSetBuilder,
    truth: Vec<u32>,
}

impl Estate {
    fn new() -> Self {
        Self {
            builder: RecordSetBuilder::new(fields()),
            truth: Vec::new(),
        }
    }

    fn add(&mut self, list: u32, person: usize, values: &[(usize, &str)]) {
        self.builder.begin(list);
        for (field, value) in values {
            self.builder.value(*field, value);
        }
        self.truth.push(u32::try_from(person).expect("few people"));
    }

    /// How well it is linked, and how many people are found.
    fn linked(self) -> (Scores, usize) {
        let records: RecordSet = self.builder.finish();
        let linked = link(
            &records,
            &Stated::default(),
            &Settings::default(),
            &Unwatched,
        );
        let clusters = linked.expect("linkable records").clusters;
        let scores = pairwise_scores(&self.truth, &clusters);
        let mut found = clusters;
        found.sort_unstable();
        found.dedup();
        (scores, found.len())
    }
}

fn number(of: usize) -> String {
    format!("+4420{:08}", (of + 1) * 7919 % 100_000_000)
}

#[test]
fn colleagues_at_one_switchboard_are_as_many_people_as_they_are() {
    let mut drawn = Drawn(11);
    let mut estate = Estate::new();
    let mut people = 0;
    for firm in 0..120_usize {
        let (name, phone) = (
            format!("{}{} Ltd", BEGINNINGS[firm % 12], firm),
            number(firm),
        );
        for colleague in 0..[2, 4, 8, 20][firm % 4] {
            let given = GIVEN_NAMES[(colleague * 5 + firm) % 16];
            let family = format!(
                "{}{}",
                BEGINNINGS[drawn.below(12)],
                ENDINGS[drawn.below(10)]
            );
            let email = format!("p{people}@firm{firm}.example.com");
            let values = [
                (GIVEN, given),
                (FAMILY, &family),
                (EMAIL, &email),
                (PHONE, &phone),
                (FIRM, &name),
            ];
            estate.add(0, people, &values);
            if drawn.below(2) == 0 {
                estate.add(1, people, &values);
            }
            people += 1;
        }
    }
    let (scores, found) = estate.linked();
    assert!(
        scores.precision > 0.95 && scores.recall > 0.95,
        "{scores:?}"
    );
    assert!(people.abs_diff(found) * 50 < people, "{found} of {people}");
}

/// Homes of one to four people with one number, each person with an address of their own.
fn homes(mut each: impl FnMut(usize, usize, usize)) -> usize {
    let mut people = 0;
    for home in 0..400_usize {
        for member in 0..[1, 2, 2, 3, 4][home % 5] {
            each(home, member, people);
            people += 1;
        }
    }
    people
}

#[test]
fn a_family_that_no_list_names_is_told_apart_by_its_own_addresses() {
    let mut drawn = Drawn(12);
    let mut estate = Estate::new();
    let people = homes(|home, _, person| {
        let (phone, email) = (number(home), format!("p{person}x@mail.example.org"));
        for list in 0..3 {
            if list == 0 || drawn.below(2) == 0 {
                estate.add(list, person, &[(EMAIL, &email), (PHONE, &phone)]);
            }
        }
    });
    let (scores, found) = estate.linked();
    assert!(
        scores.precision > 0.99 && scores.recall > 0.99,
        "{scores:?}"
    );
    assert_eq!(found, people);
}

#[test]
fn a_block_of_flats_is_not_one_person() {
    let mut drawn = Drawn(13);
    let mut estate = Estate::new();
    let mut people = 0;
    for block in 0..30_usize {
        let (street, postcode) = (
            format!("{} {}road", block + 1, BEGINNINGS[block % 12]),
            format!("{:05}", 10_000 + block * 37),
        );
        for _ in 0..25 {
            let email = format!("q{people}y@mail.example.org");
            let values = [
                (EMAIL, email.as_str()),
                (STREET, &street),
                (POSTCODE, &postcode),
            ];
            estate.add(0, people, &values);
            if drawn.below(2) == 0 {
                estate.add(1, people, &values);
            }
            people += 1;
        }
    }
    let (scores, found) = estate.linked();
    assert!(
        scores.precision > 0.99 && scores.recall > 0.99,
        "{scores:?}"
    );
    assert_eq!(found, people);
}

#[test]
fn couples_of_one_list_stay_two_people() {
    let mut drawn = Drawn(14);
    let mut estate = Estate::new();
    let mut twice = 0;
    let mut family = String::new();
    let people = homes(|home, member, person| {
        if member == 0 {
            family = format!(
                "{}{}",
                BEGINNINGS[drawn.below(12)],
                ENDINGS[drawn.below(10)]
            );
        }
        let given = GIVEN_NAMES[(member * 5 + home) % 16];
        let phone = number(home);
        let street = format!("{} {}road", home % 90 + 1, BEGINNINGS[home % 12]);
        let postcode = format!("{:05}", 10_000 + home / 7);
        let values = [
            (GIVEN, given),
            (FAMILY, family.as_str()),
            (PHONE, &phone),
            (STREET, &street),
            (POSTCODE, &postcode),
        ];
        estate.add(0, person, &values);
        if drawn.below(20) == 0 {
            estate.add(0, person, &values);
            twice += 1;
        }
    });
    let (scores, found) = estate.linked();
    assert!(twice > 20, "some stand twice: {twice}");
    // A row that stands twice may be two people of a home who share a given name: half of them wait to be asked about.
    assert!(scores.precision > 0.95 && scores.recall > 0.4, "{scores:?}");
    assert!(found * 100 > people * 99, "{found} of {people}: {scores:?}");
}

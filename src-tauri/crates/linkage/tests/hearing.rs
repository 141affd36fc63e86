//! What is heard once and what counts twice: lists, mailboxes made of names, witnesses.

use rollcall_linkage::{
    Comparison, FieldKind, FieldSpec, Level, Linkage, RecordSet, RecordSetBuilder, RecordValues,
    Settings, Stated, Unwatched, link,
};

#[path = "estate/generator.rs"]
mod generator;

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 3;
const EMAIL: usize = 5;
const STREET: usize = 7;
const TOWN: usize = 8;
const POSTCODE: usize = 9;

type Row<'v> = (u32, Vec<(usize, &'v str)>);

/// The rows beside invented people, and their numbers.
fn beside(people: usize, rows: &[Row<'_>]) -> (RecordSet, Vec<u32>) {
    let estate = generator::estate(people, 11, 1.0);
    let mut builder = RecordSetBuilder::new(generator::fields());
    for record in 0..estate.records.len() as u32 {
        builder.begin(estate.records.sources()[record as usize]);
        for (field, value) in estate.records.values(record).values {
            builder.value(field, &value);
        }
    }
    let mut numbers = Vec::new();
    for (source, values) in rows {
        numbers.push(builder.begin(*source));
        for (field, value) in values {
            builder.value(*field, value);
        }
    }
    (builder.finish(), numbers)
}

fn run(records: &RecordSet) -> Linkage {
    link(
        records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records")
}

fn clusters(linkage: &Linkage, rows: &[u32]) -> usize {
    let mut found: Vec<u32> = rows
        .iter()
        .map(|&row| linkage.clusters[row as usize])
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

#[test]
fn mailboxes_made_of_one_name_are_alike_for_no_other_reason() {
    let (records, _) = beside(400, &[]);
    let model = run(&records).model;
    let row = |values: &[(usize, &str)]| RecordValues {
        values: values
            .iter()
            .map(|(field, value)| (*field, (*value).to_owned()))
            .collect(),
        source: None,
    };
    let named = row(&[
        (GIVEN, "James"),
        (FAMILY, "Smith"),
        (EMAIL, "james.smith@mail.example.com"),
    ]);
    let told = |other: &RecordValues| {
        let lines = model.explain(&named, other).evidence;
        lines.iter().any(|line| line.comparison == "E-mail")
    };
    // The fit of the mailbox to the name is heard as a name; it is not heard again.
    assert!(!told(&row(&[(EMAIL, "jamessmith@post.example.net")])));
    assert!(!told(&row(&[(EMAIL, "jamessmith@mail.example.com")])));
    // Two people of one given name, each with a mailbox of the own name: alike by the given name.
    let julia = row(&[
        (GIVEN, "Julia"),
        (FAMILY, "Clarke"),
        (EMAIL, "julia.clarke@mail.example.com"),
    ]);
    let another = row(&[
        (GIVEN, "Julia"),
        (FAMILY, "Jansen"),
        (EMAIL, "julia.jansen@mail.example.com"),
    ]);
    let lines = model.explain(&julia, &another).evidence;
    assert!(
        !lines
            .iter()
            .any(|line| line.comparison == "E-mail" && line.bits > 0.0)
    );
    // A number is no part of the name.
    let james = row(&[
        (GIVEN, "James"),
        (FAMILY, "Smith"),
        (EMAIL, "james.smith84@mail.example.com"),
    ]);
    let lines = model
        .explain(&james, &row(&[(EMAIL, "jamessmith84@post.example.net")]))
        .evidence;
    assert!(lines.iter().any(|line| line.comparison == "E-mail"));
}

#[test]
fn a_crowd_that_shares_a_name_and_a_list_is_no_person() {
    // The same agent stands on every ticket of a list of tickets.
    let boxes: Vec<String> = (0..120)
        .map(|at| format!("caller{at}x{}@mail.example.com", at * 7919))
        .collect();
    let rows: Vec<Row<'_>> = boxes
        .iter()
        .map(|mailbox| {
            let values = vec![
                (GIVEN, "Tessaly"),
                (FAMILY, "Marlowe"),
                (EMAIL, mailbox.as_str()),
            ];
            (9, values)
        })
        .collect();
    let (records, _) = beside(400, &rows);
    let linkage = run(&records);
    let list = linkage
        .model
        .comparisons
        .iter()
        .find(|comparison| comparison.title == "List")
        .expect("several lists are compared");
    for level in list
        .levels
        .iter()
        .filter(|level| level.text.starts_with("both"))
    {
        assert!(level.learnt.same <= level.learnt.stranger, "{level:?}");
    }
}

fn parent_and_child(sources: [u32; 2]) -> Vec<Row<'static>> {
    let home = [
        (STREET, "3 Larch Way"),
        (TOWN, "Holtby"),
        (POSTCODE, "99123"),
    ];
    let row = |source, born: &'static str| {
        let mut values = vec![
            (GIVEN, "Anneliese"),
            (FAMILY, "Quennerstedt"),
            (BIRTH, born),
        ];
        values.extend(home);
        (source, values)
    };
    let mut rows = Vec::new();
    for source in sources {
        rows.push(row(source, "1951-03-09"));
        rows.push(row(source, "1986-11-27"));
    }
    rows
}

#[test]
fn birth_dates_that_two_lists_bear_out_keep_parent_and_child_apart() {
    let (records, numbers) = beside(1000, &parent_and_child([0, 1]));
    let linkage = run(&records);
    assert_eq!(clusters(&linkage, &numbers), 2);
    let of = |row: usize| linkage.clusters[numbers[row] as usize];
    assert_eq!((of(0), of(1)), (of(2), of(3)));
}

/// The rows of 1500 people in the users of an app, in clicks and in a list of hashed addresses: every third has two
/// devices, from each of which a click may come. Gives the rows of the people who clicked on two devices.
fn people_of_devices() -> (RecordSet, Vec<Vec<u32>>) {
    let identifier = |name: &str, personal| FieldSpec {
        name: name.to_owned(),
        kind: FieldKind::Identifier {
            personal,
            exclusive: false,
        },
    };
    let mut builder = RecordSetBuilder::new(vec![
        identifier("Device", false),
        identifier("Hashed e-mail", true),
    ]);
    let mixed = |number: u64| format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut of_two = Vec::new();
    for person in 1..=1500_u64 {
        let hash = mixed(person);
        let (mut rows, mut clicks) = (Vec::new(), 0);
        let devices = if person.is_multiple_of(3) { 2 } else { 1 };
        for device in 0..devices {
            let number = mixed(100_000 + person * 2 + device);
            rows.push(builder.begin(0));
            builder.value(0, &number);
            builder.value(1, &hash);
            if !(person + device).is_multiple_of(4) {
                clicks += 1;
                rows.push(builder.begin(1));
                builder.value(0, &number);
            }
        }
        if person % 5 < 3 {
            rows.push(builder.begin(2));
            builder.value(1, &hash);
        }
        if clicks == 2 {
            of_two.push(rows);
        }
    }
    (builder.finish(), of_two)
}

#[test]
fn somebody_with_two_devices_is_one_person_however_many_lists_know_each() {
    let (records, of_two) = people_of_devices();
    let linkage = run(&records);
    let whole = of_two.iter().filter(|rows| clusters(&linkage, rows) == 1);
    let (whole, all) = (whole.count(), of_two.len());
    assert!(all > 200, "{all}");
    assert!(whole * 100 >= all * 95, "{whole} of {all}");
}

#[test]
fn a_list_without_repeats_is_learnt_to_be_one() {
    // Everybody stands once in each of two lists.
    let mut builder = RecordSetBuilder::new(generator::fields());
    for source in [0, 1] {
        for person in 0..400_u32 {
            let word = |seed: u32| -> String {
                let mut mixed = (person + 1).wrapping_mul(seed);
                (0..7)
                    .map(|_| {
                        mixed = mixed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        char::from(b'a' + (mixed >> 24) as u8 % 26)
                    })
                    .collect()
            };
            builder.begin(source);
            builder.value(GIVEN, &word(2_654_435_761));
            builder.value(FAMILY, &word(2_246_822_519));
            builder.value(EMAIL, &format!("{}@mail.example.com", word(3_266_489_917)));
        }
    }
    let records = builder.finish();
    let linkage = run(&records);
    let list = linkage
        .model
        .comparisons
        .iter()
        .find(|comparison| comparison.title == "List")
        .expect("several lists are compared");
    let strangers: f64 = within(list).map(|level| level.learnt.stranger).sum();
    let same: f64 = within(list).map(|level| level.learnt.same).sum();
    assert!(same < 0.2 * strangers, "{same} against {strangers}");
    // An explanation knows the list of a record, and does without.
    let (left, right) = (records.values(0), records.values(1));
    let told = |left: &RecordValues| {
        let lines = linkage.model.explain(left, &right).evidence;
        lines.iter().any(|line| line.comparison == "List")
    };
    assert!(told(&left));
    assert!(!told(&RecordValues {
        source: None,
        ..left
    }));
}

fn within(list: &Comparison) -> impl Iterator<Item = &Level> {
    let levels = list.levels.iter();
    levels.filter(|level| level.text.starts_with("both"))
}

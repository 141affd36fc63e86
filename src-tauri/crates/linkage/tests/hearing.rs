//! What is heard once and what counts twice: lists, mailboxes made of names, witnesses.

use rollcall_linkage::{Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link};

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
fn mailboxes_made_of_a_common_name_do_not_join_namesakes() {
    // A row with the bare address stands beside each: it has no name that could explain it.
    let boxes = [
        "james.smith@mail.example.com",
        "jamessmith@post.example.net",
        "smith.james@web.example.org",
    ];
    let mut rows: Vec<Row<'_>> = Vec::new();
    for mailbox in boxes {
        for source in [0, 1] {
            rows.push((
                source,
                vec![(GIVEN, "James"), (FAMILY, "Smith"), (EMAIL, mailbox)],
            ));
        }
        rows.push((2, vec![(EMAIL, mailbox)]));
    }
    let (records, numbers) = beside(1500, &rows);
    assert_eq!(clusters(&run(&records), &numbers), 3);
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

#[test]
fn a_list_without_repeats_is_learnt_to_be_one() {
    let (records, _) = beside(1000, &[]);
    let linkage = run(&records);
    let list = linkage
        .model
        .comparisons
        .iter()
        .find(|comparison| comparison.title == "List")
        .expect("several lists are compared");
    let within = list
        .levels
        .iter()
        .filter(|level| level.text.starts_with("both"));
    assert!(
        within
            .clone()
            .any(|level| level.learnt.same < 0.8 * level.learnt.stranger)
    );
    // An explanation knows the list of a record, and does without.
    let (mut left, right) = (records.values(0), records.values(1));
    let told = |left, right| {
        let lines = linkage.model.explain(left, right).evidence;
        lines.iter().any(|line| line.comparison == "List")
    };
    assert!(told(&left, &right));
    left.source = None;
    assert!(!told(&left, &right));
}

//! A table of which a person says what it is about is read anew, but for what people decided.

use rollcall_mapping::{TableSketch, read_as, suggest};
use rollcall_model::{Attribute, Mapping, MappingState, TableRole, Target};

const HEADER: [&str; 6] = [
    "Email",
    "First name",
    "Last name",
    "Created at",
    "Total",
    "Remark",
];

fn with<T>(file: &str, act: impl FnOnce(&TableSketch<'_>) -> T) -> T {
    let headers: Vec<String> = HEADER.iter().map(|one| (*one).to_owned()).collect();
    let rows: Vec<Vec<String>> = (1..=8)
        .map(|row| {
            vec![
                format!("a{row}@mail.example.com"),
                "Anna".into(),
                "Schmidt".into(),
                format!("2026-03-0{row}"),
                format!("{row}0.50"),
                "by the door".into(),
            ]
        })
        .collect();
    act(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

fn attribute(mapping: &Mapping, column: usize) -> Option<Attribute> {
    let target = mapping.columns[column].target.as_ref();
    target.map(|target| target.attribute.clone())
}

#[test]
fn columns_nobody_decided_about_mean_what_they_mean_in_such_a_table() {
    with("members.csv", |sketch| {
        let mut people = suggest(sketch).mapping;
        assert_eq!(people.role, TableRole::Customers);
        assert_eq!(attribute(&people, 3), Some(Attribute::CreatedAt));
        assert_eq!(attribute(&people, 4), None);
        people.columns[2].target = Some(Attribute::FormerName.into());
        people.columns[2].state = MappingState::Confirmed;
        people.columns[5].state = MappingState::Unused;
        people.columns[5].confidence = 1.0;
        people.default_country = Some("NL".into());

        let events = read_as(TableRole::Events, &people, sketch);
        assert_eq!(events.role, TableRole::Events);
        assert_eq!(attribute(&events, 3), Some(Attribute::EventTime));
        assert_eq!(attribute(&events, 4), Some(Attribute::Amount));
        assert_eq!(events.columns[2], people.columns[2]);
        assert_eq!(events.columns[5], people.columns[5]);
        assert!(events.leaves_out(5) && !events.leaves_out(3));
        assert_eq!(events.default_country.as_deref(), Some("NL"));

        assert_eq!(read_as(TableRole::Customers, &events, sketch), people);
    });
}

#[test]
fn what_is_done_to_cells_by_hand_stays_and_nothing_is_given_twice() {
    with("members.csv", |sketch| {
        let mut people = suggest(sketch).mapping;
        people.columns[4].target = Some(Attribute::EventTime.into());
        people.columns[4].state = MappingState::Confirmed;
        let events = read_as(TableRole::Events, &people, sketch);
        assert_eq!(attribute(&events, 4), Some(Attribute::EventTime));
        assert_eq!(attribute(&events, 3), None);
        assert_eq!(events.columns[3].state, MappingState::Unsure);
        assert!(events.columns[3].reason.contains("already said"));

        let mut people = suggest(sketch).mapping;
        people.columns[3].date_order = Some(rollcall_model::DateOrder::DayFirst);
        let events = read_as(TableRole::Events, &people, sketch);
        assert_eq!(events.columns[3], people.columns[3]);
    });
}

#[test]
fn what_the_file_says_of_every_row_goes_with_the_role_and_what_people_say_stays() {
    with("refunds.csv", |sketch| {
        let mut people = suggest(sketch).mapping;
        people
            .constants
            .push((Attribute::Currency.into(), "EUR".into()));
        let events = read_as(TableRole::Events, &people, sketch);
        let has = |mapping: &Mapping, attribute: Attribute| {
            let target = Target::from(attribute);
            mapping.constants.iter().any(|(one, _)| *one == target)
        };
        assert!(has(&events, Attribute::EventKind) && has(&events, Attribute::Currency));
        let back = read_as(TableRole::Customers, &events, sketch);
        assert!(!has(&back, Attribute::EventKind) && has(&back, Attribute::Currency));
    });
}

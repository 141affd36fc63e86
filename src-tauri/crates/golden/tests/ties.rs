//! Rows of exactly one date: none of them is the most recent one, so what decided instead is told, and it is the same
//! whichever file was loaded first.

use rollcall_golden::{Contribution, GoldenRecord, Rules, Survivorship, rule_label, unify};
use rollcall_model::Attribute::{City, CreatedAt, Email, JobTitle, Postcode, Street};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, Target, ValueState};

const DAY: &str = "2026-11-03";

/// An attribute, which set of it, and what stands there.
type Cell<'a> = (Attribute, u8, &'a str);

/// What a row of a source says, and when it changed.
struct Row<'a> {
    source: i64,
    as_of: &'a str,
    cells: &'a [Cell<'a>],
}

fn row<'a>(source: i64, as_of: &'a str, cells: &'a [Cell<'a>]) -> Row<'a> {
    Row {
        source,
        as_of,
        cells,
    }
}

/// What is agreed on where the rows were loaded in this order: numbers of records go by it, sources keep theirs.
fn loaded<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Row<'b>>, rules: &Rules) -> GoldenRecord {
    let rows: Vec<(&Row<'_>, Vec<StandardValue>)> = rows
        .map(|row| {
            let values = row
                .cells
                .iter()
                .map(|(attribute, group, text)| StandardValue {
                    target: Target {
                        attribute: attribute.clone(),
                        group: *group,
                    },
                    column: Some(usize::from(*group)),
                    raw: (*text).to_owned(),
                    value: (*text).to_owned(),
                    state: ValueState::Valid,
                    rule: "test".into(),
                });
            (row, values.collect())
        })
        .collect();
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .zip(1_i64..)
        .map(|((row, values), number)| Contribution {
            record: RecordId(number),
            source: SourceId(row.source),
            table: TableId(row.source),
            row: 2,
            as_of: Some(row.as_of),
            values,
        })
        .collect();
    unify(&contributions, rules, &[])
}

/// The agreed value of an attribute and by what it was decided, after holding that the order of loading tells nothing.
fn agreed(about: &Attribute, rows: &[Row<'_>], rules: &Rules) -> (String, String) {
    let told = |golden: &GoldenRecord| {
        let value = golden.values.iter().find(|one| one.attribute == *about);
        value.map(|one| (one.value.clone(), one.rule.clone()))
    };
    let first = told(&loaded(rows.iter(), rules)).expect("a value");
    let turned_round = told(&loaded(rows.iter().rev(), rules)).expect("a value");
    assert_eq!(first, turned_round, "the order of loading decided");
    first
}

#[test]
fn of_one_date_none_is_the_most_recent_and_what_decided_is_told() {
    let buyer: &[Cell<'_>] = &[(JobTitle, 0, "Buyer")];
    let head: &[Cell<'_>] = &[(JobTitle, 0, "Head of sales")];
    let clerk: &[Cell<'_>] = &[(JobTitle, 0, "Clerk")];
    let rules = Rules::default_rules();
    let mut trusting = rules.clone();
    trusting.source_priority = vec![SourceId(2)];
    let cases = [
        // Of different dates the rule decides.
        (
            vec![row(1, DAY, head), row(2, "2026-11-04", buyer)],
            &rules,
            ("Buyer", "most_recent"),
        ),
        (
            vec![row(1, DAY, head), row(2, DAY, buyer), row(3, DAY, buyer)],
            &rules,
            ("Buyer", "tie_sources"),
        ),
        (
            vec![row(1, DAY, head), row(2, DAY, buyer)],
            &trusting,
            ("Buyer", "tie_trusted"),
        ),
        (
            vec![row(1, DAY, head), row(2, DAY, buyer)],
            &rules,
            ("Head of sales", "tie_fuller"),
        ),
        (
            vec![row(1, DAY, clerk), row(2, DAY, buyer)],
            &rules,
            ("Buyer", "tie_alphabet"),
        ),
    ];
    for (rows, rules, (value, rule)) in cases {
        let got = agreed(&JobTitle, &rows, rules);
        assert_eq!((got.0.as_str(), got.1.as_str()), (value, rule));
    }
}

#[test]
fn two_values_of_one_row_are_of_one_date_and_the_first_of_them_is_no_later_one() {
    let two: &[Cell<'_>] = &[(Email, 0, "z@example.com"), (Email, 1, "a@example.com")];
    let rows = [row(1, DAY, two)];
    let got = agreed(&Email, &rows, &Rules::default_rules());
    assert_eq!(got, ("z@example.com".into(), "tie_first".into()));
    assert!(rule_label("tie_first").starts_with("A tie under the rule"));
}

#[test]
fn addresses_of_one_date_are_a_tie_as_well() {
    let harbour: &[Cell<'_>] = &[
        (Street, 0, "12 Harbour Street"),
        (Postcode, 0, "N1 1AA"),
        (City, 0, "London"),
    ];
    let elm: &[Cell<'_>] = &[
        (Street, 0, "3 Elm Road"),
        (Postcode, 0, "LS1 4AP"),
        (City, 0, "Leeds"),
    ];
    let rules = Rules::default_rules();
    let both = [row(1, DAY, elm), row(2, DAY, harbour)];
    let got = agreed(&Street, &both, &rules);
    assert_eq!(got, ("12 Harbour Street".into(), "tie_fuller".into()));
    let golden = loaded(both.iter(), &rules);
    let conflict = golden.conflict_on(&Attribute::FullAddress).expect("one");
    assert_eq!(conflict.rule, "tie_fuller");
    let later = [row(1, "2026-11-04", elm), row(2, DAY, harbour)];
    let got = agreed(&Street, &later, &rules);
    assert_eq!(got, ("3 Elm Road".into(), "most_recent".into()));
}

#[test]
fn times_that_are_values_are_decided_by_other_rules_where_those_are_chosen() {
    let mut rules = Rules::default_rules();
    rules
        .by_attribute
        .insert(CreatedAt, Survivorship::SourcePriority);
    let february: &[Cell<'_>] = &[(CreatedAt, 0, "2024-02-01")];
    let march: &[Cell<'_>] = &[(CreatedAt, 0, "2024-03-01")];
    let rows = [
        row(1, DAY, february),
        row(2, DAY, march),
        row(3, DAY, march),
    ];
    // Nobody said which source is trusted.
    let got = agreed(&CreatedAt, &rows, &rules);
    assert_eq!(got, ("2024-03-01".into(), "tie_sources".into()));
    let got = agreed(&CreatedAt, &rows, &Rules::default_rules());
    assert_eq!(got, ("2024-02-01".into(), "oldest".into()));
}

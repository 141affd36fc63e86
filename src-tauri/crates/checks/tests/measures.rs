//! The measures on small worlds whose answers can be counted by hand.

use proptest::prelude::*;
use rollcall_checks::{
    AttributeCoverage, CoverageCell, CoverageTally, EmailOnlyTally, NotAPurchase, OverlapTally,
    Purchase, RecentPurchasers, SourceStanding, TornApart, Window,
};
use rollcall_model::{
    Attribute, CustomerId, RecordId, SourceId, StandardValue, TableId, Unknown, ValueState,
};

fn value(attribute: Attribute, text: &str, state: ValueState) -> StandardValue {
    StandardValue {
        target: attribute.into(),
        column: Some(0),
        raw: text.to_owned(),
        value: text.to_owned(),
        state,
        rule: "test".into(),
    }
}

fn standing(source: i64, is_asked: bool) -> SourceStanding {
    SourceStanding {
        source: SourceId(source),
        is_asked,
    }
}

/// Standardising takes a whole name apart, so no row ever holds a value of "full name" itself.
#[test]
fn a_whole_name_is_as_good_as_its_parts() {
    use Attribute::{FamilyName, FullName, GivenName, Organisation};
    use ValueState::{Blank, Invalid, Valid};
    let mut tally = CoverageTally::new();
    tally.add_table(TableId(1), SourceId(1), [FullName]);
    tally.add_table(TableId(2), SourceId(2), [GivenName]);
    for values in [
        vec![
            value(GivenName, "Ada", Valid),
            value(FamilyName, "Marsh", Valid),
        ],
        vec![
            value(GivenName, "Ada", Valid),
            value(FamilyName, "Moor", Valid),
        ],
        vec![value(Organisation, "Marsh Ltd", Valid)],
        vec![value(FullName, "ada@example.com", Invalid)],
        vec![value(FullName, "", Blank)],
    ] {
        assert!(tally.add_record(TableId(1), &values));
        assert!(tally.add_record(TableId(2), &values));
    }
    assert_eq!(
        tally.of_source(SourceId(1), &FullName),
        Some(AttributeCoverage {
            rows: 5,
            filled: 4,
            valid: 3,
            invalid: 1,
            placeholder: 0,
            blank: 1,
            distinct: 3
        })
    );
    assert_eq!(
        tally.of_table(TableId(2)).first().map(|(_, one)| one.valid),
        Some(2)
    );
}

#[test]
fn coverage_counts_rows_and_keeps_unknown_apart_from_zero() {
    use Attribute::{Email, GivenName, Phone};
    use ValueState::{Blank, Invalid, Placeholder, Valid};
    let mut tally = CoverageTally::new();
    tally.add_table(TableId(1), SourceId(1), [Email, Phone, GivenName]);
    tally.add_table(TableId(2), SourceId(1), [Email]);
    tally.add_table(TableId(3), SourceId(2), [GivenName]);
    for (table, values) in [
        (
            1,
            vec![
                value(Email, "a@example.com", Valid),
                value(Email, "x", Invalid),
            ],
        ),
        (
            1,
            vec![value(Email, "", Placeholder), value(Phone, "", Invalid)],
        ),
        (1, vec![value(Email, "", Blank)]),
        (2, vec![value(Email, "a@example.com", Valid)]),
        (2, vec![value(Email, "b@example.com", Valid)]),
        (3, vec![value(GivenName, "Ada", Valid)]),
    ] {
        assert!(tally.add_record(TableId(table), &values));
    }
    assert!(!tally.add_record(TableId(9), &[]));
    assert_eq!(
        tally
            .of_table(TableId(1))
            .into_iter()
            .find(|(one, _)| *one == Email)
            .map(|(_, one)| one),
        Some(AttributeCoverage {
            rows: 3,
            filled: 2,
            valid: 1,
            invalid: 0,
            placeholder: 1,
            blank: 1,
            distinct: 1
        })
    );
    let matrix = tally.matrix(&[
        standing(1, true),
        standing(2, true),
        standing(3, true),
        standing(4, false),
    ]);
    assert_eq!(matrix.attributes, [GivenName, Email, Phone]);
    let words: Vec<Vec<Option<Unknown>>> = matrix
        .cells
        .iter()
        .map(|row| row.iter().map(CoverageCell::unknown).collect())
        .collect();
    assert_eq!(
        words,
        [
            vec![Some(Unknown::Blank), None, Some(Unknown::Invalid)],
            vec![None, Some(Unknown::NoColumn), Some(Unknown::NoColumn)],
            vec![Some(Unknown::NoFile); 3],
            vec![Some(Unknown::NotAsked); 3],
        ]
    );
    let CoverageCell::Known(email) = matrix.cells[0][1] else {
        panic!("the first source has e-mails");
    };
    assert_eq!((email.rows, email.valid, email.distinct), (5, 3, 2));
    assert_eq!(matrix.cells[2][0].share_valid(), None);
}

#[test]
fn overlap_is_what_one_counts_by_hand() {
    let mut tally = OverlapTally::new([SourceId(9)]);
    for sources in [&[1, 2, 1][..], &[2, 1], &[1], &[3], &[3], &[1, 2, 3], &[]] {
        let sources: Vec<_> = sources.iter().copied().map(SourceId).collect();
        tally.add_customer(&sources);
    }
    let overlap = tally.finish(2);
    assert_eq!(overlap.sources, [1, 2, 3, 9].map(SourceId));
    assert_eq!(overlap.people, 6);
    assert_eq!(
        overlap.in_common,
        [[4, 3, 1, 0], [3, 3, 1, 0], [1, 1, 3, 0], [0, 0, 0, 0]]
    );
    assert_eq!(overlap.only_here, [1, 0, 2, 0]);
    assert_eq!(overlap.intersections[0].sources, [SourceId(1), SourceId(2)]);
    assert_eq!(overlap.intersections[1].sources, [SourceId(3)]);
    assert_eq!(
        (overlap.further_intersections, overlap.people_in_further),
        (2, 2)
    );
}

#[test]
fn recent_purchasers_bought_and_kept_it() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");
    let window = Window::ending(today, 30);
    assert_eq!(window.from.to_string(), "2026-03-01");
    let mut recent = RecentPurchasers::new(window);
    for (customer, time, is_undone, amount, answer) in [
        (1, "2026-03-01", false, Some("10.00"), Ok(())),
        (1, "2026-03-31T23:59:59Z", false, None, Ok(())),
        (1, "2026-03-02", false, Some("0"), Ok(())),
        (
            2,
            "2026-02-28T23:59:59Z",
            false,
            None,
            Err(NotAPurchase::TooEarly),
        ),
        (3, "2026-04-01", false, None, Err(NotAPurchase::TooLate)),
        (4, "2026-03-10", true, None, Err(NotAPurchase::Undone)),
        (
            5,
            "2026-03-10",
            false,
            Some("-10.00"),
            Err(NotAPurchase::MoneyBack),
        ),
        (6, "yesterday", false, None, Err(NotAPurchase::NoDate)),
        (7, "", false, None, Err(NotAPurchase::NoDate)),
    ] {
        let purchase = Purchase {
            customer: CustomerId(customer),
            time,
            is_undone,
            amount,
        };
        assert_eq!(recent.add(&purchase), answer, "{purchase:?}");
    }
    let list = recent.finish();
    assert_eq!(list.members.len(), 1);
    assert_eq!(list.members[0].last_purchase, "2026-03-31T23:59:59Z");
    assert_eq!(list.members[0].purchases, 3);
    assert_eq!(list.not_counted.values().sum::<u64>(), 6);
}

#[test]
fn email_alone_tears_apart_and_mixes_up() {
    let mut tally = EmailOnlyTally::new();
    let family = "family@example.com";
    let rows = [
        (1, &["a@example.com"][..]),
        (1, &["a2@example.com"]),
        (1, &[]),
        (2, &[family]),
        (3, &[family, "c@example.com"]),
        (3, &["c@example.com"]),
        (4, &["d1@example.com"]),
        (4, &["d2@example.com"]),
        (4, &["d2@example.com", "d1@example.com"]),
    ];
    for ((customer, emails), record) in rows.into_iter().zip(1..) {
        tally.add_record(
            CustomerId(customer),
            RecordId(record),
            emails.iter().copied(),
        );
    }
    let result = tally.finish();
    assert_eq!((result.records, result.without_email), (9, 1));
    assert_eq!((result.people_by_email, result.people), (5, 4));
    let torn = TornApart {
        customer: CustomerId(1),
        pieces: 3,
        record: RecordId(1),
        other: RecordId(2),
    };
    assert_eq!(result.torn_apart, [torn]);
    let mixed = vec![(CustomerId(2), RecordId(4)), (CustomerId(3), RecordId(5))];
    assert_eq!(result.mixed_up, [mixed]);
    assert_eq!((result.too_many(), result.too_few()), (2, 1));
    assert_eq!(result.people_mixed_up(), 2);
}

proptest! {
    #[test]
    fn overlap_adds_up(customers in proptest::collection::vec(proptest::collection::vec(0..5_i64, 0..5), 0..40)) {
        let mut tally = OverlapTally::default();
        for sources in &customers {
            let sources: Vec<_> = sources.iter().copied().map(SourceId).collect();
            tally.add_customer(&sources);
        }
        let overlap = tally.finish(3);
        let listed: u64 = overlap.intersections.iter().map(|one| one.people).sum();
        prop_assert_eq!(listed + overlap.people_in_further, overlap.people);
        prop_assert_eq!(overlap.people, customers.iter().filter(|one| !one.is_empty()).count() as u64);
        for one in 0..overlap.sources.len() {
            prop_assert!(overlap.only_here[one] <= overlap.in_common[one][one]);
            for other in 0..overlap.sources.len() {
                prop_assert_eq!(overlap.in_common[one][other], overlap.in_common[other][one]);
                prop_assert!(overlap.in_common[one][other] <= overlap.in_common[one][one]);
            }
        }
    }

    #[test]
    fn coverage_in_pieces_is_coverage_in_one(states in proptest::collection::vec((0..4_usize, 0..6_u8), 0..40), cut in 0..40_usize) {
        let all = [ValueState::Valid, ValueState::Blank, ValueState::Invalid, ValueState::Placeholder];
        let tally_of = |rows: &[(usize, u8)]| {
            let mut tally = CoverageTally::new();
            tally.add_table(TableId(1), SourceId(1), [Attribute::Phone]);
            for (state, text) in rows {
                tally.add_record(TableId(1), &[value(Attribute::Phone, &text.to_string(), all[*state])]);
            }
            tally
        };
        let (left, right) = states.split_at(cut.min(states.len()));
        let mut pieces = tally_of(left);
        pieces.merge(tally_of(right));
        let whole = tally_of(&states).of_table(TableId(1));
        prop_assert_eq!(&pieces.of_table(TableId(1)), &whole);
        let counts = whole[0].1;
        prop_assert_eq!(counts.rows, counts.valid + counts.invalid + counts.placeholder + counts.blank);
        prop_assert_eq!(counts.filled + counts.blank, counts.rows);
    }

    #[test]
    fn email_groups_do_not_depend_on_order(
        (records, shuffled) in proptest::collection::vec((0..5_i64, proptest::collection::vec(0..6_u8, 0..3)), 0..20)
            .prop_map(|rows| rows.into_iter().zip(1..).map(|((customer, emails), record)| (record, customer, emails)).collect::<Vec<_>>())
            .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle())),
    ) {
        let result = |records: &[(i64, i64, Vec<u8>)]| {
            let mut tally = EmailOnlyTally::new();
            for (record, customer, emails) in records {
                let emails: Vec<String> = emails.iter().map(|one| format!("{one}@example.com")).collect();
                tally.add_record(CustomerId(*customer), RecordId(*record), emails.iter().map(String::as_str));
            }
            tally.finish()
        };
        let told = result(&records);
        prop_assert_eq!(told.people_by_email + told.too_few(), told.people + told.too_many());
        prop_assert_eq!(told, result(&shuffled));
    }
}

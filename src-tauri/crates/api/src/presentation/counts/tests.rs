//! That every number of every reply is classed once, and what is hidden.

use std::collections::BTreeSet;

use serde_json::json;

use super::{COUNTS, NEVER, OTHERS, hide, in_sentence, is_count};
use crate::presentation::shape::{Shape, Shapes};

fn has_number(shape: &Shape) -> bool {
    match shape {
        Shape::Number => true,
        Shape::List(inside) | Shape::Map(inside) => has_number(inside),
        Shape::Tuple(inside) | Shape::Either(inside) => inside.iter().any(has_number),
        _ => false,
    }
}

fn visit(
    shapes: &Shapes,
    shape: &Shape,
    at: &str,
    met: &mut BTreeSet<String>,
    numbers: &mut BTreeSet<(String, String)>,
) {
    match shape {
        Shape::Named(name) => {
            if let Some(inside) = shapes.named(name).filter(|_| met.insert(name.clone())) {
                visit(shapes, inside, name, met, numbers);
            }
        }
        Shape::List(inside) | Shape::Map(inside) => visit(shapes, inside, at, met, numbers),
        Shape::Tuple(inside) | Shape::Either(inside) => {
            for one in inside {
                visit(shapes, one, at, met, numbers);
            }
        }
        Shape::Members(members) => {
            for (name, one) in members {
                if has_number(one) {
                    numbers.insert((at.to_owned(), name.clone()));
                }
                visit(shapes, one, at, met, numbers);
            }
        }
        _ => {}
    }
}

#[test]
fn every_number_of_every_reply_is_in_one_table() {
    let shapes = Shapes::of_the_table();
    let (mut met, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for reply in shapes.replies() {
        visit(&shapes, reply, "", &mut met, &mut numbers);
    }
    let mut listed = BTreeSet::new();
    for (name, members) in COUNTS.iter().chain(OTHERS) {
        for member in *members {
            let one = ((*name).to_owned(), (*member).to_owned());
            assert!(listed.insert(one), "{name}.{member} is listed twice");
        }
    }
    let missing: Vec<_> = numbers
        .difference(&listed)
        .filter(|(_, member)| !NEVER.contains(&member.as_str()))
        .collect();
    let stale: Vec<_> = listed.difference(&numbers).collect();
    assert!(missing.is_empty(), "say what these count: {missing:?}");
    assert!(stale.is_empty(), "these are in no reply: {stale:?}");
    assert!(is_count("Nobody", "knows"), "what nobody classed is hidden");
}

#[test]
fn one_to_four_are_hidden_and_nothing_else() {
    for (from, to) in [
        (json!(0), json!(0)),
        (json!(1), json!(4.5)),
        (json!(4), json!(4.5)),
        (json!(3.0), json!(4.5)),
        (json!(5), json!(5)),
        (json!(1200), json!(1200)),
        (json!(0.25), json!(0.25)),
    ] {
        let mut value = from.clone();
        hide(&mut value);
        assert_eq!(value, to, "{from}");
    }
}

#[test]
fn sentences_hide_small_counts_of_people_and_rows() {
    for (from, to) in [
        ("1 person lives here.", "fewer than 5 people live here."),
        (
            "2 rows of Shopify would go. 3 people lose a row, and 1 of them vanish.",
            "fewer than 5 rows of Shopify would go. fewer than 5 people lose a row, and fewer than 5 of them vanish.",
        ),
        (
            "12 rows, 3 other customers",
            "12 rows, fewer than 5 other customers",
        ),
        (
            "4 of 1,204 people (1 record)",
            "fewer than 5 of 1,204 people (fewer than 5 records)",
        ),
        ("1 row is set aside", "fewer than 5 rows are set aside"),
        ("3 rows are set aside", "fewer than 5 rows are set aside"),
        ("kept for 3 months", "kept for 3 months"),
        ("in 3 systems with people", "in 3 systems with people"),
        ("2026-03-01", "2026-03-01"),
        ("Sheet 2", "Sheet 2"),
        ("14 people, 5 rows", "14 people, 5 rows"),
        ("People in 2. Rows are read", "People in 2. Rows are read"),
    ] {
        assert_eq!(in_sentence(from), to, "{from:?}");
    }
}

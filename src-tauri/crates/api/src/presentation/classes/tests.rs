//! That every text of every reply has a class.

use std::collections::BTreeSet;

use super::CLASSES;
use crate::presentation::shape::{Shape, Shapes};

fn has_text(shape: &Shape) -> bool {
    match shape {
        Shape::Text => true,
        Shape::List(inside) | Shape::Map(inside) => has_text(inside),
        Shape::Tuple(inside) | Shape::Either(inside) => inside.iter().any(has_text),
        Shape::Members(_) | Shape::Named(_) | Shape::Exactly(_) | Shape::Number | Shape::Plain => {
            false
        }
    }
}

/// Every member of a reply, at any depth, that may hold a text.
fn texts(shapes: &Shapes) -> BTreeSet<(String, String)> {
    fn visit(
        shapes: &Shapes,
        shape: &Shape,
        at: &str,
        met: &mut BTreeSet<String>,
        texts: &mut BTreeSet<(String, String)>,
    ) {
        match shape {
            Shape::Named(name) => {
                if let Some(inside) = shapes.named(name).filter(|_| met.insert(name.clone())) {
                    visit(shapes, inside, name, met, texts);
                }
            }
            Shape::List(inside) | Shape::Map(inside) => visit(shapes, inside, at, met, texts),
            Shape::Tuple(inside) | Shape::Either(inside) => {
                for one in inside {
                    visit(shapes, one, at, met, texts);
                }
            }
            Shape::Members(members) => {
                for (name, one) in members {
                    if has_text(one) {
                        texts.insert((at.to_owned(), name.clone()));
                    }
                    visit(shapes, one, at, met, texts);
                }
            }
            Shape::Text | Shape::Exactly(_) | Shape::Number | Shape::Plain => {}
        }
    }
    let (mut met, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for reply in shapes.replies() {
        visit(shapes, reply, "", &mut met, &mut texts);
    }
    texts
}

#[test]
fn every_text_of_every_reply_is_in_one_table() {
    let texts = texts(&Shapes::of_the_table());
    let mut listed = BTreeSet::new();
    for (_, table) in CLASSES {
        for (name, members) in *table {
            for member in *members {
                let one = ((*name).to_owned(), (*member).to_owned());
                assert!(listed.insert(one), "{name}.{member} is listed twice");
            }
        }
    }
    let missing: Vec<_> = texts.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&texts).collect();
    assert!(missing.is_empty(), "say what these are: {missing:?}");
    assert!(stale.is_empty(), "these are in no reply: {stale:?}");
}

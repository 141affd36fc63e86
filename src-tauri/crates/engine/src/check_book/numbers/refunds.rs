//! What became of refunds and returns that are told in rows of their own: tied to orders, or not and why.

use rollcall_model::SourceId;

use super::super::takings::RefundsTold;
use super::{Counted, Events, counted};
use crate::inventory::Marks;
use crate::view::CheckInput;

/// Says of each table what became of its refunds: what was tied gave something, of the rest it is told why not.
pub(super) fn tell(events: &Events, marks: &Marks, told: &mut Counted) {
    for one in &events.refunds {
        let name = marks.of(SourceId(one.source));
        let of = format!("{} · {}", name.name, one.table);
        if one.tied > 0 {
            let sources: Vec<String> = one
                .tied_to
                .iter()
                .map(|source| marks.of(SourceId(*source)).name)
                .collect();
            told.inputs.push(CheckInput {
                source: name,
                table: one.table.clone(),
                gave: format!(
                    "{} of orders of {}, by their numbers",
                    counted(one.tied, "refund", "refunds"),
                    sources.join(" and ")
                ),
                basis: Vec::new(),
            });
        }
        told.unknown.extend(left(one, &of));
    }
}

/// What is not known of the refunds of a table, in sentences.
fn left(one: &RefundsTold, of: &str) -> Vec<String> {
    let refunds = |count: u64| counted(count, "refund", "refunds");
    let verb = |count: u64, one: &'static str, many: &'static str| {
        if count == 1 { one } else { many }
    };
    let mut told = Vec::new();
    if one.untied > 0 {
        told.push(format!(
            "{} of {of} {} no file holds, or that may not be meant (of two sources, of somebody else, in another currency): what was given back is taken off no order.",
            refunds(one.untied),
            verb(one.untied, "names an order", "name orders")
        ));
    }
    if one.without_order > 0 {
        told.push(format!(
            "{} of {of} {} no order, so that nobody can say which orders were given back.",
            refunds(one.without_order),
            verb(one.without_order, "names", "name")
        ));
    }
    if one.without_money > 0 && !one.unread.is_empty() {
        told.push(format!(
            "{} of {of} {} no amount in a column that is read: how much money went back is not known until one is.",
            refunds(one.without_money),
            verb(one.without_money, "tells", "tell")
        ));
    } else if one.without_money > 0 {
        told.push(format!(
            "{} of {of} {} no amount: goods came back, and how much money went back is not known.",
            refunds(one.without_money),
            verb(one.without_money, "tells", "tell")
        ));
    }
    if one.unreadable > 0 {
        told.push(format!(
            "{} of {of} ought to say what was given back and {} no figure that can be read.",
            counted(one.unreadable, "cell", "cells"),
            verb(one.unreadable, "holds", "hold")
        ));
    }
    if !one.unread.is_empty() {
        let columns: Vec<String> = one.unread.iter().map(|name| format!("“{name}”")).collect();
        told.push(format!(
            "{} of {of} {} of refunds, {} figures and {} not read: {}. If it is what was given back of an order, call it “Refund amount”.",
            counted(one.unread.len() as u64, "column", "columns"),
            verb(one.unread.len() as u64, "speaks", "speak"),
            verb(one.unread.len() as u64, "holds", "hold"),
            verb(one.unread.len() as u64, "is", "are"),
            columns.join(", ")
        ));
    }
    told
}

//! Tables whose rows are no purchases although they have a date, an order and an amount: refunds, bookings and tickets.

use rollcall_model::{Attribute, Mapping, SystemKind, TableRole, Target};

use crate::decide::View;
use crate::file_words::stem;
use crate::fold::fold;
use crate::role::Evidence;
use crate::source_name::{NAMES, member_of, read_name};
use crate::suggest::TableSketch;
use crate::{deals, passages, refunds, tickets};

/// Says of every row what happened, where the name of the table does, the id that stands first or the columns of
/// tickets, and no column tells it row by row.
pub(crate) fn tell_happening(
    sketch: &TableSketch<'_>,
    views: &[View<'_>],
    evidence: &Evidence,
    mapping: &mut Mapping,
) {
    let told = told_by_name(sketch, views)
        .or_else(|| tells_tickets(sketch, evidence).then_some(tickets::HAPPENING))
        .or_else(|| tells_visits(sketch, evidence).then_some(passages::HAPPENING));
    if let Some(happening) = told {
        tell(happening, mapping);
    }
}

/// Whether the name of the table, or the id that stands first, says that each row is a refund.
pub(crate) fn lists_refunds(sketch: &TableSketch<'_>, views: &[View<'_>]) -> bool {
    told_by_name(sketch, views) == Some(refunds::HAPPENING)
}

/// What the name of the table says happened in each row, or the id that stands first.
fn told_by_name(sketch: &TableSketch<'_>, views: &[View<'_>]) -> Option<&'static str> {
    let first = views.first().filter(|view| ends_in_id(view));
    let member = stem(member_of(sketch.file));
    let name = fold(&format!("{member} {}", sketch.sheet.unwrap_or("")));
    named(&name.words).or_else(|| named(&first?.folded.words))
}

/// Whether the columns tell of tickets. Where the name of the file points to a tool of support, its rows are known as
/// such.
fn tells_tickets(sketch: &TableSketch<'_>, evidence: &Evidence) -> bool {
    let is_of_support = || {
        let named = read_name(sketch.file, sketch.sheet);
        named.system == Some(SystemKind::Support)
    };
    evidence.lists_tickets() && !is_of_support()
}

/// Whether the columns tell of people who passed, and one of them or the name of the file that they came in.
fn tells_visits(sketch: &TableSketch<'_>, evidence: &Evidence) -> bool {
    let member = stem(member_of(sketch.file));
    let name = fold(&format!("{member} {}", sketch.sheet.unwrap_or("")));
    evidence.lists_visits(passages::says_coming_in(&name))
}

/// Says of every row of a table of deals that it is one.
pub(crate) fn tell_deals(mapping: &mut Mapping) {
    tell(deals::HAPPENING, mapping);
}

fn tell(happening: &str, mapping: &mut Mapping) {
    let tells_kind = mapping.columns.iter().any(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == Attribute::EventKind)
    });
    if mapping.role != TableRole::Events || tells_kind {
        return;
    }
    let target = Target::from(Attribute::EventKind);
    mapping.constants.push((target, happening.to_owned()));
}

/// What the words of a name say; nothing where two of them say different things, or one of several.
fn named(words: &[String]) -> Option<&'static str> {
    const AND: [&str; 6] = ["and", "und", "et", "y", "e", "en"];
    if words.iter().any(|word| AND.contains(&word.as_str())) {
        return None;
    }
    let mut said = [2, 1].into_iter().flat_map(|length| {
        words.windows(length).filter_map(|phrase| {
            let phrase = phrase.concat();
            let found = NAMES.happenings.iter().find(|(word, _)| *word == phrase);
            found.map(|(_, what)| what.as_str())
        })
    });
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

fn ends_in_id(view: &View<'_>) -> bool {
    const IDS: [&str; 6] = ["id", "number", "no", "nr", "reference", "ref"];
    let last = view.folded.words.last();
    last.is_some_and(|last| IDS.contains(&last.as_str()))
}

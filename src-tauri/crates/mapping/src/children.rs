//! Lists of children: without another name in the table the child is whom a row is about, and beside one somebody else.

use rollcall_model::{Attribute, AttributeFamily, ColumnMapping, MappingState};

use crate::beside::names_somebody_else;
use crate::decide::View;
use crate::detect::Kind;
use crate::fold::Folded;
use crate::header_words::{HeaderGuess, Meaning, Qualifier, guess};

/// Words for one child; more of them at once are a number of children.
const CHILDREN: [&str; 13] = [
    "child", "childs", KIND, "kindes", "enfant", "hijo", "hija", "figlio", "figlia", "filho",
    "filha", "sohn", "tochter",
];
/// A child in German and Dutch, and in English a sort of anything.
const KIND: &str = "kind";
/// The word by which a child is read as the person of its row.
const PERSON: &str = "participant";
/// As many of the values as this are names where a column holds any.
const LEAST_NAMED: f64 = 0.2;
/// As many of them tell a name under a header that does not.
const PLAINLY_NAMED: f64 = 0.4;
/// Below this a header says nothing clearly.
const CLEAR: f64 = 0.6;

/// Reads the columns of a child as those of the person a row is about, where the table names one child and nobody else.
/// What is said of a parent stays somebody else's.
pub(crate) fn take_children(views: &mut [View<'_>]) {
    let has_parents = views
        .iter()
        .any(|view| child_at(view).is_none() && names_somebody_else(&view.folded.words));
    let told: Vec<Option<(Folded, HeaderGuess)>> = views
        .iter()
        .map(|view| as_person(view, has_parents))
        .collect();
    let read = || told.iter().flatten().map(|(_, guess)| guess);
    let names: Vec<&Meaning> = read()
        .map(|guess| &guess.meaning)
        .filter(|meaning| is_name(meaning))
        .collect();
    let is_named_twice = names
        .iter()
        .enumerate()
        .any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
    let is_numbered = read().any(|guess| guess.number.is_some_and(|number| number > 1));
    let others = views.iter().zip(&told);
    let names_others = others
        .filter(|(_, told)| told.is_none())
        .any(|(view, _)| names_another(view));
    if names.is_empty() || is_named_twice || is_numbered || names_others {
        return;
    }
    for (view, told) in views.iter_mut().zip(told) {
        if let Some((folded, guess)) = told {
            view.folded = folded;
            view.guess = Some(guess);
        }
    }
}

/// Sets a date of birth aside whose name is somebody else's: it stands behind the name of a child, or of anybody else
/// where the table names nobody its rows could be about.
pub(crate) fn set_births_aside(views: &[View<'_>], columns: &mut [ColumnMapping], fixed: &[bool]) {
    let names_person = columns.iter().any(|column| {
        column
            .target
            .as_ref()
            .is_some_and(|target| is_name(&Meaning::Attribute(target.attribute.clone())))
    });
    let mut is_behind = false;
    for ((view, column), is_fixed) in views.iter().zip(columns.iter_mut()).zip(fixed) {
        let is_of_another = column.target.is_none() && names_somebody_else(&view.folded.words);
        if is_of_another {
            let counts = child_at(view).is_some() || !names_person;
            is_behind |= counts && is_called_name(view);
            continue;
        }
        let is_birth = column
            .target
            .as_ref()
            .is_some_and(|target| target.attribute == Attribute::BirthDate);
        if is_behind && is_birth && !is_fixed {
            column.target = None;
            column.state = MappingState::Unused;
            column.confidence = 0.5;
            "The date of birth of the person named before it, who is another than the one in the row."
                .clone_into(&mut column.reason);
        }
        is_behind = false;
    }
}

/// Where a header has the word for a child.
fn child_at(view: &View<'_>) -> Option<usize> {
    let mut words = view.folded.words.iter();
    words.position(|word| CHILDREN.contains(&word.as_str()))
}

/// A column of a child under the header it would have as one of the person of its row; nothing where it is no child's
/// or tells something else of one.
fn as_person(view: &View<'_>, has_parents: bool) -> Option<(Folded, HeaderGuess)> {
    let at = child_at(view)?;
    let mut words = view.folded.words.clone();
    let is_kind = words.get(at).is_some_and(|word| word == KIND);
    // "Child's name".
    if words.get(at + 1).is_some_and(|word| word == "s") {
        words.remove(at + 1);
    }
    let mut rest = words.clone();
    rest.remove(at);
    if names_somebody_else(&rest) {
        return None;
    }
    if let Some(word) = words.get_mut(at) {
        PERSON.clone_into(word);
    }
    let is_alone = rest.is_empty();
    let folded = Folded {
        key: words.concat(),
        words,
    };
    let told = guess(&folded).filter(|told| told.strength >= CLEAR)?;
    let least = if is_alone { PLAINLY_NAMED } else { LEAST_NAMED };
    let fits = match &told.meaning {
        Meaning::Name => (!is_kind || has_parents) && holds_names(view, least),
        Meaning::Id | Meaning::Attribute(Attribute::AccountId) => !is_kind,
        Meaning::Attribute(attribute) => is_of_one(attribute),
        _ => false,
    };
    fits.then_some((folded, told))
}

/// What one person alone has.
fn is_of_one(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Person | AttributeFamily::Contact | AttributeFamily::Address
    )
}

fn is_name(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Name
            | Meaning::Attribute(
                Attribute::FullName | Attribute::GivenName | Attribute::FamilyName
            )
    )
}

/// Whether enough of the values are names, or there are none to tell.
fn holds_names(view: &View<'_>, least: f64) -> bool {
    !view.profile.speaks() || share_of_names(view) >= least
}

fn share_of_names(view: &View<'_>) -> f64 {
    [Kind::GivenName, Kind::FamilyName, Kind::FullName]
        .into_iter()
        .map(|kind| view.profile.share(kind))
        .fold(0.0, f64::max)
}

/// Whether a column that tells of nobody else holds the names of people.
fn names_another(view: &View<'_>) -> bool {
    if view.is_about(Qualifier::Emergency) || names_somebody_else(&view.folded.words) {
        return false;
    }
    match view.clear_meaning() {
        Some(meaning) => is_name(meaning) && !view.profile.looks_like_ids(),
        None => view.profile.speaks() && share_of_names(view) >= PLAINLY_NAMED,
    }
}

/// Whether a header says name, or nothing but whose it is over values that are names.
fn is_called_name(view: &View<'_>) -> bool {
    match view.clear_meaning() {
        Some(meaning) => is_name(meaning),
        None => holds_names(view, PLAINLY_NAMED),
    }
}

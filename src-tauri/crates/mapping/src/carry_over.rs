//! Next month's export: what was decided for the last one, found again by header name.

use std::collections::BTreeMap;

use rollcall_model::{ColumnMapping, Mapping, MappingState, Target};

use crate::fold::fold;

/// How a header differs from the one a mapping was made for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderChange {
    /// Columns that are new, in file order.
    pub added: Vec<String>,
    /// Columns that are gone, in the old file's order.
    pub gone: Vec<String>,
    /// Columns that seem to bear another name now: the old and the new one.
    pub renamed: Vec<(String, String)>,
}

impl HeaderChange {
    /// Whether the columns are the same ones, perhaps in another order.
    pub fn is_none(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.renamed.is_empty()
    }
}

/// A short text that is the same for the same set of headers, whatever their order, case and blanks.
pub fn header_fingerprint(headers: &[String]) -> String {
    let mut names: Vec<String> = headers.iter().map(|header| name_of(header)).collect();
    names.sort();
    // The length keeps `ab, c` and `a, bc` apart.
    let mut hasher = blake3::Hasher::new();
    for name in &names {
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
    }
    let mut text = hasher.finalize().to_hex().to_string();
    text.truncate(32);
    text
}

/// Applies a saved mapping to a newer header. Columns found again by name keep what was saved, new
/// ones get the `fresh` suggestion, a renamed one keeps its meaning but asks to be looked at.
/// `fresh` is the suggestion for the new file.
pub fn carry_over(saved: &Mapping, headers: &[String], fresh: &Mapping) -> (Mapping, HeaderChange) {
    let mut waiting = by_name(saved);
    let mut columns: Vec<Option<ColumnMapping>> = headers
        .iter()
        .enumerate()
        .map(|(column, header)| {
            let found = waiting.get_mut(&name_of(header))?.pop()?;
            Some(ColumnMapping {
                column,
                header: header.clone(),
                ..found.clone()
            })
        })
        .collect();
    let mut left: Vec<&ColumnMapping> = waiting.into_values().flatten().collect();
    left.sort_by_key(|column| column.column);

    let mut change = HeaderChange::default();
    for (column, header) in headers.iter().enumerate() {
        let is_open = columns.get(column).is_some_and(Option::is_none);
        if !is_open {
            continue;
        }
        let suggested = fresh.columns.get(column);
        let entry = if let Some(position) = old_name_of(header, column, suggested, &left) {
            let old = left.remove(position);
            change.renamed.push((old.header.clone(), header.clone()));
            renamed(old, column, header)
        } else {
            change.added.push(header.clone());
            newcomer(suggested, column, header)
        };
        if let Some(slot) = columns.get_mut(column) {
            *slot = Some(entry);
        }
    }
    change.gone = left.iter().map(|column| column.header.clone()).collect();
    let mut columns: Vec<ColumnMapping> = columns.into_iter().flatten().collect();
    settle_newcomers(&mut columns, &change.added);
    let mapping = Mapping {
        role: saved.role,
        columns,
        default_country: saved.default_country.clone(),
        constants: saved.constants.clone(),
        recipe: saved.recipe.clone().or_else(|| fresh.recipe.clone()),
    };
    (mapping, change)
}

/// The header as it compares from load to load; a header of signs only stays itself.
pub(crate) fn name_of(header: &str) -> String {
    let key = fold(header).key;
    if key.is_empty() {
        header.trim().to_lowercase()
    } else {
        key
    }
}

/// Saved columns by name; of several with one name the first stands last, to be popped first.
pub(crate) fn by_name(saved: &Mapping) -> BTreeMap<String, Vec<&ColumnMapping>> {
    let mut names: BTreeMap<String, Vec<&ColumnMapping>> = BTreeMap::new();
    for column in saved.columns.iter().rev() {
        names
            .entry(name_of(&column.header))
            .or_default()
            .push(column);
    }
    names
}

/// Which of the columns left over is this one under its old name: nearly the same letters, or the
/// only one with the same meaning in the same place.
fn old_name_of(
    header: &str,
    column: usize,
    suggested: Option<&ColumnMapping>,
    left: &[&ColumnMapping],
) -> Option<usize> {
    let name = name_of(header);
    let alike = left
        .iter()
        .enumerate()
        .map(|(position, old)| {
            (
                position,
                strsim::normalized_levenshtein(&name, &name_of(&old.header)),
            )
        })
        .filter(|(_, likeness)| *likeness >= 0.8)
        .max_by(|(_, one), (_, other)| one.total_cmp(other));
    if let Some((position, _)) = alike {
        return Some(position);
    }
    let target: &Target = suggested?.target.as_ref()?;
    let mut same_meaning = left
        .iter()
        .enumerate()
        .filter(|(_, old)| old.target.as_ref() == Some(target));
    let (position, old) = same_meaning.next()?;
    let is_only = same_meaning.next().is_none();
    (is_only && old.column.abs_diff(column) <= 3).then_some(position)
}

fn renamed(old: &ColumnMapping, column: usize, header: &str) -> ColumnMapping {
    let state = match old.state {
        MappingState::Unused => MappingState::Unused,
        _ => MappingState::Unsure,
    };
    ColumnMapping {
        column,
        header: header.to_owned(),
        // What somebody left out stays so under its new name.
        confidence: if old.is_left_out() {
            old.confidence
        } else {
            old.confidence.min(0.6)
        },
        reason: format!(
            "This column seems to be \"{}\" of the last load under a new name.",
            old.header
        ),
        state,
        ..old.clone()
    }
}

fn newcomer(suggested: Option<&ColumnMapping>, column: usize, header: &str) -> ColumnMapping {
    match suggested {
        Some(suggested) => ColumnMapping {
            column,
            header: header.to_owned(),
            ..suggested.clone()
        },
        None => crate::decide::unused(
            column,
            header,
            "This column is new and nothing is known of it.",
        ),
    }
}

/// A new column may not take what a saved one holds.
fn settle_newcomers(columns: &mut [ColumnMapping], added: &[String]) {
    let taken: Vec<(usize, Target)> = columns
        .iter()
        .filter(|column| !added.contains(&column.header))
        .filter_map(|column| Some((column.column, column.target.clone()?)))
        .collect();
    for column in columns
        .iter_mut()
        .filter(|column| added.contains(&column.header))
    {
        let Some(target) = &column.target else {
            continue;
        };
        let Some((holder, _)) = taken.iter().find(|(_, held)| held == target) else {
            continue;
        };
        column.reason = format!(
            "This new column looks like {}, which column {} already gives. It is kept without use until somebody decides.",
            target.attribute.label(),
            holder + 1
        );
        column.target = None;
        column.state = MappingState::Unsure;
    }
}

//! A mapping put to work: the cells of a row become values on their way to attributes.

use std::collections::HashMap;

use rollcall_model::{
    Assignment, Attribute, Cell, ColumnIndex, ColumnMapping, ConsentState, Mapping, MappingState,
    Target, Transformation, TypedCell,
};
use rollcall_standardise::consent;

use crate::beside::is_permission;
use crate::decide::custom_name;

/// A mapping made ready for many rows.
///
/// Blank cells of mapped columns give an assignment with an empty text, so that coverage can count
/// them; columns without a target give nothing.
#[derive(Debug, Clone)]
pub struct Mapper {
    steps: Vec<Step>,
    constants: Vec<(Target, String)>,
    /// Columns suggested as permissions that nobody has confirmed, and the attributes under which a
    /// yes in them is kept.
    in_doubt: HashMap<ColumnIndex, Attribute>,
    /// The first group no column claims, for attributes a split column fills.
    spare_groups: HashMap<Attribute, u8>,
}

#[derive(Debug, Clone)]
struct Step {
    column: ColumnIndex,
    target: Target,
    change: Change,
}

/// A transformation made ready.
#[derive(Debug, Clone)]
enum Change {
    Keep,
    StripPrefix(String),
    Split(String),
    Replace {
        values: HashMap<String, String>,
        others_negated: bool,
    },
    Negate,
    Join(ColumnIndex),
}

impl Mapper {
    /// Makes a mapping ready.
    pub fn new(mapping: &Mapping) -> Self {
        let steps: Vec<Step> = mapping
            .columns
            .iter()
            .filter_map(|column| {
                Some(Step {
                    column: column.column,
                    target: column.target.clone()?,
                    change: change_of(&column.transformation, mapping),
                })
            })
            .collect();
        let mut spare_groups = HashMap::new();
        for step in &steps {
            if matches!(step.change, Change::Split(_)) {
                let highest = steps
                    .iter()
                    .filter(|other| other.target.attribute == step.target.attribute)
                    .map(|other| other.target.group)
                    .max()
                    .unwrap_or(0);
                spare_groups.insert(step.target.attribute.clone(), highest.saturating_add(1));
            }
        }
        let constants = mapping
            .constants
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .cloned()
            .collect();
        Self {
            steps,
            in_doubt: in_doubt(mapping),
            constants,
            spare_groups,
        }
    }

    /// The attribute under which a yes in a column is kept while nobody has confirmed that the column
    /// is a permission: what is not known to be one permits nothing.
    pub fn kept_in_doubt(&self, column: ColumnIndex) -> Option<&Attribute> {
        self.in_doubt.get(&column)
    }

    /// The assignments of one row, in the order of the mapping's columns, constants last. A row
    /// shorter than the header counts as blank where it ends.
    pub fn apply(&self, cells: &[&str]) -> Vec<Assignment> {
        let mut assignments = Vec::with_capacity(self.steps.len() + self.constants.len());
        for step in &self.steps {
            let cell = cells.get(step.column).copied().unwrap_or("");
            match &step.change {
                Change::Keep => assignments.push(step.assign(cell.to_owned())),
                Change::StripPrefix(prefix) => {
                    assignments.push(step.assign(without_prefix(cell, prefix).to_owned()));
                }
                Change::Replace {
                    values,
                    others_negated,
                } => {
                    let meant = values.get(&cell.trim().to_lowercase());
                    let other = if *others_negated { negated(cell) } else { cell };
                    let text = meant.map_or(other, String::as_str);
                    assignments.push(step.assign(text.to_owned()));
                }
                Change::Negate => assignments.push(step.assign(negated(cell).to_owned())),
                Change::Join(other) => {
                    let behind = cells.get(*other).copied().unwrap_or("");
                    assignments.push(step.assign(joined(cell, behind)));
                }
                Change::Split(separator) => self.split(step, cell, separator, &mut assignments),
            }
        }
        for (target, value) in &self.constants {
            assignments.push(Assignment {
                target: target.clone(),
                column: None,
                raw: value.clone(),
                number: None,
            });
        }
        assignments
    }

    /// The assignments of one row whose file gave its cells types: a cell that is a number says so,
    /// since its text alone does not tell decimals from thousands.
    pub fn apply_typed(&self, cells: &[Cell]) -> Vec<Assignment> {
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        let mut assignments = self.apply(&texts);
        if cells.iter().all(|cell| cell.typed.is_none()) {
            return assignments;
        }
        for assignment in &mut assignments {
            let cell = assignment.column.and_then(|column| cells.get(column));
            if let Some(cell) = cell
                && let Some(TypedCell::Number(number)) = cell.typed
                && cell.text == assignment.raw
            {
                assignment.number = Some(number);
            }
        }
        assignments
    }

    /// The first part keeps the column's group, each further one takes the next group nobody has.
    fn split(&self, step: &Step, cell: &str, separator: &str, into: &mut Vec<Assignment>) {
        let mut parts = cell
            .split(separator)
            .map(str::trim)
            .filter(|part| !part.is_empty());
        into.push(step.assign(parts.next().unwrap_or("").to_owned()));
        let attribute = &step.target.attribute;
        let spare = self.spare_groups.get(attribute).copied().unwrap_or(1);
        let mut group = into
            .iter()
            .filter(|one| one.target.attribute == *attribute && one.target.group >= spare)
            .map(|one| one.target.group.saturating_add(1))
            .max()
            .unwrap_or(spare);
        for part in parts {
            into.push(Assignment {
                target: Target {
                    attribute: attribute.clone(),
                    group,
                },
                column: Some(step.column),
                raw: part.to_owned(),
                number: None,
            });
            group = group.saturating_add(1);
        }
    }
}

/// Whether a column is a permission nobody has confirmed. The state of a statement is in doubt with the channel or
/// the purpose it is about.
pub fn is_in_doubt(mapping: &Mapping, column: &ColumnMapping) -> bool {
    let Some(target) = &column.target else {
        return false;
    };
    let is_unsure = |one: &ColumnMapping| one.state == MappingState::Unsure;
    if target.attribute != Attribute::ConsentState {
        return is_unsure(column) && is_permission(&target.attribute);
    }
    let is_about = |one: &&ColumnMapping| {
        one.target.as_ref().is_some_and(|target| {
            matches!(
                target.attribute,
                Attribute::ConsentChannel | Attribute::ConsentPurpose
            )
        })
    };
    is_unsure(column) || mapping.columns.iter().filter(is_about).any(is_unsure)
}

fn in_doubt(mapping: &Mapping) -> HashMap<ColumnIndex, Attribute> {
    mapping
        .columns
        .iter()
        .filter(|column| is_in_doubt(mapping, column))
        .map(|column| {
            let name = custom_name(&column.header, column.column);
            (column.column, Attribute::Custom(name))
        })
        .collect()
}

/// The assignments of one row. For many rows make a [`Mapper`] once.
pub fn apply(mapping: &Mapping, cells: &[&str]) -> Vec<Assignment> {
    Mapper::new(mapping).apply(cells)
}

impl Step {
    fn assign(&self, raw: String) -> Assignment {
        Assignment {
            target: self.target.clone(),
            column: Some(self.column),
            raw,
            number: None,
        }
    }
}

fn change_of(transformation: &Transformation, mapping: &Mapping) -> Change {
    match transformation {
        Transformation::StripPrefix { prefix } if !prefix.is_empty() => {
            Change::StripPrefix(prefix.clone())
        }
        Transformation::Split { separator } if !separator.is_empty() => {
            Change::Split(separator.clone())
        }
        Transformation::ValueMap {
            values,
            others_negated,
        } => Change::Replace {
            values: values
                .iter()
                .map(|(stands, means)| (stands.trim().to_lowercase(), means.clone()))
                .collect(),
            others_negated: *others_negated,
        },
        Transformation::Negate => Change::Negate,
        Transformation::Join { header } => mapping
            .columns
            .iter()
            .find(|other| other.header == *header)
            .map_or(Change::Keep, |other| Change::Join(other.column)),
        Transformation::Keep
        | Transformation::StripPrefix { .. }
        | Transformation::Split { .. } => Change::Keep,
    }
}

/// A cell and the one behind it. Of a date and its time of day, a time alone says nothing, and
/// spreadsheets give a date midnight for want of a better time.
fn joined(cell: &str, behind: &str) -> String {
    let (cell, behind) = (cell.trim(), behind.trim());
    if behind.is_empty() {
        return cell.to_owned();
    }
    if !is_time(behind) {
        return [cell, behind].join(" ").trim_start().to_owned();
    }
    if cell.is_empty() {
        return String::new();
    }
    let day = [" 00:00:00", "T00:00:00", " 00:00", "T00:00"]
        .iter()
        .find_map(|midnight| cell.strip_suffix(midnight))
        .unwrap_or(cell);
    if day.contains(':') {
        return cell.to_owned();
    }
    format!("{day} {behind}")
}

/// Whether a text begins as a time of day does: 9:30, 09.30 Uhr, 7 pm.
fn is_time(text: &str) -> bool {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = text.len() - rest.len();
    let is_hour = (1..=2).contains(&digits);
    let marked = |mark: &str| rest.trim_start().to_lowercase().starts_with(mark);
    let is_clock = rest
        .strip_prefix([':', '.', 'h'])
        .is_some_and(|minutes| minutes.starts_with(|sign: char| sign.is_ascii_digit()));
    is_hour
        && (is_clock
            || ["am", "pm", "a.m", "p.m", "uhr", "h"]
                .iter()
                .any(|mark| marked(mark)))
}

fn without_prefix<'a>(cell: &'a str, prefix: &str) -> &'a str {
    cell.trim_start().strip_prefix(prefix).unwrap_or(cell)
}

/// No for yes, and nothing for no: who has not refused has not agreed, and a yes is needed in many places. A value that
/// is neither stays as it is. A yes in more words is a no as well, but a no in more words ("No thanks") may be meant as
/// it stands and permits nothing.
fn negated(cell: &str) -> &str {
    match crate::yes_no::says(cell) {
        Some(true) => "no",
        Some(false) => "",
        None if agrees_in_words(cell) => "no",
        None => cell,
    }
}

fn agrees_in_words(cell: &str) -> bool {
    let read = consent::standardise(cell, &Attribute::EmailConsent);
    read.rule == "consent.phrase" && read.value == ConsentState::OptedIn.code()
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Assignment, Attribute, ColumnMapping, Mapping, MappingState, TableRole, Target,
        Transformation,
    };

    use super::{Mapper, apply};

    fn mapping(columns: Vec<(Option<Target>, Transformation)>) -> Mapping {
        Mapping {
            role: TableRole::Customers,
            columns: columns
                .into_iter()
                .enumerate()
                .map(|(column, (target, transformation))| ColumnMapping {
                    column,
                    header: format!("c{column}"),
                    target,
                    transformation,
                    confidence: 1.0,
                    reason: String::new(),
                    state: MappingState::Confirmed,
                    date_order: None,
                })
                .collect(),
            default_country: None,
            constants: Vec::new(),
            recipe: None,
        }
    }

    fn shown(assignments: &[Assignment]) -> Vec<String> {
        assignments
            .iter()
            .map(|one| {
                format!(
                    "{}{}={}",
                    one.target.attribute.code(),
                    one.target.group,
                    one.raw
                )
            })
            .collect()
    }

    #[test]
    fn cells_are_transformed() {
        let strip = Transformation::StripPrefix { prefix: "'".into() };
        let replace = Transformation::ValueMap {
            values: vec![("Y".into(), "opted_in".into())],
            others_negated: false,
        };
        let turned = Transformation::ValueMap {
            values: vec![("Maybe".into(), "never".into())],
            others_negated: true,
        };
        for (transformation, cell, expected) in [
            (Transformation::Keep, " a ", " a "),
            (strip.clone(), "'+44 20", "+44 20"),
            (strip.clone(), "+44 20", "+44 20"),
            (strip, "", ""),
            (replace.clone(), " y ", "opted_in"),
            (replace, "maybe", "maybe"),
            (turned.clone(), "maybe ", "never"),
            (turned, "Yes", "no"),
            (Transformation::Negate, "Yes", "no"),
            (Transformation::Negate, "FALSE", ""),
            (Transformation::Negate, "Nein", ""),
            (Transformation::Negate, "0", ""),
            (Transformation::Negate, "", ""),
            (Transformation::Negate, "perhaps", "perhaps"),
            (Transformation::Negate, "Yes please", "no"),
            (Transformation::Negate, "No thanks", "No thanks"),
            (Transformation::Negate, "subscribed", "subscribed"),
        ] {
            let mapping = mapping(vec![(Some(Attribute::EmailConsent.into()), transformation)]);
            let raw = apply(&mapping, &[cell]).remove(0).raw;
            assert_eq!(raw, expected, "{cell:?}");
        }
    }

    #[test]
    fn joined_cells_are_a_text_or_a_day_and_its_time() {
        let join = Transformation::Join {
            header: "c1".into(),
        };
        let mapping = mapping(vec![
            (Some(Attribute::FullName.into()), join),
            (None, Transformation::Keep),
        ]);
        for (cell, behind, expected) in [
            ("Ringstraße", "12", "Ringstraße 12"),
            ("Ringstraße", "", "Ringstraße"),
            ("", "12", "12"),
            ("c/o: Marsh", "2 Quay", "c/o: Marsh 2 Quay"),
            ("2024-03-01", "09:30", "2024-03-01 09:30"),
            ("2024-03-01 00:00:00", "9:30 pm", "2024-03-01 9:30 pm"),
            ("2024-03-01 08:00", "09:30", "2024-03-01 08:00"),
            ("", "09:30", ""),
            ("2024-03-01", "7 Uhr", "2024-03-01 7 Uhr"),
        ] {
            let raw = apply(&mapping, &[cell, behind]).remove(0).raw;
            assert_eq!(raw, expected, "{cell:?} {behind:?}");
        }
    }

    #[test]
    fn parts_of_a_split_cell_take_groups_nobody_has() {
        let split = Transformation::Split {
            separator: ":::".into(),
        };
        let second = Target {
            attribute: Attribute::Email,
            group: 1,
        };
        let mapping = mapping(vec![
            (Some(Attribute::Email.into()), split.clone()),
            (Some(second), split),
            (None, Transformation::Keep),
        ]);
        let mapper = Mapper::new(&mapping);
        assert_eq!(
            shown(&mapper.apply(&["a ::: b ::: c", "d ::: e", "unused"])),
            ["email0=a", "email2=b", "email3=c", "email1=d", "email4=e"]
        );
        assert_eq!(shown(&mapper.apply(&["", " ::: "])), ["email0=", "email1="]);
    }

    #[test]
    fn blank_cells_and_short_rows_still_count_and_constants_come_last() {
        let mut mapping = mapping(vec![
            (Some(Attribute::Email.into()), Transformation::Keep),
            (Some(Attribute::Phone.into()), Transformation::Keep),
        ]);
        mapping.constants = vec![(Attribute::EmailConsent.into(), "opted_out".into())];
        assert_eq!(
            shown(&apply(&mapping, &["a@example.com"])),
            [
                "email0=a@example.com",
                "phone0=",
                "email_consent0=opted_out"
            ]
        );
    }
}

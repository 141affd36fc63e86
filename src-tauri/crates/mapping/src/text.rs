//! A mapping as a file people can read, keep and carry to another project.

use rollcall_model::{
    Attribute, ColumnMapping, DateOrder, Mapping, MappingState, TableRole, Target, Transformation,
};
use serde::{Deserialize, Serialize};

use crate::MappingError;

/// The format written today.
const FORMAT: u32 = 1;

const HEAD: &str = "\
# A Rollcall mapping: what each column of a table means.
# Columns are found by their header, so the order does not matter. `attribute` is a code of the
# common schema; a column without one is kept and not used. `group` 0 is the main e-mail, phone or
# address, 1 the second.

";

/// Writes a mapping as text.
///
/// # Errors
/// [`MappingError::CannotWrite`] when a value has no form in the text.
pub fn to_text(mapping: &Mapping) -> Result<String, MappingError> {
    let file = MappingFile::from(mapping);
    let body = toml::to_string_pretty(&file).map_err(|error| MappingError::CannotWrite {
        what: error.to_string(),
    })?;
    Ok(format!("{HEAD}{body}"))
}

/// Reads what [`to_text`] wrote, or what a person wrote in the same form.
///
/// # Errors
/// [`MappingError::NotAMapping`] with what is wrong and where, [`MappingError::LaterFormat`] when
/// a later version of the program wrote it.
pub fn from_text(text: &str) -> Result<Mapping, MappingError> {
    let not_a_mapping = |error: toml::de::Error| MappingError::NotAMapping {
        what: error.to_string().trim().to_owned(),
    };
    // The format first: a later one may have words this version does not know.
    let format: FormatOnly = toml::from_str(text).map_err(not_a_mapping)?;
    if format.format > FORMAT {
        return Err(MappingError::LaterFormat {
            found: format.format,
            known: FORMAT,
        });
    }
    let file: MappingFile = toml::from_str(text).map_err(not_a_mapping)?;
    Ok(Mapping::from(file))
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingFile {
    format: u32,
    role: TableRole,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recipe: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    default_country: Option<String>,
    #[serde(default, rename = "constant", skip_serializing_if = "Vec::is_empty")]
    constants: Vec<ConstantEntry>,
    #[serde(default, rename = "column")]
    columns: Vec<ColumnEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConstantEntry {
    attribute: Attribute,
    #[serde(default)]
    group: u8,
    value: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntry {
    header: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribute: Option<Attribute>,
    #[serde(default)]
    group: u8,
    state: MappingState,
    #[serde(default = "sure")]
    confidence: f64,
    #[serde(default)]
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_order: Option<DateOrder>,
    #[serde(default, skip_serializing_if = "is_keep")]
    transformation: Transformation,
}

fn sure() -> f64 {
    1.0
}

fn is_keep(transformation: &Transformation) -> bool {
    *transformation == Transformation::Keep
}

impl From<&Mapping> for MappingFile {
    fn from(mapping: &Mapping) -> Self {
        Self {
            format: FORMAT,
            role: mapping.role,
            recipe: mapping.recipe.clone(),
            default_country: mapping.default_country.clone(),
            constants: mapping
                .constants
                .iter()
                .map(|(target, value)| ConstantEntry {
                    attribute: target.attribute.clone(),
                    group: target.group,
                    value: value.clone(),
                })
                .collect(),
            columns: mapping
                .columns
                .iter()
                .map(|column| ColumnEntry {
                    header: column.header.clone(),
                    attribute: column
                        .target
                        .as_ref()
                        .map(|target| target.attribute.clone()),
                    group: column.target.as_ref().map_or(0, |target| target.group),
                    state: column.state,
                    confidence: column.confidence,
                    reason: column.reason.clone(),
                    date_order: column.date_order,
                    transformation: column.transformation.clone(),
                })
                .collect(),
        }
    }
}

impl From<MappingFile> for Mapping {
    fn from(file: MappingFile) -> Self {
        Self {
            role: file.role,
            columns: file
                .columns
                .into_iter()
                .enumerate()
                .map(|(column, entry)| {
                    let group = entry.group;
                    ColumnMapping {
                        column,
                        header: entry.header,
                        target: entry.attribute.map(|attribute| Target { attribute, group }),
                        transformation: entry.transformation,
                        confidence: entry.confidence.clamp(0.0, 1.0),
                        reason: entry.reason,
                        state: entry.state,
                        date_order: entry.date_order,
                    }
                })
                .collect(),
            default_country: file.default_country,
            constants: file
                .constants
                .into_iter()
                .map(|entry| {
                    let group = entry.group;
                    (
                        Target {
                            attribute: entry.attribute,
                            group,
                        },
                        entry.value,
                    )
                })
                .collect(),
            recipe: file.recipe,
        }
    }
}

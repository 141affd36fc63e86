//! A recipe of one's own: a corrected mapping, kept for every project, with the whole header it is for.

use std::collections::BTreeMap;

use rollcall_model::{Mapping, MappingState, SystemKind};
use serde::{Deserialize, Serialize};

use crate::carry_over::{carry_over, header_fingerprint, name_of};
use crate::error::MappingError;
use crate::text::MappingFile;

/// The format written today. The first did not tell what somebody left out from what was never of use.
const FORMAT: u32 = 2;

/// How sure it is that a column is of no use that nobody left out.
const NEVER_OF_USE: f64 = 0.5;

/// A header of fewer columns says too little to be nearly another one.
const FEWEST_NEAR: usize = 3;

const HEAD: &str = "\
# A recipe of your own: how an export with exactly these columns is read.
# It is offered for a file whose header has the same names, in whatever order and case, and is used
# only where somebody says so. `source` is what its system is called, `system` which kind of system
# that is, `table` what is in it. `mapping` is what a mapping file holds: `attribute` is a code of the
# common schema, and a column without one is kept and not used. Of those, one with `confidence = 1.0` was
# left out by somebody: nothing reads it, the checks neither.

";

/// How an export of one's own is read.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnRecipe {
    /// What people call it.
    pub name: String,
    /// What its source is called.
    pub source: String,
    /// What kind of system that is.
    pub system: SystemKind,
    /// What the table is called in its source.
    pub table: String,
    /// The day it was saved, as in 2026-11-23; blank where nobody wrote it down.
    pub saved: String,
    /// What its columns mean; their headers are the signature.
    pub mapping: Mapping,
}

/// How a header compares with the one of a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderFit {
    /// The same names.
    Whole,
    /// One column is more, one is gone, or one is called otherwise.
    Near {
        /// The column that is more, as the file has it.
        added: Option<String>,
        /// The column that is gone, as the recipe has it.
        gone: Option<String>,
    },
    /// Another export.
    Other,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecipeFile {
    format: u32,
    name: String,
    source: String,
    system: SystemKind,
    table: String,
    #[serde(default)]
    saved: String,
    mapping: MappingFile,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl OwnRecipe {
    /// Writes the recipe as text. What the mapping told of its own project falls away: how sure a
    /// suggestion was, and why.
    ///
    /// # Errors
    /// [`MappingError::CannotWrite`] when a value has no form in the text.
    pub fn to_text(&self) -> Result<String, MappingError> {
        let mut mapping = self.mapping.clone();
        mapping.recipe = None;
        for column in &mut mapping.columns {
            column.reason = String::new();
            column.confidence = if column.state == MappingState::Unused && !column.is_left_out() {
                NEVER_OF_USE
            } else {
                1.0
            };
        }
        let file = RecipeFile {
            format: FORMAT,
            name: self.name.clone(),
            source: self.source.clone(),
            system: self.system,
            table: self.table.clone(),
            saved: self.saved.clone(),
            mapping: MappingFile::from(&mapping),
        };
        let body = toml::to_string_pretty(&file).map_err(|error| MappingError::CannotWrite {
            what: error.to_string(),
        })?;
        Ok(format!("{HEAD}{body}"))
    }

    /// Reads what [`OwnRecipe::to_text`] wrote, or what a person wrote in the same form.
    ///
    /// # Errors
    /// [`MappingError::NotAnOwnRecipe`] with the line and what is wrong there, [`MappingError::LaterFormat`]
    /// when a later version of the program wrote it.
    pub fn from_text(text: &str) -> Result<Self, MappingError> {
        let wrong = |error: toml::de::Error| MappingError::NotAnOwnRecipe {
            line: error.span().map(|span| line_of(text, span.start)),
            what: error.message().trim().to_owned(),
        };
        // The format first: a later one may have words this version does not know.
        let format: FormatOnly = toml::from_str(text).map_err(wrong)?;
        if format.format > FORMAT {
            return Err(MappingError::LaterFormat {
                found: format.format,
                known: FORMAT,
            });
        }
        let file: RecipeFile = toml::from_str(text).map_err(wrong)?;
        let mut mapping = Mapping::from(file.mapping);
        if file.format == 1 {
            for column in &mut mapping.columns {
                if column.is_left_out() {
                    column.confidence = NEVER_OF_USE;
                }
            }
        }
        let recipe = Self {
            name: file.name.trim().to_owned(),
            source: file.source.trim().to_owned(),
            system: file.system,
            table: file.table.trim().to_owned(),
            saved: file.saved,
            mapping,
        };
        recipe.check(text)?;
        Ok(recipe)
    }

    fn check(&self, text: &str) -> Result<(), MappingError> {
        let named = [
            ("name", &self.name),
            ("source", &self.source),
            ("table", &self.table),
        ];
        for (member, value) in named {
            if value.is_empty() {
                return Err(MappingError::NotAnOwnRecipe {
                    line: line_with(text, member),
                    what: format!("`{member}` is blank"),
                });
            }
        }
        if self.mapping.columns.is_empty() {
            return Err(MappingError::NotAnOwnRecipe {
                line: None,
                what: "it names no column, so it would fit no file".into(),
            });
        }
        Ok(())
    }

    /// The header it is for, in the order it was saved.
    pub fn header(&self) -> Vec<String> {
        let columns = self.mapping.columns.iter();
        columns.map(|column| column.header.clone()).collect()
    }

    /// How a header compares with the one of the recipe. Order and case do not matter.
    pub fn fit(&self, headers: &[String]) -> HeaderFit {
        let own = self.header();
        if header_fingerprint(&own) == header_fingerprint(headers) {
            return HeaderFit::Whole;
        }
        let (added, gone) = (missing_in(headers, &own), missing_in(&own, headers));
        if own.len() < FEWEST_NEAR || added.len() > 1 || gone.len() > 1 {
            return HeaderFit::Other;
        }
        HeaderFit::Near {
            added: added.into_iter().next(),
            gone: gone.into_iter().next(),
        }
    }

    /// The mapping of the recipe for a header that fits it as a whole.
    pub fn mapping_for(&self, headers: &[String]) -> Mapping {
        let (mut mapping, _) = carry_over(&self.mapping, headers, &self.mapping);
        for column in &mut mapping.columns {
            if column.state != MappingState::Unused {
                column.reason = format!("Your recipe \"{}\" says so.", self.name);
            }
        }
        mapping.recipe = Some(self.name.clone());
        mapping
    }
}

/// Headers that do not stand among others, each as often as it is missing there.
fn missing_in(headers: &[String], others: &[String]) -> Vec<String> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for other in others {
        *left.entry(name_of(other)).or_default() += 1;
    }
    let is_missing = |header: &&String| match left.get_mut(&name_of(header)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    headers.iter().filter(is_missing).cloned().collect()
}

/// The line, from 1, a place of a text is in.
fn line_of(text: &str, place: usize) -> usize {
    let before = text.as_bytes().get(..place).unwrap_or(text.as_bytes());
    before.split(|byte| *byte == b'\n').count()
}

fn line_with(text: &str, member: &str) -> Option<usize> {
    let is_it = |line: &str| {
        let rest = line.trim_start().strip_prefix(member);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    Some(text.lines().position(is_it)? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rollcall_model::{Attribute, ColumnMapping, TableRole, Transformation};

    fn recipe() -> OwnRecipe {
        let column = |column: usize, header: &str, target: Option<Attribute>| ColumnMapping {
            column,
            header: header.into(),
            state: match target {
                Some(_) => MappingState::Confirmed,
                None => MappingState::Unused,
            },
            target: target.map(Into::into),
            transformation: Transformation::Keep,
            confidence: 1.0,
            reason: "ann@harbour.example stands there".into(),
            date_order: None,
        };
        OwnRecipe {
            name: "Harbour club".into(),
            source: "Harbour".into(),
            system: SystemKind::Loyalty,
            table: "members".into(),
            saved: "2026-11-23".into(),
            mapping: Mapping {
                role: TableRole::Customers,
                columns: vec![
                    column(0, "Member", Some(Attribute::RecordKey)),
                    column(1, "Mail", Some(Attribute::Email)),
                    column(2, "Colour", None),
                ],
                default_country: Some("GB".into()),
                constants: vec![(Attribute::EmailConsent.into(), "opted_in".into())],
                recipe: Some("another".into()),
            },
        }
    }

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn it_comes_back_without_what_its_project_told() {
        let text = recipe().to_text().unwrap();
        assert!(!text.contains("ann@harbour.example"), "{text}");
        let read = OwnRecipe::from_text(&text).unwrap();
        assert_eq!(read.name, "Harbour club");
        let mapping = read.mapping_for(&headers(&["mail", "COLOUR", "Member"]));
        let targets: Vec<_> = mapping
            .columns
            .iter()
            .map(|one| one.target.clone())
            .collect();
        assert_eq!(
            targets,
            [
                Some(Attribute::Email.into()),
                None,
                Some(Attribute::RecordKey.into())
            ]
        );
        assert_eq!(mapping.default_country.as_deref(), Some("GB"));
        assert_eq!(mapping.constants, recipe().mapping.constants);
        assert_eq!(mapping.recipe.as_deref(), Some("Harbour club"));
    }

    #[test]
    fn what_was_left_out_stays_out_and_what_was_never_of_use_may_be_read() {
        let mut own = recipe();
        own.mapping.columns.push(ColumnMapping {
            column: 3,
            header: "Opened at".into(),
            confidence: 0.5,
            ..own.mapping.columns[2].clone()
        });
        let text = own.to_text().unwrap();
        let left_out = |text: &str| {
            let read = OwnRecipe::from_text(text).unwrap();
            let columns = read.mapping.columns.iter();
            columns
                .map(ColumnMapping::is_left_out)
                .collect::<Vec<bool>>()
        };
        assert_eq!(left_out(&text), [false, false, true, false]);
        // The first format did not tell them apart.
        let first = text.replace("format = 2\nname", "format = 1\nname");
        assert_eq!(left_out(&first), [false; 4]);
    }

    #[test]
    fn only_the_whole_header_fits_and_one_column_is_near() {
        let near = |added: Option<&str>, gone: Option<&str>| HeaderFit::Near {
            added: added.map(str::to_owned),
            gone: gone.map(str::to_owned),
        };
        for (names, fit) in [
            (&["Mail", "member", "Colour"][..], HeaderFit::Whole),
            (
                &["Mail", "Member", "Colour", "Town"],
                near(Some("Town"), None),
            ),
            (&["Mail", "Member"], near(None, Some("Colour"))),
            (
                &["Mail", "Member", "Color of hat"],
                near(Some("Color of hat"), Some("Colour")),
            ),
            (
                &["Mail", "Mail", "Member", "Colour"],
                near(Some("Mail"), None),
            ),
            (&["Mail", "Town", "Street"], HeaderFit::Other),
        ] {
            assert_eq!(recipe().fit(&headers(names)), fit, "{names:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let text = recipe().to_text().unwrap();
        let told = |text: &str| OwnRecipe::from_text(text).unwrap_err().to_string();
        let line = |text: &str, with: &str| {
            text.lines()
                .position(|line| line.starts_with(with))
                .unwrap()
                + 1
        };
        let wrong = text.replace("system = \"loyalty\"", "system = \"loyalti\"");
        assert!(
            told(&wrong).contains(&format!("line {}", line(&wrong, "system"))),
            "{}",
            told(&wrong)
        );
        let wrong = text.replace("table = \"members\"", "table = \" \"");
        assert!(
            told(&wrong).contains(&format!("line {}", line(&wrong, "table"))),
            "{}",
            told(&wrong)
        );
        assert!(told(&text.replace("format = 2\nname", "format = 9\nname")).contains("format 9"));
        assert!(told("hello").contains("line 1"));
        let empty = "format = 1\nname = \"a\"\nsource = \"b\"\nsystem = \"crm\"\ntable = \"c\"\n[mapping]\nformat = 1\nrole = \"customers\"\n";
        assert!(told(empty).contains("names no column"), "{}", told(empty));
    }
}

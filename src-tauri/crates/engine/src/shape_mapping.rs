//! What is done to cells before they are read, and what holds for every row.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{
    Assignment, AttributeFamily, ColumnMapping, Mapping, MappingState, Target, Transformation,
    ValueState,
};
use rollcall_standardise::{TableContext, standardise_record};
use rollcall_store::StoredLoad;

use crate::mappings::{YOU_SAID_SO, table};
use crate::view::{CellChange, MappingView, SetCells, SetConstant};
use crate::{Engine, EngineError, schema, standardise_load};

impl Engine {
    /// Says what is done to the cells of a column before they are read.
    ///
    /// # Errors
    /// When there is no such table or column, or what is asked for makes no sense there.
    pub fn set_cells(&self, request: SetCells) -> Result<MappingView, EngineError> {
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let mut mapping = stored.mapping.clone();
        let change = transformation(&request.change, &mapping, request.column)?;
        let column = column_of(&mut mapping, request.column, &load)?;
        if column.target.is_none() {
            return Err(EngineError::invalid(format!(
                "\"{}\" is not used, so there is nothing to do to its cells. Say what the column is first.",
                column.header
            )));
        }
        let is_consent = column
            .target
            .as_ref()
            .is_some_and(|target| target.attribute.family() == AttributeFamily::Consent);
        if change == Transformation::Negate && !is_consent {
            return Err(EngineError::invalid(format!(
                "Only a yes or a no can be turned round, and \"{}\" is read as neither.",
                column.header
            )));
        }
        column.transformation = change;
        if column.state == MappingState::Suggested {
            column.state = MappingState::Confirmed;
            column.reason = YOU_SAID_SO.into();
        }
        let sentence = format!(
            "Said how the cells of \"{}\" of {} are read",
            column.header, load.table_name
        );
        self.put_mapping(&store, &load, &stored, &mapping, "set_cells", sentence)
    }

    /// Says what holds for every row of a table, or takes it away.
    ///
    /// # Errors
    /// When there is no such table or attribute, or the value cannot be one of it.
    pub fn set_constant(&self, request: SetConstant) -> Result<MappingView, EngineError> {
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let attribute = schema::said(&store, &stored.mapping, None, &request.attribute)?;
        let target = Target {
            attribute,
            group: request.group,
        };
        let value = request.value.as_deref().map(str::trim);
        let value = value.filter(|value| !value.is_empty());
        let mut mapping = stored.mapping.clone();
        mapping.constants.retain(|(known, _)| *known != target);
        let label = target.attribute.label();
        let sentence = match value {
            Some(value) => {
                self.check_constant(&load, &mapping, &target, value)?;
                mapping.constants.push((target, value.to_owned()));
                format!("{label} of every row of {} is {value}", load.table_name)
            }
            None => format!("{label} of {} is what the rows say", load.table_name),
        };
        self.put_mapping(&store, &load, &stored, &mapping, "set_constant", sentence)
    }

    /// A constant is read like a cell; one nobody could use would be wrong in every row.
    fn check_constant(
        &self,
        load: &StoredLoad,
        mapping: &Mapping,
        target: &Target,
        value: &str,
    ) -> Result<(), EngineError> {
        let taken = mapping
            .columns
            .iter()
            .find(|column| column.target.as_ref() == Some(target));
        if let Some(column) = taken {
            return Err(EngineError::invalid(format!(
                "\"{}\" already gives {} of {}. Leave that column unused first, or choose another set.",
                column.header,
                target.attribute.label().to_lowercase(),
                load.table_name
            )));
        }
        let assignment = Assignment {
            target: target.clone(),
            column: None,
            raw: value.to_owned(),
            number: None,
        };
        let context = TableContext {
            default_country: mapping.default_country.clone(),
            date_orders: BTreeMap::new(),
            contradicted: BTreeSet::new(),
            long_ago: BTreeSet::new(),
            heard: BTreeMap::new(),
            dated_answers: Vec::new(),
            zones: BTreeMap::new(),
            decimal_mark: standardise_load::decimal_mark(load)?,
            today: self.today(),
        };
        let read = standardise_record(&context, &[assignment]);
        let is_read = read.iter().any(|value| value.state == ValueState::Valid);
        if is_read {
            return Ok(());
        }
        Err(EngineError::invalid(format!(
            "\"{value}\" cannot be {}. Nothing was changed.",
            target.attribute.label().to_lowercase()
        )))
    }
}

fn column_of<'a>(
    mapping: &'a mut Mapping,
    column: usize,
    load: &StoredLoad,
) -> Result<&'a mut ColumnMapping, EngineError> {
    mapping
        .columns
        .iter_mut()
        .find(|one| one.column == column)
        .ok_or_else(|| EngineError::NotFound {
            what: "column",
            name: format!("{column} of {}", load.table_name),
        })
}

fn transformation(
    change: &CellChange,
    mapping: &Mapping,
    own: usize,
) -> Result<Transformation, EngineError> {
    let not_blank = |text: &str, what: &str| {
        if text.is_empty() {
            return Err(EngineError::invalid(format!("Please say {what}.")));
        }
        Ok(text.to_owned())
    };
    Ok(match change {
        CellChange::Keep {} => Transformation::Keep,
        CellChange::Negate {} => Transformation::Negate,
        CellChange::StripPrefix { prefix } => Transformation::StripPrefix {
            prefix: not_blank(prefix, "what is taken from the front")?,
        },
        CellChange::Split { separator } => Transformation::Split {
            separator: not_blank(separator, "what stands between the values")?,
        },
        CellChange::Join { column } => {
            let other = mapping.columns.iter().find(|one| one.column == *column);
            let other =
                other
                    .filter(|other| other.column != own)
                    .ok_or_else(|| EngineError::NotFound {
                        what: "other column to join with",
                        name: column.to_string(),
                    })?;
            Transformation::Join {
                header: other.header.clone(),
            }
        }
    })
}

//! The common schema as people read it: every attribute, what belongs there, and which columns of the sources are read
//! as it; with the attributes of one's own that the columns of this project brought.

use std::collections::BTreeMap;

use rollcall_mapping::{attribute_choices, custom_name, own_attribute};
use rollcall_model::{Attribute, Mapping, SCHEMA_EDITION};
use rollcall_store::Store;

use crate::inventory::{Marks, attribute_view};
use crate::known_names::unknown_attribute;
use crate::view::{Nothing, Schema, SchemaAttribute, SchemaColumn};
use crate::{Engine, EngineError};

const OWN_HINT: &str =
    "A field of your own: kept and agreed on as it stands, under the name somebody gave it.";

impl Engine {
    /// The common schema: every attribute, what belongs there, and the columns that are read as it.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn schema(&self, _: Nothing) -> Result<Schema, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let mut columns: BTreeMap<Attribute, Vec<SchemaColumn>> = BTreeMap::new();
        for load in store.current_loads()? {
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            for column in stored.mapping.columns {
                let Some(target) = column.target else {
                    continue;
                };
                columns
                    .entry(target.attribute)
                    .or_default()
                    .push(SchemaColumn {
                        source: marks.of(load.source),
                        table: load.table.0,
                        table_name: load.table_name.clone(),
                        column: column.column,
                        header: column.header,
                    });
            }
        }
        let mut attributes: Vec<SchemaAttribute> = attribute_choices()
            .into_iter()
            .map(|choice| SchemaAttribute {
                attribute: attribute_view(&choice.attribute),
                hint: choice.hint.to_owned(),
                is_own: false,
                columns: columns.remove(&choice.attribute).unwrap_or_default(),
            })
            .collect();
        // What is left the schema has no name for.
        attributes.extend(
            columns
                .into_iter()
                .map(|(attribute, columns)| SchemaAttribute {
                    attribute: attribute_view(&attribute),
                    hint: OWN_HINT.to_owned(),
                    is_own: true,
                    columns,
                }),
        );
        Ok(Schema {
            edition: SCHEMA_EDITION,
            attributes,
        })
    }
}

/// The attributes of one's own that columns of the project are read as, by name.
pub(crate) fn own_attributes(store: &Store) -> Result<Vec<Attribute>, EngineError> {
    let mut own = Vec::new();
    for load in store.current_loads()? {
        if let Some(stored) = store.mapping(load.table)? {
            own.extend(
                stored
                    .mapping
                    .columns
                    .into_iter()
                    .filter_map(|column| column.target)
                    .map(|target| target.attribute)
                    .filter(|attribute| matches!(attribute, Attribute::Custom(_))),
            );
        }
    }
    own.sort();
    own.dedup();
    Ok(own)
}

/// The attribute somebody says a column is, by code. The name a column brings itself is taken as it stands; another
/// one of one's own has to be a name, and none the schema has.
pub(crate) fn said(
    store: &Store,
    mapping: &Mapping,
    column: Option<usize>,
    code: &str,
) -> Result<Attribute, EngineError> {
    let attribute = match code.strip_prefix("custom:") {
        // A blank name is answered as one.
        Some(name) => Attribute::Custom(name.to_owned()),
        None => Attribute::parse(code).ok_or_else(|| unknown_attribute(code))?,
    };
    let Attribute::Custom(name) = &attribute else {
        return Ok(attribute);
    };
    let own = own_attributes(store)?;
    let is_its_header = mapping
        .columns
        .iter()
        .any(|one| Some(one.column) == column && custom_name(&one.header, one.column) == *name);
    if own.contains(&attribute) || is_its_header {
        return Ok(attribute);
    }
    own_attribute(name, &own).map_err(|error| EngineError::invalid(error.to_string()))
}

//! Lists that hold each person once, as somebody says: linking never takes two of their rows for one person.

use rollcall_model::{TableId, TableRole};
use rollcall_store::Store;
use serde_json::json;

use crate::inventory::Marks;
use crate::linkage_records::LinkedTable;
use crate::view::{Nothing, SetHeldOnce};
use crate::{Engine, EngineError};

impl Engine {
    /// Says that a list holds each person once, or that this is not known; the next run obeys it.
    ///
    /// # Errors
    /// When there is no such table in use, or it is not a list of customers.
    pub fn set_held_once(&self, request: SetHeldOnce) -> Result<Nothing, EngineError> {
        let store = self.store_for_change()?;
        let table = TableId(request.table);
        let name = name_of(&store, table)?.ok_or_else(|| EngineError::NotFound {
            what: "table",
            name: request.table.to_string(),
        })?;
        let role = store.mapping(table)?.map(|stored| stored.mapping.role);
        if request.once && role != Some(TableRole::Customers) {
            return Err(EngineError::invalid(format!(
                "{name} is no list of customers: what people did may name each of them many times."
            )));
        }
        let sentence = if request.once {
            format!("{name} holds each person once")
        } else {
            format!("{name} may hold a person more than once")
        };
        self.commit(
            &store,
            "set_held_once",
            sentence,
            json!({ "table": table.0, "once": request.once }),
            |edits| edits.set_held_once(table, request.once, &self.options.who),
        )?;
        self.tell_changed(&["project", "sources", "verdicts", "people", "history"]);
        Ok(Nothing {})
    }
}

/// `Source · table` of a table in use; nothing where it is not.
fn name_of(store: &Store, table: TableId) -> Result<Option<String>, EngineError> {
    let loads = store.current_loads()?;
    let Some(load) = loads.iter().find(|load| load.table == table) else {
        return Ok(None);
    };
    let source = Marks::read(store)?.of(load.source).name;
    Ok(Some(format!("{source} · {}", load.table_name)))
}

/// Why two rows of a list are two people.
pub(crate) fn reason(store: &Store, table: TableId) -> Result<String, EngineError> {
    let name = name_of(store, table)?.unwrap_or_else(|| "Their list".to_owned());
    Ok(format!(
        "They are different people: {name} holds each person once, as somebody said, and both rows stand there."
    ))
}

/// The lists in which no person occurs twice, as the linkage engine numbers its sources.
pub(crate) fn lists(store: &Store, tables: &[LinkedTable]) -> Result<Vec<u32>, EngineError> {
    let said = store.held_once()?;
    let mut lists: Vec<u32> = tables
        .iter()
        .filter(|table| table.role == TableRole::Customers && said.contains(&table.load.table))
        .map(|table| table.list)
        .collect();
    lists.sort_unstable();
    lists.dedup();
    Ok(lists)
}

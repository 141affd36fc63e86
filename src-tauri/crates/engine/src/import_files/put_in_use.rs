//! What was loaded comes into use: all of it, in one operation.

use rollcall_model::{Problem, grouped};
use rollcall_store::{DecisionTable, NewMend, StoredLoad};
use serde_json::json;

use super::ids_elsewhere::ReadAnew;
use super::{ImportContext, ImportedTable};
use crate::EngineError;
use crate::mends::Kept;

/// Puts every load of the job in use with its mapping, as one operation, with the tables in use of which columns are read
/// anew beside them, and what was found outside of them in place of what the loading before found. Gives what became of rows mended before, as sentences without their end, each behind
/// a full stop; nothing where there were none.
pub(super) fn put_in_use(
    context: &ImportContext<'_>,
    tables: &[ImportedTable],
    read_anew: &[ReadAnew],
    outside: &[Problem],
) -> Result<String, EngineError> {
    if tables.is_empty() {
        context.store.set_outside(outside)?;
        return Ok(String::new());
    }
    let rows: u64 = tables.iter().map(|table| table.rows_loaded).sum();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let mut sentence = match names.as_slice() {
        [one] => format!("Loaded {} rows of {one}", grouped(rows)),
        many => format!("Loaded {} rows in {} tables", grouped(rows), many.len()),
    };
    for joined in tables.iter().filter_map(|table| table.joined.as_deref()) {
        sentence.push_str(". ");
        sentence.push_str(joined);
    }
    let current = context.store.current_loads()?;
    let kept = kept_mends(context, tables, &current)?;
    let told = kept.sentence();
    sentence.push_str(&told);
    let operation = rollcall_store::Operation {
        kind: "import_files",
        sentence,
        request: json!({ "tables": names }),
        who: context.who,
        at: context.now,
    };
    context.store.commit(&operation, |edits| {
        for table in tables {
            if table.is_new_source {
                edits.bring_source(table.source)?;
            } else {
                edits.show_source(table.source)?;
            }
            for old in current.iter().filter(|load| load.table == table.table) {
                edits.update(
                    DecisionTable::Load,
                    &[json!(old.load.0)],
                    &[("state", json!("superseded"))],
                )?;
            }
            edits.update(
                DecisionTable::Load,
                &[json!(table.load.0)],
                &[("state", json!("current"))],
            )?;
            for ended in &table.ends {
                edits.update(
                    DecisionTable::Load,
                    &[json!(ended.0)],
                    &[("state", json!("superseded"))],
                )?;
            }
            for moved in &table.moved {
                edits.update(
                    DecisionTable::Load,
                    &[json!(moved.0)],
                    &[("state", json!("undone"))],
                )?;
            }
            edits.use_mapping(
                table.table,
                &table.fingerprint,
                &table.role_reason,
                &table.mapping,
                context.now,
            )?;
        }
        for one in read_anew {
            edits.use_mapping(
                one.table,
                &one.fingerprint,
                &one.role_reason,
                &one.mapping,
                context.now,
            )?;
        }
        for (aside, mend) in &kept.mends {
            edits.mend(&NewMend {
                aside: *aside,
                cells: &mend.cells,
                at: &mend.at,
                who: &mend.who,
            })?;
        }
        edits.set_outside(outside)
    })?;
    Ok(told)
}

/// What becomes of rows that were mended in the loads that end.
fn kept_mends(
    context: &ImportContext<'_>,
    tables: &[ImportedTable],
    current: &[StoredLoad],
) -> Result<Kept, EngineError> {
    let mut kept = Kept::default();
    for table in tables {
        let ends = |old: &&StoredLoad| {
            old.table == table.table
                || table.ends.contains(&old.load)
                || table.moved.contains(&old.load)
        };
        for old in current.iter().filter(ends) {
            let header = table.mapping.columns.iter().map(|column| &column.header);
            kept.add(context.store, old, table.load, header)?;
        }
    }
    Ok(kept)
}

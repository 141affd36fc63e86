//! The tables under the names they have in SQL.

use std::collections::BTreeSet;

use rollcall_model::Mapping;

use super::Handing;
use super::columns::plain_name;
use crate::EngineError;
use crate::inventory::Marks;
use crate::linkage_records::LinkedTable;

/// A table with a mapping.
pub(super) struct NamedTable<'a> {
    pub(super) table: &'a LinkedTable,
    pub(super) mapping: Mapping,
    /// Source and table, as people know them.
    pub(super) title: String,
    /// What stands behind `raw_` and `mapped_`.
    pub(super) name: String,
    /// A name for each column of its file.
    pub(super) columns: Vec<String>,
}

/// Every table that has a mapping; no two have one name.
pub(super) fn named<'a>(handing: &Handing<'a>) -> Result<Vec<NamedTable<'a>>, EngineError> {
    let marks = Marks::read(handing.store)?;
    let mut all: Vec<NamedTable<'a>> = Vec::new();
    for table in handing.tables {
        let Some(stored) = handing.store.mapping(table.load.table)? else {
            continue;
        };
        let title = format!(
            "{} · {}",
            marks.of(table.load.source).name,
            table.load.table_name
        );
        let mut name = plain_name(&title);
        while all.iter().any(|one| one.name == name) {
            name.push('_');
        }
        all.push(NamedTable {
            table,
            mapping: stored.mapping,
            title,
            name,
            columns: column_names(&table.load.header),
        });
    }
    Ok(all)
}

/// A name for each column: its header, with its place behind where another has the same in any case, and its place
/// alone where it has none.
pub(super) fn column_names(header: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::with_capacity(header.len());
    for (at, header) in header.iter().enumerate() {
        let place = at + 1;
        let mut name = if header.trim().is_empty() {
            format!("Column {place}")
        } else {
            header.clone()
        };
        if taken.contains(&name.to_lowercase()) {
            name = format!("{name} (column {place})");
        }
        while !taken.insert(name.to_lowercase()) {
            name.push('_');
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::column_names;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let header = [
            "Id",
            "",
            "E-mail",
            "id",
            "E-MAIL",
            "Column 2",
            "id (column 4)",
        ];
        let names = column_names(&header.map(str::to_owned));
        assert_eq!(
            names,
            [
                "Id",
                "Column 2",
                "E-mail",
                "id (column 4)",
                "E-MAIL (column 5)",
                "Column 2 (column 6)",
                "id (column 4) (column 7)",
            ]
        );
    }
}

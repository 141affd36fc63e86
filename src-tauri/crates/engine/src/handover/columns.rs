//! The columns of the linkage engine as Parquet has them, and names that are fit for a column.

use rollcall_delivery::{ParquetCells, ParquetColumn, ParquetValues};
use rollcall_linkage::{Cells, Flat, TableColumn};

pub(super) fn as_parquet(column: TableColumn) -> ParquetColumn {
    let cells = match column.cells {
        Cells::Single(flat) => ParquetCells::Single(values(flat)),
        Cells::List { lengths, items } => ParquetCells::List {
            lengths,
            items: values(items),
        },
        Cells::Records { lengths, members } => ParquetCells::Records {
            lengths,
            members: members
                .into_iter()
                .map(|(name, flat)| (name.to_owned(), values(flat)))
                .collect(),
        },
    };
    ParquetColumn {
        name: column.name,
        cells,
    }
}

fn values(flat: Flat) -> ParquetValues {
    match flat {
        Flat::Text(texts) => ParquetValues::Text(texts),
        Flat::Whole(numbers) => ParquetValues::Whole(numbers),
        Flat::Real(numbers) => ParquetValues::Real(numbers),
        Flat::Flag(flags) => ParquetValues::Flag(flags),
    }
}

/// A column of single values.
pub(super) fn single(name: &str, values: ParquetValues) -> ParquetColumn {
    ParquetColumn {
        name: name.to_owned(),
        cells: ParquetCells::Single(values),
    }
}

/// A column of texts.
pub(super) fn texts(name: &str, values: Vec<String>) -> ParquetColumn {
    single(name, ParquetValues::Text(values))
}

/// A column of whole numbers.
pub(super) fn whole(name: &str, values: Vec<i64>) -> ParquetColumn {
    single(name, ParquetValues::Whole(values))
}

/// A name of small letters, digits and underscores, for columns and views.
pub(super) fn plain_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("n_{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn names_are_fit_for_a_column() {
        for (text, name) in [
            ("Shop · customers", "shop_customers"),
            ("custom:Fav. colour", "custom_fav_colour"),
            ("2024", "n_2024"),
            ("···", "n_"),
        ] {
            assert_eq!(plain_name(text), name, "{text}");
        }
    }
}

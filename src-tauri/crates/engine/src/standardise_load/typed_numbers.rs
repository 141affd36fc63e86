//! A cell that its file tells to be a number is that number, in whatever country.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_mapping::Mapper;
use rollcall_model::{
    Attribute, Cell, ColumnMapping, LoadId, Mapping, MappingState, RecordId, TableRole, Target,
    Transformation, TypedCell,
};
use rollcall_standardise::TableContext;
use rollcall_store::RawRecord;

use super::{figure, standardise};

/// The values and the raw texts of an amount and a quantity in a table of German rows.
fn made(cells: Vec<Cell>) -> Vec<(String, String)> {
    let columns = [Attribute::Amount, Attribute::Quantity]
        .into_iter()
        .enumerate()
        .map(|(column, attribute)| ColumnMapping {
            column,
            header: attribute.code(),
            target: Some(Target::from(attribute)),
            transformation: Transformation::Keep,
            confidence: 1.0,
            reason: String::new(),
            state: MappingState::Confirmed,
            date_order: None,
        })
        .collect();
    let mapping = Mapping {
        role: TableRole::Events,
        columns,
        default_country: Some("DE".to_owned()),
        constants: Vec::new(),
        recipe: None,
    };
    let context = TableContext {
        default_country: mapping.default_country.clone(),
        date_orders: BTreeMap::new(),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: BTreeMap::new(),
        dated_answers: Vec::new(),
        zones: BTreeMap::new(),
        decimal_mark: None,
        today: chrono::NaiveDate::default(),
    };
    let raw = RawRecord {
        record: RecordId(1),
        load: LoadId(1),
        row: 2,
        cells,
    };
    standardise(&raw, &Mapper::new(&mapping), &context, mapping.role)
        .values
        .into_iter()
        .map(|value| (value.value, value.raw))
        .collect()
}

fn number(text: &str, number: f64) -> Cell {
    Cell {
        text: text.to_owned(),
        typed: Some(TypedCell::Number(number)),
    }
}

#[test]
fn three_decimals_of_a_number_are_no_thousands() {
    let told = |value: &str, raw: &str| (value.to_owned(), raw.to_owned());
    assert_eq!(
        made(vec![number("1.234", 1.234), number("12.500", 12.5)]),
        [told("1.234", "1.234"), told("12.5", "12.500")]
    );
    // A text of the same letters is still what people there mean by it.
    assert_eq!(
        made(vec![Cell::text("1.234"), Cell::text("12.500")]),
        [told("1234", "1.234"), told("12500", "12.500")]
    );
    let mark = None;
    assert_eq!(
        figure(&number("1.234", 1.234), Some("DE"), mark),
        Some(1.234)
    );
    assert_eq!(figure(&Cell::text("1.234"), Some("DE"), mark), Some(1234.0));
}

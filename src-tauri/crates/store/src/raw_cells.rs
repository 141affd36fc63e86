//! The cells of a row as they are kept, read back.

use std::borrow::Cow;
use std::fmt;

use rollcall_model::{Cell, TypedCell};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::StoreError;

/// Reads a JSON array of texts, and of objects where the file has types.
pub(crate) fn decode(text: &str) -> Result<Vec<Cell>, StoreError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    Ok(reader.deserialize_seq(Cells { wanted: None })?)
}

/// The same with the cells in some places; all others come blank, so that nothing of them is copied.
pub(crate) fn decode_some(text: &str, wanted: &[usize]) -> Result<Vec<Cell>, StoreError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let wanted = Some(wanted);
    Ok(reader.deserialize_seq(Cells { wanted })?)
}

struct Cells<'a> {
    /// The places of the cells that are wanted, where not all are.
    wanted: Option<&'a [usize]>,
}

impl<'de> Visitor<'de> for Cells<'_> {
    type Value = Vec<Cell>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the cells of a row")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut stored: A) -> Result<Self::Value, A::Error> {
        let mut cells: Vec<Cell> = Vec::with_capacity(16);
        loop {
            let is_wanted = |wanted: &[usize]| wanted.contains(&cells.len());
            let next = if self.wanted.is_none_or(is_wanted) {
                let cell = stored.next_element()?;
                cell.map(|StoredCell(cell)| cell)
            } else {
                let passed = stored.next_element()?;
                passed.map(|IgnoredAny| Cell::default())
            };
            match next {
                Some(cell) => cells.push(cell),
                None => return Ok(cells),
            }
        }
    }
}

struct StoredCell(Cell);

impl<'de> Deserialize<'de> for StoredCell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor).map(Self)
    }
}

/// A cell with a type.
#[derive(Deserialize)]
struct Typed<'a> {
    #[serde(rename = "s", borrow)]
    text: Cow<'a, str>,
    #[serde(rename = "t")]
    typed: Kind,
}

/// Its type. JSON has no number without end: of such a one what stood there is left.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kind {
    Known(TypedCell),
    Endless(EndlessNumber),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
enum EndlessNumber {
    Number(()),
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a cell with a type")
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::text(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, stored: A) -> Result<Cell, A::Error> {
        let cell = Typed::deserialize(MapAccessDeserializer::new(stored))?;
        Ok(Cell {
            text: cell.text.into_owned(),
            typed: match cell.typed {
                Kind::Known(typed) => Some(typed),
                Kind::Endless(EndlessNumber::Number(())) => None,
            },
        })
    }
}

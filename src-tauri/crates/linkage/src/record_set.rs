//! The records to link: columns of numbered values, several values per record and field.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fold;
use crate::ragged::{Dictionary, Ragged};
use crate::standing::StatedStanding;

/// What a field holds, which decides how its values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// First name.
    GivenName,
    /// Names or initials between given and family name.
    MiddleName,
    /// Last name.
    FamilyName,
    /// An earlier family name.
    FormerName,
    /// Generation after the name: jr, iii.
    NameSuffix,
    /// What friends say.
    Nickname,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `--MM-DD`.
    BirthDate,
    /// Any one word per gender.
    Gender,
    /// E-mail address.
    Email,
    /// Telephone number, international or digits only.
    Phone,
    /// Street with house number.
    Street,
    /// Flat, floor, second line.
    Unit,
    /// Town.
    City,
    /// State, county, province.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Company or other organisation.
    Organisation,
    /// A number or handle that points to a person or a thing.
    Identifier {
        /// It belongs to a person rather than a device, a household or a firm.
        personal: bool,
        /// One person holds one, and no two persons share it: a national id, a loyalty card,
        /// the account id of one source.
        exclusive: bool,
    },
    /// Anything else; what it is worth is learnt.
    Text,
}

/// A field of the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSpec {
    /// The name people read in explanations.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
}

/// The values of one record: the number of the field and the value, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordValues {
    /// Field number (from 0, as in the list of fields) and value.
    pub values: Vec<(usize, String)>,
    /// The source the record came from, if it is known.
    #[serde(default)]
    pub source: Option<u32>,
}

impl RecordValues {
    /// The values of one field, in the order given.
    pub fn of(&self, field: usize) -> impl Iterator<Item = &str> {
        self.values
            .iter()
            .filter(move |(of, _)| *of == field)
            .map(|(_, value)| value.as_str())
    }
}

/// All records, folded and numbered; made by a [`RecordSetBuilder`].
#[derive(Debug, Clone, Default)]
pub struct RecordSet {
    fields: Vec<FieldSpec>,
    columns: Vec<Column>,
    sources: Vec<u32>,
}

/// One field of all records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub(crate) dictionary: Dictionary,
    pub(crate) codes: Ragged<u32>,
}

impl Column {
    /// The same column without some values.
    fn without(&self, values: &[&str]) -> Self {
        let mut kept = Self::default();
        for record in 0..self.codes.rows() {
            for &code in self.codes.get(record) {
                let text = self.dictionary.get(code);
                if !values.contains(&text) {
                    let code = kept.dictionary.intern(text);
                    kept.codes.push(code);
                }
            }
            kept.codes.end_row();
        }
        kept.dictionary.close();
        kept
    }
}

/// Fills a [`RecordSet`] record by record.
#[derive(Debug)]
pub struct RecordSetBuilder {
    set: RecordSet,
    /// For each field the values that wait to be numbered.
    waiting: Vec<Waiting>,
    /// Records begun since values were numbered last.
    begun: usize,
}

/// So many records wait before their values are numbered, field by field: what is known of one field's
/// values stays at hand meanwhile, and fields are numbered beside each other.
const TOGETHER: usize = 4096;

/// Values of one field that have no number yet.
#[derive(Debug, Default)]
struct Waiting {
    text: String,
    /// The record of each, counted from the first that waits, and where its text ends.
    values: Vec<(usize, usize)>,
    /// The value added last, folded.
    folded: String,
}

impl Waiting {
    fn push(&mut self, record: usize) {
        self.text.push_str(&self.folded);
        self.values.push((record, self.text.len()));
    }

    /// Numbers what waits, of so many records.
    fn number(&mut self, column: &mut Column, records: usize) {
        let (mut rows, mut start) = (0, 0);
        for &(record, end) in &self.values {
            while rows < record {
                column.codes.end_row();
                rows += 1;
            }
            let code = column
                .dictionary
                .intern(self.text.get(start..end).unwrap_or(""));
            if !column.codes.open_row().contains(&code) {
                column.codes.push(code);
            }
            start = end;
        }
        while rows < records {
            column.codes.end_row();
            rows += 1;
        }
        self.text.clear();
        self.values.clear();
    }
}

impl RecordSetBuilder {
    /// Starts an empty set with these fields.
    pub fn new(fields: Vec<FieldSpec>) -> Self {
        let columns = fields.iter().map(|_| Column::default()).collect();
        Self {
            waiting: fields.iter().map(|_| Waiting::default()).collect(),
            set: RecordSet {
                fields,
                columns,
                sources: Vec::new(),
            },
            begun: 0,
        }
    }

    /// Starts the next record, from the source with this number, and returns the record's index.
    pub fn begin(&mut self, source: u32) -> u32 {
        if self.begun == TOGETHER {
            self.number();
        }
        self.begun += 1;
        self.set.sources.push(source);
        self.set.sources.len() as u32 - 1
    }

    /// Adds a value to the record begun last. Empty values, unknown fields and repeated values
    /// are left out.
    pub fn value(&mut self, field: usize, value: &str) {
        let (Some(spec), Some(waiting), Some(record)) = (
            self.set.fields.get(field),
            self.waiting.get_mut(field),
            self.begun.checked_sub(1),
        ) else {
            return;
        };
        fold_value(spec.kind, value, &mut waiting.folded);
        if !waiting.folded.is_empty() {
            waiting.push(record);
        }
    }

    /// Ends the last record and gives the set.
    pub fn finish(mut self) -> RecordSet {
        self.number();
        for column in &mut self.set.columns {
            column.dictionary.close();
        }
        self.set
    }

    /// Numbers the values of the records that wait.
    fn number(&mut self) {
        let records = std::mem::take(&mut self.begun);
        let number =
            |(waiting, column): (&mut Waiting, &mut Column)| waiting.number(column, records);
        let columns = &mut self.set.columns;
        if records < TOGETHER {
            self.waiting.iter_mut().zip(columns).for_each(number);
        } else {
            self.waiting.par_iter_mut().zip(columns).for_each(number);
        }
    }
}

impl RecordSet {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The fields, as given to the builder.
    pub fn fields(&self) -> &[FieldSpec] {
        &self.fields
    }

    /// The source each record came from.
    pub fn sources(&self) -> &[u32] {
        &self.sources
    }

    /// The different values of a field, as they are compared.
    pub fn distinct(&self, field: usize) -> impl Iterator<Item = &str> {
        let column = self.columns.get(field);
        column
            .into_iter()
            .flat_map(|column| column.dictionary.iter())
    }

    /// The folded values of a record, for [`Model::explain`](crate::Model::explain).
    pub fn values(&self, record: u32) -> RecordValues {
        let mut values = Vec::new();
        for (field, column) in self.columns.iter().enumerate() {
            for &code in column.codes.get(record as usize) {
                values.push((field, column.dictionary.get(code).to_owned()));
            }
        }
        RecordValues {
            values,
            source: self.sources.get(record as usize).copied(),
        }
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The same records in another order; `column` reorders one column, `order` the sources.
    pub(crate) fn reordered(
        &self,
        column: impl Fn(&Column) -> Column + Send + Sync,
        order: &[u32],
    ) -> Self {
        let source = |&record: &u32| self.sources.get(record as usize).copied().unwrap_or(0);
        Self {
            fields: self.fields.clone(),
            columns: self.columns.par_iter().map(column).collect(),
            sources: order.iter().map(source).collect(),
        }
    }

    pub(crate) fn column(&self, field: usize) -> Option<&Column> {
        self.columns.get(field)
    }

    /// The records that hold a value, given as it is compared.
    pub(crate) fn holders(&self, field: usize, value: &str) -> Vec<u32> {
        let Some(column) = self.column(field) else {
            return Vec::new();
        };
        let Some(code) = column.dictionary.iter().position(|text| text == value) else {
            return Vec::new();
        };
        let code = code as u32;
        let holds = |record: &u32| column.codes.get(*record as usize).contains(&code);
        (0..self.len() as u32).filter(holds).collect()
    }

    /// The records that hold any of some values, given as they are compared, by the value.
    pub fn holders_of<'v>(
        &self,
        field: usize,
        wanted: &BTreeSet<&'v str>,
    ) -> BTreeMap<&'v str, Vec<u32>> {
        let mut holders: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let Some(column) = self.column(field) else {
            return holders;
        };
        let codes: BTreeMap<u32, &'v str> = (0_u32..)
            .zip(column.dictionary.iter())
            .filter_map(|(code, text)| Some((code, *wanted.get(text)?)))
            .collect();
        for record in 0..self.len() as u32 {
            for code in column.codes.get(record as usize) {
                if let Some(text) = codes.get(code) {
                    holders.entry(*text).or_default().push(record);
                }
            }
        }
        holders
    }

    /// The same records without the values that are stated to point to nobody; nothing where there are none.
    pub(crate) fn without_junk(&self, stated: &[StatedStanding]) -> Option<Self> {
        let junk = |field: usize| -> Vec<&str> {
            let own = stated
                .iter()
                .filter(|one| one.field == field && !one.says_something());
            own.map(|one| one.value.as_str()).collect()
        };
        if stated.iter().all(StatedStanding::says_something) {
            return None;
        }
        let columns = self.columns.iter().enumerate().map(|(field, column)| {
            let junk = junk(field);
            if junk.is_empty() {
                column.clone()
            } else {
                column.without(&junk)
            }
        });
        Some(Self {
            fields: self.fields.clone(),
            columns: columns.collect(),
            sources: self.sources.clone(),
        })
    }

    /// The columns of a kind with their field numbers.
    pub(crate) fn of_kind(&self, kind: FieldKind) -> impl Iterator<Item = (usize, &Column)> {
        self.fields
            .iter()
            .zip(&self.columns)
            .enumerate()
            .filter(move |(_, (spec, _))| spec.kind == kind)
            .map(|(field, (_, column))| (field, column))
    }
}

/// The text a value of this kind is compared as.
#[must_use]
pub fn compared_as(kind: FieldKind, value: &str) -> String {
    let mut folded = String::new();
    fold_value(kind, value, &mut folded);
    folded
}

/// Writes the text a value is compared as.
fn fold_value(kind: FieldKind, value: &str, into: &mut String) {
    match kind {
        FieldKind::Email => fold::email(value, into),
        FieldKind::Phone => fold::digits(value, into),
        FieldKind::Postcode | FieldKind::Identifier { .. } => fold::compact(value, into),
        FieldKind::BirthDate => value.trim().clone_into(into),
        _ => fold::words(value, into),
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldKind, FieldSpec, RecordSetBuilder};

    #[test]
    fn values_are_folded_and_kept_once() {
        let mut builder = RecordSetBuilder::new(vec![FieldSpec {
            name: "Given name".into(),
            kind: FieldKind::GivenName,
        }]);
        builder.value(0, "before any record");
        assert_eq!(builder.begin(7), 0);
        builder.value(0, "Zoë");
        builder.value(0, "ZOE ");
        builder.value(0, "  ");
        builder.value(9, "no such field");
        assert_eq!(builder.begin(8), 1);
        let set = builder.finish();
        assert_eq!(set.len(), 2);
        assert_eq!(set.sources(), [7, 8]);
        assert_eq!(set.values(0).values, vec![(0, "zoe".to_owned())]);
        assert!(set.values(1).values.is_empty());
    }
}

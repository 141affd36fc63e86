//! Tables as Parquet: single values, lists, and lists of small records, batch by batch.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::DeliveryError;
use crate::atomic_file::{AtomicFile, WrittenFile};

/// Values of one type, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum ParquetValues {
    /// Texts.
    Text(Vec<String>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers.
    Real(Vec<f64>),
    /// Yes or no.
    Flag(Vec<bool>),
}

/// The cells of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum ParquetCells {
    /// One value a row.
    Single(ParquetValues),
    /// A list a row, possibly empty.
    List {
        /// How many items each row has.
        lengths: Vec<u32>,
        /// All items.
        items: ParquetValues,
    },
    /// A list of small records a row, possibly empty.
    Records {
        /// How many each row has.
        lengths: Vec<u32>,
        /// Their members by name.
        members: Vec<(String, ParquetValues)>,
    },
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct ParquetColumn {
    /// Its name: small letters, digits and underscores.
    pub name: String,
    /// Its cells.
    pub cells: ParquetCells,
}

impl ParquetValues {
    /// How a value is declared.
    fn declared(&self, name: &str) -> String {
        match self {
            Self::Text(_) => format!("required binary {name} (STRING);"),
            Self::Whole(_) => format!("required int64 {name};"),
            Self::Real(_) => format!("required double {name};"),
            Self::Flag(_) => format!("required boolean {name};"),
        }
    }
}

impl ParquetColumn {
    fn declared(&self) -> String {
        let name = &self.name;
        match &self.cells {
            ParquetCells::Single(values) => values.declared(name),
            ParquetCells::List { items, .. } => format!(
                "required group {name} (LIST) {{ repeated group list {{ {} }} }}",
                items.declared("element")
            ),
            ParquetCells::Records { members, .. } => {
                let members = members.iter().map(|(name, values)| values.declared(name));
                format!(
                    "required group {name} (LIST) {{ repeated group list {{ required group element {{ {} }} }} }}",
                    members.collect::<Vec<_>>().join(" ")
                )
            }
        }
    }

    /// The values of the columns it is written as, each with the lengths of its lists.
    fn leaves(&self) -> Vec<(Option<&[u32]>, &ParquetValues)> {
        match &self.cells {
            ParquetCells::Single(values) => vec![(None, values)],
            ParquetCells::List { lengths, items } => vec![(Some(lengths.as_slice()), items)],
            ParquetCells::Records { lengths, members } => {
                let members = members.iter();
                members
                    .map(|(_, values)| (Some(lengths.as_slice()), values))
                    .collect()
            }
        }
    }
}

/// Whether and where list items stand, as Parquet counts them.
struct Places {
    is_there: Vec<i16>,
    goes_on: Vec<i16>,
}

impl Places {
    fn of(lengths: &[u32]) -> Self {
        let (mut is_there, mut goes_on) = (Vec::new(), Vec::new());
        for &length in lengths {
            if length == 0 {
                is_there.push(0);
                goes_on.push(0);
            }
            for at in 0..length {
                is_there.push(1);
                goes_on.push(i16::from(at > 0));
            }
        }
        Self { is_there, goes_on }
    }
}

/// A Parquet file in the making; it is in its place once it is finished.
pub struct ParquetFile {
    path: PathBuf,
    schema: String,
    writer: SerializedFileWriter<AtomicFile>,
    rows: u64,
}

impl ParquetFile {
    /// Starts a file of these columns; their cells, if any, are not written.
    ///
    /// # Errors
    /// When it cannot be made there.
    pub fn create(path: &Path, columns: &[ParquetColumn]) -> Result<Self, DeliveryError> {
        let schema = schema_of(columns);
        let parsed = parse_message_type(&schema).map_err(|error| refused(path, error))?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let writer = SerializedFileWriter::new(
            AtomicFile::create(path)?,
            Arc::new(parsed),
            Arc::new(properties.build()),
        )
        .map_err(|error| refused(path, error))?;
        Ok(Self {
            path: path.to_path_buf(),
            schema,
            writer,
            rows: 0,
        })
    }

    /// Adds rows: the same columns with other cells.
    ///
    /// # Errors
    /// When the columns are others or the disk refuses.
    pub fn add(&mut self, columns: &[ParquetColumn], rows: u64) -> Result<(), DeliveryError> {
        if schema_of(columns) != self.schema {
            return Err(refused(&self.path, "its columns changed on the way"));
        }
        self.rows += rows;
        write_rows(&mut self.writer, columns).map_err(|error| refused(&self.path, error))
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<WrittenFile, DeliveryError> {
        let path = self.path;
        let file = self
            .writer
            .into_inner()
            .map_err(|error| refused(&path, error))?;
        file.complete()?.publish(self.rows)
    }
}

fn schema_of(columns: &[ParquetColumn]) -> String {
    let columns = columns.iter().map(ParquetColumn::declared);
    format!(
        "message table {{ {} }}",
        columns.collect::<Vec<_>>().join(" ")
    )
}

fn refused(path: &Path, error: impl std::fmt::Display) -> DeliveryError {
    DeliveryError::from_io(path, std::io::Error::other(error.to_string()))
}

fn write_rows(
    writer: &mut SerializedFileWriter<AtomicFile>,
    columns: &[ParquetColumn],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (lengths, values) in columns.iter().flat_map(ParquetColumn::leaves) {
        let places = lengths.map(Places::of);
        let there = places.as_ref().map(|places| places.is_there.as_slice());
        let goes_on = places.as_ref().map(|places| places.goes_on.as_slice());
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("a column is missing".into()));
        };
        match (column.untyped(), values) {
            (ColumnWriter::ByteArrayColumnWriter(into), ParquetValues::Text(texts)) => {
                let texts: Vec<ByteArray> = texts.iter().map(|text| text.as_str().into()).collect();
                into.write_batch(&texts, there, goes_on)?;
            }
            (ColumnWriter::Int64ColumnWriter(into), ParquetValues::Whole(numbers)) => {
                into.write_batch(numbers, there, goes_on)?;
            }
            (ColumnWriter::DoubleColumnWriter(into), ParquetValues::Real(numbers)) => {
                into.write_batch(numbers, there, goes_on)?;
            }
            (ColumnWriter::BoolColumnWriter(into), ParquetValues::Flag(flags)) => {
                into.write_batch(flags, there, goes_on)?;
            }
            _ => return Err(ParquetError::General("a column has another type".into())),
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ParquetCells, ParquetColumn, ParquetFile, ParquetValues};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn columns() -> Vec<ParquetColumn> {
        let column = |name: &str, cells| ParquetColumn {
            name: name.to_owned(),
            cells,
        };
        vec![
            column(
                "name",
                ParquetCells::Single(ParquetValues::Text(vec!["Zoë".into(), String::new()])),
            ),
            column(
                "codes",
                ParquetCells::List {
                    lengths: vec![0, 2],
                    items: ParquetValues::Whole(vec![7, 8]),
                },
            ),
            column(
                "mails",
                ParquetCells::Records {
                    lengths: vec![1, 0],
                    members: vec![
                        (
                            "text".into(),
                            ParquetValues::Text(vec!["a@b.example".into()]),
                        ),
                        ("bits".into(), ParquetValues::Real(vec![1.5])),
                        ("role".into(), ParquetValues::Flag(vec![true])),
                    ],
                },
            ),
        ]
    }

    #[test]
    fn what_was_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let mut file = ParquetFile::create(&path, &columns()).unwrap();
        file.add(&columns(), 2).unwrap();
        file.add(&columns(), 2).unwrap();
        assert_eq!(file.finish().unwrap().rows, 4);
        let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        let rows: Vec<String> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().to_string())
            .collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(
            rows[0],
            r#"{name: "Zoë", codes: [], mails: [{text: "a@b.example", bits: 1.5, role: true}]}"#
        );
        assert_eq!(rows[3], r#"{name: "", codes: [7, 8], mails: []}"#);
    }

    #[test]
    fn other_columns_are_refused_and_leave_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let mut file = ParquetFile::create(&path, &columns()).unwrap();
        assert!(file.add(&columns()[..1], 2).is_err());
        drop(file);
        assert!(!path.exists());
    }
}

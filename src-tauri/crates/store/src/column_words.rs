//! The different words of a column, counted.

use foldhash::HashMap;
use rusqlite::params;

use crate::row_text::RowText;
use crate::{Store, StoreError, StoredLoad};

/// What stands in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnWords {
    /// The words as they stand, without white space around, with the rows that hold them: those of
    /// most rows first.
    pub words: Vec<(String, u64)>,
    /// Rows with nothing in it.
    pub blank: u64,
    /// Rows with words that came when there was no more room for further ones.
    pub others: u64,
}

impl Store {
    /// The words of a column of a load: all of them, unless there are more than so many. In what case a
    /// word is written does not tell it apart; the first way it is written is told.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn column_words(
        &self,
        load: &StoredLoad,
        column: usize,
        most: usize,
    ) -> Result<ColumnWords, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
            )?;
            let mut rows = statement.query(params![load.first.0, load.last.0])?;
            let mut places: HashMap<String, usize> = HashMap::default();
            let mut found = ColumnWords::default();
            while let Some(row) = rows.next()? {
                let text = row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?;
                let cell = RowText(text).cell(column);
                let word = cell.trim();
                if word.is_empty() {
                    found.blank += 1;
                    continue;
                }
                let key = word.to_lowercase();
                if let Some((_, rows)) = places.get(&key).and_then(|at| found.words.get_mut(*at)) {
                    *rows += 1;
                } else if found.words.len() < most {
                    places.insert(key, found.words.len());
                    found.words.push((word.to_owned(), 1));
                } else {
                    found.others += 1;
                }
            }
            found
                .words
                .sort_by(|(one, more), (other, less)| less.cmp(more).then_with(|| one.cmp(other)));
            Ok(found)
        })
    }
}

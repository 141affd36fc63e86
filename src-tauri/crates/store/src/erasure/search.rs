//! Looking for erased values in the bytes on the disk: the proof that nothing was left.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use memchr::memmem::Finder;
use rusqlite::{Row, params};

use crate::project::beside;
use crate::{Store, StoreError};

/// So many bytes are read at once.
const PIECE: usize = 1 << 20;
/// What a project consists of on the disk besides its file: its journals, the copy beside it.
const FILES: [&str; 4] = ["-wal", "-shm", "-journal", ".backup"];

/// What looking for values in the bytes of a project came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByteSearch {
    /// How many values were looked for.
    pub values: u64,
    /// In how many bytes.
    pub bytes: u64,
    /// How many of the values stand somewhere.
    pub found: u64,
}

impl Store {
    /// Looks for values in every byte of the project on the disk, in any case, words beside them or not. Of an
    /// encrypted file the pages are looked at as they are once deciphered, those that are free too.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn search_bytes(&self, values: &[String]) -> Result<ByteSearch, StoreError> {
        let small: Vec<Vec<u8>> = values
            .iter()
            .map(|value| value.to_lowercase().into_bytes())
            .filter(|value| !value.is_empty())
            .collect();
        let finders: Vec<Finder<'_>> = small.iter().map(Finder::new).collect();
        let longest = small.iter().map(Vec::len).max().unwrap_or(0);
        let mut is_found = vec![false; finders.len()];
        let mut bytes = if self.is_encrypted() {
            self.look_at_pages(&finders, &mut is_found)?
        } else {
            look(self.path(), &finders, longest, &mut is_found)?
        };
        for suffix in FILES {
            let path = beside(self.path(), suffix);
            bytes += look(&path, &finders, longest, &mut is_found)?;
        }
        Ok(ByteSearch {
            values: finders.len() as u64,
            bytes,
            found: is_found.iter().filter(|found| **found).count() as u64,
        })
    }

    /// Looks through the deciphered pages of the file; says how many bytes they are.
    fn look_at_pages(
        &self,
        finders: &[Finder<'_>],
        is_found: &mut [bool],
    ) -> Result<u64, StoreError> {
        self.connections.maintain(|connection| {
            let mut statement = connection.prepare("SELECT data FROM sqlite_dbpage")?;
            let mut pages = statement.query([])?;
            let mut total = 0;
            while let Some(page) = pages.next()? {
                let page = page.get_ref(0)?.as_blob().unwrap_or_default();
                total += page.len() as u64;
                mark_found(&page.to_ascii_lowercase(), finders, is_found);
            }
            Ok(total)
        })
    }

    /// Keeps what the search after an erasure came to.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_search(&self, erasure: i64, search: ByteSearch) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            transaction.execute(
                "UPDATE erasure SET searched = ?2, searched_bytes = ?3, found = ?4 WHERE erasure_id = ?1",
                params![
                    erasure,
                    search.values as i64,
                    search.bytes as i64,
                    search.found as i64
                ],
            )?;
            Ok(())
        })
    }
}

/// Reads what was kept of a search, from a column on.
pub(super) fn of_row(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<ByteSearch>> {
    let number = |column: usize| row.get::<_, Option<i64>>(from + column);
    let (Some(values), Some(bytes), Some(found)) = (number(0)?, number(1)?, number(2)?) else {
        return Ok(None);
    };
    Ok(Some(ByteSearch {
        values: values as u64,
        bytes: bytes as u64,
        found: found as u64,
    }))
}

/// Looks through a file piece by piece; the end of a piece is looked at again with the next, so that no value
/// is missed that stands across. A file that is not there has no bytes.
fn look(
    path: &Path,
    finders: &[Finder<'_>],
    longest: usize,
    is_found: &mut [bool],
) -> Result<u64, StoreError> {
    let told = |error: std::io::Error| StoreError::Disk {
        path: path.to_path_buf(),
        what: error.to_string(),
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(told(error)),
    };
    let mut piece = vec![0; PIECE];
    let mut held: Vec<u8> = Vec::with_capacity(PIECE + longest);
    let mut total = 0;
    loop {
        let read = file.read(&mut piece).map_err(told)?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        held.extend(piece[..read].iter().map(u8::to_ascii_lowercase));
        mark_found(&held, finders, is_found);
        let kept = held.len().min(longest.saturating_sub(1));
        held.drain(..held.len() - kept);
    }
}

fn mark_found(bytes: &[u8], finders: &[Finder<'_>], is_found: &mut [bool]) {
    for (finder, found) in finders.iter().zip(is_found) {
        *found = *found || finder.find(bytes).is_some();
    }
}

#[cfg(test)]
mod tests {
    use super::PIECE;
    use crate::{Passphrase, Store};

    /// In an encrypted file no byte tells anything; its pages do once they are deciphered.
    #[test]
    fn what_stands_in_an_encrypted_file_is_found() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("p.rollcall");
        let secret = Passphrase::new("any passphrase".into());
        let store = Store::create_with(&path, "P", "2026-11-23T10:00:00Z", Some(&secret))?;
        let known = format!("{} Bo.Li@Example.com", "x".repeat(20_000));
        let values = [
            "bo.li@example.com".to_owned(),
            "nobody@example.com".to_owned(),
        ];
        store.keep("told", Some(&known))?;
        assert_eq!(store.search_bytes(&values)?.found, 1);
        store.keep("told", None)?;
        store.scour()?;
        let search = store.search_bytes(&values)?;
        assert_eq!(search.found, 0);
        assert!(search.bytes > 100_000);
        Ok(())
    }

    /// What was set is found in any case and across the pieces a file is read in; what was not is not.
    #[test]
    fn bytes_that_are_there_are_found() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("p.rollcall");
        let store = Store::create(&path, "P", "2026-11-23T10:00:00Z")?;
        let mut beside = vec![b'.'; PIECE - 4];
        beside.extend_from_slice(b"Bo.Li@Example.com");
        std::fs::write(folder.path().join("p.rollcall.backup"), &beside)?;
        let values = [
            "bo.li@example.com".to_owned(),
            "nobody@example.com".to_owned(),
        ];
        let search = store.search_bytes(&values)?;
        assert_eq!((search.values, search.found), (2, 1));
        assert!(search.bytes > beside.len() as u64);
        Ok(())
    }
}

//! Looking for erased values in the bytes on the disk: the proof that nothing was left.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use memchr::memmem::Finder;
use rusqlite::{Row, params};

use super::scour::empty_journal;
use crate::encryption::leftovers::{self, is_same_file};
use crate::project::{beside, fact};
use crate::{Store, StoreError, backup, follow, in_words};

/// So many bytes are read at once.
const PIECE: usize = 1 << 20;
/// What of a project stands on the disk besides its pages and its backups: a journal of before, the copy beside
/// it, what a change of passphrase has left. The journal in use is brought into the pages, and its index holds no values.
const FILES: [&str; 5] = [
    "-journal",
    leftovers::COPY,
    leftovers::COPY_PART,
    leftovers::REWRITING,
    leftovers::FORMER,
];

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

/// The values that are looked for, and which of them were found.
struct Wanted {
    /// How each value may be written once its letters are small, with the place of the value.
    forms: Vec<(usize, Finder<'static>)>,
    is_found: Vec<bool>,
    /// The bytes that are looked at, their letters made small.
    small: Vec<u8>,
}

impl Wanted {
    fn of(values: &[String]) -> Self {
        let mut wanted = Self {
            forms: Vec::new(),
            is_found: Vec::new(),
            small: Vec::new(),
        };
        for value in values.iter().filter(|value| !value.is_empty()) {
            // A letter may have several for its capital: STRASSE is straße as well.
            let forms: BTreeSet<Vec<u8>> = [value.clone(), value.to_uppercase()]
                .iter()
                .map(|form| {
                    let mut small = Vec::with_capacity(form.len());
                    make_small(form.as_bytes(), &mut small);
                    small
                })
                .collect();
            let place = wanted.is_found.len();
            let finders = forms
                .iter()
                .map(|form| (place, Finder::new(form).into_owned()));
            wanted.forms.extend(finders);
            wanted.is_found.push(false);
        }
        wanted
    }

    /// Into so many bytes every value fits: no letter is more than three times as long as its small one.
    fn longest(&self) -> usize {
        let small = self.forms.iter().map(|(_, form)| form.needle().len());
        small.max().unwrap_or(0) * 3
    }

    fn look_at(&mut self, bytes: &[u8]) {
        self.small.clear();
        make_small(bytes, &mut self.small);
        for (place, form) in &self.forms {
            if !self.is_found[*place] {
                self.is_found[*place] = form.find(&self.small).is_some();
            }
        }
    }

    fn after(&self, bytes: u64) -> ByteSearch {
        ByteSearch {
            values: self.is_found.len() as u64,
            bytes,
            found: self.is_found.iter().filter(|found| **found).count() as u64,
        }
    }
}

/// Bytes with the letters of every alphabet made small, one by one: how one is written must not hang on
/// those beside it, since where a text begins and ends cannot be told from the bytes. What is no text stays
/// as it is.
fn make_small(bytes: &[u8], small: &mut Vec<u8>) {
    let mut room = [0; 4];
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if letter.is_ascii() {
                small.push(letter.to_ascii_lowercase() as u8);
            } else {
                // At the end of a word Greek has another small sigma.
                let letter = if letter == 'ς' { 'σ' } else { letter };
                for letter in letter.to_lowercase() {
                    small.extend_from_slice(letter.encode_utf8(&mut room).as_bytes());
                }
            }
        }
        small.extend_from_slice(chunk.invalid());
    }
}

impl Store {
    /// Looks for values in every byte of the project on the disk, in any case, words beside them or not. The
    /// pages of the file are looked at through the connection, those that are free too: opened beside it, the
    /// file would lose its locks on closing. Of an encrypted file they are looked at as they are once deciphered.
    ///
    /// # Errors
    /// When a file cannot be read, or has bytes that nobody could look at; [`StoreError::Locked`] while
    /// another program reads what is still in the journal.
    pub fn search_bytes(&self, values: &[String]) -> Result<ByteSearch, StoreError> {
        let _no_copy_meanwhile = self.hold_copies();
        let mut wanted = Wanted::of(values);
        let mut bytes = self.look_at_pages(&mut wanted)?;
        for suffix in FILES {
            let path = beside(self.path(), suffix);
            if !is_same_file(&path, self.path()) {
                bytes += look(&path, &mut wanted)?;
            }
        }
        let created_at = self
            .connections
            .read(|connection| fact(connection, "created_at"))?;
        let whose = backup::Whose {
            created_at: created_at.as_deref(),
            key: self.connections.key(),
        };
        let folder = backup::folder_of(self.path());
        let names = backup::ours(self.path()).map_err(|error| StoreError::Disk {
            path: folder.clone(),
            what: in_words(&error),
        })?;
        for name in names {
            if backup::is_others(self.path(), &name, whose) {
                continue;
            }
            let path = folder.join(name);
            if !is_same_file(&path, self.path()) {
                bytes += look(&path, &mut wanted)?;
            }
        }
        for path in follow::files(self.path(), &self.places(), whose) {
            bytes += look(&path, &mut wanted)?;
        }
        Ok(wanted.after(bytes))
    }

    /// Looks through the pages of the file; says how many bytes they are.
    fn look_at_pages(&self, wanted: &mut Wanted) -> Result<u64, StoreError> {
        self.connections.maintain(|connection| {
            empty_journal(connection)?;
            let mut statement = connection.prepare("SELECT data FROM sqlite_dbpage")?;
            let mut pages = statement.query([])?;
            let mut total = 0;
            while let Some(page) = pages.next()? {
                let page = page.get_ref(0)?.as_blob().unwrap_or_default();
                total += page.len() as u64;
                wanted.look_at(page);
            }
            let bytes = std::fs::metadata(self.path()).map_err(|error| StoreError::Disk {
                path: self.path().to_path_buf(),
                what: in_words(&error),
            })?;
            if bytes.len() != total {
                return Err(StoreError::Damaged {
                    path: self.path().to_path_buf(),
                    what: format!("it has {} bytes and its pages {total}", bytes.len()),
                });
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
fn look(path: &Path, wanted: &mut Wanted) -> Result<u64, StoreError> {
    let told = |error: std::io::Error| StoreError::Disk {
        path: path.to_path_buf(),
        what: in_words(&error),
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(told(error)),
    };
    let longest = wanted.longest();
    let mut piece = vec![0; PIECE];
    let mut held: Vec<u8> = Vec::with_capacity(PIECE + longest);
    let mut total = 0;
    loop {
        let read = file.read(&mut piece).map_err(told)?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        held.extend_from_slice(&piece[..read]);
        wanted.look_at(&held);
        let kept = held.len().min(longest);
        held.drain(..held.len() - kept);
    }
}

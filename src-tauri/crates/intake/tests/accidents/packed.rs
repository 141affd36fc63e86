//! Workbooks taken apart into their members, and packed again.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::accidents::damage;

/// Larger members take too long to go through hundreds of times.
const LARGEST: u64 = 1 << 20;

/// A workbook with all its members.
pub(crate) struct Workbook {
    pub(crate) name: String,
    /// In the order of the archive.
    pub(crate) members: Vec<(String, Vec<u8>)>,
}

/// The workbooks of a corpus that can be unpacked.
pub(crate) fn workbooks(corpus: &[(String, Vec<u8>)]) -> Vec<Workbook> {
    let is_workbook = |name: &str| {
        let ending = name.rsplit('.').next();
        ending.is_some_and(|ending| ["xlsx", "xlsm", "xlsb", "ods"].contains(&ending))
    };
    let packed = corpus.iter().filter(|(name, _)| is_workbook(name));
    packed
        .filter_map(|(name, bytes)| {
            Some(Workbook {
                name: name.clone(),
                members: members(bytes)?,
            })
        })
        .collect()
}

/// The members of an archive; nothing where it cannot be unpacked.
fn members(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        if member.size() > LARGEST {
            return None;
        }
        member.read_to_end(&mut content).ok()?;
        members.push((member.name().ok()?.into_owned(), content));
    }
    Some(members)
}

impl Workbook {
    /// The workbook packed again after an accident in one or two of its members.
    pub(crate) fn with_an_accident(
        &self,
        others: &[(String, Vec<u8>)],
        draw: &mut fastrand::Rng,
    ) -> Vec<u8> {
        let mut members = self.members.clone();
        for _ in 0..draw.usize(1..=2) {
            let place = draw.usize(..members.len());
            damage(&mut members[place].1, others, draw);
        }
        packed(&members)
    }
}

fn packed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What is packed again as it was is read as it was.
#[test]
fn a_workbook_packed_again_is_whole() {
    for book in workbooks(&crate::accidents::corpus()) {
        let again = packed(&book.members);
        assert_eq!(members(&again), Some(book.members), "{}", book.name);
    }
}

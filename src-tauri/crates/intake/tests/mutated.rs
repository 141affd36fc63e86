//! Every reader against damaged files: no panic, no hang, bounded memory, every row accounted for.
//!
//! The files of `tests/fixtures/hostile` are cut, flipped, doubled and spliced. An archive seldom opens after
//! that, so that what is inside workbooks is damaged by itself and packed again, and the archive is whole.

#[path = "accidents/files.rs"]
mod accidents;
#[path = "accidents/packed.rs"]
mod packed;

use accidents::{corpus, damage, read_cases};

#[test]
fn damaged_files_are_read_or_refused() {
    let corpus = corpus();
    read_cases(|draw| {
        let (name, bytes) = &corpus[draw.usize(..corpus.len())];
        let mut bytes = bytes.clone();
        damage(&mut bytes, &corpus, draw);
        (name.clone(), bytes)
    });
}

#[test]
fn damaged_members_of_whole_archives_are_read_or_refused() {
    let books = packed::workbooks(&corpus());
    for ending in ["xlsx", "xlsm", "xlsb", "ods"] {
        let is_there = books.iter().any(|book| book.name.ends_with(ending));
        assert!(is_there, "no {ending} in the corpus that can be unpacked");
    }
    let members: Vec<(String, Vec<u8>)> =
        books.iter().flat_map(|book| book.members.clone()).collect();
    let read = read_cases(|draw| {
        let book = &books[draw.usize(..books.len())];
        (book.name.clone(), book.with_an_accident(&members, draw))
    });
    // Were every damaged workbook refused at its door, nothing behind the door would have been tried.
    assert!(read > 0, "no damaged workbook gave a table");
}

//! The proof of an erasure sees what stands there, however it is written.

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

/// However a name is written that is still there, the proof sees it: capitals beyond ASCII, and a value
/// that is looked for in another case than it stands in.
#[test]
fn names_with_capitals_of_any_alphabet_are_found() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let secret = Passphrase::new("any passphrase".into());
    for (name, secret) in [("plain.rollcall", None), ("sealed.rollcall", Some(&secret))] {
        let path = folder.path().join(name);
        let store = Store::create_with(&path, "P", "2026-11-23T10:00:00Z", secret)?;
        let mut missed = Vec::new();
        for (stands, wanted) in [
            ("Élodie Fournier", "Élodie Fournier"),
            ("Élodie Fournier", "élodie fournier"),
            ("JÜRGEN MÜLLER", "Jürgen Müller"),
            ("jürgen müller", "JÜRGEN MÜLLER"),
            ("Анна Петрова", "Анна Петрова"),
            ("АННА ПЕТРОВА", "анна петрова"),
            ("Νίκος Παππάς", "ΝΊΚΟΣ ΠΑΠΠΆΣ"),
            ("HAUPTSTRASSE 12, KÖLN", "Hauptstraße 12, Köln"),
        ] {
            store.keep("told", Some(stands))?;
            let wanted = [wanted.to_owned(), "Émile Zola".to_owned()];
            let search = store.search_bytes(&wanted)?;
            if (search.values, search.found) != (2, 1) {
                missed.push((stands, search));
            }
            store.keep("told", None)?;
            store.scour()?;
            assert_eq!(store.search_bytes(&wanted)?.found, 0, "{stands}, {name}");
        }
        assert!(missed.is_empty(), "{name}: {missed:?}");
    }
    Ok(())
}

/// A letter of several bytes may stand across two pieces.
#[test]
fn a_letter_across_two_pieces_is_found() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("p.rollcall");
    let store = Store::create(&path, "P", "2026-11-23T10:00:00Z")?;
    for before in 0..12 {
        let mut beside = vec![b'.'; PIECE - before];
        beside.extend_from_slice("ÉÈÜ Müller".as_bytes());
        std::fs::write(folder.path().join("p.rollcall.backup"), &beside)?;
        let found = store.search_bytes(&["éèü müller".to_owned()])?.found;
        assert_eq!(found, 1, "{before} bytes before");
    }
    Ok(())
}

//! Files are parted where a destination caps them or asks once for a whole file.

use std::fs;

use rollcall_delivery::{DeliveryError, Destination, Purpose, deliver, prepare};

use crate::cast::{cast, destination};

fn names_and_rows(destination: &Destination, purpose: Purpose) -> Vec<(String, u64, u64)> {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = prepare(cast().into_iter(), destination, purpose);
    let manifest = deliver(&prepared, &folder.path().join("list.csv")).expect("written");
    assert_eq!(
        manifest.rows,
        manifest
            .files
            .iter()
            .map(|file| file.written.rows)
            .sum::<u64>()
    );
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        manifest.files.len()
    );
    manifest
        .files
        .iter()
        .map(|file| {
            let file = &file.written;
            let name = file.path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), file.rows, file.bytes)
        })
        .collect()
}

#[test]
fn rows_are_capped() {
    let mut tiktok = destination("tiktok_customer_file");
    tiktok.rows_per_file = Some(4);
    let files = names_and_rows(&tiktok, Purpose::Suppress);
    let rows: Vec<u64> = files.iter().map(|file| file.1).collect();
    assert_eq!(rows, [4, 4, 3]);
    assert_eq!(files[2].0, "list-3.csv");
}

#[test]
fn bytes_are_capped_and_no_row_is_lost() {
    let mut linkedin = destination("linkedin_contacts");
    let whole = names_and_rows(&linkedin, Purpose::Suppress);
    assert_eq!(whole.len(), 1);
    // A hash, a header and the longest row fit; two rows do not always.
    for cap in [260, 300, 500, whole[0].2 - 1] {
        linkedin.bytes_per_file = Some(cap);
        let files = names_and_rows(&linkedin, Purpose::Suppress);
        assert!(files.len() > 1);
        assert!(files.iter().all(|file| file.2 <= cap), "{cap}: {files:?}");
        let rows: u64 = files.iter().map(|file| file.1).sum();
        assert_eq!(rows, whole[0].1);
    }
    linkedin.bytes_per_file = Some(whole[0].2);
    assert_eq!(names_and_rows(&linkedin, Purpose::Suppress), whole);
}

#[test]
fn a_row_longer_than_the_cap_still_is_a_file() {
    let mut pinterest = destination("pinterest_emails");
    pinterest.bytes_per_file = Some(1);
    let files = names_and_rows(&pinterest, Purpose::Suppress);
    assert!(files.iter().all(|file| file.1 == 1));
}

#[test]
fn every_part_has_its_own_header_and_lead_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut microsoft = destination("microsoft_customer_match");
    microsoft.rows_per_file = Some(5);
    let prepared = prepare(cast().into_iter(), &microsoft, Purpose::Suppress);
    let manifest = deliver(&prepared, &folder.path().join("Buyers.csv")).expect("written");
    assert!(manifest.files.len() > 1);
    for (number, file) in manifest.files.iter().enumerate() {
        let file = &file.written;
        let text = fs::read_to_string(&file.path).expect("the file");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("Type,Status,Id,"));
        assert!(lines[1].starts_with("Format Version,"));
        assert!(lines[2].contains(&format!(",Buyers-{},", number + 1)));
        assert_eq!(lines.len() as u64, file.rows + 3);
    }
}

#[test]
fn a_file_a_consent_where_the_tool_asks_once_for_a_file() {
    let files = names_and_rows(&destination("mailchimp_contacts"), Purpose::Suppress);
    let names: Vec<&str> = files.iter().map(|file| file.0.as_str()).collect();
    assert_eq!(
        names,
        [
            "list-opted_in.csv",
            "list-never.csv",
            "list-undeliverable.csv",
            "list-opted_out.csv",
            "list-complained.csv",
        ]
    );
    let contact = names_and_rows(&destination("mailchimp_contacts"), Purpose::Contact);
    assert_eq!(contact.len(), 1);
    assert_eq!(contact[0].0, "list.csv");
}

#[test]
fn a_sheet_cannot_be_called_anything_and_nothing_is_left_half_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut plain = destination("plain_xlsx");
    plain.file.sheet = "a/b".into();
    let prepared = prepare(cast().into_iter(), &plain, Purpose::Suppress);
    let refused = deliver(&prepared, &folder.path().join("list.xlsx"));
    assert!(matches!(refused, Err(DeliveryError::Disk { .. })));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

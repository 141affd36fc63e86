//! Rows that are lost until somebody mends them are told, with their reasons and the way to mend them.

use std::fmt::Write as _;

use rollcall_engine::view::{Figure, Nothing};

use super::{JONAS, PIET, Place};

#[test]
fn lost_rows_are_a_finding_with_their_reasons_and_the_way_to_mend_them_until_none_is_left() {
    let place = Place::new();
    let lost = || {
        let overview = place.engine.overview(Nothing {}).expect("the overview");
        let mut findings = overview.findings.into_iter();
        findings.find(|one| matches!(one.figure, Some(Figure::SetAside { .. })))
    };
    let finding = lost().expect("it is told");
    let read = place.counts().0;
    assert_eq!(
        finding.sentence,
        format!(
            "2 of {read} rows of club_members.csv could not be read and are in no count: 2 have more cells than the table has columns."
        )
    );
    assert!(finding.action.contains("mend"), "{}", finding.action);

    place.mend(3, &JONAS).expect("mended");
    let finding = lost().expect("one is left");
    assert!(
        finding.sentence.starts_with("1 of ") && finding.sentence.contains(": 1 has more cells"),
        "{}",
        finding.sentence
    );
    place.mend(7, &PIET).expect("mended");
    assert!(lost().is_none(), "nothing is left");
    place.engine.undo(Nothing {}).expect("undone");
    assert!(lost().is_some(), "it is lost again");
}

/// Of more files than fit by themselves the others are told together: none is passed over.
#[test]
fn lost_rows_of_many_files_are_all_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<(String, String)> = [
        ("library", 4),
        ("choir", 4),
        ("museum", 4),
        ("garden", 2),
        ("theatre", 1),
    ]
    .iter()
    .map(|(name, lost)| {
        let mut text = "Member ID,First name,Last name,Email,Town\n".to_owned();
        for row in 0..14 {
            let beyond = if row < *lost { ",one,two" } else { "" };
            let _ = writeln!(
                text,
                "{name}-{row},Grietje,Dekker,grietje{row}@{name}.example,Leiden{beyond}"
            );
        }
        (format!("{name}.csv"), text)
    })
    .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let engine = crate::doors::project(folder.path(), &files);
    let overview = engine.overview(Nothing {}).expect("the overview");
    let lost = |one: &&str| one.contains("could not be read");
    let told = overview.findings.iter().map(|one| one.sentence.as_str());
    let told: Vec<&str> = told.filter(lost).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(
        told[3],
        "3 rows of 2 more files could not be read and are in no count, such as those of garden.csv, theatre.csv."
    );
}

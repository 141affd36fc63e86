//! What refuses without the word of a permission: a no to advertising as such, a request that use is restricted, remarks and
//! tickets, addresses and letters that come back; and what looks like a permission and is none.

use std::fmt::Write;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    ListProblems, MappingView, Nothing, PreviewList, ProblemView, TableNumber,
};

use crate::consent_log::{channel, delivered, holds, ledger, project, states};

const GIVEN: [&str; 10] = [
    "Amelia",
    "Bertram",
    "Clementine",
    "Desmond",
    "Eleanor",
    "Ferdinand",
    "Gwendolyn",
    "Humphrey",
    "Isolde",
    "Jasper",
];

const FAMILY: [&str; 4] = ["Wexcombe", "Thornbury", "Hargrave", "Ashdown"];
const STREETS: [&str; 4] = ["Quaistraße", "Lindenweg", "Amalienplatz", "Rosengasse"];

fn address(person: usize) -> String {
    format!("{}.{person}@example.com", GIVEN[person % 10].to_lowercase())
}

/// Forty members of a club; one column more, with a cell for each of the first ten and then for the others again.
fn members(header: &str, cells: [&str; 10]) -> String {
    let mut rows = format!("Mitglied;Vorname;Nachname;Geboren;Straße;PLZ;Ort;E-Mail;{header}\n");
    for person in 0..40 {
        writeln!(
            rows,
            "{};{};{};{}-0{}-1{};{} {person};80{:03};München;{};{}",
            7001 + person * 13,
            GIVEN[person % 10],
            FAMILY[person / 10],
            1950 + person,
            1 + person / 10 * 2,
            person % 10,
            STREETS[person / 10],
            person,
            address(person),
            cells[person % 10]
        )
        .expect("a row");
    }
    rows
}

fn opened(folder: &Path, files: &[(&str, String)]) -> Engine {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    project(folder, &files)
}

fn column(engine: &Engine, header: &str) -> (MappingView, usize) {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let views = tables.iter().map(|one| {
        engine
            .get_mapping(TableNumber { table: one.table })
            .expect("a mapping")
    });
    let mut found = views.filter_map(|view| {
        let place = view.columns.iter().position(|one| one.header == header)?;
        Some((view, place))
    });
    found.next().expect("the column")
}

fn told(engine: &Engine) -> Vec<ProblemView> {
    let asked = ListProblems {
        code: Some("doubtful_consent".into()),
        ..ListProblems::default()
    };
    engine.list_problems(asked).expect("the findings").problems
}

#[test]
fn a_no_to_advertising_holds_for_letters_and_calls_as_well() {
    for (header, yes, no) in [
        ("Werbung J/N", "J", "N"),
        ("Werbung erlaubt", "ja", "nein"),
        ("Werbesperre", "", "x"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut cells = [yes; 10];
        cells[3] = no;
        let files = [("mitglieder.csv", members(header, cells))];
        let engine = opened(folder.path(), &files);
        assert_eq!(
            states(&engine, "Desmond"),
            holds([Some("opted_out"); 4]),
            "{header}"
        );
        // A yes is one to no channel but e-mail, if to that.
        let [mail, others @ ..] = states(&engine, "Amelia");
        assert_ne!(mail.as_deref(), Some("opted_out"), "{header}");
        assert!(others.iter().all(Option::is_none), "{header}: {others:?}");
    }
}

#[test]
fn a_permission_for_photos_or_a_notice_that_was_read_bars_nobody() {
    for header in [
        "Foto-Einwilligung",
        "Fotoerlaubnis",
        "Einwilligung Bildveröffentlichung",
        "Photo consent",
        "Datenschutz akzeptiert",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut cells = ["ja"; 10];
        cells[3] = "nein";
        let files = [("mitglieder.csv", members(header, cells))];
        let engine = opened(folder.path(), &files);
        let (list, reasons) = delivered(&engine, folder.path(), "plain_csv");
        assert!(list.contains("Desmond"), "{header}: {reasons:?}");
        let (view, place) = column(&engine, header);
        let found = &view.columns[place];
        assert!(found.attribute.is_none(), "{header}: {found:?}");
    }
}

/// Requests, in words and beside them by the article; one article asks for nothing this program knows.
const REQUESTS: &str = "\
Eingang;Name;E-Mail;Anliegen;Artikel
01.10.2026;Amelia Wexcombe;amelia.0@example.com;Widerspruch gegen Werbung;Art. 21 DSGVO
02.10.2026;Bertram Wexcombe;bertram.1@example.com;Löschung;Art. 17 DSGVO
03.10.2026;Clementine Wexcombe;clementine.2@example.com;Auskunft;Art. 15 DSGVO
04.10.2026;Desmond Wexcombe;desmond.3@example.com;Einschränkung der Verarbeitung;Art. 18 DSGVO
05.10.2026;Eleanor Wexcombe;eleanor.4@example.com;Berichtigung;Art. 16 DSGVO
06.10.2026;Ferdinand Wexcombe;ferdinand.5@example.com;Auskunft;Art. 12 DSGVO
07.10.2026;Gwendolyn Wexcombe;gwendolyn.6@example.com;Auskunft;Art. 12 DSGVO
";

#[test]
fn restricted_people_are_in_no_contact_list_and_the_list_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("mitglieder.csv", members("Newsletter", ["ja"; 10])),
        ("anfragen.csv", REQUESTS.to_owned()),
    ];
    let engine = opened(folder.path(), &files);
    let (list, reasons) = delivered(&engine, folder.path(), "plain_csv");
    assert!(!list.contains("desmond.3@"), "{list}");
    assert!(list.contains("desmond.13@"), "{list}");
    assert!(
        reasons.contains(&"asked that their data is used no further".to_owned()),
        "{reasons:?}"
    );
    let restricted = ledger(&engine, "desmond.3@example.com");
    let letters = channel(&restricted, "post_consent");
    assert_eq!(letters.state.as_deref(), Some("opted_out"));
    assert!(
        letters
            .statements
            .iter()
            .all(|one| one.evidence == "request"),
        "{letters:#?}"
    );
}

#[test]
fn an_article_beside_the_words_is_not_asked_about_and_no_objection_is_a_doubtful_yes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut alone = String::from("Eingang;Name;E-Mail;Artikel\n");
    for (row, line) in REQUESTS.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(';').collect();
        writeln!(
            alone,
            "{};{};{row}{};{}",
            cells[0], cells[1], cells[2], cells[4]
        )
        .expect("a row");
    }
    let files = [
        ("anfragen.csv", REQUESTS.to_owned()),
        ("anfragen_artikel.csv", alone),
    ];
    let engine = opened(folder.path(), &files);
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let mut states_of_articles = Vec::new();
    for one in &tables {
        let view = engine
            .get_mapping(TableNumber { table: one.table })
            .expect("a mapping");
        let has_words = view.columns.iter().any(|one| one.header == "Anliegen");
        let article = view.columns.iter().find(|one| one.header == "Artikel");
        let state = &article.expect("the column").state;
        states_of_articles.push((has_words, state.clone()));
    }
    states_of_articles.sort();
    assert_eq!(
        states_of_articles,
        [(false, "unsure".to_owned()), (true, "suggested".to_owned())]
    );
    for (name, wanted) in [("0amelia.0", true), ("1bertram.1", true)] {
        let found = ledger(&engine, &format!("{name}@example.com"));
        let mail = channel(&found, "email_consent");
        let said: Vec<&str> = mail
            .statements
            .iter()
            .map(|one| one.state.as_str())
            .collect();
        assert_eq!(said.contains(&"opted_out"), wanted, "{name}: {said:?}");
        assert!(!said.contains(&"doubtful_yes"), "{name}: {said:?}");
    }
}

#[test]
fn remarks_are_told_with_their_rows_and_obeyed_where_they_are_clear() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cells = [""; 10];
    cells[0] = "verstorben 03/2026";
    cells[1] = "bitte nicht mehr anrufen";
    cells[2] = "bitte keine Werbung mehr";
    cells[3] = "zahlt bar";
    let files = [("mitglieder.csv", members("Bemerkung", cells))];
    let engine = opened(folder.path(), &files);
    let (no, silent) = (Some("opted_out"), None);
    for (name, expected) in [
        ("Amelia", [no; 4]),
        ("Bertram", [silent, silent, no, silent]),
        ("Clementine", [no; 4]),
        ("Desmond", [silent; 4]),
    ] {
        assert_eq!(states(&engine, name), holds(expected), "{name}");
    }
    let (list, _) = delivered(&engine, folder.path(), "plain_csv");
    for (name, is_in) in [
        ("Amelia", false),
        ("Bertram", true),
        ("Clementine", false),
        ("Desmond", true),
    ] {
        assert_eq!(list.contains(name), is_in, "{name}");
    }
    let told = told(&engine);
    let counts: Vec<(u64, bool)> = told
        .iter()
        .filter(|one| one.column.as_deref() == Some("Bemerkung"))
        .map(|one| (one.count, one.message.contains("has died")))
        .collect();
    assert_eq!(counts.len(), 2, "{told:#?}");
    // A remark is nobody's default.
    let preview = engine
        .preview_list(PreviewList {
            draft: None,
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
        })
        .expect("a preview");
    let mut doubts = preview.warnings.iter();
    assert!(
        doubts.all(|one| !one.contains("Is it a default")),
        "{:?}",
        preview.warnings
    );
    assert!(
        counts.contains(&(4, true)) && counts.contains(&(8, false)),
        "{told:#?}"
    );
}

#[test]
fn a_remark_that_leaves_open_of_whom_is_told_and_refuses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cells = [""; 10];
    cells[0] = "Vater verstorben";
    let files = [("mitglieder.csv", members("Bemerkung", cells))];
    let engine = opened(folder.path(), &files);
    assert_eq!(states(&engine, "Amelia"), holds([None; 4]));
    let (view, place) = column(&engine, "Bemerkung");
    assert_eq!(view.columns[place].state, "unsure");
    let told = told(&engine);
    let mut unclear = told.iter().filter(|one| one.message.contains("may say"));
    assert_eq!(unclear.next().map(|one| one.count), Some(4), "{told:#?}");
}

#[test]
fn who_asks_support_for_no_more_messages_gets_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let subjects = [
        "Please stop sending me e-mails",
        "Where is my order?",
        "Membership card lost",
        "Wrong size delivered",
    ];
    let mut tickets = String::from("Ticket ID,Created,Requester,Requester email,Subject,Status\n");
    for person in 0..40 {
        writeln!(
            tickets,
            "#{},2026-10-{:02} 09:00,{} {},{},{},solved",
            4000 + person,
            person % 27 + 1,
            GIVEN[person % 10],
            FAMILY[person / 10],
            address(person),
            subjects[person % 4]
        )
        .expect("a row");
    }
    let files = [
        ("mitglieder.csv", members("Newsletter", ["ja"; 10])),
        ("helpdesk_tickets.csv", tickets),
    ];
    let engine = opened(folder.path(), &files);
    let (list, _) = delivered(&engine, folder.path(), "plain_csv");
    for (name, is_in) in [
        ("amelia.0@", false),
        ("bertram.1@", true),
        ("eleanor.4@", false),
    ] {
        assert_eq!(list.contains(name), is_in, "{name}");
    }
    let told = told(&engine);
    assert!(
        told.iter()
            .any(|one| one.column.as_deref() == Some("Subject") && one.count == 10),
        "{told:#?}"
    );
}

#[test]
fn what_servers_answer_and_letters_that_come_back_are_read() {
    for said in ["hard bounce (550 user unknown)", "550 5.1.1 user unknown"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut cells = [""; 10];
        cells[3] = said;
        cells[4] = "452 4.2.2 mailbox full";
        let files = [("newsletter.csv", members("Bounce", cells))];
        let engine = opened(folder.path(), &files);
        let (list, _) = delivered(&engine, folder.path(), "plain_csv");
        assert!(!list.contains("desmond.3@"), "{said}");
        assert!(list.contains("eleanor.4@"), "{said}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut cells = ["ok"; 10];
    cells[3] = "unzustellbar, verzogen";
    let files = [("magazin_abos.csv", members("Zustellung", cells))];
    let engine = opened(folder.path(), &files);
    assert_eq!(
        states(&engine, "Desmond"),
        holds([None, None, None, Some("undeliverable")])
    );
    // That a magazine arrived permits nothing.
    assert_eq!(states(&engine, "Amelia"), holds([None; 4]));
    let (list, _) = delivered(&engine, folder.path(), "plain_csv");
    assert!(list.contains("desmond.3@"), "letters alone come back");
}

//! What people say of columns: the words of coded ones, what is done to cells, what holds for every row; and
//! recipes of their own, carried from project to project.

mod cells;
mod own_recipes;

use std::path::Path;

use rollcall_engine::view::{
    ColumnView, CreateProject, ImportChoice, ImportFiles, MappingFile, MeaningCount, Nothing,
    PreviewMapping, SaidWord, SetColumn, SetMeanings, SetPresenting, TableNumber, ValueMap,
    ValueMapAsked,
};
use rollcall_engine::{Engine, EngineOptions};

use crate::erased::wait;
use crate::estate::options;

/// An engine whose settings and projects stand in a folder.
fn engine(folder: &Path, project: &str) -> Engine {
    let engine = Engine::new(EngineOptions {
        settings_folder: Some(folder.join("settings")),
        projects_folder: folder.to_path_buf(),
        ..options()
    });
    engine
        .create_project(CreateProject {
            path: folder.join(project).display().to_string(),
            name: project.into(),
        })
        .expect("a project");
    engine
}

fn load_as(engine: &Engine, folder: &Path, name: &str, text: &str, choices: Vec<ImportChoice>) {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![path.display().to_string()],
            choices,
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

fn load(engine: &Engine, folder: &Path, name: &str, text: &str) -> i64 {
    load_as(engine, folder, name, text, Vec::new());
    engine.list_mappings(Nothing {}).expect("the tables")[0].table
}

fn set(engine: &Engine, table: i64, column: usize, attribute: &str, group: u8) {
    engine
        .set_column(SetColumn {
            table,
            column,
            attribute: Some(attribute.into()),
            group,
            date_order: None,
        })
        .expect("a column");
}

const MEMBERS: &str = "Member,Email,Newsletter,Order state,Town\n\
    1,anne@harbour.example,VIP,paid,Leeds\n\
    2,tom@harbour.example,vip,am Hafen,Leeds\n\
    3,priya@harbour.example,yes,am Hafen,York\n\
    4,lena@harbour.example,kaputt,paid,York\n\
    5,paul@harbour.example,,paid,York\n";

fn words(engine: &Engine, table: i64, column: usize, said: &[(&str, Option<&str>)]) -> ValueMap {
    let asked = ValueMapAsked {
        table,
        column,
        meanings: meanings(said),
    };
    engine.value_map(asked).expect("the words")
}

fn meanings(said: &[(&str, Option<&str>)]) -> Vec<SaidWord> {
    said.iter()
        .map(|(word, meaning)| SaidWord {
            word: (*word).into(),
            meaning: meaning.map(Into::into),
        })
        .collect()
}

fn say(
    engine: &Engine,
    table: i64,
    column: usize,
    said: &[(&str, Option<&str>)],
) -> Result<ValueMap, String> {
    let request = SetMeanings {
        table,
        column,
        meanings: meanings(said),
    };
    engine
        .set_value_map(request)
        .map_err(|error| error.to_string())
}

fn told(counts: &[MeaningCount]) -> Vec<(&str, &str, u64)> {
    let told = counts.iter();
    told.map(|one| (one.state.as_str(), one.label.as_str(), one.rows))
        .collect()
}

/// The states of the consents of the first rows, as they are read now.
fn read_as(engine: &Engine, table: i64, attribute: &str) -> Vec<String> {
    let preview = engine
        .preview_mapping(PreviewMapping { table, limit: None })
        .expect("a preview");
    let rows = preview.rows.iter().map(|row| {
        let values = row.values.iter();
        let own = values.filter(|value| value.attribute.code == attribute);
        let told: Vec<&str> = own.map(|value| value.value.as_str()).collect();
        told.join("|")
    });
    rows.collect()
}

/// Whoever tells how many columns wait for an answer tells the same number, questions of words among them.
#[test]
fn columns_that_wait_are_counted_alike_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let table = load(&engine, folder.path(), "crm_members.csv", MEMBERS);
    let waiting = || {
        let summary = engine.project_summary(Nothing {}).expect("the project");
        let tables = engine.list_mappings(Nothing {}).expect("the tables");
        let inventory = engine.inventory(Nothing {}).expect("the sources").sources;
        let columns = engine.get_mapping(TableNumber { table });
        let columns = columns.expect("the mapping").columns;
        let waits = |one: &&ColumnView| one.state == "unsure" || one.unknown_words > 0;
        let of_sources = inventory[0].tables.iter().map(|one| one.unsure_columns);
        let counted: [u64; 3] = [
            tables.iter().map(|one| one.unsure).sum(),
            of_sources.sum(),
            columns.iter().filter(waits).count() as u64,
        ];
        assert_eq!(counted, [summary.waiting.mapping; 3]);
        summary.waiting.mapping
    };
    set(&engine, table, 2, "email_consent", 0);
    let before = waiting();
    assert!(before > 0, "nobody knows what VIP means");
    let said = ["vip", "kaputt"].map(|word| (word, Some("opted_in")));
    say(&engine, table, 2, &said).expect("said");
    assert_eq!(waiting(), before - 1);
}

#[test]
fn words_are_told_with_what_they_are_read_as_and_what_people_say_holds_for_the_next_load() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let table = load(&engine, folder.path(), "crm_members.csv", MEMBERS);
    set(&engine, table, 2, "email_consent", 0);
    let now = words(&engine, table, 2, &[]);
    let rows: Vec<(&str, u64, &str)> = now
        .words
        .iter()
        .map(|word| (word.word.as_str(), word.rows, word.after.state.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("VIP", 2, "unknown"),
            ("kaputt", 1, "unknown"),
            ("yes", 1, "valid")
        ]
    );
    assert_eq!(
        (now.unknown_words, now.unknown_rows, now.blank_rows),
        (2, 3, 1)
    );
    assert!(
        now.choices
            .iter()
            .any(|choice| choice.meaning == "opted_out")
    );
    // What nobody understands is asked about, on the screen and beside the audit.
    let view = engine
        .get_mapping(TableNumber { table })
        .expect("the mapping");
    assert_eq!(
        (view.columns[2].has_words, view.columns[2].unknown_words),
        (true, 2)
    );
    assert!(!view.columns[4].has_words);

    // Before and after, without a change.
    let would = words(
        &engine,
        table,
        2,
        &[("vip", Some("opted_in")), ("Kaputt", Some(""))],
    );
    assert_eq!(
        told(&would.before),
        [("unknown", "", 3), ("valid", "Permission given", 1)]
    );
    assert_eq!(
        told(&would.after),
        [("valid", "Permission given", 3), ("blank", "", 1)]
    );
    assert_eq!(words(&engine, table, 2, &[]).unknown_words, 2);
    // A meaning that is none is refused and changes nothing.
    let refused = say(&engine, table, 2, &[("VIP", Some("opted_inn"))]).expect_err("no meaning");
    assert!(
        refused.contains("opted_inn") && refused.contains("opted_out"),
        "{refused}"
    );

    // A word that is masked is no word of the column.
    engine
        .set_presenting(SetPresenting { on: true })
        .expect("masked");
    let masked = say(&engine, table, 2, &[("VIP", Some("opted_in"))]);
    assert!(masked.expect_err("masked").contains("end presenting"));
    engine
        .set_presenting(SetPresenting { on: false })
        .expect("shown");

    let set_ = say(
        &engine,
        table,
        2,
        &[("vip", Some("opted_in")), ("kaputt", Some("undeliverable"))],
    );
    assert_eq!(set_.expect("said").unknown_words, 0);
    let consents = ["opted_in", "opted_in", "opted_in", "undeliverable", ""];
    assert_eq!(read_as(&engine, table, "email_consent"), consents);
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(words(&engine, table, 2, &[]).unknown_words, 2);
    engine.redo(Nothing {}).expect("done again");

    // Written with the mapping, and taken from it.
    let file = folder.path().join("mapping.toml").display().to_string();
    let asked = || MappingFile {
        table,
        path: file.clone(),
    };
    engine.save_mapping(asked()).expect("written");
    say(&engine, table, 2, &[("VIP", None), ("kaputt", None)]).expect("taken away");
    assert_eq!(words(&engine, table, 2, &[]).unknown_words, 2);
    engine.take_mapping(asked()).expect("taken");
    assert_eq!(words(&engine, table, 2, &[]).unknown_words, 0);

    // The next load obeys, with its columns in another order too.
    let next = "Town,Newsletter,Order state,Member,Email\n\
        Leeds,vip,paid,1,anne@harbour.example\n\
        York,ViP,paid,7,ines@harbour.example\n\
        York,neu,paid,8,olu@harbour.example\n";
    load(&engine, folder.path(), "crm_members.csv", next);
    assert_eq!(
        read_as(&engine, table, "email_consent"),
        ["opted_in", "opted_in", ""]
    );
    let now = words(&engine, table, 1, &[]);
    assert_eq!((now.unknown_words, now.words.len()), (1, 2));
    let view = engine
        .get_mapping(TableNumber { table })
        .expect("the mapping");
    assert_eq!(view.columns[1].unknown_words, 1);
}

const DEALS: &str = "\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,Primary Contact,Email
D1,Refit,Acme,Closed Won,1200.00,2026-10-05,2026-08-01,Dana Field,Ann Lee,ann.lee@acme.example
D2,Pumps,Borx,Signature,800.00,2026-10-25,2026-08-02,Dana Field,Bob Rex,bob.rex@borx.example
D3,Valves,Cormo,Closed Lost,300.00,2026-10-10,2026-08-03,Lea Dot,Cia Woo,cia.woo@cormo.example
D4,Hoses,Delto,Contract sent,90.00,2026-10-12,2026-08-04,Lea Dot,Dan Poe,dan.poe@delto.example
";

#[test]
fn the_stages_of_deals_mean_what_becomes_of_deals() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let table = load(&engine, folder.path(), "opportunities.csv", DEALS);
    let now = words(&engine, table, 3, &[]);
    let choices: Vec<&str> = now.choices.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(choices, ["Deal won", "Deal lost", "Deal not decided yet"]);
    assert_eq!(
        told(&now.after),
        [
            ("unknown", "", 1),
            ("valid", "Deal lost", 1),
            ("valid", "Deal not decided yet", 1),
            ("valid", "Deal won", 1)
        ]
    );
    say(&engine, table, 3, &[("Signature", Some("won"))]).expect("said");
    let now = words(&engine, table, 3, &[]);
    assert_eq!(now.unknown_words, 0);
    assert_eq!(told(&now.after)[0], ("valid", "Deal won", 2));
}

#[test]
fn an_order_s_state_in_words_of_one_s_own_is_learnt_and_falls_away_with_its_attribute() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let table = load(&engine, folder.path(), "shop_orders.csv", MEMBERS);
    set(&engine, table, 3, "event_status", 0);
    let now = words(&engine, table, 3, &[]);
    assert_eq!(
        told(&now.after),
        [("valid", "Bought and kept", 3), ("unknown", "", 2)]
    );
    say(&engine, table, 3, &[("am hafen", Some("cancelled"))]).expect("said");
    let now = words(&engine, table, 3, &[]);
    assert_eq!(
        told(&now.after),
        [("valid", "Bought and kept", 3), ("valid", "Called off", 2)]
    );
    assert_eq!(now.words[1].said.as_deref(), Some("cancelled"));
    // As something else the column has other words, and nothing is left of these.
    set(&engine, table, 3, "gender", 0);
    let now = words(&engine, table, 3, &[]);
    assert!(now.words.iter().all(|word| word.said.is_none()));
    // Values that are no words have no meanings.
    let refused = engine.value_map(ValueMapAsked {
        table,
        column: 1,
        meanings: Vec::new(),
    });
    assert!(
        refused
            .expect_err("no words")
            .to_string()
            .contains("no words")
    );
}

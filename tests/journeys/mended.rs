//! A row that was set aside is mended by hand and is a row like any other since: its person is found, and it can be taken
//! back.

mod afterwards;
mod lost;

use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CreateProject, CustomerNumber, Figure, ImportFiles, ListHistory, ListSetAside, LoadView,
    MendRow, Nothing, RowPage, RowsBehind, SearchCustomers, SetAsideRow,
};
use rollcall_engine::{Engine, verify_project};
use tempfile::TempDir;

use crate::erased::{found, wait};
use crate::estate::engine;

const CLUB: &str = "\
Member ID,First name,Last name,Email,Town
M1,Grietje,Dekker,grietje@example.com,Leiden
M2,Jonas,Winkler,jonas.winkler@example.org,Delft,extra
M3,Mina,Kovac,mina.kovac@example.net,Utrecht
,,,,
Member ID,First name,Last name,Email,Town
M4,Piet,Okafor,piet@example.com,Leiden,one,two
";
/// Its rows are kept behind those of the club.
const ORDERS: &str = "\
Order number,Order date,Total,Email
1001,2026-03-05,100.00,grietje@example.com
1002,2026-03-06,50.00,mina.kovac@example.net
";
const JONAS: [&str; 5] = [
    "M2",
    "Jonas",
    "Winkler",
    "jonas.winkler@example.org",
    "Delft",
];
const PIET: [&str; 5] = ["M4", "Piet", "Okafor", "piet@example.com", "Leiden"];

struct Place {
    folder: TempDir,
    engine: Engine,
}

impl Place {
    /// A project of the club and its orders, in which it was worked out who is who.
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
            engine: engine(),
        };
        std::fs::create_dir(place.project()).expect("a folder");
        let path = place.project().join("club.rollcall").display().to_string();
        let name = "Club".into();
        place
            .engine
            .create_project(CreateProject { path, name })
            .expect("a project");
        place.load(&[("club_members.csv", CLUB), ("shop_orders.csv", ORDERS)]);
        place.audit();
        place
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn load(&self, files: &[(&str, &str)]) {
        let paths = files.iter().map(|(name, text)| {
            let path = self.folder.path().join(name);
            std::fs::write(&path, text).expect("a file");
            path.display().to_string()
        });
        let request = ImportFiles {
            paths: paths.collect(),
            choices: Vec::new(),
            then_audit: false,
        };
        let job = self.engine.import_files(request).expect("a job").job;
        wait(&self.engine, job);
    }

    fn audit(&self) {
        let job = self.engine.run_audit(Nothing {}).expect("a job").job;
        wait(&self.engine, job);
    }

    fn club(&self) -> LoadView {
        let loads = self.engine.list_loads(Nothing {}).expect("the loads");
        let mut loads = loads.into_iter();
        loads
            .find(|load| load.current && load.file.starts_with("club"))
            .expect("the load in use")
    }

    /// Rows read, loaded and set aside of the club.
    fn counts(&self) -> (u64, u64, u64) {
        let load = self.club();
        (load.rows_read, load.rows_loaded, load.rows_set_aside)
    }

    fn is_out_of_date(&self) -> bool {
        let summary = self.engine.project_summary(Nothing {}).expect("a summary");
        summary.out_of_date.is_some()
    }

    fn aside(&self, row: u64) -> SetAsideRow {
        let request = ListSetAside {
            load: Some(self.club().load),
            ..ListSetAside::default()
        };
        let page = self.engine.set_aside_rows(request).expect("rows");
        let mut rows = page.rows.into_iter();
        rows.find(|one| one.row == row).expect("the row")
    }

    fn mend(&self, row: u64, cells: &[&str]) -> Result<i64, String> {
        self.mend_where(row, cells, false)
    }

    /// Mends a row, where it is said that it is meant whatever speaks against it.
    fn mend_where(&self, row: u64, cells: &[&str], anyway: bool) -> Result<i64, String> {
        let request = MendRow {
            aside: self.aside(row).aside,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            anyway,
        };
        let mended = self.engine.mend_row(request);
        mended
            .map(|mended| mended.record)
            .map_err(|error| error.to_string())
    }

    fn rows_aside(&self) -> RowPage {
        let request = RowsBehind {
            figure: Figure::SetAside {
                load: self.club().load,
            },
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: None,
        };
        self.engine.rows_behind(request).expect("rows")
    }

    fn customer(&self, name: &str) -> String {
        let request = SearchCustomers {
            query: name.into(),
            ..SearchCustomers::default()
        };
        let page = self.engine.search_customers(request).expect("a page");
        page.customers[0].customer.clone()
    }

    fn last_step(&self) -> String {
        let history = self.engine.history(ListHistory::default());
        history.expect("the history").steps[0].sentence.clone()
    }

    /// Closes the project and looks whether it keeps what it promises.
    fn assert_sound(self) {
        let path = self.project().join("club.rollcall");
        drop(self.engine);
        assert_sound(&path);
    }
}

fn assert_sound(path: &Path) {
    let verified = verify_project(path).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}

#[test]
fn a_ragged_row_is_mended_and_its_person_is_found() {
    let place = Place::new();
    assert_eq!(place.counts(), (6, 2, 4));
    let ragged = place.aside(3);
    let told: Vec<(Option<&str>, &str)> = ragged
        .cells
        .iter()
        .map(|cell| (cell.header.as_deref(), cell.text.as_str()))
        .collect();
    assert_eq!(told[3], (Some("Email"), "jonas.winkler@example.org"));
    assert_eq!(told[5], (None, "extra"));
    assert_eq!(
        (ragged.code.as_str(), &ragged.refused),
        ("extra_cells", &None)
    );
    assert_eq!(place.rows_aside().rows[0].aside, Some(ragged.aside));

    let short = place.mend(3, &JONAS[..4]).expect_err("a cell is missing");
    assert!(
        short.contains("5 columns") && short.contains("4 cells"),
        "{short}"
    );
    let blank = place.mend(3, &[""; 5]).expect_err("nothing is said");
    assert!(blank.contains("blank"), "{blank}");
    assert_eq!(place.counts(), (6, 2, 4));

    place.mend(3, &JONAS).expect("mended");
    assert_eq!(place.counts(), (6, 3, 3));
    assert_eq!(place.rows_aside().total, 3);
    assert!(place.is_out_of_date());
    assert_eq!(place.last_step(), "Mended row 3 of club_members.csv");
    assert_eq!(found(&place.engine, "Winkler"), 0);
    place.audit();
    assert!(!place.is_out_of_date());
    let customer = place.customer("Winkler");
    let view = place.engine.get_customer(CustomerNumber { customer });
    let view = view.expect("the customer");
    let record = &view.records[0];
    assert_eq!((record.row, record.record_key.as_str()), (3, "M2"));
    let mended = record.mended.as_ref().expect("who mended it");
    assert_eq!(mended.by, "test");
    assert_eq!(
        mended.text,
        "M2,Jonas,Winkler,jonas.winkler@example.org,Delft,extra"
    );
    let lineage = view.golden.iter().filter_map(|one| one.lineage.as_ref());
    assert!(lineage.clone().count() > 0);
    for line in lineage {
        assert_eq!(line.mended.as_ref(), Some(mended));
    }
    // The others are as they were.
    assert_eq!(
        (
            found(&place.engine, "Dekker"),
            found(&place.engine, "Kovac")
        ),
        (1, 1)
    );
    place.assert_sound();
}

#[test]
fn a_mend_is_taken_back_and_done_again() {
    let place = Place::new();
    let undo = || place.engine.undo(Nothing {}).expect("a step back");
    let redo = || place.engine.redo(Nothing {}).expect("a step forth");
    place.mend(3, &JONAS).expect("mended");
    undo();
    assert_eq!((place.counts(), place.rows_aside().total), ((6, 2, 4), 4));
    assert!(!place.is_out_of_date(), "all is as it was");
    redo();
    assert_eq!(place.counts(), (6, 3, 3));
    // Another row is mended beside it, and what was loaded later keeps its rows.
    place.mend(7, &PIET).expect("mended");
    place.audit();
    assert_eq!(
        (
            found(&place.engine, "Winkler"),
            found(&place.engine, "Okafor")
        ),
        (1, 1)
    );
    undo();
    assert!(place.is_out_of_date());
    redo();
    assert!(
        place.is_out_of_date(),
        "nothing is made of the row any more"
    );
    place.audit();
    assert_eq!(found(&place.engine, "Okafor"), 1);
    undo();
    place.audit();
    assert_eq!(
        (
            found(&place.engine, "Winkler"),
            found(&place.engine, "Okafor")
        ),
        (1, 0)
    );
    assert_eq!(place.counts(), (6, 3, 3));
    // What was given first is not given again.
    place
        .mend(7, &["M4", "Piet", "Oka", "piet@example.com", "Leiden"])
        .expect("mended");
    place.audit();
    assert_eq!(
        (found(&place.engine, "Oka"), found(&place.engine, "Okafor")),
        (1, 0)
    );
    place.assert_sound();
}

#[test]
fn rows_that_hold_nothing_to_mend_are_refused_with_the_reason() {
    let place = Place::new();
    for (row, why) in [(5, "blank"), (6, "the header once more")] {
        let told = place.aside(row).refused.expect("a reason");
        assert!(told.contains(why), "{told}");
        let refused = place.mend(row, &JONAS).expect_err("refused");
        assert!(refused.contains(&told), "{refused}");
    }
    place.mend(3, &JONAS).expect("mended");
    let aside = ListSetAside::default();
    let left = place.engine.set_aside_rows(aside).expect("rows");
    let rows: Vec<u64> = left.rows.iter().map(|one| one.row).collect();
    assert_eq!((rows.as_slice(), left.total), (&[5, 6, 7][..], 3));
    let missing = MendRow {
        aside: 9_999,
        cells: Vec::new(),
        anyway: false,
    };
    assert!(place.engine.mend_row(missing).is_err());
    assert_eq!(place.counts(), (6, 3, 3));
    place.assert_sound();
}

#[test]
fn a_row_with_the_key_of_another_is_loaded_only_where_that_is_meant() {
    let place = Place::new();
    let twice = [
        "M1",
        "Jonas",
        "Winkler",
        "jonas.winkler@example.org",
        "Delft",
    ];
    let refused = place.mend(3, &twice).expect_err("M1 stands in row 2");
    assert!(
        refused.contains("Row 2 of club_members.csv has the key"),
        "{refused}"
    );
    assert_eq!(place.counts(), (6, 2, 4));
    // A row that was mended counts as well, before anything is made of it.
    place.mend(3, &JONAS).expect("mended");
    let twice = ["M2", "Piet", "Okafor", "piet@example.com", "Leiden"];
    let refused = place.mend(7, &twice).expect_err("M2 stands in row 3");
    assert!(refused.contains("Row 3 of"), "{refused}");
    place.mend_where(7, &twice, true).expect("it is meant");
    assert_eq!(place.counts(), (6, 4, 2));
    place.audit();
    place.assert_sound();
}

#[test]
fn a_cell_that_cannot_be_what_its_column_holds_is_asked_about() {
    let place = Place::new();
    let wrong = ["M2", "Jonas", "Winkler", "jonas.winkler at work", "Delft"];
    let refused = place.mend(3, &wrong).expect_err("this is no address");
    assert!(
        refused.contains("What you give under \"Email\" cannot be read as E-mail"),
        "{refused}"
    );
    assert_eq!(place.counts(), (6, 2, 4));
    place.mend_where(3, &wrong, true).expect("it is meant");
    assert_eq!(place.counts(), (6, 3, 3));
    place.audit();
    place.assert_sound();
}

#[test]
fn a_row_without_an_id_is_held_against_what_the_others_say_now() {
    const MARCH: &str = "\
First name,Last name,Email,Street,Town
Grietje,Dekker,grietje@example.com,Lange Gracht 5,Leiden
Mina,Kovac,mina.kovac@example.net,Oude Weg 8,Utrecht
Jonas,Winkler,jonas@example.org,Nieuwe Kade 2,Delft
Anneke,Lindqvist,anneke@example.com,Hoge Rijn 9,Delft
";
    let place = Place::new();
    place.load(&[("club_guests.csv", MARCH)]);
    place.audit();
    let april =
        MARCH.replace("Utrecht", "Breda") + "Piet,Okafor,piet@example.com,Kerkpad 1,Delft,x\n";
    place.load(&[("club_guests.csv", &april)]);
    place.audit();
    let loads = place.engine.list_loads(Nothing {}).expect("the loads");
    let guests = |load: &&LoadView| load.current && load.file.starts_with("club_guests");
    let guests = loads.iter().find(guests).expect("the guests").load;
    let request = ListSetAside {
        load: Some(guests),
        ..ListSetAside::default()
    };
    let aside = place.engine.set_aside_rows(request).expect("rows").rows[0].aside;
    let mend = |town: &str| {
        let cells = [
            "Mina",
            "Kovac",
            "mina.kovac@example.net",
            "Oude Weg 8",
            town,
        ];
        place.engine.mend_row(MendRow {
            aside,
            cells: cells.map(str::to_owned).into(),
            anyway: false,
        })
    };
    let refused = mend("Breda").expect_err("row 3 says so").to_string();
    assert!(
        refused.contains("Row 3 of club_guests.csv says word for word the same"),
        "{refused}"
    );
    mend("Utrecht").expect("no row says so any more");
}

#[test]
fn a_row_that_sums_up_others_is_loaded_only_where_that_is_meant() {
    let place = Place::new();
    let sums = format!("{CLUB}Total,,,,4\n");
    place.load(&[("club_members.csv", &sums)]);
    let total = place.aside(8);
    assert_eq!((total.code.as_str(), &total.refused), ("totals_row", &None));
    let cells = ["Total", "", "", "", "4"];
    let refused = place.mend(8, &cells).expect_err("it is no row of its own");
    assert!(refused.contains("sums up other rows"), "{refused}");
    assert_eq!(place.counts(), (7, 2, 5));
    place.mend_where(8, &cells, true).expect("it is meant");
    assert_eq!(place.counts(), (7, 3, 4));
}

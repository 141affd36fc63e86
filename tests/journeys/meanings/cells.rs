//! What people say is done to cells, and what holds for every row.

use rollcall_engine::view::{CellChange, Nothing, SetCells, SetConstant, TableNumber};

use super::{engine, load, read_as, set};

#[test]
fn cells_are_joined_and_taken_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let text = "Id,Road,No,Mails,Phone 1,Phone 2\n\
        1,Ringstraße,12,anne@mail.example.com; a@web.example.org,07700 900123,07700 900124\n\
        2,Quay,,tom@mail.example.com,,07700 900125\n";
    let table = load(&engine, folder.path(), "crm_contacts.csv", text);
    for (column, attribute, group) in [
        (0, "record_key", 0),
        (1, "street", 0),
        (3, "email", 0),
        (4, "phone", 0),
        (5, "phone", 1),
    ] {
        set(&engine, table, column, attribute, group);
    }
    let cells = |column, change| {
        engine
            .set_cells(SetCells {
                table,
                column,
                change,
            })
            .map_err(|error| error.to_string())
    };
    let view = cells(1, CellChange::Join { column: 2 }).expect("joined");
    assert_eq!(
        (
            view.columns[1].change.as_str(),
            view.columns[1].transformation.as_str()
        ),
        ("join", "joined with \"No\"")
    );
    cells(
        3,
        CellChange::Split {
            separator: ";".into(),
        },
    )
    .expect("taken apart");
    assert!(read_as(&engine, table, "street")[0].contains("12"));
    assert_eq!(
        read_as(&engine, table, "email")[0],
        "anne@mail.example.com|a@web.example.org"
    );
    // Several columns to one attribute of several values.
    assert_eq!(
        read_as(&engine, table, "phone")[1].trim_start_matches('|'),
        "07700900125"
    );
    for (column, change) in [
        (1, CellChange::Join { column: 1 }),
        (1, CellChange::Join { column: 77 }),
        (
            1,
            CellChange::Split {
                separator: String::new(),
            },
        ),
        (2, CellChange::Negate {}),
    ] {
        assert!(cells(column, change).is_err());
    }
}

#[test]
fn a_constant_holds_for_every_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path(), "a.rollcall");
    let text = "Id,Mail\n1,anne@mail.example.com\n2,tom@mail.example.com\n";
    let table = load(&engine, folder.path(), "crm_contacts.csv", text);
    set(&engine, table, 0, "record_key", 0);
    set(&engine, table, 1, "email", 0);
    let constant = |attribute: &str, value: Option<&str>| {
        engine
            .set_constant(SetConstant {
                table,
                attribute: attribute.into(),
                group: 0,
                value: value.map(Into::into),
            })
            .map_err(|error| error.to_string())
    };
    let view = constant("country", Some("Germany")).expect("a constant");
    assert_eq!(view.constants[0].value, "Germany");
    assert_eq!(read_as(&engine, table, "country"), ["DE", "DE"]);
    assert_eq!(
        constant("country", Some("Austria"))
            .expect("another")
            .constants
            .len(),
        1
    );
    assert!(
        constant("email", Some("x@y.example"))
            .expect_err("taken")
            .contains("already gives")
    );
    assert!(
        constant("email_consent", Some("blue"))
            .expect_err("none")
            .contains("cannot be")
    );
    assert!(
        constant("country", None)
            .expect("gone")
            .constants
            .is_empty()
    );
    engine.undo(Nothing {}).expect("undone");
    let view = engine
        .get_mapping(TableNumber { table })
        .expect("the mapping");
    assert_eq!(view.constants.len(), 1);
}

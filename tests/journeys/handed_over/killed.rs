//! The program is killed while it hands over: whoever is erased is looked for in that folder all the same.

use std::process::{Command, Stdio};
use std::time::Duration;

use rollcall_engine::view::{CustomerNumber, Nothing, OpenProject};
use rollcall_tests::rollcall::program;

use crate::grouped;

/// The mark of the folder is the first thing that is written; at that moment the history knows of it.
#[test]
fn a_folder_in_which_the_program_was_killed_is_looked_into() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = grouped::estate(place.path());
    engine.close_project(Nothing {}).expect("it is closed");
    let project = place.path().join("shop.rollcall");
    let folder = place.path().join("given");
    let mut child = Command::new(program().expect("the command line"))
        .arg("handover")
        .arg(&project)
        .arg("--out")
        .arg(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    while !folder.join("handover.json").is_file() {
        assert!(
            child.try_wait().expect("its state").is_none()
                || folder.join("handover.json").is_file(),
            "it ended without a hand-over"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    // It may be done already; then nothing is struck, and the folder is named as ever.
    let _ = child.kill();
    child.wait().expect("it ends");

    engine
        .open_project(OpenProject {
            path: project.display().to_string(),
        })
        .expect("it opens");
    let customer = grouped::holder(&engine, "K1").customer;
    let told = engine
        .find_traces(CustomerNumber { customer })
        .expect("traces")
        .checklist;
    let named = format!("into {} ", folder.display());
    assert!(told.iter().any(|line| line.contains(&named)), "{told:?}");
}

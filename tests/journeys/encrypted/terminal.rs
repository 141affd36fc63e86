//! The same from the command line, which takes no passphrase as an argument.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rollcall_tests::rollcall::{Said, program, rollcall};

use super::{FIRST, KNOWN, MORE, PEOPLE, SECOND};
use crate::erased::files_with;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Self { folder };
        std::fs::create_dir(desk.at("project")).expect("a folder");
        for (name, content) in [
            ("people.csv", PEOPLE),
            ("more.csv", MORE),
            ("first", FIRST),
            ("second", SECOND),
        ] {
            std::fs::write(desk.at(name), content).expect("a file");
        }
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn project(&self) -> PathBuf {
        self.at("project").join("shop.rollcall")
    }

    /// Runs `rollcall`; words that begin with `@` are files of this desk.
    fn run(&self, line: &str) -> Said {
        let words = line.split(' ').map(|word| match word.strip_prefix('@') {
            Some("project") => self.project().into_os_string(),
            Some(name) => self.at(name).into_os_string(),
            None => word.into(),
        });
        rollcall(words).expect("the command line")
    }

    #[track_caller]
    fn works(&self, line: &str) -> String {
        let said = self.run(line);
        assert!(said.success, "{line}: {}", said.complaints);
        said.output
    }

    /// One sentence on standard error, without the passphrase.
    #[track_caller]
    fn fails(&self, line: &str) -> String {
        let said = self.run(line);
        assert!(!said.success, "{line}");
        assert_eq!(
            said.complaints.trim_end().lines().count(),
            1,
            "{}",
            said.complaints
        );
        assert!(!said.complaints.contains(FIRST) && !said.complaints.contains(SECOND));
        said.complaints
    }

    #[track_caller]
    fn holds_nothing_known(&self) {
        for value in KNOWN {
            assert_eq!(files_with(&self.at("project"), value), [""; 0], "{value}");
        }
    }
}

#[test]
fn a_project_is_encrypted_audited_changed_and_decrypted() {
    let desk = Desk::new();
    desk.works("audit @people.csv --project @project --today 2026-11-23");
    let told = desk.works("project encrypt @project --new-passphrase-file @first");
    assert!(told.contains("Encrypted the project"), "{told}");
    desk.holds_nothing_known();

    let told = desk.fails("audit @more.csv --project @project --today 2026-11-23");
    assert!(told.contains("--passphrase-file"), "{told}");
    let told = desk.fails("project verify @project --passphrase-file @second");
    assert!(told.contains("does not open"), "{told}");
    desk.works(
        "audit @more.csv --project @project --today 2026-11-23 --passphrase-file @first --out @out",
    );
    desk.holds_nothing_known();
    assert!(
        std::fs::read_to_string(desk.at("out/customers.csv"))
            .expect("a table")
            .contains("Dekkerstein")
    );
    for line in [
        "project verify @project --passphrase-file @first",
        "project info @project --passphrase-file @first",
        "check @project --passphrase-file @first",
        "list show @project --passphrase-file @first",
        "call overview --project @project --passphrase-file @first",
    ] {
        desk.works(line);
    }

    desk.works(
        "project change-passphrase @project --passphrase-file @first --new-passphrase-file @second",
    );
    let told = desk.fails("project verify @project --passphrase-file @first");
    assert!(told.contains("does not open"), "{told}");
    desk.works("project verify @project --passphrase-file @second");
    desk.holds_nothing_known();
    desk.works("project decrypt @project --passphrase-file @second");
    desk.works("project verify @project");
    let told = desk.fails("project verify @project --passphrase-file @second");
    assert!(told.contains("is not encrypted"), "{told}");
}

#[test]
fn a_project_made_with_a_passphrase_is_never_readable() {
    let desk = Desk::new();
    desk.works("audit @people.csv --project @project --today 2026-11-23 --passphrase-file @first");
    desk.holds_nothing_known();
    desk.works("project verify @project --passphrase-file @first");
}

#[test]
fn a_passphrase_on_the_command_line_is_refused() {
    let desk = Desk::new();
    desk.works("audit @people.csv --project @project --today 2026-11-23");
    let told = desk.fails(
        "call encrypt_project {\"passphrase\":\"heron-teapot-ladder-1954\"} --project @project",
    );
    assert!(told.contains("rollcall project encrypt"), "{told}");
    desk.works("project verify @project");
    let told = desk.fails("project encrypt @project");
    assert!(told.contains("--new-passphrase-file"), "{told}");
}

/// Both passphrases a line each, the present one first.
fn typed(project: &Path, input: &str) -> bool {
    let mut child = Command::new(program().expect("the command line"))
        .args(["project", "change-passphrase"])
        .arg(project)
        .args(["--passphrase-file", "-", "--new-passphrase-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stdin = child.stdin.as_mut().expect("its input");
    stdin.write_all(input.as_bytes()).expect("written");
    child.wait().expect("it ends").success()
}

#[test]
fn passphrases_come_from_standard_input() {
    let desk = Desk::new();
    super::encrypted_at(&desk.project());
    assert!(!typed(&desk.project(), &format!("{SECOND}\n{FIRST}\n")));
    assert!(typed(&desk.project(), &format!("{FIRST}\n{SECOND}\n")));
    desk.works("project verify @project --passphrase-file @second");
}

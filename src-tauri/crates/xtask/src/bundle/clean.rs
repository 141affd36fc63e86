//! Installs the package where nothing else is, and runs it there as an ordinary user.
//!
//! On a machine that builds the program everything it needs is there already; only a system without
//! compilers, libraries and settings shows that the package asks for what it needs and brings the rest.

use std::path::Path;

use crate::root::target;
use crate::setup::as_root;
use crate::step::{cargo, exists, make_folder, must, output_of, program, say};

/// The oldest Debian the packages are for.
const SUITE: &str = "bookworm";
const MIRROR: &str = "http://deb.debian.org/debian";
/// What happens inside.
const SCRIPT: &str = include_str!("clean.sh");
/// Where the script puts the project the program made.
const MADE: &str = "made.rollcall";

/// Begins a shell that sees the clean system as the whole, with what a running one has mounted. What it
/// mounts is gone with it.
const INSIDE: &str = "\
set -e
mount --rbind /proc \"$1/proc\"
mount -t tmpfs tmpfs \"$1/dev\"
for one in null zero full random urandom tty; do
  touch \"$1/dev/$one\"
  mount --bind \"/dev/$one\" \"$1/dev/$one\"
done
mkdir -m 1777 \"$1/dev/shm\"
ln -s /proc/self/fd \"$1/dev/fd\"
exec env -i HOME=/ LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \"http_proxy=$http_proxy\" \"https_proxy=$https_proxy\" chroot \"$1\" /bin/sh /try.sh";

/// Whether it can be tried here, in that folder.
///
/// # Errors
/// What is absent, so that nobody takes a trial that was not made for one that went well.
pub(super) fn possible(folder: &Path) -> Result<(), String> {
    for (tool, package) in [
        ("debootstrap", "debootstrap"),
        ("unshare", "util-linux"),
        ("chroot", "coreutils"),
    ] {
        // What only root needs stands where only root looks.
        if !exists(tool) && !Path::new("/usr/sbin").join(tool).is_file() {
            return Err(format!(
                "NOT RUN HERE: {tool} is absent, so the package was not tried. `apt-get install {package}` brings it."
            ));
        }
    }
    let has_content = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if has_content {
        return Err(format!(
            "NOT RUN HERE: {} is not empty, so nothing made there would be clean.",
            folder.display()
        ));
    }
    Ok(())
}

/// Makes the clean system, installs the package, runs the sample, and looks at the project it made.
///
/// # Errors
/// A sentence that says which of it did not work.
pub(super) fn run(package: &Path, folder: &Path, mirror: Option<&str>) -> Result<(), String> {
    make_folder(folder)?;
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{} cannot be found: {error}.", folder.display()))?;
    let place = folder.to_string_lossy();
    must(
        "Making a clean Debian",
        &mut as_root(&[
            "debootstrap",
            "--variant=minbase",
            "--include=ca-certificates",
            SUITE,
            &place,
            mirror.unwrap_or(MIRROR),
        ]),
    )?;
    let copied = [
        (package.to_string_lossy().into_owned(), "rollcall.deb"),
        (script()?, "try.sh"),
    ];
    for (from, to) in &copied {
        let to = folder.join(to);
        let mut install = as_root(&["install", "-m", "644", from, &to.to_string_lossy()]);
        must(&format!("Copying {from}"), &mut install)?;
    }
    must(
        "Installing the package, and running the sample as an ordinary user",
        &mut as_root(&["unshare", "--mount", "sh", "-c", INSIDE, "sh", &place]),
    )?;
    look_at(&folder.join(MADE))
}

/// The script as a file that can be copied by whoever may write into the clean system.
fn script() -> Result<String, String> {
    let path = target().join("try-package.sh");
    std::fs::write(&path, SCRIPT)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    Ok(path.to_string_lossy().into_owned())
}

/// The command line of this checkout reads the project the installed program left: whether the sample was
/// loaded and its people were worked out.
fn look_at(left: &Path) -> Result<(), String> {
    let project = target().join("tried.rollcall");
    let owner = output_of(&mut program("id", &["-un"])).unwrap_or_default();
    // What the program had not yet folded into the file stands beside it.
    let fetched = ["", "-wal"].map(|ending| {
        let beside = |path: &Path| format!("{}{ending}", path.display());
        (beside(left), beside(&project))
    });
    for (from, to) in fetched.iter().filter(|(from, _)| Path::new(from).exists()) {
        let mut install = as_root(&["install", "-m", "600", "-o", &owner, from, to]);
        must("Fetching the project", &mut install)?;
    }
    let mut overview = cargo(&["run", "--quiet", "--package", "rollcall-cli", "--"]);
    overview
        .args(["call", "overview", "--project"])
        .arg(&project);
    let told = output_of(&mut overview);
    for (_, to) in &fetched {
        let _taken_away = std::fs::remove_file(to);
    }
    match told.as_deref().and_then(customers_in) {
        Some(customers) if customers > 0 => {
            say(&format!(
                "The installed package found {customers} customers in the sample."
            ));
            Ok(())
        }
        _ => Err("The installed program did not work out who is who in the sample.".into()),
    }
}

fn customers_in(overview: &str) -> Option<u64> {
    let overview: serde_json::Value = serde_json::from_str(overview).ok()?;
    overview["customers"].as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_people_of_an_overview_are_read() {
        assert_eq!(customers_in(r#"{"customers": 12}"#), Some(12));
        assert_eq!(customers_in(r#"{"customers": null}"#), None);
        assert_eq!(customers_in("no answer"), None);
    }

    #[test]
    fn a_folder_with_something_in_it_is_not_clean() {
        let refused = possible(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_err();
        assert!(refused.starts_with("NOT RUN HERE"), "{refused}");
    }
}

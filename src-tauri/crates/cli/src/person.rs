//! Who works here, for the history.

use std::sync::OnceLock;

use rollcall_engine::NOT_TOLD;

/// The name that was given.
static GIVEN: OnceLock<String> = OnceLock::new();

/// From now on what is done is done by this person, where one is named.
pub(crate) fn is(named: Option<String>) {
    if let Some(name) = named {
        // Told once, at the start.
        let _ = GIVEN.set(name);
    }
}

/// The name that was given; else the user of this computer, as in the window.
pub(crate) fn name() -> String {
    GIVEN
        .get()
        .cloned()
        .or_else(of_the_environment)
        .or_else(of_the_system)
        .unwrap_or_else(|| NOT_TOLD.into())
}

/// A name as `--by` takes it.
pub(crate) fn given(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write the name of a person".into()),
        name => Ok(name.to_owned()),
    }
}

fn of_the_environment() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
}

/// A program that is started by another one often has no such variable: the system knows whose it is.
#[cfg(target_os = "linux")]
fn of_the_system() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let user = std::fs::metadata("/proc/self").ok()?.uid();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    name_of(&users, user)
}

#[cfg(not(target_os = "linux"))]
fn of_the_system() -> Option<String> {
    None
}

/// The name of a user in the list of users of the system.
#[cfg(any(target_os = "linux", test))]
fn name_of(users: &str, user: u32) -> Option<String> {
    let user = user.to_string();
    users.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, number) = (parts.next()?, parts.nth(1)?);
        (number == user && !name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_user_is_found_by_the_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\n\nbroken\n:x:7:7::/:\ndana:x:1000:100::/home/dana:/bin/sh\n";
        for (user, name) in [
            (0, Some("root")),
            (1000, Some("dana")),
            (100, None),
            (7, None),
        ] {
            assert_eq!(name_of(users, user).as_deref(), name, "{user}");
        }
    }
}

//! The one workaround for Linux graphics.
//!
//! WebKit shares the window's picture through the graphics card's buffers. Without a usable card (a
//! virtual machine, the closed NVIDIA driver) the window can stay blank. Shared memory works
//! everywhere and costs little, so it is chosen there, and only there, and only when the person has
//! not chosen already. Compositing is never switched off: that makes scrolling slow.

/// What was found and done, for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Graphics {
    /// Left alone: the card is fine, or the system needs no care.
    AsIs,
    /// The picture travels through shared memory.
    SharedMemory,
    /// Shared memory would be right, but the program could not start itself again with it.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only Linux needs the care")
    )]
    Unsettled,
}

/// Settles how the picture travels; must run before anything of the window is made.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle() -> Graphics {
    Graphics::AsIs
}

#[cfg(target_os = "linux")]
pub(crate) use linux::settle;

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    use super::Graphics;

    const SHARED_MEMORY: &str = "WEBKIT_DMABUF_RENDERER_FORCE_SHM";
    /// Whoever set one of these has chosen.
    const CHOICES: [&str; 3] = [
        SHARED_MEMORY,
        "WEBKIT_DISABLE_DMABUF_RENDERER",
        "WEBKIT_DISABLE_COMPOSITING_MODE",
    ];

    /// Settles how the picture travels; must run before anything of the window is made.
    ///
    /// WebKit reads an environment variable, and a running program cannot set its own safely. The
    /// program therefore replaces itself with itself, same process, same arguments.
    pub(crate) fn settle() -> Graphics {
        let chosen = CHOICES.iter().find_map(std::env::var_os);
        match decide(chosen.as_ref(), Path::new("/")) {
            Graphics::SharedMemory if chosen.is_none() => start_again(),
            decision => decision,
        }
    }

    fn start_again() -> Graphics {
        if let Ok(program) = std::env::current_exe() {
            // Returns only if it fails; then the window is opened as it is.
            let _failed = Command::new(program)
                .args(std::env::args_os().skip(1))
                .env(SHARED_MEMORY, "1")
                .exec();
        }
        Graphics::Unsettled
    }

    pub(super) fn decide(chosen: Option<&OsString>, root: &Path) -> Graphics {
        let closed_driver = root.join("sys/module/nvidia").exists();
        if chosen.is_some() {
            return if std::env::var_os(SHARED_MEMORY).is_some() {
                Graphics::SharedMemory
            } else {
                Graphics::AsIs
            };
        }
        if closed_driver || !has_render_node(root) {
            Graphics::SharedMemory
        } else {
            Graphics::AsIs
        }
    }

    fn has_render_node(root: &Path) -> bool {
        std::fs::read_dir(root.join("dev/dri")).is_ok_and(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn machine(name: &str, paths: &[&str]) -> std::path::PathBuf {
            let root = std::env::temp_dir()
                .join(format!("rollcall-graphics-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&root).unwrap();
            for path in paths {
                std::fs::create_dir_all(root.join(path)).unwrap();
            }
            root
        }

        #[test]
        fn only_machines_without_a_usable_card_are_cared_for() {
            for (name, paths, expected) in [
                ("no-card", &[][..], Graphics::SharedMemory),
                ("open-driver", &["dev/dri/renderD128"], Graphics::AsIs),
                ("display-only", &["dev/dri/card0"], Graphics::SharedMemory),
                (
                    "closed-driver",
                    &["dev/dri/renderD128", "sys/module/nvidia"],
                    Graphics::SharedMemory,
                ),
            ] {
                let root = machine(name, paths);
                assert_eq!(decide(None, &root), expected, "{name}");
                std::fs::remove_dir_all(root).unwrap();
            }
        }

        #[test]
        fn a_choice_already_made_is_kept() {
            let root = machine("chosen", &[]);
            let chosen = OsString::from("1");
            // The tests themselves may run with the variable set; either way nothing is started again.
            assert_ne!(decide(Some(&chosen), &root), Graphics::Unsettled);
            std::fs::remove_dir_all(root).unwrap();
        }
    }
}

//! A fault of the program is told by its place in the code, never by what it was working on: the
//! message of a panic may quote a cell.

use std::panic::{PanicHookInfo, set_hook};

/// From here on a panic anywhere in the process is logged by place alone, and nothing is printed.
/// For a program to call once, as it starts.
pub fn log_faults_by_place() {
    set_hook(Box::new(|fault| {
        tracing::error!(place = %place(fault), "a fault of this program");
    }));
}

fn place(fault: &PanicHookInfo<'_>) -> String {
    fault.location().map_or_else(
        || "an unknown place".into(),
        |place| format!("{}:{}", place.file(), place.line()),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex, PoisonError};

    use super::log_faults_by_place;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_says_where_and_not_what() {
        let lines = Lines::default();
        let written = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || written.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            log_faults_by_place();
            let broken = std::panic::catch_unwind(|| {
                let cell = "grietje.dekker@example.com";
                assert!(cell.is_empty(), "cannot use {cell}");
            });
            let _default = std::panic::take_hook();
            assert!(broken.is_err());
        });
        let bytes = lines.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("fault.rs:"), "{text}");
        assert!(!text.contains("grietje"), "{text}");
    }
}

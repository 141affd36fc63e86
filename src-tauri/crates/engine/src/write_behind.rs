//! Making and writing at the same time: while one part is written, the next is made.

use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;

use crate::EngineError;

/// Runs `make`, which hands over part after part, and writes the parts in their order in a thread
/// beside it. At most two parts wait. `make` is told to stop when writing has failed.
///
/// # Errors
/// What writing failed with, else what making failed with; parts handed over before are written.
pub(crate) fn write_behind<T: Send>(
    mut write: impl FnMut(T) -> Result<(), EngineError> + Send,
    make: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    std::thread::scope(|scope| {
        let (sender, parts) = sync_channel::<T>(1);
        let writing = scope.spawn(move || parts.iter().try_for_each(&mut write));
        let made = make(&mut |part| match sender.send(part) {
            Ok(()) => ControlFlow::Continue(()),
            // The writing thread has ended early; it tells why.
            Err(_) => ControlFlow::Break(()),
        });
        drop(sender);
        let written = writing
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(made)
    })
}

#[cfg(test)]
mod tests {
    use super::write_behind;
    use crate::EngineError;
    use std::ops::ControlFlow;

    fn broken(message: &str) -> EngineError {
        EngineError::Internal {
            message: message.into(),
        }
    }

    #[test]
    fn parts_are_written_in_order() {
        let mut written = Vec::new();
        let write = |part: u32| {
            written.push(part);
            Ok(())
        };
        write_behind(write, |hand_over| {
            for part in 0..100 {
                assert!(hand_over(part).is_continue());
            }
            Ok(())
        })
        .unwrap();
        assert!(written.into_iter().eq(0..100));
    }

    #[test]
    fn making_stops_when_writing_fails_and_the_reason_is_told() {
        let mut handed_over = 0;
        let told = write_behind(
            |part: u32| {
                if part == 3 {
                    Err(broken("disk full"))
                } else {
                    Ok(())
                }
            },
            |hand_over| {
                while let ControlFlow::Continue(()) = hand_over(handed_over) {
                    handed_over += 1;
                }
                Ok(())
            },
        );
        assert!(told.unwrap_err().to_string().contains("disk full"));
        assert!((3..9).contains(&handed_over), "{handed_over}");
    }

    #[test]
    fn what_was_made_before_a_failure_is_written() {
        let mut written = Vec::new();
        let told = write_behind(
            |part: u32| {
                written.push(part);
                Ok(())
            },
            |hand_over| {
                let _go_on = hand_over(1);
                Err(broken("stopped"))
            },
        );
        assert!(told.unwrap_err().to_string().contains("stopped"));
        assert_eq!(written, [1]);
    }
}

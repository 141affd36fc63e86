//! Closing the window: the page may ask first whether what is not saved may be lost, but a page that does not answer does
//! not keep the window open.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{Manager, State, Window, WindowEvent};

/// So long a page may take to say that it asks.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the page heard that somebody wants to close the window.
#[derive(Default)]
pub(crate) struct Closing {
    /// Since when it has not answered.
    unanswered: Mutex<Option<Instant>>,
}

impl Closing {
    /// Notes that somebody wants to close the window. Tells whether the page had its time to answer and did not.
    fn wanted(&self, now: Instant) -> bool {
        let mut unanswered = self
            .unanswered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let since = *unanswered.get_or_insert(now);
        now.duration_since(since) >= PATIENCE
    }

    fn heard(&self) {
        *self
            .unanswered
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The page says that it heard: it asks, or closes the window itself.
#[tauri::command]
pub(crate) fn closing_heard(closing: State<'_, Closing>) {
    closing.heard();
}

/// Closes the window once somebody wants it again and the page has not answered: it broke, or was loaded anew and what
/// asked before is gone.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let is_wanted = matches!(event, WindowEvent::CloseRequested { .. });
    if !is_wanted || !window.state::<Closing>().wanted(Instant::now()) {
        return;
    }
    tracing::warn!("the window is closed without the page, which does not answer");
    if let Err(error) = window.destroy() {
        tracing::error!(%error, "the window could not be closed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_does_not_answer_keeps_the_window_open_only_once() {
        let closing = Closing::default();
        let first = Instant::now();
        assert!(!closing.wanted(first), "it is given time to answer");
        // Somebody clicks twice.
        assert!(!closing.wanted(first + PATIENCE / 4));
        closing.heard();
        let later = first + PATIENCE * 10;
        assert!(!closing.wanted(later), "it answered, and is asked anew");
        assert!(!closing.wanted(later + PATIENCE / 2));
        assert!(closing.wanted(later + PATIENCE));
    }
}

//! What the core says, to every page that listens: one server-sent stream each.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tiny_http::Request;

/// How long a stream stays silent; then a comment keeps it open and finds out whether the page is
/// still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nConnection: close\r\n\r\n: welcome\n\n";

/// The pages that listen now.
#[derive(Default)]
pub(crate) struct Listeners {
    senders: Mutex<Vec<Sender<String>>>,
}

impl Listeners {
    /// Tells everybody; forgets those who have gone.
    pub(crate) fn tell(&self, event: &str) {
        if let Ok(mut senders) = self.senders.lock() {
            senders.retain(|sender| sender.send(frame(event)).is_ok());
        }
    }

    /// Keeps a page's request open and streams to it from a thread of its own.
    pub(crate) fn welcome(&self, request: Request) {
        let (sender, receiver) = channel();
        if let Ok(mut senders) = self.senders.lock() {
            senders.push(sender);
        }
        std::thread::spawn(move || stream(request, &receiver));
    }
}

/// Written by hand: the server would collect whole blocks before it sends them, and a page must
/// hear at once.
fn stream(request: Request, receiver: &Receiver<String>) {
    let mut writer = request.into_writer();
    let mut text = HEAD.to_owned();
    loop {
        if writer
            .write_all(text.as_bytes())
            .and_then(|()| writer.flush())
            .is_err()
        {
            return;
        }
        text = match receiver.recv_timeout(HEARTBEAT) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => ": still here\n\n".into(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
    }
}

fn frame(event: &str) -> String {
    format!("data: {event}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_hears_and_those_who_left_are_forgotten() {
        let listeners = Listeners::default();
        let (here, heard) = channel();
        let (gone, left) = channel::<String>();
        drop(left);
        listeners.senders.lock().unwrap().extend([here, gone]);
        listeners.tell("{\"kind\":\"changed\"}");
        assert_eq!(
            heard.try_recv().unwrap(),
            "data: {\"kind\":\"changed\"}\n\n"
        );
        assert_eq!(listeners.senders.lock().unwrap().len(), 1);
    }
}

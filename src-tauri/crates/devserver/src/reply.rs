//! Commands as HTTP: JSON in, JSON out, an error as its JSON with a status that is not 200.

use std::io::{Read, Result as Written};

use rollcall_api::{ApiError, ErrorCode, Session};
use serde_json::Value;
use tiny_http::{Method, Request};

/// An answer whose whole text is known.
pub(crate) struct Answer {
    /// As HTTP counts.
    pub(crate) status: u16,
    /// What the body is, as a browser is told.
    pub(crate) kind: &'static str,
    /// What is answered.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn head(&self) -> String {
        format!(
            "HTTP/1.1 {} Said\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
             Content-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len(),
        )
    }
}

/// Answers and ends the connection. Written by hand for that ending: of two connections that come at
/// the same moment the server may leave one waiting until another ends, and one that is kept alive
/// ends with its page only.
pub(crate) fn send(request: Request, answer: &Answer) -> Written<()> {
    let body = *request.method() != Method::Head;
    let mut writer = request.into_writer();
    writer.write_all(answer.head().as_bytes())?;
    if body {
        writer.write_all(&answer.body)?;
    }
    writer.flush()
}

/// Longest request that is read, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Runs a command whose payload is the body.
pub(crate) fn call(session: &Session, command: &str, body: &mut dyn Read) -> Answer {
    match read(body).and_then(|payload| session.call(command, payload)) {
        Ok(value) => json(200, value.to_string()),
        Err(error) => {
            let status = if error.code == ErrorCode::Internal {
                500
            } else {
                400
            };
            json(status, serde_json::to_string(&error).unwrap_or_default())
        }
    }
}

/// Whether the request was meant for this server: a page of another site that guessed the port is
/// refused by the name it asks for.
pub(crate) fn is_from_here(request: &Request) -> bool {
    request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Host"))
        .all(|header| {
            let host = header.value.as_str();
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            matches!(name, "127.0.0.1" | "localhost")
        })
}

/// Not for this server.
pub(crate) fn refused() -> Answer {
    text(
        404,
        "text/plain; charset=utf-8",
        "There is nothing here.".into(),
    )
}

/// An answer of a type.
pub(crate) fn text(status: u16, kind: &'static str, body: Vec<u8>) -> Answer {
    Answer { status, kind, body }
}

/// The window's policy, without the window's own bridge.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn json(status: u16, body: String) -> Answer {
    text(status, "application/json", body.into_bytes())
}

fn read(body: &mut dyn Read) -> Result<Value, ApiError> {
    let mut bytes = Vec::new();
    let outcome = body.take(LONGEST).read_to_end(&mut bytes);
    if outcome.is_ok() && bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&bytes).map_err(|error| ApiError {
        code: ErrorCode::InvalidInput,
        message: format!("The request is not JSON: {error}."),
        hint: None,
        context: Vec::new(),
        id: String::new(),
    })
}

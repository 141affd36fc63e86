//! The built page and the command table over HTTP on this computer's own loopback, for browser
//! tests and for working on the page. It is a tool of the workshop and never shipped: the product
//! itself has no network code.
//!
//! `POST /call/<command>` runs a command, `GET /events` streams what the core says, everything else
//! is a file of the built page. `--bindings` prints the page's types instead,
//! `--commands` the list of commands.

mod command_list;
mod events;
mod page;
mod reply;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use rollcall_api::{Clock, EngineOptions, Session};
use tiny_http::{Method, Request, Server};

use events::Listeners;

/// How many requests are answered at a time; event streams have threads of their own.
const THREADS: usize = 4;

struct Options {
    port: u16,
    page: PathBuf,
    sample_data: Option<PathBuf>,
    settings: PathBuf,
}

/// Values are small texts made and dropped in millions, often on another core than
/// they were made on; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let wish = std::env::args_os().nth(1).unwrap_or_default();
    let text = match wish.to_str() {
        Some("--bindings") => Some(rollcall_api::typescript()),
        Some("--commands") => Some(command_list::markdown()),
        _ => None,
    };
    if let Some(text) = text {
        say(text.trim_end());
        return ExitCode::SUCCESS;
    }
    match options(std::env::args_os().skip(1)).and_then(serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            say(&complaint);
            ExitCode::FAILURE
        }
    }
}

fn options(mut given: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options {
        port: 0,
        page: "ui/dist".into(),
        sample_data: None,
        settings: std::env::temp_dir().join("rollcall-devserver"),
    };
    while let Some(flag) = given.next() {
        let flag = flag.to_string_lossy().into_owned();
        let value = given.next().ok_or_else(|| {
            format!("{flag}? Usage: rollcall-devserver [--port N] [--page DIR] [--sample DIR] [--settings DIR]")
        })?;
        match flag.as_str() {
            "--port" => {
                let port = value.to_string_lossy();
                options.port = port.parse().map_err(|_| format!("{port} is not a port."))?;
            }
            "--page" => options.page = value.into(),
            "--sample" => options.sample_data = Some(value.into()),
            "--settings" => options.settings = value.into(),
            _ => return Err(format!("There is no option {flag}.")),
        }
    }
    Ok(options)
}

fn serve(options: Options) -> Result<(), String> {
    let server = Server::http(("127.0.0.1", options.port)).map_err(|error| {
        format!(
            "The server could not start on port {}: {error}",
            options.port
        )
    })?;
    let address = server
        .server_addr()
        .to_ip()
        .ok_or("The server has no address.")?;

    let session = Arc::new(Session::new(EngineOptions {
        version: env!("CARGO_PKG_VERSION").into(),
        clock: Clock::system(),
        who: "workshop".into(),
        projects_folder: options.settings.join("projects"),
        settings_folder: Some(options.settings),
        sample_exports: options.sample_data,
    }));
    let listeners = Arc::new(Listeners::default());
    let telling = Arc::clone(&listeners);
    session.subscribe(Box::new(move |event| {
        if let Ok(text) = serde_json::to_string(event) {
            telling.tell(&text);
        }
    }));

    say(&format!("http://{address}/"));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(request, &session, &listeners, &options.page);
                }
            });
        }
    });
    Ok(())
}

/// A request that breaks off is the browser's business, so nothing is done about it.
fn answer(mut request: Request, session: &Session, listeners: &Listeners, page: &std::path::Path) {
    if !reply::is_from_here(&request) {
        let _gone = reply::send(request, &reply::refused());
        return;
    }
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned();
    match (request.method(), path.strip_prefix("/call/")) {
        (Method::Post, Some(command)) => {
            let answer = reply::call(session, command, request.as_reader());
            let _gone = reply::send(request, &answer);
        }
        (Method::Get, None) if path == "/events" => listeners.welcome(request),
        (Method::Get | Method::Head, None) => {
            let _gone = reply::send(request, &page::file(page, &path));
        }
        _ => {
            let _gone = reply::send(request, &reply::refused());
        }
    }
}

/// The address on the first line is what a test waits for.
#[expect(clippy::print_stdout, reason = "the address is the program's output")]
fn say(text: &str) {
    println!("{text}");
}

//! The command table as a page to read.

use std::fmt::Write as _;

use rollcall_api::{COMMANDS, CommandKind, ErrorCode, request_members};

const HEAD: &str = "\
# Commands

Generated from the command table: run `cargo xtask bindings`. The window, the command line and the
tests all go through these; types are those of `ui/src/api/generated.ts`.

A *query* changes nothing. A *change* changes state at once and can be undone when it changes the
project. A *job* begins long work: it answers with its number, tells its progress in events, and can
be cancelled. Tags name what a reply is made from and what a change touches; a screen asks again when
a tag it reads has changed.

| command | kind | what for | request → reply | tags |
|---|---|---|---|---|
";

const REQUESTS: &str = "
# Requests

What each request is made of; commands that are not here need none. `rollcall call COMMAND --help` tells
the same on the terminal.
";

const ERRORS: &str = "
# Errors

Every failure is `{code, message, hint, context, id}`: the situation, a sentence, what to do, facts
such as the file, and an id that finds the line in the log.

| code | situation |
|---|---|
";

/// Every situation with its sentence.
const SITUATIONS: &[(ErrorCode, &str)] = &[
    (ErrorCode::NotFound, "What was asked for is not there."),
    (
        ErrorCode::InvalidInput,
        "The request makes no sense; the message says which part.",
    ),
    (
        ErrorCode::Unconfirmed,
        "It is done only where somebody says that it is meant; nothing was changed.",
    ),
    (
        ErrorCode::WouldReplace,
        "What was written before would be replaced, and nobody said that it may; nothing was written.",
    ),
    (ErrorCode::NoProject, "No project is open."),
    (
        ErrorCode::NotAProject,
        "The file is not a project of Rollcall.",
    ),
    (
        ErrorCode::PassphraseNeeded,
        "The file may be an encrypted project: it needs its passphrase.",
    ),
    (
        ErrorCode::PassphraseWrong,
        "The passphrase does not open the project.",
    ),
    (
        ErrorCode::NewerProject,
        "The project was made by a newer Rollcall and is left untouched.",
    ),
    (ErrorCode::Damaged, "The project file is damaged."),
    (ErrorCode::Locked, "Another program holds the project."),
    (ErrorCode::Busy, "Other work must end first."),
    (
        ErrorCode::Cancelled,
        "The work was stopped; the project is as it was.",
    ),
    (ErrorCode::Io, "The disk refused."),
    (
        ErrorCode::Internal,
        "A fault of Rollcall itself; nothing was changed.",
    ),
];

/// The page.
pub(crate) fn markdown() -> String {
    let mut text = String::from(HEAD);
    for command in COMMANDS {
        let kind = match command.kind {
            CommandKind::Query => "query",
            CommandKind::Change => "change",
            CommandKind::Job => "job",
        };
        let tags: Vec<&str> = command.tags.iter().map(|tag| tag.code()).collect();
        let _infallible = writeln!(
            text,
            "| `{}` | {kind} | {} | {} → {} | {} |",
            command.name,
            command.about.trim(),
            command.request,
            command.reply.replace(' ', ""),
            tags.join(" "),
        );
    }
    text.push_str(REQUESTS);
    for command in COMMANDS {
        add_request(&mut text, command.name);
    }
    text.push_str(ERRORS);
    for (code, situation) in SITUATIONS {
        let code = serde_json::to_value(code).unwrap_or_default();
        let _infallible = writeln!(
            text,
            "| `{}` | {situation} |",
            code.as_str().unwrap_or_default()
        );
    }
    text
}

/// The members of a command's request, each on a line.
fn add_request(text: &mut String, command: &str) {
    let members = request_members(command).unwrap_or_default();
    if members.is_empty() {
        return;
    }
    let _infallible = writeln!(text, "\n## `{command}`\n");
    for member in members {
        let need = if member.is_required { ", required" } else { "" };
        let _infallible = writeln!(
            text,
            "- `{}`: `{}`{need}. {}",
            member.name, member.kind, member.about
        );
    }
}

//! What the request of a command is made of, from the types the page is generated from.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::bindings;
use crate::commands;

/// One member of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its type as TypeScript writes it; `null` stands for nothing.
    pub kind: String,
    /// What it is.
    pub about: String,
    /// Whether a request without it is refused.
    pub is_required: bool,
}

/// The members of a command's request; nothing for a command that is not there.
pub fn request_members(command: &str) -> Option<Vec<Member>> {
    let declaration = bindings::request_declaration(command)?;
    let mut members = members_of(&declaration);
    mark_required(command, &mut members);
    Some(members)
}

/// The request of a command for people: each member on a line; nothing for a command that is not there.
pub fn describe_request(command: &str) -> Option<String> {
    let members = request_members(command)?;
    if members.is_empty() {
        return Some("It needs no request.".to_owned());
    }
    let mut text = String::from("Request, as one JSON object:\n");
    for member in members {
        let need = if member.is_required {
            "required"
        } else {
            "may be left out"
        };
        let _ = write!(
            text,
            "\n  \"{}\": {}  ({need})\n      {}",
            member.name, member.kind, member.about
        );
    }
    Some(text)
}

/// Reads the members off a declaration: each has its remark before it and a line of its own.
fn members_of(declaration: &str) -> Vec<Member> {
    let mut members = Vec::new();
    let mut about = String::new();
    let body = declaration
        .split_once("= {")
        .map_or("", |(_, members)| members);
    for line in body.lines().map(str::trim) {
        if line.starts_with("/**") {
            about.clear();
        } else if let Some(remark) = line.strip_prefix('*').filter(|rest| *rest != "/") {
            let blank = if about.is_empty() { "" } else { " " };
            let _ = write!(about, "{blank}{}", remark.trim());
        } else if let Some((name, kind)) = line.split_once(": ") {
            let kind = kind.trim_end_matches(['}', ';', ' ']);
            members.push(Member {
                name: name.trim_end_matches('?').to_owned(),
                kind: kind.trim_end_matches(',').to_owned(),
                about: std::mem::take(&mut about),
                is_required: false,
            });
        }
    }
    members
}

/// Asks the reader of requests itself: what it misses is given to it, until it misses nothing.
fn mark_required(command: &str, members: &mut [Member]) {
    let mut request = Map::new();
    while let Some(refusal) = commands::refusal(command, Value::Object(request.clone())) {
        let missing = refusal
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'))
            .map(|(name, _)| name.to_owned());
        let Some(member) = missing.and_then(|name| {
            members
                .iter_mut()
                .find(|member| member.name == name && !member.is_required)
        }) else {
            return;
        };
        member.is_required = true;
        request.insert(member.name.clone(), sample(&member.kind));
    }
}

/// A value of a type, as small as it can be.
fn sample(kind: &str) -> Value {
    match kind {
        _ if kind.contains("null") => Value::Null,
        "number" => 0.into(),
        "boolean" => false.into(),
        _ if kind.starts_with("Array") => Value::Array(Vec::new()),
        _ if kind.starts_with('{') => Value::Object(Map::new()),
        _ => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{describe_request, request_members};
    use crate::COMMANDS;

    fn required(command: &str) -> Vec<String> {
        request_members(command)
            .unwrap_or_default()
            .into_iter()
            .filter(|member| member.is_required)
            .map(|member| member.name)
            .collect()
    }

    #[test]
    fn a_request_tells_what_it_must_have() {
        assert_eq!(required("set_column"), ["table", "column", "attribute"]);
        assert_eq!(required("judge_pair"), ["pair", "verdict"]);
        assert!(required("app_info").is_empty());
        assert!(request_members("no_such_command").is_none());
    }

    #[test]
    fn every_command_tells_its_request() {
        for command in COMMANDS {
            let told = describe_request(command.name).unwrap_or_default();
            assert!(!told.is_empty(), "{}", command.name);
        }
    }
}

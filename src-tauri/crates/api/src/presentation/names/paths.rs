//! Paths in a text: where one begins, and where it ends though blanks stand in it.

use super::pieces::ending_of;

/// The last part of an absolute path; nothing of anything else.
pub(super) fn last_of_path(text: &str) -> Option<&str> {
    let is_parting = |one: char| one == '/' || one == '\\';
    let is_absolute = text.starts_with(['/', '\\'])
        || text.starts_with("~/")
        || matches!(text.as_bytes(), [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic());
    let last = text.trim_end_matches(is_parting).rsplit(is_parting).next();
    last.filter(|last| is_absolute && !last.is_empty())
}

/// The path that begins here, as long as it is one; blank where none does.
pub(super) fn path_at(before: char, rest: &str) -> &str {
    let closing = match before {
        '“' => Some('”'),
        '"' => Some('"'),
        '\'' => Some('\''),
        '«' => Some('»'),
        '(' => Some(')'),
        _ if before.is_whitespace() => None,
        _ => return "",
    };
    let end = match closing {
        Some(mark) => rest.find(mark).unwrap_or(rest.len()),
        None if last_of_path(rest).is_some() => end_of_path(rest),
        None => 0,
    };
    let path = rest.get(..end).unwrap_or_default();
    let path = path.trim_end_matches(['.', ',', ';', ':', ')']);
    let partings = path.chars().skip(1).filter(|one| matches!(one, '/' | '\\'));
    let is_path = last_of_path(path).is_some() && partings.count() > 0;
    if is_path { path } else { "" }
}

/// So many words a folder or a file may go on for behind a blank.
const MOST_WORDS: usize = 5;

/// Where a path ends that nothing closes. Its folders and its file may have blanks in them, so it goes on as long as
/// the same sentence tells more of it: another folder, or the ending of a file.
fn end_of_path(rest: &str) -> usize {
    let is_parting = |one: char| one == '/' || one == '\\';
    let mut end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    // A stroke between two words.
    if end <= 1 {
        return end;
    }
    loop {
        let (path, behind) = rest.split_at(end);
        if path.ends_with(['.', ';', ':', ')']) || has_ending(path) {
            return end;
        }
        let words = behind.split_whitespace().take(MOST_WORDS);
        let mut more = None;
        for word in words {
            if last_of_path(word).is_some() {
                break;
            }
            if word.contains(is_parting) || has_ending(word) {
                let place = word.as_ptr() as usize - rest.as_ptr() as usize;
                more = Some(place + word.len());
                break;
            }
            if word.ends_with(['.', ';', ':', '!', '?']) {
                break;
            }
        }
        match more {
            Some(further) => end = further,
            None => return end,
        }
    }
}

/// Whether a text ends as files do, whatever is written behind it.
fn has_ending(text: &str) -> bool {
    let (_, ending) = ending_of(text.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']));
    !ending.is_empty()
}

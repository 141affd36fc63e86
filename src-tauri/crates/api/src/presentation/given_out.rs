//! What was given out while presenting, so that a masked text that comes back does not replace the real one.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_engine::{Moment, may_be_somebodys};
use rollcall_model::FEW_IN_WORDS;
use serde_json::Value;

use super::names::{FOLDERS, Quoted};
use super::pseudonym::MASKED_DOMAIN;

/// What stands behind the stand-ins and handles that were given out since presenting began.
#[derive(Default)]
pub(crate) struct GivenOut(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The text behind a masked one; nothing where several texts look alike once they are masked.
    texts: HashMap<String, Option<String>>,
    /// Every word that stands in for another.
    words: HashSet<String>,
    /// The path behind what is shown of it.
    paths: HashMap<String, String>,
    /// Of headers which cells may be somebody's: every reply asks for those of all tables.
    headers: HashMap<Vec<String>, Vec<bool>>,
    /// What names of the open project are masked by, with the state it was read in.
    learned: Option<(Moment, Arc<Quoted>)>,
    /// What stand-ins are made with while no project is open.
    secret: Option<String>,
}

impl GivenOut {
    /// Puts the texts back into a request that gives masked ones back whole.
    pub(crate) fn resolve(&self, request: &mut Value) {
        let kept = self.lock();
        if !kept.texts.is_empty() || !kept.paths.is_empty() {
            kept.resolve(request);
        }
    }

    /// Whether a request still holds a stand-in: stored, it would take the place of what it stands for.
    pub(crate) fn is_in(&self, request: &Value) -> bool {
        let kept = self.lock();
        !kept.texts.is_empty() && kept.is_in(request)
    }

    pub(super) fn keep(&self, masked: &str, text: &str) {
        self.lock()
            .texts
            .entry(masked.to_owned())
            .and_modify(|known| {
                if known.as_deref() != Some(text) {
                    *known = None;
                }
            })
            .or_insert_with(|| Some(text.to_owned()));
    }

    pub(super) fn keep_words(&self, stand_in: &str) {
        // What stands behind every mailbox is a word of other addresses, too.
        let own = stand_in.strip_suffix(MASKED_DOMAIN).unwrap_or(stand_in);
        self.lock().words.extend(words(own));
    }

    /// What is shown of a path: no two look alike, so that each can come back.
    pub(super) fn place(&self, path: &str, masked: &str) -> String {
        let mut kept = self.lock();
        let mut shown = masked.to_owned();
        let mut number = 1;
        while kept.paths.get(&shown).is_some_and(|known| known != path) {
            number += 1;
            shown = format!("{masked} ({number})");
        }
        kept.paths
            .entry(shown.clone())
            .or_insert_with(|| path.to_owned());
        shown
    }

    /// Of each cell of a header whether it may be somebody's.
    pub(super) fn cells_of(&self, header: &[String]) -> Vec<bool> {
        let mut kept = self.lock();
        if let Some(known) = kept.headers.get(header) {
            return known.clone();
        }
        let told = may_be_somebodys(header);
        kept.headers.insert(header.to_vec(), told.clone());
        told
    }

    /// What names are masked by, where it was learned in this very state of the project.
    pub(super) fn learned(&self, moment: Moment) -> Option<Arc<Quoted>> {
        let kept = self.lock();
        let (then, quoted) = kept.learned.as_ref()?;
        (*then == moment).then(|| Arc::clone(quoted))
    }

    pub(super) fn keep_learned(&self, moment: Moment, quoted: Arc<Quoted>) {
        self.lock().learned = Some((moment, quoted));
    }

    /// What stand-ins are made with while no project is open: as long as it is presented the same, and nothing that
    /// could be worked out.
    pub(super) fn secret(&self) -> String {
        let random = || {
            let number = || RandomState::new().hash_one("stand-ins");
            format!("{:016x}{:016x}", number(), number())
        };
        self.lock().secret.get_or_insert_with(random).clone()
    }

    /// Forgets all of it.
    pub(crate) fn clear(&self) {
        *self.lock() = Kept::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn resolve(&self, request: &mut Value) {
        match request {
            Value::String(text) => {
                if let Some(Some(original)) = self.texts.get(text.as_str()) {
                    text.clone_from(original);
                } else if let Some(path) = self.path_of(text) {
                    *text = path;
                }
            }
            Value::Array(inside) => inside.iter_mut().for_each(|one| self.resolve(one)),
            Value::Object(members) => members.values_mut().for_each(|one| self.resolve(one)),
            _ => {}
        }
    }

    /// The path that is meant by what is shown of it, or of a folder it is in.
    fn path_of(&self, text: &str) -> Option<String> {
        let partings = text.match_indices(['/', '\\']).map(|(at, _)| at);
        partings
            .chain([text.len()])
            .find_map(|at| Some(format!("{}{}", self.paths.get(&text[..at])?, &text[at..])))
    }

    fn is_in(&self, request: &Value) -> bool {
        match request {
            Value::String(text) => {
                text.contains('\u{2022}')
                    || text.contains(FEW_IN_WORDS)
                    || text.contains(MASKED_DOMAIN)
                    || words(text).any(|word| self.words.contains(&word))
            }
            Value::Array(inside) => inside.iter().any(|one| self.is_in(one)),
            Value::Object(members) => members.values().any(|one| self.is_in(one)),
            _ => false,
        }
    }
}

/// A path that a request gives back as it was shown, and behind which nothing is known any more: presenting has ended
/// since, or it was changed.
pub(crate) fn shown_path(request: &Value) -> Option<&str> {
    fn within<'a>(member: &str, value: &'a Value) -> Option<&'a str> {
        match value {
            Value::String(text) => {
                (PATHS.contains(&member) && text.starts_with(FOLDERS)).then_some(text.as_str())
            }
            Value::Array(inside) => inside.iter().find_map(|one| within(member, one)),
            Value::Object(members) => members.iter().find_map(|(name, one)| within(name, one)),
            _ => None,
        }
    }
    within("", request)
}

/// Members of requests that say where a file is.
const PATHS: &[&str] = &["path", "paths", "folder", "file", "to", "destination"];

/// The words of a text, folded. Numbers are points in a stand-in, and those are seen by themselves.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{GivenOut, shown_path};
    use serde_json::json;

    #[test]
    fn what_is_shown_of_a_path_is_told_from_words() {
        for (request, shown) in [
            (
                json!({ "path": "…/shop.rollcall" }),
                Some("…/shop.rollcall"),
            ),
            (
                json!({ "paths": ["/home/a/b.csv", "…/c.csv"] }),
                Some("…/c.csv"),
            ),
            (
                json!({ "choices": [{ "file": "…/c.csv" }] }),
                Some("…/c.csv"),
            ),
            (json!({ "path": "/home/anna/…/shop.rollcall" }), None),
            (json!({ "note": "…/or not at all" }), None),
        ] {
            assert_eq!(shown_path(&request), shown, "{request}");
        }
    }

    #[test]
    fn a_masked_text_comes_back_as_what_it_stood_for() {
        let given_out = GivenOut::default();
        given_out.keep("Ask Bekamu Tolina", "Ask Anna Miller");
        let mut request = json!({ "notes": ["Ask Bekamu Tolina", "Ask Bekamu"] });
        given_out.resolve(&mut request);
        assert_eq!(
            request,
            json!({ "notes": ["Ask Anna Miller", "Ask Bekamu"] })
        );
    }

    #[test]
    fn what_two_texts_look_like_stays_as_it_came() {
        let given_out = GivenOut::default();
        given_out.keep("fewer than 5 rows", "2 rows");
        given_out.keep("fewer than 5 rows", "3 rows");
        let mut request = json!("fewer than 5 rows");
        given_out.resolve(&mut request);
        assert_eq!(request, json!("fewer than 5 rows"));
        assert!(given_out.is_in(&request), "and is told");
    }

    #[test]
    fn a_stand_in_among_other_words_is_found() {
        let given_out = GivenOut::default();
        given_out.keep("Ask Bekamu", "Ask Anna");
        given_out.keep_words("Bekamu");
        assert!(given_out.is_in(&json!({ "note": ["and ask bekamu, too"] })));
        assert!(given_out.is_in(&json!("on \u{2022}\u{2022}12")));
        assert!(!given_out.is_in(&json!({ "note": "ask everybody" })));
        given_out.keep_words("tolina@masked.example");
        assert!(given_out.is_in(&json!("write to tolina")));
        assert!(given_out.is_in(&json!("write to somebody@masked.example")));
        assert!(!given_out.is_in(&json!("write to anna@example.com")));
        given_out.clear();
        assert!(!given_out.is_in(&json!("Bekamu")));
    }
}

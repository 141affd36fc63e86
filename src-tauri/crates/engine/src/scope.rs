//! The scope: frozen once, changed by requests that somebody decides on.

use chrono::NaiveDate;
use rollcall_model::SourceId;
use rollcall_store::{ScopeSource, Store, StoredChangeRequest, StoredScope};
use serde_json::json;

use crate::inventory::Marks;
use crate::known_names::unknown_verdict;
use crate::records::day_of;
use crate::survivorship::with_reason;
use crate::view::{
    ChangeRequestView, FreezeScope, FrozenScope, JudgeChange, Nothing, RequestChange, Scope,
    SourceMark,
};
use crate::{Engine, EngineError, use_cases};

const IN: &str = "in";
const VERDICTS: &[(&str, &str)] = &[
    ("", "Took back the verdict on a request"),
    (IN, "Took into the scope"),
    ("parked", "Parked a request"),
    (REFUSED, "Refused a request"),
];
/// Refused: what it was about stays outside the scope.
const REFUSED: &str = "refused";
const TOUCHED: &[&str] = &["project", "governance", "history"];

impl Engine {
    /// The frozen scope, what came after it, and who asked for more.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn scope(&self, _: Nothing) -> Result<Scope, EngineError> {
        read(&*self.store()?, self.today())
    }

    /// Freezes the scope: the active use case and the sources there are.
    ///
    /// # Errors
    /// When there is no source, or it was frozen before and nobody says why again.
    pub fn freeze_scope(&self, request: FreezeScope) -> Result<Scope, EngineError> {
        let store = self.store_for_change()?;
        let reason = request.reason.trim().to_owned();
        let is_again = !store.agreed::<StoredScope>()?.is_empty();
        if is_again && reason.is_empty() {
            return Err(EngineError::invalid(
                "The scope is frozen. Ask for a change of it, or say why it is frozen anew.",
            ));
        }
        let sources: Vec<ScopeSource> = store
            .sources()?
            .into_iter()
            .map(|source| ScopeSource {
                source: source.source.0,
                name: source.name,
            })
            .collect();
        if sources.is_empty() {
            return Err(EngineError::invalid(
                "There is no source yet. Name the systems first, then freeze the scope.",
            ));
        }
        let use_case = use_cases::active(&store)?;
        let told = format!(
            "Froze the scope: {} sources{}",
            sources.len(),
            use_case
                .as_ref()
                .map(|one| format!(" for “{}”", one.name))
                .unwrap_or_default()
        );
        let asked = json!({ "sources": sources.len(), "reason": reason });
        let (who, at) = (self.options.who.clone(), self.now());
        self.commit(
            &store,
            "freeze_scope",
            with_reason(told, &reason),
            asked,
            |edits| {
                edits.agree(&StoredScope {
                    scope_id: edits.next_number::<StoredScope>()?,
                    at,
                    who,
                    reason: reason.clone(),
                    use_case,
                    sources,
                })
            },
        )?;
        self.tell_changed(TOUCHED);
        read(&store, self.today())
    }

    /// Asks for a change of the scope.
    ///
    /// # Errors
    /// When it does not say what, who and why, or the source is not known.
    pub fn request_change(&self, request: RequestChange) -> Result<Scope, EngineError> {
        let store = self.store_for_change()?;
        let said = |text: &str| text.trim().to_owned();
        let row = StoredChangeRequest {
            at: self.now(),
            what: said(&request.what),
            source_id: request.source,
            asker: said(&request.asker),
            reason: said(&request.reason),
            value: said(&request.value),
            effort: said(&request.effort),
            ..StoredChangeRequest::default()
        };
        if row.what.is_empty() || row.asker.is_empty() || row.reason.is_empty() {
            return Err(EngineError::invalid(
                "A request says what is asked for, who asks and why.",
            ));
        }
        if let Some(number) = request.source
            && !store.sources()?.iter().any(|one| one.source.0 == number)
        {
            return Err(EngineError::NotFound {
                what: "source",
                name: number.to_string(),
            });
        }
        let told = with_reason(
            format!("{} asked for: {}", row.asker, row.what),
            &row.reason,
        );
        let asked = json!({ "what": row.what, "asker": row.asker, "reason": row.reason });
        self.commit(&store, "request_change", told, asked, |edits| {
            edits.agree(&StoredChangeRequest {
                change_request_id: edits.next_number::<StoredChangeRequest>()?,
                ..row
            })
        })?;
        self.tell_changed(TOUCHED);
        read(&store, self.today())
    }

    /// Decides on a request.
    ///
    /// # Errors
    /// When there is no such request or verdict.
    pub fn judge_change(&self, request: JudgeChange) -> Result<Scope, EngineError> {
        let store = self.store_for_change()?;
        let told = VERDICTS
            .iter()
            .find(|(code, _)| *code == request.verdict)
            .map(|(_, told)| *told)
            .ok_or_else(|| {
                let codes = VERDICTS.iter().map(|(code, _)| *code);
                let known: Vec<&str> = codes.filter(|code| !code.is_empty()).collect();
                unknown_verdict(&request.verdict, &known)
            })?;
        let all = store.agreed::<StoredChangeRequest>()?;
        let before = all
            .into_iter()
            .find(|one| one.change_request_id == request.request)
            .ok_or_else(|| EngineError::NotFound {
                what: "request",
                name: request.request.to_string(),
            })?;
        let is_open = request.verdict.is_empty();
        let row = StoredChangeRequest {
            verdict: request.verdict.clone(),
            verdict_reason: request.reason.trim().to_owned(),
            verdict_by: request.by.trim().to_owned(),
            verdict_at: if is_open { String::new() } else { self.now() },
            ..before
        };
        let told = with_reason(format!("{told}: {}", row.what), &request.reason);
        let asked = json!({ "request": request.request, "verdict": request.verdict, "reason": row.verdict_reason });
        self.commit(&store, "judge_change", told, asked, |edits| {
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store, self.today())
    }
}

/// Sources that came after the freeze and nobody asked for, one sentence; and requests that wait.
pub(crate) fn gaps(store: &Store, today: NaiveDate) -> Result<Vec<String>, EngineError> {
    let scope = read(store, today)?;
    let mut told = Vec::new();
    if !scope.unasked.is_empty() {
        let names: Vec<&str> = scope.unasked.iter().map(|one| one.name.as_str()).collect();
        told.push(format!(
            "Added after the scope was frozen, and nobody asked for it: {}. Ask for a change of the scope.",
            names.join(", ")
        ));
    }
    match scope.waiting {
        0 => {}
        1 => told.push("1 request to change the scope waits for a verdict.".into()),
        many => told.push(format!(
            "{many} requests to change the scope wait for a verdict."
        )),
    }
    Ok(told)
}

/// How many of both there are.
pub(crate) fn open(store: &Store) -> Result<u64, EngineError> {
    let requests = store.agreed::<StoredChangeRequest>()?;
    let waiting = requests.iter().filter(|one| one.verdict.is_empty()).count();
    let unasked = match store.agreed::<StoredScope>()?.last() {
        Some(frozen) => unasked(Marks::read(store)?.all(), frozen, &requests).len(),
        None => 0,
    };
    Ok((unasked + waiting) as u64)
}

fn read(store: &Store, today: NaiveDate) -> Result<Scope, EngineError> {
    let marks = Marks::read(store)?;
    let frozen = store.agreed::<StoredScope>()?.into_iter().last();
    let requests = store.agreed::<StoredChangeRequest>()?;
    let unasked = match &frozen {
        Some(frozen) => unasked(marks.all(), frozen, &requests),
        None => Vec::new(),
    };
    let waiting = requests.iter().filter(|one| one.verdict.is_empty()).count() as u64;
    let mut views: Vec<ChangeRequestView> = requests
        .into_iter()
        .map(|one| show(one, &marks, today))
        .collect();
    views.sort_by(|one, other| {
        let settled = (!one.verdict.is_empty()).cmp(&!other.verdict.is_empty());
        settled.then(other.request.cmp(&one.request))
    });
    Ok(Scope {
        sentence: sentence(frozen.as_ref(), unasked.len()),
        changed: match &frozen {
            Some(frozen) => changed(store, frozen, &marks)?,
            None => Vec::new(),
        },
        frozen: frozen.map(|frozen| FrozenScope {
            at: frozen.at,
            who: frozen.who,
            reason: frozen.reason,
            use_case: frozen.use_case.map(|one| one.name).unwrap_or_default(),
            sources: frozen.sources.into_iter().map(|one| one.name).collect(),
        }),
        unasked,
        requests: views,
        waiting,
    })
}

/// Whether a request can have this verdict.
pub(crate) fn is_verdict(code: &str) -> bool {
    VERDICTS.iter().any(|(one, _)| *one == code)
}

/// Sources that are not in the frozen scope and that no request is about, or only one that was refused.
fn unasked(
    all: &[SourceMark],
    frozen: &StoredScope,
    requests: &[StoredChangeRequest],
) -> Vec<SourceMark> {
    let is_known = |source: i64| {
        frozen.sources.iter().any(|one| one.source == source)
            || requests
                .iter()
                .any(|one| one.source_id == Some(source) && one.verdict != REFUSED)
    };
    all.iter()
        .filter(|mark| !is_known(mark.source))
        .cloned()
        .collect()
}

/// What else is otherwise than it was frozen.
fn changed(store: &Store, frozen: &StoredScope, marks: &Marks) -> Result<Vec<String>, EngineError> {
    let mut told = Vec::new();
    let now = use_cases::active(store)?;
    match (&frozen.use_case, &now) {
        (Some(then), Some(now)) if then.use_case_id != now.use_case_id => told.push(format!(
            "The use case was “{}”; “{}” is active now.",
            then.name, now.name
        )),
        (Some(then), Some(now)) if then != now => {
            told.push(format!("The use case “{}” was changed since.", then.name));
        }
        (Some(then), None) => {
            told.push(format!(
                "The use case was “{}”; none is active now.",
                then.name
            ));
        }
        (None, Some(now)) => told.push(format!("The use case “{}” came since.", now.name)),
        _ => {}
    }
    let is_gone = |one: &&ScopeSource| !marks.all().iter().any(|mark| mark.source == one.source);
    let gone = frozen.sources.iter().filter(is_gone);
    told.extend(gone.map(|one| format!("{} is no longer there.", one.name)));
    Ok(told)
}

fn sentence(frozen: Option<&StoredScope>, unasked: usize) -> String {
    let Some(frozen) = frozen else {
        return "The scope is not frozen yet: anybody can add to it.".into();
    };
    let day = frozen.at.get(..10).unwrap_or_default();
    let after = match unasked {
        0 => String::new(),
        1 => " 1 source came after it without a request.".into(),
        many => format!(" {many} sources came after it without a request."),
    };
    format!(
        "The scope was frozen on {day} with {} sources.{after}",
        frozen.sources.len()
    )
}

fn show(one: StoredChangeRequest, marks: &Marks, today: NaiveDate) -> ChangeRequestView {
    let until = day_of(&one.verdict_at).unwrap_or(today);
    ChangeRequestView {
        days: day_of(&one.at).map_or(0, |day| (until - day).num_days().max(0)),
        source: one
            .source_id
            .map(|source| marks.of(SourceId(source)))
            .filter(|mark| !mark.name.is_empty()),
        request: one.change_request_id,
        at: one.at,
        what: one.what,
        asker: one.asker,
        reason: one.reason,
        value: one.value,
        effort: one.effort,
        verdict: one.verdict,
        verdict_reason: one.verdict_reason,
        verdict_by: one.verdict_by,
        verdict_at: one.verdict_at,
    }
}

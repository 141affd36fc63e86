//! Use cases: one problem at a time, and whether what it needs is there.

mod completeness;
mod needs;

use rollcall_governance::{TEMPLATES, Wanted, check_of, refused_name};
use rollcall_model::{Attribute, SystemKind};
use rollcall_store::{Store, StoredUseCase, Subject};
use serde_json::json;

use crate::known_names::unknown_attribute;
use crate::survivorship::with_reason;
use crate::view::{Nothing, SetUseCase, SetUseCaseState, UseCaseTemplate, UseCaseView, UseCases};
use crate::{Engine, EngineError};
use needs::Here;

/// Whether a name is that of a template: of a use case with any other name, people thought of it themselves.
#[must_use]
pub fn is_name_of_template(name: &str) -> bool {
    TEMPLATES.iter().any(|one| one.name == name)
}

pub(crate) const ACTIVE: &str = "active";
pub(crate) const PARKED: &str = "parked";
const DONE: &str = "done";
const TOUCHED: &[&str] = &["project", "governance", "history"];

impl Engine {
    /// The use cases and templates, each with whether what it needs is here.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn use_cases(&self, _: Nothing) -> Result<UseCases, EngineError> {
        read(&*self.store()?)
    }

    /// Writes a use case. A new one becomes active where none is, else it is parked.
    ///
    /// # Errors
    /// When it has no name or problem, is named after a vision, or a code is not known.
    pub fn set_use_case(&self, request: SetUseCase) -> Result<UseCases, EngineError> {
        let store = self.store_for_change()?;
        let all = store.agreed::<StoredUseCase>()?;
        let is_new = request.use_case.is_none();
        let before = match request.use_case {
            Some(number) => find(&all, number)?.clone(),
            None => begun(&all, request.template.as_deref())?,
        };
        let row = changed(before, &request)?;
        let verb = if is_new {
            "Named the use case"
        } else {
            "Described the use case"
        };
        let asked = json!({ "use_case": row.use_case_id, "name": row.name });
        self.commit(
            &store,
            "set_use_case",
            format!("{verb} “{}”", row.name),
            asked,
            |edits| {
                let mut row = row;
                if is_new {
                    row.use_case_id = edits.next_number::<StoredUseCase>()?;
                }
                edits.agree(&row)
            },
        )?;
        self.tell_changed(TOUCHED);
        read(&store)
    }

    /// Takes a use case up, parks it or says it is done. Only one is active at a time.
    ///
    /// # Errors
    /// When another is active and `park_other` was not said.
    pub fn set_use_case_state(&self, request: SetUseCaseState) -> Result<UseCases, EngineError> {
        let store = self.store_for_change()?;
        if !is_state(&request.state) {
            return Err(EngineError::NotFound {
                what: "state of a use case",
                name: request.state,
            });
        }
        let all = store.agreed::<StoredUseCase>()?;
        let mine = find(&all, request.use_case)?;
        let other = all
            .iter()
            .find(|one| one.state == ACTIVE && one.use_case_id != mine.use_case_id)
            .filter(|_| request.state == ACTIVE);
        if let Some(other) = other.filter(|_| !request.park_other) {
            return Err(EngineError::invalid(format!(
                "“{}” is active, and one use case at a time is what gets done. Finish it, or park it for “{}”.",
                other.name, mine.name
            )));
        }
        let told = match request.state.as_str() {
            ACTIVE => format!("Took up the use case “{}”", mine.name),
            PARKED => format!("Parked the use case “{}”", mine.name),
            _ => format!("The use case “{}” is done", mine.name),
        };
        let asked = json!({ "use_case": mine.use_case_id, "state": request.state, "reason": request.reason.trim() });
        let told = with_reason(told, &request.reason);
        self.commit(&store, "set_use_case_state", told, asked, |edits| {
            if let Some(other) = other {
                edits.agree(&StoredUseCase {
                    state: PARKED.into(),
                    ..other.clone()
                })?;
            }
            edits.agree(&StoredUseCase {
                state: request.state.clone(),
                ..mine.clone()
            })
        })?;
        self.tell_changed(TOUCHED);
        read(&store)
    }
}

/// Whether a use case can be in this state.
pub(crate) fn is_state(code: &str) -> bool {
    [ACTIVE, PARKED, DONE].contains(&code)
}

/// The use case that is active.
pub(crate) fn active(store: &Store) -> Result<Option<StoredUseCase>, EngineError> {
    let all = store.agreed::<StoredUseCase>()?;
    Ok(all.into_iter().find(|one| one.state == ACTIVE))
}

/// A use case that begins: blank, or as a template says.
fn begun(all: &[StoredUseCase], template: Option<&str>) -> Result<StoredUseCase, EngineError> {
    let has_active = all.iter().any(|one| one.state == ACTIVE);
    let blank = StoredUseCase {
        state: if has_active { PARKED } else { ACTIVE }.into(),
        ..StoredUseCase::default()
    };
    let Some(code) = template else {
        return Ok(blank);
    };
    let template = TEMPLATES
        .iter()
        .find(|one| one.code == code)
        .ok_or_else(|| EngineError::NotFound {
            what: "template",
            name: code.to_owned(),
        })?;
    Ok(StoredUseCase {
        name: template.name.into(),
        problem: template.problem.into(),
        measure: template.measure.into(),
        kinds: template
            .kinds
            .iter()
            .map(|kind| kind.code().to_owned())
            .collect(),
        attributes: template.attributes.iter().map(Attribute::code).collect(),
        ..blank
    })
}

fn changed(mut row: StoredUseCase, request: &SetUseCase) -> Result<StoredUseCase, EngineError> {
    for (column, said) in [
        (&mut row.name, &request.name),
        (&mut row.problem, &request.problem),
        (&mut row.measure, &request.measure),
        (&mut row.baseline, &request.baseline),
        (&mut row.target, &request.target),
    ] {
        if let Some(said) = said {
            said.trim().clone_into(column);
        }
    }
    if let Some(kinds) = &request.kinds {
        for kind in kinds {
            SystemKind::parse(kind).ok_or_else(|| EngineError::NotFound {
                what: "kind of system",
                name: kind.clone(),
            })?;
        }
        row.kinds.clone_from(kinds);
    }
    if let Some(attributes) = &request.attributes {
        for attribute in attributes {
            Attribute::parse(attribute).ok_or_else(|| unknown_attribute(attribute))?;
        }
        row.attributes.clone_from(attributes);
    }
    if row.name.is_empty() {
        return Err(EngineError::invalid("A use case needs a name."));
    }
    if let Some(reason) = refused_name(&row.name) {
        return Err(EngineError::invalid(reason));
    }
    if row.problem.is_empty() {
        return Err(EngineError::invalid(
            "Say the problem in a sentence, such as “We are wasting money retargeting recent purchasers.”",
        ));
    }
    Ok(row)
}

fn find(all: &[StoredUseCase], number: i64) -> Result<&StoredUseCase, EngineError> {
    all.iter()
        .find(|one| one.use_case_id == number)
        .ok_or_else(|| EngineError::NotFound {
            what: "use case",
            name: number.to_string(),
        })
}

fn read(store: &Store) -> Result<UseCases, EngineError> {
    let here = Here::read(store)?;
    let notes = store.notes()?;
    let all = store.agreed::<StoredUseCase>()?;
    Ok(UseCases {
        active: all
            .iter()
            .find(|one| one.state == ACTIVE)
            .map(|one| one.use_case_id),
        templates: TEMPLATES
            .iter()
            .map(|template| UseCaseTemplate {
                template: template.code.into(),
                name: template.name.into(),
                problem: template.problem.into(),
                measure: template.measure.into(),
                needs: here.needs(&Wanted {
                    kinds: template.kinds.to_vec(),
                    attributes: template.attributes.to_vec(),
                }),
            })
            .collect(),
        use_cases: all
            .into_iter()
            .map(|one| UseCaseView {
                use_case: one.use_case_id,
                needs: here.needs(&wanted(&one)),
                note: notes
                    .iter()
                    .find(|(subject, _)| *subject == Subject::UseCase(one.use_case_id).code())
                    .map(|(_, text)| text.clone())
                    .unwrap_or_default(),
                measured_by: check_of(&one.measure).into(),
                name: one.name,
                problem: one.problem,
                measure: one.measure,
                baseline: one.baseline,
                target: one.target,
                state: one.state,
            })
            .collect(),
    })
}

/// What a use case needs.
pub(crate) fn wanted(one: &StoredUseCase) -> Wanted {
    Wanted {
        kinds: one
            .kinds
            .iter()
            .filter_map(|kind| SystemKind::parse(kind))
            .collect(),
        attributes: one
            .attributes
            .iter()
            .filter_map(|attribute| Attribute::parse(attribute))
            .collect(),
    }
}

//! Who answers for what, and what is missing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_golden::Rules;
use rollcall_model::{Attribute, AttributeFamily, Duty, PrivacyRegion, SourceId, grouped};
use rollcall_store::{Store, StoredDuty, StoredUseCase, Subject};
use serde_json::json;

use crate::data_requests::LastDone;
use crate::inventory::{Marks, attribute_view};
use crate::known_names::unknown_attribute;
use crate::rules::RuleBook;
use crate::view::{AttributeDuties, Governance, Nothing, SetDuty, SetNote, SourceDuties};
use crate::{
    Engine, EngineError, connections, data_requests, decision_log, scope, sign_offs, workshop,
};

/// What systems disagree about nearly everywhere: asked before anything is loaded, so that rules can be agreed on
/// before they are needed. An address has one rule, that of its street.
const FORESEEN: [Attribute; 5] = [
    Attribute::FamilyName,
    Attribute::BirthDate,
    Attribute::Email,
    Attribute::Phone,
    Attribute::Street,
];

impl Engine {
    /// Who answers for what, and what is missing.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn governance(&self, _: Nothing) -> Result<Governance, EngineError> {
        read(&*self.store()?, &self.done_in_files, self.today())
    }

    /// Names who answers for a source or an attribute.
    ///
    /// # Errors
    /// When the source, attribute or duty is not known.
    pub fn set_duty(&self, request: SetDuty) -> Result<Governance, EngineError> {
        let store = self.store_for_change()?;
        let duty = Duty::parse(&request.duty).ok_or_else(|| EngineError::NotFound {
            what: "duty",
            name: request.duty.clone(),
        })?;
        let (subject, name) = subject(&store, request.source, request.attribute.as_deref())?;
        let name = as_named(&subject, name);
        let person = request.person.trim();
        let sentence = if person.is_empty() {
            format!("{name} has no {}", duty.label().to_lowercase())
        } else {
            format!("{person} is {} of {name}", duty.label().to_lowercase())
        };
        let asked = json!({ "subject": subject.code(), "duty": duty.code(), "person": person });
        self.commit(&store, "set_duty", sentence, asked, |edits| {
            edits.set_duty(&subject, duty.code(), person)
        })?;
        self.tell_changed(&["project", "governance", "history"]);
        read(&store, &self.done_in_files, self.today())
    }

    /// Notes something about a source, an attribute, a rule, a use case, a question of the agenda or the privacy
    /// rules of a region.
    ///
    /// # Errors
    /// When what it is about is not known.
    pub fn set_note(&self, request: SetNote) -> Result<Governance, EngineError> {
        let store = self.store_for_change()?;
        let (subject, name) = match &request.about {
            Some(about) => Self::subject_of(&store, about)?,
            None => subject(&store, request.source, request.attribute.as_deref())?,
        };
        let name = as_named(&subject, name);
        let asked = json!({ "subject": subject.code(), "note": request.note });
        self.commit(
            &store,
            "set_note",
            format!("Noted something about {name}"),
            asked,
            |edits| edits.set_note(&subject, &request.note),
        )?;
        self.tell_changed(&["project", "governance", "history"]);
        read(&store, &self.done_in_files, self.today())
    }

    /// What a note is about, by its code, and what people call it.
    fn subject_of(store: &Store, about: &str) -> Result<(Subject, String), EngineError> {
        let unknown = || EngineError::NotFound {
            what: "thing called",
            name: about.to_owned(),
        };
        let parsed = Subject::parse(about).ok_or_else(unknown)?;
        let name = match &parsed {
            Subject::Source(number) => return subject(store, Some(*number), None),
            Subject::Attribute(code) => return subject(store, None, Some(code)),
            Subject::Rule(code) => {
                let book = RuleBook::read(store)?;
                book.question(&book.rule(code)?)
            }
            Subject::Question(code) => workshop::question_of(store, code)?.ok_or_else(unknown)?,
            Subject::UseCase(number) => store
                .agreed::<StoredUseCase>()?
                .into_iter()
                .find(|one| one.use_case_id == *number)
                .map(|one| one.name)
                .ok_or_else(unknown)?,
            Subject::Region(region) => rules_of(*region),
        };
        Ok((parsed, name))
    }
}

/// What the privacy rules of a region are called.
pub(crate) fn rules_of(region: PrivacyRegion) -> String {
    format!("the privacy rules ({})", region.label())
}

/// Who has the word on an attribute; blank while nobody has.
pub(crate) fn decider_of(duties: &[StoredDuty], attribute: &Attribute) -> String {
    let rule = Rules::kept_under(attribute);
    std::iter::once(attribute)
        .chain(
            Attribute::ALL
                .iter()
                .filter(|one| Rules::kept_under(one) == rule),
        )
        .map(|one| person(duties, &Subject::Attribute(one.code()), Duty::Decider))
        .find(|person| !person.is_empty())
        .unwrap_or_default()
}

/// Who owns a source; blank while nobody does.
pub(crate) fn owner_of(duties: &[StoredDuty], source: SourceId) -> String {
    person(duties, &Subject::Source(source.0), Duty::Owner)
}

/// Who owns an attribute, wherever it comes from; blank while nobody does.
pub(crate) fn attribute_owner(duties: &[StoredDuty], attribute: &Attribute) -> String {
    person(duties, &Subject::Attribute(attribute.code()), Duty::Owner)
}

/// Everything that waits for a person here: what nobody answers for, connections included, questions and actions that
/// are open, requests of people, entered or in files, changes of the scope nobody decided on, signatures that are
/// outdated.
pub(crate) fn waiting(store: &Store, last: &LastDone) -> Result<u64, EngineError> {
    Ok(open_gaps(store)?
        + decision_log::open(store)?
        + data_requests::open(store)?
        + data_requests::in_files(store, last)?
        + scope::open(store)?
        + connections::open(store)?
        + sign_offs::outdated(store)?)
}

/// How many things nobody answers for.
pub(crate) fn open_gaps(store: &Store) -> Result<u64, EngineError> {
    let duties = store.duties()?;
    let ownerless = ownerless_sources(store, &duties)?.len();
    let undecided = undecided_attributes(store, &duties)?.len();
    Ok((ownerless + undecided) as u64)
}

fn read(store: &Store, last: &LastDone, today: NaiveDate) -> Result<Governance, EngineError> {
    let marks = Marks::read(store)?;
    let duties = store.duties()?;
    let notes: BTreeMap<String, String> = store.notes()?.into_iter().collect();
    let loads = store.current_loads()?;
    let note = |subject: &Subject| notes.get(&subject.code()).cloned().unwrap_or_default();
    let sources = marks
        .all()
        .iter()
        .map(|mark| {
            let subject = Subject::Source(mark.source);
            SourceDuties {
                source: mark.clone(),
                owner: person(&duties, &subject, Duty::Owner),
                steward: person(&duties, &subject, Duty::Steward),
                decider: person(&duties, &subject, Duty::Decider),
                note: note(&subject),
                rows: loads
                    .iter()
                    .filter(|load| load.source.0 == mark.source)
                    .map(|load| load.rows_loaded)
                    .sum(),
            }
        })
        .collect();
    let conflicts = conflicts_by_attribute(store)?;
    let book = RuleBook::read(store)?;
    let attributes = governed_attributes(store, &conflicts)?
        .into_iter()
        .map(|(attribute, holders)| {
            let subject = Subject::Attribute(attribute.code());
            AttributeDuties {
                owner: person(&duties, &subject, Duty::Owner),
                steward: person(&duties, &subject, Duty::Steward),
                decider: person(&duties, &subject, Duty::Decider),
                note: note(&subject),
                sources: holders.iter().map(|source| marks.of(*source)).collect(),
                conflicts: conflicts.get(&attribute).copied().unwrap_or(0),
                rule: book.sentence_for(&attribute),
                attribute: attribute_view(&attribute),
            }
        })
        .collect();
    let people: BTreeSet<String> = duties.iter().map(|duty| duty.person.clone()).collect();
    Ok(Governance {
        sources,
        attributes,
        gaps: gaps(store, &duties, &marks, last, today)?,
        open: waiting(store, last)?,
        people: people.into_iter().collect(),
    })
}

/// What something is called in a sentence: a name people gave stands in quotation marks, so that it is no word of the
/// program even where it reads like one.
fn as_named(subject: &Subject, name: String) -> String {
    let is_theirs = match subject {
        Subject::Source(_) | Subject::UseCase(_) => true,
        Subject::Attribute(code) => matches!(Attribute::parse(code), Some(Attribute::Custom(_))),
        Subject::Rule(_) | Subject::Question(_) | Subject::Region(_) => false,
    };
    if is_theirs {
        format!("“{name}”")
    } else {
        name
    }
}

/// What is missing, one sentence each.
fn gaps(
    store: &Store,
    duties: &[StoredDuty],
    marks: &Marks,
    last: &LastDone,
    today: NaiveDate,
) -> Result<Vec<String>, EngineError> {
    let mut told = Vec::new();
    let ownerless = ownerless_sources(store, duties)?;
    let total = marks.all().len();
    match ownerless.as_slice() {
        [] => {}
        [one] => told.push(format!(
            "1 of {total} sources has no owner: {}.",
            marks.of(*one).name
        )),
        many => {
            let names: Vec<String> = many.iter().map(|source| marks.of(*source).name).collect();
            told.push(format!(
                "{} of {total} sources have no owner: {}.",
                many.len(),
                names.join(", ")
            ));
        }
    }
    for (attribute, customers) in undecided_attributes(store, duties)? {
        told.push(format!(
            "Nobody decides about {} when sources disagree; {} {} waiting.",
            attribute.label(),
            grouped(customers),
            if customers == 1 {
                "customer is"
            } else {
                "customers are"
            }
        ));
    }
    told.extend(connections::gaps(store)?);
    told.extend(scope::gaps(store, today)?);
    told.extend(sign_offs::gap(store)?);
    told.extend(data_requests::gaps(store, last, today)?);
    told.extend(decision_log::gaps(store, today)?);
    Ok(told)
}

fn ownerless_sources(store: &Store, duties: &[StoredDuty]) -> Result<Vec<SourceId>, EngineError> {
    Ok(store
        .sources()?
        .iter()
        .map(|source| source.source)
        .filter(|source| person(duties, &Subject::Source(source.0), Duty::Owner).is_empty())
        .collect())
}

fn undecided_attributes(
    store: &Store,
    duties: &[StoredDuty],
) -> Result<Vec<(Attribute, u64)>, EngineError> {
    let conflicts = conflicts_by_attribute(store)?;
    Ok(conflicts
        .into_iter()
        .filter(|(attribute, _)| decider_of(duties, attribute).is_empty())
        .collect())
}

/// Customers in conflict, attribute by attribute.
pub(crate) fn conflicts_by_attribute(
    store: &Store,
) -> Result<BTreeMap<Attribute, u64>, EngineError> {
    let mut conflicts = BTreeMap::new();
    if let Some(run) = store.current_run()? {
        for (code, _, customers) in store.conflict_counts(run.run)? {
            if let Some(attribute) = Attribute::parse(&code) {
                *conflicts.entry(attribute).or_insert(0) += customers;
            }
        }
    }
    Ok(conflicts)
}

/// Attributes somebody has to decide about: those customers are in conflict about, and while nothing is
/// loaded those of [`FORESEEN`].
pub(crate) fn attributes_to_decide(store: &Store) -> Result<BTreeSet<Attribute>, EngineError> {
    if store.current_loads()?.is_empty() {
        return Ok(FORESEEN.iter().cloned().collect());
    }
    Ok(conflicts_by_attribute(store)?.into_keys().collect())
}

/// Attributes people may agree on: those some source holds, with the sources; while nothing is loaded those of
/// [`FORESEEN`], held by none.
pub(crate) fn governed_attributes(
    store: &Store,
    conflicts: &BTreeMap<Attribute, u64>,
) -> Result<BTreeMap<Attribute, BTreeSet<SourceId>>, EngineError> {
    let mut governed = held_attributes(store, conflicts)?;
    if store.current_loads()?.is_empty() {
        governed.extend(FORESEEN.iter().map(|one| (one.clone(), BTreeSet::new())));
    }
    Ok(governed)
}

/// Attributes of people that some source holds, with the sources.
pub(crate) fn held_attributes(
    store: &Store,
    conflicts: &BTreeMap<Attribute, u64>,
) -> Result<BTreeMap<Attribute, BTreeSet<SourceId>>, EngineError> {
    let mut held: BTreeMap<Attribute, BTreeSet<SourceId>> = conflicts
        .keys()
        .map(|attribute| (attribute.clone(), BTreeSet::new()))
        .collect();
    for one in store.coverage()? {
        let Some(attribute) = Attribute::parse(&one.attribute) else {
            continue;
        };
        let is_governed = !matches!(
            attribute.family(),
            AttributeFamily::Event | AttributeFamily::Custom
        ) && attribute != Attribute::RecordKey;
        if is_governed && one.counts[2] > 0 {
            held.entry(attribute).or_default().insert(one.source);
        }
    }
    Ok(held)
}

fn person(duties: &[StoredDuty], subject: &Subject, duty: Duty) -> String {
    let code = subject.code();
    duties
        .iter()
        .find(|one| one.subject == code && one.duty == duty.code())
        .map(|one| one.person.clone())
        .unwrap_or_default()
}

fn subject(
    store: &Store,
    source: Option<i64>,
    attribute: Option<&str>,
) -> Result<(Subject, String), EngineError> {
    match (source, attribute) {
        (Some(number), None) => {
            let known = store
                .sources()?
                .into_iter()
                .find(|source| source.source.0 == number)
                .ok_or_else(|| EngineError::NotFound {
                    what: "source",
                    name: number.to_string(),
                })?;
            Ok((Subject::Source(number), known.name))
        }
        (None, Some(code)) => {
            let attribute = Attribute::parse(code).ok_or_else(|| unknown_attribute(code))?;
            Ok((Subject::Attribute(attribute.code()), attribute.label()))
        }
        _ => Err(EngineError::invalid(
            "Name either a source or an attribute.",
        )),
    }
}

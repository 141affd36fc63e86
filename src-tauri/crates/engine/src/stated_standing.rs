//! Whom a value belongs to, as somebody says: kept under a keyed hash, obeyed by linking, shown as set by hand.

use std::collections::BTreeMap;

use rollcall_linkage::{FieldKind, Standing, StatedStanding as StatedOf, compared_as};
use rollcall_model::{Attribute, RunId};
use rollcall_store::{StatedStanding, Store};
use serde_json::json;

use crate::inventory::attribute_view;
use crate::linkage_fields::kind_of;
use crate::linkage_records::LinkageRecords;
use crate::tombstones::project_key;
use crate::view::{MatchSummary, Nothing, SetStanding, StandingView};
use crate::{Engine, EngineError};

/// So many shared values are told.
const MOST_TOLD: u64 = 200;

impl Engine {
    /// Says whom a value belongs to, against what was found, or takes that back; the next run obeys it.
    ///
    /// # Errors
    /// When the value or the standing is not known, or no reason is given.
    pub fn set_standing(&self, request: SetStanding) -> Result<MatchSummary, EngineError> {
        let store = self.store_for_change()?;
        let (attribute, mark) = asked_about(&store, &request)?;
        let reason = request.reason.trim();
        let stated = match &request.standing {
            None => None,
            Some(code) => {
                let standing = parse(code).ok_or_else(|| EngineError::NotFound {
                    what: "standing",
                    name: code.clone(),
                })?;
                if reason.is_empty() {
                    return Err(EngineError::invalid(
                        "Say why, so that others can follow: what was found is set aside.",
                    ));
                }
                Some(standing)
            }
        };
        let label = attribute.label();
        // The history names no value: it is read by everybody who may read the project.
        let sentence = match stated {
            Some(standing) => format!("A value of {label} counts as {}", words(standing)),
            None => format!("A value of {label} counts as found again"),
        };
        let row = stated.map(|standing| StatedStanding {
            mark: mark.clone(),
            attribute: attribute.code(),
            standing: code(standing).to_owned(),
            reason: reason.to_owned(),
            who: self.options.who.clone(),
        });
        let asked = json!({
            "attribute": attribute.code(), "mark": mark, "standing": stated.map(code), "reason": reason,
        });
        self.commit(&store, "set_standing", sentence, asked, |edits| {
            edits.set_stated_standing(&mark, row.as_ref())
        })?;
        self.tell_changed(&["project", "verdicts", "people", "history"]);
        self.match_summary(Nothing {})
    }
}

/// The attribute and the mark of the value that is asked about.
fn asked_about(store: &Store, request: &SetStanding) -> Result<(Attribute, String), EngineError> {
    let unknown = |what, name: &str| EngineError::NotFound {
        what,
        name: name.to_owned(),
    };
    let attribute = Attribute::parse(&request.attribute)
        .ok_or_else(|| unknown("attribute", &request.attribute))?;
    if attribute == Attribute::AccountId && request.standing.is_some() {
        return Err(EngineError::invalid(
            "The number of an account is another person's in each system: say of its rows whether they are one person.",
        ));
    }
    let kind = kind_of(&attribute)
        .filter(|kind| has_standing(*kind))
        .ok_or_else(|| {
            EngineError::invalid(format!(
                "{} is nothing people share or own alone.",
                attribute.label()
            ))
        })?;
    if let Some(value) = &request.value {
        let compared = compared_as(kind, value);
        if compared.is_empty() {
            return Err(EngineError::invalid("There is no value to speak of."));
        }
        let marks = Marks::of(store)?;
        return Ok((attribute.clone(), marks.mark(&attribute.code(), &compared)));
    }
    let mark = request.mark.as_deref().unwrap_or_default();
    let is_known = marked(store, mark)?;
    if !is_known {
        return Err(unknown("value", mark));
    }
    Ok((attribute, mark.to_owned()))
}

/// Whether a mark is that of a value the run in use tells, or that something was said of.
fn marked(store: &Store, mark: &str) -> Result<bool, EngineError> {
    if store.stated_standings()?.iter().any(|one| one.mark == mark) {
        return Ok(true);
    }
    let Some(run) = store.current_run()? else {
        return Ok(false);
    };
    let marks = Marks::of(store)?;
    let told = store.standings(run.run, MOST_TOLD)?;
    Ok(told
        .iter()
        .any(|one| marks.mark(&one.attribute, &one.value) == mark))
}

/// By what values are known without being kept.
struct Marks {
    key: [u8; 32],
}

impl Marks {
    fn of(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            key: project_key(&store.secret()?),
        })
    }

    /// The mark of a value as it is compared.
    fn mark(&self, attribute: &str, value: &str) -> String {
        let clue = format!("standing {attribute} {value}");
        blake3::keyed_hash(&self.key, clue.as_bytes())
            .to_hex()
            .to_string()
    }
}

/// What was said of the values of these records, as linking obeys it.
pub(crate) fn of_records(
    store: &Store,
    records: &LinkageRecords,
) -> Result<Vec<StatedOf>, EngineError> {
    let said = by_mark(store)?;
    let mut found = Vec::new();
    if said.is_empty() {
        return Ok(found);
    }
    let marks = Marks::of(store)?;
    for (field, attribute) in records.fields.iter().enumerate() {
        let code = attribute.code();
        if !said.values().any(|one| one.attribute == code) {
            continue;
        }
        for value in records.set.distinct(field) {
            let one = said.get(&marks.mark(&code, value));
            found.extend(one.and_then(|one| {
                Some(StatedOf {
                    field,
                    value: value.to_owned(),
                    standing: parse(&one.standing)?,
                })
            }));
        }
    }
    // In an order that the order of rows does not decide.
    found.sort();
    Ok(found)
}

/// Of the values of a person, whatever they are written like, those something was said of, by mark.
pub(crate) fn marks_of(store: &Store, values: &[String]) -> Result<Vec<String>, EngineError> {
    let said = by_mark(store)?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let marks = Marks::of(store)?;
    let mut attributes: Vec<&str> = said.values().map(|one| one.attribute.as_str()).collect();
    attributes.sort_unstable();
    attributes.dedup();
    let mut found = Vec::new();
    for code in attributes {
        let Some(kind) = Attribute::parse(code).and_then(|attribute| kind_of(&attribute)) else {
            continue;
        };
        for value in values {
            let mark = marks.mark(code, &compared_as(kind, value));
            if said.contains_key(&mark) {
                found.push(mark);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn by_mark(store: &Store) -> Result<BTreeMap<String, StatedStanding>, EngineError> {
    let said = store.stated_standings()?.into_iter();
    Ok(said.map(|one| (one.mark.clone(), one)).collect())
}

/// The values that do not point to one person, and those somebody said something of; how many there are.
pub(crate) fn told(store: &Store, run: RunId) -> Result<(Vec<StandingView>, u64), EngineError> {
    let said = by_mark(store)?;
    let marks = Marks::of(store)?;
    let mut told: Vec<StandingView> = store
        .standings(run, MOST_TOLD)?
        .into_iter()
        .filter_map(|one| {
            let mark = marks.mark(&one.attribute, &one.value);
            let by_hand = said.get(&mark);
            Some(StandingView {
                attribute: attribute_view(&Attribute::parse(&one.attribute)?),
                standing: by_hand.map_or(one.standing, |by_hand| by_hand.standing.clone()),
                is_by_hand: by_hand.is_some(),
                reason: by_hand.map_or_else(String::new, |by_hand| by_hand.reason.clone()),
                value: one.value,
                records: one.records,
                people: one.people,
                mark,
            })
        })
        .collect();
    let gone: Vec<StandingView> = {
        let is_told = |mark: &String| told.iter().any(|one| one.mark == *mark);
        let gone = said.into_values().filter(|one| !is_told(&one.mark));
        gone.filter_map(of_no_row).collect()
    };
    let total = store.standing_total(run)? + gone.len() as u64;
    told.extend(gone);
    told.sort_by_key(|one| !one.is_by_hand);
    Ok((told, total))
}

/// What was said of a value that no row has now, so that it can be taken back: it holds as soon as one has it again.
fn of_no_row(said: StatedStanding) -> Option<StandingView> {
    Some(StandingView {
        attribute: attribute_view(&Attribute::parse(&said.attribute)?),
        value: String::new(),
        standing: said.standing,
        is_by_hand: true,
        reason: said.reason,
        mark: said.mark,
        records: 0,
        people: 0,
    })
}

/// A fingerprint of what was said of values; blank while nothing was.
pub(crate) fn fingerprint(store: &Store) -> Result<String, EngineError> {
    let said = store.stated_standings()?;
    if said.is_empty() {
        return Ok(String::new());
    }
    let mut hasher = blake3::Hasher::new();
    for one in said {
        hasher.update(format!("{} {}\n", one.mark, one.standing).as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}

/// Whether values of a kind can be somebody's own.
fn has_standing(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Email | FieldKind::Phone | FieldKind::Street | FieldKind::Identifier { .. }
    )
}

/// The code of a standing.
pub(crate) fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::Personal => "personal",
        Standing::Household => "household",
        Standing::Shared => "shared",
        Standing::Junk => "junk",
    }
}

fn parse(text: &str) -> Option<Standing> {
    [
        Standing::Personal,
        Standing::Household,
        Standing::Shared,
        Standing::Junk,
    ]
    .into_iter()
    .find(|standing| code(*standing) == text)
}

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Personal => "one person's own",
        Standing::Household => "a household's",
        Standing::Shared => "shared by several people",
        Standing::Junk => "nobody's",
    }
}

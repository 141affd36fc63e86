//! Lists people make: saved, versioned, taken away, and those to begin from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_lists::{
    Condition, LastDays, Names, TEMPLATES, TemplateSources, purpose_label, sentence,
};
use rollcall_model::{Attribute, AttributeFamily, Mapping, SourceId, SystemKind, TableRole};
use rollcall_store::{Store, StoredList, StoredListVersion};
use serde_json::json;

use super::known::ListPurpose;
use super::named::Named;
use super::permissions::known_purposes;
use super::{conditions, stamp};
use crate::inventory::attribute_view;
use crate::message_rows::may_log_messages;
use crate::survivorship::with_reason;
use crate::view::{
    AttributeView, ConsentPurpose, ListNumber, ListTemplate, ListVersionView, Nothing, RenameList,
    SaveList, SavedList, SavedLists,
};
use crate::{Engine, EngineError, check_book};

/// Before the number of a list people made stands this.
const PREFIX: &str = "saved:";
const TOUCHED: &[&str] = &["deliveries", "history"];

impl Engine {
    /// The lists people made, with their versions, and those to begin from.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_saved(&self, _: Nothing) -> Result<SavedLists, EngineError> {
        self.saved_lists(&*self.store()?)
    }

    /// Saves a list: a new one, or a new version of one that is there. Earlier versions are kept.
    ///
    /// # Errors
    /// When it has no name or another list has it, or a condition cannot be decided.
    pub fn save_list(&self, request: SaveList) -> Result<SavedLists, EngineError> {
        self.not_while_presenting()?;
        let store = self.store_for_change()?;
        let purpose = ListPurpose::of_people(&request.purpose)?;
        let condition = conditions::read(&request.condition)?;
        conditions::refuse_unknown(&store, &condition)?;
        let all: Vec<StoredList> = store.agreed()?;
        let before = request
            .list
            .map(|number| find(&all, number).cloned())
            .transpose()?;
        let name = checked_name(&all, request.list, &request.name)?;
        Named::read(&store)?.refuse_itself(request.list, &name, &condition)?;
        let names = names(&store)?;
        let verb = if before.is_some() { "Changed" } else { "Made" };
        let told = with_reason(
            format!(
                "{verb} the list “{name}”: everybody who {}",
                sentence(&condition, &names)
            ),
            &request.reason,
        );
        let versions: Vec<StoredListVersion> = store.agreed()?;
        let row = StoredListVersion {
            purpose: purpose.code().into(),
            conditions: serde_json::to_string(&condition)?,
            reason: request.reason.trim().to_owned(),
            who: self.options.who.clone(),
            at: self.now(),
            ..StoredListVersion::default()
        };
        let last = before
            .as_ref()
            .and_then(|one| version_in_force(&versions, one.list_id));
        let is_same = last
            .is_some_and(|last| last.purpose == row.purpose && last.conditions == row.conditions);
        let asked = json!({ "list": request.list, "name": name, "purpose": row.purpose, "reason": row.reason });
        self.commit(&store, "save_list", told, asked, |edits| {
            let list_id = match &before {
                Some(one) => one.list_id,
                None => edits.next_number::<StoredList>()?,
            };
            edits.agree(&StoredList {
                list_id,
                name,
                removed_at: None,
            })?;
            if is_same {
                return Ok(());
            }
            let version = edits.next_list_version(list_id)?;
            edits.agree(&StoredListVersion {
                list_id,
                version,
                ..row
            })
        })?;
        self.tell_changed(TOUCHED);
        self.saved_lists(&store)
    }

    /// Calls a list otherwise; who is in it stays.
    ///
    /// # Errors
    /// When there is no such list, or another one has the name.
    pub fn rename_list(&self, request: RenameList) -> Result<SavedLists, EngineError> {
        let store = self.store_for_change()?;
        let all: Vec<StoredList> = store.agreed()?;
        let before = find(&all, request.list)?;
        let name = checked_name(&all, Some(request.list), &request.name)?;
        let told = format!("Called the list “{}” now “{name}”", before.name);
        let asked = json!({ "list": request.list, "name": name });
        self.commit(&store, "rename_list", told, asked, |edits| {
            edits.agree(&StoredList {
                name,
                ..before.clone()
            })
        })?;
        self.tell_changed(TOUCHED);
        self.saved_lists(&store)
    }

    /// Takes a list away. Its versions are kept for what was delivered of it.
    ///
    /// # Errors
    /// When there is no such list, or another one names it.
    pub fn remove_list(&self, request: ListNumber) -> Result<SavedLists, EngineError> {
        let store = self.store_for_change()?;
        let all: Vec<StoredList> = store.agreed()?;
        let before = find(&all, request.list)?;
        if let Some(other) = Named::read(&store)?.naming(request.list)? {
            return Err(EngineError::invalid(format!(
                "The list “{}” names “{}”. Take that condition out of it first.",
                other.name, before.name
            )));
        }
        let told = format!("Took the list “{}” away", before.name);
        let asked = json!({ "list": request.list });
        self.commit(&store, "remove_list", told, asked, |edits| {
            edits.agree(&StoredList {
                removed_at: Some(self.now()),
                ..before.clone()
            })
        })?;
        self.tell_changed(TOUCHED);
        self.saved_lists(&store)
    }

    /// The lists with what conditions can ask about.
    fn saved_lists(&self, store: &Store) -> Result<SavedLists, EngineError> {
        let mut lists = read(store, self.today())?;
        if let Some(run) = store.current_run()? {
            let named = known_purposes(&self.purposes_named, store, &run)?;
            lists.consent_purposes = named
                .iter()
                .map(|code| ConsentPurpose {
                    code: (*code).to_owned(),
                    label: purpose_label(code).to_owned(),
                })
                .collect();
        }
        Ok(lists)
    }
}

/// The number in the code of a list people made.
pub(super) fn number(code: &str) -> Option<i64> {
    code.strip_prefix(PREFIX)?.parse().ok()
}

/// The code of a list people made.
pub(super) fn code(list: i64) -> String {
    format!("{PREFIX}{list}")
}

/// The version of a list that is in force.
pub(crate) fn version_in_force(
    versions: &[StoredListVersion],
    list: i64,
) -> Option<&StoredListVersion> {
    let mine = versions.iter().filter(|one| one.list_id == list);
    mine.max_by_key(|one| one.version)
}

/// A list that is there.
pub(super) fn find(all: &[StoredList], number: i64) -> Result<&StoredList, EngineError> {
    all.iter()
        .find(|one| one.list_id == number && one.removed_at.is_none())
        .ok_or_else(|| EngineError::NotFound {
            what: "list",
            name: code(number),
        })
}

fn checked_name(all: &[StoredList], list: Option<i64>, name: &str) -> Result<String, EngineError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(EngineError::invalid("A list needs a name."));
    }
    let is_taken = all.iter().any(|one| {
        one.removed_at.is_none()
            && Some(one.list_id) != list
            && one.name.to_lowercase() == name.to_lowercase()
    });
    if is_taken {
        return Err(EngineError::invalid(format!(
            "There is a list “{name}” already. Call this one otherwise, or change that one."
        )));
    }
    Ok(name.to_owned())
}

/// What sources, lists and checks are called.
pub(super) fn names(store: &Store) -> Result<Names, EngineError> {
    let sources = store.sources()?.into_iter();
    let lists = store.agreed::<StoredList>()?.into_iter();
    let lists = lists.filter(|one| one.removed_at.is_none());
    let checks = check_book::check_titles();
    Ok(Names {
        sources: sources.map(|one| (one.source, one.name)).collect(),
        lists: lists.map(|one| (one.list_id, one.name)).collect(),
        checks: checks
            .map(|(code, title)| (code.to_owned(), title.to_owned()))
            .collect(),
    })
}

/// The condition of a version.
pub(super) fn condition_of(version: &StoredListVersion) -> Result<Condition, EngineError> {
    Ok(serde_json::from_str(&version.conditions)?)
}

/// Whom a condition is about, as a sentence of its own.
pub(super) fn whole_sentence(condition: &Condition, names: &Names) -> String {
    format!("Everybody who {}.", sentence(condition, names))
}

/// What became of a list that was delivered.
struct Used {
    deliveries: u64,
    last: String,
    stale_because: Vec<String>,
}

fn used(store: &Store, today: NaiveDate) -> Result<BTreeMap<String, Used>, EngineError> {
    let mut used: BTreeMap<String, Used> = BTreeMap::new();
    let deliveries = store.deliveries()?;
    if deliveries.is_empty() {
        return Ok(used);
    }
    let state = stamp::State::read(store)?;
    for one in deliveries {
        if let Some(known) = used.get_mut(&one.list) {
            known.deliveries += 1;
            continue;
        }
        // The newest comes first, and it is the one that must still be right.
        let kept: stamp::Stamp = serde_json::from_str(&one.stamp).unwrap_or_default();
        let age = stamp::age(&one.written_at, today);
        let stale_because = state.stale_because(&one, &kept, age);
        used.insert(
            one.list,
            Used {
                deliveries: 1,
                last: one.written_at,
                stale_because,
            },
        );
    }
    Ok(used)
}

/// How many lists were written and are there, and should be written again.
pub(crate) fn out_of_date(store: &Store, today: NaiveDate) -> Result<u64, EngineError> {
    let all: Vec<StoredList> = store.agreed()?;
    let is_there = |code: &str| {
        number(code).is_none_or(|list| {
            let mut lists = all.iter();
            lists.any(|one| one.list_id == list && one.removed_at.is_none())
        })
    };
    let used = used(store, today)?;
    let stale = used
        .iter()
        .filter(|(code, one)| !one.stale_because.is_empty() && is_there(code.as_str()));
    Ok(stale.count() as u64)
}

fn read(store: &Store, today: NaiveDate) -> Result<SavedLists, EngineError> {
    let names = names(store)?;
    let versions: Vec<StoredListVersion> = store.agreed()?;
    let mut delivered = used(store, today)?;
    let mut lists = Vec::new();
    let all: Vec<StoredList> = store.agreed()?;
    for one in all.into_iter().filter(|one| one.removed_at.is_none()) {
        let mut mine = versions
            .iter()
            .filter(|version| version.list_id == one.list_id)
            .map(|version| version_view(version, &names))
            .collect::<Result<Vec<_>, _>>()?;
        mine.reverse();
        let code = code(one.list_id);
        let used = delivered.remove(&code);
        lists.push(SavedList {
            list: one.list_id,
            name: one.name,
            versions: mine,
            deliveries: used.as_ref().map_or(0, |one| one.deliveries),
            last_delivered: used.as_ref().map(|one| one.last.clone()),
            stale_because: used.map(|one| one.stale_because).unwrap_or_default(),
            code,
        });
    }
    lists.sort_by_key(|one| one.name.to_lowercase());
    Ok(SavedLists {
        lists,
        templates: templates(store, &names)?,
        attributes: attributes(store)?,
        consent_purposes: Vec::new(),
    })
}

fn version_view(
    version: &StoredListVersion,
    names: &Names,
) -> Result<ListVersionView, EngineError> {
    let condition = condition_of(version)?;
    Ok(ListVersionView {
        version: version.version,
        purpose: version.purpose.clone(),
        sentence: whole_sentence(&condition, names),
        condition: conditions::view(&condition),
        reason: version.reason.clone(),
        who: version.who.clone(),
        at: version.at.clone(),
    })
}

fn templates(store: &Store, names: &Names) -> Result<Vec<ListTemplate>, EngineError> {
    let about = template_sources(store)?;
    Ok(TEMPLATES
        .iter()
        .map(|template| {
            let condition = (template.condition)(&about, LastDays::default());
            ListTemplate {
                code: template.code.into(),
                name: template.name.into(),
                about: template.about.into(),
                purpose: if template.is_suppression {
                    "suppress"
                } else {
                    "contact"
                }
                .into(),
                sentence: condition
                    .as_ref()
                    .map(|condition| whole_sentence(condition, names))
                    .unwrap_or_default(),
                condition: condition.as_ref().map(conditions::view),
            }
        })
        .collect())
}

/// The newsletter, and the source to compare it with: the shop, else the CRM, else any other with people.
fn template_sources(store: &Store) -> Result<TemplateSources, EngineError> {
    let mut about = TemplateSources::default();
    // How near each tool of newsletters is to their list, and of what kind each loaded source is.
    let mut lists: Vec<(usize, SourceId)> = Vec::new();
    let mut kinds: Vec<(Option<SystemKind>, SourceId)> = Vec::new();
    let loads = store.current_loads()?;
    for one in store.sources()? {
        let kind = SystemKind::parse(&one.kind);
        let mut mappings = Vec::new();
        for load in loads.iter().filter(|load| load.source == one.source) {
            mappings.extend(store.mapping(load.table)?.map(|stored| stored.mapping));
        }
        if mappings.is_empty() {
            continue;
        }
        kinds.push((kind, one.source));
        let is_tool = kind == Some(SystemKind::EmailPlatform);
        if is_tool {
            let ranks = mappings.iter().map(|mapping| rank_as_list(mapping.role));
            lists.push((ranks.min().unwrap_or(usize::MAX), one.source));
        }
        if is_tool || is_log_alone(kind, &mappings) {
            about.of_newsletter.push(one.source);
        } else {
            about.others.push(one.source);
        }
    }
    // The first of those that are as near.
    let newsletter = lists.into_iter().min_by_key(|(rank, _)| *rank);
    about.newsletter = newsletter.map(|(_, source)| source);
    about.other = [SystemKind::Shop, SystemKind::Crm, SystemKind::PointOfSale]
        .into_iter()
        .find_map(|wanted| {
            let mut loaded = kinds.iter();
            loaded.find(|(kind, _)| *kind == Some(wanted))
        })
        .map(|(_, source)| *source);
    Ok(about)
}

/// How near a table is to the list of those a newsletter goes to; a log of what was sent is furthest.
fn rank_as_list(role: TableRole) -> usize {
    match role {
        TableRole::Customers => 0,
        TableRole::Consents => 1,
        _ => 2,
    }
}

/// Whether a source nobody knows the kind of holds nothing but logs of what was sent.
fn is_log_alone(kind: Option<SystemKind>, mappings: &[Mapping]) -> bool {
    matches!(kind, None | Some(SystemKind::Other))
        && mappings
            .iter()
            .all(|one| one.role == TableRole::Events && may_log_messages(kind, one))
}

/// Attributes of people that any source knows, in the order of the schema.
fn attributes(store: &Store) -> Result<Vec<AttributeView>, EngineError> {
    let mut known: Vec<Attribute> = store
        .coverage()?
        .iter()
        .filter(|one| one.counts[1] > 0)
        .filter_map(|one| Attribute::parse(&one.attribute))
        .filter(|one| {
            !matches!(
                one.family(),
                AttributeFamily::Consent | AttributeFamily::Event
            )
        })
        .collect();
    known.sort();
    known.dedup();
    Ok(known.iter().map(attribute_view).collect())
}

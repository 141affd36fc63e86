//! The inventory: every source, loaded or not, and the checklist of kinds of systems.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, Party, SourceId, SystemKind};
use rollcall_store::{DecisionTable, RowImage, Store, StoredLoad, StoredSource};
use serde_json::{Value, json};

use crate::view::{
    AttributeView, DescribeSource, Inventory, KindView, Nothing, SetKindState, SourceMark,
    SourceView, TableView,
};
use crate::{Engine, EngineError, holes, mappings};

/// The marks of all sources.
pub(crate) struct Marks {
    marks: Vec<SourceMark>,
    /// Those of sources whose only loading was taken back.
    gone: Vec<SourceMark>,
}

impl Marks {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        let (there, gone): (Vec<_>, Vec<_>) = store
            .every_source()?
            .into_iter()
            .partition(|source| source.is_there);
        Ok(Self {
            marks: there.iter().map(mark).collect(),
            gone: gone.iter().map(mark).collect(),
        })
    }

    /// The marks of the inventory, in the order the sources came.
    pub(crate) fn all(&self) -> &[SourceMark] {
        &self.marks
    }

    /// The mark of a source, also where its only loading was taken back; of a source nobody knows a blank one.
    pub(crate) fn of(&self, source: SourceId) -> SourceMark {
        self.marks
            .iter()
            .chain(&self.gone)
            .find(|mark| mark.source == source.0)
            .cloned()
            .unwrap_or_else(|| SourceMark {
                source: source.0,
                name: String::new(),
                letters: "??".into(),
                hue: 0,
            })
    }
}

impl Engine {
    /// The inventory: every source, loaded or not, and the checklist of kinds.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn inventory(&self, _: Nothing) -> Result<Inventory, EngineError> {
        let store = self.store()?;
        let sources = store.sources()?;
        let loads = store.current_loads()?;
        let people = people_by_source(&store)?;
        let owners = store.duties()?;
        let held_once = store.held_once()?;
        let mut views = Vec::new();
        for source in &sources {
            let mine: Vec<&StoredLoad> = loads
                .iter()
                .filter(|load| load.source == source.source)
                .collect();
            let subject = format!("source:{}", source.source);
            let owner = owners
                .iter()
                .find(|duty| duty.subject == subject && duty.duty == "owner")
                .map(|duty| duty.person.clone());
            views.push(SourceView {
                mark: mark(source),
                kind_label: SystemKind::parse(&source.kind)
                    .map_or("Other", SystemKind::label)
                    .to_owned(),
                kind: source.kind.clone(),
                party: source.party.clone(),
                location: source.location.clone(),
                format: format_told(source, &mine),
                owner: owner.unwrap_or_default(),
                used_for: source.used_for.clone(),
                refresh: source.refresh.clone(),
                lawful_basis: source.lawful_basis.clone(),
                note: source.note.clone(),
                rows: mine.iter().map(|load| load.rows_loaded).sum(),
                people: people
                    .as_ref()
                    .map(|people| people.get(&source.source).copied().unwrap_or(0)),
                tables: mine
                    .iter()
                    .map(|load| table_view(&store, load, held_once.contains(&load.table)))
                    .collect::<Result<_, _>>()?,
            });
        }
        Ok(Inventory {
            kinds: kinds(&store, &sources, &loads)?,
            sources: views,
        })
    }

    /// Notes what is known about a source, or adds one that is not loaded.
    ///
    /// # Errors
    /// When there is no such source, or a code is not known.
    pub fn describe_source(&self, request: DescribeSource) -> Result<Nothing, EngineError> {
        let store = self.store_for_change()?;
        if let Some(kind) = &request.kind
            && SystemKind::parse(kind).is_none()
        {
            return Err(EngineError::NotFound {
                what: "kind of system",
                name: kind.clone(),
            });
        }
        if let Some(party) = &request.party
            && Party::parse(party).is_none()
        {
            return Err(EngineError::NotFound {
                what: "party",
                name: party.clone(),
            });
        }
        match request.source {
            Some(number) => self.change_source(&store, number, &request)?,
            None => self.add_source(&store, &request)?,
        }
        self.tell_changed(&["project", "sources", "history"]);
        Ok(Nothing {})
    }

    /// Says whether a kind of system exists here.
    ///
    /// # Errors
    /// When the kind or the state is not known.
    pub fn set_kind_state(&self, request: SetKindState) -> Result<Nothing, EngineError> {
        let store = self.store_for_change()?;
        let kind = SystemKind::parse(&request.kind).ok_or_else(|| EngineError::NotFound {
            what: "kind of system",
            name: request.kind.clone(),
        })?;
        let said = match request.state.as_str() {
            "no_file" => "exists, but nothing of it is loaded",
            "absent" => "does not exist here",
            "not_asked" => "has not been asked about",
            other => {
                return Err(EngineError::NotFound {
                    what: "state",
                    name: other.to_owned(),
                });
            }
        };
        let row = json!({ "kind": kind.code(), "state": request.state });
        let row = if request.state == "not_asked" {
            None
        } else {
            row.as_object().cloned()
        };
        let sentence = format!("{} {said}", kind.label());
        self.commit(
            &store,
            "set_kind_state",
            sentence,
            row.clone().into(),
            |edits| edits.set(DecisionTable::KindState, &[json!(kind.code())], row),
        )?;
        self.tell_changed(&["project", "sources", "history"]);
        Ok(Nothing {})
    }

    fn change_source(
        &self,
        store: &Store,
        number: i64,
        request: &DescribeSource,
    ) -> Result<(), EngineError> {
        let known = store
            .sources()?
            .into_iter()
            .find(|source| source.source.0 == number)
            .ok_or_else(|| EngineError::NotFound {
                what: "source",
                name: number.to_string(),
            })?;
        let name = request.name.as_deref().map(str::trim).unwrap_or_default();
        let is_taken =
            |one: &StoredSource| one.source.0 != number && one.name.eq_ignore_ascii_case(name);
        if store.every_source()?.iter().any(is_taken) {
            return Err(EngineError::invalid(format!(
                "There is a source called {name} already, or was one in a load that was taken back."
            )));
        }
        let changes = changes(request);
        let told: Vec<&str> = changes.iter().map(|(column, _)| *column).collect();
        let sentence = format!(
            "Described {}: {}",
            known.name,
            told.join(", ").replace('_', " ")
        );
        let columns: RowImage = changes
            .iter()
            .map(|(column, value)| ((*column).to_owned(), value.clone()))
            .collect();
        self.commit(
            store,
            "describe_source",
            sentence,
            Value::Object(columns),
            |edits| edits.update(DecisionTable::Source, &[json!(number)], &changes),
        )
    }

    fn add_source(&self, store: &Store, request: &DescribeSource) -> Result<(), EngineError> {
        let name = request.name.as_deref().map(str::trim).unwrap_or_default();
        if name.is_empty() {
            return Err(EngineError::invalid("A source needs a name."));
        }
        if store
            .sources()?
            .iter()
            .any(|source| source.name.eq_ignore_ascii_case(name))
        {
            return Err(EngineError::invalid(format!(
                "There is a source called {name} already."
            )));
        }
        let changes = changes(request);
        let kind = request.kind.as_deref().unwrap_or(SystemKind::Other.code());
        let sentence = format!("Added the source {name}");
        self.commit(
            store,
            "describe_source",
            sentence,
            json!({ "name": name }),
            |edits| {
                let source = edits.add_source(name, kind)?;
                edits.update(DecisionTable::Source, &[json!(source.0)], &changes)
            },
        )
    }
}

/// The columns a request changes.
fn changes(request: &DescribeSource) -> Vec<(&'static str, Value)> {
    [
        ("name", &request.name),
        ("kind", &request.kind),
        ("party", &request.party),
        ("location", &request.location),
        ("format", &request.format),
        ("used_for", &request.used_for),
        ("refresh", &request.refresh),
        ("lawful_basis", &request.lawful_basis),
        ("note", &request.note),
    ]
    .into_iter()
    .filter_map(|(column, value)| Some((column, json!(value.as_deref()?.trim()))))
    .filter(|(column, value)| *column != "name" || value != &json!(""))
    .collect()
}

pub(crate) fn mark(source: &StoredSource) -> SourceMark {
    SourceMark {
        source: source.source.0,
        name: source.name.clone(),
        letters: source.letters.clone(),
        hue: source.hue,
    }
}

pub(crate) fn attribute_view(attribute: &Attribute) -> AttributeView {
    AttributeView {
        code: attribute.code(),
        label: attribute.label(),
        family: attribute.family().code().to_owned(),
    }
}

/// Distinct people behind each source, once worked out.
pub(crate) fn people_by_source(
    store: &Store,
) -> Result<Option<BTreeMap<SourceId, u64>>, EngineError> {
    let Some(run) = store.current_run()? else {
        return Ok(None);
    };
    let mut people = BTreeMap::new();
    for (sources, customers) in store.source_combinations(run.run)? {
        for source in sources {
            *people.entry(source).or_insert(0) += customers;
        }
    }
    Ok(Some(people))
}

/// In what format a source is: what its files tell, and what people said where nothing is loaded.
pub(crate) fn format_told(source: &StoredSource, loads: &[&StoredLoad]) -> String {
    if loads.is_empty() {
        source.format.clone()
    } else {
        format_of(loads)
    }
}

/// What kinds of files these are, in words.
pub(crate) fn format_of(loads: &[&StoredLoad]) -> String {
    let mut formats: Vec<String> = loads
        .iter()
        .filter_map(|load| serde_json::from_str::<rollcall_intake::Reading>(&load.reading).ok())
        .map(|reading| match reading.delimiter {
            Some('\t') => format!("{}, tabs, {}", reading.format.label(), reading.encoding),
            Some(delimiter) => format!(
                "{}, \"{delimiter}\", {}",
                reading.format.label(),
                reading.encoding
            ),
            None => reading.format.label().to_owned(),
        })
        .collect();
    formats.sort();
    formats.dedup();
    formats.join("; ")
}

fn table_view(store: &Store, load: &StoredLoad, held_once: bool) -> Result<TableView, EngineError> {
    let stored = store.mapping(load.table)?;
    let waiting = match &stored {
        Some(stored) => mappings::waiting(store, load, &stored.mapping)?,
        None => 0,
    };
    Ok(TableView {
        table: load.table.0,
        name: load.table_name.clone(),
        role: stored
            .as_ref()
            .map_or("unclear", |stored| stored.mapping.role.code())
            .to_owned(),
        columns: load.header.len() as u64,
        rows: load.rows_loaded,
        rows_set_aside: load.rows_set_aside,
        file: load.file.clone(),
        loaded_at: load.loaded_at.clone(),
        unsure_columns: waiting,
        load: load.load.0,
        held_once,
    })
}

/// The checklist of kinds of systems.
pub(crate) fn kinds(
    store: &Store,
    sources: &[StoredSource],
    loads: &[StoredLoad],
) -> Result<Vec<KindView>, EngineError> {
    let said = store.kind_states()?;
    Ok(SystemKind::ALL
        .iter()
        .filter(|kind| **kind != SystemKind::Other)
        .map(|kind| {
            let code = kind.code();
            let mut mine = sources
                .iter()
                .filter(|source| source.kind == code)
                .peekable();
            let exists = mine.peek().is_some();
            let is_loaded =
                mine.any(|source| loads.iter().any(|load| load.source == source.source));
            let state = if is_loaded {
                "loaded"
            } else if exists {
                "no_file"
            } else {
                said.iter()
                    .find(|(known, _)| known == code)
                    .map_or("not_asked", |(_, state)| state.as_str())
            };
            KindView {
                kind: code.to_owned(),
                label: kind.label().to_owned(),
                state: state.to_owned(),
                hole: if state == "loaded" || state == "absent" {
                    String::new()
                } else {
                    holes::sentence(*kind, state == "no_file")
                },
            }
        })
        .collect())
}

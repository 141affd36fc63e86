//! What a use case needs, measured on what is really here.

use std::collections::BTreeMap;

use rollcall_governance::{AttributeNow, KindNow, KindState, Wanted, readiness};
use rollcall_model::{Attribute, SourceId, SystemKind};
use rollcall_store::{Store, StoredSource};

use crate::inventory::{Marks, attribute_view, kinds};
use crate::view::{KindView, NeededAttribute, NeededKind, SourceMark, UseCaseNeeds};
use crate::{EngineError, governance};

/// What is here.
pub(super) struct Here {
    marks: Marks,
    sources: Vec<StoredSource>,
    kinds: Vec<KindView>,
    owners: BTreeMap<SourceId, String>,
    /// Rows and usable values, by source and attribute.
    held: BTreeMap<(SourceId, Attribute), (u64, u64)>,
}

impl Here {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let sources = store.sources()?;
        let duties = store.duties()?;
        let mut held = BTreeMap::new();
        for one in store.coverage()? {
            if let Some(attribute) = Attribute::parse(&one.attribute) {
                let [rows, _, valid, ..] = one.counts;
                held.insert((one.source, attribute), (rows, valid));
            }
        }
        Ok(Self {
            marks: Marks::read(store)?,
            kinds: kinds(store, &sources, &store.current_loads()?)?,
            owners: sources
                .iter()
                .map(|one| (one.source, governance::owner_of(&duties, one.source)))
                .collect(),
            held,
            sources,
        })
    }

    pub(super) fn needs(&self, wanted: &Wanted) -> UseCaseNeeds {
        let now: Vec<KindNow> = wanted.kinds.iter().map(|kind| self.kind(*kind)).collect();
        let held: Vec<AttributeNow> = self.held_by(wanted);
        let told = readiness(wanted, &now, &held);
        UseCaseNeeds {
            is_ready: told.is_ready(),
            sentence: match told.reasons.len() {
                0 => "Ready: everything it needs is here.".into(),
                1 => format!("Not ready: {}", told.reasons[0]),
                many => format!("Not ready, for {many} reasons."),
            },
            kinds: wanted
                .kinds
                .iter()
                .map(|kind| self.needed_kind(*kind))
                .collect(),
            attributes: wanted
                .attributes
                .iter()
                .map(|attribute| self.needed_attribute(wanted, attribute))
                .collect(),
            reasons: told.reasons,
            cautions: told.cautions,
        }
    }

    fn of_kind(&self, kind: SystemKind) -> impl Iterator<Item = &StoredSource> {
        let mine = self.sources.iter();
        mine.filter(move |source| source.kind == kind.code())
    }

    fn state(&self, kind: SystemKind) -> &str {
        let known = self.kinds.iter().find(|one| one.kind == kind.code());
        known.map_or("not_asked", |one| one.state.as_str())
    }

    fn kind(&self, kind: SystemKind) -> KindNow {
        let is_ownerless =
            |source: &&StoredSource| self.owners.get(&source.source).is_none_or(String::is_empty);
        KindNow {
            kind,
            state: match self.state(kind) {
                "loaded" => KindState::Loaded,
                "no_file" => KindState::NoFile,
                "absent" => KindState::Absent,
                _ => KindState::NotAsked,
            },
            ownerless: self
                .of_kind(kind)
                .filter(is_ownerless)
                .map(|source| source.name.clone())
                .collect(),
        }
    }

    fn needed_kind(&self, kind: SystemKind) -> NeededKind {
        NeededKind {
            kind: kind.code().to_owned(),
            label: kind.label().to_owned(),
            state: self.state(kind).to_owned(),
            sources: self
                .of_kind(kind)
                .map(|source| self.marks.of(source.source))
                .collect(),
        }
    }

    /// The sources of the kinds that are needed.
    fn needed_sources<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = &'a StoredSource> {
        self.sources
            .iter()
            .filter(|source| wanted.kinds.iter().any(|kind| kind.code() == source.kind))
    }

    fn held_by(&self, wanted: &Wanted) -> Vec<AttributeNow> {
        let mut held = Vec::new();
        for source in self.needed_sources(wanted) {
            for attribute in &wanted.attributes {
                if let Some((rows, valid)) = self.held.get(&(source.source, attribute.clone())) {
                    held.push(AttributeNow {
                        attribute: attribute.clone(),
                        source: source.name.clone(),
                        rows: *rows,
                        valid: *valid,
                    });
                }
            }
        }
        held
    }

    fn needed_attribute(&self, wanted: &Wanted, attribute: &Attribute) -> NeededAttribute {
        let share = |(_, rows, valid): &(SourceMark, u64, u64)| {
            if *rows == 0 {
                0.0
            } else {
                *valid as f64 / *rows as f64
            }
        };
        let best = self
            .needed_sources(wanted)
            .filter_map(|source| {
                let (rows, valid) = self.held.get(&(source.source, attribute.clone()))?;
                Some((self.marks.of(source.source), *rows, *valid))
            })
            .max_by(|one, other| share(one).total_cmp(&share(other)));
        let (rows, valid) = best
            .as_ref()
            .map_or((0, 0), |(_, rows, valid)| (*rows, *valid));
        NeededAttribute {
            attribute: attribute_view(attribute),
            source: best.map(|(mark, ..)| mark),
            rows,
            valid,
        }
    }
}

//! What the readiness score looks at, gathered from the project: what is wrong, of how many, and
//! finding by finding what to do and who answers for it.

use std::collections::BTreeMap;

use rollcall_checks::{Detail, Measure, Ratio, Weighed};
use rollcall_model::{Attribute, SourceId, grouped};
use rollcall_store::{Store, StoredDuty, StoredMeasured};

use crate::EngineError;
use crate::aim::{About, of_detail};
use crate::governance::{decider_of, owner_of};
use crate::inventory::{Marks, kinds, people_by_source};
use crate::measures::{is_contact_detail, whole};
use crate::view::{Figure, KindView};

/// A part before its points are dealt out.
pub(crate) struct Draft {
    pub(crate) part: &'static str,
    pub(crate) label: &'static str,
    pub(crate) definition: &'static str,
    pub(crate) weight: u32,
    pub(crate) measured: Option<Ratio>,
    pub(crate) unknown: &'static str,
    pub(crate) findings: Vec<DraftFinding>,
}

pub(crate) struct DraftFinding {
    pub(crate) weighed: Weighed,
    /// What it is about, to tell whether the use case that is worked on needs it put right.
    pub(crate) about: About,
    pub(crate) sentence: String,
    pub(crate) action: &'static str,
    pub(crate) owner: String,
    pub(crate) screen: &'static str,
    pub(crate) figure: Option<Figure>,
}

/// What the parts are gathered from.
pub(crate) struct Facts {
    marks: Marks,
    /// The kind of system each source is.
    kind_of: BTreeMap<SourceId, String>,
    kinds: Vec<KindView>,
    duties: Vec<StoredDuty>,
    /// What the run in use measured.
    measured: Vec<StoredMeasured>,
    people_of: BTreeMap<SourceId, u64>,
    people: u64,
    waiting: Option<u64>,
}

impl Facts {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        let run = store.current_run()?.map(|run| run.run);
        let measured: Vec<StoredMeasured> = store
            .measured()?
            .into_iter()
            .filter(|one| Some(one.run) == run)
            .collect();
        let people = run
            .and_then(|run| whole(&measured, Measure::UnreachablePeople, run))
            .map_or(0, |all| all.among);
        let sources = store.sources()?;
        Ok(Self {
            marks: Marks::read(store)?,
            kinds: kinds(store, &sources, &store.current_loads()?)?,
            kind_of: sources
                .into_iter()
                .map(|source| (source.source, source.kind))
                .collect(),
            duties: store.duties()?,
            people_of: people_by_source(store)?.unwrap_or_default(),
            waiting: run
                .map(|run| store.pair_counts(run))
                .transpose()?
                .map(|counts| counts.waiting),
            measured,
            people,
        })
    }

    /// A measure of the run in use over all sources; nothing where it is not known.
    fn ratio(&self, measure: Measure) -> Option<Ratio> {
        self.measured
            .iter()
            .find(|one| {
                one.measure == measure.code() && one.source.is_none() && one.detail.is_empty()
            })
            .map(|one| Ratio {
                found: one.found,
                among: one.among,
            })
    }

    /// A measure of the run in use, source by source.
    fn by_source(&self, measure: Measure) -> impl Iterator<Item = (SourceId, &StoredMeasured)> {
        self.measured
            .iter()
            .filter(move |one| one.measure == measure.code() && one.found > 0)
            .filter_map(|one| Some((one.source?, one)))
    }

    /// Something about details in one source.
    fn about(&self, source: SourceId, attributes: &[Attribute]) -> About {
        About {
            kinds: self.kind_of.get(&source).cloned().into_iter().collect(),
            attributes: attributes.to_vec(),
        }
    }

    fn name(&self, source: SourceId) -> String {
        self.marks.of(source).name
    }

    pub(crate) fn missing_systems(&self, store: &Store) -> Result<Draft, EngineError> {
        let sources = store.sources()?;
        let of_state = |state: &str| self.kinds.iter().filter(|kind| kind.state == state).count();
        let (missing, loaded) = (of_state("no_file") as u64, of_state("loaded") as u64);
        let findings = self
            .kinds
            .iter()
            .filter(|kind| kind.state == "no_file")
            .map(|kind| DraftFinding {
                weighed: Weighed {
                    found: 1,
                    people: self.people,
                },
                about: About {
                    kinds: vec![kind.kind.clone()],
                    attributes: Vec::new(),
                },
                sentence: kind.hole.clone(),
                action: "Get an export of it and load it.",
                owner: sources
                    .iter()
                    .filter(|source| source.kind == kind.kind)
                    .map(|source| owner_of(&self.duties, source.source))
                    .find(|owner| !owner.is_empty())
                    .unwrap_or_default(),
                screen: "sources",
                figure: None,
            })
            .collect();
        Ok(Draft {
            part: "missing_systems",
            label: "Systems that are missing",
            definition: "Kinds of systems that exist here but of which nothing is loaded, of those that exist.",
            weight: 15,
            measured: Some(Ratio {
                found: missing,
                among: missing + loaded,
            }),
            unknown: "nobody has said yet which systems exist.",
            findings,
        })
    }

    /// What nobody was asked about is not known, and costs nothing.
    pub(crate) fn not_asked(&self) -> Option<String> {
        let labels: Vec<&str> = self
            .kinds
            .iter()
            .filter(|kind| kind.state == "not_asked")
            .map(|kind| kind.label.as_str())
            .collect();
        (!labels.is_empty()).then(|| {
            format!(
                "Systems: nobody has said yet whether these exist: {}.",
                labels.join(", ")
            )
        })
    }

    pub(crate) fn ownership(&self, store: &Store) -> Result<Draft, EngineError> {
        let sources = store.sources()?;
        let ownerless: Vec<SourceId> = sources
            .iter()
            .map(|source| source.source)
            .filter(|source| owner_of(&self.duties, *source).is_empty())
            .collect();
        let names: Vec<String> = ownerless.iter().map(|source| self.name(*source)).collect();
        let touched: u64 = ownerless
            .iter()
            .filter_map(|source| self.people_of.get(source))
            .sum();
        Ok(Draft {
            part: "ownership",
            label: "Sources without an owner",
            definition: Measure::OwnerlessSources.definition(),
            weight: 10,
            measured: Some(Ratio {
                found: ownerless.len() as u64,
                among: sources.len() as u64,
            }),
            unknown: "there is no source yet.",
            findings: vec![DraftFinding {
                weighed: Weighed {
                    found: ownerless.len() as u64,
                    people: touched.min(self.people),
                },
                about: About {
                    kinds: ownerless
                        .iter()
                        .filter_map(|source| self.kind_of.get(source).cloned())
                        .collect(),
                    attributes: Vec::new(),
                },
                sentence: format!(
                    "Nobody answers for {} of {} sources: {}.",
                    ownerless.len(),
                    sources.len(),
                    names.join(", ")
                ),
                action: "Name an owner for each.",
                owner: String::new(),
                screen: "governance",
                figure: None,
            }],
        })
    }

    pub(crate) fn reachable(&self) -> Draft {
        let measured = self.ratio(Measure::UnreachablePeople);
        let found = measured.map_or(0, |ratio| ratio.found);
        Draft {
            part: "reachable",
            label: "People nothing reaches",
            definition: Measure::UnreachablePeople.definition(),
            weight: 15,
            measured,
            unknown: NO_RUN,
            findings: vec![DraftFinding {
                weighed: Weighed {
                    found,
                    people: found,
                },
                about: About {
                    kinds: Vec::new(),
                    attributes: vec![Attribute::Email, Attribute::Phone],
                },
                sentence: format!(
                    "{} have no usable e-mail address and no phone number.",
                    count(found, "person", "people")
                ),
                action: "Ask for an address at the next contact; leave them out of lists until then.",
                owner: String::new(),
                screen: "customers",
                figure: Some(figure(Measure::UnreachablePeople, None, "")),
            }],
        }
    }

    pub(crate) fn usable(&self, store: &Store) -> Result<Draft, EngineError> {
        let mut all = Ratio::default();
        let mut findings = Vec::new();
        for one in store.coverage()? {
            let Some(attribute) = Attribute::parse(&one.attribute).filter(is_contact_detail) else {
                continue;
            };
            let [_, filled, _, invalid, placeholder, ..] = one.counts;
            let found = invalid + placeholder;
            all.found += found;
            all.among += filled;
            if found == 0 {
                continue;
            }
            let state = if invalid > 0 {
                "invalid"
            } else {
                "placeholder"
            };
            findings.push(DraftFinding {
                weighed: Weighed {
                    found,
                    people: found.min(self.people_of.get(&one.source).copied().unwrap_or(found)),
                },
                about: self.about(one.source, std::slice::from_ref(&attribute)),
                sentence: format!(
                    "{}: {} of {} values of {} cannot be used.",
                    self.name(one.source),
                    grouped(found),
                    grouped(filled),
                    attribute.label()
                ),
                action: "Correct them in the system, or check how the column is mapped.",
                owner: owner_of(&self.duties, one.source),
                screen: "quality",
                figure: Some(Figure::Coverage {
                    source: one.source.0,
                    attribute: attribute.code(),
                    state: state.into(),
                }),
            });
        }
        Ok(Draft {
            part: "usable",
            label: "Contact details that cannot be used",
            definition: Measure::UnusableValues.definition(),
            weight: 15,
            measured: Some(all),
            unknown: "no e-mail, phone, postcode or birth date has been loaded and standardised yet.",
            findings,
        })
    }

    pub(crate) fn settled(&self) -> Draft {
        let waiting = self.waiting.unwrap_or(0);
        Draft {
            part: "settled",
            label: "Pairs nobody has settled",
            definition: Measure::UnsettledPairs.definition(),
            weight: 10,
            measured: self.waiting.map(|waiting| Ratio {
                found: waiting,
                among: self.people,
            }),
            unknown: NO_RUN,
            findings: vec![DraftFinding {
                weighed: Weighed {
                    found: waiting,
                    people: waiting,
                },
                about: About::default(),
                sentence: format!(
                    "{} of records may or may not be the same person.",
                    count(waiting, "pair", "pairs")
                ),
                action: "Settle the pairs that matter most.",
                owner: String::new(),
                screen: "matches",
                figure: None,
            }],
        }
    }

    pub(crate) fn agreed(&self, store: &Store) -> Result<Draft, EngineError> {
        let mut by_attribute: BTreeMap<Attribute, u64> = BTreeMap::new();
        if let Some(run) = store.current_run()? {
            for (code, _, customers) in store.conflict_counts(run.run)? {
                if let Some(attribute) = Attribute::parse(&code) {
                    *by_attribute.entry(attribute).or_default() += customers;
                }
            }
        }
        let findings = by_attribute
            .into_iter()
            .map(|(attribute, customers)| DraftFinding {
                weighed: Weighed {
                    found: customers,
                    people: customers,
                },
                about: About {
                    kinds: Vec::new(),
                    attributes: vec![attribute.clone()],
                },
                sentence: format!(
                    "Sources disagree about {} of {}.",
                    attribute.label(),
                    count(customers, "customer", "customers")
                ),
                action: "Agree on who decides, and correct the source that is wrong.",
                owner: decider_of(&self.duties, &attribute),
                screen: "conflicts",
                figure: Some(Figure::Conflict {
                    attribute: attribute.code(),
                    left: None,
                    right: None,
                }),
            })
            .collect();
        Ok(Draft {
            part: "agreed",
            label: "People sources disagree on",
            definition: Measure::PeopleInConflict.definition(),
            weight: 10,
            measured: self.ratio(Measure::PeopleInConflict),
            unknown: NO_RUN,
            findings,
        })
    }

    pub(crate) fn fresh(&self) -> Draft {
        let findings = self
            .by_source(Measure::StaleDetails)
            .map(|(source, one)| {
                let known = Detail::parse(&one.detail);
                let detail = known.map_or("detail", Detail::label);
                DraftFinding {
                    weighed: Weighed {
                        found: one.found,
                        people: one.people,
                    },
                    about: self.about(source, &of_detail(known)),
                    sentence: format!(
                        "{} holds an old {detail} in {} though a newer one is known elsewhere.",
                        self.name(source),
                        count(one.found, "record", "records")
                    ),
                    action: "Carry the newer one over to it.",
                    owner: owner_of(&self.duties, source),
                    screen: "customers",
                    figure: Some(figure(Measure::StaleDetails, Some(source), &one.detail)),
                }
            })
            .collect();
        Draft {
            part: "fresh",
            label: "Old details still held",
            definition: Measure::StaleDetails.definition(),
            weight: 10,
            measured: self.ratio(Measure::StaleDetails),
            unknown: "no two dated records of one person tell an e-mail, a phone or an address.",
            findings,
        }
    }

    pub(crate) fn alive(&self) -> Draft {
        let findings = self
            .by_source(Measure::DeadAddresses)
            .map(|(source, one)| DraftFinding {
                weighed: Weighed {
                    found: one.found,
                    people: one.found,
                },
                about: self.about(source, &[Attribute::Email]),
                sentence: format!(
                    "{} says of {} that the e-mail address is dead.",
                    self.name(source),
                    count(one.found, "row", "rows")
                ),
                action: "Take the addresses out of every list and ask for new ones.",
                owner: owner_of(&self.duties, source),
                screen: "customers",
                figure: Some(figure(Measure::DeadAddresses, Some(source), "")),
            })
            .collect();
        Draft {
            part: "alive",
            label: "Dead addresses",
            definition: Measure::DeadAddresses.definition(),
            weight: 5,
            measured: self.ratio(Measure::DeadAddresses),
            unknown: "no source tells which addresses bounced or were cleaned.",
            findings,
        }
    }

    pub(crate) fn single(&self) -> Draft {
        let findings = self
            .by_source(Measure::RepeatedRecords)
            .map(|(source, one)| DraftFinding {
                weighed: Weighed {
                    found: one.found,
                    people: one.people,
                },
                about: self.about(source, &[]),
                sentence: format!(
                    "{} has {} of people it has already.",
                    self.name(source),
                    count(one.found, "more record", "more records")
                ),
                action: "Merge them in the system; its list of what to merge says which record goes into which.",
                owner: owner_of(&self.duties, source),
                screen: "customers",
                figure: Some(figure(Measure::RepeatedRecords, Some(source), "")),
            })
            .collect();
        Draft {
            part: "single",
            label: "Repeated records",
            definition: Measure::RepeatedRecords.definition(),
            weight: 10,
            measured: self.ratio(Measure::RepeatedRecords),
            unknown: NO_RUN,
            findings,
        }
    }
}

const NO_RUN: &str = "who is who has not been worked out yet.";

fn figure(measure: Measure, source: Option<SourceId>, detail: &str) -> Figure {
    Figure::Measured {
        measure: measure.code().to_owned(),
        source: source.map(|source| source.0),
        detail: detail.to_owned(),
    }
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

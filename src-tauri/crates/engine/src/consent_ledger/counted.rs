//! What people permit, counted over everybody.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_governance::{Regime, regime};
use rollcall_model::{Attribute, ConsentState, PrivacyRegion, RunId, SourceId};
use rollcall_store::{Opposed, Store, Subject};

use super::channel;
use crate::EngineError;
use crate::consent_statements::CHANNELS;
use crate::inventory::{Marks, attribute_view};
use crate::lives_in::LivesIn;
use crate::view::{
    ChannelCounts, ContradictionPair, Coverage, RegimeCount, RegionConsents, SourceConsents,
    StateCount,
};

/// Which sources contradict each other, most people first; notes how many people of each channel it is.
pub(super) fn contradiction_pairs(
    store: &Store,
    run: RunId,
    counted: &mut Counted,
) -> Result<Vec<ContradictionPair>, EngineError> {
    let marks = Marks::read(store)?;
    let mut by_pair: BTreeMap<(Attribute, SourceId, SourceId), u64> = BTreeMap::new();
    for (code, _, people) in store.conflict_counts(run)? {
        let Ok(attribute) = channel(&code) else {
            continue;
        };
        *counted.contradicted.entry(attribute).or_default() += people;
    }
    let codes: Vec<String> = CHANNELS.iter().map(Attribute::code).collect();
    for opposed in store.opposed_counts(run, &codes)? {
        let attribute = channel(&opposed.attribute)?;
        for (left, right) in opposed_pairs(&opposed) {
            *by_pair.entry((attribute.clone(), left, right)).or_default() += opposed.people;
        }
    }
    let mut pairs: Vec<ContradictionPair> = by_pair
        .into_iter()
        .map(|((attribute, left, right), people)| ContradictionPair {
            channel: attribute_view(&attribute),
            left: marks.of(left),
            right: marks.of(right),
            people,
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.people));
    Ok(pairs)
}

/// Every two sources of which one says yes and the other no, the smaller first. Two that say the same do not contradict
/// each other, whoever contradicts both.
fn opposed_pairs(opposed: &Opposed) -> BTreeSet<(SourceId, SourceId)> {
    let pairs = opposed
        .yes
        .iter()
        .flat_map(|yes| opposed.no.iter().map(move |no| (*yes, *no)));
    pairs
        .filter(|(yes, no)| yes != no)
        .map(|(yes, no)| (yes.min(no), yes.max(no)))
        .collect()
}

/// People by what holds of them.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) people: u64,
    states: BTreeMap<(Attribute, String), u64>,
    without_needed_yes: BTreeMap<Attribute, u64>,
    contradicted: BTreeMap<Attribute, u64>,
    by_law: BTreeMap<Regime, u64>,
    by_region: BTreeMap<PrivacyRegion, InRegion>,
}

/// People of one region.
#[derive(Default)]
struct InRegion {
    people: u64,
    /// Of them those whose telephones alone tell it.
    by_phone: u64,
    /// Of them those whose telephones are of several countries.
    phones_differ: u64,
    /// By what holds of e-mail.
    states: BTreeMap<String, u64>,
}

impl Counted {
    pub(super) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let mut counted = Self::default();
        for group in store.consent_counts(run)? {
            counted.people += group.people;
            let states: BTreeMap<&str, &str> = group
                .consents
                .split(';')
                .filter_map(|one| one.split_once('='))
                .collect();
            let lives_in = LivesIn::of(&group.country, &group.phone_countries);
            let law = regime(lives_in.country, &Attribute::EmailConsent);
            *counted.by_law.entry(law).or_default() += group.people;
            let region = PrivacyRegion::of(lives_in.country);
            let mail = states.get(Attribute::EmailConsent.code().as_str());
            let here = counted.by_region.entry(region).or_default();
            here.people += group.people;
            if lives_in.by_phone {
                here.by_phone += group.people;
            }
            if !lives_in.phones_differ.is_empty() {
                here.phones_differ += group.people;
            }
            if let Some(state) = mail {
                *here.states.entry((*state).to_owned()).or_default() += group.people;
            }
            for channel in &CHANNELS {
                let state = states.get(channel.code().as_str()).copied();
                if let Some(state) = state {
                    let cell = (channel.clone(), state.to_owned());
                    *counted.states.entry(cell).or_default() += group.people;
                }
                let needs_yes = regime(lives_in.country, channel) == Regime::OptIn;
                if needs_yes && state != Some(ConsentState::OptedIn.code()) {
                    *counted
                        .without_needed_yes
                        .entry(channel.clone())
                        .or_default() += group.people;
                }
            }
        }
        Ok(counted)
    }

    pub(super) fn told(&self, channel: &Attribute, coverage: &Coverage) -> ChannelCounts {
        let states: Vec<StateCount> = self
            .states
            .iter()
            .filter(|((of, _), _)| of == channel)
            .map(|((_, state), people)| StateCount {
                state: state.clone(),
                people: *people,
            })
            .collect();
        let said: u64 = states.iter().map(|one| one.people).sum();
        let count = |of: &BTreeMap<Attribute, u64>| of.get(channel).copied().unwrap_or(0);
        let is_request = *channel == Attribute::DeletionRequest;
        ChannelCounts {
            channel: attribute_view(channel),
            not_said: self.people.saturating_sub(said),
            states,
            contradicted: count(&self.contradicted),
            without_needed_yes: if is_request {
                0
            } else {
                count(&self.without_needed_yes)
            },
            sources: sources(channel, coverage),
        }
    }

    pub(super) fn regimes(&self) -> Vec<RegimeCount> {
        Regime::ALL
            .iter()
            .map(|law| RegimeCount {
                regime: law.code().into(),
                label: law.label().into(),
                people: self.by_law.get(law).copied().unwrap_or(0),
            })
            .collect()
    }

    /// People by where they live, with what somebody noted of the rules there.
    pub(super) fn regions(&self, store: &Store) -> Result<Vec<RegionConsents>, EngineError> {
        let notes: BTreeMap<String, String> = store.notes()?.into_iter().collect();
        let nobody = InRegion::default();
        let told = PrivacyRegion::ALL.iter().map(|region| {
            let here = self.by_region.get(region).unwrap_or(&nobody);
            let said: u64 = here.states.values().sum();
            let note = notes.get(&Subject::Region(*region).code());
            RegionConsents {
                region: region.code().into(),
                label: region.label().into(),
                people: here.people,
                by_phone: here.by_phone,
                phones_differ: here.phones_differ,
                states: here
                    .states
                    .iter()
                    .map(|(state, people)| StateCount {
                        state: state.clone(),
                        people: *people,
                    })
                    .collect(),
                not_said: here.people.saturating_sub(said),
                note: note.cloned().unwrap_or_default(),
            }
        });
        Ok(told.collect())
    }
}

/// What each source holds of a channel, the kinds of unknown apart.
fn sources(channel: &Attribute, coverage: &Coverage) -> Vec<SourceConsents> {
    let code = channel.code();
    let position = coverage.attributes.iter().position(|one| one.code == code);
    let Some(cells) = position.and_then(|position| coverage.cells.get(position)) else {
        return Vec::new();
    };
    coverage
        .sources
        .iter()
        .zip(cells)
        .map(|(source, cell)| SourceConsents {
            source: source.clone(),
            state: cell.state.clone(),
            rows: cell.rows,
            answered: cell.valid,
            invalid: cell.invalid + cell.placeholder,
            blank: cell.blank,
        })
        .collect()
}

//! Which pairs follow from people's word on others, as it is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use rollcall_model::RunId;
use rollcall_store::{Implied, Premise, RecordIdentity, Store};

use crate::view::Follows;
use crate::{EngineError, held_once, records};

/// So many steps are told one by one.
const MOST_TOLD: usize = 4;

/// The pairs of a run that follow, and the pairs that were judged.
pub(crate) struct Following {
    implied: Arc<Vec<Implied>>,
    judged: BTreeMap<(RecordIdentity, RecordIdentity), i64>,
}

impl Following {
    pub(crate) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let implied = store.implied(run)?;
        let judged = if implied.is_empty() {
            BTreeMap::new()
        } else {
            let judged = store.judged_pairs(run)?.into_iter();
            judged
                .map(|one| ((one.left, one.right), one.pair))
                .collect()
        };
        Ok(Self { implied, judged })
    }

    /// Why a pair need not be asked; nothing where it does not follow.
    pub(crate) fn of(&self, store: &Store, pair: i64) -> Result<Option<Follows>, EngineError> {
        let Ok(at) = self.implied.binary_search_by_key(&pair, |one| one.pair) else {
            return Ok(None);
        };
        let Some(implied) = self.implied.get(at) else {
            return Ok(None);
        };
        let known = |premise: &Premise| (premise.one.clone(), premise.other.clone());
        Ok(Some(Follows {
            verdict: if implied.is_same { "same" } else { "different" }.to_owned(),
            sentence: sentence(store, implied)?,
            from: implied
                .from
                .iter()
                .filter(|premise| !premise.is_by_hand)
                .filter_map(|premise| self.judged.get(&known(premise)).copied())
                .collect(),
        }))
    }
}

fn sentence(store: &Store, implied: &Implied) -> Result<String, EngineError> {
    if let Some(table) = implied.held_once {
        return held_once::reason(store, table);
    }
    let what = if implied.is_same {
        "the same person"
    } else {
        "different people"
    };
    let mut steps = Vec::new();
    for premise in implied.from.iter().take(MOST_TOLD) {
        let (one, other) = (title(store, &premise.one)?, title(store, &premise.other)?);
        let said = if premise.is_same { "same" } else { "different" };
        let how = if premise.is_by_hand { " by hand" } else { "" };
        steps.push(format!("{one} and {other}: {said}{how}"));
    }
    let more = implied.from.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        steps.push(format!("and {more} more"));
    }
    Ok(format!(
        "They are {what}, since you said: {}.",
        steps.join("; ")
    ))
}

fn title(store: &Store, identity: &RecordIdentity) -> Result<String, EngineError> {
    let record = store.record_by_key(identity.table, &identity.key)?;
    let records: Vec<_> = record.into_iter().collect();
    let standard = store.standard_records(&records)?;
    let title = standard.first().map(|one| records::title(&one.values));
    Ok(title.unwrap_or_else(|| identity.key.clone()))
}

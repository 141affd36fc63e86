//! How ready the data is: a score whose every missing point is a finding's, with what to do about
//! it and who answers for it.

use rollcall_checks::{Part, Ratio, score};
use rollcall_store::Store;

use crate::aim::Aim;
use crate::lists::merge_list_of;
use crate::readiness_parts::{Draft, Facts};
use crate::view::{Nothing, Readiness, ReadinessFinding, ReadinessPart};
use crate::{Engine, EngineError};

impl Engine {
    /// How ready the data is, and where each missing point went.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn readiness(&self, _: Nothing) -> Result<Readiness, EngineError> {
        read(&*self.store()?)
    }
}

pub(crate) fn read(store: &Store) -> Result<Readiness, EngineError> {
    let facts = Facts::read(store)?;
    let aim = Aim::read(store)?;
    let drafts = vec![
        facts.missing_systems(store)?,
        facts.ownership(store)?,
        facts.reachable(),
        facts.usable(store)?,
        facts.settled(),
        facts.agreed(store)?,
        facts.fresh(),
        facts.alive(),
        facts.single(),
    ];
    let parts: Vec<Part> = drafts
        .iter()
        .map(|draft| Part {
            weight: draft.weight,
            measured: draft.measured,
            findings: draft.findings.iter().map(|one| one.weighed).collect(),
        })
        .collect();
    let scored = score(&parts);
    let mut not_known: Vec<String> = drafts
        .iter()
        .filter(|draft| draft.measured.and_then(Ratio::share).is_none())
        .map(|draft| format!("{}: {}", draft.label, draft.unknown))
        .collect();
    not_known.extend(facts.not_asked());
    let parts: Vec<ReadinessPart> = drafts
        .into_iter()
        .zip(scored.parts)
        .map(|(draft, scored)| show(draft, &scored, aim.as_ref()))
        .collect();
    Ok(Readiness {
        sentence: sentence(scored.score, &parts),
        score: scored.score,
        parts,
        not_known,
    })
}

fn show(draft: Draft, scored: &rollcall_checks::ScoredPart, aim: Option<&Aim>) -> ReadinessPart {
    let known = draft.measured.filter(|ratio| ratio.share().is_some());
    let mut findings: Vec<ReadinessFinding> = draft
        .findings
        .into_iter()
        .zip(&scored.findings)
        .filter(|(one, _)| one.weighed.found > 0 && known.is_some())
        .map(|(one, cost)| ReadinessFinding {
            needed_for: aim.and_then(|aim| aim.needing(&one.about)),
            sentence: one.sentence,
            action: one.action.to_owned(),
            owner: one.owner,
            lost: cost.lost,
            people: one.weighed.people,
            rank: cost.rank,
            screen: one.screen.to_owned(),
            list: one.figure.as_ref().and_then(merge_list_of),
            figure: one.figure,
        })
        .collect();
    findings.sort_by(|one, other| {
        other
            .lost
            .cmp(&one.lost)
            .then(other.rank.total_cmp(&one.rank))
            .then(one.sentence.cmp(&other.sentence))
    });
    ReadinessPart {
        part: draft.part.to_owned(),
        label: draft.label.to_owned(),
        definition: draft.definition.to_owned(),
        found: known.map(|ratio| ratio.found),
        among: known.map(|ratio| ratio.among),
        worth: scored.worth,
        lost: scored.lost,
        unknown: match known {
            Some(_) => String::new(),
            None => draft.unknown.to_owned(),
        },
        findings,
    }
}

fn sentence(score: Option<u32>, parts: &[ReadinessPart]) -> String {
    let unknown = parts.iter().filter(|part| part.worth == 0).count();
    let left_out = match unknown {
        0 => String::new(),
        1 => " 1 part is not known and left out.".into(),
        many => format!(" {many} parts are not known and left out."),
    };
    match score {
        None => "How ready the data is cannot be told yet: nothing is loaded.".into(),
        Some(score) => format!("Readiness: {score} of 100.{left_out}"),
    }
}

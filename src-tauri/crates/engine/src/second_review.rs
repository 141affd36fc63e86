//! A second person judges the same pairs without seeing what was said, and how far both agree.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::Agreement;
use rollcall_model::RunId;
use rollcall_store::{JudgedPair, RecordIdentity, Store, StoredSecondVerdict};
use serde_json::json;

use crate::known_names::unknown_verdict;
use crate::table_rows::Shelf;
use crate::view::{
    AgreementView, Differing, JudgeSecond, Nothing, Reviewers, SecondJudged, SecondPage,
    SecondReview,
};
use crate::{Engine, EngineError, matches};

/// So many pairs are handed out at once.
const MOST: usize = 200;
/// Who said something before names were kept.
const UNKNOWN: &str = "somebody before names were kept";

type Both = (RecordIdentity, RecordIdentity);

/// What was said, by whom, of the pairs of the run in use.
struct Told {
    judged: Vec<JudgedPair>,
    /// By the records of the pair, then by who said it.
    second: BTreeMap<Both, BTreeMap<String, String>>,
}

impl Told {
    fn read(store: &Store) -> Result<Self, EngineError> {
        let run = store.current_run()?.map_or(RunId(0), |run| run.run);
        let mut second: BTreeMap<Both, BTreeMap<String, String>> = BTreeMap::new();
        for StoredSecondVerdict {
            left,
            right,
            who,
            verdict,
            ..
        } in store.second_verdicts()?
        {
            let said = second.entry((left, right)).or_default();
            said.insert(who, verdict);
        }
        Ok(Self {
            judged: store.judged_pairs(run)?,
            second,
        })
    }

    /// What second reviewers said of a pair, by who said it.
    fn second(&self, pair: &JudgedPair) -> impl Iterator<Item = (&str, &str)> {
        let said = self.second.get(&(pair.left.clone(), pair.right.clone()));
        said.into_iter()
            .flatten()
            .map(|(who, verdict)| (who.as_str(), verdict.as_str()))
    }

    /// The pairs somebody else judged: those this person has not, and how many they have.
    fn open_to(&self, who: &str) -> (Vec<&JudgedPair>, u64) {
        let of_others = self.judged.iter().filter(|pair| pair.who != who);
        let (given, open): (Vec<_>, Vec<_>) =
            of_others.partition(|pair| self.second(pair).any(|(second, _)| second == who));
        (open, given.len() as u64)
    }
}

impl Engine {
    /// Pairs that somebody else judged, for a second person to judge; what was said is not told.
    ///
    /// # Errors
    /// When no project is open or nobody is named.
    pub fn second_review(&self, request: SecondReview) -> Result<SecondPage, EngineError> {
        let store = self.store()?;
        let told = Told::read(&store)?;
        let people = people(&store, &told, &self.options.who)?;
        let who = request.reviewer.trim();
        if who.is_empty() {
            return Ok(SecondPage {
                pairs: Vec::new(),
                waiting: 0,
                given: 0,
                people,
            });
        }
        let (open, given) = told.open_to(who);
        let shelf = Shelf::read(&store)?;
        let mut pairs = Vec::new();
        for pair in open.iter().take(MOST) {
            pairs.push(matches::blind_row(&store, &shelf, pair.pair)?);
        }
        Ok(SecondPage {
            pairs,
            waiting: open.len() as u64,
            given,
            people,
        })
    }

    /// Keeps what a second person says of a pair, or takes it back. It decides nothing.
    ///
    /// # Errors
    /// When there is no such pair, nobody is named, or they judged the pair first themselves.
    pub fn judge_second(&self, request: JudgeSecond) -> Result<SecondJudged, EngineError> {
        let store = self.store_for_change()?;
        let who = request.reviewer.trim();
        if who.is_empty() {
            return Err(EngineError::invalid(
                "Say who judges: the second verdict is kept with a name. Nothing was changed.",
            ));
        }
        let said = match request.verdict.as_deref() {
            Some("same") => "the same person",
            Some("different") => "different people",
            Some("unsure") => "not to be told",
            None => "to be judged again",
            Some(other) => {
                return Err(unknown_verdict(other, &["same", "different", "unsure"]));
            }
        };
        let pair = matches::find(&store, request.pair)?;
        let shelf = Shelf::read(&store)?;
        let (left, right) = matches::identities(&store, &shelf, &pair)?;
        match store.verdict(&left, &right)? {
            Some(first) if first.who != who => {}
            Some(_) => {
                return Err(EngineError::invalid(format!(
                    "{who} judged this pair first. A second verdict is another person's. Nothing was changed.",
                )));
            }
            None => {
                return Err(EngineError::invalid(
                    "Nobody has judged this pair yet, so there is nothing to compare with. Nothing was changed.",
                ));
            }
        }
        let sentence = format!(
            "{who}, judging second: {} and {} are {said}",
            matches::told(&shelf, pair.left, &left),
            matches::told(&shelf, pair.right, &right)
        );
        let asked = json!({
            "left": [left.table.0, left.key], "right": [right.table.0, right.key],
            "reviewer": who, "verdict": request.verdict, "note": request.note,
        });
        let note = request.note.trim();
        self.commit(&store, "judge_second", sentence, asked, |edits| {
            edits.set_second_verdict(&left, &right, who, request.verdict.as_deref(), note)
        })?;
        self.tell_changed(&["verdicts", "history"]);
        let told = Told::read(&store)?;
        let (open, given) = told.open_to(who);
        Ok(SecondJudged {
            next: open
                .iter()
                .map(|one| one.pair)
                .find(|next| *next != pair.pair),
            waiting: open.len() as u64,
            given,
        })
    }

    /// How far the first and each second reviewer agree, and where they differ.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn agreement(&self, _: Nothing) -> Result<AgreementView, EngineError> {
        let store = self.store()?;
        let told = Told::read(&store)?;
        let mut answers: BTreeMap<(&str, &str), Vec<(&JudgedPair, &str)>> = BTreeMap::new();
        for pair in &told.judged {
            for (who, verdict) in told.second(pair).filter(|(who, _)| *who != pair.who) {
                let both = answers.entry((&pair.who, who)).or_default();
                both.push((pair, verdict));
            }
        }
        let shelf = Shelf::read(&store)?;
        let mut reviewers = Vec::new();
        for ((first, second), answers) in answers {
            let both = answers
                .iter()
                .map(|(pair, verdict)| (pair.verdict.as_str(), *verdict));
            let Some(agreement) = Agreement::of(both) else {
                continue;
            };
            let first = if first.is_empty() { UNKNOWN } else { first };
            let mut differing = Vec::new();
            for (pair, verdict) in answers.iter().filter(|(pair, said)| pair.verdict != *said) {
                differing.push(Differing {
                    pair: matches::blind_row(&store, &shelf, pair.pair)?,
                    first: pair.verdict.clone(),
                    second: (*verdict).to_owned(),
                });
            }
            reviewers.push(Reviewers {
                first: first.to_owned(),
                second: second.to_owned(),
                pairs: agreement.pairs,
                agreed: agreement.agreed,
                low: agreement.interval.low,
                high: agreement.interval.high,
                by_chance: agreement.by_chance,
                kappa: agreement.kappa,
                warning: agreement
                    .is_no_better_than_chance()
                    .then(|| warning(first, second, &agreement)),
                differing,
            });
        }
        Ok(AgreementView {
            judged: told.judged.len() as u64,
            reviewers,
        })
    }
}

fn warning(first: &str, second: &str, agreement: &Agreement) -> String {
    format!(
        "{first} and {second} agree on {} of {} pairs, no more than chance would. One of them may answer the wrong way round, or another question than the one that is asked: look at the pairs they differ on together before either's verdicts are trusted.",
        agreement.agreed, agreement.pairs
    )
}

/// The people the project knows, who may be the second: those of the history and those who answer for
/// something.
fn people(store: &Store, told: &Told, me: &str) -> Result<Vec<String>, EngineError> {
    let (history, _) = store.history_facets()?;
    let duties = store.duties()?.into_iter().map(|duty| duty.person);
    let second = told.second.values().flat_map(|said| said.keys().cloned());
    let known: BTreeSet<String> = history
        .into_iter()
        .chain(duties)
        .chain(second)
        .chain([me.to_owned()])
        .filter(|name| !name.trim().is_empty())
        .collect();
    Ok(known.into_iter().collect())
}

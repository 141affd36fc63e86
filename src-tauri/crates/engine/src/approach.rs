//! Which approach fits, from four answers; and what to ask a vendor, from this project's own hard cases.

use rollcall_governance::{
    Advice, Answers, Complexity, HardCases, Size, Skills, Stack, advise, vendor_questions,
};
use rollcall_store::{CustomerFilter, DecisionTable, Store};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::run_audit::RunReport;
use crate::view::{
    AdviceView, ApproachAdvice, Factor, FactorChoice, Nothing, SetAssessment, VendorQuestionView,
    VendorQuestions,
};
use crate::{Engine, EngineError, governance, lost_rows};

/// Under this name the project keeps the four answers.
pub(crate) const ASSESSMENT: &str = "assessment";

/// The four answers, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Assessment {
    #[serde(default)]
    size: Option<Size>,
    #[serde(default)]
    skills: Option<Skills>,
    #[serde(default)]
    stack: Option<Stack>,
    #[serde(default)]
    complexity: Option<Complexity>,
}

impl Engine {
    /// The four questions, and the approach that follows once all are answered.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn approach(&self, _: Nothing) -> Result<ApproachAdvice, EngineError> {
        Ok(show(&read(&*self.store()?)?))
    }

    /// Answers some of the four questions.
    ///
    /// # Errors
    /// When an answer is not known.
    pub fn set_assessment(&self, request: SetAssessment) -> Result<ApproachAdvice, EngineError> {
        let store = self.store_for_change()?;
        let mut now = read(&store)?;
        answer(&mut now.size, request.size.as_deref(), Size::parse)?;
        answer(&mut now.skills, request.skills.as_deref(), Skills::parse)?;
        answer(&mut now.stack, request.stack.as_deref(), Stack::parse)?;
        answer(
            &mut now.complexity,
            request.complexity.as_deref(),
            Complexity::parse,
        )?;
        let text = serde_json::to_string(&now)?;
        let row =
            (now != Assessment::default()).then(|| json!({ "name": ASSESSMENT, "value": text }));
        self.commit(
            &store,
            "set_assessment",
            "Said what the team is and can".to_owned(),
            serde_json::to_value(&now)?,
            |edits| {
                let row = row.as_ref().and_then(|row| row.as_object().cloned());
                edits.set(DecisionTable::Setting, &[json!(ASSESSMENT)], row)
            },
        )?;
        self.tell_changed(&["project", "governance", "history"]);
        Ok(show(&now))
    }

    /// What to ask a vendor: a question for each hard case of this project.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn vendor_questions(&self, _: Nothing) -> Result<VendorQuestions, EngineError> {
        let store = self.store()?;
        let asked = vendor_questions(&hard_cases(&store)?, self.is_presenting());
        Ok(VendorQuestions {
            sentence: match (asked.len(), store.current_run()?) {
                (0, None) => "Load exports and work out who is who first: questions are made from your own hard cases.".into(),
                (0, Some(_)) => "No hard case was found here.".into(),
                (count, _) => format!("{count} questions, each from cases that were counted here."),
            },
            questions: asked
                .into_iter()
                .map(|one| VendorQuestionView {
                    case: one.case.to_owned(),
                    count: one.count,
                    question: one.question,
                })
                .collect(),
        })
    }
}

/// What to ask a vendor, for the report.
pub(crate) fn questions(store: &Store, hides_few: bool) -> Result<Vec<String>, EngineError> {
    let asked = vendor_questions(&hard_cases(store)?, hides_few);
    Ok(asked.into_iter().map(|one| one.question).collect())
}

/// The four questions, each with its answer.
pub(crate) fn factors(store: &Store) -> Result<Vec<Factor>, EngineError> {
    Ok(show(&read(store)?).factors)
}

/// Whether a text holds the four answers, or some of them.
pub(crate) fn is_assessment(text: &str) -> bool {
    serde_json::from_str::<Assessment>(text).is_ok()
}

fn read(store: &Store) -> Result<Assessment, EngineError> {
    Ok(match store.setting(ASSESSMENT)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Assessment::default(),
    })
}

fn answer<T>(
    kept: &mut Option<T>,
    said: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<(), EngineError> {
    match said.map(str::trim) {
        None => {}
        Some("") => *kept = None,
        Some(code) => {
            *kept = Some(parse(code).ok_or_else(|| EngineError::NotFound {
                what: "answer",
                name: code.to_owned(),
            })?);
        }
    }
    Ok(())
}

fn show(now: &Assessment) -> ApproachAdvice {
    let advised = advise(Answers {
        size: now.size,
        skills: now.skills,
        stack: now.stack,
        complexity: now.complexity,
    });
    let factors = vec![
        factor(
            "size",
            "How large is the organisation?",
            now.size.map(Size::code),
            Size::ALL.iter().map(|one| (one.code(), one.label())),
        ),
        factor(
            "skills",
            "What technical skills are available?",
            now.skills.map(Skills::code),
            Skills::ALL.iter().map(|one| (one.code(), one.label())),
        ),
        factor(
            "stack",
            "What tools are in use?",
            now.stack.map(Stack::code),
            Stack::ALL.iter().map(|one| (one.code(), one.label())),
        ),
        factor(
            "complexity",
            "How much complexity can the team manage?",
            now.complexity.map(Complexity::code),
            Complexity::ALL.iter().map(|one| (one.code(), one.label())),
        ),
    ];
    match advised {
        Ok(advice) => ApproachAdvice {
            factors,
            advice: Some(view(advice)),
            missing: Vec::new(),
        },
        Err(missing) => ApproachAdvice {
            factors,
            advice: None,
            missing: missing.into_iter().map(str::to_owned).collect(),
        },
    }
}

fn factor(
    code: &str,
    question: &str,
    answer: Option<&str>,
    choices: impl Iterator<Item = (&'static str, &'static str)>,
) -> Factor {
    Factor {
        factor: code.to_owned(),
        question: question.to_owned(),
        answer: answer.map(str::to_owned),
        choices: choices
            .map(|(code, label)| FactorChoice {
                code: code.to_owned(),
                label: label.to_owned(),
            })
            .collect(),
    }
}

fn view(advice: Advice) -> AdviceView {
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
    AdviceView {
        approach: advice.approach.code().to_owned(),
        label: advice.approach.label().to_owned(),
        reasons: owned(advice.reasons),
        weekly: owned(advice.weekly),
        costs: owned(advice.costs),
        first: owned(advice.first),
        next: advice.next.to_owned(),
    }
}

/// Pairs of which people said that they are two persons.
fn judged_apart(store: &Store) -> Result<u64, EngineError> {
    let verdicts = store.verdicts()?;
    let apart = verdicts.iter().filter(|one| one.verdict == "different");
    Ok(apart.count() as u64)
}

/// What was found here that is hard to get right.
fn hard_cases(store: &Store) -> Result<HardCases, EngineError> {
    let mut cases = HardCases {
        rows_set_aside: lost_rows::count(store)?,
        erased: store.erasures()?.len() as u64,
        judged_apart: judged_apart(store)?,
        ..HardCases::default()
    };
    let Some(run) = store.current_run()? else {
        return Ok(cases);
    };
    for (attribute, standing, count) in store.standing_counts(run.run)? {
        match (attribute.as_str(), standing.as_str()) {
            ("phone", "household" | "shared") => cases.shared_phones += count,
            ("email", "household" | "shared") => cases.shared_emails += count,
            _ => {}
        }
    }
    let counts = store.customer_counts(run.run)?;
    let report: RunReport = serde_json::from_str(&run.report)?;
    cases.people = Some(counts.people);
    cases.people_by_email = Some(report.people_by_email);
    cases.known_only_by_id = counts.known_only_by_id;
    cases.unsure_pairs = store.pair_counts(run.run)?.waiting;
    cases.households = store
        .households(run.run, &CustomerFilter::default(), 0, 0)?
        .1;
    for (attribute, customers) in governance::conflicts_by_attribute(store)? {
        if attribute.family() == rollcall_model::AttributeFamily::Consent {
            cases.consent_contradictions += customers;
        }
    }
    let filter = CustomerFilter {
        conflicts_only: true,
        ..CustomerFilter::default()
    };
    cases.conflicts = store.customers(run.run, &filter, 0, 0)?.1;
    Ok(cases)
}

//! The questions: which systems there are, four about each source, one use case, the rules, who answers,
//! the approach, the scope, the signatures.

use std::collections::BTreeMap;

use rollcall_governance::Rule;
use rollcall_model::SystemKind;
use rollcall_store::{Store, StoredLoad, StoredScope};

use crate::inventory::{format_told, kinds, mark};
use crate::rules::RuleBook;
use crate::view::SourceMark;
use crate::{EngineError, approach, governance, sign_offs, use_cases};

const FORMAT: &str = "format";
/// What a question takes that is answered by what is loaded.
const NOTHING: &str = "nothing";

/// A topic.
pub(super) struct Topic {
    pub(super) code: &'static str,
    pub(super) label: &'static str,
    pub(super) asked: Vec<Asked>,
}

/// A question and what was answered so far.
pub(super) struct Asked {
    pub(super) question: String,
    pub(super) takes: &'static str,
    pub(super) subject: String,
    pub(super) source: Option<SourceMark>,
    pub(super) text: String,
    pub(super) answer: String,
}

/// All questions, in the order they are worth taking.
pub(super) fn all(store: &Store) -> Result<Vec<Topic>, EngineError> {
    let topic = |code, label, asked| Topic { code, label, asked };
    Ok(vec![
        topic("systems", "Which systems know customers?", systems(store)?),
        topic("sources", "The sources", sources(store)?),
        topic("use_case", "The use case", use_case(store)?),
        topic("rules", "The rules", rules(store)?),
        topic("people", "Who decides", people(store)?),
        topic("approach", "The approach", factors(store)?),
        topic("scope", "The scope", scope(store)?),
        topic("sign_off", "Signatures", signatures(store)?),
    ])
}

fn systems(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let known = kinds(store, &store.sources()?, &store.current_loads()?)?;
    Ok(known
        .into_iter()
        .map(|kind| Asked {
            question: format!("kind_state:{}", kind.kind),
            takes: "kind_state",
            text: match SystemKind::parse(&kind.kind) {
                Some(SystemKind::BoughtData) => "Is there data bought or borrowed?".to_owned(),
                _ => format!("Is there a system of this kind: {}?", kind.label),
            },
            source: None,
            answer: match kind.state.as_str() {
                "loaded" => "Yes, and it is loaded.",
                "no_file" => "Yes, but nothing of it is loaded.",
                "absent" => "No.",
                _ => "",
            }
            .to_owned(),
            subject: kind.kind,
        })
        .collect())
}

/// Where, in what format, whose, used for what; and how often it is refreshed.
fn sources(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let loads = store.current_loads()?;
    let duties = store.duties()?;
    let mut asked = Vec::new();
    for source in store.sources()? {
        let mine: Vec<&StoredLoad> = loads
            .iter()
            .filter(|load| load.source == source.source)
            .collect();
        let name = &source.name;
        let owner = governance::owner_of(&duties, source.source);
        let mark = mark(&source);
        // What is loaded tells its format; nobody has to.
        let takes_format = if mine.is_empty() { FORMAT } else { NOTHING };
        let questions = [
            (
                "location",
                "location",
                format!("Where does the data of {name} live?"),
                source.location.clone(),
            ),
            (
                FORMAT,
                takes_format,
                format!("What format is {name} in?"),
                format_told(&source, &mine),
            ),
            ("owner", "owner", format!("Who owns {name}?"), owner),
            (
                "used_for",
                "used_for",
                format!("How is {name} used, or not used?"),
                source.used_for.clone(),
            ),
            (
                "refresh",
                "refresh",
                format!("How often is {name} refreshed?"),
                source.refresh.clone(),
            ),
        ];
        let of_source = |(code, takes, text, answer): (&str, _, _, _)| Asked {
            question: format!("{code}:{}", source.source),
            takes,
            subject: String::new(),
            source: Some(mark.clone()),
            text,
            answer,
        };
        asked.extend(questions.into_iter().map(of_source));
    }
    Ok(asked)
}

fn use_case(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let active = use_cases::active(store)?.unwrap_or_default();
    let questions = [
        (
            "problem",
            "Which one problem do we solve first?",
            active.problem,
        ),
        ("measure", "What shows that it is solved?", active.measure),
        (
            "baseline",
            "Where does that measure stand today?",
            active.baseline,
        ),
        ("target", "Where should it be?", active.target),
    ];
    Ok(questions
        .into_iter()
        .map(|(member, text, answer)| plain("use_case", member, text.to_owned(), answer))
        .collect())
}

fn rules(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let book = RuleBook::read(store)?;
    let to_decide = governance::attributes_to_decide(store)?;
    let is_asked = |rule: &Rule| match rule {
        Rule::Conflict(attribute) => to_decide
            .iter()
            .any(|one| rollcall_golden::Rules::kept_under(one) == *attribute),
        Rule::Refresh(_) => false,
        _ => true,
    };
    Ok(book
        .all(store)?
        .into_iter()
        .filter(|acting| is_asked(&acting.rule))
        .map(|acting| {
            let code = acting.rule.code();
            // A default nobody has spoken about acts, and is no answer.
            let answer = if acting.is_default {
                String::new()
            } else {
                acting.sentence
            };
            plain("rule", &code, book.question(&acting.rule), answer)
        })
        .collect())
}

/// Who has the word on each attribute that has to be decided about.
fn people(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let duties = store.duties()?;
    Ok(governance::attributes_to_decide(store)?
        .into_iter()
        .map(|attribute| {
            let text = format!(
                "Who decides about {} when systems disagree?",
                attribute.label()
            );
            let answer = governance::decider_of(&duties, &attribute);
            plain("decider", &attribute.code(), text, answer)
        })
        .collect())
}

fn factors(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let factors = approach::factors(store)?;
    Ok(factors
        .into_iter()
        .map(|factor| {
            let labels: BTreeMap<&str, &str> = factor
                .choices
                .iter()
                .map(|choice| (choice.code.as_str(), choice.label.as_str()))
                .collect();
            let answer = factor.answer.as_deref().unwrap_or_default();
            let answer = labels.get(answer).copied().unwrap_or_default().to_owned();
            plain("factor", &factor.factor, factor.question, answer)
        })
        .collect())
}

fn scope(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let frozen = store.agreed::<StoredScope>()?.into_iter().last();
    let answer = frozen.map_or_else(String::new, |frozen| {
        let names: Vec<String> = frozen.sources.into_iter().map(|one| one.name).collect();
        names.join(", ")
    });
    Ok(vec![plain(
        "scope",
        "",
        "What is in, and what is not?".to_owned(),
        answer,
    )])
}

fn signatures(store: &Store) -> Result<Vec<Asked>, EngineError> {
    let teams = sign_offs::teams(store)?;
    Ok(teams
        .into_iter()
        .map(|team| {
            let text = format!("Does {} agree with the rules?", team.label.to_lowercase());
            let answer = if team.state == "signed" {
                team.person
            } else {
                String::new()
            };
            plain("sign_off", &team.team, text, answer)
        })
        .collect())
}

fn plain(takes: &'static str, subject: &str, text: String, answer: String) -> Asked {
    let question = match subject {
        "" => takes.to_owned(),
        subject => format!("{takes}:{subject}"),
    };
    Asked {
        question,
        takes,
        subject: subject.to_owned(),
        source: None,
        text,
        answer,
    }
}

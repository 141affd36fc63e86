//! What acts: the choice of each rule as the engine obeys it, and its sentence.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_golden::{Rules, Survivorship};
use rollcall_governance::{ConsentPath, Rule, RuleAsRead, sentence};
use rollcall_model::{Attribute, AttributeFamily, SourceId};
use rollcall_store::{Store, StoredRuleVersion};
use serde_json::json;

use crate::inventory::Marks;
use crate::survivorship::{self, RULE, SOURCE_ORDER};
use crate::{EngineError, governance};

/// The permissions that one rule speaks about. A request to be deleted is none of them: it holds
/// wherever it was made.
const CONSENTS: &[Attribute; 4] = Attribute::PERMISSIONS;
/// The choice that stands where each permission has a rule of its own.
const MIXED: &str = "mixed";

/// A rule as it acts now.
#[derive(Debug, Clone)]
pub(crate) struct Acting {
    pub(crate) rule: Rule,
    /// Blank while nobody decided and nothing acts.
    pub(crate) choice: String,
    pub(crate) wording: String,
    pub(crate) sentence: String,
    pub(crate) is_default: bool,
    /// 0 while nobody decided.
    pub(crate) version: u32,
}

impl Acting {
    /// Whether each permission has a rule of its own.
    pub(crate) fn is_mixed(&self) -> bool {
        self.rule == Rule::Consent && self.choice == MIXED
    }

    /// As people read it when they sign.
    pub(crate) fn as_read(&self) -> RuleAsRead {
        RuleAsRead {
            rule: self.rule.code(),
            choice: self.choice.clone(),
            wording: self.wording.clone(),
            sentence: self.sentence.clone(),
            is_default: self.is_default,
        }
    }
}

/// The rules of a project: what acts, and every version of each.
pub(crate) struct RuleBook {
    pub(super) rules: Rules,
    versions: BTreeMap<String, Vec<StoredRuleVersion>>,
    marks: Marks,
}

impl RuleBook {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        let mut versions: BTreeMap<String, Vec<StoredRuleVersion>> = BTreeMap::new();
        for one in store.agreed::<StoredRuleVersion>()? {
            versions.entry(one.rule.clone()).or_default().push(one);
        }
        Ok(Self {
            rules: survivorship::rules_of(store)?,
            versions,
            marks: Marks::read(store)?,
        })
    }

    /// The versions of a rule, the oldest first.
    pub(crate) fn versions(&self, rule: &Rule) -> &[StoredRuleVersion] {
        self.versions
            .get(&rule.code())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The rules people decided on, by their codes, with their versions, the oldest first.
    pub(super) fn decided(&self) -> impl Iterator<Item = (&str, &[StoredRuleVersion])> {
        let all = self.versions.iter();
        all.map(|(code, versions)| (code.as_str(), versions.as_slice()))
    }

    /// Every rule there is: of what wins, those of the attributes people may agree on; the
    /// permissions one by one only where they are not ruled alike.
    pub(crate) fn all(&self, store: &Store) -> Result<Vec<Acting>, EngineError> {
        let conflicts = governance::conflicts_by_attribute(store)?;
        let governed = governance::governed_attributes(store, &conflicts)?;
        let attributes: BTreeSet<Attribute> = governed
            .into_keys()
            .filter(Rules::is_chosen)
            .map(|attribute| Rules::kept_under(&attribute))
            .collect();
        let consent = self.acting(&Rule::Consent);
        let is_apart = |attribute: &Attribute| consent.is_mixed() || !CONSENTS.contains(attribute);
        let mut all: Vec<Acting> = attributes
            .into_iter()
            .filter(is_apart)
            .map(|attribute| self.acting(&Rule::Conflict(attribute)))
            .collect();
        all.push(self.acting(&Rule::SourceOrder));
        all.push(consent);
        let sources: Vec<SourceId> = self
            .marks
            .all()
            .iter()
            .map(|mark| SourceId(mark.source))
            .collect();
        all.extend(
            sources
                .iter()
                .map(|one| self.acting(&Rule::Retention(*one))),
        );
        all.push(self.acting(&Rule::Deletion));
        all.push(self.acting(&Rule::Access));
        all.extend(sources.iter().map(|one| self.acting(&Rule::Refresh(*one))));
        Ok(all)
    }

    /// One rule as it acts now. The words people gave it hold for the choice they were given for.
    pub(crate) fn acting(&self, rule: &Rule) -> Acting {
        let (choice, is_as_shipped) = self.choice(rule);
        let last = self.versions(rule).last();
        let wording = last
            .filter(|last| last.choice == choice)
            .map(|last| last.sentence.clone())
            .unwrap_or_default();
        Acting {
            sentence: if wording.is_empty() {
                self.told(rule, &choice).unwrap_or_default()
            } else {
                wording.clone()
            },
            is_default: is_as_shipped && last.is_none(),
            version: last.map_or(0, |last| last.version),
            rule: rule.clone(),
            choice,
            wording,
        }
    }

    /// The choice that acts, and whether it is the one the program ships with.
    fn choice(&self, rule: &Rule) -> (String, bool) {
        match rule {
            Rule::Conflict(attribute) => {
                let acting = self.rules.rule_for(attribute);
                let is_as_shipped = acting == Rules::default_for(attribute);
                (acting.code().to_owned(), is_as_shipped)
            }
            Rule::SourceOrder => {
                let order: Vec<i64> = self.rules.source_priority.iter().map(|one| one.0).collect();
                (json!(order).to_string(), order.is_empty())
            }
            Rule::Consent => {
                let mut acting = CONSENTS.iter().map(|one| self.rules.rule_for(one));
                let first = acting.next().unwrap_or(Survivorship::Strictest);
                let path = path_of(first).filter(|_| acting.all(|one| one == first));
                let code = path.map_or(MIXED, ConsentPath::code);
                (code.to_owned(), path == Some(ConsentPath::Strictest))
            }
            _ => match self.versions(rule).last() {
                Some(last) => (last.choice.clone(), false),
                None => (String::new(), true),
            },
        }
    }

    /// The sentence a choice makes of a rule; nothing where it is none of the rule's.
    pub(crate) fn told(&self, rule: &Rule, choice: &str) -> Option<String> {
        match rule {
            Rule::Conflict(attribute) => {
                let acting = Survivorship::parse(choice).filter(|one| one.fits(attribute))?;
                let label = survivorship::label(attribute);
                Some(format!(
                    "{label}: {}",
                    survivorship::lower_first(acting.sentence())
                ))
            }
            Rule::SourceOrder => {
                let order: Vec<i64> = serde_json::from_str(choice).ok()?;
                let names = order.iter().map(|one| self.marks.of(SourceId(*one)).name);
                Some(survivorship::order_told(&names.collect::<Vec<_>>()))
            }
            Rule::Consent if choice == MIXED => {
                Some("Each permission has a rule of its own.".into())
            }
            _ => sentence(rule, choice, &self.name(rule)),
        }
    }

    /// The sentence on what wins for an attribute: in the words people gave it, else the rule's own.
    pub(crate) fn sentence_for(&self, attribute: &Attribute) -> String {
        let acting = self.acting(&Rule::Conflict(Rules::kept_under(attribute)));
        if acting.wording.is_empty() {
            self.rules.rule_for(attribute).sentence().to_owned()
        } else {
            acting.wording
        }
    }

    /// What a rule answers, as one asks it on a whiteboard.
    pub(crate) fn question(&self, rule: &Rule) -> String {
        let name = self.name(rule);
        match rule {
            Rule::Conflict(attribute) => format!(
                "{}: which one holds when systems disagree about the same customer?",
                survivorship::label(attribute)
            ),
            Rule::SourceOrder => "Which system do we believe first?".into(),
            Rule::Consent => "How do consent updates propagate?".into(),
            Rule::Retention(_) => format!("How long do we keep data of {name}?"),
            Rule::Deletion => "How soon is somebody deleted who asks for it?".into(),
            Rule::Access => {
                "How soon is somebody answered who asks what we know about them?".into()
            }
            Rule::Refresh(_) => format!("How often is {name} loaded again?"),
        }
    }

    /// The rule of a code, about something that is there.
    pub(crate) fn rule(&self, code: &str) -> Result<Rule, EngineError> {
        let unknown = || EngineError::NotFound {
            what: "rule",
            name: code.to_owned(),
        };
        let rule = Rule::parse(code).ok_or_else(unknown)?;
        match &rule {
            Rule::Conflict(attribute) => {
                survivorship::attribute(&attribute.code()).map(Rule::Conflict)
            }
            other if other.source().is_some() && self.name(other).is_empty() => Err(unknown()),
            _ => Ok(rule),
        }
    }

    /// A choice as it is kept, where it is one of the rule's.
    pub(crate) fn checked(
        &self,
        store: &Store,
        rule: &Rule,
        choice: &str,
    ) -> Result<String, EngineError> {
        match rule {
            Rule::Conflict(attribute) => {
                Ok(survivorship::rule(choice, attribute)?.code().to_owned())
            }
            Rule::SourceOrder => {
                let numbers: Vec<i64> = serde_json::from_str(choice).map_err(|_| {
                    EngineError::invalid(
                        "The order of sources is a list of their numbers, such as [2,1].",
                    )
                })?;
                let order = survivorship::sources(store, &numbers)?;
                let order: Vec<i64> = order.iter().map(|one| one.0).collect();
                Ok(json!(order).to_string())
            }
            _ if choice != MIXED && self.told(rule, choice).is_some() => Ok(choice.to_owned()),
            _ => Err(EngineError::invalid(format!(
                "“{choice}” is no answer to “{}”.",
                self.question(rule)
            ))),
        }
    }

    fn name(&self, rule: &Rule) -> String {
        rule.source()
            .map(|source| self.marks.of(source).name)
            .unwrap_or_default()
    }
}

/// The settings through which a choice acts, by name; nothing is what the program ships with.
pub(crate) fn settings_of(rule: &Rule, choice: &str) -> Vec<(String, Option<String>)> {
    let of = |attribute: &Attribute, acting: Survivorship| {
        let value = (Rules::default_for(attribute) != acting).then(|| acting.code().to_owned());
        (format!("{RULE}{}", attribute.code()), value)
    };
    match rule {
        Rule::Conflict(attribute) => Survivorship::parse(choice)
            .map(|acting| of(attribute, acting))
            .into_iter()
            .collect(),
        Rule::SourceOrder => {
            let value = (choice != "[]").then(|| choice.to_owned());
            vec![(SOURCE_ORDER.to_owned(), value)]
        }
        Rule::Consent => ConsentPath::parse(choice)
            .map(acting_as)
            .into_iter()
            .flat_map(|acting| CONSENTS.iter().map(move |one| of(one, acting)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Rules as they would be with another choice.
pub(super) fn with_choice(rules: &Rules, rule: &Rule, choice: &str) -> Rules {
    let mut other = rules.clone();
    match rule {
        Rule::Conflict(attribute) => {
            if let Some(acting) = Survivorship::parse(choice) {
                other.by_attribute.insert(attribute.clone(), acting);
            }
        }
        Rule::SourceOrder => {
            let order: Vec<i64> = serde_json::from_str(choice).unwrap_or_default();
            other.source_priority = order.into_iter().map(SourceId).collect();
        }
        Rule::Consent => {
            if let Some(acting) = ConsentPath::parse(choice).map(acting_as) {
                let all = CONSENTS.iter().map(|one| (one.clone(), acting));
                other.by_attribute.extend(all);
            }
        }
        _ => {}
    }
    other
}

/// Whether contradicting answers about an attribute are the consent rule's to settle.
pub(super) fn is_consent(attribute: &Attribute) -> bool {
    attribute.family() == AttributeFamily::Consent && CONSENTS.contains(attribute)
}

fn acting_as(path: ConsentPath) -> Survivorship {
    match path {
        ConsentPath::Strictest => Survivorship::Strictest,
        ConsentPath::MostRecent => Survivorship::MostRecent,
        ConsentPath::BySource => Survivorship::SourcePriority,
    }
}

fn path_of(acting: Survivorship) -> Option<ConsentPath> {
    let mut paths = ConsentPath::ALL.iter().copied();
    paths.find(|path| acting_as(*path) == acting)
}

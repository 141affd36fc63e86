//! Lists that are ready to be taken, looked at and changed.

use rollcall_model::{Attribute, SourceId};

use crate::{Answer, Condition, EventSort, EventTest, Joined, SourceTest, State};

/// Sources a template is about.
#[derive(Debug, Clone, Default)]
pub struct TemplateSources {
    /// The tool newsletters are sent with: of several sources the one that lists whom they go to.
    pub newsletter: Option<SourceId>,
    /// All sources that tell of the newsletter, this one among them: a log of what was sent is no other system.
    pub of_newsletter: Vec<SourceId>,
    /// All other sources.
    pub others: Vec<SourceId>,
    /// Another source, to compare with: the shop, or else whichever knows most people.
    pub other: Option<SourceId>,
}

/// Days of the windows templates begin with.
#[derive(Debug, Clone, Copy)]
pub struct LastDays {
    /// Somebody bought recently.
    pub recent: u32,
    /// Somebody who has not bought for so long has lapsed.
    pub lapsed: u32,
}

impl Default for LastDays {
    fn default() -> Self {
        Self {
            recent: 90,
            lapsed: 365,
        }
    }
}

/// A list that is ready to be taken.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// Whether it is to leave people alone instead of reaching them.
    pub is_suppression: bool,
    /// Its condition; nothing where a source it is about is not there.
    pub condition: fn(&TemplateSources, LastDays) -> Option<Condition>,
}

/// All templates.
pub const TEMPLATES: &[Template] = &[
    Template {
        code: "recent_buyers",
        name: "Bought recently",
        about: "Leave them out of winback and acquisition campaigns.",
        is_suppression: true,
        condition: |_, days| Some(all(vec![bought(EventTest::Did, Some(days.recent))])),
    },
    Template {
        code: "lapsed",
        name: "Lapsed customers",
        about: "They bought once and not for a year: whom a winback is for.",
        is_suppression: false,
        condition: |_, days| {
            Some(all(vec![
                bought(EventTest::Did, None),
                bought(EventTest::DidNot, Some(days.lapsed)),
                not_no(),
            ]))
        },
    },
    Template {
        code: "newsletter_only",
        name: "Only in the newsletter",
        about: "They read and have never bought: no other source knows them.",
        is_suppression: false,
        condition: |sources, _| {
            let mut conditions = only_in_newsletter(sources)?;
            conditions.extend([bought(EventTest::DidNot, None), not_no()]);
            Some(all(conditions))
        },
    },
    Template {
        code: "buyers_without_consent",
        name: "Buyers without consent",
        about: "They bought and nobody asked whether they may be written to: ask at the next contact, and leave them out until then.",
        is_suppression: true,
        condition: |_, _| {
            Some(all(vec![
                bought(EventTest::Did, None),
                Condition::Group {
                    joined: Joined::None,
                    conditions: vec![Condition::Consent {
                        channel: Attribute::EmailConsent,
                        answer: Answer::SaidYes,
                    }],
                },
            ]))
        },
    },
    Template {
        code: "in_both",
        name: "In both of two sources",
        about: "Two systems know them, and may both write to them.",
        is_suppression: false,
        condition: |sources, _| {
            Some(all(vec![
                source(sources.newsletter?, SourceTest::In),
                source(sources.other?, SourceTest::In),
            ]))
        },
    },
    Template {
        code: "unknown_to_newsletter",
        name: "Buyers the newsletter does not know",
        about: "It was right there in the other system, but the newsletter did not know.",
        is_suppression: false,
        condition: |sources, _| {
            Some(all(vec![
                bought(EventTest::Did, None),
                not_in_newsletter(sources)?,
                not_no(),
            ]))
        },
    },
    Template {
        code: "not_known_as_buyers",
        name: "Buyers the e-mail tool does not know as buyers",
        about: "They bought, and the e-mail tool has them not at all or not as buyers: upload them there before the next campaign.",
        is_suppression: false,
        condition: |sources, _| {
            Some(all(vec![
                bought(EventTest::Did, None),
                source(sources.newsletter?, SourceTest::NotAsBuyer),
                Condition::State {
                    state: State::OnlyById,
                    holds: false,
                },
            ]))
        },
    },
    Template {
        code: "in_conflict",
        name: "Customers in conflict",
        about: "Sources disagree about them: settle it before they are written to.",
        is_suppression: true,
        condition: |_, _| {
            Some(all(vec![Condition::State {
                state: State::InConflict,
                holds: true,
            }]))
        },
    },
];

/// In the newsletter and in no source that tells of anything else.
fn only_in_newsletter(sources: &TemplateSources) -> Option<Vec<Condition>> {
    let newsletter = sources.newsletter?;
    if sources.of_newsletter.len() < 2 {
        return Some(vec![source(newsletter, SourceTest::OnlyIn)]);
    }
    let mut conditions = vec![in_any(Joined::Any, &sources.of_newsletter)];
    if !sources.others.is_empty() {
        conditions.push(in_any(Joined::None, &sources.others));
    }
    Some(conditions)
}

/// In no source that tells of the newsletter.
fn not_in_newsletter(sources: &TemplateSources) -> Option<Condition> {
    let newsletter = sources.newsletter?;
    Some(if sources.of_newsletter.len() < 2 {
        source(newsletter, SourceTest::NotIn)
    } else {
        in_any(Joined::None, &sources.of_newsletter)
    })
}

fn in_any(joined: Joined, sources: &[SourceId]) -> Condition {
    let sources = sources.iter();
    Condition::Group {
        joined,
        conditions: sources.map(|one| source(*one, SourceTest::In)).collect(),
    }
}

fn all(conditions: Vec<Condition>) -> Condition {
    Condition::Group {
        joined: Joined::All,
        conditions,
    }
}

fn bought(test: EventTest, days: Option<u32>) -> Condition {
    Condition::Event {
        event: EventSort::Purchase,
        test,
        days,
        named: String::new(),
    }
}

fn not_no() -> Condition {
    Condition::Consent {
        channel: Attribute::EmailConsent,
        answer: Answer::NotNo,
    }
}

fn source(source: SourceId, test: SourceTest) -> Condition {
    Condition::Source { source, test }
}

#[cfg(test)]
mod tests {
    use super::{LastDays, TEMPLATES, TemplateSources, only_in_newsletter, source};
    use crate::{Condition, Joined, SourceTest, fault_of};
    use rollcall_model::SourceId;

    #[test]
    fn every_template_can_be_decided_and_waits_for_its_sources() {
        let sources = TemplateSources {
            newsletter: Some(SourceId(1)),
            of_newsletter: vec![SourceId(1), SourceId(3)],
            others: vec![SourceId(2)],
            other: Some(SourceId(2)),
        };
        for template in TEMPLATES {
            let condition = (template.condition)(&sources, LastDays::default());
            let condition = condition.unwrap_or_else(|| panic!("{} has one", template.code));
            assert_eq!(fault_of(&condition), None, "{}", template.code);
        }
        let nothing = TemplateSources::default();
        let left = TEMPLATES
            .iter()
            .filter(|one| (one.condition)(&nothing, LastDays::default()).is_some());
        assert_eq!(left.count(), 4);
    }

    #[test]
    fn a_log_of_what_was_sent_is_no_other_source_than_the_newsletter() {
        let told = |of_newsletter: &[i64], others: &[i64]| {
            let ids = |all: &[i64]| all.iter().copied().map(SourceId).collect();
            only_in_newsletter(&TemplateSources {
                newsletter: Some(SourceId(1)),
                of_newsletter: ids(of_newsletter),
                others: ids(others),
                other: None,
            })
        };
        let group = |joined: Joined, all: &[i64]| Condition::Group {
            joined,
            conditions: all
                .iter()
                .map(|one| source(SourceId(*one), SourceTest::In))
                .collect(),
        };
        let alone = vec![source(SourceId(1), SourceTest::OnlyIn)];
        assert_eq!(told(&[1], &[2]), Some(alone));
        let both = group(Joined::Any, &[1, 3]);
        assert_eq!(
            told(&[1, 3], &[2, 4]),
            Some(vec![both.clone(), group(Joined::None, &[2, 4])])
        );
        assert_eq!(told(&[1, 3], &[]), Some(vec![both]));
    }
}

//! Which value wins: the survivorship rules people agree on.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, AttributeFamily, SourceId};
use serde::{Deserialize, Serialize};

/// The rule of a value that nobody contradicts.
pub const ONLY_VALUE: &str = "only_value";
/// The rule of a value a person set.
pub const OVERRIDE: &str = "override";
/// The rule of the time and origin of a consent: they come from the record whose consent holds.
pub const WITH_CONSENT: &str = "with_consent";
/// The rule is to ask, and nobody has answered.
pub(crate) const ASK: &str = "ask";
/// The rule says the same of two values: more sources hold this one.
pub(crate) const TIE_SOURCES: &str = "tie_sources";
/// The same: this one says more.
pub(crate) const TIE_FULLER: &str = "tie_fuller";
/// The same: this is how most records spell it.
pub(crate) const TIE_SPELLING: &str = "tie_spelling";
/// The same: a more trusted source holds this one.
pub(crate) const TIE_TRUSTED: &str = "tie_trusted";
/// The same: this one was said later.
pub(crate) const TIE_LATER: &str = "tie_later";
/// Messages come back from the other address.
pub(crate) const NOT_BOUNCED: &str = "not_bounced";
/// What lost is that messages come back, which is about another address.
pub(crate) const OTHER_ADDRESS: &str = "other_address";
/// The same: of what one row says at one time, this stands first in it.
pub(crate) const TIE_FIRST: &str = "tie_first";
/// Nothing tells two values apart but their letters.
pub(crate) const TIE_ALPHABET: &str = "tie_alphabet";

/// How the agreed value of an attribute is chosen. Where a rule leaves two values equal, the
/// others decide in the order [`Survivorship::sentence`] tells, and at the very last the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Survivorship {
    /// The source that stands first in the agreed order.
    SourcePriority,
    /// The record that changed last.
    MostRecent,
    /// The value most sources hold.
    MostFrequent,
    /// The longest form.
    MostComplete,
    /// The record that changed least recently; of dates, the earliest.
    Oldest,
    /// The address or number that is known to work.
    Verified,
    /// The strictest consent.
    Strictest,
    /// All values are right at once; the most recent leads.
    KeepAll,
    /// No value holds where sources disagree, until somebody says which; see [`GoldenRecord::leave_open`](crate::GoldenRecord::leave_open).
    Ask,
}

/// The rules of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The rule of each attribute people have spoken about; any other has
    /// [`Rules::default_for`]. The parts of an address share one rule, that of
    /// [`Attribute::Street`], because an address is taken whole.
    pub by_attribute: BTreeMap<Attribute, Survivorship>,
    /// Sources in the order they are believed, the most trusted first; one that is not listed comes
    /// after all that are.
    pub source_priority: Vec<SourceId>,
}

impl Survivorship {
    /// All of them, in the order screens show them.
    pub const ALL: &[Self] = &[
        Self::SourcePriority,
        Self::MostRecent,
        Self::MostFrequent,
        Self::MostComplete,
        Self::Oldest,
        Self::Verified,
        Self::Strictest,
        Self::KeepAll,
        Self::Ask,
    ];

    /// The stable code, such as `most_recent`.
    pub fn code(self) -> &'static str {
        match self {
            Self::SourcePriority => "source_priority",
            Self::MostRecent => "most_recent",
            Self::MostFrequent => "most_frequent",
            Self::MostComplete => "most_complete",
            Self::Oldest => "oldest",
            Self::Verified => "verified",
            Self::Strictest => "strictest",
            Self::KeepAll => "keep_all",
            Self::Ask => ASK,
        }
    }

    /// Reads what [`Survivorship::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::SourcePriority => "Most trusted source",
            Self::MostRecent => "Most recent",
            Self::MostFrequent => "Most sources agree",
            Self::MostComplete => "Most complete",
            Self::Oldest => "Oldest",
            Self::Verified => "Known to work",
            Self::Strictest => "Strictest",
            Self::KeepAll => "Keep all",
            Self::Ask => "Ask somebody",
        }
    }

    /// Whether the rule can be meant for an attribute: only of consents is one the strictest, and of
    /// consents nobody can keep all; only of addresses and numbers for messages is told whether they work. Nobody is asked about a consent, because a no must not wait; about an
    /// address, which is set part by part; and about what grows older by itself.
    pub fn fits(self, attribute: &Attribute) -> bool {
        let is_consent = attribute.family() == AttributeFamily::Consent;
        match self {
            Self::Ask => {
                *attribute != Attribute::Age
                    && !matches!(
                        attribute.family(),
                        AttributeFamily::Consent
                            | AttributeFamily::Address
                            | AttributeFamily::Lifecycle
                    )
            }
            Self::Strictest => is_consent,
            Self::Verified => matches!(attribute, Attribute::Email | Attribute::Phone),
            Self::KeepAll | Self::MostComplete => !is_consent,
            Self::SourcePriority | Self::MostRecent | Self::MostFrequent | Self::Oldest => true,
        }
    }

    /// The rule by which values are put in order: to ask puts none before another, so that they stand in
    /// the order they have where nobody spoke about the attribute.
    pub(crate) fn in_order(self, attribute: &Attribute) -> Self {
        match self {
            Self::Ask => Rules::default_for(attribute),
            other => other,
        }
    }

    /// The rule as a sentence people can agree on.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::SourcePriority => {
                "The value of the source we trust most wins; within one source, the most recent."
            }
            Self::MostRecent => {
                "The value of the record that changed last wins; if that is not known, the one most sources hold."
            }
            Self::MostFrequent => {
                "The value most sources hold wins, then the one most records hold, then the most complete one."
            }
            Self::MostComplete => {
                "The longest form of the value wins, then the one most sources hold."
            }
            Self::Oldest => "The earliest value wins, then the one most sources hold.",
            Self::Verified => {
                "One that a yes to messages came with wins, and one that messages come back from gives way; then the most recent."
            }
            Self::Strictest => {
                "If any source says no, the answer is no: the strictest consent wins."
            }
            Self::KeepAll => {
                "All values are kept; the one of the record that changed last comes first."
            }
            Self::Ask => {
                "Where sources disagree no value holds, and none goes out, until somebody says which."
            }
        }
    }
}

impl Rules {
    /// Sensible rules to start from: one entry for every attribute a golden record can hold, and no
    /// order among the sources yet.
    pub fn default_rules() -> Self {
        Self {
            by_attribute: Attribute::ALL
                .iter()
                .filter(|attribute| Self::is_unified(attribute))
                .map(|attribute| (attribute.clone(), Self::default_for(attribute)))
                .collect(),
            source_priority: Vec::new(),
        }
    }

    /// The rule of an attribute nobody has spoken about.
    pub fn default_for(attribute: &Attribute) -> Survivorship {
        match attribute {
            Attribute::FormerName | Attribute::Nickname | Attribute::Website => {
                Survivorship::KeepAll
            }
            Attribute::NationalId | Attribute::OrganisationId => Survivorship::MostFrequent,
            Attribute::Organisation
            | Attribute::JobTitle
            | Attribute::Language
            | Attribute::Age
            | Attribute::ConsentTime
            | Attribute::ConsentSource => Survivorship::MostRecent,
            Attribute::CreatedAt => Survivorship::Oldest,
            other => match other.family() {
                AttributeFamily::Person => Survivorship::MostFrequent,
                AttributeFamily::Consent => Survivorship::Strictest,
                AttributeFamily::Organisation
                | AttributeFamily::Contact
                | AttributeFamily::Address
                | AttributeFamily::Lifecycle => Survivorship::MostRecent,
                AttributeFamily::Identifier | AttributeFamily::Event | AttributeFamily::Custom => {
                    Survivorship::KeepAll
                }
            },
        }
    }

    /// The rule that holds for an attribute.
    pub fn rule_for(&self, attribute: &Attribute) -> Survivorship {
        let attribute = Self::kept_under(attribute);
        self.by_attribute
            .get(&attribute)
            .copied()
            .unwrap_or_else(|| Self::default_for(&attribute))
    }

    /// The attribute under which the rule of another is kept: an address has one rule.
    pub fn kept_under(attribute: &Attribute) -> Attribute {
        match attribute.family() {
            AttributeFamily::Address => Attribute::Street,
            _ => attribute.clone(),
        }
    }

    /// Whether a golden record holds the attribute at all. What belongs to a single row stays there:
    /// its own id, what it was merged into, what one statement of a log of consents is about, whether messages
    /// came back, and everything about an event.
    pub fn is_unified(attribute: &Attribute) -> bool {
        !matches!(
            attribute,
            Attribute::RecordKey
                | Attribute::MergedInto
                | Attribute::WithdrawalTime
                | Attribute::ConsentChannel
                | Attribute::ConsentPurpose
                | Attribute::ConsentState
                | Attribute::Bounced
        ) && attribute.family() != AttributeFamily::Event
    }

    /// Whether people can choose its rule: when and where a consent was given comes with the consent
    /// that holds.
    pub fn is_chosen(attribute: &Attribute) -> bool {
        Self::is_unified(attribute)
            && !matches!(attribute, Attribute::ConsentTime | Attribute::ConsentSource)
    }

    /// Where a source stands in the agreed order, from 0; one that is not listed stands last.
    pub(crate) fn rank_of(&self, source: SourceId) -> usize {
        self.source_priority
            .iter()
            .position(|one| *one == source)
            .unwrap_or(usize::MAX)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::default_rules()
    }
}

/// What people read for the `rule` of a golden value or conflict; an unknown code is shown as it is.
pub fn rule_label(code: &str) -> &str {
    match code {
        ONLY_VALUE => "The only value",
        OVERRIDE => "Set by a person",
        WITH_CONSENT => "From the record whose consent holds",
        TIE_SOURCES => "A tie under the rule; more sources say this",
        TIE_FULLER => "A tie under the rule; this is the fuller value",
        TIE_SPELLING => "A tie under the rule; this is the commoner spelling",
        TIE_TRUSTED => "A tie under the rule; this is from the more trusted source",
        TIE_LATER => "A tie under the rule; this was said later",
        NOT_BOUNCED => "Messages to the other address come back",
        OTHER_ADDRESS => "Messages come back from another address only",
        TIE_FIRST => "A tie under the rule; this stands first in its row",
        TIE_ALPHABET => "A tie that nothing settles; this is the first by the alphabet",
        ASK => "Nobody has decided yet",
        other => match Survivorship::parse(other) {
            Some(rule) => rule.label(),
            None => other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Rules, Survivorship};
    use rollcall_model::Attribute;

    #[test]
    fn codes_read_back_and_are_the_ones_files_hold() {
        for rule in Survivorship::ALL {
            assert_eq!(Survivorship::parse(rule.code()), Some(*rule));
            assert_eq!(
                serde_json::to_string(rule).ok(),
                Some(format!("\"{}\"", rule.code()))
            );
            assert!(rule.sentence().ends_with('.'));
        }
    }

    #[test]
    fn rules_survive_being_written_down() {
        let mut rules = Rules::default_rules();
        rules
            .by_attribute
            .insert(Attribute::Custom("Tier".into()), Survivorship::Oldest);
        let text = serde_json::to_string(&rules).expect("rules are plain data");
        assert_eq!(serde_json::from_str::<Rules>(&text).ok(), Some(rules));
    }

    #[test]
    fn an_address_has_one_rule() {
        let mut rules = Rules::default_rules();
        rules
            .by_attribute
            .insert(Attribute::Street, Survivorship::MostComplete);
        for part in [Attribute::City, Attribute::Postcode, Attribute::FullAddress] {
            assert_eq!(rules.rule_for(&part), Survivorship::MostComplete, "{part}");
        }
        assert_eq!(
            rules.rule_for(&Attribute::Email),
            Survivorship::MostRecent,
            "others keep theirs"
        );
    }

    #[test]
    fn every_default_fits() {
        for attribute in Attribute::ALL {
            assert!(Rules::default_for(attribute).fits(attribute), "{attribute}");
        }
        assert!(!Survivorship::Strictest.fits(&Attribute::City));
        assert!(!Survivorship::KeepAll.fits(&Attribute::EmailConsent));
        for attribute in [
            Attribute::EmailConsent,
            Attribute::DeletionRequest,
            Attribute::Street,
            Attribute::FullAddress,
            Attribute::CreatedAt,
            Attribute::Age,
        ] {
            assert!(!Survivorship::Ask.fits(&attribute), "{attribute}");
        }
        assert!(Survivorship::Ask.fits(&Attribute::FamilyName));
        assert!(Survivorship::Verified.fits(&Attribute::Email));
        assert!(!Survivorship::Verified.fits(&Attribute::City));
    }

    #[test]
    fn defaults_are_what_the_documentation_says() {
        for (attribute, rule) in [
            (Attribute::FamilyName, Survivorship::MostFrequent),
            (Attribute::BirthDate, Survivorship::MostFrequent),
            (Attribute::Email, Survivorship::MostRecent),
            (Attribute::Street, Survivorship::MostRecent),
            (Attribute::EmailConsent, Survivorship::Strictest),
            (Attribute::DeletionRequest, Survivorship::Strictest),
            (Attribute::CreatedAt, Survivorship::Oldest),
            (Attribute::LastActiveAt, Survivorship::MostRecent),
            (Attribute::LastPurchaseAt, Survivorship::MostRecent),
            (Attribute::LoyaltyCard, Survivorship::KeepAll),
            (Attribute::Custom("Tier".into()), Survivorship::KeepAll),
        ] {
            assert_eq!(Rules::default_for(&attribute), rule, "{attribute}");
        }
        assert!(!Rules::is_unified(&Attribute::OrderId));
        assert!(!Rules::is_unified(&Attribute::RecordKey));
    }
}

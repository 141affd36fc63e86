//! The rules there are, each with a code that files and the wire know it by.

use rollcall_model::{Attribute, SourceId, coded};

coded! {
    /// What a rule is about.
    RuleKind {
        /// Which value wins where sources disagree.
        Conflict = "conflict", "When sources disagree";
        /// Which source is believed before which.
        SourceOrder = "source_order", "Order of sources";
        /// How a consent given or withdrawn in one system holds in the others.
        Consent = "consent", "Consent";
        /// How long a source is kept.
        Retention = "retention", "How long data is kept";
        /// What becomes of somebody who asks to be forgotten.
        Deletion = "deletion", "Requests to be deleted";
        /// What becomes of somebody who asks what is known about them.
        Access = "access", "Requests for access";
        /// How often a source is loaded again.
        Refresh = "refresh", "How often data is loaded";
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Which value of an attribute wins.
    Conflict(Attribute),
    /// Which source is believed before which.
    SourceOrder,
    /// How consents hold across systems.
    Consent,
    /// How long a source is kept.
    Retention(SourceId),
    /// Requests to be deleted.
    Deletion,
    /// Requests for access.
    Access,
    /// How often a source is loaded.
    Refresh(SourceId),
}

impl Rule {
    /// What it is about.
    pub fn kind(&self) -> RuleKind {
        match self {
            Self::Conflict(_) => RuleKind::Conflict,
            Self::SourceOrder => RuleKind::SourceOrder,
            Self::Consent => RuleKind::Consent,
            Self::Retention(_) => RuleKind::Retention,
            Self::Deletion => RuleKind::Deletion,
            Self::Access => RuleKind::Access,
            Self::Refresh(_) => RuleKind::Refresh,
        }
    }

    /// As it is kept: `conflict:email`, `source_order`, `retention:3`.
    pub fn code(&self) -> String {
        let kind = self.kind().code();
        match self {
            Self::Conflict(attribute) => format!("{kind}:{}", attribute.code()),
            Self::Retention(source) | Self::Refresh(source) => format!("{kind}:{}", source.0),
            Self::SourceOrder | Self::Consent | Self::Deletion | Self::Access => kind.to_owned(),
        }
    }

    /// Reads what [`Rule::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (kind, rest) = match code.split_once(':') {
            Some((kind, rest)) => (kind, Some(rest)),
            None => (code, None),
        };
        let source = || rest?.parse().ok().map(SourceId);
        match (RuleKind::parse(kind)?, rest) {
            (RuleKind::Conflict, Some(attribute)) => {
                Attribute::parse(attribute).map(Self::Conflict)
            }
            (RuleKind::Retention, Some(_)) => source().map(Self::Retention),
            (RuleKind::Refresh, Some(_)) => source().map(Self::Refresh),
            (RuleKind::SourceOrder, None) => Some(Self::SourceOrder),
            (RuleKind::Consent, None) => Some(Self::Consent),
            (RuleKind::Deletion, None) => Some(Self::Deletion),
            (RuleKind::Access, None) => Some(Self::Access),
            _ => None,
        }
    }

    /// The source it is about, where it is about one.
    pub fn source(&self) -> Option<SourceId> {
        match self {
            Self::Retention(source) | Self::Refresh(source) => Some(*source),
            _ => None,
        }
    }

    /// The same rule about another source.
    #[must_use]
    pub fn about(&self, source: SourceId) -> Self {
        match self {
            Self::Retention(_) => Self::Retention(source),
            Self::Refresh(_) => Self::Refresh(source),
            other => other.clone(),
        }
    }
}

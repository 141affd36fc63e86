//! Standing tests whether two kinds of systems talk to each other.

use rollcall_model::SystemKind;

use crate::Ratio;

/// Whether a link between two kinds of systems is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkTest {
    /// What people read.
    pub label: &'static str,
    /// Whose people are looked at.
    pub from: SystemKind,
    /// Who should know them; nothing for anybody who knows who they are.
    pub to: Option<SystemKind>,
    /// It passes with so many in a hundred of them known.
    pub least_percent: u64,
}

/// What became of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    /// So many as should be are known.
    Passed,
    /// Fewer are.
    Failed,
    /// A file of one of the two is not there, or holds nobody.
    NoFile,
}

/// All tests. Most visitors of a page never say who they are, so of those of the analytics tool fewer are
/// asked for.
pub const LINK_TESTS: [LinkTest; 3] = [
    LinkTest {
        label: "Loyalty members are in the e-mail platform",
        from: SystemKind::Loyalty,
        to: Some(SystemKind::EmailPlatform),
        least_percent: 80,
    },
    LinkTest {
        label: "People in the ad audiences are in the CRM",
        from: SystemKind::AdPlatform,
        to: Some(SystemKind::Crm),
        least_percent: 80,
    },
    LinkTest {
        label: "Users of the analytics tool have a customer profile",
        from: SystemKind::Analytics,
        to: None,
        least_percent: 20,
    },
];

impl LinkTest {
    /// What became of it: how many of how many are not known; nothing where a file is missing.
    pub fn outcome(&self, unknown: Option<Ratio>) -> LinkOutcome {
        match unknown.filter(|one| one.among > 0) {
            None => LinkOutcome::NoFile,
            Some(one)
                if (one.among - one.found.min(one.among)) * 100
                    >= one.among * self.least_percent =>
            {
                LinkOutcome::Passed
            }
            Some(_) => LinkOutcome::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LINK_TESTS, LinkOutcome};
    use crate::Ratio;

    #[test]
    fn a_link_passes_fails_or_has_no_file() {
        let ratio = |found, among| Some(Ratio { found, among });
        for (test, unknown, outcome) in [
            (0, ratio(2, 10), LinkOutcome::Passed),
            (0, ratio(3, 10), LinkOutcome::Failed),
            (1, ratio(10, 10), LinkOutcome::Failed),
            (2, ratio(8, 10), LinkOutcome::Passed),
            (2, ratio(9, 10), LinkOutcome::Failed),
            (0, None, LinkOutcome::NoFile),
            (0, ratio(0, 0), LinkOutcome::NoFile),
        ] {
            assert_eq!(
                LINK_TESTS[test].outcome(unknown),
                outcome,
                "{test} {unknown:?}"
            );
        }
    }
}

//! What the use case that is worked on needs put right first, among everything that was found.

use rollcall_checks::Detail;
use rollcall_governance::Wanted;
use rollcall_model::Attribute;
use rollcall_store::Store;

use crate::{EngineError, use_cases};

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    /// The kinds of systems it is found in, by code; none where it goes across all of them.
    pub(crate) kinds: Vec<String>,
    /// The attributes it touches; none where it touches whole records.
    pub(crate) attributes: Vec<Attribute>,
}

/// The use case that is worked on.
pub(crate) struct Aim {
    name: String,
    wanted: Wanted,
}

impl Aim {
    /// The active use case; nothing while none is.
    pub(crate) fn read(store: &Store) -> Result<Option<Self>, EngineError> {
        Ok(use_cases::active(store)?.map(|one| Self {
            wanted: use_cases::wanted(&one),
            name: one.name,
        }))
    }

    /// What the use case is called, where it needs this put right: it is found in a system the use case rests on
    /// and touches what it has to know. What is found everywhere and touches everything is not needed more
    /// for this use case than for any other.
    pub(crate) fn needing(&self, about: &About) -> Option<String> {
        let is_its_system = self
            .wanted
            .kinds
            .iter()
            .any(|kind| about.kinds.iter().any(|one| one == kind.code()));
        let is_its_attribute = self
            .wanted
            .attributes
            .iter()
            .any(|one| about.attributes.contains(one));
        let is_needed = match (about.kinds.is_empty(), about.attributes.is_empty()) {
            (true, true) => false,
            (true, false) => is_its_attribute,
            (false, true) => is_its_system,
            (false, false) => is_its_system && is_its_attribute,
        };
        is_needed.then(|| self.name.clone())
    }
}

/// The attributes that are part of a detail.
pub(crate) fn of_detail(detail: Option<Detail>) -> Vec<Attribute> {
    let Some(detail) = detail else {
        return Vec::new();
    };
    Attribute::ALL
        .iter()
        .filter(|attribute| detail.covers(attribute))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{About, Aim, Attribute, Wanted};
    use rollcall_model::SystemKind;

    #[test]
    fn a_finding_is_needed_by_system_and_by_attribute() {
        let aim = Aim {
            name: "Retargeting waste".into(),
            wanted: Wanted {
                kinds: vec![SystemKind::Shop],
                attributes: vec![Attribute::Email],
            },
        };
        let cases: [(&[&str], &[Attribute], bool); 8] = [
            (&["shop"], &[], true),
            (&["crm"], &[], false),
            (&["crm", "shop"], &[], true),
            (&[], &[Attribute::Email], true),
            (&[], &[Attribute::Phone], false),
            (&["shop"], &[Attribute::Email, Attribute::Phone], true),
            (&["crm"], &[Attribute::Email], false),
            (&[], &[], false),
        ];
        for (kinds, attributes, is_needed) in cases {
            let about = About {
                kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
                attributes: attributes.to_vec(),
            };
            assert_eq!(aim.needing(&about).is_some(), is_needed, "{about:?}");
        }
    }
}

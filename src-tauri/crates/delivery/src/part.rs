//! Which of the files of a list a person is in.

use rollcall_model::{Attribute, ConsentState, PrivacyRegion};

use crate::{Destination, Person};

/// The part of a list a person is in, where a destination asks for several files. Ordered as the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Part {
    /// Where they live, where files are parted by region.
    pub home: Option<Home>,
    /// Whether they gave consent, where a region is parted by it.
    pub given: Option<Given>,
    /// The state of the consent by which files are parted.
    pub state: Option<ConsentState>,
}

/// Where somebody lives, as far as files are parted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// In a region that has files of its own, or nobody knows where.
    Own(PrivacyRegion),
    /// Anywhere else.
    Elsewhere,
}

/// Whether somebody gave every consent a destination wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    /// All of them.
    Yes,
    /// One is refused, missing, or taken back by asking to be deleted.
    No,
}

impl Part {
    /// The part of a person.
    pub(crate) fn of(person: &Person, destination: &Destination) -> Self {
        let home = home(person, destination);
        let is_parted_by_consent =
            matches!(home, Some(Home::Own(_))) && !destination.consent.given.is_empty();
        Self {
            home,
            given: is_parted_by_consent.then(|| given(person, destination)),
            state: destination.one_file_per.as_ref().map(|consent| {
                let state = person.consents.get(consent).copied();
                state.unwrap_or(ConsentState::Never)
            }),
        }
    }

    /// What stands behind the name of its file; blank for a list of one part.
    pub fn suffix(self) -> String {
        let home = self.home.map(|home| match home {
            Home::Own(PrivacyRegion::Unknown) => "unknown_region",
            Home::Own(region) => region.code(),
            Home::Elsewhere => PrivacyRegion::Elsewhere.code(),
        });
        let given = self.given.map(|given| match given {
            Given::Yes => "consent_given",
            Given::No => "consent_not_given",
        });
        joined("-", [home, given, self.state.map(ConsentState::code)])
    }

    /// Who is in it, in words; blank where only the name of the file tells.
    pub fn in_words(self) -> String {
        let home = self.home.map(|home| match home {
            Home::Own(region) => region.label(),
            Home::Elsewhere => PrivacyRegion::Elsewhere.label(),
        });
        let given = self.given.map(|given| match given {
            Given::Yes => "consent given",
            Given::No => "consent not given",
        });
        joined(", ", [home, given, None])
    }

    /// What to set for its upload, in a sentence of the recipe; blank where it says nothing.
    pub fn setting(self, destination: &Destination) -> &str {
        let rule = &destination.regions;
        match (self.home, self.given) {
            (Some(Home::Elsewhere), _) => &rule.elsewhere,
            (_, Some(Given::Yes)) => &rule.consent_given,
            (_, Some(Given::No)) => &rule.consent_not_given,
            _ => "",
        }
    }
}

fn joined(by: &str, words: [Option<&str>; 3]) -> String {
    let words: Vec<&str> = words.into_iter().flatten().collect();
    words.join(by)
}

fn home(person: &Person, destination: &Destination) -> Option<Home> {
    let own = &destination.regions.own_file;
    if own.is_empty() {
        return None;
    }
    let region = PrivacyRegion::of(person.country());
    let has_own_file = region == PrivacyRegion::Unknown || own.contains(&region);
    Some(if has_own_file {
        Home::Own(region)
    } else {
        Home::Elsewhere
    })
}

/// Who asked to be deleted took back what they gave.
fn given(person: &Person, destination: &Destination) -> Given {
    let has_given =
        |channel: &Attribute| person.consents.get(channel).copied() == Some(ConsentState::OptedIn);
    let gave_all = destination.consent.given.iter().all(has_given);
    if gave_all && !person.has_asked_to_be_deleted() {
        Given::Yes
    } else {
        Given::No
    }
}

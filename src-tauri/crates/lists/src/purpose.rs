//! What customers permit by a channel for one purpose.

use rollcall_model::{Attribute, ConsentState};

use crate::{Condition, PurposeAnswer, sentence::channel_in_words};

/// Purposes a statement of consent can name: code, as it is called, as it stands in a sentence after "for".
static PURPOSES: [(&str, &str, &str); 6] = [
    ("marketing", "Marketing", "marketing"),
    ("newsletter", "Newsletter", "the newsletter"),
    ("service", "Service messages", "service messages"),
    (
        "profiling",
        "Profiling or analysis",
        "profiling or analysis",
    ),
    ("partners", "Offers of partners", "offers of partners"),
    ("research", "Research", "research"),
];

/// The code of a purpose that conditions can ask about.
pub fn purpose_of(code: &str) -> Option<&'static str> {
    let all = PURPOSES.iter();
    all.map(|(known, ..)| *known).find(|known| *known == code)
}

/// What a purpose is called; its code where it is not known.
pub fn purpose_label(code: &str) -> &str {
    let known = PURPOSES.iter().find(|(known, ..)| *known == code);
    known.map_or(code, |(_, label, _)| *label)
}

/// What is asked about a channel and a purpose, as it follows "Everybody who".
pub(crate) fn told(channel: &Attribute, code: &str, answer: PurposeAnswer) -> String {
    let channel = channel_in_words(channel);
    let known = PURPOSES.iter().find(|(known, ..)| *known == code);
    let purpose = known.map_or(code, |(.., words)| *words);
    match answer {
        PurposeAnswer::Yes => format!("may be reached by {channel} for {purpose}"),
        PurposeAnswer::No => format!("may not be reached by {channel} for {purpose}"),
        PurposeAnswer::Unknown => {
            format!("is not known to have said yes or no to {channel} for {purpose}")
        }
    }
}

/// The purposes conditions can ask about, in the order screens show them.
pub fn purposes() -> impl Iterator<Item = &'static str> {
    PURPOSES.iter().map(|(code, ..)| *code)
}

impl PurposeAnswer {
    /// What an agreed state of a channel permits, where nothing names the purpose: a no to the channel is a no to
    /// every purpose, a yes to the channel a yes to none by itself.
    pub fn by_channel(state: Option<ConsentState>) -> Self {
        match state {
            Some(
                ConsentState::Undeliverable | ConsentState::OptedOut | ConsentState::Complained,
            ) => Self::No,
            _ => Self::Unknown,
        }
    }

    /// What an agreed state permits for a purpose that whoever said it named.
    pub fn by_purpose(state: ConsentState) -> Self {
        match state {
            ConsentState::OptedIn => Self::Yes,
            other => Self::by_channel(Some(other)),
        }
    }
}

/// What is known of everybody by one channel for one purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Whether any statement names the purpose.
    pub is_told: bool,
    /// For each customer of the book.
    pub of: Vec<PurposeAnswer>,
}

/// A channel and a purpose.
pub type ChannelPurpose = (Attribute, String);

/// The channels and purposes a condition asks about, each once.
pub fn purposes_asked(condition: &Condition) -> Vec<ChannelPurpose> {
    let mut asked: Vec<ChannelPurpose> = Vec::new();
    condition.visit(&mut |one| {
        if let Condition::ConsentFor {
            channel, purpose, ..
        } = one
        {
            let pair = (channel.clone(), purpose.clone());
            if !asked.contains(&pair) {
                asked.push(pair);
            }
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, ConsentState};

    use crate::{Condition, Names, PurposeAnswer, sentence};

    #[test]
    fn permissions_for_a_purpose_read_as_people_say_them() {
        for (channel, purpose, answer, told) in [
            (
                Attribute::EmailConsent,
                "newsletter",
                PurposeAnswer::Yes,
                "may be reached by e-mail for the newsletter",
            ),
            (
                Attribute::SmsConsent,
                "service",
                PurposeAnswer::No,
                "may not be reached by text messages for service messages",
            ),
            (
                Attribute::PostConsent,
                "research",
                PurposeAnswer::Unknown,
                "is not known to have said yes or no to letters for research",
            ),
        ] {
            let condition = Condition::ConsentFor {
                channel,
                purpose: purpose.into(),
                answer,
            };
            assert_eq!(sentence(&condition, &Names::default()), told);
        }
    }

    #[test]
    fn only_a_yes_to_the_purpose_is_a_yes() {
        for (state, by_channel, by_purpose) in [
            (
                ConsentState::OptedIn,
                PurposeAnswer::Unknown,
                PurposeAnswer::Yes,
            ),
            (
                ConsentState::Never,
                PurposeAnswer::Unknown,
                PurposeAnswer::Unknown,
            ),
            (
                ConsentState::Pending,
                PurposeAnswer::Unknown,
                PurposeAnswer::Unknown,
            ),
            (
                ConsentState::Undeliverable,
                PurposeAnswer::No,
                PurposeAnswer::No,
            ),
            (ConsentState::OptedOut, PurposeAnswer::No, PurposeAnswer::No),
            (
                ConsentState::Complained,
                PurposeAnswer::No,
                PurposeAnswer::No,
            ),
        ] {
            assert_eq!(
                PurposeAnswer::by_channel(Some(state)),
                by_channel,
                "{state:?}"
            );
            assert_eq!(PurposeAnswer::by_purpose(state), by_purpose, "{state:?}");
        }
        assert_eq!(PurposeAnswer::by_channel(None), PurposeAnswer::Unknown);
    }
}

//! Which attributes say nothing about who somebody is.

/// How the values of an attribute come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    /// They are codes.
    Codes,
    /// They are words somebody wrote, which may name a person all the same.
    Words,
}

/// Attributes whose values say nothing about who somebody is.
const TELLING_NOBODY: &[(&str, Values)] = &[
    ("title", Values::Words),
    ("gender", Values::Codes),
    ("language", Values::Codes),
    ("country", Values::Codes),
    ("email_consent", Values::Codes),
    ("sms_consent", Values::Codes),
    ("phone_consent", Values::Codes),
    ("post_consent", Values::Codes),
    ("consent_source", Values::Words),
    ("deletion_request", Values::Codes),
    ("bounced", Values::Codes),
    ("event_kind", Values::Words),
    ("event_status", Values::Words),
    ("currency", Values::Codes),
    ("product", Values::Words),
    ("sku", Values::Codes),
    ("quantity", Values::Codes),
    ("campaign", Values::Words),
    ("campaign_kind", Values::Words),
];

/// Whether the values of an attribute may be shown to everybody.
pub(crate) fn tells_nobody(attribute: &str) -> bool {
    values_of(attribute).is_some()
}

/// Whether the values of an attribute are codes.
pub(crate) fn is_code(attribute: &str) -> bool {
    values_of(attribute) == Some(Values::Codes)
}

fn values_of(attribute: &str) -> Option<Values> {
    let mut all = TELLING_NOBODY.iter();
    all.find(|(code, _)| *code == attribute)
        .map(|(_, values)| *values)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_model::Attribute;

    use super::{TELLING_NOBODY, is_code, tells_nobody};

    #[test]
    fn attributes_that_are_shown_exist_and_stand_here_once() {
        let mut codes = BTreeSet::new();
        for (code, _) in TELLING_NOBODY {
            assert!(Attribute::parse(code).is_some(), "{code} is no attribute");
            assert!(codes.insert(code), "{code} stands here twice");
        }
    }

    #[test]
    fn what_is_shown_is_a_code_or_words() {
        for (attribute, shown, code) in [
            ("email", false, false),
            ("given_name", false, false),
            ("country", true, true),
            ("product", true, false),
            ("no such thing", false, false),
        ] {
            assert_eq!(
                (tells_nobody(attribute), is_code(attribute)),
                (shown, code),
                "{attribute}"
            );
        }
    }
}

//! E-mail addresses: what is one, in lower case, and what is known about it.
//!
//! The stored value is the address as people write it, in lower case; nothing in it is corrected.
//! [`matching_key`] says which mailbox it is, for comparing only.

mod known;
mod punycode;

use std::borrow::Cow;

pub use known::{
    domain_correction, impossible_domain_correction, is_disposable, is_personal_provider,
    is_placeholder, is_role, matching_key,
};

use crate::{Standardised, placeholder, text};

/// One address. Several in the cell: the first usable one; see [`standardise_all`].
pub fn standardise(text: &str) -> Standardised {
    standardise_all(text)
        .into_iter()
        .next()
        .unwrap_or_else(Standardised::blank)
}

/// Every address of a cell, usable ones first; never empty. Accepts `mailto:`, `Name <address>`,
/// a trailing full stop or comma, and addresses separated by blanks, commas, semicolons, bars.
pub fn standardise_all(text: &str) -> Vec<Standardised> {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return vec![Standardised::blank()];
    }
    let (unmasked, at_signs) = with_at_sign(&cleaned);
    match at_signs {
        0 if placeholder::is_filler(&unmasked) => {
            vec![Standardised::placeholder("email.placeholder")]
        }
        0 => vec![Standardised::invalid("email.no_at")],
        1 => vec![one(&single_address(&unmasked))],
        _ => several(&unmasked),
    }
}

/// The address's domain.
pub fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn with_at_sign(text: &str) -> (Cow<'_, str>, usize) {
    let at_signs = text.bytes().filter(|&byte| byte == b'@').count();
    if at_signs == 0 && (text.contains("(at)") || text.contains("[at]")) {
        let unmasked = text
            .replace("(at)", "@")
            .replace("[at]", "@")
            .replace("(dot)", ".")
            .replace("[dot]", ".");
        let at_signs = unmasked.matches('@').count();
        return (Cow::Owned(unmasked), at_signs);
    }
    (Cow::Borrowed(text), at_signs)
}

/// The address in a text with one at sign: inside its angle brackets, or the word with the sign.
fn single_address(text: &str) -> Cow<'_, str> {
    if let Some((_, rest)) = text.rsplit_once('<')
        && let Some((inside, _)) = rest.split_once('>')
        && inside.contains('@')
    {
        return Cow::Borrowed(inside);
    }
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let joined = text.replace(" @", "@").replace("@ ", "@");
    let word = joined.split(' ').find(|word| word.contains('@'));
    Cow::Owned(word.unwrap_or_default().to_owned())
}

fn several(text: &str) -> Vec<Standardised> {
    let mut found: Vec<Standardised> = Vec::new();
    for piece in text.split([';', ',', ' ', '|', '/', '<', '>']) {
        if !piece.contains('@') {
            continue;
        }
        let address = one(piece);
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found.sort_by_key(|address| !address.is_valid());
    // A second address that is none says nothing beside a good one.
    if found.first().is_some_and(Standardised::is_valid) {
        found.retain(Standardised::is_valid);
    } else {
        found.truncate(1);
    }
    if found.is_empty() {
        found.push(Standardised::invalid("email.local_part"));
    }
    found
}

fn one(text: &str) -> Standardised {
    let bare = bare(text);
    let lower = lower_case(bare);
    let Some((local, domain)) = lower.rsplit_once('@') else {
        return Standardised::invalid("email.no_at");
    };
    if let Err(rule) = check_local_part(local) {
        return Standardised::invalid(rule);
    }
    if known::is_filler_address(local, domain) {
        return Standardised::placeholder("email.placeholder");
    }
    let ascii = if domain.is_ascii() {
        Cow::Borrowed(domain)
    } else {
        match punycode::domain_to_ascii(domain) {
            Some(ascii) => Cow::Owned(ascii),
            None => return Standardised::invalid("email.domain"),
        }
    };
    if let Err(rule) = check_domain(&ascii) {
        return Standardised::invalid(rule);
    }
    if local.len() + 1 + ascii.len() > 254 {
        return Standardised::invalid("email.too_long");
    }
    match ascii {
        Cow::Borrowed(_) => Standardised::valid(lower, "email.lower"),
        Cow::Owned(ascii) => Standardised::valid(format!("{local}@{ascii}"), "email.international"),
    }
}

/// Without what surrounds an address in real files.
fn bare(text: &str) -> &str {
    let mut bare = text.trim();
    loop {
        let before = bare.len();
        if let Some(head) = bare.get(..7)
            && head.eq_ignore_ascii_case("mailto:")
        {
            bare = bare.get(7..).unwrap_or_default();
        }
        bare = bare
            .trim_start_matches(['<', '"', '\'', '(', '[', ',', ';', ':', '`', '“', '‘', ' '])
            .trim_end_matches([
                '>', '"', '\'', ')', ']', ',', ';', ':', '`', '.', '”', '’', ' ',
            ]);
        if bare.len() == before {
            return bare;
        }
    }
}

fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text::clean_code(&text.to_lowercase()).into_owned()
    }
}

fn check_local_part(local: &str) -> Result<(), &'static str> {
    let shape = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let characters = local
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
    if shape && characters {
        Ok(())
    } else {
        Err("email.local_part")
    }
}

fn check_domain(domain: &str) -> Result<(), &'static str> {
    let well_formed = domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    if !well_formed {
        return Err("email.domain");
    }
    match psl::suffix(domain.as_bytes()) {
        Some(suffix) if suffix.is_known() => {
            let whole = suffix.as_bytes().len() == domain.len();
            if whole && suffix.typ() == Some(psl::Type::Icann) {
                Err("email.domain")
            } else {
                Ok(())
            }
        }
        _ => Err("email.unknown_suffix"),
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{standardise, standardise_all};

    #[test]
    fn addresses() {
        let cases: &[(&str, ValueState, &str)] = &[
            ("Anne.Marsh@Example.COM", Valid, "anne.marsh@example.com"),
            (" mailto:anne@example.com ", Valid, "anne@example.com"),
            ("Anne Marsh <anne@example.com>", Valid, "anne@example.com"),
            (
                "\"Marsh, Anne\" <anne@example.com>",
                Valid,
                "anne@example.com",
            ),
            ("anne@example.com.", Valid, "anne@example.com"),
            ("anne@example.com,", Valid, "anne@example.com"),
            ("'anne@example.com", Valid, "anne@example.com"),
            ("anne @ example.com", Valid, "anne@example.com"),
            ("Anne Marsh anne@example.com", Valid, "anne@example.com"),
            ("anne(at)example(dot)com", Valid, "anne@example.com"),
            (
                "o'brien+shop@example.co.uk",
                Valid,
                "o'brien+shop@example.co.uk",
            ),
            ("ａnne@example.com", Valid, "anne@example.com"),
            ("anne@müller.de", Valid, "anne@xn--mller-kva.de"),
            ("info@example.com", Valid, "info@example.com"),
            ("", Blank, ""),
            ("  ", Blank, ""),
            ("n/a", Placeholder, ""),
            ("test@test.com", Placeholder, ""),
            ("NoReply@example.com", Placeholder, ""),
            ("none@none.com", Placeholder, ""),
            ("anne.example.com", Invalid, ""),
            ("anne@", Invalid, ""),
            ("@example.com", Invalid, ""),
            ("anne@example", Invalid, ""),
            ("anne@example.c", Invalid, ""),
            ("anne@example.cmo", Invalid, ""),
            ("anne@co.uk", Invalid, ""),
            ("anne..marsh@example.com", Invalid, ""),
            (".anne@example.com", Invalid, ""),
            ("jürgen@example.com", Invalid, ""),
            ("anne@exa_mple.com", Invalid, ""),
            ("anne@-example.com", Invalid, ""),
            ("07700 900123", Invalid, ""),
        ];
        for (text, state, value) in cases {
            let got = standardise(text);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
        }
        let long = format!("{}@example.com", "a".repeat(65));
        assert_eq!(standardise(&long).state, Invalid);
    }

    #[test]
    fn several_addresses_in_a_cell() {
        let values = |text: &str| -> Vec<String> {
            let all = standardise_all(text);
            all.into_iter().map(|one| one.value).collect()
        };
        assert_eq!(
            values("anne@example.com; Ben@Example.org, anne@example.com"),
            ["anne@example.com", "ben@example.org"]
        );
        assert_eq!(
            values("a.b@example.com c.d@example.com"),
            ["a.b@example.com", "c.d@example.com"]
        );
        assert_eq!(values("broken@@ ; anne@example.com"), ["anne@example.com"]);
        assert_eq!(values("a@b@example.com").len(), 1);
    }
}

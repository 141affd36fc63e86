//! Identifiers: kept as they are wherever a change could make two of them one.

use crate::{Standardised, placeholder, text};

/// The SHA-256 of nothing: somebody hashed empty cells.
const HASH_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// An id as its source writes it: trimmed, case and leading zeros kept (`identifier.verbatim`).
/// Numbers a spreadsheet has rounded are invalid.
pub fn verbatim(text: &str) -> Standardised {
    let cleaned = text::clean(text);
    let cleaned = cleaned.trim_start_matches(['\'', ' ']);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    if is_rounded(cleaned) {
        return Standardised::invalid("identifier.rounded");
    }
    if is_filler(cleaned) {
        return Standardised::placeholder("identifier.placeholder");
    }
    Standardised::valid(cleaned, "identifier.verbatim")
}

/// A card or register number: letters and digits only, letters large (`identifier.compact`).
pub fn compact(text: &str) -> Standardised {
    let verbatim = verbatim(&text::clean_code(text));
    if !verbatim.is_valid() {
        return verbatim;
    }
    let compact: String = verbatim
        .value
        .chars()
        .filter(|one| one.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .filter(|one| one.is_alphanumeric())
        .collect();
    if compact.is_empty() || placeholder::is_filler_number(&compact) {
        return Standardised::placeholder("identifier.placeholder");
    }
    Standardised::valid(text::clean_code(&compact), "identifier.compact")
}

/// A device or advertising id in small letters (`identifier.device`); all zeros means that the
/// person turned it off.
pub fn device(text: &str) -> Standardised {
    let verbatim = verbatim(text);
    if !verbatim.is_valid() {
        return verbatim;
    }
    let lower = verbatim.value.to_ascii_lowercase();
    let bare = lower.trim_matches(['{', '}', '\'', ' ']);
    let meaningful = bare.chars().any(|one| one.is_alphanumeric() && one != '0');
    if meaningful {
        Standardised::valid(bare, "identifier.device")
    } else {
        Standardised::placeholder("identifier.placeholder")
    }
}

/// A browser cookie or analytics client id; the version a Google Analytics cookie begins with
/// (`GA1.2.`) is taken away, so that cookie and export agree (`identifier.cookie`).
pub fn cookie(text: &str) -> Standardised {
    let verbatim = verbatim(text);
    if !verbatim.is_valid() {
        return verbatim;
    }
    let mut parts = verbatim.value.splitn(3, '.');
    if let (Some(version), Some(depth), Some(rest)) = (parts.next(), parts.next(), parts.next())
        && version.strip_prefix("GA").is_some_and(is_digits)
        && is_digits(depth)
        && rest.split('.').count() == 2
        && rest.split('.').all(is_digits)
    {
        return Standardised::valid(rest, "identifier.cookie");
    }
    verbatim
}

/// The SHA-256 of an e-mail address: 64 hexadecimal digits in small letters (`hash.sha256`). The
/// hash of nothing, and hashes of another length, are invalid.
pub fn hashed_email(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    if placeholder::is_filler(&cleaned) {
        return Standardised::placeholder("identifier.placeholder");
    }
    let lower = cleaned.to_ascii_lowercase();
    if !is_sha256(&lower) {
        return Standardised::invalid("hash.not_sha256");
    }
    if lower == HASH_OF_NOTHING || lower.bytes().all(|byte| byte == b'0') {
        return Standardised::invalid("hash.of_nothing");
    }
    Standardised::valid(lower, "hash.sha256")
}

/// Whether a text is 64 hexadecimal digits.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A handle in a social network, from a handle or its web address (`identifier.handle`).
pub fn social_handle(text: &str) -> Standardised {
    let verbatim = verbatim(text);
    if !verbatim.is_valid() {
        return verbatim;
    }
    let mut handle = verbatim.value.as_str();
    if handle.contains("://") || handle.contains('/') {
        let path = handle
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('/');
        handle = path.rsplit('/').next().unwrap_or_default();
    }
    let handle = text::clean(handle.trim_matches(['@', '\'', ' '])).to_lowercase();
    let handle = text::clean(&handle);
    if handle.is_empty() || is_filler(&handle) {
        return Standardised::placeholder("identifier.placeholder");
    }
    Standardised::valid(handle, "identifier.handle")
}

/// A web address without scheme, `www.` and closing slash, its host in small letters
/// (`website.host`).
pub fn website(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    if is_filler(&cleaned) {
        return Standardised::placeholder("text.placeholder");
    }
    let mut address = cleaned.as_ref();
    loop {
        let before = address.len();
        for prefix in ["https://", "http://", "www.", "//"] {
            if let Some(head) = address.get(..prefix.len())
                && head.eq_ignore_ascii_case(prefix)
            {
                address = address.get(prefix.len()..).unwrap_or_default();
            }
        }
        if address.len() == before {
            break;
        }
    }
    let address = address.trim_end_matches(['/', ' ']);
    let (host, path) = address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()));
    if !host.contains('.')
        || host.contains([' ', '@'])
        || host.starts_with('.')
        || host.ends_with('.')
    {
        return Standardised::invalid("website.no_host");
    }
    let address = format!("{}{path}", host.to_lowercase());
    Standardised::valid(text::clean_code(&address), "website.host")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_filler(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'0' || byte == b'-')
        || text == "-1"
        || placeholder::is_filler(text)
}

/// `1.23457E+11`.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let Some(exponent) = exponent.strip_prefix('+') else {
        return mantissa.contains(['.', ',']) && is_number(mantissa) && is_digits(exponent);
    };
    is_number(mantissa) && is_digits(exponent)
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{compact, cookie, device, hashed_email, social_handle, verbatim, website};
    use crate::Standardised;

    type Rule = fn(&str) -> Standardised;

    #[test]
    fn identifiers() {
        let hash = "F25AD364D33972379A7A4F4DF33DB142205F5C40EB19CFDB2FC5AAF117E10101";
        let lower = hash.to_lowercase();
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let cases: &[(Rule, &str, ValueState, &str)] = &[
            (verbatim, " 00042 ", Valid, "00042"),
            (verbatim, "Ab-12", Valid, "Ab-12"),
            (verbatim, "1.23457E+11", Invalid, ""),
            (verbatim, "12E34", Valid, "12E34"),
            (verbatim, "0", Placeholder, ""),
            (verbatim, "-1", Placeholder, ""),
            (verbatim, "null", Placeholder, ""),
            (verbatim, "", Blank, ""),
            (compact, "1234 5678-90 22", Valid, "123456789022"),
            (compact, "de 123", Valid, "DE123"),
            (compact, "0000 0000", Placeholder, ""),
            (compact, "1234567890", Placeholder, ""),
            (
                device,
                "{5F3A2B18-9C4D-4E7F-B8E2-17D3A1E69B25}",
                Valid,
                "5f3a2b18-9c4d-4e7f-b8e2-17d3a1e69b25",
            ),
            (
                device,
                "00000000-0000-0000-0000-000000000000",
                Placeholder,
                "",
            ),
            (cookie, "GA1.2.1234567.7654321", Valid, "1234567.7654321"),
            (cookie, "1234567.7654321", Valid, "1234567.7654321"),
            (hashed_email, hash, Valid, &lower),
            (hashed_email, nothing, Invalid, ""),
            (hashed_email, "abc", Invalid, ""),
            (social_handle, "@Anne.Marsh", Valid, "anne.marsh"),
            (
                social_handle,
                "https://social.example.com/AnneMarsh/?x=1",
                Valid,
                "annemarsh",
            ),
            (
                website,
                "HTTPS://www.Example.com/Shop/",
                Valid,
                "example.com/Shop",
            ),
            (website, "none", Placeholder, ""),
            (website, "our shop", Invalid, ""),
        ];
        for (rule, text, state, value) in cases {
            let got = rule(text);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?}"
            );
        }
    }
}

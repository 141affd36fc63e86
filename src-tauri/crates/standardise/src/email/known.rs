//! What is known about addresses: roles, fillers, throw-away domains, providers, slips of the hand.

use std::sync::LazyLock;

use crate::table::{Meanings, Words};

use crate::table;

const WORDS: &str = include_str!("../../data/email_words.tsv");
const PROVIDERS: &str = include_str!("../../data/email_providers.tsv");
const DISPOSABLE: &str = include_str!("../../data/disposable_domains.txt");

static ROLES: LazyLock<Words<String>> = LazyLock::new(|| words("role"));
static PLACEHOLDERS: LazyLock<Words<String>> = LazyLock::new(|| words("placeholder"));
static FILLER_DOMAINS: LazyLock<Words<String>> = LazyLock::new(|| words("filler_domain"));
static COMMON: LazyLock<Vec<Common>> = LazyLock::new(|| {
    let common = table::rows(WORDS).filter(|row| row.first() == Some(&"common"));
    let domains = common.flat_map(|row| row.into_iter().skip(1));
    domains.map(Common::of).collect()
});
static COMMON_DOMAINS: LazyLock<Words<&'static str>> =
    LazyLock::new(|| COMMON.iter().map(|common| common.domain).collect());
static THROW_AWAY: LazyLock<Words<&'static str>> = LazyLock::new(|| {
    DISPOSABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});
static PROVIDER_OF: LazyLock<Meanings<&'static str, Provider>> = LazyLock::new(|| {
    let mut providers = Meanings::default();
    for row in table::rows(PROVIDERS) {
        if let [name, tag, dots, domains @ ..] = row.as_slice() {
            let tag = match *tag {
                "+" => Some('+'),
                "minus" => Some('-'),
                _ => None,
            };
            let ignores_dots = *dots == "dots";
            for domain in domains {
                providers.insert(
                    *domain,
                    Provider {
                        name,
                        tag,
                        ignores_dots,
                    },
                );
            }
        }
    }
    providers
});

/// A domain that many addresses have, made ready to be compared.
struct Common {
    domain: &'static str,
    letters: Vec<char>,
    /// Of its name, before the first full stop.
    length_of_name: usize,
}

impl Common {
    fn of(domain: &'static str) -> Self {
        Self {
            domain,
            letters: domain.chars().collect(),
            length_of_name: domain.split('.').next().unwrap_or_default().len(),
        }
    }
}

#[derive(Clone, Copy)]
struct Provider {
    name: &'static str,
    tag: Option<char>,
    ignores_dots: bool,
}

/// Which mailbox a standardised address is: tags and meaningless full stops taken away and the
/// provider's other domains brought to one, as far as the provider is known to treat them so. For
/// comparing only, never to be stored or written to. Another text comes back in lower case.
pub fn matching_key(address: &str) -> String {
    let lower = address.to_lowercase();
    let Some((local, domain)) = lower.rsplit_once('@') else {
        return lower;
    };
    let Some(provider) = PROVIDER_OF.get(domain) else {
        return lower;
    };
    let untagged = match provider.tag.and_then(|tag| local.split_once(tag)) {
        Some((before, _)) if !before.is_empty() => before,
        _ => local,
    };
    if provider.ignores_dots {
        format!("{}@{}", untagged.replace('.', ""), provider.name)
    } else {
        format!("{untagged}@{}", provider.name)
    }
}

/// Whether the address belongs to an office (`info@`, `ventas@`), not to a person.
pub fn is_role(address: &str) -> bool {
    let (local, _) = parts(address);
    let untagged = local.split('+').next().unwrap_or_default();
    ROLES.contains(untagged)
        || ROLES.contains(untagged.trim_end_matches(|one: char| {
            one.is_ascii_digit() || one == '-' || one == '_' || one == '.'
        }))
}

/// Whether the address was made to be thrown away.
pub fn is_disposable(address: &str) -> bool {
    let (_, domain) = parts(address);
    let mut rest = domain;
    loop {
        if THROW_AWAY.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, parent)) if parent.contains('.') => rest = parent,
            _ => return false,
        }
    }
}

/// Whether the address is a filler: `test@test.com`, `noreply@…`.
pub fn is_placeholder(address: &str) -> bool {
    let (local, domain) = parts(address);
    is_filler_address(local, domain)
}

/// Whether the domain hands mailboxes to the public, so that it says nothing about an employer.
pub fn is_personal_provider(domain: &str) -> bool {
    COMMON_DOMAINS.contains(domain)
}

/// The common domain a domain is probably a slip of: `gmial.com` → `gmail.com`. One letter missing,
/// added, changed, or two neighbours swapped. Short names are left alone: too many are real.
pub fn domain_correction(domain: &str) -> Option<&'static str> {
    slip_of(domain, 5)
}

/// The same for a domain that cannot be, such as `gmx.dee`: no real one is mistaken for a slip, however
/// short it is.
pub fn impossible_domain_correction(domain: &str) -> Option<&'static str> {
    slip_of(domain, 1)
}

/// The common domain one slip away whose name has so many letters at least.
fn slip_of(domain: &str, least: usize) -> Option<&'static str> {
    if is_personal_provider(domain) || domain.len() > 30 {
        return None;
    }
    let slipped: Vec<char> = domain.chars().collect();
    let meant = COMMON.iter().find(|common| {
        let is_near = common.letters.len().abs_diff(slipped.len()) <= 1;
        is_near && common.length_of_name >= least && one_slip_apart(&slipped, &common.letters)
    });
    meant.map(|common| common.domain)
}

pub(super) fn is_filler_address(local: &str, domain: &str) -> bool {
    let untagged = local.split('+').next().unwrap_or_default();
    if PLACEHOLDERS.contains(untagged) {
        return true;
    }
    let name = domain.split('.').next().unwrap_or_default();
    untagged == name && FILLER_DOMAINS.contains(name)
        || matches!(untagged, "no" | "none" | "na" | "noemail" | "x")
            && FILLER_DOMAINS.contains(name)
}

fn words(kind: &str) -> Words<String> {
    table::words(WORDS, kind, str::to_owned)
}

fn parts(address: &str) -> (&str, &str) {
    address.rsplit_once('@').unwrap_or((address, ""))
}

/// Whether one insertion, removal, change or swap of neighbours turns one into the other.
fn one_slip_apart(left: &[char], right: &[char]) -> bool {
    let same_start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[same_start..], &right[same_start..]);
    let same_end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    match (
        &left[..left.len() - same_end],
        &right[..right.len() - same_end],
    ) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        domain_correction, impossible_domain_correction, is_disposable, is_placeholder, is_role,
        matching_key,
    };

    #[test]
    fn keys_of_mailboxes() {
        for (address, key) in [
            ("Jane.Doe+news@gmail.com", "janedoe@gmail.com"),
            ("foo.bar.baz@googlemail.com", "foobarbaz@gmail.com"),
            ("jane.doe+news@outlook.com", "jane.doe@outlook.com"),
            ("jane-shop@yahoo.com", "jane@yahoo.com"),
            ("jane@me.com", "jane@icloud.com"),
            ("jane+x@pm.me", "jane@proton.me"),
            ("jane.doe+news@example.com", "jane.doe+news@example.com"),
            ("+@gmail.com", "+@gmail.com"),
            ("no address", "no address"),
        ] {
            assert_eq!(matching_key(address), key, "{address:?}");
        }
    }

    #[test]
    fn roles_and_throw_aways() {
        for address in [
            "info@example.com",
            "sales2@example.com",
            "kontakt@example.de",
            "info+shop@example.com",
        ] {
            assert!(is_role(address), "{address:?}");
        }
        for address in [
            "anne@example.com",
            "infokind@example.com",
            "hal@example.com",
        ] {
            assert!(!is_role(address), "{address:?}");
        }
        assert!(is_disposable("anne@mailinator.com"));
        assert!(is_disposable("anne@box.mailinator.com"));
        assert!(!is_disposable("anne@example.com"));
    }

    #[test]
    fn filler_addresses() {
        for address in [
            "test@test.com",
            "none@none.com",
            "no-reply@example.com",
            "a@a.com",
            "na@na.com",
            "no@email.com",
        ] {
            assert!(is_placeholder(address), "{address:?}");
        }
        for address in [
            "anne@test.com",
            "test.anne@example.com",
            "info@info.com",
            "anne@example.com",
        ] {
            assert!(!is_placeholder(address), "{address:?}");
        }
    }

    #[test]
    fn slips_of_the_hand() {
        for (domain, meant) in [
            ("gmial.com", Some("gmail.com")),
            ("gmail.co", Some("gmail.com")),
            ("gmal.com", Some("gmail.com")),
            ("hotmial.com", Some("hotmail.com")),
            ("yaho.com", Some("yahoo.com")),
            ("ornage.fr", Some("orange.fr")),
            ("gmx.dee", None),
            ("gmail.com", None),
            ("mail.com", None),
            ("gmx.at", None),
            ("example.com", None),
            ("", None),
        ] {
            assert_eq!(domain_correction(domain), meant, "{domain:?}");
        }
        assert_eq!(impossible_domain_correction("gmx.dee"), Some("gmx.de"));
        assert_eq!(impossible_domain_correction("example.dee"), None);
    }
}

//! Mail providers at which one mailbox may be written in several ways.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::ragged::hash_text;

const PROVIDERS: &str = include_str!("../../data/mail_providers.txt");

/// How a provider treats what stands before the @.
#[derive(Debug, Clone, Copy)]
struct Provider {
    /// The domain that stands for all of the provider's.
    name: &'static str,
    ignores_dots: bool,
}

/// The providers by their domains.
#[derive(Debug)]
pub(super) struct MailProviders(HashMap<&'static str, Provider, FixedState>);

impl MailProviders {
    pub(super) fn read() -> Self {
        let mut providers = HashMap::default();
        for line in PROVIDERS.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (Some(name), Some(dots)) = (words.next(), words.next()) else {
                continue;
            };
            let ignores_dots = dots == "dots";
            for domain in words {
                providers.insert(domain, Provider { name, ignores_dots });
            }
        }
        Self(providers)
    }

    /// The domain that stands for all of its provider's; of another one, itself.
    pub(super) fn domain<'d>(&self, domain: &'d str) -> &'d str {
        self.0.get(domain).map_or(domain, |provider| provider.name)
    }

    /// Which mailbox an address leads to, however it is written: the same number for all its writings.
    pub(super) fn mailbox(&self, local: &str, domain: &str) -> u64 {
        let Some(provider) = self.0.get(domain) else {
            return hash_text(&format!("{local}@{domain}"));
        };
        let bare = match local.split_once('+') {
            Some((before, _)) if !before.is_empty() => before,
            _ => local,
        };
        let name = provider.name;
        let written = if provider.ignores_dots {
            format!("{}@{name}", bare.replace('.', ""))
        } else {
            format!("{bare}@{name}")
        };
        hash_text(&written)
    }
}

#[cfg(test)]
mod tests {
    use super::MailProviders;

    #[test]
    fn a_mailbox_is_known_in_all_its_writings() {
        let providers = MailProviders::read();
        let mailbox = |address: &str| {
            let (local, domain) = address.split_once('@').expect("it is an address");
            providers.mailbox(local, domain)
        };
        for (one, other, same) in [
            ("jane.doe@gmail.com", "janedoe@gmail.com", true),
            ("j.a.n.e.doe+shop@gmail.com", "janedoe@googlemail.com", true),
            ("jane.doe+shop@outlook.com", "jane.doe@outlook.com", true),
            ("jane@pm.me", "jane+news@protonmail.com", true),
            ("jane@me.com", "jane@icloud.com", true),
            // Full stops tell mailboxes apart there.
            ("jane.doe@outlook.com", "janedoe@outlook.com", false),
            ("jane@hotmail.com", "jane@outlook.com", false),
            // Nobody knows how this provider treats them.
            ("jane.doe@mail.example", "janedoe@mail.example", false),
            ("jane+shop@mail.example", "jane@mail.example", false),
            ("jane.doe@gmail.com", "jane.dow@gmail.com", false),
            ("+shop@gmail.com", "+news@gmail.com", false),
        ] {
            assert_eq!(mailbox(one) == mailbox(other), same, "{one}, {other}");
        }
    }

    #[test]
    fn the_domains_of_one_provider_are_one() {
        let providers = MailProviders::read();
        for (domain, name) in [
            ("googlemail.com", "gmail.com"),
            ("gmail.com", "gmail.com"),
            ("mac.com", "icloud.com"),
            ("hotmail.com", "hotmail.com"),
            ("mail.example", "mail.example"),
        ] {
            assert_eq!(providers.domain(domain), name);
        }
    }
}

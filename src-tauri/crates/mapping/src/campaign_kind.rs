//! The kind of a campaign in a log of messages: what it is for, or how it goes out. It says nothing of what happened.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, unused, used};
use crate::detect::Kind;
use crate::header_words::Meaning;

/// Words of headers for a kind or a purpose.
const KIND: [&str; 22] = [
    "type",
    "types",
    "kind",
    "typ",
    "art",
    "tipo",
    "soort",
    "genre",
    "category",
    "kategorie",
    "categorie",
    "categoria",
    "purpose",
    "zweck",
    "objective",
    "goal",
    "ziel",
    "objectif",
    "objetivo",
    "obiettivo",
    "scopo",
    "doel",
];
/// Words for what it is the kind of.
const OF_CAMPAIGN: [&str; 21] = [
    "campaign",
    "campaigns",
    "kampagne",
    "kampagnen",
    "campagne",
    "campana",
    "campanas",
    "campagna",
    "campanha",
    "message",
    "nachricht",
    "nachrichten",
    "mailing",
    "mail",
    "email",
    "send",
    "sending",
    "versand",
    "aussendung",
    "newsletter",
    "automation",
];
/// Words between the two.
const BETWEEN: [&str; 11] = [
    "of", "the", "der", "des", "de", "di", "la", "del", "della", "da", "van",
];

/// From this share on of words that are known for kinds of campaigns a column holds them.
const MOST: f64 = 0.5;
/// From this share on a column says by which way messages go out.
const CHANNELS: f64 = 0.8;
/// How sure such a column is, and how sure one whose words nobody knows, which is asked about.
const SURE: f64 = 0.85;
const ASKED: f64 = 0.5;

/// A column of kinds in a log of messages, unless its words say what became of them or that something else happened.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let profile = &view.profile;
    let is_of_log = around.role == TableRole::Events && around.evidence.lists_messages();
    if !is_of_log || profile.bounces >= MOST {
        return None;
    }
    // Words of what became of messages are kinds of what happened.
    let known = profile.campaign_kinds?;
    let names_campaign = names_kind_of_campaign(&view.folded.words);
    let is_kind = names_kind(&view.folded.words)
        || matches!(
            view.clear_meaning(),
            Some(Meaning::Kind | Meaning::Attribute(Attribute::EventKind))
        );
    if !names_campaign && !is_kind {
        return None;
    }
    if names_campaign && !profile.speaks() || profile.speaks() && known >= MOST {
        let reason = "In a log of messages this tells of what kind each campaign is: what it is for, or whether something sets it off one by one. Each row is a message all the same.";
        return Some(used(view, Attribute::CampaignKind, SURE, reason.into()));
    }
    if !profile.speaks() || profile.share(Kind::EventWord) >= MOST && !says_channels(view) {
        return None;
    }
    if says_channels(view) {
        let reason = "In a log of messages these words say by which way each was sent; the column is kept and not used.";
        return Some(unused(view.column, view.header, reason));
    }
    if profile.is_constant() {
        return Some(unused(
            view.column,
            view.header,
            "Every row has the same value.",
        ));
    }
    let reason = "In a log of messages this looks like the kind of each campaign, and most of its words are known for none. Each row counts as a message whatever it says. Please say what it is.";
    Some(used(view, Attribute::CampaignKind, ASKED, reason.into()))
}

/// Words for a way by which messages go out, and nothing else.
fn says_channels(view: &View<'_>) -> bool {
    view.profile.share(Kind::Channel) >= CHANNELS
}

/// `Type`, `Art`: a kind of something that is not named.
fn names_kind(words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|word| KIND.contains(&word.as_str()))
}

/// `campaign_type`, `Kampagnenart`, `Purpose of the mailing`.
fn names_kind_of_campaign(words: &[String]) -> bool {
    let is_kind = |word: &str| KIND.contains(&word);
    let is_campaign = |word: &str| OF_CAMPAIGN.contains(&word);
    let is_both = |word: &str| {
        let mut of = OF_CAMPAIGN.iter();
        of.any(|of| word.strip_prefix(of).is_some_and(is_kind))
    };
    let mut words = words.iter().map(String::as_str);
    let (mut kinds, mut campaigns) = (false, false);
    let is_all = words.all(|word| {
        kinds |= is_kind(word) || is_both(word);
        campaigns |= is_campaign(word) || is_both(word);
        is_kind(word) || is_campaign(word) || is_both(word) || BETWEEN.contains(&word)
    });
    is_all && kinds && campaigns
}

#[cfg(test)]
mod tests {
    use super::names_kind_of_campaign;
    use crate::fold::fold;

    #[test]
    fn headers_name_the_kind_of_a_campaign() {
        for (header, is_one) in [
            ("campaign_type", true),
            ("campaignType", true),
            ("Type of campaign", true),
            ("Kampagnentyp", true),
            ("Kampagnenart", true),
            ("Art der Kampagne", true),
            ("Zweck der Aussendung", true),
            ("message type", true),
            ("Mailing category", true),
            ("Type de campagne", true),
            ("Tipo de campaña", true),
            ("Tipo di campagna", true),
            ("Campaign", false),
            ("Type", false),
            ("Ticket type", false),
            ("Campaign id", false),
            ("", false),
        ] {
            let told = names_kind_of_campaign(&fold(header).words);
            assert_eq!(told, is_one, "{header}");
        }
    }
}

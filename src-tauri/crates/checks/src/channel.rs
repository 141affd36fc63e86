//! By which way somebody came, from what a visit says of itself.

/// Words a column of a visit or a mail log is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TouchColumn {
    /// Where a visit came from.
    Source,
    /// By which kind of way it came.
    Medium,
    /// The id an advertising platform gave a click.
    ClickId,
    /// When a message was opened.
    Opened,
    /// When something in a message was clicked.
    Clicked,
}

impl TouchColumn {
    /// What a column holds, by its header; nothing for any other.
    pub fn by_header(header: &str) -> Option<Self> {
        let header: String = header
            .to_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        Some(match header.as_str() {
            "utmsource" | "trafficsource" | "sessionsource" => Self::Source,
            "utmmedium" | "trafficmedium" | "sessionmedium" => Self::Medium,
            "gclid" | "gbraid" | "wbraid" | "fbclid" | "msclkid" | "ttclid" | "liclid"
            | "twclid" | "clickid" => Self::ClickId,
            "openedat" | "opentime" | "firstopenedat" | "opened" => Self::Opened,
            "clickedat" | "clicktime" | "firstclickedat" | "clicked" => Self::Clicked,
            _ => return None,
        })
    }
}

/// The name of a visit without a source.
pub const DIRECT: &str = "Direct";

/// Whether each visit by a channel is paid for.
pub fn is_paid(channel: &str) -> bool {
    matches!(channel, "Paid search" | "Paid social" | "Display")
}

/// The channel of a visit by its source, its medium and whether an advertising platform gave it an
/// id; `Direct` where it says nothing.
pub fn channel(source: &str, medium: &str, has_click_id: bool) -> &'static str {
    let (source, medium) = (source.trim().to_lowercase(), medium.trim().to_lowercase());
    let is_social = [
        "facebook",
        "instagram",
        "meta",
        "fb",
        "ig",
        "tiktok",
        "pinterest",
        "linkedin",
        "snapchat",
        "reddit",
        "twitter",
        "x",
    ]
    .contains(&source.as_str());
    let is_paid = has_click_id
        || ["cpc", "ppc", "cpm", "paid", "paidsearch", "paidsocial"]
            .iter()
            .any(|word| medium.replace(['_', '-', ' '], "") == *word);
    match (is_paid, is_social, medium.as_str()) {
        (true, true, _) => "Paid social",
        (true, false, _) => "Paid search",
        (false, _, "email" | "e-mail" | "newsletter") => "E-mail",
        (false, _, "display" | "banner") => "Display",
        (false, _, "affiliate") => "Affiliates",
        (false, true, _) | (false, false, "social") => "Organic social",
        (false, false, "organic") => "Organic search",
        (false, false, "referral") => "Referral",
        _ if source.is_empty() && medium.is_empty() => DIRECT,
        _ => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::{TouchColumn, channel, is_paid};

    #[test]
    fn channels_are_told() {
        for (source, medium, has_click_id, told) in [
            ("google", "cpc", true, "Paid search"),
            ("google", "organic", false, "Organic search"),
            ("instagram", "paid_social", false, "Paid social"),
            ("instagram", "social", false, "Organic social"),
            ("newsletter", "email", false, "E-mail"),
            ("", "", false, "Direct"),
            ("", "", true, "Paid search"),
            ("partner.example", "referral", false, "Referral"),
            ("leaflet", "qr", false, "Other"),
        ] {
            assert_eq!(
                channel(source, medium, has_click_id),
                told,
                "{source} / {medium}"
            );
        }
    }

    #[test]
    fn only_advertisements_are_paid_by_the_click() {
        for (source, medium, paid) in [
            ("google", "cpc", true),
            ("instagram", "paid_social", true),
            ("publisher.example", "banner", true),
            ("google", "organic", false),
            ("newsletter", "email", false),
            ("", "", false),
        ] {
            assert_eq!(is_paid(channel(source, medium, false)), paid, "{source}");
        }
    }

    #[test]
    fn columns_are_told_by_their_headers() {
        assert_eq!(
            TouchColumn::by_header("utm_source"),
            Some(TouchColumn::Source)
        );
        assert_eq!(
            TouchColumn::by_header("Opened at"),
            Some(TouchColumn::Opened)
        );
        assert_eq!(TouchColumn::by_header("Source"), None);
    }
}

//! Holes in the picture of customers: what is lost as long as a kind of system is missing.

use rollcall_model::SystemKind;

/// What one kind of system brings that no other does.
struct Hole {
    /// What follows for the picture, in a sentence.
    effect: &'static str,
    /// Attributes it would fill.
    fields: &'static str,
    /// Identifiers it would tie people together by.
    identifiers: &'static str,
    /// What cannot be done, or is done wrongly, without it.
    uses: &'static str,
}

/// What is lost as long as a kind of system is missing, or is there and nothing of it is loaded: fields,
/// identifiers and uses.
pub(crate) fn sentence(kind: SystemKind, is_there: bool) -> String {
    match hole(kind) {
        Some(hole) => {
            let effect = match hole.effect.split_once(": ") {
                Some((_, effect)) if is_there => {
                    format!("{}, nothing of it loaded: {effect}", kind.label())
                }
                _ => hole.effect.to_owned(),
            };
            format!(
                "{effect} Lost with it: {}; tied together by {}. Done wrongly or not at all without it: {}.",
                hole.fields, hole.identifiers, hole.uses
            )
        }
        None if is_there => format!("{}, nothing of it loaded.", kind.label()),
        None if kind == SystemKind::BoughtData => {
            "No bought or borrowed data: good, if that is so.".into()
        }
        None => String::new(),
    }
}

fn hole(kind: SystemKind) -> Option<Hole> {
    let (effect, fields, identifiers, uses) = match kind {
        SystemKind::Shop => (
            "No online shop: who buys on the web is not known.",
            "orders with date, amount and product, delivery addresses",
            "account ids and e-mail addresses",
            "lists of recent purchasers, win-back messages, true order counts",
        ),
        SystemKind::Website => (
            "No website: visits before the first purchase are not seen.",
            "visits, pages and sign-ups",
            "cookies",
            "what led to a purchase, personal pages, context for a sales call",
        ),
        SystemKind::App => (
            "No app: who uses only the app looks inactive.",
            "use of features, last activity",
            "device ids and account ids",
            "win-back messages, who is drifting away",
        ),
        SystemKind::Crm => (
            "No CRM: what sales knows about people is missing.",
            "deals and activities, organisations, phone numbers",
            "contact ids and phone numbers",
            "context for a sales call, campaigns that leave open deals alone",
        ),
        SystemKind::EmailPlatform => (
            "No e-mail platform: who may be written to, and who opened what, is not known.",
            "consent, messages sent and opened, addresses that bounced",
            "e-mail addresses",
            "consent before any list, too many messages a week, dead addresses",
        ),
        SystemKind::AdPlatform => (
            "No ad platform: what was spent on whom cannot be checked.",
            "audiences, clicks and cost",
            "click ids and hashed addresses",
            "ads shown to people who bought already, what a customer cost",
        ),
        SystemKind::Analytics => (
            "No analytics: anonymous visits cannot be tied to people.",
            "visits and campaigns",
            "cookies and client ids",
            "what led to a purchase, the same figure from every platform",
        ),
        SystemKind::Support => (
            "No support tool: who had a problem last week gets the campaign all the same.",
            "tickets with date and status",
            "requester addresses and phone numbers",
            "campaigns that leave open complaints alone, context for a sales call",
        ),
        SystemKind::Billing => (
            "No billing: who really paid is not known.",
            "payments, refunds and invoices",
            "payment cards and billing addresses",
            "true revenue, lists of recent purchasers without refunds",
        ),
        SystemKind::PointOfSale => (
            "No point of sale: in-store customers will look inactive.",
            "purchases in stores with date and amount",
            "loyalty cards and phone numbers",
            "lists of recent purchasers, win-back messages, true order counts",
        ),
        SystemKind::Loyalty => (
            "No loyalty programme: card numbers tie nobody together.",
            "points, levels, birth dates",
            "loyalty cards",
            "ties between store and web, offers by level",
        ),
        SystemKind::Events => (
            "No events: who came in person is not known.",
            "registrations and attendance",
            "e-mail addresses and organisations",
            "invitations that leave guests alone, context for a sales call",
        ),
        SystemKind::Survey => (
            "No survey: what people said about you is missing.",
            "answers and scores",
            "e-mail addresses",
            "who is unhappy, campaigns that leave them alone",
        ),
        SystemKind::BoughtData | SystemKind::Other => return None,
    };
    Some(Hole {
        effect,
        fields,
        identifiers,
        uses,
    })
}

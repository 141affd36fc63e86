//! Lists of addresses from which messages or letters came back: what says of each whether for good.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::consent_log::names_own_channel;
use crate::decide::{Surroundings, View, used};

/// The share of kinds of bounces from which on a column tells them; the others may be words nobody knows.
const MOST: f64 = 0.8;
/// How sure such a column is.
const SURE: f64 = 0.9;
/// What headers about messages that come back begin with.
const BEGINNINGS: [&str; 6] = [
    "bounce",
    "unzustellbar",
    "zustell",
    "rebot",
    "rebond",
    "rimbalz",
];

/// What headers about how letters arrive begin with.
const DELIVERIES: [&str; 8] = [
    "zustell",
    "postzustell",
    "delivery",
    "rucklauf",
    "postrucklauf",
    "recapito",
    "bezorg",
    "distribution",
];

/// What tells where letters to somebody go.
const PLACE: [Attribute; 3] = [
    Attribute::Street,
    Attribute::FullAddress,
    Attribute::Postcode,
];

/// Whether a header is about how something arrives.
pub(crate) fn names_delivery(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| DELIVERIES.iter().any(|one| word.starts_with(one)))
}

/// A column that says of some people that letters to them come back. That one arrived is no permission.
pub(crate) fn letters(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let profile = &view.profile;
    let lists_people = matches!(around.role, TableRole::Consents | TableRole::Customers);
    let is_of_mail = around.evidence.reaches_by_mail();
    let come_back = profile.returns.letters || profile.returns.messages && !is_of_mail;
    let is_one = lists_people
        && come_back
        && names_delivery(&view.folded.words)
        && !names_own_channel(&view.folded.words)
        && around.evidence.has(&PLACE);
    is_one.then(|| {
        let reason = "Some of the values say that letters to the person come back. Nothing else is taken from this column.";
        used(view, Attribute::PostConsent, SURE, reason.into())
    })
}

/// A column of kinds of bounces, whatever its header is. As an answer to whether somebody may be written to it would bar
/// those whose mailbox was full once; one that holds other answers as well is left to be one of those.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let profile = &view.profile;
    let lists_people = matches!(around.role, TableRole::Consents | TableRole::Customers);
    let names_bounces = || {
        let mut words = view.folded.words.iter();
        words.any(|word| BEGINNINGS.iter().any(|one| word.starts_with(one)))
    };
    let is_about_bounces = profile.returns.messages || around.lists_bounces || names_bounces();
    let is_enough = profile.speaks() || around.lists_bounces && profile.filled > 0;
    let is_one = lists_people
        && is_enough
        && is_about_bounces
        && profile.bounces >= MOST
        && !profile.answers_otherwise
        && around.evidence.reaches_by_mail();
    is_one.then(|| {
        let reason = "The values say how messages to the address came back: for good, which bars it, or once, which does not.";
        used(view, Attribute::Bounced, SURE, reason.into())
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, MappingState};

    use crate::{TableSketch, suggest};

    #[test]
    fn what_comes_back_is_letters_or_messages_by_its_words() {
        let bounced = Some(Attribute::Bounced);
        let letters = Some(Attribute::PostConsent);
        for (header, said, expected) in [
            ("Bounce", "hard bounce (550 user unknown)", bounced.clone()),
            ("Bounce", "550 5.1.1 user unknown", bounced.clone()),
            ("Bounce", "5.1.1", bounced.clone()),
            ("Zustellung", "unzustellbar", bounced),
            ("Zustellung", "unzustellbar, verzogen", letters.clone()),
            ("Delivery status", "return to sender", letters),
            ("App version", "Android 5.1.1", None),
        ] {
            let headers = ["Name", "Straße", "PLZ", "E-Mail", header];
            let headers = headers.map(str::to_owned).to_vec();
            let rows: Vec<Vec<String>> = (0..30)
                .map(|row| {
                    let said = if row % 3 == 0 { said } else { "" };
                    vec![
                        format!("Anna Berg{row}"),
                        format!("Ahornweg {row}"),
                        format!("815{row:02}"),
                        format!("anna{row}@example.com"),
                        said.to_owned(),
                    ]
                })
                .collect();
            let mapping = suggest(&TableSketch {
                file: "abos.csv",
                sheet: None,
                headers: &headers,
                rows: &rows,
            })
            .mapping;
            let column = &mapping.columns[4];
            let found = column
                .target
                .as_ref()
                .map(|target| target.attribute.clone());
            let is_asked = matches!(found, Some(Attribute::Custom(_)));
            assert!(
                found == expected || expected.is_none() && is_asked,
                "{header} {said}: {column:?}"
            );
            let is_used = column.state == MappingState::Suggested;
            assert!(is_used || expected.is_none(), "{header} {said}: {column:?}");
        }
    }
}

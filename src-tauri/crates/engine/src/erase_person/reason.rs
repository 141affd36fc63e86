//! The reason given for an erasure stays in the history for good, so nothing of the person may stand in it: beside
//! what is blotted everywhere, also names alone and what somebody else has too.

use rollcall_model::{Attribute, RecordId, ValueState};
use rollcall_store::{Blot, Store, WordKind};

use crate::EngineError;

/// A name of fewer letters is a word like any other, unless it is written as in the data.
const SHORTEST_NAME: usize = 3;

/// A reason without the values of a person, who has these rows.
pub(super) fn without_person(
    store: &Store,
    records: &[RecordId],
    blot: &Blot,
    reason: &str,
) -> Result<String, EngineError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Ok(String::new());
    }
    let reason = blot.text(reason).unwrap_or_else(|| reason.to_owned());
    let mut words = Vec::new();
    for record in store.standard_records(records)? {
        for value in record.values {
            if value.state == ValueState::Valid {
                let texts = [value.value, value.raw];
                words.extend(texts.map(|text| (value.target.attribute.clone(), text)));
            }
        }
    }
    let words = words.iter().filter_map(|(attribute, text)| {
        let text = text.trim();
        kind_of(attribute, text).map(|kind| (kind, text))
    });
    Ok(Blot::new(words).text(&reason).unwrap_or(reason))
}

/// As what a value is looked for in a reason; nothing where it says too little about who it is.
fn kind_of(attribute: &Attribute, text: &str) -> Option<WordKind> {
    match attribute {
        Attribute::GivenName
        | Attribute::MiddleName
        | Attribute::FamilyName
        | Attribute::FormerName
        | Attribute::Nickname
        | Attribute::FullName => match text.chars().filter(|one| one.is_alphabetic()).count() {
            0 | 1 => None,
            letters if letters < SHORTEST_NAME => Some(WordKind::FamilyName),
            _ => Some(WordKind::Name),
        },
        Attribute::Email => Some(WordKind::Mail),
        Attribute::Phone => Some(WordKind::Phone),
        Attribute::Street
        | Attribute::FullAddress
        | Attribute::Postcode
        | Attribute::PostcodeCity => Some(WordKind::Home),
        Attribute::BirthDate => Some(WordKind::Id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;
    use rollcall_store::{Blot, WordKind};

    use super::kind_of;

    #[test]
    fn names_alone_go_and_other_words_stay() {
        let values = [
            (Attribute::GivenName, "Ottilie"),
            (Attribute::FamilyName, "An"),
            (Attribute::BirthDate, "1967-08-21"),
            (Attribute::City, "Leeds"),
            (Attribute::Nickname, "Billie"),
            (Attribute::FormerName, "Tornquist"),
            (Attribute::GivenName, "J"),
        ];
        let words = values
            .iter()
            .filter_map(|(attribute, text)| kind_of(attribute, text).map(|kind| (kind, *text)));
        let blot = Blot::new(words);
        for (reason, told) in [
            ("OTTILIE rang", Some("[erased] rang")),
            ("Mrs An sent an e-mail", Some("Mrs [erased] sent an e-mail")),
            ("born 1967-08-21", Some("born [erased]")),
            ("Billie rang", Some("[erased] rang")),
            ("née Tornquist", Some("née [erased]")),
            ("J. of the Leeds shop says so", None),
        ] {
            assert_eq!(blot.text(reason).as_deref(), told, "{reason}");
        }
        assert_eq!(
            kind_of(&Attribute::GivenName, "An"),
            Some(WordKind::FamilyName)
        );
    }
}

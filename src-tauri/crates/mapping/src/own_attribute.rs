//! Attributes of one's own: what the common schema has no name for, under a name people choose.

use rollcall_model::Attribute;

use crate::fold::fold;

/// The longest name of an attribute of one's own, in characters.
const LONGEST: usize = 60;

/// Why a name cannot be that of an attribute of one's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OwnAttributeError {
    /// It has no letter and no digit.
    #[error("A field of your own needs a name with a letter or a digit in it.")]
    Blank,
    /// It is too long to head a column.
    #[error("The name of a field of your own has {most} characters at most; this one has {found}.")]
    TooLong {
        /// The most it can have.
        most: usize,
        /// What it has.
        found: usize,
    },
    /// It holds a line break or another character nobody sees.
    #[error("The name of a field of your own stands in one line and holds no hidden characters.")]
    Hidden,
    /// The common schema has it already.
    #[error("The schema has \"{}\" already. Please choose that one, so that all sources mean the same by it.", .0.label())]
    InSchema(Attribute),
}

/// The attribute of one's own that a name stands for: one that is known already under nearly the same name, else a
/// new one. Two sources whose columns go by one name are then read as one attribute.
///
/// # Errors
/// When nothing can be called so, or the schema has it already.
pub fn own_attribute(name: &str, known: &[Attribute]) -> Result<Attribute, OwnAttributeError> {
    let name = name.trim();
    let key = fold(name).key;
    if key.is_empty() {
        return Err(OwnAttributeError::Blank);
    }
    if name.chars().any(is_hidden) {
        return Err(OwnAttributeError::Hidden);
    }
    let length = name.chars().count();
    if length > LONGEST {
        return Err(OwnAttributeError::TooLong {
            most: LONGEST,
            found: length,
        });
    }
    let is_named = |attribute: &&Attribute| {
        [attribute.label(), attribute.code()]
            .iter()
            .any(|one| fold(one).key == key)
    };
    if let Some(attribute) = Attribute::ALL.iter().find(is_named) {
        return Err(OwnAttributeError::InSchema(attribute.clone()));
    }
    let is_same = |attribute: &&Attribute| fold(&attribute.label()).key == key;
    Ok(known
        .iter()
        .filter(|attribute| matches!(attribute, Attribute::Custom(_)))
        .find(is_same)
        .cloned()
        .unwrap_or_else(|| Attribute::Custom(name.to_owned())))
}

/// Whether nobody sees a character, so that two names that look the same could be two.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{Attribute, OwnAttributeError, own_attribute};

    #[test]
    fn a_name_is_kept_as_it_is_written_and_one_that_is_known_is_taken() {
        let known = [Attribute::Email, Attribute::Custom("Shoe size".into())];
        for (name, kept) in [
            (" Favourite colour ", "Favourite colour"),
            ("shoe_size", "Shoe size"),
            ("SHOE SIZE", "Shoe size"),
            ("Schuhgröße", "Schuhgröße"),
            ("靴のサイズ", "靴のサイズ"),
        ] {
            let own = own_attribute(name, &known);
            assert_eq!(own, Ok(Attribute::Custom(kept.into())), "{name}");
        }
    }

    #[test]
    fn what_the_schema_has_and_what_is_no_name_are_refused() {
        let in_schema = OwnAttributeError::InSchema;
        let long = "x".repeat(61);
        let too_long = OwnAttributeError::TooLong {
            most: 60,
            found: 61,
        };
        let cases = [
            ("E-Mail", in_schema(Attribute::Email)),
            ("family name", in_schema(Attribute::FamilyName)),
            ("GIVEN_NAME", in_schema(Attribute::GivenName)),
            ("  ", OwnAttributeError::Blank),
            ("–", OwnAttributeError::Blank),
            ("Shoe\nsize", OwnAttributeError::Hidden),
            ("Shoe\u{200b} size", OwnAttributeError::Hidden),
            ("Shoe \u{202e}size", OwnAttributeError::Hidden),
            ("Shoe\u{2060}size", OwnAttributeError::Hidden),
            ("\u{2067}Shoe size", OwnAttributeError::Hidden),
            ("\u{feff}Shoe size", OwnAttributeError::Hidden),
            (long.as_str(), too_long),
        ];
        for (name, error) in cases {
            assert_eq!(own_attribute(name, &[]), Err(error), "{name:?}");
        }
    }
}

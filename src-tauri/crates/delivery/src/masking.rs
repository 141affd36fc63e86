//! Personal data as far as a projector may show it.

use rollcall_model::Attribute;

const MASK: &str = "•••";

/// A value with only its first letters left: `j•••@g•••.com`, `•••01`, `A•••`.
///
/// Of a phone the last two digits stay, of anything else the first character. What looks like an
/// e-mail is masked as one whatever its attribute, because it may stand in the wrong column.
pub fn mask(attribute: Option<&Attribute>, value: &str) -> String {
    let value = value.trim();
    if value.is_empty() {
        return String::new();
    }
    if let Some((local, domain)) = value.rsplit_once('@') {
        let (name, end) = domain.rsplit_once('.').unwrap_or((domain, ""));
        let dot = if end.is_empty() { "" } else { "." };
        // A made-up ending could hold anything; a real one is short.
        let end = if end.len() <= 6 && end.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            end
        } else {
            MASK
        };
        return format!("{}@{}{dot}{end}", first(local), first(name));
    }
    if matches!(attribute, Some(Attribute::Phone)) {
        let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 5 {
            let last: String = digits[digits.len() - 2..].iter().collect();
            return format!("{MASK}{last}");
        }
    }
    value
        .split_whitespace()
        .map(first)
        .collect::<Vec<_>>()
        .join(" ")
}

fn first(text: &str) -> String {
    text.chars()
        .next()
        .map_or_else(|| MASK.to_owned(), |one| format!("{one}{MASK}"))
}

#[cfg(test)]
mod tests {
    use super::mask;
    use rollcall_model::Attribute;

    #[test]
    fn only_the_first_letters_are_left() {
        for (attribute, value, masked) in [
            (None, "jane.doe@gmail.com", "j•••@g•••.com"),
            (
                Some(Attribute::GivenName),
                "jane@example.co.uk",
                "j•••@e•••.uk",
            ),
            (Some(Attribute::Phone), "+442079460001", "•••01"),
            (Some(Attribute::Phone), "0001", "0•••"),
            (Some(Attribute::FullName), "Ada  Marsh", "A••• M•••"),
            (None, "@", "•••@•••"),
            (None, "x@y.=cmd", "x•••@y•••.•••"),
            (None, "  ", ""),
        ] {
            assert_eq!(mask(attribute.as_ref(), value), masked, "{value}");
        }
    }
}

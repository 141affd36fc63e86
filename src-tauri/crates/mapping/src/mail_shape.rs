//! What e-mail addresses look like, alone and behind a name.

/// Whether a value is an address and nothing besides.
pub(crate) fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && domain.contains('.')
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !value.contains(char::is_whitespace)
}

/// Whether a value names somebody with the address behind the name: `Anna Berg (anna@example.com)`.
pub(crate) fn names_its_address(value: &str) -> bool {
    value.ends_with([')', '>'])
        && value.split(['(', '<']).skip(1).any(|behind| {
            let inside = behind.split([')', '>']).next();
            inside.is_some_and(|inside| is_email(inside.trim()))
        })
}

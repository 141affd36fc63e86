//! Headers in a form that compares: no case, no accents, no punctuation, words apart.

/// A header taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Letters and digits only, lower case, without accents: `E-Mail-Adresse` is `emailadresse`.
    pub key: String,
    /// The words: `DOB_DAY` is `dob`, `day`; `billingZipCode2` is `billing`, `zip`, `code`, `2`.
    pub words: Vec<String>,
}

/// What a character is, for the borders between words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Digit,
    Between,
}

/// Takes a header apart.
pub(crate) fn fold(header: &str) -> Folded {
    let characters: Vec<char> = header.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut before = Class::Between;
    for (position, &character) in characters.iter().enumerate() {
        let class = class_of(character);
        let next = characters.get(position + 1).map(|next| class_of(*next));
        if class == Class::Between {
            close(&mut current, &mut words);
            if matches!(character, '#' | '№') {
                words.push("number".into());
            }
            before = class;
            continue;
        }
        let border = matches!(
            (before, class),
            (Class::Lower, Class::Upper)
                | (Class::Digit, Class::Upper | Class::Lower)
                | (Class::Upper | Class::Lower, Class::Digit)
        );
        // The last capital of a row of them opens the next word, unless all that follows makes it several: `HTMLPage`,
        // but `IDs`.
        let opens = before == Class::Upper
            && class == Class::Upper
            && next == Some(Class::Lower)
            && !is_plural(&characters[position + 1..]);
        if border || opens {
            close(&mut current, &mut words);
        }
        push_plain(character, &mut current);
        before = class;
    }
    close(&mut current, &mut words);
    join_email(&mut words);
    Folded {
        key: words.concat(),
        words,
    }
}

/// Whether what follows a row of capitals is the `s` of a plural and nothing else of the word.
fn is_plural(rest: &[char]) -> bool {
    let ends = rest
        .get(1)
        .is_none_or(|&after| class_of(after) == Class::Between);
    rest.first() == Some(&'s') && ends
}

fn class_of(character: char) -> Class {
    // Ordinal and degree signs follow an abbreviated "number" and are no letters here.
    if matches!(character, 'º' | 'ª' | '°') || !character.is_alphanumeric() {
        // A combining accent belongs to the letter before it.
        if ('\u{300}'..='\u{36f}').contains(&character) {
            return Class::Lower;
        }
        Class::Between
    } else if character.is_numeric() {
        Class::Digit
    } else if character.is_uppercase() {
        Class::Upper
    } else {
        Class::Lower
    }
}

fn push_plain(character: char, word: &mut String) {
    if character.is_ascii() {
        word.push(character.to_ascii_lowercase());
        return;
    }
    word.extend(
        any_ascii::any_ascii_char(character)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|plain| plain.to_ascii_lowercase()),
    );
}

fn close(current: &mut String, words: &mut Vec<String>) {
    if !current.is_empty() {
        words.push(std::mem::take(current));
    }
}

/// `e-mail` and `eMail` are one word in every language.
fn join_email(words: &mut Vec<String>) {
    let mut position = 0;
    while position + 1 < words.len() {
        let is_split = words.get(position).is_some_and(|word| word == "e")
            && words
                .get(position + 1)
                .is_some_and(|word| word.starts_with("mail"));
        if is_split {
            let rest = words.remove(position + 1);
            if let Some(word) = words.get_mut(position) {
                word.push_str(&rest);
            }
        }
        position += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn headers_fall_into_words() {
        for (header, words) in [
            ("DOB_DAY", "dob day"),
            ("PERNAME1", "pername 1"),
            ("hse_num", "hse num"),
            ("E-Mail-Adresse", "email adresse"),
            ("eMail", "email"),
            ("HasOptedOutOfEmail", "has opted out of email"),
            ("billingZipCode2", "billing zip code 2"),
            ("Prénom", "prenom"),
            ("Pre\u{301}nom", "prenom"),
            ("Straße", "strasse"),
            ("Nº de cliente", "n de cliente"),
            ("Order #", "order number"),
            ("ID dell'ordine", "id dell ordine"),
            ("HTMLPage", "html page"),
            ("Associated Contact IDs", "associated contact ids"),
            ("IDs_of_URLs", "ids of urls"),
            ("  Full Name ", "full name"),
            ("", ""),
        ] {
            assert_eq!(fold(header).words.join(" "), words, "{header}");
        }
    }

    #[test]
    fn case_blanks_and_punctuation_do_not_matter() {
        for header in [
            "E-Mail Adresse",
            "email_adresse",
            "EMAILADRESSE",
            "eMail-adresse",
        ] {
            assert_eq!(fold(header).key, "emailadresse", "{header}");
        }
    }
}

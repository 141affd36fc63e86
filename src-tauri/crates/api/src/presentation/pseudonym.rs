//! Stand-ins for personal words: the same word has the same stand-in, and nothing of the word is left
//! in it.

/// The beginnings and ends a stand-in is made of. None of the words they make is a usual name.
const BEGINNINGS: [&str; 16] = [
    "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "h",
];
const ENDS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ou", "ei"];

/// What follows the stand-in of a mailbox.
pub(crate) const MASKED_DOMAIN: &str = "@masked.example";

/// Makes stand-ins; two of one secret make the same ones.
#[derive(Debug, Clone)]
pub(crate) struct Pseudonyms {
    key: [u8; 32],
}

/// What the key is for, so that no other use of the secret yields the same one.
const PURPOSE: &str = "rollcall 2026-11-29 stand-ins on a projector";

impl Pseudonyms {
    pub(crate) fn new(secret: &str) -> Self {
        Self {
            key: blake3::derive_key(PURPOSE, secret.as_bytes()),
        }
    }

    /// The stand-in of a text: words become other words, digits points and two digits that are none
    /// of its own, an address for mail one at `masked.example`.
    pub(crate) fn of(&self, text: &str, is_taken: &mut dyn FnMut(&str) -> bool) -> String {
        if text.contains('@') && !text.trim().contains(char::is_whitespace) {
            let word = self.word(&text.trim().to_lowercase(), is_taken);
            return format!("{word}{MASKED_DOMAIN}");
        }
        let mut masked = String::with_capacity(text.len());
        let mut run = String::new();
        for character in text.chars() {
            let continues = run
                .chars()
                .next()
                .is_none_or(|first| first.is_numeric() == character.is_numeric());
            if character.is_alphanumeric() && continues {
                run.push(character);
                continue;
            }
            self.close(&mut run, text, &mut masked, is_taken);
            if character.is_alphanumeric() {
                run.push(character);
            } else {
                masked.push(character);
            }
        }
        self.close(&mut run, text, &mut masked, is_taken);
        masked
    }

    fn close(
        &self,
        run: &mut String,
        whole: &str,
        masked: &mut String,
        is_taken: &mut dyn FnMut(&str) -> bool,
    ) {
        let Some(first) = run.chars().next() else {
            return;
        };
        if first.is_numeric() {
            masked.push_str(&self.digits(run, whole));
        } else {
            let word = self.word(&run.to_lowercase(), is_taken);
            if first.is_uppercase() {
                masked.push_str(&capitalised(&word));
            } else {
                masked.push_str(&word);
            }
        }
        run.clear();
    }

    /// Three syllables, and others until they make a word that nobody here has.
    fn word(&self, folded: &str, is_taken: &mut dyn FnMut(&str) -> bool) -> String {
        for attempt in 0_u8..16 {
            let mut bits = self.hash(&[folded, &attempt.to_string()]);
            let mut word = String::new();
            for _ in 0..3 {
                word.push_str(pick(&BEGINNINGS, &mut bits));
                word.push_str(pick(&ENDS, &mut bits));
            }
            if word != folded && !is_taken(&word) {
                return word;
            }
        }
        "masked".to_owned()
    }

    /// Two digits tell values apart; the points before them tell how long the number was.
    fn digits(&self, run: &str, whole: &str) -> String {
        let length = run.chars().count();
        if length < 3 {
            return "•".repeat(length);
        }
        format!(
            "{}{:02}",
            "•".repeat(length - 2),
            self.hash(&[whole, run]) % 100
        )
    }

    /// A handle the page can give back: what stands behind it is kept by the caller.
    pub(crate) fn handle(&self, text: &str) -> String {
        format!("•{:016x}", self.hash(&[text]))
    }

    fn hash(&self, of: &[&str]) -> u64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        for part in of {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut bytes = [0; 8];
        hasher.finalize_xof().fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}

fn pick<'a>(from: &[&'a str], bits: &mut u64) -> &'a str {
    let length = from.len() as u64;
    let at = usize::try_from(*bits % length).unwrap_or_default();
    *bits /= length;
    from.get(at).copied().unwrap_or_default()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Pseudonyms;

    fn masked(text: &str) -> String {
        Pseudonyms::new("secret").of(text, &mut |_| false)
    }

    #[test]
    fn the_same_word_has_the_same_stand_in_whatever_its_case() {
        let whole = masked("Anna Miller");
        let (given, family) = whole.split_once(' ').unwrap_or_default();
        assert_eq!(masked("Anna"), given);
        assert_eq!(masked("miller"), family.to_lowercase());
        assert_ne!(given, family);
    }

    #[test]
    fn nothing_of_the_value_is_left() {
        for (text, left) in [
            ("Anna Miller", "nna"),
            ("+44 7700 900123", "900"),
            ("anna.miller@example.com", "anna"),
            ("anna.miller@example.com", "example.com"),
            ("12 Ridge Lane", "Ridge"),
            ("1967-08-21", "1967"),
            ("山田 太郎", "山"),
        ] {
            let masked = masked(text);
            assert!(!masked.contains(left), "{text} → {masked}");
            assert!(!masked.is_empty());
        }
    }

    #[test]
    fn numbers_keep_their_length_and_are_told_apart() {
        let one = masked("+447700900123");
        assert_eq!(one.chars().count(), "+447700900123".chars().count());
        assert_ne!(one, masked("+447700900124"));
        assert_eq!(masked("7"), "•");
    }

    #[test]
    fn a_stand_in_is_no_word_somebody_here_has() {
        let first = masked("Anna").to_lowercase();
        let other = Pseudonyms::new("secret").of("Anna", &mut |word| word == first);
        assert_ne!(other.to_lowercase(), first);
    }

    #[test]
    fn another_secret_makes_another_stand_in() {
        let other = Pseudonyms::new("other").of("Anna", &mut |_| false);
        assert_ne!(other, masked("Anna"));
    }
}

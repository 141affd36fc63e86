//! A text cut into sentences.

/// What ends a sentence, or a part of one that may stand by itself.
const ENDS: &[char] = &['.', '!', '?', ':', ';', '…'];
/// What may stand between that and the blank after it.
const CLOSING: &[char] = &['”', '"', '’', '\'', ')', ']', '›', '»'];

/// Where the pieces of a text stand, from and to, without the blanks around them. A name with a dot in it is cut too:
/// whoever looks pieces up tries them joined as well.
#[must_use]
pub fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut has_ended = false;
    for (at, character) in text.char_indices() {
        if character == '\n' || (has_ended && character.is_whitespace()) {
            add(text, begin, at, &mut pieces);
            begin = at;
            has_ended = false;
        } else if ENDS.contains(&character) {
            has_ended = true;
        } else if !CLOSING.contains(&character) {
            has_ended = false;
        }
    }
    add(text, begin, text.len(), &mut pieces);
    pieces
}

/// What stands between the parts of a list.
const BETWEEN: &[&str] = &[", and ", ", or ", " and ", " or ", "; ", ", "];

/// Where the parts of a list stand: `a, b and c`. What is in brackets or between quotation marks, curly or straight, is
/// one part.
pub(crate) fn list(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut begin, mut at, mut depth, mut is_quoted) = (0, 0, 0_usize, false);
    while let Some(character) = text[at..].chars().next() {
        match character {
            '(' | '“' => depth += 1,
            ')' | '”' => depth = depth.saturating_sub(1),
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        let rest = &text[at..];
        match BETWEEN.iter().find(|between| rest.starts_with(**between)) {
            Some(between) if depth == 0 && !is_quoted && at > begin => {
                parts.push((begin, at));
                at += between.len();
                begin = at;
            }
            _ => at += character.len_utf8(),
        }
    }
    if begin < text.len() {
        parts.push((begin, text.len()));
    }
    parts
}

fn add(text: &str, begin: usize, end: usize, pieces: &mut Vec<(usize, usize)>) {
    let piece = &text[begin..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let begin = begin + (piece.len() - piece.trim_start().len());
        pieces.push((begin, begin + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::{list, pieces};

    #[test]
    fn a_list_is_cut_at_its_commas_and_words() {
        for (text, expected) in [
            ("a, b and c", vec!["a", "b", "c"]),
            ("a (b or c) or “d, e”; f", vec!["a (b or c)", "“d, e”", "f"]),
            ("a, and b", vec!["a", "b"]),
            ("\"a and b\", c", vec!["\"a and b\"", "c"]),
            ("1,234 rows", vec!["1,234 rows"]),
            ("Änderung and Öl", vec!["Änderung", "Öl"]),
            ("", vec![]),
        ] {
            let cut: Vec<&str> = list(text)
                .into_iter()
                .map(|(from, to)| &text[from..to])
                .collect();
            assert_eq!(cut, expected, "{text}");
        }
    }

    #[test]
    fn a_text_is_cut_where_a_sentence_may_end() {
        for (text, expected) in [
            ("One. Two!  Three", vec!["One.", "Two!", "Three"]),
            ("There are: a, b.", vec!["There are:", "a, b."]),
            (
                "Read customers.csv first.",
                vec!["Read customers.csv first."],
            ),
            ("“Is it?” Yes.\nNo", vec!["“Is it?”", "Yes.", "No"]),
            ("3.5 % of it.", vec!["3.5 % of it."]),
            ("  ", vec![]),
            ("Ä. Ö.", vec!["Ä.", "Ö."]),
        ] {
            let cut: Vec<&str> = pieces(text)
                .into_iter()
                .map(|(from, to)| &text[from..to])
                .collect();
            assert_eq!(cut, expected, "{text}");
        }
    }
}

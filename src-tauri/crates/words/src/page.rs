//! A page of HTML, text by text.

use crate::{Language, forms};

/// Elements that hold no words.
const WORDLESS: &[&str] = &["style", "script"];
/// Elements that never end.
const EMPTY: &[&str] = &[
    "meta", "link", "br", "hr", "img", "input", "col", "rect", "path",
];
/// How a page says that something in it is no word of the program.
const NOT_WORDS: &str = "translate=\"no\"";
/// How it says that somebody wrote it, or took it over from the program whole.
const SENTENCES: &str = "data-words=\"sentences\"";

/// A page of this program in another language: what stands between two marks is said as one text, but for what is
/// marked with `translate="no"`, and the language of the page is told. What somebody wrote is marked with
/// `data-words="sentences"` and said only if all of it is sentences of the program.
#[must_use]
pub fn page(html: &str, language: Language) -> String {
    if language.catalogue().is_none() {
        return html.to_owned();
    }
    walked(html, language.code(), &mut |text: &str, is_written| {
        if is_written {
            return language.say_sentences(text).into_owned();
        }
        // A day or a month that stands alone, such as the label of a bar; what is a value or a name is marked.
        let alone = text.trim();
        match forms::iso_day(alone).or_else(|| forms::iso_month(alone)) {
            Some(said) => text.replace(alone, &said),
            None => language.say(text).into_owned(),
        }
    })
}

/// The sentences of an English page that a language lacks.
#[must_use]
pub fn left_on_page(html: &str, language: Language) -> Vec<String> {
    let mut left = Vec::new();
    if let Some(catalogue) = language.catalogue() {
        let _page = walked(html, language.code(), &mut |text: &str, is_written| {
            if is_written {
                return text.to_owned();
            }
            let rendering = catalogue.render(text);
            left.extend(rendering.left);
            rendering.text
        });
    }
    left
}

fn walked(html: &str, code: &str, say: &mut dyn FnMut(&str, bool) -> String) -> String {
    let mut said = String::with_capacity(html.len() + html.len() / 8);
    // The element that is left as it is, and how many of its name are open in it.
    let mut left: Option<(String, usize)> = None;
    let mut is_written = false;
    for piece in html.split_inclusive('>') {
        let (text, mark) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        if left.is_some() || text.trim().is_empty() {
            said.push_str(text);
        } else {
            said.push_str(&harmless(&say(&plain(text), is_written)));
        }
        if mark.starts_with("<html ") {
            said.push_str(&mark.replace("lang=\"en\"", &format!("lang=\"{code}\"")));
        } else {
            said.push_str(mark);
        }
        left = after(left, mark);
        is_written = mark.contains(SENTENCES);
    }
    said
}

fn after(left: Option<(String, usize)>, mark: &str) -> Option<(String, usize)> {
    let is_end = mark.starts_with("</");
    let name = mark
        .trim_start_matches(['<', '/'])
        .split(|one: char| !one.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    match left {
        Some((of, open)) if of == name && is_end => (open > 1).then(|| (of, open - 1)),
        Some((of, open)) if of == name && !mark.ends_with("/>") => Some((of, open + 1)),
        Some(left) => Some(left),
        None => {
            let is_left =
                WORDLESS.contains(&name) || (mark.contains(NOT_WORDS) && !EMPTY.contains(&name));
            (is_left && !is_end && !mark.ends_with("/>")).then(|| (name.to_owned(), 1))
        }
    }
}

/// What stands for a mark in a text of a page, and the mark.
const MARKS: &[(&str, &str)] = &[
    ("&#38;", "&"),
    ("&amp;", "&"),
    ("&#60;", "<"),
    ("&lt;", "<"),
    ("&#62;", ">"),
    ("&gt;", ">"),
    ("&#34;", "\""),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", "\u{a0}"),
];

/// A text as people read it.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = MARKS.iter().find(|(written, _)| rest.starts_with(written));
        let (written, mark) = known.copied().unwrap_or(("&", "&"));
        plain.push_str(mark);
        rest = &rest[written.len()..];
    }
    plain.push_str(rest);
    plain
}

/// A text as a page may hold it.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => harmless.push_str("&#38;"),
            '<' => harmless.push_str("&#60;"),
            '>' => harmless.push_str("&#62;"),
            '"' => harmless.push_str("&#34;"),
            '\'' => harmless.push_str("&#39;"),
            one => harmless.push(one),
        }
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::{harmless, page, plain};
    use crate::Language;

    #[test]
    fn marks_stay_harmless() {
        let text = "<b> & \"it's\" &";
        assert_eq!(plain(&harmless(text)), text);
        assert_eq!(plain("&lt;script&gt; &#38; AT&T"), "<script> & AT&T");
    }

    #[test]
    fn what_somebody_wrote_is_said_only_if_the_program_says_all_of_it() {
        let html = "<td data-words=\"sentences\">2026-10-05</td><td data-words=\"sentences\">May</td>\
                    <td data-words=\"sentences\">Ask Dana. Where sources disagree</td>\
                    <td data-words=\"sentences\">If any source says no, the answer is no: the strictest consent wins.</td><td>May</td>";
        let said = page(html, Language::German);
        assert_eq!(
            said,
            "<td data-words=\"sentences\">2026-10-05</td><td data-words=\"sentences\">May</td>\
             <td data-words=\"sentences\">Ask Dana. Where sources disagree</td>\
             <td data-words=\"sentences\">Sagt eine Quelle Nein, ist die Antwort Nein: Es gilt die strengste Einwilligung.</td><td>Mai</td>"
        );
    }

    #[test]
    fn what_is_no_word_of_the_program_stays() {
        let html = "<html lang=\"en\"><style>p > b { x: 1,234 }</style><td translate=\"no\">May <td>May</td> 2026</td>\
                    <td>May 2026</td><td>1,234</td><td>2026-10-05</td><td> 2026-10 </td><td translate=\"no\">2026-10</td></html>";
        let said = page(html, Language::German);
        assert_eq!(
            said,
            "<html lang=\"de\"><style>p > b { x: 1,234 }</style><td translate=\"no\">May <td>May</td> 2026</td>\
             <td>Mai 2026</td><td>1.234</td><td>05.10.2026</td><td> Oktober 2026 </td><td translate=\"no\">2026-10</td></html>"
        );
        assert_eq!(page(html, Language::English), html);
    }
}

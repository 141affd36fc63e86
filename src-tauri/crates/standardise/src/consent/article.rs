//! The articles of the General Data Protection Regulation a cell of requests names: "(Art. 15 DSGVO)", "Article 7(3) GDPR".
//! They say what is asked for whatever the words beside them are.

use rollcall_model::AskedRight;

use super::phrase;
use crate::text;

/// A longer text is a story, which may tell of several articles.
const MOST_WORDS: usize = 12;

/// Words for an article, folded.
const ARTICLE: [&str; 10] = [
    "art", "arts", "article", "articles", "artikel", "articulo", "articolo", "artigo", "artykul",
    "arti",
];
/// What the regulation is called. Laws of other countries count their articles otherwise.
const LAW: [&str; 6] = ["gdpr", "dsgvo", "gvo", "rgpd", "avg", "rodo"];
/// Words before the number of a paragraph, a sentence or a letter.
const PARAGRAPH: [&str; 12] = [
    "abs",
    "absatz",
    "par",
    "para",
    "paragraph",
    "lid",
    "al",
    "alinea",
    "comma",
    "apartado",
    "satz",
    "paragraphe",
];
/// Words between two articles of which each is meant.
const BETWEEN: [&str; 8] = ["and", "und", "et", "y", "e", "en", "or", "oder"];
/// Words that make of two numbers all that lies between them.
const RANGE: [&str; 5] = ["to", "through", "bis", "ff", "tot"];

/// What the articles of a text are about.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Articles {
    /// The rights that permit and refuse nothing, in the order of the schema.
    pub(super) rights: Vec<AskedRight>,
    /// To be deleted.
    pub(super) deletion: bool,
    /// To be left alone: the right to object, or a consent that is taken back.
    pub(super) objection: bool,
}

/// What the articles a text names are about; nothing where it names none of them, tells them by a range, denies
/// something or is a story.
pub(super) fn named(text: &str) -> Option<Articles> {
    if !may_name(text) {
        return None;
    }
    // Folding joins "Art.15" to one word.
    let folded = text::fold(&text.replace('.', " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let names_law = words.iter().any(|word| LAW.contains(word)) || is_bracketed(text);
    if words.len() > MOST_WORDS || !names_law || phrase::denies(text) || joins_numbers(text) {
        return None;
    }
    let mut articles = Articles::default();
    let mut is_listed = false;
    let mut last: Option<u32> = None;
    let mut of_paragraph = false;
    for word in words {
        if let Ok(number) = word.parse::<u32>() {
            if is_listed && last == Some(7) && number == 3 {
                articles.objection = true;
            } else if is_listed && !of_paragraph {
                articles.note(number);
                last = Some(number);
            }
            of_paragraph = false;
        } else if ARTICLE.contains(&word) {
            (is_listed, last, of_paragraph) = (true, None, false);
        } else if is_listed && last.is_some() && RANGE.contains(&word) {
            return None;
        } else if PARAGRAPH.contains(&word) {
            of_paragraph = true;
        } else if !BETWEEN.contains(&word) {
            is_listed = false;
        }
    }
    articles.rights.sort_unstable();
    articles.rights.dedup();
    (articles != Articles::default()).then_some(articles)
}

impl Articles {
    fn note(&mut self, article: u32) {
        match article {
            15 => self.rights.push(AskedRight::Access),
            16 => self.rights.push(AskedRight::Rectification),
            17 => self.deletion = true,
            18 => self.rights.push(AskedRight::Restriction),
            20 => self.rights.push(AskedRight::Portability),
            21 => self.objection = true,
            _ => {}
        }
    }
}

/// Whether a text may name an article at all, as nearly none does.
fn may_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        && bytes
            .windows(3)
            .any(|three| three.eq_ignore_ascii_case(b"art"))
}

/// Whether the article stands in brackets, as one does beside what it is about.
fn is_bracketed(text: &str) -> bool {
    text.split(['(', '['])
        .skip(1)
        .any(|inside| text::fold(&inside.replace('.', " ")).starts_with("art"))
}

/// Whether two numbers are joined by a dash: "Art. 15-22" names them all, and asks for none.
fn joins_numbers(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|one| !one.is_whitespace()).collect();
    signs.windows(3).any(|three| {
        matches!(three, [before, '-' | '–' | '—', after] if before.is_ascii_digit() && after.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::AskedRight::{Access, Portability, Rectification, Restriction};

    use super::{Articles, named};

    fn asks(rights: &[rollcall_model::AskedRight], deletion: bool, objection: bool) -> Articles {
        Articles {
            rights: rights.to_vec(),
            deletion,
            objection,
        }
    }

    #[test]
    fn an_article_says_what_is_asked_for_whatever_stands_beside_it() {
        for (text, told) in [
            (
                "Kopie aller Unterlagen (Art. 15 DSGVO)",
                asks(&[Access], false, false),
            ),
            (
                "Vertragsdaten bitte, Art.15 DS-GVO",
                asks(&[Access], false, false),
            ),
            (
                "Neue Hausnummer (Art. 16)",
                asks(&[Rectification], false, false),
            ),
            ("Alles weg, Art. 17 Abs. 1 DSGVO", asks(&[], true, false)),
            ("Article 18 GDPR", asks(&[Restriction], false, false)),
            (
                "Umzug zu anderem Anbieter [Art. 20]",
                asks(&[Portability], false, false),
            ),
            ("Article 21(2) GDPR", asks(&[], false, true)),
            ("Art. 15(1)(a) GDPR", asks(&[Access], false, false)),
            ("Art. 7 Abs. 3 DSGVO", asks(&[], false, true)),
            ("Art. 7(3) GDPR", asks(&[], false, true)),
            ("Artikel 7 lid 3 AVG", asks(&[], false, true)),
            ("Art. 15, 17 DSGVO", asks(&[Access], true, false)),
            (
                "Art. 18 und 16 DSGVO",
                asks(&[Rectification, Restriction], false, false),
            ),
            ("Artículo 15 del RGPD", asks(&[Access], false, false)),
        ] {
            assert_eq!(named(text), Some(told), "{text}");
        }
    }

    #[test]
    fn no_other_number_is_one() {
        for text in [
            "",
            "Art. 15",
            "Art 20 cm",
            "15 GDPR",
            "Artischocke 17 (Glas)",
            "Einwilligung nach Art. 7 DSGVO",
            "Consent, Art. 6(1)(a) GDPR",
            "Art. 15-22 DSGVO",
            "Art. 15 bis 21 DSGVO",
            "Art. 15 ff. DSGVO",
            "Kein Widerspruch (Art. 21)",
            "Not a request under Art. 17 GDPR",
            "Article 18 LGPD",
            "Art. 12 DSGVO am 15. des Monats",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}

//! A text of tags as one piece after another: forgiving, as programs that read web pages are.

use encoding_rs::WINDOWS_1252;

/// One piece of a text of tags.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// What stands between tags, with its characters still spelt out.
    Text(&'t str),
    /// The same, to be taken as it stands.
    Verbatim(&'t str),
    /// An opening tag: its name in small letters without a prefix, and the rest of it.
    Open {
        name: String,
        attributes: &'t str,
        closes: bool,
    },
    /// A closing tag.
    Close(String),
}

/// The pieces of a text of tags.
pub(crate) struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// A tag whose `<` has been read; nothing for what tells the program something.
    fn tag(&mut self, after: &'t str) -> Option<Piece<'t>> {
        let (tag, rest) = after
            .split_at_checked(end_of_tag(after))
            .unwrap_or((after, ""));
        self.rest = rest.strip_prefix('>').unwrap_or(rest);
        if tag.starts_with(['!', '?']) {
            return None;
        }
        if let Some(name) = tag.strip_prefix('/') {
            return Some(Piece::Close(plain_name(name)));
        }
        let end = tag
            .find(|one: char| one.is_whitespace() || one == '/')
            .unwrap_or(tag.len());
        let (written, attributes) = tag.split_at_checked(end).unwrap_or((tag, ""));
        let name = plain_name(written);
        let closes = tag.ends_with('/');
        // With a prefix it is no tag of a page: a spreadsheet has styles of its own.
        let is_of_page = written.len() == name.len() && !closes;
        if is_of_page && (name == "script" || name == "style") {
            // What stands in them is no text, whatever signs it holds.
            let close = format!("</{name}");
            self.rest = after_word(self.rest, &close);
            return None;
        }
        Some(Piece::Open {
            name,
            attributes,
            closes,
        })
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(after) = self.rest.strip_prefix("<!--") {
                self.rest = after.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            if let Some(after) = self.rest.strip_prefix("<![CDATA[") {
                let (text, rest) = after.split_once("]]>").unwrap_or((after, ""));
                self.rest = rest;
                return Some(Piece::Verbatim(text));
            }
            let begins = |one: char| one.is_ascii_alphabetic() || matches!(one, '/' | '!' | '?');
            let tag = self.rest.strip_prefix('<');
            if let Some(after) = tag.filter(|after| after.starts_with(begins)) {
                if let Some(piece) = self.tag(after) {
                    return Some(piece);
                }
                continue;
            }
            // A sign that opens nothing is a letter like any other.
            let from = usize::from(tag.is_some());
            let end = self
                .rest
                .get(from..)
                .and_then(|text| text.find('<'))
                .map_or(self.rest.len(), |at| at + from);
            let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            self.rest = rest;
            return Some(Piece::Text(text));
        }
    }
}

/// Where a tag ends: at the first `>` outside of the quotes of a value.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.len()
}

/// What follows the tag that begins with these letters, large or small.
fn after_word<'t>(text: &'t str, word: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or("");
        let begins = rest
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word));
        if begins {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
        rest = rest.get(1..).unwrap_or("");
    }
    ""
}

/// A name in small letters, without what stands before its colon.
fn plain_name(name: &str) -> String {
    let name = name.trim();
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    name.to_ascii_lowercase()
}

/// The value of an attribute.
pub(crate) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|one: char| one.is_whitespace() || matches!(one, '/' | '='));
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|one: char| one.is_whitespace() || one == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => value_of(value.trim_start()),
            None => ("", after),
        };
        if plain_name(name) == wanted {
            return Some(written_out(value));
        }
        rest = after;
    }
}

/// A value, in quotes or without, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at_checked(text.find(char::is_whitespace).unwrap_or(text.len()))
        .unwrap_or((text, ""))
}

/// How the characters from U+00A0 to U+00FF are spelt out, in their order.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];
/// Where they begin.
const FIRST_LATIN: u32 = 0xA0;
/// Other characters that are spelt out, and how.
const SPELT: [(&str, char); 49] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Yuml", 'Ÿ'),
    ("Ccaron", 'Č'),
    ("ccaron", 'č'),
    ("cacute", 'ć'),
    ("ecaron", 'ě'),
    ("ncaron", 'ň'),
    ("rcaron", 'ř'),
    ("uring", 'ů'),
    ("Lstrok", 'Ł'),
    ("lstrok", 'ł'),
    ("aogon", 'ą'),
    ("eogon", 'ę'),
    ("nacute", 'ń'),
    ("Sacute", 'Ś'),
    ("sacute", 'ś'),
    ("zacute", 'ź'),
    ("Zdot", 'Ż'),
    ("zdot", 'ż'),
    ("odblac", 'ő'),
    ("udblac", 'ű'),
    ("abreve", 'ă'),
    ("gbreve", 'ğ'),
    ("inodot", 'ı'),
    ("Idot", 'İ'),
    ("Scedil", 'Ş'),
    ("scedil", 'ş'),
];
/// Longer names of characters there are none.
const LONGEST: usize = 10;

/// A text with its characters written out: `M&uuml;ller &amp; Co`.
pub(crate) fn written_out(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        written.push_str(before);
        rest = after;
        let end = after.bytes().take(LONGEST + 1).position(|one| one == b';');
        let spelt =
            end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        match spelt {
            Some((character, after)) => {
                written.push(character);
                rest = after;
            }
            None => written.push('&'),
        }
    }
    written.push_str(rest);
    written
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return numbered(code.ok()?);
    }
    let latin = (FIRST_LATIN..).zip(LATIN).find(|(_, spelt)| *spelt == name);
    if let Some((code, _)) = latin {
        return char::from_u32(code);
    }
    let spelt = SPELT.iter().find(|(spelt, _)| *spelt == name);
    spelt.map(|(_, one)| *one)
}

/// The character of a number. From 128 to 159 the numbers are those of Windows, as in `O&#146;Brien`; none is one that
/// no program shows.
fn numbered(code: u32) -> Option<char> {
    if let (true, Ok(byte)) = (code >= 128, u8::try_from(code)) {
        let bytes = [byte];
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next().filter(|one| !one.is_control());
    }
    char::from_u32(code).filter(|one| !one.is_control() || matches!(one, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces, attribute, written_out};

    #[test]
    fn pieces_come_in_their_order() {
        let text =
            "a < b<!-- <td> --><ss:Cell ss:Index=\"3\"/><script>x<y</script><![CDATA[<&>]]></TD>";
        let pieces: Vec<Piece<'_>> = Pieces::of(text).collect();
        assert_eq!(
            pieces,
            [
                Piece::Text("a "),
                Piece::Text("< b"),
                Piece::Open {
                    name: "cell".into(),
                    attributes: " ss:Index=\"3\"/",
                    closes: true
                },
                Piece::Verbatim("<&>"),
                Piece::Close("td".into()),
            ]
        );
        // A style of a spreadsheet is none of a page, and one that holds nothing hides nothing.
        for styled in ["<ss:Style ss:ID='a'><b/></ss:Style>x", "<style/>x<b/>"] {
            let mut pieces = Pieces::of(styled);
            assert!(pieces.any(|piece| piece == Piece::Text("x")), "{styled}");
        }
        // What is cut off ends, and loses no letter before it.
        for cut in ["<td", "<!-- never", "a<", "<script>x", "<td title=\"x"] {
            assert!(Pieces::of(cut).count() <= 2, "{cut}");
        }
    }

    #[test]
    fn attributes_and_characters_are_read() {
        let tag = " ss:Index='7' colspan=2 checked ss:Name=\"M&uuml;ller &amp; Co\" =";
        assert_eq!(attribute(tag, "index").as_deref(), Some("7"));
        assert_eq!(attribute(tag, "colspan").as_deref(), Some("2"));
        assert_eq!(attribute(tag, "checked").as_deref(), Some(""));
        assert_eq!(attribute(tag, "name").as_deref(), Some("Müller & Co"));
        assert_eq!(attribute(tag, "rowspan"), None);
        assert_eq!(
            written_out("R&D &#8364;5&#x41;&nbsp;&unknown; &"),
            "R&D €5A\u{a0}&unknown; &"
        );
        assert_eq!(
            written_out(
                "&Eacute;va &Aring;s&oslash; O&#146;Brien &Lstrok;ucja&#10;M&#0;&aelig;&yuml;"
            ),
            "Éva Åsø O’Brien Łucja\nM&#0;æÿ"
        );
    }
}

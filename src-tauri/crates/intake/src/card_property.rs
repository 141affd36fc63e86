//! One property of a contact card, and the columns its value goes to.
//!
//! Source: RFC 6350 (vCard 4.0), RFC 2426 (3.0) and the specification of vCard 2.1, whose types
//! stand without a name and whose values may be quoted-printable.

use encoding_rs::Encoding;

/// A property: `item1.TEL;TYPE=cell:+44 113 496 0001`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Property {
    /// In capitals, without its group.
    pub(crate) name: String,
    /// The words of its types, in small letters.
    types: Vec<String>,
    value: String,
}

impl Property {
    /// Reads a line that is whole; nothing when it has no name and value.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.find(|character| {
            quoted ^= character == '"';
            character == ':' && !quoted
        })?;
        let (left, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        let mut parts = left.split(';');
        let name = parts.next()?.trim();
        let name = name.rsplit('.').next()?.to_ascii_uppercase();
        let mut types = Vec::new();
        let mut printable = false;
        let mut charset = None;
        for part in parts {
            let (key, word) = part.split_once('=').unwrap_or(("TYPE", part));
            let word = word.trim_matches('"').to_ascii_lowercase();
            match key.to_ascii_uppercase().as_str() {
                "ENCODING" => printable = word == "quoted-printable",
                "CHARSET" => charset = Encoding::for_label(word.as_bytes()),
                "TYPE" if word == "quoted-printable" => printable = true,
                "TYPE" => types.extend(word.split(',').map(str::to_owned)),
                _ => {}
            }
        }
        let value = if printable {
            let bytes = printed(value);
            let encoding = charset.unwrap_or(encoding_rs::UTF_8);
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        } else {
            value.to_owned()
        };
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        is_name.then_some(Self { name, types, value })
    }

    /// Whether the line goes on below in the manner of vCard 2.1.
    pub(crate) fn goes_on(line: &str) -> bool {
        line.ends_with('=')
            && line
                .split(':')
                .next()
                .is_some_and(|left| left.to_ascii_uppercase().contains("QUOTED-PRINTABLE"))
    }

    /// The columns and texts of the value; parts that are empty are left out.
    pub(crate) fn columns(&self) -> Vec<(String, String)> {
        let parts: Vec<String> = pieces(&self.value, ';').map(|part| plain(&part)).collect();
        let named = |names: &[&str]| {
            names
                .iter()
                .zip(parts.iter())
                .map(|(name, part)| ((*name).to_owned(), part.clone()))
                .collect()
        };
        let columns: Vec<(String, String)> = match self.name.as_str() {
            "N" => named(&[
                "Family name",
                "Given name",
                "Additional names",
                "Name prefix",
                "Name suffix",
            ]),
            "ORG" => named(&["Organisation", "Department"]),
            "ADR" => {
                let kind = self.address();
                named(&[
                    "PO box",
                    "address line 2",
                    "street",
                    "city",
                    "region",
                    "postal code",
                    "country",
                ])
                .into_iter()
                .map(|(name, part): (String, String)| (capital(&format!("{kind}{name}")), part))
                .collect()
            }
            _ => vec![(self.column(), plain(&self.value))],
        };
        columns
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// What properties share whose columns are told apart by a number.
    pub(crate) fn family(&self) -> String {
        match self.name.as_str() {
            "ADR" => self.address().to_owned(),
            "N" | "ORG" => self.name.clone(),
            _ => self.column(),
        }
    }

    fn address(&self) -> &'static str {
        self.kind(&[("home", "Home "), ("work", "Work ")])
    }

    fn column(&self) -> String {
        match self.name.as_str() {
            "FN" => "Full name",
            "NICKNAME" => "Nickname",
            "TITLE" => "Job title",
            "BDAY" => "Birthday",
            "EMAIL" => "E-mail",
            "TEL" => self.kind(&[
                ("fax", "Fax"),
                ("cell", "Mobile phone"),
                ("mobile", "Mobile phone"),
                ("home", "Home phone"),
                ("work", "Work phone"),
                ("", "Phone"),
            ]),
            "GENDER" => "Gender",
            "LANG" => "Language",
            "NOTE" => "Note",
            "URL" => "Website",
            "CATEGORIES" => "Categories",
            "REV" => "Last modified",
            other => other,
        }
        .to_owned()
    }

    /// The name that goes with the first of these types the property has; the empty one always fits.
    fn kind<'a>(&self, names: &[(&str, &'a str)]) -> &'a str {
        names
            .iter()
            .find(|(word, _)| word.is_empty() || self.types.iter().any(|own| own == word))
            .map_or("", |(_, name)| name)
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The parts between separators that no backslash takes the meaning from.
fn pieces(value: &str, separator: char) -> impl Iterator<Item = String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for character in value.chars() {
        if character == separator && !escaped {
            parts.push(String::new());
            continue;
        }
        escaped = character == '\\' && !escaped;
        if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    parts.into_iter()
}

/// The text without backslashes that only protect what follows.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(protected @ (',' | ';' | '\\' | ':')) => out.push(protected),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

/// The bytes that quoted-printable text stands for.
fn printed(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'=')
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_say_where_their_values_go() {
        let table: [(&str, &[(&str, &str)]); 8] = [
            (
                "N:Marsh;Anna;;Dr.;",
                &[
                    ("Family name", "Marsh"),
                    ("Given name", "Anna"),
                    ("Name prefix", "Dr."),
                ],
            ),
            (
                "item1.EMAIL;TYPE=INTERNET:a@example.com",
                &[("E-mail", "a@example.com")],
            ),
            (
                "TEL;CELL;PREF:+441134960001",
                &[("Mobile phone", "+441134960001")],
            ),
            ("TEL;TYPE=\"work,voice\":1", &[("Work phone", "1")]),
            (
                "ADR;TYPE=home:;;1 High St\\, Flat 2;Leeds;;LS1 4AP;UK",
                &[
                    ("Home street", "1 High St, Flat 2"),
                    ("Home city", "Leeds"),
                    ("Home postal code", "LS1 4AP"),
                    ("Home country", "UK"),
                ],
            ),
            (
                "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB",
                &[("Note", "Zoë")],
            ),
            ("NOTE:one\\ntwo\\; three", &[("Note", "one\ntwo; three")]),
            ("X-CARD:7", &[("X-CARD", "7")]),
        ];
        for (line, expected) in table {
            let found = Property::read(line)
                .map(|one| one.columns())
                .unwrap_or_default();
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str()))
                .collect();
            assert_eq!(found, expected, "{line}");
        }
        assert_eq!(Property::read("no colon"), None);
        assert_eq!(Property::read("two words:x"), None);
    }
}

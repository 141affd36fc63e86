//! Headers written as a database names its columns, with the type of each in front: `cVorname`, `dGeburtstag`, `nMenge`.

/// Fewer headers begin so by chance: `eMail`, `iPhone`.
const LEAST: usize = 4;

/// The headers as they read, without the letter that tells the type of a column where most of a table are written so.
pub(crate) fn without_types(headers: &[String]) -> Vec<&str> {
    let named: Vec<Option<&str>> = headers.iter().map(|header| named(header)).collect();
    let typed = named.iter().flatten().count();
    let are_typed = typed >= LEAST && typed * 10 >= headers.len() * 6;
    headers
        .iter()
        .zip(named)
        .map(|(header, named)| named.filter(|_| are_typed).unwrap_or(header))
        .collect()
}

/// What follows a single small letter that stands before a capital.
fn named(header: &str) -> Option<&str> {
    let rest = header.strip_prefix(|letter: char| letter.is_ascii_lowercase())?;
    rest.starts_with(char::is_uppercase).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::without_types;

    fn read(headers: &[&str]) -> String {
        let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
        without_types(&headers).join("|")
    }

    #[test]
    fn the_type_of_a_column_is_no_part_of_its_name() {
        let typed = ["cVorname", "cOrt", "cUSTID", "dErstellt", "Notiz"];
        assert_eq!(read(&typed), "Vorname|Ort|USTID|Erstellt|Notiz");
        // One or two of them are names as people write them.
        let plain = ["eMail", "Vorname", "Nachname", "iPhone", "Ort"];
        assert_eq!(read(&plain), plain.join("|"));
        let words = ["firstName", "lastName", "zipCode", "cityName"];
        assert_eq!(read(&words), words.join("|"));
    }
}

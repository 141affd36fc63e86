//! Which cells of a header may be somebody's: a file without a header has its first row of people for one
//! when it is read so, and nobody's name is known before the first audit.

use crate::fold::{Folded, fold};
use crate::header_words::guess;
use crate::recipe::RecipeBook;
use crate::source_name::NAMES;
use crate::word_lists::WORDS;
use crate::words::LISTS;

/// So many digits are a number of somebody, or the day of something.
const LONG: usize = 5;

/// A header so sure holds no word that is not known.
const WHOLLY_KNOWN: f64 = 0.9;

/// The most words a name is told by here.
const MOST_OF_A_NAME: usize = 3;

/// Of each cell of a header whether it may be somebody's. In a row that says what its columns hold these are
/// the cells that look like a value of a person; in any other row all but the words headers are made of.
pub fn may_be_somebodys(headers: &[String]) -> Vec<bool> {
    let cells: Vec<HeaderCell> = headers
        .iter()
        .map(|header| HeaderCell::of(header))
        .collect();
    let is_told = says_what_it_holds(&cells);
    cells
        .iter()
        .map(|cell| cell.may_be_somebodys(is_told))
        .collect()
}

/// Whether a text holds a common given name beside a common family name, as `Export Anna Smith` does.
pub fn holds_a_name(text: &str) -> bool {
    let is =
        |given: &str, family: &str| LISTS.given.contains(given) && LISTS.family.contains(family);
    fold(text)
        .words
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if is(one, other) || is(other, one)))
}

/// Whether a word is one that systems, their exports and their columns are called by, whoever may have it for
/// a name too.
pub fn names_a_thing(word: &str) -> bool {
    let key = fold(word).key;
    NAMES.has(&key)
        || WORDS.is_known(&key)
        || RecipeBook::builtin().recipes().iter().any(|recipe| {
            let source = fold(&recipe.source);
            source.key == key || source.words.contains(&key)
        })
}

/// One cell of a header.
struct HeaderCell {
    folded: Folded,
    looks: Looks,
    /// Nothing but words that headers are made of, or the name a column without one is given.
    is_known: bool,
    is_name: bool,
}

/// What a cell looks like before its words are known.
#[derive(PartialEq, Eq)]
enum Looks {
    Blank,
    /// Like an address or a number of somebody.
    Value,
    Words,
}

impl Looks {
    fn of(header: &str) -> Self {
        if header.trim().is_empty() {
            Self::Blank
        } else if holds_an_address(header) || digits(header) >= LONG {
            Self::Value
        } else {
            Self::Words
        }
    }
}

impl HeaderCell {
    fn of(header: &str) -> Self {
        let folded = fold(header);
        let is_known = is_made_up(&folded)
            || guess(&folded).is_some_and(|guess| guess.strength >= WHOLLY_KNOWN);
        let is_name = folded.words.len() <= MOST_OF_A_NAME
            && !folded.words.is_empty()
            && folded
                .words
                .iter()
                .all(|word| LISTS.given.contains(word) || LISTS.family.contains(word));
        Self {
            looks: Looks::of(header),
            folded,
            is_known,
            is_name,
        }
    }

    fn may_be_somebodys(&self, is_told: bool) -> bool {
        match self.looks {
            Looks::Blank => false,
            Looks::Value => true,
            Looks::Words if is_told => self.is_name && !self.is_known,
            Looks::Words => self.is_name || !self.is_known,
        }
    }
}

/// Whether a row is a header: that of a known export, or so many of its cells are what headers are called that
/// a row of people is none. A row without any value needs fewer.
fn says_what_it_holds(cells: &[HeaderCell]) -> bool {
    let folded: Vec<Folded> = cells.iter().map(|cell| cell.folded.clone()).collect();
    if RecipeBook::builtin().recognise(&folded).is_some() {
        return true;
    }
    let count = |is: fn(&HeaderCell) -> bool| cells.iter().filter(|cell| is(cell)).count();
    let filled = count(|cell| cell.looks != Looks::Blank);
    let known = count(|cell| cell.is_known && !cell.is_name);
    let values = count(|cell| cell.looks == Looks::Value);
    known * 2 > filled || values == 0 && (known >= 3 || known == 2 && filled <= 6)
}

/// What a column without a header is called: `Column 3`.
fn is_made_up(folded: &Folded) -> bool {
    let [word, number] = folded.words.as_slice() else {
        return false;
    };
    word == "column" && number.len() < LONG && digits(number) == number.len()
}

fn holds_an_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.split_once('@')
            .is_some_and(|(mailbox, domain)| !mailbox.is_empty() && domain.contains('.'))
    })
}

fn digits(text: &str) -> usize {
    text.chars().filter(|one| one.is_numeric()).count()
}

#[cfg(test)]
mod tests {
    use super::{holds_a_name, may_be_somebodys, names_a_thing};

    /// What of a header may be somebody's.
    fn told(header: &[&str]) -> Vec<String> {
        let headers: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
        let is_somebodys = may_be_somebodys(&headers);
        let both = headers.into_iter().zip(is_somebodys);
        both.filter_map(|(header, is)| is.then_some(header))
            .collect()
    }

    #[test]
    fn headers_stay_as_they_are() {
        for header in [
            &["E-mail", "First name"][..],
            &[
                "Kunden-Nr.",
                "Vorname",
                "Nachname",
                "PLZ",
                "Ort",
                "Newsletter",
            ],
            &["Column 1", "Column 2", "Column 12"],
            &["Email", "", "Phone"],
            &["email"],
            // Questions of a form beside what is asked of everybody.
            &[
                "Timestamp",
                "Your name",
                "E-mail",
                "What brought you here?",
                "Would you come again?",
            ],
            // A column of their own, such as a list a platform makes.
            &[
                "Email",
                "First Name",
                "Last Name",
                "Loves tea",
                "field_12",
                "Attr1",
            ],
        ] {
            assert_eq!(told(header), Vec::<String>::new(), "{header:?}");
        }
    }

    #[test]
    fn a_row_of_people_is_somebodys() {
        for (row, somebodys) in [
            (
                &["Anna", "Smith", "London"][..],
                &["Anna", "Smith", "London"][..],
            ),
            (
                &["Oluwaseun", "Brackenridge"],
                &["Oluwaseun", "Brackenridge"],
            ),
            (
                &[
                    "Anna",
                    "Smith",
                    "anna@shop.example",
                    "020 7946 0958",
                    "Mobile",
                ],
                &["Anna", "Smith", "anna@shop.example", "020 7946 0958"],
            ),
            // A family may be called like a column.
            (&["Anna", "Price", "Leeds"], &["Anna", "Price", "Leeds"]),
            (
                &["4711", "Smith", "21/08/1967"],
                &["4711", "Smith", "21/08/1967"],
            ),
            (&["山田", "太郎"], &["山田", "太郎"]),
        ] {
            assert_eq!(told(row), somebodys, "{row:?}");
        }
    }

    #[test]
    fn a_value_among_headers_is_somebodys() {
        for (header, somebodys) in [
            (
                &["E-mail", "First name", "anna@shop.example"][..],
                &["anna@shop.example"][..],
            ),
            (
                &["E-mail", "First name", "+44 20 7946 0958"],
                &["+44 20 7946 0958"],
            ),
            (
                &["E-mail", "First name", "Last name", "1967-08-21"],
                &["1967-08-21"],
            ),
            (
                &["E-mail", "First name", "Last name", "Anna Smith"],
                &["Anna Smith"],
            ),
        ] {
            assert_eq!(told(header), somebodys, "{header:?}");
        }
    }

    #[test]
    fn a_name_is_told_by_both_of_its_parts() {
        for (text, is_name) in [
            ("Export Anna Smith 2024.xlsx", true),
            ("smith_anna.csv", true),
            ("AnnaSmith.csv", true),
            ("Harbour shop", false),
            ("Anna's shop", false),
            ("newsletter_members.csv", false),
        ] {
            assert_eq!(holds_a_name(text), is_name, "{text}");
        }
    }

    #[test]
    fn what_exports_are_called_by_is_no_name() {
        for word in [
            "Shop",
            "orders",
            "Mailchimp",
            "Square",
            "kunden",
            "March",
            "First",
        ] {
            assert!(names_a_thing(word), "{word}");
        }
        for word in ["Anna", "Smith", "Harbour"] {
            assert!(!names_a_thing(word), "{word}");
        }
    }
}

//! The rules of advertising platforms, as their pages tell them and not as our recipes do: each file
//! is read by a reader made from RFC 4180, set up as the platform reads, and every cell is judged.

use std::collections::BTreeMap;

use crate::cast::{HASH_OF_NOTHING, KEPT_HASH, destination};
use crate::golden::written;
use crate::rfc4180;

/// Hashes computed elsewhere from the platforms' own rules, of people of the cast.
const JANE_DOTS_KEPT: &str = "831f6494ad6be4fcb3a724c3d5fef22d3ceffa3c62ef3a7984e45a0ea177f982";
const JANE_EXAMPLE_PLUS_KEPT: &str =
    "dbf1912b4cad4df9823f627874244e64b50a6ac550b9cb33b17df671a26679db";
const PHONE_WITH_PLUS: &str = "8a59780bb8cd2ba022bfa5ba2ea3b6e07af17a7d8b30c1f9b3390e36f69019e4";
const PHONE_DIGITS: &str = "d6736136ea896c1bfdc553e0e86e702c70d060d805696ca3e4e9e0961353860a";
const ZOE: &str = "2752b88686847fa5c86f47b94ce652b7b3f22a91c37617d451a4db9afa431450";
const ADVERTISING_ID: &str = "83dc3f5f32b9472613b0f038d36f22585a609d018af6f6067f50da318bf354bd";

/// How a platform reads a file.
pub(crate) struct Reader {
    pub(crate) separator: char,
    pub(crate) has_header: bool,
}

pub(crate) const COMMAS: Reader = Reader {
    separator: ',',
    has_header: true,
};

/// Header and rows of a file.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn column(&self, header: &str) -> Vec<&str> {
        let positions = (0..self.header.len()).filter(|one| self.header[*one] == header);
        positions
            .flat_map(|one| self.rows.iter().map(move |row| row[one].as_str()))
            .collect()
    }

    /// Every cell that holds something in these columns passes.
    pub(crate) fn each(&self, headers: &[&str], passes: impl Fn(&str) -> bool) {
        for header in headers {
            assert!(self.header.iter().any(|one| one == header), "no {header}");
            for cell in self
                .column(header)
                .into_iter()
                .filter(|cell| !cell.is_empty())
            {
                assert!(passes(cell), "{header}: {cell:?}");
            }
        }
    }

    pub(crate) fn has(&self, header: &str, value: &str) -> bool {
        self.column(header).contains(&value)
    }
}

/// Reads strictly: UTF-8 without a mark, every row as long as the header.
pub(crate) fn read(name: &str, bytes: &[u8], reader: &Reader) -> Table {
    assert!(
        !bytes.starts_with(b"\xef\xbb\xbf"),
        "{name} has a byte order mark"
    );
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut rows =
        rfc4180::rows(text, reader.separator).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    let header = if reader.has_header {
        rows.remove(0)
    } else {
        vec!["value".to_owned()]
    };
    assert!(
        rows.iter().all(|row| row.len() == header.len()),
        "{name}: a row is not as long as the others"
    );
    assert!(!rows.is_empty(), "{name} is empty");
    Table { header, rows }
}

/// The files of a destination, read; those with hashes are checked for hashes of nothing.
pub(crate) fn tables(code: &str, reader: &Reader) -> BTreeMap<String, Table> {
    written(&destination(code))
        .into_iter()
        .map(|(name, bytes)| {
            let table = read(&name, &bytes, reader);
            for cell in table.rows.iter().flatten() {
                assert_ne!(cell, HASH_OF_NOTHING, "{name}");
                assert_ne!(cell.to_uppercase(), sha256_of_a_hash(), "{name}");
            }
            (name, table)
        })
        .collect()
}

/// What hashing the kept hash once more would give.
fn sha256_of_a_hash() -> String {
    rollcall_delivery::sha256_hex(&KEPT_HASH.to_lowercase()).to_uppercase()
}

pub(crate) fn is_hash(cell: &str) -> bool {
    cell.len() == 64
        && cell
            .bytes()
            .all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) fn is_lower_email(cell: &str) -> bool {
    let at = cell.matches('@').count() == 1;
    at && !cell.contains(char::is_whitespace) && cell.to_lowercase() == cell
}

/// `+` and 8 to 15 digits, the first no zero.
pub(crate) fn is_e164(cell: &str) -> bool {
    cell.strip_prefix('+').is_some_and(is_digits_with_country)
}

pub(crate) fn is_digits_with_country(cell: &str) -> bool {
    (8..=15).contains(&cell.len())
        && cell.bytes().all(|one| one.is_ascii_digit())
        && !cell.starts_with('0')
}

fn is_country(cell: &str) -> bool {
    cell.len() == 2 && cell.bytes().all(|one| one.is_ascii_uppercase())
}

fn is_hashed(name: &str) -> bool {
    name.contains(".hashed")
}

#[test]
fn google() {
    for (name, table) in tables("google_customer_match", &COMMAS) {
        let allowed = [
            "Email",
            "Phone",
            "First Name",
            "Last Name",
            "Country",
            "Zip",
        ];
        assert!(
            table
                .header
                .iter()
                .all(|one| allowed.contains(&one.as_str()))
        );
        for once in ["First Name", "Last Name", "Country"] {
            assert_eq!(table.header.iter().filter(|one| *one == once).count(), 1);
        }
        table.each(&["Country"], is_country);
        if is_hashed(&name) {
            table.each(&["Email", "Phone", "First Name", "Last Name"], is_hash);
            table.each(&["Zip"], |cell| !is_hash(cell));
        } else {
            table.each(&["Email"], is_lower_email);
            table.each(&["Phone"], is_e164);
        }
    }
}

#[test]
fn google_finds_everybody_in_one_of_the_files() {
    let tables = tables("google_customer_match", &COMMAS);
    for purpose in ["contact", "suppress"] {
        let of = |kind: &str| {
            let begin = format!("google_customer_match.{purpose}.{kind}");
            let files = tables
                .iter()
                .filter(move |(name, _)| name.starts_with(&begin));
            files.map(|(_, table)| table).collect::<Vec<_>>()
        };
        let in_one = |files: &[&Table], header: &str, value: &str| {
            assert_eq!(
                files
                    .iter()
                    .filter(|table| table.has(header, value))
                    .count(),
                1,
                "{purpose}: {header} {value}"
            );
        };
        let hashed = of("hashed");
        // The dots before @gmail.com are kept: Customer Match does not ask to take them away.
        in_one(&hashed, "Email", JANE_DOTS_KEPT);
        in_one(&hashed, "Email", JANE_EXAMPLE_PLUS_KEPT);
        in_one(&hashed, "Phone", PHONE_WITH_PLUS);
        in_one(&hashed, "First Name", ZOE);
        in_one(&hashed, "Email", &KEPT_HASH.to_lowercase());
        in_one(&of("plain"), "Zip", "01067");
    }
}

#[test]
fn meta() {
    let all = [
        "email", "phone", "fn", "ln", "zip", "ct", "st", "country", "doby", "gen",
    ];
    for (name, table) in tables("meta_customer_list", &COMMAS) {
        assert!(table.header.iter().all(|one| all.contains(&one.as_str())));
        for many in ["email", "phone"] {
            assert!(table.header.iter().filter(|one| *one == many).count() <= 3);
        }
        if is_hashed(&name) {
            table.each(&all, is_hash);
            assert!(table.has("phone", PHONE_DIGITS) && table.has("fn", ZOE));
        } else {
            table.each(&["email"], is_lower_email);
            table.each(&["phone"], is_e164);
            table.each(&["fn", "ln", "ct"], |cell| {
                cell.to_lowercase() == cell
                    && !cell.contains(|one: char| one.is_ascii_punctuation())
            });
            table.each(&["ct"], |cell| !cell.contains(' '));
            table.each(&["gen"], |cell| cell == "m" || cell == "f");
            table.each(&["doby"], |cell| cell.len() == 4);
            assert!(table.has("zip", "94107") && table.has("ct", "københavn"));
        }
    }
}

#[test]
fn linkedin() {
    for (name, table) in tables("linkedin_contacts", &COMMAS) {
        assert_eq!(
            table.header,
            [
                "email",
                "firstname",
                "lastname",
                "jobtitle",
                "employeecompany",
                "country",
                "googleaid"
            ]
        );
        table.each(&["firstname", "lastname"], |cell| {
            cell.chars().count() <= 35
        });
        table.each(&["jobtitle", "employeecompany"], |cell| {
            cell.chars().count() <= 50
        });
        table.each(&["country"], is_country);
        if is_hashed(&name) {
            table.each(&["email"], is_hash);
        } else {
            table.each(&["email"], is_lower_email);
        }
        for row in &table.rows {
            let is_found = !row[0].is_empty()
                || (!row[1].is_empty() && !row[2].is_empty())
                || !row[6].is_empty();
            assert!(is_found, "{row:?}");
        }
    }
}

#[test]
fn tiktok() {
    for (name, table) in tables("tiktok_customer_file", &COMMAS) {
        let headers = if is_hashed(&name) {
            ["Email_SHA256", "Phone_SHA256", "MAID_SHA256"]
        } else {
            ["Email", "Phone", "MAID"]
        };
        for header in &table.header {
            assert!(headers.contains(&header.as_str()), "{header}");
            assert!(table.header.iter().filter(|one| *one == header).count() <= 3);
        }
        if is_hashed(&name) {
            table.each(&headers, is_hash);
            assert!(table.has(headers[0], JANE_DOTS_KEPT));
            assert!(table.has(headers[1], PHONE_WITH_PLUS));
            assert!(table.has(headers[2], ADVERTISING_ID));
        } else {
            table.each(&["Email"], is_lower_email);
            table.each(&["Phone"], is_e164);
        }
    }
}

#[test]
fn lists_of_one_kind_of_id() {
    let alone = Reader {
        separator: ',',
        has_header: false,
    };
    for code in [
        "pinterest_emails",
        "x_emails",
        "snapchat_emails",
        "snapchat_phones",
    ] {
        for (name, table) in tables(code, &alone) {
            let mut seen = table.column("value");
            assert!(seen.iter().all(|cell| !cell.is_empty()));
            match (is_hashed(&name), code) {
                (true, _) => table.each(&["value"], is_hash),
                (false, "snapchat_phones") => table.each(&["value"], is_digits_with_country),
                (false, _) => table.each(&["value"], is_lower_email),
            }
            let expected = match (is_hashed(&name), code) {
                (true, "snapchat_phones") => PHONE_DIGITS,
                (true, _) => JANE_DOTS_KEPT,
                (false, "snapchat_phones") => "15551234567",
                (false, _) => "jane.doe@gmail.com",
            };
            assert!(seen.contains(&expected), "{name}");
            let rows = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), rows, "{name}: a value stands there twice");
        }
    }
}

#[test]
fn microsoft() {
    for (name, table) in tables("microsoft_customer_match", &COMMAS) {
        assert_eq!(
            table.header,
            [
                "Type",
                "Status",
                "Id",
                "Parent Id",
                "Client Id",
                "Modified Time",
                "Name",
                "Description",
                "Scope",
                "Audience",
                "Action Type",
                "Sub Type",
                "Text",
            ]
        );
        let of_type = |kind: &str| -> Vec<&Vec<String>> {
            table.rows.iter().filter(|row| row[0] == kind).collect()
        };
        let (version, list, items) = (
            of_type("Format Version"),
            of_type("Customer List"),
            of_type("Customer List Item"),
        );
        assert_eq!((version.len(), list.len()), (1, 1));
        assert_eq!(version[0][6], "6.0");
        assert_eq!(2 + items.len(), table.rows.len());
        let (id, scope, audience, action) = (&list[0][2], &list[0][8], &list[0][9], &list[0][10]);
        assert_eq!(scope, "Customer");
        assert!(
            !audience.is_empty() && audience.chars().count() <= 128 && name.starts_with(audience)
        );
        assert!(["Add", "Remove", "Replace"].contains(&action.as_str()));
        for item in items {
            assert_eq!((&item[3], item[11].as_str()), (id, "Email"));
            assert!(is_hash(&item[12]), "{item:?}");
        }
        assert!(table.has("Text", JANE_DOTS_KEPT));
    }
}

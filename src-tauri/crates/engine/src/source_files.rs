//! Tables written for whoever keeps a source: its file as it was loaded with what is sure corrected, and what to merge in it.

mod cleaned;
mod cleaned_file;
mod fill;
mod merge;
mod merge_advice;
mod merge_groups;
mod merge_order;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rollcall_delivery::{Mode, WrittenFile};
use rollcall_model::{SourceId, TableId, TableRole};
use rollcall_store::{Store, StoredLoad};

use crate::EngineError;

pub(crate) use cleaned_file::{preview_cleaned, write_cleaned};
pub(crate) use merge::{preview_merge, write_merge};

/// Tables of sources, as lists are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceFile {
    /// The file as it was loaded, corrected: of one table, or of each table of people.
    Cleaned(Option<TableId>),
    /// What to merge: in one source, or in each.
    Merge(Option<SourceId>),
}

impl SourceFile {
    /// Reads what [`Self::code`] wrote.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        let (kind, number) = match code.split_once(':') {
            Some((kind, number)) => (kind, Some(number.parse::<i64>().ok()?)),
            None => (code, None),
        };
        match kind {
            "cleaned" => Some(Self::Cleaned(number.map(TableId))),
            "merge" => Some(Self::Merge(number.map(SourceId))),
            _ => None,
        }
    }

    /// The code it goes by among the lists, such as `cleaned:3`.
    pub(crate) fn code(self) -> String {
        let (kind, number) = match self {
            Self::Cleaned(table) => ("cleaned", table.map(|table| table.0)),
            Self::Merge(source) => ("merge", source.map(|source| source.0)),
        };
        match number {
            Some(number) => format!("{kind}:{number}"),
            None => kind.to_owned(),
        }
    }
}

/// How a corrected file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Manner {
    /// Who reads it.
    pub(crate) mode: Mode,
    /// Whether values are put in one form, too.
    pub(crate) in_form: bool,
    /// Whether blank cells are filled with agreed values.
    pub(crate) is_filled: bool,
}

impl Manner {
    /// Every manner, the plainest first.
    pub(crate) const ALL: [Self; 8] = [
        Self::new(Mode::ForPeople, false, false),
        Self::new(Mode::ForPeople, true, false),
        Self::new(Mode::ForPeople, false, true),
        Self::new(Mode::ForPeople, true, true),
        Self::new(Mode::ForUpload, false, false),
        Self::new(Mode::ForUpload, true, false),
        Self::new(Mode::ForUpload, false, true),
        Self::new(Mode::ForUpload, true, true),
    ];

    const fn new(mode: Mode, in_form: bool, is_filled: bool) -> Self {
        Self {
            mode,
            in_form,
            is_filled,
        }
    }

    /// The code it goes by among the destinations, such as `upload+form`.
    pub(crate) fn code(self) -> String {
        let mut code = match self.mode {
            Mode::ForPeople => "people",
            Mode::ForUpload => "upload",
        }
        .to_owned();
        for (is_so, ending) in [(self.in_form, "+form"), (self.is_filled, "+filled")] {
            if is_so {
                code.push_str(ending);
            }
        }
        code
    }

    /// What people read.
    pub(crate) fn name(self) -> String {
        let mut name = match self.mode {
            Mode::ForPeople => "CSV table",
            Mode::ForUpload => "CSV for upload",
        }
        .to_owned();
        if self.in_form {
            name.push_str(", values in one form");
        }
        if self.is_filled {
            name.push_str(", blank cells filled");
        }
        name
    }

    /// What is done to the cells, for whoever decides on it.
    pub(crate) fn rule(self) -> String {
        let mut rule = "Cells stand as in the file that was loaded. Corrected is only what cannot be right and what was surely meant: letters decoded wrongly, what surrounds an e-mail address, a mistyped domain that cannot be or where another record of the person has the right one, a zero a postcode or phone lost where the row tells its country.".to_owned();
        if self.in_form {
            rule.push_str(" E-mail addresses, phones, postcodes, countries, names, streets and towns are also put in one form: small letters, +44…, GB, capitals as names have them.");
        }
        if self.is_filled {
            rule.push_str(" Blank cells of names, organisations, e-mail addresses, phones and whole addresses are filled with the agreed value of the customer. Permissions never are, nor is an address or number that was refused, nor what only bought data says.");
        }
        rule.push_str(match self.mode {
            Mode::ForPeople => {
                " An apostrophe stands before what a spreadsheet would run as a formula."
            }
            Mode::ForUpload => " Nothing is put before any cell: do not open it in a spreadsheet.",
        });
        rule
    }

    /// Reads the code of a destination; where lists and tables go unless told stands for the plainest manner.
    fn of_destination(code: &str) -> Result<Self, EngineError> {
        if matches!(code, "plain_csv" | "table") {
            return Ok(Self::new(Mode::ForPeople, false, false));
        }
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.code() == code).ok_or_else(|| {
            let known: Vec<String> = Self::ALL.into_iter().map(Self::code).collect();
            EngineError::unknown("destination", code, &known)
        })
    }
}

/// The manner a destination's code stands for, where it is one.
pub(crate) fn manner_name(code: &str) -> Option<String> {
    let mut all = Manner::ALL.into_iter();
    all.find(|one| one.code() == code).map(Manner::name)
}

/// What there is to know of files that were written.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What to know of it.
    pub(crate) told: Vec<String>,
    /// How many customers are left out, by reason.
    pub(crate) left_out: BTreeMap<String, u64>,
}

/// The tables in use that hold rows of people or of what they did, each with whether it is one of people.
pub(crate) fn tables_in_use(store: &Store) -> Result<Vec<(StoredLoad, bool)>, EngineError> {
    let mut tables = Vec::new();
    for load in store.current_loads()? {
        let role = store.mapping(load.table)?.map(|stored| stored.mapping.role);
        match role {
            None | Some(TableRole::Figures) => {}
            Some(role) => tables.push((load, role == TableRole::Customers)),
        }
    }
    Ok(tables)
}

/// A file beside another, whose name goes on with this.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

/// A free place beside a path for a file nobody chose the name of: numbered on while a file stands there, or one of
/// these goes there. What stands there may be anybody's, so it is never written over.
fn free_place(path: &Path, name: &str, extension: &str, taken: &[PathBuf]) -> PathBuf {
    let mut place = beside(path, &format!("-{name}.{extension}"));
    let mut number = 2;
    // A link that leads nowhere is in the way too.
    while taken.contains(&place) || place.symlink_metadata().is_ok() {
        place = beside(path, &format!("-{name}-{number}.{extension}"));
        number += 1;
    }
    place
}

/// Words as part of a file's name.
fn in_a_name(words: &str) -> String {
    let mut name = String::new();
    for one in words.chars() {
        if one.is_alphanumeric() {
            name.extend(one.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// Everything that was written, whatever came after.
pub(crate) type Files = Vec<WrittenFile>;

#[cfg(test)]
mod tests {
    use rollcall_model::{SourceId, TableId};

    use super::{Manner, SourceFile, free_place, in_a_name, manner_name};

    #[test]
    fn codes_are_read_as_they_are_written() {
        for file in [
            SourceFile::Cleaned(None),
            SourceFile::Cleaned(Some(TableId(3))),
            SourceFile::Merge(None),
            SourceFile::Merge(Some(SourceId(7))),
        ] {
            assert_eq!(SourceFile::of_code(&file.code()), Some(file));
        }
        for code in ["customers", "saved:1", "cleaned:x", "merge:", "cleanedx"] {
            assert_eq!(SourceFile::of_code(code), None, "{code}");
        }
        for manner in Manner::ALL {
            let code = manner.code();
            assert_eq!(Manner::of_destination(&code).ok(), Some(manner), "{code}");
            assert_eq!(manner_name(&code), Some(manner.name()));
        }
        assert!(Manner::of_destination("meta_customer_list").is_err());
        assert_eq!(manner_name("plain_csv"), None);
    }

    #[test]
    fn a_file_nobody_named_takes_a_free_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("back.csv");
        let at = |name: &str| folder.path().join(name);
        let mut taken = Vec::new();
        std::fs::write(at("back-crm.csv"), "anybody's").expect("a file");
        for expected in ["back-crm-2.csv", "back-crm-3.csv"] {
            let place = free_place(&path, "crm", "csv", &taken);
            assert_eq!(place, at(expected));
            taken.push(place);
        }
        assert_eq!(
            free_place(&path, "shop", "csv", &taken),
            at("back-shop.csv")
        );
    }

    #[test]
    fn words_make_a_part_of_a_files_name() {
        for (words, name) in [
            ("CRM · contacts", "crm-contacts"),
            ("../Ärzte / 2", "ärzte-2"),
            ("?", ""),
        ] {
            assert_eq!(in_a_name(words), name);
        }
    }
}

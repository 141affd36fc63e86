//! What the name of a file that is written may end in: a person, and every other program, takes a file for what its
//! name says, so text of a CSV is not written under the name of a workbook.

use std::path::Path;

use rollcall_delivery::FileFormat;
use rollcall_store::quoted_path;

use crate::EngineError;

/// What is written into a file somebody named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Csv,
    Xlsx,
    Json,
    Toml,
    Page,
    Project,
}

/// Endings that say what a file is, by what they say.
const KNOWN: [(Option<Written>, &[&str]); 7] = [
    (Some(Written::Csv), &["csv", "tsv", "tab", "txt"]),
    (Some(Written::Xlsx), &["xlsx"]),
    (Some(Written::Json), &["json"]),
    (Some(Written::Toml), &["toml"]),
    (Some(Written::Page), &["html", "htm"]),
    (Some(Written::Project), &["rollcall"]),
    // Nothing that is written here is one of these.
    (
        None,
        &[
            "xls", "xlsm", "xlsb", "ods", "numbers", "parquet", "jsonl", "ndjson", "xml", "pdf",
            "doc", "docx", "zip", "gz", "7z", "db", "sqlite",
        ],
    ),
];

impl Written {
    fn told(self) -> &'static str {
        match self {
            Self::Csv => "text (CSV)",
            Self::Xlsx => "a workbook (XLSX)",
            Self::Json => "JSON",
            Self::Toml => "text (TOML)",
            Self::Page => "a page (HTML)",
            Self::Project => "a project of Rollcall",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Toml => "toml",
            Self::Page => "html",
            Self::Project => "rollcall",
        }
    }

    /// Refuses a name that says that the file is something else. An ending that says nothing is anybody's own.
    ///
    /// # Errors
    /// [`EngineError::InvalidInput`] with a name that fits.
    pub(crate) fn fits(self, path: &Path) -> Result<(), EngineError> {
        let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else {
            return Ok(());
        };
        let small = ending.to_lowercase();
        let says = KNOWN
            .iter()
            .find(|(_, endings)| endings.contains(&small.as_str()));
        match says {
            Some((kind, _)) if *kind != Some(self) => Err(EngineError::invalid(format!(
                "{} would not be what its name says: what is written is {}, not a file of the kind .{small}. Nothing was written. Call it {}{}.",
                quoted_path(path),
                self.told(),
                quoted_path(&path.with_extension(self.ending())),
                self.instead(*kind)
            ))),
            _ => Ok(()),
        }
    }

    /// What writes what the name says, where something does.
    fn instead(self, said: Option<Self>) -> &'static str {
        match (self, said) {
            (Self::Csv, Some(Self::Xlsx)) => {
                ", or choose a destination that writes workbooks, such as plain_xlsx for a list of people"
            }
            (Self::Xlsx, Some(Self::Csv)) => {
                ", or choose a destination that writes text, such as plain_csv"
            }
            _ => "",
        }
    }
}

impl From<FileFormat> for Written {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Csv => Self::Csv,
            FileFormat::Xlsx => Self::Xlsx,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_must_not_say_that_a_file_is_something_else() {
        use Written::{Csv, Json, Page, Project, Toml, Xlsx};
        for (written, name, fits) in [
            (Csv, "list.csv", true),
            (Csv, "LIST.CSV", true),
            (Csv, "list.txt", true),
            (Csv, "list.tsv", true),
            (Csv, "list", true),
            (Csv, "list of 3.12", true),
            (Csv, "list.xlsx", false),
            (Csv, "list.XLSX", false),
            (Csv, "list.json", false),
            (Csv, "list.parquet", false),
            (Csv, "list.rollcall", false),
            (Xlsx, "list.xlsx", true),
            (Xlsx, "list.csv", false),
            (Xlsx, "list.xls", false),
            (Json, "decisions.json", true),
            (Json, "decisions.csv", false),
            (Toml, "mapping.toml", true),
            (Toml, "mapping.json", false),
            (Page, "proof.htm", true),
            (Page, "proof.pdf", false),
            (Project, "new.rollcall", true),
            (Project, "new.csv", false),
        ] {
            let told = written.fits(Path::new(name));
            assert_eq!(told.is_ok(), fits, "{written:?} {name}");
        }
        let told = Csv
            .fits(Path::new("list.xlsx"))
            .expect_err("refused")
            .to_string();
        for word in [
            "text (CSV)",
            "Nothing was written",
            "list.csv",
            "plain_xlsx",
        ] {
            assert!(told.contains(word), "{told}");
        }
    }
}

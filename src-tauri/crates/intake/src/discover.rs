//! Which files there are in what the user named.

use std::fs;
use std::path::{Path, PathBuf};

use rollcall_model::{Place, Problem, ProblemCode, Severity};

use crate::content::{beginning, is_table_of_tags};
use crate::opened::in_words;
use crate::{InputFile, Limits};

/// Kinds of files there is a reader for, by the endings they bear.
const READ: [&str; 21] = [
    "csv", "tsv", "tab", "txt", "psv", "ssv", "asc", "dat", "xlsx", "xlsm", "xltx", "xlsb", "xls",
    "ods", "zip", "json", "jsonl", "ndjson", "vcf", "vcard", "parquet",
];
/// Folders inside folders beyond which nothing is expected.
const DEPTH: usize = 16;

/// Finds the files in the given files and folders, sorted by label. Hidden files and links that
/// lead out of a folder are left alone; files of other kinds are named in a note.
pub fn discover(paths: &[PathBuf], limits: &Limits) -> (Vec<InputFile>, Vec<Problem>) {
    let mut found = Findings::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.folder(path, limits),
            Ok(metadata) => found.files.push(input_file(path, name_of(path), &metadata)),
            Err(error) => found.problem(
                ProblemCode::Unreadable,
                Severity::Error,
                name_of(path),
                format!(
                    "“{}” cannot be opened: {}.",
                    name_of(path),
                    in_words(&error)
                ),
                "Check that it is still there and that you may read it.",
            ),
        }
    }
    found
        .files
        .sort_by(|left, right| (&left.label, &left.path).cmp(&(&right.label, &right.path)));
    found.files.dedup_by(|left, right| left.path == right.path);
    found.problems.sort();
    (found.files, found.problems)
}

#[derive(Default)]
struct Findings {
    files: Vec<InputFile>,
    problems: Vec<Problem>,
}

impl Findings {
    fn folder(&mut self, folder: &Path, limits: &Limits) {
        let (before, told) = (self.files.len(), self.problems.len());
        let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        self.walk(folder, &root, &name_of(folder), 0);
        // What cannot be opened has been told, and what it holds is not known.
        let is_closed = self
            .problems
            .iter()
            .skip(told)
            .any(|problem| problem.code == ProblemCode::Unreadable);
        if self.files.len() == before && !is_closed {
            self.problem(
                ProblemCode::NothingToRead,
                Severity::Error,
                name_of(folder),
                format!(
                    "The folder “{}” holds no file that can be read.",
                    name_of(folder)
                ),
                "Add a folder with CSV, Excel, OpenDocument, JSON, vCard, Parquet or ZIP files.",
            );
        }
        if self.files.len() - before > limits.members {
            let count = self.files.len() - before;
            self.files.truncate(before + limits.members);
            self.problem(
                ProblemCode::TooLarge,
                Severity::Error,
                name_of(folder),
                format!(
                    "The folder “{}” holds {count} files; the first {} were taken.",
                    name_of(folder),
                    limits.members
                ),
                "Add smaller folders one after the other.",
            );
        }
    }

    fn walk(&mut self, folder: &Path, root: &Path, label: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problem(
                    ProblemCode::Unreadable,
                    Severity::Error,
                    label.to_owned(),
                    format!(
                        "The folder “{label}” cannot be opened: {}.",
                        in_words(&error)
                    ),
                    "Check that you may read it.",
                );
                return;
            }
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = name_of(&path);
            if is_hidden(&name) || leads_out(&path, root) {
                continue;
            }
            let label = format!("{label}/{name}");
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    if depth < DEPTH && !path.is_symlink() {
                        self.walk(&path, root, &label, depth + 1);
                    }
                }
                Ok(metadata) if is_read(&name) || is_table_in_tags(&path) => {
                    self.files.push(input_file(&path, label, &metadata));
                }
                Ok(_) => self.problem(
                    ProblemCode::UnknownFormat,
                    Severity::Note,
                    label.clone(),
                    format!("“{label}” was left out: there is no reader for this kind of file."),
                    "If it is a table, export it as CSV or XLSX.",
                ),
                Err(error) => self.problem(
                    ProblemCode::Unreadable,
                    Severity::Error,
                    label.clone(),
                    format!("“{label}” cannot be opened: {}.", in_words(&error)),
                    "Check that you may read it.",
                ),
            }
        }
    }

    fn problem(
        &mut self,
        code: ProblemCode,
        severity: Severity,
        file: String,
        message: String,
        hint: &str,
    ) {
        self.problems.push(Problem {
            code,
            severity,
            place: Place {
                file,
                ..Place::default()
            },
            message,
            hint: hint.to_owned(),
            count: 0,
        });
    }
}

/// Whether there may be a table in a file of this name.
pub(crate) fn is_read(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    // Some systems give their exports no ending at all.
    ending.is_empty() || READ.contains(&ending.as_str())
}

/// Whether a file is a table in tags, such as Excel 2003 saves with the ending of any XML. There is many a page and
/// many a list of settings beside exports, so what it holds is looked at.
fn is_table_in_tags(path: &Path) -> bool {
    let head = || beginning(&mut fs::File::open(path)?);
    has_ending_of_tags(&name_of(path)) && head().is_ok_and(|head| is_table_of_tags(&head))
}

/// Whether a name ends as files in tags do.
pub(crate) fn has_ending_of_tags(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["xml", "html", "htm"]
        .iter()
        .any(|tags| ending.eq_ignore_ascii_case(tags))
}

/// Whether a file is one that systems keep for themselves: hidden, a lock of an open workbook, or a project of this
/// program.
pub(crate) fn is_hidden(name: &str) -> bool {
    const OWN: [&str; 4] = [
        ".rollcall",
        ".rollcall-lock",
        ".rollcall-shm",
        ".rollcall-wal",
    ];
    name.starts_with('.')
        || OWN.iter().any(|ending| name.ends_with(ending))
        || name.starts_with("~$")
        || name == "Thumbs.db"
        || name == "desktop.ini"
        || name == "__MACOSX"
}

fn leads_out(path: &Path, root: &Path) -> bool {
    path.is_symlink()
        && !path
            .canonicalize()
            .is_ok_and(|target| target.starts_with(root))
}

fn input_file(path: &Path, label: String, metadata: &fs::Metadata) -> InputFile {
    InputFile {
        path: path.to_owned(),
        label,
        bytes: metadata.len(),
        modified: metadata.modified().ok(),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

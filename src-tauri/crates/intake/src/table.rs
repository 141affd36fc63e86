//! A table found in a file, with all that is needed to read it.

use std::path::PathBuf;
use std::time::SystemTime;

use rollcall_model::{Place, Problem, ProblemCode, Severity};

use crate::header::Shape;
use crate::opened::Origin;
use crate::{Limits, RawRow, Reading, SetAside};

/// A file the user gave, or one in a folder the user gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, relative to what the user gave, with `/` between folders.
    pub label: String,
    /// Its size.
    pub bytes: u64,
    /// When it was last written, where the disk knows.
    pub modified: Option<SystemTime>,
}

/// A table found in a file and how it will be read.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePlan {
    /// The file.
    pub file: InputFile,
    /// The file inside the archive, if it is one.
    pub member: Option<String>,
    /// The sheet of the workbook, if it is one.
    pub sheet: Option<String>,
    /// The switches.
    pub reading: Reading,
    /// Headers as in the file, repeated and empty ones included; one a column.
    pub header: Vec<String>,
    /// The rows of a header of two rows as they stand in the file; none where it is one row.
    pub header_rows: Vec<Vec<String>>,
    /// The first 12 lines as they stand in the file, for the reading screen.
    pub raw_lines: Vec<String>,
    /// The first 200 rows.
    pub sample: Vec<RawRow>,
    /// Rows set aside among them, the first ones.
    pub aside: Vec<SetAside>,
    /// Lines above the header, with their row numbers.
    pub skipped_preamble: Vec<(u64, String)>,
    /// Whether the sheet is hidden in its workbook; such a table is loaded only when asked for.
    pub hidden: bool,
}

/// Names a spreadsheet program gives the first sheet, in its languages.
const UNNAMED_SHEETS: [&str; 12] = [
    "sheet1",
    "sheet",
    "tabelle1",
    "feuil1",
    "hoja1",
    "foglio1",
    "blad1",
    "planilha1",
    "folha1",
    "arkusz1",
    "worksheet",
    "data",
];

impl TablePlan {
    /// Where it is, for problems.
    pub fn place(&self) -> Place {
        Place {
            file: self.origin().label(),
            sheet: self.sheet.clone(),
            ..Place::default()
        }
    }

    /// What to call it: the sheet if it has a name of its own, else the file without its ending.
    pub fn table_name(&self) -> String {
        if let Some(sheet) = &self.sheet
            && !UNNAMED_SHEETS.contains(&sheet.trim().to_lowercase().as_str())
        {
            return sheet.clone();
        }
        let path = self.member.as_deref().unwrap_or(&self.file.label);
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
            _ => name.to_owned(),
        }
    }

    pub(crate) fn origin(&self) -> Origin<'_> {
        Origin {
            file: &self.file,
            member: self.member.as_deref(),
        }
    }

    /// What a row holds that is the header once more: the header, or either row of one of two rows.
    pub(crate) fn rows_of_header(&self) -> Vec<Vec<String>> {
        match (self.reading.header_row, self.header_rows.as_slice()) {
            (None, _) => Vec::new(),
            (Some(_), []) => vec![self.header.clone()],
            (Some(_), rows) => rows.to_vec(),
        }
    }

    /// The last row that is above the table; rows after it are read.
    pub(crate) fn last_row_above(&self) -> u64 {
        let preamble = self.skipped_preamble.last().map_or(0, |(row, _)| *row);
        self.reading.header_row.unwrap_or(0).max(preamble)
    }

    /// A plan of that shape, still without its sample.
    pub(crate) fn from_shape(
        origin: &Origin<'_>,
        sheet: Option<String>,
        mut reading: Reading,
        shape: Shape,
        raw_lines: Vec<String>,
    ) -> Self {
        reading.header_row = shape.header_row;
        Self {
            file: origin.file.clone(),
            member: origin.member.map(str::to_owned),
            sheet,
            reading,
            header: shape.header,
            header_rows: shape.header_rows,
            raw_lines,
            sample: Vec::new(),
            aside: Vec::new(),
            skipped_preamble: shape.preamble,
            hidden: false,
        }
    }
}

/// What is to be said about the header and the shape of a table. Needs the sample.
pub(crate) fn shape_problems(plan: &TablePlan, limits: &Limits, no_rows: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut note = |code, severity, row: Option<u64>, count: usize, message: String, hint: &str| {
        problems.push(Problem {
            code,
            severity,
            place: Place {
                row,
                ..plan.place()
            },
            message,
            hint: hint.to_owned(),
            count: count as u64,
        });
    };
    let header_row = plan.reading.header_row;
    if no_rows {
        note(
            ProblemCode::HeaderOnly,
            Severity::Warning,
            header_row,
            0,
            "The table has a header and no row under it.".to_owned(),
            "Check that the export was made with data, and with the right filter and dates.",
        );
    }
    let above = plan.skipped_preamble.len();
    if above > 0 {
        let lines = if above == 1 {
            "1 line above the table was".to_owned()
        } else {
            format!("{above} lines above the table were")
        };
        note(
            ProblemCode::Preamble,
            Severity::Note,
            plan.skipped_preamble.first().map(|(row, _)| *row),
            above,
            format!("{lines} not read as rows."),
            "If one of them is the header, point at it on the reading screen.",
        );
    }
    let columns = plan.header.len();
    if columns > limits.columns {
        note(
            ProblemCode::ManyColumns,
            Severity::Error,
            header_row,
            columns,
            format!(
                "The table has {columns} columns; more than {} cannot be loaded.",
                limits.columns
            ),
            "Check the delimiter on the reading screen, or export fewer columns.",
        );
    } else if columns >= 500 {
        note(
            ProblemCode::ManyColumns,
            Severity::Note,
            header_row,
            columns,
            format!("The table has {columns} columns."),
            "If that surprises you, check the delimiter on the reading screen.",
        );
    }
    if header_row.is_some() || plan.reading.format.names_columns() {
        header_problems(plan, &mut note);
    }
    problems
}

fn header_problems(
    plan: &TablePlan,
    note: &mut impl FnMut(ProblemCode, Severity, Option<u64>, usize, String, &str),
) {
    let mut names: Vec<&str> = plan
        .header
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    for same in names
        .chunk_by(|left, right| left == right)
        .filter(|same| same.len() > 1)
    {
        let name = same.first().copied().unwrap_or_default();
        note(
            ProblemCode::DuplicateHeader,
            Severity::Note,
            plan.reading.header_row,
            same.len(),
            format!(
                "{} columns have the header “{name}”; they are kept apart by their position.",
                same.len()
            ),
            "Look at each of them when you map the columns.",
        );
    }
    let nameless = plan
        .header
        .iter()
        .enumerate()
        .filter(|(column, name)| {
            let used = |row: &RawRow| row.cells.get(*column).is_some_and(|cell| !cell.is_blank());
            name.trim().is_empty() && plan.sample.iter().any(used)
        })
        .count();
    if nameless > 0 {
        let columns = if nameless == 1 {
            "1 column has".to_owned()
        } else {
            format!("{nameless} columns have")
        };
        note(
            ProblemCode::EmptyHeader,
            Severity::Note,
            plan.reading.header_row,
            nameless,
            format!("{columns} values and no header."),
            "They can be mapped by their position, or left out.",
        );
    }
}

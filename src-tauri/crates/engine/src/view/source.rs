//! Where customer data lives, what was loaded, and what it covers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, ProblemView, RecipeOffer, SourceMark};

/// A table copied from a spreadsheet or a page.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PasteTable {
    /// What it is called; blank gives it a plain name.
    #[serde(default)]
    pub name: String,
    /// The table as text: a row a line, cells apart by tabs or as in any delimited text.
    pub text: String,
}

/// Where a pasted table is kept until it is loaded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Pasted {
    /// The file, for looking into and loading.
    pub path: String,
}

/// Look into files before loading them.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InspectFiles {
    /// Files and folders.
    pub paths: Vec<String>,
    /// Switches already flipped: the tables they name are shown as they would be read that way.
    #[serde(default)]
    pub choices: Vec<ImportChoice>,
}

/// What would be loaded, and how it would be read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Inspection {
    /// One entry a table.
    pub tables: Vec<TablePlanView>,
    /// What cannot be read, and why.
    pub problems: Vec<ProblemView>,
    /// The tables in use, any of which a file may be a newer export of.
    pub earlier: Vec<EarlierTable>,
}

/// A table that is in use.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EarlierTable {
    /// Its number.
    pub table: i64,
    /// Its source and its name: `Shopify · customers`.
    pub name: String,
}

/// One table in a file, before it is loaded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TablePlanView {
    /// Names the table in [`ImportFiles`].
    pub key: String,
    /// File, with the member of an archive after a slash.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether the sheet is hidden in its workbook; such a sheet is not loaded unless asked.
    pub hidden: bool,
    /// The guesses.
    pub reading: ReadingView,
    /// The header as in the file.
    pub header: Vec<String>,
    /// The first raw lines.
    pub raw_lines: Vec<String>,
    /// The first rows.
    pub sample: Vec<Vec<String>>,
    /// Rows among the first ones that would be set aside.
    pub aside: Vec<AsideRow>,
    /// The recipe of the program that recognised the file, used or refused; nothing where none did.
    pub recognised: Option<String>,
    /// Lines before the header: row and text.
    pub skipped: Vec<(u64, String)>,
    /// The source it seems to come from.
    pub source_name: String,
    /// The kind of system.
    pub system: String,
    /// The table's name in its source.
    pub table_name: String,
    /// `customers`, `events`, `consents`, `figures` or `unclear`.
    pub role: String,
    /// Why.
    pub role_reason: String,
    /// The table in use it would be loaded as a newer export of; nothing where it is a table of its own.
    pub newer_export_of: Option<i64>,
    /// Recipes of one's own for this header, and those that nearly fit it.
    pub own_recipes: Vec<RecipeOffer>,
    /// What is already wrong.
    pub problems: Vec<ProblemView>,
}

/// How a file is read; each can be switched.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReadingView {
    /// `text`, `xlsx`, `xlsb`, `xls`, `ods`, `spreadsheet_xml`, `html`, `json`, `vcard` or `parquet`.
    pub format: String,
    /// Such as `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// One character; nothing for workbooks, and where a line is one cell.
    pub delimiter: Option<String>,
    /// One character.
    pub quote: Option<String>,
    /// Row of the header as a spreadsheet shows it; nothing when the file has none.
    pub header_row: Option<u64>,
    /// How numbers are written; nothing where the file does not tell and the country of a row does.
    pub decimal_mark: Option<DecimalMarkView>,
    /// Whether rows that look like totals, and remarks below the table, are rows like any other.
    #[serde(default)]
    pub totals_are_rows: bool,
    /// Whether what looks like another table further down is more of this one.
    #[serde(default)]
    pub one_table: bool,
}

/// A row among the first ones that would be set aside.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AsideRow {
    /// The number a spreadsheet program shows beside it.
    pub row: u64,
    /// As it stands in the file.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum DecimalMarkView {
    /// 1.234,56
    Comma,
    /// 1,234.56
    Point,
}

/// Load files.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportFiles {
    /// Files and folders.
    pub paths: Vec<String>,
    /// Corrections of single tables; tables not named are read as guessed.
    #[serde(default)]
    pub choices: Vec<ImportChoice>,
    /// Whether to work out who is who as soon as everything is loaded.
    #[serde(default)]
    pub then_audit: bool,
}

/// A correction before loading.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ImportChoice {
    /// The table, by the key of [`TablePlanView`].
    pub key: String,
    /// Leave it out.
    #[serde(default)]
    pub skip: bool,
    /// Read it this way.
    #[serde(default)]
    pub reading: Option<ReadingView>,
    /// Call the source so.
    #[serde(default)]
    pub source_name: Option<String>,
    /// Load it as a newer export of this table.
    #[serde(default)]
    #[ts(optional)]
    pub newer_export_of: Option<i64>,
    /// Load it as a table of its own, even where it looks like a newer export.
    #[serde(default)]
    #[ts(optional)]
    pub own_table: Option<bool>,
    /// Read it by this recipe of one's own, by the name of its file.
    #[serde(default)]
    #[ts(optional)]
    pub own_recipe: Option<String>,
    /// Read it as any file, even where a recipe of the program recognises it.
    #[serde(default)]
    #[ts(optional)]
    pub no_recipe: Option<bool>,
}

/// The inventory.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Inventory {
    /// Every source, loaded or not.
    pub sources: Vec<SourceView>,
    /// The checklist of kinds of systems.
    pub kinds: Vec<KindView>,
}

/// One source: the four questions and what is loaded of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceView {
    /// Mark and name.
    pub mark: SourceMark,
    /// Kind of system, by code.
    pub kind: String,
    /// Kind of system, in words.
    pub kind_label: String,
    /// `first`, `second` or `third` party.
    pub party: String,
    /// Where does the data live? Blank while nobody said.
    pub location: String,
    /// What format is it in? From the files loaded.
    pub format: String,
    /// Who owns it? Blank while nobody said.
    pub owner: String,
    /// How is it used, or not used? Blank while nobody said.
    pub used_for: String,
    /// How often it is refreshed. Blank while nobody said.
    pub refresh: String,
    /// On what ground its data may be held, such as consent or a contract. Blank while nobody said.
    pub lawful_basis: String,
    /// Free note.
    pub note: String,
    /// Its tables.
    pub tables: Vec<TableView>,
    /// Rows loaded.
    pub rows: u64,
    /// People behind them, once worked out.
    pub people: Option<u64>,
}

/// One table of a source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TableView {
    /// Its number.
    pub table: i64,
    /// Its name.
    pub name: String,
    /// Role by code.
    pub role: String,
    /// Columns in the current load.
    pub columns: u64,
    /// Rows in the current load.
    pub rows: u64,
    /// Rows set aside in the current load.
    pub rows_set_aside: u64,
    /// File of the current load.
    pub file: String,
    /// When it was loaded.
    pub loaded_at: String,
    /// Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
    pub unsure_columns: u64,
    /// The current load.
    pub load: i64,
    /// Whether it holds each person once, as somebody said.
    pub held_once: bool,
}

/// Say whether a list holds each person once.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetHeldOnce {
    /// The table.
    pub table: i64,
    /// It does; else this is not known.
    pub once: bool,
}

/// A kind of system on the checklist.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KindView {
    /// Its code.
    pub kind: String,
    /// Its label.
    pub label: String,
    /// `loaded`, `no_file` (exists, not loaded), `absent` (does not exist here) or `not_asked`.
    pub state: String,
    /// What a hole here means, in a sentence; blank when it is loaded.
    pub hole: String,
}

/// Say whether a kind of system exists here.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetKindState {
    /// Code of the kind.
    pub kind: String,
    /// `no_file`, `absent` or `not_asked`.
    pub state: String,
}

/// Note what is known about a source; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct DescribeSource {
    /// The source; nothing adds one that is not loaded.
    pub source: Option<i64>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Kind of system, by code.
    #[serde(default)]
    pub kind: Option<String>,
    /// `first`, `second` or `third`.
    #[serde(default)]
    pub party: Option<String>,
    /// Where the data lives.
    #[serde(default)]
    pub location: Option<String>,
    /// In what format; what is loaded tells more.
    #[serde(default)]
    pub format: Option<String>,
    /// How it is used; "not used" is an answer.
    #[serde(default)]
    pub used_for: Option<String>,
    /// How often it is refreshed.
    #[serde(default)]
    pub refresh: Option<String>,
    /// On what ground its data may be held.
    #[serde(default)]
    pub lawful_basis: Option<String>,
    /// Free note.
    #[serde(default)]
    pub note: Option<String>,
}

/// One import of a table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LoadView {
    /// Its number.
    pub load: i64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: i64,
    /// The table's name.
    pub table_name: String,
    /// File, with the member of an archive after a slash.
    pub file: String,
    /// When.
    pub loaded_at: String,
    /// Rows read; always loaded plus set aside.
    pub rows_read: u64,
    /// Rows loaded.
    pub rows_loaded: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// Compared with the load before: rows added, changed, unchanged, vanished. Nothing for a first load.
    pub compared: Option<LoadComparison>,
    /// Whether it is the one in use.
    pub current: bool,
    /// Whether it was undone.
    pub undone: bool,
}

/// How a load differs from the one before it, by record key.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct LoadComparison {
    /// Rows with a new key.
    pub added: u64,
    /// Rows with a known key and other cells.
    pub changed: u64,
    /// Rows as they were.
    pub unchanged: u64,
    /// Keys that are gone.
    pub vanished: u64,
}

/// Which load.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct LoadNumber {
    /// Its number.
    pub load: i64,
}

/// What the sources hold: sources × attributes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Coverage {
    /// The rows of the matrix.
    pub attributes: Vec<AttributeView>,
    /// The columns of the matrix.
    pub sources: Vec<SourceMark>,
    /// `cells[attribute][source]`.
    pub cells: Vec<Vec<CoverageCell>>,
}

/// How well one source knows one attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CoverageCell {
    /// `known`, or why there is nothing to count: `not_asked`, `no_file`, `no_column`; `not_counted`
    /// while there is such a column in a load that is not standardised yet.
    pub state: String,
    /// Rows in the tables that have such a column.
    pub rows: u64,
    /// Rows with something in it.
    pub filled: u64,
    /// Rows with something usable in it.
    pub valid: u64,
    /// Rows with something that cannot be it.
    pub invalid: u64,
    /// Rows with a filler.
    pub placeholder: u64,
    /// Rows with nothing.
    pub blank: u64,
    /// Different usable values.
    pub distinct: u64,
}

/// Which people the sources have in common.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overlap {
    /// The sources.
    pub sources: Vec<SourceMark>,
    /// `matrix[a][b]` people known to both; the diagonal is everybody the source knows.
    pub matrix: Vec<Vec<u64>>,
    /// People only this source knows, source by source.
    pub only_here: Vec<u64>,
    /// Combinations of sources and the people known to exactly these, largest first.
    pub combinations: Vec<Combination>,
    /// People in all.
    pub customers: u64,
    /// By what identifiers each two sources know the people they have in common, most people first.
    /// Somebody known by several counts with each.
    pub keys: Vec<LinkKeyView>,
}

/// By what two sources know people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LinkKeyView {
    /// Position of one source in [`Overlap::sources`].
    pub left: usize,
    /// Position of the other.
    pub right: usize,
    /// The identifier both hold; nothing where other evidence, such as name and address, tied them.
    pub attribute: Option<AttributeView>,
    /// The people.
    pub people: u64,
}

/// A combination of sources.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Combination {
    /// Positions in [`Overlap::sources`].
    pub members: Vec<usize>,
    /// People known to exactly these sources.
    pub customers: u64,
}

/// Ask for problems.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListProblems {
    /// Only this severity.
    #[serde(default)]
    pub severity: Option<String>,
    /// Only this source.
    #[serde(default)]
    pub source: Option<i64>,
    /// Only this situation.
    #[serde(default)]
    pub code: Option<String>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Problems, worst first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProblemPage {
    /// The problems.
    pub problems: Vec<ProblemView>,
    /// How many there are under the filter.
    pub total: u64,
    /// How many there are of each severity, without the filter.
    pub by_severity: Vec<(String, u64)>,
    /// How many there are of each situation, without the filter.
    pub by_code: Vec<(String, u64)>,
}
